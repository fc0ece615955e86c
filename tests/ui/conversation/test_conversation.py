"""Turns merged from pages and events in any order; rows, notices and requests."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.wire.wire import ClipView, NoticeView, ProgressView, StepView, TurnView
from tests.budget import examples
from ui.conversation.conversation import Conversation, day_label
from ui.conversation.item import JobItem, Notice, UndoItem, WordsItem

TODAY = datetime.date(2026, 11, 20)


def turn(number: int, state: str = "done", **values: object) -> TurnView:
    return TurnView(number, f"request {number}", state, **values)


def kinds(conversation: Conversation) -> list[str]:
    return [item.kind for item in conversation.rows(TODAY)]


def test_events_and_pages_give_turns_by_number_whatever_came_first() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(3))
    conversation.take_page([turn(1), turn(2)], 3, asked_at=1)
    assert sorted(conversation.turns) == [1, 2, 3]
    assert [item.turn for item in conversation.rows(TODAY)] == [1, 2, 3]


def test_a_page_that_was_asked_for_before_an_event_does_not_undo_the_event() -> None:
    conversation = Conversation()
    asked_at = conversation.tick
    conversation.take_turn(turn(1, "done"))
    conversation.take_page([turn(1, "running")], 1, asked_at=asked_at)
    assert conversation.turns[1].state == "done"


def test_a_page_that_was_asked_for_after_an_event_is_newer() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, "running"))
    conversation.take_page([turn(1, "interrupted")], 1, asked_at=conversation.tick)
    assert conversation.turns[1].state == "interrupted"


STATES = ("queued", "running", "approval", "done", "failed")


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(STATES)), max_size=30), st.data())
def test_the_last_event_of_each_turn_wins_however_late_pages_arrive(
    story: list[tuple[int, str]], data: st.DataObject
) -> None:
    conversation, truth, pages = Conversation(), {}, []
    for number, state in story:
        pages.append((conversation.tick, [turn(n, s) for n, s in truth.items()]))
        truth[number] = state
        conversation.take_turn(turn(number, state))
        conversation.take_turn(turn(number, state))
        if pages and data.draw(st.booleans()):
            asked_at, page = pages[data.draw(st.integers(0, len(pages) - 1))]
            conversation.take_page(page, 5, asked_at=asked_at)
    assert {n: one.state for n, one in conversation.turns.items()} == truth
    keys = [item.key for item in conversation.rows(TODAY)]
    assert len(keys) == len(set(keys))


def test_progress_is_forgotten_when_the_turn_ends() -> None:
    conversation = Conversation()
    assert not conversation.take_progress(ProgressView(1, 1, 1, 0.5, "Singing"))
    conversation.take_turn(turn(1, "running"))
    assert conversation.take_progress(ProgressView(1, 2, 3, 0.5, "Singing", "Sketch", 14.2))
    job = conversation.job(1)
    assert job == JobItem("Singing", 0.5, "step 2 of 3 · Sketch", "0:15 left")
    conversation.take_turn(turn(1, "done"))
    assert conversation.job(1) is None
    assert not conversation.take_progress(ProgressView(1, 2, 3, 0.9, "Singing"))
    assert "job" not in kinds(conversation)


def test_a_queue_says_each_ones_place() -> None:
    conversation = Conversation()
    for number, state in ((1, "running"), (2, "queued"), (3, "queued")):
        conversation.take_turn(turn(number, state))
    subs = [item.data.sub for item in conversation.rows(TODAY) if item.kind == "job"]
    assert subs[1:] == ["second in the queue", "third in the queue"]
    conversation.take_turn(turn(1, "done"))
    subs = [item.data.sub for item in conversation.rows(TODAY) if item.kind == "job"]
    assert subs == ["first in the queue", "second in the queue"]


def test_cancelling_is_shown_until_the_turn_ends() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, "running"))
    conversation.cancelling(1)
    job = conversation.job(1)
    assert job is not None and job.state == "cancelling"
    conversation.take_turn(turn(1, "cancelled"))
    assert conversation.job(1) is None


def test_older_turns_are_known_to_exist_until_all_are_there() -> None:
    conversation = Conversation()
    conversation.take_page([turn(n) for n in range(51, 101)], 100, asked_at=0)
    assert conversation.has_older and conversation.oldest_number == 51
    conversation.take_page([turn(n) for n in range(1, 51)], 100, asked_at=0)
    assert not conversation.has_older


def test_numbers_that_are_missing_are_not_asked_for_for_ever() -> None:
    conversation = Conversation()
    conversation.take_page([turn(7), turn(9)], 2, asked_at=0, is_first=True)
    conversation.take_turn(turn(12))
    assert not conversation.has_older


def test_rows_of_turns_that_did_not_change_are_the_same_objects() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1))
    conversation.take_turn(turn(2))
    first = conversation.rows(TODAY)
    conversation.take_turn(turn(2, answer="Now it is."))
    second = conversation.rows(TODAY)
    assert first[0] is second[0] and first[1] == second[1] and len(second) == 3


def test_the_newest_undo_and_redo_are_found() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, undo="1 track added"))
    conversation.take_turn(turn(2, undo="2 tracks added", is_undone=True))
    conversation.take_turn(turn(3))
    undo, redo = conversation.undoable(), conversation.undoable(redo=True)
    assert undo is not None and undo.number == 1 and redo is not None and redo.number == 2


def test_what_was_taken_back_is_what_a_redo_makes_again() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, undo="1 track added"))
    conversation.take_turn(turn(1, is_undone=True))
    chip = next(item.data for item in conversation.rows(TODAY) if item.kind == "undo")
    assert chip == UndoItem("1 track added", True)
    conversation.take_turn(turn(2, is_undone=True))
    redo = conversation.undoable(redo=True)
    assert redo is not None and redo.number == 2 and conversation.undoable() is None


def test_a_refused_undo_is_told_on_the_chip_that_was_pressed() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, undo="1 track added"))
    conversation.undoing[2] = 1
    conversation.take_turn(turn(2, "failed", steps=(StepView("undo", "Take back", error="Vocals has changed since."),)))
    chip = next(item.data for item in conversation.rows(TODAY) if item.kind == "undo")
    assert chip == UndoItem("1 track added", False, "Vocals has changed since.")
    conversation.take_turn(replace(conversation.turns[1], is_undone=True))
    conversation.undoing[3] = 1
    conversation.take_turn(turn(3))
    chip = next(item.data for item in conversation.rows(TODAY) if item.kind == "undo")
    assert chip.is_undone and not chip.refused


def test_only_the_newest_notices_stay_and_each_only_once() -> None:
    conversation = Conversation()
    for text in ("a", "b", "b", "c", "d"):
        conversation.take_notice(NoticeView(text))
    assert [line.text for line in conversation.notices] == ["b", "c", "d"]
    conversation.put_notice(Notice("b is better", id="b"))
    assert [line.text for line in conversation.notices] == ["c", "d", "b is better"]
    conversation.drop_notice("c")
    assert [line.text for line in conversation.notices] == ["d", "b is better"]


def test_letters_stand_at_the_end_until_they_are_sent() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1))
    request = conversation.outbox.write({"text": "hello"}, ("hum.wav",))
    assert conversation.rows(TODAY)[-1].data == WordsItem("hello", ("hum.wav",), "queued")
    conversation.outbox.sending(request.id)
    assert conversation.outbox.next_queued() is None
    conversation.outbox.failed(request.id, "No answer.")
    assert conversation.rows(TODAY)[-1].data == WordsItem("hello", ("hum.wav",), "failed", "No answer.")
    conversation.outbox.sent(request.id)
    assert kinds(conversation) == ["words"]


def test_letters_go_out_in_the_order_in_which_they_were_written() -> None:
    outbox = Conversation().outbox
    first, second = outbox.write({"text": "1"}), outbox.write({"text": "2"})
    assert outbox.next_queued() == first
    outbox.sending(first.id)
    assert outbox.next_queued() is None
    outbox.sent(first.id)
    assert outbox.next_queued() == second


def test_days_part_the_conversation() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, started_at="2026-11-18T12:00:00+00:00"))
    conversation.take_turn(turn(2, started_at="2026-11-19T12:00:00+00:00"))
    conversation.take_turn(turn(3, started_at="2026-11-20T12:00:00Z"))
    conversation.take_turn(turn(4, started_at="not a time"))
    days = [item.data for item in conversation.rows(TODAY) if item.kind == "day"]
    assert days == ["18 November", "Yesterday", "Today"]


def test_a_conversation_of_today_needs_no_day() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, started_at="2026-11-20T12:00:00Z"))
    assert kinds(conversation) == ["words"]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2026-11-20", "Today"),
        ("2026-11-19", "Yesterday"),
        ("2026-01-02", "2 January"),
        ("2025-12-31", "31 December 2025"),
        ("2026-11-21", "21 November"),
    ],
)
def test_day_labels(day: str, label: str) -> None:
    assert day_label(datetime.date.fromisoformat(day), TODAY) == label


def test_the_newest_view_of_a_clip_counts() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, clips=(ClipView("a", "Vocals", "audio"),)))
    conversation.take_turn(turn(2, clips=(ClipView("a", "Vocals", "audio", track="Lead"),)))
    assert conversation.clips["a"].track == "Lead"


def test_when_the_engine_is_lost_nothing_is_said_to_be_stopping() -> None:
    conversation = Conversation()
    conversation.take_turn(turn(1, "running"))
    conversation.take_progress(ProgressView(1, 1, 1, 0.5, "Singing"))
    conversation.cancelling(1)
    conversation.lost()
    job = conversation.job(1)
    assert job is not None and job.state == "running" and job.share is None


def test_rows_that_are_kept_are_those_that_would_be_made_anew() -> None:
    chance = random.Random(3)
    told = Conversation()
    today = datetime.date(2026, 3, 5)
    for _ in range(400):
        number, state = chance.randrange(1, 30), chance.choice(("running", *3 * ("done",), "approval", "failed"))
        turn = TurnView(number, "x", state, answer=chance.choice(("", "Yes.")), attached=chance.choice(((), ("Lead",))),
                        undo=chance.choice(("", "1 track")), started_at=f"2026-03-0{1 + number // 8}T12:00:00+00:00")
        told.take_turn(turn)
        if chance.random() < 0.1:
            told.undoing[chance.randrange(1, 30)] = chance.randrange(1, 30)
        fresh = Conversation()
        fresh.undoing.update(told.undoing)
        for one in told.turns.values():
            fresh.take_turn(one)
        assert told.rows(today) == fresh.rows(today)


def test_an_equal_turn_changes_no_row() -> None:
    told = Conversation()
    for number in (1, 2, 3):
        told.take_turn(TurnView(number, "x", "done", answer="Yes."))
    before = told.rows()
    told.take_page([TurnView(number, "x", "done", answer="Yes.") for number in (1, 2, 3)], 3, asked_at=told.tick)
    assert all(one is other for one, other in zip(before, told.rows(), strict=True))
