"""Word table: softmax regression over counted words and over what the reader network says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.machine.memory import give_back_memory
from engine.planner.offline.reading.bag_of_words import features


@dataclass(frozen=True)
class WordTable:
    """The table and the labels of its columns."""

    words: NDArray[np.int8]
    """Weights of words and pieces [shape=(buckets, labels)]."""
    scale: NDArray[np.float32]
    said: NDArray[np.float32]
    """Weights of what the network says [shape=(scores, labels)]."""
    middle: NDArray[np.float32]
    spread: NDArray[np.float32]
    bias: NDArray[np.float32]
    labels: tuple[str, ...]

    def scores(self, text: str, said: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much speaks for each label [shape=(labels,)]."""
        numbers, parts = features(text)
        known = np.clip((said - self.middle) / self.spread, -3, 3) @ self.said
        counted = self.words[numbers % len(self.words)].astype(np.float32)
        heard = parts @ counted * self.scale if len(numbers) else np.float32(0)
        return np.asarray(known + heard + self.bias, np.float32)


def read_word_table(path: Path) -> WordTable:
    """Load one table; it holds numbers and plain texts only."""
    with np.load(path, allow_pickle=False) as data:
        words, scale, said, middle, spread, bias = (
            data[name].astype(np.int8 if name == "words" else np.float32)
            for name in ("words", "scale", "said", "middle", "spread", "bias")
        )
        labels = tuple(str(data["labels"]).split("\n"))
    give_back_memory()
    return WordTable(words, scale, said, middle, spread, bias, labels)
