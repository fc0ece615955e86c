"""Effects, their knobs and who ducks, as musicians ask for them one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import SONG, after, steps

_ACCORDION = ("k25", "k213")
_FIDDLES = ("k35", "k313", "k45", "k413")


def put(effect: str, *clips: str, **knobs: float) -> list[dict[str, Any]]:
    return [{"tool": "apply_effect", "args": {"clip": one, "effect": effect, **knobs}} for one in clips]


def told(text: str, *before: str) -> list[dict[str, Any]]:
    """What is read of a sentence behind others: tool and arguments, whatever they lean on."""
    context = SONG
    for one in before:
        context = after(one, context)
    return [{"tool": one["tool"], "args": one["args"]} for one in steps(text, context)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cut everything below 120 on both fiddles", put("highpass", *_FIDDLES, cutoff_hz=120)),
        ("roll the top off the accordion at 6k", put("lowpass", *_ACCORDION, cutoff_hz=6000)),
        ("take the lows under 90 out of the accordion", put("highpass", *_ACCORDION, cutoff_hz=90)),
        ("clean out below 100 and above 8k on the accordion",
         put("highpass", *_ACCORDION, cutoff_hz=100) + put("lowpass", *_ACCORDION, cutoff_hz=8000)),
        ("lowpass the accordion at 5k and the shaker at 7",
         put("lowpass", *_ACCORDION, cutoff_hz=5000) + put("lowpass", "k613", cutoff_hz=7000)),
        ("the lows below 120 down 3 db on the accordion", []),
    ],
)  # fmt: skip
def test_a_band_that_is_taken_away_is_a_filter(text: str, wanted: list[dict[str, Any]]) -> None:
    """…on what is named; one that is lowered is none."""
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("before", "text", "wanted"),
    [
        ("low cut the accordion at 100", "and above 9k too", put("lowpass", *_ACCORDION, cutoff_hz=9000)),
        ("accordion down 2", "and a comp, 3 to 1", put("compressor", *_ACCORDION, ratio=3)),
        ("eq the accordion, 3 db off at 400", "and +2 at 5k", put("eq", *_ACCORDION, freq_hz=5000, gain_db=2)),
        ("eq the accordion, 3 db off at 400", "make it 450, 4 db", put("eq", *_ACCORDION, freq_hz=450, gain_db=-4)),
    ],
)
def test_what_leans_on_an_effect_needs_no_name(before: str, text: str, wanted: list[dict[str, Any]]) -> None:
    """A second band is one more, the same one with other figures is the first."""
    assert told(text, before) == wanted


@pytest.mark.parametrize(
    ("before", "text", "knobs"),
    [
        ("comp on the shaker", "treshold at -20", {"threshold_db": -20}),
        ("comp on the shaker", "thresh -22, 5 to 1", {"threshold_db": -22, "ratio": 5}),
        ("comp on the shaker", "slow the attack down a bit", {"attack_ms": 15}),
        ("comp on the shaker", "make up 3 db", {"gain_db": 3}),
        ("comp on the shaker", "3:1 on the shaker", {"ratio": 3}),
        ("comp on the shaker", "not so hard", {"threshold_db": -9}),
        ("reverb on the shaker", "60ms of predelay", {"delay_s": 0.06}),
        ("reverb on the shaker", "half as wet", {"wet": 0.125}),
        ("reverb on the shaker", "way too wet", {"wet": 0.062}),
        ("delay on the shaker", "pull the feedback back", {"feedback": 0.233}),
        ("flanger on the shaker", "less obvious", {"wet": 0.25}),
        ("hp the shaker at 100", "up to 140", {"cutoff_hz": 140}),
    ],
)
def test_a_knob_is_turned(before: str, text: str, knobs: dict[str, float]) -> None:
    """…of the effect that is there, which is not put on once more."""
    first = told(before)[0]["args"]
    made = steps(text, after(before))
    assert [one["args"] for one in made] == [{**first, **knobs}]
    assert [(one["op"], one["base"]) for one in made] == [("fix", "1.1")]


def test_a_knob_that_was_turned_comes_some_of_the_way_back() -> None:
    """ "A bit back up", behind half of it."""
    assert told("a bit back up", "reverb on the shaker at 40%", "half as wet")[0]["args"]["wet"] == 0.267


def test_an_equaliser_is_made_narrower_and_moved() -> None:
    """By its q, and by its frequency."""
    before = ("eq the shaker, 3 db off at 400", "narrower")
    assert told(*before[::-1])[0]["args"]["q"] == 1.05
    assert told("move it to 500", *before)[0]["args"]["freq_hz"] == 500


@pytest.mark.parametrize("text", ["up 2", "the shaker 2 louder", "louder", "cajon 30 left"])
def test_a_level_behind_an_effect_is_no_knob(text: str) -> None:
    """What a fader takes is left to it."""
    assert all(one["tool"] != "apply_effect" for one in told(text, "comp on the shaker"))


@pytest.mark.parametrize(
    ("text", "knobs"),
    [
        ("same comp on the shaker but gentler", {"ratio": 3, "threshold_db": -12}),
        ("the shaker too, at 5:1", {"ratio": 5}),
        ("and another on the shaker but harder", {"ratio": 3, "threshold_db": -24}),
        ("same for the shaker with ratio 8, attack 3", {"ratio": 8, "attack_ms": 3}),
    ],
)
def test_the_same_effect_goes_on_others(text: str, knobs: dict[str, float]) -> None:
    """…as it is, gentler, or with figures of its own."""
    assert told(text, "comp on the accordion, 3:1") == put("compressor", "k613", **knobs)


@pytest.mark.parametrize(
    ("before", "text", "target"),
    [
        (("flanger on the shaker", "less obvious"), "take off the flanger", "#2, #1"),
        (("reverb on the accordion",), "no reverb in stanza 1", "#1.1"),
        (("eq the shaker, 3 db off at 300", "same for the cajon"), "take the eq off everywhere", "#2, #1"),
        (("comp on the shaker",), "comp off", "#1"),
    ],
)
def test_an_effect_goes_away(before: tuple[str, ...], text: str, target: str) -> None:
    """…with what was turned of it; of a part of the song where a clip lies there as a whole."""
    assert told(text, *before) == [{"tool": "undo", "args": {"target": target}}]


def test_an_effect_that_is_nowhere_is_told() -> None:
    """Nothing is put on by a word for taking it off, and no part of a clip loses what is in all of it."""
    looked = [{"tool": "session_info", "args": {"aspect": "plugins", "track": "Shaker", "knob": "reverb"}}]
    assert told("reverb off the shaker") == looked
    assert told("no reverb on the shaker") == looked
    assert told("eq off everywhere") == [{"tool": "session_info", "args": {"aspect": "plugins", "knob": "eq"}}]
    assert [one["tool"] for one in told("no reverb in stanza 2", "reverb on the accordion")] == ["refuse"]
    assert [one["tool"] for one in told("before that put a gate", "comp on the shaker")] == ["refuse"]


def ducked(track: str, to: str, **depth: float) -> list[dict[str, Any]]:
    return [{"tool": "route", "args": {"action": "sidechain", "track": track, "to": to, **depth}}]


@pytest.mark.parametrize(
    ("before", "text", "wanted"),
    [
        ((), "duck the accordion under the marimba", ducked("Accordion", "Marimba")),
        ((), "the shaker ducks 4 db whenever the cajon hits", ducked("Shaker", "Cajon", value_db=-4)),
        ((), "sidechain the cajon to the double bass", ducked("Cajon", "Double Bass")),
        (("duck the accordion under the marimba",), "by 6", ducked("Accordion", "Marimba", value_db=-6)),
        (("duck the accordion under the marimba",), "and the shaker", ducked("Shaker", "Marimba")),
        (("duck the accordion under the marimba",), "the shaker too, a bit less",
         ducked("Shaker", "Marimba", value_db=-4)),
    ],
)  # fmt: skip
def test_who_ducks(before: tuple[str, ...], text: str, wanted: list[dict[str, Any]]) -> None:
    """…under whom, and how deep; of what is said of both ways round a kick never goes down."""
    assert told(text, *before) == wanted


def test_ducking_that_is_not_sure_is_asked() -> None:
    """One track ducks under one; and what is called like nothing is no reason to put an effect on."""
    assert told("duck the accordion under the cajon and the shaker")[0]["tool"] == "ask"
    asked = replace(SONG, dialogue=())
    assert steps("duck the accordion under the lead", asked)[0]["tool"] == "ask"
    assert told("the marimba", "duck the accordion under the lead") == ducked("Accordion", "Marimba")


def test_ducking_ends_in_some_bars() -> None:
    """Where it is automation; where it is a plugin it cannot."""
    context = replace(SONG, capabilities=SONG.capabilities - {"sidechain"})
    before = after("duck the accordion under the marimba", context)
    made = steps("no ducking in the refrain", before)
    assert [(one["tool"], one["args"]["start_bar"], one["args"]["end_bar"]) for one in made] == [("automate", 13, 21)]
    assert told("no ducking in the refrain", "duck the accordion under the marimba")[0]["tool"] == "refuse"
    assert told("take the ducking off the accordion", "duck the accordion under the marimba")[0]["tool"] == "undo"


WET = replace(
    SONG,
    tracks=(*SONG.tracks, "Keys", "Reverb"),
    track_views=(*SONG.track_views, TrackInfo("Keys", "audio", sends=("Reverb",)), TrackInfo("Reverb", "bus")),
)
PLANNER = OfflinePlanner(asks_back=False)
NO_MORE = {"action": "send", "track": "Keys", "to": "Reverb", "value_db": -120.0}


@pytest.mark.parametrize(
    "text",
    ["take the reverb off the keys", "take the keys out of the reverb", "keys dry please", "make the keys dry",
     "dry up the keys", "the keys bone dry", "dry the keys up", "ok now the keys completely dry"],
)  # fmt: skip
def test_dry_is_without_its_reverb_and_no_ducking_of_keys(text: str) -> None:
    assert [one["args"] for one in PLANNER.plan(text, WET).calls()] == [NO_MORE]


@pytest.mark.parametrize("text", ["take the reverb off the accordion", "accordion dry", "no reverb on the accordion"])
def test_the_reverb_of_another_is_left_alone(text: str) -> None:
    assert PLANNER.plan(text, WET).calls()[0]["args"] == {"aspect": "plugins", "track": "Accordion", "knob": "reverb"}


@pytest.mark.parametrize("text", ["duck the keys under the accordion", "pump the keys off the accordion"])
def test_keys_duck_where_it_is_said(text: str) -> None:
    assert PLANNER.plan(text, WET).calls()[0]["args"] == {"action": "sidechain", "track": "Keys", "to": "Accordion"}
