"""Clips are heard one at a time; the card follows, also when it is made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QApplication

from engine.wire.wire import TurnView
from tests.ui.waiting import rest
from ui.cards.clip_card import ClipCard
from ui.playback.player import Sound
from ui.start_up.preview import staged
from ui.start_up.scene import PEAKS, SESSION, SOURCE, VOCALS, Scene
from ui.window.panel import Panel


class FakePlayer(QObject):
    """Remembers what it is asked; plays nothing."""

    position_changed = pyqtSignal(float)
    ended = pyqtSignal()
    no_sound = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[Any, ...]] = []
        self.can_play = True

    def play(self, result: Sound, source: Sound | None = None, *, hear: str = "b", start_s: float = 0) -> bool:
        self.said.append(("play", result, source, hear, start_s))
        if not self.can_play:
            self.no_sound.emit("There is no sound output.")
        return self.can_play

    def stop(self) -> None:
        self.said.append(("stop",))

    def seek(self, position_s: float) -> None:
        self.said.append(("seek", position_s))

    def hear(self, side: str) -> None:
        self.said.append(("hear", side))


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


def card(panel: Panel, clip: str) -> ClipCard:
    transcript = panel.transcript
    assert transcript is not None
    found = transcript.content_of(transcript.index_of(f"1:clip:{clip}"))
    assert isinstance(found, ClipCard)
    return found


def test_a_clip_plays_with_its_source_at_the_same_bar(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    name, result, source, side, start_s = player.said[-1]
    assert (name, result.path.name, source.path.name, side, start_s) == ("play", "a.wav", "src.wav", "b", 0.0)
    assert source.offset_s == 4.0 and result.loudness_lufs == -18.2 and source.loudness_lufs == -14.0
    assert card(panel, "a").is_playing


def test_another_clip_ends_the_one_before(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    card(panel, "b").play.click()
    assert [said[0] for said in player.said] == ["play", "stop", "play"] and player.said[-1][2] is None
    assert not card(panel, "a").is_playing and card(panel, "b").is_playing
    card(panel, "b").play.click()
    assert player.said[-1] == ("stop",) and not card(panel, "b").is_playing


def test_the_card_follows_and_ends_with_the_clip(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    player.position_changed.emit(9.9)
    assert card(panel, "a").time.text() == "0:09.9"
    player.ended.emit()
    assert not card(panel, "a").is_playing


def test_a_card_that_is_made_anew_goes_on(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").play.click()
    player.position_changed.emit(3.0)
    before = card(panel, "a")
    panel.transcript.renew_keys(["1:clip:a"])  # type: ignore[union-attr]
    rest()
    assert card(panel, "a") is not before and card(panel, "a").is_playing
    player.position_changed.emit(4.0)
    assert card(panel, "a").time.text() == "0:04.0"


def test_source_and_result_are_switched_while_it_plays(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").hear("a")
    assert player.said == []
    card(panel, "a").play.click()
    assert player.said[-1][3] == "a"
    card(panel, "a").hear("b")
    assert player.said[-1] == ("hear", "b")


def test_a_place_is_chosen_before_and_while_it_plays(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    card(panel, "a").sought.emit(0.5)
    assert player.said == [] and card(panel, "a").time.text() == "0:16.0"
    card(panel, "a").play.click()
    assert player.said[-1][4] == 16.0
    card(panel, "a").sought.emit(0.25)
    assert player.said[-1] == ("seek", 8.0)


def test_without_a_sound_output_the_reason_is_told(stage: tuple[Panel, FakePlayer]) -> None:
    panel, player = stage
    player.can_play = False
    card(panel, "a").play.click()
    rest()
    assert not card(panel, "a").is_playing
    assert [line.text for line in panel.notices.lines] == ["There is no sound output."]
