"""Two clients on one kernel: both see what cells show, each gets its own replies, and input goes to who asked."""

import queue
import threading

import jupyter_client

PATIENCE = 60


def until_idle(client, request):
    outputs = []
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") != request:
            continue
        outputs.append(message)
        if message["content"].get("execution_state") == "idle":
            return outputs


def reply(client, request):
    while True:
        message = client.get_shell_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


manager = jupyter_client.KernelManager(kernel_name="hydronotebook-test")
manager.start_kernel()
first, second = manager.client(), manager.client()
try:
    for client in (first, second):
        client.session.session = client.session.session + str(id(client))
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)

    request = first.execute('Console.Write("rain"); 7')
    for client in (first, second):
        kinds = [message["msg_type"] for message in until_idle(client, request)]
        assert kinds == ["status", "execute_input", "stream", "execute_result", "status"], kinds
    assert reply(first, request)["status"] == "ok"
    try:
        second.get_shell_msg(timeout=0.3)
        raise SystemExit("a reply went to the wrong client")
    except queue.Empty:
        pass

    results = {}

    def many(name, client):
        results[name] = [reply(client, client.execute(f"int {name}{k} = {k}; {name}{k}"))["status"] for k in range(25)]

    threads = [threading.Thread(target=many, args=pair) for pair in (("a", first), ("b", second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {"a": ["ok"] * 25, "b": ["ok"] * 25}, results

    request = second.execute("var line = Console.ReadLine(); line", allow_stdin=True)
    question = second.get_stdin_msg(timeout=PATIENCE)
    assert question["msg_type"] == "input_request" and question["parent_header"]["msg_id"] == request
    second.input("snow")
    shown = [message for message in until_idle(second, request) if message["msg_type"] == "execute_result"]
    assert shown[0]["content"]["data"]["text/plain"] == "snow", shown
    try:
        first.get_stdin_msg(timeout=0.3)
        raise SystemExit("the question went to the wrong client")
    except queue.Empty:
        pass

    request = first.execute("while (true) { }")
    while first.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "execute_input":
        pass
    manager.interrupt_kernel()
    assert reply(first, request)["status"] == "error"
finally:
    for client in (first, second):
        client.stop_channels()
    manager.shutdown_kernel()
print("ok")
