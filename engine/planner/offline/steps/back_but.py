"""Back, but: "bring it back but muted", "the choir back, 6 dB down": what was deleted or muted comes back changed."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.named_undo import taken_back
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_BACK_BUT = re.compile(
    r"^(?P<back>[^,.;]*\bback\b(?: in| again)?)(?:\s*[,;]\s*(?:but |only |and )?|\s+(?:but|and|only) )\s*"
    r"(?:(?:please|keep|leave|make|have|it|them|him|her|just|only) )*(?P<more>[^,;]+?)\W*$",
    re.IGNORECASE,
)
_IT_BACK = re.compile(r"\b(?:bring|put|get|want|have|need) (?:it|that|them|him|her|those) back\b", re.IGNORECASE)
_STATES = (
    (re.compile(r"\b(?:muted|mute|silent)\b", re.IGNORECASE), {"action": "mute"}),
    (re.compile(r"\b(?:really|way|very|well|deep) (?:tucked|low|quiet|soft)\b", re.IGNORECASE),
     {"action": "gain", "value_db": -10.0}),
    (re.compile(r"\btucked\b", re.IGNORECASE), {"action": "gain", "value_db": -6.0}),
)  # fmt: skip
_TAKES_AWAY = ("delete", "mute")
_ON_TRACKS = ("mix", "apply_effect", "edit_clip", "route", "automate", "set_track")


def back_but(text: str, scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]) -> list[Step]:
    """The undo, and what is to be done to what it brings back; [] for any other turn."""
    match = _BACK_BUT.match(plain(text)) if scene.done and '"' not in text else None
    state = State.of(scene)
    gone = _gone(match["back"], state, scene) if match else []
    if match is None or not gone:
        return []
    back = taken_back(gone, [one for one in state.frames if one.is_live])
    tracks = [name for name in scene.context.tracks if _is_named(name, match["back"])]
    tracks = tracks or [name for name in scene.context.tracks if any(_is_named(name, one.said) for one in gone)]
    if len(tracks) != 1 or (place := re.match(r"(?:at|to|on|in|from) ", match["more"])):
        return back if len(tracks) != 1 or not place else []
    for pattern, args in _STATES:
        if pattern.search(match["more"]):
            return [*back, Step("mix", {"track": tracks[0], **args})]
    more = understand(f"{tracks[0]} {match['more']}", scene)
    is_about_it = all(step.task in _ON_TRACKS and step.args.get("track") == tracks[0] for step in more)
    return [*back, *more] if is_about_it else back


def _gone(words: str, state: State, scene: DialogueState) -> list[Frame]:
    """What one turn deleted or muted, where the words speak of it."""
    if _IT_BACK.search(words):
        last = done_last(state)
        return last if all(one.kind in _TAKES_AWAY for one in last) else []
    named = [name for name in scene.context.tracks if _is_named(name, words)]
    gone = [one for one in state.frames if one.state == "done" and one.kind in _TAKES_AWAY]
    about = [one for one in gone if len(named) == 1 and _is_named(named[0], one.said)]
    about = [one for one in about if one.turn == about[-1].turn]
    told = [one for one in about if one.args.get("track") in (None, named[0]) and not one.args.get("tracks")]
    others = [name for name in scene.context.tracks if name not in named and about and _is_named(name, about[0].said)]
    is_clear = len(told) == 1 or not others or all("track" in one.args for one in told)
    return told if is_clear else []


def _is_named(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", words.lower()) is not None
