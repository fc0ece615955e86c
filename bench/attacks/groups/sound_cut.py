"""Sound files of every container, cut off in many places: never taken as shorter sounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import soundfile

from bench.attacks.attack import Attack
from bench.attacks.room import RATE_HZ, Room

CONTAINERS = (
    ("WAV", "PCM_16"),
    ("WAV", "PCM_24"),
    ("WAV", "FLOAT"),
    ("WAV", "IMA_ADPCM"),
    ("WAVEX", "PCM_24"),
    ("WAV", "ULAW"),
    ("RF64", "FLOAT"),
    ("W64", "PCM_16"),
    ("W64", "DOUBLE"),
    ("AIFF", "PCM_16"),
    ("AIFF", "FLOAT"),
    ("AU", "PCM_16"),
    ("AU", "ALAW"),
    ("CAF", "PCM_24"),
    ("CAF", "ALAC_16"),
    ("FLAC", "PCM_16"),
    ("FLAC", "PCM_24"),
    ("OGG", "VORBIS"),
    ("OGG", "OPUS"),
    ("MP3", "MPEG_LAYER_III"),
)
ENDINGS = {"WAVEX": "wav", "RF64": "wav", "AIFF": "aif"}
PLACES = (3, 17, 43, 0.07, 0.31, 0.62, 0.88, 0.985)
"""Bytes that are left, or the share of them."""
SECONDS = 2.0


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    room = Room(folder)
    t = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    noise = np.random.default_rng(7).normal(0, 0.05, t.size)
    sound = (0.2 * np.sin(2 * np.pi * 331 * t) + noise)[:, None].repeat(2, 1)
    for form, subtype in CONTAINERS:
        whole = folder / f"whole.{ENDINGS.get(form, form.lower())}"
        soundfile.write(whole, sound, RATE_HZ, subtype=subtype, format=form)
        data = whole.read_bytes()
        for place in PLACES:
            left = place if isinstance(place, int) else round(len(data) * place)
            cut = folder / f"cut {form} {subtype} {place}{whole.suffix}"
            cut.write_bytes(data[:left])
            plain = room.plain if place == PLACES[-1] else None
            yield Attack(f"{form} {subtype} cut to {place}", _placed(room, cut), then=plain)


def _placed(room: Room, file: Path) -> Callable[[], None]:
    def act() -> None:
        before = len(room.daw.regions)
        try:
            turn = room.ask("put this on a new track called Cut", [file])
        finally:
            made = room.daw.regions[before:]
            room.daw.regions = room.daw.regions[:before]
            room.daw.tracks = room.daw.tracks[:2]
        assert turn.state != "done", f"taken as {[one.length_s for one in made]} s of {SECONDS}: {turn.answer}"
        assert not made, f"{turn.state}, but something lies there"

    return act
