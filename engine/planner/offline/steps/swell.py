"""A swell that ends where something begins: "the riser comes up from zero into the drop" is a fade, no move."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.automate import SILENT_DB, SWELL_FROM_DB, fader_db
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.steps.form_of_track import form_of_track
from engine.planner.offline.text.polite import LEAD
from engine.tasks.plan import Step

_ZERO = r"(?:from|out of|outta) (?:almost |next to |total |complete )?(?:nothing|silence|zero|0|nowhere|inaudible)"
_N = r"\d+(?:\.\d+)?"
_UP = (
    r"(?:com(?:e|es|ing) up|fad(?:e|es|ing) (?:up|in)|ris(?:e|es|ing)(?: up)?|rais(?:e|es)|swell(?:s"
    r"|ing)?(?: up)?|gr[oe]w(?:s|ing)?"
    r"|build(?:s|ing)?(?: up)?|climb(?:s|ing)?|crescendos?|go(?:es)? up|creep(?:s|ing)? (?:up|in))"
)
_DOWN = (
    r"(?:fad(?:e|es|ing)(?: (?:out|away|down))?|die(?:s)?(?: (?:out|away))?|go(?:es)? down|sinks?"
    r"|com(?:e|es) down)"
)
_TO = rf"(?P<prep>into|to|till?|until|up to|by|towards|right into|up until) (?:the )?(?:start of )?bar (?P<end>{_N})"
_RANGE = rf"(?:over|from|between|across|in) (?:the )?bars? (?P<a>{_N}) ?(?:to|-|and|until) (?:bar )?(?P<b>{_N})"
_WHAT = r"(?P<what>[^,.;:]+?)"
_HAVE = r"(?:(?:let|have|make|get|i want|want|bring|fade|raise|swell|ride|automate) )?"
_FORMS = tuple(
    re.compile(rf"{LEAD}{body}[\s.!]*(?:please[\s.!]*)?$", re.IGNORECASE)
    for body in (
        rf"{_HAVE}{_WHAT} (?:should |to |must |can )?(?:slowly "
        rf"|gradually )?(?P<up>{_UP})(?: (?P<zero>{_ZERO}))?(?: to full)?,? (?:{_TO}|{_RANGE})",
        rf"{_HAVE}{_WHAT} (?:should |to )?(?:slowly |gradually )?(?P<zero>{_ZERO}) (?P<up>{_UP}"
        rf"|to full)(?: volume)?,? (?:{_TO}|{_RANGE})",
        rf"(?:bring|fade|raise|swell|ride) {_WHAT} (?P<up>up|in) (?P<zero>{_ZERO}),? (?:{_TO}|{_RANGE})",
        rf"(?:bring|fade|raise|swell|ride) (?P<up>up|in) {_WHAT} (?P<zero>{_ZERO}),? (?:{_TO}|{_RANGE})",
        rf"{_HAVE}{_WHAT} (?:should |to )?(?P<up>(?:com(?:e|es|ing)(?: in)?|start(?:s|ing)?|enters?|begins?|{_UP}))? ?"
        rf"(?P<zero>{_ZERO}),?(?: (?:and|to))?(?: (?:is|are|be|being|reach(?:es|ing)?))?(?: at)? (?P<full>full(?:y)?)"
        rf"(?: volume| level| there| up)? (?P<prep>at|by|on|in|from) (?:the )?(?:start of )?bar (?P<end>{_N})(?: on)?",
        rf"{_HAVE}{_WHAT} (?:com(?:e|es)(?: in)?|start(?:s)?|enters?|begins?) (?P<zero>{_ZERO}),? and (?:is|are)"
        rf" (?P<prep>at|by|on|in|from) (?:the )?(?:start of )?bar (?P<end>{_N}) (?P<full>full)(?: there)?",
        rf"{_HAVE}{_WHAT} (?:should |to )?(?:slowly |gradually )?(?P<down>{_DOWN}) (?:in)?to (?:nothing"
        rf"|silence|zero),? (?:{_TO}|{_RANGE})",
    )
)
_USUAL_BARS = 4
_NEAR_BARS = 0.6
_MOST_BARS = 8
"""A clip that ends with the swell and is no longer rises from where it begins."""


def swell(text: str, scene: DialogueState) -> list[Step] | None:
    """The fade of such a request, on the volume of the track; None for any other."""
    found = form_of_track(text, _FORMS, scene)
    if found is None:
        return None
    match, track = found[0], found[1].tracks[0]
    start, end = _bars(match, track, scene)
    if end <= start:
        return None
    groups = match.groupdict()
    fader = fader_db(Clause("", "", "", scene), track)
    low = SILENT_DB if groups.get("zero") or groups.get("down") else max(SILENT_DB, fader + SWELL_FROM_DB)
    if re.match(r"fad|creep", groups.get("up") or "", re.IGNORECASE):
        low = SILENT_DB
    values = {"from": fader, "to": number(low)} if groups.get("down") else {"from": number(low), "to": fader}
    args = {"track": track, "parameter": "volume", **values, "start_bar": number(start), "end_bar": number(end)}
    return [Step("automate", args)]


def _bars(match: re.Match[str], track: str, scene: DialogueState) -> tuple[float, float]:
    """From where the clip begins that ends there, else some bars before."""
    if match.groupdict().get("a"):
        return float(match["a"]), float(match["b"])
    end = float(match["end"])
    bar_s = Clause("", "", "", scene).bar_s
    starts = [
        round(clip.start / bar_s + 1, 3)
        for clip in scene.clips
        if clip.track == track
        and clip.start / bar_s + 1 < end
        and abs((clip.start + clip.length) / bar_s + 1 - end) < _NEAR_BARS
    ]
    if match.groupdict().get("full"):
        return _from_its_entry(end, track, scene), end
    near = max(starts, default=0.0)
    return (near if near and end - near <= _MOST_BARS else max(1.0, end - _USUAL_BARS)), end


def _from_its_entry(end: float, track: str, scene: DialogueState) -> float:
    """ "They come in from nothing and are full at bar 13": from where the clip begins that plays there."""
    bar_s = Clause("", "", "", scene).bar_s
    spans = [(one.start / bar_s + 1, (one.start + one.length) / bar_s + 1) for one in scene.clips if one.track == track]
    return round(max((a for a, b in spans if a < end - _NEAR_BARS <= b), default=max(1.0, end - _USUAL_BARS)), 3)
