"""Which stems make up what was asked for, so that all of it sums to the mix again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

STEMS = ("vocals", "drums", "bass", "other")
REMAINDER = "other"
"""Never taken from a network: it is what the rest of them leave of the mix."""


@dataclass(frozen=True)
class StemPart:
    """One output: some stems added up, or the mix less some stems."""

    stems: tuple[str, ...]
    is_remainder: bool

    def of(self, mix: np.ndarray, sounds: Mapping[str, np.ndarray]) -> np.ndarray:
        """Its sound [shape=(channels, n)]."""
        total = np.zeros_like(mix)
        for name in self.stems:
            total += sounds[name]
        return mix - total if self.is_remainder else total


def part_of(wanted: Sequence[str], stems: Sequence[str] = STEMS) -> StemPart:
    """The sum of some of the stems; with `other` among them, the mix less those that are not wanted."""
    if REMAINDER in wanted:
        return StemPart(tuple(name for name in stems if name not in wanted), True)
    return StemPart(tuple(wanted), False)


def stem_parts(picked: Sequence[str]) -> dict[str, StemPart]:
    """The outputs by name: all four stems, or those picked and what none of them holds as the `rest`."""
    groups = {name: tuple(stem for stem in STEMS if stem != "vocals") if name == "instrumental" else (name,)
              for name in dict.fromkeys(picked or STEMS)}
    left = tuple(stem for stem in STEMS if not any(stem in group for group in groups.values()))
    if left:
        groups["rest"] = left
    return {name: part_of(group) for name, group in groups.items()}


def target_parts(wanted: str, stems: Sequence[str]) -> dict[str, StemPart]:
    """The outputs `target` and `rest` for one of a network's stems, or for "instrumental": all but the vocals."""
    group = [stem for stem in stems if stem != "vocals"] if wanted == "instrumental" else [wanted]
    rest = [stem for stem in stems if stem not in group]
    return {"target": part_of(group, stems), "rest": part_of(rest, stems)}


def needed(parts: Mapping[str, StemPart]) -> tuple[str, ...]:
    """The stems that a network has to give for these outputs, in the order they are first needed."""
    return tuple(dict.fromkeys(name for part in parts.values() for name in part.stems))
