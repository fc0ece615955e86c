"""How long a download takes on: told when it is known, by its last steps."""

from __future__ import annotations

import pytest

from engine.wire.wire import DownloadView
from ui import wording
from ui.conversation.download_pace import DownloadPace
from ui.conversation.models_state import fetched_said


def heard(*steps: tuple[float, float]) -> DownloadPace:
    pace = DownloadPace()
    for done, at_s in steps:
        pace.hear(done, at_s)
    return pace


def test_nothing_is_told_before_it_is_known() -> None:
    assert heard().left_s(1e9) is None
    assert heard((0, 0.0), (1e6, 1.0), (2e6, 2.0)).left_s(1e9) is None
    assert heard((0, 0.0), (1e6, 0.2), (2e6, 0.4), (3e6, 0.6), (4e6, 0.8)).left_s(1e9) is None, "less than a second"


def test_an_even_download() -> None:
    assert heard(*((1e6 * second, second) for second in range(9))).left_s(60e6) == pytest.approx(60)


def test_what_was_here_already_is_no_pace() -> None:
    assert heard((0, 0), (3e9, 1), (3.001e9, 2), (3.002e9, 3), (3.003e9, 4)).left_s(10e6) == pytest.approx(10)


def test_the_pace_is_that_of_now() -> None:
    fast = [(9e6 * second, second) for second in range(30)]
    slow = [(fast[-1][0] + 1e6 * second, 30 + second) for second in range(30)]
    assert heard(*fast, *slow).left_s(100e6) == pytest.approx(100)


def test_nothing_is_told_while_nothing_comes() -> None:
    pace = heard(*((1e6 * second, second) for second in range(9)), *((8e6, at) for at in range(9, 40)))
    assert pace.left_s(1) is None


def test_a_new_beginning_forgets_the_old() -> None:
    again = heard(*((1e6 * second, second) for second in range(9)), (0, 20), (1e5, 21))
    assert again.left_s(1e6) is None


@pytest.mark.parametrize(("seconds", "said"), [
    (0.0, "10 s left"), (34.0, "40 s left"), (56.0, "1 min left"), (170.0, "3 min left"), (3590.0, "1 h left"),
    (3700.0, "1 h 10 min left"), (7200.0, "2 h left"), (40_000.0, "11 h 10 min left"),
])  # fmt: skip
def test_the_time_left_is_told_coarsely(seconds: float, said: str) -> None:
    assert wording.left(seconds) == said


def test_bytes_and_time_are_told_together() -> None:
    assert fetched_said(DownloadView("m", done=4.1e9, of=7.7e9), 170.0) == "4.1 GB of 7.7 GB · 3 min left"
    assert fetched_said(DownloadView("m", done=4.1e9, of=7.7e9)) == "4.1 GB of 7.7 GB"
    assert fetched_said(DownloadView("m", done=5, of=10), 170.0) == "", "these are steps"
