"""Turns of bare words that do not fit what was done are asked about; those that fit are followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import calls, tools
from tests.engine.planner.test_level_of_it import MADE, RAIN, done

GAIN = done("bass down 3 dB", "mix", track="Bass", action="gain", value_db=-3)
PAN = done("pan the bass left", "mix", track="Bass", action="pan", value=-0.4)
TEMPO = done("120 bpm", "transport", action="set_tempo", bpm=120)
MARKER = done("marker at bar 9 called Drop", "marker", action="add", name="Drop", bar=9)
MUTED = done("mute the bass", "mix", track="Bass", action="mute")
MOVED = done("move the pad to bar 3", "arrange", action="move", clip="c5", bar=3)
COLOURED = done("make the bass blue", "set_track", track="Bass", color="blue")


@pytest.mark.parametrize("context", [GAIN, PAN, TEMPO, MARKER, MUTED, MOVED, MADE, COLOURED])
def test_wrong_one_is_no_number_and_nothing_again(context: Context) -> None:
    assert tools("wrong one, sorry", context) == ["ask"]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("no, the pad", MARKER),
        ("no, the pad", TEMPO),
        ("no, left", MARKER),
        ("half that", MOVED),
        ("half that", MARKER),
        ("make that 4", TEMPO),
        ("make that 4", PAN),
        ("a bit more", MUTED),
        ("a bit more", COLOURED),
        ("other way round", MOVED),
        ("other way round", MADE),
        ("and the pad too", MADE),
        ("I meant the pad", MADE),
        ("the other one", GAIN),
        ("less", MADE),
    ],
)
def test_what_such_words_do_not_say_is_asked(text: str, context: Context) -> None:
    assert tools(text, context) == ["ask"]


@pytest.mark.parametrize(
    ("text", "context", "task", "changed"),
    [
        ("no, the pad", GAIN, "mix", {"track": "Pad", "value_db": -3}),
        ("half that", GAIN, "mix", {"track": "Bass", "value_db": -1.5}),
        ("make that 4", GAIN, "mix", {"value_db": -4}),
        ("other way round", PAN, "mix", {"value": 0.4}),
        ("and a bit left", GAIN, "mix", {"action": "pan"}),
        ("bar 7", MOVED, "arrange", {"bar": 7}),
        ("a bit faster", TEMPO, "transport", {"action": "set_tempo"}),
        ("and the pad too", COLOURED, "set_track", {"track": "Pad", "color": "blue"}),
        ("pad up 2", MUTED, "mix", {"track": "Pad", "value_db": 2}),
        ("longer, 8 bars", done("rain", "generate_audio", prompt="rain", bars=4), "generate_audio", {"prompt": "rain"}),
    ],
)
def test_what_they_say_is_done(text: str, context: Context, task: str, changed: dict[str, object]) -> None:
    (call,) = calls(text, context)
    assert call["tool"] == task
    assert {name: call["args"].get(name) for name in changed} == changed


SECOND = replace(RAIN, name="Melody vocal 2", track="V2")
SANG = done("sing the melody: oh my", "sing", SECOND, midi="c1", lyrics="oh my")
WET = done("reverb on the pad", "apply_effect", clip="c5", effect="reverb", wet=0.3)


@pytest.mark.parametrize(
    "text", ["less, it sounds like a swimming pool", "menos, parece una catedral enorme"]
)
def test_a_reason_behind_what_is_wanted_changes_nothing(text: str) -> None:
    (call,) = calls(text, WET)
    assert call["tool"] == "apply_effect" and call["args"]["wet"] == 0.15


@pytest.mark.parametrize(
    "text",
    ["the same with the bass on its own track called Low", "dasselbe mit dem Bass auf einer eigenen Spur „Low“"],
)
def test_the_same_of_another_is_put_on_a_track_of_its_own(text: str) -> None:
    sung, placed = calls(text, SANG)
    assert sung == {"tool": "sing", "args": {"midi": "c3", "lyrics": "oh my"}}
    assert placed == {"tool": "arrange", "args": {"action": "place", "clip": "$1", "track": "Low"}}


def test_who_begs_pardon_changes_their_mind() -> None:
    (call,) = calls("Melody an octave lower. No, pardon, I mean the bass, the melody stays as it is.")
    assert call["tool"] == "change_tempo_key" and call["args"]["clip"] == "c3"


def test_counting_records_nothing() -> None:
    assert "transport" not in tools("count the bars every four bars please")


def test_a_question_about_a_name_gives_none() -> None:
    steps = calls("Which bar does the pad start in, and what is that track called again?")
    assert {call["tool"] for call in steps} == {"session_info"}
