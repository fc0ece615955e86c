"""Which models make the sound when another model only found the words for it."""

from __future__ import annotations

from engine.catalog.model import Brief, Model
from engine.catalog.model_order import in_order
from models.sound.audioldm2 import AudioLdm2
from models.sound.sketch import Sketch
from models.sound.stable_audio import StableAudioOpen
from models.sound.stable_audio3 import StableAudio3Medium, StableAudio3Sounds

_MAKERS: tuple[type[Model], ...] = (StableAudio3Medium, StableAudio3Sounds, StableAudioOpen, AudioLdm2, Sketch)
"""Those that make music only are not for the sounds of a scene."""


def ready_generators(brief: Brief) -> list[Model]:
    """The makers of all kinds of sound that can work now, in the order to try them; one is always there."""
    made = [kind() for kind in _MAKERS]
    may_sell = brief.licence_policy != "commercial-safe"
    return in_order([one for one in made if not one.ready() and (may_sell or one.terms().commercial)])
