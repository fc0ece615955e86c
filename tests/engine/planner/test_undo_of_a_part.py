"""Of a request that did several things only the part that is named is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Oboe", "Harp", "Tuba", "Cello")
BAND = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "midi", 0, 16, bars=(1.0, 9.0)) for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
)


def after(said: str, *done: tuple[str, dict[str, object], str]) -> Context:
    told = tuple({"tool": tool, "args": args} for tool, args, _ in done)
    results = tuple(CallResult(place, True, (out,) if out else ()) for place, (_, _, out) in enumerate(done))
    return replace(BAND, dialogue=(Exchange(said, told, results, undone=False, number=12),))


MIXED = after(
    "oboe up an octave and the harp 5 down",
    ("change_tempo_key", {"clip": "c1", "semitones": 12}, "c1"),
    ("mix", {"track": "Harp", "action": "gain", "value_db": -5}, ""),
)
BOTH = after(
    "tuba and cello down 3",
    ("mix", {"track": "Tuba", "action": "gain", "value_db": -3}, ""),
    ("mix", {"track": "Cello", "action": "gain", "value_db": -3}, ""),
)


@pytest.mark.parametrize(
    ("said", "before", "target"),
    [
        ("put the oboe back as it was, the harp stays down", MIXED, "#12.1"),
        ("the harp was better before", MIXED, "#12.2"),
        ("undo the transposition", MIXED, "#12.1"),
        ("scrap the level of the harp", MIXED, "#12.2"),
        ("the harp was fine originally, only the oboe can stay like that", MIXED, "#12.2"),
        ("not the tuba", BOTH, "#12.1"),
        ("only the tuba", BOTH, "#12.2"),
        ("no, only the cello, leave the tuba alone", BOTH, "#12.1"),
        ("undo the levels", BOTH, "#12"),
    ],
)
def test_the_named_part_goes_and_the_rest_stays(said: str, before: Context, target: str) -> None:
    assert calls(said, before) == [{"tool": "undo", "args": {"target": target}}]
