"""Demucs from its safetensors: stems of any rate, length and number of channels that sum to the mix."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.job import Inputs, Job, JobContext
from engine.assistant.step_output import StepResult
from engine.catalog.hub.record import forget
from engine.catalog.model import Brief, Report
from engine.catalog.registry import Registry, discover
from engine.cli.cli import main
from engine.errors import Cancelled, ModelError
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.clip import Clip, Recipe, audio_clip, clip_from_file
from engine.tasks.plan import Step, validated
from engine.workers.inline import Inline
from engine.workers.local import LocalWorkers
from engine.workers.memory import MemoryBudget
from engine.workers.worker import Order
from models.music.demucs import HtDemucs, HtDemucsFineTuned, HtDemucsSixStems
from models.music.stem_words import stem_named
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.tiny_demucs import make_bag

pytestmark = pytest.mark.model

_ONE_EACH = [[1.0, 0, 0, 0], [0, 1.0, 0, 0], [0, 0, 1.0, 0], [0, 0, 0, 1.0]]


@pytest.fixture(scope="module", autouse=True)
def bags(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    root = tmp_path_factory.mktemp("demucs")
    put(HtDemucs.checkpoints[0], make_bag(root / "four", "htdemucs"), licence="mit")
    put(HtDemucsFineTuned.checkpoints[0], make_bag(root / "ft", "htdemucs_ft", networks=4, weights=_ONE_EACH))
    stems = ("drums", "bass", "other", "vocals", "guitar", "piano")
    put(HtDemucsSixStems.checkpoints[0], make_bag(root / "six", "htdemucs_6s", stems=stems))
    yield
    for model in (HtDemucs, HtDemucsFineTuned, HtDemucsSixStems):
        forget(model.checkpoints[0])


@pytest.fixture(scope="module")
def registry() -> Registry:
    made = Registry()
    for model in (HtDemucs, HtDemucsFineTuned, HtDemucsSixStems):
        made.add(model, "test")
    assert not made.problems
    return made


def noise(folder: Path, seconds: float = 1.3, rate: int = 48000, channels: int = 2) -> Clip:
    random = np.random.default_rng(4)
    samples = 0.2 * random.standard_normal((channels, round(seconds * rate)))
    return audio_clip(folder, "demo", Audio(samples.astype(np.float32), rate), start_beats=4.0)


def made_of(registry: Registry, model: str, task: str, clip: Clip, report: Report | None = None,
            **args: object) -> dict[str, Clip]:
    order = Order(model, args, {"clip": clip}, Brief(task, clip.path.parent / "made"))
    return Inline(registry).run(order, report or Report())


def must_sum_to(clip: Clip, parts: list[Clip]) -> None:
    mix = clip.audio()
    sounds = [part.audio() for part in parts]
    assert all(one.samples.shape == mix.samples.shape for one in sounds)
    assert all(one.sample_rate_hz == mix.sample_rate_hz for one in sounds)
    left = np.abs(sum(one.samples for one in sounds) - mix.samples).max()
    assert left < 10 ** (-90 / 20) * np.abs(mix.samples).max()


@pytest.mark.parametrize(("rate", "channels", "seconds"), [
    (44100, 2, 1.9), (48000, 1, 1.3), (22050, 3, 0.7), (96000, 2, 0.01), (8000, 2, 0.4),
])
def test_stems_keep_rate_length_and_channels_and_sum_to_the_mix(
    registry: Registry, tmp_path: Path, rate: int, channels: int, seconds: float
) -> None:
    clip = noise(tmp_path, seconds, rate, channels)
    made = made_of(registry, "htdemucs", "separate_stems", clip)
    assert set(made) == {"vocals", "drums", "bass", "other"}
    assert made["vocals"].start_beats == 4.0
    assert np.abs(made["vocals"].audio().samples).max() > 0
    must_sum_to(clip, list(made.values()))


@pytest.mark.parametrize(("picked", "wanted"), [
    (["drums"], {"drums", "rest"}), (["instrumental"], {"instrumental", "rest"}), (["other"], {"other", "rest"}),
    (["vocals", "instrumental"], {"vocals", "instrumental"}), (["drums", "bass"], {"drums", "bass", "rest"}),
])
def test_a_pick_and_the_rest_sum_to_the_mix(
    registry: Registry, tmp_path: Path, picked: list[str], wanted: set[str]
) -> None:
    clip = noise(tmp_path, 0.6)
    made = made_of(registry, "htdemucs", "separate_stems", clip, stems=picked)
    assert set(made) == wanted
    must_sum_to(clip, list(made.values()))


def test_the_same_work_gives_the_same_bytes(registry: Registry, tmp_path: Path) -> None:
    clip = noise(tmp_path, 0.6)
    first, second = (made_of(registry, "htdemucs", "separate_stems", clip) for _ in range(2))
    assert [one.sha256 for one in first.values()] == [one.sha256 for one in second.values()]


def test_only_the_networks_that_are_needed_work(registry: Registry, tmp_path: Path) -> None:
    model = registry.models["htdemucs-ft"]
    made_of(registry, "htdemucs-ft", "separate_stems", noise(tmp_path, 0.3), stems=["vocals"])
    bag = model.loaded(Report())
    worked = [0, 0, 0, 0]
    for number, network in enumerate(bag.networks):
        network.register_forward_pre_hook(lambda part, given, number=number: worked.__setitem__(number, 1))
    made = made_of(registry, "htdemucs-ft", "extract_sound", noise(tmp_path, 0.3), target="the lead vocal")
    assert worked == [0, 0, 0, 1]
    must_sum_to(noise(tmp_path, 0.3), [made["target"], made["rest"]])


def test_a_sound_is_got_by_its_name(registry: Registry, tmp_path: Path) -> None:
    clip = noise(tmp_path, 0.6)
    made = made_of(registry, "htdemucs-6s", "extract_sound", clip, target="pull out the guitar")
    assert made["target"].name == "demo guitar" and made["rest"].name == "demo without guitar"
    must_sum_to(clip, [made["target"], made["rest"]])
    with pytest.raises(ModelError, match="Demucs does not know 'the guitar'; it gets drums, bass, vocals"):
        made_of(registry, "htdemucs", "extract_sound", clip, target="the guitar")


def test_words_for_stems() -> None:
    assert [stem_named(said) for said in ("the lead vocal", "music without the singer", "bass guitar", "bass drum",
                                          "a tuba")] == ["vocals", "instrumental", "bass", "", ""]


def test_a_cancel_leaves_nothing_and_the_model_works_on(registry: Registry, tmp_path: Path) -> None:
    clip = noise(tmp_path, 1.3)
    said: list[float] = []

    def stop(done: float, of: float, what: str) -> None:
        said.append(done / of)
        if what == "separating" and done / of > 0.3 and any((tmp_path / "made").glob("*")):
            raise Cancelled

    with pytest.raises(Cancelled):
        made_of(registry, "htdemucs", "separate_stems", clip, Report(stop))
    assert 0.3 < said[-1] < 0.9
    assert not list((tmp_path / "made").iterdir())
    seen: list[float] = []
    made_of(registry, "htdemucs", "separate_stems", clip, Report(lambda done, of, what: seen.append(done / of)))
    assert seen[-1] == 1 and len({round(value, 3) for value in seen}) >= 3
    registry.models["htdemucs"].unload()


@pytest.mark.parametrize("break_it", ["absent", "class", "cut off", "list", "stems"])
def test_a_broken_folder_is_one_sentence(tmp_path: Path, break_it: str) -> None:
    klass = "os.system" if break_it == "class" else "demucs.htdemucs.HTDemucs"
    stems = ("drums", "bass", "other", "piano") if break_it == "stems" else ("drums", "bass", "other", "vocals")
    folder = make_bag(tmp_path / "bag", "htdemucs", klass=klass, stems=stems)
    weights = folder / "net0.safetensors"
    if break_it == "absent":
        weights.unlink()
        (folder / "net0.th").write_bytes(b"pickle")
    if break_it == "cut off":
        weights.write_bytes(weights.read_bytes()[:5000])
    if break_it == "list":
        (folder / "htdemucs.yaml").write_text("models: ['../other']\n")

    class Elsewhere(HtDemucs):
        def records(self) -> list:
            return [type("Here", (), {"folder": str(folder), "total_bytes": 1, "revision": ""})()]

    with pytest.raises(ModelError, match="^Demucs cannot be loaded from [^\n]*$"):
        Elsewhere().loaded(Report())


def test_the_command_line_runs_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    song = tmp_path / "song.wav"
    write_audio(song, noise(tmp_path, 0.8).audio())
    code = main(["run", "separate_stems", "--in", str(song), "--model", "htdemucs", "--out", str(tmp_path / "stems"),
                 "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0 and told["recipe"]["model"] == "htdemucs" and "000000000000" in told["recipe"]["model_version"]
    assert read_audio(tmp_path / "stems" / "vocals.wav").samples.shape == (2, 38400)
    must_sum_to(clip_from_file(song), [clip_from_file(tmp_path / "stems" / f"{stem}.wav")
                                       for stem in ("vocals", "drums", "bass", "other")])


def test_in_a_real_worker_a_broken_one_hands_over_and_says_so(tmp_path: Path) -> None:
    broken = make_bag(tmp_path / "broken", "htdemucs")
    (broken / "net0.safetensors").write_bytes(b"cut off")
    put(HtDemucs.checkpoints[0], broken)
    clip = noise(tmp_path, 0.3)

    class Context(JobContext):
        def inputs(self, step: Step, results: Sequence[StepResult]) -> Inputs:
            return {"clip": clip}

        def brief(self, step: Step, inputs: Inputs, folder: Path) -> Brief:
            return Brief(step.task, folder)

        def keep(self, clip: Clip, recipe: Recipe, *, is_part: bool = False) -> Clip:
            return replace(clip, path=Path(shutil.copy(clip.path, tmp_path)))

    kept = {model_id: discover().models[model_id] for model_id in ("htdemucs", "masks")}
    registry = Registry(models=kept)
    workers = LocalWorkers(registry=registry, budget=MemoryBudget(8 << 30), warm=())
    workers.start()
    plan = validated([Step("separate_stems", {"clip": "demo"})])
    try:
        record = Job(plan, registry=registry, worker=workers, context=Context()).run()[0].record
        put(HtDemucs.checkpoints[0], make_bag(tmp_path / "whole", "htdemucs"))
        whole = Job(plan, registry=registry, worker=workers, context=Context()).run()[0].record
        loaded = [row["model"] for row in workers.status() if row["model"]]
    finally:
        workers.close()
    assert record.model == "masks", record.error
    assert record.warnings[0].startswith("Demucs cannot be loaded from ")
    assert record.warnings[0].endswith("; done with Stem masks instead.")
    assert (whole.state, whole.model, loaded) == ("done", "htdemucs", ["htdemucs"])
