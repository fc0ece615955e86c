"""Parameters of plugins by the names people give them, and values kept within what they can be."""

from __future__ import annotations

import difflib
import re

from engine.assistant.actions.targets import plugins_named
from engine.daw.daw import Plugin, Track
from engine.errors import UserError
from engine.tasks.reverb_time import decay_s, size_of
from engine.tasks.task import find_task

_SAME = {
    "wet": "wet|mix|dry ?/? ?wet|amount|blend",
    "cutoff": "cutoff|frequency|freq|filter",
    "freq": "freq|frequency|centre|center|cutoff",
    "gain": "gain|makeup|make-up|boost|level|output",
    "threshold": "threshold|thresh",
    "attack": "attack",
    "release": "release",
    "ratio": "ratio",
    "drive": "drive|amount|distortion",
    "predelay": "pre ?delay",
    "delay": "delay|time",
    "feedback": "feedback|repeats|regeneration",
    "size": "size|room|decay|length",
    "rate": "rate|speed",
    "depth": "depth|amount|width",
    "q": "q|width|resonance|bandwidth",
    "bits": "bits?|bit ?depth",
}


_SIZES = ("size", "room", "roomsize")
DECAY = "decay_s"
"""How long a reverb rings, whatever its own knob for that is."""


def find_parameter(track: Track, name: str, effect: str = "") -> tuple[Plugin, str]:
    """The plugin of a track and its parameter that a name means ("cutoff", "reverb mix"); UserError when none is."""
    plugins = plugins_named(track, effect) if effect else list(track.plugins)
    if not plugins:
        raise UserError(lacks(track, effect or name))
    found = [(plugin, one) for plugin in plugins if (one := _of(plugin, name))]
    if not found and not effect:  # "reverb mix": the words of a plugin and of its parameter
        words = name.split()
        for cut in range(len(words) - 1, 0, -1):
            named = plugins_named(track, " ".join(words[:cut]))
            found = [(plugin, one) for plugin in named if (one := _of(plugin, " ".join(words[cut:])))]
            if found:
                break
    if not found:
        there = ", ".join(
            f"{plugin.name} ({', '.join(one for one, _ in plugin.parameters) or '–'})" for plugin in plugins[:4]
        )
        raise UserError(f"Nothing on '{track.name}' has a parameter '{name}'. On it are: {there}.")
    return found[0]


def turned(form: str, figure: float, now: float, said: str, name: str) -> float:
    """Where a parameter goes: to a value, by so much, or to so many times what it is now.

    A room that is told by how long it rings has a size; milliseconds may be seconds of its own.
    """
    if said == DECAY and _bare(name) in _SIZES:
        rings_s = {"value": figure, "change": decay_s(now) + figure, "times": decay_s(now) * figure}[form]
        return size_of(rings_s)
    if form == "times":
        return now * figure
    scale = 1e-3 if said.endswith("_ms") and name.endswith("_s") else 1.0
    return figure * scale if form == "value" else now + figure * scale


def rings(said: str, name: str, value: float) -> list[str]:
    """How long a room of that size rings, where that was asked for."""
    is_size = said == DECAY and _bare(name) in _SIZES
    return [f"It rings for about {decay_s(value):.1f} s."] if is_size else []


def lacks(track: Track, wanted: str) -> str:
    """That a plugin is not on a track, and what is."""
    there = ", ".join(plugin.name for plugin in track.plugins)
    return f"'{track.name}' has no {wanted}; on it are: {there}." if there else f"'{track.name}' has no plugins."


def _of(plugin: Plugin, name: str) -> str:
    """A plugin's own name for a parameter; "" when it has none like it."""
    names = [one for one, _ in plugin.parameters]
    wanted = _bare(name)
    for fits in (lambda one: one == wanted, lambda one: wanted and (wanted in one or one in wanted)):
        same = [one for one in names if fits(_bare(one))]
        if same:
            return same[0]
    for pattern in _SAME.values():
        if re.fullmatch(pattern, _spaced(name)):
            same = [one for one in names if re.fullmatch(pattern, _spaced(one))]
            if same:
                return same[0]
    if wanted == "decay":
        return ""  # a delay is another thing, however near its name
    near = difflib.get_close_matches(wanted, [_bare(one) for one in names], 1, 0.75)
    return next((one for one in names if near and _bare(one) == near[0]), "")


def limits_of(parameter: str) -> tuple[float | None, float | None, str]:
    """Lowest, highest and unit of a parameter that our own effects have, too; None where it is not known."""
    for arg in find_task("apply_effect").args:
        if arg.type == "number" and _bare(arg.internal_name) == _bare(parameter):
            return arg.low, arg.high, f" {arg.unit}" if arg.unit else ""
    return None, None, ""


def clamped(value: float, low: float | None, high: float | None, unit: str, name: str, said: list[str]) -> float:
    """The value within its limits; what had to be changed is added to what is said."""
    fits = max(value if low is None else low, min(value if high is None else high, value))
    if fits != value:
        end = f"goes up to {fits:g}" if fits < value else f"starts at {fits:g}"
        said.append(f"{name[:1].upper()}{name[1:]} {end}{unit}; that was taken instead of {value:g}.")
    return fits


def _spaced(name: str) -> str:
    return re.sub(r"\b(hz|db|ms|s|bpm|percent)$", "", re.sub(r"[\W_]+", " ", name.casefold())).strip()


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", _spaced(name))
