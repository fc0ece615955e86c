"""One call of edit_clip, with what every action needs to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Report
from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.audio_range import clip_frames, has_range
from engine.media.audio_stream import ClipWriter, sound_info
from engine.media.clip import Clip

NO_TRIM = "Say what to keep: a start, an end or both, in seconds or bars."
MAX_RESULT_S = 3 * 3600.0
_MOST_PARTS = 64


@dataclass(frozen=True)
class EditRequest:
    """The clips and arguments of one edit."""

    args: Mapping[str, Any]
    clips: tuple[Clip, ...]
    brief: Brief
    report: Report

    @property
    def clip(self) -> Clip:
        """The clip to edit; UserError when there are several."""
        if len(self.clips) != 1:
            action = str(self.args["action"]).replace("_", " ")
            raise UserError(f"{action} works on one clip; {len(self.clips)} were given.")
        return self.clips[0]

    @property
    def info(self) -> AudioInfo:
        """What the clip's sound file says of itself."""
        return sound_info(self.clip)

    def frames(self) -> tuple[int, int]:
        """The range asked for, in samples."""
        info = self.info
        return clip_frames(self.args, self.clip, self.brief.tempo_map, info.sample_rate_hz, info.frames)

    def part_count(self) -> int | None:
        """Of a split into equal parts, how many; None when it says where to split instead."""
        count = self.args.get("count")
        says_where = self.args.get("at_s") is not None or has_range(self.args)
        if count is None or (says_where and count == 2):
            return None
        if says_where:
            raise UserError("Say where to split or into how many equal parts, not both.")
        if not 2 <= count <= _MOST_PARTS:
            raise UserError(f"A clip can be split into 2 to {_MOST_PARTS} equal parts, not into {count}.")
        return int(count)

    def loop_count(self) -> int:
        """How many times a loop is heard in all; twice when nothing is said."""
        return int(self.args.get("count") or 2)

    def loop_s(self, turn_s: float) -> float | None:
        """The length a loop is to fill, None when it is counted; `turn_s` is how long it is once."""
        duration_s = self.args.get("duration_s")
        if duration_s is None:
            return None
        if self.args.get("count") is not None:
            raise UserError("Say how many times to loop or how long it should be in all, not both.")
        if duration_s < turn_s:
            raise UserError(f"'{self.clip.name}' is {turn_s:.2f} s long once, so a loop of {duration_s:g} s is "
                            "shorter; trim it instead.")
        return float(duration_s)

    def written(self, blocks: Iterable[np.ndarray], info: AudioInfo, name: str, *, skipped_s: float = 0.0,
                keeps_lead_in: bool = True) -> Clip:
        """Write sound as a new clip beside the first one; `skipped_s` were cut from its beginning."""
        with ClipWriter(self.brief.folder, info.channels, info.sample_rate_hz, info.frames) as writer:
            for block in blocks:
                writer.write(block)
                self.report(min(writer.frames, info.frames), info.frames, self.args["action"])
            seconds = writer.frames / info.sample_rate_hz
            return writer.finish(name, **self._placing(seconds, skipped_s, keeps_lead_in))

    def _placing(self, seconds: float, skipped_s: float, keeps_lead_in: bool) -> dict[str, Any]:
        clip, tempo_map = self.clips[0], self.brief.tempo_map
        if clip.start_beats is None:
            return {"track": clip.track}
        lead_in_s = max(0.0, clip.lead_in_s - skipped_s) if keeps_lead_in else 0.0
        file_start_s = tempo_map.seconds_at(clip.start_beats) - clip.lead_in_s + skipped_s
        is_same_start = skipped_s <= clip.lead_in_s and keeps_lead_in
        start_beats = clip.start_beats if is_same_start else tempo_map.beats_at(file_start_s + lead_in_s)
        length_beats = tempo_map.beats_at(file_start_s + seconds) - start_beats
        return {"start_beats": start_beats, "length_beats": max(0.0, length_beats), "lead_in_s": lead_in_s,
                "track": clip.track}
