"""Installs a voice bank: looks into what was given, shows its terms, then unpacks it whole or not at all."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from engine.errors import UserError
from engine.voices.voice_archive import BankFile, list_files
from engine.voices.voice_bank import KINDS, VoiceBank, bank_id_of, installed_banks, voices_folder, write_record
from engine.voices.voice_describe import describe
from engine.voices.voice_terms import LONGEST_FILE, Terms, decoded, is_terms_file, read_terms

KEPT_KINDS = frozenset("""onnx yaml yml txt json emb wav ini map md lic png jpg jpeg bmp""".split())
"""Everything else (programs, pickles, checkpoints, caches) is left out."""
_JUNK = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What file managers leave in archives."""
_SPARE_BYTES = 64 << 20
_PARTS = ("dsdur", "dspitch", "dsvariance")


@dataclass(frozen=True)
class BankOffer:
    """A bank that could be installed, and what the user should know first."""

    bank: VoiceBank
    """What its record will say; its folder does not exist yet."""
    files: tuple[tuple[BankFile, str], ...]
    """What is kept: each file and its path inside the bank."""
    left_out: tuple[str, ...]
    """Files of kinds that no voice needs."""


def look_into(source: Path) -> BankOffer:
    """Check and describe a zip, `.oudep` or folder without writing anything; UserError when it holds no voice."""
    files = [file for file in list_files(source) if not _JUNK.search(file.path)]
    kind, root = _kind_and_root(files, source)
    prefix = f"{root}/" if root else ""
    inside = [(file, file.path.removeprefix(prefix)) for file in files if file.path.startswith(prefix)]
    outside = [file for file in files if not file.path.startswith(prefix) and is_terms_file(file.path)]
    beside = {f"terms/{PurePosixPath(file.path).name}": file for file in outside}
    named = {path: file for file, path in inside} | beside
    kept = [(file, path) for path, file in named.items() if _is_kept(path)]
    left_out = tuple(path for _, path in inside if not _is_kept(path))
    description = describe(kind, {path: file for file, path in kept}, source.stem)
    terms = _terms(kept, description.character)
    bank = VoiceBank(
        id=bank_id_of(description.name), name=description.name, kind=kind, gender=description.gender,
        languages=description.languages, speakers=description.speakers, vocoder=description.vocoder,
        low=description.low, high=description.high,
        licence=terms.licence, commercial=terms.commercial, terms=terms.text,
        author=description.author, source=source.name,
        size_bytes=sum(file.size for file, _ in kept), root=str(voices_folder()),
    )
    return BankOffer(bank, tuple(kept), left_out)


def install(offer: BankOffer, source: Path, *, consent: str = "", replaces: bool = False) -> VoiceBank:
    """Write an offered bank to disk in one step; UserError when it is there already or does not fit on the disk."""
    home = voices_folder()
    target = home / offer.bank.id
    same = [bank for bank in installed_banks() if bank.id == offer.bank.id]
    if target.exists() and not same:
        raise UserError(f"{target} is in the way of the voice '{offer.bank.id}' and is no voice; move it away first.")
    if same and not replaces:
        raise UserError(f"A voice '{offer.bank.id}' is installed already; say --replace to put this one in its place.")
    fresh = home / f".{offer.bank.id}.{os.getpid()}.new"
    bank = replace(
        offer.bank, consent=consent, source_sha256=_sha256(source),
        installed_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
    )
    try:
        home.mkdir(parents=True, exist_ok=True)
        _must_have_room(home, offer.bank)
        _write_files(offer, fresh)
        write_record(bank, fresh)
        _put_in_place(fresh, target)
    except OSError as error:
        raise UserError(f"The voice '{bank.id}' could not be installed: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return bank


def _is_kept(path: str) -> bool:
    name = PurePosixPath(path)
    suffix = name.suffix.lower().lstrip(".")
    is_part_of_model = name.name.lower().endswith((".onnx.data", ".onnx_data"))
    return suffix in KEPT_KINDS or is_part_of_model or (not suffix and is_terms_file(path))


def _kind_and_root(files: list[BankFile], source: Path) -> tuple[str, str]:
    """What the archive holds, and in which of its folders."""
    folders: dict[str, set[str]] = {}
    for file in files:
        path = PurePosixPath(file.path)
        folders.setdefault("" if str(path.parent) == "." else str(path.parent), set()).add(path.name.lower())
    marks = (("diffsinger", "dsconfig.yaml"), ("vocoder", "vocoder.yaml"), ("utau", "oto.ini"))
    for kind, mark in marks:
        found = sorted((folder for folder, names in folders.items() if mark in names), key=lambda f: (_depth(f), f))
        if not found:
            continue
        if kind == "diffsinger" and all(folder.rpartition("/")[2] in _PARTS for folder in found):
            raise UserError(f"{source.name} holds only parts of a DiffSinger voice: the dsconfig.yaml beside them is "
                            "missing; get the voice again.")
        if kind == "utau":
            return kind, _utau_root(found, folders)
        shallow = [folder for folder in found if _depth(folder) == _depth(found[0])]
        if kind == "diffsinger" and len(shallow) > 1:
            raise UserError(f"{source.name} holds several voices ({', '.join(shallow[:4])}); install them one by one.")
        return kind, found[0]
    raise UserError(f"{source.name} holds no voice: a DiffSinger voice has a dsconfig.yaml, an UTAU voice an oto.ini, "
                    "a vocoder a vocoder.yaml.")


def _depth(folder: str) -> int:
    return folder.count("/") + 1 if folder else 0


def _utau_root(found: list[str], folders: dict[str, set[str]]) -> str:
    """The folder with character.txt above the recordings, else what the oto.ini files have in common."""
    common = os.path.commonpath(found) if all(found) else ""
    place = common
    while True:
        if folders.get(place, set()) & {"character.txt", "character.yaml"}:
            return place
        if not place:
            return common
        place = place.rpartition("/")[0]


def _terms(kept: list[tuple[BankFile, str]], character: dict[str, str]) -> Terms:
    texts = sorted((path, file) for file, path in kept if is_terms_file(path))
    named = character.get("text_file_encoding", "")
    return read_terms([(path, decoded(file.read(LONGEST_FILE), named)) for path, file in texts], character)


def _must_have_room(home: Path, bank: VoiceBank) -> None:
    free = shutil.disk_usage(home).free
    if free < bank.size_bytes + _SPARE_BYTES:
        raise UserError(f"The voice needs {bank.size_bytes / 1e6:.0f} MB, but only {free / 1e6:.0f} MB are free on the "
                        f"disk of {home}; make room first.")


def _write_files(offer: BankOffer, fresh: Path) -> None:
    shutil.rmtree(fresh, ignore_errors=True)
    for file, path in offer.files:
        target = fresh / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "xb") as out:
            for block in file.blocks(file.size + 1):
                out.write(block)


def _put_in_place(fresh: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    if target.exists():
        os.replace(target, old)
    try:
        os.replace(fresh, target)
    except OSError:
        with contextlib.suppress(OSError):
            os.replace(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sha256(source: Path) -> str:
    if source.is_dir():
        return ""
    with open(source, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def told(offer: BankOffer) -> dict[str, Any]:
    """What is shown before a bank is installed, ready for JSON."""
    bank = offer.bank
    return {"id": bank.id, "name": bank.name, "kind": bank.kind, "is": KINDS[bank.kind], "author": bank.author,
            "languages": list(bank.languages), "gender": bank.gender, "licence": bank.licence,
            "commercial": bank.commercial, "terms": bank.terms, "files": len(offer.files),
            "left_out": list(offer.left_out), "size_bytes": bank.size_bytes}
