"""How well binauralize, detection, extraction and captions do, against their bars."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench.hearing_material import tested_pool, timeline
from bench.quality.examples import example_rows
from bench.quality.row import Row
from bench.song_maker import RATE, Song, make_song
from bench.train_hearing import truth
from engine.catalog.model import Brief, Facts, Report, Spans
from engine.media.audio import Audio
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip, audio_clip
from models.hearing.chunks import RATE_HZ
from models.hearing.features import STEP
from models.hearing.kinds import KINDS
from models.hearing.listener import STEP_S
from models.sound.binaural import HeadModel
from models.sound.caption import FactCaptioner
from models.sound.detect import SoundFinder
from models.sound.extraction.panning import extracted, find_places
from models.sound.sketch import Sketch
from models.sound.space.head import time_difference_s

_SONGS, _TIMELINES = 6, 32


def rows() -> Iterator[Row]:
    """Every figure of these tasks; the same on every run."""
    for part in (binaural_rows, kind_rows, hit_rows, example_rows, side_rows, caption_rows):
        yield from part()


@functools.cache
def songs() -> tuple[Song, ...]:
    """Made songs nothing was tuned on."""
    return tuple(make_song(seed) for seed in range(1200, 1200 + _SONGS))


def binaural_rows() -> Iterator[Row]:
    """Time between the ears against Woodworth, and the largest step of a moving sound against the still one's."""
    from scipy.signal import butter, sosfiltfilt

    noise = 0.1 * np.random.default_rng(1).standard_normal(RATE)
    band = butter(4, [150, 1500], "band", fs=RATE, output="sos")
    errors_us, still = [], 0.0
    for azimuth in range(-180, 180, 15):
        heard = _in_space(noise, azimuth_deg=azimuth)
        still = max(still, float(np.abs(np.diff(heard)).max()))
        left, right = np.fft.rfft(sosfiltfilt(band, heard, axis=1), 2 * heard.shape[1], axis=1)
        peak = np.fft.irfft(left * right.conj(), 16 * heard.shape[1])
        itd_s = (int(np.argmax(np.r_[peak[-400:], peak[:401]])) - 400) / (8 * RATE)
        errors_us.append(1e6 * abs(itd_s - time_difference_s(azimuth)))
    yield Row("binauralize", "head-model", "largest ITD error", "24 directions, 150–1500 Hz",
              f"{max(errors_us):.0f} µs", "≤ 40 µs")
    for azimuth in (*range(-120, -60, 5), *range(60, 120, 5)):  # where one ear hears it loudest
        still = max(still, float(np.abs(np.diff(_in_space(noise, azimuth_deg=azimuth))).max()))
    for motion in ("circle", "left to right"):
        step = float(np.abs(np.diff(_in_space(noise, motion=motion))).max())
        yield Row("binauralize", "head-model", "largest step against still", motion, f"{step / still:.2f}", "≤ 1")


def _in_space(sound: np.ndarray, **args: float | str) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        clip = _clip(Path(folder), sound)
        made = HeadModel().run(args, {"clip": clip}, Brief("binauralize", Path(folder)), Report())["audio"]
        assert isinstance(made, Clip)
        return made.audio().samples


def kind_rows() -> Iterator[Row]:
    """Segments found (overlap of at least half) on timelines of a soundfont and voices that were not learnt."""
    pool = tested_pool(songs=4, first_seed=740)
    right, there, said = (np.zeros(len(KINDS)) for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(_TIMELINES):
            made = timeline(pool, 3000 + seed)
            real = _segments(truth(made, -(-len(made.samples) // STEP)))
            found = _heard_kinds(made.samples, Path(folder))
            np.add.at(there, [kind for kind, _, _ in real], 1)
            for kind, begin, end in found:
                said[kind] += 1
                right[kind] += any(kind == other and 2 * (min(end, until) - max(begin, since)) >= max(end, until)
                                   - min(begin, since) for other, since, until in real)
    yield Row("detect_sounds", "sound-finder", "segment F1", f"{_TIMELINES} unseen timelines",
              f"{2 * right.sum() / (there.sum() + said.sum()):.3f}", "≥ 0.9")
    for kind, name in enumerate(KINDS):
        yield Row("detect_sounds", "sound-finder", f"segment F1, {name}", f"{there[kind]:.0f} segments",
                  f"{2 * right[kind] / max(there[kind] + said[kind], 1):.2f}", "≥ 0.8")


def _heard_kinds(samples: np.ndarray, folder: Path) -> list[tuple[int, float, float]]:
    clip = audio_clip(folder, "timeline", Audio(samples[None], RATE_HZ))
    made = SoundFinder().run({}, {"clip": clip}, Brief("detect_sounds", folder), Report())["spans"]
    assert isinstance(made, Spans)
    return [(KINDS.index(span.label), span.start_s / STEP_S, span.end_s / STEP_S)
            for span in made.spans if span.label in KINDS]


def _segments(course: np.ndarray) -> list[tuple[int, int, int]]:
    borders = np.flatnonzero(np.diff(course, prepend=-1, append=-1))
    return [(int(course[begin]), int(begin), int(end)) for begin, end in zip(borders[:-1], borders[1:], strict=True)]


def hit_rows() -> Iterator[Row]:
    """Drum hits in detect_sounds' answer, in mixes of a soundfont's kit that was not learnt."""
    scores: dict[str, list[float]] = {"kick": [], "snare": [], "hat": []}
    with tempfile.TemporaryDirectory() as folder:
        for song in songs():
            clip = _clip(Path(folder), song.mix)
            made = SoundFinder().run({}, {"clip": clip}, Brief("detect_sounds", Path(folder)), Report())["spans"]
            assert isinstance(made, Spans)
            for (name, found), pitch in zip(scores.items(), (36, 38, 42), strict=True):
                found.append(hit_f1([at for at, drum in song.hits if drum == pitch],
                                    [span.start_s for span in made.spans if span.label == name]))
    for (name, found), bar in zip(scores.items(), ("≥ 0.93", "goal ≥ 0.8", "≥ 0.9"), strict=True):
        yield Row("detect_sounds", "sound-finder", f"{name} hits, F1", f"{len(songs())} mixes of an unseen kit",
                  f"{np.mean(found):.3f}", bar)


def hit_f1(real_s: Sequence[float], found_s: Sequence[float]) -> float:
    """Of onsets, within 50 ms."""
    left, hits = list(found_s), 0
    for at in real_s:
        near = [other for other in left if abs(other - at) <= 0.05]
        if near:
            left.remove(min(near, key=lambda other: abs(other - at)))
            hits += 1
    return 2 * hits / max(1, len(real_s) + len(found_s))


def side_rows() -> Iterator[Row]:
    """Two instruments of made loops, panned apart by 0.15 to 0.5 of the stereo picture."""
    gains, refused = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for seed, style in enumerate(("folk", "pop", "funk", "jazz", "rock", "lo-fi")):
            brief = Brief("generate_audio", Path(folder), sample_rate_hz=RATE, seed=seed)
            made = Sketch().run({"prompt": f"{style} loop", "bars": 4}, {}, brief, Report())
            apart = np.random.default_rng(seed).uniform(0.075, 0.25)
            parts = [_panned(made[name], place) for name, place in (("chords", 0.5 - apart), ("melody", 0.5 + apart))]
            clip = _clip(Path(folder), parts[0] + parts[1])
            places = find_places(clip, sound_info(clip), Report())
            if places is None:
                refused += 1
                continue
            for side, part in zip(("left", "right"), parts, strict=True):
                pieces = list(extracted(clip, sound_info(clip), places, side, Report()))
                mix, got = (np.concatenate(list(halves), axis=1) for halves in zip(*pieces, strict=True))
                gains.append(_si_sdr_db(got, part) - _si_sdr_db(mix, part))
    condition = f"chords and melody panned apart, {len(gains)} results, {refused} of 6 refused"
    yield Row("extract_sound", "sound-extractor", "mean SI-SDR gained", condition, f"{np.mean(gains):.1f} dB", "≥ 6 dB")
    yield Row("extract_sound", "sound-extractor", "worst SI-SDR gained", condition, f"{min(gains):.1f} dB", "≥ 0 dB")


def _panned(clip: object, place: float) -> np.ndarray:
    assert isinstance(clip, Clip)
    mono = clip.audio().samples.mean(axis=0)
    mono = 0.1 * mono / mono.std()
    return np.asarray(mono * np.array([[np.cos(place * np.pi / 2)], [np.sin(place * np.pi / 2)]]), np.float32)


def _si_sdr_db(made: np.ndarray, real: np.ndarray) -> float:
    one, other = made.ravel().astype(np.float64), real.ravel().astype(np.float64)
    part = (one @ other) / (other @ other) * other
    return float(10 * np.log10((part @ part) / ((one - part) @ (one - part))))


def caption_rows() -> Iterator[Row]:
    """How many of the tempos told are right."""
    told = right = 0
    with tempfile.TemporaryDirectory() as folder:
        for song in songs():
            clip = _clip(Path(folder), song.mix)
            made = FactCaptioner().run({}, {"clip": clip}, Brief("caption_audio", Path(folder)), Report())
            assert isinstance(made["facts"], Facts)
            if "bpm" in made["facts"].summary:
                told += 1
                right += abs(made["facts"].values["tempo"] / song.bpm - 1) < 0.01
    yield Row("caption_audio", "fact-captioner", "tempos told that are wrong", f"{told} of {len(songs())} songs told",
              str(told - right), "≤ 0")


def _clip(folder: Path, samples: np.ndarray) -> Clip:
    return audio_clip(folder, "made", Audio(np.ascontiguousarray(np.atleast_2d(samples), np.float32), RATE))
