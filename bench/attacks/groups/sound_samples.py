"""Sound files whose samples are no sound: NaN, infinity, far beyond full scale, in one place of many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import soundfile

from bench.attacks.attack import Attack
from bench.attacks.room import RATE_HZ, Room

VALUES = {"nan": np.nan, "infinite": np.inf, "minus infinite": -np.inf, "3e37": 3e37, "-2e12": -2e12}
WHERE = {"the first": slice(0, 1), "one amid": slice(30_011, 30_012), "the last": slice(-1, None), "all": slice(None)}
FORMS = (("WAV", "FLOAT"), ("WAV", "DOUBLE"), ("AIFF", "FLOAT"), ("CAF", "DOUBLE"), ("W64", "FLOAT"), ("AU", "FLOAT"))
HARMLESS = {"silence": 0.0, "denormals": 1e-40, "full scale": 1.0, "a constant": 0.3, "over full scale": 1.7}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    room = Room(folder)
    number = 0
    for form, subtype in FORMS:
        for what, value in VALUES.items():
            for where, span in WHERE.items():
                number += 1
                samples = np.full((96_000, 1 + number % 2), 0.1)
                samples[span, -1] = value
                file = folder / f"{number}.{'aif' if form == 'AIFF' else form.lower()}"
                soundfile.write(file, samples, RATE_HZ, subtype=subtype, format=form)
                plain = room.plain if number % 10 == 0 else None
                yield Attack(f"{form} {subtype}: {where} {what}", _judged(room, file, is_sound=False), then=plain)
    for what, value in HARMLESS.items():
        for channels in (1, 2, 6):
            file = folder / f"{what} {channels}.wav"
            soundfile.write(file, np.full((48_000, channels), value), RATE_HZ, subtype="FLOAT")
            yield Attack(f"{what}, {channels} channels", _judged(room, file, is_sound=True))


def _judged(room: Room, file: Path, *, is_sound: bool) -> Callable[[], None]:
    def act() -> None:
        before = len(room.daw.regions)
        turn = room.ask("put this on a new track called Odd", [file])
        made = room.daw.regions[before:]
        room.daw.regions = room.daw.regions[:before]
        room.daw.tracks = room.daw.tracks[:2]
        assert bool(made) == (turn.state == "done"), f"{turn.state}, {len(made)} clips: {turn.answer}"
        assert bool(made) == is_sound, f"{turn.state}: {turn.answer}"

    return act
