"""Strict: is a plan right, and does it do nothing that nobody asked for? Arguments that were not asked for are wrong.

`is_right` accepts what says the same in other words (bars for seconds, a clip for its track, the output of an edit for
the clip that it changed in its place); `is_strict` beside that no argument too many, and `$1.rest` only where `$1.rest`
was wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

from engine.media.key import parse_key
from engine.planner.offline.conversation.state import EDITS

Call = Mapping[str, Any]
LOOSE = ("prompt", "text", "query", "interval", "instrument", "model")
"""Free words: whether they are there is judged elsewhere."""
_LEAST = {"target": 0.6}
"""So much of the words must agree; of the others four in five."""
FREE = ("target", "style", "voice", "motion", "name", "track", "plugin", "parameter", "to", "word", "target_language")
_REFERENCES = ("clip", "image", "midi", "reference", "clips")
_SAME = (
    {"clip", "clips", "track", "tracks", "midi"},
    {"start", "start_bar", "bar", "at", "end", "end_bar", "duration", "bars", "count"},
    {"offset", "offset_beats"},
    {"semitones", "cents"},
    {"value_db", "set_db", "gain_db"},
    {"wet", "amount"},
)
"""Arguments that can say the same."""
_MOST_ORDERS = 6
"""From so many calls on, only the order given is tried."""


def is_right(gold: Sequence[Call], said: Sequence[Call], context: Mapping[str, Any], *, strict: bool = False) -> bool:
    """Do the calls say what was wanted? `strict`: and nothing else.

    Calls that do not build on each other may stand in any order, and several clips may be one call or one call each.
    """
    gold, said = ([one for call in _in_places(calls) for one in _one_each(call)] for calls in (gold, said))
    if len(gold) != len(said):
        return False
    fixed = any("$" in str(call["args"]) for call in gold) or len(gold) >= _MOST_ORDERS
    orders = [tuple(said)] if fixed else permutations(said)
    return any(
        all(_agrees(want, call, context, strict=strict) for want, call in zip(gold, order, strict=True))
        for order in orders
    )


def _in_places(calls: Sequence[Call]) -> list[Call]:
    """An edit's output is the clip it changed: the same place."""
    places: dict[str, str] = {}
    found: list[Call] = []
    for number, call in enumerate(calls, 1):
        args = {name: _placed(value, places) for name, value in call["args"].items()}
        found.append({**call, "args": args})
        clip = args.get("clip")
        if call["tool"].split("|")[0] in EDITS and isinstance(clip, str) and not clip.startswith("$"):
            places[f"${number}"] = clip
    return found


def _placed(value: Any, places: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_placed(one, places) for one in value]
    if isinstance(value, Mapping) and "any" in value:
        return {"any": [_placed(one, places) for one in value["any"]]}
    return places.get(value, value) if isinstance(value, str) else value


_TOGETHER = ("join", "crossfade", "group", "bus", "ungroup")


def _one_each(call: Call) -> list[Call]:
    """A call on several clips or tracks as one on each, where each gets the same."""
    args = call["args"]
    for several, one in (("clips", "clip"), ("tracks", "track")):
        things = args.get(several)
        if isinstance(things, list) and args.get("action") not in _TOGETHER and call["tool"] not in ("export",):
            rest = {name: value for name, value in args.items() if name != several}
            return [{**call, "args": {**rest, one: thing}} for thing in things]
    return [call]


def is_strict(gold: Sequence[Call], said: Sequence[Call], context: Mapping[str, Any]) -> bool:
    """is_right, and no argument that nobody asked for."""
    return is_right(gold, said, context, strict=True)


def _agrees(want: Call, call: Call, context: Mapping[str, Any], *, strict: bool) -> bool:
    if call["tool"] not in want["tool"].split("|"):
        return False
    if call["tool"] in ("ask", "refuse", "chat"):
        return True
    wanted = {name: value for name, value in want["args"].items() if name not in LOOSE}
    given = dict(call["args"])
    if call["tool"] in ("undo", "redo"):  # one step is what is meant when nothing is said
        wanted, given = ({n: v for n, v in args.items() if (n, v) != ("steps", 1)} for args in (wanted, given))
    for name, value in wanted.items():
        if not any(_equal(name, value, one, context, strict=strict) for one in _readings(name, given, context)):
            return False
    return not strict or not _too_much(wanted, given)


def _too_much(wanted: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """Arguments that nobody asked for."""
    return [
        name
        for name in given
        if name not in wanted
        and name not in LOOSE
        and not any(name in group and group & set(wanted) for group in _SAME)
        and (name, given[name]) != ("action", "write")
    ]


def _readings(name: str, given: Mapping[str, Any], context: Mapping[str, Any]) -> list[Any]:
    """What a call says about an argument, however it says it."""
    bar_s = 4 * 60.0 / float(context.get("tempo") or 120)
    found = [given.get(name)]

    def number(other: str) -> float | None:
        value = given.get(other)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    start, end, at, first, last = (number(one) for one in ("start", "end", "at", "start_bar", "end_bar"))
    if name in ("start_bar", "bar") and (seconds := start if name == "start_bar" else at) is not None:
        found.append(seconds / bar_s + 1)
    if name == "end_bar" and end is not None:
        found += [end / bar_s + 1, end / bar_s]
    if name == "start" and first is not None:
        found.append((first - 1) * bar_s)
    if name == "end" and last is not None:
        found += [(last - 1) * bar_s, last * bar_s]
    if name == "at" and (bar := number("bar")) is not None:
        found.append((bar - 1) * bar_s)
    if name == "bars" and (seconds := number("duration")) is not None:
        found.append(seconds / bar_s)
    if name == "duration" and (bars := number("bars")) is not None:
        found.append(bars * bar_s)
    if name == "duration" and start is not None and end is not None:
        found.append(end - start)
    if name == "semitones" and (cents := number("cents")) is not None:
        found.append(cents / 100)
    if name == "offset" and (beats := number("offset_beats")) is not None:
        found.append(beats * bar_s / 4)
    if name == "offset_beats" and (seconds := number("offset")) is not None:
        found.append(seconds * 4 / bar_s)
    if name in ("set_db", "value_db") and "gain_db" in given:
        found.append(given["gain_db"])
    if name == "clips" and "clip" in given:
        found.append([given["clip"]])
    if name == "clip" and isinstance(given.get("clips"), list) and len(given["clips"]) == 1:
        found.append(given["clips"][0])
    if name == "track" and isinstance(given.get("tracks"), list) and len(given["tracks"]) == 1:
        found.append(given["tracks"][0])
    clips = context.get("clips") or []
    if name == "track" and "clip" in given:
        view = next((clip for clip in clips if clip["id"] == given["clip"]), None)
        if view and view["track"] and sum(clip["track"] == view["track"] for clip in clips) == 1:
            found.append(view["track"])
    if name == "clip" and "track" in given and "clip" not in given:
        on_it = [clip["id"] for clip in clips if clip["track"] and _words(clip["track"]) == _words(given["track"])]
        found += on_it if len(on_it) == 1 else []
    return found


def _equal(name: str, gold: Any, said: Any, context: Mapping[str, Any], *, strict: bool) -> bool:
    if isinstance(gold, Mapping) and "any" in gold:
        return any(
            (one is None and said is None) or _equal(name, one, said, context, strict=strict) for one in gold["any"]
        )
    if said is None or gold is None:
        return False
    if name in _REFERENCES:
        golds, given = (one if isinstance(one, list) else [one] for one in (gold, said))
        return len(golds) == len(given) and all(
            _same_thing(str(a), str(b), context, strict=strict)
            for a, b in zip(sorted(map(str, golds)), sorted(map(str, given)), strict=True)
        )
    if isinstance(gold, bool) or isinstance(said, bool):
        return str(gold).casefold() == str(said).casefold()
    if isinstance(gold, int | float):
        try:
            return abs(float(str(said)) - gold) <= max(0.011, abs(gold) * 0.01)
        except ValueError:
            return False
    if name == "key":
        try:
            return parse_key(str(gold)) == parse_key(str(said))
        except ValueError:
            return False
        except Exception:  # a key that is none
            return False
    if isinstance(gold, list):
        given = said if isinstance(said, list) else [said]
        return sorted(" ".join(_words(one)) for one in gold) == sorted(" ".join(_words(one)) for one in given)
    if name in FREE:
        a, b = ({word.rstrip("s") for word in _words(one)} - {"the", "on", "of", "a"} for one in (gold, said))
        return bool(a) and len(a & b) >= _LEAST.get(name, 0.8) * len(a)
    return _words(gold) == _words(said)


def _same_thing(gold: str, said: str, context: Mapping[str, Any], *, strict: bool) -> bool:
    if gold == said:
        return True
    things = [*context.get("clips", []), *context.get("files", [])]
    known = {str(one["id"]): str(one["name"]).casefold() for one in things}
    if known.get(gold, gold).casefold() == said.casefold() or known.get(said, said).casefold() == gold.casefold():
        return True
    if gold.startswith("$") and said.startswith("$") and not strict:
        (a, _, b), (c, _, d) = gold.partition("."), said.partition(".")
        return a == c and (not b or not d or b.rstrip("s") == d.rstrip("s"))
    return False


def _words(text: Any) -> list[str]:
    return re.findall(r"[\w']+", str(text).casefold().replace("’", "'").replace("_", " "))
