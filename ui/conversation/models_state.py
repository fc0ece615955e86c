"""Models state: rows of `GET /models` as lines that a person reads, the best for this computer first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.wire.wire import DownloadView
from ui.language.language import said
from ui.wording import left, plain, sentence, size

UNTOLD = "its licence is told before the download"
_MOST_STEPS = 1000
_SHARE = 0.8
"""Of the memory that a model may need at most, to leave room for the DAW."""


@dataclass(frozen=True)
class ModelLine:
    """One model."""

    id: str
    name: str
    purpose: str
    licence: str
    is_commercial: bool
    facts: tuple[str, ...]
    why_not: str
    can_get: bool
    """True when there are weights that can be fetched."""
    disk_bytes: int = 0
    """What of it lies here."""
    is_begun: bool = False
    """True when only a part of it does: it was stopped, or broke off."""
    is_too_large: bool = False
    """True when it needs more memory than this computer has for it."""
    rank: tuple[bool, bool, bool, float, str] = (False, False, False, 0.0, "")
    """Where it stands among the others."""

    @property
    def is_ready(self) -> bool:
        """True when it can be used now."""
        return not self.why_not

    @property
    def told(self) -> str:
        """All words of its card that are looked for, in small letters."""
        shown = (self.name, self.purpose, " · ".join(map(said, self.purpose.split(" · "))), self.licence)
        return " ".join(shown).casefold()

    def here_said(self, of: float) -> str:
        """What of it is here already, while not all of it is; `of` is how much it is, 0 = not known."""
        whole = size(of) if of > self.disk_bytes else "it"
        return f"{size(self.disk_bytes)} of {whole} are here." if self.is_begun else ""


@dataclass(frozen=True)
class ModelsState:
    """The page."""

    lines: tuple[ModelLine, ...] = ()
    offers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What getting a model would bring, by its id."""
    downloads: Mapping[str, DownloadView] = field(default_factory=dict)
    left_s: Mapping[str, float] = field(default_factory=dict)
    """Seconds that each download takes on, where that can be told."""
    troubles: Mapping[str, str] = field(default_factory=dict)
    """Why something was not done, by the model's id."""
    looking: str = ""
    """The model about which the hub is asked now."""
    removing: str = ""
    """The model that would be removed by the next click."""
    memory_bytes: float = 0.0
    free_bytes: float = 0.0
    search: str = ""

    @property
    def found(self) -> tuple[ModelLine, ...]:
        """Those whose name, purpose or licence has all words that are looked for."""
        words = self.search.casefold().split()
        return tuple(line for line in self.lines if all(word in line.told for word in words))


def model_lines(
    rows: Sequence[Mapping[str, Any]], memory_bytes: float = 0.0, titles: Mapping[str, str] | None = None
) -> list[ModelLine]:
    """The ready ones first; of the others what can be fetched and fits into memory, the best first; then by name.

    `titles` say what tasks are called.
    """
    return sorted((_line(row, memory_bytes, titles or {}) for row in rows), key=lambda line: line.rank)


def offer_told(offer: Mapping[str, Any]) -> str:
    """What getting a model brings, in a sentence."""
    if offer.get("packages"):
        return f"It needs Python packages: run “tonmeister models get {offer.get('id', '')}” in a terminal."
    brings, free = size(_bytes(offer, "to_fetch_bytes")), size(_bytes(offer, "free_bytes"))
    terms = " ".join(str(term) for term in offer.get("terms", ()))
    return f"It brings {brings}; {free} are free on the disk. {terms}".strip()


def fetched_said(view: DownloadView, left_s: float | None = None) -> str:
    """How far a download is, in the panel's language: bytes, where it counts them, and the time left, where known."""
    if not counts_bytes(view):
        return ""
    so_far = said(f"{size(view.done)} of {size(view.of)}")
    return so_far if left_s is None else f"{so_far} · {said(left(left_s))}"


def counts_bytes(view: DownloadView) -> bool:
    """True for a download that counts bytes and not steps."""
    return view.of > _MOST_STEPS


def computer_said(memory_bytes: float, free_bytes: float) -> str:
    """What this computer has, in a sentence; "" when it is not known."""
    if not memory_bytes:
        return ""
    return f"This computer has {size(memory_bytes)} memory, and {size(free_bytes)} free on the disk."


def _bytes(values: Mapping[str, Any], name: str) -> float:
    count = values.get(name)
    return float(count) if isinstance(count, int | float) else 0.0


def _line(row: Mapping[str, Any], memory_bytes: float, titles: Mapping[str, str]) -> ModelLine:
    terms = row.get("licence") or {}
    weights, code = str(terms.get("weights", "")), str(terms.get("code", ""))
    is_told = bool(terms.get("is_told", True))
    licence = (weights if weights not in ("", "none") else code or "no licence is told") if is_told else UNTOLD
    needed, disk = _bytes(row, "memory_bytes"), int(_bytes(row, "disk_bytes"))
    why_not, name = str(row.get("why_not") or ""), str(row.get("name", ""))
    can_get, is_begun = bool(why_not and row.get("checkpoints")), bool(row.get("is_begun"))
    is_too_large = bool(memory_bytes) and needed > _SHARE * memory_bytes
    memory = f"{size(needed)} memory" if needed else ""
    here = f"{size(disk)} on the disk" if disk and not is_begun else ""
    return ModelLine(
        str(row.get("id", "")), name,
        " · ".join(titles.get(str(task)) or sentence(plain(str(task))) for task in row.get("tasks", ())),
        licence, bool(terms.get("commercial", True)) or not is_told,
        tuple(fact for fact in (memory, here) if fact), why_not, can_get, disk,
        is_begun, is_too_large, (bool(why_not), not can_get, is_too_large, -_bytes(row, "quality") if why_not else 0.0,
                   name.casefold()),
    )  # fmt: skip
