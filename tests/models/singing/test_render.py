"""What is asked of a performance, read back from its sound."""

import functools
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import Cancelled
from models.singing.analysis import FRAME_S, Analysis, analyse
from models.singing.lyrics import Word
from models.singing.performance import Speaker
from models.singing.render import RenderedPhrase, render_phrase
from models.singing.score import SungNote
from models.singing.style import SingingStyle, style_of
from models.singing.syllable_fit import fit_syllables, words_of
from models.singing.timeline import timeline_of
from models.singing.vocal_line import SungSyllable, VocalPhrase
from models.singing.voice import VOICES

STRAIGHT = SingingStyle(vibrato_cents=0, jitter_cents=0, scoop_cents=0)


@functools.cache
def spoken(*words: str) -> Analysis:
    voice = next(voice for voice in VOICES if voice.id == "max")
    return analyse(Speaker(voice, "english").say(words))


def sung(style: SingingStyle, *notes: tuple[float, float, int, int], words: tuple[str, ...] = ("ah",),
         formant: float = 1.0) -> RenderedPhrase:
    """Notes are (on, off, pitch, velocity); each word gets one, the last word the rest."""
    made = [SungNote(number, *note) for number, note in enumerate(notes)]
    groups = [[note] for note in made[:len(words) - 1]] + [made[len(words) - 1:]]
    phrase = VocalPhrase(tuple(SungSyllable(word, Word(word, (word,)), number, 0, 1, tuple(group))
                              for number, (word, group) in enumerate(zip(words, groups, strict=True))))
    analysis = spoken(*words_of(phrase))
    fitted = fit_syllables(phrase, analysis.speech.phones)
    return render_phrase(phrase, timeline_of(phrase, fitted, 1 + style.consonant_db / 12), analysis, style, formant, 1)


def pitch_at(phrase: RenderedPhrase, first_s: float, last_s: float) -> np.ndarray:
    """Measured, in cents above A3, every 5 ms."""
    import pyworld

    f0, times = pyworld.harvest(phrase.samples, phrase.sample_rate_hz, f0_floor=65.0, f0_ceil=500.0)
    inside = (times > first_s + phrase.lead_s) & (times < last_s + phrase.lead_s) & (f0 > 0)
    return 1200 * np.log2(f0[inside] / 220)


def part(phrase: RenderedPhrase, first_s: float, last_s: float) -> np.ndarray:
    rate = phrase.sample_rate_hz
    return phrase.samples[round((phrase.lead_s + first_s) * rate):round((phrase.lead_s + last_s) * rate)]


def level_db(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(samples**2)))


def band_db(samples: np.ndarray, rate: int, low_hz: float, high_hz: float) -> float:
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    return float(10 * np.log10(power[int(low_hz * len(samples) / rate):int(high_hz * len(samples) / rate)].sum()))


@pytest.mark.parametrize("hz, cents", [(5.6, 35.0), (6.4, 65.0), (4.8, 15.0)])
def test_vibrato_has_the_rate_and_depth_that_were_asked(hz: float, cents: float) -> None:
    phrase = sung(replace(STRAIGHT, vibrato_hz=hz, vibrato_cents=cents), (0, 4, 57, 90))
    curve = pitch_at(phrase, 2.2, 3.8)
    times = FRAME_S * np.arange(len(curve))
    waves = {rate: np.exp(2j * np.pi * rate * times) for rate in np.arange(3.5, 8, 0.02)}
    found = max(waves, key=lambda rate: abs(np.vdot(waves[rate], curve - curve.mean())))
    assert found == pytest.approx(hz, abs=0.1)
    assert np.std(curve) * np.sqrt(2) == pytest.approx(cents, abs=3)
    assert abs(curve.mean()) < 4


def test_portamento_takes_as_long_as_asked() -> None:
    for seconds in (0.02, 0.09, 0.18):
        f0 = sung(replace(STRAIGHT, portamento_s=seconds), (0, 1, 57, 90), (1, 2, 64, 90)).f0_hz
        on_the_way = np.count_nonzero((f0 > 222) & (f0 < 326)) * FRAME_S
        assert on_the_way == pytest.approx(0.9 * seconds, abs=0.02)


def test_resonances_move_by_the_factor_that_was_asked() -> None:
    import pyworld

    def envelope(style: SingingStyle, formant: float) -> np.ndarray:
        phrase = sung(style, (0, 1.5, 45, 90), formant=formant)
        sound = np.ascontiguousarray(part(phrase, 0.5, 1.0))
        f0, times = pyworld.harvest(sound, phrase.sample_rate_hz)
        return np.log(pyworld.cheaptrick(sound, f0, times, phrase.sample_rate_hz)[20:-20].mean(axis=0))

    plain = envelope(STRAIGHT, 1.0)[:400]
    for style, formant in ((replace(STRAIGHT, formant=1.1), 1.0), (STRAIGHT, 1.1), (STRAIGHT, 0.93)):
        moved = envelope(style, formant)[:400]
        places = np.arange(60, 360)
        fits = {scale: np.corrcoef(moved[places], np.interp(places / scale, np.arange(400), plain))[0, 1]
                for scale in np.arange(0.85, 1.2, 0.01)}
        assert max(fits, key=lambda scale: fits[scale]) == pytest.approx(formant * style.formant, abs=0.02)


def test_breath_and_brightness_are_heard_and_measured() -> None:
    plain, bright = (sung(replace(STRAIGHT, tilt_db_per_octave=tilt), (0, 1.5, 45, 90)) for tilt in (0.0, 1.5))
    rate = plain.sample_rate_hz
    tilts = [band_db(part(one, 0.5, 1.2), rate, 3500, 4500) - band_db(part(one, 0.5, 1.2), rate, 900, 1150)
             for one in (plain, bright)]
    assert tilts[1] - tilts[0] == pytest.approx(3.0, abs=1.0)
    noise = []
    for breath in (0.0, 0.2, 0.5):
        sound = part(sung(replace(STRAIGHT, breath=breath), (0, 1.5, 45, 90)), 0.4, 1.2)
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
        hz = np.fft.rfftfreq(len(sound), 1 / rate)
        between = np.abs((hz / 110) % 1 - 0.5) < 0.2
        middle = (hz > 1000) & (hz < 4000)
        noise.append(10 * np.log10(spectrum[middle & between].sum() / spectrum[middle].sum()))
    assert noise[0] + 3 < noise[1] < noise[2] - 1


@pytest.mark.parametrize("dynamics, expected_db", [(1.0, -6.0), (1.8, -10.8), (0.25, -1.5), (0.0, 0.0)])
def test_velocity_is_followed_as_far_as_asked(dynamics: float, expected_db: float) -> None:
    phrase = sung(replace(STRAIGHT, dynamics=dynamics), (0, 1, 45, 90), (1, 2, 45, 45))
    change_db = level_db(part(phrase, 1.3, 1.6)) - level_db(part(phrase, 0.3, 0.6))
    assert change_db == pytest.approx(expected_db, abs=0.7)


def test_a_swell_grows_over_the_phrase() -> None:
    phrase = sung(replace(STRAIGHT, swell_db=8.0), (0, 2, 45, 90), (2, 4, 45, 90))
    assert level_db(part(phrase, 3.0, 3.2)) - level_db(part(phrase, 1.0, 1.2)) == pytest.approx(4.0, abs=0.7)


def test_the_last_note_alone_has_what_is_asked_for_it() -> None:
    style = replace(style_of("softer and more vibrato on the last note"), jitter_cents=0)
    assert style.loudness_lufs == SingingStyle().loudness_lufs and dict(style.ending)["vibrato_cents"] == 65
    phrase = sung(style, (0, 3, 57, 90), (3, 6, 57, 90))
    depths = [np.std(pitch_at(phrase, first_s, first_s + 0.8)) * np.sqrt(2) for first_s in (1.8, 4.9)]
    assert depths[0] == pytest.approx(35, abs=5) and depths[1] == pytest.approx(65, abs=8)
    assert level_db(part(phrase, 4, 5)) - level_db(part(phrase, 1, 2)) == pytest.approx(-6, abs=1.5)
    assert not style.inside().ending and style_of("softer at the end of each line").inside().ending


def test_clearer_words_have_louder_and_longer_consonants() -> None:
    notes = ((0.0, 1.0, 45, 90), (1.0, 2.0, 45, 90))
    plain, clear = (sung(replace(STRAIGHT, consonant_db=db), *notes, words=("see", "saw")) for db in (0.0, 4.0))
    gains = [level_db(part(one, 0.9, 0.98)) - level_db(part(one, 1.3, 1.6)) for one in (plain, clear)]
    assert gains[1] - gains[0] > 1
    assert clear.lead_s > plain.lead_s


def test_a_note_of_a_minute_can_be_stopped_on_the_way() -> None:
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise Cancelled

    phrase = VocalPhrase((SungSyllable("ah", Word("ah", ("ah",)), 0, 0, 1, (SungNote(0, 0.0, 60.0, 57, 90),)),))
    analysis = spoken("ah")
    pieces = timeline_of(phrase, fit_syllables(phrase, analysis.speech.phones))
    with pytest.raises(Cancelled):
        render_phrase(phrase, pieces, analysis, SingingStyle(), 1.0, 1, stop)


def test_sibilants_are_heard_but_not_sharp() -> None:
    phrase = sung(STRAIGHT, (0, 1, 45, 90), (1, 2, 45, 90), words=("see", "sister"))
    rate = phrase.sample_rate_hz
    vowel_db = level_db(part(phrase, 0.3, 0.7))
    hiss = part(phrase, 0.9, 0.97)
    high_db = band_db(hiss, rate, 5000, 10000) - band_db(hiss, rate, 20, 0.49 * rate) + level_db(hiss)
    assert -26 <= high_db - vowel_db <= -8


def test_voiced_consonants_keep_their_noise_and_vowels_are_tones() -> None:
    """A z that is only a tone is heard as an l or a d: high up it hisses, and does not repeat with the pitch."""
    phrase = sung(STRAIGHT, (0.0, 0.4, 57, 90), (0.4, 1.4, 57, 90), words=("ah", "zoo"))

    def repeats(first_s: float, last_s: float) -> float:
        spectrum = np.fft.rfft(part(phrase, first_s, last_s))
        spectrum[:int(3500 * (last_s - first_s))] = 0
        high, period = np.fft.irfft(spectrum), round(phrase.sample_rate_hz / 220)
        return float(np.corrcoef(high[:-period], high[period:])[0, 1])

    assert repeats(0.30, 0.35) < 0.45 and repeats(0.15, 0.25) > 0.6
