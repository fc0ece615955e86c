"""What hangs on an unknown word is asked; nothing is taken back, and no question answered, without words for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import BAND, CHORUS_TURN, after, calls, tools


def signs(made: list[dict[str, Any]]) -> set[bool]:
    """Whether amounts of a plan go up."""
    names = ("value_db", "gain_db", "semitones", "value")
    return {call["args"][name] > 0 for call in made for name in names if call["args"].get(name)}


@pytest.mark.parametrize(
    "text",
    [
        "decrease the bass by 3 db",
        "decrease the level of the pad by 3 db",
        "decreasing the pad by 2 dB please",
        "diminish the bass by 2 db",
        "lessen the pad by 4 db",
    ],
)
def test_words_that_lower(text: str) -> None:
    assert signs(calls(text)) == {False}


@pytest.mark.parametrize(
    "text",
    [
        "turn the pad dwn by 4 dB",
        "turn the pad dow by 4 dB",
        "turn the pad by 4 dB",
        "baha el pad 3 db",
        "mach das Pad 3 dB leise",
        "transpose the melody dwn by 2 semitones",
        "transponiere die Melodie um 2 Halbtöne tefer",
        "ower the bass by 3 db",  # over, or lower
        "lowder the bass by 3 db",
        "haisse le pad de 3 db",  # hausse, or baisse
        "pan the pad lef by 30%",
        "pan the pad by 30%",
    ],
)
def test_a_way_that_was_not_understood_is_asked(text: str) -> None:
    assert tools(text) == ["ask"], calls(text)


@pytest.mark.parametrize(
    "text",
    ["give the pad 3 dB", "add 3 db to the pad", "the bass 3 db louder", "transpose the melody by 2 semitones",
     "transponiere die Melodie um 2 Halbtöne", "monte le pad de 3 db"],
)  # fmt: skip
def test_what_needs_no_word_for_up_goes_up(text: str) -> None:
    assert signs(calls(text)) == {True}


@pytest.mark.parametrize(
    "text",
    ["take out the breaths", "reset the pan of the pad", "revert the phase of the pad", "scratch sound effect please",
     "scrap metal sound", "trim back the tail of the pad", "step back from the mic", "roll off the lows",
     "dial the reverb back a bit", "reviens au début", "volta ao início", "back vocals for the chorus"],
)  # fmt: skip
def test_nothing_is_taken_back_that_nobody_asked_for(text: str) -> None:
    for context in (BAND, CHORUS_TURN):
        assert not {"undo", "redo"} & set(tools(text, context)), calls(text, context)


def test_nothing_is_done_again_when_nothing_was_taken_back() -> None:
    assert tools("again please", BAND) == ["ask"]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("scratch that", {}),
        ("no, take that back", {}),
        ("go back", {}),
        ("undo the chorus", {"target": "chorus"}),
        ("alles rückgängig", {"target": "everything"}),
        ("alles wieder rückgängig machen", {"target": "everything"}),
        ("tout annuler", {"target": "everything"}),
        ("全部撤销", {"target": "everything"}),
        ("everything undone please", {"target": "everything"}),
    ],
)
def test_what_is_asked_back_is_taken_back(text: str, args: dict[str, str]) -> None:
    assert calls(text, CHORUS_TURN) == [{"tool": "undo", "args": args}]


@pytest.mark.parametrize("asked", ["master it", "delete it", "transcribe it"])
def test_another_request_is_no_answer_to_a_question(asked: str) -> None:
    context = after(BAND, (asked, [("ask", {"text": "Which one do you mean?"}, ())]))
    assert calls("stop", context) == [{"tool": "transport", "args": {"action": "stop"}}]
    assert tools("what key is the melody in", context) == ["describe_music"]


@pytest.mark.parametrize(("asked", "task"), [("master it", "master"), ("transcribe it", "transcribe")])
def test_a_name_is_an_answer_to_a_question(asked: str, task: str) -> None:
    context = after(BAND, (asked, [("ask", {"text": "Which clip do you mean?"}, ())]))
    assert calls("the bass line", context) == [{"tool": task, "args": {"clip": "c3"}}]
    assert calls("the pad please", context) == [{"tool": task, "args": {"clip": "c5"}}]


@pytest.mark.parametrize(
    "text", ["the pad", "the bass line please", "the lo-fi beat, please", "das Pad bitte", "the last one"]
)
def test_a_name_alone_asks_for_nothing(text: str) -> None:
    assert tools(text) == ["ask"], calls(text)


def test_a_new_name_that_is_said_is_the_one_that_is_given() -> None:
    """Not that of an earlier renaming to which an undo has gone back."""
    song = replace(BAND, clips=(ClipInfo("c1", "guitar", "K26", "audio", 0, 2),), tracks=("K26",), last="c1")
    named = [
        (f"rename the Guitar track to {name}", [("arrange", {"action": "rename", "name": name, "track": track}, ())])
        for name, track in (("K26", "Guitar"), ("K22", "K26"))
    ]
    (call,) = calls("rename the Guitar track to K30", after(song, *named, ("undo that", [("undo", {}, ())])))
    assert call["args"]["name"] == "K30"


@pytest.mark.parametrize(
    "text",
    [
        "call the drummer, tell him we start at 9 sharp",
        "ok now phone my bass player and ask him to come at 10",
        "text our singer, let her know it is tomorrow",
    ],
)
@pytest.mark.parametrize("context", [BAND, CHORUS_TURN])
def test_an_errand_renames_nothing(text: str, context: Context) -> None:
    assert tools(text, context) == ["refuse"]


def test_a_name_is_still_given() -> None:
    assert tools("call the pad Fog") == ["arrange"]
