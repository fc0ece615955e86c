"""What is asked to be spoken: the words, who says them and how, where; and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.read import read
from tests.engine.planner.making.test_wishes import SONG
from tests.engine.planner.session import calls
from tests.engine.planner.singing.test_said_of_it import calls_with_bases, sung

SAID = {"text": "we open at nine"}


def placed(**put: object) -> list[dict[str, Any]]:
    return [{"tool": "arrange", "args": {"action": "place", "clip": "$1", **put}}] if put else []


@pytest.mark.parametrize(
    ("text", "how", "put"),
    [
        ("A voice on the viola track at bar 5 going 'we open at nine'", {}, {"bar": 5, "track": "Viola"}),
        ('i need a voice saying "we open at nine" just before the bridge', {}, {"bar": 16}),
        ('say "we open at nine" in the intro, like an old radio guy', {"voice": "old male", "style": "announcer"},
         {"bar": 1}),
        ("need a guide vo, woman, warm: we open at nine. at the bridge", {"voice": "woman", "style": "warm"},
         {"bar": 17}),
        ('can you have a woman say "we open at nine"?', {"voice": "woman"}, {}),
        ("get a bloke to say 'we open at nine' at 0:12", {"voice": "male"}, {"at": 12}),
        ('add a deep male voice saying "we open at nine" at bar 3 on a new track called Ident', {"voice": "deep male"},
         {"bar": 3, "track": "Ident"}),
        ("voiceover, cheerful girl: we open at nine. from bar 21", {"voice": "girl", "style": "happy"}, {"bar": 21}),
        ('put a whispered "we open at nine" at bar 11, female', {"voice": "female", "style": "whisper"}, {"bar": 11}),
        ('an announcement "we open at nine" in the outro, calm', {"style": "calm"}, {"bar": 33}),
    ],
)  # fmt: skip
def test_it_is_spoken_where_it_is_wanted(text: str, how: dict[str, Any], put: dict[str, Any]) -> None:
    assert calls(text, SONG) == [{"tool": "speak", "args": {**SAID, **how}}, *placed(**put)]


def test_words_behind_a_colon_keep_what_is_no_place() -> None:
    (step,) = calls("a voiceover: come in. turn it up, glow it up", SONG)
    assert step == {"tool": "speak", "args": {"text": "come in. turn it up, glow it up"}}


@pytest.mark.parametrize(
    "text",
    [
        'add a voice singing "we open at nine"',
        'mute the voice saying "we open at nine"',
        'rename the voice track "Host"',
        'add a marker called "voice"',
        'say "we open at nine" and pan it left',
        "what does the voice say: we open at nine",
        'say "a" and "b"',
        'a voice with flanger saying "we open at nine"',
    ],
)
def test_what_holds_anything_else_is_left(text: str) -> None:
    steps = read(text, DialogueState.of(SONG)) or []
    assert "speak" not in [one.task for one in steps]


SPOKEN = {"text": "welcome to the late bar", "voice": "male", "style": "excited", "rate": 1.0}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("slower", {"rate": 0.85}),
        ("a bit too rushed", {"rate": 0.85}),
        ("quicker please", {"rate": 1.15}),
        ("say it happier", {"style": "excited, happy"}),
        ("way less salesy", {"style": "calm"}),
        ("slower and way less salesy, shes shouting at me", {"rate": 0.85, "style": "calm"}),
        ("a woman", {"voice": "woman"}),
        ("a calm older lady instead", {"voice": "old lady", "style": "calm"}),
        ('again from "late"', {}),
        ('make it "the early bar"', {"text": "welcome to the early bar"}),
        ("make it the early bar", {"text": "welcome to the early bar"}),
        ('say "good night" instead', {"text": "good night"}),
        ('make it "goodbye to the late bar"', {"text": "goodbye to the late bar"}),
        ("can you do another take of it", {}),
    ],
)
def test_it_is_spoken_anew_in_its_place(text: str, changed: dict[str, Any]) -> None:
    (step,) = calls_with_bases(text, sung(SPOKEN, "speak"))
    assert (step["tool"], step["op"], step["base"]) == ("speak", "fix", "1.1")
    assert step["args"] == {**SPOKEN, **changed}


@pytest.mark.parametrize("text", ['again from "nowhere"', "make the keys slower", "less reverb"])
def test_what_is_not_about_it_makes_no_line(text: str) -> None:
    assert "speak" not in [one["tool"] for one in calls_with_bases(text, sung(SPOKEN, "speak"))]


def test_the_last_words_of_a_sung_line_change() -> None:
    (step,) = calls_with_bases('make it "on the garden wall"', sung())
    assert step["args"]["lyrics"] == "the rain came down on the garden wall"


def test_words_that_are_no_part_of_the_line_are_asked_about() -> None:
    (step,) = calls_with_bases('make it "something else"', sung())
    assert step["tool"] == "ask"
