"""Bus wanted: "the ghost needs hall, loads", "loads of hall on mic 3", where a bus is called Hall: a send to it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.sentence.apart.said import Named, Said, lettered
from engine.planner.offline.sentence.routing.sends_told import sends_of
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MUCH = r"(?:loads?|lots?|a lot|plenty|tons|heaps|buckets|masses|drenched|drowning)"
_LITTLE = r"(?:a (?:little )?(?:bit|touch|hint|tad|dash|little)|some(?: more)?|more|a splash)"
_SIZE = rf"(?P<size>{_MUCH}|{_LITTLE})(?: of)?"
_AT = r"(?:[ ,]+(?:at|with|around|about|of|send(?: at)?))*(?: ?N)?"
_FORMS = (
    regex(
        rf"T (?:needs?|wants?|could use|could do with|should (?:get|have)|gets?|has to have) (?:{_SIZE} )?B"
        rf"(?:[ ,]+(?P<behind>{_MUCH}|{_LITTLE})(?: of it)?)?{_AT}"
    ),
    regex(rf"(?:(?:put|give|get|i want|want|need|add) )?(?:{_SIZE} )?B (?:on|for|to|onto) T{_AT}"),
    regex(rf"(?:give|get|let|have) T (?:have |get )?(?:{_SIZE} )?B{_AT}"),
    regex(rf"put T in B[ ,]+(?P<behind>{_MUCH}|{_LITTLE})(?: of it)?"),
    regex(r"(?:drown|drench|soak|bathe) T in B"),
    regex(rf"(?:feed|run|drive) B (?:from|with|off) T{_AT}"),
    regex(r"T B(?: N)?"),
)
_LEVELS = {"much": -4.0, "little": -18.0, "": -12.0}
"""Decibels of the send."""
_IS_MUCH = regex(rf"{_MUCH}|drown|drench|soak|bathe")
_IS_A_ROOM = regex(r"\b(?:hall|plate|room|spring|chamber|space|verb|reverb|delay|echo)\b")
_ARTICLE = regex(r"\b(?:the|that|this|our|my|your) (?=[BT]\b)")
_LISTED = regex(r"T(?:(?:, | and | & |, and | \+ )T)+")
_REVERB_OF = regex(r"B(?: (?:bus|return|reverb|verb|send))+")
_LESS = frozenset("less off no lose without".split())
_MOST_DB = 6.0
_IS_BIT = regex(r"a .*")


def bus_wanted(said: Said) -> list[Step] | None:
    """The send; None where the room that is wanted is no bus, or has no track beside it."""
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    buses = [one for one in said.things if len(one.tracks) == 1 and kinds.get(one.tracks[0]) == "bus"]
    others = [one for one in said.things if one not in buses and not one.is_pronoun]
    if len(buses) != 1 or not _IS_A_ROOM.search(said.text[buses[0].start : buses[0].end]):
        return None
    if not others or said.places or len(said.amounts) > 1 or any(one.how or not one.tracks for one in others):
        return None
    if any(one.unit not in ("", "dB") or one.value > _MOST_DB for one in said.amounts) or said.bag & _LESS:
        return None
    if "more" in said.bag and any(sends_of(track, said.scene) for one in others for track in one.tracks):
        return None
    text = _with_letters(said, buses[0], others)
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    groups = match.groupdict()
    size = groups.get("size") or groups.get("behind") or ""
    is_much = _IS_MUCH.match(size) is not None and not size.startswith("a ") or size == "a lot"
    is_much = is_much or _IS_MUCH.match(text) is not None
    told = said.amounts[0].value if said.amounts else None
    level = told if told is not None else _LEVELS["much" if is_much else "little" if _IS_BIT.match(size) else ""]
    to = buses[0].tracks[0]
    return [
        Step("route", {"action": "send", "track": one, "to": to, "value_db": number(level)})
        for one in dict.fromkeys(track for each in others for track in each.tracks)
        if one != to
    ] or None


def _with_letters(said: Said, bus: Named, others: Sequence[Named]) -> str:
    """The sentence with B for the bus, T for the others and N for a level."""
    spans = [(bus.start, bus.end, "B"), *((one.start, one.end, "T") for one in others)]
    spans += [(one.start, one.end, "N") for one in said.amounts]
    text = _LISTED.sub("T", _ARTICLE.sub("", lettered(said.text, spans)))
    return _REVERB_OF.sub("B", text).strip(" .!,")
