from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, Recipe, audio_clip, clip_from_file, midi_clip
from engine.media.loudness import measure_loudness
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.sound.instruments import instrument_for, instrument_named
from models.sound.prompt.players import INSTRUMENTS
from models.sound.render_midi import NotePlayer
from models.sound.soundfont_player import SoundfontPlayer
from models.sound.synth.voice_table import VOICES

RATE = 44100
SCALE = (60, 62, 64, 65, 67, 69, 71, 72)


def riff(folder: Path, name: str = "riff", beats: float = 8, **placing: Any) -> Clip:
    notes = [Note(pitch, i, 0.9, 70 + 5 * i) for i, pitch in enumerate(SCALE)]
    return midi_clip(folder, name, notes, TempoMap.constant(100), beats, **placing)


def played(folder: Path, clip: Clip, instrument: str | None = None, tempo_map: TempoMap | None = None,
           warnings: list[str] | None = None, rate: int = RATE, seed: int = 0) -> Audio:
    brief = Brief("render_midi", folder / "out", tempo_map or TempoMap(), None, rate, seed=seed)
    args = {} if instrument is None else {"instrument": instrument}
    report = Report(None, warnings.append if warnings is not None else None)
    made = NotePlayer().run(args, {"midi": clip}, brief, report)["audio"]
    assert isinstance(made, Clip)
    assert made.start_beats == clip.start_beats
    return made.audio()


def pitch_at(audio: Audio, start_s: float) -> float:
    first = round(start_s * audio.sample_rate_hz)
    line = audio.samples.mean(axis=0)[first:first + 16384]
    likeness = np.correlate(line, line, "full")[len(line) - 1:]
    low, high = audio.sample_rate_hz // 800, audio.sample_rate_hz // 80
    near = likeness[low:high] / likeness[0]
    lag = low + int(np.flatnonzero(near > 0.93 * near.max())[0])
    while likeness[lag + 1] > likeness[lag]:
        lag += 1
    return 69 + 12 * np.log2(audio.sample_rate_hz / lag / 440)


@pytest.mark.parametrize("instrument", [None, "rhodes", "strings", "upright bass", "organ", "pluck", "drums"])
def test_length_loudness_and_peak(tmp_path: Path, instrument: str | None) -> None:
    made = played(tmp_path, riff(tmp_path), instrument)
    assert (made.channels, made.frames) == (2, round(8 * 0.6 * RATE))
    found = measure_loudness([made.samples], RATE, 2)
    assert found.lufs is not None and found.true_peak_dbtp is not None
    assert abs(found.lufs + 16) < 0.3
    assert found.true_peak_dbtp <= -1.0


def test_the_notes_sound_where_and_as_they_are_written(tmp_path: Path) -> None:
    made = played(tmp_path, riff(tmp_path), "organ")
    for number, pitch in enumerate(SCALE):
        heard = pitch_at(made, number * 0.6 + 0.1)
        assert abs((heard - pitch + 6) % 12 - 6) < 0.5, number


def test_it_follows_the_tempo_map_of_the_session(tmp_path: Path) -> None:
    tempo_map = TempoMap((TempoChange(0, 120), TempoChange(6, 80)), (MeterChange(0, 4, 4),))
    made = played(tmp_path, riff(tmp_path, start_beats=4.0), "piano", tempo_map)
    assert made.frames == tempo_map.sample_at(12, RATE) - tempo_map.sample_at(4, RATE)
    level = np.abs(made.samples).max(axis=0)
    for beat in range(1, 8):
        at = tempo_map.sample_at(4 + beat, RATE) - tempo_map.sample_at(4, RATE)
        before, after = level[at - 1200:at - 100].max(), level[at:at + 1200].max()
        assert after > 1.5 * before, beat


def test_channel_ten_is_drums_and_the_rest_is_not(tmp_path: Path) -> None:
    hits = [Note(36, beat, 0.25, 110, channel=9) for beat in range(4)]
    drums = played(tmp_path, midi_clip(tmp_path, "beat", hits, TempoMap(), 4))
    low = np.abs(np.fft.rfft(drums.samples[0]))[:round(150 * 2)].sum()
    assert low > 0.3 * np.abs(np.fft.rfft(drums.samples[0])).sum() / 5
    both = midi_clip(tmp_path, "both", [*hits, Note(60, 0, 4)], TempoMap(), 4)
    assert not np.array_equal(played(tmp_path, both, "piano").samples, drums.samples)
    # asked for, a melody instrument plays even what lies on the drum channel
    assert abs(pitch_at(played(tmp_path, midi_clip(tmp_path, "x", [Note(57, 0, 4, channel=9)], TempoMap(), 4),
                               "organ"), 0.3) - 57) < 0.5


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    clip = riff(tmp_path)
    one, two, other = (played(tmp_path, clip, "strings", seed=seed).samples for seed in (1, 1, 2))
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)


def test_every_name_of_an_instrument_leads_to_a_voice() -> None:
    for name in INSTRUMENTS:
        found = instrument_named(name)
        assert found.voice in VOICES or not found.voice
    assert instrument_named("a warm Rhodes, please").voice == "rhodes"
    assert instrument_named("808 bass").voice == "bass_808"
    assert instrument_named("909 kit").kit == "909"
    assert instrument_named("upright_bass").voice == "upright_bass"


@pytest.mark.parametrize(("kind", "words", "voice"), [
    ("bass", "", "finger_bass"), ("", "lead strings", "strings"), ("", "Take 3", "piano"), ("drums", "", ""),
])
def test_who_plays_when_nobody_is_named(kind: str, words: str, voice: str) -> None:
    assert instrument_for(kind, words).voice == voice


def test_what_is_not_here_is_said(tmp_path: Path) -> None:
    warnings: list[str] = []
    played(tmp_path, riff(tmp_path), "ukulele", warnings=warnings)
    assert any("no ukulele" in text for text in warnings)
    with pytest.raises(UserError, match="nearest are"):
        played(tmp_path, riff(tmp_path), "glurk")


def test_a_soundfont_plays_or_says_what_is_missing(tmp_path: Path) -> None:
    model = SoundfontPlayer()
    if model.ready():
        assert "install" in model.ready()
        return
    brief = Brief("render_midi", tmp_path / "out", sample_rate_hz=RATE)
    for instrument in ("piano", "drums"):
        made = model.run({"instrument": instrument}, {"midi": riff(tmp_path)}, brief, Report())["audio"]
        assert isinstance(made, Clip)
        audio = made.audio()
        assert (audio.channels, audio.frames) == (2, round(8 * 0.6 * RATE))
        found = measure_loudness([audio.samples], RATE, 2)
        assert found.lufs is not None and abs(found.lufs + 16) < 0.3
        if instrument == "piano":
            assert abs((pitch_at(audio, 0.7) - 62 + 6) % 12 - 6) < 0.5


def test_any_shape(tmp_path: Path) -> None:
    tiny = midi_clip(tmp_path, "tiny", [Note(60, 0, 0.001)], TempoMap.constant(1000), 0.002)
    assert played(tmp_path, tiny, rate=8000).frames >= 1
    assert played(tmp_path, riff(tmp_path), rate=96000).sample_rate_hz == 96000
    dense = midi_clip(tmp_path, "dense", [Note(40 + i % 40, i / 8, 3) for i in range(300)], TempoMap(), 41)
    assert np.isfinite(played(tmp_path, dense, "pad").samples).all()


def test_a_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if done > 0.2 * of:
            raise Cancelled()

    clip = riff(tmp_path)
    with pytest.raises(Cancelled):
        NotePlayer().run({}, {"midi": clip}, Brief("render_midi", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())


def test_bad_input_is_refused(tmp_path: Path) -> None:
    def refused(clip: Clip | None, said: str) -> None:
        with pytest.raises(UserError, match=said):
            NotePlayer().check({}, {} if clip is None else {"midi": clip}, Brief("render_midi", tmp_path))

    refused(None, "Name the notes")
    refused(midi_clip(tmp_path, "empty", [], TempoMap(), 4), "no notes")
    refused(audio_clip(tmp_path, "sound", Audio(np.zeros((1, 10), np.float32), RATE)), "MIDI")
    refused(midi_clip(tmp_path, "long", [Note(60, 0, 1)], TempoMap.constant(20), 5000), "three hours")
    (tmp_path / "torn.mid").write_bytes(riff(tmp_path).path.read_bytes()[:60])
    with pytest.raises(UserError, match="damaged|no notes"):
        NotePlayer().check({}, {"midi": clip_from_file(tmp_path / "torn.mid")}, Brief("render_midi", tmp_path))
    recipe = Recipe("generate_midi", args={"kind": "bass"})
    kind = midi_clip(tmp_path, "part", [Note(40, 0, 4)], TempoMap(), 4, recipe=recipe)
    assert played(tmp_path, kind).frames == 2 * RATE
