"""Which model is taken: by what it is good at, by what this computer is, by its licence and by its name."""

from __future__ import annotations

from typing import Any

import pytest

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence, Model
from engine.catalog.model_order import in_order, named
from engine.catalog.registry import Registry
from engine.errors import UserError
from tests.fakes import FakeModel


def model(model_id: str, name: str = "", **values: Any) -> Model:
    made = FakeModel(model_id=model_id, quality=values.pop("quality", 1), why_not=values.pop("why_not", ""))
    made.name = name or model_id
    made.checkpoints = (Checkpoint("tests/large"),) if values.get("wants_gpu") else ()
    for key, value in values.items():
        setattr(made, key, value)
    return made


MODELS = [
    model("masks", "Stem masks", speed=3),
    model("htdemucs", "Demucs", quality=2, speed=2, wants_gpu=True),
    model("htdemucs-ft", "Demucs fine-tuned", quality=3, speed=1, wants_gpu=True),
    model("whisper-small", "Whisper small", quality=2, speed=2, wants_gpu=True),
    model("faster-whisper-small", "Faster Whisper small", quality=2, speed=3),
]
STEMS = MODELS[:3]


def ids(models: list[Model]) -> list[str]:
    return [one.id for one in models]


@pytest.mark.parametrize(("device", "prefer", "wanted"), [
    ("cuda", "best", ["htdemucs-ft", "htdemucs", "masks"]),
    ("cuda", "fast", ["htdemucs-ft", "htdemucs", "masks"]),
    ("cpu", "best", ["htdemucs", "masks", "htdemucs-ft"]),
    ("cpu", "fast", ["masks", "htdemucs", "htdemucs-ft"]),
])
def test_speed_on_this_computer_counts(
    monkeypatch: pytest.MonkeyPatch, device: str, prefer: str, wanted: list[str]
) -> None:
    monkeypatch.setenv("TONMEISTER_DEVICE", device)
    assert ids(in_order(STEMS, prefer)) == wanted
    slow = [model("large", quality=3, speed=1, wants_gpu=True)]
    assert ids(in_order(slow, prefer)) == ["large"], "it is taken when there is nothing else"


def test_a_small_network_comes_first_even_without_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_DEVICE", "cpu")
    singer = model("bank", quality=3, speed=1)
    singer.wants_gpu = True
    assert ids(in_order([model("world", quality=2), singer])) == ["bank", "world"]


@pytest.mark.parametrize(("wish", "wanted"), [
    ("demucs", ["htdemucs", "htdemucs-ft"]), ("Demucs fine tuned", ["htdemucs-ft"]), ("HTDEMUCS", ["htdemucs"]),
    ("htdemucs_ft", ["htdemucs-ft"]), ("Whisper small", ["whisper-small"]),
    ("whisper", ["whisper-small", "faster-whisper-small"]), ("demuks", ["htdemucs"]), ("wisper", ["whisper-small"]),
    ("masks", ["masks"]), ("a", []), ("bark", []), ("", []),
])
def test_a_name_as_people_say_it(wish: str, wanted: list[str]) -> None:
    assert ids(named(MODELS, wish))[:len(wanted) or None] == wanted


def test_the_ready_one_of_those_that_bear_a_name_is_taken() -> None:
    absent = model("htdemucs", "Demucs", why_not="its weights are not on this computer.")
    registry = Registry(models={one.id: one for one in (absent, MODELS[2])})
    assert ids(registry.choose("separate_stems", model_id="demucs")) == ["htdemucs-ft"]
    with pytest.raises(UserError, match="Demucs is not ready: its weights are not"):
        registry.choose("separate_stems", model_id="htdemucs")


def test_a_name_that_belongs_to_another_task_is_told() -> None:
    only = model("masks", "Stem masks", tasks=("separate_stems",))
    with pytest.raises(UserError, match="Stem masks does not carry out speak; it does separate_stems."):
        Registry(models={"masks": only, "htdemucs": MODELS[1]}).choose("speak", model_id="masks")


def test_what_may_not_be_sold_is_not_taken_even_by_name() -> None:
    bound = model("mms", "MMS", licence=Licence("Apache-2.0", "cc-by-nc-4.0", commercial=False))
    registry = Registry(models={"mms": bound})
    assert ids(registry.choose("speak", model_id="mms")) == ["mms"]
    with pytest.raises(UserError, match=r"Results of MMS may not be sold \(cc-by-nc-4.0\)"):
        registry.choose("speak", model_id="mms", prefer="commercial-safe")
