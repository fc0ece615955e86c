"""Conversations: corrections, answers, ordinals, retries, undo."""

from dataclasses import replace

import pytest

from engine.planner.context import Exchange
from tests.engine.planner.session import BAND, Said, after, calls, tools

CHORUS: Said = ("put a chorus on the pad", [("apply_effect", {"clip": "c5", "effect": "chorus"}, ("pad chorus",))])
STEMS: Said = (
    "stems of the sunday mix",
    [("separate_stems", {"clip": "c7"}, ("mix vocals", "mix drums", "mix bass", "mix other"))],
)
DOWN: Said = ("turn the vocal down 3 dB", [("mix", {"track": "Melody vocal", "action": "gain", "value_db": -3}, ())])


def test_a_correction_changes_the_clip_only() -> None:
    assert calls("no, I meant the vocal", after(BAND, CHORUS)) == [
        {"tool": "apply_effect", "args": {"effect": "chorus", "clip": "c4"}}
    ]


def test_a_correction_changes_one_setting() -> None:
    planned = calls("slower, 0.3 Hz", after(BAND, CHORUS))
    assert planned[0]["tool"] == "apply_effect"
    assert planned[0]["args"]["effect"] == "chorus"
    assert planned[0]["args"]["rate_hz"] == 0.3


def test_the_same_on_another_clip() -> None:
    assert calls("same on the beat", after(BAND, CHORUS)) == [
        {"tool": "apply_effect", "args": {"effect": "chorus", "clip": "c2"}}
    ]


def test_a_new_amount_keeps_its_direction() -> None:
    assert calls("make it 2 dB", after(BAND, DOWN)) == [
        {"tool": "mix", "args": {"track": "Melody vocal", "action": "gain", "value_db": -2.0}}
    ]


def test_ordinals_count_the_outputs() -> None:
    planned = calls("put the third one on a track called Low", after(BAND, STEMS))
    assert planned == [{"tool": "arrange", "args": {"action": "place", "clip": "n11", "track": "Low"}}]
    assert calls("reverse the second", after(BAND, STEMS)) == [
        {"tool": "edit_clip", "args": {"clip": "n10", "action": "reverse"}}
    ]


def test_it_is_the_newest_output() -> None:
    assert calls("now reverse it", after(BAND, CHORUS)) == [
        {"tool": "edit_clip", "args": {"clip": "n9", "action": "reverse"}}
    ]


def test_an_answer_completes_the_question() -> None:
    asked = after(BAND, ("translate the interview", [("ask", {}, ())]))
    assert calls("into Polish please", asked) == [
        {"tool": "translate_speech", "args": {"clip": "c6", "target_language": "polish"}}
    ]


def test_another_request_after_a_question_stands_for_itself() -> None:
    asked = after(BAND, ("translate the interview", [("ask", {}, ())]))
    assert calls("play from bar 3", asked) == [{"tool": "transport", "args": {"action": "play", "bar": 3.0}}]


def test_a_retry_runs_what_failed_on_what_exists() -> None:
    broken = after(
        BAND,
        (
            "clean the interview and translate it to Polish",
            [
                ("enhance_speech", {"clip": "c6"}, ("clean interview",)),
                ("translate_speech", {"clip": "$1", "target_language": "polish"}, ("!",)),
            ],
        ),
    )
    assert calls("try again", broken) == [
        {"tool": "translate_speech", "args": {"clip": "n9", "target_language": "polish"}}
    ]


def test_a_changed_retry() -> None:
    broken = after(
        BAND,
        (
            "clean the interview and translate it to Polish",
            [
                ("enhance_speech", {"clip": "c6"}, ("clean interview",)),
                ("translate_speech", {"clip": "$1", "target_language": "polish"}, ("!",)),
            ],
        ),
    )
    assert calls("then make that german", broken) == [
        {"tool": "translate_speech", "args": {"clip": "n9", "target_language": "german"}}
    ]


def test_undo_and_redo_are_calls_of_their_own() -> None:
    talked = after(BAND, CHORUS, DOWN)
    assert calls("take the last two back", talked) == [{"tool": "undo", "args": {"steps": 2}}]
    assert calls("undo the chorus", talked) == [{"tool": "undo", "args": {"target": "chorus"}}]


def test_small_talk_in_between_changes_nothing() -> None:
    talked = after(BAND, CHORUS, ("thanks!", [("chat", {}, ())]))
    assert calls("no, I meant the vocal", talked) == [
        {"tool": "apply_effect", "args": {"effect": "chorus", "clip": "c4"}}
    ]


def test_again_repeats_the_last_call() -> None:
    made = after(
        BAND, ("a thunderstorm, 8 seconds", [("generate_audio", {"prompt": "thunderstorm", "duration": 8}, ("storm",))])
    )
    assert calls("another take", made) == [
        {"tool": "generate_audio", "args": {"prompt": "thunderstorm", "duration": 8.0}}
    ]
    planned = calls("again but 20 seconds", made)
    assert planned[0]["tool"] == "generate_audio"
    assert planned[0]["args"]["duration"] == 20


PLACED: Said = (
    "make a 4-bar lo-fi beat on a new track at bar 1",
    [
        ("generate_audio", {"prompt": "lo-fi beat", "bars": 4}, ("first beat",)),
        ("arrange", {"action": "place", "clip": "$1", "bar": 1}, ()),
    ],
)


def test_a_change_is_about_what_was_made_not_where_it_was_put() -> None:
    placed = after(BAND, PLACED)
    assert calls("make it 8 bars", placed) == [{"tool": "generate_audio", "args": {"prompt": "lo-fi beat", "bars": 8}}]
    assert calls("same but darker", placed)[0]["args"] == {"prompt": "darker lo-fi beat", "bars": 4}
    assert calls("move it to bar 5", placed) == [
        {"tool": "arrange", "args": {"action": "move", "clip": "n9", "bar": 5.0}}
    ]


def test_the_mixer_follows_the_conversation() -> None:
    placed = after(BAND, PLACED)
    assert calls("turn it down 6 dB", placed) == [
        {"tool": "mix", "args": {"clip": "n9", "action": "gain", "value_db": -6.0}}
    ]


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("bypass the compressor on the pad", "plugin"),
        ("freeze the pad", "freeze"),
        ("color the pad green", "set_track"),
        ("export the mix as mp3", "export"),
    ],
)
def test_a_request_after_a_question_is_no_answer_to_it(text: str, tool: str) -> None:
    asked = Exchange("quantize the interview", ({"tool": "ask", "args": {"text": "Turn it into notes first?"}},))
    assert tools(text, replace(BAND, dialogue=(asked,))) == [tool]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("undo everything since the chorus", "everything since the chorus"),
        ("take back all we did after the chorus please", "everything since the chorus"),
        ("go back to before the chorus", "before the chorus"),
        ("put it back to how it was before the chorus", "before the chorus"),
        ("undo all", "everything"),
    ],
)
def test_how_far_back_is_heard(text: str, target: str) -> None:
    assert calls(text, after(BAND, CHORUS, DOWN)) == [{"tool": "undo", "args": {"target": target}}]
