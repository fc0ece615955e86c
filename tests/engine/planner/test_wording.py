"""Places, lengths, exceptions and names: words that must not be taken for something else."""

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, Exchange
from tests.engine.planner.session import after, calls, tools

STUDIO = Context(
    tempo=96,
    clips=(
        ClipInfo("m1", "Melody", "Melody", "midi", 0, 10),
        ClipInfo("a1", "sample", "sample", "audio", 0, 10, ("drums", "loop")),
        ClipInfo("a2", "Lo", "Lo", "audio", 0, 10),
        ClipInfo("a3", "Vocal", "Vocal", "audio", 0, 10, ("vocal",)),
        ClipInfo("a4", "Bass", "Bass", "midi", 0, 10, ("bass",)),
        ClipInfo("a5", "drum loop", "Drums", "audio", 2.5, 10, ("drums",)),
        ClipInfo("a6", "Keys", "Keys", "midi", 0, 10),
        ClipInfo("a7", "demo", "Demo", "audio", 0, 100, ("mix", "song")),
    ),
    tracks=("Melody", "sample", "Lo", "Vocal", "Bass", "Drums", "Keys", "Demo"),
    last="m1",
)
WAITING = replace(
    STUDIO, dialogue=(Exchange("set the tempo to 5000", ({"tool": "ask", "args": {"text": "20 to 400 bpm."}},), ()),)
)


@pytest.mark.parametrize(
    ("text", "made", "bar"),
    [
        ("put a pad in D minor at bar 3 for 4 bars", {"prompt": "pad", "key": "D minor", "bars": 4}, 3),
        ("four chords at bar 5: Am F C G", {"kind": "chords", "chords": ["Am", "F", "C", "G"]}, 5),
        ("make a 2-bar techno loop at bar 5", {"bars": 2, "prompt": "techno loop"}, 5),
        ("a 4 bar house beat at bar 7", {"bars": 4, "prompt": "house beat"}, 7),
        ("2 bars of dub techno from bar 5", {"bars": 2, "prompt": "dub techno"}, 5),
        ("put a 1-bar drum fill at bar 8", {"bars": 1, "prompt": "drum fill"}, 8),
        ("stick a riser on a new track that ends at bar 9", {"bars": 4, "prompt": "riser"}, 5),
    ],
)
def test_a_place_is_a_step_and_never_a_length(text: str, made: dict[str, Any], bar: int) -> None:
    first, second = calls(text, STUDIO)
    assert first["args"] == made
    assert second == {"tool": "arrange", "args": {"action": "place", "clip": "$1", "bar": bar}}


def test_a_split_at_a_bar_is_counted_from_the_clip() -> None:
    planned = calls("chop the drum loop in half at bar 3", STUDIO)
    assert planned == [{"tool": "edit_clip", "args": {"clip": "a5", "action": "split", "at": 2.5}}]


@pytest.mark.parametrize(
    ("text", "track", "action"),
    [
        ("don't touch the vocal, just make the bass louder", "Bass", "gain"),
        ("leave the vocal alone and turn the bass up 3 dB", "Bass", "gain"),
        ("without touching the bass, mute the drums", "Drums", "mute"),
        ("solo the keys, no actually solo the bass", "Bass", "solo"),
    ],
)
def test_what_must_not_be_touched_is_left_alone(text: str, track: str, action: str) -> None:
    (only,) = calls(text, STUDIO)
    assert (only["tool"], only["args"]["track"], only["args"]["action"]) == ("mix", track, action)


def test_no_wait_before_undo_is_no_redo() -> None:
    assert tools("no wait, undo that and then mute the drums", STUDIO) == ["undo", "mix"]


def test_a_sound_with_a_length_is_made() -> None:
    planned = calls("rain in the background for 30 seconds please, quietly", STUDIO)
    assert planned == [
        {"tool": "generate_audio", "args": {"duration": 30, "prompt": "rain in the background, quietly"}}
    ]


@pytest.mark.parametrize("name", ["Lo", "sample"])
def test_a_track_is_deleted_when_the_track_is_named(name: str) -> None:
    planned = calls(f"delete the {name} track", STUDIO)
    assert planned == [{"tool": "arrange", "args": {"action": "delete", "track": name}}]


def test_selected_notes_are_never_guessed() -> None:
    sung = after(STUDIO, ("make chords", [("generate_midi", {"kind": "chords"}, ("chords",))]))
    text = 'sing the selected notes: "oh no"'
    assert tools(text, STUDIO) == tools(text, sung) == ["ask"]
    assert tools(text, replace(STUDIO, clips=STUDIO.clips[1:4])) == ["ask"]
    alone = calls(text, replace(STUDIO, clips=STUDIO.clips[:4]))
    assert alone == [{"tool": "sing", "args": {"lyrics": "oh no", "midi": "m1"}}]


def test_a_new_name_is_taken_whole() -> None:
    named = "\u00dcn\u00ef \U0001f3b9 \u65e5\u672c song and so on"
    assert calls(f"rename the bass to {named}", STUDIO)[0]["args"]["name"] == named
    named_and_muted = calls("rename the vocal to Lead and mute it", STUDIO)
    assert [(one["tool"], one["args"]["track"]) for one in named_and_muted] == [("arrange", "Vocal"), ("mix", "Lead")]
    assert calls(f"rename My Beat to {named}", STUDIO)[0]["args"] == calls("rename My Beat to x", STUDIO)[0]["args"] | {
        "name": named
    }


def test_an_unknown_place_is_asked_for() -> None:
    made = after(STUDIO, ("a house beat", [("generate_audio", {"prompt": "house beat"}, ("house beat",))]))
    asked = calls("put that on the chorus", made)
    assert asked == [{"tool": "ask", "args": {"text": "At which bar does the chorus start?"}}]


@pytest.mark.parametrize("text", ["move the vocal to bar 0", "play from bar -3"])
@pytest.mark.parametrize("context", [STUDIO, WAITING], ids=["alone", "after a question"])
def test_bars_count_from_one(text: str, context: Context) -> None:
    asked = calls(text, context)
    assert asked[0]["tool"] == "ask" and asked[0]["args"]["text"].startswith("Bars count from 1")


def test_a_new_request_wins_over_an_open_question() -> None:
    assert calls("move the vocal to bar 5", WAITING) == [
        {"tool": "arrange", "args": {"action": "move", "clip": "a3", "bar": 5}}
    ]
    assert calls("mute the drums", WAITING)[0]["args"] == {"track": "Drums", "action": "mute"}
    assert calls("120", WAITING) == [{"tool": "transport", "args": {"action": "set_tempo", "bpm": 120}}]


@pytest.mark.parametrize(
    ("text", "task", "args"),
    [
        ("undo everything", "undo", {"target": "everything"}),
        ("bring back what I just undid", "redo", {}),
        ("undo the tempo", "undo", {"target": "tempo"}),
        ("undo the panning", "undo", {"target": "panning"}),
        ("an arpeggio on Keys", "generate_midi", {"kind": "arpeggio", "track": "Keys"}),
        ("make a trap beat with 808s, 4 bars", "generate_audio", {"prompt": "trap beat with 808s", "bars": 4}),
        ("add strings", "generate_audio", {"prompt": "strings"}),
        ("add some strings to it", "generate_audio", {"prompt": "strings"}),
        (
            "a bit more air on the vocal",
            "apply_effect",
            {"clip": "a3", "effect": "eq", "cutoff_hz": 11000, "gain_db": 2.1, "q": 0.7},
        ),
        (
            "four chords in Bb major for the verse: Bb, Gm, Eb, F",
            "generate_midi",
            {"kind": "chords", "chords": ["Bb", "Gm", "Eb", "F"], "key": "Bb major"},
        ),
        (
            "mute everything except the vocal",
            "mix",
            {"action": "mute", "tracks": ["Melody", "sample", "Lo", "Bass", "Drums", "Keys", "Demo"]},
        ),
    ],
)
def test_one_step(text: str, task: str, args: dict[str, Any]) -> None:
    assert calls(text, STUDIO) == [{"tool": task, "args": args}]


def test_a_copy_at_each_bar() -> None:
    planned = calls("copy the bass to bar 9 and bar 13", STUDIO)
    assert [call["args"]["bar"] for call in planned] == [9, 13]
    assert {call["args"]["action"] for call in planned} == {"duplicate"}


def test_parts_of_a_separation_are_the_stems() -> None:
    text = "split out the stems of the demo, then mute its vocals and put a plate on the drums"
    assert [call["args"]["clip"] for call in calls(text, STUDIO)] == ["a7", "$1.vocals", "$1.drums"]


def test_style_is_not_taken_from_a_drum_machine() -> None:
    made = ("generate_audio", {"prompt": "trap beat with 808s"}, ("trap beat",))
    beat = after(STUDIO, ("a trap beat with 808s", [made]))
    assert "style" not in calls("now a bass line under it", beat)[0]["args"]
    assert tools("what's on the vocal track?", STUDIO) == ["session_info"]
    assert "better" in calls("make it better", STUDIO)[0]["args"]["text"]


def test_nothing_is_deleted_that_must_stay() -> None:
    assert tools("don't delete the vocal", STUDIO) == ["chat"]
    assert "arrange" not in tools("never remove the bass, just mute it", STUDIO)
