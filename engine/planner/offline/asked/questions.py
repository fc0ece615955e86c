"""Questions of the session by their forms, of which every word is known: each is answered by a line of the session."""

from __future__ import annotations

from engine.planner.offline.asked.arrangement import ARRANGEMENT, WHERE_NOW
from engine.planner.offline.asked.before import BEFORE
from engine.planner.offline.asked.clips import CLIPS
from engine.planner.offline.asked.desk import DESK
from engine.planner.offline.asked.effects import EFFECTS, ITS_SETTINGS
from engine.planner.offline.asked.measured import CHORDS, MEASURED
from engine.planner.offline.asked.notes import NOTES
from engine.planner.offline.asked.playing import PLAYING
from engine.planner.offline.asked.routing import ROUTING
from engine.planner.offline.asked.several import several_questions
from engine.planner.offline.asked.song import SONG
from engine.planner.offline.asked.wording import core, has_mark
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_FORMS = (
    *CHORDS,
    *(*SONG, *BEFORE, *NOTES, *ITS_SETTINGS, *WHERE_NOW, *DESK, *ROUTING, *EFFECTS, *CLIPS, *PLAYING, *ARRANGEMENT),
    *MEASURED,
)


def asked_of_session(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps that answer it; None for what is no such question."""
    if many := several_questions(text, scene, _one_question):
        return many
    return _one_question(text, scene)


def _one_question(text: str, scene: DialogueState) -> list[Step] | None:
    said = core(text)
    if not said:
        return None
    is_marked = has_mark(text)
    for pattern, read, needs_mark in _FORMS:
        if needs_mark and not is_marked:
            continue
        match = pattern.fullmatch(said)
        if match and (steps := read(match, scene)):
            return steps
    return None
