"""oto.ini: where each recorded syllable begins, what of it is fixed, and how it leads into a note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UserError
from engine.voices.voice_terms import decoded

_CHARSET = re.compile(rb"^#charset:\s*([\w-]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Oto:
    """One recorded syllable; times in seconds."""

    alias: str
    wav: Path
    offset_s: float = 0.0
    """Where it begins in the recording."""
    consonant_s: float = 0.0
    """How much after the offset is never stretched."""
    cutoff_s: float = 0.0
    """Where it ends: from the end of the file when positive, from the offset when negative."""
    preutterance_s: float = 0.0
    """How much of it lies before its note."""
    overlap_s: float = 0.0
    """How long it is faded over the syllable before it."""

    def end_s(self, recorded_s: float) -> float:
        """Where it ends in a recording of this length."""
        end_s = self.offset_s - self.cutoff_s if self.cutoff_s < 0 else recorded_s - self.cutoff_s
        return min(recorded_s, end_s)


def read_oto(folder: Path, encoding: str) -> list[Oto]:
    """Every syllable of one folder; recordings that its oto.ini does not name count by their file name.

    Raises UserError that names the line when it cannot be read.
    """
    path = folder / "oto.ini"
    recordings = {unicodedata.normalize("NFC", wav.name).casefold(): wav for wav in sorted(folder.glob("*"))
                  if wav.suffix.lower() == ".wav"}
    raw = path.read_bytes() if path.is_file() else b""
    declared = _CHARSET.search(raw)
    text = decoded(raw, declared[1].decode("ascii") if declared else encoding)
    found = [oto for number, line in enumerate(text.splitlines(), 1)
             if (oto := _parsed(line, recordings, f"{folder.name}/oto.ini line {number}"))]
    named = {oto.wav for oto in found}
    return found + [Oto(unicodedata.normalize("NFC", wav.stem), wav) for wav in recordings.values() if wav not in named]


def _parsed(line: str, recordings: dict[str, Path], where: str) -> Oto | None:
    """None for empty lines, comments, and recordings that are not there."""
    line = unicodedata.normalize("NFC", line.strip().lstrip("\ufeff"))
    if not line or line.startswith("#") or "=" not in line:
        return None
    name, _, rest = line.partition("=")
    wav = recordings.get(name.strip().casefold())
    if wav is None:
        return None
    alias, *numbers = rest.split(",")
    return Oto(alias.strip() or unicodedata.normalize("NFC", wav.stem), wav, *_seconds(numbers, where))


def _seconds(numbers: Sequence[str], where: str) -> list[float]:
    """Milliseconds as seconds; what is missing is 0."""
    values = []
    for text in numbers[:5]:
        said = f"{where}: '{text.strip()[:20]}' is not a number of milliseconds; correct the line."
        try:
            values.append(float(text) / 1000 if text.strip() else 0.0)
        except ValueError:
            raise UserError(said) from None
        if not abs(values[-1]) < 3600:
            raise UserError(said)
    return values
