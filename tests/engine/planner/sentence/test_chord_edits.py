"""Chords that become others where they lie; and what is said of notes, or of chords that are to be made."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.planner.sentence.quartet import after, steps


@pytest.mark.parametrize(
    ("text", "clip", "told"),
    [
        ("marimba one, last chord make it Gsus4", "k05", {"note": -1, "to": "Gsus4"}),
        ("the last chord of marimba two should be E major", "k013", {"note": -1, "to": "E"}),
        ("make the second chord of marimba one an A minor", "k05", {"note": 2, "to": "Am"}),
        ("change the first chord in marimba two to Dm7", "k013", {"note": 1, "to": "Dm7"}),
        ("marimba: last chord should be F sharp minor, i want that lift", "k013", {"note": -1, "to": "F#m"}),
        ("finish marimba two on E major", "k013", {"note": -1, "to": "E"}),
        ("the third chord in marimba one is C/E", "k05", {"note": 3, "to": "C/E"}),
        ("the chord in bar 7 of the marimba should be Bb maj7", "k05",
         {"to": "Bbmaj7", "start_bar": 7, "end_bar": 8}),
    ],
)  # fmt: skip
def test_a_chord_becomes_another(text: str, clip: str, told: dict[str, Any]) -> None:
    assert [(one["tool"], one["args"]) for one in steps(text)] == [
        ("edit_notes", {"clip": clip, "action": "chord", **told})
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the last note of marimba one should be a G",
        "finish marimba two on D",
        "the last chord of marimba one shorter",
        "the accordion's last chord should be louder",
        "the last chord of the accordion should be E minor",
        "chords Am F C G at bar 9",
        "delete the last chord of marimba one",
    ],
)
def test_what_is_no_other_chord_is_none(text: str) -> None:
    assert not any(one["args"].get("action") == "chord" for one in steps(text))


def test_of_what_is_in_hand() -> None:
    behind = after("all notes of marimba two velocity 80")
    (step,) = steps("last chord should be Gsus4", behind)
    assert step["args"] == {"clip": "k013", "action": "chord", "to": "Gsus4", "note": -1}
