import numpy as np
import pytest

from engine.media.level import level_curve
from models.sound.synth import effects
from models.sound.synth.circle import filtered, fold, noise, place, sections
from models.sound.synth.drum_kit import KITS
from models.sound.synth.voice import make_note
from models.sound.synth.voice_table import VOICES
from models.sound.synth.wavetable import cycle, read
from tests.models.sound.measure import lufs, true_peak_db

RATE = 32000


def test_placing_wraps_around_the_end():
    buffer = np.zeros((2, 100), np.float32)
    place(buffer, np.ones(30, np.float32), 90)
    assert buffer[0, 95] > 0 and buffer[0, 19] > 0 and buffer[0, 20] == 0 and buffer[0, 50] == 0
    place(buffer, np.ones((2, 250), np.float32), 0)
    assert buffer.min() > 1.9


def test_folding_keeps_everything():
    sound = np.arange(25.0)[None]
    assert fold(sound, 10).tolist() == [
        [0 + 10 + 20, 1 + 11 + 21, 2 + 12 + 22, 3 + 13 + 23, 4 + 14 + 24, *(float(5 + 15 + 2 * i) for i in range(5))]
    ]


def test_effects_on_a_circle_do_not_care_where_it_begins():
    loop = noise(RATE, np.random.default_rng(1), RATE, channels=2).astype(np.float32)
    turned = np.roll(loop, 7777, axis=1)
    response = effects.room(0.5, RATE)
    for effect in (
        lambda x: filtered(x, sections("low", 900, RATE), RATE),
        lambda x: effects.reverb(x, response, RATE),
        lambda x: effects.echo(x, 5000, RATE),
    ):
        assert np.allclose(np.roll(effect(loop), 7777, axis=1), effect(turned), atol=2e-3)


def test_oscillators_are_in_tune_and_free_of_aliases():
    tone = read(cycle("saw", 3000.0, 20000.0, 2.0, 1.0, RATE), 3000.0, RATE, RATE)
    spectrum = np.abs(np.fft.rfft(tone * np.hanning(RATE)))
    harmonic = np.zeros(len(spectrum), bool)
    for number in range(1, 6):
        harmonic[3000 * number - 4 : 3000 * number + 5] = True
    assert spectrum.argmax() == 3000
    assert 20 * np.log10(spectrum[~harmonic].max() / spectrum.max()) < -50


@pytest.mark.parametrize("name", VOICES)
def test_a_voice_is_in_tune_ends_and_gets_brighter(name):
    voice, random = VOICES[name], np.random.default_rng(2)
    pitch = 40 if "bass" in name or name == "reese" else 64
    note = make_note(voice, pitch, 0.8, 0.6, 0.5, RATE, random)
    assert note.dtype == np.float32 and np.isfinite(note).all() and 0.02 < np.abs(note).max() < 4
    assert np.abs(note[:, -1]).max() < 1e-3 and np.abs(note[:, 0]).max() < 0.2
    mono = note.mean(axis=0)[: int(0.8 * RATE)]
    hz = 440 * 2 ** ((pitch - 69) / 12)
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), 8 * len(mono)))
    peaks = np.fft.rfftfreq(8 * len(mono), 1 / RATE)
    band = (peaks > hz * 0.94) & (peaks < hz * 1.06)
    assert spectrum[band].max() > 0.05 * spectrum.max()
    assert abs(1200 * np.log2(peaks[band][spectrum[band].argmax()] / hz)) < 30


@pytest.mark.parametrize("kit", KITS)
def test_drums_differ_and_begin_at_once(kit):
    for pitch, (maker, shape) in KITS[kit].items():
        sound = maker(RATE, np.random.default_rng(pitch), **shape)
        assert np.isfinite(sound).all() and np.abs(sound[: int(0.04 * RATE)]).max() > 0.2 * np.abs(sound).max()
        assert np.abs(sound[-1]) < 1e-3


@pytest.mark.parametrize("crest", [1.0, 30.0])
def test_mastering_reaches_loudness_and_ceiling(crest):
    random = np.random.default_rng(4)
    sound = 0.02 * random.standard_normal((2, 4 * RATE))
    sound[:, :: RATE // 3] += crest * 0.05
    sound = sound.astype(np.float32)
    mastered = sound * level_curve(sound, RATE, is_loop=True)
    assert abs(lufs(mastered) + 16) < 0.3
    assert true_peak_db(np.tile(mastered, (1, 2))) <= -0.95
