"""Listening: the stream is pulled as a sound output would, sample by sample."""

import numpy as np
import pytest
import soundfile
from PyQt6.QtCore import QObject
from PyQt6.QtMultimedia import QAudio

from tests.ui.conftest import flush
from ui.playback.ab_device import AbDevice, equal_loudness
from ui.playback.player import NO_OUTPUT, Player, Sound, SoundOutput
from ui.playback.sound_reader import SoundReader

RATE = 48000


def wav(path, samples, rate=RATE, subtype="FLOAT"):
    soundfile.write(path, samples.T if samples.ndim == 2 else samples, rate, subtype=subtype)
    return path


@pytest.fixture
def pair(tmp_path):
    chance = np.random.default_rng(5)
    a, b = (chance.uniform(-0.9, 0.9, (2, 20000)).astype(np.float32) for _ in range(2))
    return wav(tmp_path / "a.wav", a), wav(tmp_path / "b.wav", b), a, b


def device_of(a, b, **options):
    return AbDevice(SoundReader(b, RATE), SoundReader(a, RATE) if a else None, RATE, **options)


def pulled(device, frames, chunk=512):
    parts = []
    while frames > 0:
        data = bytes(device.read(min(chunk, frames) * device.bytes_per_frame()))
        if not data:
            break
        parts.append(np.frombuffer(data, np.float32).reshape(-1, 2))
        frames -= len(parts[-1])
    return np.concatenate(parts).T if parts else np.zeros((2, 0), np.float32)


@pytest.mark.parametrize("chunk", [1, 37, 512, 4096, 100000])
def test_the_result_is_heard_to_the_last_sample(app, pair, chunk):
    a, b, _, result = pair
    device = device_of(a, b)
    frames = 300 if chunk == 1 else 30000
    heard = pulled(device, frames, chunk)
    assert np.array_equal(heard, result[:, :frames])
    assert device.is_done() == (frames > 20000) == device.atEnd()
    if device.is_done():
        assert bytes(device.read(800)) == b""


@pytest.mark.parametrize("chunk", [100, 333, 960, 5000])
def test_the_crossfade_is_exact(app, pair, chunk):
    a, b, source, result = pair
    device = device_of(a, b)
    before = pulled(device, 1000, chunk)
    device.hear("a")
    after = pulled(device, 3000, chunk)
    fade = np.minimum(np.arange(1, 3001, dtype=np.float32) / 960, 1)
    expected = result[:, 1000:4000] * (1 - fade) + source[:, 1000:4000] * fade
    assert np.array_equal(before, result[:, :1000])
    assert np.abs(after - expected).max() < 1e-6
    assert np.array_equal(after[:, 960:], source[:, 1960:4000])


def test_switching_back_in_the_middle_has_no_step(app, tmp_path):
    a = wav(tmp_path / "a.wav", np.full((2, 20000), 0.5, np.float32))
    b = wav(tmp_path / "b.wav", np.full((2, 20000), -0.5, np.float32))
    device = device_of(a, b)
    heard = [pulled(device, 500)]
    for side, frames in (("a", 300), ("b", 200), ("a", 100), ("b", 3000)):
        device.hear(side)
        heard.append(pulled(device, frames))
    joined = np.concatenate(heard, axis=1)
    assert np.abs(np.diff(joined)).max() <= 1.0 / 960 + 1e-6
    assert joined[0, -1] == -0.5


def test_without_a_source_the_result_is_heard_either_way(app, pair):
    _, b, _, result = pair
    device = device_of(None, b, side="a")
    device.hear("a")
    assert np.allclose(pulled(device, 20000), result, atol=1e-7)


def test_a_shorter_source_ends_in_silence_and_an_offset_moves_it(app, pair, tmp_path):
    a, b, source, _ = pair
    short = wav(tmp_path / "short.wav", source[:, :5000])
    heard = pulled(device_of(short, b, side="a"), 20000)
    assert heard.shape == (2, 20000) and np.array_equal(heard[:, :5000], source[:, :5000]) and not heard[:, 5000:].any()
    moved = AbDevice(SoundReader(b, RATE), SoundReader(a, RATE, offset_s=0.1), RATE, side="a")
    assert np.array_equal(pulled(moved, 1000), source[:, 4800:5800])


def test_going_elsewhere_is_exact_in_both(app, pair):
    a, b, source, result = pair
    device = device_of(a, b)
    pulled(device, 777)
    device.go_to(9000)
    assert np.array_equal(pulled(device, 500), result[:, 9000:9500])
    device.hear("a")
    pulled(device, 960)
    assert np.array_equal(pulled(device, 500), source[:, 10460:10960])
    device.go_to(10**9)
    assert device.is_done()
    device.go_to(-5)
    assert device.frame() == 0


def test_gains_only_go_down_on_the_louder():
    assert equal_loudness(-12.0, -18.0) == (pytest.approx(0.5012, abs=1e-3), 1.0)
    assert equal_loudness(-18.0, -12.0) == (1.0, pytest.approx(0.5012, abs=1e-3))
    for unknown in ((None, -12.0), (-12.0, None), (float("-inf"), -12.0), (float("nan"), 0.0), (-14.0, -14.0)):
        assert equal_loudness(*unknown) == (1.0, 1.0)


def test_gains_are_heard_and_fade_when_changed(app, pair):
    a, b, source, result = pair
    device = device_of(a, b, gains=(0.25, 0.5))
    assert np.allclose(pulled(device, 1000), result[:, :1000] * 0.5, atol=1e-7)
    device.hear("a")
    pulled(device, 960)
    assert np.allclose(pulled(device, 1000), source[:, 1960:2960] * 0.25, atol=1e-7)
    device.set_gains((1.0, 1.0))
    pulled(device, 960)
    assert np.allclose(pulled(device, 1000), source[:, 3920:4920], atol=1e-7)


def test_outputs_that_want_integers_get_them(app, pair):
    _, b, _, result = pair
    device = device_of(None, b, sample_format="int16")
    heard = np.frombuffer(bytes(device.read(4000)), np.int16).reshape(-1, 2)
    assert len(heard) == 1000
    assert np.abs(heard.T / 32767 - result[:, :1000]).max() < 1 / 32767


@pytest.mark.parametrize(("subtype", "error"), [("FLOAT", 0), ("PCM_24", 2e-7), ("PCM_16", 4e-5)])
def test_every_kind_of_wav_is_read(app, tmp_path, subtype, error):
    tone = (0.5 * np.sin(np.arange(9000) / 20)).astype(np.float32)
    path = wav(tmp_path / "mono.wav", tone, subtype=subtype)
    heard = pulled(device_of(None, path), 9000)
    assert np.abs(heard - tone).max() <= error + 1e-9


def test_more_than_two_channels_are_mixed_and_what_is_no_number_is_silent(tmp_path):
    four = np.zeros((4, 100), np.float32)
    four[0], four[1, 5] = 0.8, np.nan
    block = SoundReader(wav(tmp_path / "four.wav", four), RATE).read(100)
    assert block.shape == (100, 2) and np.allclose(block[6:], 0.2) and block[5, 0] == 0


@pytest.mark.parametrize("rate", [44100, 96000, 22050])
def test_other_rates_are_resampled_from_any_place(app, tmp_path, rate):
    seconds = np.arange(2 * rate) / rate
    tone = 0.5 * np.sin(2 * np.pi * 440 * seconds)
    path = wav(tmp_path / "tone.wav", np.stack([tone, tone]).astype(np.float32), rate)
    device = device_of(None, path)
    heard = pulled(device, 10**6)
    assert heard.shape[1] == 2 * RATE
    expected = 0.5 * np.sin(2 * np.pi * 440 * np.arange(2 * RATE) / RATE)
    assert np.abs(heard[0] - expected)[200:-200].max() < 2e-3
    device.go_to(RATE)
    again = pulled(device, 5000)
    assert np.abs(again[0] - expected[RATE : RATE + 5000])[200:].max() < 2e-2


def test_hours_stay_in_flat_memory(app, tmp_path):
    import tracemalloc

    path = tmp_path / "long.wav"
    with soundfile.SoundFile(path, "w", 8000, 1, "PCM_16") as file:
        for _ in range(60):
            file.write(np.zeros(8000 * 60, np.int16))
    device = AbDevice(SoundReader(path, 8000), None, 8000)
    tracemalloc.start()
    for _ in range(300):
        device.read(1 << 15)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert device.frame() == 300 * 4096 and peak < 2_000_000


def test_a_file_that_breaks_ends_the_sound_and_nothing_else(app, pair, monkeypatch):
    _, b, _, _ = pair
    device = device_of(None, b)
    said = []
    device.failed.connect(said.append)
    pulled(device, 100)
    monkeypatch.setattr(SoundReader, "read", lambda own, frames: 1 / 0)
    assert bytes(device.read(4096)) == b"" and device.is_done()
    flush()
    assert len(said) == 1 and "could not be read on" in said[0]


class FakeSink(QObject):
    """A sound output that takes what it is told to take."""

    def __init__(self):
        super().__init__()
        self.device = None
        self.is_stopped = False
        self.now = QAudio.State.ActiveState
        self.waiting = 0

    def start(self, device):
        self.device = device

    def stop(self):
        self.is_stopped = True

    def state(self):
        return self.now

    def bufferSize(self):
        return 16384

    def bytesFree(self):
        return 16384 - self.waiting


@pytest.fixture
def listening(app):
    sinks, said = [], []

    def find():
        sinks.append(FakeSink())
        return SoundOutput(sinks[-1], RATE)

    player = Player(find_output=find)
    player.no_sound.connect(lambda text: said.append(("no_sound", text)))
    player.playing_changed.connect(lambda is_playing: said.append(("playing", is_playing)))
    player.ended.connect(lambda: said.append(("ended", True)))
    yield player, sinks, said
    player.stop()


def test_playing_to_the_end(listening, pair):
    player, sinks, said = listening
    a, b, _, result = pair
    assert player.play(Sound(b), Sound(a), start_s=0.1)
    assert player.is_playing() and said == [("playing", True)]
    assert np.array_equal(pulled(sinks[0].device, 2000), result[:, 4800:6800])
    sinks[0].waiting = 800 * 8
    assert player.position_s() == pytest.approx(6000 / RATE)
    player.seek(0.4)
    assert np.array_equal(pulled(sinks[0].device, 10000), result[:, 19200:])
    sinks[0].now = QAudio.State.IdleState
    player._tick()
    assert said[1:] == [("playing", False), ("ended", True)] and sinks[0].is_stopped
    assert not player.is_playing() and player.position_s() == 0.0


def test_the_louder_is_brought_down_unless_unwanted(listening, pair):
    player, sinks, _ = listening
    a, b, source, _ = pair
    player.play(Sound(b, -20.0), Sound(a, -14.0), hear="a")
    assert np.allclose(pulled(sinks[0].device, 100), source[:, :100] * 10 ** (-6 / 20), atol=1e-6)
    player.set_level_match(False)
    pulled(sinks[0].device, 960)
    assert np.allclose(pulled(sinks[0].device, 100), source[:, 1060:1160], atol=1e-6)


def test_what_begins_ends_what_played(listening, pair):
    player, sinks, said = listening
    a, b, _, _ = pair
    player.play(Sound(b))
    player.play(Sound(a))
    assert sinks[0].is_stopped and not sinks[1].is_stopped
    assert said == [("playing", True), ("playing", False), ("playing", True)]


def test_a_missing_file_is_said(listening, tmp_path):
    player, _, said = listening
    assert not player.play(Sound(tmp_path / "gone.wav"))
    assert said[0][0] == "no_sound" and "gone.wav cannot be played" in said[0][1] and not player.is_playing()


def test_an_output_that_goes_away_is_said(listening, pair):
    player, sinks, said = listening
    player.play(Sound(pair[1]))
    sinks[0].now = QAudio.State.StoppedState
    player._tick()
    assert said[-1] == ("no_sound", NO_OUTPUT) and not player.is_playing()


def test_without_any_output_it_says_so(app, pair):
    player = Player(find_output=lambda: None)
    said = []
    player.no_sound.connect(said.append)
    assert not player.play(Sound(pair[1]))
    assert said == [NO_OUTPUT] and not player.is_playing() and player.position_s() == 0.0
    player.seek(1.0)
    player.hear("a")
    player.stop()


def test_a_missing_library_is_said(app, pair):
    def find():
        raise ImportError("libpulse.so.0: cannot open shared object file")

    player = Player(find_output=find)
    said = []
    player.no_sound.connect(said.append)
    assert not player.play(Sound(pair[1])) and "libpulse.so.0" in said[0]


def test_the_system_has_an_output_or_none(app):
    from ui.playback.player import system_output

    found = system_output()
    assert found is None or (found.rate_hz >= 8000 and found.sample_format in ("float", "int16"))


def test_the_sound_output_is_the_chosen_one_while_it_is_connected(app, monkeypatch):
    from ui.playback import player

    class Device:
        def __init__(self, name: str) -> None:
            self.name, self.asked = name, 0

        def description(self) -> str:
            return self.name

        def isNull(self) -> bool:
            self.asked += 1
            return True

    desk, head = Device("Desk"), Device("Headphones")

    class Devices:
        audioOutputs = staticmethod(lambda: [desk, head])
        defaultAudioOutput = staticmethod(lambda: desk)

    monkeypatch.setattr("PyQt6.QtMultimedia.QMediaDevices", Devices)
    assert player.output_names() == ["Desk", "Headphones"]
    for named, desks, heads in (("Headphones", 0, 1), ("", 1, 1), ("Taken away", 2, 1)):
        assert player.system_output(named) is None
        assert (desk.asked, head.asked) == (desks, heads), named
