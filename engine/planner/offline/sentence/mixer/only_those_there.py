"""Only those there: "in the verse only bass and Sarah", "the last chorus is just piano": the others are silent."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import over
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ONLY_THEM = regex(r"\b(?:only|just|nothing but|nobody but|no one but)\s+(?:the |my |our |with |have |has |hear )*$")
_BESIDE = frozenset(
    "only just nothing nobody but should be has have plays play playing sounds sound heard hear in with there for it"
    " let make to during we s sing sings singing left".split()
)
_OTHERS = regex(
    r"[\s,;]+(?:and |with )*(?:(?:everyone|everybody|everything|all) else|(?:all )?(?:the )?(?:others?|rest))"
    r"(?: (?:is|are|goes|go|should be|stays?|be|has to be))* (?:quiet|out|silent|off|muted|stops?|tacet)$"
)

_GONE = frozenset(
    "everyone everybody everything else all others other rest quiet out silent off muted stop stops tacet goes go stays"
    " stay".split()
)


def only_those_there(said: Said) -> list[Step] | None:
    """The mutes; None where it is not told, or not all of it is known."""
    text = said.text.rstrip(" .!")
    tail = _OTHERS.search(text)
    things = [one for one in said.things if tail is None or one.start < tail.start()]
    bag = said.bag - _GONE if tail else said.bag
    is_told = bool(things) and _ONLY_THEM.search(text[: min(one.start for one in things)]) is not None
    if not is_told or bag - _BESIDE or said.amounts or not things or said.is_open or len(said.places) != 1:
        return None
    place = said.places[0]
    if place.how not in ("in", "bare") or any(one.how or one.is_pointed for one in things):
        return None
    if said.is_later and place.start > things[0].start and not tail:
        return None  # behind an act "only the bass in the verse" may be of that
    kept = {track for one in things for track in with_members(one.tracks, said.scene)}
    views = {view.name: view for view in said.scene.context.track_views}
    steps: list[Step] = []
    for track in said.scene.context.tracks:
        is_room = track in views and views[track].kind in ("bus", "group", "master")
        if track in kept or is_room or track in views and views[track].group in kept:
            continue
        steps += [over(track, "mute", 1, bars) for bars in place.spans]
    return steps or None
