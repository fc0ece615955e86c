"""Stems of a mix: without some, only some, one on a track of its own; and what looks like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.singing.stems import stems_asked
from tests.engine.planner.session import calls
from tests.engine.planner.singing.test_asked import SELECTED

FLIP = ClipInfo("f1", "flip", "Vinyl Flip", "audio", 57.6, 19.2, bars=(25.0, 33.0))
MIX = replace(
    SELECTED, clips=(*SELECTED.clips, FLIP), tracks=(*SELECTED.tracks, "Vinyl Flip"), selected_clips=()
)  # fmt: skip


def steps(text: str, context: Context = MIX) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], one["args"]) for one in calls(text, context)]


@pytest.mark.parametrize(
    ("text", "stems", "silent"),
    [
        ("take the drums out of the vinyl flip", ["drums"], ["drums"]),
        ("can you strip the bass from the flip?", ["bass"], ["bass"]),
        ("vinyl flip without the drums and bass please", ["drums", "bass"], ["drums", "bass"]),
        ("vinyl flip: only the vocals of that, everything else out", ["vocals"], ["rest"]),
        ("just the bass from the vinyl flip, bin the rest", ["bass"], ["rest"]),
        ("i only want the singing of the flip", ["vocals"], ["rest"]),
    ],
)
def test_the_others_of_a_mix_are_heard(text: str, stems: list[str], silent: list[str]) -> None:
    made = [("separate_stems", {"clip": "f1", "stems": stems})]
    assert steps(text) == made + [("mix", {"clip": f"$1.{one}", "action": "mute"}) for one in silent]


@pytest.mark.parametrize("text", ["lose the vocals in the vinyl flip", "vinyl flip without the singing"])
def test_without_the_voice_it_is_the_instrumental_in_its_place(text: str) -> None:
    assert steps(text) == [("separate_stems", {"clip": "f1", "stems": ["instrumental"]})]


def test_one_on_a_track_of_its_own() -> None:
    assert steps("put the bass of the vinyl flip on a new track") == [
        ("separate_stems", {"clip": "f1", "stems": ["bass"]}),
        ("arrange", {"action": "place", "clip": "$1.bass", "track": "flip bass"}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "take the bass out",
        "mute the bass in the verse",
        "only the drums",
        "take the drums out of the mix bus",
        "what drums are in the vinyl flip?",
        "take the vocals out of the vinyl flip",
        "bass of the vinyl flip louder",
    ],
)
def test_what_is_said_of_tracks_or_of_more_is_left(text: str) -> None:
    assert stems_asked(text, DialogueState.of(MIX)) is None


def split() -> Context:
    """MIX after it was split into stems."""
    names = ("vocals", "drums", "bass", "other")
    made = tuple(
        ClipInfo(f"s{at}", f"flip {one}", f"flip {one}", "audio", 57.6, 19.2, bars=(25.0, 33.0))
        for at, one in enumerate(names)
    )
    call = {"tool": "separate_stems", "args": {"clip": "f1"}}
    turn = Exchange("split the flip", (call,), (CallResult(0, True, ("s0", "s1", "s2", "s3")),), undone=False, number=1)
    tracks = (*MIX.tracks, *(one.name for one in made))
    return replace(MIX, clips=(*MIX.clips, *made), tracks=tracks, dialogue=(turn,))


@pytest.mark.parametrize(
    ("text", "kept", "action"),
    [
        ("only need the singing, bin the rest", ["vocals"], "delete"),
        ("ok just drums and bass then", ["drums", "bass"], "mute"),
        ("keep only the vocals, mute the others", ["vocals"], "mute"),
    ],
)
def test_of_those_that_were_made_some_are_left(text: str, kept: list[str], action: str) -> None:
    others = [f"flip {one}" for one in ("vocals", "drums", "bass", "other") if one not in kept]
    assert [(args["track"], args["action"]) for _, args in steps(text, split())] == [(one, action) for one in others]
