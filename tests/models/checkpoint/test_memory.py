"""How much memory weights take once loaded, the last stage in full precision, and a card that runs out of memory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.catalog.model import Brief, Facts, Licence, Report, Result
from engine.catalog.registry import Registry
from engine.errors import ModelError
from engine.workers.inline import Inline
from engine.workers.worker import Order
from models.checkpoint import checkpoint_model, device
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.pipeline import made_by
from models.checkpoint.weights import loaded_bytes
from models.music.ace_step import AceStepXl
from models.sound.audio_language import QwenAudio

pytestmark = pytest.mark.model
GIB = 1 << 30


def shelve(path: Path, *tensors: tuple[str, list[int]]) -> Path:
    """A safetensors file that ends after its header: nothing reads further to know the size."""
    header = {f"t{n}": {"dtype": dtype, "shape": shape, "data_offsets": [0, 0]} for n, (dtype, shape) in
              enumerate(tensors)}
    text = json.dumps({**header, "__metadata__": {"format": "pt"}}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(len(text).to_bytes(8, "little") + text)
    return path


def on_a_card(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("TONMEISTER_DEVICE", "cuda")
    monkeypatch.setattr(checkpoint_model.CheckpointModel, "records", lambda self: [SimpleNamespace(folder=folder)])


def test_floats_count_as_they_are_loaded(tmp_path: Path) -> None:
    shelve(tmp_path / "model.safetensors", ("F32", [1000, 10]), ("I64", [7]))
    shelve(tmp_path / "model.fp16.safetensors", ("F16", [1000, 10]))
    shelve(tmp_path / "vae" / "weights.safetensors", ("BF16", [50]))
    (tmp_path / "broken.safetensors").write_bytes(b"\xff" * 100)
    assert loaded_bytes(tmp_path, 2) == {"": 20_000 + 56 + 100, "vae": 100}
    assert loaded_bytes(tmp_path, 4) == {"": 40_000 + 56 + 100, "vae": 200}


def test_a_card_of_24_gb_takes_what_fits_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    budget = int(24 * GIB * 0.9)
    shelve(tmp_path / "model.safetensors", ("BF16", [8_400, 1_000_000]))  # 16.8 GB
    on_a_card(monkeypatch, tmp_path)
    assert 16.8e9 < QwenAudio().memory_need_bytes() < budget


def test_what_goes_to_the_card_part_by_part_needs_its_largest_part(tmp_path: Path,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    shelve(tmp_path / "transformer" / "model.safetensors", ("F32", [4_700, 1_000_000]))  # 18.8 GB on disk
    shelve(tmp_path / "text_encoder" / "model.safetensors", ("F32", [600, 1_000_000]))
    on_a_card(monkeypatch, tmp_path)
    assert 9.4e9 < AceStepXl().memory_need_bytes() < 15 * GIB
    monkeypatch.setenv("TONMEISTER_DEVICE", "cpu")
    assert AceStepXl().memory_need_bytes() > 20e9


def test_the_last_stage_works_in_full_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from models.checkpoint.full_precision import in_full_precision

    class Codec(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = torch.nn.Conv1d(4, 4, 7)

        def decode(self, latents: torch.Tensor) -> torch.Tensor:
            return self.layer(latents)

    torch.manual_seed(0)
    codec = Codec()
    latents = torch.randn(1, 4, 500)
    codec.requires_grad_(False)
    exact = codec.decode(latents)
    half = codec.to(torch.bfloat16).decode(latents.bfloat16()).float()
    wide = in_full_precision(codec).decode(latents.bfloat16())
    assert wide.dtype == torch.float32
    noise = [float(10 * torch.log10((exact**2).sum() / ((one - exact) ** 2).sum())) for one in (half, wide)]
    assert noise[1] > noise[0]


def test_a_card_that_runs_out_is_given_one_part_after_the_other() -> None:
    import torch

    class Pipeline:
        device = "cuda"
        calls: list[str] = []
        fails = 1

        def __call__(self, prompt: str, **asked: object) -> str:
            self.calls.append("asked")
            if self.fails:
                self.fails -= 1
                raise torch.OutOfMemoryError("CUDA out of memory")
            return f"{prompt} {asked['steps']}"

        def to(self, name: str) -> None:
            self.calls.append(name)

        def enable_model_cpu_offload(self, device: str) -> None:
            self.calls.append(f"part by part on {device}")

    pipeline = Pipeline()
    assert made_by(pipeline, "rain", steps=3) == "rain 3"
    assert pipeline.calls == ["asked", "cpu", "part by part on cuda", "asked"]
    pipeline.fails = 2
    with pytest.raises(ModelError, match="shorter piece"):
        made_by(pipeline, "rain", steps=3)


class Network(CheckpointModel):
    """Says on what it worked; fills a card's memory while loading or while working."""

    id, name, tasks, licence = "network", "Network", ("describe_music",), Licence("MIT")
    where = "running"
    packages = ()

    def load(self, folders: Sequence[Path], device: Any) -> Any:
        self._fill(device, "loading")
        return device

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Any], brief: Brief,
            report: Report) -> dict[str, Result]:
        where = self.loaded(report)
        self._fill(where, "running")
        return {"facts": Facts({"on": where.name, "as": str(where.dtype)})}

    def _fill(self, device: Any, when: str) -> None:
        import torch

        if device.name == "cuda" and self.where == when:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB.")


@pytest.mark.parametrize("where", ["loading", "running"])
def test_a_model_that_fills_the_card_works_on_the_processor_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                 where: str) -> None:
    import torch

    shelve(tmp_path / "model.safetensors", ("BF16", [1000]))
    on_a_card(monkeypatch, tmp_path)
    monkeypatch.setattr(checkpoint_model, "best_device", lambda: device.Device("cuda", torch.bfloat16))
    network, said = Network(), []
    network.where = where
    registry = Registry({"network": network})
    order = Order("network", {}, {}, Brief("describe_music", tmp_path))
    made = Inline(registry).run(order, Report(on_warning=said.append))
    assert made["facts"].values == {"on": "cpu", "as": "torch.float32"}
    assert len(said) == 1 and "on the processor" in said[0]
    network.where = "nowhere"
    assert Inline(registry).run(order, Report())["facts"].values["on"] == "cuda"


def test_a_model_that_the_memory_holds_nowhere_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    shelve(tmp_path / "model.safetensors", ("BF16", [1_000_000, 10_000_000]))  # 40 TB in float32
    on_a_card(monkeypatch, tmp_path)
    monkeypatch.setattr(checkpoint_model, "best_device", lambda: device.Device("cuda", torch.bfloat16))
    order = Order("network", {}, {}, Brief("describe_music", tmp_path))
    with pytest.raises(ModelError, match="^Network needs more memory than the graphics card has left; ask for a sho"):
        Inline(Registry({"network": Network()})).run(order, Report())


def test_on_apple_silicon_weights_stay_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    shelve(tmp_path / "model.safetensors", ("BF16", [1_000_000, 1000]))
    on_a_card(monkeypatch, tmp_path)
    on_card = QwenAudio().memory_need_bytes()
    monkeypatch.setenv("TONMEISTER_DEVICE", "mps")
    assert device.best_device().dtype == torch.float32
    assert QwenAudio().memory_need_bytes() - on_card == pytest.approx(2e9 * QwenAudio.working_share, rel=1e-6)


@pytest.mark.parametrize("generation, expected", [(8, "bfloat16"), (7, "float16")])
def test_old_cards_work_in_float16(monkeypatch: pytest.MonkeyPatch, generation: int, expected: str) -> None:
    import torch

    monkeypatch.setenv("TONMEISTER_DEVICE", "cuda")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda n: SimpleNamespace(total_memory=(8, 24)[n] * GIB))
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda where: (generation, 0))
    found = device.best_device()
    assert (found.name, found.dtype) == ("cuda:1", getattr(torch, expected))


def test_a_stack_of_blocks_is_looked_at_block_by_block() -> None:
    import torch

    from models.checkpoint.stoppable import stoppable

    block = lambda: torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU())  # noqa: E731
    network = torch.nn.Module()
    network.layers = torch.nn.ModuleList(block() for _ in range(8))
    looks: list[int] = []
    with stoppable(network, lambda: looks.append(1)):
        assert all(len(one._forward_pre_hooks) == 1 for one in network.layers)
        assert not any(one[0]._forward_pre_hooks for one in network.layers)
    assert not any(one._forward_pre_hooks for one in network.layers) and looks == [1]
