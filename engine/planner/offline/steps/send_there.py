"""Send there: "send the vox to the Echo only in the chorus", "mute the Rhodes send in the verse", by its automation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.send_back import ENDS_DB
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.bus_members import bus_members
from engine.planner.offline.steps.send_level import sends_of
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:and|no|nah|ok(?:ay)?|but|actually|hm+|please|then|now|can you|could you|make (?:it|that|them)"
    r"|have (?:it|that|them)|i want (?:it|that)|(?:it|that)(?:'s| is| should be)|do (?:it|that))\b[\s,]*)*"
)
_PLACE = r"(?P<place>(?:in|during|over|for|through|throughout) [^,;]+?)"
_END = r"(?:[\s,]+(?:please|though|pls|instead|thanks))*\W*$"
_ONLY_FORMS = (
    re.compile(rf"{_LEAD}(?:only|just) {_PLACE}{_END}", re.IGNORECASE),
    re.compile(rf"{_LEAD}{_PLACE} only{_END}", re.IGNORECASE),
)
_SENT_ONLY = (
    re.compile(rf"^(?P<send>.*\bsend\b.*?\bto\b.*?) (?:but )?(?:only|just) {_PLACE}{_END}", re.IGNORECASE),
    re.compile(rf"^(?P<send>.*\bsend\b.*?\bto\b.*?) {_PLACE} only{_END}", re.IGNORECASE),
    re.compile(rf"^only (?P<send>send\b.*?\bto\b.*?) {_PLACE}{_END}", re.IGNORECASE),
)
_TURNED = re.compile(rf"^(?P<act>.*\bsends?\b.*?) {_PLACE}{_END}", re.IGNORECASE)
_LEFT = re.compile(rf"^(?P<act>.+?) {_PLACE}{_END}", re.IGNORECASE)
_MUTES = re.compile(r"\b(?:mute|kill|cut|turn off|switch off|drop|no)\b|\boff$", re.IGNORECASE)
Understand = Callable[[str, DialogueState], list[Step]]


def send_there(text: str, scene: DialogueState, understand: Understand) -> list[Step] | None:
    """The send, and its level over bars; None where no send holds over some bars."""
    said = plain(text).strip(" .!")
    if '"' in said or "?" in said:
        return None
    if match := next((found for form in _ONLY_FORMS if (found := form.match(said))), None):
        return _only_of_last(match["place"], scene, understand)
    if (match := _LEFT.match(said)) and (silent := _left_there(match["act"], match["place"], scene, understand)):
        return silent
    if not re.search(r"\bsends?\b", said, re.IGNORECASE):
        return None
    for form in _SENT_ONLY:
        if match := form.match(said):
            sent = understand(match["send"], _alone(scene))
            if all(step.task == "route" and step.args.get("action") == "send" for step in sent):
                return _silent_elsewhere(sent, match["place"], scene, understand, with_sends=True)
    match = _TURNED.match(said)
    return _turned(match["act"], match["place"], scene, understand) if match else None


def _left_there(act: str, place: str, scene: DialogueState, understand: Understand) -> list[Step] | None:
    """ "Take the vox out of the verb in the intro": its send is silent there."""
    ends = bus_members(act, scene) or []
    if not ends or not all(step.args.get("value_db") == ENDS_DB for step in ends):
        return None
    steps = []
    for step in ends:
        track = str(step.args["track"])
        spans = bars_of_place(track, place, scene, understand)
        steps += [_silence(track, f"send to {step.args['to']}", start, end) for start, end in spans]
    return steps or None


def _only_of_last(place: str, scene: DialogueState, understand: Understand) -> list[Step] | None:
    last = done_last(State.of(scene)) if scene.done else []
    last = [one for one in last if one.tool == "route" and one.kind == "send"] if last else []
    is_all = last and all(one.tool in ("route", "arrange", "apply_effect") for one in done_last(State.of(scene)))
    steps = [Step("route", dict(one.args)) for one in last]
    return _silent_elsewhere(steps, place, scene, understand) if is_all else None


def _silent_elsewhere(
    sent: list[Step], place: str, scene: DialogueState, understand: Understand, *, with_sends: bool = False
) -> list[Step] | None:
    steps = list(sent) if with_sends else []
    for step in sent:
        for track in step.args.get("tracks") or [step.args.get("track")]:
            spans = bars_of_place(str(track), place, scene, understand)
            if not spans:
                return None
            steps += silent_but_there(str(track), str(step.args.get("to")), spans, scene)
    return steps


def silent_but_there(track: str, to: str, spans: Sequence[tuple[float, float]], scene: DialogueState) -> list[Step]:
    """A send that is heard in these bars alone."""
    steps, at, end = [], 1.0, _last_bar(scene)
    for start, stop in [*spans, (end, end)]:
        if start > at:
            steps.append(_silence(track, f"send to {to}", at, start))
        at = max(at, stop)
    return steps


def _turned(act: str, place: str, scene: DialogueState, understand: Understand) -> list[Step] | None:
    """ "Mute the Rhodes send in the verse", "the vox send up 3 in the chorus"."""
    said = f"{_MUTES.sub('turn', act, count=1)} down" if _MUTES.search(act) else act
    told = understand(said, _alone(scene))
    if len(told) != 1 or told[0].task != "route" or told[0].args.get("action") != "send":
        return None
    args = told[0].args
    track = str(args.get("track") or "")
    if args.get("to") not in [one.to for one in sends_of(track, scene)]:
        return None
    spans = bars_of_place(track, place, scene, understand)
    value = ENDS_DB if _MUTES.search(act) else args.get("value_db")
    if not spans or value is None:
        return None
    level: dict[str, Any] = {"track": track, "parameter": f"send to {args['to']}", "from": value, "to": value}
    return [Step("automate", {**level, "start_bar": start, "end_bar": end}) for start, end in spans]


def _silence(track: str, parameter: str, start: float, end: float) -> Step:
    bars = {"start_bar": start, "end_bar": end}
    return Step("automate", {"track": track, "parameter": parameter, "from": ENDS_DB, "to": ENDS_DB, **bars})


def bars_of_place(track: str, place: str, scene: DialogueState, understand: Understand) -> list[tuple[float, float]]:
    """The bars of a place, in which a track would be silent if it was muted there."""
    steps = understand(f"mute the {track} {place}", _alone(scene))
    bars = [(step.args.get("start_bar"), step.args.get("end_bar")) for step in steps if step.task == "automate"]
    told = [(float(a), float(b)) for a, b in bars if isinstance(a, int | float) and isinstance(b, int | float)]
    return sorted(told) if len(told) == len(steps) else []


def _last_bar(scene: DialogueState) -> float:
    return max((clip.bars[1] for clip in scene.context.clips if clip.bars), default=1.0)


def _alone(scene: DialogueState) -> DialogueState:
    return DialogueState.of(replace(scene.context, dialogue=(), history=()))
