"""Levels, sides and what is heard, in any order of words, over bars or not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.planner.sentence.quartet import after, steps


def gain(track: str, by: float) -> dict[str, Any]:
    return {"tool": "mix", "args": {"track": track, "action": "gain", "value_db": by}}


def held(track: str, parameter: str, value: float, *bars: float) -> dict[str, Any]:
    args = {"track": track, "parameter": parameter, "from": value, "to": value}
    return {"tool": "automate", "args": {**args, "start_bar": bars[0], "end_bar": bars[1]}}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("marimba's a bit shy, up 2 db", [gain("Marimba", 2)]),
        ("knock 3 db off the cajon so it sits behind the bass", [gain("Cajon", -3)]),
        ("accordion down 1.5 and shaker up 2", [gain("Accordion", -1.5), gain("Shaker", 2)]),
        ("the cajon is drowning the marimba, 2 db down", [gain("Cajon", -2)]),
        ("pull the fiddles down 4", [gain("Fiddles", -4)]),
        ("double bass -2 db in the refrain", [held("Double Bass", "volume", -6, 13, 21)]),
        ("take the accordion down 3 db but only in stanza 1, it covers the words",
         [held("Accordion", "volume", -9, 5, 13)]),
        ("in bars 9 to 11 the marimba 4 db louder", [held("Marimba", "volume", 2, 9, 12)]),
        ("marimba up 2 in both stanzas",
         [held("Marimba", "volume", 0, 5, 13), held("Marimba", "volume", 0, 21, 29)]),
        ("from bar 21 on the shaker 2 db quieter", []),
        ("cajon to -8 db", [{"tool": "mix", "args": {"track": "Cajon", "action": "gain", "set_db": -8}}]),
        ("no shaker in the refrain", [held("Shaker", "mute", 1, 13, 21)]),
        ("mute the cajon", [{"tool": "mix", "args": {"track": "Cajon", "action": "mute"}}]),
        ("let me hear everything except the fiddles",
         [{"tool": "mix", "args": {"track": "Fiddles", "action": "mute"}}]),
        ("i only want to hear the accordion", [{"tool": "mix", "args": {"track": "Accordion", "action": "solo"}}]),
        ("shaker 30 left", [{"tool": "mix", "args": {"track": "Shaker", "action": "pan", "value": -0.3}}]),
        ("spread fiddle l and fiddle r all the way out",
         [{"tool": "mix", "args": {"track": "Fiddle L", "action": "pan", "value": -1}},
          {"tool": "mix", "args": {"track": "Fiddle R", "action": "pan", "value": 1}}]),
        ("accordion hard right and 2 db down",
         [{"tool": "mix", "args": {"track": "Accordion", "action": "pan", "value": 1}}, gain("Accordion", -2)]),
    ],
)  # fmt: skip
def test_what_is_said_is_done(text: str, wanted: list[dict[str, Any]]) -> None:
    """…and where a word or the place is not sure nothing is read: "from bar 21 on" the shaker has no sound."""
    made = steps(text)
    assert made == wanted or not wanted and made in ([], [held("Shaker", "volume", -2, 21, 29)])


@pytest.mark.parametrize(
    "text",
    [
        "the cajon is too loud",
        "i think the marimba is a bit quiet",
        "guitar up 2",
        "marimba up 2 like on the record",
        "mute the bass in the interlude",
        "is the accordion down 2 db?",
        "cajon shaker down 2",
        "make the marimba stranger and turn the cajon down 3 dB",
    ],
)
def test_what_is_not_all_known_is_not_read(text: str) -> None:
    assert not steps(text)


def test_a_pronoun_is_what_was_named_before_it() -> None:
    assert steps("the cajon is too loud, turn it down 3 dB", after("marimba up 2")) == [gain("Cajon", -3)]


def test_what_is_done_for_something_is_not_done_to_it() -> None:
    assert steps("mute the shaker in bar 20 so the ending hits") == [held("Shaker", "mute", 1, 20, 21)]


def test_what_a_remark_speaks_of_is_meant_all_of_it() -> None:
    muted = [{"tool": "mix", "args": {"track": one, "action": "mute"}} for one in ("Cajon", "Shaker")]
    assert steps("cajon and shaker are only scratch, mute em") == muted
    assert steps("the cajon and the shaker sound harsh, mute them", after("marimba up 2")) == muted


@pytest.mark.parametrize("part", ["in stanza 2", "in bars 21 to 28"])
def test_there_is_the_place_of_the_remark(part: str) -> None:
    (one,) = steps(f"the cajon fights with the marimba {part}, take it down 3 dB there")
    assert (one["tool"], one["args"]["track"]) == ("automate", "Cajon")
    assert (one["args"]["start_bar"], one["args"]["end_bar"]) == (21.0, 29.0)


def test_there_without_a_place_is_not_everywhere() -> None:
    assert not steps("the cajon fights with the marimba in the bridge, take it down 3 dB there")
