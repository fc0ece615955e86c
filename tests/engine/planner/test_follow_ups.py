"""Short turns that only the conversation explains: corrections, counted clips, the rest, again but …"""

from __future__ import annotations

import pytest

from engine.planner.context import ClipView, Context
from tests.engine.planner.session import after, calls

BAND = Context(
    tempo=100,
    clips=(
        ClipView("c1", "melody_a", "Lead", "midi", 0, 40, ("melody",)),
        ClipView("c2", "epiano", "Keys", "audio", 0, 40, ("keys",)),
        ClipView("c3", "kit", "Drums", "audio", 0, 40, ("drums",)),
        ClipView("c4", "upright", "Bass", "audio", 0, 40, ("bass",)),
        ClipView("c5", "rough_v3", None, "audio", 0, 180, ("mix",)),
        ClipView("c6", "phone_note", "Memo", "audio", 0, 22, ("speech",)),
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
