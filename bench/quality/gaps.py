"""How well inpaint fills gaps: short ones against the truth, long ones on the beat."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.quality.row import Row
from bench.quality.sound import songs
from bench.quality.speech import SENTENCES
from bench.singing import sing
from bench.singing import songs as sung_songs
from bench.song_maker import RATE
from engine.catalog.model import Brief, Report
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from models.singing.world_singer import WorldSinger
from models.sound.inpaint import GapFiller
from models.sound.repair.long_gap import find_match
from models.speech.flite_program import spoken_by_flite

Sounds = list[tuple[np.ndarray, int]]
"""Mono, with rates."""
_GAPS = 24
_EDGE_S = 0.4


def rows() -> Iterator[Row]:
    """Every figure of inpaint; the same on every run."""
    yield from short_gap_rows()
    yield from long_gap_rows()


def short_gap_rows() -> Iterator[Row]:
    """Signal-to-noise ratio inside gaps of 20 ms, in places that are not quiet."""
    voices = ("slt", "rms", "awb") * 4
    speech = [spoken_by_flite(text, voice)[:2] for text, voice in zip(SENTENCES, voices, strict=True)]
    material: tuple[tuple[str, Sounds, str], ...] = (
        ("tonal", [((song.stems["other"] + song.stems["bass"])[0], RATE) for song in songs()], "≥ 13.5 dB"),
        ("singing", _sung(), "≥ 16 dB"),
        ("singing, breathy", [(song.stems["vocals"][0], RATE) for song in songs()], ""),
        ("speech", speech, "≥ 11.5 dB"),
        ("full mix", [(song.mix[0], RATE) for song in songs()], "≥ 9 dB"),
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, sounds, bar in material:
            ratios = [_gap_snr_db(*sounds[number % len(sounds)], 0.02, number, Path(folder))
                      for number in range(_GAPS)]
            yield Row("inpaint", "gap-filler", "SNR in the gap, mean", f"20 ms, {name}, {_GAPS} gaps",
                      f"{np.mean(ratios):.1f} dB", bar)


def _sung() -> Sounds:
    """By our own singer, as where the bar comes from."""
    sounds = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (voice, key) in enumerate((("rms", 50), ("slt", 62), ("alto", 57), ("max", 55))):
            take = sing(sung_songs(key)[number % 4], Path(folder), WorldSinger(), voice=voice)
            sounds.append((take.samples, take.sample_rate_hz))
    return sounds


def _gap_snr_db(sound: np.ndarray, rate: int, gap_s: float, seed: int, folder: Path) -> float:
    random, sound = np.random.default_rng(seed), sound.astype(np.float64)
    frames, edge = round(gap_s * rate), round(_EDGE_S * rate)
    for _ in range(200):
        first = int(random.integers(edge, len(sound) - edge - frames))
        if np.sqrt(np.mean(sound[first:first + frames] ** 2)) > 0.3 * sound.std():
            break
    damaged = sound.astype(np.float32)
    damaged[first:first + frames] = 0
    clip = audio_clip(folder, "damaged", Audio(damaged[None], rate))
    args = {"start_s": first / rate, "end_s": (first + frames) / rate}
    made = GapFiller().run(args, {"clip": clip}, Brief("inpaint", folder), Report())["audio"]
    assert isinstance(made, Clip)
    truth = sound[first:first + frames]
    fill = made.audio().samples[0, first:first + frames]
    return float(10 * np.log10(np.sum(truth**2) / np.sum((fill - truth) ** 2)))


def long_gap_rows() -> Iterator[Row]:
    """Where the filling of long gaps comes from: on the beat, and nearer to the truth than any place."""
    for gap_s in (0.5, 1.0, 2.0):
        errors_ms: list[float] = []
        ours: list[float] = []
        chance: list[float] = []
        for seed, song in enumerate(songs()):
            mono, beat = song.mix.mean(axis=0), 60 / song.bpm * RATE
            random = np.random.default_rng(seed)
            for _ in range(2):
                first = int(random.uniform(3, len(mono) / RATE - 3 - gap_s) * RATE)
                last = first + round(gap_s * RATE)
                broken = mono.copy()
                broken[first:last] = 0
                match = find_match(broken, first, last, RATE, lambda: None)
                assert match is not None
                errors_ms.append(abs(((match.first - first) / beat + 0.5) % 1 - 0.5) * beat / RATE * 1000)
                wrong = int(random.integers(0, len(mono) - (last - first)))
                for at, distances in ((match.first, ours), (wrong, chance)):
                    distances.append(_colour_distance_db(mono[at:at + last - first], mono[first:last]))
        on_beat = 100 * np.mean(np.array(errors_ms) <= 10)
        yield Row("inpaint", "gap-filler", "fillings within 10 ms of the beat", f"{gap_s:g} s, {len(errors_ms)} gaps",
               f"{on_beat:.0f} %", "≥ 90 %")
        yield Row("inpaint", "gap-filler", "spectrum nearer to the truth than a random place", f"{gap_s:g} s",
               f"{np.mean(chance) - np.mean(ours):.1f} dB", "≥ 2.5 dB")


def _colour_distance_db(one: np.ndarray, other: np.ndarray) -> float:
    from scipy.signal import stft

    def bands(sound: np.ndarray) -> np.ndarray:
        power = np.abs(stft(sound, RATE, nperseg=2048, noverlap=1536)[2]) ** 2
        edges = np.unique(np.geomspace(2, len(power) - 1, 49).astype(int))
        levels = 10 * np.log10(np.add.reduceat(power, edges, axis=0) + 1e-12)
        return np.asarray(np.maximum(levels, levels.max() - 60))

    return float(np.sqrt(np.mean((bands(one) - bands(other)) ** 2)))
