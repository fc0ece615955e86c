"""The voices page with the engine itself behind it: heard, added after its terms were read, removed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton

from engine.catalog.model import Voice
from engine.media.audio import Audio
from engine.voices.voice_bank import find_bank, installed_banks
from tests.fakes import FakeModel
from tests.real_engine import RealEngine
from tests.ui.live import Live
from tests.ui.waiting import rest, until
from ui.cards.voice_offer_card import VoiceOfferCard
from ui.language import language
from ui.start_up.scenes import SCENES

BANK = {
    "Tiny/dsconfig.yaml": b"acoustic: a.onnx\n", "Tiny/a.onnx": b"model" * 100,
    "Tiny/character.txt": b"name=Tiny Voice\nauthor=Ann\n",
    "Tiny/readme.txt": b"Ann agreed to this voice. Non-commercial use only.",
}  # fmt: skip


class Singer(FakeModel):
    """Sings with a voice of its own, with banks and with recordings."""

    keeps_recordings = True

    def __init__(self) -> None:
        super().__init__(model_id="singer")
        self.kept: dict[str, Voice] = {}

    def voices(self) -> tuple[Voice, ...]:
        banks = tuple(Voice(bank.id, bank.name, licence=bank.licence, commercial=bank.commercial)
                      for bank in installed_banks("diffsinger"))
        return (Voice("rms", "Rms", "male", ("english",), licence="MIT", commercial=True), *banks,
                *self.recorded_voices())

    def recorded_voices(self) -> tuple[Voice, ...]:
        return tuple(self.kept.values())

    def keep_recording(self, voice_id: str, recording: Audio, words: str, consent: str) -> Voice:
        self.kept[voice_id] = Voice(voice_id, voice_id, description=words, licence=consent)
        return self.kept[voice_id]

    def remove_recording(self, voice_id: str) -> bool:
        return self.kept.pop(voice_id, None) is not None


@pytest.fixture
def panel(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    engine = RealEngine(tmp_path / "song", {"singer": Singer()})
    one = Live(tmp_path / "panel", engine)
    one.begin()
    one.window.voices.toggle()
    until(lambda: one.controller.voices.state.is_known)
    yield one
    one.close()


def words(one: Live) -> str:
    rest()
    shown = [label for label in one.window.voices.findChildren(QLabel) if label.isVisible()]
    return " | ".join(label.text() for label in shown).replace("\u200b", "")


def button(one: Live, name: str) -> QPushButton:
    def found() -> list[QPushButton]:
        buttons = one.window.voices.findChildren(QPushButton)
        return [each for each in buttons if each.accessibleName() == name and each.isVisible()]

    rest()
    until(lambda: bool(found()))  # the page is filled anew a moment after it tells what was done
    return found()[0]


def zipped(path: Path, files: Mapping[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return str(path)


def test_a_voice_is_heard_in_the_key_of_the_song(panel: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def audition(self: Any, path: str, told: Any = None, **_: Any) -> None:
        heard.append(path)
        told(True)

    playback = panel.panel.listening()
    monkeypatch.setattr(type(playback), "audition", audition)
    monkeypatch.setattr(type(playback), "stop", lambda self: panel.controller.voices.show_playing(""))
    assert "1 voice can sing here." in words(panel)
    button(panel, "Hear Rms").click()
    until(lambda: heard)
    assert 1.0 < soundfile.info(heard[0]).duration < 3.0
    button(panel, "Stop Rms").click()
    assert panel.controller.voices.state.playing == ""


def test_a_bank_shows_its_terms_before_it_is_installed(panel: Live, tmp_path: Path) -> None:
    path = zipped(tmp_path / "tiny.zip", BANK)
    panel.window.voices.choose_file = lambda: path
    panel.window.voices.add(panel.window.voices.choose_file())
    until(lambda: "Non-commercial use only" in words(panel))
    assert "Licence: " in words(panel) and "by Ann" in words(panel) and installed_banks() == []
    button(panel, "Leave Tiny Voice").click()
    assert "Non-commercial use only" not in words(panel) and installed_banks() == []
    panel.window.voices.add(path)
    until(lambda: "Non-commercial use only" in words(panel))
    card = panel.window.voices.findChildren(VoiceOfferCard)[-1]
    card.consent.setText("Ann, in writing")
    button(panel, "Accept these terms and install it").click()
    until(lambda: "“tiny-voice” is here." in words(panel))
    assert find_bank("tiny-voice").consent == "Ann, in writing"
    until(lambda: "non-commercial" in words(panel) and "Agreed: Ann, in writing" in words(panel))
    panel.window.voices.add(path)
    until(lambda: "this one takes its place" in words(panel))
    button(panel, "Leave Tiny Voice").click()
    until(lambda: "Tiny Voice" in words(panel))
    button(panel, "Remove: Voice Tiny Voice, can sing").click()
    button(panel, "Delete Tiny Voice: Voice Tiny Voice, can sing").click()
    until(lambda: "what you sang with it stays" in words(panel))
    assert installed_banks() == []


def test_a_recording_needs_its_words_and_a_yes(panel: Live, tmp_path: Path) -> None:
    path = tmp_path / "ann.wav"
    soundfile.write(path, 0.1 * np.sin(np.arange(16000) / 10), 16000)
    panel.window.voices.add(str(path))
    until(lambda: "A voice is made of this recording" in words(panel))
    make = button(panel, "Make this voice")
    assert not make.isEnabled()
    card = panel.window.voices.findChildren(VoiceOfferCard)[-1]
    card.words.setText("walk with me")
    assert not make.isEnabled()
    card.consent.setText("my own voice")
    assert make.isEnabled()
    make.click()
    until(lambda: "“ann” is here." in words(panel))
    button(panel, "Remove: Voice Ann, can sing").click()
    button(panel, "Keep it: Voice Ann, can sing").click()
    assert "Ann" in words(panel)


def test_what_is_no_voice_is_said(panel: Live, tmp_path: Path) -> None:
    panel.window.voices.add(zipped(tmp_path / "holiday.zip", {"a.txt": b"hello"}))
    until(lambda: "holds no voice" in words(panel))
    panel.window.voices.add(str(tmp_path / "gone.zip"))
    until(lambda: "There is no gone.zip any more." in words(panel))
    panel.press(Qt.Key.Key_Escape)
    assert panel.window.voices.isHidden()


def test_terms_stand_word_by_word_in_every_language(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_SPOKEN", ["de"])
    scene = SCENES["voice_offer"]()
    assert scene.voices is not None and scene.voices.addition is not None
    offer = {**scene.voices.addition.offer, "terms": "Use it for your own songs. Apply no effects."}
    addition = replace(scene.voices.addition, offer=offer)
    texts = [label.text() for label in VoiceOfferCard(addition).findChildren(QLabel)]
    assert addition.terms in texts and "Lizenz: CC BY-NC 4.0, non-commercial" in texts
