"""What asks: a message without the clauses that only tell something, and each of its requests by itself.

    "jule is right on top of me, could you move her out of the middle"   → "could you move jule out of the middle"
    "bass gets cut tomorrow, don't worry about it. bring the scratch in" → "bring the scratch in"

Who is spoken of in what is left out is named where a request points to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.remarks import TAKES_SO_LONG
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.asides import BEFORE, is_aside
from engine.planner.offline.sentence.clauses.topic import names_a_track
from engine.planner.offline.sentence.clauses.whole import read_whole
from engine.planner.offline.sentence.undo.deeds import deed_spans
from engine.planner.offline.text.clause_kinds import Clause, Kind, clauses
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BARS = regex(r"\b(?:bars?|beats?|halves|half)\b")
_VERB = 2
"""Words: "and put" it there."""
_BRIEF = 3
"""Words of an opinion: "much kinder"."""
MOST = 5
"""Requests of one message that are read by themselves."""
_TELLERS = (Kind.TELLS, Kind.WISHES, Kind.PIECE, Kind.NOTHING)
POINTS = regex(
    r"\b(?:it|him|her|them|he|she|they)\b(?!')"
    r"|(?<=throw )that\b|(?:(?<=bin )|(?<=scrap )|(?<=lose )|(?<=delete )|(?<=remove )|(?<=mute )|(?<=ditch"
    r" ))that\b(?=\W*$)"
)
_ONES = regex(r"\b(?:the|those|these) ones\b")
""" "Lose the ones in bars 5 and 6", behind "the adlibs step all over the hook"."""
_OF_ITS_OWN = regex(r"^(?:it|its|it's|that|that's|thats|this|they|they're|theyre)\b")
""" "It's eating my voice": what is pointed at there is not named there."""
BESIDE = regex(
    r"\b(?:over|behind|on|under|with|than|like|of|to|at|from|against|for|about)\s+(?:the |my |our |her |his )?$"
)
_REPORTS = regex(
    r"\b(?:wants?|wanted|thinks?|thought|says?|said|wrote(?: me)?|told me|tells? me|keeps? asking(?: me)?"
    r"|asked(?: me)?(?: for)?"
    r"|asks? for|hates|loves|likes|misses|prefers?|adores?|complains? about)\b"
)
""" "Jonas wants my vocal autotuned": the vocal is spoken of."""
_OWNED = regex(
    r" (?!down\b|up\b|out\b|off\b|in\b|to\b|by\b|an?\b|back\b|on\b|over\b|left\b|right\b|and\b|but\b|please\b|pls\b"
    r"|more\b"
    r"|less\b|some\b|the\b|\d|from\b|into\b|onto\b|with\b|at\b|there\b|be\b|come\b|go\b|play\b|sing\b|start\b|stop\b"
    r"|a bit\b"
    r"|louder\b|quieter\b|softer\b|again\b|too\b|for\b|instead\b|completely\b|where\b|when\b|until\b|after\b"
    r"|before\b)[a-z]"
)
""" "Her part", and not "her down"."""
_LEANS = regex(
    r"\b(?:that|those|these|this|there|same|too|also|as well|both|again|instead|ones?|rest|others?|half|cop(?:y"
    r"|ies)(?= of it)"
    r"|the (?:copy|copies|result|new|duplicate)|results?|each|first|second|stems?|words|its|their|original|og)\b"
)
_AMOUNT = regex(
    r"^not (?:that|so|quite|too|as|all) (?:far|much|many|loud|high|low|long|hard|wide|deep|fast|slow|big|strong|of)\b"
)
""" "Not that far" says how much."""
_SAYS_MORE = regex(
    r"\b(?:named|called|call|words? (?:for|to))\b|\b(?:name|title|words?|lyrics?|line)(?:'s| is| are| goes?| go|"
    r" should| must| reads?)\b|\bhere\b|\bfrom (?:there|now)\b|^(?:attached is|(?:this|that) is"
    r" (?!(?:an?|too|so|way|far|much|not|the (?:best|worst|one|problem))\b))"
    r"|\btoo (?:much|far|little)\b(?=.* \w)|\boverd(?:id|one)\b"
)
""" "Its name is Porch", "here's our jingle", "it is buried from here on" belong to what is asked."""
_MENDS = regex(
    r"^(?:(?:can|could|would|will) (?:you|u|we) )?(?:please |just )*(?:fix|sort|solve|address|deal with|do something"
    r"|help|handle|improve|change|mend|clean|(?:put|set) (?:it|that|this) right|correct)\b"
    r"(?: (?:it|that|this|them|him|her|about|with|out|up|please|for me)\b)*$"
)
""" "The guitar is boxy, fix that": what is wrong is told before."""
_POINTED_AT = regex(r"^(?:that|this|these|those|here)\b")
OF_SOMETHING = regex(r"^(?:the|my|our|his|her|their|an?|this|that) (?!(?:whole|song|thing|mix|rest)\b)[a-z]")
""" "The portrait is too dark": what is pointed at behind it is that, and not in the session."""
_PURPOSE = regex(r"^(?:i|we) (?:just |really |only )*(?:want|need) to\b")


@dataclass
class Asked:
    """The requests of a message, and what limits them."""

    requests: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """The same, where each order begins another; empty where one of them leans on one before it."""
    limits: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """What is wished besides, and not understood: "… but it can be wetter there"."""
    reason: str = ""
    """What is told right before the one request."""
    is_shorter: bool = False
    """Is something left out?"""
    is_named: bool = False
    """Was who is spoken of named in the place of "him"?"""

    @property
    def is_question(self) -> bool:
        """Is it one question beside what is only told?"""
        return self.is_shorter and len(self.requests) == 1 and self.requests[0].endswith("?")


_SHALL = regex(
    r"^(?!(?:i|we|you|u)\b)(?:[\w'-]+ ){1,5}?(?:(?:just|also|then|only|really) )*(?:should|must|has to|have to"
    r"|needs? to|ought to"
    r"|can|may)(?!'t) (?:not |just |also |then |only |really |all |both )*(?!(?:have|hear|see|tell|wait|learn|know"
    r"|feel)\b)[a-z]+"
)
""" "The pad should come in slowly", beside an order, is another."""
_OTHERS_SAY = regex(
    r"\b(?:says?|said|thinks?|thought|wants?|told|wrote|asked|hopes?|wishes|reckons?|that|who|which|because)\b"
)


def asked_in(text: str, scene: DialogueState) -> Asked | None:
    """What a message asks for; None where there is nothing to leave out and nothing to part."""
    simple = plain(text).strip()
    if '"' in simple or len(simple) != len(text.strip()):
        return None
    text = text.strip()
    found = list(clauses(simple.lower()))
    if len(found) < 2:
        return None
    found = [_as_complaint(one, behind) for one, behind in pairwise([*found, None]) if one]
    found = [_as_read(one, scene) for one in found]
    found = [_as_topic(one, after, scene) for one, after in pairwise([*found, None]) if one]
    has_orders = any(
        one.kind in (Kind.ASKS, Kind.QUESTION, Kind.PIECE) and (one.is_first or not _PURPOSE_TOLD.match(one.text))
        for one in found
    )
    asked, run, told = Asked(), list[Clause](), list[Clause]()
    doubted = list[Clause]()
    corrects = leans = False
    why_to = -1
    """Where the reason ends that was told last."""

    def close() -> bool:
        nonlocal corrects, leans
        if run:
            request = _request(text, run, told, scene)
            if request is None:
                return False
            if asked.requests and _leans(request, scene):
                return False
            parts = [request, *(_request(text, part, told, scene) or "" for part in _parts(run)[1:])]
            if len(parts) > 1:
                parts[0] = _request(text, _parts(run)[0], told, scene) or ""
                leans |= not all(parts) or any(_leans(part, scene) for part in parts[1:])
            asked.parts += parts
            if request.lower() not in text.lower():
                asked.is_named = True
                if asked.unread and told[-1].kind is Kind.WISHES:
                    # "ines should be in the same room, do the same on her": how that is meant
                    asked.is_shorter = bool(asked.unread.pop())
            is_bare = run[0].kind is Kind.PIECE and (corrects or run[0].is_corrected)
            asked.requests.append(f"no, {request}" if is_bare else request)
            corrects = False
            run.clear()
        return True

    for one in found:
        if run and one.is_corrected and one.kind in (Kind.PIECE, Kind.ASKS) and quantities(one.text):
            run.append(one)  # "slide it to 13.. no 12"
            continue
        if one.is_first and not close() or run and one.is_corrected:
            return None  # "left, no, right"
        if told and told[-1].end <= one.start and why_to == told[-1].end and not one.is_first and one.kind in _GOES_ON:
            asked.unread[-1] = text[told[-1].start : one.end].strip(" ,.")
            told[-1] = replace(told[-1], end=one.end)
            why_to = one.end
            continue
        if one.kind is Kind.LIMITS and _AMOUNT.match(one.text):
            return None
        if one.kind is Kind.LIMITS and not (run and not one.is_first and one.text.startswith("not ")):
            asked.limits.append(text[one.start : one.end])
        elif _is_why(one, run, scene):
            asked.unread.append(text[one.start : one.end].strip(" ,."))
            told.append(one)
            why_to = one.end
        elif _is_kept(one, run, has_orders=has_orders):
            run.append(one)
        elif one.kind is Kind.WISHES and _SHALL.search(one.text) and not _OTHERS_SAY.search(one.text):
            if read_whole(one.text, scene):
                run.append(replace(one, kind=Kind.ASKS))
            elif quantities(one.text) or _SAYS_MORE.search(one.text):
                return None  # "set a mark at 13, it should be called Bridge"
            else:
                asked.unread.append(text[one.start : one.end].strip(" ,."))
                told.append(one)
        else:
            if not _may_go(one, scene):
                if one.kind is not Kind.TELLS or not _may_go_beside(one, scene):
                    return None
                doubted.append(one)
            corrects |= one.is_corrected and not one.text
            asked.is_shorter |= bool(one.text) or one.is_corrected
            if one.text and not close():
                return None
            told.append(one)
            asked.reason = asked.reason if asked.requests else one.text
    if not close() or not 0 < len(asked.requests) <= MOST:
        return None
    if len(asked.requests) == 1 and not asked.unread:
        asked.requests = [_with_place_told(asked.requests[0], told, scene)]
        asked.parts = asked.parts if len(asked.parts) > 1 else list(asked.requests)
    if doubted and not (len(asked.requests) == 1 and _says_all(asked.requests[0], scene)):
        return None
    if any(taken_apart(one.text, scene).places for one in told) and not any(
        taken_apart(one, scene).places or _BARS.search(one.lower()) for one in asked.requests
    ):
        return None  # "the harp clashes in bars 5 to 8, mute it": there
    if leans or len(asked.parts) > MOST:
        asked.parts.clear()
    is_more = asked.is_shorter or asked.unread or asked.limits or max(len(asked.requests), len(asked.parts)) > 1
    return asked if is_more else None


_THERE = regex(r"\b(?:just |only )?there(?=\W*$)", re.IGNORECASE)
_HOW_MUCH = regex(r"\b(?:\w+er|more|less|up|down|half|twice|double)\b", re.IGNORECASE)


def _with_place_told(request: str, told: Sequence[Clause], scene: DialogueState) -> str:
    """ "The tenor is strong in the refrain, he should be softer there": in the refrain."""
    there = _THERE.search(request)
    apart = [taken_apart(one.text, scene) for one in told[:1]]
    places = [one.text[place.start : place.end] for one in apart for place in one.places]
    if there is None or len(places) != 1:
        return request
    return f"{request[: there.start()]}{places[0]}{request[there.end() :]}"


def _says_all(request: str, scene: DialogueState) -> bool:
    """Does a request say by itself how much and of what?"""
    is_told = quantities(request) or _HOW_MUCH.search(request)
    return bool(is_told) and names_its_own(request, scene) and bool(read_whole(request, scene))


def _as_read(one: Clause, scene: DialogueState) -> Clause:
    """ "That copy backwards": a sentence that a reader knows asks, whatever its form."""
    is_open = one.kind is Kind.NOTHING and one.is_first and len(one.text.split()) >= _VERB
    if not is_open or one.text.endswith("?") or not names_its_own(one.text, scene) and not _LEANS.search(one.text):
        return one
    return replace(one, kind=Kind.PIECE) if read_whole(one.text, scene) else one


_WONDERS = regex(
    r"^(?:(?:and|but|so) )?(?:why(?: (?:is|are|does|do|did|was|were|has|on earth)\b|'s\b|s\b)|how come\b|since when\b"
    r"|who (?:put|left|made|turned|told|did|thought|let)\b"
    r"|(?:what|where)(?:'s| is| are) (?:(?:the|my|that|this|all|it|he|she|they)\b.* )?(?:doing|going|up with|with)\b)"
)


def _as_complaint(one: Clause, behind: Clause | None) -> Clause:
    """ "Why is it on one side? Straight down the middle": a question that the next sentence does not wait for."""
    if behind is not None and behind.is_corrected and not behind.text and one.text.endswith("?"):
        return replace(one, kind=Kind.TELLS)  # "the slap doubled? nah. just mute the horns"
    is_wondered = one.kind is Kind.QUESTION and _WONDERS.match(one.text) is not None
    if not is_wondered or behind is None or behind.kind not in (Kind.ASKS, Kind.PIECE) or not behind.is_first:
        return one
    return replace(one, kind=Kind.TELLS)


_COUNTS = frozenset("two three four five six both all now next then".split())


def _as_topic(one: Clause, after: Clause | None, scene: DialogueState) -> Clause:
    """ "Now the two backing voices. Put them on a bus": a name alone tells of whom the next speaks."""
    if one.kind not in (Kind.PIECE, Kind.NOTHING) or not one.is_first or after is None or not after.is_first:
        return one
    if after.kind is not Kind.ASKS or not POINTS.search(after.text) or one.text.endswith("?"):
        return one
    said = taken_apart(one.text, scene)
    named = [thing for thing in said.things if not thing.is_pointed and not thing.how]
    is_bare = bool(named) and _COUNTS.issuperset(said.words) and not said.places and not said.amounts
    return replace(one, kind=Kind.TELLS) if is_bare else one


def _parts(run: Sequence[Clause]) -> list[list[Clause]]:
    """The clauses of each order of a run: what only goes on belongs to the one before."""
    parts: list[list[Clause]] = []
    for one in run:
        if not parts or one.kind in (Kind.ASKS, Kind.QUESTION):
            parts.append([])
        parts[-1].append(one)
    return parts


def _is_why(one: Clause, run: Sequence[Clause], scene: DialogueState) -> bool:
    """ "The drums should wait for bar 5, I want it to open with the pad": what was wished is known, why is not."""
    is_wish = one.kind is Kind.WISHES and len(run) == 1 and run[0].kind is Kind.WISHES
    if one.is_first or len(run) != 1 or not (is_wish or _PURPOSE_TOLD.match(one.text)):
        return False
    if quantities(one.text) or _SAYS_MORE.search(one.text) or is_wish and POINTS.search(one.text):
        return False
    return not read_whole(one.text, scene) and bool(read_whole(run[0].text, scene))


_GOES_ON = (Kind.NOTHING, Kind.PIECE)
_PURPOSE_TOLD = regex(
    r"^(?:i|we)(?:'d| would)? (?:just |really |only )*(?:want|need|like|love) (?:it|that|them|this|the \w+) "
)


def _is_kept(one: Clause, run: Sequence[Clause], *, has_orders: bool) -> bool:
    if one.kind in (Kind.ASKS, Kind.QUESTION):
        return not (run and _PURPOSE.match(one.text))
    if one.kind is Kind.WISHES:
        return not has_orders
    if one.kind is Kind.NOTHING:
        return bool(run and one.text and not one.is_first)
    return one.kind in (Kind.PIECE, Kind.LIMITS)  # "one bar later, not two"


def _request(text: str, run: Sequence[Clause], told: Sequence[Clause], scene: DialogueState) -> str | None:
    """The words of a run of clauses, with who is spoken of named; None where it is not clear who that is."""
    request = text[run[0].start : run[-1].end].strip(" ,")
    if _MENDS.match(request.lower()):
        return None
    request = request.rstrip(" ?") + "?" * (run[-1].kind is Kind.QUESTION and run[-1].text.endswith("?"))
    points = POINTS.search(request.lower()) or _ONES.search(request.lower())
    is_right_behind = bool(told) and len(text[told[-1].end : run[0].start].split()) <= _VERB
    if points is None and is_right_behind and run[0].kind is Kind.ASKS and (of := _property_of(request, told, scene)):
        return of
    is_wondered = bool(told) and told[-1].text.endswith("?")
    is_bare = points is None and (run[0].kind is Kind.PIECE or is_wondered) and not names_its_own(request, scene)
    if is_bare and any(names_its_own(one.text, scene) for one in told):
        return _of_the_told(request, [*told, run[0]], scene)
    if points is None and run[0].kind is Kind.ASKS and (on_it := _on_the_told(request, told, scene)):
        return on_it
    is_object = points is not None and len(request[: points.start()].split()) <= _VERB
    if points is None or not is_object and names_its_own(_first_of(run, points[0].lower()), scene):
        return request
    before = [one for one in told if one.kind in _TELLERS and one.text and one.start < run[0].start]
    for one in reversed(before):
        if _OF_ITS_OWN.match(one.text):
            return request
        said = taken_apart(one.text, scene)
        reports = _REPORTS.search(said.text)
        after = reports.end() if reports else 0
        named = [thing for thing in said.things if not thing.is_pointed and not thing.how and thing.start >= after]
        subjects = [thing for thing in named if not BESIDE.search(said.text[: thing.start])]
        if named and not subjects:
            return None  # "there is hiss on the recording of Jonas. take it off": the hiss
        if len(subjects) > 1 and subjects[0].start > 4 and subjects[1].start > subjects[0].end + 1:
            return None
        if not subjects and OF_SOMETHING.match(one.text) and not (scene.context.dialogue and deed_spans(one.text)):
            return None
        if subjects:
            who = said.text[subjects[0].start : subjects[0].end].removesuffix("'s")
            begins = said.text[: subjects[0].start].endswith(("the ", "my ", "our "))
            who = f"the {who}" if begins and _MAKES.search(request[: points.start()]) else who  # no new "rain"
            is_owner = points[0].lower() == "her" and _OWNED.match(request[points.end() :].lower())
            others = [said.text[thing.start : thing.end] for thing in named if thing is not subjects[0]]
            behind = _with_the_other(request[points.end() :], others)
            return f"{request[: points.start()]}{who}{chr(39) + 's' if is_owner else ''}{behind}"
    return request


_MAKES = regex(r"\b(?:make|need|want|add|another|get|give me)\s+$", re.IGNORECASE)


def _on_the_told(request: str, told: Sequence[Clause], scene: DialogueState) -> str | None:
    """ "There is rumble in the mic. Take out everything below 100 Hz": on the mic, not on what was in hand."""
    before = [one for one in told if one.text]
    things = [it for one in before for it in taken_apart(one.text, scene).things if not it.is_pointed and not it.how]
    if len(before) != 1 or len(things) != 1 or not things[0].tracks or taken_apart(request, scene).things:
        return None
    if _LEANS.search(request.lower()) or not (steps := read_whole(request, scene)):
        return None
    who, asked = before[0].text[things[0].start : things[0].end], request.rstrip(" ?")
    is_on_things = all(_TARGETS & one.args.keys() for one in steps)
    on_it = read_whole(f"{asked} on {who}", scene) if is_on_things else None
    is_same = on_it and {one.task for one in on_it} == {one.task for one in steps}
    return f"{asked} on {who}" if is_same and set(_tracks(on_it or (), scene)) <= set(things[0].tracks) else None


_TARGETS = {"clip", "clips", "track", "tracks"}


def _tracks(steps: Sequence[Step], scene: DialogueState) -> list[str]:
    """The tracks that steps are done to."""
    clips = [clip for one in steps for clip in (one.args.get("clips") or [one.args.get("clip")]) if clip]
    named = [track for one in steps for track in (one.args.get("tracks") or [one.args.get("track")]) if track]
    return [str(scene.track_of(clip)) for clip in clips if not str(clip).startswith("$")] + [str(one) for one in named]


_UNDER_WHOM = regex(r"(?P<way>\b(?:under|below|behind|beneath|with|against|than|like) )(?:it|him|her|them"
    r"|'?em)\b", re.IGNORECASE)


def _property_of(request: str, told: Sequence[Clause], scene: DialogueState) -> str:
    """ "The hats are boring, double the speed": of the hats; "" where nobody alone is told of, or it is named."""
    match = PROPERTY.search(request)
    if match is None or not told or told[-1].kind is not Kind.TELLS or names_its_own(request, scene):
        return ""
    if _BARS.search(request.lower()) or taken_apart(request, scene).places:
        return ""  # "for the first two bars they play, take the velocities down"
    said = taken_apart(told[-1].text, scene)
    named = [one for one in said.things if not one.is_pointed and not one.how]
    if len(named) != 1 or len(said.things) != 1 or said.places:
        return ""
    who = said.text[named[0].start : named[0].end].removesuffix("'s")
    return f"{request[: match.end()]} of the {who}{request[match.end() :]}"


PROPERTY = regex(
    r"\bthe (?:speed|velocit(?:y|ies)|notes?|levels?|volume|pitch|lows?|highs?|mids?|start|end|tail|attack|dynamics"
    r"|timing|(?:top|low|bottom) end)\b(?! (?:of|on|in|at|from)\b)",
    re.IGNORECASE,
)
""" "… even out the velocities"."""


def _with_the_other(words: str, others: Sequence[str]) -> str:
    """ "The pad covers the rap, dip it 4 under him": the rap."""
    if len(others) != 1:
        return words
    return _UNDER_WHOM.sub(rf"\g<way>{others[0].removesuffix(chr(39) + 's')}", words, count=1)


_OTHERS = regex(r"\b(?:others?|rest|everything|all|both|ones?|it|them)\b")


def _of_the_told(request: str, told: Sequence[Clause], scene: DialogueState) -> str | None:
    """ "Why is the sub on one side? Straight down the middle": of the one thing that was told of."""
    if any(one.is_corrected for one in told):
        return None  # "the harp is too loud, no, too quiet i mean. 4 more"
    said = taken_apart(request, scene)
    parts = [taken_apart(one.text, scene) for one in told[:-1]]
    named = {one.text[it.start : it.end] for one in parts for it in one.things if not it.is_pointed and not it.how}
    is_more_than_how = not said.words or bool(said.things) or _OTHERS.search(request.lower()) is not None
    return None if is_more_than_how or len(named) != 1 else f"{named.pop().removesuffix(chr(39) + 's')} {request}"


def _first_of(run: Sequence[Clause], word: str) -> str:
    """The clause that points: "put them on a bus, and pull the whole lot down" names nothing of its own there."""
    return next((one.text for one in run if word in one.text.split()), " ".join(one.text for one in run))


def _leans(request: str, scene: DialogueState) -> bool:
    """ "… and put it at bar 9": does it speak of what the request before it is about?"""
    low = request.lower()
    points = POINTS.search(low)
    is_object = points is not None and len(low[: points.start()].split()) <= _VERB
    return bool(_LEANS.search(low) or is_object or points and not names_its_own(request, scene))


def names_its_own(request: str, scene: DialogueState) -> bool:
    """Is something named that is not pointed at, as "all of it" does?"""
    return any(not one.is_pointed and not one.how for one in taken_apart(request, scene).things)


_LABEL = regex(
    r"\b(?!(?:at|to|by|on|is|are|was|were|of|the|than|about|around|up|down|minus|plus|only|just|or|and|with|from"
    r"|have|has|had|needs?"
    r"|get|a|an|in|for|too|another|like|want|took|did|made|these|those|that|all|bars?|beats?|db)\b)[a-z]{3,}"
    r" \d+\b(?! ?(?:db|%|k?hz|ms|bpm))"
)
""" "Audio 7", "take 2": a number that belongs to a name."""


_THAT_IS = regex(r"^that(?:'s| is) (?:what|how|why|where) (?:it|that|this|they|he|she|we|i|you|everyone)\b")
""" "That's what it's called on their storyboard"."""
_ON_ONE = regex(
    r"\b(?:on|at) the (?:1|one)\b|\b(?:two|three|four)(?:'s| is| are) (?:a crowd|company|too many|enough|plenty)\b"
)


def _has_figure(one: Clause, scene: DialogueState) -> bool:
    """Is there one, beside those in names and places? "I played the 303 by hand" has none."""
    if TAKES_SO_LONG.fullmatch(one.text):
        return False
    said = taken_apart(one.text, scene)
    words = said.text
    spans = [(it.start, it.end) for it in said.things] + [(it.start, it.end) for it in said.places]
    for start, end in sorted(spans, reverse=True):
        words = words[:start] + words[end:]
    return bool(quantities(_ON_ONE.sub("", _LABEL.sub("", words))))


def _may_go_beside(one: Clause, scene: DialogueState) -> bool:
    """May it be left out beside a request that says all by itself? "My choir sings it a tone lower, all down 2"."""
    return ":" not in one.text and not _NAMES.search(one.text) and not (
        _POINTED_AT.match(one.text) and (scene.context.spoken or scene.context.is_newly_selected)
    )


_NAMES = regex(r"\b(?:named|called|call|words?|name|title|lyrics?|line|here)\b")


def _may_go(one: Clause, scene: DialogueState) -> bool:
    """Is it only told? A figure, a place, a name or what is pointed at may be part of what is asked."""
    if not one.text or one.text.endswith("?"):
        return True
    if one.kind is Kind.NOTHING:
        is_brief = len(one.text.split()) <= _BRIEF and not names_a_track(one.text, scene)
        return is_brief or is_aside(one.text, BEFORE, partial(names_a_track, scene=scene))
    if _THAT_IS.match(one.text):
        return True
    if ":" in one.text:
        return False  # "the tenors lie too low: everything up a third"
    if _SAYS_MORE.search(one.text) or _has_figure(one, scene):
        return False
    return not (_POINTED_AT.match(one.text) and (scene.context.spoken or scene.context.is_newly_selected))
