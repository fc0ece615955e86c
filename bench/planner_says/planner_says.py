"""What the planner would do with a sentence, in a song, behind turns that were really done.

    tonmeister bench planner_says --player FOLDER --song SONG.json [--behind "TURN | TURN"] "SENTENCE | SENTENCE …"
    tonmeister bench planner_says --player FOLDER --cases FILE.txt [--all]

FOLDER has the `seed.py` that writes a song as a .dawproject (bench/mini_talks). A turn may begin with `[sel JSON]`,
what is selected with it, and so may a sentence. What is printed is not done.

A file of cases (there are some in cases/) has sentences of known meaning, and what is planned otherwise is printed:

    song trailer
    behind put a reverb on the hall bus
    {send|put} the choir {there|in it} at -10 = route action=send track=Choir to=Hall value_db=-10
    what goes there = reply

Each of the words in braces is tried. Of a call only what is written is looked at; behind `...` at the end there may be
more calls; `reply` is a question, a no or words.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.mini_talks.mini_talks import SELECTED, Room, opened, seeded

_SONGS = Path(__file__).parent.parent / "mini_talks"
_WIDE = 240
_REPLIES = ("ask", "refuse", "chat", "session_info", "history")


def told(plan: Any, names: dict[str, str]) -> str:
    """A plan in one line, with the names of its clips."""
    return "; ".join(f"{tool} {json.dumps(args, ensure_ascii=False)}" for tool, args in _calls(plan, names))


def _calls(plan: Any, names: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Its calls, one for each track, with clips called by their names."""
    found = []
    for call in plan.calls():
        args = {
            key: names.get(value, value) if isinstance(value, str) else value for key, value in call["args"].items()
        }
        for track in args.pop("tracks", [None]) if call["tool"] not in ("export", "route") else [None]:
            found.append((call["tool"], {"track": track, **args} if track else args))
    return found


def is_right(plan: Any, wanted: str, names: dict[str, str]) -> bool:
    """Are these its calls, whatever their order?"""
    left = _calls(plan, names)
    if wanted == "reply":
        return all(tool in _REPLIES for tool, _ in left)
    for one in wanted.removesuffix("...").split(";"):
        tool, *args = shlex.split(one)
        asked = dict(arg.split("=", 1) for arg in args)
        fitting = next((call for call in left if call[0] == tool and _fits(call[1], asked)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return not left or wanted.endswith("...")


def _fits(args: dict[str, Any], asked: dict[str, str]) -> bool:
    def same(value: Any, want: str) -> bool:
        if want == "*" or value is None:
            return (value is None) == (want == "none")
        if isinstance(value, int | float) and not isinstance(value, bool):
            if want in "+-":
                return value * (1 if want == "+" else -1) > 0
            return re.fullmatch(r"-?[\d.]+", want) is not None and abs(value - float(want)) < 0.02
        return str(value).lower() == want.lower()

    return all(same(args.get(name), want) for name, want in asked.items())


def sentences(template: str) -> Iterator[str]:
    """Each of the words in braces; what lies in square brackets in front stays."""
    head = re.match(r"(?:\[sel \{.*?\}\])?", template)
    front = head[0] if head else ""
    parts = re.split(r"\{([^{}]*)\}", template[len(front) :])
    for words in itertools.product(*(part.split("|") if at % 2 else [part] for at, part in enumerate(parts))):
        yield front + re.sub(r" +", " ", "".join(words)).strip()


def _planned(room: Room, sentence: str) -> Any:
    selection, text = SELECTED.match(sentence).groups("")
    return room.plan(text.strip(), selection)


def _done(room: Room, turns: str) -> None:
    for turn in filter(None, (one.strip() for one in turns.split(" | "))):
        selection, text = SELECTED.match(turn).groups("")
        done = room.ask(text.strip(), selection)
        print(f"# {text.strip()}  →  {done.state}: {done.answer[:100]!r} {told(done.plan, _names(room))[:200]}")


def _names(room: Room) -> dict[str, str]:
    return {f"region:{one.id}": one.name for one in room.session.snapshot().regions}


def _groups(file: Path) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Song, turns that are done first, and sentences with what they mean."""
    song, behind, rows = "", "", list[tuple[str, str]]()
    for line in file.read_text("utf-8").splitlines():
        word, _, rest = line.strip().partition(" ")
        if word in ("song", "behind"):
            if rows:
                yield song, behind, rows
            rows = []
            song, behind = (rest, "") if word == "song" else (song, rest)
        elif word and not word.startswith("#"):
            template, _, wanted = line.rpartition(" = ") if " = " in line else (line, "", "")
            rows += [(one, wanted.strip()) for one in sentences(template.strip())]
    if rows:
        yield song, behind, rows


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        prog="tonmeister bench planner_says", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--player", type=Path, required=True, help="the folder with seed.py")
    parser.add_argument("--song", default="", help="a file, or the name of one in bench/mini_talks")
    parser.add_argument("--behind", default="", help="turns that are done first, with | between them")
    parser.add_argument("--cases", type=Path, help="a file of sentences of known meaning")
    parser.add_argument("--all", action="store_true", help="print what is right, too")
    parser.add_argument("sentences", nargs="*", help="one or several, with | between them")
    chosen = parser.parse_args()
    sys.path.insert(0, str(chosen.player.resolve()))
    os.environ.update(TONMEISTER_OFFLINE="1")
    own = [(one, "") for words in chosen.sentences for part in words.split(" | ") for one in sentences(part.strip())]
    right = asked = wrong = 0
    for song, behind, rows in _groups(chosen.cases) if chosen.cases else [(chosen.song, chosen.behind, own)]:
        file = Path(song) if song.endswith(".json") else _SONGS / f"{song}.json"
        with tempfile.TemporaryDirectory(prefix="tonmeister says ") as folder:
            os.environ["HOME"] = folder
            with opened(seeded(file, Path(folder))) as room:
                _done(room, behind)
                names = _names(room)
                for sentence, wanted in rows:
                    plan = _planned(room, sentence)
                    fits = not wanted or is_right(plan, wanted, names)
                    is_reply = all(tool in _REPLIES for tool, _ in _calls(plan, names))
                    right, asked, wrong = (
                        right + fits,
                        asked + (not fits and is_reply),
                        wrong + (not fits and not is_reply),
                    )
                    if not wanted or not fits or chosen.all:
                        sign = "  " if fits else "? " if is_reply else "! "
                        print(f"{sign}{sentence}\n      {told(plan, names)[:_WIDE]}")
    if chosen.cases:
        print(f"{right} right, {asked} asked, {wrong} wrong")


if __name__ == "__main__":
    main()
