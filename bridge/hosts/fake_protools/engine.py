"""A small Pro Tools: answers the commands of its scripting interface, and no field, type or choice it does not have."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from concurrent import futures
from pathlib import Path
from typing import Any

from bridge.hosts.fake_protools.listing import listing, names, problem
from bridge.hosts.fake_protools.session import Element, FakeProToolsProject, MemoryLocation, ProToolsClip, ProToolsTrack
from bridge.protools.protools import ProToolsSession
from bridge.protools.ptsl import COMPLETED, METHOD, PtslConnection, messages
from engine.media.audio import probe_audio
from engine.media.note import TempoMap

FAILED = 4
_STEPS = ("Clear", "CreateNewTracks", "DeleteTracks", "RenameTargetTrack", "RenameTargetClip", "SpotClipsByID",
          "CreateMemoryLocation", "EditMemoryLocation", "ClearMemoryLocation")  # fmt: skip
_STATES = {
    "SetTrackMuteState": "is_muted",
    "SetTrackSoloState": "is_soloed",
    "SetTrackRecordEnableState": "is_record_enabled",
    "SetTrackInputMonitorState": "is_input_monitoring_on",
    "SetTrackFrozenState": "is_frozen",
}
Trouble = Callable[[str], str]
"""Told of each command: "" = nothing happens, "hangs" = it is never answered, "deaf" = it is done and not answered,
"late" = it is still at work, else it fails with this."""


class Refused(Exception):
    """Pro Tools' own error."""


def _past_its_deadline(context: Any) -> None:
    """Wait so long that no busy computer can take the answer for one in time."""
    time.sleep((context.time_remaining() or 0) + 0.5)


class _NearChannel:
    """What gRPC makes of a port, to an engine that lies in this process: bytes go there and come back."""

    def __init__(self, answer: Callable[[Any, Any], Any]) -> None:
        self._answer = answer

    def unary_unary(self, method: str, *, request_serializer: Any, response_deserializer: Any) -> Callable[..., Any]:
        """A call; it has no deadline, so nothing may hang."""
        assert method == METHOD
        own = messages()

        def send(request: Any, *, timeout: float) -> Any:
            read = own["Request"].FromString(request_serializer(request))
            return response_deserializer(self._answer(read, None).SerializeToString())

        return send

    def close(self) -> None:
        """Nothing was opened."""


class FakeProTools:
    """It runs while it is entered; its session lies in a folder."""

    def __init__(
        self,
        folder: Path,
        *,
        rate: int = 48000,
        tempo_map: TempoMap | None = None,
        origin: int = 0,
        trouble: Trouble | None = None,
    ) -> None:
        self.project = FakeProToolsProject(folder / "Song.ptx", rate, tempo_map or TempoMap(), origin)
        self.project.file.parent.mkdir(parents=True, exist_ok=True)
        self.offences: list[str] = []
        self.asked: list[str] = []
        self.trouble = trouble or (lambda command: "")
        self.port = 0
        self._server: Any = None
        self._lock = threading.RLock()
        self._sessions: set[str] = set()

    def start(self) -> FakeProTools:
        """Listen on a free port."""
        import grpc

        own = messages()
        one = grpc.unary_unary_rpc_method_handler(
            self._answer,
            request_deserializer=own["Request"].FromString,
            response_serializer=own["Response"].SerializeToString,
        )
        service, _, method = METHOD[1:].partition("/")
        self._server = grpc.server(futures.ThreadPoolExecutor(4))
        self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, {method: one}),))
        self.port = self._server.add_insecure_port("127.0.0.1:0")
        self._server.start()
        return self

    def stop(self) -> None:
        """It ends."""
        self._server.stop(None).wait()

    def __enter__(self) -> FakeProTools:
        return self.start()

    def __exit__(self, *args: object) -> None:
        self.stop()

    def session(self) -> ProToolsSession:
        """A session as the product opens it."""
        return ProToolsSession(PtslConnection(self.port))

    def near_session(self) -> ProToolsSession:
        """The same without a network between: of a short question that is most of the work."""
        return ProToolsSession(PtslConnection(channel=_NearChannel(self._answer)))

    # --- a command ---

    def _answer(self, request: Any, context: Any) -> Any:
        own = messages()
        command = names().get(request.header.command, "")
        header = own["ResponseHeader"](command=request.header.command, status=COMPLETED)
        self.asked.append(command)
        wrong = self.trouble(command)
        if wrong == "hangs":
            _past_its_deadline(context)
        if wrong == "late":
            return own["Response"](header=own["ResponseHeader"](command=request.header.command, status=2))
        try:
            if wrong not in ("", "hangs", "deaf"):
                raise Refused(wrong)
            body = self._checked(command, request)
            with self._lock:
                if command in _STEPS:
                    self.project.step()
                found = self._done(command, body)
        except Refused as error:
            said = {"errors": [{"command_error_type": "PT_UnknownError", "command_error_message": str(error)}]}
            header.status = FAILED
            return own["Response"](header=header, response_error_json=json.dumps(said))
        if wrong == "deaf":
            _past_its_deadline(context)
        response = listing()["commands"][command].get("response")
        if response and (why := problem(response, found)):
            self.offences.append(f"the stand-in itself: {why}")
        return own["Response"](header=header, response_body_json=json.dumps(found) if response else "")

    def _checked(self, command: str, request: Any) -> dict[str, Any]:
        if not command:
            self._offend(f"no command has the number {request.header.command}")
        if command not in ("HostReadyCheck", "RegisterConnection") and request.header.session_id not in self._sessions:
            self._offend(f"{command} without a registered connection")
        kind = listing()["commands"][command].get("request")
        if not kind and request.request_body_json:
            self._offend(f"{command} takes no body")
        body = json.loads(request.request_body_json or "{}")
        if kind and (why := problem(kind, body)):
            self._offend(f"{command}: {why}")
        return dict(body)

    def _offend(self, why: str) -> None:
        self.offences.append(why)
        raise Refused(f"Invalid parameter: {why}")

    def _done(self, command: str, body: dict[str, Any]) -> dict[str, Any]:
        if command in _STATES:
            return self._set_state(_STATES[command], body)
        found: dict[str, Any] = getattr(self, f"_{command}")(body)
        return found

    def _page(self, key: str, rows: list[dict[str, Any]], body: Mapping[str, Any]) -> dict[str, Any]:
        page = body.get("pagination_request") or {"limit": 1000, "offset": 0}
        return {key: rows[page["offset"] :][: page["limit"]]}

    # --- the commands ---

    def _HostReadyCheck(self, body: dict[str, Any]) -> dict[str, Any]:
        return {}

    def _RegisterConnection(self, body: dict[str, Any]) -> dict[str, Any]:
        self._sessions.add(f"session {len(self._sessions)}")
        return {"session_id": f"session {len(self._sessions) - 1}"}

    def _GetSessionName(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"session_name": self.project.file.stem}

    def _GetSessionPath(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"session_path": {"path": str(self.project.file), "info": {"is_online": True}}}

    def _GetSessionSampleRate(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"sample_rate": f"SRate_{self.project.rate}"}

    def _SaveSession(self, body: dict[str, Any]) -> dict[str, Any]:
        self.project.file.write_text("saved")
        return {}

    def _GetTrackList(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "type": one.type,
                "index": at,
                "track_attributes": {
                    **{name: on for name, on in one.states.items() if name != "is_input_monitoring_on"},
                    "contains_clips": bool(one.elements),
                    "is_selected": _state(one.is_selected),
                    "is_input_monitoring_on": _state(one.states.get("is_input_monitoring_on", False)),
                },
            }
            for at, one in enumerate(self.project.now.tracks)
        ]
        return self._page("track_list", rows, body)

    def _GetTrackPlaylists(self, body: dict[str, Any]) -> dict[str, Any]:
        track = self._track(body.get("track_id", ""))
        row = {"playlist_id": f"list of {track.id}", "playlist_name": track.name, "is_target": True}
        return self._page("playlists", [row], body)

    def _GetPlaylistElements(self, body: dict[str, Any]) -> dict[str, Any]:
        track = self._track(body["playlist_id"].removeprefix("list of "))
        kind = body.get("time_format", "TLType_Samples")
        rows = [
            {
                "start_time": {"location": self.project.location(one.first, kind), "time_type": kind},
                "end_time": {"location": self.project.location(one.first + one.frames, kind), "time_type": kind},
                "channel_clips": [{"is_null": False, "clip_id": clip} for clip in one.clips],
            }
            for one in sorted(track.elements, key=lambda element: element.first)
        ]
        return self._page("elements_list", rows, body)

    def _GetClipList(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            {
                "clip_id": one.id,
                "file_id": one.file,
                "clip_full_name": one.name,
                "clip_root_name": one.name,
                "start_point": {"position": 0, "time_type": "BTType_Samples"},
                "end_point": {"position": one.frames, "time_type": "BTType_Samples"},
            }
            for one in self.project.now.clips.values()
        ]
        return self._page("clips", rows, body)

    def _GetFileLocation(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [{"path": str(path), "file_id": own} for own, path in self.project.files.items()]
        return self._page("file_locations", rows, body)

    def _CreateNewTracks(self, body: dict[str, Any]) -> dict[str, Any]:
        track = ProToolsTrack(
            FakeProToolsProject.new_id(), self.project.free_name(body["track_name"]), body["track_type"]
        )
        self.project.now.tracks.append(track)
        return {"number_of_tracks": 1, "created_track_names": [track.name], "created_track_ids": [track.id]}

    def _DeleteTracks(self, body: dict[str, Any]) -> dict[str, Any]:
        for own in body["track_ids"]:
            self.project.now.tracks.remove(self._track(own))
        return {"success_count": len(body["track_ids"])}

    def _RenameTargetTrack(self, body: dict[str, Any]) -> dict[str, Any]:
        track = self._track(body["track_id"])
        if body["new_name"] != track.name:
            track.name = self.project.free_name(body["new_name"])
        return {}

    def _set_state(self, state: str, body: dict[str, Any]) -> dict[str, Any]:
        self.project.step()
        for name in body["track_names"]:
            self._named(name).states[state] = body["enabled"]
        return {}

    def _ImportAudioToClipList(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = []
        for name in body["file_list"]:
            info = probe_audio(name)
            if info.sample_rate_hz != self.project.rate and body["audio_operations"] != "AOperations_ConvertAudio":
                raise Refused("The sample rate of the file is not the session's.")
            target = self.project.file.parent / "Audio Files" / Path(name).name
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(name, target)
            file = FakeProToolsProject.new_id()
            self.project.files[file] = target
            clips = [
                ProToolsClip(FakeProToolsProject.new_id(), Path(name).stem, file, info.frames)
                for _ in range(info.channels)
            ]
            self.project.now.clips |= {clip.id: clip for clip in clips}
            made = {"file_id": file, "file_path": str(target), "clip_id_list": [clip.id for clip in clips]}
            rows.append({"original_input_path": name, "destination_file_list": [made]})
        return {"file_list": rows, "failure_list": []}

    def _SpotClipsByID(self, body: dict[str, Any]) -> dict[str, Any]:
        track = self._track(body["dst_track_id"])
        at = body["dst_location_data"]["location"]
        first = self.project.sample(at["location"], at["time_type"])
        frames = self.project.now.clips[body["src_clips"][0]].frames
        self._cut(track, first, first + frames)  # as on a playlist: what lies there is covered
        track.elements.append(Element(first, frames, tuple(body["src_clips"])))
        return {}

    def _RenameTargetClip(self, body: dict[str, Any]) -> dict[str, Any]:
        named = [one for one in self.project.now.clips.values() if one.name == body["clip_name"]]
        if not named:
            raise Refused("There is no such clip.")
        for one in named:
            one.name = body["new_name"]
        return {}

    def _GetEditMode(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"current_setting": self.project.mode, "possible_settings": ["EMode_Slip", "EMode_Shuffle"]}

    def _GetEditModeOptions(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"edit_mode_options": {"link_timeline_and_edit_selection": self.project.is_linked}}

    def _SelectTracksByName(self, body: dict[str, Any]) -> dict[str, Any]:
        for one in self.project.now.tracks:
            one.is_selected = one.name in body["track_names"]
        return {}

    def _SetTimelineSelection(self, body: dict[str, Any]) -> dict[str, Any]:
        kind = body["location_type"]
        self.project.selection = (
            self.project.sample(body["in_time"], kind),
            self.project.sample(body["out_time"], kind),
        )
        if self.project.is_linked:
            self.project.edit_selection = self.project.selection
        return {}

    def _GetTimelineSelection(self, body: dict[str, Any]) -> dict[str, Any]:
        first, last = (self.project.location(one, body["location_type"]) for one in self.project.selection)
        return {"play_start_marker_time": first, "in_time": first, "out_time": last}

    def _GetEditSelection(self, body: dict[str, Any]) -> dict[str, Any]:
        first, last = (self.project.location(one, body["location_type"]) for one in self.project.edit_selection)
        return {"in_time": first, "out_time": last}

    def _Clear(self, body: dict[str, Any]) -> dict[str, Any]:
        first, last = self.project.edit_selection
        if first == last:
            raise Refused("There is no selection.")
        for track in self.project.now.tracks:
            if track.is_selected:
                self._cut(track, first, last)
                if self.project.mode == "EMode_Shuffle":
                    for one in track.elements:
                        one.first -= last - first if one.first >= last else 0
        return {}

    def _cut(self, track: ProToolsTrack, first: int, last: int) -> None:
        kept = []
        for one in track.elements:
            end = one.first + one.frames
            for start, stop in ((one.first, min(end, first)), (max(one.first, last), end)):
                if stop > start:
                    kept.append(Element(start, stop - start, one.clips))
        track.elements = kept

    def _GetMemoryLocations(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            {
                "number": one.number,
                "name": one.name,
                "start_time": self.project.location(one.sample, self.project.counter),
                "time_properties": "TProperties_Marker",
                "location": "MarkerLocation_MainRuler",
            }
            for one in sorted(self.project.now.places.values(), key=lambda place: place.number)
        ]
        return self._page("memory_locations", rows, body)

    def _CreateMemoryLocation(self, body: dict[str, Any]) -> dict[str, Any]:
        at = self.project.sample(body["start_time"], self.project.counter)
        self.project.now.places[body["number"]] = MemoryLocation(body["number"], body["name"], at)
        return {}

    _EditMemoryLocation = _CreateMemoryLocation

    def _ClearMemoryLocation(self, body: dict[str, Any]) -> dict[str, Any]:
        for number in body["location_list"]:
            if self.project.now.places.pop(number, None) is None:
                raise Refused("There is no such memory location.")
        return {}

    def _GetMainCounterFormat(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"current_type": self.project.counter}

    def _GetTimeAsType(self, body: dict[str, Any]) -> dict[str, Any]:
        at = body["location"]
        try:
            sample = self.project.sample(at["location"], at["time_type"])
        except ValueError as error:
            raise Refused("That is no location.") from error
        found = {"location": self.project.location(sample, body["time_type"]), "time_type": body["time_type"]}
        return {"converted_location": found}

    def _GetTransportState(self, body: dict[str, Any]) -> dict[str, Any]:
        state = "Playing" if self.project.is_playing else "Stopped"
        return {"current_setting": f"TState_Transport{state}"}

    def _TogglePlayState(self, body: dict[str, Any]) -> dict[str, Any]:
        self.project.is_playing = not self.project.is_playing
        return {}

    # --- finding ---

    def _track(self, own: str) -> ProToolsTrack:
        found = self.project.track(own)
        if found is None:
            raise Refused("There is no such track.")
        return found

    def _named(self, name: str) -> ProToolsTrack:
        found = self.project.track(name=name)
        if found is None:
            raise Refused("There is no such track.")
        return found


def _state(on: bool) -> str:
    return "TAState_SetExplicitly" if on else "TAState_None"
