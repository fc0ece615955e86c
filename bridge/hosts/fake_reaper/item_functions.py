"""REAPER's functions of items, takes, sources and notes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from bridge.hosts.fake_reaper.project import FakeReaperProject, copied, guids
from bridge.hosts.fake_reaper.strict import ReaperRefusal, ReaperText
from bridge.hosts.fake_reaper.things import PPQ, ReaperItem, ReaperSource, ReaperTake, ReaperTrack, new_guid
from engine.errors import TonmeisterError
from engine.media.audio import probe_audio

_SILENCE = (0, 0, b"\xb0\x7b\x00")


class ItemFunctions:
    """A part of the table `reaper`."""

    project: FakeReaperProject

    def CountMediaItems(self, project: Any) -> int:
        return len(self.project.items())

    def GetMediaItem(self, project: Any, index: int) -> ReaperItem | None:
        items = self.project.items()
        return items[index] if index < len(items) else None

    def GetMediaItem_Track(self, item: ReaperItem) -> ReaperTrack:
        return self.project.track_of(item)

    def AddMediaItemToTrack(self, track: ReaperTrack) -> ReaperItem:
        item = ReaperItem()
        track.items.append(item)
        return item

    def DeleteTrackMediaItem(self, track: ReaperTrack, item: ReaperItem) -> bool:
        if item not in track.items:
            return False
        track.items.remove(item)
        return True

    def AddTakeToMediaItem(self, item: ReaperItem) -> ReaperTake:
        item.takes.append(ReaperTake())
        item.values["I_CURTAKE"] = len(item.takes) - 1
        return item.takes[-1]

    def GetActiveTake(self, item: ReaperItem) -> ReaperTake | None:
        return item.active

    def CountTakes(self, item: ReaperItem) -> int:
        return len(item.takes)

    def TakeIsMIDI(self, take: ReaperTake) -> bool:
        return take.is_midi

    def CountSelectedMediaItems(self, project: Any) -> int:
        return len(self._selected())

    def GetSelectedMediaItem(self, project: Any, index: int) -> ReaperItem | None:
        chosen = self._selected()
        return chosen[index] if index < len(chosen) else None

    def _selected(self) -> list[ReaperItem]:
        return [item for track in self.project.now.tracks for item in track.items if item.values["B_UISEL"]]

    def IsMediaItemSelected(self, item: ReaperItem) -> bool:
        return bool(item.values["B_UISEL"])

    def SetMediaItemSelected(self, item: ReaperItem, on: bool) -> None:
        item.values["B_UISEL"] = float(on)

    def GetMediaItemInfo_Value(self, item: ReaperItem, name: ReaperText) -> float:
        return float(_known(item.values, name))

    def SetMediaItemInfo_Value(self, item: ReaperItem, name: ReaperText, value: float) -> bool:
        _known(item.values, name)
        if name == "D_LENGTH" and value < 0:
            return False
        item.values[str(name)] = value
        return True

    def GetSetMediaItemInfo_String(
        self, item: ReaperItem, name: ReaperText, value: ReaperText, is_set: bool
    ) -> tuple[bool, str]:
        if name == "GUID" and not is_set:
            return True, item.guid
        if name != "P_NOTES" and not name.startswith("P_EXT:"):
            raise ReaperRefusal(f"There is no text '{name}' in the stand-in.")
        if is_set:
            item.texts[str(name)] = value.text
        return True, item.texts.get(str(name), "")

    def GetMediaItemTakeInfo_Value(self, take: ReaperTake, name: ReaperText) -> float:
        return float(_known(take.values, name))

    def SetMediaItemTakeInfo_Value(self, take: ReaperTake, name: ReaperText, value: float) -> bool:
        _known(take.values, name)
        if name == "D_STARTOFFS" and take.is_midi:
            if value:
                raise ReaperRefusal("The stand-in does not move notes by D_STARTOFFS.")
            take.left_ppq = 0.0  # the item begins where its take does
        take.values[str(name)] = value
        return True

    def GetSetMediaItemTakeInfo_String(
        self, take: ReaperTake, name: ReaperText, value: ReaperText, is_set: bool
    ) -> tuple[bool, str]:
        if name == "GUID" and not is_set:
            return True, take.guid
        if name != "P_NAME":
            raise ReaperRefusal(f"There is no text '{name}' in the stand-in.")
        if is_set:
            take.name = value.text
        return True, take.name

    def UpdateItemInProject(self, item: ReaperItem) -> None:
        return None

    # --- sources ---

    def PCM_Source_CreateFromFile(self, name: ReaperText) -> ReaperSource | None:
        path = Path(name.text)
        try:
            return ReaperSource(path=path, seconds=probe_audio(path).seconds)
        except (TonmeisterError, OSError):
            return None

    def GetMediaItemTake_Source(self, take: ReaperTake) -> ReaperSource:
        return take.source

    def SetMediaItemTake_Source(self, take: ReaperTake, source: ReaperSource) -> bool:
        take.source = source
        return True

    def GetMediaSourceLength(self, source: ReaperSource) -> tuple[float, bool]:
        if source.events is None:
            return source.seconds, False
        return max((at for at, _, _ in source.events), default=0) / PPQ, True

    def GetMediaSourceFileName(self, source: ReaperSource) -> str:
        return str(source.path or "")

    def GetMediaSourceParent(self, source: ReaperSource) -> ReaperSource | None:
        return None

    def PCM_Source_GetSectionInfo(self, source: ReaperSource) -> tuple[bool, float, float, bool]:
        return False, 0.0, 0.0, False

    def PCM_Source_BuildPeaks(self, source: ReaperSource, mode: int) -> int:
        if mode == 1:
            source.peaks_left = max(0, source.peaks_left - 1)
        return source.peaks_left * 50 if mode < 2 else 0

    # --- splitting and copying ---

    def SplitMediaItem(self, item: ReaperItem, at: float) -> ReaperItem | None:
        start, end = item.values["D_POSITION"], item.end
        if not start < at < end:
            return None
        second: ReaperItem = copied(item)
        second.guid = new_guid()
        for take in second.takes:
            take.guid = new_guid()
            if take.source.events is not None:
                take.source.events = list(take.source.events)
                take.left_ppq += (self.project.now.tempo.beat(at) - self.project.now.tempo.beat(start)) * PPQ
            else:
                take.values["D_STARTOFFS"] += (at - start) * take.values["D_PLAYRATE"]
        second.values |= {"D_POSITION": at, "D_LENGTH": end - at, "D_FADEINLEN": 0.0}
        item.values |= {"D_LENGTH": at - start, "D_FADEOUTLEN": 0.0}
        self.project.track_of(item).items.append(second)
        return second

    def GetItemStateChunk(self, item: ReaperItem, text: ReaperText, is_undo: bool | None) -> tuple[bool, str]:
        """Enough of REAPER's text to tell whether every id in it was exchanged."""
        self.project.chunks[item.guid] = copied(item)
        lines = ["<ITEM", f"POSITION {item.values['D_POSITION']}", f"IGUID {item.guid}", f"STANDIN {item.guid[1:-1]}"]
        for take in item.takes:
            lines.append(f"GUID {take.guid}")
            if take.is_midi:
                lines.append(f"<SOURCE MIDI\nPOOLEDEVTS {take.source.guid}\n>")
        return True, "\n".join([*lines, ">"])

    def SetItemStateChunk(self, item: ReaperItem, text: ReaperText, is_undo: bool | None) -> bool:
        held = next((line.split()[1] for line in text.split("\n") if line.startswith("STANDIN ")), "")
        stored = self.project.chunks.get(f"{{{held}}}")
        if stored is None:
            return False
        fresh: ReaperItem = copied(stored)
        ids = iter(guids(text))
        item.guid, item.values, item.takes, item.texts = next(ids), fresh.values, fresh.takes, fresh.texts
        for take in item.takes:
            take.guid = next(ids)
            if take.source.events is not None:
                pooled = next(ids)
                if pooled != take.source.guid:
                    take.source.guid, take.source.events = pooled, list(take.source.events)
        return True

    # --- notes ---

    def CreateNewMIDIItemInProj(
        self, track: ReaperTrack, start: float, end: float, is_beats: bool | None
    ) -> ReaperItem | None:
        tempo = self.project.now.tempo
        if is_beats:
            start, end = tempo.seconds(start), tempo.seconds(end)
        if end <= start:
            return None
        item = self.AddMediaItemToTrack(track)
        item.values |= {"D_POSITION": start, "D_LENGTH": end - start}
        item.takes.append(ReaperTake(source=ReaperSource(events=[_SILENCE])))
        return item

    def _left(self, take: ReaperTake) -> tuple[float, float]:
        """The quarter note at the item's left edge, and the tick there."""
        return self.project.now.tempo.beat(self.project.item_of(take).values["D_POSITION"]), take.left_ppq

    def MIDI_GetPPQPosFromProjQN(self, take: ReaperTake, beat: float) -> float:
        left, tick = self._left(take)
        return tick + (beat - left) * PPQ

    def MIDI_GetProjQNFromPPQPos(self, take: ReaperTake, tick: float) -> float:
        left, at = self._left(take)
        return left + (tick - at) / PPQ

    def MIDI_GetPPQPosFromProjTime(self, take: ReaperTake, seconds: float) -> float:
        return self.MIDI_GetPPQPosFromProjQN(take, self.project.now.tempo.beat(seconds))

    def MIDI_GetHash(self, take: ReaperTake, is_notes_only: bool) -> tuple[bool, str]:
        events = [
            one for one in take.source.events or [] if not is_notes_only or one[2][:1] and one[2][0] >> 4 in (8, 9)
        ]
        return take.is_midi, f"{zlib.crc32(repr(events).encode()):08x}"

    def MIDI_GetAllEvts(self, take: ReaperTake) -> tuple[bool, bytes]:
        if take.source.events is None:
            return False, b""
        parts, last = [], 0
        for at, flag, message in take.source.events:
            parts.append(struct.pack("<iBi", at - last, flag, len(message)) + message)
            last = at
        return True, b"".join(parts)

    def MIDI_SetAllEvts(self, take: ReaperTake, data: ReaperText) -> bool:
        if take.source.events is None:
            return False
        events, at, place, raw = [], 0, 0, data.data
        while place < len(raw):
            if place + 9 > len(raw):
                raise ReaperRefusal("MIDI_SetAllEvts: the data end inside an event.")
            offset, flag, length = struct.unpack_from("<iBi", raw, place)
            at += offset
            place += 9
            if at < 0 or length < 0 or place + length > len(raw):
                raise ReaperRefusal("MIDI_SetAllEvts: an event before the start, or longer than the data.")
            events.append((at, flag, raw[place : place + length]))
            place += length
        if not events or events[-1][2] != _SILENCE[2] or [one[0] for one in events] != sorted(one[0] for one in events):
            raise ReaperRefusal("MIDI_SetAllEvts: the data must be in order and end with all notes off.")
        take.source.events[:] = events
        return True

    def MIDI_SetItemExtents(self, item: ReaperItem, start: float, end: float) -> bool:
        take, tempo = item.active, self.project.now.tempo
        if take is None or not take.is_midi or end <= start:
            return False
        take.left_ppq += (start - tempo.beat(item.values["D_POSITION"])) * PPQ
        item.values |= {"D_POSITION": tempo.seconds(start), "D_LENGTH": tempo.seconds(end) - tempo.seconds(start)}
        return True


def _known(values: dict[str, float], name: ReaperText) -> float:
    if name not in values:
        raise ReaperRefusal(f"There is no value '{name}' in the stand-in.")
    return values[str(name)]
