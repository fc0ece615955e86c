"""Wording: a changed word of a quoted text, another voice, another name: what turns do to the texts of a call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.text.words import Token, plain
from engine.planner.regex import regex
from engine.tasks.task import Task

_VOICES = (
    (regex(r"\b(?:woman|women|girl|female|lady|she|hers?|soprano)\b"), "female"),
    (regex(r"\b(?:man|guy|male|dude|bloke|he|him|his|men|boy)\b"), "male"),
    (regex(r"\b(?:kid|child|children)\b"), "child"),
    (regex(r"\b(?:older|old|elderly|granny|grandpa)\b"), "old"),
    (regex(r"\brobot\w*\b"), "robot"),
)
_LOW = regex(r"\b(?:low|deep|deeper)\b")
STYLES = (
    "soft breathy warm whisper angry sad happy calm excited bright dark gentle loud harsh airy raspy tender dramatic "
    "tired sleepy cheerful serious playful quiet smooth rough husky belting shouting shouted cold intimate slow fast "
    "dreamy nasal clear flat urgent neutral friendly formal dry"
).split()
STYLE_OF = {
    "whispery": "whisper",
    "whispered": "whisper",
    "whispering": "whisper",
    "angrier": "angry",
    "breathier": "breathy",
    "happier": "happy",
    "airier": "airy",
    "raspier": "raspy",
    "sleepier": "sleepy",
    "shouty": "shouting",
    "breath": "breathy",
}
_FILLER = frozenset(
    "no not nope i said say says meant mean means is it it's its should be change changed make swap replace"
    " with for to the a"
    " an and of word words line last first second third instead rather please sing sings but that this in on"
    " as so oh sorry"
    " wait actually now again just use put give have has her him she he they lol haha ah client wants want"
    " read reads keep"
    " rest same everything else stays stay than was were by at my your take version one more also new text"
    " lyric lyrics".split()
)
_SMALL = frozenset("around about over under up down out off back through along into onto across behind beside".split())
"""Words of a line that are in most requests too: alone they do not tell that a line is meant."""
_OF_SOUND = frozenset(
    "reverb room hall plate delay echo space air eq compression distortion warmth voice vocal vocals vox singer track"
    " clip bit db louder quieter softer brighter darker bar bars beat beats".split()
)
"""Words that say how it shall sound, not what is sung."""
_PAIRS = (
    regex(
        r"\b(?P<new>[\w' -]+?),? (?:not|instead of|rather than|in place of|for) (?:the |a )?(?P<old>[\w'"
        r" -]+?)(?=$|[.,;!?])"
    ),
    regex(r"\bnot (?:the |a )?(?P<old>[\w' -]+?)[.,;!?]+ ?(?:but |it'?s |it is )?(?P<new>[\w' -]+?)(?=$|[.,;!?])"),
    regex(
        r"\b(?:change|swap|replace|turn|make)(?:d)? (?:the (?:word )?)?(?P<old>[\w' -]+?) (?:to|for|with|into"
        r"|by) (?P<new>[\w' -]+?)(?=$|[.,;!?])"
    ),
    regex(
        r"\b(?P<old>[\w' -]+?) (?:should be|must be|becomes?|is now|->|=>|should read|is) (?P<new>[\w'"
        r" -]+?)(?=$|[.,;!?])"
    ),
    regex(r"\bnot (?P<old>[\w']+) (?P<new>[\w']+)(?=$|[.,;!?])"),
)
_QUOTED = regex(r'"([^"]+)"')
_PLACE = regex(r"\b(?P<which>last|final|first|second|third|fourth) (?P<what>word|line)\b")
_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}


def text_changes(text: str, words: list[Token], row: Task, old: Mapping[str, Any]) -> Iterator[ArgumentChange]:
    """The texts of a call with the words that a turn puts into them."""
    names = [arg.name for arg in row.args if arg.name in ("lyrics", "text", "word", "name", "new_name", "to")]
    held = next((name for name in names if isinstance(old.get(name), str) and old[name]), "")
    if not held:
        return
    before, said = str(old[held]), plain(text)
    used = frozenset(range(len(words)))
    quoted = _QUOTED.findall(said)
    place = _PLACE.search(said.lower())
    for one in quoted:
        if len(one.split()) >= 3 and not _has(before, one):
            yield ArgumentChange(((held, one),), "new text", used)
    if place and (new := quoted[-1] if quoted else _after(said, place.end())):
        yield ArgumentChange(((held, _at(before, place["which"], place["what"], new)),), "text place", used)
    outside = [one for one in quoted if not _has(before, one)]
    inside = [one for one in quoted if _has(before, one)]
    if inside and outside:
        yield ArgumentChange(((held, _put(before, inside[0], outside[0])),), "text swap", used)
    bare = said.replace('"', "")
    for pattern in _PAIRS:
        for match in pattern.finditer(bare.lower()):
            was = _inside(match["old"], before)
            new = _without_filler(bare[match.start("new") : match.end("new")])
            if was and new and not _has(was, new):
                yield ArgumentChange(((held, _put(before, was, new)),), "text swap", used)
    known = [word for word in re.findall(r"[\w']+", bare.lower()) if word not in _FILLER and _has(before, word)]
    fresh = [word for word in re.findall(r"[\w']+", bare) if word.lower() not in _FILLER and not _has(before, word)]
    is_of_sound = bool(_OF_SOUND & {word.lower() for word in fresh})
    if len(known) == 1 and known[0] not in _SMALL and 1 <= len(fresh) <= 3 and not is_of_sound:
        yield ArgumentChange(((held, _put(before, known[0], " ".join(fresh))),), "text word", used)
    if len(fresh) == 1 and not known and held in ("lyrics", "text"):
        alike = [word for word in re.findall(r"[\w']+", before) if _alike(word.lower(), fresh[0].lower())]
        if len(set(alike)) == 1:
            yield ArgumentChange(((held, _put(before, alike[0], fresh[0])),), "text alike", used)
    if held in ("word", "name", "new_name", "to") and (quoted or 1 <= len(fresh) <= 3):
        yield ArgumentChange(((held, quoted[0] if quoted else " ".join(fresh)),), "new name", used)


_SHE = regex(
    r"\b(?:can|could|should|would|might|make|if|does|let) (?:she|he|her|him)\b|\b(?:s?he)(?:'s| is| sounds?)\b"
)


def voice_changes(low: str, words: list[Token], row: Task, old: Mapping[str, Any]) -> Iterator[ArgumentChange]:
    """Another voice, another way of singing."""
    known = {arg.name for arg in row.args}
    made: dict[str, Any] = {}
    used: set[int] = set()
    if "voice" in known:
        for pattern, voice in _VOICES:
            match = pattern.search(low)
            if match:
                made["voice"] = f"low {voice}" if _LOW.search(low) and voice == "male" else voice
                used |= {
                    i for i, one in enumerate(words) if match.start() <= one.start < match.end() or _LOW.match(one.low)
                }
                break
        else:
            if match := _LOW.search(low):
                made["voice"] = "deep"
                used |= {i for i, one in enumerate(words) if one.start == match.start()}
    if "style" in known:
        for i, one in enumerate(words):
            style = STYLE_OF.get(one.low) or next(
                (
                    style
                    for style in STYLES
                    if one.low in (style, f"{style}er", f"{style.rstrip('e')}er", f"{style}ly", f"{style}y")
                ),
                "",
            )
            if style:
                made["style"] = f"{made['style']} {style}" if "style" in made else style
                used.add(i)
    if len(made) == 2 and _SHE.search(low):
        del made["voice"]  # "can she be softer": who sings is known
    if made:
        yield ArgumentChange(tuple(sorted(made.items())), "voice", frozenset(used))
        if len(made) == 2:
            for name, value in made.items():
                yield ArgumentChange(((name, value),), "voice", frozenset(used))


def _alike(word: str, other: str) -> bool:
    """ "roofs" for "roof", "cabs" for "cars"."""
    if word == other or min(len(word), len(other)) < 3:
        return False
    if word.startswith(other) or other.startswith(word):
        return abs(len(word) - len(other)) <= 2
    return len(word) == len(other) and sum(a != b for a, b in zip(word, other, strict=True)) == 1


def _has(text: str, part: str) -> bool:
    low, wanted = text.lower(), part.strip().lower()
    at = low.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (at and (low[at - 1].isalnum() or low[at - 1] == "_")) and not (
            end < len(low) and (low[end].isalnum() or low[end] == "_")
        ):
            return True
        at = low.find(wanted, at + 1)
    return False


def _inside(said: str, text: str) -> str:
    """The longest end of a phrase that stands in a text."""
    parts = said.split()
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            phrase = " ".join(parts[start:end])
            if _has(text, phrase) and not all(part in ("the", "a", "to", "is", "it") for part in parts[start:end]):
                return phrase
    return ""


def _put(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old.strip())}(?!\w)", lambda _: new.strip(), text, count=1, flags=re.IGNORECASE)


def _without_filler(said: str) -> str:
    words = said.split()
    while words and words[0].lower() in _FILLER:
        words.pop(0)
    while words and words[-1].lower() in ("please", "instead", "now", "not"):
        words.pop()
    return " ".join(words)


def _after(said: str, at: int) -> str:
    match = re.match(r"\s*(?:should be|must be|is|to|becomes|:|,)?\s*(?:be )?([\w' ]+)", said[at:], re.IGNORECASE)
    return _without_filler(match[1]) if match else ""


def _at(text: str, which: str, what: str, new: str) -> str:
    """A text with one of its words or lines replaced."""
    pattern = r"[\w']+" if what == "word" else r"[^/\n,;]+"
    found = [match.span() for match in re.finditer(pattern, text)]
    index = _ORDER[which]
    if not -len(found) <= index < len(found):
        return text
    start, end = found[index]
    old = text[start:end]
    lead, tail = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    return text[:start] + lead + new + tail + text[end:]
