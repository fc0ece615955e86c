"""One project that is open in Bitwig, reached through the port of its script."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.bitwig.changes import BitwigDesk, Parts, with_scene
from bridge.bitwig.dialect import BitwigDialect
from bridge.bitwig.grid import Known
from bridge.bitwig.install import port_of
from bridge.bitwig.snapshot import snapshot_of
from bridge.mailbox import Mailbox
from bridge.scripted.offer import Offer
from bridge.scripted.session import READ_S, ScriptedSession
from bridge.scripted.translation_context import TranslationContext
from bridge.socket_line import SocketLine
from engine.config import data_folder
from engine.daw.daw import Change, Outcome, PlaceInSlot, PlaceMidi, ReplaceContent, SetNotes, Snapshot
from engine.errors import DawError


class BitwigSession(ScriptedSession):
    """A project that is open in Bitwig now."""

    def __init__(self, mailbox: Mailbox, project: str = "", offer: Offer | None = None) -> None:
        """`project` is the id that must be open; "" = whichever is."""
        super().__init__(SocketLine("Bitwig", lambda: port_of(mailbox), mailbox.token), BitwigDialect(), offer)
        self._project = project
        self._raw: dict[str, Any] = {}
        self._shown: Snapshot | None = None
        """What `_raw` is as a Snapshot, once that was made."""
        self._known: Known | None = None
        self._notes: dict[str, Sequence[Sequence[float]]] = {}
        self._cuts: Parts = {}
        self._written: list[Path] = []
        self._clips = ""
        """What is kept of the ids of clips and markers, as text."""

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes, each a step of Bitwig's undo."""
        self._cuts.clear()
        plain = [with_scene(change, self._cuts) for change in changes]
        for change in plain:
            if isinstance(change, PlaceMidi | SetNotes | ReplaceContent | PlaceInSlot) and self._known:
                self._known.learn(change.notes or ())
                self._shown = None
        outcomes = super().apply(plain, expected_revision=expected_revision, label=label)
        if not any(outcome.state == "unknown" for outcome in outcomes):
            self._remove_unused()
        return outcomes

    def save(self) -> None:
        """Bitwig lets no script save."""
        raise DawError("Bitwig lets no script save a project; press Ctrl+S or Cmd+S in Bitwig.")

    def select(self, *, region: str = "", track: str = "") -> None:
        """Select a clip or a track as a user would. DawError when it is gone."""
        self.ask("select", region=region, track=track)

    def _read(self) -> Snapshot:
        return self._take(self._asked())

    def _asked(self) -> dict[str, Any]:
        told: dict[str, Any] = self._must(self._line.call("snapshot", self._has(), timeout_s=READ_S))
        return told

    def _has(self) -> dict[str, Any]:
        """What need not be told again."""
        return {"known": list(self._notes), "have": self._raw.get("revision", "")}

    def _look_args(self) -> Mapping[str, Any]:
        return {"look": True, **self._has()}

    def _take(self, told: Any) -> Snapshot:
        raw = self._with_notes(told)
        project = str(raw["project"])
        if self._project and project != self._project:
            raise DawError(
                f"Bitwig shows another project now ('{raw['name']}'); open the other one's tab and try again."
            )
        self._project = project
        if raw["run"] != self._raw.get("run") and self._knows_again(raw):
            raw = self._with_notes(self._asked())
        self._shown = self._shown if self._is_alike(raw, self._raw) else None
        self._raw = raw
        self._known = self._known or Known(self._folder / "notes.json")
        self._keep()
        return self._as_seen()

    def _with_notes(self, raw: dict[str, Any]) -> dict[str, Any]:
        """What the script tells, with the notes in the rows of their clips; those that are known it does not send."""
        if "state" not in raw:
            return self._whole(raw, self._raw)
        known = self._notes | dict(raw.get("notes") or {})
        clips = raw["state"]["clips"]
        self._notes = {key: known[key] for row in clips if (key := str(row["notes"])) in known}
        raw["state"]["clips"] = [
            {**row, "key": row["notes"], "notes": known.get(str(row["notes"]), ())} for row in clips
        ]
        return raw

    def _seen(self) -> Snapshot | None:
        return self._as_seen() if self._raw else None

    def _as_seen(self) -> Snapshot:
        assert self._known
        if self._shown is None:
            self._shown = snapshot_of(
                self._raw, self.capabilities, known=self._known, cannot=self.cannot, limits=self.dialect.limits
            )
        return self._shown

    def _transport(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._raw["transport"]
        return found

    def _desk(self, before: Snapshot, made: Mapping[str, str]) -> TranslationContext:
        return BitwigDesk(
            before, made, loudest_db=6.0, folder=self._folder / "In Bitwig", parts=self._cuts, written=self._written
        )

    @property
    def _folder(self) -> Path:
        """Bitwig does not say where a project lies: its files are in the user's data folder."""
        return data_folder() / "bitwig" / self._project

    # --- what clips and markers are called after Bitwig was started again ---

    def _knows_again(self, raw: Mapping[str, Any]) -> bool:
        """Tell a script that was just started the ids of clips and markers; whether there was anything to tell."""
        try:
            kept = json.loads((self._folder / "clips.json").read_text("utf-8"))
            run, rows, markers = kept["run"], kept["rows"], kept.get("markers", [])
        except (OSError, ValueError, KeyError, TypeError):
            return False
        if run == raw["run"] or not (rows or markers):
            return False
        self.ask("know", rows=rows, markers=markers)
        return True

    def _keep(self) -> None:
        state = self._raw["state"]
        rows = [[one["id"], one["track"], one["beat"], one["name"], one["file"]] for one in state["clips"]]
        text = json.dumps({"run": self._raw["run"], "rows": rows, "markers": state.get("markers", [])})
        if text != self._clips:
            self._clips = text
            with contextlib.suppress(OSError):  # then ids last as long as Bitwig runs
                self._folder.mkdir(parents=True, exist_ok=True)
                (self._folder / "clips.json").write_text(text, "utf-8")

    def _remove_unused(self) -> None:
        """Files of clips that did not come to be."""
        seen = self._seen()
        played = {path for region in seen.regions for path in region.sources} if seen else set()
        for path in self._written:
            if path not in played:
                with contextlib.suppress(OSError):
                    path.unlink()
        self._written.clear()
