"""Cuts: clips or bars of them that go: "bin the tamb in chorus 2", "the rain can go"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.bar_spans import taken_from
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.pieces import DELETE_BESIDE, DELETES, SURE, piece_gone
from engine.planner.offline.sentence.clips.splits import NEAR, split
from engine.planner.offline.sentence.scope.edges import edges_in, outside
from engine.planner.offline.sentence.scope.lying import (
    IT,
    NOUNS,
    Lying,
    bar_s,
    clips_meant,
    covers,
    in_order,
    knows_bars,
    meant_last,
    seconds,
)
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_GONE_SURE = SURE | {"kill", "lose", "drop", "take"}
_MAKES_CLIPS = ("arrange", "edit_clip", "generate_audio", "generate_midi", "speak", "sing", "separate_stems")
_IN_ITSELF = ("fade_in", "fade_out", "gain", "reverse")
""" "Remove it" behind these takes them back."""
_MAY_GO = regex(r"\b(?:can|could|should|must|may|has to|needs to) go\b")


def cut(said: Said) -> list[Step] | None:
    """The steps; None where nothing is cut or deleted, or not all of it is known."""
    if said.is_open:
        return None
    said = _emptied(said)
    in_parts = split(said)
    return piece_gone(said) or in_parts or _one_of_them(said) or _can_go(said) or _gone(said)


_EMPTY = frozenset("empty blank bare free clear".split())
_EMPTIES = regex(
    r"^(?:(?:actually|and|but|so|no|then|just|now|please|wait) )*(?:(?:leave|keep|make|have|get) .*\b(?:empty"
    r"|blank|bare|free|clear)"
    r"|(?:clear|empty)(?: out)? .*)$"
)


def _emptied(said: Said) -> Said:
    """ "Leave the first 2 bars of that empty": nothing is to lie there."""
    is_of_bars = bool(said.places or edges_in(said)) and bool(said.things)
    if not is_of_bars or said.bag & {"mute", "project", "song"} or _EMPTIES.match(said.text.strip(" .!")) is None:
        return said
    gone = _EMPTY | {"leave", "keep", "make", "have", "get", "out"}
    return replace(said, words=[*(one for one in said.words if one not in gone), "delete"])


_FROM_THE_CLIP = frozenset("delete remove erase".split())


def _one_of_them(said: Said) -> list[Step] | None:
    """ "Kill the one at 29": of what was made or worked on last."""
    made = [view for act in said.focus.acts for one in (*act.out, *act.clips()) if (view := said.scene.clip(one))]
    if len(said.places) != 1 or said.places[0].how not in ("at", "in") or not said.bag & _GONE_SURE or said.amounts:
        return None
    if any(not one.is_pointed for one in said.things) or not re.search(r"\bthe (?:one|copy)\b", said.text):
        return None
    if said.bag - _GONE_SURE - DELETE_BESIDE - NOUNS - {"copy"}:
        return None
    place = said.places[0]
    there = [one for one in {one.id: one for one in made}.values() if one.bars and int(one.bars[0]) == place.point]
    return [Step("arrange", {"action": "delete", "clip": there[0].id})] if len(there) == 1 else None


def _gone(said: Said) -> list[Step] | None:
    """A clip, or bars of it, deleted."""
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    places = [taken_from(one, said.text, said.scene) for one in places] if bag & _FROM_THE_CLIP else places
    takes_out = {"take", "out"} <= said.bag and bool(places) and all(one.is_pointed for one in said.things)
    takes_off = {"take", "off"} <= said.bag or bool(said.bag & {"lop", "knock", "loose", "lose", "drop", "without"})
    takes_off |= bool(said.bag & {"take", "leave"}) and "out" in said.bag
    is_copy = all(one.is_pointed and one.is_clip and not one.is_pronoun for one in said.things) and bool(said.things)
    kills_copy = is_copy and "kill" in bag
    if not (bag & DELETES or edges and takes_off or takes_out or kills_copy) or amounts or len(edges) > 1:
        return None
    is_of_last = bool(edges) and all(one.tool in ("arrange", "edit_clip") for one in said.last())
    if not said.things and not said.bag & {"it", "that", "this"} and not (is_of_last and meant_last(said)):
        return None
    if any(one.how not in ("in", "bare") for one in places):
        return None
    where = [bars for one in places for bars in one.spans]
    found = clips_meant(said, where) if said.things else [Lying(IT, (one,)) for one in meant_last(said)[:1]]
    if not found:
        return None
    of_tracks = where and not all(one.named.is_clip or one.named.is_pointed or one.words for one in found)
    known = DELETES | DELETE_BESIDE | NOUNS | frozenset(word for one in found for word in one.words)
    known |= {"take"} if takes_out else frozenset()
    known |= {"kill", "copy", "duplicate"} if kills_copy else frozenset()
    known |= frozenset("take off lop knock loose lose drop without leave".split()) if edges else frozenset()
    if bag - known or "cut" in bag and not where and not edges and "out" not in bag:
        return None
    steps: list[Step] = []
    for one in found:
        if not edges and not where and not _is_surely_clip(one, said):
            return None
        for clip in one.clips:
            part = edges[0].of(clip) if edges else None
            if edges and part is None:
                return None
            steps += out_of(clip, [part] if part else where, said)
    is_of_bars = all(one.how == "bare" for one in places)  # "cut bars 5 to 8 out of the bass"
    if of_tracks and not is_of_bars and any(one.task != "arrange" for one in steps) and len(where) < 2:
        return None  # of a track in some bars: its sound there
    return _each_of_what_is_left(steps) or None


def _each_of_what_is_left(steps: Sequence[Step]) -> list[Step]:
    """Several stretches of one clip, the last of them first."""
    made: list[Step] = []
    for one in sorted(steps, key=lambda step: -step.args.get("start_bar", 0)) if len(steps) > 1 else steps:
        before = [at for at, other in enumerate(steps[: len(made)]) if other.args.get("clip") == one.args.get("clip")]
        made.append(Step(one.task, {**one.args, "clip": f"${before[-1] + 1}"}) if before else one)
    return made


def _can_go(said: Said) -> list[Step] | None:
    """ "The rain can go", "lose the rain": what was made for it goes as a clip, any other track as a whole."""
    loses = bool(said.bag & {"lose", "drop", "ditch", "scrap", "bin", "chuck"})
    may_go = "go" in said.bag and _MAY_GO.search(said.text) is not None
    if loses == may_go or len(said.tracks) != 1 or len(said.things) != 1 or said.places or said.amounts:
        return None
    known = {"go", "now", "then", "too", "well", "as"} if may_go else _GONE_SURE | {"ditch", "chuck"}
    if said.bag - known or said.things[0].is_clip or said.things[0].how:
        return None
    lying = in_order(said.tracks[0], said)
    made = {out for act in said.state.frames if act.is_live for out in act.out}
    clips = [one for one in lying if one.id in made] or (lying if may_go else [])
    if len(clips) == 1:
        return [Step("arrange", {"action": "delete", "clip": clips[0].id})]
    return [Step("arrange", {"action": "delete", "track": said.tracks[0]})] if len(clips) > 1 and may_go else None


def _is_surely_clip(lying: Lying, said: Said) -> bool:
    """Is a clip named, and not the track it lies on?"""
    words = name_words(said.text[lying.named.start : lying.named.end])
    if lying.named.is_pointed and lying.named.start < lying.named.end:
        if re.search(r"\btracks?$", said.text[lying.named.start : lying.named.end]):
            return False
        worked = [act for act in said.last() if act.tool in _MAKES_CLIPS and act.kind not in _IN_ITSELF]
        return any(lying.clips[0].id in (*act.out, *act.clips()) for act in worked)
    if lying.named.is_clip or lying.words or lying.named.start == lying.named.end:
        return True
    own = set(name_words(lying.clips[0].name)) - set(name_words(str(lying.clips[0].track)))
    is_said = re.match(r"\s*(?:clip|region)\b", said.text[lying.named.end :]) is not None
    return is_said or bool(own & set(words))


def out_of(clip: ClipInfo, where: Sequence[Bars], said: Said) -> list[Step]:
    """What takes these bars out of a clip; its end stays where it is."""
    if not where:
        return [Step("arrange", {"action": "delete", "clip": clip.id})]
    steps: list[Step] = []
    for start, end in where:
        if clip.bars is None or not covers(clip, (start, end)):
            continue
        if start <= clip.bars[0] + NEAR and end >= clip.bars[1] - NEAR:
            return [Step("arrange", {"action": "delete", "clip": clip.id})]
        first, last = max(start, clip.bars[0]), min(end, clip.bars[1])
        if knows_bars(clip, said) and first == int(first) and last == int(last):
            span: dict[str, float] = {"start_bar": int(first), "end_bar": int(last) - 1}
        else:
            each = bar_s(clip, said)
            span = {"start": seconds((first - clip.bars[0]) * each), "end": seconds((last - clip.bars[0]) * each)}
        steps.append(Step("edit_clip", {"clip": clip.id, "action": "cut", **span}))
    return steps
