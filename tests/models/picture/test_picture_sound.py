"""A picture becomes a prompt and a sound: drawn scenes, and files that are no pictures."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.catalog.model import Brief, Licence, Model, Report
from engine.catalog.registry import Registry
from engine.errors import Cancelled, ModelError, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip, clip_from_file, new_id
from models.picture.picture_sound import PictureSketch
from models.picture.scene_words import _SCENES, words_for
from models.picture.sight import look_at
from models.sound.prompt.reader import read_prompt
from models.sound.sketch import Sketch


def drawn(kind: str, height: int = 300, width: int = 400) -> np.ndarray:
    """A scene in blue, green, red."""
    random = np.random.default_rng(1)
    image = np.zeros((height, width, 3), np.uint8)
    middle = height // 2
    if kind == "sea":
        image[:middle], image[middle:] = (235, 190, 130), (150, 90, 20)
    elif kind == "forest":
        image[:] = (40, 110, 50)
        for _ in range(300):
            at = (int(random.integers(width)), int(random.integers(height)))
            cv2.circle(image, at, 12, (30, int(random.integers(80, 170)), 40), -1)
    elif kind == "fire":
        cv2.circle(image, (width // 2, middle), 90, (20, 120, 250), -1)
    elif kind == "city":
        image[:] = 150
        for left in range(0, width, 40):
            top = int(random.integers(20, middle))
            image[top:, left:left + 30] = int(random.integers(60, 120))
            image[top::12, left:left + 30] = 190
    elif kind == "snow":
        image[:] = 242
    elif kind == "fog":
        image[:] = 140
    elif kind == "night":
        image[:] = (20, 8, 5)
    return image


def picture(folder: Path, image: np.ndarray, name: str = "picture.png") -> Clip:
    cv2.imwrite(str(folder / name), image)
    return clip_from_file(folder / name)


def made(folder: Path, clip: Clip, warnings: list[str] | None = None, **args: object) -> Clip:
    model = PictureSketch()
    brief = Brief("image_to_audio", folder / "out", seed=2)
    model.check(args, {"image": clip}, brief)
    result = model.run(args, {"image": clip}, brief, Report(on_warning=None if warnings is None else warnings.append))
    assert isinstance(result["audio"], Clip)
    return result["audio"]


@pytest.mark.parametrize(("kind", "word"), [
    ("sea", "sea"), ("forest", "birds"), ("fire", "fire"), ("city", "city"), ("snow", "wind"), ("fog", "rain"),
    ("night", "crickets")])
def test_scenes(tmp_path: Path, kind: str, word: str) -> None:
    assert word in words_for(look_at(picture(tmp_path, drawn(kind)).path)).prompt


def test_every_prompt_can_be_made() -> None:
    for scene in _SCENES:
        for mood in ("", "dark ", "bright "):
            request = read_prompt(mood + scene.prompt)
            assert request.style or request.calls
            assert not request.unused


def test_the_sound_and_its_prompt(tmp_path: Path) -> None:
    warnings: list[str] = []
    sound = made(tmp_path, picture(tmp_path, drawn("sea")), warnings, duration_s=2.5)
    assert sound.seconds == pytest.approx(2.5, abs=1e-4)
    assert sound.audio().samples.std() > 0.005
    assert "sea waves" in sound.name
    assert any("'sea waves'" in sentence for sentence in warnings)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.bmp", "a.webp"])
def test_kinds_of_files(tmp_path: Path, name: str) -> None:
    assert "fire" in words_for(look_at(picture(tmp_path, drawn("fire"), name).path)).prompt


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 900), (3000, 2)])
def test_odd_shapes(tmp_path: Path, height: int, width: int) -> None:
    assert words_for(look_at(picture(tmp_path, np.full((height, width, 3), 90, np.uint8)).path)).prompt


def test_grey_and_transparent(tmp_path: Path) -> None:
    assert look_at(picture(tmp_path, np.full((50, 50), 130, np.uint8), "grey.png").path).colour == 0
    assert look_at(picture(tmp_path, np.full((50, 50, 4), 200, np.uint8), "clear.png").path).light > 0.5


def giant_png(path: Path, width: int, height: int) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")))


@pytest.mark.parametrize(("what", "said"), [
    ("missing", "no file"), ("empty", "empty"), ("text", "not a picture"), ("wide", "50000 × 40 pixels"),
    ("bomb", "15000 × 15000"), ("cut", "damaged"), ("nothing", "no pixels")])
def test_bad_pictures(tmp_path: Path, what: str, said: str) -> None:
    path = tmp_path / "bad.png"
    if what == "empty":
        path.write_bytes(b"")
    elif what == "text":
        path.write_text("not a picture, only words " * 30)
    elif what in ("wide", "bomb", "nothing"):
        giant_png(path, *{"wide": (50_000, 40), "bomb": (15_000, 15_000), "nothing": (0, 5)}[what])
    elif what == "cut":
        cv2.imwrite(str(path), np.random.default_rng(1).integers(0, 255, (80, 80, 3)).astype(np.uint8))
        path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(UserError, match=said) as raised:
        made(tmp_path, Clip(new_id(), "image", "bad", path, ""))
    assert "\n" not in str(raised.value)
    assert not list(tmp_path.glob("out/*"))


def test_a_sound_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="a picture is needed"):
        made(tmp_path, Clip(new_id(), "audio", "take", tmp_path / "take.wav", ""))


def test_same_picture_same_sound(tmp_path: Path) -> None:
    clip = picture(tmp_path, drawn("fog"))
    assert made(tmp_path, clip, duration_s=1).sha256 == made(tmp_path, clip, duration_s=1).sha256


def test_cancel(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if done / of > 0.15:
            raise Cancelled

    clip = picture(tmp_path, drawn("sea"))
    with pytest.raises(Cancelled):
        PictureSketch().run({}, {"image": clip}, Brief("image_to_audio", tmp_path / "out"), Report(stop))
    assert not list(tmp_path.glob("out/*"))


class Elsewhere(Model):
    """A maker of sound from another package."""

    id = "elsewhere"
    name = "Elsewhere"
    tasks = ("generate_audio",)
    licence = Licence("MIT")
    quality = 2
    asked: list[str] = []
    error: Exception | None = None

    def run(self, args, inputs, brief, report):
        self.asked.append(f"{brief.task}: {args['prompt']}")
        if self.error:
            raise self.error
        brief.folder.mkdir(parents=True, exist_ok=True)
        return {"audio": audio_clip(brief.folder, "theirs", Audio(np.full((1, 4800), 0.25, np.float32), 48000))}


class MusicElsewhere(Elsewhere):
    id = "music-elsewhere"
    only_music = True
    quality = 3


class LargeElsewhere(Elsewhere):
    id = "large-elsewhere"
    wants_gpu = True


def registry_of(*kinds: type[Model]) -> Registry:
    registry = Registry()
    for kind in (PictureSketch, *kinds):
        registry.add(kind, "test")
    assert not registry.problems
    return registry


def of_the_sea(registry: Registry, folder: Path, warnings: list[str] | None = None) -> Clip:
    told = Report(on_warning=None if warnings is None else warnings.append)
    brief = Brief("image_to_audio", folder / "out")
    clip = picture(folder, drawn("sea"))
    return registry.models["picture-sketch"].run({"duration_s": 1}, {"image": clip}, brief, told)["audio"]


def test_a_generator_of_another_package_makes_the_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Elsewhere, "asked", [])
    registry = registry_of(Sketch, MusicElsewhere, LargeElsewhere, Elsewhere)
    assert np.allclose(of_the_sea(registry, tmp_path).audio().samples, 0.25, atol=1e-3)
    assert len(Elsewhere.asked) == 1 and "sea" in Elsewhere.asked[0] and Elsewhere.asked[0].startswith("generate_audio")


def test_when_it_fails_the_next_one_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warnings: list[str] = []
    monkeypatch.setattr(Elsewhere, "error", ModelError("It broke."))
    made = of_the_sea(registry_of(Sketch, Elsewhere), tmp_path, warnings)
    assert made.seconds == pytest.approx(1) and any("Elsewhere failed" in one for one in warnings)
