"""Is a MIDI file small enough to be music? Counted in its bytes, before a library makes objects of them."""

from __future__ import annotations

from engine.errors import UserError

MAX_BYTES = 4 << 20
MAX_TRACKS = 512
MAX_EVENTS = 500_000
MAX_CHANGES = 20_000
"""Of tempo and meter together."""
MAX_WORDS = 10_000
"""Lyrics and other texts together."""
MAX_DEVICE_BYTES = 256 << 10
"""System-exclusive data, which is for one synthesiser and no music; a library looks at each byte of it."""
MAX_BEATS = 0x0FFFFFFF / 960
"""A file of notes has 28 bits for a time between two events; this far it can be written again, at our 960 ticks."""
_MAX_TIME_BYTES = 4
"""A time between two events: the standard allows 28 bits, seven a byte."""
_DATA_BYTES = (2, 2, 2, 2, 1, 1, 2)
"""After a status byte of 8x, 9x … Ex."""
_META = {b"\x01": "words", b"\x05": "words", b"\x51": "changes", b"\x58": "changes"}
_COUNTED = {
    "changes": (MAX_CHANGES, f"changes its tempo or meter more than {MAX_CHANGES:,} times; export it without a ramp."),
    "words": (MAX_WORDS, f"has more than {MAX_WORDS:,} words in it; export a shorter range."),
    "device": (
        MAX_DEVICE_BYTES,
        f"has more than {MAX_DEVICE_BYTES >> 10} kB of data for devices (SysEx) in it; export it without.",
    ),
}
"""How much of each there may be, and what is said when there is more."""


def must_be_a_song(data: bytes, name: str) -> None:
    """UserError when a file has more tracks, events, changes or words than music has, or a time that never ends.

    What is damaged in another way is left for the reader to find.
    """
    tracks = int.from_bytes(data[10:12], "big")
    if tracks > MAX_TRACKS:
        raise UserError(f"{name} has {tracks:,} tracks; at most {MAX_TRACKS} are read. Export fewer of them.")
    place, events = 8 + int.from_bytes(data[4:8], "big"), 0
    counted = dict.fromkeys(_COUNTED, 0)
    for _ in range(tracks):
        if data[place : place + 4] != b"MTrk":
            return
        end = min(len(data), place + 8 + int.from_bytes(data[place + 4 : place + 8], "big"))
        place, status = place + 8, 0
        while place < end:
            events += 1
            if events > MAX_EVENTS:
                raise UserError(f"{name} has more than {MAX_EVENTS:,} events; export a shorter range.")
            _, place = _number(data, place, name)
            if place >= len(data):
                return
            if data[place] >= 0x80:
                status, place = data[place], place + 1
            if status in (0xF0, 0xF7, 0xFF):
                what = _kind_of(status, data[place : place + 1])
                length, place = _number(data, place + (status == 0xFF), name)
                if what in counted:
                    counted[what] += length if what == "device" else 1
                    limit, said = _COUNTED[what]
                    if counted[what] > limit:
                        raise UserError(f"{name} {said}")
                place += length
            elif 0x80 <= status < 0xF0:
                place += _DATA_BYTES[(status >> 4) - 8]
            else:
                return


def _kind_of(status: int, kind: bytes) -> str:
    """What of a meta or system-exclusive event is counted; "" = nothing."""
    return "device" if status != 0xFF else _META.get(kind, "")


def _number(data: bytes, place: int, name: str) -> tuple[int, int]:
    """A number of seven bits a byte, and the place behind it."""
    value = 0
    for at in range(place, min(len(data), place + _MAX_TIME_BYTES)):
        value = value << 7 | data[at] & 0x7F
        if data[at] < 0x80:
            return value, at + 1
    if place + _MAX_TIME_BYTES <= len(data):
        raise UserError(f"{name} is damaged: a time or length in it has no end. Export it again.")
    return value, len(data)
