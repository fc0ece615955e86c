"""One clip of a track: by its order, by what the last turn was about, by the section it lies in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import after, calls

BAR_S = 2.5


def _clip(name: str, clip_id: str, first: int, last: int, kind: str = "audio") -> ClipInfo:
    start, length = (first - 1) * BAR_S, (last - first) * BAR_S
    return ClipInfo(clip_id, name, name, kind, start, length, (), (float(first), float(last)))


SONG = Context(
    tempo=96,
    clips=(
        _clip("Kick", "k1", 1, 33),
        _clip("Lead Vox", "v1", 5, 13),
        _clip("Lead Vox", "v2", 13, 21),
        _clip("Lead Vox", "v3", 25, 33),
        _clip("Bells", "b1", 7, 8),
        _clip("Bells", "b2", 15, 16),
        _clip("Bells", "b3", 23, 24),
        _clip("Harp", "h1", 5, 13, "midi"),
        _clip("Harp", "h2", 21, 29, "midi"),
        _clip("Organ", "o1", 1, 33),
        _clip("Organ 2", "o2", 1, 33),
    ),
    tracks=("Kick", "Lead Vox", "Bells", "Harp", "Organ", "Organ 2"),
    markers=(("Verse", 5), ("Chorus", 13), ("Verse 2", 21), ("Outro", 29)),
)


def _called(text: str, context: Context = SONG) -> list[tuple[str, Any]]:
    return [(one["tool"], one["args"].get("clip") or one["args"].get("midi")) for one in calls(text, context)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("reverse the second bell", [("edit_clip", "b2")]),
        ("the last bell 4 dB quieter", [("edit_clip", "b3")]),
        ("reverse the first and third bells", [("edit_clip", "b1"), ("edit_clip", "b3")]),
        ("move the second bell one beat later", [("arrange", "b2")]),
        ("le dernier clip de harp une octave plus bas", [("change_tempo_key", "h2")]),
        ("die letzte glocke rückwärts", [("edit_clip", "b3")]),
        ("bells stay dry, but put a delay on the last one", [("apply_effect", "b3")]),
        ("second bell 3 dB louder than the first", [("edit_clip", "b2")]),
        ("a third above the lead vox in the chorus", [("harmonize", "v2")]),
        ("sing the harp in verse 2, just oohs", [("sing", "h2")]),
    ],
)
def test_one_clip_of_a_track_is_counted(said: str, wanted: list[tuple[str, str]]) -> None:
    assert _called(said) == wanted


@pytest.mark.parametrize(
    ("said", "tool", "args"),
    [
        ("mute the last bell", "automate", {"track": "Bells", "parameter": "mute", "start_bar": 23, "end_bar": 24}),
        ("mute the second organ", "mix", {"track": "Organ 2", "action": "mute"}),
        ("mute the kick in the first verse", "automate", {"track": "Kick", "parameter": "mute", "start_bar": 5}),
    ],
)
def test_what_is_of_a_track_is_done_over_the_clip_alone(said: str, tool: str, args: dict[str, Any]) -> None:
    made = calls(said, SONG)
    assert len(made) == 1 and made[0]["tool"] == tool
    assert made[0]["args"].items() >= args.items()


REVERSED = after(SONG, ("reverse the second bell", [("edit_clip", {"clip": "b2", "action": "reverse"}, ())]))
ECHOES = after(
    SONG, ("delay on the bells", [("apply_effect", {"clip": one, "effect": "delay"}, ()) for one in ("b1", "b2", "b3")])
)
ECHOES = replace(ECHOES, dialogue=tuple(replace(turn, number=1) for turn in ECHOES.dialogue))


@pytest.mark.parametrize(
    "said", ["same for the last one", "now the last one", "and the third too", "et le dernier aussi"]
)
def test_the_same_is_done_to_another_of_them(said: str) -> None:
    assert _called(said, REVERSED) == [("edit_clip", "b3")]


def test_the_first_is_of_the_same_track() -> None:
    assert _called("kill the first one", REVERSED) == [("arrange", "b1")]


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("no, only the last one", "#1.1, #1.2"),
        ("just on the second one please", "#1.1, #1.3"),
        ("not on the first one", "#1.1"),
    ],
)
def test_what_was_not_meant_is_taken_back(said: str, target: str) -> None:
    assert calls(said, ECHOES) == [{"tool": "undo", "args": {"target": target}}]


def test_what_is_so_already_is_told() -> None:
    assert [one["tool"] for one in calls("only the second one", REVERSED)] == ["chat"]


def test_of_one_clip_no_whole_turn_is_taken_back() -> None:
    made = calls("and the first one you can leave completely natural", ECHOES)
    assert {"tool": "undo", "args": {}} not in made
