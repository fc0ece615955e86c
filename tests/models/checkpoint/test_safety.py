"""What a downloaded folder can never do: bring pickles or code of its own to run; and a broken one is one sentence."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.catalog.hub.record import forget
from engine.catalog.model import Report
from engine.catalog.registry import discover
from engine.errors import ModelError
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import best_device
from models.sound.ast import AstTagger
from models.sound.audio_language import MusicFlamingo, QwenAudio
from models.sound.pe_audio import FrameListener
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.tiny_listeners import (
    make_ast,
    make_frame_listener,
    make_music_flamingo,
    make_qwen_audio,
)
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.model

MODELS = [model for model in discover().models.values() if isinstance(model, CheckpointModel)]
HEAVY = ("torch", "transformers", "diffusers", "librosa", "huggingface_hub", "demucs", "faster_whisper", "ctranslate2")
PICKLES = ("pytorch_model.bin", "model.pt", "model.th", "model.ckpt", "diffusion_pytorch_model.bin", "htdemucs.th")
SETTINGS = ("config.json", "preprocessor_config.json", "processor_config.json", "tokenizer_config.json",
            "generation_config.json", "feature_extractor_config.json", "scheduler_config.json")
PARTS = ("transformer", "vae", "text_encoder", "tokenizer", "scheduler", "unet", "vocoder")
_CLASSES = ("Config", "Model", "ModelForCausalLM", "ModelForSeq2SeqLM", "ModelForSpeechSeq2Seq", "Processor",
            "FeatureExtractor", "Tokenizer", "ImageProcessor", "ModelForCTC", "ModelForTextToWaveform")


class Trap:
    """Leaves a mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return exec, (f"open({str(self._mark)!r}, 'w').write('unpickled')",)


def trapped(folder: Path, mark: Path) -> Path:
    """A folder whose every pickle and every program leaves a mark."""
    code = f"open({str(mark)!r}, 'w').write('run')\nclass Evil: pass\n"
    own = {f"Auto{name}": "evil.Evil" for name in _CLASSES}
    settings = json.dumps({"auto_map": own, "model_type": "evil", "custom_pipeline": "evil", "trust_remote_code": True,
                           "tokenizer_class": "Evil", "processor_class": "Evil", "_class_name": "Evil"})
    index = json.dumps({"_class_name": ["evil", "Evil"], **{part: ["evil", "Evil"] for part in PARTS}})
    payload = pickle.dumps(Trap(mark))
    for place in (folder, *(folder / part for part in PARTS)):
        place.mkdir(parents=True, exist_ok=True)
        for name in PICKLES:
            (place / name).write_bytes(payload)
        for name in SETTINGS:
            (place / name).write_text(settings)
        for name in ("evil.py", "pipeline.py", "__init__.py"):
            (place / name).write_text(code)
    (folder / "model_index.json").write_text(index)
    return folder


def with_missing_shards(folder: Path) -> Path:
    """A folder that promises weights in files that are not there, beside one that is cut off."""
    index = json.dumps({"metadata": {}, "weight_map": {"a": "model-00001-of-00002.safetensors",
                                                       "b": "model-00002-of-00002.safetensors"}})
    for place in (folder, *(folder / part for part in PARTS)):
        place.mkdir(parents=True, exist_ok=True)
        (place / "config.json").write_text("{}")
        (place / "model.safetensors.index.json").write_text(index)
        (place / "diffusion_pytorch_model.safetensors.index.json").write_text(index)
        (place / "model-00001-of-00002.safetensors").write_bytes(b"\x08\x00\x00\x00\x00\x00\x00\x00{}")
        (place / "model.onnx").write_bytes(b"no network")
        (place / "model.bin").write_bytes(b"no network")
    (folder / "model_index.json").write_text("{}")
    for name in ("htdemucs", "htdemucs_ft", "htdemucs_6s"):
        (folder / f"{name}.yaml").write_text("models: ['955717e8']\n")
    return folder


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of traps, and the mark that they would leave."""
    root = tmp_path_factory.mktemp("traps")
    return trapped(root / "weights", root / "mark"), root / "mark"


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_missing_shards(tmp_path_factory.mktemp("torn") / "weights")


def refusal(model: CheckpointModel, folder: Path) -> str:
    """What a model says when all its checkpoints are to be loaded from this folder."""
    for checkpoint in model.checkpoints:
        put(checkpoint, folder)
    try:
        with pytest.raises(ModelError) as raised:
            model.loaded(Report())
    finally:
        for checkpoint in model.checkpoints:
            forget(checkpoint)
    said = str(raised.value)
    assert (model.name in said or str(folder) in said) and "\n" not in said and len(said) < 600
    return said


each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)


@each_model
def test_neither_pickles_nor_foreign_code_are_ever_run(model: CheckpointModel, traps: tuple[Path, Path]) -> None:
    folder, mark = traps
    refusal(model, folder)
    assert not mark.exists(), f"something of the folder was {mark.read_text()}"


@each_model
def test_weights_that_are_not_all_there_are_one_sentence(model: CheckpointModel, torn: Path) -> None:
    refusal(model, torn)


@pytest.mark.parametrize(("model_class", "make"), [
    (AstTagger, make_ast), (FrameListener, make_frame_listener), (QwenAudio, make_qwen_audio),
    (MusicFlamingo, make_music_flamingo),
], ids=lambda value: value.__name__)
def test_a_sound_checkpoint_loads_without_its_program_and_not_as_a_pickle(
    tmp_path: Path, model_class: type[CheckpointModel], make: Callable[[Path], Path]
) -> None:
    import torch
    from safetensors.torch import load_file

    folder, mark = make(tmp_path / "weights"), tmp_path / "mark"
    (folder / "evil.py").write_text(f"open({str(mark)!r}, 'w').write('run')\nclass Evil: pass\n")
    for name in SETTINGS:
        told = json.loads((folder / name).read_text()) if (folder / name).exists() else {}
        (folder / name).write_text(json.dumps({**told, "auto_map": {f"Auto{one}": "evil.Evil" for one in _CLASSES}}))
    model = model_class()
    device = best_device()
    assert model.load([folder], device) and not mark.exists()
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    assert "safetensors" in refusal(model, folder)
    assert not mark.exists()


def test_every_model_names_weights_that_are_safe_to_load() -> None:
    assert MODELS
    for model in MODELS:
        assert model.checkpoints, model.id
        for checkpoint in model.checkpoints:
            assert not any(pattern.endswith((".bin", ".pt", ".pth", ".ckpt", ".pkl", ".th", ".py"))
                           for pattern in checkpoint.wanted if checkpoint.form != "ctranslate2"), model.id


def test_to_look_at_models_costs_nothing_heavy() -> None:
    program = (
        "import importlib, pkgutil, sys, models\n"
        "for info in pkgutil.walk_packages(models.__path__, 'models.'):\n"
        "    importlib.import_module(info.name)\n"
        "from engine.catalog.registry import discover\n"
        "found = discover()\n"
        "assert not found.problems, found.problems\n"
        "for model in found.models.values():\n"
        "    model.ready(), model.terms(), model.edition(), model.memory_need_bytes(), model.voices()\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])\n")
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split() == []
