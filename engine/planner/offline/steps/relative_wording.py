""" "Make it darker": one changed word about what was made last, or an EQ on a recording."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState, DoneCall
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_MADE_WITH = {
    "generate_audio": "prompt",
    "generate_midi": "style",
    "sing": "style",
    "speak": "style",
    "style_transfer": "style",
}
"""Which argument of a task says how it should sound."""
_EQ = {
    "brighter": (8000, 4),
    "airier": (12000, 4),
    "crisper": (6000, 3),
    "clearer": (3500, 3),
    "darker": (8000, -4),
    "duller": (8000, -4),
    "mellower": (6000, -3),
    "smoother": (4000, -3),
    "warmer": (250, 3),
    "fuller": (180, 3),
    "thicker": (180, 3),
    "boomier": (100, 4),
    "thinner": (250, -4),
    "leaner": (250, -3),
    "cleaner": (300, -3),
}
"""Words for tone that an EQ can do: (Hz, dB)."""
_BASE = {
    "bright": "brighter",
    "dark": "darker",
    "warm": "warmer",
    "dull": "duller",
    "thin": "thinner",
    "boomy": "leaner",
    "muddy": "cleaner",
    "harsh": "smoother",
    "sharp": "smoother",
    "crisp": "crisper",
}
_OPPOSITE = {"bright": "darker", "dark": "brighter", "warm": "thinner", "dull": "brighter", "thin": "fuller"}
_NOT_TONE = frozenset(
    "louder quieter higher lower longer shorter faster slower later earlier wider narrower closer deeper further"
    " farther other another better after under over never number order ever either rather whether together later bigger"
    " smaller center filter master singer speaker reader her per paper water fever river".split()
)
_START = (
    r"^\W*(?:(?:ok(?:ay)?|now|and|but|no|nah|hm+|well|actually|please|pls|then|so|yeah|nice|cool|good|great|the|same"
    r"|again|can|could|you|would|i|want|like|need|i'd|let's|have|try|do|make|go|give|me|it|that|this|one|them|sound"
    r"|be|bit|a|an|little|touch|tad|slightly|much|way|far|lot|even|still|just|more|less|too|something|somewhat|version"
    r"|take|with|to|feel|needs|should|something|is|it's|that's)\b[\s,]*)*"
)
_END = (
    r"(?:[\s,]+(?:please|pls|then|now|though|again|this time|than that|overall|if you can|for me|thanks|one|version"
    r"|take))*\W*$"
)
_ADJECTIVE = re.compile(rf"{_START}(?P<word>[a-z-]{{3,}}){_END}")


def tone_word(text: str) -> str:
    """The one word about the sound that a turn says ("a bit darker" → darker), or ""."""
    low = plain(text).lower()
    match = _ADJECTIVE.match(low)
    if not match:
        return ""
    word, before = match["word"], low[: match.start("word")]
    degree = re.findall(r"\b(more|less|too)\b", before)
    if word.endswith(("er", "ier")) and word not in _NOT_TONE and not degree:
        return word
    if not degree:
        return ""
    if word in _BASE:
        return _BASE[word] if degree[-1] == "more" else _OPPOSITE.get(word, _BASE[word])
    is_adjective = word.endswith(("y", "ic", "al", "ed", "ing", "ful", "ous"))
    return f"more {word}" if degree[-1] == "more" and is_adjective else ""


def retoned(text: str, scene: DialogueState) -> list[Step] | None:
    """The step that "make it darker" means, or None when the turn says something else."""
    word = tone_word(text) or _last_of(text)
    if not word:
        return None
    maker = _maker(scene)
    if maker:
        return [Step(maker.tool, {**maker.args, _MADE_WITH[maker.tool]: _with_word(maker, word)})]
    clip = scene.focus(("audio",))
    if clip and word in _EQ:
        freq_hz, gain_db = _EQ[word]
        return [Step("apply_effect", {"clip": clip, "effect": "eq", "freq_hz": freq_hz, "gain_db": gain_db})]
    return None


def _last_of(text: str) -> str:
    """The tone word after a complaint: "it's a bit stiff, make it groovier"."""
    said, _, wish = text.rpartition(",")
    return tone_word(wish) if said and re.match(r"\s*(?:so |please )?(?:make|can|could|let)\b", wish.lower()) else ""


def _maker(scene: DialogueState) -> DoneCall | None:
    """The call that made what "it" is, when it can be made again with another word."""
    latest = scene.latest()
    if latest and latest.tool in _MADE_WITH:
        return latest
    if latest and latest.tool in ("mix", "arrange", "transport"):
        target = scene.focus()
        made = [one for one in scene.done if target in one.out and one.ok]
        return made[-1] if made and made[-1].tool in _MADE_WITH else None
    return None


def _with_word(maker: DoneCall, word: str) -> str:
    """The old words with the new one in front, in place of an earlier one of its kind."""
    old: Any = maker.args.get(_MADE_WITH[maker.tool]) or ""
    kept = [part for part in str(old).split() if part.lower() not in _EQ and part.lower() != word]
    return " ".join([word, *kept])
