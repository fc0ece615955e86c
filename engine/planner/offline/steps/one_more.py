"""One more: "the same on the tabla", "the choir also, but -18": the step before, for what is named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SAYS_SO = regex(r"\b(?:same|also|too|as well|likewise|ditto|similarly)\b")
_WORDS = frozenset(
    "the a first last same thing way goes go for on to with of in at and but only just also too as well likewise"
    " ditto similarly my our"
    " his her please there it into that then db percent by this here so one instead though however bit level".split()
)
_SMALL_NUMBERS = (
    "value_db",
    "value",
    "wet",
    "set_db",
    "semitones",
    "amount",
    "cutoff_hz",
    "bpm",
    "gain_db",
    "loudness_lufs",
)
"""What a figure without a name turns, the likeliest first."""
_UNITS = {"dB": ("value_db", "set_db", "gain_db"), "%": ("value", "wet", "amount"), "Hz": ("cutoff_hz", "freq_hz"),
          "semitones": ("semitones",), "LUFS": ("loudness_lufs",)}  # fmt: skip


def one_more(part: str, steps: Sequence[Step], scene: DialogueState) -> list[Step]:
    """The last step for each thing that such a clause names; [] for any other clause."""
    low = plain(part).lower()
    last = steps[-1] if steps else None
    if last is None or '"' in low or not _SAYS_SO.search(low) or any(_refers(value) for value in last.args.values()):
        return []
    found, figures = things(part, scene), quantities(part)
    if not figures and (one := _ONE.search(low)):  # "only the last beat"
        figures = [Quantity(1.0, f"{one[2]}s", one.start(2), one.end(2))]
    found = [one for one in found if not any(one.start < other.end and other.start < one.end for other in figures)]
    own = frozenset(re.findall(r"[^\W_]+", str(last.args.get("to") or "").lower()))
    if not found or len(figures) > 1 or not _says_no_more(low, found, figures, own):
        return []
    args = dict(last.args)
    if figures and figures[0].unit in ("beats", "bars"):
        args = _shorter(args, low, figures[0], scene)
    elif figures:
        args = _with_figure(args, figures[0])
    made = [_aimed(args, one, scene) for one in found] if args else []
    return [Step(last.task, one) for one in made if one] if all(made) and made else []


_ONE = regex(r"\b(first|last) (beat|bar)\b")
_LAST = regex(r"[,;.]\s*(?:and\s+|but\s+)?(?P<tail>[^,;.]+(?:,?\s+but\s+[^,;]+)?)\s*[.!]*$")


def in_front_of_one_more(part: str, scene: DialogueState) -> int:
    """Where "…, the tabla too" begins at the end of a clause; 0 where it has none."""
    match = _LAST.search(plain(part))
    tail = match["tail"].lower() if match else ""
    if not match or not match.start() or '"' in plain(part) or not _SAYS_SO.search(tail):
        return 0
    found, figures = things(tail, scene), quantities(tail)
    return match.start() if found and len(figures) < 2 and _says_no_more(tail, found, figures) else 0


def _refers(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("$")


def _says_no_more(
    low: str, found: Sequence[Thing], figures: Sequence[Quantity], own: frozenset[str] = frozenset()
) -> bool:
    closed = [*((one.start, one.end) for one in found), *((one.start, one.end) for one in figures)]
    rest = "".join(" " if any(a <= at < b for a, b in closed) else char for at, char in enumerate(low))
    return all(word in _WORDS or word in own for word in re.findall(r"[^\W_]+", rest))


def _with_figure(args: Mapping[str, Any], figure: Quantity) -> dict[str, Any]:
    """The arguments with another figure for their own; {} where it fits none."""
    names = _UNITS.get(figure.unit, ()) if figure.unit else _SMALL_NUMBERS
    name = next((one for one in names if isinstance(args.get(one), int | float)), "")
    if not name:
        return {}
    old, new = float(args[name]), abs(figure.value)
    new /= 100 if name in ("value", "wet", "amount") and new > 1 and abs(old) <= 1 else 1
    is_down = figure.value < 0 or not figure.signed and old < 0
    return {**args, name: -new if is_down else new}


def _shorter(args: Mapping[str, Any], low: str, figure: Quantity, scene: DialogueState) -> dict[str, Any]:
    """The arguments over the first or last beats or bars of where they were; {} where that is not clear."""
    which = re.search(r"\b(first|last)\s+$", low[: figure.start])
    start, end = args.get("start_bar"), args.get("end_bar")
    if not which or not isinstance(start, int | float) or not isinstance(end, int | float):
        return {}
    beats, unit = (int(one) for one in scene.context.time_signature.split("/"))
    length = figure.value if figure.unit == "bars" else figure.value / (beats * 4 / unit)
    if not 0 < length <= end - start:
        return {}
    return {**args, "end_bar": start + length} if which[1] == "first" else {**args, "start_bar": end - length}


def _aimed(args: Mapping[str, Any], thing: Thing, scene: DialogueState) -> dict[str, Any]:
    """The arguments for something else; {} where it is not clear which."""
    rest = {name: value for name, value in args.items() if name not in ("track", "tracks", "clip", "clips", "midi")}
    if "track" in args or "tracks" in args:
        if len(thing.tracks) != 1:
            return {}
        return {**rest, **_from_its_fader(args, thing.tracks[0], scene), "track": thing.tracks[0]}
    name = "midi" if "midi" in args else "clip"
    old = scene.clip(args.get(name) or (args.get("clips") or [None])[0])
    alike = [one for one in thing.clips if (clip := scene.clip(one)) and (old is None or clip.kind == old.kind)]
    clips = alike or list(thing.clips)
    return {**rest, name: clips[0]} if len(clips) == 1 and old is not None else {}


def _from_its_fader(args: Mapping[str, Any], track: str, scene: DialogueState) -> dict[str, float]:
    """A fade begins or ends where the fader of its track stands."""
    faders = {view.name: view.gain_db for view in scene.context.track_views}
    if args.get("parameter") != "volume" or args.get("track") not in faders or track not in faders:
        return {}
    old, new = faders[str(args["track"])], faders[track]
    is_fade = args.get("from") != args.get("to")
    return {name: new for name in ("from", "to") if is_fade and args.get(name) == old}
