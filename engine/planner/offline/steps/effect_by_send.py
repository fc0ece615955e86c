"""Effect by a send: "more reverb on the vox" where the vox is sent to one is that send; "the reverb down 2" its bus."""

from __future__ import annotations

import re

from engine.planner.context import TrackInfo
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.sends_told import sends_of
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.knob_words import kind_said
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:and|then|now|also|ok(?:ay)?|please|no|actually|but|just|so|can you|could you|let'?s|maybe|i want"
    r"|i'd like"
    r"|we need|there'?s|there is)\b[\s,]*){0,8}"
)
_END = r"(?:[\s,]+(?:please|pls|again|now|then|though|thanks|for me|there))*\W*$"
_NOUN = r"(?P<noun>reverb|verb|delay|echo)"
_MUCH = r"(?:(?P<much>a (?:bit|little|touch|tad|hair)|slightly|a lot|much|way|far) )?"
_MORE = r"(?P<more>more(?: of the)?|less(?: of the)?|too much|not (?:so|as|that) much|not enough)"
_N = r"(?:(?P<n>[+-]?\d+(?:\.\d+)?) ?d?b? )?"
_ON_TRACK = tuple(
    re.compile(f"{_LEAD}{form}{_END}", re.IGNORECASE)
    for form in (
        rf"(?:give |add |put )?{_MUCH}{_N}{_MORE} {_NOUN} (?:on|for|in"
        rf"|to) (?P<who>[\w' ,&-]+?)(?: by (?P<by>\d+(?:\.\d+)?) ?d?b?)?",
        rf"(?P<who>[\w' ,&-]+?) (?:is|are|'s|sounds?)(?: still)? {_MUCH}too (?P<wet>wet|dry)",
        rf"(?:make |have )?(?P<who>[\w' ,&-]+?) {_MUCH}(?P<wet>wetter|drier|dryer)",
        rf"(?P<who>[\w' ,&-]+?) (?:has|have|gets?|needs?|wants?) {_MUCH}{_MORE} {_NOUN}",
    )
)
_OF_THE_BUS = re.compile(
    rf"{_LEAD}(?:(?:turn|bring|pull|push|take|move|put) )?(?:the )?{_NOUN}(?: (?:bus|return|level"
    rf"|fader))? (?P<way>up|down)"
    rf"(?: (?:by )?(?P<n>\d+(?:\.\d+)?) ?(?:db|decibels)?| (?P<bit>a (?:bit|little|touch|tad)))?{_END}",
    re.IGNORECASE,
)
_STEP_DB = 3.0


def effect_by_send(text: str, scene: DialogueState) -> list[Step] | None:
    """The send or the bus with its new level; None where a reverb lies on the track itself, or nowhere."""
    said = plain(text)
    if '"' in said or "?" in said:
        return None
    if match := _OF_THE_BUS.match(said):
        return _bus_moved(match, scene)
    match = next((found for form in _ON_TRACK if (found := form.match(said))), None)
    return _send_moved(match, scene) if match else None


def _bus_moved(match: re.Match[str], scene: DialogueState) -> list[Step] | None:
    kind = kind_said(match["noun"].lower())
    buses = [view for view in scene.context.track_views if view.kind == "bus" and _does(view, kind)]
    others = [view for view in scene.context.track_views if view not in buses and _does(view, kind)]
    if len(buses) != 1 or others or _is_put(kind, None, scene):
        return None
    size = float(match["n"]) if match["n"] else _STEP_DB / (2 if match["bit"] else 1)
    value = size if match["way"].lower() == "up" else -size
    return [Step("mix", {"track": buses[0].name, "action": "gain", "value_db": value})]


def _send_moved(match: re.Match[str], scene: DialogueState) -> list[Step] | None:
    said = match.groupdict()
    kind = kind_said((said.get("noun") or "reverb").lower())
    named = [one for one in things(said["who"], scene) if one.tracks]
    left = said["who"]
    for one in reversed(named):
        left = f"{left[: one.start]} {left[one.end :]}"
    if not named or re.sub(r"\b(?:the|my|our|and|both)\b|\W", "", left.lower()):
        return None
    views = {view.name: view for view in scene.context.track_views}
    word = (said.get("more") or said.get("wet") or "").lower()
    is_up = word.startswith("more") or word in ("not enough", "dry", "wetter")
    figures = [*quantities(f"{said.get('n') or said.get('by') or ''} dB")]
    degree = _degree(said.get("much") or "")
    size = abs(figures[0].value) if figures else _STEP_DB * degree
    steps = []
    for track in dict.fromkeys(track for one in named for track in one.tracks):
        view = views.get(track)
        if view is None or _does(view, kind) or _is_put(kind, track, scene):
            return None
        to = [one for one in sends_of(track, scene) if one.to in views and _does(views[one.to], kind)]
        if len(to) != 1:
            return None
        level_db = round(to[0].level_db + (size if is_up else -size), 1)
        steps.append(Step("route", {"action": "send", "track": track, "to": to[0].to, "value_db": level_db}))
    return steps


def _degree(much: str) -> float:
    if re.search(r"bit|little|touch|tad|hair|slightly", much):
        return 0.5
    return 2.0 if much else 1.0


def _does(view: TrackInfo, kind: str) -> bool:
    """Does such an effect lie on it?"""
    return any(kind_said(name.lower()) == kind for name in view.plugins)


def _is_put(kind: str, track: str | None, scene: DialogueState) -> bool:
    """Did the conversation put one on the clips of a track, or of any?"""
    clips = {clip.id: clip.track for clip in scene.context.clips}
    return any(
        one.is_live and (one.tool, one.kind) == ("apply_effect", kind)
        and (track is None or track in {clips.get(clip) for clip in one.clips()})
        for one in State.of(scene).frames
    )  # fmt: skip
