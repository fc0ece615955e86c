"""One open REAPER project, reached through the mailbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bridge.mailbox import Mailbox, MailboxLine
from bridge.reaper.desk import ReaperDesk
from bridge.reaper.dialect import ReaperDialect
from bridge.reaper.snapshot import TICKS, snapshot_of
from bridge.scripted.notes import notes_of
from bridge.scripted.offer import Offer
from bridge.scripted.session import READ_S, ScriptedSession
from bridge.scripted.translation_context import TranslationContext
from engine.daw.daw import Snapshot
from engine.media.note import Note


class ReaperSession(ScriptedSession):
    """A project that is in front in a REAPER that runs now."""

    def __init__(self, mailbox: Mailbox, key: str, *, is_alive: Callable[[], bool] | None = None) -> None:
        hello = mailbox.hello(key)
        offer = Offer(frozenset(hello.changes), hello.lacks) if hello else None
        super().__init__(MailboxLine(mailbox, key, is_alive=is_alive), ReaperDialect(), offer)
        self._raw: dict[str, Any] = {}
        self._shown: Snapshot | None = None
        """What `_raw` is as a Snapshot, once that was made."""
        self._notes: dict[str, tuple[Note, ...]] = {}

    def save(self) -> None:
        """Save the project file. DawError when it was never saved: REAPER would ask where to."""
        self.ask("save")

    def select(
        self, *, regions: Sequence[str] = (), tracks: Sequence[str] = (), range_beats: tuple[float, float] | None = None
    ) -> None:
        """Select in REAPER as a user would."""
        args: dict[str, Any] = {"regions": list(regions), "tracks": list(tracks)}
        self.ask("select", **(args | ({"range": list(range_beats)} if range_beats else {})))

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
        return self._as_seen()

    def _seen(self) -> Snapshot | None:
        return self._as_seen() if self._raw else None

    def _as_seen(self) -> Snapshot:
        if self._shown is None:
            found = snapshot_of(self._raw, self.capabilities, self._notes)
            self._shown = replace(found, cannot=dict(self.cannot), limits=self.dialect.limits)
        return self._shown

    def _transport(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._raw["transport"]
        return found

    def _desk(self, before: Snapshot, made: Mapping[str, str]) -> TranslationContext:
        controls = [
            (plugin["id"], control)
            for track in self._raw["state"]["tracks"]
            for plugin in track["plugins"]
            for control in plugin["controls"]
        ]
        return ReaperDesk(
            before,
            made,
            ranges={(plugin, control[0]): (control[2], control[3]) for plugin, control in controls},
            decimals={(plugin, control[0]): int(control[4]) for plugin, control in controls},
        )
