"""The speakers of a bank and mixes of them: weights over time, times the speakers' embeddings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import UserError
from models.singing.diffsinger.config import BankConfig, file_in

Mix = tuple[tuple[str, float, float], ...]
"""(speaker, weight at the start of a phrase, weight at its end); what is missing to 1 goes to the first speaker."""


@dataclass(frozen=True)
class Subbank:
    """A colour of a voice, and the pitches it is used for."""

    color: str
    speaker: str
    tones: tuple[tuple[int, int], ...] = ()

    def covers(self, pitch: int) -> bool:
        """True for pitches it was made for."""
        return not self.tones or any(low <= pitch <= high for low, high in self.tones)


def read_embeddings(root: Path, config: BankConfig) -> np.ndarray:
    """float32 [shape=(speakers, hidden_size)]; UserError that names the file that is missing or of another size."""
    rows = []
    for speaker in config.speakers:
        path = file_in(root, config.path.parent, f"{speaker}.emb", "speaker")
        raw = path.read_bytes()
        if len(raw) != 4 * config.hidden_size:
            raise UserError(f"{path.parent.name}/{path.name} has {len(raw) // 4} numbers, but hidden_size is "
                            f"{config.hidden_size}; get the voice again.")
        rows.append(np.frombuffer(raw, "<f4"))
    return np.stack(rows).astype(np.float32)


def short_name(speaker: str) -> str:
    """Exporters write the model before the speaker, and a folder: `embeds/acoustic.Soft` → soft."""
    return re.split(r"[/\\.]", speaker)[-1].lower()


def index_of(speaker: str, speakers: Sequence[str]) -> int:
    """Place of a speaker in one part's list; the parts name them alike but for the prefix; the first if unknown."""
    if speaker in speakers:
        return speakers.index(speaker)
    names = [short_name(one) for one in speakers]
    return names.index(short_name(speaker)) if short_name(speaker) in names else 0


def embedded(mix: Mix, usual: Sequence[str], config: BankConfig, embeddings: np.ndarray) -> np.ndarray:
    """The mix at each step, float32 [shape=(1, steps, hidden_size)]; `usual` is each step's own speaker."""
    steps = len(usual)
    weights = np.zeros((steps, len(config.speakers)))
    progress = np.linspace(0, 1, steps) if steps > 1 else np.zeros(steps)
    for speaker, first, last in mix:
        weights[:, index_of(speaker, config.speakers)] += first + (last - first) * progress
    total = weights.sum(axis=1)
    weights /= np.maximum(total, 1)[:, None]
    places = [index_of(speaker, config.speakers) for speaker in usual]
    weights[np.arange(steps), places] += np.maximum(0.0, 1 - total)
    return (weights @ embeddings).astype(np.float32)[None]


def mix_in(words: str, names: Mapping[str, str]) -> Mix:
    """Read "soft", "soft 30%", "soft + strong", "0.7 soft 0.3 strong" or "soft to strong"; () without a name.

    `names` maps lower-case words to speakers.
    """
    found: list[tuple[str, float | None]] = []
    pattern = r"(?:(\d+(?:\.\d+)?)\s*(%?)\s*)?\b({})\b(?:\s*[:=]?\s*(\d+(?:\.\d+)?)\s*(%?))?".format(
        "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)")
    matches = list(re.finditer(pattern, words.lower()))
    for match in matches:
        number, percent = (match[1], match[2]) if match[1] else (match[4], match[5])
        scale = 100 if percent or float(number or 0) > 1 else 1
        found.append((names[match[3]], float(number) / scale if number else None))
    if len(matches) == 2 and re.fullmatch(r"\s*(to|into|→|->)\s*", words.lower()[matches[0].end():matches[1].start()]):
        return ((found[0][0], 1.0, 0.0), (found[1][0], 0.0, 1.0))
    unsaid = sum(weight is None for _, weight in found)
    rest = max(0.0, 1.0 - sum(weight or 0.0 for _, weight in found))
    return tuple((speaker, *(2 * [rest / unsaid if weight is None else weight])) for speaker, weight in found)  # type: ignore[misc]


