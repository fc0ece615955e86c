"""Eased: a level that goes so far over bars: "last 4 bars, the pad down 6 dB, slowly", "up 2 over the verse so it ends
at +2"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.mixer.level import DOWN, UP
from engine.planner.offline.sentence.scope.where import fader_of
from engine.planner.offline.slots.automate import SILENT_DB
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SLOWLY = frozenset("slowly slow gradually gradual smoothly steadily gently gentle".split())
_GLIDES = frozenset("ease eases easing eased glide glides drift drifts creep creeps slide slides ride rides".split())
_LOSES = frozenset("lose loses losing shed sheds sink sinks sinking fall falls falling".split())
_GAINS = frozenset("gain gains rise rises rising grow grows climb climbs".split())
_ENDS = frozenset("end ends ending land lands landing finish finishes so by up at on it he she they then".split())
_BESIDE = frozenset(
    "turn bring take pull push move get make let have it its her him them fader level volume db by over across through"
    " during in at to on with nice and bit little should must".split()
)
_OVER = regex(r"(?:over|across|through(?:out)?|during|in the course of)\b")
_ENDS_AT = regex(r"\b(?:end|ends|ending|land|lands|landing|finish|finishes)(?: up)? (?:at|on) $")
_BY_BIT = regex(r"\b(?:bit by bit|little by little|over time|step by step)\b")
_MOST_DB = 30.0


def eased(said: Said) -> list[Step] | None:
    """The ride of each track; None where nothing is to go slowly, or not all of it is known."""
    if len(said.places) != 1 or said.is_open or not said.tracks or any(one.is_clip for one in said.things):
        return None
    place = said.places[0]
    if place.how not in ("in", "bare") or len(place.spans) != 1 or said.text[place.start :].startswith("from"):
        return None
    ends = [one for one in said.amounts if _ENDS_AT.search(said.text[: one.start])]
    by = [one for one in said.amounts if one not in ends]
    bits = _BY_BIT.search(said.text)
    is_over = _OVER.match(said.text, place.start) is not None
    bag = said.bag - ({"bit", "little", "by", "time", "step"} if bits else set())
    goes = bag & (_GLIDES | _LOSES | _GAINS)
    if not (bag & _SLOWLY or bits or ends or is_over and goes - {"ride", "rides"}):
        return None
    if bag - UP - DOWN - _SLOWLY - _GLIDES - _LOSES - _GAINS - _BESIDE - (_ENDS if ends else set()):
        return None
    if by and _is_to(by[0], said) and not (bag & _SLOWLY or bits):
        return None  # "let it sink to -6 over the outro"
    way = _way(bag)
    if len(by) > 1 or len(ends) > 1 or not by and not ends or not way and not (ends or _is_to(by[0], said)):
        return None
    if any(one.unit not in ("", "dB") or abs(one.value) > _MOST_DB for one in said.amounts):
        return None
    steps: list[Step] = []
    for track in said.tracks:
        fader = fader_of(track, said.scene)
        if ends:
            to = ends[0].value
        elif _is_to(by[0], said):
            to = by[0].value
        else:
            to = fader + way * abs(by[0].value)
        values = {"from": number(fader), "to": number(max(float(SILENT_DB), round(to, 4)))}
        bars = {"start_bar": number(place.spans[0][0]), "end_bar": number(place.spans[0][1])}
        steps.append(Step("automate", {"track": track, "parameter": "volume", **values, **bars}))
    return steps


def _way(bag: frozenset[str] | set[str]) -> int:
    """1 up, −1 down, 0 where none or both are told."""
    down, up = bool(bag & (DOWN - {"back"} | _LOSES)), bool(bag & (UP | _GAINS))
    return int(up) - int(down)


def _is_to(one: Quantity, said: Said) -> bool:
    return one.signed and said.text[: one.start].rstrip().endswith((" to", " at"))
