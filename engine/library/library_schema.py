"""Tables of the library, as migrations: to change them, add a function, never edit an old one."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

WAIT_S = 10.0
"""How long to wait for another program that is using the library."""

migrations = Migrations("tonmeister")


class PatientDatabase(Database):
    """A database whose transactions may write from their first moment.

    SQLite waits for another writer only where nothing has been read yet in the transaction, and the first write into
    a full-text table reads: "database is locked" was told at once (https://www.sqlite.org/c3ref/busy_handler.html).
    """

    @property
    def supports_on_conflict(self) -> bool:
        """True since SQLite 3.24 of 2018; it would be found out by making a table, which all programs then notice."""
        return True

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """One transaction; inside another one a part of it."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("begin immediate")
        try:
            yield self
            self.conn.execute("commit")
        except BaseException:
            self.rollback()
            raise


@migrations()
def first_tables(db: Database) -> None:
    """Clips, turns and replaced ids."""
    db.table("clip").create(
        {
            "id": str,
            "sha256": str,
            "suffix": str,
            "kind": str,
            "name": str,
            "seconds": float,
            "start_beats": float,
            "length_beats": float,
            "lead_in_s": float,
            "track": str,
            "tags": str,
            "recipe": str,
            "turn": int,
            "region": str,
        },
        pk="id",
    )
    db.table("clip").create_index(["turn"])
    db.table("turn").create({"number": int, "text": str, "state": str, "undone": int, "body": str}, pk="number")
    db.table("turn").create_index(["state"])
    db.table("alias").create({"old": str, "new": str}, pk="old")


@migrations()
def takes(db: Database) -> None:
    """Which turn another one is a take of."""
    db.table("turn").add_column("again_of", int, not_null_default=0)
    db.table("turn").create_index(["again_of"])


@migrations()
def loudness(db: Database) -> None:
    """How loud clips are."""
    db.table("clip").add_column("loudness_lufs", float)


@migrations()
def sung_words(db: Database) -> None:
    """What was sung on which notes, by region or clip."""
    columns = {"source": str, "lyrics": str, "voice": str, "style": str, "seed": int, "notes": str, "syllables": str}
    db.table("sung_words").create({**columns, "turn": int}, pk="source")


@migrations()
def full_text(db: Database) -> None:
    """Words of clips and turns, for finding old ones; ids by which regions are looked up."""
    db.table("clip").enable_fts(["name", "track", "tags", "recipe"], create_triggers=True, tokenize="porter")
    db.table("turn").enable_fts(["text"], create_triggers=True, tokenize="porter")
    for name, columns in (("clip", ["name", "track", "tags", "recipe"]), ("turn", ["text"])):
        db.table(name).populate_fts(columns)
    db.table("clip").create_index(["region"])
    db.table("alias").create_index(["new"])


@migrations()
def settings(db: Database) -> None:
    """What a project remembers of itself, such as its key."""
    db.table("setting").create({"name": str, "value": str}, pk="name")


@migrations()
def places(db: Database) -> None:
    """The contents that have lain in one place of the session."""
    db.table("place").create({"id": str, "region": str, "active": str}, pk="id")
    db.table("place").create_index(["region"])
    db.table("take").create({"place": str, "clip": str, "turn": int, "step": int, "files": str})
    db.table("take").create_index(["place"])
    db.table("take").create_index(["clip"])


@migrations()
def what_a_take_was(db: Database) -> None:
    """How a DAW knows the region that last played a take."""
    db.table("take").add_column("was", str, not_null_default="")


@migrations()
def known_outside(db: Database) -> None:
    """Up to which request nobody noted what was dragged out of the library."""
    newest = db.execute("select coalesce(max(number), 0) from turn").fetchone()[0]
    db.table("setting").insert({"name": "outside until", "value": str(newest)}, pk="name")


def opened(path: Path) -> PatientDatabase:
    """Open and bring up to date; waits for another program that is just doing the same."""
    until = time.monotonic() + WAIT_S
    while True:
        # One connection serves several threads; SQLite itself is serialized.
        connection = sqlite3.connect(path, check_same_thread=False, timeout=WAIT_S)
        connection.text_factory = lambda stored: stored.decode("utf-8", "replace")  # a flipped bit is no dead end
        try:
            connection.execute("pragma journal_mode=wal")
            connection.execute("pragma synchronous=normal")  # safe when a program dies; a power cut costs the last turn
            database = PatientDatabase(connection)
            if migrations.pending(database):
                with database.atomic():  # what is still to be done is looked up again when nobody else does it
                    migrations.apply(database)
            return database
        except sqlite3.OperationalError as error:
            connection.close()
            # Switching to WAL does not wait by itself.
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)
