"""Voices state: the voices that sing here, the banks they come from, and one that is being added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from ui.wording import count, listed, size

SUFFIXES = (".zip", ".oudep", ".wav", ".flac", ".aif", ".aiff", ".ogg", ".mp3")
"""Files that may hold a voice."""


@dataclass(frozen=True)
class VoiceEntry:
    """A voice, or a vocoder that voices need, on its card."""

    id: str
    name: str
    about: str
    licence: str
    commercial: bool | None = None
    """Whether results may be sold; None = its texts do not say."""
    why_not: str = ""
    consent: str = ""
    """Who was recorded and agreed, as it was noted."""
    terms: str = ""
    """What the bank says of itself, in its own words."""
    can_hear: bool = True
    can_remove: bool = False
    disk_bytes: int = 0


@dataclass(frozen=True)
class Addition:
    """A file or folder that is being added."""

    path: str
    offer: Mapping[str, Any] = field(default_factory=dict)
    """What it would bring; empty while that is looked at."""
    trouble: str = ""
    is_adding: bool = False
    is_there_already: bool = False
    """True when a voice of this name is installed: adding takes its place."""

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.offer.get("name") or PurePath(self.path).name)

    @property
    def is_recording(self) -> bool:
        """True for a sound file, of which a voice is made."""
        return bool(self.offer.get("is_recording"))

    @property
    def said(self) -> str:
        """What it would bring, in a sentence or two."""
        if not self.offer:
            return "" if self.trouble else "It is looked into; nothing is installed yet."
        if self.is_recording:
            return "A voice is made of this recording: it sings the words that were recorded, on any notes."
        told = self.offer
        parts = [str(told.get("is") or ""), str(told.get("gender") or "")]
        parts.append(listed([str(one).title() for one in told.get("languages") or ()]))
        by = f", by {told['author']}" if told.get("author") else ""
        return f"{', '.join(part for part in parts if part)}{by}; {size(told.get('size_bytes') or 0)}."

    @property
    def terms(self) -> str:
        """Its licence, credits and consent, in its own words."""
        return str(self.offer.get("terms") or "")


@dataclass(frozen=True)
class VoicesState:
    """The page."""

    entries: tuple[VoiceEntry, ...] = ()
    is_known: bool = False
    addition: Addition | None = None
    sampling: str = ""
    """The voice that is being made ready to be heard."""
    playing: str = ""
    removing: str = ""
    """The voice that would be deleted by the next click."""
    troubles: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    """What came of the last addition or removal."""

    @property
    def said(self) -> str:
        """How many there are."""
        if not self.is_known:
            return "The engine is asked which voices it has."
        sings = sum(one.can_hear and not one.why_not for one in self.entries)
        here = f"{count(sings, 'voice')} can sing here." if sings else "No voice can sing here yet."
        return " ".join(part for part in (self.told, here) if part)


def entries_from(values: Mapping[str, Any]) -> tuple[VoiceEntry, ...]:
    """From `GET /voices`: those that can sing now first, then those that cannot, then vocoders."""
    banks = {str(bank.get("id")): bank for bank in _rows(values.get("banks"))}
    recorded = {str(one) for one in values.get("recorded") or ()}
    voices = [_voice(row, banks.get(str(row.get("id"))), recorded) for row in _rows(values.get("voices"))
              if "sing" in (row.get("tasks") or ())]
    shown = {one.id for one in voices}
    others = [_bank(bank) for bank_id, bank in banks.items() if bank_id not in shown]
    return tuple(sorted([*voices, *others], key=lambda one: (not one.can_hear, bool(one.why_not), not one.can_remove)))


def _rows(values: object) -> Sequence[Mapping[str, Any]]:
    return [one for one in values if isinstance(one, Mapping)] if isinstance(values, list | tuple) else []


def _voice(row: Mapping[str, Any], bank: Mapping[str, Any] | None, recorded: set[str]) -> VoiceEntry:
    languages = [str(one) for one in row.get("languages") or ()]
    spoken = f"{len(languages)} languages" if len(languages) > 3 else listed([one.title() for one in languages])
    sings = f"sings {spoken}" if spoken else ""
    about = "; ".join(part for part in (str(row.get("kind") or ""), sings, str(row.get("description") or "")) if part)
    voice_id, name = str(row.get("id")), str(row.get("name") or row.get("id"))
    entry = VoiceEntry(voice_id, name[:1].upper() + name[1:], about, str(row.get("licence") or "no licence is told"),
                       row.get("commercial"), str(row.get("why_not") or ""), can_remove=voice_id in recorded)
    return _with_bank(entry, bank) if bank else entry


def _bank(bank: Mapping[str, Any]) -> VoiceEntry:
    entry = VoiceEntry(str(bank.get("id")), str(bank.get("name")), str(bank.get("sounds") or ""),
                       str(bank.get("licence") or ""), bank.get("commercial"), can_hear=False)
    return _with_bank(entry, bank)


def _with_bank(entry: VoiceEntry, bank: Mapping[str, Any]) -> VoiceEntry:
    needs = str(bank.get("needs_vocoder") or "")
    why_not = f"It needs the vocoder “{needs}” as well: add that, too." if needs else entry.why_not
    return replace(entry, can_remove=True, disk_bytes=int(bank.get("size_bytes") or 0), why_not=why_not,
                   consent=str(bank.get("consent") or ""), terms=str(bank.get("terms") or ""))
