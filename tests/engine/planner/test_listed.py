"""What is asked of two things, or in two bars, is done to each alike."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import calls, tools


@pytest.mark.parametrize(
    ("text", "task", "shared"),
    [
        ("copy the bass line and the pad to bar 9", "arrange", {"action": "duplicate", "bar": 9}),
        ("loop the lo-fi beat and the pad 3 times", "edit_clip", {"action": "loop", "count": 3}),
        ("lowpass the lo-fi beat and the pad at 400 Hz", "apply_effect", {"effect": "lowpass", "cutoff_hz": 400}),
        ("baja Bass y Pad 2 dB", "mix", {"action": "gain", "value_db": -2}),
        ("lösch Bass und Pad", "arrange", {"action": "delete"}),
    ],
)
def test_what_is_said_once_holds_for_both(text: str, task: str, shared: dict[str, object]) -> None:
    made = calls(text)
    assert len(made) == 2, made
    assert len({str(call["args"].get("clip") or call["args"].get("track")) for call in made}) == 2
    for call in made:
        assert call["tool"] == task
        assert shared.items() <= call["args"].items()


def test_what_is_one_thing_done_to_two_stays_one() -> None:
    assert [call["args"]["action"] for call in calls("group the bass and the pad")] == ["group"]


def test_two_bars_are_not_all_between_them() -> None:
    spans = [(call["args"]["start_bar"], call["args"]["end_bar"]) for call in calls("mute the pad in bars 3 and 6")]
    assert spans == [(3, 4), (6, 7)]


def test_bars_beside_each_other_are_one_stretch() -> None:
    (call,) = calls("mute the pad in bars 3 and 4")
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (3, 5)


def test_two_bars_are_transposed_one_by_one() -> None:
    found = [call["args"] for call in calls("transpose the bass line up 2 semitones in bars 2 and 5")]
    assert [(one["semitones"], one["start_bar"], one["end_bar"]) for one in found] == [(2, 2, 3), (2, 5, 6)]


def test_two_bars_do_not_go_to_one_place() -> None:
    assert tools("copy bars 3 and 6 of the pad to bar 13") == ["ask"]


def test_two_bars_that_are_exported_end() -> None:
    spans = [(call["args"]["start_bar"], call["args"]["end_bar"]) for call in calls("export bars 3 and 6")]
    assert spans == [(3, 4), (6, 7)]
