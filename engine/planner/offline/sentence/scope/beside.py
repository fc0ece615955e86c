"""Beside: a place told by a clip: "right behind that one", "until the roll comes in", "before the second bell"."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.ending_there import ENDS_THERE
from engine.planner.offline.sentence.apart.place import Place, is_inside
from engine.planner.offline.sentence.apart.said import Named, Said, regrouped
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.regex import regex

_WAY = regex(
    r"(?:(?P<close>right|just|directly|straight|immediately) )?"
    r"(?P<way>(?:together|in sync|simultaneously|along) with|(?:(?<=start )|(?<=starts )|(?<=begin )|(?<=begins )"
    r"|(?<=enter )|(?<=enters )|(?<=come in )|(?<=comes in ))(?:with|when|as)(?! soon)"
    r"|at the same (?:time|moment|bar) as|after|behind|following"
    r"|before|in front of|ahead of|until|till|til|up to|to where|where|when)"
    r" (?:the |my |our )?$"
)
_ENDS_AT = regex(
    rf"{ENDS_THERE}(?:(?:at|on|with|by) )?(?:the )?(?:(?P<edge>start|beginning|end) of|before) (?:the |my |our )?$"
)
""" "So that its end meets the start of the interview"."""
_PUTS = frozenset("move put place shift drag goes go belongs".split())
""" "The thanks go before question 3"."""
_SOUNDING = r"(?: (?:to )?(?:talk|speak|sing|play|read|sound)(?:ing)?)?"
_BEGINS = regex(rf"\s*(?:starts?|begins?|comes? in|enters?|kicks in|plays){_SOUNDING}\b")
_ENDS = regex(rf"\s*(?:ends?|stops?|is over|is done|finishes|has finished){_SOUNDING}\b")


def with_clip_places(said: Said) -> Said:
    """The same with such clips as places; a track that has several clips tells none."""
    found: list[Place] = []
    things: list[Named] = []
    for one in said.things:
        place = _place(one, said)
        found += [place] if place else []
        things += [] if place else [one]
    things = [one for one in things if not is_inside(one.start, found)]
    if not found or not things and not said.bag & {"it", "that", "them"}:
        return said
    return regrouped(said, things, [*said.places, *found], said.amounts)


def ending_before(said: Said) -> Said:
    """ "Again before the outro": what is put there ends where that begins."""
    places = [
        replace(one, how="before", spans=((one.point, one.point),))
        if one.how == "to" and said.text.startswith("before ", one.start) and not one.is_open
        else one
        for one in said.places
    ]
    return regrouped(said, said.things, places, said.amounts) if places != said.places else said


def _place(named: Named, said: Said) -> Place | None:
    if ending := _ending_there(named, said):
        return ending
    way = _WAY.search(said.text[: named.start])
    if way is None or named.start == 0:
        return None
    clip = _only_clip(named, said, is_start=way["way"].endswith("with"))
    if clip is None or clip.bars is None:
        return None
    start, end = clip.bars
    begins, ends = _BEGINS.match(said.text, named.end), _ENDS.match(said.text, named.end)
    stop = (begins or ends or way).end() if begins or ends else named.end
    word = way["way"]
    if word in ("after", "behind", "following"):
        at = start if begins else end  # "right after the claps begin"
        return Place(way.start(), stop, ((at, at),), "at")
    if word.endswith(("with", "as")):
        at = end if ends else start
        return Place(way.start(), stop, ((at, at),), "at")
    is_placed = way["close"] or bool(said.bag & _PUTS)
    if word in ("before", "in front of", "ahead of") and is_placed:
        return Place(way.start(), stop, ((start, start),), "before")
    if word in ("where", "when"):
        at = start if begins else end
        return Place(way.start(), stop, ((at, at),), "at") if begins or ends else None
    return Place(way.start(), stop, ((1.0, end if ends else start),), "to") if begins or ends else None


def _ending_there(named: Named, said: Said) -> Place | None:
    """Where what is put there ends: at an edge of a clip."""
    way = _ENDS_AT.search(said.text[: named.start])
    clip = _only_clip(named, said) if way and way.start() > 0 else None
    if way is None or clip is None or clip.bars is None:
        return None
    at = clip.bars[1] if way["edge"] == "end" else clip.bars[0]
    begins = _BEGINS.match(said.text, named.end)
    return Place(way.start(), begins.end() if begins else named.end, ((at, at),), "before")


def _only_clip(named: Named, said: Said, *, is_start: bool = False) -> ClipInfo | None:
    """The clip that is meant; of several, where one begins with a track, its first."""
    if named.is_clip:
        views = [view for one in named.clips if (view := said.scene.clip(one))]
        others = [track for one in said.things if not one.is_pointed for track in one.tracks]
        if len(views) > 1:  # of several copies that of what is named
            views = [view for view in views if view.track in others]
    else:
        views = [view for track in named.tracks for view in in_order(track, said)][: 1 if is_start else None]
    return views[0] if len(views) == 1 else None


def settled(said: Said) -> Said:
    """ "The banjo verse": of several verses the one in which the banjo plays."""
    made: list[Place] = []
    for place in said.places:
        owner = next((one for one in said.things if _is_of(one, place, said)), None) if place.is_open else None
        spans = []
        for track in owner.tracks if owner else ():
            lying = [one.bars for one in in_order(track, said) if one.bars]
            spans += [bars for bars in place.spans if any(a < bars[1] and b > bars[0] for a, b in lying)]
        made.append(replace(place, spans=(spans[0],), names=()) if len(set(spans)) == 1 else place)
    return regrouped(said, said.things, made, said.amounts) if made != said.places else said


def _is_of(named: Named, place: Place, said: Said) -> bool:
    if named.is_clip or named.how:
        return False
    between = said.text[named.end : place.start]
    words = said.text[place.start : place.end]
    return not between.strip(" '") and (place.how == "bare" or words.startswith(("of ", "in ", "from ")))
