"""A real SQLite file and real blobs."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from engine.daw.daw import Outcome, PlaceMidi, SetGain
from engine.errors import UserError
from engine.library.browse import LibraryQuery, browse, tasks_of
from engine.library.library import Library
from engine.library.takes import Take, Takes
from engine.library.turn import Applied, StepRecord
from engine.media.audio import Audio, read_audio
from engine.media.clip import Recipe, audio_clip, clip_from_file, safe_file_name
from engine.media.note import Note
from engine.media.wav_metadata import read_stamp
from engine.tasks.plan import Plan, Step


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "Tonmeister")
    yield opened
    opened.close()


def tone(folder, name="Tone", value=0.1):
    return audio_clip(folder, name, Audio(np.full((1, 480), value, np.float32), 48000))


def test_a_clip_comes_back_with_its_recipe(library, tmp_path):
    recipe = Recipe("speak", "espeak-ng", "1", 3, {"text": "hi"}, ("abc",), "GPL-3.0")
    clip = library.adopt(replace(tone(tmp_path), start_beats=4.0, tags=("speech",)), recipe=recipe)
    assert library.clip(clip.id) == clip
    assert clip.path.is_relative_to(library.folder) and clip.path.stem == clip.sha256


def test_the_same_sound_is_stored_once(library, tmp_path):
    first, second = library.adopt(tone(tmp_path)), library.adopt(tone(tmp_path))
    assert first.id != second.id and first.path == second.path


def test_human_names_are_unique_and_stable(library, tmp_path):
    one, two = library.adopt(tone(tmp_path, "A/B: c")), library.adopt(tone(tmp_path, "A/B: c", 0.2))
    assert library.publish(one).name == "A B c.wav" == library.publish(one).name
    assert library.publish(two).name == "A B c 2.wav"
    assert library.publish(one, start_samples=480).name == "A B c 3.wav"
    assert np.array_equal(read_audio(library.publish(one)).samples, one.audio().samples)


def test_what_the_daw_gets_tells_its_place_and_recipe(library, tmp_path):
    clip = library.adopt(tone(tmp_path), recipe=Recipe("speak", "espeak-ng", "1", 3, {"text": "hi"}))
    stamp = read_stamp(library.publish(clip, start_samples=96_000, facts={"key": "G minor"}))
    assert stamp.time_reference_samples == 96_000 and stamp.facts["key"] == "G minor"
    assert "espeak-ng" in stamp.facts["recipe"]


def test_turns_survive_a_restart_word_for_word(library, tmp_path):
    turn = library.begin_turn("make it “loud” ♪")
    changes = (
        Applied(
            PlaceMidi("t1", (Note(60, 0, 1, 90, "la"),), 4.0, 8.0, "x", "c1"),
            Outcome("done", "", (("c1", "r9"),)),
            (SetGain("t1", -3.5),),
            {"region": ["r9", 4.0]},
        ),
        Applied(SetGain("t1", 2.0), Outcome("unknown", "The DAW is gone."), ()),
    )
    full = replace(
        turn,
        plan=Plan((Step("speak", {"text": "a"}),)),
        steps=(StepRecord("done", "m", {"audio": "c1"}, warnings=("w",)),),
        applied=changes,
        state="done",
        undone=True,
        undoes=(1,),
    )
    library.save_turn(full)
    library.close()
    assert Library(library.folder).turn(turn.number) == full


def test_numbers_rise_also_across_restarts(library):
    assert [library.begin_turn("a").number, library.begin_turn("b").number] == [1, 2]
    assert Library(library.folder).begin_turn("c").number == 3
    assert [turn.text for turn in library.turns(last=2)] == ["b", "c"]


def test_replaced_ids_are_followed_and_circles_end(library):
    library.replaced([("a", "b"), ("b", "c")])
    assert library.current("a") == "c" and library.current("x") == "x"
    library.replaced([("c", "a")])
    assert library.current("a") in {"a", "b", "c"}


def test_what_another_program_replaced_is_followed_and_what_was_rolled_back_is_not(library, tmp_path):
    assert library.current("a") == "a"
    with closing(Library(tmp_path / "Tonmeister")) as other:
        other.replaced([("a", "b")])
    assert library.current("a") == "b"
    with pytest.raises(RuntimeError), library.database.atomic():
        library.replaced([("b", "c")])
        assert library.current("a") == "c"
        raise RuntimeError
    assert library.current("a") == "b"


def test_what_clips_are_shown_as_is_found_in_one_look(library, tmp_path):
    first, second, step, loose = (
        library.adopt(tone(tmp_path, name, value)) for name, value in zip("abcd", (0.1, 0.2, 0.3, 0.4), strict=True)
    )
    takes = Takes(library)
    takes.add(takes.open("place", "r1", Take(first.id)), Take(second.id))
    for one in (step, second):
        library.set_step(one.id, True)
    shown = takes.known([first.id, second.id, step.id, loose.id, "nothing"])
    assert shown == {first.id: "place", second.id: "place", loose.id: loose.id, "nothing": "nothing"}


def test_a_file_that_has_gone_is_named(library, tmp_path):
    clip = library.adopt(tone(tmp_path))
    clip.path.unlink()
    with pytest.raises(UserError, match="has gone"):
        library.clip(clip.id)


def test_a_full_disk_leaves_nothing_half_written(library, tmp_path, monkeypatch):
    clip = tone(tmp_path)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="the disk is full"):
        library.adopt(clip)
    assert not [p for p in library.folder.rglob("*") if p.suffix in (".wav", ".tmp")]
    assert library.clip(clip.id) is None


def test_a_broken_database_is_one_sentence(tmp_path):
    (tmp_path / "library.sqlite").write_bytes(b"this is not a database" * 100)
    with pytest.raises(UserError, match="cannot be opened"):
        Library(tmp_path)


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_that_takes_no_files_is_told_as_that(tmp_path, monkeypatch, made):
    folder = tmp_path / "Song" / "Tonmeister"
    (folder if made else folder.parent).mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    full = OSError(30, "Read-only file system")
    monkeypatch.setattr("engine.library.library_schema.opened", lambda path: (_ for _ in ()).throw(full))
    with pytest.raises(UserError, match=r"Song is read-only, and takes and history are kept there"):
        Library(folder)


@pytest.mark.parametrize("name", [b"applied_at", b"number", b"migration_set"])
@pytest.mark.parametrize("letter", [b"\xa1", b"Q"])
def test_flipped_names_of_columns_are_no_bug(tmp_path, name, letter):
    Library(tmp_path).close()
    whole = (tmp_path / "library.sqlite").read_bytes()
    (tmp_path / "library.sqlite").write_bytes(whole.replace(name, letter + name[1:]))
    for left in tmp_path.glob("library.sqlite-*"):
        left.unlink()
    try:
        opened = Library(tmp_path)
    except UserError as error:
        assert "cannot be opened" in str(error)
    else:
        opened.close()


def test_clips_of_files_are_checked(tmp_path):
    (tmp_path / "x.exe").write_text("x")
    (tmp_path / "y.wav").touch()
    for name, text in [("x.exe", "of a kind"), ("y.wav", "is empty"), ("z.wav", "There is no file")]:
        with pytest.raises(UserError, match=text):
            clip_from_file(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a/b", "a b"), ("CON", "CON clip"), ("  ..", "clip"), ("Vocal: é?", "Vocal é"), ("x" * 300, "x" * 100)],
)
def test_names_are_safe_on_every_system(name, safe):
    assert safe_file_name(name) == safe


def test_several_programs_may_make_and_use_one_library_at_once(tmp_path):
    script = (
        "import sys; from pathlib import Path; from engine.library.library import Library\n"
        "print(Library(Path(sys.argv[1])).begin_turn('x').number)"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "new")], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    numbers = [program.communicate()[0].strip() for program in programs]
    assert sorted(numbers) == ["1", "2", "3", "4"]


def test_a_write_waits_for_another_program_that_is_writing(library):
    turn = library.begin_turn("sing")
    library.save_turn(turn)
    with closing(sqlite3.connect(library.folder / "library.sqlite", check_same_thread=False)) as other:
        other.execute("create table of_another_program (id)")  # full-text tables are looked at again after that
        other.commit()
        other.execute("begin immediate")
        timer = threading.Timer(0.3, other.commit)
        timer.start()
        library.save_turn(replace(turn, answer="sung"))
        timer.join()
    assert library.turn(turn.number).answer == "sung"


@pytest.mark.parametrize(
    "body", ["{", "[" * 100_000, "{}", "null", '{"plan": 3}', '{"number": 2, "text": "x", "plan": {"steps": [1]}}']
)
def test_a_damaged_turn_is_shown_as_such_and_the_rest_lives(library, body):
    first, second, third = (library.begin_turn(text) for text in ("one", "two", "three"))
    for turn in (first, second, third):
        library.save_turn(replace(turn, state="done", answer="ok"))
    library.database.execute("update turn set body = ? where number = 2", [body])
    turns = library.turns()
    assert [turn.text for turn in turns] == ["one", "two", "three"]
    assert [turn.answer for turn in turns if turn.number != 2] == ["ok", "ok"]
    assert "damaged" in turns[1].answer and not turns[1].can_be_undone
    assert [turn.number for turn in library.turns_before(None, 2)] == [2, 3]


@pytest.mark.parametrize("column", ["recipe", "tags", "name", "seconds", "start_beats", "turn", "loudness_lufs"])
@pytest.mark.parametrize("value", ["{", "", "1", "null", "[" * 100_000, b"\xff", 1e308, None])
def test_a_damaged_clip_is_still_a_clip_and_can_be_looked_for(library, tmp_path, column, value):
    recipe = Recipe("speak", "espeak-ng", "1", 3, {"text": "hi"})
    one, two = (library.adopt(tone(tmp_path, name, level), recipe=recipe) for name, level in (("A", 0.1), ("B", 0.2)))
    library.database.execute(f"update clip set {column} = ? where id = ?", [value, one.id])
    assert library.clip(two.id) == replace(two, recipe=recipe)
    damaged = library.clip(one.id)
    assert damaged is not None and damaged.sha256 == one.sha256
    assert damaged.recipe in (None, recipe) and all(isinstance(tag, str) for tag in damaged.tags)
    assert tasks_of(library) == ["speak"]
    assert two.id in browse(library, LibraryQuery(task="speak"), {})[0]
    assert two.id in browse(library, LibraryQuery("shorter than 9 s"), {})[0]


@pytest.mark.parametrize("value", [None, "", "../../x", b"\xff", "[" * 100_000, 5])
def test_a_clip_whose_content_is_not_known_has_gone(library, tmp_path, value):
    recipe = Recipe("speak", "espeak-ng", "1", 3, {"text": "hi"})
    one, two = (library.adopt(tone(tmp_path, name, level), recipe=recipe) for name, level in (("A", 0.1), ("B", 0.2)))
    library.database.execute("update clip set sha256 = ? where id = ?", [value, one.id])
    with pytest.raises(UserError, match="The file of 'A' has gone"):
        library.clip(one.id)
    assert [clip.name for clip in library.clips_of([one.id, two.id])] == ["A", "B"]
    assert two.id in browse(library, LibraryQuery(""), {})[0]


def test_flipped_bytes_are_no_dead_end(library):
    turn = library.begin_turn("one")
    library.database.execute("update turn set body = cast(x'ff7b22fe' as text), text = cast(x'ff41' as text)")
    assert library.turn(turn.number).text == "\ufffdA"


def test_what_a_killed_program_had_half_written_is_cleared_away(tmp_path):
    library = Library(tmp_path)
    half = [tmp_path / "Clips" / ".beat.wav.77.tmp", tmp_path / "blobs" / "ab" / ".77.tmp"]
    for path in half:
        path.parent.mkdir(parents=True)
        path.touch()
    assert library.mark_interrupted() == [] and not any(path.exists() for path in half)
    library.close()
