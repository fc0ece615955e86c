"""One open Ardour session: reads it, changes it, and reads back what became of each change."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bridge.ardour.batch import NO_PROOF, Batch
from bridge.ardour.changes import CAN, MISSING
from bridge.ardour.desk import Desk
from bridge.ardour.fades import Fades, fades_in
from bridge.ardour.fit import clean_name
from bridge.ardour.snapshot import notes_of, snapshot_of
from bridge.ardour.undo import undoing
from bridge.mailbox import Mailbox, MailboxLine
from engine.daw.daw import (
    Change,
    DawSession,
    NewTrack,
    Outcome,
    PlaceAudio,
    PlaceMidi,
    ReplaceContent,
    SetFadeIn,
    SetFadeOut,
    SetPosition,
    SetTempo,
    SetTempoMap,
    Snapshot,
)
from engine.errors import DawError, DawSilent
from engine.media.note import Note

READ_S, APPLY_S, IMPORT_S = 20.0, 30.0, 180.0
_LOOKS, _BETWEEN_LOOKS_S = 12, 0.05
_BACK = "It was taken back."
_LEFT = "Some of it is still there; look at it in Ardour."


class ArdourSession(DawSession):
    """A session that runs in Ardour now, reached through the mailbox."""

    def __init__(
        self,
        mailbox: Mailbox,
        key: str,
        *,
        trigger: Callable[[], None] | None = None,
        is_alive: Callable[[], bool] | None = None,
    ) -> None:
        self._line = MailboxLine(mailbox, key, trigger=trigger, is_alive=is_alive)
        hello = mailbox.hello(key)
        self._removes_tracks = bool(hello and hello.removes_tracks)
        self._raw: dict[str, Any] = {}
        self._notes: dict[str, tuple[Note, ...]] = {}
        self._fades: Fades = {}
        self._fades_of = 0.0
        self._uris: dict[str, str] = {}

    def snapshot(self) -> Snapshot:
        """Read the project. Raises DawSilent when Ardour does not answer."""
        return self._read()

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes; neighbouring changes of regions are one undo step named `label` in Ardour."""
        with self._selection_kept(changes):
            return self._apply(changes, expected_revision, label)

    def _apply(self, changes: Sequence[Change], expected_revision: str, label: str) -> list[Outcome]:
        outcomes: list[Outcome] = []
        made: dict[str, str] = {}
        failed: set[str] = set()
        revision = expected_revision
        for part in _parts(changes):
            batch = Batch(part, made, failed, revision, label)
            if any(outcome.state == "unknown" for outcome in outcomes):
                outcomes += batch.all("not_done", "It was not begun, because Ardour stopped answering.")
                continue
            outcomes += self._taken_back(batch, self._apply_part(batch))
            revision = self._raw.get("revision", "")
        return outcomes

    def _taken_back(self, batch: Batch, outcomes: list[Outcome]) -> list[Outcome]:
        """What was told as not done, and did something all the same, is undone at once."""
        kept = []
        for change, outcome in zip(batch.changes, outcomes, strict=True):
            undo = undoing(change, outcome, batch.made, batch.before) if outcome.state == "not_done" else ()
            if undo:
                again = Batch(undo, dict(batch.made), set(), self._raw.get("revision", ""), batch.label)
                is_gone = all(one.is_done for one in self._apply_part(again))
                outcome = replace(outcome, why=f"{outcome.why} {_BACK if is_gone else _LEFT}", made=(), became=())
            kept.append(outcome)
        return kept

    @contextlib.contextmanager
    def _selection_kept(self, changes: Sequence[Change]) -> Iterator[None]:
        """Select again what was selected: Ardour's import selects what it brings in."""
        chosen: tuple[str, ...] = ()
        if any(isinstance(change, PlaceAudio | PlaceMidi | NewTrack) for change in changes):
            with contextlib.suppress(DawError):
                chosen = self._read().selection.regions
        yield
        if not chosen:
            return
        with contextlib.suppress(DawError):
            snapshot = self._read()
            kept = [region for region in chosen if snapshot.region(region)]
            if kept and set(kept) != set(snapshot.selection.regions):
                self.select(regions=kept)

    def save(self) -> None:
        """Save the session file; DawError when it did not change on disk."""
        self._must(self._line.call("save", timeout_s=READ_S))

    def close(self) -> None:
        """End the connection; Ardour goes on."""
        self._line.close()

    def ask(self, op: str, *, timeout_s: float = READ_S, **args: Any) -> Any:
        """Any other op of the protocol. DawError with Ardour's reason when it refuses."""
        return self._must(self._line.call(op, args, timeout_s=timeout_s))

    def select(
        self, *, regions: Sequence[str] = (), tracks: Sequence[str] = (), range_beats: tuple[float, float] | None = None
    ) -> None:
        """Select in Ardour as a user would. DawError when that cannot be selected."""
        args: dict[str, Any] = {"regions": list(regions), "tracks": list(tracks)}
        if range_beats:
            snapshot = self._read()
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
        snapshot = self._read()
        end = max([end_beats or 0.0] + [region.end_beats for region in snapshot.regions])
        sample = snapshot.tempo_map.sample_at(end, snapshot.sample_rate_hz)
        self.ask("show", **({"end_sample": sample} if sample else {}))

    @property
    def capabilities(self) -> frozenset[str]:
        """What this session can do."""
        return CAN

    @staticmethod
    def _must(reply: Any) -> Any:
        if reply.ok:
            return reply.result
        raise (DawSilent if reply.state == "unknown" else DawError)(f"Ardour: {reply.error}")

    def _read(self) -> Snapshot:
        raw = self._must(self._line.call("snapshot", {"known": list(self._notes)}, timeout_s=READ_S))
        keys = {row["notes"] for row in raw["state"]["regions"] if row["kind"] == "midi"}
        fresh = {key: notes_of(rows) for key, rows in dict(raw.get("notes") or {}).items()}
        self._notes = {key: notes for key, notes in (self._notes | fresh).items() if key in keys}
        self._raw = raw
        for track in raw["state"]["tracks"]:
            self._uris |= {plugin["name"]: _plugin_uri(plugin) for plugin in track["plugins"]}
        self._read_saved_fades()
        return self._seen()

    def _seen(self) -> Snapshot:
        """The session as it was last read."""
        return snapshot_of(self._raw, self.capabilities, notes=self._notes, fades=self._fades, cannot=MISSING)

    def _read_saved_fades(self) -> None:
        """Fades as they stand in the session's file, whenever that was saved anew."""
        if not any(row["kind"] == "audio" and row["id"] not in self._fades for row in self._raw["state"]["regions"]):
            return
        path = Path(self._raw["path"]) / f"{self._raw['snapshot']}.ardour"
        with contextlib.suppress(OSError):
            saved = path.stat().st_mtime
            if saved != self._fades_of:
                self._fades_of = saved
                self._fades = fades_in(path) | self._fades

    def _read_fades(self) -> None:
        """Fades as they are now: Ardour writes them down beside its file."""
        self._must(self._line.call("save_copy", timeout_s=READ_S))
        folder = Path(self._raw["path"])
        copies = sorted(folder.glob("*.pending"), key=lambda path: path.stat().st_mtime)
        if copies:
            self._fades |= fades_in(copies[-1])
            copies[-1].unlink(missing_ok=True)

    def _apply_part(self, batch: Batch) -> list[Outcome]:
        try:
            is_known = bool(self._raw) and self._raw["revision"] == batch.revision
            if any(isinstance(change, ReplaceContent) and change.path for change in batch.changes):
                self._read_fades()
            before = self._seen() if is_known else self._read()
        except DawError as error:
            return batch.all("not_done", str(error))
        if before.revision != batch.revision:
            return batch.all("not_done", "The session was changed since; look at it and ask again.")
        batch.before = before
        desk = Desk(
            before,
            _clips_folder(before),
            {row["id"]: row["channels"] for row in self._raw["state"]["tracks"]},
            batch.made,
            _ranges(self._raw["state"]["tracks"]),
            self._uris,
        )
        try:
            batch.translate(desk)
            return self._carry_out(batch, desk)
        finally:
            for path in desk.files:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _carry_out(self, batch: Batch, desk: Desk) -> list[Outcome]:
        if not batch.wires:
            return batch.outcomes([], desk, desk.snapshot, {}, removes_tracks=self._removes_tracks)
        label = clean_name(f"Tonmeister: {batch.label}")[:80]
        args = {"changes": batch.wires, "label": label, "expected_revision": batch.revision}
        results: list[Mapping[str, Any]] | None = None
        try:
            reply = self._line.call("apply", args, timeout_s=IMPORT_S if desk.files else APPLY_S)
            if not reply.ok and reply.state == "not_done":
                return batch.all("not_done", f"Ardour: {reply.error}")
            said = reply.result if reply.ok and isinstance(reply.result, dict) else {}
            if said.get("changed_since"):
                return batch.all("not_done", "The session was changed this moment; look at it and ask again.")
            results = _results(said)
        except DawSilent:
            results = None
        except DawError as error:
            return batch.all("not_done", str(error))
        return self._read_back(batch, results, desk)

    def _read_back(self, batch: Batch, results: Sequence[Mapping[str, Any]] | None, desk: Desk) -> list[Outcome]:
        """Compare with fresh snapshots: Ardour's audio thread takes a moment for faders, buttons and transport."""
        is_faded = any(isinstance(change, SetFadeIn | SetFadeOut | ReplaceContent) for change in batch.changes)
        for attempt in range(_LOOKS):
            try:
                after = self._read()
                if is_faded:
                    self._read_fades()
                    after = self._seen()
            except DawError:
                return batch.all("unknown", NO_PROOF)
            outcomes = batch.outcomes(results, desk, after, self._raw["transport"], removes_tracks=self._removes_tracks)
            if not batch.is_pending or attempt == _LOOKS - 1:
                break
            time.sleep(_BETWEEN_LOOKS_S)
        return outcomes


def _parts(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """The list cut where what follows must see the session anew.

    After a change of tempo there are other samples at the same beats; a track that moves moves the others.
    """
    part: list[Change] = []
    for change in changes:
        part.append(change)
        if isinstance(change, SetTempo | SetTempoMap | SetPosition):
            yield part
            part = []
    if part:
        yield part


def _results(said: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """The script's row a change; None when it did not say what became of them."""
    rows = said.get("results")
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None


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


def _clips_folder(snapshot: Snapshot) -> Path:
    folder = snapshot.project.folder
    if folder is None:
        raise DawError("The session has no folder.")
    return folder / "Tonmeister" / "Clips"
