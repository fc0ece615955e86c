"""Notes, not the fader: "no, I meant the velocities" behind a fader that was moved."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_NOTES = r"(?:the |its |their |by |in )?(?:notes?|velocit(?:y|ies))(?: themselves)?"
_FADER = r"(?:the |its |with the )?(?:fader|volume|level|gain|track)s?"
_MEANT = re.compile(
    rf"^\W*(?:(?:no|nope|nah|sorry|oops|wait|actually|i (?:meant?|said)|just|only)\b\W*)+"
    rf"{_NOTES}(?:,? (?:and )?not {_FADER})?"
    rf"(?:\W+(?:i mean|i meant|please|though|instead|rather))*\W*$|^\W*{_NOTES},? (?:and )?not {_FADER}\W*$"
    rf"|^\W*(?:no\W+)?not {_FADER},? (?:but )?{_NOTES}\W*$",
    re.IGNORECASE,
)
_HARDER_BY = 15.0


def notes_not_fader(text: str, scene: DialogueState) -> list[Step] | None:
    """The notes of those tracks struck harder or softer in place of the fader; None for any other turn."""
    if not _MEANT.match(plain(text)) or not scene.context.dialogue or not scene.done:
        return None
    steps = []
    for frame in done_last(State.of(scene)):
        change = frame.args.get("value_db")
        if (frame.tool, frame.kind) != ("mix", "gain") or not isinstance(change, int | float) or not change:
            return None
        tracks = {frame.args.get("track"), *(frame.args.get("tracks") or ())}
        clips = [one.id for one in scene.clips if one.track in tracks and one.kind == "midi"]
        if not clips:
            return None
        where = {"clip": clips[0]} if len(clips) == 1 else {"clips": clips}
        args = {"action": "velocity", **where, "change": _HARDER_BY if change > 0 else -_HARDER_BY}
        steps.append(told_as(Step("edit_notes", args), "fix", frame))
    return steps or None
