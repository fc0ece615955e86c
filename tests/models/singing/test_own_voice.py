"""A recording of one's own as a voice: aligned, kept with a note of consent, sung with."""

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.cli.cli import main
from engine.errors import UserError
from engine.media.audio import Audio, write_audio
from engine.media.clip import midi_clip
from engine.media.note import Note, TempoMap
from models.singing import espeak_speech, own_voice
from models.singing.aligner import aligned
from models.singing.world_singer import WorldSinger

WORDS = "walk with me along the river"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    own_voice._speech.cache_clear()
    return tmp_path / "home"


def recording() -> Audio:
    spoken = espeak_speech.say(WORDS.split(), "gmw/en-US+m3")
    return Audio(spoken.samples.astype(np.float32)[None, :], spoken.sample_rate_hz)


def test_the_aligner_finds_every_word_and_vowel_near_its_place() -> None:
    spoken = espeak_speech.say(WORDS.split(), "gmw/en-US+m3")
    found = aligned(spoken.samples, spoken.sample_rate_hz, WORDS.split())
    assert [phone.word for phone in found.phones] == sorted(phone.word for phone in found.phones)
    vowels, true = ([p for p in speech.phones if p.is_nucleus] for speech in (found, spoken))
    assert len(vowels) == len(true) == 8
    assert np.median([abs(a.start_s - b.start_s) for a, b in zip(vowels, true, strict=True)]) < 0.03


def test_a_kept_recording_sings_its_words(tmp_path: Path) -> None:
    own_voice.keep_recording("mine", recording(), "Walk with me, along the river!", "my own voice")
    assert [one.name for one in own_voice.recordings()] == ["mine"]
    assert own_voice.recordings()[0].consent == "my own voice"
    assert own_voice.syllables_of("river", "mine") == 2 and own_voice.syllables_of("lake", "mine") == 0
    notes = tuple(Note(48 + i, i, 1) for i in range(5))
    clip = midi_clip(tmp_path, "melody", notes, TempoMap(), 5)
    args = {"lyrics": "river walk with me", "voice": "mine"}
    singer = WorldSinger()
    made = singer.run(args, {"midi": clip}, Brief("sing", tmp_path), Report())
    samples = made["audio"].audio().samples
    assert np.isfinite(samples).all() and np.abs(samples).max() > 0.05
    assert "mine" in [voice.id for voice in singer.voices()]


def test_words_that_were_not_recorded_are_named() -> None:
    own_voice.keep_recording("mine", recording(), WORDS, "my own voice")
    with pytest.raises(UserError, match="does not have the word 'lake'"):
        own_voice.say(["walk", "lake"], "mine")


@pytest.mark.parametrize("name, lyrics, consent, said", [
    ("mine", WORDS, "", "note of consent"),
    ("../mine", WORDS, "me", "cannot name a voice"),
    ("mine", "!!", "me", "which words"),
    ("mine", "walk xqztly", "me", "in no dictionary"),
])
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(name: str, lyrics: str, consent: str, said: str,
                                                                home: Path) -> None:
    with pytest.raises(UserError, match=said):
        own_voice.keep_recording(name, recording(), lyrics, consent)
    assert not own_voice.recordings() and not list(home.rglob("*.wav"))


def test_silence_is_no_voice() -> None:
    with pytest.raises(UserError, match="silent"):
        own_voice.keep_recording("mine", Audio(np.zeros((1, 16000), np.float32), 16000), WORDS, "me")


def test_a_recording_becomes_a_voice_by_command_is_recorded_anew_and_removed(
        tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_audio(tmp_path / "Ann Sings.wav", recording())
    add = ["voices", "add", str(tmp_path / "Ann Sings.wav"), "--lyrics", WORDS]
    assert main(add) == 1 and "consent" in capsys.readouterr().err and not own_voice.recordings()
    assert main([*add, "--consent", "Ann, my own voice"]) == 0 and "ann-sings" in capsys.readouterr().out
    assert own_voice.recordings()[0].consent == "Ann, my own voice"
    assert main(["voices", "list"]) == 0 and "ann-sings" in capsys.readouterr().out
    first = own_voice.take_of("ann-sings")
    assert main([*add, "--consent", "Ann"]) == 1 and "already" in capsys.readouterr().err
    write_audio(tmp_path / "Ann Sings.wav", Audio(0.5 * recording().samples, recording().sample_rate_hz))
    assert main([*add, "--consent", "Ann", "--replace"]) == 0
    assert own_voice.take_of("ann-sings") != first and own_voice.recordings()[0].consent == "Ann"
    assert main(["voices", "remove", "ann-sings"]) == 0 and not own_voice.recordings()
    assert not list(home.rglob("*.wav")) and main(["voices", "remove", "ann-sings"]) == 1


@pytest.mark.parametrize("extra, said", [
    (["--consent", "me"], "which words"),
    (["--consent", "me", "--lyrics", WORDS, "--name", "max"], "already"),
    (["--consent", "me", "--lyrics", WORDS, "--name", "../x"], "cannot name a voice"),
])
def test_the_command_says_what_is_missing(extra: list[str], said: str, tmp_path: Path,
                                          capsys: pytest.CaptureFixture[str]) -> None:
    write_audio(tmp_path / "me.wav", recording())
    assert main(["voices", "add", str(tmp_path / "me.wav"), *extra]) == 1
    assert said in capsys.readouterr().err and not own_voice.recordings()
