"""Clipping, masking and loudness as they are measured."""

import re

import numpy as np
import pytest

from engine.errors import UserError
from engine.media.audio import Audio, write_audio

RATE = 48000


def band(low, high, level, seed, seconds=4.0):
    frames = round(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(frames))
    hz = np.fft.rfftfreq(frames, 1 / RATE)
    sound = np.fft.irfft(spectrum * ((hz > low) & (hz < high)), frames)
    return (level * sound / np.sqrt(np.mean(sound**2))).astype(np.float32)


def add(act, name, samples):
    track = act.session.user_track(name)
    path = write_audio(act.folder / f"{name}.wav", Audio(samples[None], RATE))
    act.session.user_sound(track, path, 0.0, name.lower())
    return track


def test_what_covers_what_and_in_which_band(act):
    add(act, "Vox", band(1300, 3000, 0.1, 1))
    add(act, "Guitar", band(1300, 3300, 0.15, 2))
    add(act, "Bass", band(65, 140, 0.2, 3))
    told = act("session_info", aspect="masking", track="vox")
    assert re.search(r"'Guitar' covers 'Vox' in the upper mids \(1200–3500 Hz\).*stronger", told)
    assert "Bass" not in told
    assert act("session_info", aspect="masking", track="bass") == "Nothing covers 'Bass'."


def test_clipping_in_a_recording_and_in_the_mix(act):
    add(act, "Clean", band(200, 2000, 0.1, 1))
    assert act("session_info", aspect="clipping").startswith("No, nothing clips. The mix peaks at −")
    hot = np.clip(band(200, 2000, 0.9, 2), -1, 1)
    hot[:RATE] *= 0.1
    add(act, "Hot", hot)
    told = act("session_info", aspect="clipping")
    assert "Clipped in the recording: 'hot' (first at bar 1 beat" in told
    assert act("session_info", aspect="clipping", clip="clean").startswith("No, 'clean' does not clip; it peaks at")
    act.session._set_track(act.track("Hot").id, gain_db=6.0)
    assert re.search(r"Yes: the mix peaks \d\.\d dB above full scale at bar", act("session_info", aspect="clipping"))


def test_loudness_of_the_mix_and_its_tracks(act):
    t = np.arange(4 * RATE) / RATE
    add(act, "Tone", (0.1 * np.sin(2 * np.pi * 997 * t)).astype(np.float32))
    add(act, "Soft", band(200, 400, 0.001, 1))
    told = act("session_info", aspect="loudness", track="tone")
    assert float(re.search(r"−([\d.]+) LUFS", told)[1]) == pytest.approx(20.0, abs=0.2)  # two channels at −23 each
    assert re.search(r"By track: Tone −20\.\d, Soft −", act("session_info", aspect="loudness"))


def test_loudness_of_some_bars_and_against_another_track(act):
    """Two bars of 120 bpm: the first loud, the second 20 dB below."""
    t = np.arange(4 * RATE) / RATE
    tone = (0.1 * np.sin(2 * np.pi * 997 * t)).astype(np.float32)
    tone[2 * RATE :] *= 0.1
    add(act, "Tone", tone)
    add(act, "Soft", band(200, 400, 0.001, 1))

    def lufs(text):
        return float(re.search(r"−([\d.]+) LUFS", text)[1])

    first = act("session_info", aspect="loudness", track="tone", start_bar=1, end_bar=2)
    second = act("session_info", aspect="loudness", track="tone", start_bar=2, end_bar=3)
    assert first.startswith("Measured in bar 1.\n'Tone' is at") and second.startswith("Measured in bar 2.\n'Tone'")
    clip = act("session_info", aspect="loudness", clip="tone", start_bar=2, end_bar=3)
    assert clip == act("session_info", aspect="loudness", clip="tone"), "a clip is measured as a whole, and told so"
    whole = act("session_info", aspect="loudness", start_bar=1, end_bar=3)
    assert whole.startswith("Measured in bars 1 to 2.\nThe mix is at")
    assert lufs(second) - lufs(first) == pytest.approx(20, abs=1)
    both = act("session_info", aspect="loudness", track="tone", to="soft").splitlines()
    assert [line.split(" is at ")[0] for line in both] == ["'Tone'", "'Soft'"]


def test_an_empty_session_is_said(act):
    act.session.user_track("Vox")
    with pytest.raises(UserError, match="nothing in the session to measure"):
        act("session_info", aspect="loudness")
