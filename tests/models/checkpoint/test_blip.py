"""BLIP, tiny and random: what it says of a picture becomes a sound made by the best model that is here."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief
from engine.catalog.registry import Registry
from engine.errors import Cancelled, ModelError, UserError
from engine.media.clip import Clip, clip_from_file
from models.music.musicgen import MusicGenSmall
from models.picture.blip import BlipBase, BlipLarge
from models.sound.clap import ClapGeneral
from models.sound.making.generators import ready_generators
from models.sound.sketch import Sketch
from models.sound.stable_audio3 import StableAudio3Medium
from tests.models.checkpoint import tiny_makers
from tests.models.checkpoint.making import QUIET, band, ordered, own_home, registered
from tests.models.checkpoint.shelf import put

KINDS = (BlipBase, BlipLarge, StableAudio3Medium, Sketch, MusicGenSmall)
pytestmark = [pytest.mark.model, *(pytest.mark.filterwarnings(one) for one in QUIET)]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """One with a model that makes sound, one without."""
    root = tmp_path_factory.mktemp("blip")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        blip, maker, clap = (tiny_makers.blip(root / "blip"), tiny_makers.stable_audio3(root / "maker"),
                             tiny_makers.clap(root / "clap"))
    with own_home(root / "full"):
        put(BlipBase.checkpoints[0], blip)
        put(StableAudio3Medium.checkpoints[0], maker, licence="other")
        put(ClapGeneral.checkpoints[0], clap)
    with own_home(root / "bare"):
        put(BlipBase.checkpoints[0], blip)
    yield root / "full", root / "bare"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return registered(*KINDS)


def picture(folder: Path) -> Clip:
    from PIL import Image

    path = folder / "harbour.png"
    Image.fromarray((np.random.default_rng(0).random((48, 64, 3)) * 255).astype(np.uint8)).save(path)
    return clip_from_file(path)


def test_the_sound_is_as_long_as_asked_and_the_prompt_is_told(homes: tuple[Path, Path], registry: Registry,
                                                              tmp_path: Path) -> None:
    with own_home(homes[0]):
        made = ordered(registry, "blip", Brief("image_to_audio", tmp_path, sample_rate_hz=44100), {"duration_s": 1.25},
                       inputs={"image": picture(tmp_path)})
        assert made.audio().frames == round(1.25 * 44100)
        assert any("The picture shows" in one and "Stable Audio 3 made" in one for one in made.warnings)
        assert made.results["audio"].name.startswith("harbour: ")
        assert made.progress == sorted(made.progress)
        whole = registry.models["blip"].memory_need_bytes()
    with own_home(homes[1]):
        assert whole > registry.models["blip"].memory_need_bytes() > 0
    registry.models["blip"].unload()


def test_a_cancel_is_heard_in_both_halves(homes: tuple[Path, Path], registry: Registry, tmp_path: Path) -> None:
    for moment in (0.05, 0.6):
        def stop(count: int, share: float, moment: float = moment) -> None:
            if share > moment:
                raise Cancelled

        with own_home(homes[0]), pytest.raises(Cancelled):
            ordered(registry, "blip", Brief("image_to_audio", tmp_path), {"duration_s": 1.0},
                    inputs={"image": picture(tmp_path)}, on_progress=stop)


def test_without_a_model_for_it_the_next_one_is_tried(homes: tuple[Path, Path], registry: Registry,
                                                      tmp_path: Path) -> None:
    with own_home(homes[1]), pytest.raises(ModelError, match="no model here makes such a sound"):
        ordered(registry, "blip", Brief("image_to_audio", tmp_path), {}, inputs={"image": picture(tmp_path)})


def test_a_maker_that_breaks_is_not_the_end_of_it(homes: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "maker").mkdir()
    (tmp_path / "maker/model_index.json").write_text("{}")
    with own_home(tmp_path / "home"):
        put(BlipBase.checkpoints[0], homes[1].parent / "blip")
        put(StableAudio3Medium.checkpoints[0], tmp_path / "maker")
        with pytest.raises(ModelError, match="no model here makes such a sound"):
            ordered(registered(*KINDS), "blip", Brief("image_to_audio", tmp_path), {},
                    inputs={"image": picture(tmp_path)})


def test_speed_and_what_may_be_sold_decide_which_models_make_it(
    homes: tuple[Path, Path], registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe = Brief("x", tmp_path, licence_policy="commercial-safe")
    monkeypatch.setenv("TONMEISTER_DEVICE", "cpu")
    blip = registry.models["blip"]
    with own_home(homes[0]):
        assert [one.id for one in ready_generators(blip, Brief("x", tmp_path))] == ["sketch", "stable-audio-3"]
        assert [one.id for one in ready_generators(blip, safe)] == ["sketch"]


def test_what_is_no_picture_is_refused(homes: tuple[Path, Path], registry: Registry, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    with own_home(homes[0]):
        for inputs in ({}, {"image": band(tmp_path, 1.0)}, {"image": clip_from_file(broken)}):
            with pytest.raises(UserError):
                ordered(registry, "blip", Brief("image_to_audio", tmp_path), {}, inputs=inputs)
