"""Single requests of every family, in words that are in no list the planner was trained on."""

from typing import Any

import pytest

from tests.engine.planner.session import calls

REQUESTS: list[tuple[str, str, dict[str, Any]]] = [
    ("please transcribe the street interview with timestamps", "transcribe", {"clip": "c6", "timestamps": True}),
    (
        "translate the interview into Portuguese, spoken",
        "translate_speech",
        {"clip": "c6", "target_language": "portuguese", "speak": True},
    ),
    ("make the interview sound like a robot", "style_transfer", {"clip": "c6"}),
    ("clean up the voice in the interview", "enhance_speech", {"clip": "c6"}),
    ("split the interview by speaker, there are 3 people", "separate_speakers", {"clip": "c6", "speakers": 3}),
    (
        "put the harbour ambience 30 degrees to the right for headphones",
        "binauralize",
        {"clip": "c8", "azimuth_deg": 30},
    ),
    ("patch the hole in the vocal from 4.2 to 4.5 seconds", "inpaint", {"clip": "c4", "start": 4.2, "end": 4.5}),
    ("isolate the seagulls from the harbour ambience", "extract_sound", {"clip": "c8", "target": "seagulls"}),
    ("find every foghorn in the harbour ambience", "detect_target_sound", {"clip": "c8", "target": "foghorn"}),
    ("which sounds can be heard in the harbour ambience?", "detect_sounds", {"clip": "c8"}),
    ("let grandma's portrait speak the interview", "talking_head", {"clip": "c6", "image": "f1"}),
    ('say "see you on Friday" in a calm female voice', "speak", {"text": "see you on Friday"}),
    ("generate a 6 second whoosh", "generate_audio", {"duration": 6}),
    ("a dark pad in G minor for 8 bars", "generate_audio", {"bars": 8, "key": "G minor", "prompt": "dark pad"}),
    ("describe the harbour ambience in one sentence", "caption_audio", {"clip": "c8"}),
    ("turn the night sky picture into sound, 15 seconds", "image_to_audio", {"image": "f2", "duration": 15}),
    (
        'sing the selected notes: "when the night is falling slow we go"',
        "sing",
        {"midi": "c1", "lyrics": "when the night is falling slow we go"},
    ),
    ('sing the melody with the words "come a little closer"', "sing", {"midi": "c1", "lyrics": "come a little closer"}),
    ("split the sunday mix into stems", "separate_stems", {"clip": "c7"}),
    ("pull the bass out of the sunday mix", "separate_stems", {"clip": "c7", "stems": ["bass"]}),
    ("get rid of the hum in the vocal", "denoise", {"clip": "c4"}),
    ("convert the vocal to midi", "audio_to_midi", {"clip": "c4"}),
    (
        "make chords Gm Eb Bb F in synthwave style",
        "generate_midi",
        {"kind": "chords", "chords": ["Gm", "Eb", "Bb", "F"], "style": "synthwave"},
    ),
    (
        "write a bass line under it in the song's key, 4 bars",
        "generate_midi",
        {"kind": "bass", "key": "G minor", "bars": 4, "clip": "c5"},
    ),
    ("put a plate reverb with 30% wet on the vocal", "apply_effect", {"clip": "c4", "effect": "reverb", "wet": 0.3}),
    ("high-pass the pad at 150 Hz", "apply_effect", {"clip": "c5", "effect": "highpass", "cutoff_hz": 150}),
    (
        "compress the beat 4:1 with a threshold of -18 dB",
        "apply_effect",
        {"clip": "c2", "effect": "compressor", "ratio": 4, "threshold_db": -18},
    ),
    (
        "echo on the vocal, 350 ms, 40% feedback",
        "apply_effect",
        {"clip": "c4", "effect": "delay", "delay_s": 0.35, "feedback": 0.4},
    ),
    ("turn the pad down 2.5 dB", "mix", {"track": "Pad", "action": "gain", "value_db": -2.5}),
    ("set the bass to -8 dB", "mix", {"track": "Bass", "action": "gain", "set_db": -8}),
    ("pan the pad 60% left", "mix", {"track": "Pad", "action": "pan", "value": -0.6}),
    ("solo the vocal", "mix", {"track": "Melody vocal", "action": "solo"}),
    (
        "master the sunday mix to -14 LUFS with a ceiling of -1 dB",
        "master",
        {"clip": "c7", "loudness_lufs": -14, "ceiling_db": -1},
    ),
    ("transpose the vocal up 2 semitones", "change_tempo_key", {"clip": "c4", "semitones": 2}),
    ("stretch the beat to 104 bpm", "change_tempo_key", {"clip": "c2", "bpm": 104}),
    ("trim the beat to bars 1-2", "edit_clip", {"clip": "c2", "action": "trim", "start_bar": 1, "end_bar": 2}),
    ("fade out the pad over 2 seconds", "edit_clip", {"clip": "c5", "action": "fade_out", "duration": 2}),
    ("remove 0:10 to 0:14 from the interview", "edit_clip", {"clip": "c6", "action": "cut", "start": 10, "end": 14}),
    ("reverse the pad", "edit_clip", {"clip": "c5", "action": "reverse"}),
    ("loop the beat 8 times", "edit_clip", {"clip": "c2", "action": "loop", "count": 8}),
    ("move the pad to bar 17", "arrange", {"action": "move", "clip": "c5", "bar": 17}),
    ("duplicate the beat", "arrange", {"action": "duplicate", "clip": "c2"}),
    (
        "place the sunday mix on a new track called Reference",
        "arrange",
        {"action": "place", "clip": "c7", "track": "Reference"},
    ),
    ("delete the pad clip", "arrange", {"action": "delete", "clip": "c5"}),
    ("loop bars 1 to 4", "transport", {"action": "loop", "start_bar": 1, "end_bar": 4}),
    ("tempo to 98", "transport", {"action": "set_tempo", "bpm": 98}),
    ("play from bar 9", "transport", {"action": "play", "bar": 9}),
    ("turn the metronome off", "transport", {"action": "metronome", "on": False}),
    ("what key is the beat in?", "describe_music", {"clip": "c2", "aspect": "key"}),
    ("how loud is the sunday mix", "describe_music", {"clip": "c7", "aspect": "loudness"}),
    ("make a music video for the sunday mix", "video_for_audio", {"clip": "c7"}),
    ("add a third above the vocal", "harmonize", {"clip": "c4"}),
    ("undo that", "undo", {}),
    ("undo the bass line", "undo", {"target": "bass line"}),
    ("redo it", "redo", {}),
    ("what did you do so far?", "history", {}),
]


@pytest.mark.parametrize(("text", "tool", "wanted"), REQUESTS, ids=[text for text, _, _ in REQUESTS])
def test_single_request(text: str, tool: str, wanted: dict[str, Any]) -> None:
    planned = calls(text)
    assert [call["tool"] for call in planned] == [tool]
    assert {name: planned[0]["args"].get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("hello there", "chat"),
        ("thanks, that's great", "chat"),
        ("what can you do?", "chat"),
        ("what is a compressor?", "chat"),
        ("email this mix to my label", "refuse"),
        ("what is the capital of Peru", "refuse"),
        ("order me a pizza", "refuse"),
        ("make it nicer", "ask"),
        ("sing something", "ask"),
        ("do something with it", "ask"),
    ],
)
def test_replies_in_words(text: str, tool: str) -> None:
    planned = calls(text)
    assert [call["tool"] for call in planned] == [tool]
    assert len(planned[0]["args"]["text"]) > 5


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("translate the interview", "language"),
        ("change the tempo of the beat", "tempo"),
        ("rename the Bass track", "name"),
        ("move the pad", "bar"),
    ],
)
def test_asks_for_what_is_missing(text: str, word: str) -> None:
    planned = calls(text)
    assert planned[0]["tool"] == "ask"
    assert word in planned[0]["args"]["text"]
