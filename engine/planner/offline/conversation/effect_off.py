"""Effect off: "take it off", "bypass it", "redo, and bypass it" behind an effect are about that effect and no track."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS, done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.taken_back import taken_back, with_corrections
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:no|nah|nope|hm+|ok(?:ay)?|actually|well|and|but|then|please|just|sorry|wait|now|can you|could you"
    r"|let'?s)\b"
    r"[\s,.]*)*"
)
_END = r"(?:[\s,]+(?:again|please|pls|now|then|after all|though|for now))*"
_IT = r"(?:it|that|this|them|the effect|the plug-?in)"
_TAKE = (
    rf"(?:take {_IT} (?:back )?off|(?:remove|lose|ditch|delete|drop|scrap|bin|kill) {_IT}|get rid of {_IT}"
    rf"|off with {_IT})"
)
_BYPASS = rf"(?:by-?pass {_IT}|(?:turn|switch) {_IT} off|disable {_IT})"
_WHY = r"(?: (?:so|for|to|while|until)\b[^.;]*)?"
_OFF = re.compile(
    rf"{_LEAD}{_TAKE}{_END}(?:(?:\s*[,;.]\s*(?:and\s+)?|\s+and\s+)(?:instead\s+)?"
    r"(?P<rest>(?=\w).+?)(?:,? instead)?)?\W*$",
    re.IGNORECASE,
)
_BYPASSED = re.compile(rf"{_LEAD}{_BYPASS}{_END}{_WHY}\W*$", re.IGNORECASE)
_ON = re.compile(
    rf"{_LEAD}(?:(?:turn|switch|put) {_IT} (?:back )?on|(?:un-?bypass|re-?enable|enable) {_IT}|back on){_END}\W*$",
    re.IGNORECASE,
)
_REDONE = re.compile(
    rf"{_LEAD}(?:redo(?: (?:it|that))?|bring (?:it|that) back|do (?:it|that) again)\s*,?\s*(?:and|but|then)?\s*"
    rf"(?P<off>{_BYPASS}){_END}{_WHY}\W*$",
    re.IGNORECASE,
)
Understand = Callable[[str, DialogueState], list[Step]]


def effect_off(text: str, scene: DialogueState, understand: Understand) -> list[Step] | None:
    """The undo of the effect of the last act, or its bypass; None behind anything else."""
    said = plain(text)
    if '"' in said or "?" in said or not scene.done:
        return None
    state = State.of(scene)
    if _REDONE.match(said):
        undone = [one for one in state.frames if one.state == "undone" and one.tool not in ONLY_TELLS]
        last = [one for one in undone if one.turn == undone[-1].turn] if undone else []
        bypass = _bypass(last, scene)
        return [Step("redo", {}), *bypass] if bypass else None
    last = done_last(state)
    off = [one for one in last if one.tool == "plugin" and one.kind == "bypass" and one.args.get("plugin")]
    if last and off == last and _ON.match(said):
        return [Step("plugin", {**one.args, "action": "enable"}) for one in off]
    if not last or not all(one.tool == "apply_effect" and one.request for one in last):
        return None
    if _BYPASSED.match(said):
        return _bypass(last, scene)
    match = _OFF.match(said)
    if match is None:
        return None
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    chain = [each for one in last for each in with_corrections(one, live)]
    back = taken_back([one for one in live if one in chain], live)
    if not match["rest"]:
        return back
    more = understand(match["rest"], scene)
    return None if any(step.task in REPLIES for step in more) else [*back, *more]


def _bypass(frames: Sequence[Frame], scene: DialogueState) -> list[Step] | None:
    """Each track's plugin of that kind, once."""
    if not frames or not all(one.tool == "apply_effect" for one in frames):
        return None
    tracks = {str(one.args.get("track") or scene.track_of(one.args.get("clip")) or ""): one.kind for one in frames}
    if "" in tracks:
        return None
    return [Step("plugin", {"action": "bypass", "track": track, "plugin": kind}) for track, kind in tracks.items()]
