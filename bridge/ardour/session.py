"""One open Ardour session, reached through the mailbox."""

from __future__ import annotations

import contextlib
import os
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bridge.ardour.desk import ArdourDesk
from bridge.ardour.dialect import ArdourDialect
from bridge.ardour.fades import Fades, fades_in
from bridge.ardour.snapshot import TICKS, snapshot_of
from bridge.ardour.waveforms import Waveforms
from bridge.mailbox import Mailbox, MailboxLine
from bridge.scripted.batch import Batch
from bridge.scripted.notes import notes_of
from bridge.scripted.offer import Offer
from bridge.scripted.session import READ_S, ScriptedSession
from bridge.scripted.translation_context import TranslationContext
from engine.daw.daw import (
    Change,
    NewTrack,
    Outcome,
    PlaceAudio,
    PlaceMidi,
    ReplaceContent,
    SetFadeIn,
    SetFadeOut,
    Snapshot,
)
from engine.errors import DawError
from engine.media.note import Note

_SELECTS = (PlaceAudio, PlaceMidi, NewTrack, ReplaceContent)
_ADDS = (PlaceAudio, PlaceMidi, NewTrack)


class ArdourSession(ScriptedSession):
    """A session that runs in Ardour now, reached through the mailbox."""

    def __init__(
        self,
        mailbox: Mailbox,
        key: str,
        *,
        trigger: Callable[[], None] | None = None,
        is_alive: Callable[[], bool] | None = None,
    ) -> None:
        hello = mailbox.hello(key)
        dialect = ArdourDialect(removes_tracks=bool(hello and hello.removes_tracks))
        offer = Offer(frozenset(hello.changes), hello.lacks) if hello else None
        super().__init__(MailboxLine(mailbox, key, trigger=trigger, is_alive=is_alive), dialect, offer)
        self._raw: dict[str, Any] = {}
        self._notes: dict[str, tuple[Note, ...]] = {}
        self._fades: Fades = {}
        self._shown: Snapshot | None = None
        self._fades_of = 0.0
        self._has_looked = False
        self._uris: dict[str, str] = {}
        self._waveforms = Waveforms(lambda: self.ask("ping"))

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes; neighbouring changes of regions are one undo step named `label` in Ardour."""
        chosen: tuple[str, ...] = ()
        if any(isinstance(change, _SELECTS) for change in changes):
            with contextlib.suppress(DawError):
                chosen = self._looked().selection.regions
        outcomes = super().apply(changes, expected_revision=expected_revision, label=label)
        if chosen:
            self._select_again(chosen, dict(pair for outcome in outcomes for pair in outcome.became))
            self._is_proven = False
        return outcomes

    def _select_again(self, chosen: Sequence[str], became: Mapping[str, str]) -> None:
        """Ardour's import selects what it brings in; the user's selection comes back."""
        with contextlib.suppress(DawError):
            snapshot = self._looked()
            kept = [became.get(region, region) for region in chosen]
            kept = [region for region in kept if snapshot.region(region)]
            if kept and set(kept) != set(snapshot.selection.regions):
                self.select(regions=kept)

    def save(self) -> None:
        """Save the session file; DawError when it did not change on disk."""
        self._must(self._line.call("save", timeout_s=READ_S))

    def select(
        self, *, regions: Sequence[str] = (), tracks: Sequence[str] = (), range_beats: tuple[float, float] | None = None
    ) -> None:
        """Select in Ardour as a user would. DawError when that cannot be selected."""
        args: dict[str, Any] = {"regions": list(regions), "tracks": list(tracks)}
        if range_beats:
            snapshot = self._looked()
            args["range"] = [snapshot.tempo_map.sample_at(beat, snapshot.sample_rate_hz) for beat in range_beats]
        for _ in range(30):
            try:
                self.ask("select", **args)
                return
            except DawError as error:
                if "not drawn yet" not in str(error):
                    raise
                time.sleep(0.1)  # a region's picture comes a moment after the region
        raise DawError("Ardour has not drawn that region or track, so it cannot be selected.")

    def show(self, *, end_beats: float | None = None) -> None:
        """Zoom to the whole session; an export then runs from bar 1 to `end_beats`."""
        snapshot = self._looked()
        end = max([end_beats or 0.0] + [region.end_beats for region in snapshot.regions])
        sample = snapshot.tempo_map.sample_at(end, snapshot.sample_rate_hz)
        self.ask("show", **({"end_sample": sample} if sample else {}))

    def _read(self) -> Snapshot:
        return self._take(self._must(self._line.call("snapshot", self._has(), timeout_s=READ_S)))

    def _has(self) -> dict[str, Any]:
        """What need not be told again."""
        return {"known": list(self._notes), "have": self._raw.get("revision", "")}

    def _look_args(self) -> Mapping[str, Any]:
        return {"look": True, **self._has()}

    def _take(self, told: Any) -> Snapshot:
        raw = self._whole(told, self._raw)
        keys = {row["notes"] for row in raw["state"]["regions"] if row["kind"] == "midi"}
        fresh = {key: notes_of(rows, TICKS) for key, rows in dict(raw.get("notes") or {}).items()}
        self._notes = {key: notes for key, notes in (self._notes | fresh).items() if key in keys}
        self._shown = self._shown if self._is_alike(raw, self._raw) else None
        self._raw = raw
        for track in raw["state"]["tracks"]:
            self._uris |= {plugin["name"]: _plugin_uri(plugin) for plugin in track["plugins"]}
        self._read_unknown_fades()
        return self._as_seen()

    def _seen(self) -> Snapshot | None:
        return self._as_seen() if self._raw else None

    def _as_seen(self) -> Snapshot:
        if self._shown is None:
            self._shown = self._made_of_raw()
        return self._shown

    def _made_of_raw(self) -> Snapshot:
        found = snapshot_of(self._raw, self.capabilities, notes=self._notes, fades=self._fades, cannot=self.cannot)
        fades = [(one.id, one.fade_in_s, one.fade_out_s) for one in found.regions if one.fade_in_s or one.fade_out_s]
        mark = f"~{zlib.crc32(repr(fades).encode()):08x}" if fades else ""
        return replace(found, revision=found.revision + mark, limits=self.dialect.limits)

    def _script_revision(self, revision: str) -> str:
        """Without the fades, which Ardour hides from scripts."""
        return revision.partition("~")[0]

    def _transport(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._raw["transport"]
        return found

    def _desk(self, before: Snapshot, made: Mapping[str, str]) -> TranslationContext:
        return ArdourDesk(
            before,
            made,
            ranges=_ranges(self._raw["state"]["tracks"]),
            folder=_clips_folder(before),
            sounds=_sounds_folder(before),
            channels={row["id"]: row["channels"] for row in self._raw["state"]["tracks"]},
            plugin_uris=self._uris,
        )

    def _prepare(self, batch: Batch) -> None:
        """The fades that a region shall keep must be known as they are now."""
        if any(isinstance(change, ReplaceContent) and change.path for change in batch.changes):
            self._read_fades()

    def _carry_out(self, batch: Batch, desk: TranslationContext) -> list[Outcome]:
        """What may take a region away comes when nothing is being drawn; see `Waveforms`."""
        if any(not isinstance(change, _ADDS) for change in batch.changes):
            try:
                self._waveforms.wait()
            except DawError as error:
                return batch.all("not_done", str(error))
        outcomes = super()._carry_out(batch, desk)
        if isinstance(desk, ArdourDesk) and desk.sounds:
            for made in desk.prepared.values():
                self._waveforms.expect(desk.sounds / made.path.name)
        return outcomes

    def _look_closer(self, batch: Batch, after: Snapshot) -> Snapshot:
        """Fades do not stand in what the script can read."""
        if not any(isinstance(change, SetFadeIn | SetFadeOut | ReplaceContent) for change in batch.changes):
            return after
        self._read_fades()
        return self._as_seen()

    def _read_unknown_fades(self) -> None:
        """Fades as they are when this connection first looks: they may have been made, and not saved, before it; then
        as they stand in the session's file, whenever that was saved anew."""
        if not any(row["kind"] == "audio" and row["id"] not in self._fades for row in self._raw["state"]["regions"]):
            return
        if not self._has_looked:
            self._has_looked = True
            with contextlib.suppress(DawError, OSError):
                self._read_fades()
                return
        path = Path(self._raw["path"]) / f"{self._raw['snapshot']}.ardour"
        with contextlib.suppress(OSError):
            saved = path.stat().st_mtime
            if saved != self._fades_of:
                self._fades_of = saved
                self._knows_fades(fades_in(path) | self._fades)

    def _read_fades(self) -> None:
        """Fades as they are now: Ardour writes them down beside its file."""
        self._must(self._line.call("save_copy", timeout_s=READ_S))
        folder = Path(self._raw["path"])
        copies = sorted(folder.glob("*.pending"), key=lambda path: path.stat().st_mtime)
        if copies:
            self._knows_fades(self._fades | fades_in(copies[-1]))
            copies[-1].unlink(missing_ok=True)

    def _knows_fades(self, fades: Fades) -> None:
        self._shown = self._shown if fades == self._fades else None
        self._fades = fades


def _ranges(tracks: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], tuple[float, float]]:
    """How far each plugin's knobs go."""
    return {
        (plugin["id"], label): (low, high)
        for track in tracks
        for plugin in track["plugins"]
        for label, _, low, high in plugin["controls"]
    }


def _plugin_uri(plugin: Mapping[str, Any]) -> str:
    """What a plugin is found by again: its format, and its id or, of Ardour's own, its name."""
    return f"{plugin['format']} {plugin['name'] if plugin['format'] == 'Lua' else plugin['uri']}"


def _sounds_folder(snapshot: Snapshot) -> Path | None:
    """Where Ardour keeps the session's sounds: the one folder of `interchange`, as Ardour itself chooses it.

    None where there is more than one to choose from, and where paths have drives: sounds are imported there.
    """
    if snapshot.project.folder is None or os.name != "posix":
        return None
    with contextlib.suppress(OSError):
        below = [one for one in (snapshot.project.folder / "interchange").iterdir() if not one.name.startswith(".")]
        sounds = [one / "audiofiles" for one in below if (one / "audiofiles").is_dir()]
        return sounds[0] if len(below) == len(sounds) == 1 else None
    return None


def _clips_folder(snapshot: Snapshot) -> Path:
    folder = snapshot.project.folder
    if folder is None:
        raise DawError("The session has no folder.")
    return folder / "Tonmeister" / "Clips"
