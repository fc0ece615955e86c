"""What `run` writes: everything that was asked for, or a sentence that says why not; never nothing with exit 0."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.assistant.step_output import StepResult
from engine.catalog.model import Span, Spans
from engine.cli.cli import main
from engine.cli.run_output import written
from engine.media.midi_file import write_midi
from engine.media.note import Note, TempoMap
from engine.media.wav_metadata import read_stamp
from engine.tasks.plan import Step


@pytest.fixture
def sound(tmp_path: Path) -> str:
    rng = np.random.default_rng(3)
    samples = np.concatenate([np.zeros(24000), rng.normal(size=24000) * 0.2, np.zeros(24000)]).astype(np.float32)
    soundfile.write(tmp_path / "in.wav", samples, 48000)
    return str(tmp_path / "in.wav")


@pytest.mark.parametrize("name", ["facts.json", "facts.txt"])
def test_facts_are_written_where_they_fit(tmp_path: Path, sound: str, name: str) -> None:
    assert main(["run", "describe_music", "--in", sound, "--out", str(tmp_path / name)]) == 0
    text = (tmp_path / name).read_text("utf-8")
    assert text.strip() and (name.endswith(".txt") or json.loads(text)["facts"])


def test_times_are_written_as_subtitles_and_in_json(tmp_path: Path, sound: str) -> None:
    out = tmp_path / "found.srt"
    code = main(["run", "detect_sounds", "--in", sound, "--out", str(out)])
    assert (code == 0 and " --> " in out.read_text("utf-8")) or (code == 1 and not out.exists())
    assert main(["run", "detect_sounds", "--in", sound, "--out", str(tmp_path / "found.json")]) == 0
    assert isinstance(json.loads((tmp_path / "found.json").read_text())["spans"], list)
    assert main(["run", "detect_sounds", "--in", sound, "--out", str(tmp_path / "all")]) == 0
    assert (tmp_path / "all" / "spans.srt").exists()


def test_stretches_are_a_caption_each_and_words_stand_in_lines(tmp_path: Path) -> None:
    stretches = Spans((Span(3661.5, 3662.0, "a\n dog"), Span(0.25, 1.0, "bell")))
    words = Spans((Span(0.0, 0.4, "the"), Span(0.4, 0.9, "river"), Span(3.0, 3.5, "rises")))
    for name, found, wanted in (
        ("spans", stretches, "1\n00:00:00,250 --> 00:00:01,000\nbell\n\n2\n01:01:01,500 --> 01:01:02,000\na dog\n"),
        ("words", words, "1\n00:00:00,000 --> 00:00:00,900\nthe river\n\n2\n00:00:03,000 --> 00:00:03,700\nrises\n"),
    ):
        written(StepResult(Step("transcribe", {}), outputs={name: found}), tmp_path / f"{name}.srt", {})
        assert (tmp_path / f"{name}.srt").read_text("utf-8") == wanted
    written(StepResult(Step("transcribe", {}), outputs={"words": words}), tmp_path / "sung.lrc", {})
    assert (tmp_path / "sung.lrc").read_text("utf-8") == "[00:00.00]the river\n[00:03.00]rises\n"


@pytest.mark.parametrize(
    ("task", "arguments", "out"),
    [
        ("edit_clip", ["--arg", "action=reverse"], "x.srt"),
        ("edit_clip", ["--arg", "action=reverse"], "x.txt"),
        ("edit_clip", ["--arg", "action=reverse"], "x.json"),
        ("edit_clip", ["--arg", "action=reverse"], "x.png"),
        ("edit_clip", ["--arg", "action=reverse"], "x.foo"),
        ("describe_music", [], "x.srt"),
        ("describe_music", [], "x.wav"),
        ("detect_sounds", [], "x.txt"),
        ("edit_clip", ["--arg", "action=reverse"], "s3://bucket/x.wav"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_runs(
    tmp_path: Path, sound: str, capsys: pytest.CaptureFixture[str], task: str, arguments: list[str], out: str
) -> None:
    target = out if "://" in out else str(tmp_path / out)
    assert main(["run", task, "--in", sound, *arguments, "--out", target]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and ("name" in said) and not (tmp_path / out).exists()
    assert "://" not in out or f"'{out}' is an address" in said


def test_notes_are_not_written_as_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    midi = write_midi(tmp_path / "in.mid", [Note(60, 0.0, 1.0)], TempoMap(), 4.0)
    arguments = ["--arg", "semitones=2", "--out", str(tmp_path / "up.wav")]
    assert main(["run", "change_tempo_key", "--in", str(midi), *arguments]) in (1, 2)
    assert "notes" in capsys.readouterr().err and not (tmp_path / "up.wav").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [("{folder}", "is a folder; name a file in it"),
     ("s3://bucket/a.wav", "'s3://bucket/a.wav' is an address, not a file; download it"),
     ("https://example.org/a.wav", "is an address, not a file"), ("nothing.wav", "There is no file")],
)
def test_what_is_no_file_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str, words: str
) -> None:
    path = given.format(folder=tmp_path)
    assert main(["run", "edit_clip", "--in", path, "--arg", "action=reverse", "--out", str(tmp_path / "o.wav")]) == 1
    assert words in capsys.readouterr().err
    assert main(["ask", "reverse this", "--attach", path]) == 1
    assert words in capsys.readouterr().err


def test_a_written_sound_says_what_it_is_and_how_it_was_made(tmp_path: Path, sound: str) -> None:
    out = tmp_path / "back.wav"
    assert main(["run", "edit_clip", "--in", sound, "--arg", "action=reverse", "--out", str(out)]) == 0
    stamped = read_stamp(out)
    assert stamped and stamped.originator == "Tonmeister" and stamped.description.startswith("edit_clip: ")
    assert json.loads(stamped.facts["recipe"])["args"] == {"clip": Path(sound).name, "action": "reverse"}
    assert str(tmp_path).encode() not in out.read_bytes()
    assert stamped.info["ISFT"] == "Tonmeister" and stamped.info["INAM"]
    assert soundfile.info(out).frames == 72000
