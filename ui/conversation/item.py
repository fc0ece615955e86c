"""Item: one row of the conversation, as plain values; equal items look the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.wire.wire import ClipView, DownloadView, ForeseenView, Remedy, StepView
from ui.conversation.chapter import Chapter
from ui.conversation.models_state import ModelLine


@dataclass(frozen=True)
class Item:
    """One row. A row with the same key is the same row, perhaps changed."""

    key: str
    kind: str
    """day, words, answer, plan, job, clip, error, undo or sing."""
    turn: int = 0
    """Number of its turn; 0 = of none."""
    data: Any = None
    """What it shows: one of the classes below."""
    gap: int = 8
    """Logical pixels above it."""


@dataclass(frozen=True)
class WordsItem:
    """What the user said."""

    text: str
    chips: tuple[str, ...] = ()
    """What was attached or selected then."""
    state: str = "sent"
    """sent, sending, queued or failed."""
    why: str = ""
    """Why it could not be sent."""


@dataclass(frozen=True)
class AnswerItem:
    """What the assistant says: words, measured facts, a note."""

    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""
    remedies: tuple[Remedy, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    """Places in a sound to go to."""
    place: str = ""
    """Where in the panel what is advised is done."""


@dataclass(frozen=True)
class PlanItem:
    """A plan and how far it is."""

    steps: tuple[StepView, ...]
    state: str
    """preview, partly, failed or cancelled."""
    why: str = ""
    """Why it waits for the user."""
    changes: tuple[tuple[str, str], ...] = ()
    """(add, edit, delete or keep; sentence)."""
    foreseen: tuple[ForeseenView, ...] = ()
    """What is drawn before and after, by its sentence."""
    expected_s: tuple[float | None, ...] = ()
    """How long each step may take; None = not known."""


@dataclass(frozen=True)
class JobItem:
    """One running or waiting request."""

    title: str
    share: float | None = None
    """0–1 of the step; None = busy, nobody knows how far."""
    sub: str = ""
    left: str = ""
    state: str = "running"
    """waiting, running or cancelling."""
    then: str = ""
    """What is done after it, in words."""


@dataclass(frozen=True)
class ClipItem:
    """A clip and what its turn says about it."""

    clip: ClipView
    is_undone: bool = False
    made_at: str = ""
    took_s: float = 0.0
    is_unfinished: bool = False
    """Its request still runs, and is about to put it somewhere."""


@dataclass(frozen=True)
class FailureItem:
    """What went wrong, why, and what may help."""

    what: str
    why: str = ""
    remedies: tuple[Remedy, ...] = ()
    details: str = ""
    """What failed and what was tried, line by line, behind a button."""
    place: str = ""
    """Where in the panel what is advised is done."""
    is_known: bool = True
    """False where nobody knows whether it was done: then the button asks why."""


@dataclass(frozen=True)
class UndoItem:
    """What an undo takes back."""

    text: str
    is_undone: bool = False
    refused: str = ""
    """Why it cannot be taken back."""


@dataclass(frozen=True)
class ModelItem:
    """A model on its page."""

    line: ModelLine
    offer: Mapping[str, Any] | None = None
    """What getting it would bring, when that was asked."""
    download: DownloadView | None = None
    trouble: str = ""
    is_looking: bool = False
    is_removing: bool = False
    """True while the card asks whether to delete it."""


@dataclass(frozen=True)
class Notice:
    """One line at the top, with one action."""

    text: str
    kind: str = "info"
    action: str = ""
    request: str = ""
    is_dismissible: bool = True
    id: str = ""
    place: str = ""
    """Where its button leads."""
