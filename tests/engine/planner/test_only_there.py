"""Louder, quieter or silent in one place only: the mixer is automated there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import after, calls

BAR_S = 2.5


def _clip(name: str, clip_id: str, first: int, last: int) -> ClipInfo:
    return ClipInfo(
        clip_id, name, name, "audio", (first - 1) * BAR_S, (last - first) * BAR_S, (), (float(first), float(last))
    )


SHOW = Context(
    tempo=96,
    clips=(
        _clip("Kick", "k1", 1, 33),
        _clip("Crackle", "c1", 1, 33),
        _clip("Harp", "h1", 5, 13),
        _clip("Harp", "h2", 21, 29),
        _clip("Presenter", "p1", 3, 7),
        _clip("Presenter", "p2", 11, 15),
        _clip("Market", "m1", 1, 33),
    ),
    tracks=("Kick", "Crackle", "Harp", "Presenter", "Market"),
    markers=(("Verse 1", 5), ("Hook", 13), ("Verse 2", 21), ("Outro", 29)),
)
LATER = replace(SHOW, playhead=12 * BAR_S)
HOOKED = after(SHOW, ("harp up 2 in the hook", [("automate", {"track": "Harp", "start_bar": 13, "end_bar": 21}, ())]))


@pytest.mark.parametrize(
    ("said", "context", "tracks", "level", "bars"),
    [
        ("the market is annoying in the hook, mute it there", SHOW, {"Market"}, 1, {(13, 21)}),
        ("harp up 2 dB, just the verses", SHOW, {"Harp"}, 2, {(5, 13), (21, 29)}),
        ("die harp in den strophen 3 db leiser", SHOW, {"Harp"}, -3, {(5, 13), (21, 29)}),
        ("market down 6 while the presenter talks", SHOW, {"Market"}, -6, {(3, 7), (11, 15)}),
        ("market out while the harp plays", SHOW, {"Market"}, 1, {(5, 13), (21, 29)}),
        ("kick is buried from here on, 2 db up", LATER, {"Kick"}, 2, {(13, 33)}),
        ("kick down 3 from 9 to 12", SHOW, {"Kick"}, -3, {(9, 12)}),
        ("mute the kick there", HOOKED, {"Kick"}, 1, {(13, 21)}),
        ("in the outro all out except harp and kick", SHOW, {"Crackle", "Presenter", "Market"}, 1, {(29, 33)}),
        ("mute everything but the harp in the outro", SHOW, {"Kick", "Crackle", "Presenter", "Market"}, 1, {(29, 33)}),
    ],
)
def test_it_is_done_there_alone(
    said: str, context: Context, tracks: set[str], level: float, bars: set[tuple[int, int]]
) -> None:
    made = calls(said, context)
    assert {one["tool"] for one in made} == {"automate"}
    assert {one["args"]["to"] for one in made} == {level}
    named: list[Any] = [one["args"]["track"] for one in made]
    assert {track for one in named for track in (one if isinstance(one, list) else [one])} == tracks
    assert {(one["args"]["start_bar"], one["args"]["end_bar"]) for one in made} == bars


@pytest.mark.parametrize(
    "said", ["mute the kick", "bring the harp up 2, the hook is weak", "there is too much kick, 2 dB down"]
)
def test_without_a_place_it_is_the_fader_or_button(said: str) -> None:
    assert [one["tool"] for one in calls(said, SHOW)] == ["mix"]


def test_nobody_known_plays_there() -> None:
    assert [one["tool"] for one in calls("mute the harp while they sing", SHOW)] == ["ask"]
