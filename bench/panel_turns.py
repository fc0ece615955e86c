"""The whole panel: first paint from process start, memory, and a conversation of 10 000 turns that scrolls and grows.

Run as `python -m bench.panel_turns`; it needs no screen.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.panel import Times, application, line, memory_mb, run_frame, scroll_times, timed, times

STARTS = 7
TURNS = 10_000
APPENDED = 100
REST_S = 10
LOOKED_AT, LOOKS = 200, 5
"""Turns of the conversation whose looks are changed, and how often each change is made."""
_CHILD = """
import json, resource, sys, time
from PyQt6.QtWidgets import QApplication
from ui.start_up import start
from ui.window import window

def opened(self, *args, **more):
    build(self, *args, **more)
    self.panel.painted.connect(told)

def told():
    used = resource.getrusage(resource.RUSAGE_SELF)
    rss = int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6
    began = float(sys.argv[1])
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps({"wall": time.time() - began, "cpu": cpu, "rss": rss}))
    QApplication.quit()

build, window.Window.__init__ = window.Window.__init__, opened
start.main(sys.argv[2:])
"""


def start_rows(text: str) -> Iterator[str]:
    """A line about the first paint with letters of a size; where other programs run too, believe the processor's."""
    wall, cpu, rss = [], [], []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment = {**os.environ, "TONMEISTER_HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.getcwd()}
        # Compiled once, as an installed program is: the first start only writes the compiled files.
        environment["PYTHONPYCACHEPREFIX"] = str(Path(home) / "compiled")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for start in range(-1, STARTS):
            command = [sys.executable, "-c", _CHILD, str(time.time()), "--text", text]
            said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
            told = json.loads(said.splitlines()[-1])
            if start < 0:
                continue
            wall.append(told["wall"] * 1e3)
            cpu.append(told["cpu"] * 1e3)
            rss.append(told["rss"])
    yield (
        f"{'start':16} first paint at {text} %: median {statistics.median(wall):.0f} ms, best {min(wall):.0f} ms; "
        f"processor {statistics.median(cpu):.0f} ms; memory {statistics.median(rss):.0f} MB"
    )


def conversation_rows() -> Iterator[str]:
    """Lines about a conversation with clips, plans, jobs and errors in it."""
    from PyQt6.QtWidgets import QWidget

    from engine.wire.wire import ProgressView, TurnView
    from ui.start_up.preview import staged
    from ui.start_up.scenes import PEAKS, SCENES, SESSION, SOURCE, Scene

    kinds = [turn for name in ("busy", "partly", "answer", "error") for turn in SCENES[name]().turns]
    turns = tuple(
        replace(kinds[n % len(kinds)], number=n, state=kinds[n % len(kinds)].state.replace("running", "done"))
        for n in range(1, TURNS + 1)
    )
    before_mb, start = memory_mb(), time.perf_counter()
    panel = staged(Scene(SESSION, turns, peaks=PEAKS, sources=(SOURCE,)))
    panel.resize(380, 900)
    panel.show()
    run_frame()
    built_ms = 1e3 * (time.perf_counter() - start)
    transcript, controller = panel.transcript, panel.controller
    assert transcript is not None
    numbers = iter(range(TURNS + 1, TURNS + APPENDED + 1))

    def append() -> None:
        number = next(numbers)
        controller.hear("turn", TurnView(number, f"request {number}", "answered", answer="It is in A minor."))
        run_frame()

    appended = times(append, APPENDED)
    running = TurnView(TURNS + APPENDED + 1, "sing it", "running")
    controller.hear("turn", running)
    run_frame()
    done = iter(range(1, 201))

    def progress() -> None:
        controller.hear("progress", ProgressView(running.number, 1, 1, next(done) / 200, "Singing", "Sketch", 9.0))
        run_frame()

    told = times(progress, 200)
    for what, taken in (
        ("one more turn", appended),
        ("progress", told),
        ("scroll 37 px a frame", scroll_times(transcript, 400, -37)),
        ("scroll a page a frame", scroll_times(transcript, 120, -700)),
        *page_times(panel),
    ):
        yield line(f"{TURNS} turns", what, taken)
    yield f"{f'{TURNS} turns':16} at rest {_at_rest():.2f} % of a core"
    alive = len(panel.findChildren(QWidget))
    grown = memory_mb() - before_mb
    yield f"{f'{TURNS} turns':16} built in {built_ms:.0f} ms, {alive} widgets alive, memory +{grown:.1f} MB"
    yield f"{f'{TURNS} turns':16} memory of the process {memory_mb():.0f} MB"
    panel.close()


def _at_rest() -> float:
    """How much of a core is used while nothing happens, in percent."""
    from PyQt6.QtCore import QEventLoop, QTimer

    _settle()
    waiting = QEventLoop()
    QTimer.singleShot(int(1e3 * REST_S), waiting.quit)
    worked = time.process_time()
    waiting.exec()
    return 100 * (time.process_time() - worked) / REST_S


def page_times(panel: Any) -> Iterator[tuple[str, Times]]:
    """Pages that are opened for the first time."""
    for tab in ("settings", "library", "chat"):
        yield f"open {tab}", [timed(lambda tab=tab: panel.show_tab(tab))]
        run_frame()


def look_rows() -> Iterator[str]:
    """Lines about other colours and letters: the longest time that nothing else was heard, and until all is there."""
    from ui.connection.controller import Controller
    from ui.start_up.scenes import SCENES, SESSION
    from ui.window.window import Window
    from ui.window.window_state import WindowState

    with tempfile.TemporaryDirectory() as home:
        controller = Controller()
        controller.file_is_there = lambda path: True
        window = Window(controller, WindowState(has_begun=True), Path(home), keyboard_stays=False)
        panel = window.panel
        panel.resize(380, 900)
        window.show()
        controller.hear("session", SESSION)
        kinds = [turn for name in ("busy", "partly", "answer", "error") for turn in SCENES[name]().turns]
        for number in range(1, LOOKED_AT + 1):
            controller.conversation.take_turn(replace(kinds[number % len(kinds)], number=number))
        controller.tell_rows()
        _settle()
        themes = {name: {"theme": name} for name in ("light", "contrast", "dark")}
        sizes = {"150 %": {"text_scale": 1.5}, "200 %": {"text_scale": 2.0}}
        for name, wanted in {**themes, **sizes}.items():
            longest: Times = []
            whole: Times = []
            for _ in range(LOOKS):
                window._choose(theme="contrast" if name == "dark" else "dark", text_scale=1.0)
                _settle()
                window.memory.theme = wanted.get("theme", "dark")
                window.memory.text_scale = wanted.get("text_scale", 1.0)
                parts = [timed(window._look_anew), timed(panel._fill), timed(panel.repaint)]
                longest.append(max(parts))
                whole.append((sum(wall for wall, _ in parts), sum(cpu for _, cpu in parts)))
                _settle()
            yield line("looks", f"{name}: longest handler", longest)
            yield line("looks", f"{name}: until all of it is there", whole)
        panel.close()


def _settle() -> None:
    """Everything that was put off is done."""
    until = time.perf_counter() + 0.3
    while time.perf_counter() < until:
        run_frame()


def main() -> None:
    """Print what was measured."""
    for text in ("100", "150", "200"):
        for row in start_rows(text):
            print(row, flush=True)
    app = application()
    for row in (*look_rows(), *conversation_rows()):
        print(row, flush=True)
    del app


if __name__ == "__main__":
    assert Path("ui").is_dir(), "run it from the repository"
    main()
