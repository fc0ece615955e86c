from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from engine.catalog.model import Report, Text
from engine.errors import Cancelled, ModelError
from engine.workers.local import LocalWorkers
from engine.workers.memory import MemoryBudget
from tests.engine.workers.conftest import Canceller, MakeOrder
from tests.engine.workers.unruly import SOURCE, registry
from tests.patience import PATIENCE_S

MB = 1 << 20


def pid(workers: LocalWorkers, order: MakeOrder, model: str) -> int:
    answer = workers.run(order("who", model=model), Report())["text"]
    assert isinstance(answer, Text)
    return int(answer.text)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def made(budget: MemoryBudget, **more: float) -> LocalWorkers:
    return LocalWorkers(registry=registry(), source=SOURCE, budget=budget, warm=(), **more)


def test_longest_idle_model_leaves_for_another_and_its_memory_is_free(order: MakeOrder) -> None:
    workers = made(MemoryBudget(500 * MB))
    big = psutil.Process(pid(workers, order, "big"))
    assert big.memory_info().rss > 200 * MB
    other = pid(workers, order, "other")
    assert not big.is_running() or big.status() == psutil.STATUS_ZOMBIE
    assert [row["pid"] for row in workers.status()] == [other]
    assert pid(workers, order, "big") != big.pid
    workers.close()


def test_both_stay_when_there_is_room(order: MakeOrder) -> None:
    workers = made(MemoryBudget(700 * MB))
    pids = [pid(workers, order, model) for model in ("big", "other", "big", "other")]
    assert pids[:2] == pids[2:]
    workers.close()


def test_free_memory_of_the_computer_counts_too(order: MakeOrder) -> None:
    free = [400 * MB]
    workers = made(MemoryBudget(10_000 * MB, free_bytes=lambda: free[0]))
    assert pid(workers, order, "big")
    free[0] = 100 * MB
    with pytest.raises(ModelError, match=r"^Other needs 0.3 GB of memory, and 0.1 GB can be had\.$"):
        workers.run(order("who", model="other"), Report())
    workers.close()


def test_waits_for_a_busy_model_that_is_in_the_way(order: MakeOrder, tmp_path: Path) -> None:
    workers = made(MemoryBudget(500 * MB))
    go = tmp_path / "go"
    busy = threading.Thread(target=workers.run, args=(order("wait", model="big", path=str(go)), Report()))
    busy.start()
    wait_until(lambda: any(row["state"] == "busy" for row in workers.status()))
    with pytest.raises(Cancelled):
        workers.run(order("who", model="other"), Canceller(after_s=0.3).report)
    threading.Timer(0.3, go.touch).start()
    assert pid(workers, order, "other")
    busy.join(PATIENCE_S)
    workers.close()


@pytest.mark.parametrize(
    ("model", "budget", "sentence"),
    [
        ("giant", MemoryBudget(500 * MB), r"^Giant needs 1048576.0 GB of memory, and 0.5 GB can be had\.$"),
        ("carded", MemoryBudget(9_000 * MB, 8 << 30), "^Carded needs 40.0 GB of graphics memory, and 8.0 GB can be"),
        ("carded", MemoryBudget(9_000 * MB), "^Carded needs 40.0 GB of memory, and 8.8 GB can be had"),
    ],
)
def test_model_that_can_never_fit(order: MakeOrder, model: str, budget: MemoryBudget, sentence: str) -> None:
    workers = made(budget)
    with pytest.raises(ModelError, match=sentence):
        workers.run(order("who", model=model), Report())
    assert workers.status() == []
    workers.close()


def test_idle_model_is_unloaded_and_a_used_pool_process_made_afresh(order: MakeOrder) -> None:
    workers = made(MemoryBudget(4_000 * MB), idle_unload_s=0.4)
    workers.start()
    big, small = pid(workers, order, "big"), pid(workers, order, "unruly")
    wait_until(lambda: not psutil.pid_exists(big) and not psutil.pid_exists(small))
    wait_until(lambda: [row["state"] for row in workers.status()] == ["idle", "idle"])
    unused = {row["pid"] for row in workers.status()}
    time.sleep(1)
    assert {row["pid"] for row in workers.status()} == unused
    workers.close()


def test_models_that_cannot_be_looked_for(order: MakeOrder) -> None:
    workers = LocalWorkers(
        registry=registry(), source="tests.engine.workers.unruly:broken", budget=MemoryBudget(4_000 * MB), warm=()
    )
    workers.start()
    with pytest.raises(ModelError, match=r"^Unruly could not be started; the log says more\.$"):
        workers.run(order("who"), Report())
    workers.close()


def test_process_that_does_not_start_in_time(order: MakeOrder) -> None:
    workers = made(MemoryBudget(4_000 * MB), start_timeout_s=0.0)
    workers._pool._idle_s = 0.04  # the pool looks every 10 ms
    workers.start()
    wait_until(lambda: workers.status() == [])
    with pytest.raises(ModelError, match="could not be started"):
        workers.run(order("who"), Report())
    workers.close()


def test_close_ends_everything_and_what_runs(order: MakeOrder) -> None:
    workers = made(MemoryBudget(4_000 * MB))
    workers.start()
    pids = [pid(workers, order, "big"), pid(workers, order, "unruly")]
    failures: list[str] = []

    def run() -> None:
        try:
            workers.run(order("sleep", model="big"), Report())
        except ModelError as error:
            failures.append(str(error))

    busy = threading.Thread(target=run)
    busy.start()
    wait_until(lambda: any(row["state"] == "busy" for row in workers.status()))
    time.sleep(0.2)
    workers.close()
    busy.join(PATIENCE_S)
    assert failures == ["Big ended unexpectedly (Tonmeister ended it); it will be started afresh."]
    assert not any(psutil.pid_exists(one) for one in pids)
    with pytest.raises(ModelError, match="closing"):
        workers.run(order("who"), Report())


def test_budget_of_this_machine_is_a_part_of_it() -> None:
    budget = MemoryBudget.of_this_machine()
    assert 0 < budget.ram_bytes < psutil.virtual_memory().total
    assert budget.free_bytes is not None and budget.free_bytes() < psutil.virtual_memory().total


def test_a_clock_that_is_set_back_or_forth_ends_no_process(order: MakeOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    workers = made(MemoryBudget(4_000 * MB))
    first = pid(workers, order, "big")
    now = time.time()
    for set_to in (now + 86_400, now - 86_400):
        monkeypatch.setattr("engine.workers.pool.time.time", lambda at=set_to: at)
        time.sleep(1.1)  # the pool has looked
        assert pid(workers, order, "big") == first
    workers.close()
