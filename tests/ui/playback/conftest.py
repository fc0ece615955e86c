"""A panel with two clips and a player that plays nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from engine.wire.wire import TurnView
from tests.ui.playback.fake_player import FakePlayer
from tests.ui.waiting import rest
from ui.start_up.preview import staged
from ui.start_up.scene import PEAKS, SESSION, SOURCE, VOCALS, Scene
from ui.window.panel import Panel


@pytest.fixture
def stage(app: QApplication, tmp_path: Path) -> tuple[Panel, FakePlayer]:
    """Two clips; the first has a source that begins two bars earlier."""
    for name in ("a", "b", "src"):
        (tmp_path / f"{name}.wav").write_bytes(b"RIFF")
    source = replace(SOURCE, path=str(tmp_path / "src.wav"), start_beats=0.0)
    first = replace(VOCALS, id="a", path=str(tmp_path / "a.wav"), takes=(), start_beats=8.0)
    second = replace(first, id="b", path=str(tmp_path / "b.wav"), source="")
    panel = staged(Scene(SESSION, (TurnView(1, "x", "done", clips=(first, second)),), peaks=PEAKS, sources=(source,)))
    panel.resize(380, 1200)
    panel.show()
    rest()
    player = FakePlayer()
    assert panel.playback is not None
    panel.playback._player = player
    panel.playback._listen(player)
    return panel, player
