"""What is not to be done, is not enough, or is not meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.planner_orders import BAND
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.sentence.undo.not_done import NOTHING_DONE
from tests.engine.planner.session import BAND as SONG
from tests.engine.planner.session import after, calls

PLANNER = OfflinePlanner(asks_back=False)


def planned(text: str) -> list[tuple[str, dict[str, Any]]]:
    return [(call["tool"], call["args"]) for call in PLANNER.plan(text, BAND).calls()]


@pytest.mark.parametrize(
    "text",
    """don't mute the keys|please do not pan the guitar right
    |never transpose the cello|no need to move the keys to bar 5
    |you don't have to quantize the cello|could you not fade the guitar out?|don't put a chorus on the lead vox
    |dont turn the drums down 2 dB|I don't want you to solo the keys|do not touch the guitar
    |Bitte die Gitarre nicht stummschalten|no silencies la guitarra|ne coupe pas la guitare|não mutes a guitarra
    |ne touche pas à la guitare""".split("|"),
)
def test_what_is_forbidden_is_not_done(text: str):
    assert planned(text.strip()) == [("chat", {"text": NOTHING_DONE})]


@pytest.mark.parametrize(
    "text", ["leave the keys alone", "hands off the keys", "not the keys", "keep the keys as they are"]
)
def test_what_is_left_alone_is_not_touched(text: str):
    assert [task for task, _ in planned(text)] == ["chat"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("don't mute the keys, pan them left", ("mix", {"track": "Keys", "action": "pan", "value": -1.0})),
        ("don't solo the guitar, mute the keys", ("mix", {"track": "Keys", "action": "mute"})),
        ("instead of the guitar mute the keys", ("mix", {"track": "Keys", "action": "mute"})),
        ("turn the keys not down but up 2 dB", ("mix", {"track": "Keys", "action": "gain", "value_db": 2.0})),
        ("solo not the keys but the guitar", ("mix", {"track": "Guitar", "action": "solo"})),
        ("the keys aren't loud enough", ("mix", {"track": "Keys", "action": "gain", "value_db": 3.0})),
        ("the guitar isn't quiet enough", ("mix", {"track": "Guitar", "action": "gain", "value_db": -3.0})),
        ("not enough lead vox", ("mix", {"track": "Lead Vox", "action": "gain", "value_db": 3.0})),
        ("too little guitar", ("mix", {"track": "Guitar", "action": "gain", "value_db": 3.0})),
        ("the keys are out of time", ("edit_notes", {"action": "quantize", "clip": "keys"})),
        ("the lead vox isn't in tune", ("apply_effect", {"clip": "vox take", "effect": "autotune"})),
    ],
)
def test_what_is_meant_instead(text: str, wanted: tuple[str, dict[str, Any]]):
    assert planned(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    ["don't let the keys play in the chorus", "mute the keys but don't touch the guitar", "no guitar in bars 5 to 8"],
)
def test_a_wish_that_is_told_with_not(text: str):
    assert [task for task, _ in planned(text)] != ["chat"]


MUTED = ("mute the bass", [("mix", {"track": "Bass", "action": "mute"}, ())])
PANNED = ("pan the pad left", [("mix", {"track": "Pad", "action": "pan", "value": -1.0}, ())])


def answer(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The plan of a turn after these two."""
    done = after(SONG, MUTED, PANNED)
    numbered = tuple(replace(turn, number=number) for number, turn in enumerate(done.dialogue, 1))
    return [(call["tool"], call["args"]) for call in calls(text, replace(done, dialogue=numbered))]


@pytest.mark.parametrize(
    ("text", "target"),
    [("no, don't mute the bass", "#1"), ("don't pan the pad", "#2"), ("I don't want that", None)],
)
def test_what_was_done_is_taken_back(text: str, target: str | None):
    assert answer(text) == [("undo", {"target": target} if target else {})]


def test_what_is_wanted_instead_of_what_was_done():
    level = ("mix", {"track": "Pad", "action": "gain", "value_db": -2.0})
    assert answer("don't pan the pad, turn it down 2 dB") == [("undo", {"target": "#2"}), level]
