"""What a turn says of nothing but how far the last act should have gone holds for every act that has a number."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after

SONG = Context(
    tempo=96,
    clips=(
        ClipInfo("b", "bass", "Bass", "midi", 0, 90, ("bass",), bars=(1.0, 37.0)),
        ClipInfo("r", "rhodes", "Rhodes", "midi", 0, 90, ("keys",), bars=(1.0, 37.0)),
        ClipInfo("v", "lead vox", "Lead Vox", "audio", 0, 90, ("vocal",), bars=(1.0, 37.0)),
    ),
    tracks=("Bass", "Rhodes", "Lead Vox"),
)
PLANNER = OfflinePlanner(asks_back=True)
ACTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "turn the bass down 4 dB": ("mix", {"track": "Bass", "action": "gain", "value_db": -4}, "value_db"),
    "bass at -6": ("mix", {"track": "Bass", "action": "gain", "set_db": -6}, "set_db"),
    "pan the rhodes 30 left": ("mix", {"track": "Rhodes", "action": "pan", "value": -0.3}, "value"),
    "tempo to 110": ("transport", {"action": "set_tempo", "bpm": 110}, "bpm"),
    "rhodes velocities at 90": ("edit_notes", {"action": "velocity", "clip": "r", "value": 90}, "value"),
    "swing the rhodes 60%": ("edit_notes", {"action": "swing", "clip": "r", "amount": 0.6}, "amount"),
    "fade the vox out over 2 bars": ("edit_clip", {"action": "fade_out", "clip": "v", "duration": 5.0}, "duration"),
    "reverb on the vox at 40 percent": ("apply_effect", {"clip": "v", "effect": "reverb", "wet": 0.4}, "wet"),
    "eighth note delay on the vox": ("apply_effect", {"clip": "v", "effect": "delay", "delay_s": 0.312}, "delay_s"),
    "high pass the vox at 120": ("apply_effect", {"clip": "v", "effect": "highpass", "cutoff_hz": 120}, "cutoff_hz"),
    "gate the vox at -40": ("apply_effect", {"clip": "v", "effect": "gate", "threshold_db": -40}, "threshold_db"),
    "send the vox to the plate at -10": (
        "route", {"action": "send", "track": "Lead Vox", "to": "plate", "value_db": -10}, "value_db",
    ),
    "move the vox two bars later": ("arrange", {"action": "move", "clip": "v", "offset_beats": 8}, "offset_beats"),
    "repeat the rhodes three times": ("edit_clip", {"action": "loop", "clip": "r", "count": 3}, "count"),
}  # fmt: skip
ASKED = None
HALF = (-2, -3, -0.15, 55, 45, 0.3, 2.5, 0.2, 0.156, 60, ASKED, -16, 4, 2)
LESS = (-3.6, -5.4, -0.27, 99, 81, 0.54, 4.5, 0.36, 0.281, 108, ASKED, -10.9, 7.2, ASKED)
BACK = (-2, ASKED, -0.15, ASKED, ASKED, 0.3, 2.5, 0.2, ASKED, ASKED, ASKED, ASKED, 4, ASKED)
OTHER_WAY = (4, ASKED, 0.3, ASKED, ASKED, ASKED, ASKED, ASKED, ASKED, ASKED, ASKED, ASKED, -8, ASKED)
FIVE = (-5, -5, ASKED, ASKED, ASKED, 0.05, 12.5, 0.05, ASKED, ASKED, -5, -5, 20, 5)
SAID = {
    "half of that": HALF,
    "no, half as much": HALF,
    "cut it in half": HALF,
    "10 percent less": LESS,
    "reduce it by 10%": LESS,
    "go halfway back": BACK,
    "somewhere between that and what it was": BACK,
    "give half of it back": BACK,
    "the same amount the other way": OTHER_WAY,
    "make it 5": FIVE,
    "no, five": FIVE,
    "die Hälfte davon": HALF,
    "la mitad de eso": HALF,
    "la moitié de ça": HALF,
}


@pytest.mark.parametrize("said", SAID)
def test_an_amount_holds_for_every_act(said: str) -> None:
    found = []
    for request, (task, args, name) in ACTS.items():
        (step,) = PLANNER.plan(said, after(SONG, (request, [(task, args, ())]))).steps
        if step.task == "ask":
            found.append(ASKED)
            continue
        assert (step.task, step.op, step.base) == (task, "fix", "1.1"), request
        assert {**step.args, name: 0} == {**args, name: 0}
        found.append(round(float(step.args[name]), 3))
    assert found == list(SAID[said])


@pytest.mark.parametrize(
    ("request_", "said", "changed"),
    [
        ("eighth note delay on the vox", "change it to quarter notes", {"delay_s": 0.625}),
        ("eighth note delay on the vox", "make the feedback 40", {"feedback": 0.4}),
        ("gate the vox at -40", "release two hundred", {"release_ms": 200}),
        ("fade the vox out over 2 bars", "make it four", {"duration": 10.0}),
        ("fade the vox out over 2 bars", "a bar and a half", {"duration": 3.75}),
        ("fade the vox out over 2 bars", "no, 3 beats", {"duration": 1.875}),
        ("bass at -6", "make that two and a half", {"set_db": -2.5}),
        ("turn the bass down 4 dB", "a third of that", {"value_db": -1.3}),
        ("tempo to 110", "10 percent slower", {"bpm": 99}),
        ("fade the vox out over 2 bars", "a couple more", {"duration": 10.0}),
        ("move the vox two bars later", "go up to 3 on that", {"offset_beats": 12}),
        ("turn the bass down 4 dB", "a smidge over half of that", {"value_db": -2}),
        ("turn the bass down 4 dB", "do it by 6 rather than that", {"value_db": -6}),
        ("turn the bass down 4 dB", "a touch less than that", {"value_db": -2.7}),
    ],
)
def test_a_figure_has_the_unit_that_was_said(request_: str, said: str, changed: dict[str, Any]) -> None:
    task, args, _ = ACTS[request_]
    (step,) = PLANNER.plan(said, after(SONG, (request_, [(task, args, ())]))).steps
    assert (step.task, step.args) == (task, {**args, **changed})


@pytest.mark.parametrize("said", ["quarter notes instead", "60 percent", "no, 3 semitones", "2 bars more"])
def test_what_the_act_has_not_is_asked(said: str) -> None:
    task, args, _ = ACTS["turn the bass down 4 dB"]
    (step,) = PLANNER.plan(said, after(SONG, ("turn the bass down 4 dB", [(task, args, ())]))).steps
    assert step.task == "ask"


UP = after(SONG, ("bass up a tone", [("change_tempo_key", {"clip": "b", "semitones": 2}, ())]))


@pytest.mark.parametrize(
    ("text", "clip", "semitones"),
    [
        ("and down again", "b", -2),
        ("back down again", "b", -2),
        ("up again", "b", 2),
        ("another semitone down", "b", -1),
        ("the rhodes up as well", "r", 2),
    ],
)
def test_the_way_that_is_said_is_the_way_it_goes(text: str, clip: str, semitones: float) -> None:
    (call,) = PLANNER.plan(text, UP).calls()
    assert call == {"tool": "change_tempo_key", "args": {"clip": clip, "semitones": semitones}}


def test_another_way_for_another_track_is_asked_before_it_is_done() -> None:
    """ "Down too" behind a tone up may be the fader."""
    plan = PLANNER.plan("rhodes down too", UP)
    (offered,) = plan.choices
    assert plan.steps[0].task == "ask" and [(one.task, one.args) for one in offered] == [
        ("change_tempo_key", {"clip": "r", "semitones": -2})
    ]
