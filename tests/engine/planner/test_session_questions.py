"""What is asked of the session is answered from the session: not from the history, and nothing is put on."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import BAND, after, calls


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("is there a reverb on the pad?", {"aspect": "plugins", "track": "Pad", "knob": "reverb"}),
        ("Is there a phaser on the choir bus?", {"aspect": "plugins", "track": "choir bus"}),
        ("does the bass have a compressor?", {"aspect": "plugins", "track": "Bass", "knob": "compressor"}),
        ("has the pad got an eq on it?", {"aspect": "plugins", "track": "Pad", "knob": "eq"}),
        ("any delay on the melody?", {"aspect": "plugins", "track": "Melody"}),
        ("is the bass compressed?", {"aspect": "plugins", "track": "Bass"}),
        ("is the reverb on the pad bypassed?", {"aspect": "plugins", "track": "Pad"}),
        ("how wet is the reverb on the pad?", {"aspect": "plugins", "track": "Pad", "knob": "wet"}),
        ("does the bass go to a bus?", {"aspect": "plugins", "track": "Bass"}),
        ("is the melody midi or audio?", {"aspect": "tracks", "track": "Melody"}),
        ("gibt es einen Hall auf dem Pad?", {"aspect": "plugins", "track": "Pad", "knob": "reverb"}),
        ("y a-t-il une reverb sur le pad ?", {"aspect": "plugins", "track": "Pad", "knob": "reverb"}),
        ("¿tiene el bajo un compresor?", {"aspect": "plugins", "track": "Bass"}),
    ],
)
def test_what_is_there(said: str, args: dict[str, object]) -> None:
    (call,) = calls(said)
    assert (call["tool"], call["args"]) == ("session_info", args)


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("what did I do to the pad?", "history"),
        ("did I put a reverb on the pad?", "history"),
        ("can you put a reverb on the pad?", "apply_effect"),
        ("could the bass use some compression?", "apply_effect"),
        ("what does a compressor do?", "chat"),
    ],
)
def test_what_was_done_and_what_is_wanted_are_other_things(said: str, task: str) -> None:
    assert [call["tool"] for call in calls(said)] == [task]


@pytest.mark.parametrize(("said", "value_db"), [("play the pad quietly", -3), ("keep the pad very quiet", -12)])
def test_quietly_is_a_level(said: str, value_db: int) -> None:
    (call,) = calls(said)
    assert (call["tool"], call["args"]) == ("mix", {"track": "Pad", "action": "gain", "value_db": value_db})


def test_how_loud_a_part_is_to_be_written() -> None:
    (call,) = calls("write a very quiet bass line")
    assert call["args"] == {"kind": "bass", "style": "very quiet"}


@pytest.mark.parametrize(
    "said",
    ["what can I say?", "What can you do?", "ok, what else can I ask for?", "was kann ich sagen?", "que puis-je dire ?",
     "¿qué puedo decir?", "o que posso dizer?", "我能说什么？"],
)  # fmt: skip
def test_what_can_be_said_is_told_whatever_was_said_before(said: str) -> None:
    refused = after(BAND, ("turn the organ down", [("refuse", {"text": "There is no organ."}, ())]))
    for context in (BAND, refused):
        (call,) = calls(said, context)
        assert call["tool"] == "chat" and call["args"]["text"].startswith("I work on the clips")


@pytest.mark.parametrize(
    "said",
    [
        "Could you tell me exactly what the interview says, please?",
        "tell me word for word what the interview is saying",
        "what is the interview saying",
    ],
)
def test_what_somebody_says_is_written_down(said: str) -> None:
    assert calls(said) == [{"tool": "transcribe", "args": {"clip": "c6"}}]


def test_eight_bars_are_eight_bars() -> None:
    (call,) = calls("Melody: all velocities 70, bars 1 to 8.")
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (1, 9)
    (call,) = calls("set the velocity of the melody to 70 in bars 9 to 13")
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (9, 13)
    (call,) = calls("set the velocity of the melody to 70 from bar 5 until bar 8")
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (5, 8)


def test_who_is_meant_is_said_afterwards() -> None:
    (call,) = calls("it's muddy, pop them up an octave would you. the bass line i mean, not me!")
    assert (call["tool"], call["args"]) == ("change_tempo_key", {"clip": "c3", "semitones": 12})
