"""What was made last: the call that made something, when nothing but where it lies was said of it since."""

from __future__ import annotations

from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.planner.offline.singing.last import voiced_last
from engine.tasks.plan import Step

MAKERS = ("sing", "speak", "generate_midi", "generate_audio")
_TURNED = ("mix", "arrange", "set_track")
_PLACING = ("place", "new_track", "move", "duplicate")


def made_last(state: State, tools: tuple[str, ...] = MAKERS) -> Frame | None:
    """The one call of the turn before that made something; None where that turn did anything else."""
    frames = [one for one in state.frames if one.turn == state.last_turn and one.tool not in REPLIES]
    frames = [one for one in frames if one.kind not in _PLACING] or _before(state)
    return frames[0] if len(frames) == 1 and frames[0].tool in tools and frames[0].is_live else None


def made_before(state: State) -> Frame | None:
    """What was made, sung or spoken before it was only turned, panned or put elsewhere."""
    frame = voiced_last(state, ("generate_midi", "generate_audio"))
    later = [one for one in state.frames if frame and one.is_live and one.turn > frame.turn]
    return frame if frame and later and all(one.tool in _TURNED for one in later) else None


def _before(state: State) -> list[Frame]:
    """What was made before it was put where it is."""
    live = [one for one in state.frames if one.is_live]
    while live and live[-1].kind in _PLACING:
        live.pop()
    placed = {clip for one in state.frames if one.turn == state.last_turn for clip in one.clips()}
    cards = [state.cards[one] for one in placed if one in state.cards]
    return [one for one in live[-1:] if placed & {*one.out} or any(card.made_by is one for card in cards)]


def failed_last(state: State) -> Frame | None:
    """The call of the turn before that was to make something and could not."""
    frames = [one for one in state.frames if one.turn == state.last_turn and one.tool not in REPLIES]
    failed = [one for one in frames if one.state == "failed" and one.tool in MAKERS]
    return failed[0] if len(failed) == 1 and not any(one.is_live for one in frames) else None


def put_last(state: State) -> list[Step]:
    """Where what could not be made was to go."""
    frames = [one for one in state.frames if one.turn == state.last_turn and one.kind == "place"]
    return [Step(one.tool, {**one.args, "clip": "$1"}) for one in frames]
