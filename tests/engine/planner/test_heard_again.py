"""Who is heard again, how far one stands from the last, and effects that are heard through a send."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import calls
from tests.engine.planner.test_bus_meant import SONG, said


def standing(**changed: dict[str, Any]) -> Context:
    """The song with some tracks muted, soloed or moved."""
    views = (replace(view, **changed.get(view.name.replace(" ", "_"), {})) for view in SONG.track_views)
    return replace(SONG, track_views=tuple(views))


MUTED = standing(Rhodes={"mute": True}, Strings={"mute": True}, Host={"mute": True})
MUTED = said(MUTED, "mute the rest", ("mix", {"tracks": ["Rhodes", "Strings", "Host"], "action": "mute"}))


@pytest.mark.parametrize("text", ["add the rhodes back in", "let the rhodes back in", "bring the rhodes back"])
def test_who_is_muted_comes_back(text: str) -> None:
    assert calls(text, MUTED) == [{"tool": "mix", "args": {"track": "Rhodes", "action": "unmute"}}]


@pytest.mark.parametrize("text", ["clear solos", "no more solos", "clear all solos", "solos off"])
def test_all_that_is_soloed_is_let_go(text: str) -> None:
    soloed = standing(Trumpet={"solo": True}, Trombone={"solo": True})
    args = {"tracks": ["Trumpet", "Trombone"], "action": "unsolo"}
    assert calls(text, soloed) == [{"tool": "mix", "args": args}]


def test_all_that_is_muted_is_let_go() -> None:
    assert calls("clear all mutes", MUTED)[0]["args"] == {"tracks": ["Rhodes", "Strings", "Host"], "action": "unmute"}


@pytest.mark.parametrize(
    ("text", "level_db"),
    [("and the host 3 under that", -1.5), ("host 1 dB above that", 2.5), ("the host 4 lower than that", -2.5)],
)
def test_so_far_from_the_last(text: str, level_db: float) -> None:
    up = standing(Lead_Vox={"gain_db": 1.5})
    behind = said(up, "lead vox up 1.5", ("mix", {"track": "Lead Vox", "action": "gain", "value_db": 1.5}))
    assert calls(text, behind)[0]["args"] == {"track": "Host", "action": "gain", "set_db": level_db}


@pytest.mark.parametrize(
    ("text", "track", "level_db"),
    [
        ("more reverb on the lead vox", "Lead Vox", -6.0),
        ("a bit less reverb on the rhodes", "Rhodes", -10.5),
        ("too much verb on the vocal", "Lead Vox", -12.0),
        ("the rhodes is too wet", "Rhodes", -12.0),
    ],
)
def test_more_of_a_reverb_that_it_is_sent_to_is_its_send(text: str, track: str, level_db: float) -> None:
    args = {"action": "send", "track": track, "to": "Verb", "value_db": level_db}
    assert calls(text, SONG) == [{"tool": "route", "args": args}]


def test_a_reverb_of_its_own_is_no_send() -> None:
    own = standing(Rhodes={"plugins": ("Reverb",)})
    assert calls("more reverb on the rhodes", own)[0]["tool"] != "route"
    wet = said(SONG, "reverb on the vox", ("apply_effect", {"clip": "c3", "effect": "reverb"}))
    assert calls("more reverb on the vox", wet)[0]["tool"] == "apply_effect"
    assert calls("more reverb on the strings", SONG)[0]["tool"] == "apply_effect"


def test_the_reverb_down_is_its_bus() -> None:
    assert calls("turn the reverb down 2", SONG)[0]["args"] == {"track": "Verb", "action": "gain", "value_db": -2.0}
    assert calls("bypass the reverb", SONG)[0]["args"] == {"action": "bypass", "track": "Verb", "plugin": "Reverb"}


@pytest.mark.parametrize(
    "text", ["what else is going to that reverb?", "who feeds the reverb", "what's being sent to the verb?"]
)
def test_who_goes_to_the_reverb_is_told(text: str) -> None:
    (call,) = calls(text, SONG)
    assert call["tool"] == "session_info" and call["args"]["track"] == "Verb"
    assert call["args"]["aspect"] in ("sends", "tracks")


def test_effects_are_counted_where_they_are() -> None:
    args = {"aspect": "plugins", "track": "Lead Vox"}
    assert calls("how many effects are on the lead vox now?", SONG) == [{"tool": "session_info", "args": args}]
