"""Lengths of what was made: so many bars or seconds, twice as long, so many bars a chord."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.making.telling import Telling
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import bar_s
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.counts import counted

WHICH_CHORDS = "Which chords should they be? Those that are listed can last so many bars each."
HOW_LONG = "How long should it be, in bars or seconds?"


def bars_a_chord(count: float, frame: Frame, telling: Telling) -> bool:
    """ "2 bars a chord": of those that are listed; which ones, where none are."""
    chords, bars = frame.args.get("chords"), frame.args.get("bars")
    many = len(chords) if isinstance(chords, list | tuple) else bars
    if frame.tool != "generate_midi" or frame.args.get("kind") not in ("chords", "pad") or not isinstance(many, int):
        return False
    if many == bars and not chords:
        telling.reply = WHICH_CHORDS
        return True
    telling.args["bars"] = round(count * many)
    return True


def sized(size: re.Match[str], frame: Frame, known: set[str], telling: Telling) -> bool:
    """ "8 bars", "2 bars for each chord", "20 seconds"."""
    count = counted(size["count"])
    if size["unit"].startswith("bar") and "bars" in known:
        chords = frame.args.get("chords")
        if size["each"] and not isinstance(chords, list | tuple):
            return False
        telling.args["bars"] = count * (len(chords) if size["each"] and chords else 1)
    elif size["unit"].startswith("s") and "duration" in known:
        telling.args["duration"] = number(float(count))
    else:
        return False
    return True


def as_long(factor: float, frame: Frame, said: Said, known: set[str], telling: Telling, *, vague: bool) -> bool:
    """Twice or half as long as it was told, or as it is."""
    for name in ("bars", "duration"):
        value = frame.args.get(name)
        if isinstance(value, int | float):
            telling.args[name] = max(1, round(value * factor)) if name == "bars" else value * factor
            return True
    if vague:
        telling.reply = HOW_LONG
        return True
    view = said.scene.clip(frame.out[0]) if frame.out else None
    bars = view.length / bar_s(view, said) * factor if view else 0.0
    if "bars" not in known or bars < 1 or abs(bars - round(bars)) > 0.1:
        return False
    telling.args["bars"] = round(bars)
    return True
