"""A part of a song that is told by its bars: "bars 3 and 4", "the last two bars", "the second half", "the chorus"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.regex import regex

N = r"\d+(?:\.\d+)?"
COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|twelve|sixteen)"
PART = regex(
    rf"\b(?:(?P<from>from|between)\s+)?(?:the\s+)?bars?\s+(?P<a>{N})(?:\s*(?P<to>to|till|until|thru|through|and|-"
    rf"|–)\s*"
    rf"(?:bar\s+)?(?P<b>{N}))?(?=\W|$)|\b(?:the |its |their )?(?P<which>first|last|final|second)\s+"
    rf"(?:(?P<half>half)|(?:(?P<count>{COUNT})\s+)?(?P<unit>bars?|beats?))\b",
    re.IGNORECASE,
)


def numbered(bars: re.Match[str]) -> tuple[float, float] | None:
    """ "Bars 3 and 4", "bars 5 to 8", "bar 8": whole bars; "bars 5 to 9", "from bar 1 to 2": up to there."""
    a = float(bars["a"])
    if not bars["b"]:
        return None if bars["from"] else (a, a + 1)
    b = float(bars["b"])
    is_whole = re.match(r"\W*(?:(?:from|between)\s+)?(?:the\s+)?bars\b", bars[0], re.IGNORECASE) is not None
    is_whole &= (b - a) % 4 != 0  # from one bar line to another is four bars or eight
    return None if b < a else (a, b + 1) if is_whole or b == a else (a, b)


def edge(bars: re.Match[str], clips: Sequence[str], scene: DialogueState) -> tuple[float, float] | None:
    """ "The last two bars", "the second half" of clips, or of the song."""
    bar_s = Clause("", "", "", scene).bar_s
    lying = [one for one in scene.clips if one.id in clips] or list(scene.clips)
    if not lying:
        return None
    start = min(one.start for one in lying) / bar_s + 1
    end = max(one.start + one.length for one in lying) / bar_s + 1
    if bars["half"]:
        middle = (start + end) / 2
        return (start, middle) if bars["which"].lower() == "first" else (middle, end)
    if bars["which"].lower() == "second":
        return (start + 1, start + 2) if bars["unit"] == "bar" else None
    said = (bars["count"] or "one").lower()
    count = float(said) if said.isdigit() else 1.0 if said in ("a", "an") else float(spoken_number(said) or 1)
    beats, unit = (int(one) for one in scene.context.time_signature.split("/"))
    length = count / (beats * 4 / unit) if bars["unit"].startswith("beat") else count
    end = math.ceil(round(end, 3)) if bars["unit"].startswith("bar") else end
    return (start, start + length) if bars["which"].lower() == "first" else (end - length, end)


_EMPTY_BARS = 4.0


def sections(scene: DialogueState) -> dict[str, tuple[float, float]]:
    """Where the parts of the song begin and end that have markers.

    The last may have nothing in it yet: it is as long as the shortest of the others.
    """
    markers = sorted(scene.context.markers, key=lambda marker: marker[1])
    if not markers:
        return {}
    sizes = [later - early for (_, early), (_, later) in pairwise(markers) if later > early]
    end, last = float(last_bar(Clause("", "", "", scene))), markers[-1][1]
    ends = [*(bar for _, bar in markers[1:]), end if end > last else last + min(sizes, default=_EMPTY_BARS)]
    return {name.lower(): (start, end) for (name, start), end in zip(markers, ends, strict=False) if start < end}
