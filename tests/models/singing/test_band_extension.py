"""Air above the band of a 16 kHz voice."""

import numpy as np

from models.singing.band_extension import with_air
from models.singing.render import RenderedPhrase


def phrase(hiss: float, rate: int = 16000) -> RenderedPhrase:
    frames = 200
    return RenderedPhrase(np.zeros(rate), rate, 0.0, np.zeros(frames), np.full(frames, hiss))


def power_between(samples: np.ndarray, low_hz: float, high_hz: float, rate: int = 48000) -> float:
    spectrum = np.abs(np.fft.rfft(samples)) ** 2
    return float(spectrum[int(low_hz * len(samples) / rate):int(high_hz * len(samples) / rate)].sum())


def test_there_is_air_above_the_voice_and_only_there() -> None:
    made = with_air(np.zeros(48000), phrase(1e-6), 48000, 1)
    assert power_between(made, 8000, 14000) > 100 * power_between(made, 50, 5000)
    assert power_between(made, 8000, 10000) > power_between(made, 13000, 15000) > 0


def test_it_is_as_loud_as_the_hiss_of_the_voice() -> None:
    soft, loud = (with_air(np.zeros(48000), phrase(hiss), 48000, 1) for hiss in (1e-8, 1e-6))
    assert np.allclose(10 * soft, loud)


def test_silence_wide_voices_and_low_rates_get_none() -> None:
    for one, rate in ((phrase(0.0), 48000), (phrase(1e-6, 44100), 48000), (phrase(1e-6), 16000)):
        assert not with_air(np.zeros(rate), one, rate, 1).any()
