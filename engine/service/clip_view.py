"""Clips as clients show them: with a finished file of their own name, their facts and their takes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.assistant.resolve import REGION
from engine.catalog.registry import Registry
from engine.daw.daw import Region, Snapshot
from engine.daw.words import where
from engine.errors import UserError
from engine.library.library import PART, Library
from engine.library.recall import Recall
from engine.library.takes import Takes
from engine.library.turn import StepRecord, Turn
from engine.media.audio import probe_audio
from engine.media.clip import Clip
from engine.wire.wire import ClipView

_LONGEST_ID = 120


@dataclass
class ClipViewer:
    """Makes the views of one project's clips, and remembers what is costly to know."""

    library: Library
    registry: Registry
    snapshot: Snapshot | None = None
    """The session as it was read last."""
    _paths: dict[tuple[str, str, int], Path] = field(default_factory=dict)

    def views(self, clip_ids: Sequence[str], turn: Turn) -> tuple[ClipView, ...]:
        """The views of a turn's clips."""
        facts = {clip_id: _facts(record) for record in turn.steps for clip_id in record.clips.values()}
        views = (self.view(one, facts.get(one)) for one in clip_ids)
        return tuple(view for view in views if view)

    def view(self, clip_id: str, facts: Mapping[str, Any] | None = None) -> ClipView | None:
        """One clip, with what was found out when it was made; None when the library has none of this id."""
        try:
            clip, is_missing = self.library.seen(clip_id), False
        except UserError:  # its file has gone; what is known of it has not
            clip, is_missing = self.library.record(clip_id), True
        if clip is None:
            return None
        recipe = clip.recipe
        model = self.registry.models.get(recipe.model) if recipe else None
        track, start_beats = self._place(clip)
        place = Takes(self.library).of_clip(clip_id)
        takes = place.takes if place and len(place.takes) > 1 else ()
        told = {**(recipe.args if recipe else {}), **(facts or {})}
        return ClipView(
            clip.id,
            clip.name,
            clip.kind,
            clip.seconds,
            start_beats,
            clip.length_beats,
            where(start_beats, self.snapshot) if start_beats is not None else "",
            track,
            "" if is_missing else str(self._published(clip)),
            next((parent for parent in recipe.parents if self._is_known(parent)), "") if recipe else "",
            str(told.get("key") or ""),
            _number(told.get("bpm"), self._bpm(clip)),
            _number(told.get("loudness_lufs"), self.library.loudness_lufs(clip.id)),
            recipe.task if recipe else "",
            model.name if model else recipe.model if recipe else "",
            recipe.seed if recipe else 0,
            dict(recipe.args) if recipe else {},
            recipe.licence if recipe else "",
            model.terms().commercial if model else True,
            is_missing,
            tuple(take.clip for take in takes),
            place.number_of(clip_id) if place and takes else 0,
            takes[place.number - 1].clip if place and takes and place.number else "",
            model.terms().code if model else "",
        )

    def placed(self) -> dict[str, str]:
        """Name of the track of each clip that lies on one now."""
        snapshot = self.snapshot
        if snapshot is None:
            return {}
        tracks = {region.id: track.name for region in snapshot.regions if (track := snapshot.track(region.track))}
        found = Recall(self.library).placed(tracks)
        return {clip: tracks[region] for clip, region in found.items()}

    def used_for(self, clip_id: str) -> list[str]:
        """Names of the clips that were made from this one, each once."""
        rows = self.library.database.execute(
            "select distinct clip.name from clip,"
            " json_each(case when json_valid(clip.recipe) then clip.recipe else '{}' end, '$.parents') parent"
            " where clip.rowid in (select rowid from clip_fts where clip_fts match ?)"  # whose recipe has the id
            " and parent.value = ? and instr(clip.tags, ?) = 0 limit 8",
            [_phrase(clip_id), clip_id, json.dumps(PART)]).fetchall()
        return [str(row[0]) for row in rows]

    def names_in(self, args: Mapping[str, Any], attached: Sequence[str]) -> dict[str, str]:
        """What people call the ids among the arguments of a step; `attached` are the turn's files and selection."""
        values = [one for value in args.values() for one in (value if isinstance(value, list | tuple) else (value,))]
        words = {one for one in values if isinstance(one, str) and 0 < len(one) <= _LONGEST_ID and one[0] != "$"}
        told = {word: self._called(word, attached) for word in sorted(words)}
        return {word: name for word, name in told.items() if name and name != word}

    def _called(self, word: str, attached: Sequence[str]) -> str:
        """A name for an id; "" when it is none."""
        files = [name for name in attached if Path(name).suffix]
        if re.fullmatch(r"f\d+", word):
            return files[int(word[1:]) - 1] if 0 < int(word[1:]) <= len(files) else ""
        if word == "selection":
            return next((label for label in attached if label not in files), "")
        track = self.snapshot.track(word) if self.snapshot else None
        if track is not None:
            return track.name
        region = self.snapshot.region(word.removeprefix(REGION)) if self.snapshot else None
        if region is None or self.snapshot is None:
            clip = self.library.record(word)
            return clip.name if clip else ""
        owner = self.snapshot.track(region.track)
        place = where(region.start_beats, self.snapshot)
        return f"{region.name} on {owner.name}, {place}" if owner else f"{region.name}, {place}"

    def _place(self, clip: Clip) -> tuple[str, float | None]:
        """Name of the track and start of the region that the clip lies as now, else where it would lie."""
        region_id = self.library.region_of(clip.id)
        region = self.snapshot.region(region_id) if self.snapshot and region_id else None
        if region is None or self.snapshot is None:
            return "", clip.start_beats
        track = self.snapshot.track(region.track)
        return track.name if track else "", self._first_sound(clip, region, self.snapshot)

    @staticmethod
    def _first_sound(clip: Clip, region: Region, snapshot: Snapshot) -> float:
        """Where a placed clip begins for a musician: behind the consonants that come before the beat."""
        if clip.start_beats is not None and clip.lead_in_s:
            meant_s = max(0.0, snapshot.tempo_map.seconds_at(clip.start_beats) - clip.lead_in_s)
            if abs(region.start_s - meant_s) < 1e-3:
                return clip.start_beats
        return snapshot.tempo_map.beats_at(region.start_s + clip.lead_in_s) if clip.lead_in_s else region.start_beats

    def _is_known(self, clip_id: str) -> bool:
        return self.library.record(clip_id) is not None

    def _published(self, clip: Clip) -> Path | str:
        """The file with the human name, made when it is first shown; "" when that failed or for words."""
        if clip.kind not in ("audio", "midi"):
            return clip.path
        known = self.library.record(clip.id)
        if known and known.path != clip.path:  # packed
            return self.library.published(clip)
        try:
            key = (clip.id, clip.name, self._start_samples(clip))
            if key not in self._paths or not self._paths[key].exists():
                self._paths[key] = self.library.publish(clip, start_samples=key[2])
        except (UserError, OSError):  # a damaged file must not hide the turns beside it
            return ""
        return self._paths[key]

    def _start_samples(self, clip: Clip) -> int:
        """Where the file of a sound begins in the session."""
        if clip.kind != "audio" or self.snapshot is None or clip.start_beats is None:
            return 0
        rate = probe_audio(clip.path).sample_rate_hz
        return self.snapshot.tempo_map.sample_at(clip.start_beats, rate) - round(clip.lead_in_s * rate)

    def _bpm(self, clip: Clip) -> float | None:
        if self.snapshot and clip.start_beats is not None:
            return round(self.snapshot.tempo_map.bpm_at(max(0.0, clip.start_beats)), 3)
        return None


def facts_in(turn: Turn, clip_id: str) -> dict[str, Any]:
    """What was found out when a turn made a clip."""
    return next((_facts(record) for record in turn.steps if clip_id in record.clips.values()), {})


def _phrase(clip_id: str) -> str:
    """An id as what the full text is searched for."""
    return '"' + clip_id.replace('"', '""') + '"'


def _facts(record: StepRecord) -> dict[str, Any]:
    """All facts of a step as one table."""
    tables = [facts for facts in record.facts.values() if isinstance(facts, Mapping)]
    return {name: value for facts in tables for name, value in facts.items()}


def _number(told: Any, otherwise: float | None) -> float | None:
    """What was found out, else what is known otherwise."""
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    return round(float(told), 3) if is_number else otherwise
