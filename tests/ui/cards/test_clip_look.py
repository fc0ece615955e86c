"""Clips that are neither sound nor notes show what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QImage, QPixmap
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from engine.tasks.plan import Step, validated
from engine.wire.wire import ClipView, TurnView
from tests.ui.conftest import flush, shown
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import live
from tests.ui.waiting import rest, until
from ui.cards.clip_card import ClipCard
from ui.cards.clip_look import Picture, look_of
from ui.start_up.preview import staged
from ui.start_up.scene import Scene
from ui.start_up.scenes import SCENES
from ui.widgets.button import Button
from ui.widgets.label import WrappedLabel


def image(path: Path, width: int = 3000, height: int = 2000) -> str:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("#3060C0"))
    assert picture.save(str(path))
    return str(path)


def test_an_image_is_shown_whole_and_read_small(app: QApplication, tmp_path: Path) -> None:
    picture = look_of(ClipView("a", "Cover", "image", path=image(tmp_path / "Cover.png")))
    assert isinstance(picture, Picture) and picture.accessibleName() == "Picture Cover"
    shown(picture, 330, 144)
    seen = picture.grab().toImage()
    assert seen.pixelColor(100, 72) == QColor("#3060C0") and seen.pixelColor(300, 72) != QColor("#3060C0")
    assert picture._picture.height() <= 3 * 144


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Shine on\nuntil the morning", "Shine on\nuntil the morning"),
        ("word " * 100, "word " * 54 + "word …"),
        ("<b>plain</b>", "<b>plain</b>"),
    ],
)
def test_a_text_shows_how_it_begins(app: QApplication, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "Words.txt").write_text(text, "utf-8")
    label = look_of(ClipView("a", "Words", "text", path=str(tmp_path / "Words.txt")))
    assert isinstance(label, WrappedLabel) and label.text().replace("\u200b", "") == said


def test_what_cannot_be_shown_is_left_out(app: QApplication, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG nonsense")
    (tmp_path / "binary.txt").write_bytes(b"a\0b")
    for kind, name in (("image", "broken.png"), ("image", "none.png"), ("text", "binary.txt"), ("text", "none.txt"),
                       ("text", "bad\0name"), ("video", "broken.png"), ("image", "")):  # fmt: skip
        assert look_of(ClipView("a", "x", kind, path=str(tmp_path / name) if name else "")) is None
    assert look_of(ClipView("a", "x", "image", path=image(tmp_path / "a.png", 8, 8), is_missing=True)) is None


def test_the_card_of_an_image_has_it(app: QApplication, tmp_path: Path) -> None:
    clip = ClipView("a", "Cover", "image", path=image(tmp_path / "Cover.png"))
    panel = staged(Scene(turns=(TurnView(1, "a cover", "done", clips=(clip,)),)))
    shown(panel, 320, 700)
    rest()
    picture = panel.findChild(Picture)
    assert picture is not None and picture.height() == 144 and picture.width() < 320
    panel.close()
    flush()


def test_a_picture_grows_by_click_and_by_enter_and_shrinks_again(app: QApplication) -> None:
    pixels = QPixmap(600, 600)
    pixels.fill(Qt.GlobalColor.red)
    picture = Picture("Sunset", pixels)
    picture.resize(340, 144)
    picture.show()
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert picture.is_large and picture.height() == 340
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert not picture.is_large and picture.height() < 200 and picture.accessibleName() == "Picture Sunset"


def test_a_picture_is_made_to_sound_from_its_card(app: QApplication, tmp_path: Path) -> None:
    path = image(tmp_path / "Storm.png", 8, 8)
    engine = FakeEngine()
    with live(tmp_path / "panel", engine) as one:
        clip = ClipView("pic1", "Storm", "image", path=path)
        one.say("turn", TurnView(1, "what is it?", "done", clips=(clip,)))
        card = one.card("1:clip:pic1")
        next(b for b in card.findChildren(Button) if b.accessibleName() == "Make the sound of Storm").click()
        until(lambda: engine.sent())
    step = {"tool": "image_to_audio", "args": {"image": "pic1"}}
    assert engine.sent() == [{"text": "Make the sound of “Storm”", "steps": [step]}]
    validated([Step("image_to_audio", step["args"])])


def test_a_picture_and_a_video_offer_what_can_be_done_with_them(app: QApplication) -> None:
    panel = staged(SCENES["media"]())
    shown(panel, 380, 1200)
    rest()
    assert panel.transcript is not None
    cards = {row.content.clip.kind: row.content for row in panel.transcript.alive().values()
             if isinstance(row.content, ClipCard) and row.content.clip.kind != "audio"}
    asked: list[str] = []
    for card in cards.values():
        card.menu_chosen.connect(asked.append)
        card.again_pressed.connect(lambda: asked.append("again"))
        card.act("choose track")
        card.act("again")
    assert asked == ["show_file", "show_file", "again"], "no tracks are offered, and a picture is not made again"
    first = [button.words() for button in cards["image"].findChildren(Button) if button.property("role") == "primary"]
    assert first == ["Make the sound of this picture"]
