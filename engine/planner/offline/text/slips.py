"""Slips of the fingers in the words that decide what happens: "donw", "quiter", "dont", "qunatise"."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

from engine.planner.offline.text.units import UNIT
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex

_DECIDING = frozenset(
    "down louder quieter softer lower higher raise reduce increase decrease without left right centre center middle"
    " mute unmute solo unsolo undo redo delete remove faster slower earlier later before after between"
    " everything except little slightly touch silence there under over right hard whole called"
    " chord chords drums vocal vocals guitar guitars piano strings melody harmony"
    " marker quantize quantise humanize humanise velocity legato staccato swing strum automate automation"
    " freeze unfreeze bounce export sidechain bypass enable plugin compressor reverb delay colour color group"
    " ungroup send"
    " arm disarm monitor tempo meter bridge chorus verse intro outro track volume fader stop record play the"
    " turn make second".split()
)
_WAYS = frozenset(
    "down lower higher louder quieter softer raise reduce increase decrease boost left right faster slower".split()
)
"""Words on which a sign or a side hangs."""
_CONTRACTED = {
    "dont": "don't",
    "doesnt": "doesn't",
    "cant": "can't",
    "wont": "won't",
    "isnt": "isn't",
    "didnt": "didn't",
    "shouldnt": "shouldn't",
    "dnt": "don't",
    "whats": "what's",
    "wheres": "where's",
    "hows": "how's",
    "whos": "who's",
}
_JARGON = frozenset(
    "halve halves snare hihat hihats autotune deesser humanise lufs synth gtrs bvs vox aux muting panned"
    " panning arps stab stabs pluck plucks reese subby wurli".split()
)
"""Words of the trade that look like slips of others."""
_SHORTEST = 4
"""Letters of a word from which on a slip can be told; "teh" is known by itself."""
_KNOWN_SLIPS = {
    "teh": "the",
    "hte": "the",
    "adn": "and",
    "nad": "and",
    "b4": "before",
    "mroe": "more",
    "lien": "line",
    "letf": "left",
    "gian": "gain",
    "sned": "send",
    "bti": "bit",
    "moar": "more",
    "ibt": "bit",
}
_WORD = regex(r"[^\W\d_]+", re.UNICODE)


def without_slips(text: str, names: Iterable[str], is_word: Callable[[str], bool]) -> str:
    """The text with slips mended in deciding words; nothing in quotation marks, in names or in words that exist."""
    simple = plain(text)
    kept = {part.lower() for name in names for part in _WORD.findall(name)}
    made, at = "", 0
    for token in tokens(simple):
        mended = _mended(token.low, kept, is_word)
        if mended and simple[: token.start].count('"') % 2 == 0:
            made += text[at : token.start] + (mended.capitalize() if token.text[0].isupper() else mended)
            at = token.end
    return made + text[at:]


def is_unknown(word: str, is_word: Callable[[str], bool]) -> bool:
    """No word that is known, in whole: what hangs on it is not sure."""
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and not is_word(word)
        and word not in COMMANDS
        and word not in _DECIDING
        and not UNIT.fullmatch(word)
    )


def _mended(word: str, names: set[str], is_word: Callable[[str], bool]) -> str:
    if word in names or word in _JARGON:
        return ""
    if word in _CONTRACTED or word in _KNOWN_SLIPS:
        return _CONTRACTED.get(word) or _KNOWN_SLIPS[word]
    bare = re.sub(r"(?:s|d|r|ed|er|ing)$", "", word)
    if bare != word and (bare in COMMANDS or bare in _DECIDING or f"{bare}e" in COMMANDS | _DECIDING):
        return ""
    if (
        len(word) < _SHORTEST
        or not word.isalpha()
        or not word.isascii()
        or is_word(word)
        or word in COMMANDS
        or word in _DECIDING
    ):
        return ""
    return _nearest(word)


@functools.lru_cache(maxsize=2048)
def _nearest(word: str) -> str:
    """The one deciding word or command that is a single slip away."""
    known = sorted(_DECIDING | {one for one in COMMANDS if len(one) > _SHORTEST})
    near = [
        one
        for one in known
        if len(one) >= _SHORTEST and abs(len(one) - len(word)) <= 1 and one[0] in word[:2] and one_slip(word, one)
    ]
    deciding = [one for one in near if one in _DECIDING]
    meant = (deciding or near or [""])[0]
    ways = {one for one in _WAYS if one_slip(word, one)}
    return "" if ways - {meant} else meant  # "ower" may be over or lower, "lowder" louder or lower: it is asked


def one_slip(said: str, meant: str) -> bool:
    """One letter too many, too few, wrong, or two that changed places."""
    if said == meant:
        return True
    if len(said) == len(meant):
        differ = [i for i in range(len(said)) if said[i] != meant[i]]
        swapped = (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and said[differ[0]] == meant[differ[1]]
            and said[differ[1]] == meant[differ[0]]
        )
        return len(differ) == 1 or swapped
    short, long = sorted((said, meant), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
