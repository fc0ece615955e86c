"""Videos play in their card; what cannot is opened by the system's player, with a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication, QLabel

from engine.wire.wire import TurnView
from tests.ui.conftest import shown
from tests.ui.waiting import rest, until
from ui.cards.clip_card import ClipCard
from ui.playback import playback
from ui.start_up.preview import staged
from ui.start_up.scene import VOCALS, Scene


def film(path: Path) -> str:
    """Half a second of red."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            picture = np.zeros((48, 64, 3), np.uint8)
            picture[..., 0] = 220
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        file.mux(stream.encode())
    return str(path)


def card_of(path: str) -> ClipCard:
    clip = replace(VOCALS, id="film", name="Film", kind="video", path=path, takes=(), source="")
    panel = staged(Scene(turns=(TurnView(1, "film", "done", clips=(clip,)),)))
    shown(panel, 380, 900)
    assert panel.transcript is not None
    panel.show_rows()
    rest()
    card = next(row.content for row in panel.transcript.alive().values() if isinstance(row.content, ClipCard))
    card.keeps = panel
    return card


def test_a_video_plays_in_its_card(app: QApplication, tmp_path: Path) -> None:
    card = card_of(film(tmp_path / "film.mp4"))
    assert card.video is not None and card.watch.accessibleName() == "Play Film"
    said: list[str] = []
    card.video.failed.connect(said.append)
    card.watch.click()
    until(lambda: card.video.has_frame() or said)
    assert not said
    colour = card.video.grab().toImage().pixelColor(card.video.width() // 2, card.video.height() // 2)
    assert colour.red() > 150 and colour.blue() < 90


def test_what_cannot_be_played_here_is_opened_elsewhere_and_told(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(playback.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"this is no video at all" * 20)
    card = card_of(str(broken))
    card.watch.click()
    until(lambda: opened)
    rest()
    words = [one.text() for one in card.findChildren(QLabel)]
    assert opened == [str(broken)] and any("Your video player opens it." in one for one in words)
