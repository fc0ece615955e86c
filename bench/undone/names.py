"""What a musician calls a request when it is to be taken back."""

from __future__ import annotations

import random
import re

from engine.library.turn import Turn

_CALLED = (
    (r"fader of the (\w+)", "the fader of the {0}"),
    (r"pan the (\w+)", "the panning of the {0}"),
    (r"fade the (\w+) out", "the fade-out of the {0}"),
    (r"lowpass the (\w+)", "the lowpass"),
    (r"^unmute the (\w+)", "the unmuting of the {0}"),
    (r"^mute the (\w+)", "the mute of the {0}"),
    (r"velocity", "the velocities"),
    (r"marker called (\w+ \w+)", "the marker {0}"),
    (r"colour the (\w+)", "the colour of the {0}"),
    (r"lo-fi beat", "the beat"),
    (r"bass line", "the bass line"),
    (r"double the (\w+)", "the double of the {0}"),
    (r"warm pad", "the pad"),
)
_SINCE, _QUOTED = 0.1, 0.5


def called(turn: Turn, chance: random.Random) -> str:
    """An undo of this request in words; of one that has no short name, as the button says it."""
    for pattern, name in _CALLED:
        if match := re.search(pattern, turn.text):
            since = "everything since " if chance.random() < _SINCE else ""
            return f"undo {since}{name.format(*match.groups())}"
    words = turn.text.strip(" .?!")
    if "“" in words or chance.random() > _QUOTED:
        return f"undo #{turn.number}"
    return f"undo “{words}”"
