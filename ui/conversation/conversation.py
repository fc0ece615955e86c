"""Conversation: turns by number, merged from pages and events that come in any order, and the rows they show."""

from __future__ import annotations

import datetime
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from engine.wire.wire import ClipView, NoticeView, ProgressView, TurnView
from ui.conversation.chapter import Chapter, chapters_of
from ui.conversation.item import Item, JobItem, Notice
from ui.conversation.outbox import Outbox
from ui.conversation.plan_time import expected_s
from ui.conversation.sing_state import SINGS, SingState
from ui.conversation.turn_items import ENDED, job_of, turn_items

PAGE = 50
_MAX_NOTICES = 3


@dataclass(frozen=True)
class _Settled:
    """The rows of the first turns, all of which have ended: they are not looked at again at every event."""

    last: int = 0
    """Number of the last of these turns."""
    day: str = ""
    """The day that they end with, as it is called."""
    on: datetime.date | None = None
    """The day on which days are called so."""
    rows: Sequence[Item] = ()


class Conversation:
    """What is known of one project's turns. No Qt, no network: it is told things and says which rows there are."""

    def __init__(self) -> None:
        self.turns: dict[int, TurnView] = {}
        self.progress: dict[int, ProgressView] = {}
        self.outbox = Outbox()
        self.notices: list[Notice] = []
        self.song: SingState | None = None
        """Notes that are being given words."""
        self.song_after = 0
        """The newest turn when they were opened."""
        self.total: int | None = None
        self.tick = 0
        """Counts events; a page is asked for at a tick, and what events said since is newer than the page."""
        self.undoing: dict[int, int] = {}
        """Turn that takes back → turn that is to be taken back."""
        self.chapters: dict[str, tuple[Chapter, ...]] = {}
        """What was found in a clip, by the clip's id; of the newest turn that found something."""
        self._has_first = False
        self._clips: dict[str, ClipView] = {}
        self._clip_of: dict[str, int] = {}
        self._said_at: dict[int, int] = {}
        self._cancelling: set[int] = set()
        self._rows: dict[int, tuple[tuple[Any, ...], list[Item]]] = {}
        self._settled = _Settled()

    def take_turn(self, turn: TurnView) -> None:
        """An event: the newest that is known of this turn."""
        self.tick += 1
        self._said_at[turn.number] = self.tick
        self._keep(turn)

    def take_page(self, turns: Sequence[TurnView], total: int, *, asked_at: int, is_first: bool = False) -> None:
        """A page of turns; what events said since `asked_at` stays. `is_first` when none come before it."""
        self._has_first = self._has_first or is_first
        self.total = max(total, self.total or 0)
        for turn in turns:
            if self._said_at.get(turn.number, -1) <= asked_at:
                self._keep(turn)

    def take_answer(self, turn: TurnView, *, asked_at: int) -> None:
        """The answer to a request about one turn."""
        if self._said_at.get(turn.number, -1) <= asked_at:
            self._keep(turn)

    def take_progress(self, progress: ProgressView) -> bool:
        """How far a turn is; False when it is over or unknown, then it says nothing."""
        turn = self.turns.get(progress.turn)
        if turn is None or turn.state in ENDED:
            return False
        self.progress[progress.turn] = progress
        return True

    def take_notice(self, notice: NoticeView) -> None:
        """A line at the top; the same text is shown once."""
        self.put_notice(Notice(notice.text, notice.kind, notice.action, notice.request, id=notice.text))

    def put_notice(self, line: Notice) -> None:
        """Show a line; one with the same id is replaced. Only the newest few stay."""
        others = [one for one in self.notices if one.id != line.id]
        self.notices = [*others, line][-_MAX_NOTICES:]

    def drop_notice(self, notice_id: str) -> None:
        """Take a line away, when it is there."""
        self.notices = [one for one in self.notices if one.id != notice_id]

    def cancelling(self, number: int) -> None:
        """The user has asked to stop this turn."""
        self._cancelling.add(number)

    def lost(self) -> None:
        """The engine does not answer: nothing that ran is known to run."""
        self.progress.clear()
        self._cancelling.clear()

    @property
    def newest(self) -> TurnView | None:
        """The last turn."""
        return self.turns[max(self.turns)] if self.turns else None

    @property
    def oldest_number(self) -> int:
        """Number of the first turn that is loaded; 0 = none."""
        return min(self.turns, default=0)

    @property
    def has_older(self) -> bool:
        """True when there are turns before those that are loaded."""
        is_partial = self.total is not None and len(self.turns) < self.total
        return is_partial and not self._has_first and self.oldest_number > 1

    @property
    def running(self) -> list[int]:
        """Numbers of the turns that wait or run, oldest first."""
        return sorted(n for n, turn in self.turns.items() if turn.state in ("queued", "running"))

    @property
    def clips(self) -> dict[str, ClipView]:
        """Every clip that a loaded turn shows or showed; the view of the newest turn of each."""
        return self._clips

    def waiting_plan(self) -> TurnView | None:
        """The newest plan that waits for the user."""
        newest_first = sorted(self.turns, reverse=True)
        return next((self.turns[n] for n in newest_first if self.turns[n].state == "approval"), None)

    def undoable(self, *, redo: bool = False) -> TurnView | None:
        """The newest turn that can be taken back (or made again)."""
        newest_first = (self.turns[number] for number in sorted(self.turns, reverse=True))
        return next((one for one in newest_first if (one.is_undone if redo else one.undo and not one.is_undone)), None)

    def job(self, number: int) -> JobItem | None:
        """The job row of a turn now, when it has one."""
        turn = self.turns.get(number)
        if turn is None or turn.state not in ("queued", "running"):
            return None
        return job_of(turn, self.progress.get(number), self._place(number), number in self._cancelling)

    def rows(self, today: datetime.date | None = None) -> list[Item]:
        """Every row, oldest turn first, what waits to be sent at the end."""
        now = today or datetime.date.today()
        taken_back = min(self.undoing.values(), default=math.inf)
        if self._settled.on != now or taken_back <= self._settled.last:
            self._settled = _Settled(on=now)
        numbers = sorted(self.turns)
        rows, day = list(self._settled.rows), self._settled.day
        last, count, last_day = self._settled.last, len(rows), day
        is_settled, before = True, self.turns[last].attached if last else ()
        for number in numbers[bisect_right(numbers, self._settled.last) :]:
            at = _local_day(self.turns[number].started_at)
            label = day_label(at, now) if at else day
            if label != day and (rows or label != "Today"):
                rows.append(Item(f"day:{label}:{number}", "day", data=label, gap=16))
            day = label
            rows += self._rows_of(number, before)
            before = self.turns[number].attached
            is_settled = is_settled and number < taken_back and self.turns[number].state in ENDED
            if is_settled:
                last, count, last_day = number, len(rows), day
        self._settled = _Settled(last, last_day, now, rows[:count])
        rows += self.outbox.rows()
        if self.song is not None:
            song = replace(self.song, is_singing=self.is_singing)
            rows.insert(self._place_of_song(rows), Item("sing", "sing", data=song, gap=16))
        return rows

    @property
    def is_singing(self) -> bool:
        """True while a request of the card of notes is on its way, waits or runs."""
        sent = (str(one.body.get("text", "")) for one in self.outbox.requests if one.state != "failed")
        return any(text.startswith(SINGS) for text in (*sent, *(self.turns[number].text for number in self.running)))

    def _place_of_song(self, rows: Sequence[Item]) -> int:
        """Below what it was opened after and what was sung from it; what was asked for since stands below it."""
        sung = (number for number, turn in self.turns.items()
                if turn.text.startswith(SINGS) or any(step.task == "sing" for step in turn.steps))
        last = max(self.song_after, max(sung, default=0))
        return next((at for at, row in enumerate(rows) if row.turn > last), len(rows))

    def _keep(self, turn: TurnView) -> None:
        before = self.turns.get(turn.number)
        if turn.is_undone and not turn.undo and before is not None:
            turn = replace(turn, undo=before.undo)  # what was taken back is what a redo makes again
        if turn == before:
            return
        if turn.number <= self._settled.last:
            self._settled = _Settled()
        self.turns[turn.number] = turn
        found = chapters_of(turn)
        for clip_id in dict.fromkeys(one.clip for one in found):
            self.chapters[clip_id] = tuple(one for one in found if one.clip == clip_id)
        for clip in turn.clips:
            if self._clip_of.get(clip.id, 0) <= turn.number:
                self._clips[clip.id], self._clip_of[clip.id] = clip, turn.number
        self.total = max(self.total or 0, turn.number)
        if turn.state in ENDED:
            self.progress.pop(turn.number, None)
            self._cancelling.discard(turn.number)

    def _place(self, number: int) -> int:
        return self.running.index(number) + 1 if number in self.running else 1

    def _rows_of(self, number: int, before: tuple[str, ...]) -> list[Item]:
        turn, kept = self.turns[number], self._rows.get(number)
        place = self._place(number) if turn.state == "queued" else 1
        known = (turn, self.progress.get(number), place, number in self._cancelling, self._refusal(number), before,
                 self._expected_s(turn))
        if kept is None or not _same(kept[0], known):
            rows = turn_items(turn, progress=known[1], place_in_queue=place, is_cancelling=known[3], refused=known[4],
                              before=before, expected_s=known[6])
            self._rows[number] = kept = (known, rows)
        return kept[1]

    def _expected_s(self, turn: TurnView) -> tuple[float | None, ...]:
        """How long the steps of a plan that waits may take."""
        if turn.state != "approval":
            return ()
        before = (self.turns[number] for number in sorted(self.turns, reverse=True) if number < turn.number)
        return expected_s(turn.steps, before, self._clips)

    def _refusal(self, number: int) -> str:
        """Why the last try to take this turn back was refused."""
        tries = [by for by, target in self.undoing.items() if target == number and by in self.turns]
        last = self.turns[max(tries)] if tries else None
        if last is None or last.state not in ("failed", "refused"):
            return ""
        return next((step.error for step in last.steps if step.error), last.answer)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    pairs = zip(one, other, strict=True)
    return all(a is b or (not isinstance(a, TurnView | ProgressView) and a == b) for a, b in pairs)


@lru_cache(maxsize=4096)
def _local_day(started_at: str) -> datetime.date | None:
    try:
        return datetime.datetime.fromisoformat(started_at.replace("Z", "+00:00")).astimezone().date()
    except ValueError:
        return None


@lru_cache(maxsize=512)
def day_label(day: datetime.date, today: datetime.date) -> str:
    """`Today`, `Yesterday`, else the date."""
    ago = (today - day).days
    near: Mapping[int, str] = {0: "Today", 1: "Yesterday"}
    return near.get(ago) or f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")
