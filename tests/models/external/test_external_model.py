from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.model import Brief, Facts, Report, Spans, Text
from engine.errors import ModelError, UserError
from engine.media.clip import Clip
from models.external.external_model import external_model
from models.external.recipe import ExternalRecipe
from tests.engine.catalog.environments.workshop import PROGRAM
from tests.models.external.conftest import MakeModel, recipe_data

HALVES = {"outputs": {"audio": "half"}, "sound": {"sample_rate_hz": 16000, "channels": 1, "format": "PCM_16"}}
COPY = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2] + '/made.' + sys.argv[1].rpartition('.')[2])"


def run(model: Any, task: str, inputs: dict[str, Clip], folder: Path, **args: Any) -> tuple[dict[str, Any], list[str]]:
    warnings: list[str] = []
    folder.mkdir(exist_ok=True)
    made = model.run(args, inputs, Brief(task, folder, sample_rate_hz=32000), Report(None, warnings.append))
    return made, warnings


def test_the_result_has_the_rate_and_the_length_of_its_source(model: MakeModel, talk: Clip, tmp_path: Path) -> None:
    made, warnings = run(model({"enhance_speech": HALVES}), "enhance_speech", {"clip": talk}, tmp_path / "a")
    audio = made["audio"].audio()
    assert (audio.sample_rate_hz, audio.samples.shape) == (44100, (1, 44107))
    middle = slice(4000, 40000)
    assert np.allclose(audio.samples[0, middle], talk.audio().samples[0, middle] / 2, atol=1e-3)
    assert (made["audio"].name, made["audio"].track, made["audio"].start_beats) == ("Talk Tiny", "Voice", 8.0)
    assert warnings == ["It is only half as loud."]


def test_several_outputs_and_what_goes_unheard(model: MakeModel, talk: Clip, tmp_path: Path) -> None:
    both = {**HALVES, "outputs": {"speaker_1": "half", "speaker_2": "again"}, "bounds": {"speakers": [2, 2]}}
    tiny = model({"separate_speakers": both})
    made, warnings = run(tiny, "separate_speakers", {"clip": talk}, tmp_path / "a", speakers=2)
    assert [made[name].name for name in ("speaker_1", "speaker_2")] == ["Talk speaker 1", "Talk speaker 2"]
    with pytest.raises(ModelError, match="Tiny can do speakers from 2 to 2, not 3"):
        tiny.check({"speakers": 3}, {"clip": talk}, Brief("separate_speakers", tmp_path))
    made, warnings = run(model({"harmonize": HALVES}), "harmonize", {"clip": talk}, tmp_path / "b", interval="third")
    assert "Tiny takes no interval, so that was left out." in warnings
    assert made["audio"].audio().sample_rate_hz == 44100


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ({"seconds": 4}, r"Tiny gave 4\.0 s of sound for 1\.0 s"),
        ({"do": "name", "name": "/etc/passwd"}, "lies outside its folder"),
        ({"do": "name", "name": 5}, "named no file"),
        ({"do": "name", "name": "nothing.wav"}, "left no result"),
        ({"do": "count"}, "left no half"),
        ({"do": "fail"}, "no voice in it"),
    ],
)
def test_what_is_no_result_is_a_failure_of_the_model(
    model: MakeModel, talk: Clip, tmp_path: Path, args: dict[str, Any], sentence: str
) -> None:
    tiny = model({"enhance_speech": {**HALVES, "takes": []}})
    with pytest.raises(ModelError, match=sentence):
        run(tiny, "enhance_speech", {"clip": talk}, tmp_path / "a", **args)


def test_a_command_gets_a_copy_and_its_newest_file_is_taken(
    model: MakeModel, talk: Clip, picture: Clip, tmp_path: Path
) -> None:
    command = ["{python}", "-c", COPY, "{image}", "{out}"]
    call = {"commands": [command], "outputs": {"video": "*.mp4"}, "pictures": "still video"}
    made, _ = run(model({"talking_head": call}), "talking_head", {"clip": talk, "image": picture}, tmp_path / "a")
    assert made["video"].kind == "video" and made["video"].path.stat().st_size > 1000
    with pytest.raises(ModelError, match="ended without leaving a result"):
        call = {**call, "pictures": "picture"}
        run(model({"talking_head": call}), "talking_head", {"clip": talk, "image": picture}, tmp_path / "b")
    call = {**call, "outputs": {"video": "*.png"}}
    with pytest.raises(ModelError, match="gave a image where a video was expected"):
        run(model({"talking_head": call}), "talking_head", {"clip": talk, "image": picture}, tmp_path / "c")


def test_texts_times_and_facts_are_read_from_files(model: MakeModel, talk: Clip, tmp_path: Path) -> None:
    write = "import sys; open(sys.argv[1] + '/a.txt', 'w').write(sys.argv[2])"

    def said(task: str, output: str, content: str) -> Any:
        call = {"commands": [["{python}", "-c", write, "{out}", content]], "outputs": {output: "a.txt"}}
        return run(model({task: call}), task, {"clip": talk}, tmp_path / task)[0][output]

    assert said("caption_audio", "text", "A bell rings.") == Text("A bell rings.")
    assert isinstance(said("detect_sounds", "spans", '[[0, 1.5, "bell"], [2, 3, "bird", 0.5]]'), Spans)
    assert said("describe_music", "facts", '{"tempo_bpm": 90}') == Facts({"tempo_bpm": 90})
    for wrong in ('{"a": 1}', "[[0, 1]]", '[["a", 1, "x"]]', "[", "NaN"):
        with pytest.raises(ModelError, match="Tiny (gave|left)"):
            said("detect_sounds", "spans", wrong)


def test_what_cannot_be_read_is_refused_before_anything_starts(model: MakeModel, picture: Clip, tmp_path: Path) -> None:
    tiny = model({"enhance_speech": HALVES})
    with pytest.raises(UserError, match="a sound is needed here"):
        tiny.check({}, {"clip": picture}, Brief("enhance_speech", tmp_path))


def test_what_needs_a_card_is_not_installed_without_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    call = {"commands": [["{python}", "x.py", "{clip}"]], "outputs": {"audio": "a.wav"}}
    source = {"url": "https://example.org/x.git", "commit": "abcdef" + "0" * 34}
    data = recipe_data(id="carded", name="Carded", tasks={"denoise": call}, gpu="needed", source=source)
    carded = external_model(ExternalRecipe.model_validate(data), PROGRAM.parent)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert carded.ready() == "it needs a graphics card from NVIDIA." and carded.wants_gpu
    assert carded.edition() == "1 abcdef000000"
    with pytest.raises(UserError, match="Carded needs a graphics card from NVIDIA"):
        carded.get(lambda done, of, what: None)
    assert not EnvironmentFolder("carded").path.exists()


def test_it_is_ready_once_it_was_got_and_gone_once_it_was_removed(
    tiny: EnvironmentFolder, tmp_path: Path, talk: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE")
    call = {"denoise": {"outputs": {"audio": "half"}, "sound": {"format": "PCM_16"}}}
    data = recipe_data(id="got", name="Got", requirements=[], tasks=call, program=PROGRAM.name, gets_weights=True)
    got = external_model(ExternalRecipe.model_validate(data), PROGRAM.parent)
    assert got.ready() == "it is not installed; run `tonmeister models get got`."
    with pytest.raises(ModelError, match="Got is not ready"):
        run(got, "denoise", {"clip": talk}, tmp_path / "a")
    EnvironmentFolder("got").path.mkdir()
    (EnvironmentFolder("got").path / "venv").symlink_to(tiny.path / "venv")
    EnvironmentFolder("got").mark_packages(got.recipe.contents())  # an earlier `get` that lacked the weights
    assert got.ready() == "its weights are not on this computer; run `tonmeister models get got`."
    said: list[str] = []
    got.get(lambda done, of, what: said.append(what))
    assert got.ready() == "" and "downloading" in said
    assert (EnvironmentFolder("got").weights / "weights.bin").is_file()
    changed = external_model(ExternalRecipe.model_validate({**data, "requirements": ["x==1"]}), PROGRAM.parent)
    assert changed.ready() == "its recipe has changed since then; run `tonmeister models get got`."
    assert got.remove() and not got.remove() and got.ready()
