"""What a wish for one sound means: a stem, an instrument on one side, or a kind of sound that comes and goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_STEMS = {
    "vocals": "vocals vocal vox voice singer singing lead-vocal acapella acappella",
    "drums": "drums drum beat percussion kit drumkit kick snare hats hi-hat hihat cymbals",
    "bass": "bass bassline bass-line sub",
    "instrumental": "instrumental music accompaniment backing karaoke band",
}
_KINDS = {
    "speech": "speech speaking talking dialogue dialog speaker words narration conversation",
    "noise": "noise hiss static wind rain",
    "clicks": "clicks click pops pop crackle crackles ticks",
    "silence": "silence",
}
_INSTRUMENTS = frozenset(
    "guitar guitars piano pianos keys keyboard keyboards organ synth synths strings violin viola cello pad pads flute "
    "sax saxophone trumpet horn horns brass harp marimba banjo mandolin accordion clarinet oboe instrument instruments "
    "rhodes harpsichord choir sound one part".split())
_LEFT = re.compile(r"\b(?:left|links)\b")
_RIGHT = re.compile(r"\bright(?!\s+now)\b")
_WHOLE = re.compile(r"without (?:the )?(?:vocals?|voice|singing|singer)|no vocals|minus vocals|except (?:the )?vocals")


@dataclass(frozen=True)
class SoundTarget:
    """How a sound is found."""

    by: Literal["stem", "side", "instrument", "kind", "unknown"]
    name: str
    """The stem, "left" or "right", the instrument, or the kind."""


def read_target(words: str) -> SoundTarget:
    """Understand what is to be got."""
    said = words.lower()
    if _WHOLE.search(said):
        return SoundTarget("stem", "instrumental")
    found = set(re.findall(r"[a-z][a-z-]*", said))
    side = "left" if _LEFT.search(said) else "right" if _RIGHT.search(said) else ""
    instrument = next((word for word in re.findall(r"[a-z]+", said) if word in _INSTRUMENTS), "")
    if side and (instrument or found <= {"the", "on", "to", "of", "from", "side", "left", "right", "channel", "what",
                                         "is"}):
        return SoundTarget("side", side)
    if "bass" in found and "guitar" in found:
        return SoundTarget("stem", "bass")
    if instrument and instrument not in ("sound", "part", "one", "choir"):
        return SoundTarget("instrument", instrument)
    for by, table in (("kind", _KINDS), ("stem", _STEMS)):
        for name, names in table.items():
            if found & set(names.split()):
                return SoundTarget("stem" if by == "stem" else "kind", name)
    return SoundTarget("unknown", words.strip())
