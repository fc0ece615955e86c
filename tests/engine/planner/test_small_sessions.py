"""A session with next to nothing in it: what is not here is asked about, and a sound without an article is made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import BAND, after, calls, tools

_MADE = after(
    Context(tempo=120), ("a creaky gate at bar 3", [("generate_audio", {"prompt": "creaky gate"}, ("Gate",))])
)
GATE = replace(
    _MADE, clips=tuple(replace(clip, track="Gate", tags=("effect",)) for clip in _MADE.clips), tracks=("Gate",)
)
"""One clip, a sound effect that was just made."""


@pytest.mark.parametrize(
    "said",
    [
        "delete track Mellow",
        "mute track Bells",
        "rename track Tim to Tom",
        "copy the beat to bar 12",
        "copy the beat to bar 12 and pitch the copy up 3 semitones",
        "make the beat quieter",
        "make the psd softer",
        "make teh zurna softr",
        "color the acoustic guitar green",
        "export the choir as flac",
        "freeze the synth",
        "fade out the pad over the last bar",
        "turn the congas down",
        "reverse the trumpet",
    ],
)
def test_what_is_not_here_is_asked_about(said: str) -> None:
    assert tools(said, GATE) == ["ask"]


@pytest.mark.parametrize("said", ["color the beat blue", "mute the beat", "make the beat louder"])
def test_the_beat_is_what_plays_it(said: str) -> None:
    (call,) = calls(said)
    assert call["args"].get("track") == "lo-fi beat"


@pytest.mark.parametrize("said", ["quantize the melody to the beat", "same for the bass but only the last beat"])
def test_a_beat_of_time_is_no_clip(said: str) -> None:
    assert all("called “beat”" not in str(call["args"].get("text", "")) for call in calls(said))


@pytest.mark.parametrize(
    ("said", "prompt", "bar"),
    [
        ("snare fill into bar 9", "snare fill", 8.0),
        ("uplifter into bar 17", "uplifter", 15.0),
        ("reverse crash into bar 6", "reversed crash", 5.0),
        ("a reverse cymbal into bar 6", "reversed cymbal", 5.0),
        ("gunshot at bar 4", "gunshot", 4.0),
        ("thunder at bar 12", "thunder", 12.0),
        ("now some crickets from bar 5", "crickets", 5.0),
    ],
)
@pytest.mark.parametrize("context", [GATE, BAND, Context(tempo=120)])
def test_a_sound_without_an_article_is_made(said: str, prompt: str, bar: float, context: Context) -> None:
    made, placed = calls(said, context)
    assert (made["tool"], made["args"]["prompt"]) == ("generate_audio", prompt)
    assert (placed["args"]["action"], placed["args"]["bar"]) == ("place", bar)


def test_a_lead_vocal_is_no_synth() -> None:
    singer = replace(BAND, clips=BAND.clips[:1], tracks=("Melody", "Lead Vox"))
    assert tools("freeze the synth", singer) == ["ask"]
    assert calls("mute the lead", singer)[0]["args"]["track"] == "Lead Vox"


def test_clips_of_one_name_are_told_apart_by_their_place() -> None:
    twins = tuple(
        replace(clip, name="Gate", bars=(bar, bar + 1)) for clip, bar in zip(BAND.clips, (5.0, 9.5), strict=False)
    )
    (call,) = calls("trim it", replace(BAND, clips=twins, selected_clips=(), last=None, history=()))
    assert call["args"]["text"] == "Which clip do you mean: “Gate” 5|1, “Gate” 9.5?"
