"""What a metal guitarist and a chiptune maker said: parts looped, half speed, bars cut everywhere, another arp."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import PLANNER, Said, after, calls, tools

NAMES = {"Axe L": "audio", "Axe R": "audio", "Low End": "audio", "Beater": "midi", "Lead": "midi", "Vocal": "audio"}
BARS = {"Beater": (1.0, 5.0), "Vocal": (5.0, 7.0)}
HEAVY = Context(
    tempo=160,
    clips=tuple(
        ClipInfo(f"c{n}", f"{name.lower()} part", name, kind, 0, 12, bars=BARS.get(name, (1.0, 9.0)))
        for n, (name, kind) in enumerate(NAMES.items(), 1)
    ),
    tracks=tuple(NAMES),
    track_views=tuple(TrackInfo(name, kind=kind, gain_db=-6, pan=0.0) for name, kind in NAMES.items()),
    markers=(("Riff", 1),),
)


def behind(*turns: Said) -> Context:
    """The session after turns that can be taken back."""
    told = after(HEAVY, *turns)
    numbered = tuple(replace(one, number=n) for n, one in enumerate(told.dialogue, 1))
    clips = tuple(
        replace(one, track="Arp", kind="midi", bars=(1.0, 5.0)) if one.name == "Arp" else one for one in told.clips
    )
    return replace(told, dialogue=numbered, clips=clips)


ARP = {"kind": "arpeggio", "chords": ["Am", "F"], "bars": 4, "style": "sixteenths"}
WITH_ARP = behind(
    ("an arp over Am and F", [("generate_midi", ARP, ("Arp",))]),
    ("crush the vocal", [("apply_effect", {"clip": "c6", "effect": "bitcrush"}, ())]),
)
WIDE = behind(
    ("axes hard left and right", [("mix", {"track": one, "action": "pan", "value": side}, ())
        for one, side in (("Axe L", -1), ("Axe R", 1))]),
    ("beater up 2", [("mix", {"track": "Beater", "action": "gain", "value_db": 2}, ())]),
)  # fmt: skip


def args(text: str, context: Context = HEAVY) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


@pytest.mark.parametrize(
    "text",
    [
        "vary how hard the beater hits, but the timing stays locked",
        "The beater is dead stiff, all the notes are exactly the same. Vary how loud they are, keep the timing steady",
        "randomize the strength of the beater, leave its timing tight",
        "humanize the beater, only how hard each hit is struck",
    ],
)
def test_how_hard_they_are_hit_is_varied_and_the_timing_kept(text: str) -> None:
    assert args(text) == [{"clip": "c4", "action": "humanize", "of": "velocity"}]


@pytest.mark.parametrize(
    "text",
    [
        "loop the first two bars of the low end up to the end of bar 8",
        "repeat bars 1 and 2 of the low end until bar 9",
        "just the first two bars of the low end, repeated through bar 8",
        "I only want the first two bars of the low end. Repeat those to the end of bar 8",
    ],
)
def test_a_part_of_a_clip_is_looped_alone(text: str) -> None:
    assert args(text) == [
        {"clip": "c3", "action": "trim", "start_bar": 1, "end_bar": 2},
        {"clip": "$1", "action": "loop", "duration": 12},
    ]


def test_a_part_in_the_middle_is_copied_on() -> None:
    copy = {"action": "duplicate", "clip": "$1", "start_bar": 4}
    assert args("loop bars 4 and 5 of the low end to the end of bar 8") == [
        {"clip": "c3", "action": "trim", "start_bar": 1, "end_bar": 5},
        {**copy, "end_bar": 6, "bar": 6},
        {**copy, "end_bar": 5, "bar": 8},
    ]
    assert tools("loop bars 3 and 4 of the low end to the end of bar 7", HEAVY) == ["ask"]


@pytest.mark.parametrize(
    "text",
    [
        "from bar 5 we play at half speed",
        "drop to half the tempo at bar 5, so 80 bpm",
        "from bar 5 on half time, so 80",
        "from bar 5 it's half speed",
    ],
)
def test_half_speed_from_a_bar_is_the_tempo_of_the_song(text: str) -> None:
    assert args(text) == [{"action": "set_tempo", "bpm": 80, "bar": 5}]


def test_from_there_is_from_the_marker_just_set() -> None:
    assert args("put a marker Slow Bit at bar 7, and from there half speed") == [
        {"action": "add", "name": "Slow Bit", "bar": 7},
        {"action": "set_tempo", "bpm": 80, "bar": 7},
    ]


def test_half_speed_of_a_clip_is_half_as_fast() -> None:
    assert args("play the lead at half speed") == [{"clip": "c5", "ratio": 0.5}]
    assert tools("half time feel from bar 5", HEAVY) == ["ask"]
    assert "set_tempo" not in str(args("from bar 5 it's half speed, so 120"))


@pytest.mark.parametrize(
    ("text", "track", "moved"),
    [
        ("write a twin guitar line for the lead, a third above, on a new track", "Lead 2", {"steps": 2}),
        ("make a twin harmony for the lead", "Lead 2", {"steps": 2}),
        ("give me a viola that follows the lead a sixth below, on its own track", "Viola", {"steps": -5}),
        ("add a tuba that doubles the lead an octave below on a new track", "Tuba", {"change": -12}),
        ("write a line a fifth below the lead on a new track called Fifths", "Fifths", {"steps": -4}),
    ],
)
def test_a_second_voice_by_its_name(text: str, track: str, moved: dict[str, float]) -> None:
    assert args(text) == [
        {"action": "duplicate", "clip": "c5", "track": track},
        {"clip": "$1", "action": "pitch", **moved},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the panning was too much after all, axes back to where they sat. don't touch the other stuff",
        "put the axes back where they sat before, without losing the rest",
        "axes back to where they sat before",
    ],
)
def test_back_to_where_they_sat(text: str) -> None:
    assert args(text, WIDE) == [{"target": "#1"}]


@pytest.mark.parametrize(
    ("text", "clip"),
    [
        ("what key is my riff in, judging by the low end?", "c3"),
        ("which key is it, going by the left axe?", "c1"),
        ("what key is the lead in?", "c5"),
        ("what's the key of the lead?", "c5"),
    ],
)
def test_the_key_of_one_sound(text: str, clip: str) -> None:
    assert calls(text, HEAVY) == [{"tool": "describe_music", "args": {"clip": clip, "aspect": "key"}}]


def test_the_key_of_the_song_is_that_of_the_session() -> None:
    assert tools("what key is the song in?", HEAVY) == ["session_info"]


@pytest.mark.parametrize(
    "text",
    [
        "everything stops dead after bar 7",
        "remove bar 8 on all tracks",
        "cut the last bar away everywhere",
        "end the song hard after bar 7: delete bar 8 on every track",
    ],
)
def test_bars_go_on_every_track(text: str) -> None:
    trim = {"action": "trim", "start_bar": 1, "end_bar": 7}
    assert args(text) == [{"clip": one, **trim} for one in ("c1", "c2", "c3", "c5")]


def test_nothing_that_lies_wholly_behind_the_end_goes() -> None:
    assert "delete" not in str(calls("everything stops after bar 4", HEAVY))
    assert {one["clip"] for one in args("delete bar 3 on every track")} == {"c1", "c2", "c3", "c4", "c5"}


@pytest.mark.parametrize(
    "text",
    [
        "want a new arp on its own track in sixteenths over Am Dm F E, one chord a bar, bars 1 to 4 please",
        "make an arp, sixteenths over Am Dm F E, one chord per bar, in bars 1 to 4",
        "an arp over Am Dm F E in sixteenths, 1 chord every bar, bars 1 to 4",
    ],
)
def test_one_chord_a_bar(text: str) -> None:
    made, put = args(text)
    assert (made["kind"], made["chords"], made["bars"]) == ("arpeggio", ["Am", "Dm", "F", "E"], 4)
    assert "sixteenths" in made["style"]
    assert put == {"action": "place", "clip": "$1", "bar": 1}


@pytest.mark.parametrize(
    "text",
    [
        "lead way shorter, each note half as long, starts stay",
        "make the lead a lot shorter, all notes half as long",
        "every note of the lead half its length, much shorter",
    ],
)
def test_way_shorter_by_half(text: str) -> None:
    assert args(text) == [{"clip": "c5", "action": "length", "times": 0.5}]


@pytest.mark.parametrize(
    ("text", "which", "only"),
    [
        ("there's a bum note in the lead, the very last one should be a G2 not F#2", -1, "F#2"),
        ("the lead has a wrong note: the third one has to be G2", 3, ""),
        ("the first note of the lead is wrong, should be G2 instead of F2", 1, "F2"),
        ("got a wrong note in the lead: at the end it should be G2", -1, ""),
    ],
)
def test_a_wrong_note_by_its_place_among_the_others(text: str, which: int, only: str) -> None:
    (edit,) = args(text)
    assert (edit["clip"], edit["note"], edit["action"], edit["to"]) == ("c5", which, "pitch", "G2")
    assert edit.get("only", "") == only


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("give me a different arp over the same chords instead of this one", "fix"),
        ("another arpeggio, same chords, this one can go", "fix"),
        ("make a new arp in place of the old one", "fix"),
        ("write another arp w/ the same chords on a new track", "again"),
    ],
)
def test_another_one_of_what_was_made(text: str, op: str) -> None:
    (made,) = PLANNER.plan(text, WITH_ARP).steps
    assert (made.task, made.args, made.op) == ("generate_midi", ARP, op)


def test_another_kind_is_made_afresh() -> None:
    (made,) = calls("another bassline over the same chords", WITH_ARP)[:1]
    assert made["args"]["kind"] == "bass"
