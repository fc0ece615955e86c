"""CLAP: hears how well a sound fits words; finds sounds by name, and picks the best of several takes.

Wu et al., "Large-scale Contrastive Language-Audio Pretraining with Feature Fusion and Keyword-to-Caption
Augmentation", 2023 (arXiv 2211.06687).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result, Span, Spans
from engine.catalog.subject import one_clip
from engine.errors import UserError
from engine.media.audio import Audio, resample, to_channels
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.sound_in import windows
from models.checkpoint.stoppable import stoppable

RATE_HZ = 48000
_WINDOW_S, _STEP_S = 2.0, 0.5
_AT_ONCE = 8
_CONTRASTS = ("silence", "background noise", "music", "a person speaking", "some other sound")
"""What a stretch may be instead of the target."""
_FOUND = 0.5
_MOST_WINDOWS, _RANKED_WINDOW_S = 6, 10.0
_APART = ("a dog barking", "a piano playing a slow melody", "heavy rain on a roof")
_COLLAPSED = 0.98
"""Likeness of unrelated words from which on a model's sense of words is broken; sound ones have less than 0.6."""


@dataclass(frozen=True)
class _Parts:
    """The network and what prepares its inputs."""

    network: Any
    processor: Any
    device: str


class Clap(CheckpointModel):
    """detect_target_sound by words, in windows of two seconds."""

    tasks = ("detect_target_sound",)
    licence = Licence("Apache-2.0")
    quality = 2
    speed = 2
    limits = ("Finds any sound by English words, to about half a second; what sounds together with something louder "
              "may be missed, and how sure it is says more about one recording than between two.")

    def load(self, folders: Sequence[Path], device: Device) -> _Parts:
        """In float32: it is small, and its likenesses are compared. ValueError when it cannot tell words apart."""
        import torch
        from transformers import ClapModel, ClapProcessor

        loading = {**device.loading, "dtype": torch.float32}
        network = ClapModel.from_pretrained(str(folders[0]), **loading).eval().to(device.name)
        processor = ClapProcessor.from_pretrained(str(folders[0]), local_files_only=True, trust_remote_code=False)
        parts = _Parts(network, processor, device.name)
        vectors = _text_vectors(parts, _APART)
        if float((vectors @ vectors.T)[np.triu_indices(len(_APART), 1)].min()) > _COLLAPSED:
            raise ValueError("its weights are broken: it hears no difference between unrelated words")
        return parts

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for what is no sound, and for a search by example, which other models do better."""
        sound_info(one_clip(inputs, "listen to"))
        if not str(args.get("target") or "").strip():
            raise UserError(f"{self.name} finds sounds by words, not by an example.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the `spans` in which the target is heard."""
        self.check(args, inputs, brief)
        clip, target = one_clip(inputs, "listen to"), " ".join(str(args["target"]).split())[:200]
        parts: _Parts = self.loaded(report)
        seconds = sound_info(clip).seconds
        if seconds <= 0:
            raise UserError(f"'{clip.name}' has no sound in it.")
        chances = []
        with stoppable(parts.network, lambda: report(0, 1, "listening")):
            texts = _text_vectors(parts, [f"the sound of {target}", *_contrasts(target)])
        for start_s, vectors in _heard(parts, clip, report, seconds):
            chances += [(start_s + number * _STEP_S, chance) for number, chance in
                        enumerate(_chances(parts, vectors, texts))]
        spans = _spans(chances, seconds, target)
        if not spans:
            report.warn(f"'{target}' was not found in '{clip.name}'.")
        return {"spans": Spans(tuple(spans))}

    def likeness(self, text: str, sound: Audio, report: Report) -> float:
        """−1 … 1: how well a sound fits words, over at most six windows spread across it."""
        parts: _Parts = self.loaded(report)
        mono = to_channels(resample(sound, RATE_HZ), 1).samples[0]
        size = round(_RANKED_WINDOW_S * RATE_HZ)
        count = min(_MOST_WINDOWS, max(1, round(len(mono) / size)))
        starts = np.linspace(0, max(0, len(mono) - size), count).astype(int)
        with stoppable(parts.network, lambda: report(0, 1, "comparing with the words")):
            heard = _sound_vectors(parts, [mono[start:start + size] for start in starts])
            return float((heard @ _text_vectors(parts, [text])[0]).mean())


class ClapGeneral(Clap):
    """Trained on all kinds of sound."""

    id = "clap"
    name = "CLAP"
    checkpoints = (Checkpoint("laion/clap-htsat-unfused"),)


class ClapMusic(Clap):
    """Trained on music and speech too. (laion/larger_clap_music itself cannot tell words apart: mteb issue 5069.)"""

    id = "clap-music"
    name = "CLAP for music"
    checkpoints = (Checkpoint("laion/larger_clap_music_and_speech"),)


def ready_ranker(*, is_music: bool) -> Clap | None:
    """The CLAP on this computer that judges such sound best; None when there is none."""
    order: list[type[Clap]] = [ClapMusic, ClapGeneral] if is_music else [ClapGeneral, ClapMusic]
    return next((made for made in (kind() for kind in order) if not made.ready()), None)


def _contrasts(target: str) -> list[str]:
    said = set(target.lower().split())
    return [text for text in _CONTRASTS if not said & set(text.split()) - {"a", "some"}]


def _heard(parts: _Parts, clip: Clip, report: Report, seconds: float) -> Iterator[tuple[float, np.ndarray]]:
    """Start of the first window, and the vectors of some windows at a time [shape=(n, size)]."""
    stretches = windows(clip, RATE_HZ, _WINDOW_S, step_s=_STEP_S)
    with stoppable(parts.network, lambda: report(0, 1, "listening")):
        while batch := list(islice(stretches, _AT_ONCE)):
            report(batch[0][0], seconds, "listening")
            yield batch[0][0], _sound_vectors(parts, [sound[0] for _, sound in batch])


def _sound_vectors(parts: _Parts, sounds: Sequence[np.ndarray]) -> np.ndarray:
    """Unit vectors of mono sounds at RATE_HZ [shape=(n, size)]."""
    import torch

    extractor = parts.processor.feature_extractor
    given = extractor(list(sounds), sampling_rate=RATE_HZ, return_tensors="pt")
    with torch.inference_mode():
        out = parts.network.get_audio_features(**{name: value.to(parts.device) for name, value in given.items()})
    return _unit(out)


def _text_vectors(parts: _Parts, texts: Sequence[str]) -> np.ndarray:
    """Unit vectors of texts [shape=(n, size)]."""
    import torch

    given = parts.processor.tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt")
    with torch.inference_mode():
        out = parts.network.get_text_features(**{name: value.to(parts.device) for name, value in given.items()})
    return _unit(out)


def _unit(out: Any) -> np.ndarray:
    vectors = getattr(out, "pooler_output", out).float().cpu().numpy()
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def _chances(parts: _Parts, heard: np.ndarray, texts: np.ndarray) -> list[float]:
    """How likely each window holds the first text rather than one of the others, 0–1."""
    scale = float(parts.network.logit_scale_a.detach().exp())
    logits = scale * heard @ texts.T
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return [float(chance) for chance in weights[:, 0] / weights.sum(axis=1)]


def _spans(chances: Sequence[tuple[float, float]], seconds: float, label: str) -> list[Span]:
    """Neighbouring windows that hold the target, as one span each; a window counts for its middle half second."""
    spans: list[Span] = []
    edge = (_WINDOW_S - _STEP_S) / 2
    for start_s, chance in chances:
        if chance < _FOUND:
            continue
        begin_s = 0.0 if start_s == 0 else start_s + edge
        end_s = seconds if start_s + _WINDOW_S >= seconds else start_s + edge + _STEP_S
        if spans and begin_s <= spans[-1].end_s + 1e-6:
            last = spans.pop()
            begin_s, chance = last.start_s, max(chance, last.confidence)
        spans.append(Span(round(begin_s, 3), round(min(end_s, seconds), 3), label, round(chance, 2)))
    return spans
