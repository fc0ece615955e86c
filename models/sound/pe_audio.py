"""PE-A-Frame: finds whatever sound is put into words, every 40 ms.

Perception Encoder Audio, Meta, 2025 (https://huggingface.co/facebook/pe-a-frame-base).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result, Span, Spans
from engine.catalog.subject import one_clip, place_of
from engine.errors import ModelError, UserError
from engine.media.audio_stream import ClipWriter, sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.sound_in import windows
from models.checkpoint.stoppable import stoppable
from models.hearing.everyday import EVERYDAY
from models.hearing.hysteresis import Threshold, spans_above
from models.sound.extraction.lifted import lifted

_CHUNK_S, _OVERLAP_S = 30.0, 2.0
_THRESHOLD = Threshold(on=0.5, off=0.35, gap_s=0.12, least_s=0.08)
_MEDIAN_FRAMES = 5
_SILENT_DB = -70.0
_LONGEST_TARGET = 200
"""Letters; the text encoder was trained with short descriptions."""


@dataclass(frozen=True, eq=False)
class _Listener:
    network: Any
    processor: Any
    device: Device

    @property
    def rate_hz(self) -> int:
        return int(self.processor.feature_extractor.sampling_rate)

    @property
    def frame_s(self) -> float:
        return float(self.processor.feature_extractor.hop_length) / self.rate_hz


class FrameListener(CheckpointModel):
    """detect_target_sound by words, and detect_sounds over a list of everyday sounds."""

    id = "pe-a-frame-small"
    name = "PE-A-Frame small"
    tasks: ClassVar[tuple[str, ...]] = ("detect_target_sound", "detect_sounds")
    licence = Licence("Apache-2.0")
    checkpoints = (Checkpoint("facebook/pe-a-frame-small"),)
    quality = 3
    speed = 2
    limits = "Finds sounds that are described in English, to about a twentieth of a second."

    def load(self, folders: Sequence[Path], device: Device) -> _Listener:
        """The two encoders and what prepares sound and words for them."""
        from transformers import PeAudioFrameLevelModel, PeAudioProcessor

        network = PeAudioFrameLevelModel.from_pretrained(str(folders[0]), **device.loading)
        processor = PeAudioProcessor.from_pretrained(str(folders[0]), local_files_only=True, trust_remote_code=False)
        return _Listener(network.eval().to(device.name), processor, device)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that cannot be read; ModelError for a target that is not described by words."""
        sound_info(one_clip(inputs, "listen to"))
        target = str(args.get("target", "")).strip()
        if brief.task != "detect_sounds" and not any(letter.isalpha() for letter in target):
            raise ModelError(f"{self.name} finds a sound by words only, such as 'a dog barking'.")
        if len(target) > _LONGEST_TARGET:
            raise UserError(f"Describe the sound in at most {_LONGEST_TARGET} letters.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the spans; for extract_sound `target` and `rest`, which sum to the recording."""
        clip = one_clip(inputs, "listen to")
        listener: _Listener = self.loaded(report)
        if brief.task == "detect_sounds":
            found = _spans(clip, tuple(EVERYDAY), listener, report)
            named = [Span(span.start_s, span.end_s, EVERYDAY[span.label], span.confidence) for span in found]
            return {"spans": Spans(tuple(named))}
        target = str(args["target"]).strip()
        if brief.task == "extract_sound":
            return _cut_out(clip, target, listener, brief, report)
        spans = _spans(clip, (target,), listener, report)
        if not spans:
            report.warn(f"It was not found in '{clip.name}'.")
        return {"spans": Spans(tuple(spans))}


class FrameListenerBase(FrameListener):
    """The next larger one."""

    id = "pe-a-frame-base"
    name = "PE-A-Frame base"
    checkpoints = (Checkpoint("facebook/pe-a-frame-base"),)
    speed = 1


class FrameExtractor(FrameListener):
    """extract_sound: what the small one finds, lifted off its background; stems of songs are for Demucs."""

    id = "pe-a-frame-extractor"
    name = "PE-A-Frame extractor"
    tasks = ("extract_sound",)
    quality = 2
    limits = ("Gets out a sound that is described in English and comes and goes over a steady background; what begins "
              "together with it comes along.")


def _spans(clip: Clip, texts: Sequence[str], listener: _Listener, report: Report) -> list[Span]:
    """Where each text is heard, in the order of time."""
    from scipy.ndimage import median_filter

    seconds = sound_info(clip).seconds
    chances = _chances(clip, texts, listener, report)
    found = [span for text, row in zip(texts, chances, strict=True)
             for span in spans_above(median_filter(row, _MEDIAN_FRAMES, mode="nearest"), text, listener.frame_s,
                                     seconds, _THRESHOLD)]
    return sorted(found, key=lambda span: (span.start_s, -span.confidence))


def _chances(clip: Clip, texts: Sequence[str], listener: _Listener, report: Report) -> np.ndarray:
    """How likely each text is in every frame [shape=(texts, frames)], 0–1; chunks overlap, their middles count."""
    info = sound_info(clip)
    frame_s = listener.frame_s
    chunk = round(_CHUNK_S / frame_s)
    step = chunk - round(_OVERLAP_S / frame_s)
    margin = (chunk - step) // 2
    parts: list[np.ndarray] = []
    for start_s, sound in windows(clip, listener.rate_hz, chunk * frame_s, step_s=step * frame_s):
        heard = _heard(sound[0], texts, listener, lambda start_s=start_s: report(start_s, info.seconds, "listening"))
        is_last = start_s + chunk * frame_s >= info.seconds
        parts.append(heard[:, margin if parts else 0:None if is_last else step + margin])
    report(info.seconds, info.seconds, "listening")
    return np.concatenate(parts, axis=1)


def _heard(sound: np.ndarray, texts: Sequence[str], listener: _Listener, look: Any) -> np.ndarray:
    """The same of one chunk [shape=(n,)]; nothing is heard in silence."""
    import torch

    given = listener.processor(text=list(texts), audio=[sound], sampling_rate=listener.rate_hz, return_tensors="pt",
                               padding=True)
    given["input_values"] = given["input_values"].to(listener.device.dtype)
    with torch.inference_mode(), stoppable(listener.network, look):
        logits = listener.network(**given.to(listener.device.name)).logits_audio_text[0]
    chances = torch.sigmoid(logits.float()).cpu().numpy()
    hop = round(listener.frame_s * listener.rate_hz)
    padded = np.pad(sound, (0, max(0, chances.shape[1] * hop - len(sound))))[:chances.shape[1] * hop]
    level_db = 10 * np.log10(np.mean(padded.reshape(-1, hop) ** 2, axis=1) + 1e-12)
    return np.where(level_db < _SILENT_DB, 0.0, chances)


def _cut_out(clip: Clip, target: str, listener: _Listener, brief: Brief, report: Report) -> dict[str, Result]:
    """The sound by when it is heard, and the rest."""
    half = report.part(0, 0.5)
    spans = _spans(clip, (target,), listener, half)
    if not spans:
        raise UserError(f"'{target}' was not found in '{clip.name}'.")
    report.warn(f"'{target}' is lifted off what goes on before and after it; what begins together with it comes along.")
    info = sound_info(clip)
    shape = (info.channels, info.sample_rate_hz, info.frames)
    with ClipWriter(brief.folder, *shape) as wanted, ClipWriter(brief.folder, *shape) as rest:
        for mix, sound in lifted(clip, info, spans, report):
            wanted.write(sound)
            rest.write(mix - sound)
        return {"target": wanted.finish(f"{clip.name} {target}", **place_of(clip)),
                "rest": rest.finish(f"{clip.name} without {target}", **place_of(clip))}
