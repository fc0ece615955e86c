"""Tones, filters and levels on their way, shares, and several effects at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.planner.sentence.quartet import steps
from tests.engine.planner.sentence.test_effects_said import put, told

_ACCORDION = ("k25", "k213")
_DARKER = {"cutoff_hz": 6000, "gain_db": -3, "q": 0.7}
_WARMER = {"freq_hz": 200, "gain_db": 2.5, "q": 0.7}


def way(track: str, low: float, high: float, *bars: float) -> list[dict[str, Any]]:
    args = {"track": track, "parameter": "volume", "from": low, "to": high, "start_bar": bars[0], "end_bar": bars[1]}
    return [{"tool": "automate", "args": args}]


@pytest.mark.parametrize(
    ("text", "before", "wanted"),
    [
        ("accordion darker", (), put("eq", *_ACCORDION, **_DARKER)),
        ("accordion darker and warmer", (), put("eq", *_ACCORDION, **_DARKER) + put("eq", *_ACCORDION, **_WARMER)),
        ("even darker", ("accordion darker",), put("eq", *_ACCORDION, **{**_DARKER, "gain_db": -6})),
        ("too dark now", ("accordion darker",), put("eq", *_ACCORDION, **{**_DARKER, "gain_db": -1.5})),
        ("shaker: highs down 4", (), put("eq", "k613", cutoff_hz=8000, gain_db=-4, q=0.7)),
        ("the accordion is muddy, mute it", (), [{"tool": "mix", "args": {"track": "Accordion", "action": "mute"}}]),
    ],
)
def test_a_word_of_tone_is_one_band(text: str, before: tuple[str, ...], wanted: list[dict[str, Any]]) -> None:
    """…that is turned on where it is there; what only says why is none."""
    assert told(text, *before) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cajon out of nothing into the refrain", way("Cajon", -60, 0, 5, 13)),
        ("swell the accordion into stanza 2", way("Accordion", -18, -6, 17, 21)),
        ("marimba from -20 at bar 5 to -4 at bar 9", way("Marimba", -20, -4, 5, 9)),
        ("the marimba stays full till bar 21, then down to -14 by bar 23", way("Marimba", -2, -14, 21, 23)),
    ],
)
def test_a_level_on_its_way(text: str, wanted: list[dict[str, Any]]) -> None:
    assert told(text) == wanted


def test_two_levels_in_two_places_are_no_way() -> None:
    assert [one["args"]["to"] for one in steps("cajon 3 down in stanza 1 and 2 up in the refrain")] != [2.0]


def test_a_way_is_turned_round() -> None:
    assert told("other way round", "marimba from -20 at bar 5 to -4 at bar 9") == way("Marimba", -4, -20, 5, 9)


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("turn the cajon down by half", "value_db", -6.0),
        ("cajon at 50%", "set_db", -6.0),
        ("tempo down 10 percent", "bpm", 108),
        ("a touch slower", "bpm", 118),
        ("knock 4 bpm off", "bpm", 116),
        ("slow the cajon down by a quarter", "ratio", 0.75),
        ("all marimba notes at 90", "value", 90),
    ],
)
def test_a_share_is_a_figure(text: str, key: str, value: float) -> None:
    assert steps(text)[0]["args"][key] == pytest.approx(value, abs=0.1)


def test_an_interval_is_no_share() -> None:
    assert not any("value_db" in one["args"] for one in steps("marimba up a third"))


@pytest.mark.parametrize(
    ("text", "goes", "hits"),
    [
        ("let the cajon push the accordion down", "Accordion", "Cajon"),
        ("the accordion makes room for the marimba", "Accordion", "Marimba"),
        ("use the cajon to duck the marimba", "Marimba", "Cajon"),
        ("whenever the cajon hits the marimba ducks 4", "Marimba", "Cajon"),
        ("duck the marimba while the accordion plays", "Marimba", "Accordion"),
    ],
)
def test_who_ducks_for_whom(text: str, goes: str, hits: str) -> None:
    (one,) = steps(text)
    assert (one["args"]["track"], one["args"]["to"]) == (goes, hits)


def test_a_second_trigger_is_asked_about() -> None:
    (one,) = told("under the cajon too", "duck the accordion under the marimba")
    assert one["tool"] == "ask" and "“Marimba” or “Cajon”" in one["args"]["text"]


def test_several_effects_at_once_each_with_its_own() -> None:
    wanted = put("delay", "k613", delay_s=0.11, feedback=0.1) + put("reverb", "k613", wet=0.15)
    assert told("a slap delay and a bit of reverb on the shaker") == wanted
    assert told("thicken the shaker with a chorus") == put("chorus", "k613")


def test_only_in_a_part_keeps_the_clip_that_lies_there() -> None:
    (one,) = told("only in stanza 1", "reverb on the accordion")
    assert one == {"tool": "undo", "args": {"target": "#1.2"}}


def test_a_sound_is_made_at_its_place() -> None:
    made, put_there = told("a crash on 13")
    assert (made["args"], put_there["args"]["bar"]) == ({"prompt": "crash"}, 13)
    assert not told("the shaker on 13")


def test_an_effect_comes_slowly_by_how_wet_it_is() -> None:
    on, moved = told("reverb on the accordion fades in over the refrain")
    assert on["args"] == {"track": "Accordion", "effect": "reverb", "wet": 0}
    assert (moved["args"]["from"], moved["args"]["to"], moved["args"]["start_bar"]) == (0, 0.25, 13)


def test_a_band_beside_an_equaliser_is_another_one() -> None:
    (one, *_) = told("and 2 db of air", "eq the accordion, 3 db off at 400")
    assert (one["args"]["cutoff_hz"], one["args"]["gain_db"]) == (11000, 2)


def test_the_lows_rolled_off_are_filtered() -> None:
    assert {one["args"]["effect"] for one in told("roll off the lows", "accordion down 2")} == {"highpass"}
