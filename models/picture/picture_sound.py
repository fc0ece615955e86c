"""Picture to sound: what the picture seems to show becomes a prompt, and the prompt a sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.clip import Clip
from models.picture.picture_model import PictureModel
from models.picture.scene_words import words_for
from models.picture.sight import check_picture, look_at
from models.sound.making.generators import made_by_words, ready_generators
from models.sound.sketch import Sketch

_SECONDS = 10.0


class PictureSketch(PictureModel):
    """image_to_audio by colours, light, edges and faces; the same generator as generate_audio makes the sound."""

    id = "picture-sketch"
    name = "Picture sketch"
    tasks = ("image_to_audio",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("Guesses the scene from colours, light, edges and faces, and does not know objects; say in words what it "
              "should sound like when the guess is wrong.")
    quality = 1
    memory_bytes = 200 << 20
    packages = ("cv2",)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a missing or impossible picture."""
        check_picture(_picture(inputs).path)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Make `audio`, at the natural place of a result; a warning tells the prompt it was made by."""
        image = _picture(inputs)
        report(0, 10, "looking at the picture")
        words = words_for(look_at(image.path))
        report(1, 10, "making the sound")
        report.warn(f"It looks like {words.seen}, so the prompt was '{words.prompt}'; ask with other words for another "
                    "sound.")
        wish = {"prompt": words.prompt, "duration_s": float(args.get("duration_s") or _SECONDS)}
        made, _ = made_by_words(wish, words.seen, self._makers(brief), replace(brief, task="generate_audio"),
                                report.part(0.1, 1))
        return {"audio": replace(made, name=f"{image.name}: {words.prompt}"[:80])}

    def memory_need_bytes(self) -> int:
        """Its own and that of the model that makes the sound."""
        makers = self._makers(Brief("image_to_audio", Path()))
        return self.memory_bytes + max(maker.memory_need_bytes() for maker in makers)

    def _makers(self, brief: Brief) -> list[Model]:
        """Those that hold no weights, as it shares its process with others."""
        found = ready_generators(self, brief)
        return [one for one in found if not (one.checkpoints or one.wants_gpu or one.keeps_loaded)] or [Sketch()]


def _picture(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    image = inputs.get("image")
    if not isinstance(image, Clip):
        raise UserError("Name one picture to make a sound of.")
    if image.kind != "image":
        raise UserError(f"'{image.name}' is {image.kind}; a picture is needed here.")
    return image
