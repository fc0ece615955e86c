"""Of a remark: "the delay muddies it. back please" takes back the delay, and not what was done last."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.acts_named import acts_named
from engine.planner.offline.sentence.undo.deeds import deed_spans
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.sentence.undo.talk import last_of, talk_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SUBJECT = regex(
    r"^\W*(?:(?:hm+|h+|no|nah|ok|oh|well|and|but|so|now|sorry|honestly|actually|i think|i guess)\W+)*"
    r"(?P<what>(?:the|that|this|your|my) [a-z' -]{3,40}?)"
    r" (?:is|was|are|were|isn'?t|wasn'?t|doesn'?t|didn'?t|does|did|sounds?|feels?|makes?|made|just|really"
    r"|[a-z]+[^s\W]e?s)"
    r"\b"
)
_MISSED = regex(r"\b(?:gone|lost|buried|missing|away|drowned|inaudible|can'?t|cannot|too (?:quiet|low|soft))\b")


def of_remark(gone: Sequence[Step], remark: str, scene: DialogueState) -> list[Step]:
    """The undo; of the deed that the remark beside a bare "undo" is about, where that is another than the last."""
    match = _SUBJECT.match(remark.lower()) if list(gone) == [Step("undo", {})] else None
    if match is None or _MISSED.search(remark.lower()) or not deed_spans(match["what"]):
        return list(gone)
    talk = talk_of(scene, State.of(scene))
    meant = acts_named(match["what"], talk.live, talk.state, scene) if talk.is_numbered else None
    if meant is None or meant.how != "deed" or any(one in last_of(talk.live) for one in meant.acts):
        return list(gone)
    return taken_back(meant.acts, talk.live)
