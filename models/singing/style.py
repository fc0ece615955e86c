"""How it is sung: numbers, and the words that change them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

Changes = dict[str, Any]


@dataclass(frozen=True)
class SingingStyle:
    """The parameters of a performance."""

    vibrato_hz: float = 5.6
    vibrato_cents: float = 35.0
    vibrato_delay_s: float = 0.28
    portamento_s: float = 0.09
    scoop_cents: float = 40.0
    """How far below the first note a phrase begins."""
    jitter_cents: float = 2.5
    """Slow, random wandering of the pitch."""
    breath: float = 0.04
    """0 = pure tone, 1 = only air."""
    tilt_db_per_octave: float = 0.0
    """Brighter above 0, darker below; about 1 kHz."""
    formant: float = 1.0
    """Scale of the resonances, on top of the voice's own: above 1 = smaller head."""
    consonant_db: float = 0.0
    """How much louder the consonants are; they also take up to half as long again when this is 6."""
    dynamics: float = 1.0
    """How far the velocity of the notes is followed: 0 = all alike, 1 = as written, 2 = twice in dB."""
    swell_db: float = 0.0
    """How much louder a phrase ends than it begins."""
    loudness_lufs: float = -18.0
    is_whispered: bool = False
    has_breaths: bool = True
    """True when breaths are heard before phrases, where a rest leaves room."""
    ending: tuple[tuple[str, float], ...] = ()
    """What is different on the last note, by the names above."""
    ends_every_phrase: bool = False
    """True when that is meant for the last note of every phrase, not only of the song."""

    def on_last_note(self) -> SingingStyle:
        """The style of the last note."""
        return replace(self, **dict(self.ending), ending=())  # type: ignore[arg-type]

    def inside(self) -> SingingStyle:
        """The style of a phrase that is not the last one of the song."""
        return self if self.ends_every_phrase else replace(self, ending=())

    def along(self, phrases: int) -> tuple[SingingStyle, ...]:
        """The style of each of so many phrases."""
        return (*[self.inside()] * (phrases - 1), self)


_SOFT: Changes = {"breath": 0.22, "tilt_db_per_octave": -2.0, "loudness_lufs": -24.0}
_LOUD: Changes = {"tilt_db_per_octave": 1.2, "loudness_lufs": -14.0, "breath": 0.0}
_ROBOT: Changes = {"vibrato_cents": 0.0, "jitter_cents": 0.0, "scoop_cents": 0.0, "portamento_s": 0.012, "breath": 0.0}
_MUCH = r"\b(more|strong\w*|wide\w*|heav\w*|lots? of|big\w*|deep\w*|operatic)\b[\w ]{0,8}\bvibrato\b|\bopera\w*\b"
_CLEAR = r"\b(clear\w*|crisp\w*|distinct\w*|articulate\w*)\b[\w ]{0,12}\b(words?|consonants?|lyrics|diction)\b"

_WORDS: tuple[tuple[str, Changes], ...] = (
    (r"\b(soft|softly|softer|gentle|gently|quiet|quietly|quieter|tender|intimate)\b", _SOFT),
    (r"\b(loud|louder|strong|stronger|powerful|belt\w*|shout\w*)\b(?![\w ]{0,8}\bvibrato)", _LOUD),
    (r"\b(breathy|breathier|airy|husky)\b", {"breath": 0.35, "has_breaths": True}),
    (r"(?<!no )(?<!without )\b(with breaths?|breaths)\b", {"has_breaths": True}),
    (r"\b(no|without) (breaths?|breathing)\b", {"has_breaths": False}),
    (rf"{_CLEAR}|\b(articulate\w*|enunciate\w*|clearer|good diction)\b", {"consonant_db": 4.0}),
    (r"\b(bright|brighter|brilliant|clear(?!\w* (words|consonants|lyrics|diction)))\b", {"tilt_db_per_octave": 1.5}),
    (r"\b(dark|darker|warm|warmer|mellow)\b", {"tilt_db_per_octave": -2.0}),
    (_MUCH, {"vibrato_cents": 65.0}),
    (r"\b(less|little|slight|subtle|light)\b[\w ]{0,8}\bvibrato\b", {"vibrato_cents": 15.0}),
    (r"\b(fast|faster|quick)\b[\w ]{0,8}\bvibrato\b", {"vibrato_hz": 6.4}),
    (r"\b(slow|slower)\b[\w ]{0,8}\bvibrato\b", {"vibrato_hz": 4.8}),
    (r"\b(no|without|zero)\b[\w ]{0,8}\bvibrato\b|\b(straight|flat|pure|choirboy)\b", {"vibrato_cents": 0.0}),
    (r"(?<!no )(?<!without )\b(glid\w+|slid\w+|portamento|scoop\w*)\b", {"portamento_s": 0.18, "scoop_cents": 90.0}),
    (r"\b(no|without) (glid\w+|slid\w+|portamento|scoop\w*)\b", {"portamento_s": 0.02, "scoop_cents": 0.0}),
    (r"\b(more )?(masculine|manly)\b", {"formant": 0.92}),
    (r"\b(more )?(feminine|girlish|womanly)\b", {"formant": 1.09}),
    (r"\b(expressive|dynamic|dramatic)\b", {"dynamics": 1.8}),
    (r"\b(even|steady|constant) (dynamics|loudness|level|volume)\b", {"dynamics": 0.25}),
    (r"\b(crescendo|growing|swell\w*|build\w* up)\b", {"swell_db": 8.0}),
    (r"\b(decrescendo|diminuendo|fad\w+)\b", {"swell_db": -8.0}),
    (r"\bwhisper\w*\b", {"is_whispered": True, "loudness_lufs": -24.0}),
    (r"\b(robot\w*|autotune\w*|vocoder|mechanical)\b", _ROBOT),
)

_ON_LAST_NOTE = re.compile(
    r"(?P<what>[\w ]*?)\b(?:on|at|for|in)\s+(?P<each>(?:(?:the|each|every|all)\s+)*)"
    r"(?:last|final|ending|end|closing)\b"
    r"(?P<notes>(?:\s+(?:of (?:each|every|the) (?:line|phrase)s?|long|notes?|syllables?|words?)\b)*)")
_BY_NOTE = ("vibrato_cents", "vibrato_hz", "breath", "tilt_db_per_octave", "loudness_lufs")
"""What may be different on one note."""


def style_of(words: str) -> SingingStyle:
    """Read style words; those that mean nothing here change nothing.

    What is asked "on the last note" changes that note only: "soft, more vibrato on the last note".
    """
    text, style, every = words.lower(), SingingStyle(), False
    ending: Changes = {}
    for match in _ON_LAST_NOTE.finditer(text):
        ending |= {name: value for name, value in _changes(match["what"]).items() if name in _BY_NOTE}
        every = every or bool(re.search(r"each|every|all|notes|phrases|lines", match["each"] + match["notes"]))
    style = replace(style, **_changes(_ON_LAST_NOTE.sub(" ", text)))
    return replace(style, ending=tuple(sorted(ending.items())), ends_every_phrase=every)


def unknown_style_words(words: str) -> str:
    """What is left of the words when all that is understood is taken away; "" when nothing is."""
    rest = words.lower()
    rest = _ON_LAST_NOTE.sub(lambda match: match["what"] + " ", rest)
    for pattern, _ in _WORDS:
        rest = re.sub(pattern, " ", rest)
    rest = re.sub(r"\b(a|an|the|with|and|very|voice|in|of|more|less|much|bit|sing|sung|it|style|vocals?|make|but|"
                  r"please|sound|sounding)\b", " ", rest)
    return " ".join(re.findall(r"[\w'-]+", rest))


def _changes(text: str) -> Changes:
    changes: Changes = {}
    for pattern, numbers in _WORDS:
        if re.search(pattern, text):
            changes |= numbers
    return changes
