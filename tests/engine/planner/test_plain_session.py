"""What people say in a first session: parts of the song before a name, the middle, the tempo, the mix, a new name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import PLANNER, after, calls

SONG = Context(
    tempo=104,
    clips=(
        ClipInfo("p", "piano", "Piano", "audio", 0, 36, (), bars=(1, 17)),
        ClipInfo("d1", "kit v", "Kit", "audio", 0, 18, ("drums",), bars=(1, 9)),
        ClipInfo("d2", "kit c", "Kit", "audio", 18, 18, ("drums",), bars=(9, 17)),
        ClipInfo("v1", "sing v", "Vox", "audio", 0, 9, ("vocal",), bars=(1, 5)),
        ClipInfo("v2", "sing c", "Vox", "audio", 18, 9, ("vocal",), bars=(9, 13)),
        ClipInfo("t", "tune", "Tune", "midi", 18, 4, ("melody",), bars=(9, 11)),
    ),
    tracks=("Piano", "Kit", "Vox", "Tune"),
    markers=(("Verse", 1.0), ("Hook", 9.0)),
)


@pytest.mark.parametrize(
    ("said", "track", "parameter", "value"),
    [
        ("turn the hook drums down 2 dB", "Kit", "volume", -2.0),
        ("mute the verse vocal", "Vox", "mute", 1.0),
        ("the hook piano is too loud", "Piano", "volume", -3.0),
    ],
)
def test_a_part_before_a_name_is_that_part_of_it(said: str, track: str, parameter: str, value: float) -> None:
    (call,) = calls(said, SONG)
    args = call["args"]
    assert (call["tool"], args["track"], args["parameter"], args["to"]) == ("automate", track, parameter, value)
    assert args["start_bar"] == (1.0 if "verse" in said else 9.0)


@pytest.mark.parametrize("said", ["put a delay on the hook vocal", "brighten the hook vocal", "reverse the hook vocal"])
def test_a_part_before_a_name_picks_the_clip(said: str) -> None:
    (call,) = calls(said, SONG)
    assert call["args"]["clip"] == "v2"


@pytest.mark.parametrize("said", ["center the piano again", "piano back to the middle", "centre it"])
def test_the_middle_is_the_middle(said: str) -> None:
    panned = after(SONG, ("pan the piano 30 left", [("mix", {"track": "Piano", "action": "pan", "value": -0.3}, ())]))
    (call,) = calls(said, panned)
    assert call["args"] == {"track": "Piano", "action": "pan", "value": 0.0}


@pytest.mark.parametrize(
    ("said", "bpm"),
    [
        ("speed the whole song up by 6 bpm", 110.0),
        ("slow it down by 4 bpm", 100.0),
        ("slow down the song by 4 bpm", 100.0),
        ("speed the tune up 2 bpm", None),
    ],
)
def test_the_song_faster_or_slower_is_its_tempo(said: str, bpm: float | None) -> None:
    (call,) = calls(said, SONG)
    assert bpm is None or call == {"tool": "transport", "args": {"action": "set_tempo", "bpm": bpm}}
    assert bpm is not None or call["args"].get("action") != "set_tempo"


@pytest.mark.parametrize("said", ["how loud is the mix?", "how loud is the whole song", "so how hot is it all?"])
def test_how_loud_all_of_it_is(said: str) -> None:
    assert calls(said, SONG) == [{"tool": "session_info", "args": {"aspect": "loudness"}}]


def test_a_renamed_track_is_called_by_its_new_name() -> None:
    done: list[tuple[str, dict[str, Any], tuple[str, ...]]]
    done = [("arrange", {"action": "rename", "track": "Vocals", "name": "Vox"}, ())]
    renamed = after(
        SONG,
        ("vocals down 2", [("mix", {"track": "Vocals", "action": "gain", "value_db": -2.0}, ())]),
        ("rename vocals to Vox", done),
    )
    (call,) = calls("color it orange", replace(renamed, last=None))
    assert call["args"] == {"track": "Vox", "color": "orange"}


def test_a_deeper_voice_is_said_anew_in_its_place() -> None:
    said = after(SONG, ('say "good evening" at bar 1', [("speak", {"text": "good evening"}, ("good evening",))]))
    (step,) = PLANNER.plan("deeper voice", said).steps
    assert (step.task, step.args["text"], step.op) == ("speak", "good evening", "fix")


@pytest.mark.parametrize(
    ("said", "offset"), [("the vox in the hook 20 ms later", 0.02), ("move the vocal in the hook 30 ms earlier", -0.03)]
)
def test_a_section_says_which_clip_is_nudged(said: str, offset: float) -> None:
    (call,) = calls(said, SONG)
    assert call["args"] == {"action": "move", "clip": "v2", "offset": offset}


@pytest.mark.parametrize(("said", "offset"), [("no, 10", 0.01), ("12 ms", 0.012)])
def test_a_bare_figure_behind_a_nudge_is_milliseconds(said: str, offset: float) -> None:
    move: dict[str, Any] = {"action": "move", "clip": "v2", "offset": 0.02}
    (call,) = calls(said, after(SONG, ("the vox in the hook 20 ms later", [("arrange", move, ())])))
    assert call["args"]["offset"] == pytest.approx(offset)
