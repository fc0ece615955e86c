"""Models state: rows of `GET /models` as lines that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ui.wording import listed, plain, size


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

    @property
    def is_ready(self) -> bool:
        """True when it can be used now."""
        return not self.why_not


def model_lines(rows: Sequence[Mapping[str, Any]]) -> list[ModelLine]:
    """The ready ones first, then by name."""
    return sorted(map(_line, rows), key=lambda line: (not line.is_ready, line.name.casefold()))


def offer_told(offer: Mapping[str, Any]) -> str:
    """What getting a model brings, in a sentence."""
    if offer.get("packages"):
        return f"It needs Python packages: run “tonmeister models get {offer.get('id', '')}” in a terminal."
    brings, free = size(_bytes(offer, "to_fetch_bytes")), size(_bytes(offer, "free_bytes"))
    terms = " ".join(str(term) for term in offer.get("terms", ()))
    return f"It brings {brings}; {free} are free on the disk. {terms}".strip()


def _bytes(offer: Mapping[str, Any], name: str) -> float:
    count = offer.get(name)
    return float(count) if isinstance(count, int | float) else 0.0


def _line(row: Mapping[str, Any]) -> ModelLine:
    terms = row.get("licence") or {}
    weights, code = str(terms.get("weights", "")), str(terms.get("code", ""))
    memory = row.get("memory_bytes")
    why_not = str(row.get("why_not") or "")
    return ModelLine(
        str(row.get("id", "")),
        str(row.get("name", "")),
        listed([plain(str(task)) for task in row.get("tasks", ())]),
        weights if weights not in ("", "none") else code or "no licence is told",
        bool(terms.get("commercial", True)),
        (f"{size(memory)} memory",) if memory else (),
        why_not,
        bool(why_not and row.get("checkpoints")),
    )
