from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.catalog.model import Facts, Report, Text
from engine.config import data_folder
from engine.errors import Cancelled, ModelError, UserError, WrongUse
from engine.media.clip import Clip, sha256_of
from engine.workers.local import LocalWorkers
from tests.engine.workers.conftest import Canceller, MakeOrder
from tests.patience import PATIENCE_S


def text(workers: LocalWorkers, order: MakeOrder, do: str, **more: object) -> str:
    answer = workers.run(order(do, **more), Report())["text"]
    assert isinstance(answer, Text)
    return answer.text


def test_result_is_that_of_the_model(workers: LocalWorkers, order: MakeOrder, tone: Clip) -> None:
    outputs = workers.run(order("sound", clip=tone), Report())
    made, facts = outputs["audio"], outputs["facts"]
    assert isinstance(made, Clip) and isinstance(facts, Facts)
    assert np.array_equal(made.audio().samples, tone.audio().samples * np.float32(0.5))
    assert made.sha256 == sha256_of(made.path)
    assert facts.values["peak"] == 0.5 and list(facts.values["curve"]) == [0, 1, 2]


def test_model_runs_in_another_process_and_never_the_model_with_weights_in_the_pool(
    workers: LocalWorkers, order: MakeOrder
) -> None:
    small, big = int(text(workers, order, "who")), int(text(workers, order, "who", model="big"))
    assert small != big
    engine = psutil.Process()
    assert {small, big} <= {child.pid for child in engine.children()}
    assert int(text(workers, order, "who", model="big")) == big


def test_progress_is_thinned_and_its_last_word_arrives(workers: LocalWorkers, order: MakeOrder) -> None:
    canceller, warnings = Canceller(), []
    started = time.monotonic()
    workers.run(order("talk"), Report(canceller._hear, warnings.append))
    seconds = time.monotonic() - started
    different = list(dict.fromkeys(canceller.said))
    assert 1 < len(different) <= 32 * seconds + 3
    assert canceller.said[-1] == (20_000, 20_000, "the last word")
    assert warnings == ["It is rough."]


def test_two_orders_run_at_once(workers: LocalWorkers, order: MakeOrder, tmp_path: Path) -> None:
    waits = threading.Thread(target=workers.run, args=(order("wait", path=str(tmp_path / "go")), Report()))
    waits.start()
    assert text(workers, order, "who")
    (tmp_path / "go").touch()
    waits.join(PATIENCE_S)
    assert not waits.is_alive()


@pytest.mark.parametrize("do", ["count", "sleep", "hold the lock"])
def test_cancel_does_not_wait_for_the_model(workers: LocalWorkers, order: MakeOrder, do: str) -> None:
    canceller = Canceller(after_s=0.3)
    with pytest.raises(Cancelled):
        workers.run(order(do), canceller.report)
    assert time.monotonic() - canceller.asked_at_s < 50  # of its 60 s; bench/workers.py measures the second
    assert text(workers, order, "who")


def test_cancel_of_a_willing_model_keeps_its_process(workers: LocalWorkers, order: MakeOrder) -> None:
    before = text(workers, order, "who", model="big")
    with pytest.raises(Cancelled):
        workers.run(order("count", model="big"), Canceller(after_s=0.2).report)
    assert text(workers, order, "who", model="big") == before


def test_cancel_while_waiting_for_a_free_process(workers: LocalWorkers, order: MakeOrder, tmp_path: Path) -> None:
    go = tmp_path / "go"
    busy = [threading.Thread(target=workers.run, args=(order("wait", path=str(go)), Report())) for _ in range(2)]
    for thread in busy:
        thread.start()
    while [row["state"] for row in workers.status() if row["model"] is None].count("busy") < 2:
        time.sleep(0.01)
    with pytest.raises(Cancelled):
        workers.run(order("who"), Canceller(after_s=0.3).report)
    go.touch()
    for thread in busy:
        thread.join(PATIENCE_S)
    assert text(workers, order, "who")


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        ("crash", r"^Unruly ended unexpectedly \(crashed\); it will be started afresh\.$"),
        ("kill", r"^Unruly ended unexpectedly \(killed, probably because memory ran out\); it will be started afresh"),
        ("exit", r"^Unruly ended unexpectedly \(exit code 3\); it will be started afresh\.$"),
        ("sys.exit", "^Unruly failed: SystemExit: I go$"),
        ("nonsense", "^Unruly failed: NoException: nonsense$"),
        ("memory", "^Unruly ran out of memory.$"),
        ("card", "^Unruly needs more memory than the graphics card has left; ask for a shorter piece"),
        ("bug", "^Unruly failed: ZeroDivisionError"),
        ("nothing", "^Unruly gave something that is no result.$"),
        ("unpicklable", "^Unruly gave something that cannot be handed over"),
        ("private", "^Unruly gave something that cannot be handed over"),
        ("no file", "^Unruly left no file for audio.$"),
    ],
)
def test_whatever_a_model_does_is_one_sentence_and_the_next_order_works(
    workers: LocalWorkers, order: MakeOrder, tone: Clip, do: str, sentence: str
) -> None:
    with pytest.raises(ModelError, match=sentence):
        workers.run(order(do, clip=tone), Report())
    assert text(workers, order, "who")


def test_what_is_wrong_with_the_input_stays_what_it_is(workers: LocalWorkers, order: MakeOrder) -> None:
    with pytest.raises(UserError, match=r"^Give a sound\.$"):
        workers.run(order("user"), Report())
    with pytest.raises(WrongUse, match=r"^There is no such thing\.$"):
        workers.run(order("wrong"), Report())


def test_killed_from_outside_while_idle_and_while_busy(workers: LocalWorkers, order: MakeOrder) -> None:
    psutil.Process(int(text(workers, order, "who", model="big"))).kill()
    pid = int(text(workers, order, "who", model="big"))
    timer = threading.Timer(0.3, psutil.Process(pid).kill)
    timer.start()
    with pytest.raises(ModelError, match="Big ended unexpectedly"):
        workers.run(order("sleep", model="big"), Report())
    assert int(text(workers, order, "who", model="big")) != pid


def test_order_that_takes_too_long(workers: LocalWorkers, order: MakeOrder) -> None:
    with pytest.raises(ModelError, match=r"^Unruly took longer than 0.5 seconds and was ended"):
        workers.run(order("sleep", timeout_s=0.5), Report())
    assert text(workers, order, "who")


def test_order_that_cannot_travel(workers: LocalWorkers, order: MakeOrder) -> None:
    with pytest.raises(ModelError, match="Unruly cannot be given this"):
        workers.run(order("who", key=lambda: 0), Report())
    assert text(workers, order, "who")


def test_what_libraries_print_goes_to_the_log(
    workers: LocalWorkers, order: MakeOrder, capfd: pytest.CaptureFixture[str]
) -> None:
    assert text(workers, order, "print") == ""
    with pytest.raises(ModelError):
        workers.run(order("crash"), Report())
    log = (data_folder() / "tonmeister.log").read_text("utf-8")
    assert "said by a library" in log and "Fatal Python error: Segmentation fault" in log
    assert capfd.readouterr() == ("", "")


def test_exception_of_the_caller_ends_the_order(workers: LocalWorkers, order: MakeOrder) -> None:
    def interrupt(done: float, of: float, what: str) -> None:
        if what == "sleeping":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workers.run(order("sleep", model="big"), Report(interrupt))
    assert text(workers, order, "who", model="big")


def test_status_is_plain(workers: LocalWorkers, order: MakeOrder) -> None:
    pid = int(text(workers, order, "who", model="big"))
    row = next(row for row in workers.status() if row["pid"] == pid)
    assert row["model"] == "big" and row["state"] == "idle" and row["memory_bytes"] > 200 << 20
    assert sorted(row) == ["memory_bytes", "model", "pid", "since_s", "state", "vram_bytes"]
