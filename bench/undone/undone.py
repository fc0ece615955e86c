"""Whole sessions taken back in random order: nothing is left over but what the user did.

    tonmeister bench undone [--sessions 30] [--seed N] [--player FOLDER SESSION.json …] [--told]

Each session is a .dawproject: the sixty requests of the soak in random order, or the turns of told sessions, which the
seed.py in FOLDER writes. Between them the user works in the file with another program. Then all is taken back in random
order and by name ("undo the lowpass", "undo everything since the beat"), and the file is compared with one in which
only the user has worked. In half of the sessions the user also moves, renames and deletes what is there; then what
stays must be named. Each session is told by its seed, which plays it again.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bench import soak
from bench.mini_talks.mini_talks import Room, opened
from bench.undone.by_hand import Deed, connected, deed
from bench.undone.content import content, differences
from bench.undone.names import called
from engine.errors import TonmeisterError
from engine.library.turn import Turn
from engine.media.note import TempoMap

UNDER_WAY = 0.06
"""How often something is taken back while the session goes on."""
BY_HAND = 0.25
LEFT_OUT = ("mail", "Serum")


@dataclass
class Found:
    """What came of a session."""

    seed: int
    requests: int = 0
    deeds: list[Deed] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """What the last undo said to have left."""
    left_over: list[str] = field(default_factory=list)
    tried: set[int] = field(default_factory=set)
    """Requests that were named in an undo."""
    wrong: list[str] = field(default_factory=list)
    """Undos that said to be done and took nothing back, and the other way round."""


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="tonmeister bench undone", description=__doc__)
    parser.add_argument("--sessions", type=int, default=30, help="how many")
    parser.add_argument("--seed", type=int, help="only this one")
    parser.add_argument("--player", type=Path, help="the folder with seed.py")
    parser.add_argument("--told", action="store_true", help="tell each request")
    parser.add_argument("files", type=Path, nargs="*", metavar="SESSION.json")
    options = parser.parse_args()
    if options.player:
        sys.path.insert(0, str(options.player.resolve()))
    os.environ["TONMEISTER_OFFLINE"] = "1"
    drawn = random.SystemRandom().sample(range(1_000_000), options.sessions)
    files = options.files if options.player else []
    found = [
        _tell(seed, files, is_told=options.told) for seed in ([options.seed] if options.seed is not None else drawn)
    ]
    bad = sum(bool(one.wrong or (one.left_over and not one.said)) for one in found)
    print(
        f"{len(found)} sessions, {sum(one.requests for one in found)} requests, {sum(len(one.deeds) for one in found)} "
        f"deeds of the user: {bad} with something left over or told wrongly"
    )
    sys.exit(bool(bad))


def _tell(seed: int, files: Sequence[Path], *, is_told: bool) -> Found:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tonmeister undone ") as folder:
        os.environ["TONMEISTER_HOME"] = str(Path(folder) / "home")
        found = undone(seed, Path(folder), files, is_told=is_told)
    verdict = "as it was" if not found.left_over else "named" if found.said else "LEFT OVER"
    print(
        f"{seed}: {found.requests} requests, {len(found.deeds)} deeds, {time.monotonic() - began:.0f} s: {verdict}",
        *found.wrong,
        *found.left_over,
        *found.said,
        sep="\n   ",
        flush=True,
    )
    return found


def undone(seed: int, folder: Path, files: Sequence[Path] = (), *, count: int = 60, is_told: bool = False) -> Found:
    """Play one session, take it back, and compare."""
    chance, found = random.Random(seed), Found(seed)
    project, asked = _session(chance, folder, files, count)
    twin = folder / "twin" / project.name
    twin.parent.mkdir()
    shutil.copy(project, twin)
    is_rough = chance.random() < 0.5
    with opened(project) as room:
        first = room.session.snapshot()
        for text, selection in asked:
            if chance.random() < BY_HAND:
                _by_hand(deed(chance, first, len(found.deeds), is_rough=is_rough), project, found, is_told)
            turn = _asked(room, text, selection)
            found.requests += 1
            if is_told:
                print(f"      {turn.number} {text} → {turn.state}: {turn.answer[:150]!r}")
            if chance.random() < UNDER_WAY:
                _take_back(room, chance, found, is_told)
        _all_back(room, chance, found, is_told)
        with closing(connected(twin)) as alone:
            for one in found.deeds:
                one.do(alone)
            found.left_over = differences(content(alone.snapshot()), content(room.session.snapshot()))
    return found


def _session(
    chance: random.Random, folder: Path, files: Sequence[Path], count: int
) -> tuple[Path, list[tuple[str, str]]]:
    """A song, and what is asked for in it, with what is selected."""
    project = folder / "song" / "Song.dawproject"
    project.parent.mkdir()
    told = [json.loads(file.read_text("utf-8")) | {"folder": file.parent} for file in files]
    if not told or chance.random() < 1 / 3:
        return _soaked(project, chance, count)
    one = chance.choice(told)
    importlib.import_module("seed").write(project, one["session"], "song", one["folder"])
    others = [turn for other in chance.sample(told, min(5, len(told))) for turn in other["turns"]]
    chance.shuffle(others)
    asked = [(turn["say"], json.dumps(turn["selection"]) if "selection" in turn else "") for turn in one["turns"]]
    asked += [(turn["say"], "") for turn in others]
    return project, [one for one in asked if not any(word in one[0] for word in LEFT_OUT)][:count]


def _soaked(project: Path, chance: random.Random, count: int) -> tuple[Path, list[tuple[str, str]]]:
    from bridge.dawproject.dawproject import Dawproject

    sounds = project.parent.parent / "sounds"
    sounds.mkdir()
    with closing(Dawproject().new_session(project, TempoMap.constant(96))) as session:
        done = session.apply(soak.song(sounds), expected_revision=session.snapshot().revision, label="")
        assert all(one.is_done for one in done), done
    texts = soak.requests()
    chance.shuffle(texts)
    return project, [(text, "") for text in texts[:count]]


def _by_hand(one: Deed, project: Path, found: Found, is_told: bool) -> None:
    with closing(connected(project)) as session:
        if not one.do(session):
            return
    found.deeds.append(one)
    if is_told:
        print(f"      by hand: {one.what}")


def _asked(room: Room, text: str, selection: str) -> Turn:
    """Ask it; without what was selected where that is gone."""
    try:
        return room.ask(text, selection)
    except TonmeisterError:
        return room.ask(text)


def _take_back(room: Room, chance: random.Random, found: Found, is_told: bool) -> None:
    """One undo by name, which does what it says."""
    left = [turn for turn in room.assistant.library.turns() if turn.can_be_undone and turn.applied]
    turns = [turn for turn in left if turn.number not in found.tried]
    if not turns:
        return
    meant = chance.choice(turns)
    found.tried.add(meant.number)
    text = called(meant, chance)
    turn = room.ask(text)
    if is_told:
        print(f"      {turn.number} {text} → {turn.state}, {turn.undoes}: {turn.answer[:300]!r}")
    if turn.state == "done" and not turn.undoes and not turn.answer.rstrip().endswith("?"):
        found.wrong.append(f"{text} → {turn.state}: {turn.answer[:300]}")


def _all_back(room: Room, chance: random.Random, found: Found, is_told: bool) -> None:
    for _ in range(found.requests):
        _take_back(room, chance, found, is_told)
    turn = room.ask("undo everything")
    if is_told:
        print(f"      {turn.number} undo everything → {turn.state}, {turn.undoes}: {turn.answer!r}")
    if turn.state != "done" and "nothing to undo" not in turn.answer.lower():
        found.said.append(turn.answer)


if __name__ == "__main__":
    try:
        main()
    except TonmeisterError as error:
        sys.exit(str(error))
