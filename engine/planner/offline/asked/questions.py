"""Questions of the session by their forms, of which every word is known: each is answered by a line of the session."""

from __future__ import annotations

import functools

from engine.planner.offline.asked.arrangement import ARRANGEMENT, WHERE_NOW
from engine.planner.offline.asked.before import BEFORE
from engine.planner.offline.asked.clips import CLIPS
from engine.planner.offline.asked.desk import DESK
from engine.planner.offline.asked.effects import EFFECTS, ITS_SETTINGS
from engine.planner.offline.asked.forms import Match, Read
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
    found = _matching(said, is_marked=has_mark(text))
    return next((steps for match, read in found if (steps := read(match, scene))), None)


@functools.lru_cache(maxsize=64)
def _matching(said: str, *, is_marked: bool) -> tuple[tuple[Match, Read], ...]:
    """The forms that it has, of two hundred; one request is looked at so several times."""
    forms = [(form.pattern.fullmatch(said), form.read) for form in _FORMS if is_marked or not form.needs_mark]
    return tuple((match, read) for match, read in forms if match)
