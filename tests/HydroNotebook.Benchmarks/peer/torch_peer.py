#!/usr/bin/env python3
"""PyTorch runs the steps of the benchmark: one process per number of threads, one JSON line per request.

    python3 torch_peer.py 2
    {"case": "a", "phase": "train", "cell": "Lstm", "dynamic": 5, "statics": 0, "hidden": 256, "length": 270, "seconds": 2, "warm": true}

First line on stdout: what torch this is, and "fault" when it is not set up as it must be. Then a line for each request:
{"seconds": [of each step], "others": cores kept busy by other processes}. It ends with its input.

Restarts itself once, so that BLAS and allocator see these settings:
- one OpenMP runtime for torch and BLAS (with the pthread build of OpenBLAS two thread pools fight for the cores);
- AVX-512 kernels where the processor has them (OpenBLAS 0.3.21 does not know newer processors);
- the allocator keeps what it has, in huge pages.
"""
import json
import math
import os
import sys
import time

RESTARTED = "HYDRO_PEER_RESTARTED"
OPENMP_BLAS = "/usr/lib/x86_64-linux-gnu/openblas-openmp"
THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
BATCH = 256
DAYS = 3653


def restart():
    if os.environ.get(RESTARTED) == str(THREADS):
        return
    env = dict(os.environ)
    for name in ("OPENBLAS_CORETYPE", "ATEN_CPU_CAPABILITY", "OMP_WAIT_POLICY"):
        env.pop(name, None)  # a left-over setting can halve the speed
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            wide = "avx512vl" in file.read()
    except OSError:
        wide = False
    if wide:
        env["OPENBLAS_CORETYPE"] = "SKYLAKEX"
        env["ATEN_CPU_CAPABILITY"] = "avx512"
    if os.path.isdir(OPENMP_BLAS):
        env["LD_LIBRARY_PATH"] = OPENMP_BLAS
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        env[name] = str(THREADS)
    env["GLIBC_TUNABLES"] = ("glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:"
                             "glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=268435456")
    env[RESTARTED] = str(THREADS)
    os.execve(sys.executable, [sys.executable] + sys.argv, env)


restart()
try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)

torch.set_num_threads(THREADS)
torch.set_flush_denormal(True)
torch.manual_seed(1)


class LstmWithHead(nn.Module):
    """nn.LSTM, time-major; dropout and head on the last hidden state."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.lstm = nn.LSTM(inputs, hidden)
        self.dropout = nn.Dropout(0.4)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x, statics=None):
        _, (h, _) = self.lstm(x)
        return self.head(self.dropout(h[-1]))


class EaLstmWithHead(nn.Module):
    """The entity-aware LSTM as its paper's program writes it: eager, day by day (K19, equations 7 to 12)."""

    def __init__(self, dynamic, statics, hidden):
        super().__init__()
        bound = 1 / math.sqrt(hidden)
        self.hidden = hidden
        self.weight_dynamic = nn.Parameter(torch.empty(dynamic, 3 * hidden).uniform_(-bound, bound))
        self.weight_recurrent = nn.Parameter(torch.empty(hidden, 3 * hidden).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.zeros(3 * hidden))
        self.weight_static = nn.Parameter(torch.empty(statics, hidden).uniform_(-bound, bound))
        self.bias_static = nn.Parameter(torch.zeros(hidden))
        self.dropout = nn.Dropout(0.4)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x, statics):
        rows = x.shape[1]
        h = x.new_zeros(rows, self.hidden)
        c = x.new_zeros(rows, self.hidden)
        bias = self.bias.expand(rows, -1)
        entity = torch.sigmoid(torch.addmm(self.bias_static.expand(rows, -1), statics, self.weight_static))
        all_h, all_c = [], []
        for day in range(x.shape[0]):
            gates = torch.addmm(bias, h, self.weight_recurrent) + torch.mm(x[day], self.weight_dynamic)
            forget, out, candidate = gates.chunk(3, 1)
            c = torch.sigmoid(forget) * c + entity * torch.tanh(candidate)
            h = torch.sigmoid(out) * torch.tanh(c)
            all_h.append(h)
            all_c.append(c)
        all_h = torch.stack(all_h, 0)
        torch.stack(all_c, 0)
        return self.head(self.dropout(all_h[-1]))


@torch.jit.script
def carry_on(projected: torch.Tensor, recurrent: torch.Tensor, h: torch.Tensor, c: torch.Tensor):
    cells = []
    for today in projected.unbind(0):
        i, f, g, o = torch.addmm(today, h, recurrent).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        cells.append(c)
    return torch.cat(cells, 0)


def make(sizes):
    if sizes["cell"] == "EaLstm":
        return EaLstmWithHead(sizes["dynamic"], sizes["statics"], sizes["hidden"])
    return LstmWithHead(sizes["dynamic"], sizes["hidden"])


def train_step(sizes):
    model = make(sizes)
    x, statics = data(sizes)
    target = torch.randn(BATCH, 1)
    weight = 1 / (torch.rand(BATCH, 1) + 0.1) ** 2
    parameters = list(model.parameters())
    adam = torch.optim.Adam(parameters, lr=1e-3, foreach=True)

    def step():
        adam.zero_grad(set_to_none=True)
        loss = (weight * (model(x, statics) - target) ** 2).mean()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        adam.step()

    return step


def infer_step(sizes):
    model = make(sizes).eval()
    x, statics = data(sizes)

    def step():
        with torch.inference_mode():
            model(x, statics)

    return step


def once_step(sizes):
    lstm = nn.LSTM(sizes["dynamic"], sizes["hidden"])
    series = torch.randn(DAYS, sizes["dynamic"])
    zero = torch.zeros(1, sizes["hidden"])

    def step():
        with torch.inference_mode():
            bias = lstm.bias_ih_l0 + lstm.bias_hh_l0
            projected = torch.addmm(bias, series, lstm.weight_ih_l0.t()).unsqueeze(1)
            carry_on(projected, lstm.weight_hh_l0.t(), zero, zero)

    return step


def windowed_step(sizes):
    lstm = nn.LSTM(sizes["dynamic"], sizes["hidden"])
    length = sizes["length"]
    series = torch.randn(DAYS + length - 1, sizes["dynamic"])

    def step():
        with torch.inference_mode():
            windows = series.unfold(0, length, 1)  # [days, inputs, length], a view
            cells = [lstm(windows[k:k + BATCH].permute(2, 0, 1).contiguous())[1][1][0] for k in range(0, DAYS, BATCH)]
            torch.cat(cells, 0)

    return step


def data(sizes):
    x = torch.randn(sizes["length"], BATCH, sizes["dynamic"])
    return x, torch.randn(BATCH, sizes["statics"]) if sizes["statics"] else None


def busy():
    own = os.times()
    try:
        with open("/proc/stat", encoding="ascii") as file:
            ticks = [int(k) for k in file.readline().split()[1:9]]
        return own.user + own.system, (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return own.user + own.system, math.nan


def measure(step, request):
    began, steps = time.perf_counter(), 0
    while request["warm"] and (steps < 2 or time.perf_counter() - began < 0.3) and time.perf_counter() - began < 1:
        step()  # memory is touched; not counted
        steps += 1
    seconds = []
    own, machine = busy()
    began = time.perf_counter()
    while not seconds or time.perf_counter() - began < request["seconds"]:
        one = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - one)
    wall = time.perf_counter() - began
    own_after, machine_after = busy()
    others = max(0.0, machine_after - machine - (own_after - own)) / wall
    return {"seconds": seconds, "others": None if math.isnan(others) else round(others, 3)}


def fault():
    """Why these numbers would not do torch justice, or None."""
    try:
        with open("/proc/self/maps", encoding="ascii", errors="replace") as file:
            libraries = {line.split()[-1] for line in file if ".so" in line}
    except OSError:
        return None
    if any("openblas-pthread" in name for name in libraries):
        return "torch runs on the pthread build of OpenBLAS, which is several times slower; install libopenblas0-openmp"
    if any("/blas/libblas" in name for name in libraries):
        return "torch runs on the reference BLAS; install libopenblas0-openmp"
    return None


def main():
    torch.mm(torch.randn(64, 64), torch.randn(64, 64))  # BLAS is loaded now
    print(json.dumps({"torch": torch.__version__, "python": sys.version.split()[0], "threads": THREADS, "fault": fault()}), flush=True)
    makers = {"train": train_step, "infer": infer_step, "states-once": once_step, "states-windowed": windowed_step}
    key, step = None, None
    for line in sys.stdin:
        request = json.loads(line)
        if key != (request["case"], request["phase"]):
            key, step = None, None  # the old step's memory first
            step = makers[request["phase"]](request)
            key = (request["case"], request["phase"])
        print(json.dumps(measure(step, request)), flush=True)


if __name__ == "__main__":
    main()
