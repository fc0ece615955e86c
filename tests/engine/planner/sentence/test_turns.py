"""What leans on the turn before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import after, steps
from tests.engine.planner.session import calls

LEVEL = after("marimba down 2", Marimba={"gain_db": -4.0})
THERE = after("accordion down 3 db in stanza 1")
PAIR = after("fiddle L up 1 and fiddle R up 1", Fiddle_L={"gain_db": 1.0}, Fiddle_R={"gain_db": 1.0})
SENT = after("send the cajon to the hall at -12", Cajon={"sends": ("Hall",), "send_db": (-12.0,)})
SOLO = after("solo the marimba", Marimba={"solo": True})
PANNED = after("fiddle L 40 left")
COPIED = after("copy cajon one to bar 29")
BOTH = after("shaker too", LEVEL, Shaker={"gain_db": -2.0})


def told(text: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    return [(one.get("op", "fresh"), one["args"]) for one in steps(text, context)]


@pytest.mark.parametrize(
    ("text", "context", "op", "args"),
    [
        ("no the shaker", LEVEL, "fix", {"track": "Shaker", "value_db": -2}),
        ("nah, I meant the cajon", LEVEL, "fix", {"track": "Cajon"}),
        ("another 1", LEVEL, "again", {"track": "Marimba", "value_db": -1}),
        ("as it was but 1 db louder", LEVEL, "fix", {"track": "Marimba", "value_db": 1}),
        ("a bit back up", LEVEL, "fix", {"track": "Marimba", "value_db": -1}),
        ("up, not down", LEVEL, "fix", {"value_db": 2}),
        ("shaker half as much", LEVEL, "again", {"track": "Shaker", "value_db": -1}),
        ("and the shaker by 1", LEVEL, "again", {"track": "Shaker", "value_db": -1}),
        ("and the refrain", THERE, "again", {"from": -9, "start_bar": 13, "end_bar": 21}),
        ("not the last two bars of it", THERE, "fix", {"start_bar": 5, "end_bar": 11}),
        ("marimba in the refrain likewise", THERE, "again", {"track": "Marimba", "from": -5, "start_bar": 13}),
        ("1 in the refrain", THERE, "again", {"track": "Accordion", "from": -7, "start_bar": 13}),
        ("everywhere actually", THERE, "fix", {"track": "Accordion", "action": "gain", "value_db": -3}),
        ("the right one 1 more", PAIR, "again", {"track": "Fiddle R", "value_db": 1}),
        ("marimba too, 4 less", SENT, "again", {"track": "Marimba", "value_db": -16}),
        ("the other one as much to the right", PANNED, "again", {"track": "Fiddle R", "value": 0.4}),
        ("shaker the same side", PANNED, "again", {"track": "Shaker", "value": -0.4}),
        ("and 33", COPIED, "again", {"bar": 33}),
        ("33 rather", COPIED, "fix", {"bar": 33}),
        ("ok off", SOLO, "fresh", {"track": "Marimba", "action": "unsolo"}),
    ],
)  # fmt: skip
def test_it_leans_on_the_turn_before(text: str, context: Context, op: str, args: dict[str, Any]) -> None:
    ((how, found),) = told(text, context)
    assert how == op and {name: found.get(name) for name in args} == args


def test_a_level_over_bars_is_for_others_by_its_own_figure() -> None:
    ((how, found),) = told("marimba as well by 1", THERE)
    assert how == "again" and (found["track"], found["from"], found["to"], found["start_bar"]) == ("Marimba", -3, -3, 5)


def test_an_effect_goes_from_one_to_another() -> None:
    found = told("take it off the accordion, put it on the marimba", after("put a chorus on the accordion"))
    assert found == [("fresh", {}), ("fresh", {"track": "Marimba", "effect": "chorus"})]


@pytest.mark.parametrize("text", ["undo both", "ugh no, undo both", "argh, undo both"])
def test_an_exclamation_says_nothing_of_what_goes_back(text: str) -> None:
    both = after("shaker down 1", LEVEL, Shaker={"gain_db": -3.0})
    assert [one["args"] for one in calls(text, both)] == [{"target": "#2, #1"}]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("begin at 15 instead", 15, 21), ("stop at 19 already", 13, 19), ("start it at 17", 17, 21)],
)
def test_a_ride_begins_or_ends_elsewhere(text: str, start: int, end: int) -> None:
    ride = after("automate the accordion volume from -9 at bar 13 to -3 at bar 21")
    ((how, found),) = told(text, ride)
    assert how == "fix" and (found["start_bar"], found["end_bar"], found["from"]) == (start, end, -9)


def test_what_stands_behind_a_new_name_is_none_of_it() -> None:
    put = after("put a marker called Push at bar 11")
    put = replace(put, markers=(*put.markers, ("Push", 11.0)))
    assert [one["args"].get("new_name") for one in calls("call it Lift instead", put)] == ["Lift"]


@pytest.mark.parametrize("text", ["oops only the shaker", "just the accordion"])
def test_what_narrows_an_act_is_no_solo(text: str) -> None:
    muted = after("mute the marimba and the shaker", Marimba={"mute": True}, Shaker={"mute": True})
    assert all(one["args"].get("action") != "solo" for one in calls(text, muted))


def test_put_there_as_well_is_a_copy() -> None:
    assert [one["args"]["action"] for one in steps("put cajon one at bar 29 as well")] == ["duplicate"]


def test_of_several_clips_only_those_of_a_part() -> None:
    made = steps("only the refrain", after("marimba notes an octave up"))
    assert [one["tool"] for one in made][:1] == ["undo"]


def test_both_go_further_the_way_they_went() -> None:
    made = [args for _, args in told("both 1 more", BOTH)]
    assert {(one["track"], one["value_db"]) for one in made} == {("Marimba", -1), ("Shaker", -1)}


@pytest.mark.parametrize(
    ("text", "context", "target"),
    [
        ("not the left one", PAIR, "#1.1"),
        ("just the right one", PAIR, "#1.1"),
        ("not the marimba", BOTH, "#1"),
        ("off with it on the cajon", SENT, None),
    ],
)
def test_a_part_is_taken_back(text: str, context: Context, target: str | None) -> None:
    ((_, args),) = told(text, context)
    assert args.get("target") == target


def test_behind_a_solo_all_but_some_is_heard() -> None:
    made = [args for _, args in told("everything but the cajon and the shaker", SOLO)]
    assert [one["action"] for one in made] == ["unsolo", "mute"] and set(made[1]["tracks"]) == {"Cajon", "Shaker"}


@pytest.mark.parametrize("text", ["put a reverb on the accordion", "marimba notes an octave up"])
def test_what_it_was_done_to_by_mistake_is_as_before(text: str) -> None:
    made = steps("no, the double bass" if "notes" in text else "no, the cajon", after(text))
    assert made[0]["tool"] == "undo" and {one["tool"] for one in made[1:]} == {one["tool"] for one in steps(text)}


def test_names_and_shades_otherwise() -> None:
    ((op, args),) = told("darker", after("make the marimba green"))
    assert (op, args["color"]) == ("fix", "dark green")
    ((op, args),) = told("no, Wood", after("call the marimba Mallets"))
    assert (op, args["name"]) == ("fix", "Wood")


@pytest.mark.parametrize("text", ["the lead one 2", "no the tuba", "and the moon", "not there", "both", "off"])
def test_what_has_no_meaning_is_left_to_others(text: str) -> None:
    assert not steps(text, LEVEL)


def test_a_send_for_another_is_so_much_less_than_the_first() -> None:
    (one,) = steps("same for the cajon but 3 db less", after("send the marimba to the hall at -12"))
    assert (one["args"]["track"], one["args"]["to"], one["args"]["value_db"]) == ("Cajon", "Hall", -15.0)


def test_letters_are_the_two_of_the_only_pair() -> None:
    one, other = steps("L 80 left, R 60 right")
    assert (one["args"]["track"], one["args"]["value"]) == ("Fiddle L", -0.8)
    assert (other["args"]["track"], other["args"]["value"]) == ("Fiddle R", 0.6)
