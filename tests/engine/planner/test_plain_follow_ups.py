"""Plain words behind an act of any kind: "no, the other one", "longer", "no, bar 5", "in the drop" with no drop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after

TRACKS = ("Flute", "Oboe", "Cello", "Harp")
SONG = Context(
    tempo=120,
    clips=tuple(ClipInfo(f"c{at}", f"{name.lower()} line", name, "audio", 0, 32, bars=(1.0, 17.0))
                for at, name in enumerate(TRACKS, 1)),
    tracks=TRACKS,
    track_views=(*(TrackInfo(name) for name in TRACKS), TrackInfo("Hall", "bus", plugins=("Reverb",))),
    markers=(("Theme", 1.0), ("Coda", 9.0)),
)  # fmt: skip
SENT = after(SONG, ("send the flute to the hall", [
    ("route", {"action": "send", "track": "Flute", "to": "Hall", "value_db": -12}, ()),
]))  # fmt: skip
SQUEEZED = after(SONG, ("put a compressor on the cello", [
    ("apply_effect", {"track": "Cello", "effect": "compressor"}, ()),
]))  # fmt: skip
PANNED = after(SONG, ("pan the flute left and the oboe right", [
    ("mix", {"track": "Flute", "action": "pan", "value": -1}, ()),
    ("mix", {"track": "Oboe", "action": "pan", "value": 1}, ()),
]))  # fmt: skip
MARKED = replace(
    after(SONG, ("markers Duo at bar 3, Trio at bar 6 and Finale at bar 12", [
        ("marker", {"action": "add", "name": "Duo", "bar": 3}, ()),
        ("marker", {"action": "add", "name": "Trio", "bar": 6}, ()),
        ("marker", {"action": "add", "name": "Finale", "bar": 12}, ()),
    ])),
    markers=(*SONG.markers, ("Duo", 3.0), ("Trio", 6.0), ("Finale", 12.0)),
)  # fmt: skip
GROUPED = replace(
    after(SONG, ("put the flute and the oboe in a group called Winds", [
        ("route", {"action": "group", "tracks": ["Flute", "Oboe"], "to": "Winds"}, ()),
    ])),
    track_views=(TrackInfo("Flute", group="Winds"), TrackInfo("Oboe", group="Winds"), *SONG.track_views[2:],
                 TrackInfo("Winds", "group")),
)  # fmt: skip


def plan(text: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    return [(one.task, dict(one.args)) for one in OfflinePlanner().plan(text, context).steps]


@pytest.mark.parametrize("context", [SENT, SQUEEZED, PANNED, GROUPED], ids=["sent", "squeezed", "panned", "grouped"])
def test_the_other_one_of_several_is_asked_and_nothing_taken_back(context: Context) -> None:
    ((task, args),) = plan("no, the other one", context)
    assert task == "ask" and args["text"].startswith("Which")


def test_the_other_of_two_is_that_one() -> None:
    two = replace(SONG, tracks=("Flute", "Oboe"), clips=SONG.clips[:2], track_views=SONG.track_views[:2])
    muted = after(two, ("mute the flute", [("mix", {"track": "Flute", "action": "mute"}, ())]))
    assert plan("no, the other one", muted) == [("mix", {"track": "Oboe", "action": "mute"})]


COPIED = after(SONG, ("copy the harp to bar 17", [
    ("arrange", {"action": "duplicate", "clip": "c4", "bar": 17}, ("h",)),
]))  # fmt: skip


def test_a_copy_of_long_ago_has_no_other() -> None:
    later = after(COPIED, ("colour the flute green", [("set_track", {"track": "Flute", "color": "green"}, ())]))
    assert [task for task, _ in plan("no, the other one", later)] == ["ask"]


@pytest.mark.parametrize("text", ["no, in the drop", "only in the drop", "the same in the break", "just in the chorus"])
@pytest.mark.parametrize("context", [SENT, SQUEEZED], ids=["sent", "squeezed"])
def test_a_part_that_is_nowhere_is_no_verb_and_no_effect(text: str, context: Context) -> None:
    ((task, args),) = plan(text, context)
    assert task == "ask" and args["text"].startswith("Where is the ")


def test_a_chorus_is_put_on_where_it_is_one() -> None:
    ((task, args),) = plan("put a chorus on the harp", SQUEEZED)
    assert (task, args["effect"]) == ("apply_effect", "chorus")


def test_longer_ends_no_send() -> None:
    assert all(args.get("value_db", 0) > -60 for _, args in plan("longer", SENT))
    assert [args["value_db"] for _, args in plan("no longer", SENT)] == [-120]


def test_several_acts_do_not_end_in_one_place() -> None:
    assert [task for task, _ in plan("no, bar 5", MARKED)] == ["ask"]
    moved = [(args["name"], args["bar"]) for _, args in plan("all of them one bar later", MARKED)]
    assert moved == [("Duo", 4), ("Trio", 7), ("Finale", 13)]


@pytest.mark.parametrize("text", ["delete it", "move it to bar 9", "call it Solo"])
def test_it_behind_several_markers_is_asked(text: str) -> None:
    assert [task for task, _ in plan(text, MARKED)] == ["ask"]


def test_them_behind_several_markers_are_all() -> None:
    assert plan("delete them all", MARKED) == [
        ("marker", {"action": "delete", "name": name}) for name in ("Duo", "Trio", "Finale")
    ]


def test_what_was_put_together_is_turned_together() -> None:
    done = OfflinePlanner(asks_back=False).plan("a bit louder", GROUPED)
    assert [one.args.get("track") for one in done.steps] == ["Winds"]


def test_a_question_about_something_new_is_not_passed_by() -> None:
    step = {"tool": "generate_audio", "args": {"prompt": "shaker"}}
    question = {"tool": "ask", "args": {"text": "Did I get that right: Make a sound: “shaker”?"}}
    asked = Exchange("some kind of shaker thing", (question,), (), choices=((step,),))
    context = replace(SQUEEZED, dialogue=(*SQUEEZED.dialogue, asked))
    assert [task for task, _ in plan("mute it", context)] == ["ask"]
    assert plan("mute the cello", context) == [("mix", {"track": "Cello", "action": "mute"})]


DRIVEN = after(SONG, ("distort the cello", [
    ("apply_effect", {"track": "Cello", "effect": "distortion", "drive_db": 20}, ()),
]))  # fmt: skip


def test_no_knob_ends_where_another_figure_was_said() -> None:
    assert [task for task, _ in plan("make it 150", DRIVEN)] == ["ask"]
    assert [args["drive_db"] for _, args in plan("make it 30 dB", DRIVEN)] == [30]


def test_to_hear_them_again_agrees_to_no_mute() -> None:
    step = {"tool": "mix", "args": {"track": "Oboe", "action": "mute"}}
    question = {"tool": "ask", "args": {"text": "Did I get that right: Mute: “Oboe”?"}}
    asked = Exchange("delete the oboe… no, just mute it", (question,), (), choices=((step,),))
    context = replace(SQUEEZED, dialogue=(*SQUEEZED.dialogue, asked))
    assert ("mix", step["args"]) not in plan("ok let me hear it again", context)
    assert plan("yes", context) == [("mix", step["args"])]


def test_nothing_is_written_that_no_word_asks_for() -> None:
    assert all(task != "generate_midi" for task, _ in plan("in bar 3 the harp should hold F and not C", SQUEEZED))
