"""Who ducks for whom, in whatever order it is said: "the pad pumps against the kick", "use the kick to duck the pad".

The two tracks are taken out of the sentence; where the words of ducking stand between and around them tells which of
the two goes down. Every other word has to be known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_DUCKS = (
    r"(?:side-?chain\w*|duck\w*|pump\w*|dip\w*|breath\w*|key(?:s|ed|ing)?|trigger\w*|push(?:es|ed|ing)?|press\w*"
    r"|get\w* out of the way|(?:goes|go|step|steps|move|moves|stay|stays|keep|keeps) out of the way"
    r"|makes? (?:some )?(?:room|space|way)|(?:go|goes|turn|turned|come|comes|pull|pulled) down|clears? the way)"
)
_HITS = (
    r"(?:hits?|plays?|comes? in|kicks?(?: in)?|sounds?|strikes?|lands?|speaks?|sings?|talks?"
    r"|(?:is |are )?(?:there|playing|speaking|talking|singing))"
)
_WHEN = r"(?:when(?:ever)?|every time|each time|as soon as|while|if)"
_ART = r"(?:the |my |our )?"
_BY = r"(?:under|to|from|against|with|by|of|off|below|behind|for|around|beneath|on|whenever|when|every time|each time)"
_ONTO = r"(?:(?:the |a )?(?:level|volume|compressor|compression|side-?chain)(?: compressor)? (?:of|on|for) )?"
_GOES_FIRST = (
    re.compile(rf"\b{_DUCKS}\b[^.;]*§0.*§1"),
    re.compile(rf"§0.*\b{_DUCKS}(?: \w+){{0,3}}? {_BY} (?:every |each )?{_ART}§1"),
    re.compile(rf"§0.* {_WHEN} {_ART}§1 {_HITS}"),
    re.compile(
        rf"\b(?:compress|turn|bring|pull|take)\b.*§0.*{_ART}§1 (?:as|for) (?:the |a )?(?:side-?chain|key|trigger)"
    ),
    re.compile(rf"\b(?:get|keep|move|take|pull) {_ART}§0 out of the way (?:of|for) {_ART}§1"),
    re.compile(rf"§0.*\btrigger(?:ed)? by {_ART}§1"),
)
_GOES_SECOND = (
    re.compile(rf"§0.*\b{_DUCKS}(?: down)?(?: a side-?chain (?:on|of|for))? {_ONTO}{_ART}§1"),
    re.compile(rf"\b{_WHEN} {_ART}§0 {_HITS}.*§1"),
    re.compile(rf"\b(?:use|take) {_ART}§0 (?:to|as)\b.*§1"),
    re.compile(rf"§0 (?:should |must |to )?(?:triggers?|keys?|drives?|controls?) {_ART}.*§1"),
    re.compile(rf"§0 (?:should |must |to )?(?:makes?|lets?) {_ART}§1 {_DUCKS}"),
    re.compile(rf"\bmake (?:some )?(?:room|space|way) for {_ART}§0.*§1"),
    re.compile(rf"\bwith {_ART}§0,? (?:\w+ )?{_DUCKS}\b.*§1"),
)
_NEEDS = re.compile(
    rf"\b(?:side-?chain\w*|duck\w*|pump\w*|dip(?:s|ped|ping)?|breath\w*|out of the way"
    rf"|(?:room|space|way) (?:for|in)|push(?:es)? (?:.* )?down|key(?:ed)?\b.*\bfrom|trigger\w*"
    rf"|(?:go|goes|turn|pull|come|comes) .*\bdown .*{_WHEN}|{_WHEN}.*\bdown)\b"
)
_BESIDE = frozenset(
    "the a an my our i we you want need needs like would could can should must to be is are let have has make it its of"
    " on in please now ok okay so and then just a bit little harder some more"
    " with by from under against for as using use when whenever every each time while"
    " i'd i'll we'd in there somewhere properly nicely classic style effect rhythm hard slightly off put track"
    " level volume compressor compression"
    " rhythmically always room space".split()
)
_BY_ABOUT = re.compile(r"(?:[\s,]+(?:by|about|around|roughly|maybe|like|with|of|to|a|just|say))+\s*$", re.IGNORECASE)
_DOWN_BY = re.compile(r"\b(?:down|by|about|around)\s*$", re.IGNORECASE)
_OF_DUCKING = re.compile(r"^(?: or so)?(?: of (?:ducking|reduction|gain reduction|pumping))?(?: or so)?", re.IGNORECASE)
_WHILE = re.compile(r"\bwhile\b", re.IGNORECASE)
_SAYS_DUCK = re.compile(r"\b(?:duck|pump|side-?chain)\w*", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|&|\band\b|, and)\s*(?:the |my |our |both )?", re.IGNORECASE)
_PERCUSSIVE = re.compile(r"\b(?:kick|drum|beat|snare|909|808 kick|perc)", re.IGNORECASE)
_TO = re.compile(r"\bside-?chain\w* [^.;]*§0 (?:in)?to (?:the |my |our )?§1")
""" "Sidechain the kick to the bass" is said of both ways round; a kick never goes down for a bass."""


def ducked(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request; None for any other."""
    said, depth = _without_depth(plain(text).strip())
    if depth and _WHILE.search(said) and not _SAYS_DUCK.search(said):
        return None  # a figure while another lies there is a level in those bars
    if '"' in said or not _NEEDS.search(low := said.lower().replace("’", "'")):
        return None
    named = _side_by_side([one for one in things(said, scene) if one.tracks], said)
    if len(named) != 2 or {*named[0].tracks} & {*named[1].tracks}:
        return None
    first, second = named
    form = f"{low[: first.start]}§0{low[first.end : second.start]}§1{low[second.end :]}".strip(" .!")
    is_first, is_second = (any(one.search(form) for one in forms) for forms in (_GOES_FIRST, _GOES_SECOND))
    goes = (int(_is_second(form)) if is_first else 1) if is_second else 0 if is_first else None
    tracks = (first.tracks, second.tracks)
    if _TO.search(form):
        goes = 1 if _PERCUSSIVE.search(tracks[0][0]) and not _PERCUSSIVE.search(tracks[1][0]) else 0
    if goes is None or _left_over(form) or len(tracks[1 - goes]) != 1:
        return None
    down = {"track": tracks[goes][0]} if len(tracks[goes]) == 1 else {"tracks": list(tracks[goes])}
    return [Step("route", {"action": "sidechain", **down, "to": tracks[1 - goes][0], **depth})]


def _without_depth(said: str) -> tuple[str, dict[str, float]]:
    """The request without how far it goes down, and that."""
    found = [one for one in quantities(said) if 0.5 <= abs(one.value) <= 40]
    found = [one for one in found if one.unit == "dB"] or [
        one for one in found if not one.unit and _DOWN_BY.search(said[: one.start])
    ]
    if len(found) != 1:
        return said, {}
    before = _BY_ABOUT.sub("", said[: found[0].start])
    behind = _OF_DUCKING.sub("", said[found[0].end :])
    return f"{before.rstrip(' ,')} {behind.lstrip(' ,')}".strip(), {"value_db": -abs(found[0].value)}


def _side_by_side(named: Sequence[Thing], text: str) -> list[Thing]:
    """Those that are listed, as one: "the pad, the organ and the strings"."""
    found: list[Thing] = []
    for one in named:
        if found and _LISTED.fullmatch(text[found[-1].end : one.start]):
            before = found.pop()
            one = Thing(before.start, one.end, (*before.tracks, *one.tracks), (*before.clips, *one.clips))
        found.append(one)
    return found


def _is_second(form: str) -> bool:
    """ "Let the drums duck the pad", "whenever the drums hit the pad should dip": the first form fits both."""
    if re.search(r"§0 (?:should |must |to )?(?:triggers?|keys?|drives?|controls?) ", form):
        return True
    return not re.search(rf"§0.*\b{_DUCKS}(?: \w+){{0,3}}? {_BY} (?:every |each )?{_ART}§1", form) or bool(
        re.match(rf"\W*(?:so |and |then |please )*{_WHEN}\b", form)
    )


def _left_over(form: str) -> set[str]:
    rest = re.sub(rf"\b(?:{_DUCKS}|{_HITS}|{_WHEN})\b|§[01]", " ", form)
    known = _BESIDE | frozenset("turn pull bring take compress down up out way get gets getting keep move".split())
    return set(re.findall(r"[a-z']+|\d+", rest)) - known
