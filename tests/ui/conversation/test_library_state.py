"""What the library page says."""

from __future__ import annotations

import datetime
from dataclasses import replace

from engine.wire.wire import ClipView, FoundView, StepView, TurnView
from ui.conversation.library_state import LibrarySize, LibraryState, clip_row, days_of, disk_from, request_row

TODAY = datetime.date(2026, 3, 9)
CLIP = ClipView("a", "Rain", "audio", 12.0, track="FX", place="bar 5", path="/r.wav", bpm=120.0, loudness_lufs=-18.2,
                task="generate_audio", model="Fake")


def test_a_clip_says_what_was_measured_and_where_it_is_used() -> None:
    row = clip_row(FoundView(CLIP, 3, "rain", "2026-03-08T14:02:00", ("Rain darker", "Mix")), TODAY)
    assert row.facts == "0:12 · 120 bpm · −18.2 LUFS · Fake · Yesterday 14:02"
    assert row.used == "On FX, bar 5; used for Rain darker and Mix" and row.can_play
    assert clip_row(FoundView(replace(CLIP, track="")), TODAY).used == "On no track"
    assert clip_row(FoundView(CLIP, is_undone=True), TODAY).used == "Taken back"
    gone = clip_row(FoundView(replace(CLIP, is_missing=True)), TODAY)
    assert gone.used == "Its file has gone" and not gone.can_play


def test_a_request_says_what_an_undo_would_do() -> None:
    turn = TurnView(4, "rain", "done", undo="1 track added", started_at="2026-03-09T10:00:00")
    assert (request_row(turn, TODAY).said, request_row(turn, TODAY).state) == ("Today 10:00 · 1 track added", "undo")
    assert request_row(replace(turn, is_undone=True), TODAY).state == "redo"
    assert request_row(TurnView(5, "key?", "answered"), TODAY).state == "answer"
    assert request_row(TurnView(6, "x", "done", clips=(CLIP,)), TODAY).state == "nothing placed"


def test_a_request_that_changed_another_says_so_and_a_plan_that_was_put_away_was_not_refused() -> None:
    undone = TurnView(4, "undo that", "done", steps=(StepView("undo", "Undo", state="done"),))
    assert request_row(undone, TODAY).state == "taken back"
    assert request_row(replace(undone, undo="1 clip placed"), TODAY).state == "undo"
    assert request_row(TurnView(5, "send a mail", "refused"), TODAY).state == "refused"
    put_away = TurnView(6, "delete it", "refused", steps=(StepView("arrange", "Delete", state="not_run"),))
    assert request_row(put_away, TODAY).state == "cancelled"


def test_how_much_was_found() -> None:
    found = (FoundView(CLIP),)
    assert LibraryState().said == "There is no clip yet."
    assert LibraryState(text="snow").said == "No clip fits."
    assert LibraryState(found=found, total=1).said == "1 clip"
    assert LibraryState(found=found, total=7).said == "7 clips" and LibraryState(found=found, total=7).has_more
    assert LibraryState(what="requests").said == "There is no request yet."


def test_what_is_asked_for() -> None:
    state = LibraryState(text=" rain ", kind="audio", days=7)
    assert state.query(TODAY) == {"text": "rain", "kind": "audio", "since": "2026-03-03"}


def test_what_it_takes_is_told_with_what_nothing_uses() -> None:
    disk = disk_from({"used_bytes": 2e9, "unused_bytes": 4e6, "unused_files": 1, "database_bytes": 1000,
                      "free_bytes": 5e9})
    assert disk == LibrarySize(2_000_001_000, 4_000_000, 1, 5_000_000_000)
    assert LibraryState(disk=disk).disk_said == (
        "The library takes 2 GB; 5 GB are free on the disk. 1 file, 4 MB, is used by no clip, take or request.")


def test_a_take_that_is_not_in_use_says_which_it_is() -> None:
    takes = replace(CLIP, track="", id="t1", takes=("t1", "t2"), active_take="t2")
    assert clip_row(FoundView(takes), TODAY).used == "Take 1 of 2; take 2 is in use"


def test_rows_are_headed_by_their_day_and_then_say_the_time_alone() -> None:
    times = ["2026-03-09T14:02:00", "2026-03-09T09:00:00", "2026-03-08T21:15:00"]
    assert days_of(times, TODAY) == ["Today", "", "Yesterday"]
    assert days_of([times[2], times[0]], TODAY) == ["", ""], "out of order: best first, not newest first"
    assert days_of([times[0], ""], TODAY) == ["", ""]
    assert days_of([], TODAY) == []
    assert clip_row(FoundView(CLIP, made_at=times[0]), TODAY, by_day=True).facts.endswith(" · 14:02")
    assert request_row(TurnView(5, "x", "done", started_at=times[2]), TODAY, by_day=True).said == "21:15"
