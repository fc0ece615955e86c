"""A name that means a whole track of several clips; and a part of it that is to go."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after

BAR_S = 2.5
CLIPS = (
    ("Drums", "audio", 1, 33),
    ("Bass", "midi", 1, 17),
    ("Bass", "midi", 17, 33),
    ("Lead", "audio", 5, 13),
    ("Lead", "audio", 17, 29),
    ("Strings", "midi", 13, 33),
)
TRACKS = {name: kind for name, kind, *_ in CLIPS}
SONG = Context(
    tempo=96,
    clips=tuple(
        ClipInfo(f"r{n}", name, name, kind, (a - 1) * BAR_S, (b - a) * BAR_S, (), (a, b))
        for n, (name, kind, a, b) in enumerate(CLIPS, 1)
    ),
    tracks=tuple(TRACKS),
    track_views=tuple(TrackInfo(name, kind) for name, kind in TRACKS.items()),
    markers=(("Verse", 5.0), ("Chorus", 13.0), ("Verse 2", 17.0), ("Outro", 29.0)),
)
BASS, LEAD = ["r2", "r3"], ["r4", "r5"]
PLANNER = OfflinePlanner(asks_back=False)


def steps(said: str, context: Context = SONG) -> list[tuple[str, dict[str, object]]]:
    return [(step.task, dict(step.args)) for step in PLANNER.plan(said, context).steps]


def clips(said: str, context: Context = SONG) -> list[object]:
    named = [args.get("clip") or args.get("midi") or args.get("clips") for _, args in steps(said, context)]
    return [clip for one in named for clip in (one if isinstance(one, list) else [one])]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("quantize the bass", BASS),
        ("transpose the bass up 2", BASS),
        ("humanize the bass", BASS),
        ("reverse the lead", LEAD),
        ("transcribe the lead", LEAD),
        ("denoise the lead", LEAD),
        ("harmonize the lead a third up", LEAD),
        ("delete the lead", LEAD),
        ("all lead clips 10 ms earlier", LEAD),
        ("push every bass clip a beat later", BASS),
        ("sing the bass on ooh", BASS),
        ("play the bass with a cello", BASS),
        ("move the lead 2 bars later", LEAD),
    ],
)
def test_all_of_a_track_is_meant(said: str, meant: list[str]) -> None:
    assert sorted(map(str, clips(said))) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("reverse the second lead clip", "r5"),
        ("clean up the first lead clip", "r4"),
        ("reverse the last lead clip", "r5"),
        ("quantize the bass to 16ths from bar 20 to 24", "r3"),
        ("quantize the bass in bars 3-6", "r2"),
        ("split the lead at bar 20", "r5"),
        ("cut the lead at bar 8", "r4"),
        ("fade the lead in", "r4"),
        ("fade out the lead over 2 bars", "r5"),
        ("trim the lead to bar 20", "r5"),
        ("reverse the strings", "r6"),
    ],
)
def test_one_of_them_is_meant(said: str, meant: str) -> None:
    assert clips(said) == [meant]


def test_a_place_in_the_clip_is_counted_from_the_one_that_lies_there() -> None:
    assert steps("split the lead at bar 20") == [("edit_clip", {"clip": "r5", "action": "split", "at": 7.5})]


def test_copies_keep_their_distances() -> None:
    assert [args["bar"] for _, args in steps("copy the lead to bar 33")] == [33, 45]
    assert [args["bar"] for _, args in steps("duplicate the bass at bar 33")] == [33, 49]


def test_what_was_just_worked_on_is_meant() -> None:
    context = after(SONG, ("fade in the second lead clip", [("edit_clip", {"clip": "r5", "action": "fade_in"}, ())]))
    assert clips("reverse the lead", context) == ["r5"]


@pytest.mark.parametrize(
    ("said", "track", "bars"),
    [
        ("delete the drums in the chorus", "Drums", (13, 17)),
        ("remove the bass from bar 9 to 12", "Bass", (9, 13)),
        ("get rid of the strings in the outro", "Strings", (29, 33)),
        ("cut the drums in bar 9", "Drums", (9, 10)),
    ],
)
def test_a_part_that_goes_leaves_the_rest(said: str, track: str, bars: tuple[int, int]) -> None:
    ((task, args),) = steps(said)
    assert (task, args["track"], args["parameter"]) == ("automate", track, "mute")
    assert (args["start_bar"], args["end_bar"]) == bars


@pytest.mark.parametrize("said", ["reverse the lead", "Reverse the drums please", "now reverse the strings"])
def test_to_be_heard_backwards_is_no_undo(said: str) -> None:
    copied = ("arrange", {"action": "duplicate", "clip": "r4", "bar": 33}, ())
    context = after(SONG, ("copy the lead to bar 33", [copied]))
    assert {task for task, _ in steps(said, context)} == {"edit_clip"}


def test_several_clips_are_edited_one_by_one() -> None:
    found = steps("fade out the drums and the strings over 2 bars")
    assert [args.get("clip") for _, args in found] == ["r1", "r6"]
    assert all("clips" not in args for _, args in found)
