"""Levels by those of others: "as loud as the trumpet", "3 below violin 1", "bring him up to match her"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import fader_of, mixed
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.asked_first import HOW_LOUD_EACH
from engine.planner.regex import regex
from engine.tasks.plan import Step

BY_HOW_MUCH = "Louder or quieter, and by how many dB?"
_EACH_ALIKE = regex(
    r"\b(?:all|every(?:one|body|thing)|each|they|them|voices|speakers|vocals|tracks)\b.*"
    r"\b(?:(?:the )?same|equal|even) (?:loudness|volume|level)\b|\b(?:all |every(?:one|body) )equally loud\b"
    r"|^level (?:out )?(?:all )?(?:the |our |my )?(?:voices|speakers|vocals)\b.*\b(?:the same|equal|even)\b"
)
""" "Everyone at the same loudness": which, is not told."""
_MOVES = frozenset(
    "bring turn put set make have take get push pull raise lower lift drop up down sit sits sitting play plays go goes"
    " want it one its fader faders track tracks only exactly at to on where stands clip".split()
)
_BRINGS = frozenset("bring raise lower pull push turn".split())
_ALIKE = frozenset(
    "as loud quiet soft same level volume loudness match matches matching matched like with even of that to s".split()
)
_UNDER = frozenset("below under beneath quieter softer lower less".split())
_OVER = frozenset("above over louder hotter higher more".split())
_FROM = _UNDER | _OVER | {"than", "that"}


def level_like(said: Said) -> list[Step] | None:
    """The steps; None where no level is told by another, or not all of it is known."""
    if _EACH_ALIKE.search(said.text) and not said.amounts and " as " not in said.text:
        return [Step("ask", {"text": HOW_LOUD_EACH})]
    if others := _as_the_others(said):
        return others
    if (
        said.places
        or len(said.things) != 2
        or len(said.amounts) > 1
        or any(one.how or one.is_clip for one in said.things)
    ):
        return None
    who, like = said.things
    if len(like.tracks) != 1 or not who.tracks or like.tracks[0] in who.tracks:
        return None
    by_db = _apart(said) if said.amounts else _alike(said, who.end, like.start, like.end)
    by_db = _a_bit_apart(said) if by_db is None and not said.amounts else by_db
    if by_db is None:
        return None
    level = fader_of(like.tracks[0], said.scene) + by_db
    if all(abs(fader_of(one, said.scene) - level) < 0.1 for one in who.tracks):
        return [Step("ask", {"text": BY_HOW_MUCH})]  # ears tell otherwise
    return mixed([who], "gain", set_db=number(round(level, 1)))


_THE_OTHERS = regex(
    r"(?:to where|to what|as loud as|to the (?:same )?level (?:of|as)|to match|like)"
    r" (?:all )?the (?:others?|rest|other (?:voices|parts|singers|sections|tracks|ones?))(?: (?:are|is|stand|sit))?$"
)
_BESIDE_OTHERS = frozenset("others other rest voices parts singers sections ones are is stand should be".split())


def _as_the_others(said: Said) -> list[Step] | None:
    """ "Bring the basses down to where the others are": those of its group, where they all stand alike."""
    match, views = _THE_OTHERS.search(said.text.strip(" .!")), said.scene.context.track_views
    own = [one for one in said.things if match and one.end <= match.start()]
    if match is None or len(own) != 1 or len(own[0].tracks) != 1 or own[0].how or said.amounts or said.places:
        return None
    if said.bag - _MOVES - _ALIKE - _BESIDE_OTHERS:
        return None
    group = next((view.group for view in views if view.name == own[0].tracks[0]), "")
    rest = [view.name for view in views if view.kind not in ("group", "bus", "master") and view.group == group]
    levels = {round(fader_of(one, said.scene), 1) for one in rest if one != own[0].tracks[0]}
    return mixed(own, "gain", set_db=number(levels.pop())) if len(levels) == 1 else None


_TO_ITS_LEVEL = regex(
    r"\bto (?:about |around )?(?:the )?(?:same )?(?:level|volume|loudness|fader)(?: level)? (?:of|as)(?: the)?\s*$"
)
_ITS_LEVEL = regex(r"(?: one)?(?:'s|s)? (?:level|volume|loudness|fader)\b")


def _alike(said: Said, start: int, end: int, behind: int) -> float | None:
    bag, between = said.bag, said.text[start:end]
    if _TO_ITS_LEVEL.search(between) or re.search(r"\bto (?:the )?$", between) and _ITS_LEVEL.match(said.text, behind):
        return 0.0 if not bag - _MOVES - _ALIKE else None
    is_as = {"as"} < bag & {"as", "loud", "quiet", "soft"}
    is_level = bool({"level", "volume", "loudness", "fader"} & bag)
    is_same = bool({"same", "even", "with", "to", "at", "on"} & bag) and is_level or "where" in bag and bag & _BRINGS
    is_alike = is_as or is_same or bool(bag & {"match", "matches", "matching", "matched"})
    return 0.0 if is_alike and not bag - _MOVES - _ALIKE else None


_SIZES = {"bit": 2.0, "little": 2.0, "slightly": 2.0, "touch": 1.5, "tad": 1.5, "hair": 1.0, "much": 6.0, "lot": 6.0}
_USUAL_DB = 3.0


def _a_bit_apart(said: Said) -> float | None:
    """ "A little quieter than the celli are"."""
    bag, between = said.bag, said.text[said.things[0].end : said.things[1].start]
    under, over = bag & _UNDER, bag & _OVER - {"higher", "more"}
    if bool(under) == bool(over) or not re.search(r"\bthan (?:the |my |our )?$", between):
        return None
    if bag - _MOVES - _FROM - _SIZES.keys() - {"a", "is", "was"}:
        return None
    size = min((_SIZES[one] for one in bag & _SIZES.keys()), default=_USUAL_DB)
    return -size if under else size


def _apart(said: Said) -> float | None:
    """So many dB over or under it, told between the two."""
    bag, one = said.bag, said.amounts[0]
    between = said.text[one.end : said.things[1].start]
    if one.unit not in ("", "dB") or one.signed or bag - _MOVES - _FROM or not said.things[0].end <= one.start:
        return None
    under, over = bag & _UNDER, bag & _OVER
    if bool(under) == bool(over) or not re.search(
        r"\b(?:below|under|beneath|above|over|than)\s+(?:the |my |our )?$", between
    ):
        return None
    if (
        not one.unit
        and "than" not in bag
        and not bag & {"sit", "sits", "sitting", "play", "plays", "stay"}
        and bag & {"put"}
    ):
        return None  # "put the harp 1 under the cello" may be the order of tracks
    return -abs(one.value) if under else abs(one.value)
