"""Syllables on notes, moved by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.wire.wire import SyllableView
from ui.conversation.syllable_line import HELD, SyllableLine, halves


def line(words: str) -> SyllableLine:
    """`one two+three ~`: a cell a word, + for several on one note."""
    cells = tuple(tuple(cell.split("+")) for cell in words.split())
    return SyllableLine(tuple(range(1, len(cells) + 1)), cells)


def said(one: SyllableLine) -> str:
    return " ".join("+".join(cell) for cell in one.cells)


def test_the_table_of_the_engine_is_a_line() -> None:
    rows = (SyllableView(2, "shine"), SyllableView(3, "~", is_held=True), SyllableView(5, "on", is_split=True),
            SyllableView(5, "till", is_split=True))
    made = SyllableLine.of(rows)
    assert made.notes == (2, 3, 5) and said(made) == "shine ~ on+till" and made.text() == "shine ~ on till"
    assert [made.shown(place) for place in range(3)] == ["shine", "–", "on till"]


def test_written_sounds_are_not_shown_but_stay() -> None:
    made = line("read[r-eh-d] on")
    assert made.shown(0) == "read" and made.text() == "read[r-eh-d] on"


def test_it_is_written_as_lyrics_are() -> None:
    assert line("mor- ning ~ fall- ~ ing").text() == "mor-ning ~ fall- ~ ing"
    assert line("a -ha no- [n-ow]").text() == "a -ha no- [n-ow]"


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ("run to the sea", 1, "run to the sea"), ("run to ~ sea", 1, "run ~ to sea"),
        ("run to the sea ~ ~", 2, "run to ~ the sea ~"), ("run to", 0, "run to"), ("run ~ to", 1, "run ~ to"),
    ],
)  # fmt: skip
def test_a_hold_pushes_what_comes_after_into_the_next_one(before: str, place: int, after: str) -> None:
    assert said(line(before).hold(place)) == after


def test_letting_go_moves_up_what_comes_after() -> None:
    assert said(line("run ~ to sea").release(1)) == "run to sea ~"
    assert line("run to").release(1) == line("run to")


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ("morning ~ sun", 0, "mor- ning sun"), ("shine on ~", 0, "shi- ne on"), ("a on", 0, "a on"),
        ("on+till the ~", 0, "on till the"), ("mor- ning", 1, "mor- ning"),
    ],
)  # fmt: skip
def test_a_syllable_in_two(before: str, place: int, after: str) -> None:
    assert said(line(before).split(place)) == after


def test_two_syllables_as_one() -> None:
    assert said(line("mor- ning sun").join(0)) == "morning sun ~"
    assert said(line("on till the").join(0)) == "on+till the ~"
    assert line("on ~").join(0) == line("on ~") and line("on").join(0) == line("on")


def test_a_syllable_is_taken_to_another_note() -> None:
    assert said(line("run to ~ ~ sea").move(1, 3)) == "run ~ ~ to sea"
    assert said(line("run ~ ~ to sea").move(3, 1)) == "run to sea ~ ~"
    assert line("run to sea").move(2, 0) == line("run to sea"), "there is no held note to take"
    assert line("run ~ sea").move(1, 2) == line("run ~ sea"), "a hold is no syllable"


@given(st.lists(st.sampled_from(["la", "mor-", "ning", HELD]), min_size=1, max_size=9),
       st.lists(st.tuples(st.sampled_from("hrsjm"), st.integers(0, 8), st.integers(0, 8)), max_size=8))
def test_whatever_is_done_no_note_is_lost_and_no_letter(words: list[str], edits: list[tuple[str, int, int]]) -> None:
    one = line(" ".join(["oh", *words]))
    letters = one.text().replace(HELD, "").replace("-", "").replace(" ", "")
    for what, place, to in edits:
        place = place % len(one.cells)
        how = {"h": one.hold, "r": one.release, "s": one.split, "j": one.join}
        one = one.move(place, to) if what == "m" else how[what](place)
        assert len(one.cells) == len(one.notes) == len(words) + 1 and all(one.cells)
    assert one.text().replace(HELD, "").replace("-", "").replace(" ", "") == letters


@pytest.mark.parametrize(
    ("word", "parts"),
    [("morning", ("mor-", "ning")), ("river", ("ri-", "ver")), ("going-", ("go-", "ing-")), ("x", None), ("~", None),
     ("read[r eh d]", None), ("hm", ("h-", "m"))],
)  # fmt: skip
def test_halves(word: str, parts: tuple[str, str] | None) -> None:
    assert halves(word) == parts
