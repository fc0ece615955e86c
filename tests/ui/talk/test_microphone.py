"""What the microphone takes in is what was said, to the sample; without one there is a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PyQt6.QtWidgets import QApplication

from tests.ui.talk.fake_microphone import FakeMicrophone
from tests.ui.waiting import rest, until
from ui.talk.microphone import Format, Microphone, system_input
from ui.talk.talk_state import NO_MICROPHONE

TONE = 0.5 * np.sin(2 * np.pi * 220 * np.arange(8000) / 16000)


@pytest.mark.parametrize("sample_format", ["int16", "float"])
@pytest.mark.parametrize("samples", [TONE, np.stack([TONE, -0.5 * TONE])])
def test_every_sample_is_kept(app: QApplication, tmp_path: Path, samples: np.ndarray, sample_format: Format) -> None:
    fake = FakeMicrophone(samples, speed=8, sample_format=sample_format)
    microphone = Microphone(find_input=fake)
    heard: list[float] = []
    microphone.heard.connect(heard.append)
    assert microphone.start() and microphone.is_on
    until(fake.is_told)
    microphone.stop()
    said, rate_hz = soundfile.read(microphone.write(tmp_path / "said.wav"), always_2d=True)
    assert rate_hz == 16000 and said.shape[1] == np.atleast_2d(samples).shape[0]
    assert np.abs(said[:8000].T - samples).max() < 1e-3
    assert max(heard) == pytest.approx(-6.02, abs=0.1) and microphone.peak_db == max(heard)
    assert microphone.seconds >= 0.5 and not microphone.is_on


def test_a_second_recording_begins_anew(app: QApplication, tmp_path: Path) -> None:
    microphone = Microphone(find_input=FakeMicrophone(TONE, speed=8))
    microphone.start()
    until(lambda: microphone.seconds > 0.2)
    microphone.start()
    assert microphone.seconds == 0
    until(lambda: microphone.seconds > 0.05)
    microphone.stop()
    now = microphone.seconds
    rest()
    assert microphone.seconds == now


def test_a_device_that_is_pulled_out_keeps_what_was_said(app: QApplication) -> None:
    fake = FakeMicrophone(TONE, speed=8)
    microphone = Microphone(find_input=fake)
    why: list[str] = []
    microphone.failed.connect(why.append)
    microphone.start()
    until(lambda: microphone.seconds > 0.1)
    fake.sources[-1].pull_out()
    assert len(why) == 1 and "has gone" in why[0] and microphone.seconds > 0.1 and not microphone.is_on


def test_no_microphone_is_a_sentence(app: QApplication) -> None:
    microphone = Microphone(find_input=lambda: None)
    why: list[str] = []
    microphone.failed.connect(why.append)
    assert not microphone.start() and why == [NO_MICROPHONE]


def test_the_system_is_asked_without_a_crash(app: QApplication) -> None:
    found = system_input()
    assert found is None or (found.rate_hz > 0 and found.channels > 0)
