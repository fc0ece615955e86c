"""New buses with what is on them and who goes there, and sends that hold in some bars."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engine.planner.session import calls
from tests.engine.planner.test_bus_meant import SONG, said

MADE = {"action": "new_track", "kind": "bus"}


def done(text: str, context: Any = SONG) -> list[tuple[str, dict[str, Any]]]:
    """What is done for a text."""
    return [(call["tool"], call["args"]) for call in calls(text, context)]


@pytest.mark.parametrize(
    ("text", "name", "effect"),
    [
        ("make a bus called Echo", "Echo", {}),
        ("make a new bus called Echo with a quarter note delay", "Echo", {"effect": "delay", "delay_s": 0.625}),
        ("set up a bus named Slap with an 1/8 delay on it", "Slap", {"effect": "delay", "delay_s": 0.312}),
        ("new bus Plate with a 2 second reverb", "Plate", {"effect": "reverb", "size": 0.709}),
        (
            "add a bus called Space with a 3 second reverb and 20 ms predelay",
            "Space",
            {"effect": "reverb", "size": 0.825, "delay_s": 0.02},
        ),
        ("create a reverb bus", "Reverb", {"effect": "reverb"}),
    ],
)
def test_a_bus_is_made_with_what_is_on_it(text: str, name: str, effect: dict[str, Any]) -> None:
    made = [("arrange", {**MADE, "name": name})]
    assert done(text) == made + ([("apply_effect", {"track": name, "wet": 1.0, **effect})] if effect else [])


@pytest.mark.parametrize(
    ("text", "name", "goes"),
    [
        (
            "create a delay bus, dotted eighth, and send the trumpet to it",
            "Delay",
            {"action": "send", "track": "Trumpet"},
        ),
    ],
)
def test_who_goes_there_goes_there(text: str, name: str, goes: dict[str, Any]) -> None:
    made = done(text)
    assert made[0] == ("arrange", {**MADE, "name": name})
    assert made[-1] == ("route", {**goes, "to": name})


def test_what_is_routed_to_a_new_bus_makes_it() -> None:
    routed = {"action": "bus", "tracks": ["Rhodes", "Strings"], "to": "Keys"}
    assert done("create a bus called Keys and route the rhodes and strings there") == [("route", routed)]


def test_it_is_the_bus_that_was_just_made() -> None:
    there = replace(SONG, track_views=(*SONG.track_views, replace(SONG.track_views[-1], name="Echo", plugins=())))
    behind = said(there, "make a bus called Echo", ("arrange", {**MADE, "name": "Echo"}))
    sent = {"action": "send", "track": "Lead Vox", "to": "Echo", "value_db": -18.0}
    assert done("send the lead vox there at -18", behind) == [("route", sent)]


@pytest.mark.parametrize("text", ["add a chorus to the bus", "send the strings to a bus", "put the drums on the bus"])
def test_no_bus_is_made_of_other_words(text: str) -> None:
    assert not any(args.get("action") == "new_track" for _, args in done(text))


PART = replace(
    SONG,
    clips=tuple(replace(clip, bars=(1, 17)) for clip in SONG.clips),
    markers=(("Intro", 1), ("Chorus", 9), ("Outro", 13)),
)


def silent(track: str, start_bar: float, end_bar: float) -> tuple[str, dict[str, Any]]:
    """No send in these bars."""
    bars = {"start_bar": start_bar, "end_bar": end_bar}
    return "automate", {"track": track, "parameter": "send to Verb", "from": -120, "to": -120, **bars}


def test_a_send_is_silent_where_it_is_not_wanted() -> None:
    elsewhere = [silent("Strings", 1, 9), silent("Strings", 13, 17)]
    sent = {"action": "send", "track": "Strings", "to": "Verb", "value_db": -10.0}
    assert done("send the strings to the Verb at -10 in the chorus only", PART) == [("route", sent), *elsewhere]
    assert done("only in the chorus", said(PART, "strings to the verb", ("route", sent))) == elsewhere
    assert done("mute the rhodes send in the chorus", PART) == [silent("Rhodes", 9, 13)]
    tool, args = done("the vox send up 3 dB in the chorus", PART)[0]
    assert (tool, args["from"], args["to"], args["start_bar"]) == ("automate", -6.0, -6.0, 9)


def test_a_track_called_bus_is_no_bus() -> None:
    assert done("create a track called Bus") == [("arrange", {"action": "new_track", "name": "Bus"})]


def test_a_level_makes_it_a_send() -> None:
    sent = {"action": "send", "tracks": ["Rhodes", "Strings"], "to": "Pad FX", "value_db": -8.0}
    assert done("send rhodes and strings to a new bus called Pad FX at -8") == [("route", sent)]


def test_who_leaves_a_bus_in_a_part_is_heard_there() -> None:
    assert done("take the vox out of the verb in the intro", PART) == [silent("Lead Vox", 1, 9)]
    assert done("mute the verb", SONG) == [("mix", {"track": "Verb", "action": "mute"})]


def test_a_bus_called_like_an_instrument_is_the_bus() -> None:
    there = replace(SONG, track_views=(*SONG.track_views, replace(SONG.track_views[-1], name="Keys", plugins=())))
    routed = {"action": "bus", "tracks": ["Rhodes", "Strings"], "to": "Keys"}
    behind = said(there, "a bus called Keys", ("arrange", {**MADE, "name": "Keys"}), ("route", routed))
    assert done("mute it", behind) == [("mix", {"track": "Keys", "action": "mute"})]
