"""What stands for the script inside the deck: tracks and regions as rows, changed one list at a time."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bridge.protocol import Reply

Row = dict[str, Any]


class DeckScript:
    """A Line whose other end is in this process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._numbers = folder, itertools.count(1)
        self._tracks: list[Row] = []
        self._regions: list[Row] = []

    def call(self, op: str, args: Mapping[str, Any] | None = None, *, timeout_s: float = 10.0) -> Reply:
        """See Line."""
        found = self._snapshot() if op == "snapshot" else self._apply(json.loads(json.dumps(args)))
        return Reply("1", True, json.loads(json.dumps(found)))

    def close(self) -> None:
        """See Line."""

    def _snapshot(self) -> Row:
        held = {"tracks": self._tracks, "regions": self._regions}
        revision = hashlib.sha256(json.dumps(held).encode()).hexdigest()[:16]
        return {"name": "Tape", "folder": str(self._folder), "revision": revision, **held}

    def _apply(self, args: Row) -> Row:
        if self._snapshot()["revision"] != args["expected_revision"]:
            return {"changed_since": True}
        made: dict[str, str] = {}
        return {"results": [self._one(change, made) for change in args["changes"]]}

    def _one(self, change: Row, made: dict[str, str]) -> Row:
        try:
            for name in ("track", "region"):
                wanted = str(change.get(name, ""))
                change[name] = made[wanted[1:]] if wanted.startswith("$") else wanted
            acts: Mapping[str, Callable[[Row], str | None]] = {
                "new_track": self._new_track, "remove_track": self._remove_track,
                "place_audio": self._place, "place_midi": self._place,
                "move": lambda row: self._set("region", row, ("ticks", "at_s")),
                "rename_region": lambda row: self._set("region", row, ("name",)),
                "remove_region": self._remove_region, "rename_track": lambda row: self._set("track", row, ("name",)),
                "set_gain": lambda row: self._set("track", row, ("gain",)),
                "set_pan": lambda row: self._set("track", row, ("pan",)),
                "set_mute": lambda row: self._set("track", row | {"mute": row["on"]}, ("mute",)),
                "set_solo": lambda row: self._set("track", row | {"solo": row["on"]}, ("solo",)),
            }  # fmt: skip
            id_ = acts[change["change"]](change)
        except LookupError:
            return {"ok": False, "error": "That is not on the tape any more."}
        if id_ and change.get("ref"):
            made[change["ref"]] = id_
        return {"ok": True, "made": id_} if id_ else {"ok": True}

    def _new_track(self, row: Row) -> str:
        fresh = {"id": f"t{next(self._numbers)}", "name": row["name"], "kind": row["kind"]}
        self._tracks.append(fresh | {"gain": 1.0, "pan": 0.0, "mute": False, "solo": False})
        return str(fresh["id"])

    def _remove_track(self, row: Row) -> None:
        self._tracks.remove(self._found("track", row))
        self._regions = [one for one in self._regions if one["track"] != row["track"]]

    def _place(self, row: Row) -> str:
        self._found("track", row)
        kind = row["change"].removeprefix("place_")
        held = {name: value for name, value in row.items() if name not in ("change", "ref", "region")}
        self._regions.append(held | {"id": f"r{next(self._numbers)}", "kind": kind})
        return str(self._regions[-1]["id"])

    def _remove_region(self, row: Row) -> None:
        self._regions.remove(self._found("region", row))

    def _set(self, what: str, row: Row, names: tuple[str, ...]) -> None:
        self._found(what, row).update({name: row[name] for name in names})

    def _found(self, what: str, row: Row) -> Row:
        return {one["id"]: one for one in (self._tracks if what == "track" else self._regions)}[row[what]]
