"""The voice banks that are installed: each a folder of its own, with a record of where it came from and its terms."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from engine.config import data_folder
from engine.errors import UserError
from engine.strict_json import read_json

RECORD = "voice.json"
KINDS = {"diffsinger": "DiffSinger voice", "utau": "UTAU voice", "vocoder": "vocoder for DiffSinger voices"}


@dataclass(frozen=True)
class VoiceBank:
    """An installed bank, or a vocoder that banks share."""

    id: str
    """Name of its folder; what the argument `voice` takes."""
    name: str
    kind: str
    """diffsinger, utau or vocoder."""
    gender: str = ""
    """female, male or child; "" = not known."""
    languages: tuple[str, ...] = ()
    """Lower-case English names; empty = not known."""
    speakers: tuple[str, ...] = ()
    """Its colours and speakers, in lower case, when it has several."""
    vocoder: str = ""
    """Name of the vocoder package it needs; "" when it has its own or needs none."""
    low: int | None = None
    """Lowest MIDI pitch it was made for, where it says so."""
    high: int | None = None
    licence: str = "not stated"
    """In a few words."""
    commercial: bool | None = None
    """Whether results may be sold; None = its texts do not say."""
    terms: str = ""
    """Licence, credits and consent in its own words, as they were shown before it was installed."""
    consent: str = ""
    """What the user noted of the consent of whoever was recorded."""
    author: str = ""
    source: str = ""
    """Name of the file or folder it was installed from."""
    source_sha256: str = ""
    """Of the archive; "" for a folder."""
    installed_at: str = ""
    """ISO 8601, UTC."""
    size_bytes: int = 0
    root: str = ""
    """Folder that holds all banks; filled in when the record is read."""

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(self.root) / self.id

    @property
    def may_be_sold(self) -> str:
        """Its terms on sale, in a few words."""
        return {True: "commercial use allowed", False: "non-commercial only", None: "commercial use not known"}[
            self.commercial]

    @property
    def sounds(self) -> str:
        """What it is, in a few words."""
        colours = f"colours {' '.join(self.speakers[:6])}" if self.speakers else ""
        parts = (KINDS[self.kind], self.gender, *(language.title() for language in self.languages), colours)
        return ", ".join(filter(None, parts))


def voices_folder() -> Path:
    """Where banks are installed."""
    return data_folder() / "voices"


def installed_banks(kind: str = "") -> list[VoiceBank]:
    """All banks (of one kind) by name; a folder whose record cannot be read is left out."""
    if not voices_folder().is_dir():
        return []
    paths = (path for path in sorted(voices_folder().glob(f"*/{RECORD}")) if not path.parent.name.startswith("."))
    records = (_read(path) for path in paths)
    return [bank for bank in records if bank and kind in ("", bank.kind)]


def singing_banks(kind: str) -> list[VoiceBank]:
    """The installed voices of a kind, each bound by the licence of the vocoder package it needs as well."""
    return [_bound(bank) for bank in installed_banks(kind)]


def _bound(bank: VoiceBank) -> VoiceBank:
    wanted = bank.vocoder.casefold()
    packages = installed_banks("vocoder") if wanted else []
    package = next((one for one in packages if wanted in (one.id.casefold(), one.name.casefold())), None)
    if package is None:
        return bank
    both = (bank.commercial, package.commercial)
    return replace(bank, licence=f"{bank.licence}; vocoder {package.name}: {package.licence}",
                   commercial=False if False in both else None if None in both else True)


def missing_vocoder(bank: VoiceBank) -> str:
    """Name of the vocoder that a bank needs and that is not installed; "" when all is there."""
    names = {name.casefold() for one in installed_banks("vocoder") for name in (one.id, one.name)}
    return "" if not bank.vocoder or bank.vocoder.casefold() in names else bank.vocoder


def find_bank(bank_id: str) -> VoiceBank:
    """A bank by its id or name; UserError with those there are."""
    banks = installed_banks()
    wanted = bank_id.casefold()
    for bank in banks:
        if wanted in (bank.id.casefold(), bank.name.casefold()):
            return bank
    names = ", ".join(bank.id for bank in banks) or "none"
    raise UserError(f"There is no installed voice '{bank_id}'; there is {names}.")


def remove_bank(bank_id: str) -> VoiceBank:
    """Delete a bank from the disk; clips made with it stay."""
    bank = find_bank(bank_id)
    gone = voices_folder() / f".{bank.id}.removed"
    try:
        shutil.rmtree(gone, ignore_errors=True)
        bank.folder.rename(gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise UserError(f"The voice '{bank.id}' could not be removed: {error.strerror}.") from error
    return bank


def write_record(bank: VoiceBank, folder: Path) -> None:
    """Put the record beside the bank's files."""
    stored = {name: value for name, value in asdict(bank).items() if name != "root"}
    (folder / RECORD).write_text(json.dumps(stored, indent=2, ensure_ascii=False), "utf-8")


def bank_id_of(name: str) -> str:
    """A name as an id that is a safe folder name everywhere: "Kasane Teto CV" → kasane-teto-cv."""
    plain = unicodedata.normalize("NFKC", name).lower()
    plain = re.sub(r"[^\w]+|_+", "-", plain).strip("-")[:48].strip("-")
    return f"{plain}-voice" if re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", plain) else plain or "voice"


def _read(path: Path) -> VoiceBank | None:
    try:
        stored = read_json(path)
        known = {field.name for field in fields(VoiceBank)} - {"root", "id"}
        values = {name: value for name, value in stored.items() if name in known}
        for name in ("languages", "speakers"):
            values[name] = tuple(str(one) for one in values.get(name, ()))
        bank = VoiceBank(id=path.parent.name, root=str(path.parent.parent), **values)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return bank if bank.kind in KINDS else None
