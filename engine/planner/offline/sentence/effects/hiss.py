"""Hiss: "denoise the interview", "take the hiss out of it", "the guest is noisy, get rid of the hum"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOISE = frozenset("noise noises hiss hum hissing humming noisy hissy".split())
_GOES = frozenset("take get remove kill lose clean cut reduce rid strip out off away".split())
_DENOISE = frozenset("denoise denoised denoising".split())
_BESIDE = frozenset(
    "of from on in with up reduction removal background static that all rid floor has have got s some so much lot lots"
    " loads bit still too it this".split()
)


_CLEANED = frozenset("clean up cleaned please this".split())
_VOICES = regex(
    r"\b(?:vox|vo|vocals?|voice|voices|speech|talk\w*|dialog\w*|dx|host|guest|interview|narrat\w*|podcast|speaker|caller"
    r"|phone|mic|rap\w*|ad-?libs?)\b",
    re.IGNORECASE,
)


_TONE = regex(r"\b(?:mud\w*|boom\w*|boxy|honky|nasal|harsh|low[ -]?mids?|low[ -]?end|lows|mids)\b", re.IGNORECASE)


def is_of_its_tone(remark: str, steps: Sequence[Step]) -> bool:
    """ "The lead is muddy", beside "clean it up": no noise is meant."""
    words = set(re.findall(r"[a-z]+", remark.lower()))
    if any(step.task != "denoise" for step in steps) or words & (_NOISE | _DENOISE):
        return False
    return _TONE.search(remark) is not None


def is_spoken(one: Named, said: Said) -> bool:
    """Is it a voice by its name, or by what was found in it?"""
    clips = [clip for each in one.clips if (clip := said.scene.clip(each))]
    words = [*one.tracks, *(clip.name for clip in clips), *(tag for clip in clips for tag in clip.tags)]
    return any(_VOICES.search(word.replace("_", " ")) for word in words)


def hiss(said: Said) -> list[Step] | None:
    """The denoising of all sound that is meant; None where it is none, or not all of it is known."""
    named = [one for one in said.things if not one.is_pronoun]
    said = replace(said, things=named) if named else said  # "the lead has hiss on it, take it out"
    bag = said.bag
    if _TONE.search(said.typed):
        return None  # "it is muddy, clean it up"
    if "clean" in bag and not bag & _NOISE and not bag - _CLEANED and all(is_spoken(one, said) for one in said.things):
        bag = bag | {"noise"}  # "clean it", of a voice
    if said.places or said.amounts or not said.things or any(one.how for one in said.things):
        return None
    if not bag & _DENOISE and not (bag & _NOISE and bag & _GOES) or bag - _NOISE - _GOES - _DENOISE - _BESIDE:
        return None
    clips = [
        clip.id
        for one in said.things
        for track in one.tracks
        for clip in in_order(track, said)
        if clip.kind == "audio" and (not one.is_clip or clip.id in one.clips)
    ]
    return [Step("denoise", {"clip": one}) for one in dict.fromkeys(clips)] or None
