"""AST: a transformer that knows the sounds of AudioSet, slid over a recording of any length.

Gong, Chung and Glass, "AST: Audio Spectrogram Transformer", 2021 (arXiv 2104.01778).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result, Spans
from engine.catalog.subject import one_clip
from engine.errors import ModelError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.sound_in import windows
from models.checkpoint.stoppable import stoppable
from models.hearing.hysteresis import Threshold, spans_above
from models.hearing.sound_words import labels_meant, plain_label

_WINDOW_S = 3.0
"""What it hears at once; shorter than it was trained with, because a longer one would blur when a sound begins."""
_STEP_S = 1.0
_BATCH = 4
_THRESHOLD = Threshold(on=0.30, off=0.15)
_MOST_LABELS = 25
"""The surest are told."""


@dataclass(frozen=True, eq=False)
class _Listener:
    network: Any
    features: Any
    device: Device


class AstTagger(CheckpointModel):
    """detect_sounds by the names of AudioSet."""

    id = "ast"
    name = "Audio Spectrogram Transformer"
    tasks: ClassVar[tuple[str, ...]] = ("detect_sounds",)
    licence = Licence("Apache-2.0")
    checkpoints = (Checkpoint("MIT/ast-finetuned-audioset-10-10-0.4593"),)
    quality = 3
    speed = 2
    limits = ("Names 527 kinds of sound, several at a time, but tells when they begin and end only to about a second.")

    def load(self, folders: Sequence[Path], device: Device) -> _Listener:
        """The classifier and what turns sound into its spectrogram."""
        from transformers import ASTFeatureExtractor, ASTForAudioClassification

        network = ASTForAudioClassification.from_pretrained(str(folders[0]), **device.loading)
        features = ASTFeatureExtractor.from_pretrained(str(folders[0]), local_files_only=True)
        return _Listener(network.eval().to(device.name), features, device)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that cannot be read, ModelError for a target that AudioSet has no name for."""
        sound_info(one_clip(inputs, "listen to"))
        if brief.task != "detect_target_sound":
            return
        target = str(args.get("target", "")).strip()[:60]
        if not target:
            raise ModelError(f"{self.name} finds a sound by its name only, not by an example.")
        if self.records() and not labels_meant(target, self._labels()):
            raise ModelError(f"{self.name} has no name for '{target}'; say it in another word, such as dog, rain, "
                            "applause or guitar.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the spans of everything heard, or of the target; they may overlap."""
        clip = one_clip(inputs, "listen to")
        listener: _Listener = self.loaded(report)
        chances = _heard(clip, listener, report)
        seconds = sound_info(clip).seconds
        labels = self._labels()
        if brief.task == "detect_target_sound":
            target = str(args["target"]).strip()
            likely = chances[:, labels_meant(target, labels)].max(axis=1)
            spans = spans_above(likely, target, _STEP_S, seconds, _THRESHOLD)
            if not spans:
                report.warn(f"It was not found in '{clip.name}'.")
            return {"spans": Spans(tuple(spans))}
        surest = np.argsort(-chances.max(axis=0))[:_MOST_LABELS]
        found = [span for row in surest
                 for span in spans_above(chances[:, row], plain_label(labels[row]), _STEP_S, seconds, _THRESHOLD)]
        if not found:
            report.warn(f"No sound that it knows was clear enough in '{clip.name}'.")
        return {"spans": Spans(tuple(sorted(found, key=lambda span: (span.start_s, -span.confidence))))}

    def _labels(self) -> tuple[str, ...]:
        """The names of the sounds it knows, as AudioSet writes them."""
        return _labels_in(Path(self.records()[0].folder))


class AstFinder(AstTagger):
    """detect_target_sound, for what AudioSet has a name for."""

    id = "ast-finder"
    name = "Audio Spectrogram Transformer as a finder"
    tasks = ("detect_target_sound",)
    quality = 2
    limits = "Finds 527 kinds of sound by their names, and tells when they begin and end only to about a second."


@functools.lru_cache(maxsize=4)
def _labels_in(folder: Path) -> tuple[str, ...]:
    named = json.loads((folder / "config.json").read_text("utf-8"))["id2label"]
    return tuple(str(named[str(number)]) for number in range(len(named)))


def _heard(clip: Clip, listener: _Listener, report: Report) -> np.ndarray:
    """How likely each sound is in every step of time [shape=(steps, labels)], 0–1."""
    import torch

    seconds = sound_info(clip).seconds
    rate_hz = int(listener.features.sampling_rate)
    done = 0.0
    waiting: list[np.ndarray] = []
    rows: list[np.ndarray] = []

    def listen() -> None:
        given = listener.features(waiting, sampling_rate=rate_hz, return_tensors="pt")["input_values"]
        with torch.inference_mode(), stoppable(listener.network, lambda: report(done, seconds, "listening")):
            logits = listener.network(given.to(listener.device.name, listener.device.dtype)).logits
        rows.extend(torch.sigmoid(logits.float()).cpu().numpy())
        waiting.clear()

    for start_s, sound in windows(clip, rate_hz, _WINDOW_S, step_s=_STEP_S):
        waiting.append(np.pad(sound[0], (0, max(0, round(_WINDOW_S * rate_hz) - sound.shape[1]))))
        done = start_s
        if len(waiting) == _BATCH:
            listen()
    if waiting:
        listen()
    report(seconds, seconds, "listening")
    return _per_step(np.stack(rows), seconds)


def _per_step(heard: np.ndarray, seconds: float) -> np.ndarray:
    """Each step gets the mean of the windows that cover it [shape=(steps, labels)]."""
    covers = round(_WINDOW_S / _STEP_S)
    steps = max(1, int(np.ceil(seconds / _STEP_S)))
    sums, counts = np.zeros((steps, heard.shape[1])), np.zeros((steps, 1))
    for number, row in enumerate(heard):
        sums[number:number + covers] += row
        counts[number:number + covers] += 1
    return sums / np.maximum(counts, 1)
