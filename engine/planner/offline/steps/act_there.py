"""Acts there: a level, a mute or a side for some bars, in whatever order it is said: "no guitar in bars 5 to 8".

What names the bars and the track is taken out of the sentence; of what is left every word has to be known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.automate import SILENT_DB, fader_db
from engine.planner.offline.slots.bars_said import without_all_bars
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_BESIDE = frozenset(
    "the a an my our please can could would you i we want like need d to be is are s should must so ok okay now then"
    " just and it them by on in at of for with let lets have make get goes go put take bring turn set there here keep"
    " track part clip only for those these that'd i'd i'll we'll thanks some".split()
)
_DB = re.compile(r"(?P<sign>[-+−])?\s*(?P<value>\d+(?:[.,]\d+)?)\s*(?:dB|decibels?)(?!\w)", re.IGNORECASE)
_DOWN = frozenset("down quieter softer lower less drop lowered reduce reduced dip duck off pull cut under".split())
_UP = frozenset("up louder raise raised more boost boosted lift push higher hotter".split())
_TOO = {
    "down": frozenset("too loud much hot way far bit little".split()),
    "up": frozenset("too quiet soft low way far bit".split()),
}
""" "Too loud in the verse, 3 dB down": the reason, beside a figure."""
_MUTES = (
    re.compile(r"\b(?:muted?|silent|silenced?|tacet)\b"),
    re.compile(r"^\W*(?:please |and |then |so )*(?:no|without|lose)\b"),
    re.compile(r"\bwithout\b"),
    re.compile(r"\b(?:out|off|away|gone)\b"),
    re.compile(r"\b(?:should|must|can|may)(?:n't| not)\b.*\b(?:play|sound|be heard|be there|sing)\b"),
    re.compile(r"\b(?:don't|do not)\b.*\b(?:want|need|play)\b"),
    re.compile(r"\b(?:let|have|should|can)\b.*\brests?\b"),
)
_MUTE_WORDS = frozenset(
    "mute muted silent silence silenced tacet no without lose out off away gone drop leave shouldn't mustn't can't not"
    " play sound heard sing don't do rest rests kill pull stay stays completely fully all drops leaves".split()
)
_SIDES = {"left": -1.0, "right": 1.0, "centre": 0.0, "center": 0.0, "middle": 0.0}
_PAN_WORDS = frozenset("pan panned panning hard fully full all way side sits sit over move moved".split())
_BEFORE_PART = re.compile(r"\bbars? (?:right |just )?(?:before|after) the\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all (?:of )?(?:the )?tracks|every track)\b", re.IGNORECASE)
_SHARES = {"slightly": 0.25, "bit": 0.25, "little": 0.25, "touch": 0.25, "gently": 0.25, "half": 0.5, "halfway": 0.5}
_PERCENT = re.compile(r"(?P<value>\d+)\s*(?:%|percent)", re.IGNORECASE)


def act_there(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request; None for any other."""
    said = plain(text).strip()
    found = None if '"' in said else without_all_bars(said, scene)
    if found is None and _BEFORE_PART.search(said):
        found = without_all_bars(in_bars(said, DialogueState.of(scene.context)), scene)
    if found is None:
        return None
    rest, stretches = found
    named = things(rest, scene)
    tracks = list(dict.fromkeys(track for one in named for track in one.tracks))
    if len(named) != 1 or not tracks or len(tracks) > 1 and not _ALL.search(said):
        return None
    left = f"{rest[: named[0].start]} {rest[named[0].end :]}".lower().replace("’", "'")
    held = [(track, _level(left, track, scene) or _muted(left) or _side(left)) for track in tracks]
    if any(values is None for _, values in held):
        return None
    return [
        Step("automate", {"track": track, **(values or {}), "start_bar": number(start), "end_bar": number(end)})
        for track, values in held
        for start, end in stretches
    ]


def _level(left: str, track: str, scene: DialogueState) -> Mapping[str, Any] | None:
    told = _DB.findall(left)
    if len(told) != 1:
        return None
    words = _words(_DB.sub(" ", left))
    ways = {"down": words & _DOWN, "up": words & _UP}
    signed = {"-": "down", "−": "down", "+": "up"}.get(told[0][0], "")
    way = next((name for name, those in ways.items() if those), signed)
    if not way or all(ways.values()) or signed not in ("", way) or words - _BESIDE - ways[way] - _TOO[way]:
        return None
    size = float(told[0][1].replace(",", "."))
    stands = fader_db(Clause("", "automate", "", scene), track)
    level = number(max(SILENT_DB, stands + (-size if way == "down" else size)))
    return {"parameter": "volume", "from": level, "to": level}


def _muted(left: str) -> Mapping[str, Any] | None:
    if any(char.isdigit() for char in left) or not any(form.search(left) for form in _MUTES):
        return None
    return None if _words(left) - _BESIDE - _MUTE_WORDS else {"parameter": "mute", "from": 1, "to": 1}


def _side(left: str) -> Mapping[str, Any] | None:
    words = _words(_PERCENT.sub(" ", left))
    sides = words & set(_SIDES)
    shares = words & set(_SHARES)
    figures = _PERCENT.findall(left)
    if len(sides) != 1 or len(figures) > 1 or words - _BESIDE - sides - shares - _PAN_WORDS:
        return None
    share = float(figures[0]) / 100 if figures else min((_SHARES[one] for one in shares), default=1.0)
    value = number(_SIDES[sides.pop()] * min(1.0, share))
    return {"parameter": "pan", "from": value, "to": value}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+(?:'[a-z]+)?|\d+", text))
