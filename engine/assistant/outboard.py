"""Outboard: the models as the gear beside the desk, which plays notes, applies effects and hears words."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.assistant.job import internal_args
from engine.assistant.mixdown.players import PlayedNotes, Players
from engine.assistant.plugin_kind import kind_of
from engine.catalog.model import Brief, Report, Result, Span, Spans
from engine.catalog.registry import Registry
from engine.daw.daw import DawSession, Plugin, Region, Snapshot, Track
from engine.errors import ModelError, TonmeisterError, UserError
from engine.media.audio import probe_audio
from engine.media.clip import Clip, midi_clip, new_id, sha256_of
from engine.media.note import TempoMap
from engine.tasks.plan import Step
from engine.tasks.task import find_task
from engine.workers.worker import Order, Worker

_REFERENCE_VELOCITY = 90.0
_SAID = {"dry/wet": "wet", "mix": "wet", "room_size": "size", "frequency": "freq_hz", "cutoff": "cutoff_hz"}


class Outboard(Players):
    """Carries out orders of the desk by the ready models, in a worker."""

    def __init__(self, registry: Registry, worker: Worker, report: Report | None = None) -> None:
        self._registry = registry
        self._worker = worker
        self._report = report or Report()

    def notes(self, region: Region, track: Track, snapshot: Snapshot, folder: Path) -> PlayedNotes | None:
        """See Players: the best instrument that is ready, by the track's name, as loud as the notes are hard."""
        clip = midi_clip(
            folder,
            f"{track.name}",
            region.notes,
            snapshot.tempo_map,
            region.length_beats,
            start_beats=region.start_beats,
            track=track.name,
        )
        brief = Brief(
            "render_midi",
            folder,
            snapshot.tempo_map,
            sample_rate_hz=snapshot.sample_rate_hz,
            start_beats=region.start_beats,
        )
        try:
            made = self._done("render_midi", {}, {"midi": clip}, brief).get("audio")
        except UserError:
            return None
        hard = float(np.mean([note.velocity for note in region.notes])) / _REFERENCE_VELOCITY
        return PlayedNotes(made.path, hard) if isinstance(made, Clip) else None

    def effect(self, plugin: Plugin, sound: Path, track: Track, snapshot: Snapshot, folder: Path) -> Path | None:
        """See Players: one of our own effects of the same kind, with the settings that it shares with the plugin."""
        kind = kind_of(plugin.name)
        if not kind:
            return None
        args: dict[str, Any] = {"effect": kind, **_settings(plugin)}
        info = probe_audio(sound)
        clip = Clip(new_id(), "audio", plugin.name, sound, sha256_of(sound), info.seconds)
        brief = Brief("apply_effect", folder, snapshot.tempo_map, sample_rate_hz=info.sample_rate_hz)
        for tried in (args, {"effect": kind}):
            try:
                made = self._done("apply_effect", tried, {"clip": clip}, brief).get("audio")
                return made.path if isinstance(made, Clip) else None
            except UserError:
                continue  # a setting that this kind of ours does not have
        return None

    def words(self, clip: Clip, language: str = "") -> tuple[Span, ...]:
        """The words of a recording with their times; UserError when nothing here can hear them."""
        with tempfile.TemporaryDirectory(prefix="tonmeister-") as folder:
            args = {"timestamps": True} | ({"language": language} if language else {})
            made = self._done("transcribe", args, {"clip": clip}, Brief("transcribe", Path(folder)))
        words = made.get("words")
        return words.spans if isinstance(words, Spans) else ()

    def new_session(self, path: Path, tempo_map: TempoMap) -> DawSession:
        """A new session in a file of the format that DAWs exchange."""
        if "dawproject" not in self._registry.daws:
            raise UserError("Sessions cannot be written here: the DAWproject format is not installed.")
        return self._registry.daws["dawproject"].new_session(path, tempo_map)

    def _done(self, task: str, args: Mapping[str, Any], inputs: Mapping[str, Clip], brief: Brief) -> dict[str, Result]:
        """What the first model makes that can; ModelError or UserError of the last one when none does."""
        args = internal_args(Step(task, args))
        failure: TonmeisterError = ModelError(f"Nothing here can do {task.replace('_', ' ')}.")
        for model in self._registry.choose(task):
            try:
                model.check(args, inputs, brief)
                return self._worker.run(Order(model.id, args, inputs, brief), self._report)
            except (UserError, ModelError) as error:
                failure = error
        raise failure


def _settings(plugin: Plugin) -> dict[str, float]:
    """A plugin's values by the names of our effects, as far as they are the same and within what they can be."""
    own = {arg.name: arg for arg in find_task("apply_effect").args if arg.type == "number"}
    told: dict[str, float] = {}
    for name, value in plugin.parameters:
        said = re.sub(r"\s+", "_", name.casefold().strip())
        arg = own.get(said) or own.get(_SAID.get(said, ""))
        if arg and (arg.low is None or value >= arg.low) and (arg.high is None or value <= arg.high):
            told[arg.name] = value
    return told
