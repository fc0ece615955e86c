"""Parts that are repeated or go, what is said of the repeat, and what stands beside such a request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import SONG, after, steps

MUTED = "cut the cajon for the last bar of stanza 1"


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text, context)]


@pytest.mark.parametrize(
    "text",
    [
        "repeat 13 to 20 straight after",
        "repeat bars 13 to 20 right behind it",
        "the dancers want the refrain twice for the video so repeat 13 to 20 straight after",
        "has to run over 1:20 for the film. repeat bars 13 to 20 right after, thats the easiest",
    ],
)
def test_bars_are_repeated_behind_themselves(text: str) -> None:
    copied = args(text)[-1]
    assert copied == {"action": "duplicate", "start_bar": 13, "end_bar": 21, "bar": 21}


def test_the_repeat_is_spoken_of() -> None:
    repeated = after("repeat 13 to 20 straight after")
    assert args("stick a marker on the repeat, Refrain 2", repeated) == [
        {"action": "add", "name": "Refrain 2", "bar": 21}
    ]
    marked = after("stick a marker on the repeat, Refrain 2", repeated)
    (muted,) = args("cajon out for the first 4 of that one, then it slams back in", marked)
    assert (muted["track"], muted["start_bar"], muted["end_bar"]) == ("Cajon", 21, 25)


def test_a_marker_is_not_called_like_its_place() -> None:
    assert args("put a marker at the second stanza and call it Lift") == [{"action": "add", "name": "Lift", "bar": 21}]
    assert args("put a marker on the moon, Cheese") == []


def test_a_part_by_its_name_goes_with_its_bars() -> None:
    for text in ("bin stanza 1", "lose the first stanza"):
        assert {"action": "move", "name": "Refrain", "bar": 5} in args(text)
    for text in ("lose the cajon in stanza 1", "take out the refrain", "drop the refrain 2 dB"):
        assert not any(one.get("action") == "move" for one in args(text))


def test_it_is_silent_for_the_bars_told() -> None:
    (muted,) = args("need a stop before the refrain, cut the cajon for the last bar of stanza 1")
    assert muted == {"track": "Cajon", "parameter": "mute", "from": 1, "to": 1, "start_bar": 12, "end_bar": 13}
    assert args("need a stop before the refrain") == []


@pytest.mark.parametrize("text", ["same thing going into stanza 2", "and again leading into stanza 2"])
def test_as_long_before_another_part(text: str) -> None:
    shorter = after("too much, make it only the last two beats", after(MUTED))
    (muted,) = steps(text, shorter)
    assert (muted["op"], muted["args"]["start_bar"], muted["args"]["end_bar"]) == ("again", 20.5, 21)


def test_pitch_for_all_clips_of_a_group() -> None:
    lower = after("marimba down two semitones")
    for text in ("fiddles too, obvs", "and the fiddles, i know theyre audio but you can pitch those no?"):
        (turned,) = steps(text, lower)
        assert (turned["op"], turned["args"]["semitones"], len(turned["args"]["clips"])) == ("again", -2, 4)
    assert args("you can pitch those, no?", lower) == []


def test_a_bar_is_no_share() -> None:
    (loose,) = args("humanize the marimba notes in bars 13 to 16")
    assert "amount" not in loose
    assert (loose["start_bar"], loose["end_bar"]) == (13, 17)
    assert args("humanize marimba two to 40")[0]["amount"] == 0.4


def test_a_count_in_has_its_clicks() -> None:
    counted = after("the drummer wants a bar of count in before anything starts")
    assert args("make it two actually, hes nervous", counted)[0] == {
        "action": "move",
        "start_bar": 1,
        "end_bar": 29,
        "bar": 2,
    }
    click = replace(SONG.clips[0], id="cl", name="click", track="Click", start=0, length=56, bars=(1.0, 29.0))
    clicked = replace(SONG, clips=(*SONG.clips, click), tracks=(*SONG.tracks, "Click"))
    two = args("2 bars of count-in in front", clicked)
    assert [(one["clip"], one["start_bar"], one["bar"]) for one in two if one["action"] == "duplicate"] == [
        ("cl", 3, 1),
        ("cl", 3, 2),
    ]
    assert args("the refrain needs two bars in front") == []


@pytest.mark.parametrize(
    ("text", "ramp"),
    [
        ("and let it slow down over the last 4 bars, land on about 90", (90, 25, 29)),
        ("ease off to 80 over stanza 2", (80, 21, 29)),
        ("have it slow right down in stanza 2, ending up around 80", (80, 21, 29)),
    ],
)
def test_a_tempo_that_eases(text: str, ramp: tuple[int, int, int]) -> None:
    (told,) = args(text)
    assert (told["bpm"], told["to_bpm"], told["start_bar"], told["end_bar"]) == (120, *ramp)


def test_velocities_by_so_much() -> None:
    assert args("take 10 off the velocities of marimba two")[0]["change"] == -10
    assert args("add 5 to the velocities of marimba two")[0]["change"] == 5
    assert [one["action"] for one in args("take 10 off the marimba")] == ["gain"]


def test_pulled_forward_is_earlier() -> None:
    assert args("accordion two is late, pull it 20 ms forward")[0]["offset"] == -0.02
    assert args("push accordion two 20 ms forward")[0]["offset"] == 0.02
