"""Several steps in one request."""

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.steps.shared import completed
from tests.engine.planner.session import BAND, calls


def test_makes_and_places_on_a_new_track() -> None:
    assert calls("make a 4-bar lo-fi beat on a new track at bar 1") == [
        {"tool": "generate_audio", "args": {"bars": 4, "prompt": "lo-fi beat"}},
        {"tool": "arrange", "args": {"action": "place", "clip": "$1", "bar": 1.0}},
    ]


def test_takes_a_stem_to_a_named_track() -> None:
    assert calls("take the drums out of the beat and put them on a new track called Drums only") == [
        {"tool": "separate_stems", "args": {"clip": "c2", "stems": ["drums"]}},
        {"tool": "arrange", "args": {"action": "place", "clip": "$1.drums", "track": "Drums only"}},
    ]


def test_three_steps_with_pronouns() -> None:
    planned = calls("take the drums out of the lo-fi beat, put a short reverb on them and place them on a new track")
    assert [call["tool"] for call in planned] == ["separate_stems", "apply_effect", "arrange"]
    assert planned[1]["args"]["clip"] == "$1.drums"
    assert planned[1]["args"]["effect"] == "reverb"
    assert planned[2]["args"] == {"action": "place", "clip": "$2"}


def test_two_mixer_moves_on_one_track() -> None:
    assert calls("turn the vocal down 3 dB and pan it a little left") == [
        {"tool": "mix", "args": {"track": "Melody vocal", "action": "gain", "value_db": -3.0}},
        {"tool": "mix", "args": {"track": "Melody vocal", "action": "pan", "value": -0.25}},
    ]


def test_two_mixer_moves_on_two_tracks() -> None:
    assert calls("mute the drums and solo the vocal") == [
        {"tool": "mix", "args": {"track": "lo-fi beat", "action": "mute"}},
        {"tool": "mix", "args": {"track": "Melody vocal", "action": "solo"}},
    ]


def test_speech_at_a_bar() -> None:
    assert calls('say "welcome back" in a deep voice at bar 5') == [
        {"tool": "speak", "args": {"text": "welcome back", "voice": "deep"}},
        {"tool": "arrange", "args": {"action": "place", "clip": "$1", "bar": 5.0}},
    ]


def test_what_was_only_measured_stays_the_clip() -> None:
    planned = calls("tell me the key of the pad and then reverse it")
    assert planned == [
        {"tool": "describe_music", "args": {"clip": "c5", "aspect": "key"}},
        {"tool": "edit_clip", "args": {"clip": "c5", "action": "reverse"}},
    ]


def test_every_step_of_a_long_chain_works_on_the_one_before() -> None:
    planned = calls(
        "denoise the vocal, then compress it 3:1, then add a small reverb, and place it on a new track called Wet"
    )
    assert [call["tool"] for call in planned] == ["denoise", "apply_effect", "apply_effect", "arrange"]
    assert [call["args"]["clip"] for call in planned] == ["c4", "$1", "$2", "$3"]
    assert planned[3]["args"]["track"] == "Wet"


def test_quoted_words_are_never_cut() -> None:
    planned = calls('say "first stop the car, then get out and mute the drums"')
    assert planned == [{"tool": "speak", "args": {"text": "first stop the car, then get out and mute the drums"}}]


def test_selection_words_need_a_selection() -> None:
    nothing = replace(BAND, selected_clips=(), clips=tuple(clip for clip in BAND.clips if clip.kind != "midi"))
    assert calls('sing the selected notes: "la la"', nothing)[0]["tool"] == "ask"
    only = replace(BAND, selected_clips=(), clips=tuple(clip for clip in BAND.clips if clip.id != "c3"))
    assert calls('sing the notes: "la la"', only)[0] == {"tool": "sing", "args": {"lyrics": "la la", "midi": "c1"}}


def test_selected_clips_are_meant_by_this() -> None:
    chosen = replace(BAND, selected_clips=("c8",))
    assert calls("reverse this", chosen) == [{"tool": "edit_clip", "args": {"clip": "c8", "action": "reverse"}}]
    assert calls("put some chorus on the selection", chosen)[0]["args"]["clip"] == "c8"


def test_the_same_beat_in_other_words() -> None:
    for text in (
        "Make a 4 bar lofi beat on a new track, starting at bar 1.",
        "I'd like a 4-bar lo-fi beat on a new track at bar 1 please",
        "could you make me a four-bar lo-fi beat on a new track at bar 1?",
        "create a four bar lo-fi beat and put it on a new track at bar 1",
        "give me a 4-bar lo-fi beat, new track, bar 1",
    ):
        made, placed = calls(text)
        assert (made["tool"], made["args"]["bars"]) == ("generate_audio", 4)
        assert made["args"]["prompt"].replace("-", "") == "lofi beat"
        assert placed["args"] == {"action": "place", "clip": "$1", "bar": 1.0}


def test_the_same_song_in_other_words() -> None:
    words = "when the night is falling slow we go"
    for text in (
        f'sing the selected notes: "{words}"',
        f'sing this: "{words}"',
        f"sing the selected melody with the lyrics: {words}",
        f'can you sing the selected notes? "{words}"',
        f'turn the selected notes into a vocal: "{words}"',
    ):
        assert calls(text) == [{"tool": "sing", "args": {"lyrics": words, "midi": "c1"}}]


@pytest.mark.parametrize(
    ("text", "step", "wanted"),
    [
        ("duplicate the pad and put a flanger on the copy", 1, {"clip": "$1", "effect": "flanger"}),
        ("take the hiss off the interview, then reverse the interview", 1, {"clip": "$1"}),
        ("separate the speakers in the interview, then transcribe the second one", 1, {"clip": "$1.speaker_2"}),
        ("split the ambience at 20 seconds, then reverse the second half", 1, {"clip": "$1.part_2"}),
        ('say "ready" and say "go", then join them', 2, {"clips": ["$1", "$2"]}),
        ("translate the interview into French, and translate into German", 1, {"clip": "c6"}),
    ],
)
def test_names_what_a_step_before_made(text: str, step: int, wanted: dict[str, Any]) -> None:
    planned = calls(text)
    assert {name: planned[step]["args"].get(name) for name in wanted} == wanted


def test_what_is_said_once_holds_for_all() -> None:
    clause = Clause("the pad", "change_tempo_key", "", DialogueState.of(BAND))
    lent = completed(clause, {"clip": "c5"}, [{"clip": "c2", "bpm": 122}], lambda _, args: "")
    assert lent == {"clip": "c5", "bpm": 122}
    target = completed(clause, {"bpm": 122}, [{"clip": "$1", "bpm": 90}, {"clip": "c2"}], lambda _, args: "")
    assert target == {"bpm": 122, "clip": "c2"}
    assert not completed(clause, {"clip": "c5"}, [{"clip": "c2"}], lambda _, args: "")


@pytest.mark.parametrize(
    ("text", "step", "wanted"),
    [
        ("dark pad: an octave down, reverb, at bar 30", 2, {"action": "place", "clip": "$2", "bar": 30.0}),
        ("the dark pad backwards, then -2", 1, {"action": "gain", "value_db": -2.0}),
        ("dark pad: +3, reverse it, b8", 2, {"action": "place", "bar": 8.0}),
        ("copy the dark pad to bar 57, then go there", 1, {"action": "locate", "bar": 57.0}),
        ("gate the dark pad at minus 38, same for the beat", 1, {"clip": "c2", "threshold_db": -38.0}),
        ("transcribe the interview and have a young woman read it", 1, {"text": "$1", "voice": "young woman"}),
        ("transcribe the interview, then sing those words on the Melody clip", 1, {"lyrics": "$1", "midi": "c1"}),
        ("the interview, just 1:11 to 1:24, no hum, and it lives at 1:35", 1, {"clip": "$1"}),
    ],
)
def test_short_steps(text: str, step: int, wanted: dict[str, Any]) -> None:
    planned = calls(text)
    assert {name: planned[step]["args"].get(name) for name in wanted} == wanted


def test_what_comes_before_all_the_rest_of_a_sentence_is_the_last() -> None:
    assert [call["tool"] for call in calls("before you play it, reverse the dark pad and move it to bar 11")] == [
        "edit_clip", "arrange", "transport",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("reverse and flange the dark pad", [("edit_clip", "c5"), ("apply_effect", "$1")]),
        ("transcribe and get the tempo of the sunday mix", [("transcribe", "c7"), ("describe_music", "c7")]),
        ("delete the pad and the interview", [("arrange", "c5"), ("arrange", "c6")]),
        ("master the mix, but first fill 2:00 to 2:01, and then take the hiss out", [
            ("inpaint", "c7"), ("denoise", "$1"), ("master", "$2"),
        ]),
    ],
)
def test_what_several_verbs_share(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(call["tool"], call["args"].get("clip")) for call in calls(text)] == wanted


def test_the_way_of_a_move_holds_for_the_next() -> None:
    planned = calls("the pad comes down 4 dB and the beat two")
    assert [call["args"]["value_db"] for call in planned] == [-4.0, -2.0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1) pan the pad hard left 2) mute the beat 3) play", ["mix", "mix", "transport"]),
        ("the pad gets a phaser and so does the beat", ["apply_effect", "apply_effect"]),
        ("reverse the pad, but fade it in over 2 seconds once it's been turned round", ["edit_clip", "edit_clip"]),
        ("the pad needs a 6 dB dip at 250 Hz; that done, compress it 2 to 1", ["apply_effect", "apply_effect"]),
        ("write a bass line in A minor, 16 bars, as MIDI", ["generate_midi"]),
        ("measure how loud the sunday mix is before mastering it to -16", ["describe_music", "master"]),
        ("put a flanger on the pad, scratch that, a tremolo at 4 hz, and pan it left", ["apply_effect", "mix"]),
    ],
)
def test_each_step_is_one(text: str, wanted: list[str]) -> None:
    assert [call["tool"] for call in calls(text)] == wanted


def test_a_track_made_before_is_the_place_of_what_is_put_on_it() -> None:
    planned = calls("new track called Deck, and put the pad on it at bar 1")
    assert planned[1]["args"] == {"action": "place", "clip": "c5", "bar": 1.0, "track": "Deck"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a video of the sunday mix once it's been mastered at -14 LUFS", ["master", "video_for_audio"]),
        ("a phaser on the pad, or rather a flanger, and then 3 dB less of it", ["apply_effect", "mix"]),
        ("the pad down an octave, and once that's done, cut 4 dB at 900 Hz", ["change_tempo_key", "apply_effect"]),
        ("stretch the pad to 100 bpm, the beat likewise", ["change_tempo_key", "change_tempo_key"]),
    ],
)
def test_order_and_likeness(text: str, wanted: list[str]) -> None:
    assert [call["tool"] for call in calls(text)] == wanted
