"""Project files that are no archive, harm when unpacked, lie outside, or hold nonsense: a sentence, nothing written."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack, refused
from engine.daw import daw
from engine.daw.daw import DawSession, Snapshot
from tests.bridge.dawproject import song

ENTITIES = (
    "<!DOCTYPE Project [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 12 if n else "x"}">' for n in range(8)) + "]>"
)
TEXTS: dict[str, Callable[[str], str]] = {
    "entities of entities": lambda text: song.project(head=ENTITIES),
    "a file as an entity": lambda text: song.project(head='<!DOCTYPE P [<!ENTITY f SYSTEM "file:///etc/shadow">]>'),
    "an address as an entity": lambda text: song.project(
        head='<!DOCTYPE P [<!ENTITY f SYSTEM "http://127.0.0.1:9/">]>'
    ),
    "a parameter entity": lambda text: song.project(head='<!DOCTYPE P [<!ENTITY % p SYSTEM "x"> %p;]>'),
    "cut": lambda text: text[: len(text) // 2],
    "no root": lambda text: "<?xml version='1.0'?>",
    "another root": lambda text: "<Session/>",
    "words": lambda text: "dear diary",
    "nested 90 000": lambda text: "<Project>" * 90_000,
    "an attribute of 9 MB": lambda text: text.replace('name="Drums"', f'name="{"d" * (9 << 20)}"', 1),
    "two of one id": lambda text: text.replace('id="keys"', 'id="drums"', 1),
    "a track in itself": lambda text: text.replace('destination="m-c"', 'destination="drums-c"'),
    "no version": lambda text: text.replace('version="1.0"', "", 1),
    "version 9": lambda text: text.replace('<Project version="1.0">', '<Project version="9.7">'),
    "NULs": lambda text: text.replace("Drums", "Dr\0ms"),
    "half of UTF-8": lambda text: text.replace("Drums", "Dr\udcffms"),
    "no lanes": lambda text: re.sub(r"<Lanes.*</Lanes>", "", text, flags=re.S),
    "no tracks": lambda text: re.sub(r"<Track .*</Track>", "", text, flags=re.S),
}
NUMBERS = ("NaN", "inf", "-inf", "1e400", "-9", "0", "many", "", "0x10", "1e-320", "99999999999999999999")
PLACES = (
    'value="120"',
    'time="8"',
    'duration="8"',
    'playStart="1"',
    'loopEnd="4"',
    'fadeInTime="1"',
    'numerator="4"',
    'key="60"',
    'vel="0.5"',
    'duration="1"',
    'contentTime="2"',
    'value="0.75"',
    'value="-6"',
)
PATHS = (
    "../../outside.wav",
    "/etc/hostname",
    "C:\\Windows\\x.wav",
    "\\\\host\\x.wav",
    "file:///etc/hostname",
    "http://x/y.wav",
    "audio/../../outside.wav",
    "audio/beat.wav\0.txt",
    "audio/",
    "",
    ".",
    "audio/" + "b" * 5000,
    "AUDIO/BEAT.WAV",
    "\u202ewav.taeb",
    "audio//beat.wav",
    "audio/%2e%2e/%2e%2e/outside.wav",
)


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    (folder / "outside.wav").write_bytes(song.sound(1.0, 440))
    whole = song.project()
    number = 0

    def file(text: str) -> Path:
        nonlocal number
        number += 1
        own = folder / f"song{number}"
        own.mkdir()
        return song.write(own / "Song.dawproject", text)

    for name, make in TEXTS.items():
        yield Attack(name, _opened(file, make(whole)), limit_s=8.0)
    for place in PLACES:
        for value in NUMBERS:
            yield Attack(f"{place} = {value!r}", _opened(file, _with(whole, place, value)))
    for path in PATHS:
        for is_outside in ("", ' external="true"'):
            text = whole.replace('path="audio/beat.wav"', f'path="{path}"{is_outside}'.replace("\0", "&#0;"))
            yield Attack(f"sound at {path[:40]!r}{is_outside}", _sound(file, text))
    for name, data in _archives(whole).items():
        yield Attack(f"archive: {name}", _archive(folder / f"{name}.dawproject", data), limit_s=8.0)
    chance = random.Random(19)
    good = file(whole).read_bytes()
    for turn in range(30):
        data = bytearray(good)
        for _ in range(chance.choice((1, 4, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield Attack(f"flipped bytes {turn}", _archive(folder / f"flipped{turn}.dawproject", bytes(data)))
    yield Attack("a plain one", lambda: _plain(file(whole)))


def _with(text: str, place: str, value: str) -> str:
    name, _, _ = place.partition("=")
    assert place in text, place
    return text.replace(place, f'{name}="{value}"', 1)


def _opened(file: Callable[[str], Path], text: str) -> Callable[[], object]:
    def act() -> object:
        try:
            path = file(text)
        except UnicodeEncodeError:
            return None
        session = song.opened(path)
        _sane(session.snapshot())
        return _changed(session)

    return act


def _sane(seen: Snapshot) -> None:
    for region in seen.regions:
        assert region.start_beats == region.start_beats and abs(region.end_beats) < 1e30, region
    for track in seen.tracks:
        assert track.gain_db == track.gain_db and -1.01 <= track.pan <= 1.01, track


def _changed(session: DawSession) -> None:
    before = session.snapshot()
    changes = [daw.NewTrack("Mine", "audio", ref="t"), daw.PlaceMidi("nobody", (), 0.0, 4.0, "x")]
    outcomes = session.apply(changes, expected_revision=before.revision, label="x")
    assert "bug" not in outcomes[0].why, outcomes[0].why
    names = [track.name for track in session.snapshot().tracks]
    assert ("Mine" in names) == outcomes[0].is_done, outcomes[0]
    assert len(names) == len(before.tracks) + outcomes[0].is_done, "tracks of the user have gone"


def _sound(file: Callable[[str], Path], text: str) -> Callable[[], object]:
    def act() -> object:
        from engine.assistant.resolve import region_audio

        session = song.opened(file(text))
        regions = [one for one in session.snapshot().regions if one.name == "beat"]
        for region in regions:
            for source in region.sources:
                assert not source.exists() or "outside" not in source.name, source
            region_audio(region)
        return regions

    return act


def _archives(whole: str) -> dict[str, bytes]:
    def packed(**entries: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries.items():
                archive.writestr(name.replace("_xml", ".xml"), data)
        return made.getvalue()

    good = packed(project_xml=whole.encode(), metadata_xml=b"<MetaData/>")
    return {
        "nothing": b"",
        "words": b"no archive at all",
        "a head": good[:30],
        "half": good[: len(good) // 2],
        "no directory": good[:-22],
        "no project": packed(metadata_xml=b"<MetaData/>"),
        "a bomb": packed(project_xml=b"<Project>" + b" " * (300 << 20)),
        "two projects": _two(whole),
        "40 000 entries": packed(project_xml=whole.encode(), **{f"e{n}": b"" for n in range(40_000)}),
        "an entry above": packed(project_xml=whole.encode(), **{"../../above.txt": b"x"}),
        "a locked entry": _locked(good),
        "another method": good.replace(b"\x08\x00", b"\x63\x00"),
        "a project that is a folder": packed(**{"project.xml/": b""}),
        "UTF-16": packed(project_xml=whole.replace("UTF-8", "UTF-16").encode("utf-16")),
        "a tar": b"project.xml".ljust(100, b"\0") + b"0000644\0" * 3 + bytes(400),
    }


def _two(whole: str) -> bytes:
    import warnings

    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("project.xml", "<Song/>")
        archive.writestr("project.xml", whole)
    return made.getvalue()


def _locked(good: bytes) -> bytes:
    """The flag that says an entry has a password."""
    data = bytearray(good)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        data[place + at] |= 1
    return bytes(data)


def _archive(path: Path, data: bytes) -> Callable[[], object]:
    def act() -> object:
        path.write_bytes(data)
        above = path.parent.parent / "above.txt"
        try:
            session = song.opened(path)
            _sane(session.snapshot())
            _changed(session)
        finally:
            assert not above.exists(), "an entry was unpacked above"
            assert path.exists(), "the file has gone"
        return None

    return refused(act) if not data else act


def _plain(path: Path) -> None:
    session = song.opened(path)
    _sane(session.snapshot())
    _changed(session)
