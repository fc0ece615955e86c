"""How well binauralize, inpaint, detection, extraction and captions do, against their bars (about two minutes)."""

from __future__ import annotations

import functools
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bench.hearing_material import LINES, tested_pool, timeline
from bench.quality_examples import example_rows
from bench.song_maker import RATE, Song, make_song
from bench.train_hearing import truth
from engine.audio import Audio
from engine.clip import Clip, audio_clip
from engine.model import Brief, Facts, Report
from engine.stream import sound_info
from models.sound.binaural import HeadModel
from models.sound.caption import FactCaptioner
from models.sound.extraction.panning import extracted, find_places
from models.sound.hearing.kinds import KINDS
from models.sound.hearing.listener import chances_in
from models.sound.hearing.timeline import likeliest_course
from models.sound.repair.long_gap import find_match
from models.sound.repair.short_gap import fill_short_gap, reach
from models.sound.sketch import Sketch
from models.sound.space.head import time_difference_s
from models.speech.flite_program import spoken_by_flite

Row = tuple[str, str, str, str, str, str]
"""Task, model, metric, condition, result, bar."""
_SONGS, _GAPS = 6, 12


def rows() -> Iterator[Row]:
    """Every figure of these tasks; the same on every run."""
    for part in (binaural_rows, short_gap_rows, long_gap_rows, kind_rows, example_rows, side_rows, caption_rows):
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
    yield ("binauralize", "head-model", "largest ITD error", "24 directions, 150–1500 Hz", f"{max(errors_us):.0f} µs",
           "≤ 40 µs")
    for motion in ("circle", "left to right"):
        step = float(np.abs(np.diff(_in_space(noise, motion=motion))).max())
        yield "binauralize", "head-model", "largest step against still", motion, f"{step / still:.2f}", "≤ 1"


def _in_space(sound: np.ndarray, **args: float | str) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        clip = _clip(Path(folder), sound)
        made = HeadModel().run(args, {"clip": clip}, Brief("binauralize", Path(folder)), Report())["audio"]
        assert isinstance(made, Clip)
        return made.audio().samples


def short_gap_rows() -> Iterator[Row]:
    """Signal-to-noise ratio inside gaps of 20 ms."""
    speech = [spoken_by_flite(" ".join(LINES[voice::9][:3]), name) for voice, name in enumerate(("slt", "rms", "awb"))]
    material: tuple[tuple[str, list[tuple[np.ndarray, int]], float], ...] = (
        ("tonal", [((song.stems["other"] + song.stems["bass"])[0], RATE) for song in songs()], 13.5),
        ("singing", [(song.stems["vocals"][0], RATE) for song in songs()], 16),
        ("speech", [(sound, rate) for sound, rate, _ in speech], 11.5),
        ("full mix", [(song.mix[0], RATE) for song in songs()], 9),
    )
    for name, sounds, bar in material:
        ratios, began = [], time.process_time()
        for number in range(_GAPS):
            sound, rate = sounds[number % len(sounds)]
            ratios.append(_gap_snr_db(sound.astype(np.float64), rate, 0.02, number))
        each_s = (time.process_time() - began) / _GAPS
        yield ("inpaint", "gap-filler", "SNR in the gap", f"20 ms, {name}, {_GAPS} gaps, {each_s:.1f} s each",
               f"{np.mean(ratios):.1f} dB", f"≥ {bar:g} dB")


def _gap_snr_db(sound: np.ndarray, rate: int, gap_s: float, seed: int) -> float:
    random = np.random.default_rng(seed)
    frames = round(gap_s * rate)
    count = reach(frames, rate)
    for _ in range(200):
        first = int(random.integers(count, len(sound) - count - frames))
        if np.sqrt(np.mean(sound[first:first + frames] ** 2)) > 0.3 * sound.std():
            break
    truth_ = sound[first:first + frames]
    fill, _ = fill_short_gap(sound[first - count:first], sound[first + frames:first + frames + count], frames, rate,
                             lambda: None)
    return float(10 * np.log10(np.sum(truth_**2) / np.sum((fill - truth_) ** 2)))


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
        yield ("inpaint", "gap-filler", "fillings within 10 ms of the beat", f"{gap_s:g} s, {len(errors_ms)} gaps",
               f"{on_beat:.0f} %", "≥ 90 %")
        yield ("inpaint", "gap-filler", "spectrum nearer to the truth than a random place", f"{gap_s:g} s",
               f"{np.mean(chance) - np.mean(ours):.1f} dB", "≥ 2.5 dB")


def _colour_distance_db(one: np.ndarray, other: np.ndarray) -> float:
    from scipy.signal import stft

    def bands(sound: np.ndarray) -> np.ndarray:
        power = np.abs(stft(sound, RATE, nperseg=2048, noverlap=1536)[2]) ** 2
        edges = np.unique(np.geomspace(2, len(power) - 1, 49).astype(int))
        levels = 10 * np.log10(np.add.reduceat(power, edges, axis=0) + 1e-12)
        return np.asarray(np.maximum(levels, levels.max() - 60))

    return float(np.sqrt(np.mean((bands(one) - bands(other)) ** 2)))


def kind_rows() -> Iterator[Row]:
    """Segments found (overlap of at least half) on timelines of a soundfont and voices that were not learnt."""
    pool = tested_pool(songs=4, first_seed=740)
    right, there, said = (np.zeros(len(KINDS)) for _ in range(3))
    began, seconds = time.process_time(), 0.0
    for seed in range(8):
        made = timeline(pool, 3000 + seed)
        chances = chances_in(made.samples, 0, len(made.samples))
        found, real = _segments(likeliest_course(chances)), _segments(truth(made, len(chances)))
        seconds += len(made.samples) / 22050
        for kind, _, _ in real:
            there[kind] += 1
        for kind, begin, end in found:
            said[kind] += 1
            right[kind] += any(kind == other and 2 * (min(end, until) - max(begin, since)) >= max(end, until) - min(
                begin, since) for other, since, until in real)
    speed = (time.process_time() - began) / seconds
    yield ("detect_sounds", "sound-finder", "segment F1", f"8 unseen timelines, {speed:.3f} s each second",
           f"{2 * right.sum() / (there.sum() + said.sum()):.2f}", "≥ 0.9")
    for kind, name in enumerate(KINDS):
        yield ("detect_sounds", "sound-finder", "segment F1", name,
               f"{2 * right[kind] / max(there[kind] + said[kind], 1):.2f}", "≥ 0.8")


def _segments(course: np.ndarray) -> list[tuple[int, int, int]]:
    borders = np.flatnonzero(np.diff(course, prepend=-1, append=-1))
    return [(int(course[begin]), int(begin), int(end)) for begin, end in zip(borders[:-1], borders[1:], strict=True)]


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
    yield "extract_sound", "sound-extractor", "mean SI-SDR gained", condition, f"{np.mean(gains):.1f} dB", "≥ 6 dB"
    yield "extract_sound", "sound-extractor", "worst SI-SDR gained", condition, f"{min(gains):.1f} dB", "≥ 0 dB"


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
    yield ("caption_audio", "fact-captioner", "tempos told that are right", f"{told} of {len(songs())} songs told",
           f"{right} of {told}", "no false claim")


def _clip(folder: Path, samples: np.ndarray) -> Clip:
    return audio_clip(folder, "made", Audio(np.ascontiguousarray(np.atleast_2d(samples), np.float32), RATE))


def main(show: Callable[[str], None] = print) -> None:
    """Print the table."""
    for row in rows():
        show(" | ".join(row))


if __name__ == "__main__":
    main()
