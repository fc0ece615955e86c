"""Rows on screen follow the rows of the conversation, whatever changed; what did not change keeps its widget."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PyQt6.QtWidgets import QApplication

from tests.budget import examples
from tests.ui.waiting import rest
from ui.conversation.item import Item
from ui.rows.transcript import Transcript
from ui.widgets.label import WrappedLabel


def items(*rows: tuple[str, str]) -> list[Item]:
    return [Item(key, "words", data=text) for key, text in rows]


def transcript() -> Transcript:
    made = Transcript(lambda item: WrappedLabel(f"{item.key} {item.data}"))
    made.resize(300, 4000)
    made.show()
    return made


def texts(rows: Transcript) -> list[str]:
    rest(2)
    return [rows.content_of(at).text() for at in range(rows.count())]


ROWS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("xy")), max_size=8, unique_by=lambda row: row[0])


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_any_change_is_followed(app_once: QApplication, steps: list[list[tuple[str, str]]]) -> None:
    rows = transcript()
    for step in steps:
        rows.show_items(items(*step))
        assert texts(rows) == [f"{key} {text}" for key, text in step]
    rows.close()
    rows.deleteLater()


def test_what_did_not_change_keeps_its_widget(app: QApplication) -> None:
    rows = transcript()
    rows.show_items(items(("a", "x"), ("b", "x"), ("c", "x")))
    texts(rows)
    before = [rows.content_of(at) for at in range(3)]
    rows.show_items(items(("new", "x"), ("a", "x"), ("b", "y"), ("c", "x"), ("d", "x")))
    texts(rows)
    after = [rows.content_of(at) for at in range(5)]
    assert after[1] is before[0] and after[3] is before[2] and after[2] is not before[1]


def test_rows_that_can_change_in_place_do(app: QApplication) -> None:
    class Shows(WrappedLabel):
        def show_item(self, item: Item) -> bool:
            self.setText(str(item.data))
            return item.data != "z"

    rows = Transcript(lambda item: Shows(str(item.data)))
    rows.resize(300, 400)
    rows.show()
    rows.show_items(items(("a", "x")))
    rest()
    first = rows.content_of(0)
    rows.show_items(items(("a", "y")))
    assert rows.content_of(0) is first and first.text() == "y"
    rows.show_items(items(("a", "z")))
    rest()
    assert rows.content_of(0) is not first
