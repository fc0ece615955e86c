"""What is to be heard begins with a bar of a DAW that plays: when, what is said meanwhile, and called off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PyQt6.QtWidgets import QApplication

from engine.wire.wire import ClockView
from tests.ui.playback.fake_player import FakePlayer, card
from tests.ui.waiting import until
from ui.playback.bar_wait import BarWait
from ui.playback.playback import IN_TIME
from ui.start_up.scene import SESSION
from ui.window.panel import Panel


class Engine:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.then: list[Callable[[Any], None]] = []

    def __call__(self, path: str, then: Callable[[Any], None]) -> None:
        self.asked.append(path)
        self.then.append(then)

    def answer(self, view: ClockView) -> None:
        self.then[-1](asdict(view))


def test_it_begins_with_the_bar_and_the_way_of_the_answer_is_taken_off(app: QApplication) -> None:
    now = [50.0]
    engine, begun = Engine(), []
    wait = BarWait(engine, now_s=lambda: now[0])
    told: list[int] = []
    wait.told.connect(told.append)
    wait.begin(lambda: begun.append(now[0]))
    assert engine.asked == ["clock?after_s=0.12"] and not begun
    now[0] += 0.2
    engine.answer(ClockView(True, 3.0, 9))
    assert told == [9] and 2890 <= wait.left_ms <= 2900, "the answer was under way for a tenth of a second"
    wait._ask()
    engine.answer(ClockView(True, 1.0, 12))
    assert told == [9, 12] and wait.left_ms <= 1000, "somebody has set the playhead elsewhere"
    wait._begins.start(0)
    until(lambda: begun)
    assert told[-1] == 0 and not wait.is_on


def test_a_daw_that_stops_meanwhile_keeps_nobody_waiting(app: QApplication) -> None:
    engine, begun = Engine(), []
    wait = BarWait(engine)
    wait.begin(lambda: begun.append(1))
    engine.answer(ClockView(True, 60.0, 9))
    wait._ask()
    engine.answer(ClockView())
    assert begun == [1] and not wait.is_on


def test_an_engine_that_says_nothing_keeps_nobody_waiting(app: QApplication) -> None:
    begun: list[int] = []
    wait = BarWait(Engine())
    wait.begin(lambda: begun.append(1))
    wait._is_unanswered(wait._number)
    assert begun == [1]


def test_what_was_called_off_never_begins(app: QApplication) -> None:
    engine, begun = Engine(), []
    wait = BarWait(engine)
    wait.begin(lambda: begun.append(1))
    wait.cancel()
    engine.answer(ClockView())
    wait.begin(lambda: begun.append(2))
    engine.answer(ClockView())
    assert begun == [2]


def test_a_card_says_which_bar_and_pressing_again_leaves_it(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    engine = Engine()
    panel.controller.session = replace(SESSION, is_playing=True)
    assert panel.playback is not None
    panel.playback.bar_wait._asks = engine
    shown = card(panel, "a")
    before = len(player.said)
    shown.play.click()
    engine.answer(ClockView(True, 2.0, 13))
    assert shown.time.text() == "from bar 13" and shown.is_playing
    assert "play" not in [said[0] for said in player.said[before:]]
    shown.play.click()
    assert not shown.is_playing and shown.time.text() == "0:00.0" and not panel.playback.bar_wait.is_on
    shown.play.click()
    engine.answer(ClockView(True, 2.0, 14))
    panel.playback.bar_wait.end()
    assert player.said[-1][0] == "play" and shown.time.text() != "from bar 14"


def test_what_is_on_no_card_says_it_above_and_other_sounds_begin_at_once(
    stage: tuple[Panel, FakePlayer], tmp_path: Path
) -> None:
    panel, player = stage
    engine = Engine()
    panel.controller.session = replace(SESSION, is_playing=True)
    playback = panel.playback
    assert playback is not None
    playback.bar_wait._asks = engine
    playback.audition(str(tmp_path / "a.wav"), in_time=True)
    engine.answer(ClockView(True, 2.0, 13))
    lines = {line.id: line.text for line in panel.controller.conversation.notices}
    assert lines[IN_TIME] == f"It begins with bar 13 of {SESSION.daw}; press again to leave it."
    playback.audition(str(tmp_path / "b.wav"))
    assert player.said[-1][0] == "play" and player.said[-1][1].path.name == "b.wav"
    assert IN_TIME not in {line.id for line in panel.controller.conversation.notices}
