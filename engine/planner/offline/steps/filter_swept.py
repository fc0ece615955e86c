"""Filter swept: "lowpass on the drums opening up over the intro" is the filter with its cutoff automated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.knob_turned import without
from engine.planner.offline.text.knob_words import kind_said
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

Understand = Callable[[str, DialogueState], list[Step]]
_FILTER = re.compile(
    r"\b(?:(?P<high>high-?\s?pass|low-?\s?cut|hpf|hp)|low-?\s?pass|high-?\s?cut|lpf|lp|filter)(?:ed|ing|s)?\b",
    re.IGNORECASE,
)
_SWEEP = re.compile(
    r"\b(?:open(?:s|ing)?(?: up)?|clos(?:e|es|ing)(?: down)?|sweep(?:s|ing)?(?: (?:open|up|down|closed))?"
    r"|ris(?:e|es|ing))\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\bclos|\bdown\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:in|over|during|across|through|throughout|for|from|into)\s+"
    r"(?P<what>(?:the )?(?:whole )?(?:bars? \d+(?: ?(?:to|-|–|until|through|and) ?\d+)?|[a-z][\w ]*?))"
    r"(?=\s*(?:[,;.]|$|\b(?:from|to|starting|start|opening|sweeping|closing|on|with|please|low-?pass|high-?pass"
    r"|filter)\b))",
    re.IGNORECASE,
)
_KNOWN = frozenset(
    "a an the my our on to of in over with and then it its is be that so put add make have want use automate please"
    " slowly"
    " gradually slow smooth smoothly up down from at start starting begin beginning end ending hz khz k let by during"
    " across cutoff frequency for through as into now filter sweep open".split()
)
_LOW_HZ, _OPEN_HZ, _TOP_HZ, _BOTTOM_HZ = 300.0, 20000.0, 2000.0, 20.0
_BEGINS = {"apply_effect": "cutoff_hz", "automate": "from"}
"""Where the cutoff stands as it begins."""
_START = re.compile(
    r"^\W*(?:(?:and|but|no|ok(?:ay)?|please|make it|have it|let it|it should|actually|now)\b[\s,]*)*"
    r"(?P<end>start|begin|end|finish|stop|open|go)(?:s|ing)?(?: up)?(?: it)? (?:at|from|with|on|to"
    r"|up to)\s+(?P<figure>.+?)\W*$",
    re.IGNORECASE,
)


def filter_swept(
    text: str, scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """The filter and its way, or that way with another end; None for anything else."""
    said = plain(text).strip(" .!")
    if '"' in said or "?" in said:
        return None
    if match := _START.match(said):
        return _other_end(match, scene)
    filters, sweeps = _FILTER.search(said), [*_SWEEP.finditer(said)]
    place = next((one for one in _PLACE.finditer(said) if not _tracks(one["what"], scene)), None)
    if filters is None or not sweeps or place is None:
        return None
    figures = _hertz(without(said, [place.span()]))
    spans = [filters.span(), *(one.span() for one in sweeps), place.span(), *((one.start, one.end) for one in figures)]
    spans += [one.span() for one in _FILTER.finditer(said)]
    left = without(said, spans)
    named = [one for one in things(left, scene) if one.tracks]
    tracks = {track for one in named for track in one.tracks}
    rest = without(left, [(one.start, one.end) for one in named])
    if len(tracks) != 1 or len(figures) > 2 or set(re.findall(r"[a-z]+", rest.lower())) - _KNOWN:
        return None
    (track,) = tracks
    bars = bars_of_place(track, place[0], scene, understand)
    if len(bars) != 1:
        return None
    is_high, closes = bool(filters["high"]), any(_CLOSES.search(one[0]) for one in sweeps)
    closed, opened = (_TOP_HZ, _BOTTOM_HZ) if is_high else (_LOW_HZ, _OPEN_HZ)
    ways = [opened, closed] if closes else [closed, opened]
    for number, figure in enumerate(figures):
        ways[number] = figure.value
    effect = "highpass" if is_high else "lowpass"
    sweep = {"track": track, "parameter": "cutoff", "effect": effect, "from": ways[0], "to": ways[1]}
    way = Step("automate", {**sweep, "start_bar": bars[0][0], "end_bar": bars[0][1]})
    views = [view for view in scene.context.track_views if view.name == track]
    is_there = any(kind_said(name.lower()) == effect for view in views for name in view.plugins)
    return [way] if is_there else [Step("apply_effect", {"track": track, "effect": effect, "cutoff_hz": ways[0]}), way]


def _hertz(said: str) -> list[Quantity]:
    """The frequencies that are said."""
    return [one for one in quantities(said) if one.unit in ("Hz", "") and one.value >= 20]


def _tracks(words: str, scene: DialogueState) -> bool:
    """Do words name a track as the thing that is filtered, and no place?"""
    names = {name.lower() for name, _ in scene.context.markers}
    bare = re.sub(r"^(?:the|my|our) ", "", words.strip().lower())
    is_place = any(name == bare or name.startswith(f"{bare} ") for name in names)
    return not is_place and any(one.tracks for one in things(words, scene))


def _other_end(match: re.Match[str], scene: DialogueState) -> list[Step] | None:
    last = done_last(State.of(scene)) if scene.done else []
    swept = [one for one in last if one.tool == "automate" and one.args.get("effect") in ("lowpass", "highpass")]
    figures = _hertz(match["figure"])
    if len(swept) != 1 or len(figures) != 1 or any(one.tool not in _BEGINS or not one.request for one in last):
        return None
    end = "from" if match["end"].lower() in ("start", "begin") else "to"
    value = figures[0].value
    if end == "to":
        return [told_as(Step("automate", {**swept[0].args, "to": value}), "fix", swept[0])]
    back = Step("undo", {"target": f"#{last[0].request}"})  # its line goes with the filter that is made anew
    return [back, *(Step(one.tool, {**one.args, _BEGINS[one.tool]: value}) for one in last)]


def bars_of_place(track: str, place: str, scene: DialogueState, understand: Understand) -> list[tuple[float, float]]:
    """The bars of a place, in which a track would be silent if it was muted there."""
    steps = understand(f"mute the {track} {place}", DialogueState.of(replace(scene.context, dialogue=(), history=())))
    bars = [(step.args.get("start_bar"), step.args.get("end_bar")) for step in steps if step.task == "automate"]
    told = [(float(a), float(b)) for a, b in bars if isinstance(a, int | float) and isinstance(b, int | float)]
    return sorted(told) if len(told) == len(steps) else []
