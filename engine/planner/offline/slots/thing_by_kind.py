"""A word that is part of a name, a tag, or a kind of sound: "the guitars", "kick", "the strings"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.sections import of_section
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.text.names import SLIP, content_words, is_family, likeness, name_words, other_instruments
from engine.planner.offline.text.words import COMMANDS, Token
from engine.planner.regex import regex

_COUNT = regex(r"\b(?:both|two|three|four|five|all)(?: of)?(?: the| my)?\s*$", re.IGNORECASE)
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SO_MANY = regex(rf"\b({'|'.join(_NUMBERS)})(?: of)?(?: the| my| our)?\s+$", re.IGNORECASE)
NO_NAMES = COMMANDS | frozenset(
    "back key bar bars beat beats marker mark track tracks take takes group bus send note notes at to from over into"
    " with the and"
    " up down left right low high volume level pan db red blue green in on off of for by it this that last"
    " called named group folder track together"
    " first grid time grow grows swell swells sings sung singing plays playing enters entering comes coming"
    " again more less lower higher".split()
)
"""Words that name something only where a name is exactly that word."""
_CALLS = regex(r"(?:^|[,;.&]|\b(?:and|pan|mute|unmute|solo|turn|put|track|number|no\.?))\s*$", re.IGNORECASE)
_COUNTS_THEM = regex(
    r"\s*(?:%|db\b|bars?\b|beats?\b|semi|times\b|more\b|less\b|seconds?\b|bpm\b|notes?\b|tracks?\b"
    r"|(?:lower|higher|louder|quieter|softer|hotter|later|earlier)\b|(?:up|down)\b(?!\s*(?:by\s*)?[-\d]))",
    re.IGNORECASE,
)
_COLLECTIVE = frozenset(
    "drums guitars vocals voices strings horns keys synths brass singers choir rhythms percussion hands gtrs"
    " bvs".split()
)
_THE_BEAT = regex(
    r"(?<!\bon )(?<!\bto )(?<!\boff )(?<!\bonto )(?<!\bbefore )(?<!\bbehind )(?<!\bafter )(?<!\bof )"
    r"\b(?:the|my|our) beat$",
    re.IGNORECASE,
)
""" "Colour the beat red" names what plays it, "on the beat" a time."""
_BACKING = regex(r"back(?:ing|ground|up) (?:vocals|voices|vox|singers)\b", re.IGNORECASE)
_PART_OF_IT = regex(r"\b(?:low|high|upper|lower|first|second|solo)\s+$", re.IGNORECASE)
""" "The low strings" are not all of them."""
_MEANT_TOO = {"vocals": ("bvs",), "voices": ("bvs",), "singers": ("bvs",), "vox": ()}
"""Plurals that mean another kind as well: the vocals are the lead and the backing."""


def by_kind(word: Token, text: str, scene: DialogueState) -> Thing | None:
    """One word that is part of a name, a tag, or of the same kind of sound."""
    low = name_words(re.sub(r"'s?$", "", word.low))
    if len(low) != 1 or not content_words(word.low) or is_quality(word, text):
        return None
    if word.low in NO_NAMES and not (word.low == "beat" and _THE_BEAT.search(text[: word.end])):
        return None
    said = low[0]
    if word.low in _SMALL_WORDS:
        names = (*scene.context.tracks, *(clip.name for clip in scene.clips))
        if all(said not in name_words(name) for name in names):
            return None
    if said.isdigit() and not (_CALLS.search(text[: word.start]) and not _COUNTS_THEM.match(text[word.end :])):
        return None  # "up 2 in the chorus": no "BV 2"
    best: list[str] = []
    height = 0.0
    on: dict[str | None, list[ClipInfo]] = defaultdict(list)
    for clip in scene.clips:
        on[clip.track].append(clip)
    for track in scene.context.tracks:
        lying = on[track]
        score = max(
            [alike(said, name_words(track), 1.0)]
            + [alike(said, name_words(clip.name), 0.9) for clip in lying]
            + [alike(said, tuple(part for tag in clip.tags for part in name_words(tag)), 0.85) for clip in lying]
        )
        if score > height + 0.01:
            best, height = [track], score
        elif score and abs(score - height) <= 0.01:
            best.append(track)
    free = [clip.id for clip in on[None] if alike(said, name_words(clip.name), 0.9) >= max(height, 0.6)]
    if not best and not free:
        return _section(word, text, said, (), scene)
    if section := _section(word, text, said, best, scene):
        counted = _SO_MANY.search(text[: word.start])
        return section if not counted or _NUMBERS[counted[1].lower()] == len(section.tracks) else None
    many = said in _COLLECTIVE or said.endswith("s") or _COUNT.search(text[: word.start])
    many = many or _BACKING.match(text, word.start) or _OF_THAT_KIND.match(text, word.end)
    meant = (said, *_MEANT_TOO.get(word.low, ()))
    more = [track for track in scene.context.tracks if any(alike(one, name_words(track), 1.0) for one in meant[1:])]
    tracks = [track for track in scene.context.tracks if track in (*best, *more)] if many else best[:1]
    said_many = _SO_MANY.search(text[: word.start])
    clips = [clip.id for clip in scene.clips if clip.track in tracks]
    if said_many and _NUMBERS[said_many[1].lower()] not in (len(tracks), len(clips)):
        return None  # "the four voices", where one track is a voice: another four are meant
    fitting = [
        one
        for one in clips
        if (view := scene.clip(one)) and any(alike(each, name_words(view.name), 1.0) >= 0.6 for each in meant)
    ]
    return Thing(word.start, word.end, tuple(tracks), tuple(fitting or clips or free))


_OF_THAT_KIND = regex(r"\s+(?:tracks|mics|channels|faders)\b", re.IGNORECASE)
""" "The vocal tracks" are the vocals."""
_SMALL_WORDS = frozenset(
    "should would could must shall might ought does did can will been being was were has have had when while where"
    " whenever which who whom whose what why how if whether because than then though although but nor never only just"
    " also very quite rather really still even yet always someone somebody anyone anybody everyone everybody people"
    " nobody something anything nothing about around almost enough maybe perhaps please thanks stereo mono".split()
)
""" "Should" is no "stall shout"."""
_QUALITIES = frozenset(
    "long short big small dark bright warm wide tight wet dry slow fast clean dirty hard soft fat thick deep heavy"
    " light close far loud quiet".split()
)
_MEANT_BY_IT = regex(r"\b(?:the|my|our|that|this|those|these|both)\s+$", re.IGNORECASE)
_OF_AN_EFFECT = regex(
    r"(?:\s+and\s+\w+)?\s+(?:re)?(?:verbs?|halls?|plates?|rooms?|springs?|delays?|echo(?:es)?|slap\w*|tails?|decays?"
    r"|fades?|attacks?|releases?|chorus|comp\w*|cuts?|boost|pass)\b",
    re.IGNORECASE,
)


def is_quality(word: Token, text: str) -> bool:
    """Is it how something is ("a long reverb"), and no part of a name ("the long strings" is Str Long)?"""
    if word.low not in _QUALITIES:
        return False
    return not _MEANT_BY_IT.search(text[: word.start]) or _OF_AN_EFFECT.match(text, word.end) is not None


def _section(word: Token, text: str, said: str, named: Sequence[str], scene: DialogueState) -> Thing | None:
    """The drums, or the strings, where each of them has a track of its own: kick, snare, hats."""
    found = [] if _PART_OF_IT.search(text[: word.start]) else of_section(said, scene.context.tracks)
    is_called = any(likeness(said, part) >= 0.9 for track in named for part in name_words(track))
    if is_called or len({*named, *found}) <= len(named):
        return None
    tracks = [track for track in scene.context.tracks if track in (*named, *found)]
    clips = [clip.id for clip in scene.clips if clip.track in tracks]
    return Thing(word.start, word.end, tuple(tracks), tuple(clips), True)


_OF_A_LOOP = frozenset("loop main new old one 1 2 3 4 a b".split())


@functools.lru_cache(maxsize=16384)
def alike(said: str, names: tuple[str, ...], weight: float) -> float:
    """How near a word comes to one of these, 0–weight: the same, slipped, a beginning of it, or of its family."""
    score = 0.0
    if "loop" in names and said != "loop" and {*names} - _OF_A_LOOP:
        names = tuple(one for one in names if one != "loop")  # a pad loop is no drums
    for name in names:
        near = likeness(said, name)
        begins = 0.7 if len(name) >= 3 and said.startswith(name) and len(said) > len(name) + 1 else 0.0
        begins = 0.0 if other_instruments(said, name) else begins
        score = max(
            score,
            near if near > SLIP or (near == SLIP and len(said) > 4) else begins,
            0.7 if is_family(said, name) else 0.0,
        )
    return score * weight if score >= 0.7 else 0.0
