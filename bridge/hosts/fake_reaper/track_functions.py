"""REAPER's functions of tracks, sends and folders."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_reaper.project import FakeReaperProject, sorted_items
from bridge.hosts.fake_reaper.strict import ReaperRefusal, ReaperText
from bridge.hosts.fake_reaper.things import Envelope, ReaperSend, ReaperTrack

_READ_ONLY = {"IP_TRACKNUMBER", "I_FREEZECOUNT", "P_PARTRACK"}


class TrackFunctions:
    """A part of the table `reaper`."""

    project: FakeReaperProject

    def _track(self, index: int) -> ReaperTrack | None:
        tracks = self.project.now.tracks
        return tracks[index] if 0 <= index < len(tracks) else None

    def CountTracks(self, project: Any) -> int:
        return len(self.project.now.tracks)

    def GetTrack(self, project: Any, index: int) -> ReaperTrack | None:
        return self._track(index)

    def GetMasterTrack(self, project: Any) -> ReaperTrack:
        return self.project.now.master

    def GetTrackGUID(self, track: ReaperTrack) -> str:
        return track.guid

    def InsertTrackInProject(self, project: Any, index: int, flags: int) -> None:
        self.project.now.tracks.insert(max(0, min(len(self.project.now.tracks), index)), ReaperTrack())

    def InsertTrackAtIndex(self, index: int, wants_defaults: bool) -> None:
        self.InsertTrackInProject(None, index, 0)

    def DeleteTrack(self, track: ReaperTrack) -> None:
        if track is self.project.now.master:
            raise ReaperRefusal("The master cannot be deleted.")
        self.project.now.tracks.remove(track)
        for other in self.project.tracks():
            other.sends = [send for send in other.sends if send.to is not track]

    def GetMediaTrackInfo_Value(self, track: ReaperTrack, name: ReaperText) -> float:
        if name == "IP_TRACKNUMBER":
            is_master = track is self.project.now.master
            return -1.0 if is_master else float(self.project.now.tracks.index(track) + 1)
        return float(self._known(track.values, name))

    def SetMediaTrackInfo_Value(self, track: ReaperTrack, name: ReaperText, value: float) -> bool:
        self._known(track.values, name)
        if name in _READ_ONLY:
            raise ReaperRefusal(f"{name} cannot be set.")
        track.values[str(name)] = value
        return True

    @staticmethod
    def _known(values: dict[str, float], name: ReaperText) -> float:
        if name not in values:
            raise ReaperRefusal(f"There is no value '{name}' in the stand-in.")
        return values[str(name)]

    def GetSetMediaTrackInfo_String(
        self, track: ReaperTrack, name: ReaperText, value: ReaperText, is_set: bool
    ) -> tuple[bool, str]:
        if track is self.project.now.master and name == "P_NAME" and is_set:
            return False, ""
        if name == "GUID" and not is_set:
            return True, track.guid
        if name != "P_NAME" and not name.startswith("P_EXT:"):
            raise ReaperRefusal(f"There is no text '{name}' in the stand-in.")
        if is_set:
            track.texts[str(name)] = value.text
        return True, track.texts.get(str(name), "")

    def GetParentTrack(self, track: ReaperTrack) -> ReaperTrack | None:
        return self.project.parent(track)

    def IsTrackSelected(self, track: ReaperTrack) -> bool:
        return bool(track.values["I_SELECTED"])

    def SetTrackSelected(self, track: ReaperTrack, on: bool) -> None:
        track.values["I_SELECTED"] = float(on)

    def CountSelectedTracks(self, project: Any) -> int:
        return sum(bool(track.values["I_SELECTED"]) for track in self.project.now.tracks)

    def GetSelectedTrack(self, project: Any, index: int) -> ReaperTrack | None:
        chosen = [track for track in self.project.now.tracks if track.values["I_SELECTED"]]
        return chosen[index] if index < len(chosen) else None

    def ReorderSelectedTracks(self, before: int, makes_folder: int) -> bool:
        tracks = self.project.now.tracks
        moved = [track for track in tracks if track.values["I_SELECTED"]]
        if not moved:
            return False
        behind = [track for track in tracks[before:] if track not in moved]
        first = [track for track in tracks if track not in moved and track not in behind]
        tracks[:] = [*first, *moved, *behind]
        return True

    def CountTrackMediaItems(self, track: ReaperTrack) -> int:
        return len(track.items)

    def GetTrackMediaItem(self, track: ReaperTrack, index: int) -> Any:
        items = sorted_items(track)
        return items[index] if index < len(items) else None

    def ColorToNative(self, red: int, green: int, blue: int) -> int:
        return red | green << 8 | blue << 16  # as on Windows

    def ColorFromNative(self, color: int) -> tuple[int, int, int]:
        return color & 255, color >> 8 & 255, color >> 16 & 255

    # --- sends ---

    def _receives(self, track: ReaperTrack) -> list[ReaperSend]:
        return [send for other in self.project.tracks() for send in other.sends if send.to is track]

    def _sends(self, track: ReaperTrack, category: int) -> list[ReaperSend]:
        if category > 0:
            return []
        return track.sends if category == 0 else self._receives(track)

    def GetTrackNumSends(self, track: ReaperTrack, category: int) -> int:
        return len(self._sends(track, category))

    def _send(self, track: ReaperTrack, category: int, index: int) -> ReaperSend:
        sends = self._sends(track, category)
        if not 0 <= index < len(sends):
            raise ReaperRefusal("There is no such send.")
        return sends[index]

    def CreateTrackSend(self, track: ReaperTrack, to: ReaperTrack | None) -> int:
        if to is None or to is track:
            return -1
        track.sends.append(ReaperSend(to=to))
        return len(track.sends) - 1

    def RemoveTrackSend(self, track: ReaperTrack, category: int, index: int) -> bool:
        track.sends.remove(self._send(track, category, index))
        return True

    def GetTrackSendInfo_Value(self, track: ReaperTrack, category: int, index: int, name: ReaperText) -> Any:
        send = self._send(track, category, index)
        if name == "P_DESTTRACK":
            return send.to
        if name == "P_ENV:<VOLENV":
            return send.envelope
        return float(self._known(send.values, name))

    def SetTrackSendInfo_Value(
        self, track: ReaperTrack, category: int, index: int, name: ReaperText, value: float
    ) -> bool:
        send = self._send(track, category, index)
        self._known(send.values, name)
        send.values[str(name)] = value
        return True

    def GetTrackEnvelopeByChunkName(self, track: ReaperTrack, name: ReaperText) -> Envelope | None:
        is_master = track is self.project.now.master
        return track.own.get(name.replace("<MASTER", "<") if is_master == name.startswith("<MASTER") else "")
