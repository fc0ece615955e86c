"""From what is seen to the words of a prompt: the scene that fits best, and how it should sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.picture.sight import Sight


@dataclass(frozen=True)
class SceneWords:
    """What a picture seems to show, and the sound of it."""

    seen: str
    """In a few words, for the answer."""
    prompt: str
    """For generate_audio."""


@dataclass(frozen=True)
class _Scene:
    seen: str
    prompt: str
    fits: Callable[[Sight], float]
    """About 0 (not at all) to 1."""


def _night(sight: Sight) -> float:
    return max(0.0, 1 - 3 * sight.light)


def _warm(shares: dict[str, float]) -> float:
    return shares["red"] + shares["orange"] + shares["yellow"]


_SCENES = (
    _Scene("a crowd of faces", "crowd", lambda s: 1.5 if s.faces >= 3 else 0.0),
    _Scene("a person", "calm ambient pad", lambda s: 1.0 if s.faces in (1, 2) else 0.0),
    _Scene("water under the sky", "sea waves",
           lambda s: 0.9 * s.bottom["blue"] + 0.4 * s.top["blue"] + 0.1 * s.top["white"] - s.hues["green"]),
    _Scene("woods or a meadow", "birds and gentle wind", lambda s: 1.1 * s.hues["green"] + 0.2 * s.top["blue"]),
    _Scene("a green place under dark clouds", "rain and wind",
           lambda s: 0.9 * s.bottom["green"] + 0.8 * s.top["grey"] - 0.8 * s.top["blue"] - 0.6 * s.light),
    _Scene("a fire in the dark", "fire crackling",
           lambda s: 1.6 * min(_warm(s.hues), 0.5) + s.hues["black"] - 0.5 - 2 * s.hues["blue"] - s.hues["green"]),
    _Scene("a city at night", "city traffic at night",
           lambda s: _night(s) + min(20 * s.spots, 0.5) + 0.6 * (s.straight - 0.4) - 0.4),
    _Scene("the quiet of the night", "crickets and owl", lambda s: 0.8 * _night(s) - 10 * s.spots - 2 * s.edges),
    _Scene("streets or buildings", "city traffic",
           lambda s: 0.5 * s.hues["grey"] + 2.0 * s.edges * s.straight + 0.4 * (s.straight - 0.5) - s.colour),
    _Scene("a grey, soft view", "rain", lambda s: 0.9 * s.hues["grey"] - 4 * s.edges - 0.5 * s.contrast),
    _Scene("snow, ice or clouds", "wind", lambda s: 0.9 * s.hues["white"] - 4 * s.edges),
    _Scene("sand or dry land", "strong wind",
           lambda s: s.bottom["orange"] + s.bottom["yellow"] + 0.2 * s.top["blue"] - 0.35 - 3 * s.edges),
    _Scene("a wide blue sky", "wind and birds", lambda s: 1.1 * s.top["blue"] - s.bottom["blue"] - 0.2),
    _Scene("bright colours", "synthwave loop", lambda s: 0.9 * s.colour + s.contrast - 0.75 + s.edges),
    _Scene("nothing that can be named", "ambient pad", lambda s: 0.15),
)


def words_for(sight: Sight) -> SceneWords:
    """The prompt for a picture; dark and bright pictures ask for dark and bright sounds."""
    best = max(_SCENES, key=lambda scene: scene.fits(sight))
    mood = "dark " if sight.light < 0.25 and "night" not in best.prompt else "bright " if sight.light > 0.8 else ""
    return SceneWords(best.seen, f"{mood}{best.prompt}")
