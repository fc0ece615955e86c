"""Pitches: "bass an octave down, only the drop", and behind it "just the first two bars", "the harp up one"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.lying import with_bars
from engine.planner.offline.sentence.places import Bars
from engine.planner.offline.sentence.said import Said, taken_apart
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.interval_moved import Moved, intervals_moved
from engine.tasks.plan import Step

_WAYS = {"up": 1, "higher": 1, "raise": 1, "down": -1, "lower": -1, "drop": -1}
_BESIDE = frozenset(
    "transpose transposed transposing shift pitch pitched move put take bring make go goes play by in on for of it that"
    " them only just whole notes clip clips part line all both semitones semitone".split()
)
_ONLY = frozenset("only just in there do make it that put instead not for".split())
_OCTAVE = 12
_MOST = 36


def pitch(said: Said) -> list[Step] | None:
    """The clips higher or lower; None where no interval is told with its way, or not all is known."""
    if said.is_open or any(one.how not in ("in", "bare") for one in said.places):
        return None
    return _otherwise(said) or _told(said)


def _told(said: Said) -> list[Step] | None:
    moved = intervals_moved(said.text)
    if len(moved) != 1 or moved[0].is_cents or not said.things or said.corrects:
        return None
    if moved[0].way in ("above", "below") or any(one.how for one in said.things):
        return None  # a part above is one more; of all only what has a pitch is meant
    edges = edges_in(said)
    _, amounts, _ = outside(said, edges)
    if any(not moved[0].start <= one.start < moved[0].end for one in amounts) or len(edges) > 1:
        return None
    left = _left(said, moved[0]) - {word for one in edges for word in said.text[one.start : one.end].split()}
    ways = {_WAYS[one] for one in left if one in _WAYS}
    if left - _WAYS.keys() - _BESIDE or len(ways) > 1:
        return None
    semitones = moved[0].semitones
    if not moved[0].has_way:
        if not ways:
            return None
        semitones = abs(semitones) * ways.pop()
    elif ways and ways != {1 if semitones > 0 else -1}:
        return None
    if edges and not said.places:
        return _of_an_edge(edges[0], semitones, said)
    return _steps(_clips(said), semitones, said.spans, said)


def _of_an_edge(edge: Edge, semitones: float, said: Said) -> list[Step] | None:
    """ "Drop the first two bars of the horn by an octave"."""
    clips = [with_bars(view, said) for one in _clips(said) if (view := said.scene.clip(one))]
    part = edge.of(clips[0]) if len(clips) == 1 else None
    if part is None or not 0 < abs(semitones) <= _MOST:
        return None
    span = {"start_bar": number(part[0]), "end_bar": number(part[1])}
    return [Step("change_tempo_key", {"clip": clips[0].id, "semitones": number(semitones), **span})]


def _left(said: Said, moved: Moved) -> set[str]:
    """The words that are no part of the interval."""
    said = taken_apart(f"{said.text[: moved.start]} , {said.text[moved.end :]}", said.scene, focus=said.focus)
    return set(said.words)


def _clips(said: Said) -> list[str]:
    found: list[str] = []
    for one in said.things:
        for clip in said.scene.clips:
            if clip.track in one.tracks and (not one.is_clip or clip.id in one.clips):
                found.append(clip.id)
    return list(dict.fromkeys(found))


def _steps(clips: Sequence[str], semitones: float, spans: Sequence[Bars], said: Said) -> list[Step] | None:
    """Clips that lie in the bars as a whole, and of the others what is in them."""
    if not clips or not 0 < abs(semitones) <= _MOST:
        return None
    by = {"semitones": number(semitones)}
    whole, parts = [], []
    for clip in clips:
        card = said.scene.clip(clip)
        lies = card.bars if card else None
        if not spans:
            whole.append(clip)
            continue
        if lies is None:
            return None
        for start, end in spans:
            first, last = max(lies[0], start), min(lies[1], end)
            if last - first <= 1e-3:
                continue
            if first <= lies[0] + 1e-3 and last >= lies[1] - 1e-3:
                whole.append(clip)
            else:
                bars = {"start_bar": number(first), "end_bar": number(last)}
                parts.append(Step("change_tempo_key", {"clip": clip, **by, **bars}))
    named: dict[str, Any] = {"clip": whole[0]} if len(whole) == 1 else {"clips": whole}
    return [*([Step("change_tempo_key", {**named, **by})] if whole else []), *parts] or None


# --- behind one ---


def _otherwise(said: Said) -> list[Step] | None:
    last = said.last()
    if not last or any(one.tool != "change_tempo_key" or "semitones" not in one.args for one in last):
        return None
    if not all(one.request for one in last) or len({one.args["semitones"] for one in last}) > 1:
        return None
    named = [one for one in said.things if not one.is_pointed]
    by = float(last[0].args["semitones"])
    if said.places and not named and not said.amounts:
        return _only_there(said, last)
    if named and len(said.amounts) == 1 and not said.amounts[0].unit:
        return _by_octaves(said, by)
    return None


def _only_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Only the first two bars": of what was moved."""
    if said.bag - _ONLY or "not" in said.bag or not said.bag & {"only", "just"} or len(last) != 1:
        return None
    clips = last[0].clips()
    lying = [card.bars for one in clips if (card := said.scene.clip(one)) and card.bars]
    if not lying:
        return None
    whole = min(one[0] for one in lying), max(one[1] for one in lying)
    there = taken_apart(said.text, said.scene, there=(whole,))
    steps = _steps(clips, float(last[0].args["semitones"]), there.spans, said)
    if not steps or any(one.how not in ("in", "bare") for one in there.places):
        return None
    return [told_as(step, "fix" if not place else "again", last[0]) for place, step in enumerate(steps)]


def _by_octaves(said: Said, by: float) -> list[Step] | None:
    """ "The harp up one", behind an octave."""
    count = said.amounts[0]
    way = {_WAYS[one] for one in said.bag if one in _WAYS}
    if len(way) != 1 or count.signed or count.value not in (1, 2, 3) or said.bag - _WAYS.keys() - _BESIDE:
        return None
    if by % _OCTAVE:
        spelt = said.text[count.start : count.end] == "one"
        return [Step("ask", {"text": "One octave or one semitone?"})] if spelt else None
    return _steps(_clips(said), way.pop() * count.value * _OCTAVE, said.spans, said)
