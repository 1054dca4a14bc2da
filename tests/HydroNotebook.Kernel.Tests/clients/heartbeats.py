"""libzmq's own heartbeats, of ZMTP 3.1: a peer that pings stays connected, and a slow joiner misses nothing."""

import time

import jupyter_client
import zmq

manager = jupyter_client.KernelManager(kernel_name="hydronotebook-test")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
try:
    context = zmq.Context.instance()
    info = client.get_connection_info()

    request = context.socket(zmq.REQ)
    request.setsockopt(zmq.HEARTBEAT_IVL, 200)
    request.setsockopt(zmq.HEARTBEAT_TIMEOUT, 1000)
    request.setsockopt(zmq.RCVTIMEO, 20_000)
    monitor = request.get_monitor_socket(zmq.EVENT_DISCONNECTED | zmq.EVENT_CONNECTED)
    request.connect(f"tcp://127.0.0.1:{info['hb_port']}")
    end = time.monotonic() + 5
    while time.monotonic() < end:
        request.send(b"beat")
        assert request.recv() == b"beat"
        time.sleep(0.25)
    events = 0
    while monitor.poll(100):
        monitor.recv_multipart()
        events += 1
    assert events == 1, f"{events} changes of the connection"
    request.disable_monitor()
    request.close(0)

    for _ in range(10):
        late = manager.client()
        late.start_channels(hb=False, stdin=False)
        while late.get_iopub_msg(timeout=20)["msg_type"] != "iopub_welcome":
            pass
        message = late.kernel_info()
        seen = []
        while seen[-1:] != ["idle"]:
            got = late.get_iopub_msg(timeout=20)
            if got["parent_header"].get("msg_id") == message:
                seen.append(got["content"]["execution_state"])
        assert seen == ["busy", "idle"], seen
        late.stop_channels()
finally:
    client.stop_channels()
    manager.shutdown_kernel()
print("ok")
