"""What would be sung on selected notes, told before anything is sung."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.assistant.song_sheet import SingingWish
from engine.daw.selection import Selection
from engine.errors import UserError
from engine.library.library import Library
from engine.media.audio import read_audio
from engine.media.note import Note
from engine.tasks.plan import Step
from engine.wire.wire import SongView
from models.singing.world_singer import WorldSinger
from tests.patience import PATIENCE_S
from tests.real_engine import RealEngine

MELODY = tuple(Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((60, 62, 64, 65)))
TWO_PHRASES = (*MELODY, *(replace(note, start_beats=note.start_beats + 8) for note in MELODY))
VOICE = "max"
"""A voice that is always there."""


class Studio:
    """A song with a melody from bar 3 on, and the engine that knows it."""

    def __init__(self, folder: Path, notes: tuple[Note, ...]) -> None:
        self.engine = RealEngine(folder, {"world-singer": WorldSinger()})
        self.daw = self.engine.daw
        self.track = self.daw.user_track("Lead", "midi")
        self.region = self.daw.user_notes(self.track, notes, 8.0)
        self.daw.select(self.region)
        self.service = self.engine.service
        self.project = self.service.open("fake")

    def look(self) -> None:
        self.project._look()

    def song(self, midi: str = "selection", **how: str) -> SongView:
        return self.service.song(self.project.key, SingingWish(midi, **how))

    def sing(self, **args: str) -> None:
        number = self.project.ask("sing", steps=[Step("sing", args)]).number
        end = time.monotonic() + PATIENCE_S
        while (state := self.project.reader.turn(number).state) in ("queued", "running"):
            assert time.monotonic() < end
            time.sleep(0.02)
        assert state == "done"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Studio]:
    one = Studio(tmp_path, MELODY)
    yield one
    one.service.close()


def test_words_stand_on_the_notes_of_the_selected_region(context: Studio) -> None:
    song = context.song(lyrics="shine on morning", voice=VOICE)
    assert (song.track, song.place, song.words_from, song.sings) == ("Lead", "bar 3", "asked", VOICE)
    assert [(one.note, one.text) for one in song.syllables] == [(1, "shine"), (2, "on"), (3, "mor-"), (4, "ning")]
    assert [note.pitch for note in song.notes] == [60, 62, 64, 65]
    assert [(bar.number, bar.at_beats) for bar in song.bars] == [(3, 0.0)]
    assert song.selection == {} and song.midi != "selection", "a region is meant by its id, whatever is selected later"


def test_where_nothing_is_selected_the_clips_of_notes_are_told_and_each_can_be_sung(context: Studio) -> None:
    context.daw.user_notes(context.track, MELODY, 32.0)
    context.daw.selection = Selection()
    context.look()
    with pytest.raises(UserError, match="No notes are selected"):
        context.song()
    found = context.service.melodies(context.project.key)
    assert [(one.track, one.place) for one in found] == [("Lead", "bar 3"), ("Lead", "bar 9")]
    assert [context.song(one.midi).place for one in found] == ["bar 3", "bar 9"]


def test_a_session_without_notes_asks_for_some(context: Studio) -> None:
    context.daw.regions.clear()
    context.daw.selection = Selection()
    context.look()
    assert context.service.melodies(context.project.key) == []
    with pytest.raises(UserError, match="no notes here yet"):
        context.song()


def test_nothing_is_kept_of_a_look(context: Studio) -> None:
    def kept(library: Library, snapshot: object) -> list[int]:
        return [table.count for table in library.database.tables]

    before = context.project.reader.read(kept)
    context.song(lyrics="la la", voice=VOICE)
    assert context.project.reader.read(kept) == before


def test_too_many_syllables_share_notes_and_too_few_are_held(context: Studio) -> None:
    many = context.song(lyrics="one two three four five six", voice=VOICE)
    assert any(one.is_split for one in many.syllables)
    few = context.song(lyrics="one two", voice=VOICE)
    assert sum(one.is_held for one in few.syllables) == 2 and all(
        one.text == "~" for one in few.syllables if one.is_held
    )


def test_without_words_they_come_from_the_notes_and_else_it_is_la(tmp_path: Path) -> None:
    lyrics = ("run", "to", "the", "sea")
    context = Studio(tmp_path, tuple(replace(note, lyric=word) for note, word in zip(MELODY, lyrics, strict=True)))
    assert context.song(voice=VOICE).words_from == "notes"
    assert context.song(voice=VOICE).lyrics == "run to the sea"
    context.service.close()
    bare = Studio(tmp_path / "bare", MELODY)
    song = bare.song(voice=VOICE)
    assert song.words_from == "nothing" and any("'la'" in hint for hint in song.hints)
    bare.service.close()


def test_after_singing_only_what_changed_is_new(tmp_path: Path) -> None:
    context = Studio(tmp_path, TWO_PHRASES)
    words = "shine on till morn- and I will stay"
    assert [phrase.is_sung for phrase in context.song(lyrics=words, voice=VOICE).phrases] == [False, False]
    context.sing(midi=context.song().midi, lyrics=words, voice=VOICE)
    context.look()
    song = context.song()
    assert (song.words_from, song.voice) == ("before", VOICE)
    assert [phrase.is_sung for phrase in song.phrases] == [True, True]
    changed = context.song(lyrics=words.replace("stay", "go"), voice=VOICE)
    assert [phrase.is_sung for phrase in changed.phrases] == [True, False]
    assert [(phrase.first_note, phrase.last_note) for phrase in changed.phrases] == [(1, 4), (5, 8)]
    assert changed.phrases[1].text == "and I will go"
    context.service.close()


def test_selected_notes_of_a_region_are_meant_by_their_bars(context: Studio) -> None:
    context.daw.selection = Selection(
        (context.track,), (), 9.0, 11.0, tuple(replace(note, start_beats=note.start_beats + 8) for note in MELODY[1:3])
    )
    context.look()
    song = context.song(lyrics="on my", voice=VOICE)
    assert [note.pitch for note in song.notes] == [62, 64] and song.midi == "selection"
    assert song.selection == {"bars": [3.25, 3.75], "track": "Lead"}


def test_a_line_that_is_too_high_is_told_before_it_is_sung(tmp_path: Path) -> None:
    context = Studio(tmp_path, tuple(replace(note, pitch=note.pitch + 30) for note in MELODY))
    assert any("too high" in hint for hint in context.song(lyrics="la la la la", voice=VOICE).hints)
    context.service.close()


@pytest.mark.parametrize("midi", ["selection", "gone", "region:nowhere"])
def test_without_notes_there_is_a_sentence(context: Studio, midi: str) -> None:
    context.daw.selection = Selection()
    context.look()
    with pytest.raises(UserError, match="select"):
        context.song(midi)


def test_a_voice_is_heard_in_the_key_of_the_song(context: Studio) -> None:
    sample = context.service.voice_sample(context.project.key, VOICE, "")
    sound = read_audio(Path(sample.path))
    assert 1.0 < sample.seconds < 2.6 and abs(sound.samples).max() > 0.05


def test_the_voices_say_whether_they_sing_and_may_be_sold(context: Studio) -> None:
    rows = context.service.voices.told()["voices"]
    mine = next(row for row in rows if row["id"] == VOICE)
    assert "sing" in mine["tasks"] and mine["ready"] and mine["licence"] and mine["low"] < mine["high"]
