"""Voices as clients see and change them: what there is, what a bank says of itself, adding one, removing one."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from engine.catalog.registry import Registry
from engine.errors import UserError, WrongUse
from engine.voices.recorded_voice import is_recording, keep_recording, remove_recording
from engine.voices.voice_bank import VoiceBank, installed_banks, missing_vocoder, remove_bank
from engine.voices.voice_install import install, look_into, told
from engine.voices.voice_table import voice_rows


class VoicesService:
    """The voices of this user. Every method may be called from any thread."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._lock = threading.Lock()

    def told(self) -> dict[str, Any]:
        """`voices`: every one that sings or speaks. `banks`: those that were installed, and `recorded` ones."""
        recorded = [voice.id for model in self._registry.models.values() for voice in model.recorded_voices()]
        return {
            "voices": voice_rows(self._registry),
            "banks": [_told_of(bank) for bank in installed_banks()],
            "recorded": recorded,
        }

    def look(self, source: Path) -> dict[str, Any]:
        """What adding a file or folder would bring: nothing is written. UserError when it holds no voice."""
        if not source.exists():
            raise UserError(f"There is no {source.name or source} any more.")
        if is_recording(source):
            return {"path": str(source), "is_recording": True, "name": source.stem}
        return {"path": str(source), "is_recording": False, **told(look_into(source))}

    def add(self, source: Path, *, consent: str, words: str, name: str, replaces: bool) -> dict[str, Any]:
        """Add a bank whose terms were shown and accepted, or make a voice of a recording; its `id`, `needs_vocoder`."""
        if not source.exists():
            raise UserError(f"There is no {source.name or source} any more.")
        with self._lock:
            if is_recording(source):
                if not words.strip() or not consent.strip():
                    raise WrongUse("Say which words were recorded, and who was recorded and agreed to be sung with.")
                made = keep_recording(source, name=name, words=words, consent=consent, replaces=replaces,
                                      among=self._registry.models.values())
                return {"id": made.id, "needs_vocoder": ""}
            bank = install(look_into(source), source, consent=consent, replaces=replaces)
            return {"id": bank.id, "needs_vocoder": missing_vocoder(bank)}

    def remove(self, voice_id: str) -> dict[str, Any]:
        """Delete a bank or a recorded voice; what was sung with it stays."""
        with self._lock:
            if remove_recording(voice_id, among=self._registry.models.values()):
                return {"removed": voice_id, "freed_bytes": 0}
            bank = remove_bank(voice_id)
            return {"removed": bank.id, "freed_bytes": bank.size_bytes}


def _told_of(bank: VoiceBank) -> dict[str, Any]:
    return {
        "id": bank.id, "name": bank.name, "kind": bank.kind, "sounds": bank.sounds, "author": bank.author,
        "licence": bank.licence, "commercial": bank.commercial, "terms": bank.terms, "consent": bank.consent,
        "size_bytes": bank.size_bytes, "needs_vocoder": missing_vocoder(bank),
    }
