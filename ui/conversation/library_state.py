"""Library state: clips and requests as rows that a person reads, what they are filtered by, and what they take."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.wire.wire import ClipView, FoundView, TurnView
from ui import wording
from ui.conversation.conversation import day_label

PAGE = 50
"""Asked for at once; more when the end of the list comes near."""
KINDS = (("Any kind", ""), ("Sound", "audio"), ("Notes", "midi"), ("Pictures", "image"), ("Videos", "video"),
         ("Texts", "text"))
_BACK = {"undo": "taken back", "redo": "made again"}
"""What became of a request that changes what another one did."""
SINCE = (("Any day", 0), ("Today", 1), ("This week", 7), ("This month", 31))
"""(words, days)."""


@dataclass(frozen=True)
class LibrarySize:
    """What a library takes, in bytes."""

    used: int
    unused: int
    files: int
    """Files that nothing uses."""
    free: int


@dataclass(frozen=True)
class LibraryState:
    """The page."""

    what: str = "clips"
    """clips, requests or storage."""
    text: str = ""
    kind: str = ""
    task: str = ""
    track: str = ""
    days: int = 0
    found: tuple[FoundView, ...] = ()
    turns: tuple[TurnView, ...] = ()
    total: int = 0
    tasks: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    disk: LibrarySize | None = None
    asks_to_clean: bool = False
    """True while the page asks whether to delete what nothing uses."""
    freed: int = 0
    """Bytes that the last cleaning freed."""
    playing: str = ""
    """Id of the clip that is heard."""
    is_asking: bool = False
    why_not: str = ""

    @property
    def said(self) -> str:
        """How much was found."""
        if self.why_not:
            return self.why_not
        if self.what == "storage":
            return self.disk_said or "The engine is asked what the library takes."
        shown = self.shown
        thing = "clip" if self.what == "clips" else "request"
        if not shown:
            if self.is_asking:
                return "The library is asked."
            is_filtered = self.text or self.kind or self.task or self.track or self.days
            return f"No {thing} fits." if is_filtered else f"There is no {thing} yet."
        return wording.count(max(self.total, shown), thing)

    @property
    def shown(self) -> int:
        """How many rows are known."""
        return {"clips": len(self.found), "requests": len(self.turns)}.get(self.what, 0)

    @property
    def has_more(self) -> bool:
        """True when there are rows that are not known yet."""
        return 0 < self.shown < self.total

    @property
    def disk_said(self) -> str:
        """What the library takes, and what of it nothing uses."""
        if self.disk is None:
            return ""
        size, free = wording.size(self.disk.used + self.disk.unused), wording.size(self.disk.free)
        said = f"The library takes {size}; {free} are free on the disk."
        if self.freed:
            said = f"{wording.size(self.freed)} are free again. {said}"
        if self.disk.files:
            files = wording.count(self.disk.files, "file")
            are = "is" if self.disk.files == 1 else "are"
            said += f" {files}, {wording.size(self.disk.unused)}, {are} used by no clip, take or request."
        else:
            said += " All of it is used."
        return said

    def query(self, today: datetime.date) -> dict[str, str]:
        """Which clips the engine is asked for."""
        first = today - datetime.timedelta(days=self.days - 1) if self.days else None
        asked = {"text": self.text.strip(), "kind": self.kind, "task": self.task, "track": self.track,
                 "since": first.isoformat() if first else ""}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class ClipRow:
    """A clip in the list."""

    clip: ClipView
    title: str
    facts: str
    used: str
    icon: str
    turn: int
    can_play: bool


@dataclass(frozen=True)
class RequestRow:
    """A request in the list."""

    number: int
    title: str
    said: str
    state: str
    """undo, redo, or words: nothing placed, answer, failed, taken back."""
    turn: TurnView


def days_of(made_at: Sequence[str], today: datetime.date) -> list[str]:
    """What each of these times is headed by: the day where another one begins, else ""; all "" out of order."""
    local = [_local(one) for one in made_at]
    days = [one.date() for one in local if one is not None]
    if len(days) < len(local) or any(later > earlier for earlier, later in zip(days, days[1:], strict=False)):
        return [""] * len(local)
    return [day_label(day, today) if at == 0 or days[at - 1] != day else "" for at, day in enumerate(days)]


def clip_row(found: FoundView, today: datetime.date, *, by_day: bool = False) -> ClipRow:
    """What a row says of a clip; `by_day` where the day stands above it."""
    clip = found.clip
    icon = {"audio": "sound", "midi": "notes", "image": "picture"}.get(clip.kind, "file")
    length = wording.clock(clip.seconds, tenths=False) if clip.seconds else ""
    facts = (length, clip.key, wording.bpm(clip.bpm) if clip.bpm and clip.task else "",
             wording.lufs(clip.loudness_lufs) if clip.loudness_lufs is not None else "", clip.model,
             when(found.made_at, None if by_day else today))
    lies = f"On {clip.track}" + (f", {clip.place}" if clip.place else "") if clip.track else _as_take(clip)
    lies = "Taken back" if found.is_undone else "Its file has gone" if clip.is_missing else lies
    made = f"used for {wording.listed(found.used_for[:3])}" if found.used_for else ""
    used = "; ".join(part for part in (lies, made) if part)
    can_play = clip.kind == "audio" and bool(clip.path) and not clip.is_missing
    return ClipRow(clip, clip.name, " · ".join(fact for fact in facts if fact), used, icon, found.turn, can_play)


def _as_take(clip: ClipView) -> str:
    """Where a clip lies that no track plays: takes of one place have one name."""
    if clip.id in clip.takes and clip.active_take in clip.takes and clip.active_take != clip.id:
        number, used = clip.takes.index(clip.id) + 1, clip.takes.index(clip.active_take) + 1
        return f"Take {number} of {len(clip.takes)}; take {used} is in use"
    return "On no track"


def request_row(turn: TurnView, today: datetime.date, *, by_day: bool = False) -> RequestRow:
    """What a row says of a request; `by_day` where the day stands above it."""
    made = wording.count(len(turn.clips), "clip") if turn.clips else ""
    what = turn.undo if turn.undo and not turn.is_undone else made
    said = " · ".join(part for part in (when(turn.started_at, None if by_day else today), what) if part)
    if turn.is_undone:
        state = "redo"
    elif turn.undo:
        state = "undo"
    else:
        words = {"answered": "answer", "refused": "refused", "failed": "failed", "cancelled": "cancelled"}
        is_put_away = turn.state == "refused" and bool(turn.steps)  # a plan that nobody wanted, which is no refusal
        is_back = turn.state == "done" and bool(turn.steps) and all(step.task in _BACK for step in turn.steps)
        state = "cancelled" if is_put_away else words.get(turn.state, "nothing placed")
        state = _BACK[turn.steps[0].task] if is_back else state
    return RequestRow(turn.number, turn.text, said, state, turn)


def when(made_at: str, today: datetime.date | None) -> str:
    """`Today 14:02`; without a day, `14:02`."""
    local = _local(made_at)
    if local is None:
        return ""
    return f"{day_label(local.date(), today)} {local:%H:%M}" if today else f"{local:%H:%M}"


def _local(made_at: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(made_at.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return None


def disk_from(values: Mapping[str, Any]) -> LibrarySize:
    """From the answer to `GET /projects/ID/disk`."""
    def number(name: str) -> int:
        value = values.get(name)
        return int(value) if isinstance(value, int | float) else 0

    used = number("used_bytes") + number("database_bytes")
    return LibrarySize(used, number("unused_bytes"), number("unused_files"), number("free_bytes"))


def task_words(tasks: Sequence[str]) -> list[tuple[str, str]]:
    """(words, task) for the filter."""
    return [("Any task", ""), *((wording.sentence(wording.plain(task)), task) for task in tasks)]
