"""Counted: one clip of a track, "the last bell", "second hit", and "the last one" of clips that were worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import ORDINALS
from engine.planner.regex import regex

_PLACES = {**ORDINALS, "opening": 0, "closing": -1}
_BEFORE = regex(rf"\b(?:the )?(?P<which>{'|'.join(_PLACES)}) $")
_ONE = regex(rf"\b(?:the )?(?P<which>{'|'.join(ORDINALS)}) one\b")
_A_CLIP = regex(r"(?:'s)? (?:clip|region|item)\b")
""" "The second horns clip"."""
_OF_SOMETHING = regex(
    r"\s*(?:notes?|hits?|chords?|bars?|beats?|solos?|parts?|phrases?|words?|takes?|tracks?|half|verse|chorus|clips?"
    r"|regions?|line|send|effect|'s)\b"
)


@dataclass(frozen=True)
class CountedClip:
    """A clip that is counted, told at characters `start` … `end`."""

    start: int
    end: int
    clip: ClipInfo


def counted_of(text: str, start: int, end: int, clips: Sequence[ClipInfo]) -> CountedClip | None:
    """The one of a track's clips that is counted before its name, told as one of several."""
    before = _BEFORE.search(text[:start])
    of_clips = _A_CLIP.match(text, end)
    if before and of_clips and (clip := _counted(before["which"], clips)):
        return CountedClip(before.start(), of_clips.end(), clip)
    if before is None or text[start:end].endswith("s") or _OF_SOMETHING.match(text, end):
        return None
    clip = _counted(before["which"], clips)
    return CountedClip(before.start(), end, clip) if clip else None


def counted_one(text: str, clips: Sequence[ClipInfo]) -> CountedClip | None:
    """ "The last one" of these."""
    match = _ONE.search(text)
    clip = _counted(match["which"], clips) if match else None
    return CountedClip(*match.span(), clip) if match and clip else None


def _counted(which: str, clips: Sequence[ClipInfo]) -> ClipInfo | None:
    lying = sorted(clips, key=lambda one: one.start)
    place = _PLACES[which]
    return lying[place] if len(lying) > 1 and -len(lying) <= place < len(lying) else None
