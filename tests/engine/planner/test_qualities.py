"""One word for how a thing should be is the act that it names, never its opposite; two of them are two acts."""

from __future__ import annotations

import pytest

from engine.planner.tone_wish import tone_move
from tests.engine.planner.session import BAND, PLANNER, after, calls


@pytest.mark.parametrize(
    ("said", "band", "is_more"),
    [
        ("make the pad {}brighter", "high", True),
        ("the pad {}darker", "high", False),
        ("make the pad {}duller", "high", False),
        ("get the pad {}less harsh", "mid", False),
        ("make the pad {}thinner", "low", False),
        ("I want the pad {}warmer", "low", True),
    ],
)
@pytest.mark.parametrize("how", ["", "a bit ", "much "])
def test_a_word_of_tone_is_a_move_of_an_equaliser_in_its_direction(
    said: str, band: str, is_more: bool, how: str
) -> None:
    (call,) = calls(said.format(how), BAND)
    assert call["tool"] == "apply_effect" and call["args"]["effect"] == "eq"
    hertz = call["args"].get("cutoff_hz") or call["args"]["freq_hz"]
    assert ("low" if hertz < 1000 else "mid" if hertz < 5000 else "high") == band
    assert (call["args"]["gain_db"] > 0) is is_more


def test_a_complaint_is_taken_away_and_a_wish_is_granted() -> None:
    assert tone_move("it is duller than before")["gain_db"] > 0 > tone_move("make it duller")["gain_db"]
    assert tone_move("too thin")["gain_db"] > 0 > tone_move("make it thinner")["gain_db"]
    assert tone_move("it sounds harsher now")["gain_db"] < 0 < tone_move("make it harsher")["gain_db"]


def test_narrower_is_less_width_and_dry_no_reverb() -> None:
    (narrow,) = calls("make the pad narrower", BAND)
    assert narrow["args"]["effect"] == "widen" and narrow["args"]["depth"] < 1
    assert calls("make the pad dry", BAND)[0]["args"] == {"action": "remove", "track": "Pad", "plugin": "reverb"}


@pytest.mark.parametrize(
    "said",
    ["the pad a bit louder and to the left", "make the pad louder, to the left", "das Pad etwas lauter und nach links"],
)
def test_two_qualities_of_one_thing_are_two_acts(said: str) -> None:
    louder, left = calls(said, BAND)
    assert louder["args"]["action"] == "gain" and louder["args"]["value_db"] > 0
    assert left["args"]["action"] == "pan" and left["args"]["value"] < 0
    assert louder["args"]["track"] == left["args"]["track"]


def test_what_cannot_be_followed_of_two_qualities_is_asked_and_nothing_done_by_halves() -> None:
    (asked,) = calls("make the pad drier and louder", BAND)
    assert asked["tool"] == "ask"


def test_a_sound_of_new_is_made_with_all_of_them() -> None:
    (made,) = calls("make a slower and darker beat", BAND)
    assert made["tool"] == "generate_audio" and "darker" in made["args"]["prompt"]


def test_a_quality_of_what_was_just_made_puts_that_right() -> None:
    """ "Make it warmer" behind a beat is no second beat beside it."""
    scene = after(BAND, ("make a rock beat", [("generate_audio", {"prompt": "rock beat", "bars": 4}, ("rock beat",))]))
    for said in ("make it warmer", "a bit busier", "darker please", "without the snare", "make it a funk beat"):
        (step,) = PLANNER.plan(said, scene).steps
        assert (step.task, step.op, step.base) == ("generate_audio", "fix", "1.1"), said
    (other,) = PLANNER.plan("make another rock beat", scene).steps
    assert other.op != "fix"


@pytest.mark.parametrize(
    "said",
    [
        "mets le pad un peu plus fort et à gauche",
        "pon el pad un poco más fuerte y a la izquierda",
        "deixa o pad um pouco mais alto e para a esquerda",
    ],
)
def test_two_qualities_in_other_languages(said: str) -> None:
    louder, left = calls(said, BAND)
    assert louder["args"]["value_db"] > 0 > left["args"]["value"]


@pytest.mark.parametrize(
    "said",
    ["das Pad schmaler", "rends le pad plus étroit", "el pad un poco más estrecho", "deixa o pad mais estreito"],
)
def test_narrower_in_other_languages(said: str) -> None:
    (narrow,) = calls(said, BAND)
    assert narrow["args"]["effect"] == "widen" and narrow["args"]["depth"] < 1


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("pan the bass to the right", 1.0),
        ("move the pad to the right a little", 0.25),
        ("the pad should be on the left", -1.0),
        ("can I have the bass to the left please", -1.0),
        ("das Pad nach rechts", 1.0),
        ("mets le pad à gauche", -1.0),
    ],
)
def test_to_a_side_is_the_pan_and_no_send(said: str, value: float) -> None:
    (call,) = calls(said, BAND)
    assert (call["tool"], call["args"]["action"], call["args"]["value"]) == ("mix", "pan", value)


@pytest.mark.parametrize("lead", ["{}", "i want {}", "can I have {} please"])
@pytest.mark.parametrize("how", ["", "way ", "even ", "a hair ", "much "])
def test_how_much_louder_is_still_louder(lead: str, how: str) -> None:
    (call,) = calls(lead.format(f"the pad {how}louder"), BAND)
    assert call["args"]["action"] == "gain" and call["args"]["value_db"] > 0
