"""An UTAU bank opened: its syllables by alias, and which prefix or suffix is sung at which pitch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UserError
from engine.voices.voice_bank import VoiceBank
from engine.voices.voice_describe import load_yaml, pitch_of_name, tones_of
from engine.voices.voice_terms import decoded
from models.singing.utau.kana import hiragana, morae, romaji, vowel_of
from models.singing.utau.oto import Oto, read_oto


@dataclass(frozen=True)
class Affix:
    """What stands around an alias in one range of pitches."""

    prefix: str
    suffix: str
    tones: tuple[tuple[int, int], ...] = ()

    def covers(self, pitch: int) -> bool:
        """True for pitches that were recorded under it."""
        return not self.tones or any(low <= pitch <= high for low, high in self.tones)


@dataclass(frozen=True, eq=False)
class UtauBank:
    """A whole voice."""

    record: VoiceBank
    otos: dict[str, Oto]
    """Syllables by alias as written."""
    folded: dict[str, str]
    """Aliases by their form in lower-case hiragana, and by that in romaji."""
    affixes: tuple[Affix, ...]

    def find(self, sound: str, pitch: int, before: str = "") -> Oto | None:
        """The recording of a syllable for a pitch; `before` is the syllable sung before it, for banks that care.

        Tried: "a か" after a vowel, "- か" at a start, か; in kana, in romaji; with the affix of the pitch, without.
        """
        lead = f"{romaji(vowel_of(before))[-1:]} " if before else "- "
        affixes = [affix for affix in self.affixes if affix.covers(pitch)] or [Affix("", "")]
        for name in _spellings(sound):
            for full in (lead + name, name, "- " + name):
                for affix in (*affixes, Affix("", "")):
                    alias = f"{affix.prefix}{full}{affix.suffix}"
                    if found := self.otos.get(alias) or self.otos.get(self.folded.get(_fold(alias), "")):
                        return found
        return None

    def knows(self, sound: str) -> bool:
        """True when a syllable was recorded at all."""
        return any(self.find(sound, pitch) for pitch in (48, 60, 72))


def open_bank(record: VoiceBank) -> UtauBank:
    """Read every oto.ini of a bank; UserError when it has no syllable to sing, or one that cannot be read."""
    character = record.folder / "character.yaml"
    config = load_yaml(decoded(character.read_bytes()), character.name) if character.is_file() else {}
    encoding = str(config.get("text_file_encoding") or "")
    otos: dict[str, Oto] = {}
    for folder in _folders(record.folder):
        for oto in read_oto(folder, encoding):
            otos.setdefault(oto.alias, oto)
    if not otos:
        raise UserError(f"The voice '{record.name}' has no recordings that its oto.ini names; get the voice again.")
    folded = {_fold(alias): alias for alias in reversed(otos)}
    return UtauBank(record, otos, folded, _affixes(record.folder, config, encoding))


def _spellings(sound: str) -> Iterator[str]:
    yield sound
    kana = morae(sound)
    if len(kana) == 1:
        yield kana[0]
        yield romaji(kana[0])


def _fold(alias: str) -> str:
    return hiragana(alias.lower())


def _folders(root: Path) -> Iterator[Path]:
    yield from (path.parent for path in sorted(root.rglob("oto.ini"), key=lambda path: (len(path.parts), path)))


def _affixes(folder: Path, config: dict[str, object], encoding: str) -> tuple[Affix, ...]:
    """From character.yaml's main colour, else from prefix.map."""
    rows = config.get("subbanks")
    found = [Affix(str(row.get("prefix") or ""), str(row.get("suffix") or ""), tones_of(row.get("tone_ranges")))
             for row in rows if isinstance(row, dict) and not row.get("color")] if isinstance(rows, list) else []
    path = folder / "prefix.map"
    if found or not path.is_file():
        return tuple(found)
    tones: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for line in decoded(path.read_bytes(), encoding).splitlines():
        parts = line.split("\t")
        pitch = pitch_of_name(parts[0]) if len(parts) == 3 else None
        if pitch is not None:
            tones.setdefault((parts[1].strip(), parts[2].strip()), []).append((pitch, pitch))
    return tuple(Affix(prefix, suffix, tuple(ranges)) for (prefix, suffix), ranges in tones.items())
