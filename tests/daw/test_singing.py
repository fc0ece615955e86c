"""Singing in a real Ardour: select, ask, edit a note, ask again; everything at the right sample."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from bridge.ardour.session import ArdourSession
from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw.daw import NewTrack, PlaceMidi, Region, SetNotes, SetTempo
from engine.library.turn import Turn
from engine.media.audio import read_audio
from engine.media.note import Note
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library
from tests.daw.conftest import done

MELODY = tuple(
    Note(pitch, start, length)
    for pitch, start, length in ((60, 1, 1), (62, 2, 1), (64, 3, 2), (67, 7, 1), (65, 8, 1), (64, 9, 1), (62, 10, 2))
)
WORDS = "stay with me / through the morn-ing"
START_BEATS = 8.0


class Room:
    """The session with a selected melody over two tempos, and the assistant."""

    def __init__(self, session: ArdourSession) -> None:
        self.session = session
        made = done(
            session,
            NewTrack("Melody", "midi", "m"),
            PlaceMidi("m", MELODY, START_BEATS, 12.0, "Melody", "notes"),
            SetTempo(126.0, 12.0),
        )
        self.region = made["notes"]
        session.select(regions=[self.region])
        self.assistant = Assistant(
            registry=discover(),
            library=open_library(session.snapshot().project),
            planner=OfflinePlanner(),
            session=session,
        )

    def ask(self, text: str) -> tuple[Turn, Region]:
        """Say something; the turn, and the region that lies on the track it made."""
        before = {region.id for region in self.session.snapshot().regions}
        turn = self.assistant.ask(text)
        assert turn.state == "done", turn.answer
        (region,) = [region for region in self.session.snapshot().regions if region.id not in before]
        return turn, region


@pytest.fixture(scope="module")
def room(session: ArdourSession) -> Iterator[Room]:
    room = Room(session)
    yield room
    room.assistant.library.close()


@pytest.fixture(scope="module")
def sung(room: Room) -> tuple[Turn, Region]:
    """The melody with its words, as it was sung first."""
    return room.ask(f'sing the selected notes: "{WORDS}"')


def test_a_vocal_lies_at_its_bars_to_the_sample(room: Room, sung: tuple[Turn, Region]) -> None:
    turn, region = sung
    tempo_map = room.session.snapshot().tempo_map
    assert tempo_map.bpm_at(0) == 96 and tempo_map.bpm_at(13) == 126
    clip = room.assistant.library.clip(turn.steps[0].clips["audio"])
    assert clip is not None and clip.start_beats == START_BEATS
    starts_at = round(region.start_s * 48000) + round(clip.lead_in_s * 48000)
    assert abs(starts_at - tempo_map.sample_at(START_BEATS, 48000)) <= 1
    rows = turn.steps[0].facts["table"]["rows"]
    for row, note in zip(rows, MELODY, strict=True):
        at_s = region.start_s + row["start_s"]
        assert abs(at_s - tempo_map.seconds_at(START_BEATS + note.start_beats)) * 48000 <= 5, "rows have 4 decimals"
    assert [row["syllable"] for row in rows] == ["stay", "with", "me", "through", "the", "morn-", "ing"]
    sound = read_audio(region.sources[0])
    assert abs(sound.frames - round(region.length_s * 48000)) <= 1
    assert np.abs(sound.samples[:, : round(0.2 * 48000)]).max() < 0.5


@pytest.mark.usefixtures("sung")
def test_an_edited_note_is_sung_with_the_same_words_and_only_its_phrase(room: Room) -> None:
    edited = tuple(Note(69, 8, 1) if note.start_beats == 8 else note for note in MELODY)
    done(room.session, SetNotes(room.region, edited))
    room.session.select(regions=[room.region])
    turn, _ = room.ask("sing the selected notes again")
    table = turn.steps[0].facts["table"]
    assert [row["syllable"] for row in table["rows"]] == ["stay", "with", "me", "through", "the", "morn-", "ing"]
    assert table["rows"][4]["pitch"] == "A4"
    assert (table["phrases"], table["sung_again"]) == (2, 1)
    assert "1 of 2 phrases changed: only that was sung again." in turn.answer


@pytest.mark.usefixtures("sung")
def test_a_third_above_lies_beside_the_vocal(room: Room) -> None:
    turn, region = room.ask("add a third above the vocal")
    clip = room.assistant.library.clip(turn.steps[0].clips["audio"])
    tempo_map = room.session.snapshot().tempo_map
    assert clip is not None
    starts_at = round(region.start_s * 48000) + round(clip.lead_in_s * 48000)
    assert abs(starts_at - tempo_map.sample_at(START_BEATS, 48000)) <= 1
    (part,) = turn.steps[0].facts["facts"]["parts"]
    assert part["part"] == "third above" and len(part["notes"]) == len(MELODY)
