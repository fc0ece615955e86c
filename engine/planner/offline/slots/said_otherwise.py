"""Said otherwise: tracks and clips in another form or order of words than named: "the second violins", "both OHs".

All words of a phrase must be of the name (or of a clip's name and its track's); what fits several is left to others.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.text.name_keys import keys_of, mended
from engine.planner.offline.text.usual_names import ADDED, PLACES, SIDES, TAKES, Keys, is_form, is_hidden
from engine.planner.offline.text.words import COMMANDS, Token
from engine.planner.regex import regex

LONGEST = 5
_OF_THEM = frozenset(
    "mic mics microphone microphones line lines stem stems recording recordings player players".split()
)
""" "The kick mics", "Tom's line": said with a name, and no part of it."""
_NOUNS = frozenset("track tracks channel channels lane lanes part parts clip clips section take takes one ones".split())
_FILLERS = _OF_THEM | _NOUNS
_INSIDE = frozenset(
    "a an the my our your his her its and or but not of on in at to for from with by as up down is are be it this that"
    " these those over under into onto than then too please off back only just also both all every each some any more"
    " less louder quieter softer lower higher bit little db bars beats percent hz ms".split()
)
_LAST = frozenset("in out low high top bottom".split())
""" "Turn the kick out low": such a word ends only a whole name."""
_COMMON = frozenset(
    "end start last first line long high low main mix tune note bar beat loop half rest top fill whole full new old"
    " song take thing one bit other music sound level volume tempo key".split()
)
"""Words that name a clip only beside another."""
_ORDINALS = ("first", "second", "third", "fourth")
_COUNTS = frozenset("one two three four five six seven eight".split())
_CROWDS = frozenset("audience crowd choir brass percussion orchestra applause congregation".split())
""" "The audience" is all that is called so."""
_LETTERS = {"1": "a", "2": "b", "3": "c", "4": "d"}
""" "The second host" is Host B."""
_NO_RHYTHM = frozenset("lead solo bass acoustic clean slide".split())
_RECORDED = SIDES - {"left", "right"}
"""One player in two recordings: kick in and out, bass DI and amp; left and right may be two, and it is asked which."""
_BOTH = regex(r"\b(?:both|(?:the |my |our )?(?:two|pair of))(?: of)?(?: the| my| our)?\s+$", re.IGNORECASE)
_THREE = regex(r"\b(?:three|four|five|six)(?: of)?(?: the| my| our)?\s+$", re.IGNORECASE)
_ARTICLE = regex(r"\b(?:the|my|our|both|his|her)\s+$", re.IGNORECASE)
_UNIT = regex(
    r"\s*(?:%|db\b|bars?\b|beats?\b|semi|times\b|more\b|less\b|seconds?\b|bpm\b|notes?\b|steps?\b|percent|octaves?\b"
    r"|(?:to the )?(?:left|right|up|down|louder|quieter|softer|lower|higher)\b|\.\d|/)",
    re.IGNORECASE,
)
_COUNTED = regex(r"\s*(?:notes?|bars?|beats?|takes?|clips?|half|chords?|verse|chorus|time|one)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Session:
    """The tracks and clips with the words that tell them."""

    tracks: tuple[tuple[str, tuple[Keys, ...], tuple[Keys, ...]], ...]
    """Track, its own words, its group's."""
    clips: tuple[tuple[ClipInfo, tuple[Keys, ...], tuple[Keys, ...]], ...]
    """Clip, its own words, its track's."""
    places: frozenset[Keys]
    """Markers."""
    known: Keys
    """Words of any name."""
    wholes: frozenset[str]
    """Groups, and tracks that are called by a plural: "the drums" are no more than that."""
    groups: frozenset[str]


def session_of(context: Context) -> Session:
    """The words of all names."""
    return once(("session", id(context)), lambda: _session_of(context), of=context)


def _session_of(context: Context) -> Session:
    views = tuple((view.name, view.group, view.kind == "group") for view in context.track_views)
    return _session(tuple(context.tracks), tuple(context.clips), tuple(name for name, _ in context.markers), views)


@functools.lru_cache(maxsize=16)
def _session(
    tracks: tuple[str, ...],
    clips: tuple[ClipInfo, ...],
    markers: tuple[str, ...],
    views: tuple[tuple[str, str, bool], ...],
) -> Session:
    inside = {name: group for name, group, _ in views}
    groups = frozenset(name for name, _, is_group in views if is_group)
    own = tuple((track, keys_of(track), keys_of(inside.get(track, ""))) for track in tracks)
    lying = tuple((clip, keys_of(clip.name), keys_of(clip.track or "")) for clip in clips)
    known = frozenset(word for _, keys, _ in (*own, *lying) for one in keys for word in one)
    places = frozenset(one - _digits(one) for name in markers for one in keys_of(name))
    return Session(own, lying, places, known, groups | {one for one in tracks if one.lower().endswith("s")}, groups)


@dataclass(frozen=True)
class NameMatch:
    """What so many words mean."""

    length: int
    tracks: tuple[str, ...]
    clips: tuple[str, ...]


def said_otherwise(words: Sequence[Token], text: str, session: Session) -> NameMatch | None:
    """What the longest phrase that begins with the first of these words means, where that is sure."""
    first, low = words[0], tuple(word.low for word in words)
    is_object = _ARTICLE.search(text[: first.start]) is not None
    if first.low in _INSIDE or first.low in COMMANDS and not is_object and not is_form(low[:2]):
        return None
    for length in range(min(len(words), LONGEST), 0, -1):
        said = _phrase(words[:length], text)
        if said and (found := _meant(said, words[:length], text, session)):
            return NameMatch(length, *found)
    return None


def rivals(said: str, session: Session) -> list[str]:
    """The tracks that a word for one of them fits alike; none where one is called so."""
    for keys in _keys_said(re.sub(r"['’]s?$", "", said), session):
        if keys <= PLACES | SIDES | _digits(keys) or any(keys in own for _, own, _ in session.tracks):
            return []
        over = _over(keys, session)
        alone = [track for track, own, _ in session.tracks if track in over and not own[0] & ADDED]
        return over if keys & ADDED else alone
    return []


def _phrase(words: Sequence[Token], text: str) -> str:
    """The words as they are to be compared; "" where they are no name."""
    low = tuple(word.low for word in words)
    if any(not word.text[0].isalnum() for word in words) or not is_form(low) and not _INSIDE.isdisjoint(low):
        return ""
    between = [text[one.end : other.start] for one, other in pairwise(words)]
    if any(part.strip(" -") or part.endswith(" -") for part in between):
        return ""  # "hats -1" is no hat one
    if len(words) > 1 and low[-1] in ("left", "right", "l", "r", "hard") or low[-1] in _ORDINALS:
        return ""
    if (low[-1][0].isdigit() or low[-1] in _COUNTS) and _UNIT.match(text, words[-1].end) or low[0] in _COUNTS:
        return ""
    if low[0] in _ORDINALS and (len(words) == 1 or _COUNTED.match(text, words[0].end)):
        return ""
    names = [re.sub(r"['’]s?$", "", word.text) for word in words]
    if len({keys_of(name) for name in names}) < len(names):
        return ""  # "the cello Celli"
    while len(names) > 1 and names[-1].lower() in _OF_THEM:
        names.pop()
    if names[-1].lower() in _FILLERS or len(names) == 1 and is_hidden(names[0].lower()):
        return ""
    return " ".join(names)


_Meant = tuple[tuple[str, ...], tuple[str, ...]]


def _meant(said: str, phrase: Sequence[Token], text: str, session: Session) -> _Meant | None:
    last = said.lower().split()[-1]
    is_many = any(one.endswith("s") and not one.endswith(("ss", "'s")) for one in (last, phrase[-1].low))
    is_many |= last in _CROWDS
    before = text[: phrase[0].start]
    for keys in _keys_said(said, session):
        told = keys - _digits(keys) - SIDES
        if not told or told <= PLACES:
            continue
        if exact := _exact_clips(keys, session):
            return _of_clips(exact)
        if told in session.places:
            if len(phrase) > 1 and (clips := _clips(keys, session, is_many)):
                return _of_clips(clips)
            continue
        tracks = _tracks(keys, is_many, before, session)
        if last in _LAST and len(phrase) > 1 and not any(keys in own for _, own, _ in session.tracks):
            continue
        if tracks:
            return tuple(tracks), tuple(clip.id for clip, _, _ in session.clips if clip.track in tracks)
        is_noun = _ARTICLE.search(before) is not None and _COMMON.isdisjoint(keys)
        if (len(phrase) > 1 or _digits(keys) or is_noun) and (clips := _clips(keys, session, is_many)):
            return _of_clips(clips)
    return None


def _of_clips(clips: Sequence[ClipInfo]) -> _Meant:
    return tuple(dict.fromkeys(clip.track for clip in clips if clip.track)), tuple(clip.id for clip in clips)


def _keys_said(said: str, session: Session) -> Iterable[Keys]:
    known = session.known | {"rhythm"}
    if found := [keys for keys in keys_of(said) if keys <= known]:
        return found
    lettered = [frozenset(_LETTERS.get(word, word) for word in keys) for keys in keys_of(said) if len(keys) > 1]
    words = [mended(word.lower(), session.known) or word for word in said.split()]
    return [keys for keys in (*lettered, *keys_of(" ".join(words))) if keys <= known]


def _digits(keys: Keys) -> Keys:
    return frozenset(word for word in keys if word.isdigit())


def _tracks(keys: Keys, is_many: bool, before: str, session: Session) -> list[str]:
    """The tracks that the words mean; none where it is not sure which."""
    exact = [track for track, own, _ in session.tracks if keys in own]
    over = _over(keys, session)
    if _BOTH.search(before):
        single = [track for track in over if track not in session.groups]
        return single if len(single) == 2 else _pair(keys, session)
    if len(exact) == 1 and (not is_many or len(over) == 1 or exact[0] in session.wholes):
        return exact
    if _THREE.search(before):
        return []
    if is_many and over:
        return over
    if len(over) > 1 and not keys & ADDED:
        over = [track for track, own, _ in session.tracks if track in over and not own[0] & ADDED] or over
    over = _without_takes(over, session)
    is_one = len(over) > 1 and len(_pair(keys, session, _RECORDED)) == len(over)
    return over if len(over) == 1 or is_one else []


def _without_takes(over: list[str], session: Session) -> list[str]:
    """Without other takes of a track that the words fit as well: "the lead" is Ld Vox, not Ld Vox tk2."""
    names = {track: own for track, own, _ in session.tracks if track in over}

    def is_take(track: str) -> bool:
        more = [mine - base for mine in names[track] for other in over if other != track for base in names[other]
                if base < mine]  # fmt: skip
        return any(one & TAKES and one <= TAKES | _digits(one) for one in more)

    return [one for one in over if not is_take(one)]


def _over(keys: Keys, session: Session) -> list[str]:
    """The tracks that these words are a part of the name of, rather those of which no abbreviation leaves a doubt."""
    if "rhythm" in keys and "rhythm" not in session.known:
        found = _over(keys - {"rhythm"}, session) if "guitar" in keys else []
        return [track for track, own, _ in session.tracks if track in found and not own[0] & _NO_RHYTHM]
    told = [(track, own, group) for track, own, group in session.tracks if any(_fits(keys, one, group) for one in own)]
    sure = [track for track, own, group in told if all(_fits(keys, one, group) for one in own)]
    return sure or [track for track, _, _ in told]


def _fits(keys: Keys, own: Keys, group: Sequence[Keys]) -> bool:
    return keys <= own or bool(keys & own - SIDES) and any(keys <= own | one for one in group)


def _pair(keys: Keys, session: Session, apart: Keys = SIDES) -> list[str]:
    """The tracks of one thing that differ in a side or a number only."""
    fits = [
        (track, one - keys)
        for track, own, _ in session.tracks
        for one in own
        if keys <= one and (one - keys) and one - keys - _digits(one if apart is SIDES else frozenset()) <= apart
    ]
    fits = [one for one in fits if not any(other < one[1] for _, other in fits)]  # "Violin 1 2" is a copy
    return [track for track, _ in fits] if [len(more) for _, more in fits] == [1, 1] else []


def _exact_clips(keys: Keys, session: Session) -> list[ClipInfo]:
    if any(keys in own for _, own, _ in session.tracks):
        return []
    exact = [clip for clip, own, _ in session.clips if keys in own]
    return exact if len({clip.track for clip in exact}) == 1 else []


def _clips(keys: Keys, session: Session, is_many: bool) -> list[ClipInfo]:
    """The one clip that all words are of, its own and its track's; of a plural those of one track, or one of each."""
    found = [
        clip
        for clip, own, track in session.clips
        if any(keys <= one | other and keys & (one - other) - SIDES for one in own for other in track)
    ]
    return found if len(found) == 1 or is_many and len({clip.track for clip in found}) in (1, len(found)) else []
