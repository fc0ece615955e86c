"""A section by its kind: "in the chorus" is Chorus 1 where that is the only one, whatever clip is called so too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import PLANNER, calls

_CLIPS = (
    ("beat", "Drums", "audio", 1, 41),
    ("bassline", "Bass", "midi", 5, 37),
    ("verse", "Lead Vox", "audio", 5, 13),
    ("chorus", "Lead Vox", "audio", 13, 21),
    ("riff", "Trumpet", "midi", 21, 25),
    ("solo", "Lead Guitar", "audio", 25, 33),
    ("pad", "Strings", "midi", 9, 25),
)
SONG = Context(
    tempo=96,
    clips=tuple(
        ClipInfo(f"c{at}", name, track, kind, (start - 1) * 2.5, (end - start) * 2.5, (), (float(start), float(end)))
        for at, (name, track, kind, start, end) in enumerate(_CLIPS, 1)
    ),
    tracks=tuple(dict.fromkeys(track for _, track, *_ in _CLIPS)),
    track_views=tuple(TrackInfo(track) for track in dict.fromkeys(track for _, track, *_ in _CLIPS)),
    markers=(("Intro", 1), ("Verse 1", 5), ("Chorus 1", 13), ("Verse 2", 21), ("Solo", 25), ("Outro", 33)),
)
NO_CLIP_VERSE = replace(SONG, clips=tuple(clip for clip in SONG.clips if clip.name != "verse"))


def _after(context: Context, *said: str) -> Context:
    """The context after these requests were planned and done."""
    for text in said:
        plan = PLANNER.plan(text, context)
        done = tuple(dict(call) for call in plan.calls())
        offered = tuple(tuple({"tool": one.task, "args": dict(one.args)} for one in way) for way in plan.choices)
        results = tuple(CallResult(at, True) for at in range(len(done)))
        context = replace(context, dialogue=(*context.dialogue, Exchange(text, done, results, offered)))
    return context


def _bars(text: str, context: Context = SONG) -> list[tuple[str, str, float, float]]:
    """(track, parameter, first bar, bar behind) of each automation."""
    made = calls(text, context)
    assert all(call["tool"] == "automate" for call in made), made
    told = [call["args"] for call in made]
    return [(one["track"], one["parameter"], one["start_bar"], one["end_bar"]) for one in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("turn the bass down 4 dB in the chorus", ("Bass", "volume", 13, 21)),
        ("strings +2 in the chorus only", ("Strings", "volume", 13, 21)),
        ("cut the bass out of the chorus", ("Bass", "mute", 13, 21)),
        ("no drums in the chorus", ("Drums", "mute", 13, 21)),
        ("mute the drums from the chorus on", ("Drums", "mute", 13, 41)),
        ("drums out until the chorus", ("Drums", "mute", 1, 13)),
        ("ride the lead vocal up 2 dB in the chorus", ("Lead Vox", "volume", 13, 21)),
        ("bass up 2 dB in the second half of the chorus", ("Bass", "volume", 17, 21)),
        ("make the strings louder in the first half of the solo", ("Strings", "volume", 25, 29)),
        ("drums down 3 dB in the last 4 bars of the chorus", ("Drums", "volume", 17, 21)),
        ("trumpet 30 left in the chorus", ("Trumpet", "pan", 13, 21)),
        ("pan the trumpet right in the verse", ("Trumpet", "pan", 21, 25)),
        ("mute the drums in the second verse", ("Drums", "mute", 21, 25)),
        ("mute the chorus vox", ("Lead Vox", "mute", 13, 21)),
    ],
)
def test_holds_where_the_section_is(text: str, told: tuple[str, str, float, float]) -> None:
    assert _bars(text) == [told]


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("copy the riff to the chorus", {"action": "duplicate", "clip": "c5", "bar": 13}),
        ("duplicate the whole chorus at bar 41", {"action": "duplicate", "start_bar": 13, "end_bar": 21, "bar": 41}),
        ("rename the chorus marker to refrain", {"action": "rename", "name": "Chorus 1", "new_name": "refrain"}),
        ("rename Solo to Guitar", {"action": "rename", "name": "Solo", "new_name": "Guitar"}),
        ("rename verse 1 to strophe", {"action": "rename", "name": "Verse 1", "new_name": "strophe"}),
        ("trim the beat to the chorus", {"action": "trim", "clip": "c1", "start_bar": 13, "end_bar": 20}),
        ("tempo 90 from the chorus", {"action": "set_tempo", "bpm": 90, "bar": 13}),
        ("delete the chorus clip", {"action": "delete", "clip": "c4"}),
        ("move the chorus to bar 29", {"action": "move", "clip": "c4", "bar": 29}),
        ("copy the chorus vox to bar 29", {"action": "duplicate", "clip": "c4", "bar": 29}),
        ("chorus up 1 dB", {"action": "gain", "clip": "c4", "value_db": 1}),
        ("put a chorus on the bass", {"effect": "chorus", "track": "Bass"}),
        ("turn the lead vox up 2 dB", {"action": "gain", "track": "Lead Vox", "value_db": 2}),
    ],
)
def test_place_or_thing(text: str, call: dict[str, Any]) -> None:
    (made,) = calls(text, SONG)
    assert made["args"] == call


def test_which_of_several_is_asked_and_answered() -> None:
    plan = PLANNER.plan("mute the drums in the verse", NO_CLIP_VERSE)
    assert [step.task for step in plan.steps] == ["ask"] and len(plan.choices) == 2
    asked = _after(NO_CLIP_VERSE, "mute the drums in the verse")
    first, second = ("Drums", "mute", 5, 13), ("Drums", "mute", 21, 25)
    assert _bars("verse 2", asked) == [second]
    assert _bars("the first one", asked) == [first]
    assert _bars("both", asked) == [first, second]


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("strings up 3 dB in the chorus", "only in the second half of it", ("Strings", "volume", 17, 21)),
        ("mute the drums in the solo", "just the first half", ("Drums", "mute", 25, 29)),
        ("mute the strings", "only in the chorus though", ("Strings", "mute", 13, 21)),
        ("mute the trumpet", "just in the verse", ("Trumpet", "mute", 21, 25)),
        ("take the bass out in the first half of the chorus", "second half instead", ("Bass", "mute", 17, 21)),
    ],
)
def test_said_of_what_was_done(before: str, text: str, told: tuple[str, str, float, float]) -> None:
    assert _bars(text, _after(SONG, before)) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "guitar up 3 dB in the solo, and the drums down 1 dB there",
            [("Lead Guitar", "volume", 25, 33), ("Drums", "volume", 25, 33)],
        ),
        (
            "strings up 2 dB in the chorus, drums down 1 dB there too",
            [("Strings", "volume", 13, 21), ("Drums", "volume", 13, 21)],
        ),
    ],
)
def test_there_is_the_section_named_before(text: str, told: list[tuple[str, str, float, float]]) -> None:
    assert _bars(text) == told


def test_a_tempo_in_a_section_ends_with_it() -> None:
    told = [(call["args"]["bpm"], call["args"]["bar"]) for call in calls("slow the tempo to 84 in the solo", SONG)]
    assert told == [(84, 25), (96, 33)]


def test_clips_are_renamed_by_their_names() -> None:
    assert calls("rename the solo clip to gtr", SONG)[0]["args"] == {"action": "rename", "clip": "c6", "name": "gtr"}
    there = calls("rename the lead vox clip in the chorus to hook", SONG)
    assert there[0]["args"] == {"action": "rename", "clip": "c4", "name": "hook"}
    asked = _after(SONG, 'rename the vocal clip to "vx 1"')
    assert calls("the verse one", asked)[0]["args"] == {"action": "rename", "clip": "c3", "name": "vx 1"}
    named = _after(asked, "the verse one")
    assert calls("and the next one vx 2", named)[0]["args"] == {"action": "rename", "clip": "c4", "name": "vx 2"}
    trimmed = _after(SONG, "trim the beat to the chorus")
    assert calls("and name the clip beat bed", trimmed)[0]["args"]["name"] == "beat bed"
