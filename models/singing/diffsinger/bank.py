"""A DiffSinger bank opened: its parts read and checked against each other, before any model is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from engine.errors import UserError
from engine.voices.voice_bank import VoiceBank
from engine.voices.voice_describe import LANGUAGE_OF_CODE, load_yaml, tones_of
from engine.voices.voice_terms import decoded
from models.singing.diffsinger.config import BankConfig, VocoderConfig, file_in, read_config, read_vocoder_config
from models.singing.diffsinger.phonemes import Dictionary, Inventory, read_dictionary, read_inventory
from models.singing.diffsinger.speaker import Subbank, read_embeddings


@dataclass(frozen=True, eq=False)
class BankPart:
    """One folder of a bank: the acoustic model's, or that of a predictor."""

    root: Path
    """The bank's own folder; nothing it names may lie outside."""
    config: BankConfig
    inventory: Inventory
    embeddings: np.ndarray | None
    """float32 [shape=(speakers, hidden_size)], when the part tells speakers apart."""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.config.path.parent

    def file(self, name: str, what: str) -> Path:
        """One of its models; UserError when it is missing."""
        return file_in(self.root, self.folder, name, what)


@dataclass(frozen=True, eq=False)
class DiffSingerBank:
    """A whole voice."""

    record: VoiceBank
    acoustic: BankPart
    vocoder: VocoderConfig
    dur: BankPart | None
    """None when it predicts no durations: the table of usual lengths is taken."""
    pitch: BankPart | None
    """None when it predicts no pitch: the singer's own contour is taken."""
    variance: BankPart | None
    subbanks: tuple[Subbank, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Its speakers, the usual one first."""
        return self.acoustic.config.speakers

    def speaker_at(self, pitch: int) -> str:
        """The speaker that a pitch is usually sung by."""
        usual = [bank for bank in self.subbanks if not bank.color] or list(self.subbanks)
        fitting = next((bank.speaker for bank in usual if bank.covers(pitch)), "")
        return fitting or (self.speakers[0] if self.speakers else "")


def open_bank(record: VoiceBank, vocoders: Sequence[VoiceBank]) -> DiffSingerBank:
    """Read a bank; UserError in one sentence that names the file when a part is missing or does not fit."""
    root = _part(record.folder, record.folder)
    root.file(root.config.acoustic, "acoustic model")
    vocoder = _vocoder(record, root.config, vocoders)
    _must_agree(root.config, vocoder)
    dur = _predictor(record.folder, "dur", "duration model")
    pitch = _predictor(record.folder, "pitch", "pitch model")
    variance = _predictor(record.folder, "variance", "variance model")
    predicted = variance.config.predicted_curves if variance else ()
    for curve in root.config.used_curves:
        if curve not in predicted:
            raise UserError(f"The voice '{record.name}' is driven by {curve}, but nothing in its dsvariance folder "
                            "predicts it; get the voice again.")
    return DiffSingerBank(record, root, vocoder, dur, pitch, variance, _subbanks(record.folder))


def dictionary_of(bank: DiffSingerBank, language: str) -> Dictionary:
    """The dictionary for a language, or the general one; UserError when the bank has none at all."""
    codes = [code for code, name in LANGUAGE_OF_CODE.items() if name == language]
    names = [f"dsdict-{code}.yaml" for code in codes] + ["dsdict.yaml"]
    folders = [bank.record.folder / name for name in ("dsdur", ".", "dspitch", "dsvariance")]
    for name in names:
        for folder in folders:
            if (folder / name).is_file():
                return read_dictionary(folder / name)
    others = sorted(path for folder in folders for path in folder.glob("dsdict*.yaml"))
    if others and not codes:
        return read_dictionary(others[0])
    raise UserError(f"The voice '{bank.record.name}' has no dictionary ({names[0]} or dsdict.yaml in dsdur) for "
                    f"{language or 'its words'}; choose another voice or language.")


def _part(root: Path, folder: Path) -> BankPart:
    config = read_config(folder / "dsconfig.yaml")
    languages = config.languages if config.use_lang_id else ""
    if config.use_lang_id and not languages:
        raise UserError(f"{folder.name}/dsconfig.yaml uses languages but names no list of them; get the voice again.")
    inventory = read_inventory(root, folder, config.phonemes, languages)
    return BankPart(root, config, inventory, read_embeddings(root, config) if config.speakers else None)


def _predictor(root: Path, key: str, what: str) -> BankPart | None:
    """A predictor's folder; None without it, or when its config names no such model."""
    folder = root / f"ds{key}"
    if not (folder / "dsconfig.yaml").is_file():
        return None
    part = _part(root, folder)
    model = {"dur": part.config.dur, "pitch": part.config.pitch, "variance": part.config.variance}[key]
    if not model:
        return None
    part.file(model, what)
    part.file(part.config.linguistic, "linguistic model")
    return part


def _vocoder(record: VoiceBank, config: BankConfig, vocoders: Sequence[VoiceBank]) -> VocoderConfig:
    """The one in the bank, else the installed package that it names."""
    own = record.folder / "dsvocoder" / "vocoder.yaml"
    found = read_vocoder_config(own) if own.is_file() else None
    if found is None:
        wanted = config.vocoder.casefold()
        package = next((one for one in vocoders if wanted in (one.id.casefold(), one.name.casefold())), None)
        if package is None:
            named = f"the vocoder '{config.vocoder}'" if config.vocoder else "a vocoder, and names none"
            raise UserError(f"The voice '{record.name}' needs {named}; install it with "
                            f"`tonmeister voices add {config.vocoder or 'VOCODER'}.oudep`.")
        found = read_vocoder_config(package.folder / "vocoder.yaml")
    file_in(found.path.parent, found.path.parent, found.model, "vocoder model")
    return found


def _must_agree(config: BankConfig, vocoder: VocoderConfig) -> None:
    """All that describes the mel must be the same; only the base of the logarithm can be converted."""
    for one in fields(config.mel):
        ours, theirs = getattr(config.mel, one.name), getattr(vocoder.mel, one.name)
        if one.name != "mel_base" and ours != theirs:
            raise UserError(f"The voice and its vocoder do not fit together: {one.name} is {ours} in dsconfig.yaml and "
                            f"{theirs} in vocoder.yaml; use the vocoder that was made for it.")


def _subbanks(folder: Path) -> tuple[Subbank, ...]:
    path = folder / "character.yaml"
    found = load_yaml(decoded(path.read_bytes()), path.name).get("subbanks") if path.is_file() else None
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return tuple(Subbank(str(row.get("color") or ""), str(row.get("suffix") or ""), tones_of(row.get("tone_ranges")))
                 for row in rows)
