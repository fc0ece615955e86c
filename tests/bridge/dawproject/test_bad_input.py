"""Files that are no DAWproject, or mean harm: one clear sentence, nothing opened, nothing written."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from bridge.dawproject import package
from engine.assistant.resolve import region_audio
from engine.daw import daw
from engine.errors import DawError, UserError
from engine.machine import file_lock
from engine.machine.file_lock import try_lock
from tests.bridge.dawproject import song

LAUGHS = "<!DOCTYPE Project [" + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (song.project(head=LAUGHS), "document type or entities"),
        (song.project(head=OUTSIDE), "document type or entities"),
        ("<Project", "is damaged"),
        ("<Song/>", "holds no DAWproject"),
        (song.project().replace('<Project version="1.0">', '<Project version="3.1">'), "version 3.1"),
        (song.project().replace('value="120"/>\n<Time', 'value="fast"/>\n<Time'), "where a number should be"),
        (song.project().replace('time="16"', 'time="nan"'), "where a number should be"),
        (song.project(time="").replace('value="120"/>\n<Time', 'value="-4"/>\n<Time'), "tempo"),
    ],
)
def test_a_project_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    path = song.write(tmp_path / "Song.dawproject", text)
    with pytest.raises(DawError) as caught:
        song.opened(path).snapshot()
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_entities_in_another_encoding_are_seen_too(tmp_path: Path) -> None:
    path = tmp_path / "Song.dawproject"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.xml", song.project(head=LAUGHS).replace("UTF-8", "UTF-16").encode("utf-16"))
    with pytest.raises(DawError, match="document type or entities"):
        song.opened(path)


@pytest.mark.parametrize("data", [b"", b"no zip at all", b"PK\x03\x04" + bytes(100)])
def test_no_zip(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "Song.dawproject").write_bytes(data)
    with pytest.raises(DawError, match="is no DAWproject"):
        song.opened(tmp_path / "Song.dawproject")


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "Song.dawproject", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(DawError, match=r"it has no project\.xml"):
        song.opened(tmp_path / "Song.dawproject")


def test_a_project_that_unpacks_to_more_than_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_XML_BYTES", 1000)
    with pytest.raises(DawError, match="larger than"):
        song.opened(song.write(tmp_path / "Song.dawproject"))


@pytest.mark.parametrize(
    "place",
    [
        'path="../secret.wav"',
        'path="/etc/passwd"',
        'path="C:/secret.wav"',
        'path="https://host/x.wav"',
        'path="file:///etc/passwd" external="true"',
        'path="../secret.wav" external="true"',
        'path="audio/gone.wav"',
        'path="gone.wav" external="true"',
    ],
)
def test_a_sound_that_is_outside_or_missing(tmp_path: Path, place: str) -> None:
    (tmp_path / "secret.wav").write_bytes(song.sound(1.0, 440))
    folder = tmp_path / "song"
    folder.mkdir()
    text = song.project().replace('path="audio/voice.wav"', place, 1)
    session = song.opened(song.write(folder / "Song.dawproject", text))
    region = next(r for r in session.snapshot().regions if r.name == "line")
    with pytest.raises(UserError) as caught:
        region_audio(region)
    name = place.split('"')[1].rpartition("/")[2]
    assert f"Song.dawproject holds no '{name}' that can be used" in str(caught.value)
    assert not any("secret" in str(path) and path.exists() for path in region.sources)


def test_a_sound_beside_the_project_is_used(tmp_path: Path) -> None:
    (tmp_path / "beside.wav").write_bytes(song.sound(2.0, 440))
    text = song.project().replace('path="audio/voice.wav"', 'path="beside.wav" external="true"', 1)
    session = song.opened(song.write(tmp_path / "Song.dawproject", text))
    region = next(r for r in session.snapshot().regions if r.name == "line")
    assert region.sources == (tmp_path / "beside.wav",)


def test_a_file_that_another_program_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_lock, "_LOCK_S", 0.1)
    path = song.write(tmp_path / "Song.dawproject")
    session = song.opened(path)
    revision = session.snapshot().revision
    with open(tmp_path / ".Song.dawproject.lock", "w") as lock:
        assert try_lock(lock.fileno())
        (outcome,) = session.apply([daw.SetGain("voice", -3.0)], expected_revision=revision, label="")
    assert outcome.why == "Song.dawproject is being written by another program; ask again in a moment."


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    path = song.write(tmp_path / "Song.dawproject")
    session = song.opened(path)
    revision = session.snapshot().revision
    path.unlink()
    with pytest.raises(DawError, match="no longer in"):
        session.snapshot()
    (outcome,) = session.apply([daw.SetGain("voice", -3.0)], expected_revision=revision, label="")
    assert outcome.state == "not_done" and not path.exists()


@pytest.mark.parametrize("value", ["inf", "-1e308", "-1", "x"])
def test_any_number_that_is_another(tmp_path: Path, value: str) -> None:
    """Whatever stands in place of any attribute: a session that can be asked and changed, or one sentence."""
    text = song.project()
    for found in list(re.finditer(r'(\w+)="-?[\d.]+"', text)):
        if found[1] == "version":
            continue
        changed = f'{text[: found.start()]}{found[1]}="{value}"{text[found.end() :]}'
        path = song.write(tmp_path / "Song.dawproject", changed)
        try:
            session = song.opened(path)
            now = session.snapshot()
            for region in now.regions:
                region.notes, session.snapshot().tempo_map.seconds_at(region.end_beats)
            track = now.tracks[0].id
            session.apply([daw.SetGain(track, -3.0)], expected_revision=now.revision, label="")
            session.snapshot()
        except (DawError, UserError) as error:
            assert "\n" not in str(error), found[0]


@pytest.mark.parametrize(("value", "pan"), [("inf", 1.0), ("-9", -1.0), ("1e30", 1.0)])
def test_a_panner_beyond_its_end_is_at_it(tmp_path: Path, value: str, pan: float) -> None:
    text = song.project().replace('unit="normalized" value="0.75"', f'unit="normalized" value="{value}"', 1)
    drums = song.opened(song.write(tmp_path / "Song.dawproject", text)).snapshot().tracks
    assert next(one.pan for one in drums if one.name == "Drums") == pan


def test_a_sound_with_a_name_that_no_disk_holds(tmp_path: Path) -> None:
    text = song.project().replace('path="audio/voice.wav"', f'path="audio/{"v" * 4000}.wav"', 1)
    session = song.opened(song.write(tmp_path / "Song.dawproject", text))
    with pytest.raises(UserError):
        region_audio(next(one for one in session.snapshot().regions if one.name == "line"))


def test_an_archive_whose_project_is_packed_wrongly(tmp_path: Path) -> None:
    path = tmp_path / "Song.dawproject"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.xml", song.project())
        start = archive.getinfo("project.xml").header_offset + 30 + len("project.xml")
    data = bytearray(path.read_bytes())
    data[start] = 0xFF  # a kind of block that there is not
    path.write_bytes(bytes(data))
    with pytest.raises(DawError, match="is no DAWproject that can be opened"):
        song.opened(path)


def test_a_save_of_the_daw_in_the_last_moment_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = song.opened(song.write(tmp_path / "Song.dawproject"))
    seen = session.snapshot()
    theirs = tmp_path / "theirs.dawproject"
    theirs.write_bytes((tmp_path / "Song.dawproject").read_bytes())
    fsync = os.fsync

    def saved(handle: int) -> None:
        fsync(handle)
        theirs.replace(tmp_path / "Song.dawproject")

    monkeypatch.setattr(os, "fsync", saved)
    change = daw.SetGain(seen.tracks[0].id, -9.0)
    (outcome,) = session.apply([change], expected_revision=seen.revision, label="test")
    assert outcome.state == "not_done" and "changed since" in outcome.why
    assert session.snapshot().tracks == seen.tracks


def test_a_folder_without_the_right_to_write_locks_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = song.opened(song.write(tmp_path / "Song.dawproject"))
    seen = session.snapshot()
    change = daw.SetGain(seen.tracks[0].id, -9.0)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        patch.setattr(Path, "replace", refused)
        (outcome,) = session.apply([change], expected_revision=seen.revision, label="test")
    assert outcome.state == "not_done" and session.snapshot().tracks == seen.tracks
    monkeypatch.setattr(file_lock, "_LOCK_S", 0.1)
    (outcome,) = session.apply([change], expected_revision=seen.revision, label="test")
    assert outcome.is_done
