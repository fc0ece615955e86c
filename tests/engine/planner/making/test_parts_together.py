"""Parts that are asked for in one breath are all made; what only sounds so stays as it is."""

from __future__ import annotations

import pytest

from engine.planner.context import Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner


def calls(text: str, context: Context | None = None) -> list[tuple[str, dict[str, object]]]:
    plan = OfflinePlanner().plan(text, context or Context())
    return [(step.task, dict(step.args)) for step in plan.steps]


def kinds(text: str, context: Context | None = None) -> list[str]:
    return [str(args.get("kind") or args.get("prompt") or task) for task, args in calls(text, context)]


@pytest.mark.parametrize(("text", "made"), [
    ("Chords and a bass line in G minor", ["chords", "bass"]),
    ("a bass line and drums", ["bass", "drums"]),
    ("add chords and drums", ["chords", "drums"]),
    ("write a bass line and chords in E minor", ["chords", "bass"]),
    ("drums and bass in A minor", ["drums", "bass"]),
    ("chords, bass and drums", ["chords", "bass", "drums"]),
    ("please add a bass line, chords and an arpeggio in B minor for 8 bars", ["chords", "bass", "arpeggio"]),
    ("can you write a melody and a bass line for 8 bars", ["melody", "bass"]),
    ("i need arps and a sub bass in E minor", ["arpeggio", "bass"]),
    ("make chords and then a bass line", ["chords", "bass"]),
])  # fmt: skip
def test_each_part_of_a_list_is_made(text: str, made: list[str]) -> None:
    assert kinds(text) == made


def test_what_is_said_behind_the_list_is_meant_for_all_of_it() -> None:
    said = calls("give me a jazzy chord progression and a walking bass in D minor, 4 bars")
    assert [(args["key"], args["bars"]) for _, args in said] == [("D minor", 4)] * 2
    assert (said[0][1]["style"], said[1][1]["clip"]) == ("jazzy", "$1"), "the bass follows these chords"


def test_each_is_placed_where_the_list_is() -> None:
    placed = [args for task, args in calls("drums and a bass line at bar 5") if task == "arrange"]
    assert [(args["clip"], args["bar"]) for args in placed] == [("$1", 5), ("$3", 5)]


@pytest.mark.parametrize(("text", "made"), [
    ("a drum and bass beat", 1), ("a bass line", 1), ("a melody over chords and bass", 1),
    ("a bass line under the chords", 1), ("write a bass line and make it louder", 2),
])  # fmt: skip
def test_no_list_of_parts(text: str, made: int) -> None:
    assert len(calls(text)) == made


def test_tracks_that_are_there_are_not_made_again() -> None:
    song = Context(tracks=("Bass", "Drums"), track_views=(TrackInfo("Bass", "audio"), TrackInfo("Drums", "audio")))
    for text in ("turn the bass and the drums down", "bass and drums 2 dB louder", "mute bass and drums"):
        assert not {task for task, _ in calls(text, song)} & {"generate_midi", "generate_audio"}
