"""Whether a long session stays quick: sixty requests in words on the real Ardour, the last ten beside the first ten.

    tonmeister bench soak [--runs N] [--plain]

Six rounds of the same ten kinds with other values; four of them end with a new track. What a program spends once is
spent in a session before. Of several runs each request counts with its fastest time, which says most on a busy machine;
the ratio of each run is told beside it. The goal is 1.2.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge.hosts.ardour_rig import ArdourRig, why_not
from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry, discover
from engine.daw.daw import Change, NewTrack, PlaceAudio, PlaceMidi
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library

GOAL = 1.2
_RATE, _SECONDS = 48000, 6.0
_TEN = (
    "set the fader of the drums to {down} dB",
    "pan the voice {side}% right",
    "fade the voice out over {fade} seconds",
    "lowpass the voice at {cutoff} Hz",
    "mute the chords",
    "unmute the chords",
    "make the notes of the chords {velocity} velocity",
    "marker called Part {number} at bar {bar}",
    "colour the voice {color}",
    "what have we got here?",
)
_NEW = (
    "make a 4-bar lo-fi beat on a new track at bar 1",
    "put a bass line in the song's key under it on a new track",
    "double the voice on a new track",
    "make a warm pad from bar 1 to 4",
)
_COLORS = ("red", "blue", "green", "yellow", "orange", "purple")


@dataclass(frozen=True)
class Spent:
    """What one request took."""

    text: str
    state: str
    wall_s: float
    processor_s: float


def main() -> None:
    """Run it so often, and tell."""
    parser = argparse.ArgumentParser(prog="tonmeister bench soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="how often")
    parser.add_argument("--plain", action="store_true", help="only the table")
    options = parser.parse_args()
    if reason := why_not():
        print(reason)
        return
    registry, planner = discover(), OfflinePlanner()
    runs = [_run(registry, planner) for _ in range(options.runs)]
    for one in () if options.plain else runs[-1]:
        print(f"{one.wall_s * 1000:6.0f} ms, {one.processor_s * 1000:4.0f} of ours  {one.text}  → {one.state}")
    fastest = [min(one.wall_s for one in same) for same in zip(*runs, strict=True)]
    ours = [min(one.processor_s for one in same) for same in zip(*runs, strict=True)]
    print(f"{'ten requests, s':34} {'first':>8} {'last':>8} {'ratio':>8}")
    _tell("wall, the fastest of each", fastest)
    _tell("our processor, the least of each", ours)
    ratios = ", ".join(f"{_ratio([one.wall_s for one in run]):.2f}" for run in runs)
    print(f"{'wall, each run by itself':34} {ratios}   goal ≤ {GOAL}")


def _tell(what: str, seconds: Sequence[float]) -> None:
    print(f"{what:34} {sum(seconds[:10]):8.3f} {sum(seconds[-10:]):8.3f} {_ratio(seconds):8.2f}")


def _ratio(seconds: Sequence[float]) -> float:
    return sum(seconds[-10:]) / sum(seconds[:10])


_BEFORE = {
    "down": -9, "side": 65, "fade": 1.9, "cutoff": 2500, "velocity": 99, "number": 9, "bar": 17, "color": "pink",
}  # fmt: skip
"""What the session before is asked with: none of the sixty, so that no ten of them is known by its words already."""


def requests() -> list[str]:
    """The sixty."""
    found: list[str] = []
    for n, color in enumerate(_COLORS):
        values = {"down": -2 - n, "side": 10 + 5 * n, "fade": round(0.5 + 0.2 * n, 1), "cutoff": 6000 - 500 * n,
                  "velocity": 60 + 6 * n, "number": n + 1, "bar": 3 + 2 * n, "color": color}  # fmt: skip
        ten = [text.format(**values) for text in _TEN]
        found += [*ten[:-1], _NEW[n - 1] if 1 <= n <= len(_NEW) else ten[-1]]
    return found


def _run(registry: Registry, planner: OfflinePlanner) -> list[Spent]:
    with tempfile.TemporaryDirectory(prefix="tonmeister soak ") as folder:
        place = Path(folder).resolve()
        os.environ["TONMEISTER_HOME"] = str(place / "home")
        _asked(place / "before", registry, planner, [text.format(**_BEFORE) for text in _TEN])
        return _asked(place / "soak", registry, planner, requests())


def _asked(place: Path, registry: Registry, planner: OfflinePlanner, texts: Sequence[str]) -> list[Spent]:
    """Each request on a new session with three sounds and some chords."""
    spent: list[Spent] = []
    with ArdourRig(place, name="Soak", bpm=96) as rig:
        session = rig.session()
        done = session.apply(song(place), expected_revision=session.snapshot().revision, label="")
        assert all(one.is_done for one in done), done
        library = open_library(session.snapshot().project)
        assistant = Assistant(registry=registry, library=library, planner=planner, session=session)
        for text in texts:
            wall, processor = time.perf_counter(), time.process_time()
            turn = assistant.ask(text, approve=lambda plan: True)
            took = time.perf_counter() - wall, time.process_time() - processor
            spent.append(Spent(text, turn.state, *took))
        library.close()
    return spent


def song(place: Path) -> list[Change]:
    """Three sounds and some chords; the sounds are written into a folder."""
    changes: list[Change] = []
    at_s = np.arange(round(_SECONDS * _RATE)) / _RATE
    for name, hertz in (("Drums", 110.0), ("Voice", 330.0), ("Guitar", 220.0)):
        wave = (0.3 * np.sin(2 * np.pi * hertz * at_s)).astype(np.float32)
        sound = write_audio(place / f"{name}.wav", Audio(np.tile(wave, (2, 1)), _RATE))
        changes += [NewTrack(name, ref=name), PlaceAudio(name, sound, 0.0, name, ref=f"{name} sound")]
    chords = tuple(Note(pitch, float(beat), 2.0, 80) for beat in (0, 4, 8, 12) for pitch in (57, 60, 64))
    return [*changes, NewTrack("Chords", "midi", ref="m"), PlaceMidi("m", chords, 0.0, 16.0, "Chords", ref="n")]


if __name__ == "__main__":
    main()
