"""Restarts through the client: every new kernel answers, and no process, port or file is left behind.

Argument: the number of restarts (5 if not given).
"""

import os
import socket
import sys

import jupyter_client

RESTARTS = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def kernels(connection_file):
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/cmdline", encoding="utf-8") as file:
                if connection_file in file.read():
                    found.append(number)
        except OSError:
            pass
    return found


manager = jupyter_client.KernelManager(kernel_name="hydronotebook-test")
manager.start_kernel()
client = manager.client()
client.start_channels()
for k in range(RESTARTS):
    client.wait_for_ready(timeout=60)
    reply = client.execute_interactive(f"int fresh = {k};", timeout=60, allow_stdin=False)
    assert reply["content"]["status"] == "ok" and reply["content"]["execution_count"] == 1, reply["content"]
    assert len(kernels(manager.connection_file)) == 1
    manager.restart_kernel(now=k % 2 == 1)
client.wait_for_ready(timeout=60)
info = client.get_connection_info()
client.stop_channels()
manager.shutdown_kernel()
for name in ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"):
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", info[name])) != 0, name
assert kernels(manager.connection_file) == []
assert not os.path.exists(manager.connection_file)
runtime = os.environ["JUPYTER_RUNTIME_DIR"]
assert not os.path.exists(runtime) or os.listdir(runtime) == [], os.listdir(runtime)
print("ok")
