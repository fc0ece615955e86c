"""Only those: "no, only the last one", "not on the second" after something was done to several clips of a track.

What was done to the others is taken back; where it was one act for all of them, it is done again to what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.clips_counted import ClipCounts
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

ONLY_THERE = "That is so already: it was done to nothing else."
_WORD = r"(?:(?:on|in|for|to|with) )?(?:the )?clip(?:alpha|beta|gamma|delta)"
_LEAD = (
    r"^\W*(?:(?:no|nah|oh|but|wait|sorry|actually|hm+|ok|and|i|meant|mean|please|then|that|it|this|them|keep|leave|want"
    r"|wanted|needed)\W+)*"
)
_IT = r"(?:it|that|this|them|those)"
_GONE = (
    rf"(?:(?:get rid of|remove|lose|kill|drop|undo|scrap|ditch|bin) {_IT}|take {_IT} (?:off|out|away|back)|off)"
)
_TAIL = (
    r"(?:\W+(?:then|though|tho|please|thanks|sorry|i meant|i mean|(?:is|was) (?:meant|fine)|needed it|bro|man|mate))*"
    r"\W*$"
)
_ONLY = regex(
    rf"{_LEAD}(?:(?:only|just) (?:(?:wanted|want|meant|needed|need|keep|have|do) )?(?:{_IT} )?{_WORD}"
    rf"(?:\W+(?:and )?{_WORD})*|{_WORD}(?:\W+(?:and )?{_WORD})* (?:only|alone)){_TAIL}",
    re.IGNORECASE,
)
_NOT = regex(
    rf"{_LEAD}(?:(?:not|without|except|leave out) {_WORD}|{_GONE} (?:of |from )?{_WORD}"
    rf"|[\w' ]{{1,40}} {_WORD}\s*[.,;!-]+\s*(?:and |so |please )?{_GONE} there"
    rf"|(?:leave )?{_WORD} (?:stays?|should stay|can stay|remains?)? ?"
    r"(?:dry|clean|natural|untouched|as (?:it|they) (?:is|was|are|were)|alone))"
    rf"{_TAIL}",
    re.IGNORECASE,
)


def only_those(text: str, counted: ClipCounts, scene: DialogueState) -> list[Step] | None:
    """The steps for such a correction of the last turn; None for any other request."""
    simple = plain(text)
    is_only, is_not = _ONLY.match(simple), _NOT.match(simple)
    if not (is_only or is_not) or not scene.context.dialogue:
        return None
    state = State.of(scene)
    acts = done_last(state)
    on = {one.name: _clips(one, scene) for one in acts}
    ids = {one for meant in counted.clips.values() for one in meant}
    tracks = {scene.track_of(one) for one in ids}
    if not acts or any(not clips or {scene.track_of(one) for one in clips} - tracks for clips in on.values()):
        return None
    kept = {name: [one for one in clips if (one in ids) == bool(is_only)] for name, clips in on.items()}
    gone = [one for one in acts if len(kept[one.name]) < len(on[one.name])]
    if not gone:
        return [Step("chat", {"text": ONLY_THERE})] if is_only else None
    back = taken_back_acts(gone, acts) or []
    again = [step for one in gone if kept[one.name] for step in _again(one, kept[one.name])]
    return [*back, *again] if back else None


def _clips(act: Frame, scene: DialogueState) -> list[str]:
    """The clips that an act was done to; of a track all."""
    if isinstance(act.args.get("clip"), str):
        return [str(act.args["clip"])]
    if isinstance(act.args.get("clips"), list | tuple):
        return [str(one) for one in act.args["clips"]]
    tracks = [str(one) for one in (act.args.get("track"), *(act.args.get("tracks") or ())) if one]
    return [one.id for one in scene.clips if one.track in tracks]


def _again(act: Frame, clips: Sequence[str]) -> list[Step]:
    rest = {name: value for name, value in act.args.items() if name != "clips"}
    if "clips" in act.args or "clip" in act.args:
        return [Step(act.tool, {**rest, "clip": one}) for one in clips]
    return [Step(act.tool, act.args)]
