"""The voice that needs no speech engine."""

from pathlib import Path

import numpy as np
import pytest

from bench.singing import pitch_error, sing, songs
from models.singing import formant_voice
from models.singing.voice import choose_voice
from models.singing.world_singer import WorldSinger


def test_words_become_sound_with_phones_in_order() -> None:
    speech = formant_voice.say(["see", "the", "river"])
    assert [phone.word for phone in speech.phones] == sorted(phone.word for phone in speech.phones)
    assert sum(phone.is_nucleus for phone in speech.phones) == 4
    assert np.isfinite(speech.samples).all() and 0.05 < np.abs(speech.samples).max() <= 0.11
    assert formant_voice.spoken_syllables("river") == 2 and formant_voice.spoken_syllables("xqzt") >= 1


@pytest.mark.parametrize("word, low_hz, high_hz", [("see", 200, 400), ("saw", 450, 700)])
def test_vowels_have_their_first_resonance_where_it_belongs(word: str, low_hz: float, high_hz: float) -> None:
    speech = formant_voice.say([word])
    vowel = next(phone for phone in speech.phones if phone.is_nucleus)
    rate = speech.sample_rate_hz
    sound = speech.samples[round((vowel.start_s + 0.03) * rate):round((vowel.end_s - 0.03) * rate)]
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 8192)) ** 2
    hz = np.fft.rfftfreq(8192, 1 / rate)
    strongest = hz[np.argmax(np.where((hz > 150) & (hz < 1000), power, 0))]
    assert low_hz < strongest < high_hz


def test_it_sings_in_tune_and_is_there_without_any_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    song = songs(48)[0]
    pitch = pitch_error(sing(song, tmp_path, WorldSinger(), voice="formant"), song)
    assert pitch.median <= 6 and pitch.octaves == 0
    monkeypatch.setattr("models.singing.voice.why_missing", lambda: "not installed")
    assert choose_voice("female", 60, frozenset(), is_english=True).id == "formant-high"
