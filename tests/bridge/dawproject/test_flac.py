"""What we put into a project is FLAC where every program plays each bit of it, and the same WAV here."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.dawproject import sounds
from bridge.dawproject.sounds import OWN, Sounds
from engine.daw import daw
from engine.daw.daw import DawSession, Region
from tests.bridge.dawproject import song


def noise(path: Path, subtype: str, seed: int = 1) -> Path:
    random = np.random.default_rng(seed)
    soundfile.write(path, 0.1 * random.uniform(-1, 1, (48000, 2)), 48000, subtype)
    return path


def place(session: DawSession, sound: Path, name: str = "new") -> Region:
    before = session.snapshot()
    change = daw.PlaceAudio("voice", sound, 40.0, name, ref="r")
    (outcome,) = session.apply([change], expected_revision=before.revision, label="")
    assert outcome.is_done, outcome.why
    made = session.snapshot().region(dict(outcome.made)["r"])
    assert made is not None
    return made


def ours(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if name.startswith(OWN)]


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24"])
def test_other_programs_play_each_bit_and_we_the_same_file(tmp_path: Path, subtype: str) -> None:
    path = song.write(tmp_path / "song.dawproject")
    sound = noise(tmp_path / "new.wav", subtype)
    region = place(song.opened(path), sound)
    assert song.is_valid(path) == ""
    (entry,) = ours(path)
    assert entry.endswith(".flac")
    with zipfile.ZipFile(path) as archive:
        played, rate = soundfile.read(io.BytesIO(archive.read(entry)), dtype="int32")
    assert rate == 48000
    assert np.array_equal(played, soundfile.read(sound, dtype="int32")[0])
    assert region.sources[0].read_bytes() == sound.read_bytes()
    shutil.rmtree(Sounds(path).folder)  # another computer
    again = song.opened(path).snapshot().region(region.id)
    assert again is not None
    assert again.sources[0].read_bytes() == sound.read_bytes()
    assert [one.suffix for one in Sounds(path).folder.glob("*new*")] == [".wav"], "nothing is left beside it"


def test_what_would_lose_bits_or_take_long_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = song.write(tmp_path / "song.dawproject")
    place(song.opened(path), noise(tmp_path / "fine.wav", "FLOAT"), "fine")
    monkeypatch.setattr(sounds, "_MOST_FLAC_BYTES", 1000)
    place(song.opened(path), noise(tmp_path / "long.wav", "PCM_24", 2), "long")
    assert [Path(one).suffix for one in ours(path)] == [".wav", ".wav"]


def test_the_same_content_is_there_once_and_comes_back_after_it_was_removed(tmp_path: Path) -> None:
    path = song.write(tmp_path / "song.dawproject")
    session, sound = song.opened(path), noise(tmp_path / "new.wav", "PCM_24")
    first, second = place(session, sound), place(session, sound, "other")
    assert first.sources == second.sources
    assert len(ours(path)) == 1
    states = []
    for region in (first, second):
        before = session.snapshot()
        (outcome,) = session.apply([daw.RemoveRegion(region.id)], expected_revision=before.revision, label="")
        assert outcome.is_done
        states.append(next(one.state for one in before.regions if one.id == region.id))
    assert ours(path) == []
    back = daw.PlaceAudio("voice", sound, first.start_beats, "new", ref="r", was=states[0] or first.id)
    (outcome,) = session.apply([back], expected_revision=session.snapshot().revision, label="")
    assert outcome.is_done, outcome.why
    assert [Path(one).suffix for one in ours(path)] == [".flac"]
    made = session.snapshot().region(dict(outcome.made)["r"])
    assert made is not None
    assert made.sources[0].read_bytes() == sound.read_bytes()
    assert not list(Sounds(path).folder.glob(".*")), "nothing half-made is left"


def test_a_program_that_writes_the_sound_anew_is_played(tmp_path: Path) -> None:
    path = song.write(tmp_path / "song.dawproject")
    region = place(song.opened(path), noise(tmp_path / "new.wav", "PCM_24"))
    (entry,) = ours(path)
    other = io.BytesIO()
    soundfile.write(other, np.full((48000, 2), 0.25), 48000, "PCM_16", format="FLAC")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, other.getvalue() if name == entry else data)
    again = song.opened(path).snapshot().region(region.id)
    assert again is not None
    assert soundfile.read(again.sources[0])[0] == pytest.approx(0.25, abs=1e-4)


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = song.write(tmp_path / "song.dawproject")
    session, sound = song.opened(path), noise(tmp_path / "new.wav", "PCM_24")
    before, revision = path.read_bytes(), session.snapshot().revision

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bridge.dawproject.package.os.fsync", full)
    change = daw.PlaceAudio("voice", sound, 40.0, "new", ref="r")
    (outcome,) = session.apply([change], expected_revision=revision, label="")
    assert outcome.state == "not_done"
    assert "full" in outcome.why
    assert path.read_bytes() == before
    assert not list(Sounds(path).folder.glob(".*"))
    assert [one.name for one in tmp_path.glob(".*")] in ([], [".song.dawproject.lock"])
