"""The list of rows that exist only near the view."""

import random

import pytest
from PyQt6.QtCore import QEvent, QPoint, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from tests.ui.conftest import flush, shown
from ui.rows import row_view
from ui.rows.row_heights import RowHeights
from ui.rows.virtual_list import VirtualList
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import WrappedLabel


def press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


class Messages:
    """What the list shows: one label a message, of a length that differs."""

    def __init__(self, count, words=lambda number: 3 + number * 7 % 60, button=False):
        self.texts = [f"{number} " + "word " * words(number) for number in range(count)]
        self.button = button
        self.made = 0

    def __call__(self, index):
        self.made += 1
        card = Card(name="You said", role="user")
        card.words = WrappedLabel(self.texts[index])
        layout = QVBoxLayout(card)
        layout.addWidget(card.words)
        if self.button:
            card.first, card.second = Button(f"Play {index}"), Button(f"Undo {index}")
            layout.addWidget(card.first)
            layout.addWidget(card.second)
        return card


def seen(rows):
    """The rows in view, from top to bottom, as (index, top)."""
    height = rows.viewport().height()
    return [
        (index, widget.y())
        for index, widget in rows.alive().items()
        if widget.y() < height and widget.y() + widget.height() > 0
    ]


def settled(rows):
    """What is in view when everything near it was made."""
    for _ in range(400):
        QTest.qWait(1)
        if not rows._is_behind and not rows._later.isActive():
            break
    flush()
    return seen(rows)


def check_whole(rows, texts):
    """Every row in view is there, in order, without holes, and shows its own text."""
    found = seen(rows)
    assert [index for index, _ in found] == list(range(found[0][0], found[0][0] + len(found)))
    for (index, top), (_, following) in zip(found, found[1:], strict=False):
        assert top + rows.row_widget(index).height() + 8 == following
    for index, _ in found:
        assert rows.row_widget(index).words.text() == texts[index]
    first, last = found[0], found[-1]
    assert first[0] == 0 or first[1] <= 8
    bottom = last[1] + rows.row_widget(last[0]).height()
    assert last[0] == len(texts) - 1 or bottom + 8 >= rows.viewport().height()


def test_heights_are_those_of_a_plain_list():
    chance = random.Random(7)
    tree, plain = RowHeights(), []
    for _ in range(600):
        height, row = chance.randrange(1, 90), chance.randrange(len(plain) + 1)
        what = chance.random()
        if what < 0.4 or not plain:
            count = chance.choice((1, 1, 2, 3, 70))
            row = chance.choice((row, len(plain)))
            tree.insert(row, height, count)
            plain[row:row] = [height] * count
        elif what < 0.55:
            tree.remove(min(row, len(plain) - 1))
            del plain[min(row, len(plain) - 1)]
        elif what < 0.7:
            tree.append(height)
            plain.append(height)
        else:
            tree[min(row, len(plain) - 1)] = height
            plain[min(row, len(plain) - 1)] = height
        assert tree.total() == sum(plain)
        row = min(row, len(plain))
        assert tree.top(row) == sum(plain[:row])
        y = chance.randrange(sum(plain) + 50)
        expected = next((n for n in range(len(plain)) if sum(plain[: n + 1]) > y), max(0, len(plain) - 1))
        assert tree.at(y) == expected


def test_an_empty_list(app):
    rows = shown(VirtualList(lambda index: pytest.fail("nothing is to be made")))
    assert rows.count() == 0 and rows.alive() == {} and not rows.focus_row(0)


def test_it_begins_at_the_end_and_few_rows_exist(app):
    messages = Messages(1000)
    rows = shown(VirtualList(messages, 1000))
    assert settled(rows)[-1][0] == 999
    assert rows.is_at_end()
    check_whole(rows, messages.texts)
    assert len(rows.alive()) < 60


def test_what_is_appended_at_the_end_is_followed_and_elsewhere_not(app):
    messages = Messages(50)
    rows = shown(VirtualList(messages, 50))
    settled(rows)
    messages.texts.append("new")
    rows.append()
    assert settled(rows)[-1][0] == 50
    rows.scroll_to(10)
    before = settled(rows)
    messages.texts.append("newer")
    rows.append()
    assert settled(rows) == before
    assert not rows.is_at_end()


def test_a_row_near_the_end_that_cannot_be_at_the_top_stays_where_it_is(app):
    messages = Messages(80)
    rows = shown(VirtualList(messages, 80))
    rows.scroll_to(78)
    before = settled(rows)
    assert before[0][0] < 78
    messages.texts += ["more " * 50] * 9
    rows.append(9)
    assert settled(rows)[: len(before)] == before


def test_a_row_inserted_above_moves_nothing_in_view(app):
    messages = Messages(200)
    rows = shown(VirtualList(messages, 200))
    rows.scroll_to(100)
    before = settled(rows)
    messages.texts.insert(3, "inserted")
    rows.insert(3)
    assert settled(rows) == [(index + 1, top) for index, top in before]
    check_whole(rows, messages.texts)
    del messages.texts[3]
    rows.remove(3)
    assert settled(rows) == before


def test_a_row_that_grows_pushes_those_below(app):
    messages = Messages(30)
    rows = shown(VirtualList(messages, 30))
    rows.scroll_to(5)
    settled(rows)
    messages.texts[6] = "long " * 200
    rows.row_widget(6).words.setText(messages.texts[6])
    settled(rows)
    check_whole(rows, messages.texts)
    assert seen(rows)[0][0] in (4, 5)


def test_a_row_with_the_keyboard_that_grows_takes_back_nobody_who_has_scrolled_away(app):
    messages = Messages(30, button=True)
    rows = shown(VirtualList(messages, 30))
    rows.focus_row(20)
    settled(rows)
    rows.scroll_to(0)
    settled(rows)
    rows.row_widget(20).words.setText("long " * 200)
    settled(rows)
    assert seen(rows)[0][0] == 0


def test_a_row_above_the_view_that_grows_moves_nothing(app):
    messages = Messages(60)
    rows = shown(VirtualList(messages, 60))
    rows.scroll_to(30)
    before = settled(rows)
    above = before[0][0] - 1
    messages.texts[above] = "long " * 200
    rows.row_widget(above).words.setText(messages.texts[above])
    assert settled(rows) == before


def test_scrolling_step_by_step_never_jumps(app):
    messages = Messages(300)
    rows = shown(VirtualList(messages, 300))
    bar = rows.verticalScrollBar()
    rows.scroll_to(150)
    settled(rows)
    for _ in range(200):
        index, top = seen(rows)[1]
        bar.setValue(bar.value() - 17)
        flush()
        assert rows.row_widget(index).y() == top + 17
        check_whole(rows, messages.texts)


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_keeps_order_and_holds_few_widgets(app, seed):
    chance = random.Random(seed)
    messages = Messages(chance.randrange(1, 400))
    rows = shown(VirtualList(messages, len(messages.texts)))
    bar = rows.verticalScrollBar()
    for _ in range(60):
        what = chance.randrange(7)
        count = len(messages.texts)
        if what == 0:
            messages.texts.append("appended " * chance.randrange(1, 90))
            rows.append()
        elif what == 1:
            place = chance.randrange(count + 1)
            messages.texts.insert(place, "inserted " * chance.randrange(1, 90))
            rows.insert(place)
        elif what == 2:
            rows.resize(chance.randrange(320, 560), chance.randrange(300, 900))
        elif what == 3:
            bar.setValue(chance.randrange(bar.maximum() + 1))
        elif what == 4:
            place = chance.randrange(count)
            messages.texts[place] = "changed " * chance.randrange(1, 90)
            rows.changed(place)
        elif what == 5 and count > 1:
            place = chance.randrange(count)
            del messages.texts[place]
            rows.remove(place)
        else:
            bar.setValue(bar.value() + chance.choice((-300, -40, 40, 300)))
        if chance.random() < 0.5:
            flush()
    settled(rows)
    check_whole(rows, messages.texts)
    assert rows.count() == len(messages.texts)
    assert len(rows.alive()) < 4 * rows.viewport().height() / 40 + 4
    assert len(rows.viewport().findChildren(WrappedLabel)) == len(rows.alive())


def test_flinging_makes_three_rows_a_frame(app):
    messages = Messages(2000)
    rows = shown(VirtualList(messages, 2000))
    settled(rows)
    bar = rows.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(10):
        before = messages.made
        bar.setValue(bar.value() - 5 * rows.height())
        assert messages.made - before <= 3
    settled(rows)
    check_whole(rows, messages.texts)


def test_a_frame_of_a_fling_makes_its_rows_once(app):
    """Not some as the view moves, and as many again while the frame is drawn."""
    messages = Messages(400)
    rows = shown(VirtualList(messages, 400))
    settled(rows)
    for _ in range(6):
        before = messages.made
        rows.verticalScrollBar().setValue(rows.verticalScrollBar().value() - rows.height())
        moved = messages.made
        QApplication.processEvents()
        assert messages.made == moved > before
    settled(rows)
    assert len(seen(rows)) > 3


def test_a_list_whose_rows_are_costly_shows_its_last_ones_first(app, monkeypatch):
    monkeypatch.setattr(row_view, "_FILL_S", 0.0)
    messages = Messages(50)
    rows = VirtualList(messages, 50)
    rows.resize(380, 2000)
    rows.show()
    made = messages.made
    assert max(rows.alive()) == 49
    settled(rows)
    assert rows.is_at_end() and seen(rows)[-1][0] == 49 and len(seen(rows)) > 1.5 * made


def test_rows_with_the_keyboard_or_playing_stay_alive(app):
    messages = Messages(300, button=True)
    rows = shown(VirtualList(messages, 300))
    rows.focus_row(50)
    settled(rows)
    rows.keep(51, True)
    focused, playing = rows.row_widget(50), rows.row_widget(51)
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    settled(rows)
    assert rows.row_widget(50) is focused and rows.row_widget(51) is playing
    assert rows.current_row() == 50
    rows.keep(51, False)
    focused.first.clearFocus()
    rows.verticalScrollBar().setValue(0)
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    settled(rows)
    assert rows.row_widget(50) is None and rows.row_widget(51) is None


def test_every_row_is_reached_by_keyboard_though_few_exist(app):
    messages = Messages(120)
    rows = shown(VirtualList(messages, 120))
    rows.activateWindow()
    rows.focus_row(0)
    for expected in range(1, 120):
        press(QApplication.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        flush()
        assert rows.current_row() == expected
        assert 0 <= rows.row_widget(expected).y() < rows.viewport().height()
    press(QApplication.focusWidget(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert rows.current_row() == 118


def test_rows_much_higher_than_the_view_do_not_push_the_keyboard_out(app):
    rows = VirtualList(Messages(12, words=lambda number: 500 if number % 2 else 4, button=True), 12)
    shown(rows, 320, 150)
    settled(rows)
    for row in (10, 8, 9, 6, 4):  # from the end of the last one, and on from row to row
        assert rows.focus_row(row)
        flush()
        focused = rows.window().focusWidget()
        assert focused is not None and rows._live.row_of(focused) == row, row
        assert not focused.visibleRegion().isEmpty(), row


def test_tab_goes_through_rows_in_reading_order_and_out_again(app):
    window = QWidget()
    before, after = QPushButton("before"), QPushButton("after")
    messages = Messages(40, button=True)
    rows = VirtualList(messages, 40)
    layout = QVBoxLayout(window)
    for part in (before, rows, after):
        layout.addWidget(part)
    shown(window)
    window.activateWindow()
    rows.scroll_to(0)
    settled(rows)
    before.setFocus()
    said = []
    for _ in range(2 + 2 * 40):
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        flush()
        said.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
    expected = [word for index in range(40) for word in (f"Play {index}", f"Undo {index}")]
    assert said == ["Conversation", *expected, "after"]
    for expected_word in reversed(expected[-30:]):
        press(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        flush()
        assert QApplication.focusWidget().accessibleName() == expected_word
        where = QApplication.focusWidget().mapTo(rows.viewport(), QPoint(0, 0))
        assert 0 <= where.y() < rows.viewport().height()


def test_changes_together_make_no_row_before_the_last(app):
    messages = Messages(60)
    rows = shown(VirtualList(messages, 60))
    rows.scroll_to(20)
    before = settled(rows)
    made = messages.made
    with rows.together():
        messages.texts[40:40] = ["new"] * 3
        del messages.texts[5:15]
        rows.insert(40, 3)
        rows.remove(5, 10)
        assert messages.made == made
    assert settled(rows) == [(index - 10, top) for index, top in before]
    check_whole(rows, messages.texts)
    assert rows.count() == 53


def test_screen_readers_hear_the_place_in_the_list(app):
    messages = Messages(40)
    rows = shown(VirtualList(messages, 40))
    assert rows.row_widget(39).accessibleName() == "You said, message 40 of 40"
    messages.texts.append("more")
    rows.append()
    flush()
    assert rows.row_widget(39).accessibleName() == "You said, message 40 of 41"
    assert rows.row_widget(40).accessibleName() == "You said, message 41 of 41"


def test_a_changed_row_is_made_anew_and_keeps_the_keyboard(app):
    messages = Messages(20, button=True)
    rows = shown(VirtualList(messages, 20))
    rows.activateWindow()
    rows.focus_row(10)
    old = rows.row_widget(10)
    messages.texts[10] = "changed"
    rows.changed(10)
    settled(rows)
    assert rows.row_widget(10) is not old
    assert rows.row_widget(10).words.text() == "changed"
    assert rows.current_row() == 10 and QApplication.focusWidget() is rows.row_widget(10).first
    rows.row_widget(10).second.setFocus()
    where = settled(rows)
    rows.changed(10)
    assert QApplication.focusWidget() is rows.row_widget(10).second
    assert settled(rows) == where


@pytest.mark.parametrize("ends", [lambda rows: rows.remove(9, 2), lambda rows: rows.reset(20)])
def test_a_row_that_goes_leaves_the_keyboard_to_the_list(app, ends):
    rows = shown(VirtualList(Messages(20, button=True), 20))
    rows.activateWindow()
    rows.focus_row(10)
    ends(rows)
    settled(rows)
    assert QApplication.focusWidget() is rows


def test_what_comes_while_it_is_hidden_is_there_when_shown(app):
    messages = Messages(30)
    rows = shown(VirtualList(messages, 30))
    settled(rows)
    rows.hide()
    messages.texts.append("came while hidden")
    rows.append()
    rows.resize(320, 500)
    rows.show()
    assert settled(rows)[-1][0] == 30
    check_whole(rows, messages.texts)


def test_a_row_that_cannot_be_made_is_reported_and_the_rest_is_shown(app, monkeypatch):
    reported = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: reported.append(error))
    messages = Messages(20)

    def make(index):
        if index == 17:
            raise RuntimeError("broken")
        return messages(index)

    rows = shown(VirtualList(make, 20))
    settled(rows)
    assert [str(error) for error in reported] == ["broken"]
    assert "bug" in rows.row_widget(17).text()
    assert rows.row_widget(18) is not None
