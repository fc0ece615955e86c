"""Harmonies as they sound: in the key, in time, of sung clips and of any recording."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr

from bench.singing import by_praat
from engine.catalog.model import Brief, Facts, Report
from engine.errors import UserError
from engine.media.audio import Audio, to_channels
from engine.media.clip import Clip, Recipe, audio_clip, midi_clip
from engine.media.export.sound import measured
from engine.media.key import parse_key
from engine.media.note import Note, TempoMap, pitch_name
from engine.media.sound_blocks import HeldSound
from models.singing.harmonizer import Harmonizer
from models.singing.world_singer import WorldSinger

Made = tuple[Clip, Facts, list[str]]
MELODY = (Note(60, 0, 2), Note(64, 2, 2), Note(67, 4, 2), Note(65, 6, 2))
TEMPO = TempoMap.constant(120)


def voice(folder: Path, rate: int = 48000, cents: float = 0.0) -> Clip:
    """A sung melody: pulses at the pitch of the notes with a little vibrato, through two formants."""
    from scipy.signal import butter, sosfilt

    pitch = np.concatenate([np.full(rate, note.pitch, float) for note in MELODY])
    at_s = np.arange(len(pitch)) / rate
    hz = 440 * 2 ** ((pitch - 69 + cents / 100 + 0.25 * np.sin(2 * np.pi * 5.5 * at_s)) / 12)
    pulses = np.diff(np.floor(np.cumsum(hz) / rate), prepend=0.0)
    sound = sum(
        sosfilt(butter(2, (low, high), "band", fs=rate, output="sos"), pulses)
        for low, high in ((500, 900), (1000, 1500))
    )
    silence = np.zeros(rate // 4)
    sound = np.concatenate([silence, 0.3 * sound / np.abs(sound).max(), silence])
    return audio_clip(folder, "Lead", Audio(sound[None].astype(np.float32), rate), start_beats=8.0, lead_in_s=0.25)


def harmonized(folder: Path, inputs: dict[str, Clip], **args: Any) -> Made:
    warnings: list[str] = []
    brief = Brief("harmonize", folder, TEMPO, sample_rate_hz=48000, seed=5)
    made = Harmonizer().run(args, inputs, brief, Report(None, warnings.append))
    assert isinstance(made["audio"], Clip) and isinstance(made["facts"], Facts)
    return made["audio"], made["facts"], warnings


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return voice(tmp_path_factory.mktemp("lead"))


@pytest.fixture(scope="module")
def of_lead(lead: Clip, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Its harmony at an interval, made once for all that look at it."""

    @cache
    def made(interval: str) -> Made:
        key = {} if interval == "double" else {"key": "C major"}
        return harmonized(tmp_path_factory.mktemp("of lead"), {"clip": lead}, interval=interval, **key)

    return made


def heard(clip: Clip, first_s: float) -> list[float]:
    """The median pitch of each of the four notes, by an estimator that is not the harmonizer's."""
    audio = clip.audio()
    sound = soxr.resample(audio.samples.mean(axis=0).astype(np.float64), audio.sample_rate_hz, 16000)
    times, pitch = by_praat(sound)
    times = times - first_s
    return [float(np.nanmedian(pitch[(times > place + 0.25) & (times < place + 0.85)])) for place in range(4)]


@pytest.mark.parametrize(
    "interval, wanted",
    [("third above", (64, 67, 71, 69)), ("octave below", (48, 52, 55, 53)), ("fifth below", (53, 57, 60, 59))],
)
def test_a_recording_is_harmonized_in_the_key(
    lead: Clip, of_lead: Callable[[str], Made], interval: str, wanted: tuple[int, ...]
) -> None:
    made, facts, warnings = of_lead(interval)
    assert heard(made, 0.25) == pytest.approx(wanted, abs=0.15)
    notes = facts.values["parts"][0]["notes"]
    assert [name for name in notes if name in {pitch_name(pitch) for pitch in wanted}] == notes
    assert made.audio().frames == lead.audio().frames
    assert (made.start_beats, made.lead_in_s) == (8.0, 0.25)
    assert not warnings and "(centre)" in facts.summary


def test_formants_stay_where_they_are(lead: Clip, tmp_path: Path) -> None:
    def centre_hz(samples: np.ndarray) -> float:
        power = np.abs(np.fft.rfft(samples)) ** 2
        hz = np.fft.rfftfreq(len(samples), 1 / 48000)
        inside = (hz > 300) & (hz < 2000)
        return float((hz[inside] * power[inside]).sum() / power[inside].sum())

    made, _, _ = harmonized(tmp_path, {"clip": lead}, interval="fifth above", key="C major")
    assert centre_hz(made.audio().samples[0]) / centre_hz(lead.audio().samples[0]) == pytest.approx(1.0, abs=0.12)


def test_a_voice_out_of_tune_is_harmonized_all_the_same(tmp_path: Path) -> None:
    out_of_tune = voice(tmp_path, 24000, cents=35)
    made, _, _ = harmonized(tmp_path, {"clip": out_of_tune}, interval="third above", key="C major")
    assert heard(made, 0.25) == pytest.approx([pitch + 0.35 for pitch in (64, 67, 71, 69)], abs=0.2)


@pytest.mark.parametrize("interval", ["third above", "octave below", "double"])
def test_harmonies_lie_under_the_lead(
    lead: Clip, of_lead: Callable[[str], Made], tmp_path: Path, interval: str
) -> None:
    args = {"interval": interval, "key": "C major", "lyrics": "la la la la"}
    for made in (of_lead(interval)[0], harmonized(tmp_path, sung_inputs(tmp_path, lead), **args)[0]):
        loud = [measured(HeldSound(to_channels(clip.audio(), 2))).lufs for clip in (lead, made)]
        assert loud[0] - loud[1] == pytest.approx(6.0, abs=0.3)


def test_doubles_are_left_and_right_and_not_the_same(of_lead: Callable[[str], Made]) -> None:
    made, facts, _ = of_lead("double")
    left, right = made.audio().samples
    assert np.corrcoef(left, right)[0, 1] < 0.95
    assert [part["pan"] for part in facts.values["parts"]] == [-0.6, 0.6]
    assert "60 % left" in facts.summary and np.abs(made.audio().samples).max() <= 10 ** (-1 / 20)


def sung_inputs(folder: Path, lead: Clip, notes: tuple[Note, ...] = MELODY) -> dict[str, Clip]:
    return {"clip": lead, "midi": midi_clip(folder, "melody", notes, TEMPO, 8.0, start_beats=8.0)}


def test_a_sung_clip_is_sung_again_from_its_notes(lead: Clip, tmp_path: Path) -> None:
    args = {"lyrics": "la la la la", "voice": "max", "style": "no vibrato", "key": "C major"}
    made, facts, _ = harmonized(tmp_path, sung_inputs(tmp_path, lead), interval="third above", **args)
    assert heard(made, made.lead_in_s) == pytest.approx((64, 67, 71, 69), abs=0.1)
    assert facts.values["parts"][0]["notes"] == ["E4", "G4", "B4", "A4"]
    assert all(note.pitch % 12 in parse_key("C major").scale for note in MELODY)
    assert made.start_beats == 8.0


def test_what_another_singer_sang_is_moved_in_pitch(tmp_path: Path) -> None:
    inputs = sung_inputs(tmp_path, voice(tmp_path, 24000))
    inputs["clip"] = replace(inputs["clip"], recipe=Recipe("sing", "diffsinger"))
    made, _, _ = harmonized(tmp_path, inputs, interval="octave below", voice="a bank of my own", lyrics="la")
    assert made.audio().frames == inputs["clip"].audio().frames


def test_a_choir_takes_the_chords_of_its_clip(lead: Clip, tmp_path: Path) -> None:
    chords = tuple(Note(note.pitch - under, note.start_beats, 2) for note in MELODY for under in (0, 5, 9))
    _, facts, _ = harmonized(
        tmp_path, sung_inputs(tmp_path, lead, chords), interval="choir", voices=3, lyrics="la " * 4, voice="max"
    )
    assert [part["notes"] for part in facts.values["parts"]] == [
        ["C4", "E4", "G4", "F4"],
        ["G3", "B3", "D4", "C4"],
        ["Eb3", "G3", "Bb3", "Ab3"],
    ]


@pytest.mark.parametrize("voice_words, names", [("max with a third above", 1), ("max choir of four", 3)])
def test_a_song_may_be_sung_with_its_harmony(tmp_path: Path, voice_words: str, names: int) -> None:
    brief = Brief("sing", tmp_path, TEMPO, "C major", 48000, seed=5)
    clip = midi_clip(tmp_path, "melody", MELODY, TEMPO, 8.0, start_beats=8.0)
    singer, args = WorldSinger(), {"lyrics": "la la la la", "style": ""}
    alone = singer.run({**args, "voice": "max"}, {"midi": clip}, brief, Report())["audio"]
    made = singer.run({**args, "voice": voice_words}, {"midi": clip}, brief, Report())
    assert isinstance(alone, Clip) and isinstance(made["audio"], Clip) and isinstance(made["table"], Facts)
    assert made["audio"].audio().frames == alone.audio().frames
    assert made["table"].summary.count("above (") + made["table"].summary.count("below (") == names
    assert len(made["table"].values["rows"]) == 4
    both, one = made["audio"].audio().samples, alone.audio().samples
    assert 10 * np.log10((both**2).mean(axis=1).sum() / (one**2).mean(axis=1).sum()) == pytest.approx(0, abs=3)


def test_the_same_seed_gives_the_same_bytes(lead: Clip, of_lead: Callable[[str], Made], tmp_path: Path) -> None:
    again = harmonized(tmp_path, {"clip": lead}, interval="double")[0]
    assert again.sha256 == of_lead("double")[0].sha256
    args = {"interval": "double", "lyrics": "la la la la", "voice": "max"}
    first, second = (harmonized(tmp_path, sung_inputs(tmp_path, lead), **args)[0].sha256 for _ in range(2))
    assert first == second


def test_bad_input_is_refused_before_work(tmp_path: Path) -> None:
    silence = audio_clip(tmp_path, "Silence", Audio(np.zeros((1, 48000), np.float32), 48000))
    noise = Audio(0.1 * np.random.default_rng(0).standard_normal((1, 48000)).astype(np.float32), 48000)
    for inputs, said in (
        ({}, "Harmonies need a voice"),
        ({"clip": midi_clip(tmp_path, "notes", MELODY, TEMPO, 8.0)}, "sing the notes first"),
        ({"clip": silence}, "No melody was heard in 'Silence'"),
        ({"clip": audio_clip(tmp_path, "Noise", noise)}, "No melody was heard in 'Noise'"),
    ):
        with pytest.raises(UserError, match=said):
            harmonized(tmp_path, inputs, interval="third above")
    with pytest.raises(UserError, match="no harmony"):
        Harmonizer().check({"interval": "polka"}, {"clip": silence}, Brief("harmonize", tmp_path))
