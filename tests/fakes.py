"""Small real implementations of the seams: a DAW in memory, models and planners that do as told."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.daw import daw
from engine.daw.changes.value import SetValue
from engine.daw.daw import CAPABILITIES, Change, Daw, DawSession, Outcome, Project, Region, Snapshot, Track
from engine.daw.read_back import judged
from engine.errors import DawSilent, ModelError
from engine.media.audio import Audio, probe_audio
from engine.media.clip import audio_clip, midi_clip
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from engine.planner.context import Context, Planner
from engine.tasks.plan import Plan, Step, validated


class FakeDaw(DawSession):
    """A DAW project in memory that does every Change for real, and can be told to fail."""

    def __init__(self, folder: Path, *, bpm: float = 96.0, capabilities: frozenset[str] = CAPABILITIES) -> None:
        self.project = Project("fake", "Fake song", folder)
        self.tempo_map = TempoMap.constant(bpm)
        self.tracks: list[Track] = []
        self.regions: list[Region] = []
        self.markers: list[daw.Marker] = []
        self.sidechains: dict[tuple[str, str], str] = {}
        """What the plugins of tracks listen to."""
        self.makes_anew = False
        """True for a DAW that has to make a new region to give it another content."""
        self.selection = daw.Selection()
        self.playhead_beats = 0.0
        self.capabilities = capabilities
        self.transport: list[daw.Transport] = []
        self.dies_after: int | None = None
        """Number of further changes after which the DAW is gone."""
        self.refuses: str = ""
        """A capability whose changes fail."""
        self._ids = itertools.count(1)
        self._edits = 0

    # what a user does by hand

    def user_track(self, name: str, kind: str = "audio") -> str:
        """Add a track as a user would."""
        self.tracks.append(Track(self._id(), name, kind))
        self._edits += 1
        return self.tracks[-1].id

    def user_notes(self, track: str, notes: Sequence[Note], start_beats: float = 0.0, name: str = "Melody") -> str:
        """Add a MIDI region as a user would."""
        length = max(note.end_beats for note in notes)
        self.regions.append(Region(self._id(), track, name, "midi", start_beats, length, notes=tuple(notes)))
        self._edits += 1
        return self.regions[-1].id

    def user_sound(self, track: str, path: Path, start_beats: float = 0.0, name: str = "", **values: Any) -> str:
        """Add an audio region as a user would."""
        self.regions.append(self._audio_region(self._id(), track, path, start_beats, name or path.stem, 0.0))
        self._edits += 1
        self._set_region(self.regions[-1].id, **values)
        return self.regions[-1].id

    def select(self, region: str) -> None:
        """Select a region."""
        found = next(r for r in self.regions if r.id == region)
        notes = tuple(replace(n, start_beats=n.start_beats + found.start_beats) for n in found.notes)
        self.selection = daw.Selection((found.track,), (region,), found.start_beats, found.end_beats, notes)

    # DawSession

    def snapshot(self) -> Snapshot:
        self._must_live()
        return Snapshot(
            self.project,
            str(self._edits),
            self.tempo_map,
            tuple(self.tracks),
            tuple(self._shown(region) for region in self.regions),
            self.selection,
            self.playhead_beats,
            48000,
            self.capabilities,
            daw="Fake",
            markers=tuple(self.markers),
        )

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        if expected_revision != str(self._edits):
            return [Outcome("not_done", "The session has changed meanwhile.") for _ in changes]
        before = self.snapshot()
        made: dict[str, str] = {}
        outcomes = []
        for change in changes:
            try:
                self._must_live()
                outcomes.append(self._do(change, made))
            except DawSilent as error:
                outcomes.append(Outcome("unknown", str(error)))
            except LookupError as error:
                outcomes.append(Outcome("not_done", f"{error.args[0]} is gone."))
        return outcomes if self._is_dead else judged(changes, outcomes, before, self.snapshot())

    def _shown(self, region: Region) -> Region:
        """As DAWs show a region: of its notes those that begin between its edges."""
        notes = tuple(note for note in region.notes if 0 <= note.start_beats < region.length_beats)
        return replace(region, start_s=self.tempo_map.seconds_at(region.start_beats), notes=notes)

    @property
    def _is_dead(self) -> bool:
        return self.dies_after is not None and self.dies_after <= 0

    def _must_live(self) -> None:
        if self._is_dead:
            raise DawSilent("The DAW does not answer.")

    def _id(self) -> str:
        return f"id{next(self._ids)}"

    def _do(self, change: Change, made: dict[str, str]) -> Outcome:
        if change.capability == self.refuses:
            return Outcome("not_done", "The DAW refused.")
        if self.dies_after is not None:
            self.dies_after -= 1
        self._edits += 1
        change = change.resolved(made)
        new_id = self._id()
        tempo_map = self.tempo_map
        match change:
            case daw.NewTrack():
                group = made.get(change.group, change.group)
                self.tracks.append(Track(new_id, change.name, change.kind, color=change.color, group=group))
            case daw.PlaceAudio():
                self._track(change.track)
                start, path = change.start_beats, change.path
                span = (change.offset_s, change.length_s)
                self.regions.append(
                    self._audio_region(new_id, change.track, path, start, change.name, change.lead_in_s, *span)
                )
            case daw.ReplaceContent():
                became = self._replace_content(change, new_id)
                return Outcome("done", made=((change.ref, became),) if change.ref else (),
                               became=((change.region, became),) if became != change.region else ())
            case daw.PlaceMidi():
                self._track(change.track)
                self.regions.append(
                    Region(
                        new_id,
                        change.track,
                        change.name,
                        "midi",
                        change.start_beats,
                        change.length_beats,
                        notes=change.notes,
                    )
                )
            case daw.Duplicate():
                old = self._region(change.region)
                self.regions.append(self._as_long(replace(old, id=new_id, start_beats=change.start_beats)))
            case daw.RemoveTrack():
                self._track(change.track)
                self.tracks = [self._without(t, change.track) for t in self.tracks if t.id != change.track]
                self.regions = [r for r in self.regions if r.track != change.track]
            case daw.RemoveRegion():
                self._region(change.region)
                self.regions = [r for r in self.regions if r.id != change.region]
            case daw.Split():
                old = self._region(change.region)
                self.regions.append(replace(self._cut(old, change.at_beats, old.end_beats), id=new_id, fade_in_s=0.0))
                self._put_region(replace(self._cut(old, old.start_beats, change.at_beats), fade_out_s=0.0))
            case daw.Move():
                self._put_region(self._as_long(replace(self._region(change.region), start_beats=change.start_beats)))
            case daw.Trim():
                self._put_region(self._cut(self._region(change.region), change.start_beats, change.end_beats))
            case daw.SetNotes():
                self._set_region(change.region, notes=change.notes)
            case SetValue():
                setter = {"track": self._set_track, "region": self._set_region, "marker": self._set_marker}
                setter[change.target](getattr(change, change.target), **{change.of: change.asked()})
            case daw.AddPlugin():
                plugins = list(self._track(change.track).plugins)
                place = len(plugins) if change.position is None else change.position
                plugins.insert(place, daw.Plugin(new_id, change.effect, change.on, change.parameters))
                self._set_track(change.track, plugins=tuple(plugins))
            case daw.SetPlugin():
                self._set_plugin(change)
            case daw.RemovePlugin():
                self._plugin(change.track, change.plugin)
                rest = tuple(p for p in self._track(change.track).plugins if p.id != change.plugin)
                self._set_track(change.track, plugins=rest)
            case daw.SetSend():
                self._track(change.to)
                sends = tuple(send for send in self._track(change.track).sends if send.to != change.to)
                more = () if change.gain_db is None else (daw.Send(change.to, change.gain_db),)
                self._set_track(change.track, sends=(*sends, *more))
            case daw.SetSidechain():
                self.sidechains[change.track, change.plugin] = change.to
                listening = replace(self._plugin(change.track, change.plugin), sidechain=change.to)
                self._put_plugin(change.track, listening)
            case daw.SetAutomation():
                self._set_automation(change)
            case daw.AddMarker():
                self.markers.append(daw.Marker(new_id, change.name, change.at_beats))
            case daw.RemoveMarker():
                self._set_marker(change.marker)
                self.markers = [one for one in self.markers if one.id != change.marker]
            case daw.SetTempo():
                self._set_tempo(change)
            case daw.SetMeter():
                meter = MeterChange(change.at_beats, change.numerator, change.denominator)
                meters = (*(m for m in self.tempo_map.meters if m.beat != meter.beat), meter)
                self.tempo_map = replace(self.tempo_map, meters=tuple(sorted(meters, key=lambda m: m.beat)))
            case daw.SetTempoMap():
                self.tempo_map = change.tempo_map
            case daw.Transport():
                self.transport.append(change)
        if self.tempo_map is not tempo_map:  # sound stays as long as it is
            self.regions = [self._as_long(region) for region in self.regions]
        ref = getattr(change, "ref", "")
        made_pairs = ((ref or new_id, new_id),) if hasattr(change, "ref") else ()
        made.update(made_pairs)
        return Outcome("done", made=made_pairs)

    def _audio_region(
        self, region: str, track: str, path: Path, start_beats: float, name: str, lead_in_s: float,
        offset_s: float = 0.0, length_s: float | None = None,
    ) -> Region:
        """A region that plays a file; what would lie before the session's start is left out."""
        start_s = self.tempo_map.seconds_at(start_beats) - lead_in_s
        early_s = max(0.0, -start_s)
        length_s = (probe_audio(path).seconds - offset_s if length_s is None else length_s) - early_s
        start = self.tempo_map.beats_at(max(0.0, start_s))
        end = self.tempo_map.beats_at(max(0.0, start_s) + length_s)
        return Region(region, track, name, "audio", start, end - start, (path,), offset_s + early_s, length_s)

    def _replace_content(self, change: daw.ReplaceContent, new_id: str) -> str:
        """Id of the region with the new content: the old one's, or a new one where this DAW must make it anew."""
        old = self._region(change.region)
        new_id = new_id if self.makes_anew else old.id
        if change.path is None:
            fresh = replace(old, id=new_id, notes=old.notes if change.notes is None else change.notes,
                            length_beats=change.length_beats or old.length_beats)
            if change.start_beats is not None:
                fresh = replace(fresh, start_beats=change.start_beats)
        else:
            start = old.start_beats if change.start_beats is None else change.start_beats
            lead_in_s = 0.0 if change.start_beats is None else change.lead_in_s
            made = self._audio_region(new_id, old.track, change.path, start, old.name, lead_in_s,
                                      change.offset_s, change.length_s)
            fresh = replace(made, gain_db=old.gain_db, mute=old.mute, fade_in_s=min(old.fade_in_s, made.length_s),
                            fade_out_s=min(old.fade_out_s, made.length_s), text=old.text)
        self.regions = [fresh if region.id == old.id else region for region in self.regions]
        return new_id

    def _set_marker(self, marker: str, **values: Any) -> None:
        if marker not in {one.id for one in self.markers}:
            raise LookupError("The marker")
        self.markers = [replace(one, **values) if one.id == marker else one for one in self.markers]

    def _set_plugin(self, change: daw.SetPlugin) -> None:
        plugin, fresh = self._plugin(change.track, change.plugin), dict(change.parameters)
        parameters = tuple((name, fresh.get(name, value)) for name, value in plugin.parameters)
        on = plugin.on if change.on is None else change.on
        self._put_plugin(change.track, replace(plugin, parameters=parameters, on=on))

    def _plugin(self, track: str, plugin: str) -> daw.Plugin:
        found = next((one for one in self._track(track).plugins if one.id == plugin), None)
        if found is None:
            raise LookupError("The plugin")
        return found

    def _put_plugin(self, track: str, plugin: daw.Plugin) -> None:
        plugins = self._track(track).plugins
        self._set_track(track, plugins=tuple(plugin if one.id == plugin.id else one for one in plugins))

    def _set_automation(self, change: daw.SetAutomation) -> None:
        track = self._track(change.track)
        end = float("inf") if change.end_beats is None else change.end_beats
        lanes = {lane.parameter: lane.points for lane in track.automation}
        kept = [p for p in lanes.get(change.parameter, ()) if not change.start_beats <= p[0] <= end]
        lanes[change.parameter] = tuple(sorted([*kept, *change.points]))
        self._set_track(track.id, automation=tuple(daw.Lane(name, points) for name, points in lanes.items() if points))

    def _set_tempo(self, change: daw.SetTempo) -> None:
        end = change.at_beats if change.end_beats is None else change.end_beats
        kept = [t for t in self.tempo_map.tempos if not change.at_beats <= t.beat <= end]
        more = [TempoChange(change.at_beats, change.bpm, change.to_bpm is not None)]
        if change.to_bpm is not None:
            more.append(TempoChange(end, change.to_bpm))
        tempos = tuple(sorted([*kept, *more], key=lambda tempo: tempo.beat))
        self.tempo_map = replace(self.tempo_map, tempos=tempos)

    def _track(self, track: str) -> Track:
        found = next((t for t in self.tracks if t.id == track), None)
        if found is None:
            raise LookupError("The track")
        return found

    def _region(self, region: str) -> Region:
        found = next((r for r in self.regions if r.id == region), None)
        if found is None:
            raise LookupError("The region")
        return found

    def _as_long(self, region: Region) -> Region:
        if region.kind == "midi":
            return region
        end_s = self.tempo_map.seconds_at(region.start_beats) + region.length_s
        return replace(region, length_beats=self.tempo_map.beats_at(end_s) - region.start_beats)

    def _cut(self, old: Region, start_beats: float, end_beats: float) -> Region:
        """A region with other ends; what it plays stays where it is in time."""
        cut = replace(old, start_beats=start_beats, length_beats=end_beats - start_beats)
        start_s, end_s, old_s = map(self.tempo_map.seconds_at, (start_beats, end_beats, old.start_beats))
        if old.kind == "audio":
            return replace(cut, offset_s=old.offset_s + start_s - old_s, length_s=end_s - start_s)
        later = start_beats - old.start_beats
        return replace(cut, notes=tuple(replace(n, start_beats=n.start_beats - later) for n in old.notes))

    def _put_region(self, region: Region) -> None:
        self._set_region(region.id, **{f.name: getattr(region, f.name) for f in fields(region)})

    @staticmethod
    def _without(track: Track, gone: str) -> Track:
        """A track that has nothing to do with a track that is gone."""
        return replace(
            track,
            group="" if track.group == gone else track.group,
            output="" if track.output == gone else track.output,
            sends=tuple(send for send in track.sends if send.to != gone),
            plugins=tuple(replace(p, sidechain="" if p.sidechain == gone else p.sidechain) for p in track.plugins),
        )

    def _set_region(self, region: str, **values: Any) -> None:
        self._region(region)
        self.regions = [replace(r, **values) if r.id == region else r for r in self.regions]

    def _set_track(self, track: str, **values: Any) -> None:
        self._track(track)
        self.tracks = [replace(t, **values) if t.id == track else t for t in self.tracks]


class FakeDawKind(Daw):
    """The kind of DAW whose one project is a FakeDaw."""

    id = "fake"
    name = "Fake"
    capabilities = CAPABILITIES

    def __init__(self, session: FakeDaw) -> None:
        self.session = session

    def find(self) -> list[Project]:
        return [self.session.project]

    def connect(self, project: Project) -> DawSession:
        return self.session


class FakeModel(Model):
    """Makes a tone of the length asked for (4 beats at the brief's tempo when none), or notes."""

    id = "fake"
    name = "Fake"
    tasks = ("generate_audio", "generate_midi", "sing", "separate_stems", "speak", "edit_clip", "apply_effect")
    licence = Licence("GPL-3.0-or-later")

    def __init__(self, *, fails: bool = False, model_id: str = "fake", quality: int = 1, why_not: str = "") -> None:
        self.id = model_id
        self.quality = quality
        self.fails = fails
        self.why_not = why_not
        self.briefs: list[Brief] = []

    def ready(self) -> str:
        return self.why_not

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Any], brief: Brief, report: Report
    ) -> dict[str, Result]:
        self.briefs.append(brief)
        if self.fails:
            raise ModelError("Fake failed.")
        report(0, 1, "making")
        seconds = args.get("duration_s") or brief.tempo_map.seconds_at(4.0)
        source = next((clip for clip in inputs.values() if not isinstance(clip, list)), None)
        placing = {"start_beats": source.start_beats} if source else {}
        if brief.task == "generate_midi":
            notes = [Note(43, float(beat), 1.0) for beat in range(4)]
            return {"midi": midi_clip(brief.folder, "Bass line", notes, brief.tempo_map, 4.0, **placing)}
        t = np.arange(round(seconds * brief.sample_rate_hz)) / brief.sample_rate_hz
        pitch_hz = 200 + zlib.crc32(f"{brief.task} {sorted(args)} {brief.seed}".encode()) % 400
        wave = (0.1 * np.sin(2 * np.pi * pitch_hz * t))[None].repeat(2, 0)
        tone = Audio(wave.astype(np.float32), brief.sample_rate_hz)
        if brief.task == "separate_stems":
            names = args.get("stems") or ["vocals", "drums", "bass", "other"]
            return {name: audio_clip(brief.folder, name.title(), tone, **placing) for name in [*names, "rest"]}
        report(1, 1, "making")
        name = {"sing": "Vocal", "generate_audio": str(args.get("prompt", "")).capitalize()}.get(brief.task, brief.task)
        return {"audio": audio_clip(brief.folder, name, tone, **placing)}


@dataclass
class ScriptedPlanner(Planner):
    """Plans what the test says, by the words of the request."""

    script: dict[str, list[Step] | Callable[[Context], list[Step]]] = field(default_factory=dict)
    contexts: list[Context] = field(default_factory=list)
    name: str = "scripted"

    def plan(self, text: str, context: Context) -> Plan:
        self.contexts.append(context)
        steps = self.script[text]
        return validated(steps(context) if callable(steps) else steps)
