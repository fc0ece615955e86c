"""Bus wanted: "the ghost needs hall, loads", "loads of hall on mic 3", where a bus is called Hall: a send to it."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Named, Said, lettered
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MUCH = r"(?:loads?|lots?|a lot|plenty|tons|heaps|buckets|masses|drenched|drowning)"
_LITTLE = r"(?:a (?:little )?(?:bit|touch|hint|tad|dash|little)|some|a splash)"
_FORMS = (
    regex(rf"T (?:needs?|wants?|could use|could do with|should get|gets?) (?:(?P<size>{_MUCH}|{_LITTLE})(?: of)? )?B"
          rf"(?:[ ,]+(?P<behind>{_MUCH}|{_LITTLE})(?: of it)?)?"),
    regex(rf"(?:(?:put|give|get|i want|want|need) )?(?P<size>{_MUCH}|{_LITTLE})(?: of)? B (?:on|for|to) T"),
    regex(rf"put T in B[ ,]+(?P<behind>{_MUCH}|{_LITTLE})(?: of it)?"),
    regex(r"(?:drown|drench|soak|bathe) T in B"),
)
_LEVELS = {"much": -4.0, "little": -18.0, "": -12.0}
"""Decibels of the send."""
_IS_MUCH = regex(rf"{_MUCH}|drown|drench|soak|bathe")
_IS_A_ROOM = regex(r"\b(?:hall|plate|room|spring|chamber|space|verb|reverb|delay|echo)\b")
_ARTICLE = regex(r"\b(?:the|that|this|our|my|your) (?=[BT]\b)")
_IS_BIT = regex(r"a .*|some splash")


def bus_wanted(said: Said) -> list[Step] | None:
    """The send; None where the room that is wanted is no bus, or has no track beside it."""
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    buses = [one for one in said.things if len(one.tracks) == 1 and kinds.get(one.tracks[0]) == "bus"]
    others = [one for one in said.things if one not in buses]
    if len(buses) != 1 or not _IS_A_ROOM.search(said.text[buses[0].start : buses[0].end]):
        return None
    if len(others) != 1 or said.places or said.amounts or others[0].how or not others[0].tracks:
        return None
    text = _with_letters(said, buses[0], others[0])
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    groups = match.groupdict()
    size = groups.get("size") or groups.get("behind") or ""
    is_much = _IS_MUCH.match(size) is not None and not size.startswith("a ") or size == "a lot"
    is_much = is_much or _IS_MUCH.match(text) is not None
    level = _LEVELS["much" if is_much else "little" if _IS_BIT.match(size) else ""]
    to = buses[0].tracks[0]
    return [
        Step("route", {"action": "send", "track": one, "to": to, "value_db": number(level)})
        for one in others[0].tracks
        if one != to
    ] or None


def _with_letters(said: Said, bus: Named, other: Named) -> str:
    """The sentence with B for the bus and T for the other."""
    text = lettered(said.text, [(bus.start, bus.end, "B"), (other.start, other.end, "T")])
    return _ARTICLE.sub("", text).strip(" .!")
