"""Back far: everything, so many requests, all since or before something, one by its place, or all but what is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.become import by_place, taken_back_acts
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.undo.acts_named import acts_named
from engine.planner.offline.sentence.undo.back_words import (
    GONE,
    STAYS,
    STOOD,
    UNDOES,
    UNMISTAKABLE,
    Parted,
    kept_name,
    parted,
)
from engine.planner.offline.sentence.undo.deeds import as_deed
from engine.planner.offline.sentence.undo.no_undo import NOTHING_CALLED, NOTHING_SINCE
from engine.planner.offline.sentence.undo.older_acts import older_act
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.sentence.undo.talk import ActHistory, last_of
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.regex import regex
from engine.tasks.plan import Step

ALREADY_SO = "It stays as it is."
_N = r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|couple(?: of)?|\d+)"
_UNIT = r"(?:steps?|times|turns|changes|things|edits|moves|actions|requests|ones|ops|operations)"
COUNTED = regex(
    rf"\b(?:last|previous|latest|past) {_N}(?: {_UNIT})?\b|\b{_N.replace('?P<n>', '?P<m>')} {_UNIT}\b"
    r"|\b(?P<twice>twice)\b"
    r"|^(?:un|re)?-?do (?P<z>\d+)\W*$|(?:\bx|×) ?(?P<x>\d+)\b|\b(?P<y>\d+) ?x\b|\b(?P<a>a couple)\b"
)
_BOTH = regex(r"\b(?:both|the two|those two)\b")
_ORDINAL = regex(
    r"\b(?:the |that )?(?P<place>first|second|last|latest|former|latter)"
    r"(?: (?:one|thing|step|change|edit|act|request))?(?: of (?:them|those|these|the two))?\b"
    r"|\bthe (?P<before>one before)(?: that| the last)?\b"
)
_PLACES = {"first": "F", "former": "F", "second": "S", "latter": "S", "last": "Z", "latest": "Z"}
_TURNS = {"first": 0, "second": 1}
_STEPS_BACK = regex(
    rf"(?:ok |no |please )*(?:(?:go )?(?:the )?(?:last )?{_N}(?: {_UNIT})? back"
    rf"|(?:undo|go back|step back|back)(?: the)?(?: last)? {_N.replace('?P<n>', '?P<m>')}(?: {_UNIT})?)(?: please)?"
)
_OWN_ALL = r"(?<!after )(?<!at )(?<!first of )(?<!above )(?<!for )(?<!in )all(?! right\b)(?! good\b)"
""" "After all" is not all."""
_EVERYTHING = regex(rf"\b(?:everything|it all|the (?:whole )?lot|{_OWN_ALL})\b(?! of (?:that|it|them|those)\b)")
_TO_THE_START = regex(
    r"\b(?:to|as|like|how|where|the way)\b.*\b(?:at|to|from|in) the (?:very )?(?:start|beginning)\b"
    r"|\b(?:when|where|as|before) (?:i|we|it|they|he|she) (?:all )?(?:started|began|opened it)(?: out| from| off)?\b"
    r"|\bsince (?:the )?(?:very )?(?:start|beginning)\b"
)
_THEY = regex(
    r"\W*(?:(?:ok|no|nah|hm+|actually|please|just|sorry|and|so)\W+)*"
    r"(?:(?:put|bring|take|set|reset|get|pull|leave|return) )?(?:(?:them|these|those|both|they)(?: both| all)? )?"
    r"(?:(?:go|all) )?(?:back )?(?:to )?(?:exactly )?(?:how|where|as|like|the way) (?:they|these|those|both) (?:all )?"
    r"(?:were|was|started|began|sat)(?: out)?"
    r"(?: (?:at|in) the (?:very )?(?:start|beginning)| (?:when|before) (?:(?:i|we)? )?(?:started|began)| originally"
    r"| first)?\W*"
)
""" "Back to how they were when we started": they are what was worked on."""
_ALL_BUT = regex(
    r"\b(?:everything|all(?: of it| that)?|the (?:whole )?lot)(?: \w+){0,2}? (?:but|except(?: for)?|apart from"
    r"|other than|besides|save(?: for)?|up to) (?P<but>(?!(?:the )?(?:first|last)\b)[^,.;]+)"
)
_GOES_BACK = regex(r"\s+(?:back|undone|gone|(?:(?:can|should|must|has to|may) )?(?:go|be undone|be gone|goes))\b.*$")
""" "Everything but the bass back to how it was"."""
_REST = regex(r"\b(?:the )?(?:rest|others?|everything else|all else)\b")
_SINCE = regex(r"^(?P<head>.*?)\b(?P<how>since|after|before|prior to)\b (?P<what>(?!all\b|it was\b)[^,;.]+?)\W*$")
_TOLD_WHEN = regex(r"^(?:i|we|you)\b")
_TIME = regex(
    r"^(?:(?:i|we|you) )?(?:(?:had )?(?:asked for|asked|said|did|made|added|put on|put in|put|wanted|had|came up with)"
    r" )?|(?: (?:came in|went on|happened|was (?:added|made|there)|please|again))+$"
)
_GOES_THERE = regex(r"\b(?:was|it|go|rewind|roll|everything)\b")
_ALL_SINCE = regex(rf"\b(?:everything|{_OWN_ALL}|whatever|what|anything|the lot|changes|edits)\b")


def all_but(low: str, talk: ActHistory) -> list[Step] | None:
    """ "Undo everything but the delay", "keep the pan, undo the rest"; None where nothing is spared so, [] where it
    is something else that goes."""
    but = _ALL_BUT.search(low)
    stays = [_GOES_BACK.sub("", but["but"])] if but else [match["first"] for match in STAYS.finditer(low)]
    rest = low if but else STAYS.sub(" ", low)
    if but and not (UNDOES.search(low) or GONE.search(low)):
        return []
    if not but and not (stays and _REST.search(rest) and UNDOES.search(rest)):
        return None
    if not talk.is_numbered:
        return []
    spared: list[Frame] = []
    for one in stays:
        meant = _every(kept_name(one), talk)
        if not meant:
            is_sure = UNMISTAKABLE.search(low)
            return [Step("ask", {"text": NOTHING_CALLED.format(kept_name(one))})] if is_sure else []
        spared += meant
    if not UNDOES.search(low) and not re.search(r"\boff\b", low) and any(_is_thing(one, talk) for one in stays):
        return []  # "lose everything but the drums"
    last = last_of(talk.live)
    is_whole = bool(but) or "else" in rest
    among = talk.live
    if not is_whole and all(one in last for one in spared) and len(last) > len(spared):
        among = last
    left = [one for one in among if one not in spared]
    return taken_back(left, talk.live) if left else [Step("chat", {"text": ALREADY_SO})]


def _every(what: str, talk: ActHistory) -> list[Frame]:
    """Every act that is called so, not only the newest."""
    what = re.sub(r"^(?:what|whatever|that which) (?:you|we|i) (?:did|made|changed) (?:to|on|with) ", "", what)
    found: list[Frame] = []
    left = list(talk.live)
    while meant := acts_named(what, left, talk.state, talk.scene):
        found += meant.acts
        left = [one for one in left if one not in meant.acts]
    return found


def _is_thing(what: str, talk: ActHistory) -> bool:
    meant = acts_named(kept_name(what), talk.live, talk.state, talk.scene)
    return meant is None or meant.how == "thing"


def far_back(words: Parted, low: str, talk: ActHistory) -> list[Step] | None:
    """Everything, all since something, or so many requests."""
    is_back = UNDOES.search(low) is not None
    if _TO_THE_START.search(low) and words.what in ("", "since") and (is_back or STOOD.search(low) and "back" in low):
        return [Step("undo", {"target": "everything"})]
    since = _SINCE.match(low)
    if since and (steps := _since(since, low, talk)):
        return steps
    if since and not words.what and _TOLD_WHEN.search(since["what"]):
        return None  # "everything since i did the thing", which nobody knows
    if words.what:
        return None
    if _EVERYTHING.search(low) and (is_back or re.search(r"\bundone\b", low)):
        return [Step("undo", {"target": "everything"})]
    if many := _STEPS_BACK.fullmatch(low):
        return [Step("undo", {"steps": _count_of(many["n"] or many["m"])})]
    if not is_back:
        return None
    if _BOTH.search(low):
        found = by_place("B", talk.live) if talk.is_numbered and done_last(talk.state) else []
        return taken_back_acts(found, talk.live) or [Step("undo", {"steps": 2})]
    if (count := COUNTED.search(low)) and (number := _number(count)):
        return [Step("undo", {"steps": number} if number > 1 else {})]
    if talk.is_numbered and (one := _in_turn(low, talk.live) or by_order(low, talk.live)):
        return taken_back_acts(one, talk.live)
    return None


def _in_turn(low: str, acts: Sequence[Frame]) -> list[Frame]:
    """ "Undo the first one" of three requests or more, each of which was one thing."""
    match = _ORDINAL.search(low)
    turns = sorted({one.turn for one in acts})
    if match is None or match["place"] not in _TURNS or len(turns) < 3 or len(acts) > len(turns):
        return []
    return [one for one in acts if one.turn == turns[_TURNS[match["place"]]]]


def _number(count: re.Match[str]) -> int:
    if count["twice"] or count["a"]:
        return 2
    return _count_of(count["n"] or count["m"] or count["x"] or count["y"] or count["z"])


def _count_of(told: str) -> int:
    return int(told) if told.isdigit() else 2 if told.startswith("couple") else int(spoken_number(told) or 0)


def by_order(low: str, acts: Sequence[Frame]) -> list[Frame]:
    """ "The second one", "the first of those", "the one before"; [] where no place is told, or there is none such."""
    match = _ORDINAL.search(low)
    if match is None or not acts:
        return []
    if match["before"]:
        before = [one for one in acts if one.turn < acts[-1].turn]
        return [one for one in before if one.turn == before[-1].turn] if before else []
    return by_place(_PLACES[match["place"]], acts)


_ALL_AS_BEFORE = regex(
    r"\W*(?:(?:thanks?|thank you|ok|good|great|lovely)\W+)*(?:everything|all(?: of it)?)(?: back)?"
    r" (?:as|like|how|to how|to what) (?:it was )?(?:before|it was)\W*"
)
_SWITCHES = ("mute", "unmute", "solo", "unsolo")


def switched_back(low: str, talk: ActHistory) -> list[Step] | None:
    """ "Everything as before", behind a few solos and mutes: all of them go."""
    if not _ALL_AS_BEFORE.fullmatch(low) or not talk.is_numbered:
        return None
    found: list[Frame] = []
    for one in reversed(talk.live):
        if one.tool != "mix" or one.kind not in _SWITCHES:
            break
        found.append(one)
    return taken_back(found, talk.live) if len({one.request for one in found}) > 1 else None


def as_they_were(low: str, talk: ActHistory) -> list[Step] | None:
    """All that was done to the tracks that were worked on last, where nothing of it was done to others as well."""
    last = last_of(talk.live) if _THEY.fullmatch(low) and talk.is_numbered else []
    tracks = {track for one in last for track in tracks_of(one)}
    theirs = [one for one in talk.live if tracks & {*tracks_of(one)}]
    is_whole = all({*tracks_of(one)} <= tracks for one in theirs)
    return taken_back(theirs, talk.live) if tracks and is_whole else None


def _since(match: re.Match[str], low: str, talk: ActHistory) -> list[Step] | None:
    """ "Everything since the break", "back to how it was before the ducking"."""
    how, head = match["how"], parted(match["head"].strip(), talk.scene)
    goes = UNDOES.search(match["head"]) or STOOD.search(low) and "back" in low
    if head is None or head.what or not (goes or _GOES_THERE.search(match["head"])):
        return None
    if how == "after" and not _ALL_SINCE.search(match["head"]):
        return None
    what = as_deed(_TIME.sub("", match["what"].strip()).strip())
    if not what:
        return None
    is_with = how in ("before", "prior to")
    older, until = older_act(what, talk.scene.context) if goes else 0, "before" if is_with else "everything since"
    if not talk.is_numbered and older:
        return [Step("undo", {"target": f"{until} #{older}"})]
    if not talk.is_numbered:
        is_asked = goes and (talk.live or talk.scene.context.dialogue)
        return (
            [Step("undo", {"target": f"before {what}" if is_with else f"everything since {what}"})]
            if is_asked
            else None
        )
    meant = acts_named(what, talk.live, talk.state, talk.scene)
    if goes and meant and meant.how in ("thing", "words", "lost") and older_act(what, talk.scene.context, is_sure=True):
        meant = None
    if meant is None and older:
        return [Step("undo", {"target": f"{until} #{older}"})]
    undone = [one for one in talk.state.frames if one.state == "undone"]
    if meant is None and is_with and goes and undone and acts_named(what, undone, talk.state, talk.scene):
        return [Step("chat", {"text": ALREADY_SO})]
    if meant is None:
        return [Step("ask", {"text": NOTHING_CALLED.format(kept_name(what))})] if UNMISTAKABLE.search(low) else None
    first = meant.acts[0] if meant.how in ("deed", "made", "words", "gone", "lost") else meant.acts[-1]
    gone = [one for one in talk.live if one.turn > first.turn or is_with and one.turn == first.turn]
    if not gone and goes and not is_with:
        return [Step("chat", {"text": NOTHING_SINCE.format(what)})]
    return taken_back(gone, talk.live) if gone else None
