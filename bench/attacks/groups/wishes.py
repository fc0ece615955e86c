"""Misspelt, unclear or refused wishes: never the opposite, no undo nobody asked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.room import Room

DOWN = ("donw", "dwon", "dowm", "dwn", "doown", "downn", "odwn", "dowwn")
UP = ("upp", "uup", "pu")
QUIETER = ("quiter", "quieterr", "queiter", "qiueter", "quietr", "softr", "sofer", "lowr")
LOUDER = ("loudr", "luoder", "louderr", "lauder", "louuder")
REDUCE = ("reduse", "redcue", "lwoer", "decrese", "attenuat", "dorp")
THINGS = ("drums", "keys", "teh drums", "the kyes", "drms")
NO_UNDO = (
    "what was that?",
    "nah the drums are fine, leave them",
    "I would never delete the keys",
    "don't undo anything",
    "the back vocals are late",
    "go back to bar 3",
    "she came back from holiday",
    "can you undo things at all?",
    "redo is my favourite word",
    "how far back can you go?",
    "reset the playhead",
    "no worries",
    "never mind the bollocks",
    "bring me back a coffee",
    "take it easy",
    "revert is what my boss says",
    "stop, that was great",
    "cancel my subscription",
    "the previous singer was better",
    "restore my faith in music",
)
QUESTIONS = ("make it nicer", "turn it", "fix the thing", "do the usual", "change something")
AFTER = ("turn the drums down 4 dB", "mute the keys", "set the tempo to 100", "rename the keys track to Piano")


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    room = Room(folder)
    for thing, word in itertools.product(THINGS, DOWN):
        yield Attack(f"turn {thing} {word} 5 dB", _sign(folder, f"turn {thing} {word} 5 dB", -1))
    for thing, word in itertools.product(THINGS, QUIETER):
        yield Attack(f"make {thing} {word}", _sign(folder, f"make {thing} {word}", -1))
    for thing, word in itertools.product(THINGS[:3], REDUCE):
        yield Attack(f"{word} {thing} by 2 dB", _sign(folder, f"{word} {thing} by 2 dB", -1))
    for thing, word in itertools.product(THINGS[:3], UP):
        yield Attack(f"turn {thing} {word} 3 dB", _sign(folder, f"turn {thing} {word} 3 dB", +1))
    for thing, word in itertools.product(THINGS[:3], LOUDER):
        yield Attack(f"make {thing} {word}", _sign(folder, f"make {thing} {word}", +1))
    yield Attack("a plain request", room.plain)
    for text in NO_UNDO:
        yield Attack(f"no undo: {text}", _no_undo(room, text))
    for question, text in itertools.product(QUESTIONS, AFTER):
        yield Attack(f"after '{question}': {text}", _not_swallowed(room, question, text))
    yield Attack("a plain request at the end", room.plain)


def _levels(room: Room) -> dict[str, float]:
    return {track.name: track.gain_db for track in room.daw.tracks}


def _shown(room: Room) -> object:
    tracks = [(t.name, t.gain_db, t.pan, t.mute, t.solo, t.plugins) for t in room.daw.tracks]
    return tracks, [(r.name, r.start_beats, r.mute, r.sources, r.notes) for r in room.daw.regions], room.daw.tempo_map


def _restored(room: Room, tracks: list, regions: list) -> None:
    room.daw.tracks, room.daw.regions = tracks, regions
    room.daw._edits += 1


def _sign(folder: Path, text: str, sign: int) -> Callable[[], None]:
    """The levels go the way that was meant, or nowhere; and nothing else happens. Each in a session of its own."""

    def act() -> None:
        room = Room(folder / f"{abs(hash(text))}")
        regions, before = list(room.daw.regions), _levels(room)
        turn = room.ask(text)
        room.library.close()
        for name, level in _levels(room).items():
            assert name in before and (level - before[name]) * sign >= 0, f"{name} went {level:+.1f} dB: {turn.answer}"
        gains = [region.gain_db for region in room.daw.regions]
        assert all(gain * sign >= 0 for gain in gains), f"clips went {gains}: {turn.answer}"
        content = [(region.id, region.sources, region.notes) for region in room.daw.regions]
        assert content == [(region.id, region.sources, region.notes) for region in regions], turn.answer

    return act


def _no_undo(room: Room, text: str) -> Callable[[], None]:
    def act() -> None:
        room.daw.tracks = [replace(track, pan=0.0) for track in room.daw.tracks]
        room.daw._edits += 1
        assert room.ask("pan the keys 30% left").state == "done"
        before = _shown(room)
        turn = room.ask(text)
        assert not turn.undoes, f"it undid: {turn.answer}"
        after = _shown(room)
        if turn.state != "done":
            assert after == before, f"{turn.state}, and something was changed: {turn.answer}"
        pans = {track.name: round(track.pan, 2) for track in room.daw.tracks}
        assert pans == {"Drums": 0.0, "Keys": -0.3}, f"pans are {pans}: {turn.answer}"

    return act


def _not_swallowed(room: Room, question: str, text: str) -> Callable[[], None]:
    def act() -> None:
        tracks, regions, tempo = list(room.daw.tracks), list(room.daw.regions), room.daw.tempo_map
        before = _shown(room)
        asked = room.ask(question)
        try:
            if asked.state != "done":
                assert _shown(room) == before, f"'{question}' changed something: {asked.answer}"
            turn = room.ask(text)
            tasks = {step.task for step in turn.plan.steps} if turn.plan else set()
            assert turn.state == "done" and tasks <= {"mix", "transport", "arrange", "set_track"}, (
                f"{turn.state}, {tasks}: {turn.answer}"
            )
        finally:
            _restored(room, tracks, regions)
            room.daw.tempo_map = tempo

    return act
