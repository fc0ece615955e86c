"""Workers: what a process of its own costs, cancel, start, memory; and what a second Ray node brings."""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
import tempfile
import threading
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Report
from engine.catalog.registry import discover
from engine.errors import Cancelled
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from engine.workers.inline import Inline
from engine.workers.local import LocalWorkers
from engine.workers.memory import MemoryBudget
from engine.workers.worker import Order, Worker
from tests.engine.workers.unruly import ONE_WHEEL, SOURCE, SOURCE_ON_NODE, registry

ROUNDS = 15
SOUNDS = (("editor", "edit_clip", {"action": "reverse"}), ("effects", "apply_effect", {"effect": "widen"}))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _overhead(Path(folder))
        _cancel(Path(folder))
        _ray(Path(folder))


def _overhead(folder: Path) -> None:
    found = discover()
    workers = LocalWorkers(registry=found)
    started = time.perf_counter()
    workers.start()
    there = time.perf_counter() - started
    workers.wait_until_warm(60)
    print(f"starting the pool: the engine waits      {there * 1000:8.1f} ms; warm after {_since(started):.2f} s")
    memory = [_own_memory(row["pid"]) for row in workers.status()]
    print(f"memory of two idle processes             {sum(memory) / 2**20:8.0f} MB of their own, shared not counted")
    noise = np.random.default_rng(1).standard_normal((2, 60 * 48000)).astype(np.float32) * np.float32(0.1)
    clip = audio_clip(folder, "noise", Audio(noise, 48000))
    for model, task, args in SOUNDS:
        times: dict[str, list[float]] = {"here": [], "there": []}
        for number in range(ROUNDS + 2):  # side by side: the machine's load is the same for both
            for name, worker in (("here", Inline(found)), ("there", workers)):
                seconds = _timed(worker, Order(model, args, {"clip": clip}, Brief(task, folder)))
                if number >= 2:
                    times[name].append(seconds * 1000)
        here, there_ms = (statistics.median(times[name]) for name in ("here", "there"))
        over = statistics.median(b - a for a, b in zip(times["here"], times["there"], strict=True))
        print(
            f"60 s of stereo, {model:8} over a call        {over:8.1f} ms   goal ≤ 30   "
            f"({here:.1f} → {there_ms:.1f} ms, medians of {ROUNDS})"
        )
    workers.close()
    _first_job(folder, clip)


def _first_job(folder: Path, clip: Clip) -> None:
    model, task, args = SOUNDS[0]
    found = discover()
    for when in ("at once", "when warm"):
        workers = LocalWorkers(registry=found)
        workers.start()
        if when == "when warm":
            workers.wait_until_warm(60)
        seconds = _timed(workers, Order(model, args, {"clip": clip}, Brief(task, folder)))
        print(f"first job of new workers, {when:9}      {seconds * 1000:8.1f} ms")
        workers.close()


def _timed(worker: Worker, order: Order) -> float:
    started = time.perf_counter()
    outputs = worker.run(order, Report(lambda *said: None))
    seconds = time.perf_counter() - started
    for out in outputs.values():
        if isinstance(out, Clip):
            out.path.unlink()
    return seconds


def _cancel(folder: Path) -> None:
    workers = LocalWorkers(registry=registry(), source=SOURCE, budget=MemoryBudget(4 << 30))
    workers.start()
    workers.wait_until_warm(60)
    for do, words in (("count", "reports"), ("sleep", "sleeps"), ("hold the lock", "computes in one C call")):
        times = sorted(_cancel_time(workers, _unruly(folder, do)) for _ in range(5))
        print(f"cancel of a model that {words:22} {times[2]:8.2f} s    goal ≤ 1   (worst of 5: {times[-1]:.2f})")
        workers.wait_until_warm(60)
    workers.close()


def _cancel_time(worker: Worker, order: Order) -> float:
    cancelled = threading.Event()
    asked: list[float] = []

    def hear(done: float, of: float, what: str) -> None:
        if cancelled.is_set():
            raise Cancelled

    def cancel() -> None:
        asked.append(time.perf_counter())
        cancelled.set()

    threading.Timer(0.4, cancel).start()
    with contextlib.suppress(Cancelled):
        worker.run(order, Report(hear))
    return time.perf_counter() - asked[0]


def _ray(folder: Path) -> None:
    """Two kinds of jobs of a second, eight of each: bound by waiting and by computing."""
    rounds = _rounds_for(1.0)
    jobs = {"waiting": ("sleep", {"seconds": 1.0}), "computing": ("burn", {"rounds": rounds})}
    with _cluster() as cluster:
        from engine.workers.ray import RayWorkers

        workers = RayWorkers(
            registry=registry(), source=SOURCE_ON_NODE, address=cluster.address, own_identity=ONE_WHEEL
        )
        print(f"Ray on this computer's {os.cpu_count()} processors ({os.getloadavg()[0]:.1f} busy already)")
        seconds: dict[tuple[str, int], float] = {}
        for nodes in (1, 2):
            _at_once(workers, [_unruly(folder, "sleep", seconds=0.2)] * nodes)  # starts the actors
            for kind, (do, args) in jobs.items():
                seconds[kind, nodes] = _at_once(workers, [_unruly(folder, do, **args)] * 8)
            if nodes == 1:
                cluster.add_node(num_cpus=1, object_store_memory=80 << 20)
                time.sleep(3)  # Ray's new node starts its first processes
        workers.close()
    for kind in jobs:
        one, two = seconds[kind, 1], seconds[kind, 2]
        print(
            f"jobs bound by {kind:9}, 2 nodes over 1   {one / two:8.2f} ×    goal ≥ 1.7   "
            f"({8 / one:.2f} → {8 / two:.2f} jobs a second)"
        )


@contextlib.contextmanager
def _cluster() -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ray.cluster_utils import Cluster

        small = {"object_store_memory": 80 << 20}
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **small})
        cluster.add_node(num_cpus=1, **small)
        session = cluster.head_node.get_session_dir_path()
        try:
            yield cluster
        finally:
            cluster.shutdown()
            shutil.rmtree(session, ignore_errors=True)


def _at_once(worker: Worker, orders: list[Order]) -> float:
    threads = [threading.Thread(target=worker.run, args=(order, Report(lambda *said: None))) for order in orders]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def _rounds_for(seconds: float) -> int:
    """How many rounds of the computing job take so long here."""
    models = Inline(registry())
    started = time.process_time()  # of the processor: whatever else runs here does not count
    models.run(_unruly(Path(), "burn", rounds=2_000_000), Report())
    return int(2_000_000 * seconds / (time.process_time() - started))


def _unruly(folder: Path, do: str, **args: Any) -> Order:
    return Order("unruly", {"do": do, **args}, {}, Brief("edit_clip", folder))


def _since(started: float) -> float:
    return time.perf_counter() - started


def _own_memory(pid: int) -> int:
    import psutil

    return int(psutil.Process(pid).memory_full_info().uss)
