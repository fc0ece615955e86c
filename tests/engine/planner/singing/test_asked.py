"""What is asked to be sung: the notes, the words, who and how; and what only looks like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.read import read
from tests.engine.planner.making.test_wishes import SONG
from tests.engine.planner.session import calls

TUNE = ClipInfo("t1", "tune", "Topline", "midi", 9.6, 9.6, bars=(5.0, 9.0))
HOOK = ClipInfo("t2", "hook", "Topline", "midi", 28.8, 9.6, bars=(13.0, 17.0))
SELECTED = replace(
    SONG, clips=(*SONG.clips, TUNE, HOOK), tracks=(*SONG.tracks, "Topline"), selected_clips=("t1",),
    is_newly_selected=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("sing it", {}),
        ("ok now sing this please", {}),
        ("sing these notes, low female", {"voice": "low female"}),
        ("can you sing this?", {}),
        ("sing this. the rain came down on the harbour wall. female, kinda breathy",
         {"lyrics": "the rain came down on the harbour wall", "voice": "female", "style": "breathy"}),
        ("sing these, words are: all of the boats are gone", {"lyrics": "all of the boats are gone"}),
        ("sing: wa-ter-fall over me. bloke", {"lyrics": "wa-ter-fall over me", "voice": "male"}),
        ('sing the selected notes with the words "hold on to me", soft tenor',
         {"lyrics": "hold on to me", "voice": "tenor", "style": "soft"}),
        ("oohs on this", {"lyrics": "ooh"}),
        ("la la la on these notes, child", {"lyrics": "la la la", "voice": "child"}),
        ("have a soft female voice sing this", {"voice": "female", "style": "soft"}),
        ("get it sung by a tenor", {"voice": "tenor"}),
        ("sing it, the words are on the notes", {}),
        ("sing this with no vibrato", {"style": "no vibrato"}),
    ],
)  # fmt: skip
def test_the_selected_notes_are_sung(text: str, args: dict[str, Any]) -> None:
    assert calls(text, SELECTED) == [{"tool": "sing", "args": {"midi": "t1", **args}}]


def test_what_is_named_is_sung() -> None:
    context = replace(SELECTED, selected_clips=())
    assert calls("get the hook sung, female", context) == [{"tool": "sing", "args": {"midi": "t2", "voice": "female"}}]


@pytest.mark.parametrize(
    "text",
    [
        "can you have that hook actually sung, lyrics are in it. female",
        "have the hook sung, words are already in it, female",
        "sing the hook with its own lyrics, female",
        "can you get the hook sung? words are typed in already, female",
        "sing the hook, it's got words already, female",
    ],
)
def test_words_that_are_told_to_be_there_are_not_sung(text: str) -> None:
    context = replace(SELECTED, selected_clips=())
    assert calls(text, context) == [{"tool": "sing", "args": {"midi": "t2", "voice": "female"}}]


@pytest.mark.parametrize(
    "text",
    [
        "sing this. then mute the pad",
        "sing this and pan it left",
        "sing this, in German",
        "who sings this",
        "does it sing well?",
        "mute the vocals on this",
        "is this singable",
    ],
)
def test_what_holds_anything_else_is_left(text: str) -> None:
    steps = read(text, DialogueState.of(SELECTED)) or []
    assert [one.task for one in steps] != ["sing"]


def test_nothing_selected_is_nothing_to_sing() -> None:
    assert read("sing it", DialogueState.of(replace(SELECTED, selected_clips=()))) is None


def test_the_words_are_those_of_the_notes() -> None:
    rep = ClipInfo("t3", "tune rep", "Topline", "midi", 67.2, 9.6, bars=(29.0, 33.0))
    context = replace(SELECTED, clips=(*SELECTED.clips, rep), selected_clips=())
    for text, clip in (("get the opening topline sung, female, words are on the notes already", "t1"),
                       ("sing the closing topline, female. the lyrics are on the notes", "t3")):  # fmt: skip
        assert calls(text, context) == [{"tool": "sing", "args": {"midi": clip, "voice": "female"}}]


def test_the_words_are_those_that_are_spoken_on_a_track() -> None:
    spoken = ClipInfo("v9", "scratch", "Scratch", "audio", 9.6, 9.6, bars=(5.0, 9.0))
    context = replace(SELECTED, clips=(*SELECTED.clips, spoken), tracks=(*SELECTED.tracks, "Scratch"))
    assert calls("sing this with the words i talk on scratch", context) == [
        {"tool": "transcribe", "args": {"clip": "v9"}},
        {"tool": "sing", "args": {"midi": "t1", "lyrics": "$1"}},
    ]


def test_a_tune_of_its_own_is_asked_about() -> None:
    steps = read("sing those words then, your own tune. low female", DialogueState.of(SELECTED)) or []
    assert [one.task for one in steps] == ["ask"]
