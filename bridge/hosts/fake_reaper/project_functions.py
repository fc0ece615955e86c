"""REAPER's functions of the project: tempo, markers, transport, undo, what is kept, and the rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bridge.hosts.fake_reaper.project import FakeReaperProject
from bridge.hosts.fake_reaper.strict import ReaperRefusal, ReaperText
from bridge.hosts.fake_reaper.tempo import TempoMarker
from bridge.hosts.fake_reaper.things import ReaperMarker, new_guid

RECORD, METRONOME = 1013, 40364
VERSION = "7.78/linux-x64"


class ProjectFunctions:
    """A part of the table `reaper`."""

    project: FakeReaperProject
    ext: dict[tuple[str, str], str]
    deferred: list[Callable[[], None]]
    click = False
    refresh = 0
    """How many times more the screen was stopped than let go."""

    # --- what is open, what is kept ---

    def EnumProjects(self, index: int) -> tuple[Any, str]:
        if index not in (-1, 0):
            return None, ""
        return self.project.handle, str(self.project.path or "")

    def GetProjExtState(self, project: Any, section: ReaperText, key: ReaperText) -> tuple[int, str]:
        found = self.project.ext.get((str(section), str(key)), "")
        return len(found), found

    def SetProjExtState(self, project: Any, section: ReaperText, key: ReaperText, value: ReaperText) -> int:
        self.project.ext[str(section), str(key)] = value.text
        return len(value)

    def GetExtState(self, section: ReaperText, key: ReaperText) -> str:
        return self.ext.get((str(section), str(key)), "")

    def SetExtState(self, section: ReaperText, key: ReaperText, value: ReaperText, is_kept: bool) -> None:
        self.ext[str(section), str(key)] = value.text

    def GetSetProjectInfo(self, project: Any, name: ReaperText, value: float, is_set: bool) -> float:
        values = {"PROJECT_SRATE_USE": 1.0, "PROJECT_SRATE": float(self.project.rate)}
        if is_set or name not in values:
            raise ReaperRefusal(f"The stand-in does not set or know '{name}'.")
        return values[str(name)]

    def GetSetProjectInfo_String(
        self, project: Any, name: ReaperText, value: ReaperText, is_set: bool
    ) -> tuple[bool, str]:
        kind, _, index = name.partition(":")
        if kind != "MARKER_GUID" or is_set:
            raise ReaperRefusal(f"The stand-in does not set or know '{name}'.")
        markers = self._markers()
        number = int(index)
        return (True, markers[number].guid) if number < len(markers) else (False, "")

    def GetAudioDeviceInfo(self, name: ReaperText) -> tuple[bool, str]:
        return (True, str(self.project.rate)) if name == "SRATE" else (False, "")

    def Main_SaveProject(self, project: Any, asks: bool) -> None:
        if self.project.path is None or asks:
            raise ReaperRefusal("REAPER would open a dialog and wait for it.")
        Path(self.project.path).write_text("<REAPER_PROJECT 0.1\n>\n", "utf-8")

    def GetProjectStateChangeCount(self, project: Any) -> int:
        return self.project.changes

    def GetAppVersion(self) -> str:
        return VERSION

    def GetResourcePath(self) -> str:
        return str((self.project.path or Path("/")).parent)

    # --- undo and the screen ---

    def Undo_BeginBlock2(self, project: Any) -> None:
        self.project.begin()

    def Undo_EndBlock2(self, project: Any, label: ReaperText, flags: int) -> None:
        self.project.end(label.text, is_kept=flags != 0)

    def Undo_CanUndo2(self, project: Any) -> str | None:
        return self.project.done[-1][0] if self.project.done else None

    def Undo_DoUndo2(self, project: Any) -> int:
        return int(self.project.undo())

    def PreventUIRefresh(self, by: int) -> None:
        self.refresh += by

    def UpdateArrange(self) -> None:
        return None

    def UpdateTimeline(self) -> None:
        return None

    def TrackList_AdjustWindows(self, is_minor: bool) -> None:
        return None

    def genGuid(self, text: ReaperText) -> str:
        return new_guid()

    def time_precise(self) -> float:
        return time.perf_counter()

    def defer(self, work: Callable[[], None]) -> None:
        self.deferred.append(work)

    # --- tempo ---

    def TimeMap_QNToTime_abs(self, project: Any, beat: float) -> float:
        return self.project.now.tempo.seconds(beat)

    def TimeMap_timeToQN_abs(self, project: Any, seconds: float) -> float:
        return self.project.now.tempo.beat(seconds)

    def TimeMap2_timeToQN(self, project: Any, seconds: float) -> float:
        return self.project.now.tempo.beat(seconds)

    def TimeMap_GetTimeSigAtTime(self, project: Any, seconds: float) -> tuple[int, int, float]:
        tempo = self.project.now.tempo
        last = [one for one in tempo.markers if one.at <= seconds + 1e-9]
        return (*tempo.meter_at(seconds), last[-1].bpm if last else tempo.bpm)

    def CountTempoTimeSigMarkers(self, project: Any) -> int:
        return len(self.project.now.tempo.markers)

    def GetTempoTimeSigMarker(self, project: Any, index: int) -> tuple[Any, ...]:
        markers = self.project.now.tempo.markers
        if not 0 <= index < len(markers):
            return False, 0.0, 0, 0.0, 0.0, 0, 0, False
        one = markers[index]
        return True, one.at, 0, 0.0, one.bpm, one.numerator or -1, one.denominator or -1, one.is_ramp

    def SetTempoTimeSigMarker(
        self,
        project: Any,
        index: int,
        at: float,
        measure: int,
        beat: float,
        bpm: float,
        numerator: int,
        denominator: int,
        is_ramp: bool,
    ) -> bool:
        if at < 0 or measure != -1 or beat != -1:
            raise ReaperRefusal("A tempo marker needs its time, with -1 for measure and beat.")
        if bpm < 1 or bpm > 960 or (numerator > 0) != (denominator > 0):
            return False
        tempo = self.project.now.tempo
        marker = TempoMarker(at, bpm, max(0, numerator), max(0, denominator), is_ramp)

        def change() -> None:
            if index >= 0:
                del tempo.markers[index]
            tempo.put(marker)

        self.project.retime(change)
        return True

    def DeleteTempoTimeSigMarker(self, project: Any, index: int) -> bool:
        markers = self.project.now.tempo.markers
        if not 0 <= index < len(markers):
            return False
        self.project.retime(lambda: markers.__delitem__(index))
        return True

    def SetCurrentBPM(self, project: Any, bpm: float, wants_undo: bool) -> None:
        tempo = self.project.now.tempo

        def change() -> None:
            if tempo.markers:
                tempo.markers[-1].bpm = bpm
            else:
                tempo.bpm = bpm

        self.project.retime(change)

    # --- markers ---

    def _markers(self) -> list[ReaperMarker]:
        return sorted(self.project.now.markers, key=lambda one: one.at)

    def EnumProjectMarkers3(self, project: Any, index: int) -> tuple[Any, ...]:
        markers = self._markers()
        if not 0 <= index < len(markers):
            return 0, False, 0.0, 0.0, "", 0, 0
        one = markers[index]
        return index + 1, one.end is not None, one.at, one.end or 0.0, one.name, one.number, one.color

    def AddProjectMarker2(
        self, project: Any, is_span: bool, at: float, end: float, name: ReaperText, number: int, color: int
    ) -> int:
        taken = {one.number for one in self.project.now.markers}
        number = number if number >= 0 else next(n for n in range(1, 10_000) if n not in taken)
        self.project.now.markers.append(
            ReaperMarker(at=at, end=end if is_span else None, name=name.text, number=number, color=color)
        )
        return number

    def DeleteProjectMarkerByIndex(self, project: Any, index: int) -> bool:
        markers = self._markers()
        if not 0 <= index < len(markers):
            return False
        self.project.now.markers.remove(markers[index])
        return True

    def SetProjectMarkerByIndex2(
        self,
        project: Any,
        index: int,
        is_span: bool,
        at: float,
        end: float,
        number: int,
        name: ReaperText,
        color: int,
        flags: int,
    ) -> bool:
        markers = self._markers()
        if not 0 <= index < len(markers):
            return False
        one = markers[index]
        one.at, one.number, one.color = at, number, color
        one.name = name.text or ("" if flags & 1 else one.name)
        return True

    # --- transport ---

    def GetPlayStateEx(self, project: Any) -> int:
        return self.project.play_state

    def GetPlayPositionEx(self, project: Any) -> float:
        return self.project.cursor

    def GetCursorPositionEx(self, project: Any) -> float:
        return self.project.cursor

    def SetEditCurPos2(self, project: Any, at: float, moves_view: bool, seeks: bool) -> None:
        if moves_view:
            raise ReaperRefusal("The user's view was scrolled.")
        self.project.cursor = at

    def OnPlayButtonEx(self, project: Any) -> None:
        self.project.play_state = 1

    def OnStopButtonEx(self, project: Any) -> None:
        self.project.play_state = 0

    def GetSetRepeatEx(self, project: Any, value: int) -> int:
        if value >= 0:
            self.project.repeat = value == 1
        return int(self.project.repeat)

    def GetSet_LoopTimeRange2(
        self, project: Any, is_set: bool, is_loop: bool, start: float, end: float, seeks: bool
    ) -> tuple[float, float]:
        if is_set:
            self.project.loop = (start, end)  # loop and time selection are linked, as REAPER comes
        return self.project.loop

    def GetToggleCommandState(self, command: int) -> int:
        return int(self.click) if command == METRONOME else -1

    def Main_OnCommandEx(self, command: int, flag: int, project: Any) -> None:
        if command == METRONOME:
            self.click = not self.click
        elif command == RECORD:
            self.project.play_state = 5
        else:
            raise ReaperRefusal(f"The stand-in does not know the action {command}.")
