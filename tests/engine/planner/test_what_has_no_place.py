"""A few words behind an act: what it cannot take is asked about, and never becomes another act."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

BAR_S = 2.0
SONG = Context(
    tempo=120,
    clips=(
        ClipInfo("p", "piano", "Piano", "midi", 0, 24 * BAR_S, ("piano",), bars=(1.0, 25.0)),
        ClipInfo("s", "sax", "Sax", "audio", 4 * BAR_S, 20 * BAR_S, ("sax",), bars=(5.0, 25.0)),
        ClipInfo("t", "trumpet", "Trumpet", "audio", 0, 24 * BAR_S, ("trumpet",), bars=(1.0, 25.0)),
        ClipInfo("d", "kit", "Kit", "audio", 0, 24 * BAR_S, ("drums",), bars=(1.0, 25.0)),
    ),
    tracks=("Piano", "Sax", "Trumpet", "Kit"),
    markers=(("Theme", 1.0), ("Bridge", 9.0), ("Coda", 17.0)),
)
Call = tuple[str, dict[str, Any]]
COLOURED = after(SONG, ("colour the piano red", [("set_track", {"track": "Piano", "color": "red"}, ())]))
SENT = after(
    SONG,
    (
        "send the sax to the hall at -10",
        [("route", {"action": "send", "track": "Sax", "to": "hall", "value_db": -10.0}, ())],
    ),
)
GROUPED = after(
    SONG, ("group the sax and the trumpet", [("route", {"action": "group", "tracks": ["Sax", "Trumpet"]}, ())])
)
SLOWED = after(
    SONG,
    (
        "from 120 to 100 between bar 5 and 9",
        [("transport", {"action": "set_tempo", "bpm": 120.0, "to_bpm": 100.0, "start_bar": 5, "end_bar": 9}, ())],
    ),
)
WALTZ = after(SONG, ("3/4 from bar 17", [("transport", {"action": "set_meter", "meter": "3/4", "bar": 17.0}, ())]))
SPLIT = after(SONG, ("split the trumpet at bar 9", [("edit_clip", {"clip": "t", "action": "split", "at": 16.0}, ())]))
MOVED = after(SONG, ("move the sax to bar 9", [("arrange", {"action": "move", "clip": "s", "bar": 9.0}, ())]))
REVERSED = after(SONG, ("reverse the kit", [("edit_clip", {"clip": "d", "action": "reverse"}, ())]))
DELETED = after(SONG, ("delete the sax", [("arrange", {"action": "delete", "clip": "s"}, ())]))


def one(text: str, context: Context) -> Call:
    """The only call of a text."""
    made = calls(text, context)
    assert len(made) == 1, made
    return made[0]["tool"], made[0]["args"]


@pytest.mark.parametrize("words", ["only in the bridge", "not in the bridge", "just bars 5 to 8", "from bar 9 on"])
@pytest.mark.parametrize("before", [COLOURED, GROUPED], ids=["colour", "group"])
def test_what_holds_for_the_whole_is_not_done_in_some_bars(words: str, before: Context) -> None:
    task, args = one(words, before)
    assert task == "refuse"
    assert "all of it" in args["text"]


def test_a_send_is_automated_outside_of_the_bars_that_it_is_for() -> None:
    told = calls("only in the bridge", SENT)
    assert told and all(call["tool"] == "automate" for call in told)
    assert all(call["args"]["parameter"] == "send to hall" and call["args"]["to"] == -120 for call in told)


@pytest.mark.parametrize("words", ["same for the cello", "and the cello too", "the same on the cello, please"])
@pytest.mark.parametrize(
    "before", [COLOURED, SENT, GROUPED, REVERSED, SLOWED], ids=["colour", "send", "group", "reverse", "tempo"]
)
def test_the_same_for_what_is_not_here_is_asked(words: str, before: Context) -> None:
    task, args = one(words, before)
    assert task == "ask"
    assert "cello" in args["text"]


def test_the_same_for_what_is_here_is_done() -> None:
    assert one("same for the kit", COLOURED) == ("set_track", {"track": "Kit", "color": "red"})
    assert one("same for the kit", SLOWED)[0] == "ask"


@pytest.mark.parametrize("before", [SENT, REVERSED, MOVED, COLOURED], ids=["send", "reverse", "move", "colour"])
def test_the_other_one_of_several_is_asked(before: Context) -> None:
    plan = OfflinePlanner(asks_back=False).plan("no, the other one", before)
    (asked,) = plan.calls()
    assert asked["tool"] == "ask"
    assert asked["args"]["text"].startswith("Which one do you mean: “")
    assert len(plan.choices) == asked["args"]["text"].count("“")
    assert all(len(choice) == 1 and choice[0].task == before.dialogue[0].calls[0]["tool"] for choice in plan.choices)


def test_more_come_into_the_group_that_was_made() -> None:
    assert one("and the kit too", GROUPED) == ("route", {"action": "group", "tracks": ["Sax", "Trumpet", "Kit"]})


@pytest.mark.parametrize(
    ("words", "bpm"),
    [("a bit less", 103), ("too much", 105), ("twice as much", 80), ("half of that", 110), ("slower", 96)],
)
def test_how_far_a_tempo_goes_is_turned_and_not_where_it_begins(words: str, bpm: float) -> None:
    args = one(words, SLOWED)[1]
    assert args["bpm"] == 120.0
    assert args["to_bpm"] == pytest.approx(bpm, abs=1)


def test_a_ride_that_was_elsewhere_stays() -> None:
    assert one("not in the coda", SLOWED)[0] == "chat"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("from bar 9 on", [(9.0, "3/4")]),
        ("only in the bridge", [(9.0, "3/4"), (17.0, "4/4")]),
        ("until bar 5", [(1.0, "3/4"), (5.0, "4/4")]),
    ],
)
def test_a_meter_holds_from_another_bar(words: str, told: list[tuple[float, str]]) -> None:
    made = [call["args"] for call in calls(words, WALTZ)]
    assert [(args["bar"], args["meter"]) for args in made] == told
    assert not any("start_bar" in args for args in made)


def test_a_bar_is_the_same_in_another_clip() -> None:
    assert one("no, the sax", SPLIT) == ("edit_clip", {"clip": "s", "action": "split", "at": 8.0})
    assert one("no, the kit", SPLIT) == ("edit_clip", {"clip": "d", "action": "split", "at": 16.0})


def test_at_the_end_is_where_the_song_ends() -> None:
    assert one("no, at the end", MOVED) == ("arrange", {"action": "move", "clip": "s", "bar": 25.0})
    assert one("at the end", REVERSED)[0] == "ask"
    assert one("at the end", COLOURED)[0] == "refuse"


def test_half_of_what_has_no_number_is_asked() -> None:
    assert one("twice as much", REVERSED)[0] == "ask"


def test_of_what_is_gone_no_bars_are_cut() -> None:
    task, args = one("only in the bridge", DELETED)
    assert task == "ask"
    assert "gone" in args["text"]


def test_a_clip_is_not_moved_by_words_that_may_be_about_something_else() -> None:
    asked = OfflinePlanner().plan("two bars later", COLOURED).calls()
    assert [call["tool"] for call in asked] == ["ask"]
    moved = OfflinePlanner().plan("and move it two bars later", COLOURED).calls()
    assert [call["tool"] for call in moved] == ["arrange"]
