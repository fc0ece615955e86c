"""A place with a bare meter and tempo: both hold from there, or for the part that is named."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Organ", "Flute")
SONG = Context(
    tempo=100,
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "midi", 0, 76.8, bars=(1.0, 33.0)) for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
    markers=(("Verse", 5), ("Bridge", 17), ("Coda", 25)),
)


def told(text: str) -> list[tuple[object, object]]:
    made = calls(text, SONG)
    return [(one["args"].get("meter") or one["args"].get("bpm"), one["args"].get("bar")) for one in made]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the next psalm starts at bar 13: 3/4 from there, and 88", [("3/4", 13), (88, 13)]),
        ("from bar 9 6/8 and 120", [("6/8", 9), (120, 9)]),
        ("ab Takt 9 5/4 und 112", [("5/4", 9), (112, 9)]),
        ("à partir de la mesure 9, 3/4 et 88", [("3/4", 9), (88, 9)]),
        ("desde el compás 9 en 6/8 y a 110", [("6/8", 9), (110, 9)]),
        ("从第9小节开始3/4拍，速度90", [("3/4", 9), (90, 9)]),
        ("the bridge has to be much slower, 76 from there on. the rest stays", [(76, 17)]),
        ("the bridge slower, 76", [(76, 17), (100, 25)]),
        ("from the coda on a bit faster, 108", [(108, 25)]),
        ("124 from bar 21 on please", [(124, 21)]),
        ("bridge at 80, then back to 100 at the coda", [(80, 17), (100, 25)]),
        ("7/8 for two bars from bar 9", [("7/8", 9), ("4/4", 11)]),
    ],
)
def test_meter_and_tempo_from_there(said: str, meant: list[tuple[object, object]]) -> None:
    assert told(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "the flute at 100 from bar 17 on",
        "organ 80 from the bridge",
        "from bar 9 on quieter, 70",
        "the bridge faster, 60",
    ],
)
def test_what_may_be_of_something_else_is_no_tempo(said: str) -> None:
    assert "set_tempo" not in [one["args"].get("action") for one in calls(said, SONG)]
