"""A turn that only says where the act before it was meant, or is wanted as well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import after, calls
from tests.engine.planner.test_counted_clips import SONG

VERSE = after(SONG, ("reverb on the lead in the verse", [("apply_effect", {"clip": "v1", "effect": "reverb"}, ())]))
BARS = after(
    SONG,
    (
        "chorus effect on the organ in the verse",
        [("apply_effect", {"clip": "o1", "effect": "chorus", "start_bar": 5, "end_bar": 12}, ())],
    ),
)
LOOPED = after(SONG, ("loop the verse", [("transport", {"action": "loop", "start_bar": 5, "end_bar": 12}, ())]))
MOVED = after(SONG, ("bells to the verse", [("arrange", {"action": "move", "clip": "b1", "bar": 5}, ())]))
ALL = after(
    SONG,
    ("autotune the lead", [("apply_effect", {"clip": one, "effect": "autotune"}, ()) for one in ("v1", "v2", "v3")]),
)


def _told(text: str, context: Context) -> dict[str, object]:
    (call,) = calls(text, context)
    return {"tool": call["tool"], **call["args"]}


@pytest.mark.parametrize(
    "text",
    [
        "sorry, the chorus i meant",
        "no, chorus",
        "not there, in the chorus",
        "not the verse. chorus",
        "chorus too",
        "and the chorus",
        "same in the chorus",
        "chorus, same thing",
        "wait no the chorus, that's where it's dry",
        "nah, the one at 13",
    ],
)
def test_the_clip_that_lies_there(text):
    assert _told(text, VERSE) == {"tool": "apply_effect", "clip": "v2", "effect": "reverb"}


@pytest.mark.parametrize("text", ["sorry, verse 2", "not that verse, verse two", "verse 2 same thing"])
def test_the_bars_of_a_part(text):
    told = {"tool": "apply_effect", "clip": "o1", "effect": "chorus", "start_bar": 21, "end_bar": 28}
    assert _told(text, BARS) == told


def test_places_of_other_acts():
    assert _told("nah, chorus", LOOPED) == {"tool": "transport", "action": "loop", "start_bar": 13, "end_bar": 20}
    assert _told("not there, 21", MOVED) == {"tool": "arrange", "action": "move", "clip": "b1", "bar": 21}


@pytest.mark.parametrize("text", ["off in the chorus", "sounds awful in the chorus. off there", "not in the chorus"])
def test_taken_back_in_one_place(text):
    numbered = replace(ALL, dialogue=tuple(replace(one, number=1) for one in ALL.dialogue))
    assert calls(text, numbered) == [{"tool": "undo", "args": {"target": "#1.2"}}]


@pytest.mark.parametrize(
    ("text", "tool"), [("bells in the chorus 2 dB up too", ""), ("play the chorus", "transport"), ("no, 3 dB", "")]
)
def test_what_says_more_is_no_such_turn(text, tool):
    assert {"tool": "apply_effect", "clip": "v2", "effect": "reverb"} not in [_first(text, VERSE)]
    assert not tool or _first(text, VERSE)["tool"] == tool


def _first(text: str, context: Context) -> dict[str, object]:
    call = calls(text, context)[0]
    return {"tool": call["tool"], **call["args"]}
