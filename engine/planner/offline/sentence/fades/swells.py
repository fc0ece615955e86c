"""Swells: "the riser comes up from zero into the drop", "harp from silence, full by bar 9" are the level over bars."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Said, regrouped
from engine.planner.offline.sentence.effects.effect_steps import words_left
from engine.planner.offline.sentence.scope.lying import with_bars
from engine.planner.offline.sentence.scope.where import fader_of
from engine.planner.offline.slots.automate import SILENT_DB, SWELL_FROM_DB
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.counts import counted
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
_SAME_BAR = 1e-3
_USUAL_BARS, _MOST_BARS, _NEAR_BARS = 4, 8, 0.6
"""A clip that ends with the swell and is no longer than the most rises from where it begins."""


def swell(said: Said) -> list[Step] | None:
    """The level of one track over bars; None where nothing swells, or not all is known."""
    up, down = _FROM_ZERO.search(said.text), _TO_ZERO.search(said.text)
    riser = _AS_RISER.match(" ".join(said.form.split()))
    zero = up or down
    hidden = [zero.span()] if zero else []
    if (zero or riser) and not said.places and (length := _over_its_length(said)):
        place, spans = length
        outside = [one for one in said.amounts if not place.start <= one.start < place.end]
        said = regrouped(said, said.things, [place], outside)
        hidden += spans
    if riser and not zero and len(said.places) == 1:
        return _rising(said)
    amounts = [one for one in said.amounts if not (zero and zero.start() <= one.start < zero.end())]
    left = set(words_left(said, hidden))
    if len(said.tracks) != 1 or said.is_open or up and down:
        return None
    (track,) = said.tracks
    begins = [one for one in amounts if not one.unit and said.text[: one.start].endswith(" at ")]
    if len(begins) == len(amounts) == 1 and said.places and said.places[0].how == "to":
        end = said.places[0].point
        said = replace(said, places=[Place(0, 0, ((amounts[0].value, end),))] if 1 <= begins[0].value < end else [])
        left, amounts = left - {"at", "right"}, []
    if len(said.places) == 2 and "full" in left and abs(said.places[1].point - said.places[0].spans[0][1]) < _SAME_BAR:
        said, left = replace(said, places=said.places[:1]), left - {"full"}  # "over bars 5 and 6, full by bar 7"
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


_AS_RISER = regex(
    r"(?:make|turn|have|let) (?:T|it|that) (?:into |be |as )?(?:riser|swell|build ?up|crescendo|uplifter)\b"
)
_ITS_LENGTH = regex(
    r"\b(?:over|across|for|through(?:out)?|during) (?:all (?:of )?)?(?:its|the|his|her) (?:(?:whole|entire|full) )?"
    r"(?:(?P<n>\d+|two|three|four|six|eight) bars?|length)\b"
)
_RISER = regex(r"\b(?:in(?:to)? )?(?:an? )?(?:riser|swell|build ?-?up|crescendo|uplifter)\b")


def _over_its_length(said: Said) -> tuple[Place, list[tuple[int, int]]] | None:
    """ "Over its 4 bars": those of the one clip that is meant."""
    clips = [view for one in said.things for clip in one.clips if (view := said.scene.clip(clip))]
    bars = with_bars(clips[0], said).bars if len(clips) == 1 else None
    match = _ITS_LENGTH.search(said.text)
    riser = _RISER.search(said.text)
    if bars is None or not (match or riser):
        return None
    size = counted(match["n"]) if match and match["n"] else 0
    if size and abs(size - (bars[1] - bars[0])) > _NEAR_BARS:
        return None
    begin, end = match.span() if match else (len(said.text), len(said.text))
    return Place(begin, end, (bars,)), [riser.span()] if riser else []


def _rising(said: Said) -> list[Step] | None:
    """ "Make the noise a riser": all of it rises from silence."""
    (place,) = said.places
    is_only = len(said.tracks) == 1 and not said.amounts and _AS_RISER.fullmatch(
        " ".join(said.form.split()).removesuffix(" P"))
    if not is_only or place.how != "in":
        return None
    (track,), (start, end) = said.tracks, place.spans[0]
    bars = {"start_bar": number(start), "end_bar": number(end)}
    fader = fader_of(track, said.scene)
    return [Step("automate", {"track": track, "parameter": "volume", "from": SILENT_DB, "to": fader, **bars})]


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
