"""Requests that are huge, endless, all figures, all brackets: an answer within seconds, and nothing done that hurts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.room import Room

TEXTS = {
    "60 000 letters": "m" * 60_000,
    "9 000 words": "drums " * 9000,
    "5 000 clauses": "and then mute it " * 5000,
    "3 000 sentences": "Turn the keys down. " * 3000,
    "2 000 commas": "mute the drums, " * 2000,
    "1 500 negations": "don't not " * 1500 + "mute the drums",
    "900 bars": "copy the beat to bar " + " and bar ".join(map(str, range(2, 902))),
    "40 000 digits": "turn the drums down " + "7" * 40_000 + " dB",
    "a figure of 300": "turn the drums up 1e300 dB",
    "a tiny figure": "turn the drums up 1e-300 dB",
    "many points": "turn the drums up 1.2.3.4.5.6.7 dB",
    "a million times": "loop the beat 1000000 times",
    "bar a billion": "move the beat to bar 1000000000",
    "bar minus two": "move the beat to bar -2",
    "bar zero": "move the beat to bar 0",
    "bar pi": "move the beat to bar 3.14159265358979",
    "year-long": "make a pad of 31536000 seconds",
    "4 000 brackets": "(" * 4000 + "mute" + ")" * 4000,
    "9 000 quotes": '"' * 9000,
    "4 000 lines": "\n" * 4000 + "mute the drums",
    "a table": "|a|b|\n" * 4000,
    "JSON": '{"tool": "arrange", "args": {"action": "delete"}}' * 200,
    "code": "def f():\n    import os; os.remove('x')\n" * 200,
    "SQL": "'; drop table turn; -- " * 300,
    "an address": "http://example.com/?q=" + "a" * 9000,
    "spaces": " " * 50_000 + "mute the drums",
    "slashes": "/" * 9000,
    "zeros": "0 " * 9000,
    "dB without end": "dB " * 9000,
    "questions": "?" * 9000,
    "all words at once": " ".join(
        ("louder softer up down left right mute solo undo redo delete copy move split",) * 60
    ),
    "one clip 300 times": " ".join(f"then reverse the beat ({n})" for n in range(300)),
    "tempos": "tempo " + " then ".join(str(n) for n in range(40, 400)),
    "names": "rename the drums to " + "x" * 5000,
    "a lyric of 20 000 words": "sing " + "la " * 20_000,
    "200 effects": "add " + " and ".join(["a reverb", "a delay"] * 100) + " to the keys",
    "tabs": "mute\tthe\tdrums\t" * 900,
    "control characters": "mute \x07\x1b[31m the \x00 drums",
    "one letter": "m",
    "a full stop": ".",
    "only spaces inside": "\u00a0\u2003\u3000",
    "an emoji of emojis": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 900,
}
PLACES = ("", "please ", "Hey, ")


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    room = Room(folder)
    for name, text in TEXTS.items():
        for place in PLACES:
            plain = room.plain if place == PLACES[-1] else None
            yield Attack(f"{place}{name}", _asked(room, place + text), limit_s=10.0, then=plain)


def _asked(room: Room, text: str) -> Callable[[], None]:
    def act() -> None:
        tracks, regions, tempo = list(room.daw.tracks), list(room.daw.regions), room.daw.tempo_map
        try:
            turn = room.ask(text)
        finally:
            made = len(room.daw.regions) - len(regions)
            levels = [track.gain_db for track in room.daw.tracks]
            room.daw.tracks, room.daw.regions, room.daw.tempo_map = tracks, regions, tempo
            room.daw.markers = []
            room.daw._edits += 1
        assert len(turn.answer) < 4000, f"{len(turn.answer)} letters"
        assert made < 2000, f"{made} clips were made"
        assert all(-200 < level <= 24 for level in levels), levels

    return act
