"""Models that listen: tags, words found every 40 ms, and sentences of a model beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.catalog.model import Brief, Facts, Report, Result, Spans, Text
from engine.catalog.registry import Registry
from engine.errors import Cancelled, ModelError, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from engine.workers.inline import Inline
from engine.workers.worker import Order
from models.hearing.everyday import EVERYDAY
from models.hearing.explain import telling_window
from models.hearing.hysteresis import Threshold, spans_above
from models.hearing.kinds import KINDS
from models.hearing.sound_words import labels_meant, plain_label
from models.music.demucs import HtDemucs
from models.sound.ast import AstFinder, AstTagger
from models.sound.audio_language import AudioFlamingoNext, MusicFlamingo, QwenAudio
from models.sound.detect import SoundFinder
from models.sound.extract import SoundExtractor
from models.sound.pe_audio import FrameExtractor, FrameListener, FrameListenerBase
from tests.models.checkpoint import tiny_listeners
from tests.models.checkpoint.shelf import put

pytestmark = pytest.mark.model
RATE = 22050
HERE = (AstTagger, FrameListener, QwenAudio, MusicFlamingo)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    root = tmp_path_factory.mktemp("listeners")
    put(AstTagger.checkpoints[0], tiny_listeners.make_ast(root / "ast"))
    put(FrameListener.checkpoints[0], tiny_listeners.make_frame_listener(root / "frames"))
    put(QwenAudio.checkpoints[0], tiny_listeners.make_qwen_audio(root / "qwen"))
    put(MusicFlamingo.checkpoints[0], tiny_listeners.make_music_flamingo(root / "flamingo"), licence="other")
    made = Registry()
    for model in (*HERE, AstFinder, FrameExtractor, FrameListenerBase, AudioFlamingoNext):
        made.add(model, "test")
    assert not made.problems
    yield made
    for model in HERE:
        forget(model.checkpoints[0])


def run(registry: Registry, model: str, task: str, clip: Clip, report: Report | None = None,
        **args: Any) -> dict[str, Result]:
    assert registry.choose(task, model_id=model)[0].ready() == ""
    return Inline(registry).run(Order(model, args, {"clip": clip}, Brief(task, clip.path.parent / "made")),
                                report or Report())


def spans_in(results: dict[str, Result]) -> list[tuple[float, float, str]]:
    found = results["spans"]
    assert isinstance(found, Spans)
    return [(span.start_s, span.end_s, span.label) for span in found.spans]


def recording(folder: Path, *loud_s: tuple[float, float], seconds: float = 4.0, name: str = "field") -> Clip:
    """Silence with stretches of noise."""
    samples = np.zeros((1, round(seconds * RATE)), np.float32)
    for start, end in loud_s:
        size = round(end * RATE) - round(start * RATE)
        samples[0, round(start * RATE):][:size] = 0.2 * np.random.default_rng(1).standard_normal(size)
    return audio_clip(folder, name, Audio(samples, RATE))


class Stopper:
    """Cancels as soon as something beyond the loading of the model was said."""

    def __init__(self) -> None:
        self.report = Report(self._hear)

    def _hear(self, done: float, of: float, what: str) -> None:
        if not what.startswith("loading"):
            raise Cancelled


# AST


def test_tags_cover_the_time_in_plain_words(registry: Registry, tmp_path: Path) -> None:
    clip = recording(tmp_path, (0, 6.5), seconds=6.5)
    seen: list[float] = []
    made = run(registry, "ast", "detect_sounds", clip, Report(lambda done, of, what: seen.append(done / of)))
    assert spans_in(made) == [(0.0, 6.5, "dog")]
    assert seen[-1] == 1 and len(set(seen)) > 2


def test_a_tag_is_found_by_the_words_of_a_wish(registry: Registry, tmp_path: Path) -> None:
    clip = recording(tmp_path, (0, 1), seconds=1.2)
    assert spans_in(run(registry, "ast-finder", "detect_target_sound", clip, target="every dog bark")) == [
        (0.0, 1.2, "every dog bark")]
    warned: list[str] = []
    assert not spans_in(run(registry, "ast-finder", "detect_target_sound", clip, Report(None, warned.append),
                            target="car horn"))
    assert warned == ["It was not found in 'field'."]
    with pytest.raises(ModelError, match="has no name for 'a twig'"):
        run(registry, "ast-finder", "detect_target_sound", clip, target="a twig")


def test_the_best_name_wins() -> None:
    labels = ("Speech", "Male speech, man speaking", "Dog", "Car", "Vehicle horn, car horn, honking", "Snare drum")
    assert [[labels[row] for row in labels_meant(wish, labels)] for wish in (
        "someone talking", "car horn", "the snare", "dogs", "thunder")] == [
        ["Speech"], ["Vehicle horn, car horn, honking"], ["Snare drum"], ["Dog"], []]
    assert [plain_label(label) for label in ("Male speech, man speaking", "Music", "Zither", "Hum (of a fridge)")] == [
        "man speaking", "music", "zither", "hum"]


def test_a_span_goes_on_until_it_is_clearly_over() -> None:
    curve = np.array([0, 0.6, 0.4, 0.2, 0, 0, 0.4, 0, 0.9, 0.9])
    (first, second) = spans_above(curve, "dog", 0.5, 4.8, Threshold(on=0.5, off=0.3))
    assert (first.start_s, first.end_s, first.confidence) == (0.5, 1.5, 0.6)
    assert (second.start_s, second.end_s) == (4.0, 4.8)
    joined = spans_above(curve, "dog", 0.5, 4.8, Threshold(on=0.5, off=0.3, gap_s=2.5))
    assert [(span.start_s, span.end_s) for span in joined] == [(0.5, 4.8)]
    assert spans_above(curve, "dog", 0.5, 4.8, Threshold(on=0.5, off=0.3, least_s=1.2)) == []


# PE-A-Frame


def test_words_are_found_to_the_frame_and_never_in_silence(registry: Registry, tmp_path: Path) -> None:
    clip = recording(tmp_path, (0.8, 1.6), (3.0, 3.4))
    found = spans_in(run(registry, "pe-a-frame-small", "detect_target_sound", clip, target="a dog barking"))
    assert [label for _, _, label in found] == ["a dog barking"] * 2
    assert np.allclose([span[:2] for span in found], [(0.8, 1.6), (3.0, 3.4)], atol=0.08)


def test_chunks_join_without_a_seam(registry: Registry, tmp_path: Path) -> None:
    clip = recording(tmp_path, (1.0, 60.0), (61.0, 62.0), seconds=63.0)
    found = spans_in(run(registry, "pe-a-frame-small", "detect_target_sound", clip, target="rain"))
    assert np.allclose([span[:2] for span in found], [(1.0, 60.0), (61.0, 62.0)], atol=0.08)


def test_everyday_sounds_have_the_names_of_the_embedded_finder(registry: Registry, tmp_path: Path) -> None:
    found = spans_in(run(registry, "pe-a-frame-small", "detect_sounds", recording(tmp_path, (1, 2), seconds=3.0)))
    assert {label for _, _, label in found} == set(EVERYDAY.values())
    assert set(KINDS) - {"silence"} <= set(EVERYDAY.values())


def test_what_is_cut_out_and_the_rest_sum_to_the_recording(registry: Registry, tmp_path: Path) -> None:
    clip = recording(tmp_path, (0.8, 1.6))
    warned: list[str] = []
    made = run(registry, "pe-a-frame-extractor", "extract_sound", clip, Report(None, warned.append), target="the knock")
    parts = [made[name] for name in ("target", "rest")]
    assert all(isinstance(part, Clip) for part in parts)
    target, rest = (part.audio() for part in parts if isinstance(part, Clip))
    mix = clip.audio()
    assert target.samples.shape == mix.samples.shape and target.sample_rate_hz == RATE
    assert np.abs(target.samples + rest.samples - mix.samples).max() < 10 ** (-90 / 20) * np.abs(mix.samples).max()
    assert warned == [
        "'the knock' is lifted off what goes on before and after it; what begins together with it comes along."]
    with pytest.raises(UserError, match="'the knock' was not found"):
        run(registry, "pe-a-frame-extractor", "extract_sound", recording(tmp_path), target="the knock")


def test_an_example_instead_of_words_goes_to_another_model(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="by words only"):
        run(registry, "pe-a-frame-small", "detect_target_sound", recording(tmp_path, (0, 1)))


# Models that answer in words


@pytest.mark.parametrize("model", ["qwen2-audio", "music-flamingo"])
def test_a_sentence_of_its_own_stands_beside_the_measured_facts(
    registry: Registry, tmp_path: Path, model: str
) -> None:
    said: list[str] = []
    clip = recording(tmp_path, (0, 2.5), seconds=2.5)
    made = run(registry, model, "caption_audio", clip, Report(lambda done, of, what: said.append(what)))
    text, facts = made["text"], made["facts"]
    assert isinstance(text, Text) and isinstance(facts, Facts)
    name = registry.models[model].name
    assert text.text.startswith(f"{name} hears (its own words, not measured): ")
    assert facts.summary.startswith("Measured: ") and facts.values["described_by"] == name
    assert facts.values["duration"] == pytest.approx(2.5, abs=0.01)
    assert len({what for what in said if what.startswith(name)}) > 10, "its words are shown as they come"
    assert run(registry, model, "caption_audio", clip)["text"] == text
    registry.models[model].unload()


def test_several_recordings_are_described_one_by_one(registry: Registry, tmp_path: Path) -> None:
    lengths_s = {"one": 1.0, "two": 1 / RATE}
    clips = [recording(tmp_path, (0, length_s), seconds=length_s, name=name) for name, length_s in lengths_s.items()]
    order = Order("qwen2-audio", {}, {"clips": clips}, Brief("caption_audio", tmp_path / "made"))
    made = Inline(registry).run(order, Report())
    assert isinstance(made["text"], Text) and "'one': " in made["text"].text and "'two': " in made["text"].text


def test_of_a_long_recording_the_loudest_part_is_heard_and_said(registry: Registry, tmp_path: Path) -> None:
    clip = recording(tmp_path, (25, 40), seconds=45.0)
    assert telling_window(clip, 30.0) == 10.0, "of equally loud windows the one nearest the middle"
    warned: list[str] = []
    run(registry, "qwen2-audio", "caption_audio", clip, Report(None, warned.append))
    assert "Qwen2-Audio heard only 0:10–0:40 of 'field', the loudest part." in warned


@pytest.mark.parametrize(("model", "task", "args"), [
    ("ast", "detect_sounds", {}), ("pe-a-frame-small", "detect_sounds", {}), ("qwen2-audio", "caption_audio", {}),
    ("music-flamingo", "caption_audio", {}),
])
def test_each_can_be_stopped_and_works_on(
    registry: Registry, tmp_path: Path, model: str, task: str, args: dict[str, Any]
) -> None:
    clip = recording(tmp_path, (0, 1), seconds=1.5)
    with pytest.raises(Cancelled):
        run(registry, model, task, clip, Stopper().report, **args)
    assert run(registry, model, task, clip, **args)


def test_who_comes_first_depends_on_the_task(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_DEVICE", "cpu")
    everyone = Registry(models={**registry.models, **{
        model.id: model for model in (HtDemucs(), SoundFinder(), SoundExtractor())}})
    first = {task: [model.id for model in everyone.models_for(task)] for task in (
        "extract_sound", "detect_sounds", "detect_target_sound")}
    assert first["extract_sound"] == ["htdemucs", "pe-a-frame-extractor", "sound-extractor"]
    assert first["detect_sounds"][:3] == ["ast", "pe-a-frame-small", "sound-finder"]
    assert first["detect_target_sound"] == ["pe-a-frame-small", "sound-finder", "ast-finder", "pe-a-frame-base"]


def test_what_may_be_sold_is_what_the_hub_said(registry: Registry) -> None:
    assert registry.models["ast"].terms().commercial
    assert not registry.models["music-flamingo"].terms().commercial
    assert not registry.models["audio-flamingo-next"].terms().commercial, "not here yet: nothing is promised"
