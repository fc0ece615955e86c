"""Phrases on disk: whole or not at all, never too many, and never an error."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Facts, Report
from engine.media.clip import midi_clip
from engine.media.note import Note, TempoMap
from models.singing.kept_sound import in_24_bits
from models.singing.performance import PhraseSinger
from models.singing.phrase_cache import PhraseCache, phrase_key, seed_of
from models.singing.world_singer import WorldSinger

SOUND = {"samples": np.arange(1000, dtype=np.float32)}


def singer(folder: Path) -> WorldSinger:
    made = WorldSinger()
    made.stage = PhraseSinger(PhraseCache(folder / "cache"))
    return made


def sing(model: WorldSinger, folder: Path, notes: list[Note], words: str, seed: int = 3) -> tuple[bytes, Facts]:
    clip = midi_clip(folder, "line", notes, TempoMap(), max(note.end_beats for note in notes))
    made = model.run({"lyrics": words, "voice": "max"}, {"midi": clip}, Brief("sing", folder, seed=seed), Report())
    table = made["table"]
    assert isinstance(table, Facts)
    return made["audio"].path.read_bytes(), table


THREE = [Note(60 + i % 4, i + 2 * (i // 4), 1) for i in range(12)]
WORDS = "walk with me now\ninto the light\nnever let go"


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path)
    assert cache.load("ab12") is None
    cache.store("ab12", SOUND)
    found = cache.load("ab12")
    assert found is not None and np.array_equal(found["samples"], SOUND["samples"])
    assert [path.suffix for path in tmp_path.glob("*/*")] == [".npz"], "nothing half-written is left"


def test_a_sound_is_kept_packed_and_comes_back_as_it_was(tmp_path: Path) -> None:
    time_s = np.arange(96000) / 48000
    noise = np.random.default_rng(1).standard_normal(time_s.size)
    sound = in_24_bits(1.3 * np.sin(2 * np.pi * 220 * time_s) * np.exp(-time_s) + 0.001 * noise)
    fine = np.random.default_rng(2).standard_normal(96000).astype(np.float32)  # finer than 24 bits: kept as it is
    arrays = {"sound": sound, "fine": fine, "silence": np.zeros(96000, np.float32), "f0_hz": np.arange(9.0)}
    cache = PhraseCache(tmp_path)
    cache.store("ab12", arrays)
    found = cache.load("ab12")
    assert found is not None and set(found) == set(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype and np.array_equal(found[name], array), name
    (path,) = tmp_path.glob("*/*")
    assert path.stat().st_size < fine.nbytes + 0.6 * sound.nbytes


def test_what_24_bits_lose_nobody_hears() -> None:
    sound = 0.3 * np.random.default_rng(3).standard_normal(48000)
    rounded = in_24_bits(sound)
    lost = np.abs(rounded - sound).max() / np.abs(sound).max()
    assert 20 * np.log10(lost) < -135 and np.array_equal(in_24_bits(rounded), rounded)


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: b"x" * 500])
def test_a_damaged_file_is_thrown_away(tmp_path: Path, damage) -> None:
    cache = PhraseCache(tmp_path)
    cache.store("ab12", SOUND)
    (path,) = tmp_path.glob("*/*")
    path.write_bytes(damage(path.read_bytes()))
    assert cache.load("ab12") is None and not path.exists()


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path)
    cache.store("ab12", SOUND)
    (path,) = tmp_path.glob("*/*")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    assert cache.load("ab12") is None


def test_the_oldest_leave_when_it_is_full(tmp_path: Path) -> None:
    big = {"samples": np.random.default_rng(0).standard_normal(1 << 17)}  # 1 MiB, and no sound that is packed
    cache = PhraseCache(tmp_path, limit_bytes=8 << 20)
    for number in range(40):
        cache.store(f"{number:04}", big)
        for path in tmp_path.glob("*/*"):
            if path.stem == f"{number:04}":
                os.utime(path, (number + 1, number + 1))
    left = sorted(path.stem for path in tmp_path.glob("*/*"))
    assert len(left) <= 8 + 16, "looked at every 16 MiB"
    assert left[-1] == "0039" and "0000" not in left


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = PhraseCache(tmp_path / "file")
    cache.store("ab12", SOUND)
    assert cache.load("ab12") is None


def test_several_write_and_read_the_same_phrase(tmp_path: Path) -> None:
    wrong: list[object] = []

    def work() -> None:
        cache = PhraseCache(tmp_path)
        for _ in range(30):
            cache.store("ab12", SOUND)
            found = cache.load("ab12")
            if found is not None and not np.array_equal(found["samples"], SOUND["samples"]):
                wrong.append(found)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and len(list(tmp_path.glob("*/*"))) == 1


def test_keys_tell_everything_apart() -> None:
    assert phrase_key("a", 1) == phrase_key("a", 1) != phrase_key("a", 2)


def test_the_draw_of_a_phrase_is_the_same_in_every_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before, drawn = phrase_key("a", 1), seed_of("a", 1)
    monkeypatch.setattr("models.singing.phrase_cache._code", lambda: "another")
    assert phrase_key("a", 1) != before and seed_of("a", 1) == drawn != seed_of("a", 2)


def test_another_process_sings_only_the_changed_phrase_and_says_so(tmp_path: Path) -> None:
    first, table = sing(singer(tmp_path), tmp_path, THREE, WORDS)
    assert table.values["phrases"] == table.values["sung_again"] == 3 and "changed" not in table.summary
    same = singer(tmp_path)
    assert sing(same, tmp_path, THREE, WORDS)[0] == first and same.stage.sung == 0
    edited = [replace(note, pitch=67) if number == 5 else note for number, note in enumerate(THREE)]
    fresh = singer(tmp_path)
    _, table = sing(fresh, tmp_path, edited, WORDS)
    assert fresh.stage.sung == 1
    assert table.values["sung_again"] == 1
    assert "1 of 3 phrases changed: only that was sung again." in table.summary


def test_words_written_out_are_the_same_phrases(tmp_path: Path) -> None:
    sing(singer(tmp_path), tmp_path, THREE, WORDS)
    fresh = singer(tmp_path)
    sing(fresh, tmp_path, THREE, "walk with me now in- to the light nev- er let go")
    assert fresh.stage.sung == 0


def test_a_clip_moved_by_a_bar_is_the_same_phrases(tmp_path: Path) -> None:
    sing(singer(tmp_path), tmp_path, THREE, WORDS)
    fresh = singer(tmp_path)
    sing(fresh, tmp_path, [replace(note, start_beats=note.start_beats + 3.5) for note in THREE], WORDS)
    assert fresh.stage.sung == 0
