from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.environments.message import GET
from engine.catalog.environments.program import Patience, Program
from engine.errors import Cancelled, ModelError
from tests.engine.catalog.environments.workshop import PROGRAM
from tests.patience import PATIENCE_S


class Ears:
    """Hears what a program says, and cancels once it says a certain thing."""

    def __init__(self, stop_at: str = "") -> None:
        self.said: list[tuple[float, float, str]] = []
        self.warnings: list[str] = []
        self._stop_at = stop_at

    def tell(self, done: float, of: float, what: str) -> None:
        self.said.append((done, of, what))
        if self._stop_at and what == self._stop_at:
            raise Cancelled


@pytest.fixture(scope="module")
def program(tiny: EnvironmentFolder) -> Iterator[Program]:
    """One process for many tests: what one order does must not harm the next."""
    made = Program(PROGRAM, tiny, name="Tiny", patience=Patience(start_s=60, silence_s=60))
    yield made
    made.end()


def run(program: Program, folder: Path, ears: Ears | None = None, **args: Any) -> Any:
    ears = ears or Ears()
    return program.run("denoise", args, {}, folder, ears.tell, ears.warnings.append)


def test_progress_and_warnings_arrive_and_what_is_printed_does_not_disturb(program: Program, tmp_path: Path) -> None:
    import numpy as np
    import soundfile

    soundfile.write(tmp_path / "in.wav", np.full((100, 2), 0.5), 8000, "PCM_16")
    ears = Ears()
    made = program.run("denoise", {}, {"clip": str(tmp_path / "in.wav")}, tmp_path, ears.tell, ears.warnings.append)
    assert made["half"] == str(tmp_path / "half.wav")
    assert np.allclose(soundfile.read(made["half"])[0], 0.25)
    assert (1, 2, "halving") in ears.said and ears.warnings == ["It is only half as loud."]


def test_the_process_stays_between_orders_and_knows_no_secret(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret")
    first = run(program, tmp_path, do="count")
    second = run(program, tmp_path, do="count")
    assert second["pid"] == first["pid"] and second["calls"] == first["calls"] + 1
    program.end()
    assert program.pid == 0
    third = run(program, tmp_path, do="count")
    assert third["calls"] == 1 and third["token"] == ""


def test_a_failure_is_one_sentence_with_its_details_in_the_log(
    program: Program, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pid = run(program, tmp_path, do="count")["pid"]
    with caplog.at_level(logging.INFO), pytest.raises(ModelError, match="^Tiny failed: ValueError: no voice in it$"):
        run(program, tmp_path, do="fail")
    assert "the reason in detail" in caplog.text
    with pytest.raises(ModelError, match="Tiny failed: SystemExit: no licence"):
        run(program, tmp_path, do="quit")
    with pytest.raises(ModelError, match="Tiny failed: TypeError"):
        run(program, tmp_path, do="nonsense")
    assert run(program, tmp_path, do="count")["pid"] == pid


def test_a_crash_is_said_with_its_last_words_and_the_next_order_works(program: Program, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Tiny ended unexpectedly .exit code 3.* out of graphics memory"):
        run(program, tmp_path, do="crash")
    assert run(program, tmp_path, do="count")["calls"] == 1


def test_a_cancel_ends_the_program_with_all_it_started(program: Program, tmp_path: Path) -> None:
    ears = Ears(stop_at="sleeping")
    with pytest.raises(Cancelled):
        run(program, tmp_path, ears, do="sleep", path=str(tmp_path / "pids"))
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert gone(pids) and program.pid == 0


def test_silence_and_a_slow_start_have_an_end(tiny: EnvironmentFolder, tmp_path: Path) -> None:
    silent = Program(PROGRAM, tiny, name="Tiny", patience=Patience(start_s=60, silence_s=0.3))
    with pytest.raises(ModelError, match=r"Tiny said nothing for 0\.3 seconds and was ended"):
        run(silent, tmp_path, do="sleep", path=str(tmp_path / "pids"))
    assert gone([int(pid) for pid in (tmp_path / "pids").read_text().split()])
    slow = Program(PROGRAM, tiny, name="Tiny", patience=Patience(start_s=0))
    with pytest.raises(ModelError, match="Tiny did not start within 0 seconds"):
        run(slow, tmp_path, do="count")


@pytest.mark.parametrize(
    ("line", "times", "sentence"),
    [
        ("x", 1_100_000, "more than 1 MB at once"),
        ('{"id": NUMBER, "progress": ["half", 1, "x"]}', 1, "its progress is no progress"),
        ('{"id": NUMBER, "run": "rm"}', 1, "its message 'run' is not understood"),
        ('{"id": NUMBER}', 1, "it is no message"),
        ('{"id": 1, "done": NaN}', 1, "NaN is not a number"),
        ('{"id": 1', 1, "is not understood"),
    ],
)
def test_wrong_messages_end_it(program: Program, tmp_path: Path, line: str, times: int, sentence: str) -> None:
    with pytest.raises(ModelError, match=sentence):
        run(program, tmp_path, do="say", line=line.replace("NUMBER", "1"), times=times)
    assert program.pid == 0


def test_many_threads_may_speak_and_noise_costs_nothing(program: Program, tmp_path: Path) -> None:
    ears = Ears()
    assert run(program, tmp_path, ears, do="chatter") == {"text": "done"}
    assert {done for done, of, _ in ears.said if of == 40} <= set(range(40))


def test_only_a_program_that_may_download_does(
    tiny: EnvironmentFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE")
    monkeypatch.setenv("HF_TOKEN", "for the hub")
    fetching = Program(PROGRAM, tiny, name="Tiny", may_download=True)
    assert fetching.run(GET, {}, {}, tmp_path, Ears().tell, print) == {}
    assert (tiny.weights / "weights.bin").read_bytes() == b"weights"
    assert run(fetching, tmp_path, do="count")["token"] == "for the hub"
    fetching.end()
    working = Program(PROGRAM, tiny, name="Tiny")
    with pytest.raises(ModelError, match="the hub may not be asked"):
        working.run(GET, {}, {}, tmp_path, Ears().tell, print)
    working.end()


def gone(pids: list[int]) -> bool:
    """True once all of these processes have ended."""
    end = time.monotonic() + PATIENCE_S
    while any(map(_lives, pids)) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(map(_lives, pids))


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
