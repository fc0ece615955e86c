"""Reading and writing sound, and every way a file can be wrong."""

import numpy as np
import pytest
import soundfile

from engine.errors import UserError
from engine.media.audio import (
    Audio,
    audio_blocks,
    fit_length,
    probe_audio,
    read_audio,
    resample,
    to_channels,
    write_audio,
)


def noise(seconds=0.5, rate=48000, channels=2):
    samples = np.random.default_rng(1).uniform(-0.5, 0.5, (channels, round(seconds * rate)))
    return Audio(samples.astype(np.float32), rate)


@pytest.mark.parametrize(("rate", "channels"), [(192_000, 1), (48_000, 8), (8_000, 2)])
def test_what_is_written_is_read_back_bit_for_bit(tmp_path, rate, channels):
    audio = noise(0.1, rate, channels)
    back = read_audio(write_audio(tmp_path / "a.wav", audio))
    assert back.sample_rate_hz == rate and np.array_equal(back.samples, audio.samples)


def test_one_sample_is_sound(tmp_path):
    path = write_audio(tmp_path / "one.wav", Audio(np.ones((1, 1), np.float32), 48000))
    assert read_audio(path).frames == 1


def bad_files(folder):
    good = write_audio(folder / "good.wav", noise())
    (folder / "empty.wav").touch()
    soundfile.write(folder / "nothing.wav", np.zeros((0, 2)), 48000)
    (folder / "text.wav").write_text("this is no sound")
    data = good.read_bytes()
    (folder / "header.wav").write_bytes(data[:30])
    flac = folder / "cut.flac"
    soundfile.write(flac, noise().samples.T, 48000)
    flac.write_bytes(flac.read_bytes()[: flac.stat().st_size // 2])
    broken = noise().samples.T.copy()
    broken[100] = np.nan
    soundfile.write(folder / "nan.wav", broken, 48000, subtype="FLOAT")
    (folder / "folder.wav").mkdir()
    return ["empty.wav", "nothing.wav", "text.wav", "header.wav", "cut.flac", "nan.wav", "folder.wav", "missing.wav"]


def test_every_bad_file_gets_one_sentence(tmp_path):
    for name in bad_files(tmp_path):
        with pytest.raises(UserError) as caught:
            read_audio(tmp_path / name)
        text = str(caught.value)
        assert name in text and text.endswith(".") and "\n" not in text, text


def test_a_wav_that_was_cut_off_is_not_taken_for_a_shorter_one(tmp_path):
    data = write_audio(tmp_path / "good.wav", noise()).read_bytes()
    (tmp_path / "cut.wav").write_bytes(data[: len(data) // 2])
    with pytest.raises(UserError, match="cut off: 0.25 s are missing"):
        probe_audio(tmp_path / "cut.wav")


def test_a_wav_written_to_a_pipe_has_no_length_in_its_header(tmp_path):
    data = bytearray(write_audio(tmp_path / "good.wav", noise()).read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = data[4:8] = b"\xff\xff\xff\xff"
    (tmp_path / "piped.wav").write_bytes(data)
    assert read_audio(tmp_path / "piped.wav").frames == noise().frames


def test_invalid_samples_are_never_written(tmp_path):
    with pytest.raises(UserError, match="invalid"):
        write_audio(tmp_path / "x.wav", Audio(np.full((1, 4), np.nan, np.float32), 48000))
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_nothing_and_keeps_the_old_file(tmp_path, monkeypatch):
    path = write_audio(tmp_path / "x.wav", noise())
    before = path.read_bytes()

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(soundfile, "write", full)
    with pytest.raises(UserError, match="No space left"):
        write_audio(path, noise(1.0))
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["x.wav"]


def test_blocks_put_together_are_the_file(tmp_path):
    audio = noise(1.3)
    path = write_audio(tmp_path / "x.wav", audio)
    blocks = [block.samples for block in audio_blocks(path, 10_000, 1_000)]
    joined = np.concatenate([blocks[0], *(block[:, 1_000:] for block in blocks[1:])], axis=1)
    assert np.array_equal(joined, audio.samples)


def test_resampling_keeps_pitch_and_length():
    t = np.arange(44100) / 44100
    tone = Audio(np.sin(2 * np.pi * 1000 * t)[None].astype(np.float32), 44100)
    again = resample(tone, 48000)
    assert again.frames == 48000
    spectrum = np.abs(np.fft.rfft(again.samples[0] * np.hanning(48000)))
    assert abs(int(spectrum.argmax()) - 1000) <= 1


def test_channels_and_length():
    assert to_channels(noise(channels=2), 1).channels == 1
    assert np.array_equal(to_channels(noise(channels=1), 2).samples[0], noise(channels=1).samples[0])
    assert to_channels(noise(channels=8), 2).channels == 2
    assert fit_length(noise(), 10).frames == 10


def test_what_is_far_too_loud_is_no_sound(tmp_path):
    samples = np.full((100, 1), 0.1, np.float32)
    samples[50] = -1e30
    soundfile.write(tmp_path / "a.wav", samples, 48000, "FLOAT")
    with pytest.raises(UserError, match="600 dB above full scale"):
        read_audio(tmp_path / "a.wav")
