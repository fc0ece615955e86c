"""What nothing plays now is kept packed: old takes, what only an undo or redo wants, sounds that lie on no track.

A packed file stands beside the name that it had, as FLAC: it plays, and can be dragged into a DAW. The WAV comes back,
byte for byte, when it is wanted. What somebody else has a name for, a DAW say, and what was dragged out stays a WAV.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from engine.library.clip_files import PACKED
from engine.library.library import Library
from engine.media.clip import sha256_of
from engine.media.packed import pack, packed

_SINCE = "outside until"
"""Setting: the last request whose clips may have been dragged out without our knowing."""
_HANDED = "handed out"
"""Setting: ids of the clips that were dragged out since."""
_LEAST_BYTES = 64 << 10


def handed_out(library: Library, clip_id: str) -> None:
    """Remember that a clip's file was dragged out or copied: a DAW may play it from where it lies, for good."""
    known = _ids(library)
    if clip_id not in known:
        library.set_setting(_HANDED, json.dumps([*known, clip_id]))


def pack_cold(
    library: Library, *, copies: Path | None = None, playing: Iterable[Path] = (),
    goes_on: Callable[[], bool] = lambda: True,
) -> list[str]:  # fmt: skip
    """Pack what nothing plays, a file at a time as long as `goes_on`; returns the ids of the clips that it was.

    `copies` is a folder in which the library's files lie under other names that are nobody else's. `playing` are the
    files that the session plays. A disk that takes nothing leaves all as it is.
    """
    names = _names(library, copies)
    hot = {found.st_ino for path in playing if (found := _stat(path))}
    outside = maybe_outside(library)
    done: list[str] = []
    for inode, paths in sorted(names.items()):
        found = _stat(paths[0])
        if inode not in hot and copies and len(paths) == 1 and paths[0].parent == copies:
            _drop_copy(paths[0])
        if inode in hot or found is None or found.st_nlink != len(paths) or found.st_size < _LEAST_BYTES:
            continue
        if not goes_on():
            break
        hashes = {path.stem for path in paths if path.parent.parent == library.folder / "blobs"}
        if hashes and not hashes & outside and _pack(library.folder, paths):
            done += [str(row[0]) for row in library.database.execute(
                "select id from clip where sha256 in (select value from json_each(?))", [json.dumps(sorted(hashes))])]
    return done


def _pack(folder: Path, paths: Collection[Path]) -> bool:
    """Pack one content under all its names; they go when the packed file is known to give it back."""
    first, *others = sorted(paths, key=lambda path: path.parent.parent != folder / "blobs")
    flac = first.with_suffix(PACKED)
    if any(_is_taken(path.with_suffix(PACKED), flac) for path in others):
        return False
    try:
        known = packed(flac)
        is_same = known is not None and known.get("sha256") == sha256_of(first)
        if not is_same and not pack(first, flac, {"blob": first.relative_to(folder).as_posix()}):
            return False
        for path in others:
            _link(flac, path.with_suffix(PACKED))
        _sync(flac.parent)
        for path in (*others, first):
            path.unlink()
    except OSError:
        return False
    return True


def _drop_copy(path: Path) -> None:
    """A copy that was unpacked once more goes, where its packed file still stands beside it."""
    known = packed(path.with_suffix(PACKED))
    with suppress(OSError):
        if known is not None and known.get("sha256") == sha256_of(path):
            path.unlink()


def _names(library: Library, copies: Path | None) -> dict[int, list[Path]]:
    """The WAV files of a library by their content on the disk."""
    names: dict[int, list[Path]] = defaultdict(list)
    folder = library.folder
    for path in (*folder.glob("blobs/*/*.wav"), *folder.glob("Clips/*.wav"), *(copies.glob("*.wav") if copies else ())):
        if found := _stat(path):
            names[found.st_ino].append(path)
    return names


def maybe_outside(library: Library) -> set[str]:
    """Hashes of the contents that a program outside may play from the library's folder."""
    since = int(library.setting(_SINCE) or 0)
    rows = library.database.execute(
        "select sha256 from clip where (? > 0 and turn <= ?) or id in (select value from json_each(?))",
        [since, since, json.dumps(_ids(library))],
    )
    return {str(row[0]) for row in rows.fetchall()}


def _ids(library: Library) -> list[str]:
    try:
        known = json.loads(library.setting(_HANDED) or "[]")
    except ValueError:
        return []
    return [one for one in known if isinstance(one, str)] if isinstance(known, list) else []


def _is_taken(name: Path, flac: Path) -> bool:
    """Whether something else has the name that a packed file would have."""
    if not name.exists():
        return False
    about, ours = packed(name), packed(flac)
    return about is None or ours is None or about.get("sha256") != ours.get("sha256")


def _link(flac: Path, name: Path) -> None:
    if not name.exists():
        os.link(flac, name)


def _sync(folder: Path) -> None:
    """A new name lasts before an old one goes, also when the power fails."""
    with suppress(OSError, AttributeError):
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def _stat(path: Path) -> os.stat_result | None:
    with suppress(OSError):
        return path.stat()
    return None
