"""A sound and a MIDI file brought into a stand-in as by the user's own hand: beside them stands what a script takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mido

from bridge.hosts.fake_bitwig.files import clip_of_file
from bridge.hosts.fake_bitwig.host import FakeBitwig
from bridge.hosts.fake_bitwig.world import BitwigWorld
from bridge.hosts.fake_live.clip import audio_clip, midi_clip
from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.world import LiveWorld
from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.hosts.fake_reaper.project import FakeReaperProject
from bridge.hosts.fake_reaper.things import PPQ, ReaperItem, ReaperSource, ReaperTake
from engine.media.audio import probe_audio


def raw_import_ms(host: Any, path: Path) -> float:
    """The time of the stand-in's thread for a file that is brought in as one step of undo; 0 where it has no hand."""
    spent = [0.0]

    def timed(act: Callable[[Any, Path], None]) -> Callable[[Any], None]:
        def timed_act(world: Any) -> None:
            began = time.thread_time()
            act(world, path)
            spent[0] = 1000 * (time.thread_time() - began)

        return timed_act

    if isinstance(host, FakeReaper):
        host.edit(timed(_into_reaper))
    elif isinstance(host, FakeLive):
        host.by_user(timed(_into_live))
    elif isinstance(host, FakeBitwig):
        host.by_user(timed(_into_bitwig), is_undoable=False)
    return spent[0]


def _events(path: Path) -> list[tuple[float, Any]]:
    """All messages of a MIDI file with their beats."""
    file, found = mido.MidiFile(path), []
    for track in file.tracks:
        at = 0.0
        for message in track:
            at += message.time / file.ticks_per_beat
            found.append((at, message))
    return sorted(found, key=lambda row: row[0])


def _into_reaper(project: FakeReaperProject, path: Path) -> None:
    item, take = ReaperItem(), ReaperTake(name=path.stem)
    if path.suffix == ".mid":
        rows = [(round(at * PPQ), 0, bytes(one.bytes())) for at, one in _events(path) if not one.is_meta]
        take.source = ReaperSource(events=rows)
        item.values["D_LENGTH"] = project.now.tempo.seconds(rows[-1][0] / PPQ)
    else:
        take.source = ReaperSource(path=path, seconds=probe_audio(path).seconds)
        item.values["D_LENGTH"] = take.source.seconds
    item.takes.append(take)
    with project.step("Insert media"):
        project.now.tracks[-1].items.append(item)


def _into_live(world: LiveWorld, path: Path) -> None:
    world.about_to_change()
    is_notes = path.suffix == ".mid"
    track = world.new_track("midi" if is_notes else "audio", path.stem, -1)
    if not is_notes:
        world.put(track, audio_clip(world, str(path)), 0.0)
        return
    clip, open_, rows = midi_clip(world, 4.0), dict[int, tuple[float, float]](), []
    for at, one in _events(path):
        if one.type == "note_on" and one.velocity:
            open_[one.note] = (at, float(one.velocity))
        elif one.type in ("note_on", "note_off") and one.note in open_:
            start, velocity = open_.pop(one.note)
            rows.append((world.number(), one.note, start, at - start, velocity, False))
    clip.notes = tuple(rows)
    world.put(track, clip, 0.0)


def _into_bitwig(world: BitwigWorld, path: Path) -> None:
    world.keep()
    project = world.project
    track = project.new_track("Instrument" if path.suffix == ".mid" else "Audio", path.stem)
    if not project.scenes:
        project.add_scene()
    track.slots[0] = clip_of_file(path, project.tempo)
