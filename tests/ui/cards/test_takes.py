"""Takes on a clip's card: heard in place, compared, and used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from engine.wire.wire import ClipView, TurnView
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import live
from tests.ui.waiting import until


def take(folder: Path, number: int, active: int = 3) -> ClipView:
    path = folder / f"Lead take {number}.wav"
    path.write_bytes(b"RIFF")
    return ClipView(f"t{number}", "Lead", "audio", 8.0, 0.0, 16.0, path=str(path), takes=("t1", "t2", "t3"),
                    take_number=number, active_take=f"t{active}", loudness_lufs=-20.0 + number)


def test_a_take_is_shown_beside_the_one_in_use_and_used(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.clips = {f"t{number}": take(tmp_path, number) for number in (1, 2)}
    with live(tmp_path, engine) as one:
        one.say("turn", TurnView(1, "sing it", "done", clips=(take(tmp_path, 3),)))
        card = one.card("1:clip:t3")
        assert card.takes.index() == 2 and card.use is None
        assert "take 3 of 3, in use" in card.takes.accessibleName().casefold()
        QTest.mouseClick(card.takes.buttons[0], Qt.MouseButton.LeftButton)
        until(lambda: one.card("1:clip:t3").clip.id == "t1")
        card = one.card("1:clip:t3")
        assert card.use is not None and card.use.isVisible() and not card.place.isVisible()
        until(lambda: one.card("1:clip:t3").state.can_compare)
        card = one.card("1:clip:t3")
        assert [button.words() for button in card.compare.buttons] == ["A  Take 3", "B  Original"]
        one.press(Qt.Key.Key_U)
        until(lambda: bool(engine.sent()))
        used = {"action": "use", "clip": "t1", "number": "1"}
        assert engine.sent()[-1] == {"text": "Use take 1 of “Lead”", "steps": [{"tool": "take", "args": used}]}
        one.say("turn", TurnView(1, "sing it", "done", clips=(replace(take(tmp_path, 3), active_take="t1"),)))
        until(lambda: one.card("1:clip:t3").use is None)


def test_a_take_that_is_chosen_while_another_plays_plays_on_from_there(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.clips = {f"t{number}": take(tmp_path, number) for number in (1, 2)}
    with live(tmp_path, engine) as one:
        one.say("turn", TurnView(1, "sing it", "done", clips=(take(tmp_path, 3),)))
        card = one.card("1:clip:t3")
        playback = one.panel.playback
        assert playback is not None
        played = []
        playback._start = lambda clip, source: bool(played.append((clip.id, playback.position_s)) or True)
        card.play.click()
        playback._moved(2.5)
        card.choose_take(2)
        until(lambda: playback.clip_id == "t2")
        assert played == [("t3", 0.0), ("t2", 2.5)]
