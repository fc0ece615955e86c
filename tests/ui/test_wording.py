"""Numbers, times and lists as the panel writes them; what it keeps between starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from ui import wording
from ui.connection.retry import WAITS_S, Retry
from ui.window.window_state import WindowState, load_window_state, place_to_open, save_window_state, screens_now


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0:00.0"),
        (9.94, "0:09.9"),
        (59.96, "1:00.0"),
        (3599.99, "60:00.0"),
        (-1, "0:00.0"),
        (float("nan"), "0:00.0"),
    ],
)
def test_clock(seconds: float, said: str) -> None:
    assert wording.clock(seconds) == said


def test_time_left_is_rounded_up() -> None:
    assert [wording.clock(s, tenths=False) for s in (0, 0.2, 59.1, 61)] == ["0:00", "0:01", "1:00", "1:01"]


def test_numbers_have_a_real_minus_and_no_needless_zeros() -> None:
    assert wording.lufs(-18.23) == "−18.2 LUFS"
    assert [wording.number(n) for n in (120.0, -0.5, 3.25)] == ["120", "−0.5", "3.2"]
    assert wording.bpm(97.5) == "97.5 bpm" and wording.bpm(100) == "100 bpm"


def test_words() -> None:
    assert [wording.about(s) for s in (0.1, 40, 130)] == ["about 1 s", "about 40 s", "about 2 min"]
    assert [wording.count(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]
    assert [wording.ordinal(n) for n in (1, 9, 12)] == ["first", "ninth", "12th"]
    assert [wording.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert wording.shown({"a_b": [1, 2.50, True]}) == "a b 1, 2.5, yes"


def test_waits_grow_until_it_works() -> None:
    retry = Retry()
    assert [retry.next_s() for _ in range(6)] == [*WAITS_S, 5.0, 5.0]
    retry.worked()
    assert retry.next_s() == WAITS_S[0]


def test_the_panel_opens_where_it_was(app: QApplication, tmp_path: Path) -> None:
    memory = WindowState("light", 1.25, False, places={screens_now(): [10, 20, 400, 700]})
    save_window_state(memory, tmp_path / "panel.json")
    again = load_window_state(tmp_path / "panel.json")
    assert again == memory
    place = place_to_open(again)
    assert place is not None and (place.x(), place.width()) == (10, 400)


def test_never_off_the_screens_and_not_on_other_screens(app: QApplication) -> None:
    assert place_to_open(WindowState(places={screens_now(): [90_000, 0, 400, 700]})) is None
    assert place_to_open(WindowState(places={"another desk": [10, 20, 400, 700]})) is None
    assert place_to_open(WindowState()) is None


@pytest.mark.parametrize(
    "content", ["", "[]", '{"theme": 3, "text_scale": "big"}', '{"theme": "pink", "place": [1, 2]}']
)
def test_nonsense_is_forgotten(tmp_path: Path, content: str) -> None:
    (tmp_path / "panel.json").write_text(content)
    assert load_window_state(tmp_path / "panel.json") == WindowState(has_begun=True)
