"""Words of a request with their places, and the hashed features that the router and the tagger look at."""

from __future__ import annotations

import functools
import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(r"\d+(?:[.:,]\d+)*|[^\W\d_](?:[\w'’]|[.&-](?=\w))*[#♯♭]?|_+\w*|[^\w\s]")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "−": "-", "–": "-", "—": "-", "\u00a0": " "}
)
MAX_TOKENS = 400
_LEXICON = {
    "language": frozenset(
        "english spanish french german italian portuguese dutch polish russian "
        "ukrainian japanese chinese mandarin cantonese korean hindi arabic "
        "hebrew turkish greek swedish norwegian danish finnish czech "
        "hungarian romanian latin catalan welsh irish thai vietnamese tagalog "
        "tamil urdu bengali punjabi persian farsi swahili croatian serbian".split()
    ),
    "effect": frozenset(
        "reverb verb delay echo chorus phaser flanger tremolo distortion overdrive "
        "saturation fuzz bitcrush bitcrusher compressor compression comp gate "
        "limiter eq highpass lowpass hpf lpf deesser autotune widener "
        "sidechain".split()
    ),
    "unit": frozenset("db hz khz ms lufs bpm percent semitones semitone cents".split()),
    "instrument": frozenset("drums drum bass guitar piano vocal vocals vox keys synth strings pad kick snare".split()),
}


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


def plain(text: str) -> str:
    """The same characters, with typographic quotes, dashes and minus signs made simple; the length stays."""
    return text.translate(_PLAIN)


def tokens(text: str) -> list[Token]:
    """The first MAX_TOKENS words, numbers and signs."""
    found = []
    for match in _TOKEN.finditer(text):
        found.append(Token(match[0], match.start(), match.end()))
        if len(found) == MAX_TOKENS:
            break
    return found


@functools.lru_cache(maxsize=65536)
def _hash(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


def ngrams(text: str, size: int, before: str = "") -> NDArray[np.int64]:
    """Buckets (0 … size-1) of the words 1–2 and the characters 2–5 of a text, each once.

    `before`: in a conversation, the task of the last call ("ask " in front when a question is open).
    """
    words = [("0" if token.text[0].isdigit() else token.low) for token in tokens(plain(text))][:120]
    found = set(words) | {f"{a} {b}" for a, b in zip(words, words[1:], strict=False)}
    for word in set(words):
        padded = f"<{word[:24]}>"
        for length in range(2, 6):
            found.update("c" + padded[i : i + length] for i in range(len(padded) - length + 1))
    found.update("lex:" + kind for kind, known in _LEXICON.items() if known.intersection(words))
    if before:
        task = before.rpartition(" ")[2]
        found.update(
            (
                "turn",
                "turn:" + before,
                "turn:" + task,
                f"turn:{task}|{min(len(words), 8)}",
                f"turn|{min(len(words), 8)}",
            )
        )
        found.update(f"turn:{task}|{word}" for word in set(words))
        found.update(f"turn|{word}" for word in set(words))
    found.add("first:" + (words[0] if words else ""))
    found.add("last:" + (words[-1] if words else ""))
    return np.unique(np.array([_hash(one) % size for one in found], dtype=np.int64))


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "9:9" if ":" in word else "9.9" if not word.isdigit() else "9" * min(len(word), 4)
    if not word[0].isalpha():
        return word[0]
    letters = "Xx" if word[0].isupper() and not word.isupper() else "X" if word.isupper() else "x"
    return (
        letters
        + ("_" if "_" in word else "")
        + ("." if "." in word else "")
        + ("9" if any(c.isdigit() for c in word) else "")
    )


def token_features(found: list[Token], task: str) -> NDArray[np.uint32]:
    """Hashes that describe each token [shape=(tokens, features)], plain and together with the task."""
    low = ["<<", "<", *(token.low for token in found), ">", ">>"]
    quoted, inside = False, []
    for token in found:
        if token.text == '"':
            quoted = not quoted
        inside.append(quoted and token.text != '"')
    rows = []
    for i, token in enumerate(found):
        before2, before, word, after, after2 = low[i : i + 5]
        shape = _shape(token.text)
        features = (
            "w" + word,
            "p" + word[:4],
            "s" + word[-3:],
            "h" + shape,
            "b" + before,
            "a" + after,
            "B" + before2,
            "A" + after2,
            f"bw{before}|{word}",
            f"wa{word}|{after}",
            f"bh{before}|{shape}",
            f"ha{shape}|{after}",
            f"bba{before2}|{before}",
            f"aaa{after}|{after2}",
            f"q{inside[i]}",
            f"i{min(i, 4)}",
            f"e{min(len(found) - i, 4)}",
        )
        rows.append([_hash(feature) for feature in features] + [_hash(task + "|" + feature) for feature in features])
    return np.array(rows, dtype=np.uint32).reshape(len(found), -1)
