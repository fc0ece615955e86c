""" "It" with a verb of its own is what was just made, worked on or selected, as if its name were said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import BAND, calls, tools
from tests.engine.planner.test_level_of_it import MADE, RAIN, done

PANNED = done("pan the bass left", "mix", track="Bass", action="pan", value=-0.4)
MOVED = done("move the pad to bar 3", "arrange", action="move", clip="c5", bar=3)
SUNG = done("sing it", "sing", replace(RAIN, name="Choir", track="Choir", tags=("vocal",)), midi="c1")
BAR_S = 4 * 60 / 96


@pytest.mark.parametrize("context", [MADE, PANNED, MOVED, SUNG], ids=["made", "panned", "moved", "sung"])
@pytest.mark.parametrize(
    ("text", "task", "args"),
    [
        ("trim it to 2 bars", "edit_clip", {"action": "trim", "start": 0, "end": 2 * BAR_S}),
        ("make it purple", "set_track", {"color": "purple"}),
        ("make it mono", "apply_effect", {"effect": "widen", "depth": 0}),
        ("cut the first bar off", "edit_clip", {"action": "cut"}),
        ("fade that in over 2 bars", "edit_clip", {"action": "fade_in", "duration": 2 * BAR_S}),
        ("put it at bar 6", "arrange", {"bar": 6}),
        ("get rid of that", "arrange", {"action": "delete"}),
        ("mets-le en rouge", "set_track", {"color": "red"}),
        ("schneid den ersten Takt ab", "edit_clip", {"action": "cut"}),
        ("corta isso em 4 partes", "edit_clip", {"action": "split", "count": 4}),
        ("cut it into 4 equal pieces", "edit_clip", {"action": "split", "count": 4}),
    ],
)
def test_what_is_done_to_it(context: Context, text: str, task: str, args: dict[str, Any]) -> None:
    (call,) = calls(text, context)
    last = context.dialogue[-1]
    meant = {last.calls[0]["args"].get("track"), last.calls[0]["args"].get("clip"), *last.results[0].out}
    meant |= {clip.id if clip.track in meant else clip.track for clip in context.clips if {clip.id, clip.track} & meant}
    assert call["tool"] == task
    assert {name: call["args"].get(name) for name in args} == args
    assert {call["args"].get("clip"), call["args"].get("track")} & meant - {None}


def test_it_is_one_of_two_in_a_group() -> None:
    (call,) = calls("group it with the bass", MADE)
    assert call["args"] == {"action": "group", "tracks": ["Rain", "Bass"]}


@pytest.mark.parametrize("text", ["swap it with the pad", "swap the bass with the pad"])
def test_two_things_are_not_moved_onto_each_other(text: str) -> None:
    assert tools(text, MADE) == ["refuse"]


@pytest.mark.parametrize("text", ["another take", "find the loudest part"])
def test_words_that_look_for_something_make_no_sound(text: str) -> None:
    assert "generate_audio" not in tools(text, replace(BAND, history=()))


def test_where_a_track_lies_is_told() -> None:
    assert calls("where is the pad?") == [{"tool": "session_info", "args": {"aspect": "tracks", "track": "Pad"}}]


@pytest.mark.parametrize("context", [PANNED, MOVED], ids=["panned", "moved"])
@pytest.mark.parametrize(
    ("text", "task", "args"),
    [
        ("turn it up a bit in bars 3 to 4", "automate", {"parameter": "volume", "start_bar": 3.0, "end_bar": 5.0}),
        ("then make it brighter", "apply_effect", {"effect": "eq", "cutoff_hz": 8000.0}),
    ],
)
def test_a_level_or_a_tone_of_it_is_as_if_its_name_were_said(
    context: Context, text: str, task: str, args: dict[str, Any]
) -> None:
    (call,) = calls(text, context)
    assert call["tool"] == task and {**call["args"], **args} == call["args"]


RIFFS = Context(
    clips=(
        ClipInfo("r1", "tpt riff", "Trumpet", "midi", 0, 10),
        ClipInfo("r2", "tbn riff", "Trombone", "midi", 0, 10),
        ClipInfo("r3", "verse", "Lead Vox", "audio", 0, 10),
        ClipInfo("r4", "chorus", "Lead Vox", "audio", 10, 10),
    ),
    tracks=("Trumpet", "Trombone", "Lead Vox"),
)


@pytest.mark.parametrize(
    ("text", "clip"),
    [
        ("pull the trombone riff up an octave", "r2"),
        ("the trombone's riff down a fifth", "r2"),
        ("push the trumpet riff up 2 semitones", "r1"),
        ("reverse the lead vox verse", "r3"),
        ("fade in the lead vox chorus", "r4"),
    ],
)
def test_a_word_behind_a_track_is_of_its_own_clip(text: str, clip: str) -> None:
    (call,) = calls(text, RIFFS)
    assert call["args"]["clip"] == clip
