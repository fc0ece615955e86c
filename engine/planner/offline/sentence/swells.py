"""Swells: "the riser comes up from zero into the drop", "harp from silence, full by bar 9" are the level over bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.sentence.effect_steps import words_left
from engine.planner.offline.sentence.place import Bars, Place
from engine.planner.offline.sentence.said import Said
from engine.planner.offline.sentence.where import fader_of
from engine.planner.offline.slots.automate import SILENT_DB, SWELL_FROM_DB
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOTHING = r"(?:almost |next to |total |complete )?(?:nothing|silence|zero|0|nowhere|inaudible)"
_FROM_ZERO = regex(rf"\b(?:from|out of|outta) {_NOTHING}\b")
_TO_ZERO = regex(rf"\b(?:in)?to {_NOTHING}\b")
_RISES = frozenset(
    "rise rises rising swell swells swelling grow grows growing build builds climb climbs crescendo".split()
)
_COMES = frozenset(
    "come comes coming fade fades creep creeps go goes raise start starts enter enters begin begins".split()
)
_SINKS = frozenset("fade fades die dies sink sinks go goes come comes fall falls".split())
_BESIDE = frozenset(
    "let have make bring ride raise automate should to must can slowly gradually gently up in out away down it that"
    " full fully there level volume at by and reach reaches reaching being gets get them over into until".split()
)
_USUAL_BARS, _MOST_BARS, _NEAR_BARS = 4, 8, 0.6
"""A clip that ends with the swell and is no longer than the most rises from where it begins."""


def swell(said: Said) -> list[Step] | None:
    """The level of one track over bars; None where nothing swells, or not all is known."""
    up, down = _FROM_ZERO.search(said.text), _TO_ZERO.search(said.text)
    zero = up or down
    hidden = [zero.span()] if zero else []
    amounts = [one for one in said.amounts if not (zero and zero.start() <= one.start < zero.end())]
    left = set(words_left(said, hidden))
    if len(said.tracks) != 1 or said.is_open or up and down:
        return None
    (track,) = said.tracks
    begins = [one for one in amounts if not one.unit and said.text[: one.start].endswith(" at ")]
    if zero and not said.places and (bars := _over_its_clip(track, amounts, said)):
        said = replace(said, places=[Place(0, 0, (bars,))])
        left, amounts = left - {"its", "all", "over", "riser", "rise", "swell", "make"}, []
    elif len(begins) == len(amounts) == 1 and said.places and said.places[0].how == "to":
        end = said.places[0].point
        said = replace(said, places=[Place(0, 0, ((amounts[0].value, end),))] if 1 <= begins[0].value < end else [])
        left, amounts = left - {"at", "right"}, []
    if amounts or len(said.places) != 1:
        return None
    (place,) = said.places
    if not zero and not (left & _RISES and place.how == "to") or left - _RISES - _COMES - _SINKS - _BESIDE:
        return None
    if any(one.is_clip for one in said.things) or place.how not in ("in", "bare", "to", "at"):
        return None
    if place.how == "at" and "full" not in left or place.how == "bare" and not zero:
        return None
    start, end = _bars(place, track, said, is_full="full" in left)
    if end <= start:
        return None
    fader = fader_of(track, said.scene)
    low = float(SILENT_DB) if zero else max(float(SILENT_DB), fader + SWELL_FROM_DB)
    values = {"from": fader, "to": number(low)} if down else {"from": number(low), "to": fader}
    bars = {"start_bar": number(start), "end_bar": number(end)}
    return [Step("automate", {"track": track, "parameter": "volume", **values, **bars})]


def _over_its_clip(track: str, amounts: Sequence[Quantity], said: Said) -> Bars | None:
    """ "Make the noise a riser, from nothing to full over its 4 bars": those of its one clip, where it has that length."""
    lying = [one.bars for one in said.scene.clips if one.track == track and one.bars]
    sizes = [one.value for one in amounts if one.unit == "bars"]
    if len(lying) != 1 or len(sizes) < len(amounts) or len(sizes) > 1 or not amounts:
        return None
    start, end = lying[0]
    return (start, end) if abs(end - start - sizes[0]) < 0.05 else None


def _bars(place: Place, track: str, said: Said, *, is_full: bool) -> Bars:
    """Those that are told, else from where the clip begins that ends there, or plays there; else some bars before."""
    if place.how in ("in", "bare"):
        return place.spans[0]
    end = place.point
    lying = [one.bars for one in said.scene.clips if one.track == track and one.bars and one.bars[0] < end - _NEAR_BARS]
    if is_full:
        return max(
            (first for first, last in lying if end - _NEAR_BARS <= last), default=max(1.0, end - _USUAL_BARS)
        ), end
    near = max((first for first, last in lying if abs(last - end) < _NEAR_BARS), default=0.0)
    return (near if near and end - near <= _MOST_BARS else max(1.0, end - _USUAL_BARS)), end
