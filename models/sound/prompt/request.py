"""What a prompt was understood to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.sound.mix import MixTone


@dataclass(frozen=True)
class SourceCall:
    """One sound effect of a request."""

    source: str
    """Its name in the source table."""
    gain_db: float = 0.0
    distance: float = 0.0
    intensity: float | None = None
    """None = as the whole request."""
    surface: str = ""
    count: int = 1
    """How often it is heard."""
    stage: int = 0
    """What has a higher one comes after what has a lower one."""


@dataclass(frozen=True)
class PromptRequest:
    """A prompt, understood."""

    style: str | None = None
    """Name in the style table; None = no music."""
    text: str = ""
    """The user's own words."""
    parts: tuple[str, ...] = ()
    """Parts to play, of drums, bass, chords, melody, pad, arpeggio."""
    calls: tuple[SourceCall, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)
    """Part → voice, where the prompt names an instrument."""
    tone: MixTone = MixTone()
    tempo_factor: float = 1.0
    """Slow and fast, as a factor to the style's own tempo."""
    mode: str | None = None
    """major or minor, when only the mood says so."""
    swing: float | None = None
    """Where the off-beat lies between two beats, 0.5 … 0.66; None = as the style has it."""
    key: str | None = None
    bpm: float | None = None
    bars: int | None = None
    seconds: float | None = None
    meter: tuple[int, int] | None = None
    level_db: float = 0.0
    """How much louder or quieter than usual all of it is to be."""
    length_factor: float = 1.0
    """How much shorter or longer than usual, where no length is given."""
    unused: tuple[str, ...] = ()
    """Words that had no effect."""
    remarks: tuple[str, ...] = ()
    """How something was read, in sentences for the user."""
