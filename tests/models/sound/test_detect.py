"""What sounds when: kinds of sound, and places that sound like an example."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report, Span, Spans
from engine.errors import Cancelled, UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.hearing.chunks import RATE_HZ, heard_in_chunks
from models.hearing.forest import Forest
from models.hearing.kinds import KINDS, kind_of
from models.hearing.timeline import likeliest_course, spans_of
from models.sound.detect import SoundFinder
from tests.models.edit.bad_clips import BAD
from tests.models.music.made_song import made_song, pluck
from tests.models.sound.clips import RATE, clip_of, noise

SONG = made_song(((0, "", "C"), (9, "m", "Am")), (0, 2, 4, 5, 7, 9, 11), 104, bars=4)


def found(folder: Path, clip: Clip, task: str = "detect_sounds", reference: Clip | None = None,
          warnings: list[str] | None = None, **args: object) -> tuple[Span, ...]:
    inputs = {"clip": clip} | ({"reference": reference} if reference else {})
    brief = Brief(task, folder / "out")
    SoundFinder().check(args, inputs, brief)
    made = SoundFinder().run(args, inputs, brief, Report(on_warning=None if warnings is None else warnings.append))
    assert isinstance(made["spans"], Spans)
    return made["spans"].spans


def clicks(seconds: float) -> np.ndarray:
    out = 1e-4 * np.random.default_rng(3).standard_normal(round(seconds * RATE))
    for at in range(4000, len(out) - 100, 13000):
        out[at:at + 30] += 0.6 * np.exp(-np.arange(30) / 8)
    return out


def test_a_timeline(tmp_path: Path) -> None:
    tone = 0.2 * pluck(57, 3.0, 8, 0.6, 3.0)
    parts = [("noise", noise(3)), ("silence", np.zeros(3 * RATE)), ("drums", SONG.stems["drums"][0][:4 * RATE]),
             ("tonal", tone), ("clicks", clicks(3))]
    every = found(tmp_path, clip_of(tmp_path, np.concatenate([sound for _, sound in parts])))
    spans = [span for span in every if span.label in KINDS]
    hits = [span for span in every if span.label not in KINDS]
    assert {span.label for span in hits} == {"kick", "snare", "hat"}
    assert all(5.9 < hit.start_s < 10.1 for hit in hits)
    assert spans[0].start_s == 0
    assert all(a.end_s == b.start_s for a, b in zip(spans[:-1], spans[1:], strict=True))
    begin = 0.0
    for kind, sound in parts:
        end = begin + len(sound) / RATE
        inside = sum(max(0.0, min(end, span.end_s) - max(begin, span.start_s)) for span in spans if span.label == kind)
        assert inside > 0.75 * (end - begin), (kind, spans)
        begin = end
    assert spans[-1].end_s == pytest.approx(begin, abs=1e-3)


@pytest.mark.parametrize(("samples", "rate", "kind"), [
    (np.zeros(1), 44100, "silence"), (np.zeros((2, 48000)), 48000, "silence"),
    (np.random.default_rng(1).standard_normal((8, 96000)) * 0.1, 96000, "noise"),
    (np.random.default_rng(1).standard_normal((1, 16000)) * 0.1, 8000, "noise")])
def test_any_format(tmp_path: Path, samples: np.ndarray, rate: int, kind: str) -> None:
    spans = found(tmp_path, clip_of(tmp_path, samples, rate))
    assert {span.label for span in spans} == {kind}
    assert spans[-1].end_s == pytest.approx(np.atleast_2d(samples).shape[1] / rate, abs=1e-3)


def test_loudness_does_not_matter(tmp_path: Path) -> None:
    quiet, loud = (found(tmp_path, clip_of(tmp_path, gain * SONG.mix)) for gain in (0.1, 1.0))
    assert [span.label for span in quiet] == [span.label for span in loud]


def test_chunks_hold_everything_once(tmp_path: Path) -> None:
    sound = noise(7.3, 22050)
    clip = clip_of(tmp_path, sound, 22050)
    chunks = list(heard_in_chunks(clip, sound_info(clip), Report(), frames=4096 * 8, margin=4096 * 3))
    whole = np.concatenate([chunk.samples[chunk.before:chunk.before + chunk.frames] for chunk in chunks])
    assert [chunk.first for chunk in chunks] == [4096 * 8 * number for number in range(len(chunks))]
    assert np.allclose(whole, sound, atol=1e-6)
    assert all(chunk.before == 4096 * 3 for chunk in chunks[1:])


def test_forest() -> None:
    forest = Forest(np.array([1, 0, 0], np.int16), np.array([0.5, 0, 0], np.float32), np.array([1, 1, 2], np.int32),
                    np.array([2, 1, 2], np.int32), np.array([[0, 0], [255, 0], [51, 204]], np.uint8),
                    np.array([0], np.int32))
    assert forest.chances(np.array([[9.0, 0.5], [9.0, 0.6]])).tolist() == [[1.0, 0.0], [0.2, 0.8]]


def test_course_does_not_jump_about() -> None:
    chances = np.tile([0.8, 0.2], (20, 1))
    chances[7] = [0.35, 0.65]
    chances[12:] = [0.1, 0.9]
    course = likeliest_course(chances)
    assert course.tolist() == [0] * 12 + [1] * 8
    spans = spans_of(course, chances, ("a", "b"), 0.5, 9.8)
    assert [(span.label, span.start_s, span.end_s) for span in spans] == [("a", 0.0, 6.0), ("b", 6.0, 9.8)]


def call(seconds: float = 0.5, shift: float = 1.0) -> np.ndarray:
    """A rising and falling whistle with a rough edge."""
    time_s = np.arange(round(seconds * RATE)) / RATE
    sweep = shift * (1800 * time_s + 900 * np.sin(2 * np.pi * 3 * time_s) / 6)
    return 0.3 * np.sin(2 * np.pi * sweep) * (1 + np.sin(2 * np.pi * 37 * time_s)) * np.hanning(len(time_s))


def with_calls(starts_s: tuple[float, ...], shift: float = 1.0) -> np.ndarray:
    out = SONG.mix.mean(axis=0)[:9 * RATE].astype(float) / 2
    for start_s in starts_s:
        at = round(start_s * RATE)
        out[at:at + len(call(shift=shift))] += call(shift=shift)
    return out


@pytest.mark.parametrize("shift", [1.0, 1.06])
def test_an_example_is_found(tmp_path: Path, shift: float) -> None:
    starts_s = (0.8, 3.17, 6.4)
    clip, reference = clip_of(tmp_path, with_calls(starts_s, shift)), clip_of(tmp_path, call(), name="whistle")
    spans = found(tmp_path, clip, "detect_target_sound", reference)
    assert [span.start_s for span in spans] == pytest.approx(starts_s, abs=0.06)
    assert {span.label for span in spans} == {"whistle"}
    assert all(0.5 < span.confidence <= 1 for span in spans)


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    warnings: list[str] = []
    clip, reference = clip_of(tmp_path, with_calls(())), clip_of(tmp_path, call())
    assert found(tmp_path, clip, "detect_target_sound", reference, warnings) == ()
    assert any("not found" in sentence for sentence in warnings)


def test_a_kind_by_its_name(tmp_path: Path) -> None:
    clip = clip_of(tmp_path, np.concatenate([np.zeros(3 * RATE), noise(3), np.zeros(3 * RATE)]))
    spans = found(tmp_path, clip, "detect_target_sound", target="hissing")
    assert len(spans) == 1
    assert spans[0].start_s == pytest.approx(3, abs=0.4)
    assert spans[0].end_s == pytest.approx(6, abs=0.4)


def test_every_kick(tmp_path: Path) -> None:
    clip = clip_of(tmp_path, np.concatenate([noise(3), SONG.stems["drums"].mean(axis=0)]))
    spans = found(tmp_path, clip, "detect_target_sound", target="every kick")
    beat_s = 60 / 104
    real = [3 + (4 * bar + beat) * beat_s for bar in range(4) for beat in (0, 2, 2.5)]
    hits = [any(abs(span.start_s - at) < 0.05 for span in spans) for at in real]
    assert sum(hits) >= 11
    assert len(spans) <= 13


def test_words() -> None:
    assert {kind_of(kind) for kind in KINDS} == set(KINDS)
    assert kind_of("the people talking") == "speech"
    assert kind_of("dog bark") is None


def test_unknown_targets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="'dog bark' cannot be found by its name"):
        found(tmp_path, clip_of(tmp_path, noise(1)), "detect_target_sound", target="dog bark")


@pytest.mark.parametrize(("example", "said"), [(np.zeros(RATE), "silent"), (np.ones(1) * 0.5, "too short"),
                                               (np.ones(11 * RATE) * 0.1, "too long")])
def test_useless_examples_are_refused(tmp_path: Path, example: np.ndarray, said: str) -> None:
    with pytest.raises(UserError, match=said):
        found(tmp_path, clip_of(tmp_path, noise(1)), "detect_target_sound", clip_of(tmp_path, example))


def test_an_example_longer_than_the_clip(tmp_path: Path) -> None:
    assert found(tmp_path, clip_of(tmp_path, noise(0.1)), "detect_target_sound", clip_of(tmp_path, call(2.0))) == ()


@pytest.mark.parametrize("bad", BAD)
def test_bad_input(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        found(tmp_path, make(tmp_path))


def test_cancel(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        raise Cancelled

    clip = clip_of(tmp_path, noise(20, RATE_HZ), RATE_HZ)
    with pytest.raises(Cancelled):
        SoundFinder().run({}, {"clip": clip}, Brief("detect_sounds", tmp_path), Report(stop))
