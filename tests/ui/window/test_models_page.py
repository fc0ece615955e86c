"""The models page: ready or why not, what a model would bring, getting it with progress, pause and resume."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel

from engine.wire.wire import DownloadView
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import Live, live
from tests.ui.waiting import rest, until
from ui.widgets.button import Button
from ui.widgets.progress import ThinBar

READY = {"id": "builtin", "name": "Built in", "tasks": ["denoise"], "why_not": "", "checkpoints": [],
         "licence": {"code": "GPL-3.0", "weights": "none", "commercial": True}, "memory_bytes": 0}
FAR = {"id": "musicgen", "name": "MusicGen", "tasks": ["generate_audio"], "why_not": "Its weights are not here.",
       "checkpoints": ["facebook/musicgen"], "memory_bytes": 4_000_000_000,
       "licence": {"code": "MIT", "weights": "CC-BY-NC-4.0", "commercial": False}}


def words(one: Live) -> str:
    shown = " ".join(label.text() for label in one.window.models.findChildren(QLabel))
    return shown.replace("\u200b", "").replace("\u00a0", " ")


def button(one: Live, name: str) -> Button:
    rest()
    return next(b for b in one.window.models.findChildren(Button) if b.accessibleName() == name and b.isVisible())


def test_a_model_is_got_after_its_size_was_shown(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.models = [FAR, READY]
    engine.offers = {"musicgen": {"id": "musicgen", "to_fetch_bytes": 1_500_000_000, "free_bytes": 9_000_000_000}}
    with live(tmp_path, engine) as one:
        one.window.models.toggle()
        until(lambda: "1 of 2 are ready." in words(one))
        assert "Its weights are not here." not in words(one), "Get… says it"
        assert "non-commercial" in words(one) and "CC-BY-NC-4.0 · 4 GB memory" in words(one)
        assert words(one).index("Built in") < words(one).index("MusicGen")
        button(one, "Get MusicGen…").click()
        until(lambda: "It brings 1.5 GB; 9 GB are free" in words(one))
        assert engine.sent("/get") == []
        button(one, "Get MusicGen").click()
        until(lambda: bool(engine.sent("/get")))
        one.say("download", DownloadView("musicgen", "running", 5, 10, "model.safetensors"))
        assert "model.safetensors" in words(one)
        bar = one.window.models.findChildren(ThinBar)[-1]
        one.say("download", DownloadView("musicgen", "running", 1.2e9, 1.5e9, "model.safetensors"))
        assert one.window.models.findChildren(ThinBar)[-1] is bar and "1.2 GB of 1.5 GB" in words(one)
        button(one, "Pause: MusicGen").click()
        until(lambda: bool(engine.sent("/cancel")))
        engine.models = [FAR | {"is_begun": True, "disk_bytes": 1_200_000_000}, READY]
        one.say("download", DownloadView("musicgen", "cancelled", 1.2e9, 1.5e9))
        until(lambda: "Paused. 1.2 GB of 1.5 GB are here." in words(one))
        button(one, "Resume: MusicGen").click()
        until(lambda: len(engine.sent("/get")) == 2)
        one.say("download", DownloadView("musicgen", "failed", error="The disk is full."))
        until(lambda: "The disk is full." in words(one))
        one.press(Qt.Key.Key_Escape)
        rest()
        assert one.window.models.isHidden()


def test_models_are_found_by_their_words_and_nothing_is_said_of_a_licence_that_is_not_told(
    app: QApplication, tmp_path: Path
) -> None:
    engine = FakeEngine()
    untold = {"code": "MIT", "weights": "asked of the hub", "commercial": False, "is_told": False}
    demucs = FAR | {"id": "demucs", "name": "Demucs", "tasks": ["separate_stems"], "licence": untold}
    engine.models = [FAR, READY, demucs]
    with live(tmp_path, engine) as one:
        page = one.window.models
        page.toggle()
        until(lambda: "1 of 3 are ready." in words(one))
        assert "its licence is told before the download" in words(one) and "asked of the hub" not in words(one)
        page.field.setFocus()
        one.type("stems dem")
        until(lambda: "MusicGen" not in words(one))
        assert "Demucs" in words(one) and "1 model" in words(one) and "non-commercial" not in words(one)
        assert page.field.hasFocus() and page.field.text() == "stems dem"
        one.type("x")
        until(lambda: "No model is called so or does that." in words(one))
        page.field.clear()
        until(lambda: "MusicGen" in words(one))


def test_the_time_that_is_left_is_told_once_it_is_known(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine()
    engine.models = [FAR, FAR | {"id": "demucs", "name": "Demucs"}]
    now = iter(range(100))
    monkeypatch.setattr("ui.connection.models_browser.time", SimpleNamespace(monotonic=lambda: next(now)))
    with live(tmp_path, engine) as one:
        one.window.models.toggle()
        until(lambda: "0 of 2 are ready." in words(one))
        for second in range(3):
            one.say("download", DownloadView("musicgen", "running", 1e7 * second, 1.5e9, "fetching model.safetensors"))
        assert "20 MB of 1.5 GB" in words(one) and "left" not in words(one), "it is too early to tell"
        for second in range(3, 6):
            one.say("download", DownloadView("musicgen", "running", 1e7 * second, 1.5e9, "fetching model.safetensors"))
        assert "50 MB of 1.5 GB · 3 min left fetching model.safetensors" in words(one)
        one.say("download", DownloadView("musicgen", "cancelled", 5e7, 1.5e9))
        until(lambda: "left" not in words(one))
        assert not one.controller.models.state.left_s
