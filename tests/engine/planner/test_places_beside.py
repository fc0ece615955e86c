"""Places told by what lies there, in seconds as well: what is made is put there."""

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import after, calls

TALK = Context(
    tempo=120,
    tracks=("Host", "Caller", "Jingle"),
    clips=(
        ClipInfo("r1", "host", "Host", "audio", 0, 6, ("speech",)),
        ClipInfo("r2", "caller", "Caller", "audio", 6, 8, ("speech",)),
        ClipInfo("r3", "jingle", "Jingle", "audio", 20, 4, ("music",)),
    ),
)


@pytest.mark.parametrize(
    ("text", "made", "place"),
    [
        ('say "stay tuned" at 9 seconds', "speak", {"at": 9.0}),
        ('have a voice say "stay tuned" when the caller is done, so at 14 seconds', "speak", {"bar": 8.0}),
        ('say "stay tuned" right after the host', "speak", {"bar": 4.0}),
        ('speak "when the host is over" at 0:30', "speak", {"at": 30.0}),
        ("a door slam at 12.5 seconds", "generate_audio", {"at": 12.5}),
        ("a door slam 2 seconds after the caller", "generate_audio", {"at": 16.0}),
        ("a door slam half a second before the jingle", "generate_audio", {"at": 19.5}),
    ],
)
def test_what_is_made_is_put_there(text: str, made: str, place: dict[str, float]) -> None:
    first, second = calls(text, TALK)
    assert first["tool"] == made and second["tool"] == "arrange"
    assert second["args"] == {"action": "place", "clip": "$1", **place}


def test_words_in_quotation_marks_are_no_place() -> None:
    assert calls('speak "when the host is over"', TALK)[0]["args"]["text"] == "when the host is over"


def test_a_clip_is_moved_to_the_end_of_another() -> None:
    (call,) = calls("move the jingle so it starts when the caller ends", TALK)
    assert call["args"] == {"action": "move", "clip": "r3", "bar": 8.0}


def test_how_long_a_sound_is_is_no_place() -> None:
    (call,) = calls("make a door slam of 3 seconds", TALK)
    assert call["args"]["duration"] == 3.0


@pytest.mark.parametrize(
    "text",
    [
        "lovely, much better. what is he actually saying there? I need it for the page",
        "what's he talking about",
        "great. and what does he say?",
    ],
)
def test_what_is_said_is_read_off_the_clip(text: str) -> None:
    cleaned = after(TALK, ("take the hiss off the caller", [("denoise", {"clip": "r2"}, ())]))
    (call,) = calls(text, cleaned)
    assert (call["tool"], call["args"]["clip"]) == ("transcribe", "r2")


def test_beats_are_those_of_the_meter() -> None:
    waltz = replace(TALK, time_signature="3/4", tempo=60)
    _, place = calls("a door slam 2 beats after the caller", waltz)
    assert place["args"]["at"] == pytest.approx(16.0, abs=0.002)
