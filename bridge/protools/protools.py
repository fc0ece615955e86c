"""Pro Tools, reached by its scripting interface: what it offers is done and read back, all else is refused."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from bridge.protools import ptsl
from bridge.protools.view import ProToolsView, region_id
from bridge.scripted.audio import prepare
from bridge.verdict import round_trip
from engine.daw import daw
from engine.daw.changes.change import TARGETS
from engine.daw.daw import Change, Check, Daw, DawSession, Outcome, Project, Snapshot
from engine.daw.lacking import lacking
from engine.daw.names import with_clean_name
from engine.daw.read_back import judged
from engine.errors import DawError, DawSilent, UserError
from engine.media.audio import fit_length, read_audio, write_audio

SETTLES_S, LOOKS_EVERY_S = 2.0, 0.1
_CHANGED = "The session was changed since; look at it and ask again."
_NO_CLIPS = "Pro Tools lets scripts place clips and take them away, no more; do it there, or ask for it on the sound."
_NO_MIXER = "Pro Tools shows scripts no faders, panners, sends or inserts; set it in Pro Tools' mix window."
_NO_TEMPO = "Pro Tools takes no tempo and no meter from scripts; set it there, and Tonmeister follows it."
_NO_NOTES = "Pro Tools takes no notes from scripts; ask for a .mid of it, and import that at its bar."
_REASONS = {
    **dict.fromkeys(("place_in_slot", "empty_slot"), "Pro Tools has no launcher; ask for the clip on a track."),
    **dict.fromkeys(("place_midi", "set_notes"), _NO_NOTES),
    **dict.fromkeys(("set_tempo", "set_meter", "set_tempo_map"), _NO_TEMPO),
    **dict.fromkeys(("move", "duplicate", "trim", "split", "replace_content", "rename_region"), _NO_CLIPS),
    **dict.fromkeys(("mute_region", "region_gain", "fade_in", "fade_out"), _NO_CLIPS),
    **dict.fromkeys(("set_gain", "set_pan", "send", "set_output", "automation", "sidechain"), _NO_MIXER),
    **dict.fromkeys(("add_plugin", "set_plugin", "remove_plugin"), _NO_MIXER),
    "set_color": "Pro Tools takes from scripts only colours of its own palette; choose one in Pro Tools.",
    "set_group": "Pro Tools lets no script move a track into a folder; drag it there in Pro Tools.",
    "set_position": "Pro Tools lets no script move a track among the others; drag it there.",
}
"""What its scripting interface does not offer, and what to do instead."""
LIMITS = {
    "new_track": "A new MIDI track stays empty: Pro Tools takes no notes from scripts.",
    "place_audio": "Only where no other clip lies, and not in Shuffle mode.",
    "remove_region": "Not in Shuffle mode; the Edit and Timeline selections must be linked.",
    "transport": "Play, stop and locate; the rest is switched in Pro Tools' transport window.",
}
"""What it offers only in part."""


class ProToolsSession(DawSession):
    """The session that is open in Pro Tools; each change is a step of Pro Tools' own undo."""

    def __init__(self, line: ptsl.PtslConnection) -> None:
        self._line, self._view = line, ProToolsView(line)

    def snapshot(self) -> Snapshot:
        """Read the session. DawSilent when Pro Tools does not answer."""
        seen = self._view.look()
        return replace(seen, capabilities=CAN, cannot=MISSING, limits=LIMITS, daw="Pro Tools")

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes one by one, and read each one back."""
        try:
            before = self.snapshot()
        except DawError as error:
            return [Outcome("not_done", str(error)) for _ in changes]
        if before.revision != expected_revision:
            return [Outcome("not_done", _CHANGED) for _ in changes]
        outcomes: list[Outcome] = []
        made: dict[str, str] = {}
        failed: set[str] = set()
        for change in changes:
            change, said = with_clean_name(change.resolved(made))
            if any(one.state == "unknown" for one in outcomes):
                outcome = Outcome("not_done", "It was not begun, because Pro Tools stopped answering.")
            elif any(getattr(change, name, None) in failed for name in TARGETS):
                outcome = Outcome("not_done", "It depends on a change that was not made.")
            else:
                outcome, before = self._one(change, said, before)
            made.update(outcome.made)
            failed |= {getattr(change, "ref", "")} - {""} if not outcome.is_done else set()
            outcomes.append(outcome)
        return outcomes

    def save(self) -> None:
        """Save the session where it lies."""
        self._line.ask("SaveSession", timeout_s=ptsl.IMPORT_S)

    def close(self) -> None:
        """End the connection; Pro Tools goes on."""
        self._line.close()

    # --- one change ---

    def _one(self, change: Change, said: str, before: Snapshot) -> tuple[Outcome, Snapshot]:
        """Do it, and look until it is there. What was done and is not as asked is taken back."""
        if type(change) not in _DO:
            return Outcome("not_done", MISSING[change.capability]), before
        done, why = Outcome("unknown", ptsl.SILENT), ""
        try:
            _must_be_there(change, before)
            made = _DO[type(change)](change, before, self._line)
            done = Outcome("done", said, made)
        except DawSilent as error:
            why = str(error)
        except (UserError, DawError) as error:
            return Outcome("not_done", str(error)), self._seen(before)
        until = time.monotonic() + SETTLES_S
        while True:
            after = self._seen(before)
            if done.is_done:
                (outcome,) = judged([change], [done], before, after)
            else:
                outcome = self._by_sight(change, why, before, after)
            if outcome.is_done or time.monotonic() >= until:
                return outcome, after
            time.sleep(LOOKS_EVERY_S)

    def _by_sight(self, change: Change, why: str, before: Snapshot, after: Snapshot) -> Outcome:
        """Of a change whose answer did not come: only a value that can be seen counts."""
        if getattr(change, "ref", None) is None and not change.broken(Outcome("done"), before, after):
            return Outcome("done")
        return Outcome("unknown", why)

    def _seen(self, before: Snapshot) -> Snapshot:
        try:
            return self.snapshot()
        except DawError:
            return before


Made = tuple[tuple[str, str], ...]


def _must_be_there(change: Change, now: Snapshot) -> None:
    for field, found, why in (
        ("track", now.track, "That track is not there any more."),
        ("region", now.region, "That region is not there any more."),
        ("marker", now.marker, "That marker is not there any more."),
    ):
        own = getattr(change, field, None)
        if own is not None and found(own) is None:
            raise UserError(why)


def _new_track(change: daw.NewTrack, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    if change.group:
        raise UserError(MISSING["set_group"])
    kind = {"audio": "TType_Audio", "midi": "TType_Instrument", "bus": "TType_Aux", "group": "TType_RoutingFolder"}
    wanted = {
        "number_of_tracks": 1,
        "track_name": change.name,
        "track_format": "TFormat_Mono" if change.channels == 1 else "TFormat_Stereo",
        "track_type": kind[change.kind],
        "track_timebase": "TTimebase_Ticks" if change.kind == "midi" else "TTimebase_Samples",
        "insertion_point_position": "TIPoint_Last",
    }
    made = line.ask("CreateNewTracks", wanted, timeout_s=ptsl.CHANGE_S).get("created_track_ids") or []
    if len(made) != 1:
        raise DawSilent("Pro Tools does not say which track it made; look at it there.")
    return ((change.ref, str(made[0])),)


def _place(change: daw.PlaceAudio, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    """Import the part that is wanted as a file of its own, and spot its clip on the track."""
    _must_not_shuffle(line)
    rate, track = now.sample_rate_hz, now.track(change.track)
    assert track
    if track.kind != "audio":
        raise UserError(f"'{track.name}' is no audio track.")
    with tempfile.TemporaryDirectory(prefix="tonmeister ") as folder:
        file = prepare(change, Path(folder), tempo_map=now.tempo_map, rate=rate, channels=2)
        audio = read_audio(file.path, start_s=file.first / rate)
        path = write_audio(Path(folder) / f"{file.path.stem} .wav", fit_length(audio, file.frames), subtype="PCM_24")
        for one in now.regions_on(track.id):
            start = round(one.start_s * rate)
            if start < file.sample + file.frames and file.sample < start + round(one.length_s * rate):
                raise UserError(f"'{one.name}' lies there already; choose another place or another track.")
        wanted = {"file_list": [str(path)], "audio_operations": "AOperations_CopyAudio"}
        said = line.ask("ImportAudioToClipList", wanted, timeout_s=ptsl.IMPORT_S)
    files = [one for row in said.get("file_list") or [] for one in row.get("destination_file_list") or []]
    clips = [str(clip) for one in files for clip in one.get("clip_id_list") or []]
    if not clips:
        raise DawError("Pro Tools imported no clip.")
    first = line.origin + file.sample
    at = {"location": str(first), "time_type": "TLType_Samples"}
    spot = {"location_type": "SLType_Start", "location": at}
    spotted = {"src_clips": clips, "dst_track_id": track.id, "dst_location_data": spot}
    line.ask("SpotClipsByID", spotted, timeout_s=ptsl.CHANGE_S)
    listed = {str(row.get("clip_id")): str(row.get("clip_root_name", "")) for row in line.rows("GetClipList", "clips")}
    if (old := listed.get(clips[0], "")) and old != change.name:
        rename = {"clip_name": old, "new_name": change.name, "rename_file": False}
        line.ask("RenameTargetClip", rename, timeout_s=ptsl.CHANGE_S)
    return ((change.ref, region_id(track.id, clips[0], first)),)


def _remove_region(change: daw.RemoveRegion, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    """Select it as a user would, see that just it is selected, and clear that; what was selected is so again."""
    _must_not_shuffle(line)
    old = now.region(change.region)
    assert old
    first = line.origin + round(old.start_s * now.sample_rate_hz)
    track, last = now.track(old.track), first + round(old.length_s * now.sample_rate_hz)
    assert track
    options = line.ask("GetEditModeOptions").get("edit_mode_options", {})
    if not options.get("link_timeline_and_edit_selection"):
        raise UserError("Link Timeline and Edit Selection in Pro Tools (Options menu), and ask again.")
    samples = {"location_type": "TLType_Samples"}
    was = line.ask("GetTimelineSelection", samples)
    line.ask("SelectTracksByName", {"track_names": [track.name], "selection_mode": "SMode_Replace"})
    line.ask("SetTimelineSelection", {"in_time": str(first), "out_time": str(last), **samples})
    selected = line.ask("GetEditSelection", samples)
    try:
        if (selected.get("in_time"), selected.get("out_time")) != (str(first), str(last)):
            raise DawError("Pro Tools did not select just that clip, so nothing was cleared.")
        line.ask("Clear", timeout_s=ptsl.CHANGE_S)
    finally:
        with contextlib.suppress(DawError):
            line.ask("SetTimelineSelection", {name: was[name] for name in ("in_time", "out_time")} | samples)
    return ()


def _must_not_shuffle(line: ptsl.PtslConnection) -> None:
    if "Shuffle" in str(line.ask("GetEditMode").get("current_setting", "")):
        raise UserError("Pro Tools is in Shuffle mode, where other clips would move; choose Slip, and ask again.")


def _remove_track(change: daw.RemoveTrack, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    line.ask("DeleteTracks", {"track_ids": [change.track]}, timeout_s=ptsl.CHANGE_S)
    return ()


def _switch(command: str) -> Callable[[Any, Snapshot, ptsl.PtslConnection], Made]:
    """A switch of a track."""

    def do(change: Any, now: Snapshot, line: ptsl.PtslConnection) -> Made:
        track, asked = now.track(change.track), change.asked()
        assert track
        wanted = {"track_names": [track.name], "enabled": asked == "on" if isinstance(asked, str) else asked}
        slow = command == "SetTrackFrozenState"
        line.ask(command, wanted, timeout_s=ptsl.IMPORT_S if slow else ptsl.CHANGE_S)
        return ()

    return do


def _rename_track(change: daw.RenameTrack, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    line.ask("RenameTargetTrack", {"track_id": change.track, "new_name": change.name}, timeout_s=ptsl.CHANGE_S)
    return ()


def _marker(number: int, name: str, at_beats: float, now: Snapshot, line: ptsl.PtslConnection) -> Mapping[str, Any]:
    """A marker as Pro Tools takes it: its time is written in the main counter's way."""
    kind = line.ask("GetMainCounterFormat").get("current_type", "TLType_Samples")
    sample = line.origin + now.tempo_map.sample_at(at_beats, now.sample_rate_hz)
    asked = {"location": {"location": str(sample), "time_type": "TLType_Samples"}, "time_type": kind}
    at = line.ask("GetTimeAsType", asked)["converted_location"]["location"]
    return {
        "number": number,
        "name": name,
        "start_time": at,
        "time_properties": "TProperties_Marker",
        "reference": "MLReference_BarBeat",
        "location": "MarkerLocation_MainRuler",
    }


def _add_marker(change: daw.AddMarker, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    number = max((int(one.id) for one in now.markers), default=0) + 1
    line.ask("CreateMemoryLocation", _marker(number, change.name, change.at_beats, now, line))
    return ((change.ref, str(number)),)


def _set_marker(change: Any, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    old = now.marker(change.marker)
    assert old
    fresh = replace(old, **{change.of: change.asked()})
    line.ask("EditMemoryLocation", _marker(int(old.id), fresh.name, fresh.at_beats, now, line))
    return ()


def _remove_marker(change: daw.RemoveMarker, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    line.ask("ClearMemoryLocation", {"location_list": [int(change.marker)]})
    return ()


def _transport(change: daw.Transport, now: Snapshot, line: ptsl.PtslConnection) -> Made:
    if change.action not in ("play", "stop", "locate"):
        raise UserError(LIMITS["transport"])
    if change.action == "locate":
        at = str(line.origin + now.tempo_map.sample_at(change.at_beats or 0.0, now.sample_rate_hz))
        wanted = {"play_start_marker_time": at, "in_time": at, "out_time": at, "location_type": "TLType_Samples"}
        line.ask("SetTimelineSelection", wanted)
        if line.ask("GetTimelineSelection", {"location_type": "TLType_Samples"}).get("in_time") != at:
            raise DawError("Pro Tools did not take the transport's command.")
        return ()
    for _ in range(2):
        is_playing = "Playing" in ptsl.plain(line.ask("GetTransportState").get("current_setting", ""))
        if is_playing == (change.action == "play"):
            return ()
        line.ask("TogglePlayState")
    raise DawError("Pro Tools did not take the transport's command.")


_DO: Mapping[type[Change], Callable[[Any, Snapshot, ptsl.PtslConnection], Made]] = {
    daw.NewTrack: _new_track,
    daw.RemoveTrack: _remove_track,
    daw.RenameTrack: _rename_track,
    daw.PlaceAudio: _place,
    daw.RemoveRegion: _remove_region,
    daw.SetMute: _switch("SetTrackMuteState"),
    daw.SetSolo: _switch("SetTrackSoloState"),
    daw.SetArm: _switch("SetTrackRecordEnableState"),
    daw.SetMonitor: _switch("SetTrackInputMonitorState"),
    daw.SetFrozen: _switch("SetTrackFrozenState"),
    daw.AddMarker: _add_marker,
    daw.RenameMarker: _set_marker,
    daw.MoveMarker: _set_marker,
    daw.RemoveMarker: _remove_marker,
    daw.Transport: _transport,
}
CAN = frozenset(change.capability for change in _DO)
"""What its scripting interface does."""
MISSING = lacking("Pro Tools", CAN, _REASONS)
"""The reasons, and a sentence for each value that has neither a row nor a reason."""


class ProTools(Daw):
    """Pro Tools 2025.10 and later, found on the port of its scripting interface."""

    id: ClassVar[str] = "protools"
    name: ClassVar[str] = "Pro Tools"
    capabilities: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[dict[str, str]] = dict(MISSING)
    limits: ClassVar[dict[str, str]] = dict(LIMITS)
    stand_in: ClassVar[str] = "bridge.hosts.fake_protools.trial:trial"

    def find(self) -> list[Project]:
        """The session that is open in Pro Tools."""
        if not _is_there():
            return []
        with contextlib.suppress(DawError), contextlib.closing(ptsl.PtslConnection()) as line:
            return [project_of(line)]
        return []

    def connect(self, project: Project) -> ProToolsSession:
        """Connect to the open session. DawError with the remedy when it is not open any more."""
        if not _is_there():
            raise DawError(ptsl.GONE)
        line = ptsl.PtslConnection()
        try:
            if project_of(line) == project:
                return ProToolsSession(line)
        except DawError:
            line.close()
            raise
        line.close()
        raise DawError(f"'{project.name}' is not open in Pro Tools now; open it and try again.")

    def why_not(self) -> str:
        """Empty when Pro Tools can be reached, else what to do."""
        return "" if _is_there() else ptsl.GONE

    def test(self) -> list[Check]:
        """A round trip in the session that is open; what it makes is taken away again."""
        found = self.find()
        if not found:
            return [Check("reach Pro Tools", False, self.why_not() or "No session is open in Pro Tools; open one.")]
        with contextlib.closing(self.connect(found[0])) as session:
            return round_trip(session)


def project_of(line: ptsl.PtslConnection) -> Project:
    """The session that is open: its file names it. DawError when there is none."""
    name = str(line.ask("GetSessionName").get("session_name", ""))
    path = Path(str(line.ask("GetSessionPath").get("session_path", {}).get("path", "")))
    return Project(hashlib.sha256(str(path).encode()).hexdigest()[:24], name, path.parent, path)


def _is_there() -> bool:
    """Whether anything listens on the port: asked without what speaks to it."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", ptsl.PORT), timeout=0.2):
        return True
    return False
