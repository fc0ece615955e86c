"""Single notes: which one is meant, what is done to it, and what is asked about notes."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import after, calls

SONG = Context(
    tempo=120,
    key="C major",
    clips=(
        ClipInfo("c1", "Cello", "Cello", "midi", 0, 16, ()),
        ClipInfo("c2", "Oboe", "Oboe", "midi", 0, 16, ()),
        ClipInfo("c3", "Room", "Room", "audio", 0, 16, ()),
    ),
    tracks=("Cello", "Oboe", "Room"),
)


def edit(text: str, context: Context = SONG) -> dict[str, Any]:
    (call,) = calls(text, context)
    assert call["tool"] == "edit_notes", call
    return dict(call["args"])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("the Oboe's final note must be an F, not a D", {"note": -1, "to": "F", "only": "D", "action": "pitch"}),
        ("change the second note of the Oboe to B flat", {"note": 2, "to": "Bb", "action": "pitch"}),
        ("Oboe: first note F# instead of F please", {"note": 1, "to": "F#", "only": "F", "action": "pitch"}),
        ("turn every B in the Oboe into a Bb", {"only": "B", "to": "Bb", "action": "pitch"}),
        ("make the fourth note of the Oboe a whole tone lower", {"note": 4, "change": -2, "action": "pitch"}),
        ("could you delete the last note of the Oboe?", {"note": -1, "action": "delete"}),
        ("make the Oboe's last note twice as long", {"note": -1, "times": 2, "action": "length"}),
        ("the third note in bar 2 of the Oboe should be an A", {"note": 3, "to": "A", "action": "pitch"}),
        ("Die erste Note der Oboe soll ein Cis sein, kein C", {"note": 1, "to": "C#", "only": "C", "action": "pitch"}),
        ("la première note du Oboe doit être un la", {"note": 1, "to": "A", "action": "pitch"}),
        ("la última nota del Oboe un semitono abajo", {"note": -1, "change": -1, "action": "pitch"}),
        ("apaga a segunda nota do Oboe", {"note": 2, "action": "delete"}),
        ("Oboe最后一个音应该是D", {"note": -1, "to": "D", "action": "pitch"}),
    ],
)
def test_one_note_is_meant(text: str, expected: dict[str, Any]) -> None:
    found = edit(text)
    assert found.pop("clip") == "c2"
    assert {name: value for name, value in found.items() if name not in ("start_bar", "end_bar")} == expected


DONE = after(
    SONG,
    (
        "the last note of the Oboe should be a G",
        [("edit_notes", {"clip": "c2", "action": "pitch", "note": -1, "to": "G"}, ())],
    ),
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("and only half as long", {"action": "length", "times": 0.5}),
        ("no, an A", {"action": "pitch", "to": "A"}),
        ("a bit softer", {"action": "velocity", "change": -15}),
    ],
)
def test_what_is_said_next_is_about_that_note(text: str, expected: dict[str, Any]) -> None:
    assert edit(text, DONE) == {"clip": "c2", "note": -1, **expected}


@pytest.mark.parametrize(
    "text",
    ["the Oboe should be an E there", "turn the top note of the Oboe to a Q", "make the last chord of the Oboe minor"],
)
def test_a_letter_of_a_note_is_no_key(text: str) -> None:
    assert calls(text, SONG)[0]["tool"] in ("ask", "refuse")


def test_a_key_is_a_key() -> None:
    assert calls("put the Oboe in E minor", SONG)[0]["args"]["key"] == "E minor"
    assert calls("transpose the Oboe to D", SONG)[0]["args"]["key"] == "D major"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("what's the highest note the Cello has to play?", {"clip": "c1"}),
        ("how many notes does the Cello play in bar 3?", {"clip": "c1", "start_bar": 3, "end_bar": 4}),
        ("what range does the Cello have?", {"clip": "c1"}),
        ("how low does the Cello go?", {"clip": "c1"}),
        ("Was ist der tiefste Ton vom Cello?", {"clip": "c1"}),
        ("quelle est la note la plus grave du Cello ?", {"clip": "c1"}),
        ("¿cuántas notas tiene el Cello?", {"clip": "c1"}),
        ("qual é a nota mais alta do Cello?", {"clip": "c1"}),
        ("Cello最高的音是什么？", {"clip": "c1"}),
    ],
)
def test_questions_about_notes_are_looked_up(text: str, expected: dict[str, Any]) -> None:
    assert calls(text, SONG) == [{"tool": "session_info", "args": {"aspect": "notes", **expected}}]
