"""Undo, redo and hand edits in odd orders: all can be taken back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.room import Room

DONE = (
    "turn the drums down 3 dB",
    "mute the keys",
    "pan the drums 40% left",
    "rename the keys track to Piano",
    "set the tempo to 104",
    "reverse the beat",
    "move the chords to bar 4",
    "copy the beat to bar 6",
    "fade the beat in over half a second",
    "transpose the chords up 3",
    "add a marker called Hook at bar 5",
    "make the drums red",
    "solo the drums",
    "split the beat at beat 2",
)
BACK = (
    "undo",
    "undo",
    "redo",
    "undo the last two",
    "undo everything",
    "redo everything",
    "undo the tempo",
    "undo the pan",
    "redo",
)


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    for number in range(60):
        yield Attack(f"order {number}", _played(folder / str(number), random.Random(number)), limit_s=30.0)


def _shown(room: Room) -> object:
    tracks = [(t.name, round(t.gain_db, 2), round(t.pan, 2), t.mute, t.solo, t.color) for t in room.daw.tracks]
    clips = sorted(
        (r.name, round(r.start_beats, 2), round(r.length_beats, 2), r.mute, r.notes) for r in room.daw.regions
    )
    return tracks, clips, [(one.name, one.at_beats) for one in room.daw.markers], room.daw.tempo_map


def _played(folder: Path, chance: random.Random) -> Callable[[], None]:
    def act() -> None:
        room = Room(folder)
        first, is_by_hand = _shown(room), chance.random() < 0.4
        try:
            for _ in range(chance.randint(3, 6)):
                room.ask(chance.choice(DONE))
                if chance.random() < 0.4:
                    room.ask(chance.choice(BACK))
            if is_by_hand:
                room.daw.tracks = [
                    replace(one, gain_db=-7.5) if one.name == "Drums" else one for one in room.daw.tracks
                ]
                room.daw._edits += 1
            for _ in range(12):
                turn = room.ask("undo everything")
                assert turn.state != "interrupted", turn.answer
                if turn.state != "done":
                    break
            if is_by_hand:
                level = next(one.gain_db for one in room.daw.tracks if one.name == "Drums")
                assert level == -7.5, f"the user's own fader went to {level}"
            else:
                assert _shown(room) == first, f"not all was taken back: {_shown(room)} instead of {first}"
        finally:
            room.library.close()

    return act
