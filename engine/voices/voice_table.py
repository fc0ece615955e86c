"""Voice table: every voice there is, with who has it, its range, its licence, and whether it can be used now."""

from __future__ import annotations

from typing import Any

from engine.catalog.model import Model, Voice
from engine.catalog.registry import Registry


def voice_rows(registry: Registry) -> list[dict[str, Any]]:
    """A row for each voice of each model: `id, name, model, tasks, kind, languages, low` and `high` (comfortable MIDI
    pitches, None = not known), `licence, commercial` (None = not known), `description, ready, why_not`.
    """
    return [_row(voice, model) for model in registry.models.values() for voice in model.voices()]


def _row(voice: Voice, model: Model) -> dict[str, Any]:
    why_not = model.ready()
    return {"id": voice.id, "name": voice.name, "model": model.id, "tasks": list(model.tasks), "kind": voice.kind,
            "languages": list(voice.languages), "low": voice.low, "high": voice.high, "licence": voice.licence,
            "commercial": voice.commercial, "description": voice.description, "ready": not why_not, "why_not": why_not}
