"""Every task with whatever users hand in: a result that is sound, or one sentence; and nothing is left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import soundfile

from engine.assistant.job import internal_args
from engine.catalog.model import Brief
from engine.catalog.outside_model import OutsideModel
from engine.catalog.registry import Registry, discover
from engine.errors import ModelError, UserError
from engine.media.audio import read_audio
from engine.media.clip import clip_from_file
from engine.media.midi_file import write_midi
from engine.media.note import Note, TempoMap
from engine.tasks.plan import Step
from engine.tasks.task import all_tasks, find_task
from models.speech.language_names import language_code
from tests.models.asked import CALLS, KEEP_LENGTH, WITHOUT_RECORDING, accepted, ran
from tests.models.edit.bad_clips import BAD
from tests.models.picture.drawn_face import drawn_face

RATE = 16000
SOUNDS: dict[str, tuple[np.ndarray, int]] = {
    "silence": (np.zeros((RATE // 4, 1)), RATE),
    "one sample": (np.full((1, 1), 0.25), RATE),
    "20 ms": (0.5 * np.sin(np.arange(320) / 6)[:, None], RATE),
    "full scale": (np.repeat(np.sign(np.sin(np.arange(RATE // 4) / 20 + 0.01))[:, None], 2, axis=1), RATE),
    "eight channels": (np.tile(0.1 * np.random.default_rng(1).standard_normal((2000, 2)), 4), 8000),
    "192 kHz": (0.3 * np.sin(np.arange(9600) / 70)[:, None], 192_000),
}
NOTES = {
    "none": [], "no length": [Note(60, 0.0, 1e-4)], "chord": [Note(pitch, 0.0, 0.25) for pitch in (60, 64, 67)],
    "overlapping": [Note(60, 0.0, 0.5), Note(62, 0.25, 0.5)],
}
PICTURES = {
    "one pixel": np.zeros((1, 1, 3), np.uint8), "grey": np.full((60, 60), 90, np.uint8),
    "see-through": np.zeros((60, 60, 4), np.uint8), "16 bit": np.full((60, 60, 3), 40_000, np.uint16),
    "very wide": np.zeros((2, 50_000, 3), np.uint8),
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return discover()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for what is made on the way; empty again when all is done."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not list(folder.iterdir())


def test_every_task_is_asked() -> None:
    made = {task.id for task in all_tasks().values() if task.kind == "model"}
    assert made == set(CALLS) | WITHOUT_RECORDING


@pytest.mark.parametrize("name", SOUNDS)
@pytest.mark.parametrize("task", CALLS)
def test_odd_sounds(task: str, name: str, registry: Registry, scratch: Path, tmp_path: Path,
                    caplog: pytest.LogCaptureFixture) -> None:
    samples, rate = SOUNDS[name]
    soundfile.write(tmp_path / "odd.wav", samples, rate, "FLOAT")
    source = read_audio(tmp_path / "odd.wav")
    with ran(task, {"clip": tmp_path / "odd.wav"}, registry, tmp_path) as result:
        for clip in accepted(result, caplog):
            if clip.kind != "audio":
                continue
            made = clip.audio()
            assert np.isfinite(made.samples).all()
            is_louder = float(np.abs(made.samples).max()) > max(1.0, float(np.abs(source.samples).max())) + 1e-4
            assert not is_louder or any("over full scale" in warning for warning in result.record.warnings)
            assert made.sample_rate_hz == rate or task == "translate_speech"
            if task in KEEP_LENGTH:
                assert made.frames == source.frames
        if name == "silence" and task not in ("describe_music", "detect_sounds", "caption_audio"):
            assert result.record.warnings or result.record.error, "silence was sold as a success"


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("task", CALLS)
def test_what_is_no_sound(task: str, name: str, registry: Registry, scratch: Path, tmp_path: Path,
                          caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "bad").mkdir()
    make, said = BAD[name]
    with ran(task, {"clip": make(tmp_path / "bad").path}, registry, tmp_path) as result:
        accepted(result, caplog)
        assert result.record.state == "failed"
        assert any(word in result.record.error for word in said.split("|"))


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize(("task", "args"), [
    ("sing", {"lyrics": "la"}), ("render_midi", {"model": "note-player"}), ("generate_midi", {"kind": "bass"}),
    ("change_tempo_key", {"bars": 1}), ("edit_clip", {"action": "reverse"}), ("describe_music", {}), ("denoise", {}),
])
def test_odd_notes(task: str, args: Mapping[str, Any], name: str, registry: Registry, scratch: Path, tmp_path: Path,
                   caplog: pytest.LogCaptureFixture) -> None:
    path = write_midi(tmp_path / "odd.mid", NOTES[name], TempoMap.constant(120), 1.0)
    given = "midi" if task in ("sing", "render_midi") else "clip"
    with ran(task, {given: path, **args}, registry, tmp_path) as result:
        for clip in accepted(result, caplog):
            assert clip.midi().notes if clip.kind == "midi" else clip.audio().samples.any()
        if name == "none" and task != "describe_music" or task == "denoise":
            assert result.record.state == "failed"


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("task", ["image_to_audio", "talking_head"])
def test_odd_pictures(task: str, name: str, registry: Registry, scratch: Path, tmp_path: Path,
                      caplog: pytest.LogCaptureFixture) -> None:
    cv2.imwrite(str(tmp_path / "odd.png"), PICTURES[name])
    soundfile.write(tmp_path / "short.wav", np.full(800, 0.1), RATE)
    args = {"duration": 0.2} if task == "image_to_audio" else {"clip": tmp_path / "short.wav"}
    with ran(task, {"image": tmp_path / "odd.png", **args}, registry, tmp_path) as result:
        accepted(result, caplog)
        if name == "very wide":
            assert "at most" in result.record.error and "20000" in result.record.error
        elif task == "image_to_audio":  # every picture sounds like something
            assert result.record.state == "done"
        elif name == "one pixel":
            assert "give a larger picture" in result.record.error
        else:
            assert "No face was found" in result.record.error


@pytest.mark.parametrize("end", [".png", ".jpg"])
@pytest.mark.parametrize("task", ["image_to_audio", "talking_head"])
def test_half_a_picture(task: str, end: str, registry: Registry, scratch: Path, tmp_path: Path,
                        caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"half{end}"
    cv2.imwrite(str(path), drawn_face())
    path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])
    soundfile.write(tmp_path / "short.wav", np.full(800, 0.1), RATE)
    args = {} if task == "image_to_audio" else {"clip": tmp_path / "short.wav"}
    with ran(task, {"image": path, **args}, registry, tmp_path) as result:
        accepted(result, caplog)
        assert result.record.state == "failed"
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("task", "args", "why"), [
    ("speak", {"text": "…"}, "no words in the text"), ("speak", {"text": "🎤🔥"}, "no words in the text"),
    ("speak", {"text": "one", "language": "klingon"}, ""),
    ("generate_audio", {"prompt": "   "}, "no words that can be read"),
    ("generate_audio", {"prompt": "a\nb\x1b[31m" + "x" * 5000}, "at most 2,000 are read"),
    ("generate_midi", {"kind": "chords", "chords": ["Xm7", "Q" * 5000]}, "'Xm7' is not a chord"),
    ("generate_midi", {"kind": "chords", "style": "word " * 2000, "bars": 1}, "at most 2,000 are read"),
])
def test_odd_words(task: str, args: Mapping[str, Any], why: str, registry: Registry, scratch: Path, tmp_path: Path,
                   caplog: pytest.LogCaptureFixture) -> None:
    with ran(task, args, registry, tmp_path) as result:
        accepted(result, caplog)
        assert (result.record.state == "done") is (not why) and why in result.record.error
        assert why or result.record.warnings, "another language than was asked for is said"


def test_models_without_weights_say_what_is_wrong_all_the_same(registry: Registry, tmp_path: Path) -> None:
    """What refuses its input does so before anything is fetched or loaded."""
    notes = clip_from_file(write_midi(tmp_path / "notes.mid", NOTES["chord"], TempoMap.constant(120), 1.0))
    asked = 0
    for model in registry.models.values():
        for task in model.tasks if model.checkpoints or isinstance(model, OutsideModel) else ():
            given = {arg.name: notes for arg in find_task(task).args if arg.name in ("clip", "image")}
            if not given:
                continue
            asked += 1
            args = internal_args(Step(task, CALLS.get(task, {})))
            with pytest.raises((UserError, ModelError)) as raised:
                model.check(args, given, Brief(task, tmp_path))
            assert str(raised.value).endswith(".") and len(str(raised.value)) < 450
    assert asked > 20


def test_a_long_list_of_languages_is_shortened() -> None:
    codes = {f"language {number}": str(number) for number in range(100)}
    with pytest.raises(UserError, match="and 88 more"):
        language_code("klingon", codes)
