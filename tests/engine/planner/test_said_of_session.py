"""What is said of the song is kept and moves nothing; a level that is wished for is a level, and no silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Exchange
from tests.engine.planner.session import BAND, calls


@pytest.mark.parametrize(
    "said",
    ["we are in D minor", "it's in D minor", "the song is in F# minor", "the key is e flat major",
     "we're all in A dorian", "this is in C major btw"],
)  # fmt: skip
def test_the_key_that_is_told_is_told_again_and_nothing_is_transposed(said):
    assert calls(said) == [{"tool": "session_info", "args": {"aspect": "key"}}]


@pytest.mark.parametrize("said", ["put the pad in D minor", "make it in D minor", "transpose the pad to D minor"])
def test_a_key_that_is_wished_for_is_a_change(said):
    assert calls(said)[0]["tool"] == "change_tempo_key"


def test_a_key_that_answers_a_question_is_that_answer():
    asked = {"tool": "ask", "args": {"text": "To which key?"}}
    context = replace(BAND, dialogue=(Exchange("transpose the pad", (asked,)),))
    assert calls("it's in D minor", context)[0]["args"] != {"aspect": "key"}


@pytest.mark.parametrize(
    ("said", "value_db"),
    [("pad very quiet", -12), ("the pad really quiet", -6), ("bass very quietly", -12),
     ("make the pad very quiet", -12), ("the pad is very quiet", 3), ("pad's very quiet", 3)],
)  # fmt: skip
def test_very_quiet_is_a_level_and_a_complaint_the_other_way(said, value_db):
    (call,) = calls(said)
    assert call["args"]["action"] == "gain" and call["args"]["value_db"] == value_db


@pytest.mark.parametrize("said", ["pad quiet", "solo the bass, very quietly", "the pad quiet in bars 3 to 4"])
def test_silence_and_solo_are_still_meant(said):
    assert calls(said)[0]["args"].get("action", "mute") in ("mute", "solo")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("füge einen Lofi-Beat, vier Takte, hinzu", {"prompt": "lofi-beat", "bars": 4}),
     ("füge eine Bassline hinzu", {"kind": "bass"}),
     ("füge einen Marker „Refrain“ bei Takt 5 hinzu", {"action": "add", "name": "Refrain", "bar": 5.0})],
)  # fmt: skip
def test_what_is_added_is_not_called_by_its_verb(said, wanted):
    context = replace(BAND, files=())
    (call,) = calls(said, context)
    assert {name: str(value).lower() for name, value in call["args"].items()} == {
        name: str(value).lower() for name, value in wanted.items()
    }
