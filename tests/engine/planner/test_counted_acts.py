"""What is counted among the last acts, what counts nothing, and clips that fade into each other."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import Said, after, calls

SONG = Context(
    tempo=96,
    clips=(
        ClipInfo("k", "beat", "Drums", "audio", 0, 40, ("drums",), bars=(1.0, 17.0)),
        ClipInfo("v", "verse", "Vox", "audio", 0, 20, ("vocal",), bars=(1.0, 9.0)),
        ClipInfo("c", "chorus", "Vox", "audio", 20, 20, ("vocal",), bars=(9.0, 17.0)),
        ClipInfo("p", "pad", "Strings", "midi", 0, 40, ("pad",), bars=(1.0, 17.0)),
        ClipInfo("h", "hook", "Harp", "midi", 0, 40, (), bars=(1.0, 17.0)),
    ),
    tracks=("Drums", "Vox", "Strings", "Harp"),
)


def told(text: str, *turns: Said) -> list[dict[str, Any]]:
    return [{"tool": one["tool"], **one["args"]} for one in calls(text, after(SONG, *turns))]


def frozen(*tracks: str) -> Said:
    return (f"freeze {' and '.join(tracks)}", [("freeze", {"track": one, "action": "freeze"}, ()) for one in tracks])


def muted(track: str) -> Said:
    return (f"mute the {track}", [("mix", {"track": track, "action": "mute"}, ())])


@pytest.mark.parametrize(("text", "track"), [("unfreeze the first one", "Strings"), ("unfreeze the last one", "Harp")])
def test_one_of_the_last_acts_is_counted(text: str, track: str) -> None:
    assert told(text, frozen("Strings"), frozen("Harp")) == [{"tool": "freeze", "track": track, "action": "unfreeze"}]


def test_a_mute_is_counted_among_mutes() -> None:
    assert told("unmute the first one", muted("Vox"), muted("Harp")) == [
        {"tool": "mix", "track": "Vox", "action": "unmute"}
    ]


def test_it_is_both_that_were_frozen_together() -> None:
    assert {one["track"] for one in told("unfreeze it, need to edit", frozen("Strings", "Harp"))} == {"Strings", "Harp"}


@pytest.mark.parametrize("text", ["delete the second one", "remove the last one"])
def test_what_counts_nothing_is_asked_about(text: str) -> None:
    assert [one["tool"] for one in told(text)] == ["ask"]


@pytest.mark.parametrize(
    "text", ["add a second take lane", "make a new empty take on the vox", "give me a new take lane"]
)
def test_an_empty_take_is_none(text: str) -> None:
    assert [one["tool"] for one in told(text)] == ["refuse"]


@pytest.mark.parametrize("seconds", [None, 0.5])
def test_clips_side_by_side_fade_where_they_meet(seconds: float | None) -> None:
    text = "crossfade verse and chorus" + (" over half a second" if seconds else "")
    out, into = told(text)
    assert (out["clip"], out["action"], into["clip"], into["action"]) == ("v", "fade_out", "c", "fade_in")
    assert out["duration"] == into["duration"] == (seconds or 0.1)


@pytest.mark.parametrize("text", ["kick stem up 2", "mute the snare stem"])
def test_a_stem_that_nobody_made_is_asked_about(text: str) -> None:
    assert [one["tool"] for one in told(text, muted("Drums"))] == ["ask"]


def test_a_stem_that_is_to_be_made_is_made() -> None:
    assert told("give me the kick stem of the beat")[0]["tool"] == "separate_stems"


@pytest.mark.parametrize("text", ["transcribe the verse to midi", "transcribe the verse into midi notes please"])
def test_what_is_transcribed_to_midi_becomes_notes(text: str) -> None:
    assert told(text) == [{"tool": "audio_to_midi", "clip": "v"}]
