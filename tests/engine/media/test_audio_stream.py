from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import ModelError, UserError
from engine.media.audio import Audio
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import audio_clip


def test_blocks_are_the_file(tmp_path: Path) -> None:
    samples = np.random.default_rng(1).standard_normal((3, 10007)).astype(np.float32)
    clip = audio_clip(tmp_path, "noise", Audio(samples, 44100))
    assert np.array_equal(np.concatenate(list(frame_blocks(clip.path, 0, 10007, 44100, 999)), axis=1), samples)
    assert np.array_equal(read_frames(clip.path, 4321, 4322, 44100).samples, samples[:, 4321:4322])
    assert list(frame_blocks(clip.path, 5, 5, 44100)) == []


def test_writer_leaves_a_clip_only_when_finished(tmp_path: Path) -> None:
    with ClipWriter(tmp_path, 2, 48000, 100) as writer:
        writer.write(np.full((2, 60), 0.5, np.float32))
        writer.write(np.full((2, 40), -0.75, np.float32))
        clip = writer.finish("tone", start_beats=4.0)
    assert (clip.audio().frames, clip.start_beats, writer.peak) == (100, 4.0, 0.75)
    assert [path.name for path in tmp_path.iterdir()] == [clip.path.name]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_writer_never_lets_an_invalid_sample_out(tmp_path: Path, bad: float) -> None:
    samples = np.zeros((1, 50), np.float32)
    samples[0, 20] = bad
    with pytest.raises(ModelError, match="invalid"), ClipWriter(tmp_path, 1, 48000, 50) as writer:
        writer.write(samples)
    assert not list(tmp_path.iterdir())


def test_writer_of_nothing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no samples"), ClipWriter(tmp_path, 1, 48000, 0) as writer:
        writer.finish("nothing")
    assert not list(tmp_path.iterdir())


def test_only_sound_has_sound_info(tmp_path: Path) -> None:
    from engine.media.clip import midi_clip
    from engine.media.note import TempoMap

    with pytest.raises(UserError, match="a sound is needed"):
        sound_info(midi_clip(tmp_path, "notes", [], TempoMap(), 4.0))
