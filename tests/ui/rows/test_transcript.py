"""Rows on screen follow the rows of the conversation, whatever changed; what did not change keeps its widget."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PyQt6.QtWidgets import QApplication

from tests.budget import examples
from tests.ui.waiting import rest
from ui.conversation.item import Item, WordsItem
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


def high(*kinds: str, turn: int = 2) -> list[Item]:
    """A turn's words, and rows of these kinds each of which is as high as half the view."""
    words = [Item(f"{turn}:words", "words", turn, WordsItem("and now this"))]
    return words + [Item(f"{turn}:{kind}:{at}", kind, turn, "long " * 30) for at, kind in enumerate(kinds)]


def at_the_top(rows: Transcript) -> str:
    """The key of the first row that is in view."""
    rest(10)
    seen = [at for at, widget in rows.alive().items() if not widget.visibleRegion().isEmpty()]
    return rows.items()[min(seen)].key


BEFORE = items(*((f"1:words:{at}", "x " * 60) for at in range(6)))


@pytest.fixture
def low(app: QApplication) -> Transcript:
    made = Transcript(lambda item: WrappedLabel(f"{item.key} {item.data}"))
    made.resize(300, 160)
    made.show()
    made.show_items(BEFORE)
    rest(10)
    return made


def test_what_came_of_a_request_is_read_from_its_beginning(low: Transcript) -> None:
    low.show_items([*BEFORE, *high("job")])
    rest(10)
    assert low.is_at_end(), "what runs is followed"
    low.show_items([*BEFORE, *high("answer", "clip", "clip", "undo")])
    assert at_the_top(low) == "2:answer:0"
    low.show_items([*BEFORE, *high("answer", "clip", "clip", "undo"), Item("request:1", "words", 0, "more")])
    rest(10)
    assert low.is_at_end(), "what is asked for next is seen"


def test_where_it_came_while_it_ran_its_end_shows_it_from_the_beginning(low: Transcript) -> None:
    running = high("answer", "clip", "clip")
    job = Item("2:job", "job", 2, "it runs")
    low.show_items([*BEFORE, *running, job])
    rest(10)
    assert low.is_at_end()
    low.show_items([*BEFORE, *running, Item("2:undo", "undo", 2, "1 track added")])
    assert at_the_top(low) == "2:answer:0"


def test_a_plan_that_waits_begins_with_what_it_does(low: Transcript) -> None:
    asked = Item("2:words", "words", 2, WordsItem("delete it"))
    low.show_items([*BEFORE, asked, Item("2:plan", "plan", 2, "x " * 200)])
    assert at_the_top(low) == "2:plan"


def test_what_is_short_stays_at_the_end_and_who_reads_elsewhere_is_left_alone(low: Transcript) -> None:
    short = [Item("2:words", "words", 2, WordsItem("louder")), Item("2:answer", "answer", 2, "Done.")]
    low.show_items([*BEFORE, *short])
    rest(10)
    assert low.is_at_end()
    low.scroll_to(1)
    before = at_the_top(low)
    low.show_items([*BEFORE, *short, *high("answer", "clip", "clip", turn=3)])
    assert at_the_top(low) == before


def test_the_card_of_notes_stays_in_sight_for_the_next_try(low: Transcript) -> None:
    song = Item("sing", "sing", 0, "long " * 60)
    low.show_items([*BEFORE, song])
    asked = Item("2:words", "words", 2, WordsItem("Sing “shine on”"))
    sung = [asked, *high("answer", "clip", "clip")[1:]]
    low.show_items([*BEFORE, *sung, song])
    rest(10)
    assert low.is_at_end()
    low.show_items([*BEFORE, *sung, *high("answer", "clip", turn=3), song])
    assert at_the_top(low) == "3:answer:0", "what was written in the message is answered"
