"""Wording: numbers, times and lists as the panel writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_FLATS = str.maketrans({"-": MINUS})


def clock(seconds: float, *, tenths: bool = True) -> str:
    """A place in a clip: `0:09.9`; without tenths `0:15`."""
    safe = max(0.0, seconds) if math.isfinite(seconds) else 0.0
    if not tenths:
        whole = math.ceil(safe)
        return f"{whole // 60}:{whole % 60:02d}"
    tenth = round(safe * 10)
    return f"{tenth // 600}:{tenth % 600 / 10:04.1f}"


def number(value: float, digits: int = 1) -> str:
    """A number without needless zeros and with a real minus sign."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").translate(_FLATS) if digits else f"{value:.0f}"


def lufs(value: float) -> str:
    """A loudness: `−18.2 LUFS`."""
    return f"{value:.1f} LUFS".translate(_FLATS)


def bpm(value: float) -> str:
    """A tempo: `120 bpm`, `97.5 bpm`."""
    return f"{number(value, 2)} bpm"


def about(seconds: float) -> str:
    """A length of time, for people: `about 40 s`, `2 min`."""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    return f"about {round(seconds / 60)} min"


def left(seconds: float) -> str:
    """The time that something takes on, coarse enough not to flicker: `40 s left`, `3 min left`, `2 h 10 min left`."""
    if seconds <= 55:
        return f"{10 * max(1, math.ceil(seconds / 10))} s left"
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return f"{minutes} min left"
    tens = math.ceil(minutes / 10)
    hours, rest = divmod(tens, 6)
    return f"{hours} h {10 * rest} min left" if rest else f"{hours} h left"


def count(how_many: int, thing: str) -> str:
    """`1 step`, `3 steps`."""
    return f"{how_many} {thing}{'' if how_many == 1 else 's'}"


def ordinal(position: int) -> str:
    """A place in a queue, from 1: `second`, `12th`."""
    return _ORDINALS[position - 1] if 1 <= position <= len(_ORDINALS) else f"{position}th"


def listed(names: Sequence[str]) -> str:
    """`Vocals, Drums and Bass`."""
    return " and ".join([*(", ".join(names[:-1]),), names[-1]]) if len(names) > 1 else "".join(names)


def shown(value: object) -> str:
    """An argument or a fact as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value, 2 if isinstance(value, float) else 0).translate(_FLATS)
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{plain(str(name))} {shown(one)}" for name, one in value.items())
    return str(value)


def plain(name: str) -> str:
    """A name of the task table in plain words: `start_bar` → `start bar`."""
    return name.replace("_", " ")


def sentence(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]


def size(count: float) -> str:
    """Bytes for people: `1.2 GB`, `40 MB`, `3 kB`."""
    for unit, least, digits in (("GB", 1e9, 1), ("MB", 1e6, 0), ("kB", 1e3, 0)):
        if count >= least:
            return f"{number(count / least, digits)} {unit}"
    return f"{max(0, round(count))} bytes"
