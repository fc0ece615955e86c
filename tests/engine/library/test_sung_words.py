"""The project remembers which words were sung on which notes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.assistant.assistant import Assistant
from engine.catalog.model import Brief, Facts, Report, Result
from engine.catalog.registry import Registry
from engine.errors import UserError
from engine.library.library import Library
from engine.library.sung_words import SungWords, WordStore, spots_of
from engine.media.note import Note
from engine.planner.context import Planner
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Step
from tests.fakes import FakeDaw, FakeModel, ScriptedPlanner

MELODY = [Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((67, 70, 74, 72, 70, 69, 67, 67))]
WORDS = "when the night is falling slow now"
SUNG = WORDS.replace("falling", "fal- ling").split()


class Singer(FakeModel):
    """Remembers what it was asked to sing, and returns a table as singers do."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[dict[str, Any]] = []

    def run(self, args: Any, inputs: Any, brief: Brief, report: Report) -> dict[str, Result]:
        """Sing one token of the words a note."""
        self.asked.append({**args, "seed": brief.seed})
        tokens = str(args.get("lyrics", "")).replace("falling", "fal- ling").split()
        rows = [{"note": number + 1, "syllable": token} for number, token in enumerate(tokens[: len(MELODY)])]
        return {**super().run(args, inputs, brief, report), "table": Facts({"rows": rows})}


class Room:
    """A DAW in memory with a selected melody, and the assistant."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.session = FakeDaw(folder)
        self.track = self.session.user_track("Melody", "midi")
        self.region = self.session.user_notes(self.track, MELODY, 8.0)
        self.session.select(self.region)
        self.open()

    def open(self, planner: Planner | None = None) -> None:
        """Start Tonmeister, again."""
        self.singer = Singer()
        self.assistant = Assistant(
            registry=Registry(models={"fake": self.singer}),
            library=Library(self.folder / "Tonmeister"),
            planner=planner or OfflinePlanner(),
            session=self.session,
        )

    def ask(self, text: str) -> dict[str, Any]:
        turn = self.assistant.ask(text)
        assert turn.state == "done", turn.answer
        return self.singer.asked[-1]

    def sing(self, **args: str) -> dict[str, Any]:
        """Carry out this very step, whatever a planner would have made of it."""
        self.assistant.library.close()
        self.open(ScriptedPlanner({"sing": [Step("sing", {"midi": f"region:{self.region}", **args})]}))
        return self.ask("sing")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    room = Room(tmp_path)
    room.ask(f'sing this: "{WORDS}"')
    return room


def test_words_voice_and_seed_are_kept(room: Room) -> None:
    first = room.singer.asked[0]
    again = room.sing(voice="female")
    assert again["lyrics"].split() == SUNG
    assert again["seed"] == first["seed"] == 1
    assert room.sing()["voice"] == "female"


def test_after_a_restart_they_are_still_known(room: Room) -> None:
    room.assistant.library.close()
    room.open()
    assert room.ask("sing the selected notes with a female voice")["lyrics"].split() == SUNG


def test_an_edited_melody_keeps_its_words(room: Room) -> None:
    edited = [Note(71, 1.0, 1.0) if note.start_beats == 1.0 else note for note in MELODY]
    room.session._set_region(room.region, notes=tuple(edited))
    room.session.select(room.region)
    assert room.sing(voice="female")["lyrics"].split() == SUNG
    room.session._set_region(room.region, notes=(*edited, Note(65, 8.0, 2.0)), length_beats=10.0)
    room.session.select(room.region)
    assert room.sing(voice="female")["lyrics"] == WORDS, "another number of notes: laid out anew"


def test_a_copy_of_the_region_has_the_words_too(room: Room) -> None:
    copy = room.session.user_notes(room.track, MELODY, 8.0)
    room.session.regions = [region for region in room.session.regions if region.id != room.region]
    room.session.select(copy)
    assert room.ask("sing the selected notes with a female voice")["lyrics"].split() == SUNG


def test_new_words_replace_the_old_ones(room: Room) -> None:
    room.ask('sing the selected notes: "one two three four five six seven eight"')
    assert room.sing(voice="female")["lyrics"].startswith("one two three")


def test_another_take_has_another_seed(room: Room) -> None:
    assert room.ask("another take")["seed"] != room.singer.asked[0]["seed"]


def test_another_take_is_what_is_remembered_from_then_on(room: Room) -> None:
    library = room.assistant.library
    turn = library.begin_turn("sing", again_of=1)
    step = Step("sing", {"midi": f"region:{room.region}", "lyrics": WORDS})
    assert room.assistant.ask("sing", turn=turn, steps=[step]).state == "done"
    assert room.singer.asked[-1]["seed"] == turn.number
    words = WordStore(library).find(room.region, ())
    assert words is not None and words.seed == turn.number


def test_words_in_the_notes_come_first(room: Room) -> None:
    own = [Note(note.pitch, note.start_beats, 1.0, 90, "la") for note in MELODY]
    room.session._set_region(room.region, notes=tuple(own))
    assert "lyrics" not in room.sing()


def remembered(syllables: str) -> SungWords:
    rows = tuple(enumerate(syllables.split()))
    return SungWords("r", "the words", "", "", 1, spots_of(MELODY, 8.0), rows)


def test_some_of_the_notes_get_their_own_syllables() -> None:
    words = remembered("when the night is fal- ling slow now")
    assert words.lyrics_for(spots_of(MELODY[4:6], 8.0)) == "fal- ling"
    assert words.lyrics_for(spots_of([*MELODY, Note(60, 20, 1)], 8.0)) == "the words"


def test_a_part_that_begins_on_a_held_note_takes_the_syllable_up_again() -> None:
    assert remembered("when ~ ~ the night ~ is now").lyrics_for(spots_of(MELODY[2:5], 8.0)) == "when the night"


def test_two_syllables_on_a_note_are_laid_out_anew() -> None:
    words = SungWords("r", "the words", "", "", 1, spots_of(MELODY, 8.0), ((0, "the"), (0, "words")))
    assert words.lyrics_for(spots_of(MELODY, 8.0)) == "the words"


def test_an_edited_syllable_is_remembered(room: Room) -> None:
    store = WordStore(room.assistant.library)
    words = store.find(room.region, ())
    assert words is not None
    store.remember(words.with_syllable(3, "day"))
    assert room.sing()["lyrics"].split() == [*SUNG[:2], "day", *SUNG[3:]]
    assert room.sing(lyrics=WORDS, voice="female")["lyrics"].split()[2] == "day", "repeated words are the same words"
    with pytest.raises(UserError, match="Nothing is sung on note 99"):
        words.with_syllable(99, "oh")
    with pytest.raises(UserError, match="cannot be empty"):
        words.with_syllable(1, " ")


def test_rows_survive(tmp_path: Path) -> None:
    library = Library(tmp_path)
    words = remembered("when the night is fal- ling slow now")
    WordStore(library).remember(words)
    assert WordStore(library).find("r", ()) == words
    assert WordStore(library).find("another", words.notes) == words
    assert WordStore(library).find("another", spots_of(MELODY, 100.0)) is None


def test_a_region_keeps_its_words_when_other_notes_gave_it_another_id(tmp_path: Path) -> None:
    """Ardour makes a region anew for each edit of its notes; transposed they are like none that were sung."""
    library = Library(tmp_path)
    words = SungWords("first", WORDS, "", "", 1, spots_of(MELODY, 0.0), turn=1)
    WordStore(library).remember(words)
    library.replaced([("first", "second")])
    library.replaced([("second", "third")])
    higher = [replace(note, pitch=note.pitch + 2) for note in MELODY]
    assert WordStore(library).find("third", spots_of(higher, 0.0)) == words
    anew = SungWords("third", "stay", "", "", 1, spots_of(higher, 0.0), turn=2)
    WordStore(library).remember(anew)
    assert WordStore(library).find("third", ()) == anew
