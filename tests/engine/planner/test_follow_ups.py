"""Short turns that only the conversation explains: corrections, counted clips, the rest, again but …"""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import after, calls

BAND = Context(
    tempo=100,
    clips=(
        ClipInfo("c1", "melody_a", "Lead", "midi", 0, 40, ("melody",)),
        ClipInfo("c2", "epiano", "Keys", "audio", 0, 40, ("keys",)),
        ClipInfo("c3", "kit", "Drums", "audio", 0, 40, ("drums",)),
        ClipInfo("c4", "upright", "Bass", "audio", 0, 40, ("bass",)),
        ClipInfo("c5", "rough_v3", None, "audio", 0, 180, ("mix",)),
        ClipInfo("c6", "phone_note", "Memo", "audio", 0, 22, ("speech",)),
    ),
    tracks=("Lead", "Keys", "Drums", "Bass", "Memo"),
    last="c6",
)
PHASER = after(BAND, ("put a phaser on the epiano", [("apply_effect", {"clip": "c2", "effect": "phaser"}, ("p",))]))
STEMS = after(BAND, ("split the rough mix", [("separate_stems", {"clip": "c5"}, ("vocals", "drums", "bass", "other"))]))


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("sorry, the upright I mean", {"clip": "c4", "effect": "phaser"}),
        ("the same on the kit", {"clip": "c3", "effect": "phaser"}),
        ("slower, 0.3 Hz", {"effect": "phaser", "rate_hz": 0.3}),
        ("no, less wet, 20%", {"effect": "phaser", "wet": 0.2}),
        ("a flanger instead", {"effect": "flanger"}),
    ],
)
def test_a_correction_keeps_what_it_does_not_name(said: str, changed: dict[str, object]) -> None:
    (call,) = calls(said, PHASER)
    assert call["tool"] == "apply_effect"
    assert changed.items() <= call["args"].items()


@pytest.mark.parametrize(
    ("said", "clip"),
    [("reverb on the first one", "n7"), ("compress the third", "n9"), ("gate the last one", "n10")],
)
def test_ordinals_count_what_was_made_together(said: str, clip: str) -> None:
    (call,) = calls(said, STEMS)
    assert (call["tool"], call["args"]["clip"]) == ("apply_effect", clip)


def test_both_are_the_last_two() -> None:
    tuned = after(
        STEMS,
        ("reverb on the vocals", [("apply_effect", {"clip": "n7", "effect": "reverb"}, ("wet vocals",))]),
        ("and on the drums", [("apply_effect", {"clip": "n8", "effect": "reverb"}, ("wet drums",))]),
    )
    assert [call["args"]["clip"] for call in calls("denoise both", tuned)] == ["n11", "n12"]


def test_a_failed_step_runs_again_on_what_exists() -> None:
    failed = after(
        BAND,
        (
            "clean up the memo and translate it to Finnish",
            [
                ("enhance_speech", {"clip": "c6"}, ("memo clean",)),
                ("translate_speech", {"clip": "$1", "target_language": "finnish"}, ("!",)),
            ],
        ),
    )
    assert calls("try again", failed) == [
        {"tool": "translate_speech", "args": {"clip": "n7", "target_language": "finnish"}}
    ]
    (other,) = calls("ok make it Swedish then", failed)
    assert other["args"] == {"clip": "n7", "target_language": "swedish"}


def test_the_other_way_is_the_mirrored_pan() -> None:
    panned = after(BAND, ("pan the kit 40 left", [("mix", {"track": "Drums", "action": "pan", "value": -0.4}, ())]))
    assert calls("the bass the other way", panned)[0]["args"] == {"track": "Bass", "action": "pan", "value": 0.4}


def test_that_is_the_tempo_that_was_set() -> None:
    faster = after(BAND, ("set the session to 106", [("transport", {"action": "set_tempo", "bpm": 106}, ())]))
    assert calls("and stretch the kit to that", faster) == [
        {"tool": "change_tempo_key", "args": {"clip": "c3", "bpm": 106}}
    ]


def test_what_was_found_can_be_pulled_out() -> None:
    found = after(
        BAND, ("where is the cough in the phone note", [("detect_target_sound", {"clip": "c6", "target": "cough"}, ())])
    )
    assert calls("extract it", found) == [{"tool": "extract_sound", "args": {"clip": "c6", "target": "cough"}}]


WET = after(
    BAND, ("reverb on the epiano, 40%", [("apply_effect", {"clip": "c2", "effect": "reverb", "wet": 0.4}, ("w",))])
)
QUIET = after(BAND, ("turn the kit down 4", [("mix", {"track": "Drums", "action": "gain", "value_db": -4}, ())]))
LOOP = after(BAND, ("loop bars 5 to 9", [("transport", {"action": "loop", "start_bar": 5, "end_bar": 9}, ())]))
MASTERED = after(BAND, ("master the rough mix to -12", [("master", {"clip": "c5", "loudness_lufs": -12}, ("m",))]))
BEAT = after(
    BAND,
    (
        "a dub beat, 4 bars at 76",
        [("generate_audio", {"prompt": "dub beat", "bars": 4, "bpm": 76}, ("dub",))],
    ),
)


@pytest.mark.parametrize(
    ("context", "said", "changed"),
    [
        (WET, "half as wet", {"wet": 0.2}),
        (WET, "ten less", {"wet": 0.3}),
        (QUIET, "two more than that", {"value_db": -6}),
        (QUIET, "no, up", {"value_db": 4}),
        (LOOP, "until 12", {"start_bar": 5, "end_bar": 12}),
        (MASTERED, "two quieter", {"loudness_lufs": -14}),
        (BEAT, "82", {"bpm": 82, "bars": 4}),
    ],
)
def test_an_amount_is_understood_against_the_last_one(context: Context, said: str, changed: dict[str, object]) -> None:
    (call,) = calls(said, context)
    assert changed.items() <= call["args"].items()


def test_a_correction_of_several_calls_changes_them_all() -> None:
    tuned = after(
        BAND,
        (
            "tune the epiano and the upright in D major",
            [
                ("apply_effect", {"clip": "c2", "effect": "autotune", "key": "D major"}, ("k",)),
                ("apply_effect", {"clip": "c4", "effect": "autotune", "key": "D major"}, ("b",)),
            ],
        ),
    )
    assert [call["args"] for call in calls("oops, D minor", tuned)] == [
        {"clip": "c2", "effect": "autotune", "key": "D minor"},
        {"clip": "c4", "effect": "autotune", "key": "D minor"},
    ]
    sides = after(
        BAND,
        (
            "keys hard left, bass hard right",
            [
                ("mix", {"track": "Keys", "action": "pan", "value": -1}, ()),
                ("mix", {"track": "Bass", "action": "pan", "value": 1}, ()),
            ],
        ),
    )
    assert [call["args"]["value"] for call in calls("half as wide", sides)] == [-0.5, 0.5]


def test_the_same_amount_goes_to_the_side_that_is_said() -> None:
    panned = after(
        BAND,
        ("pan the kit 40 left", [("mix", {"track": "Drums", "action": "pan", "value": -0.4}, ())]),
        ("denoise the epiano", [("denoise", {"clip": "c2"}, ("clean",))]),
    )
    assert calls("pan the bass to the right, same amount", panned)[0]["args"] == {
        "track": "Bass",
        "action": "pan",
        "value": 0.4,
    }


def test_what_takes_the_place_of_something_undone_goes_where_it_was() -> None:
    undone = after(
        PHASER,
        ("gate the kit", [("apply_effect", {"clip": "c3", "effect": "gate"}, ("g",))]),
        ("undo the phaser", [("undo", {"target": "phaser"}, ())]),
    )
    assert calls("put a flanger there instead", undone) == [
        {"tool": "apply_effect", "args": {"clip": "c2", "effect": "flanger"}}
    ]


def test_the_others_left_get_one_call_each() -> None:
    one = after(STEMS, ("denoise the first", [("denoise", {"clip": "n7"}, ("vocals clean",))]))
    assert [call["args"]["clip"] for call in calls("the other three too", one)] == ["n8", "n9", "n10"]


def test_an_answer_in_words_of_its_own() -> None:
    asked = after(BAND, ("translate the phone note", [("ask", {}, ())]))
    assert calls("Haitian Creole", asked)[0]["args"]["target_language"].lower() == "haitian creole"


@pytest.mark.parametrize(("said", "action"), [("no, bar 17", "move"), ("also at bar 17", "duplicate")])
def test_another_bar_moves_what_was_placed_and_also_copies_it(said: str, action: str) -> None:
    placed = after(BAND, ("put the upright at bar 9", [("arrange", {"action": "place", "clip": "c4", "bar": 9}, ())]))
    assert calls(said, placed) == [{"tool": "arrange", "args": {"action": action, "clip": "c4", "bar": 17}}]


@pytest.mark.parametrize("said", ["thx, the neighbours will love it", "that one", "i like that one"])
def test_a_remark_is_no_order(said: str) -> None:
    assert {call["tool"] for call in calls(said, QUIET)} <= {"chat", "ask"}


def test_words_are_asked_for_anew_when_they_could_not_be_said() -> None:
    told = [("transcribe", {"clip": "c6"}, ()), ("speak", {"text": "$1", "voice": "woman"}, ("!",))]
    failed = after(BAND, ("write down the interview and have a woman read it", told))
    assert calls("try again", failed) == [{"tool": tool, "args": args} for tool, args, _ in told]
