"""Tables of the library, as migrations: to change them, add a function, never edit an old one."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("tonmeister")


@migrations()
def first_tables(db: Database) -> None:
    """Facts, clips, turns and replaced ids."""
    db.table("fact").create({"name": str, "value": str}, pk="name")
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
