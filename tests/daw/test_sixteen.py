"""The sixteen tasks in a musician's words on a real Ardour session: what has a place lies beside its source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from bench.song_maker import RATE as SONG_RATE
from bench.song_maker import make_song
from bridge.ardour.session import ArdourSession
from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw.daw import NewTrack, PlaceAudio, PlaceMidi, Region
from engine.library.turn import Turn
from engine.media.audio import Audio, read_audio, resample, write_audio
from engine.media.note import Note
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library
from tests.daw.conftest import done
from tests.models.picture.drawn_face import drawn_face
from tests.models.speech.said import DOOR, RIVER, said

RATE = 48000
INTERVIEW_BEATS, SONG_BEATS, MELODY_BEATS = 8.0, 4.0, 16.0
MELODY = tuple(Note(60 + step, float(beat), 1.0) for beat, step in enumerate((0, 2, 4, 5)))


class Room:
    """A session with a recording, a song, a day of sounds, two people talking and a melody."""

    def __init__(self, session: ArdourSession, folder: Path) -> None:
        self.session, self.folder = session, folder
        speech, other = (_loud(said(text, voice)) for text, voice in ((DOOR, "rms"), (RIVER, "slt")))
        song = resample(Audio(make_song(5).mix.astype(np.float32), SONG_RATE), RATE).samples[:, : 6 * RATE]
        gap, count = np.zeros(RATE, np.float32), min(len(speech), len(other), 3 * RATE)
        day = np.concatenate([gap, speech, gap, song.mean(axis=0)])
        pan = np.array([[0.9, 0.25], [0.25, 0.9]], np.float32)
        sounds = {
            "Interview": (INTERVIEW_BEATS, speech[None]),
            "Song": (SONG_BEATS, song),
            "Day": (0.0, day[None]),
            "Guest": (INTERVIEW_BEATS, _in_a_draught(speech)[None]),
            "Hosts": (0.0, pan @ np.stack([speech[:count], other[:count]])),
        }
        for name, (beats, samples) in sounds.items():
            path = write_audio(folder / f"{name}.wav", Audio(np.ascontiguousarray(samples, np.float32), RATE))
            done(session, NewTrack(name, "audio", "t", len(samples)), PlaceAudio("t", path, beats, name, "r"))
        done(session, NewTrack("Tune", "midi", "m"), PlaceMidi("m", MELODY, MELODY_BEATS, 4.0, "Tune", "n"))
        self.face, self.beach = folder / "face.png", folder / "beach.png"
        cv2.imwrite(str(self.face), drawn_face())
        cv2.imwrite(str(self.beach), np.full((240, 320, 3), (220, 170, 90), np.uint8))
        library = open_library(session.snapshot().project)
        self.assistant = Assistant(registry=discover(), library=library, planner=OfflinePlanner(), session=session)

    def ask(self, text: str, *files: Path) -> tuple[Turn, list[Region]]:
        """Say something; the turn, and the regions that have come to lie on tracks."""
        before = {region.id for region in self.session.snapshot().regions}
        turn = self.assistant.ask(text, files)
        assert turn.state == "done", turn.answer
        return turn, [region for region in self.session.snapshot().regions if region.id not in before]


def _loud(samples: np.ndarray) -> np.ndarray:
    """Speech of the test voices at the session's rate."""
    sound = resample(Audio(samples[None].astype(np.float32), 16000), RATE).samples[0]
    return np.asarray(sound / np.abs(sound).max() * 0.5, np.float32)


def _in_a_draught(samples: np.ndarray) -> np.ndarray:
    """Speech with a hiss 20 dB below its peaks."""
    hiss = np.random.default_rng(7).standard_normal(len(samples)) * 0.05 * np.abs(samples).max()
    return np.asarray(samples + hiss, np.float32)


@pytest.fixture(scope="module")
def room(session: ArdourSession, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    room = Room(session, tmp_path_factory.mktemp("sounds"))
    yield room
    room.assistant.library.close()


@pytest.mark.parametrize(
    ("text", "task", "beats", "count"),
    [
        ("translate the interview into Spanish and say it", "translate_speech", INTERVIEW_BEATS, 1),
        ("make the interview whisper", "style_transfer", INTERVIEW_BEATS, 1),
        ("make the voice in the guest recording clean and close", "enhance_speech", INTERVIEW_BEATS, 1),
        # a clean voice comes out as it was, and what an edit leaves as it was is not placed
        ("make the voice in the interview clean and close", "enhance_speech", INTERVIEW_BEATS, 0),
        ("put the two hosts on separate tracks", "separate_speakers", 0.0, 2),
        ("let the interview circle around the listener", "binauralize", INTERVIEW_BEATS, 1),
        ("repair the dropout in the song from 1.0 to 1.03 seconds", "inpaint", SONG_BEATS, 1),
        ("pull the speech out of the day recording", "extract_sound", 0.0, 2),
        ('sing the tune with the words "over the river"', "sing", MELODY_BEATS, 1),
    ],
)
def test_what_is_made_of_a_clip_lies_beside_it(room: Room, text: str, task: str, beats: float, count: int) -> None:
    turn, regions = room.ask(text)
    assert [step.task for step in turn.plan.steps] == [task] and len(regions) == count
    for region in regions:
        lead_in_s = max(clip.lead_in_s for clip in map(room.assistant.library.clip, turn.clip_ids) if clip)
        tempo_map = room.session.snapshot().tempo_map
        assert abs(tempo_map.seconds_at(region.start_beats) + lead_in_s - tempo_map.seconds_at(beats)) < 2 / RATE
        assert np.abs(read_audio(region.sources[0]).samples).max() > 0.01


@pytest.mark.parametrize(
    ("text", "task", "words"),
    [
        ("write down what is said in the interview", "transcribe", ("opened", "door")),
        ("find the speech in the day recording", "detect_target_sound", ("speech",)),
        ("which sounds are in the day recording?", "detect_sounds", ("speech", "music")),
        ("describe the day recording in one sentence", "caption_audio", ("speech", "music")),
    ],
)
def test_what_is_heard_in_a_clip_is_told_and_nothing_is_placed(
    room: Room, text: str, task: str, words: tuple[str, ...]
) -> None:
    turn, regions = room.ask(text)
    assert [step.task for step in turn.plan.steps] == [task] and not regions
    assert all(word in turn.answer.lower() for word in words), turn.answer


def test_what_is_made_from_nothing_or_a_picture(room: Room) -> None:
    turn, (spoken,) = room.ask('say "the bar is now closed" at bar 9')
    assert turn.plan.steps[0].task == "speak" and spoken.start_beats == 32
    turn, (beat,) = room.ask("a two bar lo-fi loop in the song's tempo")
    assert turn.plan.steps[0].task == "generate_audio" and abs(beat.length_beats - 8) < 0.001
    turn, (sea,) = room.ask("make a sound that fits this picture, 3 seconds", room.beach)
    assert turn.plan.steps[0].task == "image_to_audio" and abs(sea.length_s - 3) < 0.01
    turn, regions = room.ask("make this face speak the interview", room.face)
    video = room.assistant.library.clip(turn.clip_ids[0])
    assert turn.plan.steps[0].task == "talking_head" and not regions and video and video.kind == "video"
