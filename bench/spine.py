"""The main job: start-up, planning, and request to clip on a DAW track over the model's own time."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw.daw import NewTrack, PlaceMidi
from engine.library.library import Library
from engine.media.note import Note

REQUESTS = (
    "make a 4-bar lo-fi beat on a new track at bar 1",
    "put a bass line in the song's key under it",
    "take the drums out of the lo-fi beat and put them on a new track",
    "turn the lo-fi beat down 2 dB",
    "undo that",
)


def main() -> None:
    """Print the table."""
    help_s = [
        _timed(lambda: subprocess.run([sys.executable, "tonmeister.py", "--help"], check=True, capture_output=True))
        for _ in range(5)
    ]
    print(f"--help                                   {statistics.median(help_s):8.3f} s   goal ≤ 0.3")
    _plan_time()
    with tempfile.TemporaryDirectory() as folder:
        _notes(Path(folder) / "fake")
        _requests(Path(folder))


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _plan_time() -> None:
    from engine.planner.context import Context
    from engine.planner.offline.planner import OfflinePlanner

    planner = OfflinePlanner()
    first = _timed(lambda: planner.plan("hello", Context()))
    times = sorted(_timed(lambda t=text: planner.plan(t, Context())) * 1000 for text in REQUESTS * 10)
    print(f"offline plan, first                      {first * 1000:8.1f} ms")
    print(
        f"offline plan, median / p95               {times[len(times) // 2]:8.1f} / "
        f"{times[int(len(times) * 0.95)]:.1f} ms   goal ≤ 25"
    )


def _notes(folder: Path) -> None:
    """10 000 notes through the protocol, into the real script in a stand-in for Ardour, and back."""
    from bridge.hosts.fake_ardour import FakeArdour
    from bridge.hosts.stage import must

    sent = tuple(Note(36 + n % 60, n / 16, 1 / 16, 1 + n % 127) for n in range(10_000))
    folder.mkdir()
    with FakeArdour(folder) as host:
        session = host.session()
        seconds = _timed(lambda: must(session, [NewTrack("N", "midi", "n"), PlaceMidi("n", sent, 0.0, 640.0, "N")]))
        back = session.snapshot().regions[0].notes
        session.close()
    lost = len(set(sent) - set(back))
    print(f"10 000 notes through the protocol        {lost:8d} lost   goal 0   ({seconds:.2f} s)")


def _requests(folder: Path) -> None:
    from bridge.hosts.open_stage import open_stage
    from engine.planner.offline.planner import OfflinePlanner

    registry = discover()
    for daw in ("ardour", "folder"):
        with open_stage(daw, folder / daw) as stage:
            session = stage.prepare(96.0, (), 0.0)
            assistant = Assistant(
                registry=registry, library=Library(folder / daw / "library"), planner=OfflinePlanner(), session=session
            )
            for text in REQUESTS:
                turn = assistant.ask(text)
                models = sum(
                    r.seconds for s, r in zip(turn.plan.steps, turn.steps, strict=False) if s.row.kind == "model"
                )
                over = turn.seconds - models
                print(
                    f"{daw:7} {text[:46]:46} {turn.state:6} {turn.seconds:6.2f} s, "
                    f"over the models {over:5.2f} s   goal ≤ 0.5"
                )
