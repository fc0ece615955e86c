"""The small parts: all can be named, aimed at, reached and seen, and none runs out of a narrow panel."""

from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QSize, Qt
from PyQt6.QtGui import QFontDatabase, QImage, QTextDocument
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from tests.ui.conftest import flush, shown
from tests.ui.parts_gallery import ICON_ROLES, LONG, ROLES, gallery
from ui.start_up.screenshot import picture_of
from ui.theme.active_theme import look, theme
from ui.theme.icons import ICONS, icon, pixmap
from ui.theme.theme import DARK, LIGHT, THEMES
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.chip import PickedChip
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.flow import FlowLayout
from ui.widgets.label import ElidedLabel, Label, WrappedLabel, kept_together
from ui.widgets.progress import ProgressRow, ThinBar
from ui.widgets.segmented import Segmented

UI = Path(__file__).parents[2] / "ui"


def changed_pixels(first: QImage, second: QImage) -> int:
    assert first.size() == second.size()
    return sum(
        first.pixel(x, y) != second.pixel(x, y) for x in range(first.width()) for y in range(first.height())
    )


def test_only_the_application_has_a_style_sheet(app):
    page = shown(gallery())
    assert [part for part in page.findChildren(QWidget) if part.styleSheet()] == []
    users = [path.name for path in UI.rglob("*.py") if "setStyleSheet" in path.read_text("utf-8")]
    assert users == ["active_theme.py"]


def test_all_text_is_plain(app):
    page = shown(gallery())
    labels = page.findChildren(QLabel)
    assert len(labels) > 10
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    outside = {path.name for path in UI.rglob("*.py") if "QLabel(" in path.read_text("utf-8")} - {"label.py"}
    assert outside == set()


def test_whatever_can_have_the_keyboard_has_a_name(app):
    page = shown(gallery())
    reachable = [part for part in page.findChildren(QWidget) if part.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(reachable) > 15
    assert [part for part in reachable if not part.accessibleName()] == []
    assert all(bar.accessibleName() for bar in page.findChildren(QProgressBar))
    with pytest.raises(ValueError, match="name"):
        Button("")
    with pytest.raises(TypeError):
        Card()


@pytest.mark.parametrize("name", THEMES)
def test_targets_are_at_least_24_pixels(app, name):
    look().apply(THEMES[name])
    page = shown(gallery(), height=1400)
    small = [
        (button.accessibleName(), button.width(), button.height())
        for button in page.findChildren(QAbstractButton)
        if min(button.width(), button.height()) < 24
    ]
    assert small == []
    assert page.findChildren(IconButton)[0].size() == QSize(*[THEMES[name].px(28)] * 2)


def test_a_click_leaves_the_keyboard_where_it_is(app):
    page = shown(gallery())
    for button in page.findChildren(QPushButton):
        assert not button.focusPolicy().value & Qt.FocusPolicy.ClickFocus.value, button.accessibleName()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", [*ROLES, *ICON_ROLES, "example"])
def test_the_ring_shows_on_every_kind_of_button(app, name, role):
    look().apply(THEMES[name])
    window = QWidget()
    made = IconButton("play", "icon", role) if role in ICON_ROLES else Button("words", role)
    made.setParent(window)
    other = Button("other")
    other.setParent(window)
    shown(window, 300, 200)
    made.move(20, 20)
    made.resize(made.sizeHint())
    window.activateWindow()
    other.setFocus()
    without = made.grab().toImage()
    size = made.size()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    flush()
    assert made.size() == size
    around = 2 * (made.width() + made.height())
    assert changed_pixels(without, made.grab().toImage()) > 0.6 * around


def test_a_card_and_its_ring(app):
    window = QWidget()
    card = Card(name="Clip", focusable=True)
    card.setParent(window)
    card.resize(200, 80)
    shown(window)
    window.activateWindow()
    card.clearFocus()
    without = card.grab().toImage()
    card.setFocus()
    assert changed_pixels(without, card.grab().toImage()) > 400


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("width", [320, 380, 520])
@pytest.mark.parametrize("font", ["Inter", "DejaVu Sans"])
def test_nothing_runs_out_of_the_panel(app, monkeypatch, name, width, font):
    monkeypatch.setattr("ui.theme.active_theme.FAMILIES", (font,))
    if font not in QFontDatabase.families():
        font = "another"  # whatever stands in for it has to fit as well
    look().apply(THEMES[name])
    page = gallery()
    # High contrast is a quarter larger: the narrowest panel for it is a quarter wider.
    width = max(width, round(320 * THEMES[name].scale))
    picture_of(page, width=width)
    assert page.width() == width
    for part in page.findChildren(QWidget):
        right = part.mapTo(page, QPoint(part.width(), 0)).x()
        assert right <= width, (type(part).__name__, part.accessibleName(), right)


def test_words_that_do_not_fit_end_in_dots_and_are_told(app):
    window = QWidget()
    button, label = Button(LONG), ElidedLabel(LONG)
    for place, part in enumerate((button, label)):
        part.setParent(window)
        part.setGeometry(0, 40 * place, 120, 32)
    shown(window)
    assert button.toolTip() == LONG and label.toolTip() == LONG
    assert button.accessibleName() == LONG and label.accessibleName() == LONG
    assert button.text() == LONG
    wide = button.sizeHint().width()
    button.resize(wide, 32)
    assert button.toolTip() == ""


def test_an_ampersand_is_no_shortcut(app):
    button = Button("Drums & Bass")
    assert button.words() == "Drums & Bass" and button.accessibleName() == "Drums & Bass"
    assert button.shortcut().isEmpty()
    look().apply(DARK)
    assert button.sizeHint().width() > Button("Drums  Bass").sizeHint().width()


def test_markup_stays_text(app):
    label = ElidedLabel("<b>bold</b>")
    assert label.text() == "<b>bold</b>"
    for tip in (label.toolTip(), Button("x", tip="<b>bold</b>").toolTip(), IconButton("play", "<b>bold</b>").toolTip()):
        document = QTextDocument()
        document.setHtml(tip)
        assert document.toPlainText() == "<b>bold</b>"


def test_a_wrapped_label_does_not_ask_for_a_tall_page(app):
    label = WrappedLabel("word " * 200)
    assert label.minimumSizeHint().height() < 30
    assert label.heightForWidth(200) > label.heightForWidth(600) > 30


@pytest.mark.parametrize(("text", "lines"), [
    ("dog 22.2–23.0 s", ["dog", "22.2–23.0\u00a0s"]),
    ("On “Lo-fi beat”, bar 1", ["On", "“Lo-fi", "beat”,", "bar\u00a01"]),
    ("MIT · 3 GB memory", ["MIT\u00a0·", "3\u00a0GB", "memory"]),
    ("Lead, bars 5–9", ["Lead,", "bars\u00a05–9"]),
    ("built in · about 6 s", ["built", "in\u00a0·", "about\u00a06\u00a0s"]),
    ("4.1 GB of 7.7 GB · 3 min left", ["4.1\u00a0GB", "of", "7.7\u00a0GB\u00a0·", "3\u00a0min\u00a0left"]),
    ("It is about 6 of them, bars and all", ["It", "is", "about\u00a06", "of", "them,", "bars", "and", "all"]),
    ("Undo: 1 bar and 2 steps", ["Undo:", "1", "bar", "and", "2", "steps"]),
])  # fmt: skip
def test_no_line_ends_before_a_unit_or_begins_with_a_dot(text, lines):
    assert kept_together(text).split(" ") == lines


def test_names_follow_the_words(app):
    button = Button("Again")
    button.set_words("Run", name="Run the plan")
    assert (button.text(), button.accessibleName()) == ("Run", "Run the plan")
    label = ElidedLabel("one")
    label.setText("two")
    assert (label.accessibleName(), label.toolTip()) == ("two", "two")
    named = ElidedLabel("one", name="Track")
    named.setText("two")
    assert named.accessibleName() == "Track"


def test_icons_take_the_colour_of_the_theme(app):
    button = IconButton("play", "Play")
    before = button.icon().cacheKey()
    look().apply(LIGHT)
    shown(button)
    assert button.icon().cacheKey() != before
    for name in ICONS:
        drawn = pixmap(name, "#FF0000", 16, 2.0).toImage()
        assert drawn.width() == 32
        inked = [drawn.pixelColor(x, y) for x in range(32) for y in range(32) if drawn.pixelColor(x, y).alpha() > 200]
        assert inked and all(colour.green() < 8 and colour.red() > 247 for colour in inked), name
    assert icon("play", "#FF0000", 16) is icon("play", "#FF0000", 16)


def test_a_segmented_row_tells_only_what_the_user_chose(app):
    takes = shown(Segmented(["1", "2", "3"], names=["Take 1", "Take 2", "Take 3"], name="Take"))
    heard = []
    takes.chosen.connect(heard.append)
    takes.set_index(2)
    assert takes.index() == 2 and heard == []
    QTest.mouseClick(takes.buttons[1], Qt.MouseButton.LeftButton)
    assert takes.index() == 1 and heard == [1]
    takes.buttons[1].setFocus()
    QTest.keyClick(takes.buttons[1], Qt.Key.Key_Left)
    assert takes.index() == 0


@pytest.mark.parametrize(("room", "lines"), [("all", [3]), ("two", [1, 2]), ("one", [2, 1])])
def test_what_belongs_together_shares_a_line_of_a_flow(app, room, lines):
    window = QWidget()
    buttons = [Button(word) for word in ("To a new track", "Again", "Vary")]
    window.setLayout(FlowLayout(*buttons, gap=8, together=2))
    first, again, vary = (button.sizeHint().width() for button in buttons)
    buttons[0].set_words("To a new track" if room != "one" else "On")
    widths = {"all": first + again + vary + 16, "two": first + again + vary + 15, "one": again + vary + 7}
    shown(window, widths[room], 200)
    tops = [button.y() for button in buttons]
    assert [tops.count(top) for top in sorted(set(tops))] == lines


def test_the_mark_in_a_menu_grows_with_the_letters(app):
    heights = []
    for scale in (1.0, 2.0):
        look().apply(DARK.scaled(scale))
        button = ChoiceButton("Text size", "100 %")
        button.show_choice("200 %", [("100 %", 1.0), ("200 %", 2.0)])
        without, with_mark = (rows_of_accent(button.menu(), action) for action in button.menu().actions())
        assert not without and with_mark
        heights.append(max(with_mark) - min(with_mark) + 1)
    assert heights[1] >= 1.7 * heights[0] > 8


def rows_of_accent(menu, action):
    """Where something of the accent is before the words of an entry."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    menu.popup(QPoint(0, 0))
    flush()
    image, box = menu.grab().toImage(), menu.actionGeometry(action)
    menu.close()
    columns = range(box.left(), box.left() + theme().px(20))
    return [y for y in range(box.top(), box.bottom()) if any(image.pixelColor(x, y).green() > 120 for x in columns)]


def test_a_flow_wraps_and_keeps_the_last_at_the_right(app):
    window = QWidget()
    buttons = [Button(word) for word in ("first", "second", "third", "fourth")]
    flow = FlowLayout(*buttons, gap=8, last_right=True)
    window.setLayout(flow)
    shown(window, 600, 100)
    assert len({button.y() for button in buttons}) == 1
    assert flow.sizeHint().width() == sum(button.sizeHint().width() for button in buttons) + 3 * 8
    assert buttons[-1].geometry().right() == window.width() - 1
    window.resize(200, 200)
    flush()
    assert len({button.y() for button in buttons}) == flow.heightForWidth(200) // buttons[0].height()
    assert buttons[-1].x() < 100
    buttons[1].hide()
    assert flow.sizeHint().width() < 600


def test_progress_is_a_real_progress_bar(app):
    row = shown(ProgressRow("Making a riser"), 356, 80)
    row.show_progress(0.615, doing="step 2 of 2", left="0:15 left")
    assert row.bar.value() == 62 and row.bar.maximum() == 100
    assert row.bar.accessibleName() == "Making a riser"
    assert {label.text() for label in row.findChildren(Label)} == {
        "Making a riser", "62\u202f%", "step 2 of 2", "0:15 left",
    }  # fmt: skip
    row.show_progress(None)
    assert (row.bar.minimum(), row.bar.maximum()) == (0, 0)
    row.show_title("Waiting")
    assert row.cancel_button.accessibleName() == "Cancel: Waiting"
    heard = []
    row.cancelled.connect(lambda: heard.append(True))
    QTest.mouseClick(row.cancel_button, Qt.MouseButton.LeftButton)
    assert heard == [True]


def test_a_busy_bar_moves_only_while_seen_and_if_motion_is_wanted(app):
    moving, still = ThinBar("busy", part=None), ThinBar("busy", part=None, moves=False)
    window = QWidget()
    for bar in (moving, still):
        bar.setParent(window)
    shown(window)
    assert moving._timer.isActive() and not still._timer.isActive()
    window.hide()
    assert not moving._timer.isActive()
    window.show()
    moving.set_part(2.0)
    assert not moving._timer.isActive() and moving.value() == 100


def test_what_was_picked_can_be_taken_off(app):
    chip = shown(PickedChip("MIDI: Lead", "notes"), 300, 40)
    heard = []
    chip.removed.connect(lambda: heard.append(True))
    assert chip.close_button.accessibleName() == "Take off MIDI: Lead"
    QTest.mouseClick(chip.close_button, Qt.MouseButton.LeftButton)
    assert heard == [True]


def test_the_same_page_is_the_same_picture(app, tmp_path):
    first, second = (picture_of(gallery(), width=380) for _ in range(2))
    assert first == second
    assert picture_of(gallery(), width=380, ratio=2.0).width() == 760
    look().apply(LIGHT)
    assert picture_of(gallery(), width=380) != first


@pytest.mark.parametrize("has_menu", [True, False])
def test_words_in_several_lines_keep_off_the_edge(app: QApplication, has_menu: bool) -> None:
    button = Button("A language model where one is set up", icon="down", trailing_icon=True)
    if has_menu:
        button.setMenu(QMenu(button))
    button.resize(180, button.heightForWidth(180))
    button.show()
    flush()
    picture = button.grab().toImage()
    inner = range(6, picture.height() - 6)
    at_edge = {picture.pixel(x, y) for x in range(3, 7) for y in inner}
    assert len(at_edge) == 1 and len({picture.pixel(x, y) for x in range(8, 60) for y in inner}) > 5
    button.close()


def test_with_large_letters_a_long_word_has_more_places_to_end_a_line(app):
    word = "Hintergrundgesangsspuren"
    for scale, pieces in ((1.0, 2), (2.0, 2)):
        look().apply(DARK.scaled(scale))
        assert len(WrappedLabel(word).text().split("\u200b")) == pieces
    widest = max(len(piece) for piece in WrappedLabel("x" * 60).text().split("\u200b"))
    assert widest <= 15 and "\u200b" not in WrappedLabel("accompaniment, instruments").text()
