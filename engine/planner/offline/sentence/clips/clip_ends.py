"""Clip ends by a place: "end the beat at the outro", "delete it after bar 33", "cut it off at 37"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.bar_spans import taken_from
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.lying import bar_s, beats_of_bar, clips_meant, in_order, subjects
from engine.planner.offline.text.counts import SEVERAL, counted
from engine.planner.regex import regex
from engine.tasks.plan import Step

_CUTS = r"(?:trim|crop|cut|chop|shorten)"
_ENDS = r"(?:end|ends|stop|stops|finish|finishes)"
_ENDS_AT = regex(rf"(?:end|finish|(?:let |make |get )?T {_ENDS}|{_CUTS} T (?:off|short)|{_CUTS} off)(?: T)? P")
_STARTS_AT = regex(rf"{_CUTS} (?:start|beginning|front|top|head) T P")
_TAIL_AT = regex(rf"{_CUTS} (?:end|tail|back) T (?:back |off )?P")
_GONE_BEYOND = regex(rf"(?:delete|remove|erase|bin|clear|{_CUTS})(?: everything)? T P")
_OUT_OF = regex(r"(?:delete|remove|erase) T P")
_ENDS_WITH = regex(rf"\b{_ENDS} (?:together )?with (?:the )?(?P<part>[\w' -]+)$")
_BY = regex(r"(?:shorten T (?:by )?|(?:cut|trim) T by )N")
_FROM_TO = regex(rf"{_CUTS} T (?:down )?(?:to )?N N")
_AGAIN_AT = regex(r"(?P<which>start|begin|end|stop|finish)s?(?: T| clip)? P")
_BACK = regex(r"(?:give|bring|put|get|want|add)?(?: back)? ?P(?: T| it)? back(?: in)?")
_EDGE = regex(rf"(?P<which>first|last|final) (?:(?P<n>{SEVERAL}) )?bars?")
_UNITS = ("bars", "beats", "s")


def clip_end(said: Said) -> list[Step] | None:
    """The trim; None where no end of a clip is told so, or not all of it is known."""
    if said.is_open:
        return None
    return _further(said) or _both_ends(said) or _by(said) or _ends_early(said) or _from_to(said) or _at(said)


def _at(said: Said) -> list[Step] | None:
    subject, place = _with_its_part(said)
    if place is None or place.how not in ("at", "to", "before", "from"):
        return None
    form = subject.form.replace(" with P", " P")
    point, is_end = place.point, True
    is_after = subject.text.startswith(("after", "past", "beyond", "from"), place.start)
    if _STARTS_AT.fullmatch(form):
        is_end = False
    elif _GONE_BEYOND.fullmatch(form) and is_after:
        if _OUT_OF.fullmatch(form) and taken_from(place, said.text, said.scene).how == "in":
            return None  # "remove the kick from the verse": out of it
    elif not (_ENDS_AT.fullmatch(form) or _TAIL_AT.fullmatch(form)) or is_after:
        return None
    steps: list[Step] = []
    for clip in _clips(subject):
        bars = _within(clip, (1.0, point) if is_end else (point, 1e6))
        if bars is None:
            return None
        steps += trimmed(clip, bars, said) if bars != clip.bars else []
    return steps or None


def _with_its_part(said: Said) -> tuple[Said, Place | None]:
    """ "Let the beat end with the solo", where a clip or a part of the song is called so."""
    match = _ENDS_WITH.search(said.text)
    if match is None or said.places:
        return said, said.places[0] if len(said.places) == 1 else None
    words = f"at the end of {match['part']}"
    found = Places(words, said.scene).told()
    if len(found) != 1 or found[0].end < len(words) or found[0].is_open:
        return said, None
    things = [one for one in said.things if one.start < match.start("part")]
    form = re.sub(r"with T$", "with P", said.form)
    return replace(said, things=things, form=form), replace(found[0], start=match.start("part"), end=match.end("part"))


def _clips(said: Said) -> list[ClipInfo]:
    found = clips_meant(said) if said.things else None
    if found:
        return [clip for one in found for clip in one.clips]
    named = subjects(said)
    return [clip for track in named[0].tracks for clip in in_order(track, said)] if len(named) == 1 else []


def _within(clip: ClipInfo, bars: Bars) -> Bars | None:
    if clip.bars is None:
        return None
    start, end = max(clip.bars[0], bars[0]), min(clip.bars[1], bars[1])
    return (start, end) if end > start + 1e-3 else None


def _by(said: Said) -> list[Step] | None:
    """ "Shorten the pad by 4 bars"."""
    amount = said.amounts[0] if len(said.amounts) == 1 else None
    if amount is None or not re.search(r"\bby\s*$", said.text[: amount.start]):
        return None
    if amount.unit not in _UNITS or not _BY.fullmatch(said.form) or said.places:
        return None
    clips = _clips(said)
    if len(clips) != 1 or clips[0].bars is None:
        return None
    each = bar_s(clips[0], said)
    size = amount.value / {"bars": 1.0, "beats": beats_of_bar(said), "s": each}[amount.unit]
    start, end = clips[0].bars
    return trimmed(clips[0], (start, end - size), said) if 0 < size < end - start else None


_EARLY = regex(
    rf"(?:(?:let|make|have) )?T (?:{_ENDS})(?: N)? (?:early|earlier|sooner|before)(?: (?:others|rest|end|T"
    rf"|everyone|everybody"
    r"|else))*|(?:stop|end|finish) T N (?:early|earlier|sooner|before)(?: (?:others|rest|end|T|everyone|else))*"
)
""" "The pedal may stop a bar before the others"."""


def _ends_early(said: Said) -> list[Step] | None:
    """So much of its end goes."""
    amount = said.amounts[0] if len(said.amounts) == 1 else None
    if amount is None or amount.unit not in _UNITS or said.places or not _EARLY.fullmatch(said.form):
        return None
    clips = _clips(replace(said, things=said.things[:1]))
    if len(clips) != 1 or clips[0].bars is None or amount.signed:
        return None
    start, end = clips[0].bars
    size = amount.value / {"bars": 1.0, "beats": beats_of_bar(said), "s": bar_s(clips[0], said)}[amount.unit]
    return trimmed(clips[0], (start, end - size), said) if 0 < size < end - start else None


_BOTH_ENDS = regex(rf"(?:(?:let|make|have) )?T (?:start|begin)s? N later (?:{_ENDS}) N (?:earlier|sooner)(?: \?)?")


def _both_ends(said: Said) -> list[Step] | None:
    """ "Start one bar later and stop one bar earlier": so much of both ends goes."""
    if not _BOTH_ENDS.fullmatch(said.form) or said.places or any(one.unit not in _UNITS for one in said.amounts):
        return None
    clips = _clips(said)
    if len(clips) != 1 or clips[0].bars is None:
        return None
    of_a_bar = {"bars": 1.0, "beats": beats_of_bar(said), "s": bar_s(clips[0], said)}
    first, last = (one.value / of_a_bar[one.unit] for one in said.amounts)
    start, end = clips[0].bars[0] + first, clips[0].bars[1] - last
    return trimmed(clips[0], (start, end), said) if end > start + 1e-3 else None


def _from_to(said: Said) -> list[Step] | None:
    """ "Trim the beat to 5-36": the last bar is told."""
    first, last = (one.value for one in said.amounts) if len(said.amounts) == 2 else (0.0, 0.0)
    if not _FROM_TO.fullmatch(said.form) or any(one.unit for one in said.amounts) or not 1 <= first < last:
        return None
    clips = _clips(said)
    bars = _within(clips[0], (first, last + 1)) if len(clips) == 1 else None
    return trimmed(clips[0], bars, said) if bars else None


def _further(said: Said) -> list[Step] | None:
    """ "Start it at bar 9", "give me the first four bars back", "actually 39", behind a trim."""
    act = said.last()[0] if len(said.last()) == 1 else None
    if act is None or (act.tool, act.kind) != ("edit_clip", "trim") or any(not one.is_pointed for one in said.things):
        return None
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    new: dict[str, int] = {}
    edge = _EDGE.search(said.text)
    if (match := _AGAIN_AT.fullmatch(said.form)) and said.places[0].how in ("at", "from"):
        is_start = match["which"] in ("start", "begin")
        new = {"start_bar": int(said.places[0].point)} if is_start else {"end_bar": int(said.places[0].point) - 1}
    elif edge and len(said.places) == 1 and _BACK.fullmatch(said.form) and "back" in said.bag:
        count = counted(edge["n"] or "one")
        new = {"start_bar": start - count} if edge["which"] == "first" else {"end_bar": end + count}
    elif said.form == "N" and not said.amounts[0].unit:
        told = {int(one) for one in re.findall(r"\d+", act.said)}
        new = {"end_bar": int(said.amounts[0].value) - 1} if told == {end + 1} else {}
    args = {**act.args, **new}
    is_right = new and 1 <= int(args["start_bar"]) <= int(args["end_bar"])
    return [told_as(Step("edit_clip", args), "fix", act)] if is_right else None
