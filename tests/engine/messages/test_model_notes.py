"""What models note and refuse reaches the user whole in one language: real models on real sound."""

import re
from dataclasses import replace

import pytest

from engine.messages.message import left_in_english
from engine.tasks.plan import Step
from models.analysis.masks import MaskSeparator
from models.edit.edit import Editor
from models.edit.effects import Effects
from models.picture.scene_words import _SCENES
from models.speech.denoiser import Denoiser
from models.speech.espeak import EspeakSpeech
from models.speech.speaker_separator import SpeakerSeparator
from tests.engine.messages.requests import Session

MODELS = (Editor(), Effects(), MaskSeparator(), Denoiser(), SpeakerSeparator(), EspeakSpeech())
REQUESTS = {"de": "bitte mach das mit dem Gesang", "es": "haz eso con la voz, por favor"}
ENGLISH = re.compile(r"\b(?:the|is|are|of|and|to|with|from|here|it)\b")


@pytest.mark.parametrize("language", ("de", "fr", "es", "pt", "zh"))
@pytest.mark.parametrize("mood", ("", "dark ", "bright "))
def test_each_scene_of_a_picture_has_its_words(language, mood):
    for scene in _SCENES:
        told = f"It looks like {scene.seen}, so the prompt was '{mood}{scene.prompt}'; "
        note = f"Note: {told}ask with other words for another sound."
        assert left_in_english(language, note) == []


def _answer(tmp_path, language, step):
    session = Session(tmp_path / "song", MODELS)
    known = {region.name: f"region:{region.id}" for region in session.daw.regions}
    args = {name: known.get(value, value) if isinstance(value, str) else value for name, value in step.args.items()}
    return session.assistant.ask(REQUESTS[language], steps=[replace(step, args=args)], approve=lambda plan: True).answer


@pytest.mark.parametrize(
    ("step", "german", "spanish"),
    [
        (
            Step("separate_stems", {"clip": "vox"}),
            "Hinweis: „vox“ ist mono, deshalb sprechen Gesang und Instrumente ineinander über.",
            "Nota: «vox» es mono, así que voz e instrumentos se mezclan entre sí.",
        ),
        (
            Step("apply_effect", {"clip": "vox", "effect": "bitcrush", "wet": 0.0}),
            "Hinweis: Der Effekt (Bitcrusher) hat nichts geändert: mit diesen Einstellungen bleibt der Klang, "
            "wie er ist.",
            "Nota: El efecto (bitcrusher) no cambió nada: con estos ajustes deja el sonido como está.",
        ),
        (
            Step("apply_effect", {"clip": "vox", "effect": "tremolo", "rate_hz": 900.0}),
            "rate_hz des Effekts (Tremolo) geht von 0.01 bis 100; 900 liegt außerhalb.",
            "rate_hz del efecto (trémolo) va de 0.01 a 100; 900 queda fuera.",
        ),
        (
            Step("denoise", {"clip": "vox"}),
            "Hinweis: „vox“ hat kaum Rauschen, Brummen oder Knackser, darum blieb es, wie es ist.",
            "Nota: «vox» casi no tiene siseo, zumbido ni chasquidos, así que quedó como está.",
        ),
        (
            Step("separate_speakers", {"clip": "vox", "speakers": 3}),
            "Place and pitch kann zwei Sprecher trennen, nicht 3; verlang zwei, oder wähl ein Modell, das mehr trennt.",
            "Place and pitch puede separar dos hablantes, no 3; pide dos, o elige un modelo que separe más.",
        ),
        (
            Step("speak", {"text": "hello", "language": "gremlin"}),
            "Keine Stimme hier spricht „gremlin“; meinst du „Deutsch“?",
            "Ninguna voz habla aquí «gremlin»; ¿querías decir «alemán»?",
        ),
        (
            Step("speak", {"text": "hello", "voice": "deep male wobbly"}),
            "Hinweis: Die Worte „wobbly“ sagen dieser Stimme nichts, also ändern sie nichts.",
            "Nota: Las palabras «wobbly» no le dicen nada a esta voz, así que no cambian nada.",
        ),
        (
            Step("edit_clip", {"action": "normalize", "clip": "tune"}),
            "Das (Normalisieren) ist für Klang; „tune“ enthält Noten. Spiel sie zuerst als Audio.",
            "Eso (normalizar) es para sonido; «tune» contiene notas. Renderízalas primero.",
        ),
    ],
)
def test_a_model_is_heard_in_one_language(tmp_path, step, german, spanish):
    for language, line in (("de", german), ("es", spanish)):
        answer = _answer(tmp_path / language, language, step)
        assert line in answer.split("\n")
        assert not ENGLISH.search(re.sub(r"«[^»]*»|„[^“]*“|Place and pitch", "", answer))
