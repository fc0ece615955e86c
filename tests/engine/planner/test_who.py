"""Who is meant by "she", "he" and "the vocal"."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Drums", "Piano", "Lead Vox", "Backing 1", "Narration")
SONG = Context(
    tempo=100,
    clips=tuple(
        ClipInfo(f"c{n}", name, name, "audio", 0, 40, ("vocal",) if "Back" in name else ())
        for n, name in enumerate(NAMES)
    ),
    tracks=NAMES,
    track_views=tuple(TrackInfo(name) for name in NAMES),
)


@pytest.mark.parametrize(
    ("said", "track"),
    [
        ("pan the vocal a little left", "Lead Vox"),
        ("the singer 2 dB louder", "Lead Vox"),
        ("she's too quiet", "Lead Vox"),
        ("mute her", "Lead Vox"),
        ("turn him down while he is talking, 3 dB", "Narration"),
        ("mute the piano", "Piano"),
        ("turn Backing 1 up 1 dB", "Backing 1"),
    ],
)
def test_one_of_several_voices_is_the_lead(said: str, track: str) -> None:
    assert {call["args"].get("track") for call in calls(said, SONG)} == {track}


def test_an_effect_on_her_is_on_the_lead() -> None:
    assert calls("a bit of plate on her", SONG)[0]["args"]["clip"] == "c2"


@pytest.mark.parametrize("said", ["call the drummer, tell him we start at nine", "is she out of tune?"])
def test_who_is_no_track_is_none(said: str) -> None:
    assert calls(said, SONG)[0]["tool"] not in ("mix", "arrange", "edit_clip", "apply_effect")
