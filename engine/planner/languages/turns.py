"""Turns: what is said about what was just done ("la moitié", "andersrum", "X también"), read as a whole.

A lexicon's section `[turns]` has them, with X and Y for things and N and M for figures, which stand in the same order
in English. `(word)` may be left out, `(one|other)` is either of them; signs may stand anywhere, and where one is
written it must. What `[fillers]` has may stand on both sides (and is left away with a =), what `[particles]` has
anywhere.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.planner.languages.lexicon import WORD, Lexicon, folded, lexicon
from engine.planner.languages.number_word import number_words
from engine.planner.offline.text.names import INSTRUMENTS
from engine.planner.regex import regex

LONGEST = 24
"""Words of a turn; who says more says something else."""
_NO = frozenset("nein nee ne non nan no nao 不".split())
_NEGATES = frozenset("no nao 不".split())
"""Of them the ones that are "not", too: "no me gusta"."""
_ALONE = ("the other way", "only half that", "double that", "not")
"""What means something else behind a request: "voltea la guitarra, al revés"."""
Edit = tuple[int, int, str]
Span = tuple[int, int]
Key = tuple[str, ...]
_SLOTS = {"X": "X", "Y": "X", "N": "N", "M": "N"}
_SLOT = regex(r"\b[XYNM]\b")
_MARK = regex(r"[XYNM]")
_CHOICE = regex(r"\(([^()]*)\)")
_END = regex(r"[.,;:!?]")
_FIGURE = regex(
    r"(?:\b(?:takte?|mesures?|compas(?:es)?|compassos?)\s+|第\s*)?(?<![a-z\d.])[-+]?\d+(?:[.,]\d+)?(?:\s*%|\s*(?:db|k?hz"
    r"|ms|bpm|dezibel|decibel\w*|halbton\w*|demi-tons?|semiton\w*|tons?|sekunden?|secondes?|segundos?|takte?n?"
    r"|mesures?|compas(?:es)?|compassos?)(?![a-z])|\s*个?\s*(?:半音|分贝|秒|小节|拍))?"
)
"""A figure with its unit; a bar."""
_DIGIT = regex(r"\d")
_CHARACTER = regex(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]+|\d+")
_ARTICLES: Mapping[str, frozenset[str]] = {
    "de": frozenset("der die das den dem".split()),
    "fr": frozenset("le la les l'".split()),
    "es": frozenset("el la los las".split()),
    "pt": frozenset("o a os as".split()),
    "zh": frozenset(("the",)),
}
"""Words in front of a name that are part of it."""
_CONTRACTED: Mapping[str, Mapping[str, str]] = {
    "de": {"beim": "bei", "zum": "zu", "zur": "zu", "vom": "von", "im": "in", "nich": "nicht"},
    "fr": {"au": "a", "aux": "a", "du": "de", "des": "de", "d'": "de"},
    "es": {"al": "a", "del": "de"},
    "pt": {
        **dict.fromkeys(("no", "na", "nos", "nas"), "em"),
        **dict.fromkeys(("do", "da", "dos", "das"), "de"),
        **dict.fromkeys(("ao", "aos"), "a"),
        **dict.fromkeys(("pro", "pra", "pros", "pras"), "para"),
    },
}
""" "Beim Bass" is "bei dem Bass"."""
_PARTS = frozenset("keys keyboard keyboards pad pads lead arp".split())
"""Things that are named like instruments."""
_JOINTS: Mapping[str, Sequence[str]] = {"de": ["und"], "fr": ["et"], "es": ["y"], "pt": ["e"], "zh": list("和与跟同")}


class TurnWord(NamedTuple):
    """A word, X for a thing or N for a figure, and where it stands."""

    word: str
    start: int
    end: int
    is_end: bool = False
    """Does a sign follow?"""
    joints: tuple[Span, ...] = ()
    """What stands between several things: "X et à Y"."""


Found = tuple[Sequence[TurnWord], Sequence[TurnWord], Sequence[TurnWord], str]


def turn_edits(text: str, named: Sequence[Span], language: str) -> list[Edit]:
    """The English between the things and figures of a turn; nothing where it is none.

    `named`: the characters start…end of names.
    """
    if len(text) > 10 * LONGEST:
        return []
    said = _said(text, named, lexicon(language))
    whole = _edits(said, language)
    parts = _parts(said) if whole is None else []
    found = [_edits(part, language) for part in parts] if len(parts) > 1 else [whole]
    if not all(edits is not None for edits in found):
        found = [edits for edits in found if edits and not any(said.strip() in _ALONE for *_, said in edits)]
    return [edit for edits in found for edit in edits or ()]


def is_turn(text: str, language: str) -> bool:
    """Is a text that names nothing such a turn?"""
    said = _said(text, (), lexicon(language)) if len(text) <= 10 * LONGEST else []
    return _core(said, language) is not None


@functools.cache
def turns(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """All turns of a language, each a group of one pattern of words, and their English."""
    lines = [line.partition("=") for line in lexicon(language).turns]
    found = [(one, english.strip()) for said, _, english in lines for one in said.split(";")]
    return re.compile("|".join(f"({_pattern(one, language)})" for one, _ in found)), tuple(told for _, told in found)


def _pattern(line: str, language: str) -> str:
    """Each word with a blank behind it."""
    made = ""
    for i, piece in enumerate(_CHOICE.split(line)):
        told = [_told(_pieces(one, language), with_signs=True) for one in piece.split("|")]
        made += told[0] if not i % 2 else f"(?:{'|'.join(told)})" if len(told) > 1 else f"(?:{told[0]})?"
    return made


@functools.cache
def fillers(language: str) -> Mapping[Key, str | None]:
    """What may stand beside a turn; "" for what is left away."""
    lines = [line.partition("=") for line in lexicon(language).fillers]
    return {_words(one, language): "" if sign else None for said, sign, _ in lines for one in said.split(";")}


@functools.cache
def particles(language: str) -> frozenset[str]:
    """Words that may stand anywhere in a turn."""
    return frozenset(word for one in lexicon(language).particles for word in _words(one, language))


@functools.cache
def words_of_turns(language: str) -> frozenset[str]:
    """All words that turns are made of."""
    said = re.sub(r"[(|);]", " ", " ".join(line.partition("=")[0] for line in lexicon(language).turns))
    beside = (word for key in fillers(language) for word in key)
    return particles(language) | frozenset(("X", "N", *_words(said, language), *beside))


def _words(said: str, language: str) -> Key:
    return tuple(one.word for one in _pieces(said, language))


def _pieces(said: str, language: str) -> list[TurnWord]:
    text = said
    for start, end, figures in reversed(number_words(text, lexicon(language))):
        text = text[:start] + figures + text[end:]
    mark = _MARK if language == "zh" else _SLOT
    slots = [TurnWord(_SLOTS[match[0]], *match.span()) for match in mark.finditer(text)]
    return _said(text, [], lexicon(language), slots)


def _said(text: str, named: Sequence[Span], words: Lexicon, slots: Sequence[TurnWord] | None = None) -> list[TurnWord]:
    """The words of a text; names of things with their articles, and figures, in one."""
    low, language = folded(text), words.language
    if slots is None:
        slots = [TurnWord("X", a, b) for a, b in named]
        if _DIGIT.search(low):
            figures = (match.span() for match in _FIGURE.finditer(low) if match[0] not in ("1", "2"))
            slots += [
                TurnWord("N", a, b) for a, b in figures if not any(a < one.end and one.start < b for one in slots)
            ]
        if language == "zh":
            nouns = (match.span() for match in _nouns().finditer(low))
            slots += [TurnWord("X", a, b) for a, b in nouns if not any(a < one.end and one.start < b for one in slots)]
    contracted, found = _CONTRACTED.get(language, {}), list(slots)
    for match in (_CHARACTER if language == "zh" else WORD).finditer(low):
        if not any(one.start <= match.start() < one.end for one in slots):
            word = contracted.get(match[0], match[0])
            found.append(TurnWord("X" if _is_instrument(word, language) else word, *match.span()))
    return _joined(text, sorted(found, key=lambda one: one.start), language)


@functools.cache
def _nouns() -> re.Pattern[str]:
    """The Chinese words for instruments, the longest first; 不要鼓 is a wish for stems."""
    phrases = lexicon("zh").phrases.items()
    found = ("".join(key) for key, told in phrases if told != "voice" and _is_instrument(told, "zh"))
    return re.compile(f"(?<!不要)(?<!只要)(?<!保留)(?:{'|'.join(sorted(found, key=len, reverse=True))})")


@functools.lru_cache(maxsize=4096)
def _is_instrument(word: str, language: str) -> bool:
    """ "Batterie", "gitarre": most songs have tracks with English names."""
    english = word if language == "zh" else lexicon(language).word(word) or word
    return english in INSTRUMENTS or english.removesuffix("s") in INSTRUMENTS or english in _PARTS


def _joined(text: str, said: Sequence[TurnWord], language: str) -> list[TurnWord]:
    """Articles go with their things; things with "and" between them are one."""
    made: list[TurnWord] = []
    for one in said:
        if one.word == "track" and made and made[-1].word == "X":
            one = TurnWord("X", made.pop().start, one.end)
        elif one.word == "X":
            while made and made[-1].word in _ARTICLES[language]:
                one = TurnWord("X", made.pop().start, one.end)
            size = _before_joint(text, made, one, language)
            if size and any(word.word in "也都还" for word in said) or size and language != "zh":
                first = made[-size]
                one = TurnWord("X", first.start, one.end, joints=(*first.joints, (first.end, one.start)))
                del made[-size:]
        made.append(one)
    for match in _END.finditer(text):
        at = next((i for i, one in enumerate(made) if one.start > match.start()), len(made)) - 1
        if at >= 0 and made[at].end <= match.start():
            made[at] = made[at]._replace(is_end=True)
    return made


def _before_joint(text: str, made: Sequence[TurnWord], one: TurnWord, language: str) -> int:
    """How many words before a thing are another one that it is joined to, with what is between: "au X et à"."""
    words = [word.word for word in made[-4:]]
    if language == "zh" and words[-1:] == ["X"]:
        return int("," in text[made[-1].end : one.start])
    if words[-2:-1] == ["X"] and words[-1] in _JOINTS[language]:
        return 2
    is_twice = len(words) == 4 and words[1] == "X" and words[2] in _JOINTS[language] and words[0] == words[3]
    return 3 if is_twice else 0


def _parts(said: Sequence[TurnWord]) -> list[Sequence[TurnWord]]:
    """What stands between signs."""
    ends = [i + 1 for i, one in enumerate(said) if one.is_end]
    return [part for a, b in itertools.pairwise([0, *ends, len(said)]) if (part := said[a:b])]


def _core(said: Sequence[TurnWord], language: str) -> Found | None:
    """The longest run of words that is a turn, with the fillers before and behind it, and its English."""
    if len(said) > LONGEST or any(one.word not in words_of_turns(language) for one in said):
        return None
    known, english = turns(language)
    first = list(_after_fillers(said, language))
    noes = (i for i, at in enumerate(first) if at and said[at - 1].is_end and said[at - 1].word in _NO)
    first = first[max(noes, default=0) :]  # "no, X" is not "no X"
    last = list(_after_fillers(said[::-1], language, is_reversed=True))
    for a, b in sorted(itertools.product(first, last), key=sum):
        core = said[a : len(said) - b]
        bare = [one for one in core if one.word not in particles(language)]
        for some in (core, bare) if bare else ():
            found = known.fullmatch(_told(some, with_signs=True)) or known.fullmatch(_told(some))
            if found:
                assert found.lastindex
                start, end = said.index(some[0]), said.index(some[-1]) + 1
                return said[:start], said[start:end], said[end:], english[found.lastindex - 1]
    return None


def _told(said: Sequence[TurnWord], *, with_signs: bool = False) -> str:
    """As the pattern has it; with the signs that tell "X, no Y" from "X no, Y"."""
    return "".join(f"{one.word} , " if with_signs and one.is_end else f"{one.word} " for one in said)


def _after_fillers(said: Sequence[TurnWord], language: str, *, is_reversed: bool = False) -> Iterator[int]:
    """How many words may be left away at the beginning."""
    known, at = fillers(language), 0
    while at < len(said):
        yield at
        for size in (4, 3, 2, 1):
            run = said[at : at + size][:: -1 if is_reversed else 1]
            negates = not is_reversed and run[-1].word in _NEGATES and not run[-1].is_end
            if tuple(one.word for one in run) in known and not negates and not any(one.is_end for one in run[:-1]):
                at += size
                break
        else:
            return


def _edits(said: Sequence[TurnWord], language: str) -> list[Edit] | None:
    """What is said instead in front of, between and behind the things and figures; None where it is no turn."""
    found = _core(said, language)
    if found is None:
        return None
    before, core, behind, english = found
    slots = [one for one in core if one.word in ("X", "N")]
    starts = [core[0].start, *(one.end for one in slots)]
    ends = [*(one.start for one in slots), core[-1].end]
    gaps = zip(starts, ends, _SLOT.split(english), strict=True)
    edits = [(start, end, f" {words.strip()} ") for start, end, words in gaps if start < end or words.strip()]
    edits += [(*joint, " and ") for one in slots for joint in one.joints]
    return edits + [edit for run in (before, behind) for edit in _asked(run, language)]


def _asked(said: Sequence[TurnWord], language: str) -> Iterator[Edit]:
    """ "Can you" beside a turn, which English does not say there."""
    for i, one in enumerate(said):
        for size in (4, 3, 2, 1):
            run = said[i : i + size]
            if len(run) == size and fillers(language).get(tuple(word.word for word in run)) == "":
                yield one.start, run[-1].end, " "
                break
