"""Where an effect goes: the clips and tracks that are meant, one call each, and the figures that stand by a knob."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.effects.effects_there import effects_there, is_on, just_put, track_of
from engine.planner.offline.sentence.scope.where import bars_told, plays
from engine.planner.offline.slots.clause import Args
from engine.planner.offline.text.knob_words import KNOBS
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

ON_TRACK = frozenset("track channel bus strip insert plugin group whole".split())
""" "On the bass track" is a plugin there, no take of its clips."""


def knobs_named(text: str, kind: str, hidden: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """The knobs of a kind of effect that a text names, and where."""
    return [
        (name, *match.span())
        for name, words in KNOBS.get(kind, {}).items()
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text)
        if not any(a < match.end() and match.start() < b for a, b in hidden)
    ]


def nearest_knob(text: str, one: Quantity, knobs: Sequence[tuple[str, int, int]]) -> str:
    """The knob whose name stands beside a figure, rather in front of it: "threshold -25 ratio 6"."""
    front = sorted((one.start - end, name) for name, _, end in knobs if 0 <= one.start - end <= _BESIDE)
    behind = sorted((start - one.end, name) for name, start, _ in knobs if 0 <= start - one.end <= _BESIDE)
    return next((name for _, name in (*front, *behind)), "")


_BESIDE = 6
"""Characters between a figure and its knob."""


def words_left(said: Said, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The words that say something outside of these stretches and of what is taken out of the sentence."""
    taken = [
        *spans,
        *((one.start, one.end) for one in said.things),
        *((one.start, one.end) for one in said.places),
        *((one.start, one.end) for one in said.amounts),
    ]
    free = "".join(" " if any(a <= at < b for a, b in taken) else char for at, char in enumerate(said.text))
    return [word for word in re.findall(r"[a-z]+(?:['-][a-z]+)*|\d+", free) if word in said.bag or "-" in word]


_EACH = regex(r"\b(?:each|both|every one)(?: of)?(?: the| my| our| those)?\s*(?:both )?$")


def targets_of(said: Said) -> list[Named]:
    """What it is put on: what is named, and not what a pronoun beside it means; of "each of" a group its members."""
    named = [one for one in said.things if not one.is_pointed] or said.things
    views = said.scene.context.track_views
    groups = {view.name for view in views if view.kind == "group"}
    found: list[Named] = []
    for one in named:
        inside = [view for view in views if view.group in one.tracks and view.kind != "group"]
        is_each = _EACH.search(said.text[: one.start]) or said.text[one.start : one.end].startswith("both ")
        if is_each and inside and groups.issuperset(one.tracks):
            one = replace(one, tracks=tuple(view.name for view in inside), clips=(), is_clip=False)
        found.append(one)
    return found


def just_worked_on(said: Said, kinds: set[str]) -> list[Named]:
    """ "And a comp, 3 to 1", "above 9k too": what the last request was about, where it has no such effect."""
    if said.things or said.places or not said.is_later or said.bag & ON_TRACK:
        return []
    made: list[Named] = []
    there = effects_there(said)
    for act in just_put(said):
        clip, track = str(act.args.get("clip") or ""), track_of(act, said)
        made.append(Named(0, 0, (track,), (clip,) if clip else (), is_clip=bool(clip)))
    if not made:
        tracks, clips, is_clip = said.focus.it(is_many=True)
        views = {view.name: view.kind for view in said.scene.context.track_views}
        made = (
            [Named(0, 0, tracks, clips, is_clip)] if tracks and all(views.get(one) != "bus" for one in tracks) else []
        )
    has = any(one.kind in kinds and is_on(one, thing, said) for one in there for thing in made)
    return [] if has else made


def steps_for(said: Said, kind: str, args: Args, targets: Sequence[Named]) -> list[Step] | None:
    """One call for each sound of a track, or one for all of a track of notes, a group or a bus."""
    spans = bars_told(said, [track for one in targets for track in one.tracks])
    if spans is None or len(spans) > 1:
        return None
    made: list[Step] = []
    views = {view.name: view for view in said.scene.context.track_views}
    as_plugin = bool(said.bag & (ON_TRACK - {"whole"}))
    for thing in targets:
        if not thing.tracks and not thing.clips:
            return None
        for track in thing.tracks:
            lying = [one for one in said.scene.clips if one.track == track]
            if thing.is_clip:
                lying = [one for one in lying if one.id in thing.clips]
            is_notes = any(one.kind == "midi" for one in lying) or track in views and views[track].kind == "midi"
            if is_notes or not lying or as_plugin and not thing.is_clip:
                if spans or thing.is_clip and not as_plugin and len(lying) < _count(track, said):
                    return None
                made.append(Step("apply_effect", {"track": track, "effect": kind, **args}))
                continue
            if spans and not any(plays(track, bars, said.scene) for bars in spans):
                return None
            for clip in lying:
                bars = _inside(clip.bars, spans)
                if bars is None:
                    continue
                made.append(Step("apply_effect", {"clip": clip.id, "effect": kind, **args, **bars}))
    return list({repr((step.task, dict(step.args))): step for step in made}.values()) or None


def _count(track: str, said: Said) -> int:
    return sum(one.track == track for one in said.scene.clips)


def _inside(lies: Bars | None, spans: Sequence[Bars]) -> Args | None:
    """Nothing for a clip that is in the bars as a whole, its part of them, None where it lies elsewhere."""
    if not spans:
        return {}
    if lies is None:
        return None
    for start, end in spans:
        if lies[0] >= start - 1e-3 and lies[1] <= end + 1e-3:
            return {}
        if lies[0] < end - 1e-3 and lies[1] > start + 1e-3:
            first, last = max(start, math.floor(lies[0] + 1e-3)), min(end, math.ceil(lies[1] - 1e-3))
            return {"start_bar": int(first), "end_bar": int(last) - 1}
    return None
