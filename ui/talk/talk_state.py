"""Talk state: what is shown while somebody speaks, while it is written down, and when that cannot be done."""

from __future__ import annotations

from dataclasses import dataclass

from ui.wording import clock

LOUD_DB, QUIET_DB = 0.0, -48.0
"""Peaks at which the meter is full and empty, in dB below the loudest there can be."""
HEARD_DB = -60.0
"""A recording whose loudest peak is lower holds no voice: the microphone is muted, or it is another one."""
TAP_S = 0.4
"""A press shorter than this begins; the next one ends. A longer one is held."""
MOST_S = 110.0
"""Then it is written down; the engine takes two minutes."""
NO_MICROPHONE = "There is no microphone. Connect one, then talk again."
NO_ENGINE = "The engine is not there yet: type, or talk when it is ready."
MUTED = "Nothing was heard. Is the microphone muted, is another one meant, or may this program not listen?"
UNSURE = "Some words may be misheard: read them before you send them."
WRITTEN = "Read it, change what is wrong, then send it."


@dataclass(frozen=True)
class TalkState:
    """One moment."""

    phase: str = "off"
    """off, listening, writing (it is being written down), heard, or trouble."""
    seconds: float = 0.0
    level: float = 0.0
    """How loud it is now, 0 to 1."""
    text: str = ""
    """What was understood so far; it may still change."""
    is_held: bool = True
    """False when it was begun with a tap: the next one ends it."""
    is_sure: bool = True
    why: str = ""
    """Why it cannot be written down."""
    can_retry: bool = False
    """True when the recording is kept, to be written down once more."""

    @property
    def title(self) -> str:
        """What goes on, in one or two words."""
        return {"listening": "Listening", "writing": "Writing it down"}.get(self.phase, "")

    @property
    def hint(self) -> str:
        """What to do now."""
        if self.phase == "listening":
            end = "release to write it down" if self.is_held else "press again to write it down"
            return f"{clock(self.seconds, tenths=False)} · {end}"
        if self.phase == "heard":
            return WRITTEN if self.is_sure else UNSURE
        return self.why if self.phase == "trouble" else ""

    @property
    def is_on(self) -> bool:
        """True from the first word until it is written down."""
        return self.phase in ("listening", "writing")


def meter(peak_db: float) -> float:
    """A peak as a share of the meter, 0 to 1."""
    return min(1.0, max(0.0, (peak_db - QUIET_DB) / (LOUD_DB - QUIET_DB)))
