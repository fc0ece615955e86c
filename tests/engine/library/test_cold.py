"""What nothing plays is packed, and is there again when it is wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import UserError
from engine.library.clip_files import Told
from engine.library.cold import handed_out, pack_cold
from engine.library.disk import clean, disk_of
from engine.library.library import Library
from engine.media.audio import Audio
from engine.media.clip import Clip, Recipe, audio_clip

RATE_HZ = 48000


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "Tonmeister")
    yield opened
    opened.close()


def made(library: Library, folder: Path, name: str = "Beat", pitch_hz: float = 220.0) -> Clip:
    wave = 0.5 * np.sin(np.arange(2 * RATE_HZ) * pitch_hz * 2 * np.pi / RATE_HZ)
    clip = audio_clip(folder, name, Audio(np.float32(wave)[None], RATE_HZ))
    turn = library.begin_turn(name)
    return library.adopt(clip, recipe=Recipe("generate_audio"), turn=turn.number, told=Told())


def test_a_clip_comes_back_byte_for_byte_under_all_its_names(library: Library, tmp_path: Path) -> None:
    clip = made(library, tmp_path)
    name, whole = library.publish(clip), clip.path.read_bytes()
    copies = tmp_path / "copies"
    copies.mkdir()
    os.link(clip.path, copies / "1 Beat.wav")
    before = disk_of(library).used
    assert pack_cold(library, copies=copies) == [clip.id]
    assert not any(path.exists() for path in (clip.path, name, copies / "1 Beat.wav"))
    assert disk_of(library).used < 0.5 * before
    seen = library.seen(clip.id)
    assert seen is not None
    assert library.published(seen) == name.with_suffix(".flac")
    assert (copies / "1 Beat.flac").samefile(seen.path)
    assert library.bring(name)
    assert name.read_bytes() == whole == clip.path.read_bytes()
    assert library.clip(clip.id) == clip
    assert library.publish(clip) == name
    assert pack_cold(library, copies=copies) == [clip.id]
    assert library.publish(library.clip(clip.id) or clip) == name


def test_what_plays_and_what_others_have_stays(library: Library, tmp_path: Path) -> None:
    one, two, three, four = (made(library, tmp_path, name, 100.0 + n * 50) for n, name in enumerate("ABCD"))
    os.link(two.path, tmp_path / "of the DAW.wav")
    library.publish(three)
    handed_out(library, three.id)
    assert pack_cold(library, playing=[one.path]) == [four.id]
    assert [clip.path.exists() for clip in (one, two, three, four)] == [True, True, True, False]


def test_what_was_there_before_draggings_were_noted_stays(library: Library, tmp_path: Path) -> None:
    old = made(library, tmp_path)
    library.set_setting("outside until", "1")
    new = made(library, tmp_path, "New", 330.0)
    assert pack_cold(library) == [new.id]
    assert old.path.exists()


def test_a_name_of_a_packed_clip_is_not_given_to_another(library: Library, tmp_path: Path) -> None:
    first = made(library, tmp_path)
    name = library.publish(first)
    pack_cold(library)
    other = made(library, tmp_path, "Beat", 330.0)
    assert library.publish(other).name == "Beat 2.wav"
    assert library.bring(name)
    assert name.samefile(first.path)


def test_a_flac_of_the_user_keeps_its_name(library: Library, tmp_path: Path) -> None:
    clip = made(library, tmp_path)
    library.publish(clip)
    own = library.folder / "Clips" / "Beat.flac"
    own.write_bytes(b"the user's")
    assert pack_cold(library) == []
    assert own.read_bytes() == b"the user's"
    assert clip.path.exists()


def test_it_ends_when_it_is_to_end(library: Library, tmp_path: Path) -> None:
    for number in range(3):
        made(library, tmp_path, str(number), 100.0 + number * 50)
    left = iter((True, False))
    assert len(pack_cold(library, goes_on=lambda: next(left))) == 1


@pytest.mark.parametrize("call", ["link", "unlink", "replace"])
def test_a_program_that_dies_while_it_packs_loses_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    clip = made(library, tmp_path)
    name, whole = library.publish(clip), clip.path.read_bytes()

    def dies(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(*((Path, "unlink", dies) if call == "unlink" else (os, call, dies)))
        with pytest.raises(KeyboardInterrupt):
            pack_cold(library)
    assert (library.clip(clip.id) or clip).path.read_bytes() == whole
    assert library.bring(name)
    assert pack_cold(library) == [clip.id]
    assert (library.clip(clip.id) or clip).path.read_bytes() == whole


def test_a_disk_that_takes_nothing_leaves_all_as_it_is(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = made(library, tmp_path)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        assert pack_cold(library) == []
    assert clip.path.exists()
    pack_cold(library)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="the disk is full"):
        library.clip(clip.id)
    assert not list(library.folder.rglob("*.tmp"))


def test_the_same_sound_again_is_the_one_that_was_packed(library: Library, tmp_path: Path) -> None:
    clip = made(library, tmp_path)
    whole = clip.path.read_bytes()
    pack_cold(library)
    again = library.adopt(replace(made(library, tmp_path, "Other"), id="again", name="Again"))
    assert again.path == clip.path
    assert again.path.read_bytes() == whole


def test_what_is_packed_and_not_needed_is_cleaned_away(library: Library, tmp_path: Path) -> None:
    clip = made(library, tmp_path)
    library.is_step(clip.id)
    pack_cold(library)
    assert clean(library) > 0
    assert not list((library.folder / "blobs").rglob("*.*"))


def test_a_damaged_packed_file_is_told_by_the_name_of_its_clip(library: Library, tmp_path: Path) -> None:
    clip = made(library, tmp_path)
    name = library.publish(clip)
    pack_cold(library)
    flac = clip.path.with_suffix(".flac")
    whole = flac.read_bytes()
    flac.write_bytes(whole[: len(whole) // 2])
    assert not library.bring(name)
    with pytest.raises(UserError, match="The file of 'Beat' has gone"):
        library.clip(clip.id)
