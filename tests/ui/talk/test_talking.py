"""Talking to the panel: hold, speak, read, send; a misheard request never runs by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from starlette.responses import JSONResponse

from engine.wire.wire import HeardView, TurnView
from tests.engine.service.conftest import Engine, obedient_engine
from tests.models.speech.said import RATE, said
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import Live, live
from tests.ui.talk.fake_microphone import FakeMicrophone
from tests.ui.waiting import rest, until
from ui.talk import talker as talker_file
from ui.talk.microphone import Microphone
from ui.talk.talk_state import NO_ENGINE, NO_MICROPHONE
from ui.talk.talker import Talker

VOICE = 0.4 * np.sin(2 * np.pi * 180 * np.arange(RATE) / RATE)


def ear(one: Live, find_input: object) -> Talker:
    """Let the panel hear this instead of the room."""
    talker = one.panel.talking.talker
    talker._microphone.deleteLater()
    talker._microphone = Microphone(talker, find_input=find_input)
    talker._microphone.heard.connect(talker._loud)
    talker._microphone.failed.connect(talker._microphone_failed)
    return talker


def hold(one: Live) -> None:
    """Time passes while the button is down: more than a tap takes."""
    one.panel.talking.talker._pressed_at -= 1.0


def key(one: Live, kind: QEvent.Type, *, repeats: bool = False) -> None:
    event = QKeyEvent(kind, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier, "", repeats)
    QApplication.sendEvent(QApplication.focusWidget() or one.panel, event)


def test_a_held_button_writes_what_was_said_and_sends_nothing(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    recordings: list[int] = []

    def write_down(body: dict[str, object]) -> HeardView:
        recordings.append(soundfile.info(str(body["file"])).frames)
        return HeardView("make the chorus louder", "Fake")

    engine.on_heard = write_down
    fake = FakeMicrophone(VOICE, speed=8)
    with live(tmp_path, engine) as one:
        talker, composer = ear(one, fake), one.panel.composer
        composer.message.write("please ")
        QTest.mousePress(composer.talk_button, Qt.MouseButton.LeftButton)
        assert talker.state.phase == "listening" and not composer.talk_row.isHidden()
        until(fake.is_told)
        assert "release to write it down" in composer.talk_row.hint.text()
        assert max(composer.talk_row.meter.levels) > 0.5
        hold(one)
        QTest.mouseRelease(composer.talk_button, Qt.MouseButton.LeftButton)
        until(lambda: talker.state.phase == "heard")
        assert one.panel.state.text == "please make the chorus louder"
        assert recordings[-1] >= RATE and engine.sent() == [], "only written, never sent"
        one.press(Qt.Key.Key_Return)
        until(lambda: engine.sent() != [])
        assert engine.sent()[0]["text"] == "please make the chorus louder" and talker.state.phase == "off"
        assert talker._folder is None, "the recording is not kept"


def test_the_key_talks_while_it_is_held_and_doubts_are_told(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.on_heard = lambda body: HeardView("mute the girls", "Fake", is_sure=False)
    fake = FakeMicrophone(VOICE, speed=8)
    with live(tmp_path, engine) as one:
        talker = ear(one, fake)
        one.panel.composer.message.setFocus()
        key(one, QEvent.Type.KeyPress)
        key(one, QEvent.Type.KeyPress, repeats=True)
        assert talker.state.phase == "listening" and len(fake.sources) == 1
        until(fake.is_told)
        hold(one)
        key(one, QEvent.Type.KeyRelease, repeats=True)
        assert talker.state.phase == "listening"
        key(one, QEvent.Type.KeyRelease)
        until(lambda: talker.state.phase == "heard")
        assert "misheard" in one.panel.composer.talk_row.hint.text()
        assert one.panel.state.text == "mute the girls" and engine.sent() == []
        one.panel.composer.message.write("")
        rest()
        assert talker.state.phase == "off"


def test_a_tap_begins_and_the_next_one_ends(app: QApplication, tmp_path: Path) -> None:
    fake = FakeMicrophone(VOICE, speed=8)
    with live(tmp_path) as one:
        talker, button = ear(one, fake), one.panel.composer.talk_button
        button.setFocus(Qt.FocusReason.TabFocusReason)
        one.press(Qt.Key.Key_Return)
        assert talker.state.phase == "listening" and not talker.state.is_held
        assert "press again" in one.panel.composer.talk_row.hint.text()
        until(fake.is_told)
        one.press(Qt.Key.Key_Return)
        until(lambda: talker.state.phase == "heard")
        assert one.panel.state.text == "louder"


def test_what_was_understood_so_far_is_shown_while_somebody_speaks(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talker_file, "LIVE_AFTER_S", 0.1)
    monkeypatch.setattr(talker_file, "LIVE_EVERY_S", 0.05)
    engine = FakeEngine()
    engine.on_heard = lambda body: HeardView(f"{soundfile.info(str(body['file'])).frames // 1600} words", "Fake")
    fake = FakeMicrophone(np.tile(VOICE, 3), speed=4)
    with live(tmp_path, engine) as one:
        talker = ear(one, fake)
        talker.press()
        until(lambda: "words" in one.panel.composer.talk_row.text.text())
        first = talker.state.text
        until(lambda: talker.state.text != first)
        assert one.panel.state.text == "", "what may still change is not written"
        hold(one)
        talker.release()
        until(lambda: talker.state.phase == "heard")
        assert one.panel.state.text.endswith("words") and one.panel.state.text != first


def test_a_slow_recogniser_is_not_asked_again_while_somebody_speaks(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("LIVE_AFTER_S", 0.05), ("LIVE_EVERY_S", 0.01), ("LIVE_MOST_S", -1.0)):
        monkeypatch.setattr(talker_file, name, value)
    engine = FakeEngine()
    with live(tmp_path, engine) as one:
        talker = ear(one, FakeMicrophone(np.tile(VOICE, 3), speed=4))
        talker.press()
        until(lambda: talker.state.text == "louder")
        until(lambda: talker.state.seconds > 1.5)
        assert len(engine.sent("/heard")) == 1


def test_escape_forgets_what_is_said(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    with live(tmp_path, engine) as one:
        talker = ear(one, FakeMicrophone(VOICE, speed=8))
        talker.press()
        until(lambda: talker.state.seconds > 0.2)
        one.press(Qt.Key.Key_Escape)
        assert talker.state.phase == "off" and not talker._microphone.is_on
        rest()
        assert engine.sent("/heard") == [] and one.panel.state.text == ""


def test_an_answer_about_what_was_forgotten_is_not_written(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    fake = FakeMicrophone(VOICE, speed=8)
    with live(tmp_path, engine) as one:
        talker = ear(one, fake)
        engine.silent.add("/heard")
        talker.press()
        until(fake.is_told)
        hold(one)
        talker.release()
        assert talker.state.phase == "writing"
        assert talker.discard() and talker.state.phase == "off"
        rest()
        assert one.panel.state.text == ""


def test_nobody_speaks_and_no_microphone(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    with live(tmp_path, engine) as one:
        talker = ear(one, FakeMicrophone(np.zeros(RATE), speed=8))
        talker.press()
        until(lambda: talker.state.seconds > 0.2)
        hold(one)
        talker.release()
        assert "Nothing was heard" in talker.state.why and engine.sent("/heard") == []
        talker = ear(one, lambda: None)
        talker.press()
        assert talker.state.why == NO_MICROPHONE == one.panel.composer.talk_row.hint.text()
        talker.release()
        one.type("louder")
        one.panel.composer.message.setFocus()
        one.type("x")
        assert "x" in one.panel.state.text, "typing goes on"


def test_the_engine_refuses_or_is_lost_and_nothing_said_is_lost(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.on_heard = lambda body: JSONResponse({"error": "No words were understood in what you said.wav."}, 400)
    fake = FakeMicrophone(VOICE, speed=8)
    with live(tmp_path, engine) as one:
        talker = ear(one, fake)

        def speak() -> None:
            talker.press()
            until(fake.is_told)
            hold(one)
            talker.release()
            until(lambda: talker.state.phase in ("trouble", "heard"))

        speak()
        assert "No words were understood" in talker.state.why and not talker.state.can_retry
        engine.on_heard = lambda body: HeardView("quieter", "Fake")
        port = one.engine.address.port
        talker.press()
        until(fake.is_told)
        hold(one)
        engine.kill()
        talker.release()
        until(lambda: talker.state.phase == "trouble")
        assert talker.state.can_retry and not one.panel.composer.talk_row.retry.isHidden()
        engine.start(port)
        until(lambda: one.controller.engine == "ready")
        one.panel.composer.talk_row.retry.click()
        until(lambda: talker.state.phase == "heard")
        assert one.panel.state.text == "quieter"


def test_without_an_engine_it_is_said(app: QApplication, tmp_path: Path) -> None:
    one = Live(tmp_path)
    try:
        talker = ear(one, FakeMicrophone(VOICE))
        talker.press()
        assert talker.state.why == NO_ENGINE and one.panel.composer.talk_row.hint.text() == NO_ENGINE
    finally:
        one.close()


def test_answers_are_read_on_request(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.spoken = str(tmp_path / "answer.wav")
    soundfile.write(engine.spoken, np.zeros(RATE), RATE)
    engine.turns = {1: TurnView(1, "what key?", "answered", answer="A minor.")}
    played: list[str] = []
    with live(tmp_path, engine) as one:
        until(lambda: "1:answer" in one.rows())
        playback = one.panel.listening()

        def audition(path: str, told: object = None, **_: object) -> None:
            played.append(path)
            told(True)

        playback.audition = audition
        reader = one.panel.talking.read_aloud
        one.card("1:answer").read_pressed.emit()
        until(lambda: played == [engine.spoken])
        assert reader.number == 1
        rest()
        one.card("1:answer").read_pressed.emit()
        assert reader.number == 0
        one.window.memory.reads_aloud = True
        one.panel.talking._written("what tempo?")
        one.panel.composer._enter()
        until(lambda: 2 in engine.turns)
        one.say("turn", replace(engine.turns[2], state="answered", answer="120 bpm."))
        until(lambda: len(played) == 2)
        assert reader.number == 2


class _Real:
    """A real engine process where a panel wants an engine."""

    def __init__(self, process: Engine) -> None:
        self.address = process.start().address

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass


def test_a_recorded_voice_becomes_words(app: QApplication, tmp_path: Path) -> None:
    """Through a real engine and its own recogniser."""
    recording = np.concatenate([np.zeros(RATE // 2), said("Set the tempo to ninety."), np.zeros(RATE // 2)])
    fake = FakeMicrophone(recording)
    with obedient_engine(tmp_path) as process, live(tmp_path, _Real(process)) as one:
        talker = ear(one, fake)
        talker.press()
        until(fake.is_told)
        talker.release()
        until(lambda: talker.state.phase in ("heard", "trouble"))
        assert talker.state.phase == "heard", talker.state.why
        assert "tempo" in one.panel.state.text and one.controller.conversation.total == 0
