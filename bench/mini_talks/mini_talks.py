"""Short conversations on a song, with what each turn changed in it, to be read; or which turns end otherwise now.

    tonmeister bench mini_talks --player FOLDER [--song SONG.json] [--json OUT] [--against OUT] LIST.txt …

FOLDER has the `seed.py` and `document.py` that write a song as a .dawproject and read it again. Nobody but a reader can
say whether a turn is right; once read, `--against` prints what has changed since.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
_BEFOREHAND = {"song.json": ("put a reverb on the Verb bus", "send Lead Vox and Rhodes to Verb at -12 dB")}
_MOST_NOTES = 40
SELECTED = re.compile(r"^(?:\[sel (\{.*?\})\])?(.*)$", re.DOTALL)
""" `[sel {"track": "Melody", "bars": [1, 5]}] sing this`."""


@dataclass(frozen=True)
class Said:
    """One turn: what is asked, and what its writer says must be so."""

    text: str
    wanted: str
    selection: str = ""
    """What is selected, as `ask --selection` takes it; empty for nothing."""


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="tonmeister bench mini_talks", description=__doc__)
    parser.add_argument("--player", type=Path, required=True, help="the folder with seed.py and document.py")
    parser.add_argument("--song", type=Path, default=_HERE / "song.json")
    parser.add_argument("--only", default="", help="numbers of conversations: 3,17,20-25")
    parser.add_argument("--json", type=Path, help="where all outcomes are written")
    parser.add_argument("--against", type=Path, help="outcomes of before: only what differs is printed")
    parser.add_argument("lists", type=Path, nargs="+")
    options = parser.parse_args()
    sys.path.insert(0, str(options.player.resolve()))
    os.environ.update(TONMEISTER_OFFLINE="1")
    before = json.loads(options.against.read_text("utf-8")) if options.against else {}
    outcomes: dict[str, Any] = {}
    numbers = _numbers(options.only)
    with tempfile.TemporaryDirectory(prefix="tonmeister talks ") as folder:
        os.environ["HOME"] = folder
        project = seeded(options.song, Path(folder))
        for file in options.lists:
            for number, talk in enumerate(_talks(file), 1):
                if numbers and number not in numbers:
                    continue
                for place, (said, found) in enumerate(zip(talk, _held(talk, project), strict=True), 1):
                    key = f"{file.stem} {number}.{place}"
                    outcomes[key] = {"say": said.text, **found}
                    if not options.against or _differs(before.get(key, {}), found):
                        _print(key, said, found)
    if options.json:
        options.json.write_text(json.dumps(outcomes, indent=1, ensure_ascii=False), "utf-8")


def _numbers(text: str) -> set[int]:
    spans = [part.partition("-") for part in text.split(",") if part]
    return {one for first, _, last in spans for one in range(int(first), int(last or first) + 1)}


def _talks(file: Path) -> list[list[Said]]:
    """The conversations of a list; a line that begins with `#` begins one."""
    talks: list[list[Said]] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("#"):
            talks.append([])
        elif line.strip():
            text, _, wanted = line.partition(" => ")
            selection, text = SELECTED.match(text).groups("")
            talks[-1].append(Said(text.strip(), wanted.strip(), selection))
    return [talk for talk in talks if talk]


def seeded(song: Path, folder: Path) -> Path:
    """The song as a .dawproject in a folder."""
    place = folder / "seeded" / "song.dawproject"
    place.parent.mkdir()
    importlib.import_module("seed").write(place, json.loads(song.read_text("utf-8"))["session"], "song", song.parent)
    for text in _BEFOREHAND.get(song.name, ()):
        with opened(place) as room:
            room.ask(text)
    return place


@dataclass
class Room:
    """An assistant at work on a project."""

    assistant: Any
    session: Any

    def ask(self, text: str, selection: str = "") -> Any:
        """Carry out a request, with what is selected as `ask --selection` takes it; the turn."""
        self._select(selection)
        return self.assistant.ask(text, approve=lambda plan: True)

    def plan(self, text: str, selection: str = "") -> Any:
        """Only plan it."""
        self._select(selection)
        return self.assistant.plan(text)

    def _select(self, selection: str) -> None:
        from engine.daw.pointing import Pointed, checked

        self.assistant.session = Pointed(self.session, checked(json.loads(selection))) if selection else self.session


@contextlib.contextmanager
def opened(project: Path) -> Iterator[Room]:
    """A room for a project, until it is closed."""
    from engine.assistant.assistant import Assistant
    from engine.catalog.registry import discover
    from engine.planner.offline.planner import OfflinePlanner
    from engine.service.connect import open_library, open_session

    registry = discover()
    session = open_session(registry, "dawproject", project)
    assert session is not None
    library = open_library(session.snapshot().project)
    try:
        yield Room(Assistant(registry=registry, library=library, planner=OfflinePlanner(), session=session), session)
    finally:
        library.close()
        session.close()


def _held(talk: Sequence[Said], seeded: Path) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="tonmeister talk ") as folder:
        project = Path(folder) / seeded.name
        shutil.copy(seeded, project)
        lines = _lines(project)
        with opened(project) as room:
            for said in talk:
                began = time.perf_counter()
                turn = room.ask(said.text, said.selection)
                seconds, after = time.perf_counter() - began, _lines(project)
                changes = [f"- {key}: {lines[key]}" for key in lines if key not in after]
                changes += [f"+ {key}: {after[key]}" for key in after if key not in lines]
                changes += [
                    f"  {key}: {lines[key]} → {after[key]}" for key in after if lines.get(key, after[key]) != after[key]
                ]
                steps = [f"{one.task} {json.dumps(dict(one.args), ensure_ascii=False)}" for one in turn.plan.steps]
                yield {
                    "state": "question" if turn.answer.rstrip().endswith("?") else turn.state,
                    "answer": turn.answer, "steps": steps, "changes": changes, "seconds": round(seconds, 2),
                }  # fmt: skip
                lines = after


def _lines(project: Path) -> dict[str, str]:
    """The session in a few lines, each with what it is about."""
    session = importlib.import_module("document").Session(project)
    beats = session.time.from_s
    bar_of = {bar: session.time.beat_of(bar) for bar in range(1, 400)}

    def at(beat: float) -> str:
        bar = max((one for one, start in bar_of.items() if start <= beat + 1e-3), default=1)
        rest = beat - bar_of[bar]
        return f"{bar}" if rest < 1e-3 else f"{bar}+{rest:.2f}"

    told: dict[str, str] = {}

    def tell(key: str, text: str) -> None:
        while key in told:
            key += "'"
        told[key] = text

    tell("tempo", ", ".join(f"{bpm:g} at {at(beat)}{' /' if ramp else ''}" for beat, bpm, ramp in session.time.tempo))
    tell("meter", ", ".join(f"{top}/{low} at {at(beat)}" for beat, top, low in session.time.meter))
    tell("markers", ", ".join(f"{name}@{at(beat)}" for beat, name in session.markers))
    tell("order", ", ".join(track.name for track in session.tracks))
    for track in session.tracks:
        inside = f" in {track.parent.name}" if track.parent else ""
        to = f" out {track.output.name}" if track.output else ""
        tell(f"{track.name} track", f"{track.role}{inside}{to} {track.color}".strip())
        tell(f"{track.name} fader", f"{track.gain_db:.2f} dB")
        tell(f"{track.name} pan", f"{track.pan:.2f}")
        tell(f"{track.name} mute/solo", f"{track.mute}/{track.solo}")
        for to_track, level, is_on in track.sends:
            tell(f"{track.name} send {to_track.name if to_track else '?'}", f"{level:.2f} dB {'' if is_on else 'off'}")
        for name, is_on, _, values in track.devices:
            words = " ".join(f"{what or tag}={value}" for tag, what, value in (v for v in values if len(v) == 3))
            tell(f"{track.name} device {name}", f"{'' if is_on else 'OFF '}{words}")
        for what, lane in track.lanes.items():
            points = " ".join(f"{at(beat)}:{value:.3g}{'/' if ramp else ''}" for beat, value, ramp in lane.points)
            tell(f"{track.name} lane {what}", f"{points} ({lane.unit})")
        for clip in track.clips:
            start, end = (float(beats(second)) for second in (clip.start_s, clip.end_s))
            place = f"{at(start)}–{at(end)}"
            more = [] if clip.enabled else ["DISABLED"]
            more += [f"color {clip.color}"] if clip.color else []
            notes = [f"{note[1]}@{note[0] - start:.2f}x{note[2]:.2f}v{note[3]:.0f}" for note in clip.notes]
            more += [f"{len(notes)} notes {' '.join(notes[:_MOST_NOTES])}"] if notes else []
            more += [f"gain {[(at(p[0]), round(p[1], 3)) for p in lane.points]}" for lane in clip.gains]
            for piece in clip.pieces[:6]:
                begin, stop, sound, rate, *_ = (piece[0], piece[1], piece[2], piece[3])
                level = float(abs(sound).max()) if len(sound) else 0.0
                fades = [
                    (round(fade[2], 2), round(fade[3], 2)) for fade in piece[-1] if fade[2] > 0.02 or fade[3] > 0.02
                ]
                more += [f"[{begin:.2f}–{stop:.2f} s of {len(sound) / rate:.2f} from {piece[4]:.2f}, peak {level:.3f}"
                         f"{f', fades {fades}' if fades else ''}]"]  # fmt: skip
            tell(f"{track.name} clip {clip.name} {place}", " ".join(more))
    return told


def _differs(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(one.get(key) != other.get(key) for key in ("state", "changes"))


def _print(key: str, said: Said, found: dict[str, Any]) -> None:
    print(f"\n[{key}] {said.text}\n   wanted: {said.wanted}\n   {found['state']}: {found['answer'][:300]!r}")
    for step in found["steps"]:
        print(f"   step {step}")
    for change in found["changes"]:
        print(f"   {change[:700]}")


if __name__ == "__main__":
    main()
