"""Every scene at every width in every theme: nothing is cut, everything has a name, Tab goes as one reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.conftest import close_windows
from tests.ui.waiting import rest
from ui.start_up.preview import perform, photograph, settle_whole, staged
from ui.start_up.scenes import SCENES
from ui.start_up.screenshot import picture_of
from ui.start_up.start import _parser, main
from ui.theme.active_theme import look
from ui.theme.theme import LARGE, THEMES
from ui.widgets.button import Button
from ui.widgets.example_button import ExampleButton
from ui.widgets.label import ElidedLabel
from ui.window.completion_list import CompletionList
from ui.window.panel import Panel

LEAST_TARGET_PX = 24
WIDTHS = (320, 380, 520)
TEXT_SIZES = (1.0, 1.5, 2.0)
MOST_LINES = 6
"""So many lines of a field to write in are in sight at once."""
LOW_PX = 680
_LEAST_SHARES = {"heard": 0.2, "no_microphone": 0.2, "error": 0.15, "complete": 0.15}
"""Of the height for the conversation, where for a moment something stands above the message or below the header."""


def opened(name: str, width: int, height: int = 2400, *, is_painted: bool = True) -> Panel:
    """A scene on screen, high enough to show all of it; where only its sizes are asked for nothing has to be drawn."""
    scene = SCENES[name]()
    panel = staged(scene)
    panel.setUpdatesEnabled(is_painted)
    panel.resize(width, height)
    panel.show()
    rest()
    perform(panel, scene)
    settle_whole(panel)
    rest()
    return panel


def at_each_width(name: str, height: int = 2400, first: int = 0) -> Iterator[tuple[Panel, int]]:
    """A scene opened at one width, then dragged to each of the others."""
    widths = WIDTHS[first:] + WIDTHS[:first]
    panel = opened(name, widths[0], height, is_painted=False)
    for width in widths:
        panel.resize(width, height)
        rest()
        yield panel, width
    close_windows()


def seen(panel: Panel, kind: type) -> list:
    return [one for one in panel.findChildren(kind) if one.isVisible()]


@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_cut_and_no_word_at_any_size(app: QApplication, name: str) -> None:
    scaled = [(theme, text) for theme in ("dark", "contrast") for text in TEXT_SIZES]
    for first, (theme, text) in enumerate([("light", 1.0), *scaled]):
        look().apply(THEMES[theme].scaled(text))
        for panel, width in at_each_width(name, 6000, first % len(WIDTHS)):
            assert not cut_words(panel, width), f"{theme}, {width} px, letters × {text}"
            if text == 1.0:
                nothing_is_cut(panel, width)


def nothing_is_cut(panel: Panel, width: int) -> None:
    for widget in seen(panel, QWidget):
        left = widget.mapTo(panel, QPoint(0, 0)).x()
        assert left >= 0 and left + widget.width() <= width, f"{_said(widget)} runs out of the panel"
    for label in seen(panel, QLabel):
        if isinstance(label, ElidedLabel):
            assert label.toolTip() or _fits(label), _said(label)
        elif label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), f"{_said(label)} lacks lines"
            longest = max((label.fontMetrics().horizontalAdvance(word) for word in _words(label.text())), default=0)
            assert longest <= label.contentsRect().width(), f"a word of {_said(label)} is cut"
        else:
            assert _fits(label), f"{_said(label)} is cut"
    for button in seen(panel, Button):
        if isinstance(button, ExampleButton):
            continue  # its words wrap
        assert button.toolTip() or button.width() >= button.sizeHint().width(), f"{_said(button)} is cut"


def test_what_an_empty_line_says_fits_at_any_size(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = SCENES["settings"]()
    assert scene.settings is not None
    empty = replace(scene, settings=replace(scene.settings, values={"clock": "midi"}))
    monkeypatch.setitem(SCENES, "settings", lambda: empty)
    for theme, text in (("dark", 1.0), ("dark", 2.0), ("contrast", 1.5), ("contrast", 2.0)):
        look().apply(THEMES[theme].scaled(text))
        for panel, width in at_each_width("settings", 6000):
            assert not cut_words(panel, width), f"{theme}, {width} px, letters × {text}"


def cut_words(panel: Panel, width: int) -> list[str]:
    cut = []
    for widget in seen(panel, QWidget):
        left = widget.mapTo(panel, QPoint(0, 0)).x()
        if left < 0 or left + widget.width() > width:
            cut.append(f"{_said(widget)} runs out")
    for label in seen(panel, QLabel):
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in _words(label.text())), default=0)
        if label.wordWrap() and longest > label.contentsRect().width():
            cut.append(f"a word of {_said(label)}")
        if not label.wordWrap() and not _fits(label) and not _is_a_name(label, panel):
            cut.append(_said(label))
    for button in seen(panel, Button):
        has_room = button.height() >= button.heightForWidth(button.width()) and not any(
            "…" in line for line in button._lines(button.width()))
        if not (button.width() >= button.sizeHint().width() or has_room or isinstance(button, ExampleButton)):
            cut.append(f"{_said(button)} {button.width()}<{button.sizeHint().width()}")
    for line in seen(panel, QLineEdit):
        if not line.text() and line.fontMetrics().horizontalAdvance(line.placeholderText()) > line.width() - 16:
            cut.append(f"what {line.accessibleName()} says while it is empty")
    for field in seen(panel, QPlainTextEdit):
        lines, bar = field.document().size().height(), field.verticalScrollBar()
        if bar.maximum() and lines <= MOST_LINES:
            cut.append(f"a line of {field.accessibleName()}")
    return cut


@pytest.mark.parametrize("name", ["busy", "heard", "no_microphone", "plan", "empty", "error", "complete", "drop"])
def test_on_a_small_screen_too_the_conversation_has_room(app: QApplication, name: str) -> None:
    """At the height of a laptop's screen nothing around the conversation is squeezed, whatever the text size."""
    for first, text in enumerate(TEXT_SIZES):
        look().apply(THEMES["dark"].scaled(text))
        for panel, width in at_each_width(name, 900, first):
            _the_conversation_has_room(panel, name, width)


@pytest.mark.parametrize("name", ["busy", "heard", "no_microphone", "plan", "error", "complete", "drop"])
def test_in_a_low_panel_what_is_needed_to_go_on_is_whole(app: QApplication, name: str) -> None:
    """Where large letters leave hardly any room, the conversation scrolls in what is left."""
    for first, text in enumerate(TEXT_SIZES):
        look().apply(THEMES["dark"].scaled(text))
        for panel, width in at_each_width(name, LOW_PX, first):
            assert panel.height() == LOW_PX, "it grew"
            for part in (panel.header, panel.composer):
                layout = part.layout()
                assert layout is not None and part.height() >= layout.totalHeightForWidth(width), _said(part)
            for label in seen(panel, QLabel):
                if label.wordWrap() and panel.composer.isAncestorOf(label):
                    assert label.height() >= label.heightForWidth(label.width()), f"{_said(label)} lacks lines"


def _the_conversation_has_room(panel: Panel, name: str, width: int) -> None:
    for part in (panel.header, panel.composer):
        layout = part.layout()
        assert layout is not None and part.height() >= layout.totalHeightForWidth(width), f"{_said(part)} is squeezed"
    message = panel.composer.message
    document = message.document()
    assert document is not None
    lines = document.size().height()
    assert message.height() >= min(6, lines) * message.fontMetrics().lineSpacing(), "the message is cut"
    least = _LEAST_SHARES.get(name, 0.3)
    assert panel.middle.height() >= least * panel.height(), f"{panel.middle.height()} of {panel.height()}"
    for label in seen(panel, QLabel):
        if label.wordWrap() and not panel.middle.isAncestorOf(label):
            assert label.height() >= label.heightForWidth(label.width()), f"{_said(label)} lacks lines"


def _is_a_name(label: QLabel, panel: Panel) -> bool:
    """A name of a project or a file, or with small letters a line of completions: its whole text is its tooltip."""
    offers = panel.findChild(CompletionList)
    is_line = look().theme.scale < LARGE and label.property("role") == "meta"
    meaning = is_line and offers is not None and offers.isAncestorOf(label)
    names = label is panel.header.project or label.property("role") == "chip" or meaning
    return names and isinstance(label, ElidedLabel) and bool(label.toolTip())


def _words(text: str) -> list[str]:
    """What a line cannot break."""
    return re.split(r"[\s\u200b]+|(?<=-)", text)


def _fits(label: QLabel) -> bool:
    return label.contentsRect().width() >= label.fontMetrics().horizontalAdvance(label.text())


def _said(widget: QWidget) -> str:
    return f"{type(widget).__name__} '{widget.accessibleName() or getattr(widget, 'text', str)()}'"


@pytest.mark.parametrize("name", SCENES)
def test_what_takes_the_keyboard_has_a_name_and_room_and_all_text_is_plain(app: QApplication, name: str) -> None:
    panel = opened(name, 380)
    for widget in seen(panel, QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), type(widget).__name__
    for button in seen(panel, QAbstractButton):
        assert min(button.width(), button.height()) >= LEAST_TARGET_PX, _said(button)
    for label in panel.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("name", ["busy", "plan", "error", "provenance", "empty"])
def test_tab_goes_as_one_reads(app: QApplication, name: str) -> None:
    panel = opened(name, 380)
    panel.activateWindow()
    panel.header.daw.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in stops:
            break
        stops.append(focus)
        assert panel.focusNextPrevChild(True)
    places = [stop.mapTo(panel, QPoint(0, min(20, stop.height() // 2))) for stop in stops]
    body = [place for stop, place in zip(stops, places, strict=True) if panel.middle.isAncestorOf(stop)]
    assert panel.composer.message in stops and panel.composer.send_button in stops
    for before, after in zip(body, body[1:], strict=False):
        assert after.y() > before.y() - 40, f"{before} then {after}"
    buttons = [one for one in seen(panel, QAbstractButton) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    missed = [one for one in buttons if one not in stops and one.isEnabled() and not one.autoExclusive()]
    assert not [_said(one) for one in missed if one.group() is None]


def test_a_picture_is_the_same_each_time_and_differs_by_theme(app: QApplication, tmp_path: Path) -> None:
    pictures = []
    for theme in ("dark", "dark", "light"):
        look().apply(THEMES[theme])
        path = tmp_path / f"{len(pictures)}.png"
        photograph(SCENES["plan"](), path, width=380, height=900)
        pictures.append(QImage(str(path)))
    assert pictures[0].width() == 380 and pictures[0].height() == 900
    assert pictures[0] == pictures[1] and pictures[0] != pictures[2]


def test_the_drop_overlay_covers_everything(app: QApplication) -> None:
    panel = opened("drop", 380, 900)
    assert panel.overlay.isVisible() and panel.overlay.geometry() == panel.rect()
    assert picture_of(panel, width=380, height=900).size().width() == 380


def test_a_picture_of_an_unknown_scene_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--screenshot", str(tmp_path / "x.png"), "--scene", "nonsense"]) == 2
    assert "There is no scene 'nonsense'" in capsys.readouterr().err and not (tmp_path / "x.png").exists()


@pytest.mark.parametrize("scale", ["200", "200%", "2"])
def test_a_scale_may_be_said_in_percent(scale: str) -> None:
    assert _parser().parse_args(["--scale", scale, "--text", scale]).scale == 2


@pytest.mark.parametrize(("option", "value", "said"), [
    ("--scale", "3", "from 1 to 2"), ("--scale", "0", "from 1 to 2"), ("--scale", "big", "from 1 to 2"),
    ("--scale", "nan", "from 1 to 2"), ("--text", "20000", "from 100% to 200%"), ("--width", "0", "from 100 to 8000"),
    ("--height", "1e9", "from 100 to 8000"), ("--place", "5,5,400", "left, top, width and height"),
    ("--place", "5,5,0,600", "left, top, width and height"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_refused_by_its_name(
    option: str, value: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--screenshot", str(tmp_path / "x.png"), option, value])
    told = capsys.readouterr().err
    assert ended.value.code == 2 and option in told and said in told
