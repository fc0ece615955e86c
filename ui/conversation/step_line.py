"""Step line: the second line of a step of a plan, its arguments in few words; it says what is from and what is to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.wire.wire import StepView
from ui.language.language import filled, said
from ui.wording import number, plain, shown

WHOLE_BARS = frozenset({"apply_effect", "edit_clip", "transport", "transcribe"})
"""Tasks that go to the end of their last bar; the others go to its start."""
_SHOWN = 4
_SUBJECTS = ("clip", "clips", "track", "tracks", "midi", "image")
_PLAIN = ("stems", "text", "prompt", "name", "lyrics", "chords", "meter")
"""What is understood without the name of its argument."""
_SKIPPED = ("action", "effect", "model")
"""What the title says already, and what stands behind the dot by its name."""
_UNITS = {"db": "dB", "lufs": "LUFS", "hz": "Hz", "s": "s", "ms": "ms", "beats": "beats", "bpm": "bpm"}
"""Endings of names of arguments, as people write them behind a number."""
_SHARES = ("wet", "feedback", "strength", "amount")
"""What is a part of a whole, 0 to 1: people say it in percent."""
_REFERENCE = re.compile(r"\$(\d+)(?:\..*)?")
_REGION = re.compile(r"(.+) on (.+), bar (\d+)( beat [\d.]+)?")
_ID = re.compile(r"region:.*|f\d+|[0-9a-f]{12,}")
_TO = {"bar": "to bar {n}", "at": "to {n} s", "track": "to “{x}”"}
_AT = {"bar": "at bar {n}", "at": "at {n} s", "track": "on “{x}”"}
_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("arrange", "place"): _AT,
    ("arrange", "new_track"): {"bar": "at bar {n}", "at": "at {n} s"},
    ("arrange", "move"): _TO,
    ("arrange", "duplicate"): {**_TO, "count": "{n} times"},
    ("arrange", "rename"): {"name": "to “{x}”"},
    ("marker", ""): {"bar": "at bar {n}", "at": "at {n} s", "new_name": "to “{x}”"},
    ("marker", "move"): {"bar": "to bar {n}", "at": "to {n} s"},
    ("transport", "locate"): {"bar": "to bar {n}", "at": "to {n} s"},
    ("transport", ""): {"bar": "from bar {n}", "at": "from {n} s", "bpm": "to {n} bpm", "to_bpm": "to {n} bpm"},
    ("edit_clip", "split"): {"at": "at {n} s", "count": "into {n} parts"},
    ("edit_clip", ""): {"count": "{n} times", "duration": "{n} s", "loudness_lufs": "to {n} LUFS"},
    ("mix", ""): {"loudness_lufs": "to {n} LUFS"},
    ("master", ""): {"loudness_lufs": "to {n} LUFS"},
    ("change_tempo_key", ""): {"bpm": "to {n} bpm", "bars": "to {n} bars", "key": "to the key {X}"},
    ("", ""): {
        "bars": "{n} bars", "bpm": "{n} bpm", "duration": "{n} s", "value_db": "by {n} dB", "change_db": "by {n} dB",
        "set_db": "to {n} dB", "key": "in the key {X}",
    },
}  # fmt: skip
"""How an argument is said, by (task, action) and its name; "" = in every action, or in every task."""


def step_line(step: StepView, names: Mapping[str, str] | None = None) -> str:
    """The arguments of a step · its model, in the panel's language; `names` say what ids are called."""
    args, known = {name: one for name, one in step.args.items() if name not in _SKIPPED}, names or {}
    action = str(step.args.get("action", ""))
    subjects = [name for name in _SUBJECTS if name in args and not _words(step.task, action, name)]
    words = [_called(args.pop(name), known) for name in subjects]
    words += _stretches(step.task, action, args)
    others = (_argument(step.task, action, name, value, known) for name, value in args.items())
    words += [one for one in others if one.casefold() not in step.title.casefold()]
    return " · ".join(part for part in (", ".join(words[:_SHOWN]), step.model) if part)


def _words(task: str, action: str, name: str) -> str:
    """The sentence of an argument; "" where it has none of its own."""
    rows = (_WORDS.get(key, {}) for key in ((task, action), (task, ""), ("", "")))
    return next((row[name] for row in rows if name in row), "")


def _stretches(task: str, action: str, args: dict[str, Any]) -> Iterator[str]:
    """What is said with two arguments, or in words that its sign decides: they are taken out of `args`."""
    if found := _bars(task, args.pop("start_bar", None), args.pop("end_bar", None)):
        yield found
    if found := _seconds(args.pop("start", None), args.pop("end", None)):
        yield found
    if task == "automate" and "from" in args and "to" in args:
        is_level = args.get("parameter", "volume") == "volume"
        words = "from {n} dB to {n2} dB" if is_level else "from {n} to {n2}"
        yield filled(words, n=_number(args.pop("from")), n2=_number(args.pop("to")))
    if task == "transport" and "bpm" in args and "to_bpm" in args:
        yield filled("from {n} bpm to {n2} bpm", n=_number(args.pop("bpm")), n2=_number(args.pop("to_bpm")))
    for name, (more, less) in _SIGNED.items():
        if isinstance(by := args.get(name), int | float) and not isinstance(by, bool) and by:
            del args[name]
            one = abs(by) == 1 and name != "offset"
            words = more if by > 0 else less
            yield filled(words.replace("semitones", "semitone").replace("beats", "beat") if one else words,
                         n=_number(abs(by)))
    if task == "mix" and action == "pan" and isinstance(to := args.pop("value", None), int | float):
        side = "{n} % to the left" if to < 0 else "{n} % to the right"
        yield filled(side, n=_number(round(100 * abs(to)))) if to else said("to the middle")
    if task == "take" and "number" in args:
        which = str(args.pop("number"))
        yield {"-1": said("the take before"), "last": said("the newest take")}.get(which) or filled("take {n}", n=which)


_SIGNED = {
    "offset": ("{n} s later", "{n} s earlier"), "offset_beats": ("{n} beats later", "{n} beats earlier"),
    "semitones": ("{n} semitones up", "{n} semitones down"),
}  # fmt: skip


def _bars(task: str, first: Any, last: Any) -> str:
    """From here to there in bars; "" without both."""
    if last is None:
        return filled("from bar {n}", n=_number(first)) if first is not None else ""
    is_whole = task in WHOLE_BARS
    if first is None:
        return filled("to the end of bar {n}" if is_whole else "to the start of bar {n}", n=_number(last))
    if isinstance(first, int | float) and isinstance(last, int | float) and first == int(first) and last == int(last):
        end = int(last) - (0 if is_whole else 1)
        if end == first:
            return filled("bar {n}", n=str(end))
        if end > first:
            return filled("bars {x}", x=f"{int(first)}–{end}")
    return filled("from bar {n} to bar {n2}", n=_number(first), n2=_number(last))


def _seconds(start: Any, end: Any) -> str:
    if isinstance(start, int | float) and start < 0:
        since = filled("from {n} s before the end", n=_number(-start))
        return ", ".join((since, filled("to {n} s", n=_number(end)))) if end is not None else since
    if start is not None and end is not None:
        return filled("from {n} s to {n2} s", n=_number(start), n2=_number(end))
    if start is not None:
        return filled("from {n} s", n=_number(start))
    return filled("to {n} s", n=_number(end)) if end is not None else ""


def _argument(task: str, action: str, name: str, value: Any, names: Mapping[str, str]) -> str:
    if words := _words(task, action, name):
        told = _called(value, names) if isinstance(value, str) else _number(value)
        return filled(words, **dict.fromkeys(("n", "x", "X"), told))
    if name in (*_SUBJECTS, *_PLAIN) or (isinstance(value, str) and _REFERENCE.fullmatch(value)):
        return _called(value, names)
    if isinstance(value, bool):
        return plain(name) if value else f"no {plain(name)}"
    if name in _SHARES and isinstance(value, int | float) and 0 <= value <= 1:
        return f"{plain(name)} {shown(round(100 * value))}\u202f%"
    stem, _, ending = name.rpartition("_")
    if ending in _UNITS and isinstance(value, int | float):
        return " ".join(part for part in (plain(stem), shown(value), _UNITS[ending]) if part)
    return f"{plain(name)} {_called(value, names)}"


def _called(value: Any, names: Mapping[str, str]) -> str:
    """What a value is called: never by an id, and a region by its name, its track and its bar."""
    if isinstance(value, list | tuple):
        return ", ".join(_called(one, names) for one in value)
    text = names.get(str(value), shown(value))
    if match := _REFERENCE.fullmatch(text):
        return filled("the result of step {n}", n=match[1])
    if match := _REGION.fullmatch(text):
        return filled("“{x}” on {y}, bar {n}", x=match[1], y=match[2], n=match[3]) + (match[4] or "")
    if text == "selection":
        return said("the selection")
    return said("a clip of the session") if _ID.fullmatch(text) else said(text)


def _number(value: Any) -> str:
    return number(value, 2) if isinstance(value, float) else shown(value)
