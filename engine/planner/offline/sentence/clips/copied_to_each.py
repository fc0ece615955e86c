"""Copied to each: "the chop again on the downbeats of 10, 11 and 12", "copy it to bars 5 and 9": one at each bar."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import clips_meant, meant_last
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DOWNBEAT = r"(?:downbeats?|ones?|first beats?|beat (?:1|one)|starts?|beginnings?|tops?)"
_LIST = r"(?P<list>\d{1,3}(?:(?:, (?:and )?(?:bar )?| and (?:bar )?| ?& ?)\d{1,3})+)"
_RANGE = r"(?P<a>\d{1,3}) ?(?:-|–|to|through|thru|till|until) ?(?:bar )?(?P<b>\d{1,3})"
_TOO = r"(?P<too>again|too|also|as well|once more|another time)"
_FORM = regex(
    rf"(?:(?:(?P<copies>copy|repeat|duplicate|paste|put|place|play|drop|stick|stamp|hit|fire|trigger)|have|want"
    rf"|i want|let"
    rf"|same|more|and|whole|entire) )*(?:T|it|that)(?: clip| region)?(?: (?:should|must|can|to|come|comes|hits?"
    rf"|plays?|sounds?))*(?: {_TOO})?"
    rf" (?:(?:on|at|to|in|onto|for) )?(?:the )?(?P<beat>(?:every |each )?(?:single )?{_DOWNBEAT})?"
    rf"(?: ?(?:of|in|on|for) )?(?:the )? ?(?P<every>(?:every|each)(?: single)? bar )?(?:from |between )?(?:bars? )?"
    rf"(?:{_RANGE}|{_LIST})(?: {_TOO.replace('<too>', '<too2>')}| please| only)*"
)
def _only_ones(said: Said) -> list[ClipInfo]:
    """The clips of the tracks that "it" is, behind what was done to a track."""
    return [clip for clip in said.scene.clips if any(clip.track in one.tracks for one in said.things)]


_BEFORE = regex(r"\b(?:the|my|our|please|whole|entire) (?=(?:whole |entire )?T\b)")
_MOST = 32


def copied_to_each(said: Said) -> list[Step] | None:
    """The copies; None where not several bars are listed, or not all of it is known."""
    text = said.text
    for one in sorted(said.things, key=lambda each: -each.start):
        text = text if one.is_pronoun else f"{text[: one.start]}T{text[one.end :]}"
    match = _FORM.fullmatch(_BEFORE.sub("", text).strip(" .!"))
    if match is None or said.is_open or not (match["copies"] or match["too"] or match["too2"] or match["beat"]):
        return None
    if match["a"] and not (match["every"] or match["beat"]):
        return None  # "to bars 5 to 8" may be one stretch
    listed = [int(one) for one in re.findall(r"\d+", match["list"] or "")]
    bars = listed or list(range(int(match["a"]), int(match["b"]) + 1))
    named = [one for one in said.things if not one.is_pronoun]
    found = clips_meant(said) if named else None
    clips = [clip for one in found or () for clip in one.clips] if named else meant_last(said) or _only_ones(said)
    if len(clips) != 1 or not 2 <= len(bars) <= _MOST or sorted(set(bars)) != bars or bars[0] < 1:
        return None
    there = clips[0].bars[0] if clips[0].bars and clips[0].track else 0.0
    return [
        Step("arrange", {"action": "duplicate", "clip": clips[0].id, "bar": number(float(bar))})
        for bar in bars
        if abs(bar - there) > 1e-3
    ] or None
