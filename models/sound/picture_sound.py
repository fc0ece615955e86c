"""Picture to sound: what the picture seems to show becomes a prompt, and the prompt a sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.clip import Clip
from models.sound.picture.scene_words import words_for
from models.sound.picture.sight import check_picture, look_at
from models.sound.sketch import Sketch

_SECONDS = 10.0


class PictureSketch(Model):
    """image_to_audio by colours, light, edges and faces; the same generator as generate_audio makes the sound."""

    id = "picture-sketch"
    name = "Picture sketch"
    tasks = ("image_to_audio",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("Guesses the scene from colours, light, edges and faces, and does not know objects; say in words what it "
              "should sound like when the guess is wrong.")
    quality = 1
    memory_bytes = 700 << 20

    def ready(self) -> str:
        """Needs OpenCV to read pictures."""
        return "" if find_spec("cv2") else "Pictures need OpenCV; install it with `pip install opencv-python-headless`."

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
        inner = Report(lambda done, of, what: report(1 + 9 * done / max(of, 1e-9), 10, what), report.warn)
        made = Sketch().run(wish, {}, replace(brief, task="generate_audio"), inner)["audio"]
        assert isinstance(made, Clip)
        return {"audio": replace(made, name=f"{image.name}: {words.prompt}"[:80])}


def _picture(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    image = inputs.get("image")
    if not isinstance(image, Clip):
        raise UserError("Name one picture to make a sound of.")
    if image.kind != "image":
        raise UserError(f"'{image.name}' is {image.kind}; a picture is needed here.")
    return image
