"""The song that the talks are about, and what can be seen and heard in it afterwards."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.daw.daw import Region
from engine.library.library import Library
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.note import Note
from engine.planner.context import Planner
from engine.tasks.plan import Step
from models.edit.edit import Editor
from models.edit.effects import Effects
from models.edit.tempo_key import TempoKey
from tests.fakes import FakeDaw

RATE_HZ = 8000
BEATS = 32
AUDIO = ("Guitar", "Vocal", "Organ")
NOTES = ("Rhodes", "Bass", "Cello")
Seen = dict[str, dict[str, object]]
"""What is seen of each track: its fader, pan …, and its clips."""


class Song:
    """A small song in a DAW in memory with an assistant."""

    def __init__(self, folder: Path, planner: Planner) -> None:
        self._sounds = folder.parent
        (folder / "project").mkdir(parents=True)
        self.daw = FakeDaw(folder / "project", bpm=120.0)
        for number, name in enumerate(AUDIO):
            self.daw.user_sound(self.daw.user_track(name), self._sound(number), 0.0, name)
        for number, name in enumerate(NOTES):
            notes = [Note(48 + (5 * n + number) % 12, n * 1.02, 0.8, velocity=60 + n % 9) for n in range(BEATS - 1)]
            self.daw.user_notes(self.daw.user_track(name, "midi"), notes, 0.0, name)
        self.daw.user_track("Hall", "bus")
        self.library = Library(folder / "Tonmeister")
        self.assistant = Assistant(
            registry=Registry(models={model.id: model for model in (Editor(), Effects(), TempoKey())}),
            library=self.library,
            planner=planner,
            session=self.daw,
        )

    def _sound(self, number: int) -> Path:
        path = self._sounds / f"{AUDIO[number]}.wav"
        if not path.exists():
            t = np.arange(RATE_HZ * BEATS // 2) / RATE_HZ
            tone = 0.2 * np.sin(2 * np.pi * (200 + 70 * number) * t) * (1 + 0.5 * np.sin(2 * np.pi * t / 3))
            write_audio(path, Audio(tone[None].astype(np.float32), RATE_HZ))
        return path

    def region(self, name: str) -> str:
        """The id of a thing's clip, as steps call it."""
        return f"region:{next(one.id for one in self.daw.regions if one.name == name)}"

    def do(self, steps: Sequence[Step]) -> None:
        """Carry out steps, each as a request of its own."""
        for step in steps:
            self.assistant.ask(f"{step.task} {dict(step.args)}", steps=[step], approve=lambda plan: True)

    def seen(self) -> Seen:
        """What is there now."""
        shown = self.daw.snapshot()
        names = {track.id: track.name for track in shown.tracks}
        return {
            track.name: {
                "gain_db": round(track.gain_db, 2),
                "pan": round(track.pan, 3),
                "is": (track.mute, track.solo, track.color),
                "plugins": tuple((one.name, one.on, one.parameters) for one in track.plugins),
                "sends": tuple((names.get(one.to, one.to), round(one.gain_db, 1)) for one in track.sends),
                "lanes": tuple((lane.parameter, lane.points) for lane in track.automation),
                "clips": sorted(_clip(one) for one in shown.regions if one.track == track.id),
            }
            for track in shown.tracks
        }

    def close(self) -> None:
        """Let the library go."""
        self.library.close()


def _clip(region: Region) -> tuple[object, ...]:
    notes = tuple((n.pitch, round(n.start_beats, 3), round(n.length_beats, 3), n.velocity) for n in region.notes)
    fades = (round(region.fade_in_s, 2), round(region.fade_out_s, 2), round(region.gain_db, 2))
    place = (round(region.start_beats, 2), round(region.length_beats, 2), region.mute)
    return (*place, *fades, notes, _content(region))


def _content(region: Region) -> int:
    if not region.sources:
        return 0
    path = region.sources[0]
    return _checksum(path, path.stat().st_mtime_ns, round(region.offset_s, 3), round(region.length_s, 3))


@cache
def _checksum(path: Path, written_ns: int, offset_s: float, length_s: float) -> int:
    samples = read_audio(path, start_s=offset_s, end_s=offset_s + length_s).samples
    return zlib.crc32(np.round(samples * 2000).astype(np.int32).tobytes())
