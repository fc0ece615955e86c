"""Group said: words that mean several tracks at once, and what they leave out: "the whole band, not the side drum".

The tracks are all of the session, all of one kind, those that are not named ("the rest of the band", "the other two"),
or those that the conversation was about ("those two", "the copies"), without what is excepted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.group_spared import BACK, LINK, LONGEST, spared_in
from engine.planner.offline.steps.group_worked_on import (
    ADVERB,
    NEW,
    NUMBERS,
    N,
    are_clips,
    made_before,
    spoken_of,
    tracks_of_turn,
)
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_PLAYERS = r"(?:band|orchestra|ensemble|line-?up|combo|quartet|quintet|trio|octet)"
_SONG = r"(?:thing|song|tune|piece|session|project|arrangement|score|lot|mix|track)"
_EVERYONE = regex(
    rf"\b(?:(?:every|each) (?:single )?(?:track|lane|channel|part|voice|instrument|player)"
    r"|(?P<song>everything)|every(?:one|body)"
    rf"|all(?: of)?(?: the| my| our)? (?:tracks|lanes|channels|parts|instruments|players)"
    rf"|(?:all(?: of)? )?(?:(?:the|my|our) )?(?:whole|entire|full|complete) {_PLAYERS}|(?:the|my|our) {_PLAYERS})\b",
    re.IGNORECASE,
)
_GOES_ON = regex(r" (?:else|up to|until|till|before|after|from|between|of|the|my|our|other|rest)\b", re.IGNORECASE)
""" "Everything up to bar 5", "all the guitars": other words."""
_OF_THEM = (
    r"(?: of (?:(?:the|my|our) (?:tracks|band|mix|choir|voices|instruments|group|session|kit|lot|song"
    rf"|{_PLAYERS})|them|it|those|these))?"
)
REST = regex(
    r"(?<!\bto )(?<!\bwith )(?<!\bfrom )(?<!\blike )\b(?:(?:everyone|everybody|everything|all) (?:else|change|other)"
    r"|(?:all(?: of)? )?(?:the )?(?:other|remaining) (?P<count>two|three|four|five|six)"
    r"(?: of them| ones| tracks| parts)?(?! [a-z]+s\b)|(?P<both>both) (?:the )?others?"
    rf"|(?:all(?: of)? )?the (?:others|rest{_OF_THEM}|remaining (?:tracks|ones|parts))"
    r"|(?:all(?: of)? |every )?(?:the |my |our )?others? (?:tracks|ones|parts|voices|instruments|channels|players)"
    r"|all(?: the)? others?|others|rest(?: tracks?)?)\b"
    r"(?! (?:of|than|but|except|note|notes|bars?|bit|takes?|clips?)\b)",
    re.IGNORECASE,
)
SPARED = regex(
    r"\W*(?:(?:can|should|must|to|is|are|just|all)\s+)*(?:stays?|remains?|unchanged|untouched|alone|as is"
    r"|as (?:it|they)\b|like (?:it|they)\b|where (?:it|they)\b|the same\b|how (?:it|they)\b|back\b|too\b|also\b"
    r"|as well\b)",
    re.IGNORECASE,
)
LEFT = regex(
    r"\b(?:leave|keep|don'?t (?:touch|change|move)|not|without (?:touching|changing)|but not|undo|revert|delete"
    r"|remove|erase|cut|balance|blend|than|as)\s+(?:up\s+)?$",
    re.IGNORECASE,
)
_ALL_OF_IT = regex(
    rf"\b(?:all of (?:it|them)\b|(?P<song>(?:(?:the|my|our) |^\W*)(?:whole|entire|full|complete) {_SONG})\b|the lot\b"
    rf"|all{ADVERB})",
    re.IGNORECASE,
)
""" "The whole song", "everything" may be a mix or the tempo; with an exception it is the tracks."""
_THOSE = regex(
    rf"\b(?:(?:both|each|all(?: (?P<a>{N}))?) of (?:them|these|those)|(?:them|they|'em) (?:both|all(?: (?P<b>{N}))?)"
    rf"|(?:those|these|all(?: of)?(?: the| those| these)?|the) (?P<c>{N})(?: of (?:them|those|these))?|both){ADVERB}",
    re.IGNORECASE,
)
_QUANTIFIER = regex(
    rf"\b(?:all(?: of)?|each(?: of)?|every|both(?: of)?|{N}(?: of)?)(?: (?:the|my|our|{N}))*\s+$", re.IGNORECASE
)
_REST_OF = regex(r"\b(?:all )?the (?:rest|others?) of (?:the|my|our)\s+$", re.IGNORECASE)
_ARTICLE = regex(r"\b(?:the|my|our)\s+$", re.IGNORECASE)
_CLIPS = regex(r"(?:'s)?\s+(?:clips?|regions?|takes?|parts|bits|pieces)\b", re.IGNORECASE)
_BESIDE_THEM = regex(
    r"\b(?:under(?:neath)?|beneath|below|behind|above|against|among|around|than|like)\s+$", re.IGNORECASE
)
""" "Whoever drones underneath everyone": nothing is done to them."""
_CALLED = regex(r"\b(?:called|named|titled|labell?ed)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class TrackGroup:
    """The tracks that are meant, and the request in two pieces around the words that mean them."""

    tracks: tuple[str, ...]
    before: str
    after: str
    is_everyone: bool = False
    """All that there is, and not some of a kind: drums are no part of a band that changes its key."""
    is_loose: bool = False
    """ "The whole song": perhaps not the tracks."""
    is_spoken_of: bool = False
    """ "Those two": what the conversation was about."""

    def with_name(self, name: str) -> str:
        """The request with a name in place of the group."""
        return f"{self.before}{name}{self.after}"


def group_said(text: str, scene: DialogueState) -> TrackGroup | None:
    """The first group that a request names; None for any other."""
    simple = plain(text)
    if '"' in simple or len(simple) > LONGEST or len(scene.context.tracks) < 2 or BACK.search(simple):
        return None
    spared, spans = spared_in(simple, scene)
    hidden = "".join(" " if any(a <= at < b for a, b in spans) else char for at, char in enumerate(simple))
    named = things(hidden, scene)
    for found in (_of_the_rest, _of_everyone, _of_a_kind, _of_those):
        if meant := found(hidden, named, spared, scene):
            start, end, tracks, everyone, loose = meant
            if not tracks:
                return None
            if not everyone:
                start, end, tracks = _with_listed(start, end, tracks, hidden, named)
            before, after = _around(text, start, end, spans)
            return TrackGroup(tuple(tracks), before, after, everyone, loose, found is _of_those)
    return None


def _with_listed(
    start: int, end: int, tracks: Sequence[str], text: str, named: Sequence[Thing]
) -> tuple[int, int, Sequence[str]]:
    """With what is listed beside it: "the bass and both guitars"."""
    found = list(tracks)
    for one in reversed(named):
        between = text[one.end : start]
        is_one = not between.strip() and {*one.tracks} & {*found}  # "lead vocal"
        if one.end <= start and one.tracks and (is_one or LINK.fullmatch(between)):
            article = _ARTICLE.search(text[: one.start])
            start, found = article.start() if article else one.start, [*one.tracks, *found]
    for one in named:
        if end <= one.start and one.tracks and LINK.fullmatch(text[end : one.start]):
            end, found = one.end, [*found, *one.tracks]
    return start, end, list(dict.fromkeys(found))


_Meant = tuple[int, int, Sequence[str], bool, bool]
"""Where it stands, its tracks, is it everyone, is it loose."""


def _around(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """What is said before and after those places, without the exceptions."""

    def kept(low: int, high: int) -> str:
        return "".join(char for at, char in enumerate(text[low:high], low) if not any(a <= at < b for a, b in spans))

    return kept(0, start).lstrip(" ,;"), kept(end, len(text))


def _free(match: re.Match[str], named: Sequence[Thing]) -> bool:
    """Is it no part of a name?"""
    is_name = _CALLED.search(match.string[: match.start()])
    return not is_name and not any(one.start < match.end() and match.start() < one.end for one in named)


def _of_everyone(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    for pattern in (_EVERYONE, _ALL_OF_IT):
        for match in pattern.finditer(text):
            is_free = _free(match, named) and not _GOES_ON.match(text, match.end())
            is_free = is_free and not _BESIDE_THEM.search(text[: match.start()])
            if is_free and not spared and _is_of_a_topic(text, match.start(), named):
                return None
            if is_free and (spared or pattern is _EVERYONE or match["song"]):
                return *match.span(), other_tracks(spared, scene), True, bool(match["song"]) and not spared
    return None


def _is_of_a_topic(text: str, at: int, named: Sequence[Thing]) -> bool:
    """ "The tenors lie too low: everything up a third" is all of the tenors."""
    return re.search(r":\s*$", text[:at]) is not None and any(one.end <= at for one in named)


def _of_the_rest(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    matches = [one for one in REST.finditer(text) if _free(one, named)]
    if len(matches) != 1:
        return None
    match = matches[0]
    if SPARED.match(text, match.end()) or LEFT.search(text[: match.start()]):
        return None
    tracks = {track for one in named for track in one.tracks} | spared
    tracks = tracks or (tracks_of_turn(scene) if scene.context.dialogue else set())
    others = other_tracks(tracks, scene) if tracks else ()
    count = match["count"] or match["both"]
    if count and len(others) != NUMBERS[count.lower()]:
        return None
    return (*match.span(), others, not count, False) if others else None


def _of_a_kind(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    """ "The strings, not the celli", "all the guitars"."""
    plural = [one for one in named if len(one.tracks) > 1]
    for one in plural:
        quantifier = _QUANTIFIER.search(text[: one.start])
        if rest := _REST_OF.search(text[: one.start]):
            quantifier, spared = rest, spared | {track for other in named if other is not one for track in other.tracks}
        if _CLIPS.match(text, one.end) or not (quantifier or spared and spared <= {*one.tracks} and len(plural) == 1):
            continue
        article = quantifier or _ARTICLE.search(text[: one.start])
        tracks = [track for track in one.tracks if track not in spared]
        return article.start() if article else one.start, one.end, tracks, False, False
    return None


def _of_those(text: str, named: Sequence[Thing], spared: set[str], scene: DialogueState) -> _Meant | None:
    """ "Those two", "both", "the copies": what the conversation was about."""
    for pattern in (NEW, _THOSE):
        match = next((one for one in pattern.finditer(text) if _free(one, named)), None)
        if match is None or pattern is NEW and not match["what"].lower().endswith("s"):
            continue  # "the copy" is one thing
        tracks = made_before(match, scene) if pattern is NEW else spoken_of(match, scene)
        tracks = [track for track in tracks if track in scene.context.tracks and track not in spared]
        if tracks and not are_clips(tracks, scene):
            return *match.span(), tracks, False, False
    return None
