"""Follow-ups: does a turn go on with the task of the call before it?"""

from __future__ import annotations

import math
import zlib

import numpy as np
from numpy.typing import NDArray

from engine.planner.router import probabilities
from engine.planner.weights import weights
from engine.planner.words import plain, tokens


def follow_features(text: str, before: str, size: int) -> NDArray[np.int64]:
    """Buckets that describe a turn after a call of the task `before`."""
    table = weights()
    chance = probabilities(text)
    own = float(chance[table.labels_of_task.get(before, [])].sum())
    top = float(chance.max())
    words = [("0" if token.text[0].isdigit() else token.low) for token in tokens(plain(text))][:40]
    best = table.labels[int(chance.argmax())].partition("/")[0]
    features = {"bias", "t" + before, f"own{_level(own)}", f"top{_level(top)}", f"own{_level(own)}|top{_level(top)}", f"len{min(len(words), 12)}", f"best{best}", f"same{best == before}",
                f"best{best}|{before}", f"len{min(len(words), 12) // 3}|own{_level(own)}"}
    features |= {"w" + word for word in words} | {f"{a} {b}" for a, b in zip(words, words[1:], strict=False)} | {"f" + word for word in words[:1]} | {f"f{' '.join(words[:2])}"}
    return np.unique(np.array([zlib.crc32(feature.encode("utf-8", "surrogatepass")) % size for feature in features], dtype=np.int64))


def _level(chance: float) -> int:
    return round(2 * math.log(max(1e-4, chance)))


def goes_on(text: str, before: str) -> float:
    """How likely the turn asks for the same task again, changed or on something else, 0–1."""
    table = weights()
    score = float(table.follow_weights[follow_features(text, before, table.follow_weights.shape[0])].sum()) + table.follow_bias
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
