"""Holds conversations with a real assistant, a DAW in memory and stand-ins for the models.

A file of conversations has songs, and talks in them (README.md):

    song s1 tempo 96 meter 4/4 key A minor
    track Lead Vox audio 5-13 17-29
    marker Chorus 13
    talk t01 s1 playhead 9 selected Bass
    > what is said
    < what is wanted
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.assistant.assistant import Assistant
from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.catalog.registry import Registry
from engine.daw import daw
from engine.errors import TonmeisterError
from engine.library.library import Library
from engine.media.audio import Audio, write_audio
from engine.media.clip import audio_clip, midi_clip
from engine.media.note import Note, TempoMap
from engine.planner.context import Context, Planner
from engine.tasks.plan import Plan
from engine.tasks.task import all_tasks
from models.edit.edit import Editor
from models.edit.tempo_key import TempoKey
from tests.fakes import FakeDaw

_RATE_HZ = 8000
_LONGEST_S = 120.0
_SONG = re.compile(r"song (\S+) tempo ([\d.]+)(?: meter (\d+)/(\d+))?(?: key .+)?")
_TRACK = re.compile(r"track (.+?) (audio|midi|bus)((?: [\d.]+-[\d.]+)*)(?: '(.+)')?")
_MARKER = re.compile(r"marker (.+) ([\d.]+)")
_TALK = re.compile(r"talk (\S+) (\S+)(?: playhead ([\d.]+))?(?: selected (.+))?")
_MADE = re.compile(r'"[0-9a-f]{12}"')
"""The id of a clip that lies in the library only."""


@dataclass
class Scene:
    """A song as it is written down."""

    tempo_bpm: float
    meter: tuple[int, int]
    tracks: list[tuple[str, str, list[tuple[float, float]], str]] = field(default_factory=list)
    """Name, kind, bars of the clips (the end is the bar behind), name of the clips or ""."""
    markers: list[tuple[str, float]] = field(default_factory=list)

    @property
    def bar_beats(self) -> float:
        """Quarter notes of a bar."""
        return self.meter[0] * 4 / self.meter[1]


@dataclass
class Talk:
    """A conversation as it is written down."""

    name: str
    song: str
    playhead_bar: float
    selected: str
    turns: list[tuple[str, str]] = field(default_factory=list)
    """What is said and what is wanted."""


@dataclass(frozen=True)
class Held:
    """One turn as it went."""

    id: str
    """talk.turn"""
    text: str
    wanted: str
    context: Context | None
    plan: Plan | None
    told: str
    """The calls of the plan, ids told by names."""
    state: str
    answer: str


def read_talks(path: Path) -> tuple[dict[str, Scene], list[Talk]]:
    """The songs and conversations of a file."""
    songs: dict[str, Scene] = {}
    talks: list[Talk] = []
    song = Scene(120, (4, 4))
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        if line[0] in "#=":
            continue
        if line[0] == ">":
            talks[-1].turns.append((line[1:].strip(), ""))
        elif line[0] == "<":
            talks[-1].turns[-1] = talks[-1].turns[-1][0], line[1:].strip()
        elif match := _SONG.fullmatch(line):
            song = songs[match[1]] = Scene(float(match[2]), (int(match[3] or 4), int(match[4] or 4)))
        elif match := _TRACK.fullmatch(line):
            spans = [tuple(map(float, span.split("-"))) for span in match[3].split()]
            song.tracks.append((match[1], match[2], [(a, b) for a, b in spans], match[4] or ""))
        elif match := _MARKER.fullmatch(line):
            song.markers.append((match[1], float(match[2])))
        elif match := _TALK.fullmatch(line):
            talks.append(Talk(match[1], match[2], float(match[3] or 1), match[4] or ""))
        else:
            sys.exit(f"{path}: this line cannot be read: {line}")
    return songs, talks


def held(talk: Talk, scene: Scene, folder: Path, planner: Planner) -> Iterator[Held]:
    """The turns of a conversation, each carried out."""
    listens = _Listens(planner)
    session = _session(talk, scene, folder)
    library = Library(folder / "Tonmeister")
    models: list[Model] = [Editor(), TempoKey(), StandIn()]
    assistant = Assistant(
        registry=Registry(models={model.id: model for model in models}),
        library=library,
        planner=listens,
        session=session,
    )
    for number, (text, wanted) in enumerate(talk.turns, 1):
        names = _names(session.snapshot(), scene)
        listens.context = None
        try:
            turn = assistant.ask(text, approve=lambda plan: True)
            plan, state, answer = turn.plan, str(turn.state), turn.answer
        except TonmeisterError as error:
            plan, state, answer = None, "error", str(error)
        yield Held(
            f"{talk.name}.{number}", text, wanted, listens.context, plan, _told(plan, names), state, answer
        )  # fmt: skip
    library.close()


class _Listens(Planner):
    """A planner that remembers what it was shown."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self.name = planner.name
        self.context: Context | None = None

    def plan(self, text: str, context: Context) -> Plan:
        """See Planner."""
        self.context = context
        return self._planner.plan(text, context)


class StandIn(Model):
    """Makes tones, notes and words of the right kind and length for every task with a model."""

    id = "stand-in"
    name = "Stand-in"
    licence = Licence("GPL-3.0-or-later")
    tasks = tuple(task.id for task in all_tasks().values() if task.kind == "model")

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Any], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """See Model."""
        report(0, 1, "making")
        given = [one for value in inputs.values() for one in (value if isinstance(value, list | tuple) else [value])]
        source = given[0] if given else None
        placing = {"start_beats": source.start_beats} if source and source.start_beats is not None else {}
        lasts_s = args.get("duration_s") or (source.seconds if source else 0) or brief.tempo_map.seconds_at(16.0)
        t = np.arange(round(min(lasts_s, _LONGEST_S) * brief.sample_rate_hz)) / brief.sample_rate_hz
        seed = zlib.crc32(f"{brief.task} {sorted(map(str, args.items()))} {brief.seed}".encode())
        tone = Audio((0.1 * np.sin(2 * np.pi * (200 + seed % 400) * t))[None].astype(np.float32), brief.sample_rate_hz)
        parts = _parts(brief.task, args)
        if parts:
            return {name: audio_clip(brief.folder, name.title(), tone, **placing) for name in parts}
        name = _name(brief.task, args, source.name if source else "")
        made: dict[str, Result] = {}
        for output in all_tasks()[brief.task].outputs:
            if output.kind == "audio":
                made[output.name] = audio_clip(brief.folder, name, tone, **placing)
            elif output.kind == "midi":
                beats = float(args.get("bars") or 4) * 4
                notes = [Note(48 + 3 * (n % 5), float(n), 0.9) for n in range(int(beats))]
                made[output.name] = midi_clip(brief.folder, name, notes, brief.tempo_map, beats, **placing)
            elif output.kind == "text":
                made[output.name] = "we walk along the river and we sing"
        report(1, 1, "making")
        return made


def _name(task: str, args: Mapping[str, Any], source: str) -> str:
    said = {"sing": "Vocal", "generate_audio": args.get("prompt", ""), "generate_midi": args.get("kind") or "notes"}
    return str(said[task]).capitalize()[:40] if task in said else f"{source} {task}".strip()


def _parts(task: str, args: Mapping[str, Any]) -> list[str]:
    if task == "separate_speakers":
        return ["speaker_1", "speaker_2"]
    stems = args.get("stems") or ["vocals", "drums", "bass", "other"]
    return list(dict.fromkeys([*stems, "rest"])) if task == "separate_stems" else []


def _session(talk: Talk, scene: Scene, folder: Path) -> FakeDaw:
    (folder / "project").mkdir(parents=True)
    made = FakeDaw(folder / "project", bpm=scene.tempo_bpm)
    made.tempo_map = TempoMap.constant(scene.tempo_bpm, *scene.meter)
    bar = scene.bar_beats
    for name, kind, spans, clip in scene.tracks:
        track = made.user_track(name, kind)
        for number, (start, end) in enumerate(spans):
            beats = (end - start) * bar
            if kind == "midi":
                notes = [
                    Note(48 + (5 * n + len(name)) % 24, n + 0.01 * (n % 3), 0.9, velocity=60 + n % 30)
                    for n in range(int(beats))
                ]
                made.user_notes(track, notes, (start - 1) * bar, clip or name)
            else:
                path = folder / f"{re.sub(r'[^A-Za-z0-9]', '_', name)}{number}.wav"
                write_audio(path, _wave(beats * 60 / scene.tempo_bpm, 180 + 40 * len(name)))
                made.user_sound(track, path, (start - 1) * bar, clip or name)
    made.markers += [
        daw.Marker(f"m{bar_number}{name}", name, (bar_number - 1) * bar) for name, bar_number in scene.markers
    ]
    made.playhead_beats = (talk.playhead_bar - 1) * bar
    wanted = talk.selected.lower()
    names = {track.id: track.name.lower() for track in made.tracks}
    chosen = next((one.id for one in made.regions if wanted and names[one.track] == wanted), None)
    if chosen:
        made.select(chosen)
    return made


def _wave(length_s: float, pitch_hz: float) -> Audio:
    t = np.arange(round(_RATE_HZ * length_s)) / _RATE_HZ
    wave = 0.2 * np.sin(2 * np.pi * pitch_hz * t) * (1 + 0.5 * np.sin(t))
    return Audio(wave[None].astype(np.float32), _RATE_HZ)


def _names(snapshot: daw.Snapshot, scene: Scene) -> dict[str, str]:
    tracks = {track.id: track.name for track in snapshot.tracks}
    return {
        f"region:{one.id}": f"<{one.name}@{one.start_beats / scene.bar_beats + 1:g} on {tracks.get(one.track, '?')}>"
        for one in snapshot.regions
    }


def _told(plan: Plan | None, names: Mapping[str, str]) -> str:
    if plan is None:
        return "(error)"
    told = []
    for call, step in zip(plan.calls(), plan.steps, strict=True):
        op = f" [{step.op} {step.base}]" if step.op != "fresh" else ""
        told.append(f"{call['tool']} {json.dumps(call['args'], ensure_ascii=False)}{op}")
    text = " + ".join(told)
    for one in sorted(names, key=len, reverse=True):
        text = text.replace(one, names[one])
    return _MADE.sub('"<made>"', text)
