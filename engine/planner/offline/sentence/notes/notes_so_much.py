"""So much, behind other velocities: "less, five will do", "bars 1 to 4 at 80", "in bar 8 ten more"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.notes.notes_in_hand import InHand
from engine.planner.offline.sentence.scope.over_bars import on
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.regex import regex
from engine.tasks.plan import Step


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_COUNT = rf"(?P<n>[1-9]\d?|{NUMBER_WORDS})"
_SO_MUCH = _pattern(
    rf"^\W*(?:(?:(?:this|that|it)(?: is|'s) (?:still |a bit |way )?too (?:less|little|much|few)|less|more|not (?:so"
    rf"|that|quite so) much|too much|no|only|just|make it|say|rather|maybe)\W+)+{_COUNT}"
    r"(?: (?:will do|would do|is (?:enough|plenty|fine)|instead|then|please))*\W*$"
)
""" "Less, five will do", behind ten more."""
_MORE_THERE = _pattern(
    r"^\W*(?:(?:and|but|then|now|only|just|in|the|for)\W+)*P?\W*(?:a (?:touch|bit|little) (?P<first>more|louder|harder"
    r"|less|softer|quieter)"
    rf"(?: overall)?\W+)?(?:say |by |about )?{_COUNT} (?P<way>more|up|louder|harder|on top|less|down|softer|quieter"
    rf"|off)(?: overall| there)?\W*$"
)
_LESS_WORDS = ("less", "down", "softer", "quieter", "off")


def so_much(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """The change of the velocities by another figure, or in other bars by so much."""
    if hand.action != "velocity" or any(not one.is_pointed for one in said.things):
        return None
    was = hand.frames[-1].args.get("change")
    if (match := _SO_MUCH.match(text)) and isinstance(was, int | float) and not said.places:
        change = number(_counted(match["n"]) * (1 if was > 0 else -1))
        return [told_as(Step("edit_notes", {**one.args, "change": change}), "fix", one) for one in hand.frames]
    if len(said.places) != 1 or said.places[0].is_open or said.places[0].how in ("at", "to", "before"):
        return None
    place = said.places[0]
    there = _MORE_THERE.match(f"{said.text[: place.start]} P {said.text[place.end :]}")
    if there is None or hand.is_some or len(place.spans) != 1:
        return None
    change = number(_counted(there["n"]) * (-1 if there["way"] in _LESS_WORDS else 1))
    where = {"start_bar": number(place.spans[0][0]), "end_bar": number(place.spans[0][1])}
    return [Step("edit_notes", {**on(hand.clips), "action": "velocity", "change": change, **where})]


def _counted(said: str) -> float:
    return float(said) if said.isdigit() else float(spoken_number(said))


_AT_FIGURE = _pattern(
    r"^\W*(?:(?:and|but|then|now|only|just|in|the|for)\W+)*P?\W*(?:(?:at|to|on|with|is|should be|velocity)\W+)*"
    r"(?P<n>[1-9]\d|1[0-2]\d)(?: there)?\W*$"
)


def there_at(text: str, hand: InHand, said: Said) -> list[Step] | None:
    """ "Bars 1 to 4 at 80", behind all velocities at 96: those there at another one."""
    if hand.action != "velocity" or hand.is_some or any(not one.is_pointed for one in said.things):
        return None
    if len(said.places) != 1:
        return None
    place = said.places[0]
    bare = f"{said.text[: place.start]} P {said.text[place.end :]}"
    match = _AT_FIGURE.match(bare)
    if match is None or place.is_open or len(place.spans) != 1 or place.how in ("at", "to", "before"):
        return None
    a, b = place.spans[0]
    where = {"start_bar": number(a), "end_bar": number(b)}
    return [Step("edit_notes", {**on(hand.clips), "action": "velocity", "value": int(match["n"]), **where})]
