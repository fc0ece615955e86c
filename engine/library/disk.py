"""What a library takes on the disk, and what of it nobody needs any more."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from engine.library.library import BY_RECIPE, PART, Library

LET_GO = "let go"
"""Setting: numbers of the requests that cannot be made again."""
_BLOB = re.compile(r"blobs/../([0-9a-f]{64})")


@dataclass(frozen=True)
class Disk:
    """Sizes in bytes; a file under two names counts once."""

    used: int
    """Contents of clips, takes and undo."""
    unused: int
    """Contents that nothing refers to."""
    files: tuple[Path, ...]
    """Those that nothing refers to."""
    database: int

    @property
    def all(self) -> int:
        """The whole library."""
        return self.used + self.unused + self.database


def disk_of(library: Library) -> Disk:
    """Look through the library's files."""
    blobs = [path for path in (library.folder / "blobs").glob("*/*") if path.is_file()]
    published = [path for path in (library.folder / "Clips").glob("*") if path.is_file()]
    wanted = needed(library)
    unused = [path for path in blobs if path.stem not in wanted]
    spare = {path.stat().st_ino for path in unused}
    sizes = {path.stat().st_ino: path.stat().st_size for path in (*blobs, *published)}
    in_clips = {path.stat().st_ino for path in published}
    gone = sum(size for inode, size in sizes.items() if inode in spare - in_clips)
    database = sum(path.stat().st_size for path in library.folder.glob("library.sqlite*"))
    return Disk(sum(sizes.values()) - gone, gone, tuple(sorted(unused)), database)


def clean(library: Library) -> int:
    """Delete what nothing refers to; returns how many bytes that freed."""
    found = disk_of(library)
    for path in found.files:
        path.unlink(missing_ok=True)
    return found.unused


def let_go_turns(library: Library) -> list[int]:
    """Numbers of the requests that were taken back and cannot be made again."""
    try:
        known = json.loads(library.setting(LET_GO) or "[]")
    except ValueError:
        return []
    return [one for one in known if isinstance(one, int)] if isinstance(known, list) else []


def needed(library: Library, without_clips: Collection[str] = ()) -> set[str]:
    """Hashes of the contents that a clip to be shown, a take, or the way back of a request needs.

    All of them where a recipe is damaged: what its clip was made from is not known then. `without_clips`: what is
    needed though these were not wanted for their own sake.
    """
    is_damaged = "select 1 from clip where recipe is not null and not json_valid(recipe)"
    has_all = library.database.execute(is_damaged).fetchone()
    rows = library.database.execute("select distinct sha256 from clip") if has_all else library.database.execute(
        "with recursive wanted(id) as ("
        " select id from clip where (region is not null or id in (select clip from take)"
        " or (recipe is not null and instr(tags, ?) = 0)) and id not in (select value from json_each(?))"
        " union select parent.value from wanted join clip on clip.id = wanted.id,"
        " json_each(clip.recipe, '$.parents') parent)"
        " select distinct sha256 from clip where id in (select id from wanted) and instr(tags, ?) = 0",
        [json.dumps(PART), json.dumps(list(without_clips)), json.dumps(BY_RECIPE)],
    )
    found = {str(row[0]) for row in rows.fetchall()}
    gone = json.dumps(let_go_turns(library))
    bodies = "select body from turn where number not in (select value from json_each(?))"
    for (body,) in library.database.execute(bodies, [gone]).fetchall():
        found |= set(_BLOB.findall(body))
    return found
