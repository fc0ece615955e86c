"""One set that is open in Live, reached through the port of its script."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.live.changes import LiveDesk, without_channels
from bridge.live.dialect import LiveDialect
from bridge.live.snapshot import snapshot_of
from bridge.mailbox import Mailbox
from bridge.protocol import ScriptHello
from bridge.scripted.offer import Offer
from bridge.scripted.session import READ_S, ScriptedSession
from bridge.scripted.translation_context import TranslationContext
from bridge.socket_line import SocketLine
from engine.config import data_folder
from engine.daw.daw import Change, Outcome, Snapshot
from engine.errors import DawError


class LiveSession(ScriptedSession):
    """A set that is open in Live now."""

    def __init__(self, mailbox: Mailbox, hello: ScriptHello) -> None:
        def port() -> int:
            now = mailbox.hello(hello.key)
            return now.port if now else 0

        line = SocketLine("Live", port, mailbox.token)
        super().__init__(line, LiveDialect(), Offer(frozenset(hello.changes), hello.lacks))
        self._raw: dict[str, Any] = {}
        self._shown: Snapshot | None = None
        """What `_raw` is as a Snapshot, once that was made."""
        self._notes: dict[str, Sequence[Sequence[float]]] = {}
        self._written: list[Path] = []

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes, as one undo step of Live."""
        plain = [without_channels(change) for change in changes]
        outcomes = super().apply(plain, expected_revision=expected_revision, label=label)
        if not any(outcome.state == "unknown" for outcome in outcomes):
            self._remove_unused()
        return outcomes

    def save(self) -> None:
        """Live lets no script save."""
        raise DawError("Live lets no script save a set; press Ctrl+S or Cmd+S in Live.")

    def select(self, *, region: str = "", track: str = "") -> None:
        """Select a clip or a track as a user would. DawError when it is gone."""
        self.ask("select", region=region, track=track)

    def _read(self) -> Snapshot:
        return self._take(self._must(self._line.call("snapshot", self._has(), timeout_s=READ_S)))

    def _has(self) -> dict[str, Any]:
        """What need not be told again."""
        return {"known": list(self._notes), "have": self._raw.get("revision", "")}

    def _look_args(self) -> Mapping[str, Any]:
        return {"look": True, **self._has()}

    def _take(self, told: Any) -> Snapshot:
        raw = self._whole(told, self._raw)
        keys = {row["notes"] for row in raw["state"]["clips"] if row["kind"] == "midi"}
        keys |= {row["notes"] for row in raw["state"].get("slots", ()) if row["kind"] == "midi"}
        known = self._notes | dict(raw.get("notes") or {})
        self._notes = {key: rows for key, rows in known.items() if key in keys}
        self._shown = self._shown if self._is_alike(raw, self._raw) else None
        self._raw = raw
        return self._as_seen()

    def _seen(self) -> Snapshot | None:
        return self._as_seen() if self._raw else None

    def _as_seen(self) -> Snapshot:
        if self._shown is None:
            self._shown = snapshot_of(
                self._raw, self.capabilities, notes=self._notes, cannot=self.cannot, limits=self.dialect.limits
            )
        return self._shown

    def _transport(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._raw["transport"]
        return found

    def _desk(self, before: Snapshot, made: Mapping[str, str]) -> TranslationContext:
        return LiveDesk(
            before,
            made,
            ranges=_ranges(self._raw["state"]["tracks"]),
            folder=_files_folder(before),
            tempo_moves=bool(self._raw["state"]["tempo_moves"]),
            written=self._written,
        )

    def _remove_unused(self) -> None:
        """Files of clips that did not come to be."""
        seen = self._seen()
        played = {path for region in seen.regions for path in region.sources} if seen else set()
        played |= {one.path for one in seen.slots if one.path} if seen else set()
        for path in self._written:
            if path not in played:
                with contextlib.suppress(OSError):
                    path.unlink()
        self._written.clear()


def _ranges(tracks: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], tuple[float, float]]:
    """How far each device's knobs go."""
    return {
        (device["id"], name): (low, high)
        for track in tracks
        for device in track["devices"]
        for name, _, low, high in device["knobs"]
    }


def _files_folder(snapshot: Snapshot) -> Path:
    """Live plays files from where they lie: beside the set, or in the user's data folder while it is not saved."""
    project = snapshot.project
    if project.folder is not None and project.file is not None:
        return project.folder / "Tonmeister" / project.file.stem / "In Live"
    return data_folder() / "live" / project.id / "In Live"
