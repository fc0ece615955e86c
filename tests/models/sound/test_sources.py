"""Each source: finite, free of DC, without a seam; and a physical signature where one can be named."""

import numpy as np
import pytest
from scipy.signal import hilbert, stft

from models.sound.mix import MixTone
from models.sound.prompt.request import SourceCall
from models.sound.scene import make_event, make_texture
from models.sound.sources.table import SOURCES
from tests.models.sound.measure import RATE, seam

CACHE = {}


def made(name, seed=3, **call):
    key = (name, seed, tuple(call.items()))
    if key not in CACHE:
        asked = SourceCall(name, **call)
        CACHE[key] = (
            make_texture(asked, int(5 * RATE), RATE, MixTone(), seed)
            if SOURCES[name].is_texture
            else make_event(asked, None, RATE, MixTone(), seed)
        )
    return CACHE[key]


class Picture:
    """Spectrum, envelope and statistics of a sound."""

    def __init__(self, samples):
        self.mono = samples.mean(axis=0)
        self.hz, _, spectrum = stft(self.mono, RATE, nperseg=2048, noverlap=1024)
        self.power = np.abs(spectrum) ** 2
        self.mean = self.power.sum(axis=1)
        self.frames = self.power.sum(axis=0) + 1e-15
        self.centres = (self.hz[:, None] * self.power).sum(axis=0) / self.frames
        self.peaks = self.hz[self.power[3:].argmax(axis=0) + 3]
        self.kurtosis = float(((self.mono - self.mono.mean()) ** 4).mean() / self.mono.var() ** 2)

    def share(self, low, high):
        return float(self.mean[(self.hz >= low) & (self.hz < high)].sum() / self.mean.sum())

    @property
    def peak_hz(self):
        return float(self.hz[self.mean.argmax()])

    @property
    def centre_hz(self):
        return float((self.hz * self.mean).sum() / self.mean.sum())

    @property
    def flatness(self):
        return float(np.exp(np.log(self.mean[5:900] + 1e-15).mean()) / self.mean[5:900].mean())

    def pulse_hz(self, low, high):
        """The strongest rate of the envelope between two rates."""
        step = RATE // 200
        envelope = np.abs(hilbert(self.mono))
        envelope = envelope[: len(envelope) // step * step].reshape(-1, step).mean(axis=1)
        spectrum = np.abs(np.fft.rfft((envelope - envelope.mean()) * np.hanning(len(envelope)), 8 * len(envelope)))
        rates = np.fft.rfftfreq(8 * len(envelope), step / RATE)
        inside = (rates >= low) & (rates < high)
        return float(rates[inside][spectrum[inside].argmax()])


def slope(values):
    return float(np.polyfit(np.linspace(0, 1, len(values)), values, 1)[0])


SIGNATURES = {
    "rain": lambda p: p.share(2000, 16000) > 0.6 and p.kurtosis < 15,
    "wind": lambda p: p.share(20, 1500) > 0.7,
    "thunder": lambda p: p.centre_hz < 700 and slope(np.log(p.frames[20:])) < -2,
    "sea waves": lambda p: p.frames.max() > 3 * np.median(p.frames),
    "fire": lambda p: p.kurtosis > 4 and p.share(20, 300) > 0.2,
    "stream": lambda p: p.share(500, 6000) > 0.8,
    "birds": lambda p: p.share(1800, 9000) > 0.85,
    "crickets": lambda p: p.share(3800, 5600) > 0.85,
    "footsteps": lambda p: p.kurtosis > 8,
    "heartbeat": lambda p: p.share(20, 150) > 0.9,
    "clock": lambda p: abs(p.pulse_hz(0.6, 1.5) - 1) < 0.15,
    "siren": lambda p: p.flatness < 0.2 and np.percentile(p.peaks, 95) / np.percentile(p.peaks, 5) > 1.6,
    "alarm": lambda p: abs(p.peak_hz - 2000) < 60 and abs(p.pulse_hz(1, 5) - 2) < 0.2,
    "telephone": lambda p: abs(p.pulse_hz(12, 30) - 20) < 1.5 and 1000 < p.peak_hz < 1700,
    "dial tone": lambda p: p.share(330, 460) > 0.95,
    "bell": lambda p: slope(np.log(p.frames[4:-8])) < -1 and p.flatness < 0.02,
    "laser": lambda p: slope(np.log(p.peaks[1:-6] + 1)) < -0.8,
    "riser": lambda p: slope(p.centres[4:-4]) > 800 and slope(np.log(p.frames[4:-4])) > 2,
    "downlifter": lambda p: slope(p.centres[4:-4]) < -800 and slope(np.log(p.frames[4:-4])) < -2,
    "car passing by": lambda p: 0.35 < p.frames.argmax() / len(p.frames) < 0.65,
    "impact": lambda p: p.share(20, 160) > 0.6 and p.frames.argmax() < 10,
    "explosion": lambda p: p.share(20, 800) > 0.6 and slope(np.log(p.frames[4:])) < -3,
    "sub drop": lambda p: p.share(15, 130) > 0.9,
    "mains hum": lambda p: p.flatness < 0.01 and min(p.peak_hz % 50, 50 - p.peak_hz % 50) < 16,
    "engine": lambda p: p.share(30, 800) > 0.85,
    "vinyl crackle": lambda p: p.kurtosis > 30,
    "tape hiss": lambda p: p.flatness > 0.5 and p.kurtosis < 4,
    "applause": lambda p: p.share(500, 4000) > 0.6,
    "crowd": lambda p: p.share(150, 3500) > 0.85,
    "reverse cymbal": lambda p: slope(np.log(p.frames[4:-4])) > 2,
    "whoosh": lambda p: 0.3 < p.frames.argmax() / len(p.frames) < 0.7,
    "glass breaking": lambda p: p.share(1500, 16000) > 0.8 and slope(np.log(p.frames[3:-3])) < -2,
    "helicopter": lambda p: p.share(20, 1200) > 0.6 and abs(p.pulse_hz(7, 16) - 11) < 1,
    "knock": lambda p: p.centre_hz < 900 and p.kurtosis > 8,
    "cat purr": lambda p: abs(p.pulse_hz(15, 40) - 25) < 1.5,
    "radio static": lambda p: p.share(300, 4700) > 0.85,
    "bees": lambda p: 150 < p.peak_hz < 700,
    "owl": lambda p: 300 < p.peak_hz < 480,
    "drill": lambda p: p.flatness < 0.2,
    "brown noise": lambda p: p.centre_hz < 300,
    "white noise": lambda p: p.flatness > 0.8,
    "test tone": lambda p: p.share(950, 1050) > 0.99,
    "morse code": lambda p: p.share(600, 800) > 0.9,
    "drum roll": lambda p: slope(np.log(p.frames[2 : int(0.7 * len(p.frames))])) > 1.5,
    "galloping horse": lambda p: 150 < p.centre_hz < 1200 and p.kurtosis > 5,
    "car horn": lambda p: 380 < p.peak_hz < 1600,
}


UNCHANGING = ("dial tone", "alarm", "siren", "heartbeat", "test tone", "morse code")


def test_there_are_sources_enough():
    assert len(SOURCES) >= 66


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_is_clean(name):
    sound = made(name)
    assert sound.shape[0] == 2 and sound.dtype == np.float32 and np.isfinite(sound).all()
    assert 0.3 < np.abs(sound).max() <= 2.0
    assert np.abs(sound.mean(axis=1)).max() < 0.012
    if SOURCES[name].is_texture:
        assert sound.shape[1] == 5 * RATE
        assert seam(sound) < 2.5
        assert not np.array_equal(sound, made(name, 41)) or name in UNCHANGING
    else:
        assert np.abs(sound[:, -1]).max() < 1e-3


@pytest.mark.parametrize("name", SOURCES)
def test_odd_lengths_and_rates(name):
    for number, (rate, count) in enumerate(((11025, 552), (22050, 9011), (48000, 5281))):
        asked, tone = SourceCall(name, distance=0.4 * number, intensity=0.5 * number), MixTone(0.1, 0.9, 0.5)
        if SOURCES[name].is_texture:
            sound = make_texture(asked, count, rate, tone, number)
        else:
            sound = make_event(asked, count / rate, rate, tone, number)
        assert sound.shape == (2, count) and np.isfinite(sound).all() and np.abs(sound).max() > 1e-3


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_source_has_its_signature(name):
    for seed in (3, 41):
        assert SIGNATURES[name](Picture(made(name, seed))), (name, seed)


def test_white_noise_has_almost_no_signature():
    noise = Picture(np.random.default_rng(0).standard_normal((2, 5 * RATE)).astype(np.float32))
    passing = {name for name, signature in SIGNATURES.items() if signature(noise)}
    assert passing <= {"rain", "tape hiss", "white noise", "whoosh", "glass breaking"}


def test_a_passing_car_falls_in_pitch_as_physics_demands():
    sound = made("car passing by").mean(axis=0)
    quarter = len(sound) // 4
    before, after = (
        np.abs(np.fft.rfft(part * np.hanning(quarter), 8 * quarter)) for part in (sound[:quarter], sound[-quarter:])
    )
    hz = np.fft.rfftfreq(8 * quarter, 1 / RATE)
    band = (hz > 60) & (hz < 300)
    ratios = np.linspace(1.0, 1.3, 301)
    likeness = [
        np.corrcoef(np.log(before[band] + 1e-9), np.interp(hz[band] / ratio, hz, np.log(after + 1e-9)))[0, 1]
        for ratio in ratios
    ]
    assert 1.08 < ratios[int(np.argmax(likeness))] < 1.22


def test_distance_and_surface_are_heard():
    near, far = Picture(made("rain")), Picture(made("rain", distance=0.8))
    assert far.centre_hz < 0.7 * near.centre_hz
    wood, gravel = Picture(made("footsteps", surface="wood")), Picture(made("footsteps", surface="gravel"))
    assert gravel.centre_hz > 2 * wood.centre_hz


def test_intensity_is_heard():
    calm, wild = (made("footsteps", intensity=value) for value in (0.0, 1.0))
    assert Picture(wild).pulse_hz(1, 4) > Picture(calm).pulse_hz(1, 4)
    few, many = (Picture(made("applause", intensity=value)).kurtosis for value in (0.0, 1.0))
    assert few > 1.3 * many
