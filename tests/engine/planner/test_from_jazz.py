"""What a jazz pianist and a garage band said: places put right, swing taken out, notes back in the scale."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.text.each_chord import size_of_each
from engine.planner.offline.text.place_put_right import with_last_place
from engine.planner.offline.text.what_holds import without_what_holds
from tests.engine.planner.session import Said, after, calls

NAMES = {"Vibes": "midi", "Theme": "midi", "Clavinet": "midi", "Brushes": "audio", "Organ Take": "audio"}
TRIO = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, kind, 0, 16, bars=(1.0, 9.0))
        for n, (name, kind) in enumerate(NAMES.items(), 1)
    ),
    tracks=tuple(NAMES),
    track_views=tuple(TrackInfo(name, kind=kind, gain_db=-6, pan=0.0) for name, kind in NAMES.items()),
    markers=(("Intro", 1), ("Solo", 5)),
)


def behind(turn: Said) -> Context:
    """The session after one turn that can be taken back."""
    told = after(TRIO, turn)
    return replace(told, dialogue=tuple(replace(one, number=1) for one in told.dialogue))


SHORT = behind(("make the vibes staccato", [("edit_notes", {"clip": "c1", "action": "staccato"}, ())]))
SWUNG = behind(("let the theme swing", [("edit_notes", {"clip": "c2", "action": "swing"}, ())]))


def args(text: str, context: Context = TRIO) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mute it in bars 2 to 5, sorry, only bar 5", "mute it in bar 5"),
        ("vibes up a third in bar 6... hang on, in bars 6 and 7 only", "vibes up a third in bars 6 and 7"),
        ("mute it in the intro, no, in the solo", "mute it in the solo"),
        ("fade it over the last four bars, or rather the last bar", "fade it over the last bar"),
        ("but not in bar 3, sorry, bar 4", "but not in bar 4"),
        ("mute bar 3, no one will miss it", "mute bar 3, no one will miss it"),
    ],
)
def test_a_place_put_right_is_the_last_one(said: str, meant: str) -> None:
    assert with_last_place(said, ["Intro", "Solo"]) == meant


def test_of_two_places_the_one_that_was_meant() -> None:
    assert args("The theme goes down an octave in bars 5 to 8. No, wait, just bar 8.") == [
        {"clip": "c2", "semitones": -12, "start_bar": 8, "end_bar": 9}
    ]


@pytest.mark.parametrize(
    "said",
    [
        "in bar 6 the vibes may sound right through",
        "the vibes shall be legato in bar 6",
        "let the vibes ring out in bar 6",
        "vibes in bar 6: each note runs into the next",
    ],
)
def test_what_may_ring_is_legato(said: str) -> None:
    assert args(said) == [{"clip": "c1", "action": "legato", "start_bar": 6, "end_bar": 7}]


def test_what_may_be_done_is_an_order() -> None:
    assert args("the clavinet may come down 4 dB") == [{"track": "Clavinet", "action": "gain", "value_db": -4}]
    assert args("the clavinet shall play an octave lower in bar 2") == [
        {"clip": "c3", "semitones": -12, "start_bar": 2, "end_bar": 3}
    ]


def test_a_place_gets_back_what_was_taken_from_it() -> None:
    assert args("in the last two bars they can be long again", SHORT) == [
        {"clip": "c1", "action": "staccato", "start_bar": 1, "end_bar": 7}
    ]
    assert args("bars 1 and 2 back to straight", SWUNG) == [
        {"clip": "c2", "action": "swing", "start_bar": 3, "end_bar": 9}
    ]


@pytest.mark.parametrize("said", ["play the theme straight again", "no swing on the theme", "take the swing out again"])
def test_a_swing_is_taken_back(said: str) -> None:
    assert calls(said, SWUNG) == [{"tool": "undo", "args": {"target": "#1"}}]


def test_what_never_swung_is_put_straight() -> None:
    assert args("play the clavinet in straight sixteenths", SWUNG) == [
        {"clip": "c3", "action": "quantize", "grid": "1/16"}
    ]
    assert args("pan the clavinet straight to the left", SWUNG) == [{"track": "Clavinet", "action": "pan", "value": -1}]


@pytest.mark.parametrize(
    "said",
    [
        "there's a sour note on the vibes in bar 3, it's all in D minor, pull it into the key",
        "my finger slipped on the vibes in bar 3, put it back into the scale of D minor",
        "the vibes are out of key in bar 3, we're in D minor, fix that",
    ],
)
def test_a_wrong_key_goes_back_into_the_scale(said: str) -> None:
    assert args(said) == [{"clip": "c1", "action": "snap_to_scale", "key": "D minor", "start_bar": 3, "end_bar": 4}]


def test_a_wrong_note_alone_snaps_nothing() -> None:
    assert all(one["tool"] != "edit_notes" for one in calls("i hit a wrong key on the vibes in bar 3", TRIO))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("same key, just 4 bpm slower", "4 bpm slower"),
        ("everything faster by 5 bpm without touching the pitch", "everything faster by 5 bpm"),
        ("theme up an octave, same rhythm", "theme up an octave"),
        ("the same key as the intro", "the same key as the intro"),
        ("louder, same key", "louder, same key"),
    ],
)
def test_what_holds_anyway_is_no_part_of_it(said: str, meant: str) -> None:
    assert without_what_holds(said) == meant


def test_so_many_bpm_faster_is_no_tempo() -> None:
    assert args("in the same key but all of it 8 bpm faster") == [{"action": "set_tempo", "bpm": 128}]
    assert [one.get("bpm") for one in args("stretch the organ take to be 5 bpm faster")] in ([125], [None])


def test_a_track_travels_from_side_to_side() -> None:
    way = {"track": "Brushes", "parameter": "pan"}
    assert args("let the brushes drift across, 80 left at bar 2, 40 right by bar 5, back in the middle at bar 7") == [
        {**way, "from": -0.8, "to": 0.4, "start_bar": 2, "end_bar": 5},
        {**way, "from": 0.4, "to": 0, "start_bar": 5, "end_bar": 7},
    ]
    assert args("the brushes roam from hard right at bar 3 to hard left when the solo starts") == [
        {**way, "from": 1, "to": -1, "start_bar": 3, "end_bar": 5}
    ]
    assert args("move the brushes slowly from L to R between bar 2 and the solo") == [
        {**way, "from": -1, "to": 1, "start_bar": 2, "end_bar": 5}
    ]
    assert args("brushes left in the intro, right in the solo") == [
        {**way, "from": -1, "to": -1, "start_bar": 1, "end_bar": 5},
        {**way, "from": 1, "to": 1, "start_bar": 5, "end_bar": 9},
    ]


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("two bars each of Am and F", (2, "bars")),
        ("Am F C G, each a bar long", (1, "bars")),
        ("two beats per chord", (2, "beats")),
        ("four bars of Am", None),
    ],
)
def test_how_long_each_chord_is(said: str, size: tuple[int, str] | None) -> None:
    assert size_of_each(said) == size


def test_chords_are_counted_by_their_bars() -> None:
    assert args("a walking bass along with the band, a bar each of Cm7, F7 and Bbmaj7") == [
        {"kind": "bass", "chords": ["Cm7", "F7", "Bbmaj7"], "bars": 3, "style": "walking"}
    ]
    assert args("write a bass line, two bars of Gm and one of D7") == [
        {"kind": "bass", "chords": ["Gm", "Gm", "D7"], "bars": 3}
    ]
