"""Talk: what was done and stands, and what was undone: what words of taking back choose from."""

from __future__ import annotations

from dataclasses import dataclass

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState

_NO_ACTS = (*ONLY_TELLS, "export", "undo", "redo")


@dataclass(frozen=True)
class ActHistory:
    """The acts of a conversation, the oldest first."""

    scene: DialogueState
    state: State
    live: list[Frame]
    undone: list[Frame]
    is_just_undone: bool
    """Did the last turn take back, and nothing else?"""

    @property
    def is_numbered(self) -> bool:
        """Can an undo name what was done?"""
        return bool(self.live) and all(one.request for one in self.live)


def talk_of(scene: DialogueState, state: State) -> ActHistory:
    """Read off the conversation."""
    live = [one for one in state.frames if one.is_live and one.stands and one.tool not in _NO_ACTS]
    undone = [one for one in state.frames if one.state == "undone" and one.request]
    calls = scene.context.dialogue[-1].calls if scene.context.dialogue else ()
    is_undo = bool(calls) and all(one.get("tool") == "undo" for one in calls)
    return ActHistory(scene, state, live, undone, is_undo)


def last_of(acts: list[Frame]) -> list[Frame]:
    """Those of the newest turn among them."""
    return [one for one in acts if one.turn == acts[-1].turn]
