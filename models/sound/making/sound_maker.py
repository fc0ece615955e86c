"""SoundMaker: a foundation model that makes sound from words; what they all share of generate_audio."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from engine.catalog.model import Brief, Facts, Report, Result
from engine.errors import ModelError, UserError
from engine.media.audio import Audio, fit_length, resample
from engine.media.clip import Clip
from engine.media.level import LOOP_LUFS, level_curve
from engine.media.loudness import measure_loudness
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import best_device
from models.checkpoint.sound_out import finished
from models.sound.clap import Clap, ready_ranker
from models.sound.making.best_of import Best, best_take, takes_wanted
from models.sound.making.gap import LONGEST_GAP_S, Gap, GapSurroundings, patched, read_gap, surroundings
from models.sound.making.loop import Loop, looped, spare_seconds
from models.sound.making.one_shot import one_shot_gain
from models.sound.making.wish import SoundWish, read_wish
from models.sound.prompt.loudness import asked_level_db

_BED_S, _BED_BLOCK_S, _BED_DB, _BED_SHARE = 3.0, 0.4, 20.0, 0.7
"""A sound of this length that stays within so many dB of its loudest for this share of its time is a bed."""
_ENDING_S, _FADE_S = 1.5, 0.02
_SILENT = 1e-6
_READ_WORDS = 80
"""About so many words of a prompt reach the network."""


class SoundMaker(CheckpointModel):
    """Has `take` for words; one that can also fill gaps names `inpaint` among its tasks and has `fill`."""

    packages: ClassVar[tuple[str, ...]] = ("torch", "transformers", "diffusers")
    longest_s: ClassVar[float] = 30.0
    """What it makes at once."""
    only_music: ClassVar[bool] = False
    sings: ClassVar[bool] = False
    """True when it can be given lyrics."""
    follows: ClassVar[bool] = False
    """True when it can follow the melody of a clip (the input `guide`)."""
    longest_gap_s: ClassVar[float] = LONGEST_GAP_S
    gap_context_s: ClassVar[float] = 15.0
    """How much it hears on each side of a gap."""

    @abstractmethod
    def take(self, parts: Any, wish: SoundWish, seconds: float, guide: Clip | None, seed: int, report: Report) -> Audio:
        """Make at least `seconds` of it, as far as the model reaches; `parts` is what `load` returned."""

    def fill(self, parts: Any, around: GapSurroundings, prompt: str, seed: int, report: Report) -> Audio:
        """Make the stretch again with its gap filled: the same length, at any rate."""
        raise NotImplementedError

    def sound_of(self, parts: Any) -> tuple[int, int]:
        """Sample rate and channels that `fill` wants."""
        raise NotImplementedError

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for bad input, and for what only other models can do."""
        if brief.task == "inpaint":
            read_gap(inputs, args, name=self.name, longest_s=self.longest_gap_s)
            return
        wish = self.wish(args, brief)
        if self.only_music and not wish.is_music and "guide" not in inputs:
            raise UserError(f"{self.name} makes music only, and '{wish.prompt[:60]}' names no style or instrument.")
        if wish.lyrics and not self.sings:
            raise UserError(f"{self.name} cannot sing; leave out the lyrics, or name a model that sings.")
        guide = _guide(inputs)
        if guide is not None and not self.follows:
            raise UserError(f"{self.name} cannot follow a melody; leave out the guide, or name a model that follows.")
        if guide is not None and guide.kind != "audio":
            raise UserError(f"'{guide.name}' is {guide.kind}; a recording of the melody is needed as a guide.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """generate_audio: `audio` and `facts`; inpaint: `audio`."""
        self.check(args, inputs, brief)
        if brief.task == "inpaint":
            return {"audio": self._patched(args, inputs, brief, report)}
        wish, guide = self.wish(args, brief), _guide(inputs)
        if len(wish.prompt.split()) > _READ_WORDS:
            report.warn(f"{self.name} reads about the first {_READ_WORDS} words of a prompt.")
        best = self._best(args, wish, guide, brief, report)
        return _outputs(wish, best, brief, report)

    def wish(self, args: Mapping[str, Any], brief: Brief) -> SoundWish:
        """What is wanted; raises what `check` raises for length and prompt."""
        return read_wish(args, brief, name=self.name, longest_s=self.longest_s)

    def _best(self, args: Mapping[str, Any], wish: SoundWish, guide: Clip | None, brief: Brief, report: Report) -> Best:
        count = takes_wanted(args, best_device().name != "cpu")
        ranker = _ranker(wish, bool(args.get("takes")), report) if count > 1 else None
        seconds = min(self.longest_s, spare_seconds(wish) if wish.bars else wish.seconds)
        parts = self.loaded(report)

        def make(seed: int, told: Report) -> Audio:
            return _valid(self.take(parts, wish, seconds, guide, seed, told))

        try:
            return best_take(make, ranker, wish.prompt, brief.seed, count, report)
        finally:
            if ranker is not None:
                ranker.unload()

    def _patched(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
                 report: Report) -> Clip:
        gap: Gap = read_gap(inputs, args, name=self.name, longest_s=self.longest_gap_s)
        parts = self.loaded(report)
        rate, channels = self.sound_of(parts)
        around = surroundings(gap, rate, channels, self.gap_context_s)
        made = _valid(self.fill(parts, around, str(args.get("prompt") or "").strip(), brief.seed, report))
        report(1, 1, "joining")
        return patched(gap, around, made, brief, report)


def _ranker(wish: SoundWish, is_asked: bool, report: Report) -> Clap | None:
    """What compares takes; None, with a warning where takes were asked for, when it is not here or cannot be loaded."""
    ranker = ready_ranker(is_music=wish.is_music)
    if ranker is None:
        if is_asked:
            report.warn("Takes are compared by CLAP, which is not on this computer, so there is one take; "
                        "run `tonmeister models get clap`.")
        return None
    try:
        ranker.loaded(report)
    except ModelError as error:
        report.warn(f"{error} So there is one take.")
        return None
    return ranker


def _guide(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip | None:
    guide = inputs.get("guide")
    return guide if isinstance(guide, Clip) else None


def _valid(audio: Audio) -> Audio:
    """At half of full scale, without an offset; ModelError for silence, and for what is no sound at all."""
    samples = audio.samples - audio.samples.mean(axis=1, keepdims=True)
    peak = float(np.abs(samples).max(initial=0.0))
    if not np.isfinite(peak) or peak < _SILENT:
        raise ModelError("The model gave silence." if np.isfinite(peak) else "The model gave invalid samples.")
    return Audio((samples * np.float32(0.5 / peak)).astype(np.float32), audio.sample_rate_hz)


def _outputs(wish: SoundWish, best: Best, brief: Brief, report: Report) -> dict[str, Result]:
    if wish.bars:
        loop = looped(best.audio, wish, brief, report)
    else:
        loop = Loop(_ended(fit_length(resample(best.audio, wish.rate_hz), wish.frames), wish), None)
    report(1, 1, "setting the loudness")
    audio = _levelled(loop.audio, wish, report)
    name = wish.prompt[:1].upper() + wish.prompt[1:60]
    clip = finished(name, audio, brief, frames=wish.frames)
    return {"audio": replace(clip, length_beats=wish.length_beats), "facts": _facts(wish, best, loop, audio)}


def _ended(sound: Audio, wish: SoundWish) -> Audio:
    """No click at the end; music fades out where the model had not ended it."""
    fade = min(round((_ENDING_S if wish.is_music else _FADE_S) * wish.rate_hz), wish.frames // 4)
    if fade < 1:
        return sound
    samples = sound.samples.copy()
    samples[:, -fade:] *= np.cos(np.linspace(0, np.pi / 2, fade, dtype=np.float32)) ** 2
    return Audio(samples, sound.sample_rate_hz)


def _levelled(sound: Audio, wish: SoundWish, report: Report) -> Audio:
    samples, rate = sound.samples, sound.sample_rate_hz
    level_db = asked_level_db(wish.prompt)
    if wish.bars or wish.is_music or is_bed(sound):
        gain = level_curve(samples, rate, target_lufs=LOOP_LUFS + level_db, is_loop=bool(wish.bars))
        return Audio((samples * gain).astype(np.float32), rate)
    return Audio((samples * one_shot_gain(samples, level_db, report)).astype(np.float32), rate)


def is_bed(sound: Audio) -> bool:
    """True for a sound that goes on, such as rain; False for a hit, and for anything short."""
    size = round(_BED_BLOCK_S * sound.sample_rate_hz)
    count = sound.frames // size
    if sound.seconds < _BED_S or count < 1:
        return False
    power = (sound.samples[:, :count * size] ** 2).mean(axis=0).reshape(count, size).mean(axis=1)
    return bool((power > power.max() * 10 ** (-_BED_DB / 10)).mean() > _BED_SHARE)


def _facts(wish: SoundWish, best: Best, loop: Loop, audio: Audio) -> Facts:
    measured = measure_loudness([audio.samples], audio.sample_rate_hz, audio.channels)
    levels = {"loudness_lufs": measured.lufs, "true_peak_dbtp": measured.true_peak_dbtp}
    values: dict[str, Any] = {"seconds": round(wish.seconds, 6)}
    values |= {name: round(value, 1) for name, value in levels.items() if value is not None}
    asked = {"bars": wish.bars, "bpm": wish.bpm, "measured_bpm": loop.measured_bpm, "key_asked": wish.key}
    values |= {name: value for name, value in asked.items() if value is not None} | best.facts()
    length = f"{wish.bars} bar{'s' if wish.bars != 1 else ''} at {wish.bpm:g} bpm" if wish.bars else (
        f"{wish.seconds:.1f} s")
    loudness = f", {measured.lufs:.1f} LUFS".replace("-", "−") if measured.lufs is not None else ""
    return Facts(values, f"{length}{loudness}. {best.sentence()}".strip())
