"""Words of a request with their places."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from engine.planner.regex import regex

_TOKEN = regex(r"\d+(?:[.:,]\d+)*|[^\W\d_](?:[\w'’]|[.&-](?=\w))*[#♯♭]?|_+\w*|[^\w\s]")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "−": "-", "–": "-", "—": "-", "\u00a0": " "}
)
MAX_TOKENS = 400
SESSION_COMMANDS = frozenset(
    "arm automate bypass color colour disable disarm enable export freeze group humanise humanize paint quantise "
    "quantize route send swap unarm unbypass unfreeze ungroup".split()
)
"""Verbs that begin a request for the session itself; in the middle many of them are names of things."""
COMMANDS = frozenset(
    "add analyse analyze apply arrange autotune balance bounce bring build "
    "call caption center centre change chop clean clear compose compress "
    "convert copy create crop crossfade cut cycle darken de-ess deess denoise describe "
    "detect distort double drag drop dub duck dump duplicate eq erase extract "
    "fade fetch fill find fit fix flip gate generate get give glue go grab "
    "harmonise harmonize have hear identify insert isolate join jump keep kill lay "
    "let's lift limit list locate loop lose lower make map mark master measure "
    "merge mix move mute name normalise normalize nudge open pan park pause "
    "pitch place play pop print pull push put raise read record redo remove "
    "rename repair repeat replace restore reverse revert roll run save say "
    "separate set shift shorten show sing slap slice slide slow snip solo "
    "speak speed split squash squeeze stack start stick stitch stop stretch strip "
    "sweeten take tell throw tighten trim tune turn tuck transcribe translate "
    "transpose tidy undo unmute unsolo use warm whack widen work write zap "
    "dehiss brighten boost isolate dial pump smash crush render drench".split()
)
"""Words that a command begins with."""


@dataclass(frozen=True)
class Token:
    """A word, number or sign and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """In lower case."""
        return self.text.lower()


@functools.lru_cache(maxsize=4096)
def compiled(words: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is made while a request is read (of a name, say), kept: Python itself keeps too few of them."""
    return regex(words, flags)


@functools.lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The same characters, with typographic quotes, dashes and minus signs made simple; the length stays."""
    return text.translate(_PLAIN)


def tokens(text: str) -> list[Token]:
    """The first MAX_TOKENS words, numbers and signs."""
    return list(_tokens(text))


@functools.lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        found.append(Token(match[0], match.start(), match.end()))
        if len(found) == MAX_TOKENS:
            break
    return tuple(found)
