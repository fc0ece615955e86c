"""Crossfades: "crossfade the two takes over a beat": one clip out while the next comes in, where they meet."""

from __future__ import annotations

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import NOUNS, bar_s, beats_of_bar, clips_meant
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

APART = "“{}” ends at bar {} and “{}” begins at bar {}; a crossfade needs two clips that meet."
_CROSSFADE = regex(r"\b(?:cross[- ]?fad(?:e[sd]?|ing)|x-?fades?|xfade)\b")
_WORDS = frozenset(
    "crossfade crossfades crossfaded crossfading cross fade fades x-fade xfade xfades between into with over from to"
    " of across at where they meet put make add short small quick little long smooth two both in there bar beat".split()
)
_SHORT_S = 0.1


def crossfade(said: Said) -> list[Step] | None:
    """The steps, a no where the clips do not meet; None where none is told, or not all of it is known."""
    if not _CROSSFADE.search(said.text) or said.places or len(said.amounts) > 1:
        return None
    found = clips_meant(said)
    clips = [clip for one in found or () for clip in one.clips if clip.bars]
    words = frozenset(word for one in found or () for word in one.words)
    if len(clips) != 2 or said.bag - _WORDS - NOUNS - words or any(clip.kind != "audio" for clip in clips):
        return None
    first, second = sorted(clips, key=lambda one: one.start)
    assert first.bars and second.bars
    if second.bars[0] > first.bars[1] + 0.02:
        told = (first.name, f"{first.bars[1]:g}", second.name, f"{second.bars[0]:g}")
        return [Step("ask", {"text": APART.format(*told)})]
    length = _length_s(first, said)
    if length is None:
        return None
    if not said.amounts:
        length = max(length, (first.bars[1] - second.bars[0]) * bar_s(first, said))
    return [
        Step("edit_clip", {"clip": first.id, "action": "fade_out", "duration": number(length)}),
        Step("edit_clip", {"clip": second.id, "action": "fade_in", "duration": number(length)}),
    ]


def _length_s(clip: ClipInfo, said: Said) -> float | None:
    if not said.amounts:
        return _SHORT_S
    amount, bar = said.amounts[0], bar_s(clip, said)
    each = {"bars": bar, "beats": bar / beats_of_bar(said), "s": 1.0, "ms": 0.001}
    return amount.value * each[amount.unit] if amount.unit in each and amount.value > 0 else None
