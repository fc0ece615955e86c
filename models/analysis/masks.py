"""Stem separation without a network: masks on the spectrum, in crossfaded chunks of any length of song."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from models.analysis.spectrum import SpectrumShape, analysed, rebuilt
from models.analysis.stem_masks import STEMS, WINDOW_S, stem_masks

_CHUNK_S = 30.0
_SHORTEST_CHUNK_S = 8.0
_CHUNK_SAMPLES = 30 * 48000 * 2
"""Over all channels: many channels or a high rate make the chunks shorter, not the memory larger."""
_OVERLAP_S = 2.0
_MONO_DB = -40.0
"""Less difference between left and right than this, and the middle of the picture says nothing."""
_HARDLY_DB = -25.0
_QUALITY = ("These stems are made by simple masks: good for practice, remixes and sketches; a downloaded "
            "separation model is clearly cleaner.")


class MaskSeparator(Model):
    """separate_stems by harmonic-percussive, stereo and pitch masks.

    The stems sum to the mix (`other` is what the three others leave), and have its exact length,
    rate and channels. More than two channels are taken apart in pairs.
    """

    id = "masks"
    name = "Stem masks"
    tasks = ("separate_stems",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("Finds vocals in the middle of the stereo picture; what else is in the middle bleeds into them, and in "
              "mono everything bleeds more.")
    quality = 1
    memory_bytes = 600 << 20

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a missing or unreadable clip."""
        sound_info(_clip(inputs))

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the stems asked for (and the `rest`), or all four."""
        clip = _clip(inputs)
        info = sound_info(clip)
        outputs = _outputs(args.get("stems") or ())
        is_mono = _is_mono(clip, info, report)
        heard = _Heard()
        with ExitStack() as stack:
            writers = {name: stack.enter_context(
                ClipWriter(brief.folder, info.channels, info.sample_rate_hz, info.frames)) for name in outputs}
            for mix, stems in _separated(clip, info, is_mono, report):
                heard.add(mix, stems)
                for name, parts in outputs.items():
                    writers[name].write(_sum(mix, stems, parts))
            placing = {"start_beats": clip.start_beats, "length_beats": clip.length_beats,
                       "lead_in_s": clip.lead_in_s, "track": clip.track}
            made = {name: writer.finish(f"{clip.name} {name}", **placing) for name, writer in writers.items()}
        for sentence in _warnings(clip, is_mono, heard, outputs):
            report.warn(sentence)
        if (over_db := _over_db(writers.values())) > 0.1:
            report.warn(f"Some stems reach {over_db:.1f} dB over full scale, so that they add up to the mix; turn "
                        "their tracks down together.")
        return dict(made)


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    clip = inputs.get("clip")
    if not isinstance(clip, Clip):
        raise UserError("Name one recording to take apart.")
    return clip


def _outputs(picked: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The outputs and the stems each is made of; with a pick, what is not in it is the `rest`."""
    if not picked:
        return {name: (name,) for name in STEMS}
    outputs = {name: tuple(s for s in STEMS if s != "vocals") if name == "instrumental" else (name,)
               for name in dict.fromkeys(picked)}
    rest = tuple(name for name in STEMS if not any(name in parts for parts in outputs.values()))
    return {**outputs, "rest": rest} if rest else outputs


def _sum(mix: np.ndarray, stems: np.ndarray, parts: tuple[str, ...]) -> np.ndarray:
    """The stems named, added up; more than half of them as the mix less the others."""
    chosen = [STEMS.index(name) for name in parts]
    if len(chosen) == 1:
        return stems[chosen[0]]
    if len(chosen) <= 2:
        return stems[chosen].sum(axis=0)
    return mix - stems[[i for i in range(len(STEMS)) if i not in chosen]].sum(axis=0)


def _is_mono(clip: Clip, info: AudioInfo, report: Report) -> bool:
    """True when the channels carry the same sound; reads the file once, so damage is found before the work."""
    middle = side = 1e-12
    done = 0
    for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
        if info.channels > 1:
            middle += float(np.sum((block[0::2][:info.channels // 2] + block[1::2]) ** 2, dtype=np.float64))
            side += float(np.sum((block[0::2][:info.channels // 2] - block[1::2]) ** 2, dtype=np.float64))
        done += block.shape[1]
        report(0.05 * done, info.frames, "listening")
    return info.channels == 1 or 10 * np.log10(side / middle) < _MONO_DB


def _separated(clip: Clip, info: AudioInfo, is_mono: bool, report: Report) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The mix and its stems [shape=(4, channels, n)] in consecutive stretches."""
    rate = info.sample_rate_hz
    chunk_s = min(_CHUNK_S, max(_SHORTEST_CHUNK_S, _CHUNK_SAMPLES / (rate * info.channels)))
    chunk, overlap = round(chunk_s * rate), round(_OVERLAP_S * rate)
    shape = SpectrumShape.of(rate, WINDOW_S)
    begin, tail = 0, None
    while begin < info.frames:
        end = min(info.frames, begin + chunk)
        end = info.frames if info.frames - end < overlap else end
        mix = read_frames(clip.path, begin, end, rate).samples
        stems = _taken_apart(mix, shape, is_mono)
        if tail is not None:
            rise = np.linspace(0, 1, tail.shape[2], dtype=np.float32)
            stems[:, :, :tail.shape[2]] = tail + rise * (stems[:, :, :tail.shape[2]] - tail)
        kept = end - begin if end == info.frames else end - begin - overlap
        tail = stems[:, :, kept:].copy()
        mix, stems = mix[:, :kept], stems[:, :, :kept]
        stems[3] = mix - stems[:3].sum(axis=0)
        report(0.05 * info.frames + 0.95 * end, info.frames, "separating")
        yield mix, stems
        begin += kept


def _taken_apart(mix: np.ndarray, shape: SpectrumShape, is_mono: bool) -> np.ndarray:
    """Stems of a stretch of sound [shape=(4, channels, n)], pair of channels by pair."""
    stems = np.empty((len(STEMS), *mix.shape), np.float32)
    for first in range(0, mix.shape[0], 2):
        pair = mix[first:first + 2]
        spectra = analysed(pair, shape)
        for stem, mask in enumerate(stem_masks(spectra, shape, is_mono=is_mono)):
            stems[stem, first:first + 2] = rebuilt(spectra * mask.astype(np.float32), shape, mix.shape[1])
    return stems


@dataclass
class _Heard:
    """How much energy the mix and every stem had."""

    mix: float = 1e-12
    stems: np.ndarray = field(default_factory=lambda: np.full(len(STEMS), 1e-18))

    def add(self, mix: np.ndarray, stems: np.ndarray) -> None:
        self.mix += float(np.sum(mix**2, dtype=np.float64))
        self.stems += np.sum(stems**2, axis=(1, 2), dtype=np.float64)

    def share_db(self, stem: str) -> float:
        """Level of a stem below the mix."""
        return 10 * float(np.log10(self.stems[STEMS.index(stem)] / self.mix))


def _over_db(writers: Iterable[ClipWriter]) -> float:
    """How far the highest peak is above full scale."""
    return 20 * float(np.log10(max(1.0, *(writer.peak for writer in writers))))


def _warnings(clip: Clip, is_mono: bool, heard: _Heard, outputs: Mapping[str, Any]) -> Iterator[str]:
    if heard.mix < 1e-10:
        yield f"'{clip.name}' is silent, and so are its stems."
        return
    yield _QUALITY
    if is_mono:
        yield f"'{clip.name}' is mono, so vocals and other instruments bleed into each other."
    for stem in ("vocals", "drums", "bass"):
        if stem in outputs and heard.share_db(stem) < _HARDLY_DB:
            yield f"Hardly any {stem} found in '{clip.name}' ({-heard.share_db(stem):.0f} dB below the mix)."
