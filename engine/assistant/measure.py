"""Measuring clips that nobody has measured: by a model, in a worker, after the answer was given."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.catalog.model import Brief, Facts, Report
from engine.catalog.registry import Registry
from engine.errors import TonmeisterError
from engine.media.clip import Clip
from engine.workers.worker import Order, Worker

LONGEST_S = 600.0
"""Longer sounds are not measured: it would keep the next request waiting."""


def loudness_lufs(clip: Clip, registry: Registry, worker: Worker) -> float | None:
    """How loud a sound is (BS.1770); None when it is silent, too short or too long, or nothing here can measure it."""
    models = [model for model in registry.models_for("describe_music") if not model.ready()]
    if clip.kind != "audio" or clip.seconds > LONGEST_S or not models:
        return None
    with tempfile.TemporaryDirectory(prefix="tonmeister-") as folder:
        order = Order(models[0].id, {"aspect": "loudness"}, {"clip": clip}, Brief("describe_music", Path(folder)))
        try:
            found = worker.run(order, Report())["facts"]
        except TonmeisterError:
            return None
    value = found.values.get("loudness") if isinstance(found, Facts) else None
    return round(float(value), 1) if isinstance(value, int | float) else None
