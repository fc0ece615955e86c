"""The open session as Pro Tools tells it: tracks, clips, markers, and the tempo, asked for bar by bar."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from bridge.protools.ptsl import PtslConnection, plain
from engine.daw.daw import Marker, Project, Region, Snapshot, Track
from engine.daw.selection import Selection
from engine.errors import DawError
from engine.media.note import MeterChange, TempoChange, TempoMap

BARS = 128
"""So many bars are looked through for changes of the tempo, or as many as there are clips and markers."""
_KINDS: Mapping[str, Literal["audio", "midi", "bus", "group", "master"]] = {
    "Audio": "audio", "AudioTrack": "audio", "Midi": "midi", "Instrument": "midi", "Aux": "bus", "Vca": "bus",
    "BasicFolder": "group", "RoutingFolder": "group", "Master": "master",
}  # fmt: skip
_SAMPLES = {"location_type": "TLType_Samples"}


def region_id(track: str, clip: str, sample: int) -> str:
    """Pro Tools knows clips of its list; one that lies on a track is known by its place."""
    return f"{track} {clip} {sample}"


class ProToolsView:
    """What is asked for a snapshot; tempo and counter are asked anew only when the session has changed."""

    def __init__(self, line: PtslConnection) -> None:
        self._line = line

    def look(self) -> Snapshot:
        """The session as it is now."""
        ask = self._line.ask
        name = str(ask("GetSessionName").get("session_name", ""))
        path = Path(str(ask("GetSessionPath").get("session_path", {}).get("path", "")))
        rate = int(plain(ask("GetSessionSampleRate").get("sample_rate", "")) or 0)
        if rate < 8000:
            raise DawError("Pro Tools does not tell its session's sample rate.")
        every = {"track_filter_list": [{"filter": "TLFilter_All", "is_inverted": False}]}
        rows = [row for row in self._line.rows("GetTrackList", "track_list", every) if _kind(row)]
        clips = list(self._clips(rows)) if any(_has_clips(row) for row in rows) else []
        markers = [row for row in self._line.rows("GetMemoryLocations", "memory_locations") if _is_marker(row)]
        counter = str(ask("GetMainCounterFormat").get("current_type", "TLType_Samples"))
        places = [self._sample(str(row.get("start_time", "")), counter) for row in markers]
        last = max([*(start + length for _, start, length, _ in clips), *places, 0])
        tempo_map, origin = self._time(last, rate)
        self._line.origin = origin
        known = {str(row.get("clip_id")): row for row in self._line.rows("GetClipList", "clips")} if clips else {}
        files = {
            str(row.get("file_id")): Path(str(row.get("path")))
            for row in (self._line.rows("GetFileLocation", "file_locations") if clips else ())
        }
        regions = tuple(_region(one, known, files, tempo_map, origin, rate) for one in clips)
        tracks = tuple(_track(row, at) for at, row in enumerate(rows))
        seen = tuple(
            Marker(str(row.get("number")), str(row.get("name", "")), tempo_map.beats_at((at - origin) / rate))
            for row, at in zip(markers, places, strict=True)
        )
        told = f"{path} {tracks} {regions} {seen} {tempo_map} {rate}"
        at = ask("GetTimelineSelection", _SAMPLES)
        key = hashlib.sha256(str(path).encode()).hexdigest()[:24]
        return Snapshot(
            Project(key, name, path.parent, path),
            hashlib.sha256(told.encode()).hexdigest()[:16],
            tempo_map,
            tracks,
            regions,
            Selection(tracks=tuple(str(row.get("id")) for row in rows if _is_selected(row))),
            tempo_map.beats_at((int(at.get("in_time") or 0) - origin) / rate),
            rate,
            is_playing="Playing" in plain(ask("GetTransportState").get("current_setting", "")),
            markers=seen,
        )

    def _clips(self, rows: list[Mapping[str, Any]]) -> Iterator[tuple[str, int, int, str]]:
        """What lies on the tracks: track, first sample, length, the clip's id."""
        for row in rows:
            if not _has_clips(row) or _kind(row) != "audio":
                continue
            lists = self._line.rows("GetTrackPlaylists", "playlists", {"track_id": row["id"]})
            target = next((one for one in lists if one.get("is_target")), None)
            if target is None:
                continue
            wanted = {"playlist_id": target["playlist_id"], "time_format": "TLType_Samples"}
            for one in self._line.rows("GetPlaylistElements", "elements_list", wanted):
                clip = next((c for c in one.get("channel_clips") or [] if not c.get("is_null")), None)
                first, end = (int(one.get(edge, {}).get("location") or 0) for edge in ("start_time", "end_time"))
                if clip and end > first:
                    yield str(row["id"]), first, end - first, str(clip["clip_id"])

    # --- time ---

    def _sample(self, location: str, kind: str) -> int:
        if kind.endswith("_Samples"):
            return int(location)
        asked = {"location": {"location": location, "time_type": kind}, "time_type": "TLType_Samples"}
        return int(self._line.ask("GetTimeAsType", asked)["converted_location"]["location"])

    def _place(self, bar: int, beat: int = 1, ticks: int = 0) -> int:
        return self._sample(f"{bar}|{beat}|{ticks:03d}", "TLType_BarsBeats")

    def _time(self, last: int, rate: int) -> tuple[TempoMap, int]:
        """The tempo map, and the sample at which bar 1 begins."""
        asked = {"location": {"location": str(last), "time_type": "TLType_Samples"}, "time_type": "TLType_BarsBeats"}
        end = str(self._line.ask("GetTimeAsType", asked)["converted_location"]["location"])
        bars = max(BARS, int(end.partition("|")[0] or 0)) + 1
        known = {bar: self._place(bar) for bar in (1, 2, bars)}
        tempos: list[TempoChange] = []
        meters: list[MeterChange] = []
        beat = 0.0
        for first, after in self._runs(1, bars, known):
            length = (known[after] - known[first]) / (after - first)
            counted = self._place(first, 2) - known[first]
            numerator = max(1, round(length / counted))
            eighth = self._place(first, 1, 120) - known[first]  # of a quarter, which has 960: what the meter counts
            denominator = 2 ** max(0, round(math.log2(32 * eighth / counted)))
            bpm = round(240 * rate * numerator / denominator / length, 3)
            if not tempos or abs(bpm / tempos[-1].bpm - 1) > 2 / (known[after] - known[first]):
                tempos.append(TempoChange(beat, bpm))
            if not meters or (meters[-1].numerator, meters[-1].denominator) != (numerator, denominator):
                meters.append(MeterChange(beat, numerator, denominator))
            beat += (after - first) * numerator * 4 / denominator
        return TempoMap(tuple(tempos), tuple(meters)), known[1]

    def _runs(self, first: int, after: int, known: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Stretches of bars of one length, as far as their middles and ends show."""
        if after - first == 1:
            yield first, after
            return
        middle = (first + after) // 2
        for bar in (first + 1, middle, after - 1):
            known.setdefault(bar, self._place(bar))
        length = (known[after] - known[first]) / (after - first)
        if all(abs(known[first] + length * (bar - first) - known[bar]) <= 1 for bar in (first + 1, middle, after - 1)):
            yield first, after
            return
        yield from self._runs(first, middle, known)
        yield from self._runs(middle, after, known)


def _kind(row: Mapping[str, Any]) -> str:
    found = str(row.get("type", ""))
    return str(_KINDS.get(found) or _KINDS.get(plain(found)) or "")


def _has_clips(row: Mapping[str, Any]) -> bool:
    return bool(row.get("track_attributes", {}).get("contains_clips"))


def _is_on(value: object) -> bool:
    return value is True or plain(value).startswith("SetExplicitly")


def _is_selected(row: Mapping[str, Any]) -> bool:
    return _is_on(row.get("track_attributes", {}).get("is_selected"))


def _is_marker(row: Mapping[str, Any]) -> bool:
    return plain(row.get("time_properties", "")) == "Marker" and "_Track" not in str(row.get("location", ""))


def _track(row: Mapping[str, Any], position: int) -> Track:
    states = row.get("track_attributes", {})
    kind = _KINDS.get(str(row.get("type", ""))) or _KINDS[plain(row["type"])]
    return Track(
        str(row["id"]),
        str(row.get("name", "")),
        kind,
        mute=bool(states.get("is_muted")),
        solo=bool(states.get("is_soloed")),
        arm=bool(states.get("is_record_enabled")),
        monitor="on" if _is_on(states.get("is_input_monitoring_on")) else "auto",
        position=position,
        group=str(row.get("parent_folder_id") or ""),
        is_frozen=bool(states.get("is_frozen")),
    )


def _region(
    one: tuple[str, int, int, str],
    known: Mapping[str, Mapping[str, Any]],
    files: Mapping[str, Path],
    tempo_map: TempoMap,
    origin: int,
    rate: int,
) -> Region:
    track, first, frames, clip = one
    row = known.get(clip, {})
    start_s, length_s = (first - origin) / rate, frames / rate
    start = tempo_map.beats_at(start_s)
    file = files.get(str(row.get("file_id")))
    return Region(
        region_id(track, clip, first),
        track,
        str(row.get("clip_root_name", "")),
        "audio",
        start,
        tempo_map.beats_at(start_s + length_s) - start,
        (file,) if file else (),
        int(row.get("start_point", {}).get("position") or 0) / rate,
        length_s,
        start_s=start_s,
    )
