"""The effects that need no plugin: filters, tremolo, bit reduction, width, de-essing, ducking."""

from __future__ import annotations

import numpy as np

from engine.media.note import TempoMap
from models.edit.processor import Processor


class Filter(Processor):
    """Second-order sections run over every channel."""

    def __init__(self, sections: np.ndarray, channels: int) -> None:
        """`sections` as scipy writes them [shape=(n, 6)]."""
        self._sections = sections
        self._state = np.zeros((len(sections), channels, 2))

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Filter a block; the state goes on to the next."""
        from scipy.signal import sosfilt

        out, self._state = sosfilt(self._sections, samples, axis=1, zi=self._state)
        return out.astype(np.float32)


def pass_sections(kind: str, cutoff_hz: float, q: float, sample_rate_hz: int) -> np.ndarray:
    """A 24 dB per octave high-pass or low-pass; `q` = 0.707 is flat (Butterworth), more rings at the cutoff.

    Biquads after R. Bristow-Johnson's audio EQ cookbook.
    """
    omega = 2 * np.pi * min(cutoff_hz, 0.49 * sample_rate_hz) / sample_rate_hz
    rows = []
    for section_q in (0.5412, 1.3066 * q / 0.7071):
        alpha = np.sin(omega) / (2 * section_q)
        cosine = np.cos(omega)
        outer = (1 + cosine) / 2 if kind == "highpass" else (1 - cosine) / 2
        inner = -2 * outer if kind == "highpass" else 2 * outer
        rows.append(np.array([outer, inner, outer, 1 + alpha, -2 * cosine, 1 - alpha]) / (1 + alpha))
    return np.array(rows)


class Tremolo(Processor):
    """Level that swings between 1 and 1 − depth, at its loudest on the first sample."""

    def __init__(self, rate_hz: float, depth: float, sample_rate_hz: int) -> None:
        self._step = 2 * np.pi * rate_hz / sample_rate_hz
        self._depth = depth
        self._position = 0

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Apply the swing."""
        phase = self._step * (self._position + np.arange(samples.shape[1]))
        self._position += samples.shape[1]
        return samples * (1 - self._depth * (0.5 - 0.5 * np.cos(phase))).astype(np.float32)


class BitCrusher(Processor):
    """Fewer bits, and samples held to a lower rate without smoothing."""

    def __init__(self, bits: float, rate_hz: float | None, sample_rate_hz: int) -> None:
        self._step = np.float32(2.0 ** (1 - bits))
        self._ratio = None if rate_hz is None or rate_hz >= sample_rate_hz else rate_hz / sample_rate_hz
        self._position = 0
        self._held: np.ndarray | None = None

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Hold, then round."""
        if self._ratio is not None:
            here = self._position + np.arange(samples.shape[1])
            source = np.ceil(np.floor(here * self._ratio + 1e-9) / self._ratio - 1e-6).astype(np.int64)
            index = source - self._position
            known = samples if self._held is None else np.concatenate([self._held, samples], axis=1)
            shift = 0 if self._held is None else 1
            samples = known[:, np.maximum(index, -shift) + shift]
            self._position += len(here)
            self._held = samples[:, -1:]
        return np.clip(np.round(samples / self._step) * self._step, -1.0, 1.0)


class Widener(Processor):
    """Scales the side of a stereo sound; what has none gets one from its delayed, thinned middle.

    The middle stays as it is, so the sum to mono sounds as before. One channel becomes two.
    """

    _DELAYS_S = (0.0071, 0.0113)

    def __init__(self, width: float, sample_rate_hz: int, channels: int) -> None:
        self._width = np.float32(width)
        self._pairs = max(1, channels // 2)
        self._delays = [max(1, round(delay * sample_rate_hz)) for delay in self._DELAYS_S]
        self._past = np.zeros((self._pairs, max(self._delays)), np.float32)
        self._filter = Filter(pass_sections("highpass", 250.0, 0.7071, sample_rate_hz), self._pairs)

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Widen each pair of channels; an odd last channel stays as it is."""
        if samples.shape[0] == 1:
            samples = np.repeat(samples, 2, axis=0)
        count = 2 * self._pairs
        left, right = samples[0:count:2], samples[1:count:2]
        middle, side = (left + right) / 2, (left - right) / 2
        side = side * self._width + max(np.float32(0), self._width - 1) * self._made_side(middle)
        out = samples.copy()
        out[0:count:2], out[1:count:2] = middle + side, middle - side
        return out

    def _made_side(self, middle: np.ndarray) -> np.ndarray:
        frames = middle.shape[1]
        line = np.concatenate([self._past, middle], axis=1)
        length = self._past.shape[1]
        taps = [line[:, length - delay:length - delay + frames] for delay in self._delays]
        self._past = line[:, -length:]
        return self._filter.process((taps[0] - taps[1]) * np.float32(0.5))


class DeEsser(Processor):
    """Compresses only what lies above a frequency; the rest passes untouched.

    The bands are divided by a filter of linear phase, so that they add up to the sound exactly; it
    holds back half its length.
    """

    _TAPS_S = 0.003

    def __init__(self, from_hz: float, compressor: Processor, sample_rate_hz: int) -> None:
        self._half = max(8, round(self._TAPS_S * sample_rate_hz / 2))
        self._from_hz = min(from_hz, 0.45 * sample_rate_hz)
        self._rate = sample_rate_hz
        self._compressor = compressor
        self._line: np.ndarray | None = None
        """What is not out yet, with half a filter of context before it."""

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Turn loud sibilants down."""
        if self._line is None:
            self._line = np.zeros((samples.shape[0], self._half), np.float32)
        self._line = np.concatenate([self._line, samples], axis=1)
        return self._out()

    def flush(self) -> np.ndarray | None:
        """The last half filter."""
        if self._line is None:
            return None
        self._line = np.pad(self._line, ((0, 0), (0, self._half)))
        return self._out()

    def _out(self) -> np.ndarray:
        from scipy.signal import firwin, oaconvolve

        assert self._line is not None
        line, half = self._line, self._half
        frames = line.shape[1] - 2 * half
        if frames <= 0:
            return line[:, :0]
        taps = firwin(2 * half + 1, self._from_hz, pass_zero=False, fs=self._rate).astype(np.float32)
        high = oaconvolve(line, taps[None, :], mode="valid", axes=1).astype(np.float32)
        self._line = line[:, frames:]
        return line[:, half:half + frames] - high + self._compressor.process(high)


class Ducker(Processor):
    """The pumping of a sidechain: down on every beat, back until the next."""

    def __init__(self, tempo_map: TempoMap, start_s: float, sample_rate_hz: int, *, depth: float,
                 attack_ms: float, release_ms: float | None, rate_hz: float | None) -> None:
        """`start_s` is where the first sample lies in the session; `rate_hz` replaces the beat."""
        self._tempo_map = tempo_map
        self._start_s = start_s
        self._sample_rate_hz = sample_rate_hz
        self._depth = depth
        self._attack_s = attack_ms * 1e-3
        self._release_s = None if release_ms is None else release_ms * 1e-3
        self._rate_hz = rate_hz
        self._position = 0

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Apply the gain of the beats this block lies on."""
        times = self._start_s + (self._position + np.arange(samples.shape[1])) / self._sample_rate_hz
        self._position += samples.shape[1]
        since_s, beat_s = self._since_beat(times)
        attack_s = np.minimum(self._attack_s, 0.25 * beat_s)
        release_s = np.minimum(self._release_s or 1e9, 0.9 * beat_s - attack_s)
        down = np.clip(since_s / attack_s, 0.0, 1.0)
        back = np.clip((since_s - attack_s) / release_s, 0.0, 1.0)
        shape = np.minimum(down, 0.5 + 0.5 * np.cos(np.pi * back))
        return samples * (1 - self._depth * shape).astype(np.float32)

    def _since_beat(self, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Seconds since the beat before each time, and the length of that beat in seconds."""
        if self._rate_hz is not None:
            beat_s = np.full_like(times, 1 / self._rate_hz)
            return (times - self._start_s) % beat_s, beat_s
        changes = self._tempo_map.tempos
        starts = np.array([self._tempo_map.seconds_at(change.beat) for change in changes])
        index = np.maximum(np.searchsorted(starts, times + 1e-9, side="right") - 1, 0)
        beat_s = 60 / np.array([change.bpm for change in changes])[index]
        beats = np.array([change.beat for change in changes])[index] + (times - starts[index]) / beat_s
        return (beats - np.floor(beats + 1e-9)) * beat_s, beat_s
