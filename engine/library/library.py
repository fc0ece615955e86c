"""The library of one DAW project: clips by content, turns, and how to take them back.

One folder a project: `library.sqlite`, `blobs/` by hash, `Clips/` with the human names the DAW
sees. SQLite through sqlite-utils, which also brings the migrations.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.library.clip_files import PACKED, ClipFiles, Told
from engine.library.stored import number_of, recipe_of, texts_of, turn_number_of, words_of
from engine.library.turn import Turn, TurnState, turn_from_json, turn_to_json, unreadable
from engine.media.clip import Clip, Recipe
from engine.media.packed import packed
from engine.media.sound_check import must_be_sound

PART = "part"
"""Tag of by-products: the planner sees them once they lie on a track."""
BY_RECIPE = "by recipe"
"""Tag of steps on the way whose sound is not kept: their recipes make it again."""


class Library:
    """Clips and turns of one project; every write is one transaction."""

    def __init__(self, folder: Path) -> None:
        import sqlite3

        from engine.library.library_schema import opened

        self.folder = folder
        self._aliases: tuple[tuple[int, int], Mapping[str, str]] | None = None
        self._files = ClipFiles(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = opened(folder / "library.sqlite")
        except (OSError, sqlite3.DatabaseError, ValueError, LookupError) as error:  # names in it are no text
            if isinstance(error, OSError | sqlite3.OperationalError) and _is_read_only(folder):
                raise UserError(
                    f"{folder.parent} is read-only, and takes and history are kept there; make it writable, or work "
                    "on a copy of the project."
                ) from error
            why = error if isinstance(error, OSError | sqlite3.DatabaseError) else "it is damaged"
            raise UserError(
                f"The library in {folder} cannot be opened ({why}); check the disk or move the file away."
            ) from error

    def close(self) -> None:
        """Close the database file."""
        self._db.close()

    @property
    def database(self) -> Any:
        """The open database, for tables that are looked after elsewhere."""
        return self._db

    # --- clips ---

    def adopt(
        self,
        clip: Clip,
        *,
        recipe: Recipe | None = None,
        turn: int = 0,
        told: Told | None = None,
        is_linked: bool = False,
    ) -> Clip:
        """Take a clip in: its file goes into the blobs, stamped with what is told of it.

        `is_linked`: the file belongs to a DAW and is not copied where the disk can have it under two names.
        Returns the clip with its place in the library. The same content is stored once. UserError when it is no
        sound that can be played, whoever made it.
        """
        if clip.kind == "audio":
            must_be_sound(clip.path, clip.sha256)
        clip = replace(clip, recipe=recipe or clip.recipe)
        blob = self._files.blob(clip.sha256, clip.path.suffix)
        if not (is_there := self._files.bring(blob)) and is_linked:
            self._files.link(clip.path, blob)
        elif not is_there:
            self._files.take_in(clip, blob, told)
        clip = replace(clip, path=blob)
        row = {
            "id": clip.id,
            "sha256": clip.sha256,
            "suffix": clip.path.suffix,
            "kind": clip.kind,
            "name": clip.name,
            "seconds": clip.seconds,
            "start_beats": clip.start_beats,
            "length_beats": clip.length_beats,
            "lead_in_s": clip.lead_in_s,
            "track": clip.track,
            "tags": json.dumps(clip.tags),
            "recipe": json.dumps(asdict(clip.recipe), default=str) if clip.recipe else None,
            "turn": turn,
            "region": None,
        }
        self._stored("clip", row)
        return clip

    def clip(self, clip_id: str) -> Clip | None:
        """A clip by id, unpacked where it was packed; UserError when its file has gone."""
        clip = self.record(clip_id)
        if clip and not self._files.bring(clip.path):
            raise _gone(clip)
        return clip

    def seen(self, clip_id: str) -> Clip | None:
        """A clip by id with the file that is there, which plays but is packed perhaps; UserError as `clip`."""
        clip = self.record(clip_id)
        if clip is None or clip.path.exists():
            return clip
        there = clip.path.with_suffix(PACKED)
        if packed(there) is None:
            raise _gone(clip)
        return replace(clip, path=there)

    def bring(self, path: Path) -> bool:
        """Make a file be there that a change names, also where it was packed; False when it has gone."""
        return self._files.bring(path)

    def record(self, clip_id: str) -> Clip | None:
        """What is known of a clip, whether its file is there still or not."""
        return next(iter(self.clips_of([clip_id])), None)

    def clips_of(self, ids: Iterable[str]) -> list[Clip]:
        """The clips with these ids, oldest first."""
        where = "id in (select value from json_each(?))"
        return [
            self._clip(row)
            for row in self._db.table("clip").rows_where(where, [json.dumps(list(ids))], order_by="rowid")
        ]

    def region_of(self, clip_id: str) -> str | None:
        """Id of the region that a clip was put on a track as."""
        row = next(iter(self._db.table("clip").rows_where("id = ?", [clip_id])), None)
        return self.current(row["region"]) if row and row["region"] else None

    def is_step(self, clip_id: str) -> None:
        """Remember that a clip was only a step on the way to another: it is not shown by itself."""
        clip = self.record(clip_id)
        if clip and PART not in clip.tags:
            self.set_step(clip_id, True)

    def set_step(self, clip_id: str, is_step: bool) -> None:
        """The same, and that it is shown again."""
        clip = self.record(clip_id)
        if clip:
            tags = [*(tag for tag in clip.tags if tag != PART), *([PART] if is_step else [])]
            self._db.table("clip").update(clip_id, {"tags": json.dumps(tags)})

    def was_step(self, clip_id: str) -> bool:
        """Whether it is such a clip."""
        clip = self.record(clip_id)
        return clip is not None and PART in clip.tags

    def is_by_recipe(self, clip_id: str) -> bool:
        """Whether a clip is only known any more: its recipe makes it again."""
        clip = self.record(clip_id)
        return clip is not None and BY_RECIPE in clip.tags

    def keep_by_recipe(self, clip_id: str) -> None:
        """Remember that a clip need not be kept: its recipe makes it again."""
        clip = self.record(clip_id)
        if clip and BY_RECIPE not in clip.tags:
            self._db.table("clip").update(clip_id, {"tags": json.dumps([*clip.tags, BY_RECIPE])})

    def turn_of(self, clip_id: str) -> int:
        """Number of the turn that made a clip; 0 = none."""
        row = next(iter(self._db.table("clip").rows_where("id = ?", [clip_id])), None)
        return turn_number_of(row["turn"]) if row else 0

    def measured(self, clip_id: str, loudness_lufs: float) -> None:
        """Remember how loud a clip is."""
        self._db.table("clip").update(clip_id, {"loudness_lufs": loudness_lufs})

    def loudness_lufs(self, clip_id: str) -> float | None:
        """How loud a clip is, when that was measured."""
        row = next(iter(self._db.table("clip").rows_where("id = ?", [clip_id])), None)
        return number_of(row["loudness_lufs"]) if row else None

    def placed(self, clip_id: str, region: str, track: str) -> None:
        """Remember where a clip was put."""
        self._db.table("clip").update(clip_id, {"region": region, "track": track})

    def setting(self, name: str) -> str:
        """What the project remembers under a name; "" when nothing."""
        row = next(iter(self._db.table("setting").rows_where("name = ?", [name])), None)
        return str(row["value"]) if row else ""

    def set_setting(self, name: str, value: str) -> None:
        """Remember something of the project."""
        self._db.table("setting").upsert({"name": name, "value": value}, pk="name")

    def keep_file(self, path: Path, *, is_linked: bool = False) -> Path:
        """Store a file by its content and return where it lies; see `adopt`."""
        return self._files.keep(path, is_linked=is_linked)

    def publish(self, clip: Clip, *, start_samples: int = 0, facts: Mapping[str, object] | None = None) -> Path:
        """See ClipFiles.publish."""
        return self._files.publish(clip, start_samples=start_samples, facts=facts)

    def published(self, clip: Clip) -> Path:
        """See ClipFiles.published."""
        return self._files.published(clip)

    # --- turns ---

    def begin_turn(
        self, text: str, *, state: TurnState = "running", attached: tuple[str, ...] = (), again_of: int = 0
    ) -> Turn:
        """Open a turn; if we die before it is saved it shows up as interrupted."""
        started = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._db.atomic():  # two programs must not take the same number
            number = int(self._db.execute("select coalesce(max(number), 0) + 1 from turn").fetchone()[0])
            turn = Turn(number, text, state=state, started_at=started, attached=attached, again_of=again_of)
            self._db.table("turn").insert(self._row(turn))
        return turn

    def save_turn(self, turn: Turn) -> None:
        """Store the turn as it stands now."""
        self._stored("turn", self._row(turn))

    def turn(self, number: int) -> Turn | None:
        """A turn by number."""
        return next(self._turns("number = ?", [number]), None)

    def turns(self, last: int | None = None) -> list[Turn]:
        """Turns, oldest first; with `last`, only that many of the newest."""
        if last is None:
            return list(self._turns("1 = 1 order by number", []))
        return list(self._turns("number > (select coalesce(max(number), 0) from turn) - ? order by number", [last]))

    def turns_before(self, number: int | None, limit: int) -> list[Turn]:
        """The last `limit` turns before a number (None: of all), oldest first."""
        before = number if number is not None else 1 << 62
        return list(self._turns("number < ? order by number desc limit ?", [before, limit]))[::-1]

    def turn_count(self) -> int:
        """How many turns there are."""
        return int(self._db.table("turn").count)

    def mark_interrupted(self) -> list[Turn]:
        """Mark the turns that were running when the engine died, and clear away what it had half written."""
        self._files.sweep()
        found = [
            replace(turn, state="interrupted", answer="Tonmeister was stopped in the middle of this.")
            for turn in self._turns("state in ('queued', 'running') order by number", [])
        ]
        for turn in found:
            self.save_turn(turn)
        return found

    # --- ids that changed because something was made again ---

    def replaced(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember that what had the first id now has the second."""
        for old, new in pairs:
            if old != new:
                with self._db.atomic():  # an id that is given again names itself
                    self._db.execute("delete from alias where old = ?", [new])
                    self._db.execute("insert or replace into alias (old, new) values (?, ?)", [old, new])

    def current(self, made_id: str) -> str:
        """Follow replacements to the id that is valid now."""
        return self.follower()(made_id)

    def follower(self) -> Callable[[str], str]:
        """`current` for many ids: the replacements are read once."""
        aliases = self._replacements()
        return lambda made_id: _followed(made_id, aliases)

    def _replacements(self) -> Mapping[str, str]:
        """What was replaced by what; read again only when this program, or another one, has written since."""
        connection = self._db.conn
        version = connection.execute("pragma data_version").fetchone()[0], connection.total_changes
        if self._aliases and version == self._aliases[0] and not connection.in_transaction:
            return self._aliases[1]
        is_kept = not connection.in_transaction  # what is being written may yet be rolled back
        aliases = dict(connection.execute("select old, new from alias").fetchall())
        self._aliases = (version, aliases) if is_kept else None
        return aliases

    def names_of(self, made_id: str) -> list[str]:
        """All ids that something has had until now, its own first."""
        rows = self._db.execute(
            "with recursive called(id) as ("
            " select ? union select alias.old from alias join called on alias.new = called.id)"
            " select id from called",
            [made_id],
        )
        return [row[0] for row in rows.fetchall()]

    def first_name(self, made_id: str) -> str:
        """The id that something was first known by."""
        return self.names_of(made_id)[-1]

    # --- inside ---

    def _stored(self, table: str, row: Mapping[str, Any]) -> None:
        """Put a row in the place of the one with its key, its first column; a turn is stored some four times."""
        key, *others = row
        marks, fresh = ", ".join("?" for _ in row), ", ".join(f"{one} = excluded.{one}" for one in others)
        with self._db.atomic():
            self._db.execute(
                f"insert into {table} ({', '.join(row)}) values ({marks}) on conflict ({key}) do update set {fresh}",
                list(row.values()),
            )

    def _clip(self, row: dict[str, Any]) -> Clip:
        sha256 = words_of(row["sha256"])
        sha256 = sha256 if re.fullmatch("[0-9a-f]{64}", sha256) else ""
        return Clip(
            row["id"],
            row["kind"],
            words_of(row["name"]),
            self._files.blob(sha256, words_of(row["suffix"])),
            sha256,
            number_of(row["seconds"]) or 0.0,
            number_of(row["start_beats"]),
            number_of(row["length_beats"]),
            number_of(row["lead_in_s"]) or 0.0,
            row["track"],
            recipe_of(row["recipe"]),
            texts_of(row["tags"]),
        )

    def _row(self, turn: Turn) -> dict[str, Any]:
        return {
            "number": turn.number,
            "text": turn.text,
            "state": turn.state,
            "undone": turn.undone,
            "again_of": turn.again_of,
            "body": json.dumps(turn_to_json(turn), default=str),
        }

    def _turns(self, where: str, values: list[Any]) -> Iterator[Turn]:
        """Turns of their bytes: all of a session are looked at in each request, and most were read before."""
        for number, body in self._db.execute(f"select number, cast(body as blob) from turn where {where}", values):
            yield _turn(body) or self._damaged(number)

    def _damaged(self, number: int) -> Turn:
        """A damaged row is a turn that says so, and the others live."""
        query = "select text, state from turn where number = ?"
        text, state = self._db.execute(query, [number]).fetchone() or ("", "")
        return unreadable(int(number), str(text), str(state))


def _gone(clip: Clip) -> UserError:
    return UserError(f"The file of '{clip.name}' has gone from {clip.path.parents[2]}; make it again.")


@functools.lru_cache(256)
def _turn(body: bytes) -> Turn | None:
    """A turn of its row, None where that is damaged; an undo looks at all of them, and few have changed."""
    try:
        return turn_from_json(json.loads(body.decode("utf-8", "replace")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UserError):
        return None


def _followed(made_id: str, aliases: Mapping[str, str]) -> str:
    seen = {made_id}
    while (fresh := aliases.get(made_id)) and fresh not in seen:
        seen.add(fresh)
        made_id = fresh
    return made_id


def _is_read_only(folder: Path) -> bool:
    """Whether a folder, or where it would lie, is there and takes no files."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return there.is_dir() and not os.access(there, os.W_OK | os.X_OK)
