"""Lying: which clips a sentence means: one by its name, that of a track which lies in the bars told, its only one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.place import ORDINALS, Bars
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

NOUNS = frozenset("clip clips region regions piece pieces one ones take recording".split())
_NEAR_BARS = 0.05
_COUNTED = regex(rf"\b(?P<which>{'|'.join(ORDINALS)})\s*$")
_NOUN = regex(r"\s*(?:'s )?(?:clip|region|one|piece|take)s?\b")
_COUNTED_BEHIND = regex(rf"(?:'s)?\s+(?P<which>{'|'.join(ORDINALS)}) (?:clip|region|one|piece|take)\b")
_EVERY = regex(r"\b(?:each|every|all)(?: (?:single|one))?(?: of)?(?: the| my| our)? $")
_EACH_CLIP = regex(r"(?:every|each|all)\b[\w ]* (?:clip|region)s?\b")
""" "Every clip", "all of the clips on the host"."""
_GENERIC = regex(r"(?:'?s)? (?:line|part|clip|take|track)s?")
_BOUNDARY = regex(r"[,;:]|\band\b|\bso\b|\s-\s|\bthen\b|\bbut\b")


@dataclass(frozen=True)
class Lying:
    """The clips of one thing that is named."""

    named: Named
    clips: tuple[ClipInfo, ...]
    """In the order of the song."""
    words: frozenset[str] = frozenset()
    """Words beside its name that tell which clip it is."""


IT = Named(0, 0, (), (), True, is_pointed=True)
"""What was worked on last."""


def subjects(said: Said) -> list[Named]:
    """What is named, without a pronoun that only points back at it: "the riff is late, pull it one earlier"."""
    found: list[Named] = []
    for one in said.things:
        if any(other.tracks == one.tracks and other.clips == one.clips and not one.how for other in found):
            continue  # "copy it so it sits there"
        before = [other for other in found if not other.is_pointed]
        if found and _GENERIC.fullmatch(said.text[found[-1].end : one.end]):
            continue
        if one.is_pointed and before and _BOUNDARY.search(said.text[before[-1].end : one.start]):
            continue
        found.append(one)
    return found


def clips_meant(said: Said, where: Sequence[Bars] = ()) -> list[Lying] | None:
    """The clips of each thing that is named; None where none is, or it is not clear which."""
    found = [_of(one, said, where) for one in subjects(said)]
    return [part for one in found if one for part in _by_track(one)] if found and None not in found else None


def _by_track(lying: Lying) -> list[Lying]:
    """ "The drums", which are a kick, a snare and hats: one clip of each, as if all were named."""
    named, clips = lying.named, lying.clips
    if len({one.track for one in clips}) != len(clips) or len(clips) < 2:
        return [lying]
    return [
        replace(lying, named=replace(named, tracks=(str(one.track),), clips=(one.id,)), clips=(one,)) for one in clips
    ]


def meant_last(said: Said) -> list[ClipInfo]:
    """The clips that were worked on last."""
    acts = said.last() or _taken_back(said)
    ids = [clip for act in acts for clip in (act.out or act.clips())]
    return [with_bars(view, said) for one in dict.fromkeys(ids) if (view := said.scene.clip(one))]


def _taken_back(said: Said) -> list[Frame]:
    """What the last turn took back: it is still spoken of."""
    dialogue = said.scene.context.dialogue
    tools = [str(call.get("tool", "")) for call in dialogue[-1].calls] if dialogue else []
    undone = [one for one in said.state.frames if one.state == "undone"]
    return [one for one in undone if one.turn == undone[-1].turn] if tools == ["undo"] else []


def bar_s(clip: ClipInfo, said: Said) -> float:
    """How long a bar of a clip is, in seconds."""
    if clip.bars and clip.length and clip.bars[1] > clip.bars[0] and clip.kind == "audio":
        return clip.length / (clip.bars[1] - clip.bars[0])
    return Clause("", "", "", said.scene).bar_s


def seconds(value: float) -> float:
    """A time in a clip; not so coarse that a bar line is missed."""
    value = round(value, 9)
    return int(value) if value == int(value) else value


def beats_of_bar(said: Said) -> float:
    """Quarter notes in a bar of the song."""
    top, low = (int(one) for one in said.scene.context.time_signature.split("/"))
    return top * 4 / low


def in_order(track: str, said: Said) -> list[ClipInfo]:
    """The clips of a track, in the order of the song."""
    return sorted((with_bars(one, said) for one in said.scene.clips if one.track == track), key=lambda one: one.start)


def knows_bars(clip: ClipInfo, said: Said) -> bool:
    """Does the session tell the bars of the clip?"""
    view = said.scene.clip(clip.id)
    return view is None or view.bars is not None


def with_bars(clip: ClipInfo, said: Said) -> ClipInfo:
    """The clip with its bars, which a session may tell by the clock alone."""
    if clip.bars is not None or not clip.length:
        return clip
    each = Clause("", "", "", said.scene).bar_s
    return replace(clip, bars=(round(clip.start / each + 1, 6), round((clip.start + clip.length) / each + 1, 6)))


def covers(clip: ClipInfo, bars: Bars) -> bool:
    """Does a clip sound in these bars?"""
    return bool(clip.bars) and clip.bars[0] < bars[1] - _NEAR_BARS and clip.bars[1] > bars[0] + _NEAR_BARS  # type: ignore[index]


def part_told(lies: Bars | None, told: Bars | None) -> dict[str, int]:
    """The bars of a clip that are told, where it goes on before or behind them."""
    if lies is None or told is None or any(bar % 1 for bar in told):
        return {}
    start, end = told
    inside = lies[0] - 1e-3 <= start and end <= lies[1] + 1e-3
    goes_on = lies[0] < start - 1e-3 or lies[1] > end + 1e-3
    return {"start_bar": int(start), "end_bar": int(end) - 1} if inside and goes_on else {}


def _of(named: Named, said: Said, where: Sequence[Bars]) -> Lying | None:
    if named.is_clip and len(named.tracks) == 1 and _EVERY.search(said.text[: named.start]) and not where:
        every, told = _by_words(named, in_order(named.tracks[0], said), said)
        if len(every) > 1:
            return Lying(named, tuple(every), told)
    if named.is_clip:
        found = [with_bars(view, said) for one in named.clips if (view := said.scene.clip(one)) and view.length]
        if len(found) > 1 and where:
            found = [one for one in found if any(covers(one, bars) for bars in where)]
        each = frozenset({"each", "clips"}) if _EACH_CLIP.match(said.text, named.start) else frozenset()
        is_known = bool(found) and (len(found) == 1 or _is_told_as_many(named, said))
        return Lying(named, tuple(found), each) if is_known else None
    if named.clips and not named.tracks:
        loose = [with_bars(view, said) for one in named.clips if (view := said.scene.clip(one))]
        return Lying(named, tuple(loose)) if len(loose) == 1 else None
    if named.how or not named.tracks:
        return None
    made: list[ClipInfo] = []
    words: frozenset[str] = frozenset()
    for track in _of_groups(named.tracks, said):
        clips = in_order(track, said)
        if where and track not in named.tracks and not any(covers(one, bars) for one in clips for bars in where):
            continue  # of a group those that play there
        if not clips:
            return None
        one, words = _by_words(named, clips, said)
        if not one and where:
            there = [clip for clip in clips if any(covers(clip, bars) for bars in where)]
            if not there:
                return None
            one = there
        made += one or _only(track, clips, said)
        if not made:
            return None
    return Lying(named, tuple(made), words) if made else None


def _of_groups(tracks: Sequence[str], said: Said) -> list[str]:
    """The tracks; of a group or bus, on which nothing lies itself, those that go into it and have clips."""
    full = {one.track for one in said.scene.clips}
    views = {one.name: one for one in said.scene.context.track_views}
    made: list[str] = []
    for track in tracks:
        kind = views[track].kind if track in views else ""
        inside = with_members([track], said.scene) if kind == "group" else []
        inside = [one.name for one in views.values() if one.output == track] if kind == "bus" else inside
        inside = [one for one in inside if one in full]
        made += inside if track not in full and inside else [track]
    return list(dict.fromkeys(made))


def in_groups(tracks: Sequence[str], said: Said) -> list[ClipInfo]:
    """What lies on the members of those of the tracks that are groups."""
    members = [one for one in _of_groups(tracks, said) if one not in tracks]
    return [clip for track in members for clip in in_order(track, said)]


def _is_told_as_many(named: Named, said: Said) -> bool:
    is_many = said.text[named.start : named.end].endswith("s") or named.is_pointed
    return is_many or _EACH_CLIP.match(said.text, named.start) is not None


def _by_words(named: Named, clips: Sequence[ClipInfo], said: Said) -> tuple[list[ClipInfo], frozenset[str]]:
    """ "The second shaker clip", "the trumpet's last clip", "the trumpet solo" where a clip is called tpt solo."""
    if named.start == named.end:
        return [], frozenset()  # it was named in a remark
    spoken = {*name_words(said.text[named.start : named.end])}
    called = [clip for clip in clips if {*name_words(clip.name)} == spoken]
    if len(called) < len(clips) and called and not _EVERY.search(said.text[: named.start]):
        return called, frozenset()
    behind = said.text[named.end :]
    every = _EVERY.search(said.text[: named.start])
    if every and (_NOUN.match(behind) or said.text[named.start : named.end].endswith("s") and len(clips) > 1):
        return list(clips), frozenset({"each", "every", "all", "of"}) | NOUNS
    before = _COUNTED.search(said.text[: named.start])
    counted = _COUNTED_BEHIND.match(behind)
    if counted or before and _NOUN.match(behind):
        which = (counted or before)["which"]  # type: ignore[index]
        place = ORDINALS[which]
        if -len(clips) <= place < len(clips):
            return [clips[place]], frozenset({which}) | NOUNS
        return [], frozenset()
    if re.match(r"(?:'s)? clips\b", behind):
        return list(clips), NOUNS
    if word := re.match(r"\s+(?P<word>[a-z0-9]+)\b", behind):
        own = [clip for clip in clips if word["word"] in name_words(clip.name)]
        if len(own) == 1 and len(clips) > 1:
            return own, frozenset({word["word"]})
    return [], frozenset()


_TO_EACH = ("apply_effect", "denoise", "edit_clip", "change_tempo_key", "edit_notes")
""" "Compress the guest" is done to each of its clips, and leaves none of them for what comes next."""


def _only(track: str, clips: Sequence[ClipInfo], said: Said) -> list[ClipInfo]:
    """A track's only clip, else the one that was worked on last there."""
    if len(clips) == 1:
        return list(clips)
    for act in said.focus.acts:
        made = [one for one in clips if one.id in act.out]
        beside = [each for other in said.focus.acts if other.turn == act.turn for each in (*other.out, *other.clips())]
        worked = made if len(made) == 1 else [one for one in clips if one.id in (*act.out, *act.clips())]
        worked = [one for one in clips if one.id in beside] if worked and act.tool in _TO_EACH else worked
        if len(worked) == 1:
            return worked
        if worked:
            return []
    return []
