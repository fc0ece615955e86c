"""Demucs: vocals, drums, bass and the rest of a mix by a network that was trained on songs.

Rouard, Massa and Défossez, "Hybrid Transformers for Music Source Separation", 2023 (arXiv 2211.08553).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result
from engine.errors import ModelError, UserError
from engine.media.audio import AudioInfo
from engine.media.audio_stream import ClipWriter, read_frames, sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.stoppable import stoppable
from models.music.demucs_weights import Bag, read_bag
from models.music.stem_mix import StemPart, needed, stem_parts, target_parts
from models.music.stem_stream import StemNetwork, measured_levels, separated
from models.music.stem_words import stem_named

_SILENT = 1e-6
_WORKING_BYTES = 1500 << 20
"""Of one stretch inside the network, beside the weights."""
_LISTENING = 0.03
"""Share of the work that measuring the level takes."""


class HtDemucs(CheckpointModel):
    """separate_stems and extract_sound; `other` is what the stems leave of the mix, so that all sum to it exactly."""

    id = "htdemucs"
    name = "Demucs"
    tasks = ("separate_stems", "extract_sound")
    licence = Licence("MIT")
    checkpoints = (Checkpoint("adefossez/HTDemucs"),)
    packages = ("torch", "demucs", "safetensors")
    quality = 2
    speed = 2
    limits = ("Trained on songs: speech, noises and unusual instruments may land in any stem; above 22 kHz everything "
              "is left in the rest.")
    bag: ClassVar[str] = "htdemucs"
    """Name of the list of networks, and of the file in the repository that holds it."""
    stems: ClassVar[tuple[str, ...]] = ("drums", "bass", "other", "vocals")
    """What its networks tell apart."""

    def memory_need_bytes(self) -> int:
        """Weights, libraries and one stretch of sound at work."""
        known = super().memory_need_bytes()
        return known + _WORKING_BYTES if known else 0

    def load(self, folders: Sequence[Path], device: Device) -> Bag:
        """The networks in float32: their Fourier transforms know no shorter numbers."""
        bag = read_bag(folders[0], self.bag, device.name)
        if sorted(bag.sources) != sorted(self.stems):
            raise ValueError(f"its stems are {', '.join(bag.sources)}")
        return bag

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that cannot be read, ModelError for a target that is none of its stems."""
        sound_info(_clip(inputs))
        if brief.task == "extract_sound":
            self._stem(args)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the stems asked for and the `rest`, or all four; for extract_sound `target` and `rest`."""
        clip = _clip(inputs)
        if brief.task == "extract_sound":
            target = self._stem(args)
            parts = target_parts(target, self.stems)
            names = {"target": f"{clip.name} {target}", "rest": f"{clip.name} without {target}"}
        else:
            parts = stem_parts(args.get("stems") or ())
            names = {name: f"{clip.name} {name}" for name in parts}
        bag: Bag = self.loaded(report)
        return dict(_written(clip, bag, parts, names, brief, report))

    def _stem(self, args: Mapping[str, Any]) -> str:
        words = str(args.get("target", "")).strip()
        known = [stem for stem in self.stems if stem != "other"]
        stem = stem_named(words)
        if stem not in (*known, "instrumental"):
            raise ModelError(f"{self.name} does not know '{words[:60]}'; it gets {', '.join(known)}, or the music "
                            "without vocals.")
        return stem


class HtDemucsFineTuned(HtDemucs):
    """Four networks, each trained on for one stem."""

    id = "htdemucs-ft"
    name = "Demucs fine-tuned"
    checkpoints = (Checkpoint("adefossez/HTDemucs-ft"),)
    bag = "htdemucs_ft"
    quality = 3
    speed = 1


class HtDemucsSixStems(HtDemucs):
    """One network that also knows guitar and piano."""

    id = "htdemucs-6s"
    name = "Demucs six stems"
    checkpoints = (Checkpoint("adefossez/HTDemucs-6s"),)
    bag = "htdemucs_6s"
    stems = ("drums", "bass", "other", "vocals", "guitar", "piano")
    limits = ("Trained on songs; also gets guitar and piano, the piano with clearly audible faults, and tells the "
              "other stems apart a little worse than Demucs with four.")


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    clip = inputs.get("clip")
    if not isinstance(clip, Clip):
        raise UserError("Name one recording to take apart.")
    return clip


def _written(clip: Clip, bag: Bag, parts: Mapping[str, StemPart], names: Mapping[str, str], brief: Brief,
             report: Report) -> dict[str, Clip]:
    info = sound_info(clip)
    place = {"start_beats": clip.start_beats, "length_beats": clip.length_beats, "lead_in_s": clip.lead_in_s,
             "track": clip.track}
    wanted, position = needed(parts), 0
    with ExitStack() as stack:
        writers = {name: stack.enter_context(
            ClipWriter(brief.folder, info.channels, info.sample_rate_hz, info.frames)) for name in parts}
        for sounds in _stems(clip, info, bag, wanted, report):
            end = position + sounds.shape[2]
            mix = read_frames(clip.path, position, end, info.sample_rate_hz).samples
            for name, part in parts.items():
                writers[name].write(part.of(mix, dict(zip(wanted, sounds, strict=True))))
            position = end
        target = names["target"].removeprefix(f"{clip.name} ") if "target" in names else ""
        said = {"target": target, "rest": "the rest"}
        quiet = [said.get(name, name) for name, writer in writers.items() if writer.peak < _SILENT]
        made = {name: writer.finish(names[name], **place) for name, writer in writers.items()}
    if quiet:
        report.warn(f"Nothing was found for {', '.join(quiet)} in '{clip.name}'.")
    return made


def _stems(clip: Clip, info: AudioInfo, bag: Bag, wanted: Sequence[str], report: Report) -> Iterator[np.ndarray]:
    """The stems wanted in consecutive stretches [shape=(stems, channels, n)]."""
    done = _LISTENING

    def at(share: float) -> None:
        nonlocal done
        done = _LISTENING + (1 - _LISTENING) * share

    def estimate(sound: np.ndarray) -> np.ndarray:
        return _estimated(bag, wanted, sound, lambda: report(done, 1, "separating"))

    levels = measured_levels(clip, info, lambda share: report(_LISTENING * share, 1, "listening"))
    network = StemNetwork(estimate, len(wanted), bag.rate_hz, bag.segment_frames)
    yield from separated(clip, info, levels, network, at)
    report(1, 1, "separating")


def _estimated(bag: Bag, wanted: Sequence[str], sound: np.ndarray, listen: Callable[[], None]) -> np.ndarray:
    """The stems of one stretch [shape=(stems, 2, n)]; each network works once at most."""
    import torch

    answers: dict[int, Any] = {}
    stems = np.zeros((len(wanted), *sound.shape), np.float32)
    with torch.inference_mode():
        for row, stem in enumerate(wanted):
            for network, share in bag.networks_for(stem):
                if id(network) not in answers:
                    with stoppable(network, listen):
                        device = next(network.parameters()).device
                        answers[id(network)] = network(torch.from_numpy(sound)[None].to(device))[0].cpu().numpy()
                stems[row] += share * answers[id(network)][bag.sources.index(stem)]
    return stems
