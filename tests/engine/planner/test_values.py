"""Values that the rules read off words: stems that stay, parts, sides, amounts, misspelt languages."""

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.offline.slots.languages import languages
from engine.planner.offline.slots.stems import named_stems
from engine.planner.offline.text.quantity import quantities
from tests.engine.planner.session import BAND, calls


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("stems of the sunday mix without the singer", ["instrumental"]),
        ("a karaoke version of the sunday mix", ["instrumental"]),
        ("stems of the sunday mix except the drums", ["vocals", "bass", "other"]),
        ("from the sunday mix lose the music and leave me the voice", ["vocals"]),
        ("separate the bass stem from the sunday mix", ["bass"]),
        ("separate the sunday mix, I want only her", ["vocals"]),
        ("sunday mix, voice and backing apart", ["vocals", "instrumental"]),
        ("just the rhythm section of the sunday mix", ["drums", "bass"]),
    ],
)
def test_stems_that_stay(text: str, stems: list[str]) -> None:
    assert calls(text) == [{"tool": "separate_stems", "args": {"clip": "c7", "stems": stems}}]


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("play the bass line through an upright", "upright bass"),
        ("render the melody to audio with a clavinet pls", "clavinet"),
        ("let an oboe play the melody", "oboe"),
        ("bounce the melody as a piccolo", "piccolo"),
    ],
)
def test_who_plays_the_notes(text: str, instrument: str) -> None:
    call = calls(text)[0]
    assert (call["tool"], call["args"]["instrument"]) == ("render_midi", instrument)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('I want a computer voice talking, it goes "mind the step"', "voice", "computer"),
        ("when do people whistle in the harbour ambience?", "target", "whistle"),
        ("write a 2 5 1 in b flat", "chords", ["ii", "V", "I"]),
        ("harmonize the vocal, four of me", "voices", 4),
        ("translate the interview for our friends in Poland", "target_language", "polish"),
        ("a beat, 132 beats", "bpm", 132),
    ],
)
def test_values_of_sound_and_speech(text: str, name: str, value: object) -> None:
    assert calls(text)[0]["args"][name] == value


def test_breaking_it_down_names_no_drums() -> None:
    assert named_stems("break it down") == []
    assert named_stems("the break and the vocals") == ["vocals", "drums"]


def test_two_measurements_are_two_steps() -> None:
    asked = calls("what are the tempo and the key of the sunday mix")
    assert [(call["tool"], call["args"].get("aspect")) for call in asked] == [
        ("describe_music", "tempo"),
        ("describe_music", "key"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("trim 3 seconds off the end of the vocal", {"clip": "c4", "action": "cut", "start": -3}),
        ("cut five seconds off the front of the vocal", {"clip": "c4", "action": "cut", "start": 0, "end": 5}),
        ("chop the vocal into 4 equal pieces", {"clip": "c4", "action": "split", "count": 4}),
        ("fade out the last two bars of the vocal", {"clip": "c4", "action": "fade_out", "duration": 5}),
        ("loop the vocal x4", {"clip": "c4", "action": "loop", "count": 4}),
        ("trim the vocal so it stops at 8 seconds", {"clip": "c4", "action": "trim", "start": 0, "end": 8}),
        ("cut three seconds off the end of the vocal", {"clip": "c4", "action": "cut", "start": -3}),
        ("trim the interview from 2:10 to four", {"clip": "c6", "action": "trim", "start": 130, "end": 240}),
    ],
)
def test_edits(text: str, wanted: dict[str, Any]) -> None:
    assert calls(text) == [{"tool": "edit_clip", "args": wanted}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I want the pad about half as loud", {"track": "Pad", "action": "gain", "value_db": -6}),
        ("pan the pad all the way left", {"track": "Pad", "action": "pan", "value": -1}),
        ("pan the pad three quarters to the right", {"track": "Pad", "action": "pan", "value": 0.75}),
        ("pan the pad far right", {"track": "Pad", "action": "pan", "value": 1}),
        ("pan the pad halfway left", {"track": "Pad", "action": "pan", "value": -0.5}),
        ("pan the pad a fifth of the way to the left", {"track": "Pad", "action": "pan", "value": -0.2}),
        ("the pad is in the center, pan it slightly right", {"track": "Pad", "action": "pan", "value": 0.25}),
        ("the pad is two dB too proud", {"track": "Pad", "action": "gain", "value_db": -2}),
        ("the pad is in my face", {"track": "Pad", "action": "gain", "value_db": -3}),
        ("the bass is drowning the pad", {"track": "Bass", "action": "gain", "value_db": -3}),
        ("the bass fader at unity", {"track": "Bass", "action": "gain", "set_db": 0}),
        ("release the solo on the bass", {"track": "Bass", "action": "unsolo"}),
        ("take the bass out of solo", {"track": "Bass", "action": "unsolo"}),
        ("the pad is way louder than the bass, turn the pad down 4 dB", None),
    ],
)
def test_mixing(text: str, wanted: dict[str, Any] | None) -> None:
    planned = calls(text)[-1]
    assert planned["tool"] == "mix"
    if wanted:
        assert planned["args"] == wanted
    else:
        assert planned["args"]["value_db"] == -4


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "put a compressor on the vocal, four to one, ten in, eighty out",
            {"effect": "compressor", "ratio": 4, "attack_ms": 10, "release_ms": 80},
        ),
        ("high pass the vocal at 150 no 180", {"effect": "highpass", "cutoff_hz": 180}),
        ("lowpass the vocal at six five", {"effect": "lowpass", "cutoff_hz": 6500}),
        ("reverb on the vocal, three quarters wet", {"effect": "reverb", "wet": 0.75}),
        ("eq the vocal, ease two at 2k8", {"effect": "eq", "gain_db": -2, "freq_hz": 2800}),
        ("eq the vocal: take 5 dB away at 800", {"effect": "eq", "gain_db": -5, "freq_hz": 800}),
    ],
)
def test_effects(text: str, wanted: dict[str, Any]) -> None:
    assert calls(text) == [{"tool": "apply_effect", "args": {"clip": "c4", **wanted}}]


@pytest.mark.parametrize(
    ("text", "tool", "wanted"),
    [
        ("master the sunday mix to streaming loudness", "master", {"clip": "c7", "loudness_lufs": -14}),
        ("slow the vocal to half the pace", "change_tempo_key", {"clip": "c4", "ratio": 0.5}),
        ("transpose the vocal five semis south", "change_tempo_key", {"clip": "c4", "semitones": -5}),
        ("put the vocal over my right shoulder", "binauralize", {"clip": "c4", "azimuth_deg": 135}),
    ],
)
def test_levels_speeds_and_sides(text: str, tool: str, wanted: dict[str, Any]) -> None:
    assert calls(text) == [{"tool": tool, "args": wanted}]


def test_what_comes_late_is_moved_to_the_front() -> None:
    planned = calls("the vocal comes in half a second too late, move the vocal by 0.5 s")
    assert planned == [{"tool": "arrange", "args": {"action": "move", "clip": "c4", "offset": -0.5}}]


def test_this_is_the_selection_and_not_a_name_like_it() -> None:
    chosen = replace(BAND, selected_clips=("c6",))
    assert calls("make this voice clearer", chosen) == [{"tool": "enhance_speech", "args": {"clip": "c6"}}]


def test_what_the_step_before_made_a_track_for_goes_there() -> None:
    planned = calls("add a track called Throws and move the vocal onto it")
    assert planned[-1] == {"tool": "arrange", "args": {"action": "move", "clip": "c4", "track": "Throws"}}


def test_a_slip_in_the_name_of_a_language() -> None:
    assert languages("into frnech please") == [("french", 5)]
    assert languages("the words of the song") == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0 to 1.5", [(0, ""), (1.5, "")]),
        ("seventy five beats a minute", [(75, "bpm")]),
        ("another dB", [(1, "dB")]),
        ("from one minute to one thirty", [(60, "s"), (90, "s")]),
        ("ratio 4 to 1", [(4, "ratio")]),
    ],
)
def test_quantities(text: str, values: list[tuple[float, str]]) -> None:
    assert [(one.value, one.unit) for one in quantities(text)] == values
