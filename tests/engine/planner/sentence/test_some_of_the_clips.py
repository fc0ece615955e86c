"""Of the clips of a track those go, stay, change places or go on that are told."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Beat", "Perc", "Vox", "Adlibs", "Bed 1", "Bed 2")
LIE = {
    "beat": ("Beat", 1, 17), "perc": ("Perc", 9, 13), "vox a": ("Vox", 5, 8), "vox b": ("Vox", 9, 11),
    "adlib 1": ("Adlibs", 9, 10), "adlib 2": ("Adlibs", 10, 11), "adlib 3": ("Adlibs", 11, 12),
    "adlib 4": ("Adlibs", 12, 13), "bed 1": ("Bed 1", 1, 5), "bed 2": ("Bed 2", 5, 9),
}  # fmt: skip
SONG = Context(
    tempo=96,
    clips=tuple(
        ClipInfo(name, name, track, "audio", (a - 1) * 2.5, (b - a) * 2.5, bars=(float(a), float(b)))
        for name, (track, a, b) in LIE.items()
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
    markers=(("Verse", 5.0), ("Hook", 9.0), ("Bridge", 11.0)),
)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("lose the adlibs in bars 9 and 10", "12"),
        ("adlibs step all over the first half of the hook. lose the ones in bars 9 n 10, the other two can stay", "12"),
        ("the adlibs in bar 9 and bar 11 can go, keep the others", "13"),
        ("delete the first two adlibs", "12"),
        ("take out the last adlib", "4"),
        ("drop every other adlib", "24"),
        ("keep only the adlib in bar 12", "123"),
        ("just keep the first adlib", "234"),
        ("only the first two adlibs stay, the others go", "34"),
        ("just the first adlib, the rest can go", "234"),
    ],
)
def test_some_of_them_go(text, gone):
    assert [call["args"] for call in calls(text, SONG)] == [{"action": "delete", "clip": f"adlib {n}"} for n in gone]


@pytest.mark.parametrize(
    "text",
    [
        *("drop the adlibs 3 dB", "lose the last two bars of the beat", "lose the vox in the verse"),
        "keep the first four bars of the beat",
    ],
)
def test_what_only_looks_like_it(text):
    assert not any(call["args"].get("action") == "delete" for call in calls(text, SONG))


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("put bed 1 where bed 2 is and bed 2 where bed 1 was", {"bed 1": 5, "bed 2": 1}),
        ("bed 1 goes where bed 2 is, and the other way round", {"bed 1": 5, "bed 2": 1}),
        ("put vox a where vox b is and vox b where vox a was", {"vox a": 9, "vox b": 5}),
        ("can adlib 1 and adlib 4 change places", {"adlib 1": 12, "adlib 4": 9}),
    ],
)
def test_two_change_places(text, moves):
    made = {call["args"]["clip"]: call["args"]["bar"] for call in calls(text, SONG)}
    assert made == moves


@pytest.mark.parametrize(
    "text",
    [
        "loop the perc so it runs right thru to the end of bar 16",
        "loop the perc till the end of 16",
        "loop the perc through bar 16",
        "loop the perc until the end of the song, please, so up to and including bar 16.",
    ],
)
def test_it_goes_on_to_there(text):
    [call] = calls(text, SONG)
    assert call["args"] == {"clip": "perc", "action": "loop", "duration": 20}


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("loop the perc to the end of bar 16, then put a marker called Out where it stops", ("Out", 17)),
        ("loop perc through bar 16 and drop a marker Out there", ("Out", 17)),
        ("copy vox b to bar 13 and put a marker Tail where it stops", ("Tail", 15)),
    ],
)
def test_a_marker_where_it_ends_then(text, marker):
    [_, call] = calls(text, SONG)
    assert (call["args"]["name"], call["args"]["bar"]) == marker


@pytest.mark.parametrize(
    ("text", "bar"),
    [
        ("bridge marker is early, slide it to 13.. no 12, the turnaround only eats one bar", 12),
        ("the bridge marker is a bar late, move it to 10", 10),
        ("move the bridge marker to 12, the fill takes one bar", 12),
    ],
)
def test_a_marker_moves_beside_its_reason(text, bar):
    assert calls(text, SONG) == [{"tool": "marker", "args": {"action": "move", "name": "Bridge", "bar": bar}}]
