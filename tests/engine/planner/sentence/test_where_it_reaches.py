"""What is selected, and what was just done, say how far a short request reaches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, Context, Exchange
from engine.planner.languages.detect import language_of
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import SONG, after, steps

PART = replace(SONG, selected_clips=("k213",), selected_tracks=("Accordion",), selected_bars=(25.0, 29.0),
               is_newly_selected=True)  # fmt: skip
SECOND = replace(SONG, selected_clips=("k513",), selected_tracks=("Cajon",), selected_bars=(13.0, 21.0),
                 is_newly_selected=True)  # fmt: skip


def _calls(text: str, context: Context) -> list[dict[str, object]]:
    return [{"tool": one["tool"], **one["args"]} for one in OfflinePlanner(asks_back=False).plan(text, context).calls()]


@pytest.mark.parametrize(
    ("text", "action", "first", "last"),
    [("reverse this", "reverse", 25, 28), ("delete this", "cut", 25, 28), ("copy this to bar 1", "duplicate", 25, 29),
     ("copy these 4 bars to 1", "duplicate", 25, 29), ("reverse the last bar", "reverse", 28, 28)],
)  # fmt: skip
def test_bars_of_a_long_recording_are_meant_and_not_all_of_it(text: str, action: str, first: int, last: int) -> None:
    """Four of its sixteen bars are selected."""
    (call,) = _calls(text, PART)
    assert (call["clip"], call["action"], call["start_bar"], call["end_bar"]) == ("k213", action, first, last)


def test_what_is_named_is_all_of_it() -> None:
    """The near twin: another clip is told."""
    (call,) = _calls("reverse the cajon two", PART)
    assert (call["clip"], "start_bar" in call) == ("k513", False)


@pytest.mark.parametrize(
    "text", ["let this come in slowly over the first 2 bars", "this has to creep in over the first 2 bars"]
)
def test_what_comes_in_slowly_is_faded_in_where_it_lies(text: str) -> None:
    """The song's first bars were meant by nobody."""
    (call,) = _calls(text, SECOND)
    assert (call["clip"], call["action"], call["duration"]) == ("k513", "fade_in", 4)


@pytest.mark.parametrize(
    "text",
    ["put the first stanza over it", "i fluffed this. put stanza 1 over this", "use stanza 1 here instead",
     "replace it with the stanza 1 one"],
)  # fmt: skip
def test_a_part_is_put_over_what_is_selected(text: str) -> None:
    """Of the same track; no take is changed."""
    (call,) = _calls(text, SECOND)
    assert (call["action"], call["clip"], call["bar"]) == ("duplicate", "k55", 13)


def test_what_a_copy_fills_is_no_second_copy() -> None:
    told = _calls("copy this to bar 21 so the cajon plays the whole stanza", SECOND)
    assert [(one["clip"], one["bar"]) for one in told] == [("k513", 21)]


FADED = after("fade the cajon two out over 2 bars")


@pytest.mark.parametrize("text", ["kill it", "nah kill that", "bin it", "scrap that again"])
def test_a_fade_is_killed_and_not_the_sound(text: str) -> None:
    assert [one["tool"] for one in _calls(text, FADED)] == ["undo"]


def test_a_track_is_killed_behind_a_level() -> None:
    """The near twin."""
    (call,) = steps("kill it", after("cajon down 2"))
    assert call["args"]["action"] == "mute"


REVERBED = after("put a reverb on the cajon two")


@pytest.mark.parametrize(
    ("text", "size"),
    [("plate instead", 0.55), ("no, a hall", 0.75), ("make it a room", 0.3), ("not a spring, a plate", 0.55)],
)
def test_another_room_is_the_same_reverb_otherwise(text: str, size: float) -> None:
    """Though a bus is called Hall."""
    (call,) = steps(text, REVERBED)
    assert (call["tool"], call["args"]["size"], call["op"]) == ("apply_effect", size, "fix")


def test_a_bus_that_is_told_as_one_is_the_bus() -> None:
    """The near twin: "the hall" is the bus."""
    assert steps("send it to the hall instead", REVERBED)[-1]["args"]["to"] == "Hall"


def test_no_a_is_spanish_only_where_spanish_is_spoken() -> None:
    assert language_of("no, a plate", (), ("plate",)) == "en"
    assert language_of("no, a plate", ("sube el volumen de la guitarra",), ("plate",)) == "es"


@pytest.mark.parametrize("text", ["cajon really quiet in bar 14", "make the cajon very soft in bar 14"])
def test_really_quiet_is_not_silent(text: str) -> None:
    (call,) = steps(text)
    assert (call["args"]["parameter"], call["args"]["to"], call["args"]["start_bar"]) == ("volume", -12, 14)


def test_silent_is() -> None:
    """The near twin."""
    assert steps("cajon silent in bar 14")[0]["args"]["parameter"] == "mute"


@pytest.mark.parametrize(
    "text",
    ["there's a bum note in marimba one, 2nd bar. d# should be d", "wrong note in marimba one bar 6: d# should be a d",
     "marimba one, bar 6: d# should be d", "fix the bum note in marimba one, bar 6, it should be d not d#"],
)  # fmt: skip
def test_a_bum_note_is_told_by_what_is_wrong_with_it(text: str) -> None:
    (call,) = steps(text)
    assert call["args"] == {"clip": "k05", "only": "D#", "action": "pitch", "to": "D", "start_bar": 6, "end_bar": 7}


def _doubled() -> Context:
    calls = ({"tool": "arrange", "args": {"action": "duplicate", "track": "Accordion"}},)
    first, second = (next(one for one in SONG.clips if one.id == name) for name in ("k25", "k213"))
    own = tuple(replace(one, id=f"{one.id}b", track="Accordion 2") for one in (first, second))
    results = (CallResult(0, True, tuple(one.id for one in own)),)
    turn = Exchange("double the accordion", calls, results, number=1)
    return replace(SONG, clips=(*SONG.clips, *own), tracks=(*SONG.tracks, "Accordion 2"), dialogue=(turn,))


@pytest.mark.parametrize("text", ["only for accordion two", "just accordion two"])
def test_only_one_clip_is_doubled(text: str) -> None:
    """Both tracks were heard alone."""
    (call,) = _calls(text, _doubled())
    assert (call["action"], call["clip"], call["track"]) == ("duplicate", "k213", "Accordion 2")
