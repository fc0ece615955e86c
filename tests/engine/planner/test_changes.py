"""Changed words, changes of mind, tempo questions and several targets in one request."""

from dataclasses import replace

import pytest

from tests.engine.planner.session import BAND, Said, after, calls

BEAT: Said = (
    "make a 4-bar lo-fi beat",
    [("generate_audio", {"prompt": "lo-fi beat", "bars": 4}, ("first beat",))],
)
SUNG: Said = ('sing the melody: "hold on"', [("sing", {"lyrics": "hold on", "midi": "c1"}, ("vocal 2",))])
PANNED: Said = ("pan the pad left", [("mix", {"track": "Pad", "action": "pan", "value": -0.5}, ())])


def test_a_tone_word_makes_the_same_again() -> None:
    assert calls("make it darker", after(BAND, BEAT))[0]["args"] == {"prompt": "darker lo-fi beat", "bars": 4}
    sung = calls("make it brighter", after(BAND, SUNG))[0]
    assert sung["tool"] == "sing" and sung["args"].pop("style") in ("bright", "brighter")
    assert sung["args"] == {"lyrics": "hold on", "midi": "c1"}


def test_the_opposite_tone_word_takes_the_place_of_the_first() -> None:
    darker: Said = ("darker", [("generate_audio", {"prompt": "darker lo-fi beat", "bars": 4}, ("second beat",))])
    assert calls("no, a bit brighter", after(BAND, BEAT, darker))[0]["args"]["prompt"] == "brighter lo-fi beat"


def test_a_recording_gets_an_eq() -> None:
    planned = calls("make the vocal brighter", replace(BAND, selected_clips=()))
    assert planned[0]["tool"] == "apply_effect"
    assert {"effect": "eq", "clip": "c4"}.items() <= planned[0]["args"].items()


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("what's the tempo?", {"action": "get_tempo"}),
        ("could you double the tempo?", {"action": "set_tempo", "bpm": 192}),
        ("halve the tempo", {"action": "set_tempo", "bpm": 48}),
        ("record from bar 9, no, 13", {"action": "record", "bar": 13}),
    ],
)
def test_transport(text: str, args: dict[str, object]) -> None:
    assert calls(text) == [{"tool": "transport", "args": args}]


def test_the_last_word_counts() -> None:
    assert calls("pan the pad left, no, right") == [
        {"tool": "mix", "args": {"track": "Pad", "action": "pan", "value": 1}}
    ]


def test_the_other_way_round() -> None:
    assert calls("no, the other way round", after(BAND, PANNED))[0]["args"]["value"] == 0.5


def test_a_track_named_in_the_request_is_the_one_that_is_panned() -> None:
    assert calls("put the vocal on its own track called Lead and pan it left") == [
        {"tool": "arrange", "args": {"action": "place", "clip": "c4", "track": "Lead"}},
        {"tool": "mix", "args": {"track": "Lead", "action": "pan", "value": -1}},
    ]


def test_several_clips_become_one_call_each() -> None:
    planned = calls("put a delay on the pad and the beat")
    assert [call["tool"] for call in planned] == ["apply_effect", "apply_effect"]
    assert [call["args"]["clip"] for call in planned] == ["c5", "c2"]
    assert [call["args"]["track"] for call in calls("mute the beat and the bass")] == ["lo-fi beat", "Bass"]


def test_questions_are_short_sentences() -> None:
    for text in ("do something cool", "make it nicer", "hmm the thing", "clean it up maybe"):
        planned = calls(text, replace(BAND, selected_clips=(), last=None))
        said = planned[0]["args"].get("text", "")
        assert planned[0]["tool"] != "ask" or (said.count("?") <= 1 and ":" not in said and len(said) < 130), said


def test_the_other_side_is_as_far() -> None:
    made = after(BAND, ("60 degrees to the left", [("binauralize", {"clip": "c5", "azimuth_deg": -60}, ("pad left",))]))
    assert calls("sorry, right", made) == [{"tool": "binauralize", "args": {"clip": "c5", "azimuth_deg": 60.0}}]


def test_one_more_in_another_key_is_no_longer() -> None:
    chords = {"kind": "chords", "key": "F minor", "bars": 8}
    made = after(BAND, ("eight bars of chords in F minor", [("generate_midi", chords, ("chords one",))]))
    assert calls("and one more in A minor", made)[0]["args"] == {**chords, "key": "A minor"}


def test_the_first_half_of_what_was_split() -> None:
    split = {"clip": "c5", "action": "split", "at": 11}
    made = after(BAND, ("split the pad at 11", [("edit_clip", split, ("pad part 1", "pad part 2"))]))
    assert calls("reverse the first half", made)[0]["args"]["clip"] == made.clips[-2].id
