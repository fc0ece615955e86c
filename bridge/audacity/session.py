"""One project that is open in Audacity. It knows tracks, clips and labels by their place and in seconds only:
ids, beats, and the names and files of clips are kept on our side, and found again by what lies where."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import math
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bridge.audacity.listing import DIGITS, Listing, all_timed, is_as, is_at, new_id, recognized, timed
from bridge.audacity.pipe import Pipe, open_projects
from bridge.scripted.audio import prepare
from engine.config import data_folder
from engine.daw import daw
from engine.daw.changes.change import TARGETS
from engine.daw.daw import CAPABILITIES, Change, DawSession, Marker, Outcome, Project, Region, Snapshot, Track
from engine.daw.names import with_clean_name
from engine.daw.read_back import judged
from engine.errors import DawError, DawSilent, UserError
from engine.media.note import TempoMap

_NO_NOTES = "Audacity plays no notes; ask for them as sound, or open the session in another DAW."
_NO_BUSES = "Audacity has no buses, groups or sends; its tracks all go to the output."
_NO_PLUGINS = "Audacity shows scripts nothing of its effects; ask for the effect on the clip, which prints it into it."
_NO_CUTS = "Audacity's scripts cannot open a cut clip again; ask for a cut of the clip, which makes a new file."
_NO_KNOBS = "Audacity's clips have no such knob; ask for it on the clip, which prints it into its sound."
_NO_RECORDING = "Audacity's tracks are not armed one by one; its record button is for all that is recorded."
MISSING = {
    **dict.fromkeys(("place_midi", "set_notes"), _NO_NOTES),
    **dict.fromkeys(("set_group", "set_output", "send", "sidechain"), _NO_BUSES),
    **dict.fromkeys(("add_plugin", "set_plugin", "remove_plugin"), _NO_PLUGINS),
    **dict.fromkeys(("trim", "split"), _NO_CUTS),
    **dict.fromkeys(("region_gain", "mute_region", "fade_in", "fade_out"), _NO_KNOBS),
    **dict.fromkeys(("set_arm", "set_monitor"), _NO_RECORDING),
    "rename_region": "Audacity 3.2 tells scripts no names of clips; click the clip's title in Audacity.",
    "set_color": "Audacity tells scripts no colours of tracks; choose one in the track's menu.",
    "set_position": "Audacity's scripts move no track among the others; drag it there.",
    "freeze": "In Audacity effects are in the sound already, or in the track's own stack; there is nothing to freeze.",
    "automation": "Audacity shows scripts no line of a volume that they could draw; use its Envelope Tool.",
    "set_tempo_map": "Audacity counts seconds; Tonmeister keeps one tempo and one meter for the whole project.",
    "transport": "Audacity does not tell scripts whether it plays; press the space bar in Audacity.",
}
"""What it cannot do, and what to do instead."""
_FREE = "Only where no other clip lies; what Audacity's clipboard holds is lost."
_AS_PLACED = "Audacity's own effects on a clip are not seen: an undo here brings back its sound as it was placed."
LIMITS = {
    **dict.fromkeys(("place_audio", "duplicate", "move"), _FREE),
    **dict.fromkeys(("remove_region", "remove_track", "replace_content"), _AS_PLACED),
    **dict.fromkeys(("set_tempo", "set_meter"), MISSING["set_tempo_map"]),
    "new_track": "Audacity's tracks hold sound: no MIDI tracks, buses or groups.",
    "set_gain": "From −36 to +36 dB, as far as Audacity's faders go.",
}
"""What it can do only in part."""
_CHANGED = "The project was changed since; look at it and ask again."
_DEPENDS = "It depends on a change that was not made."
_STEPS = ("New", "Import2", "RemoveTracks", "Paste", "SplitDelete", "SetTrack", "SetClip", "AddLabel", "SetLabel")
"""How commands begin that are a step of Audacity's undo."""
_ALL = ("Tracks", "Clips", "Labels")
_SEEN_IN: Mapping[type[Change], Sequence[str]] = {
    **dict.fromkeys((daw.SetGain, daw.SetPan, daw.SetMute, daw.SetSolo, daw.RenameTrack), ("Tracks",)),
    **dict.fromkeys((daw.SetTempo, daw.SetMeter), ()),
}
"""Where else than everywhere a change is seen; each list takes Audacity a moment."""
Made = tuple[tuple[str, str], ...]


@dataclass
class AudacitySession(DawSession):
    """A project that is open in an Audacity that runs now."""

    pipe: Pipe
    project: Project
    _now: Snapshot = field(default_factory=lambda: Snapshot(Project("", "", None), ""))
    _list: Listing = field(default_factory=lambda: Listing([], [], []))
    _steps: int = 0
    """Of Audacity's undo, that the change in hand has made."""
    _rate_hz: int = 0

    def snapshot(self) -> Snapshot:
        """Read the project. DawSilent when Audacity does not answer."""
        with self.pipe.turn():
            return self._look()

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes one by one, each several steps of Audacity's undo, and read each one back."""
        outcomes: list[Outcome] = []
        try:
            with self.pipe.turn():
                before = self._look()
                if before.revision != expected_revision:
                    return [Outcome("not_done", _CHANGED) for _ in changes]
                outcomes += self._each(changes)
                if len(outcomes) == len(changes):
                    self._select(before.selection.tracks)
        except DawError as error:
            outcomes += [Outcome("not_done", str(error)) for _ in changes[len(outcomes) :]]
        return outcomes

    def save(self) -> None:
        """Save the project. DawError when it was never saved: Audacity would ask where to."""
        if self.project.file is None:
            raise DawError("This project was never saved; press Ctrl+S in Audacity, and choose where to.")
        with self.pipe.turn():
            self.pipe.ask("Save:")

    def close(self) -> None:
        """End the connection; Audacity goes on."""
        self.pipe.close()

    # --- one change after another ---

    def _each(self, changes: Sequence[Change]) -> Iterator[Outcome]:
        made: dict[str, str] = {}
        failed: set[str] = set()
        is_silent = False
        for change in changes:
            change, said = with_clean_name(change.resolved(made))
            if is_silent:
                outcome = Outcome("not_done", "It was not begun, because Audacity stopped answering.")
            elif any(getattr(change, name, None) in failed for name in TARGETS):
                outcome = Outcome("not_done", _DEPENDS)
            else:
                outcome = self._one(change, said)
            is_silent |= outcome.state == "unknown"
            made.update(outcome.made)
            failed |= {getattr(change, "ref", "")} - {""} if not outcome.is_done else set()
            yield outcome

    def _one(self, change: Change, said: str) -> Outcome:
        """Do it, and see that the project is just as it should be then; else it is taken back."""
        before, listed, self._steps = self._now, self._list.print, 0
        made: Made = ()
        try:
            wanted, made = self._done(change)
            after = self._look(wanted, of=_SEEN_IN.get(type(change), _ALL))
            (outcome,) = judged([change], [Outcome("done", said, made)], before, after)
            if outcome.is_done and is_as(after, wanted):
                return outcome
            why = outcome.why if not outcome.is_done else "Audacity did something else."
        except DawSilent as error:
            return Outcome("unknown", str(error))
        except (UserError, DawError) as error:
            why = str(error)
            if not self._steps:
                return Outcome("not_done", why)
        return self._taken_back(why, before, listed)

    def _taken_back(self, why: str, before: Snapshot, listed: str) -> Outcome:
        try:
            steps = self._steps
            for left in range(steps, -1, -1):
                self._look(before)
                if self._list.print == listed:
                    return Outcome("not_done", f"{why} It was taken back." if left < steps else why)
                if left:
                    self.pipe.ask("Undo:")
        except DawError:
            pass
        return Outcome("unknown", f"{why} Some of it may be there; look at it in Audacity.")

    def _done(self, change: Change) -> tuple[Snapshot, Made]:
        """Tell Audacity to do it; the session as it should be then. UserError when nothing was begun."""
        if type(change) not in _DO:
            raise UserError(MISSING[change.capability])
        return _DO[type(change)](self, change)

    # --- what Audacity is told ---

    def ask(self, command: str, *, timeout_s: float = 20.0) -> str:
        """A command of Audacity's own."""
        answer = self.pipe.ask(command, timeout_s=timeout_s)
        self._steps += command.startswith(_STEPS)
        return answer

    def at(self, row: int, start_s: float | None = None, end_s: float | None = None) -> None:
        """Select a track, and a stretch of time."""
        self.ask(f"SelectTracks: Mode=Set Track={row} TrackCount=1")
        if start_s is not None:
            end_s = start_s if end_s is None else end_s
            self.ask(f"SelectTime: Start={max(0.0, start_s):.9f} End={end_s:.9f} RelativeTo=ProjectStart")

    def _select(self, tracks: Sequence[str]) -> None:
        if tuple(tracks) == self._now.selection.tracks:
            return
        rows = [one.position for one in self._now.tracks if one.id in tracks] or [len(self._list.rows)]
        for number, row in enumerate(rows):
            self.ask(f"SelectTracks: Mode={'Add' if number else 'Set'} Track={row} TrackCount=1")

    def _new_track(self, change: daw.NewTrack) -> tuple[Snapshot, Made]:
        if change.kind != "audio":
            raise UserError(LIMITS["new_track"])
        row, name = len(self._list.rows), _quoted(change.name)
        self.ask("NewMonoTrack:" if change.channels == 1 else "NewStereoTrack:")
        self.at(row)
        self.ask(f"SetTrackStatus: Name={name}")
        track = Track(new_id(), change.name, position=row)
        return replace(self._now, tracks=(*self._now.tracks, track)), ((change.ref, track.id),)

    def _remove_track(self, change: daw.RemoveTrack) -> tuple[Snapshot, Made]:
        track = self._track(change.track)
        self.at(track.position)
        self.ask("RemoveTracks:")
        tracks = tuple(one for one in self._now.tracks if one != track)
        return replace(self._now, tracks=tracks, regions=_but(self._now.regions, track.id)), ()

    def _set(self, change: Any) -> tuple[Snapshot, Made]:
        """A value of a track."""
        track = self._track(change.track)
        asked = max(-1.0, min(1.0, change.pan)) if isinstance(change, daw.SetPan) else change.asked()
        if change.of == "gain_db" and abs(asked) > 36:
            raise UserError(f"Audacity's faders go from −36 to +36 dB{'; mute the track' if asked < 0 else ''}.")
        if getattr(track, change.of) != asked:
            self.at(track.position)
            self.ask(_VALUES[change.of](asked))
        value: Any = {change.of: asked}
        tracks = tuple(replace(one, **value) if one == track else one for one in self._now.tracks)
        return replace(self._now, tracks=tracks), ()

    def _place(self, change: daw.PlaceAudio, *, instead: Region | None = None) -> tuple[Snapshot, Made]:
        """Import a file as a track of its own, and put what is wanted of it where it belongs, by the clipboard."""
        track, rate, tempo_map = self._track(change.track), self._now.sample_rate_hz, self._now.tempo_map
        channels = int(self._list.rows[track.position]["channels"])
        with tempfile.TemporaryDirectory(prefix="tonmeister ") as folder:
            file = prepare(change, Path(folder), tempo_map=tempo_map, rate=rate, channels=channels)
            start, length = file.sample / rate, file.frames / rate
            self._must_be_free(track.id, start, start + length, but=instead)
            row = len(self._list.rows)
            self.ask(f"Import2: Filename={_quoted(str(file.path))}", timeout_s=180)
        self.at(row, file.first / rate, file.first / rate + length)
        self.ask("Copy:")
        self.ask("RemoveTracks:")
        if instead:
            self._cut_out(instead, track.position)
        self.at(track.position, start)
        self.ask("Paste:")
        lost_s = max(0.0, -(tempo_map.sample_at(change.start_beats, rate) / rate - change.lead_in_s))
        region = Region(
            instead.id if instead else new_id(), track.id, change.name, "audio", 0, 0, (change.path.resolve(),),
            change.offset_s + lost_s, length, start_s=start,
        )  # fmt: skip
        rest = tuple(one for one in self._now.regions if one != instead)
        return replace(self._now, regions=(*rest, timed(region, tempo_map))), ((change.ref, region.id),)

    def _replace(self, change: daw.ReplaceContent) -> tuple[Snapshot, Made]:
        old = self._region(change.region)
        if change.path is None:
            raise UserError(_NO_NOTES)
        start = old.start_beats if change.start_beats is None else change.start_beats
        place = daw.PlaceAudio(
            old.track, change.path, start, old.name, change.ref, change.lead_in_s, change.offset_s, change.length_s
        )
        return self._place(place, instead=old)

    def _duplicate(self, change: daw.Duplicate) -> tuple[Snapshot, Made]:
        old = self._region(change.region)
        track, start = self._track(old.track), self._now.tempo_map.seconds_at(change.start_beats)
        self._must_be_free(track.id, start, start + old.length_s)
        self.at(track.position, old.start_s, old.start_s + old.length_s)
        self.ask("Copy:")
        self.at(track.position, start)
        self.ask("Paste:")
        made = timed(replace(old, id=new_id(), start_s=start), self._now.tempo_map)
        return replace(self._now, regions=(*self._now.regions, made)), ((change.ref, made.id),)

    def _move(self, change: daw.Move) -> tuple[Snapshot, Made]:
        old, start = self._region(change.region), self._now.tempo_map.seconds_at(change.start_beats)
        self._must_be_free(old.track, start, start + old.length_s, but=old)
        self.at(self._track(old.track).position)
        self.ask(f"SetClip: At={old.start_s + old.length_s / 2:.9f} Start={start:.9f}")
        moved = timed(replace(old, start_s=start), self._now.tempo_map)
        return replace(self._now, regions=tuple(moved if one == old else one for one in self._now.regions)), ()

    def _remove_region(self, change: daw.RemoveRegion) -> tuple[Snapshot, Made]:
        old = self._region(change.region)
        self._cut_out(old, self._track(old.track).position)
        return replace(self._now, regions=tuple(one for one in self._now.regions if one != old)), ()

    def _cut_out(self, region: Region, row: int) -> None:
        """Select it, and as much of the empty space around it as the digits leave open."""
        start, end = region.start_s, region.start_s + region.length_s
        others = [one for one in self._now.regions if one.track == region.track and one != region]
        pad = 1e-4 + DIGITS * end
        before = max((one.start_s + one.length_s for one in others if one.start_s < start), default=-1.0)
        behind = min((one.start_s for one in others if one.start_s > start), default=math.inf)
        self.at(row, max(start - pad, (start + before) / 2), min(end + pad, (end + behind) / 2))
        self.ask("SplitDelete:")

    def _add_marker(self, change: daw.AddMarker) -> tuple[Snapshot, Made]:
        at = self._now.tempo_map.seconds_at(change.at_beats)
        marker, name = Marker(new_id(), change.name, change.at_beats), _quoted(change.name)
        own = [row for row, kind in enumerate(self._list.rows) if kind["kind"] == "label"]
        self.at(own[0] if own else len(self._list.rows), at)
        if own:
            self.ask("SetTrackStatus: Focused=1")  # else the label would begin a track of its own
        self.ask("AddLabel:")
        labels = self._listed().labels
        fresh = [n for n, one in enumerate(labels) if not one[3] and is_at(one[1], at)]
        if not fresh:
            raise DawError("Audacity made no label there.")
        self.ask(f"SetLabel: Label={fresh[-1]} Text={name} Selected=0")
        return replace(self._now, markers=(*self._now.markers, marker)), ((change.ref, marker.id),)

    def _set_marker(self, change: daw.RenameMarker | daw.MoveMarker) -> tuple[Snapshot, Made]:
        number, marker = self._marker(change.marker)
        _, start, end, _ = self._list.labels[number]
        if isinstance(change, daw.RenameMarker):
            self.ask(f"SetLabel: Label={number} Text={_quoted(change.name)}")
        else:
            at = self._now.tempo_map.seconds_at(change.at_beats)
            self.ask(f"SetLabel: Label={number} Start={at:.9f} End={at + end - start:.9f}")
        moved = replace(marker, **{change.of: change.asked()})
        return replace(self._now, markers=tuple(moved if one == marker else one for one in self._now.markers)), ()

    def _remove_marker(self, change: daw.RemoveMarker) -> tuple[Snapshot, Made]:
        number, marker = self._marker(change.marker)
        row, start, end, _ = self._list.labels[number]
        self.at(row, start - 1e-4 - DIGITS * end, end + 1e-4 + DIGITS * end)
        self.ask("SplitDelete:")
        return replace(self._now, markers=tuple(one for one in self._now.markers if one != marker)), ()

    def _time(self, change: daw.SetTempo | daw.SetMeter) -> tuple[Snapshot, Made]:
        """Kept here, as Audacity has neither; sound stays at its seconds."""
        old = self._now.tempo_map
        if change.at_beats or getattr(change, "to_bpm", None) is not None:
            raise UserError(MISSING["set_tempo_map"])
        meter, bpm = old.meters[0], old.bpm_at(0)
        if isinstance(change, daw.SetTempo):
            bpm = change.bpm
        else:
            meter = replace(meter, numerator=change.numerator, denominator=change.denominator)
        fresh = TempoMap.constant(bpm, meter.numerator, meter.denominator)
        again = {one.id: fresh.beats_at(old.seconds_at(one.at_beats)) for one in self._now.markers}
        markers = tuple(replace(one, at_beats=again[one.id]) for one in self._now.markers)
        return replace(self._now, tempo_map=fresh, regions=all_timed(self._now.regions, fresh), markers=markers), ()

    def _track(self, track: str) -> Track:
        found = self._now.track(track)
        if found is None:
            raise UserError("That track is not in the project any more.")
        return found

    def _region(self, region: str) -> Region:
        found = self._now.region(region)
        if found is None:
            raise UserError("That clip is not in the project any more.")
        return found

    def _marker(self, marker: str) -> tuple[int, Marker]:
        found = next(((n, one) for n, one in enumerate(self._now.markers) if one.id == marker), None)
        if found is None:
            raise UserError("That label is not in the project any more.")
        return found

    def _must_be_free(self, track: str, start: float, end: float, but: Region | None = None) -> None:
        if start < 0:
            raise UserError("Nothing can lie before the project's start.")
        for one in self._now.regions_on(track):
            if one != but and one.start_s < end - 1e-3 and start < one.start_s + one.length_s - 1e-3:
                raise UserError(f"'{one.name}' lies there already; choose another place or another track.")

    # --- what Audacity tells ---

    def _look(self, wanted: Snapshot | None = None, of: Sequence[str] = _ALL) -> Snapshot:
        """The project as it is, asked anew for these kinds; what it should hold by now is known again first."""
        self._must_be_open()
        self._list = self._listed(of)
        known = wanted or self._remembered()
        if not self._rate_hz:
            said = self.ask('GetPreference: Name="SamplingRate/DefaultProjectSampleRate"')
            self._rate_hz = int(said) if said.isdecimal() else 44100
        seen = recognized(self._list, known)
        told = f"{self._list.print} {seen.tempo_map}"
        self._now = replace(
            seen, project=self.project, revision=hashlib.sha256(told.encode()).hexdigest()[:16], daw="Audacity",
            sample_rate_hz=self._rate_hz, capabilities=CAPABILITIES.difference(MISSING), cannot=MISSING, limits=LIMITS,
        )  # fmt: skip
        self._remember()
        return self._now

    def _listed(self, of: Sequence[str] = _ALL) -> Listing:
        rows = self._info("Tracks") if "Tracks" in of else self._list.rows
        if "Clips" not in of:
            return replace(self._list, rows=rows)
        clips = self._info("Clips") if any(row.get("end") for row in rows) else []
        labels = self._info("Labels") if any(row["kind"] == "label" for row in rows) else []
        return Listing(rows, clips, [(int(row), *one) for row, own in labels for one in own])

    def _info(self, kind: str) -> Any:
        said = self.ask(f"GetInfo: Type={kind} Format=JSON")
        try:
            return json.loads(
                re.sub(r'\\(?!")', r"\\\\", said)
            )  # of all that JSON escapes, Audacity does the quotes only
        except ValueError as error:
            raise DawError(
                f"Audacity's list of {kind.lower()} cannot be read: a name in it ends in a backslash."
            ) from error

    def _must_be_open(self) -> None:
        if project_of(self.pipe.pid) != self.project:
            raise DawError(f"'{self.project.name}' is not open in Audacity now; open it and try again.")

    @property
    def _memory(self) -> Path:
        return data_folder() / "audacity" / f"{self.project.id}.json"

    def _remembered(self) -> Snapshot:
        with contextlib.suppress(OSError, ValueError):
            return _adapter().validate_json(self._memory.read_bytes())
        return replace(self._now, project=self.project)

    def _remember(self) -> None:
        data = _adapter().dump_json(replace(self._now, capabilities=frozenset(), cannot={}, limits={}))
        with contextlib.suppress(OSError):  # else ids last as long as we run
            fresh = self._memory.with_suffix(".tmp")
            fresh.write_bytes(data)
            os.replace(fresh, self._memory)


_DO: Mapping[type[Change], Callable[[AudacitySession, Any], tuple[Snapshot, Made]]] = {
    daw.NewTrack: AudacitySession._new_track,
    daw.RemoveTrack: AudacitySession._remove_track,
    **dict.fromkeys((daw.SetGain, daw.SetPan, daw.SetMute, daw.SetSolo, daw.RenameTrack), AudacitySession._set),
    daw.PlaceAudio: AudacitySession._place,
    daw.ReplaceContent: AudacitySession._replace,
    daw.Duplicate: AudacitySession._duplicate,
    daw.Move: AudacitySession._move,
    daw.RemoveRegion: AudacitySession._remove_region,
    daw.AddMarker: AudacitySession._add_marker,
    **dict.fromkeys((daw.RenameMarker, daw.MoveMarker), AudacitySession._set_marker),
    daw.RemoveMarker: AudacitySession._remove_marker,
    **dict.fromkeys((daw.SetTempo, daw.SetMeter), AudacitySession._time),
}  # fmt: skip
_VALUES: Mapping[str, Callable[[Any], str]] = {
    "gain_db": lambda value: f"SetTrackAudio: Gain={value:.6f}",
    "pan": lambda value: f"SetTrackAudio: Pan={100 * value:.6f}",  # in percent; it reads back from −1 to 1
    "mute": lambda value: f"SetTrackAudio: Mute={int(value)}",
    "solo": lambda value: f"SetTrackAudio: Solo={int(value)}",
    "name": lambda value: f"SetTrackStatus: Name={_quoted(value)}",
}


def project_of(pid: int) -> Project:
    """What is open in an Audacity: a file; or a project that was never saved, which only that Audacity has.

    DawError when there are several: it is not told which of them is in front.
    """
    files = open_projects(pid)
    if len(files) > 1:
        raise DawError("Several projects are open in Audacity; close all but the one that is meant.")
    file = files[0] if files and files[0].suffix == ".aup3" else None
    known = str(file) if file else f"{pid} {Path(f'/proc/{pid}').stat().st_ctime}"
    key = hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:24]
    return Project(key, file.stem if file else "New project", file.parent if file else None, file)


def _but(regions: Sequence[Region], track: str) -> tuple[Region, ...]:
    return tuple(one for one in regions if one.track != track)


def _quoted(text: str) -> str:
    if re.search(r'\\("|$)', text):
        raise UserError(
            "Audacity lists no name with a backslash at its end or before a quotation mark; choose another."
        )
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@functools.cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Snapshot)
