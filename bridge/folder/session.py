"""A session of the `folder` DAW: shows the watched folder as tracks and regions, and changes it.

A change makes its new files first, hidden, then writes session.json, then shows them and puts away the files that
have been replaced. Whatever fails before session.json is written leaves everything as it was.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bridge.folder.arriving import clear, show, shown_name
from bridge.folder.change import CAN, MISSING, FolderEdit, change_state
from bridge.folder.name import unique_name
from bridge.folder.scan import FileEntry, Scan, ScannedFile, fingerprint
from bridge.folder.state import FILE, FolderState, Leaving, read_state, write_state
from bridge.folder.view import known_regions, view
from engine.daw.daw import Change, DawSession, Outcome, Snapshot
from engine.errors import DawError, TonmeisterError
from engine.machine.file_lock import locked

REMOVED = "Removed"


class FolderSession(DawSession):
    """One watched folder."""

    def __init__(self, folder: Path, sample_rate_hz: int) -> None:
        self._folder = folder
        self._sample_rate_hz = sample_rate_hz
        self._scan = Scan(folder)

    def snapshot(self) -> Snapshot:
        """Read session.json and the files; DawError when the folder is gone or session.json is broken."""
        state, entries, found = self._read()
        shown = view(self._folder, state, found, _revision(state, entries), self._sample_rate_hz, frozenset(CAN))
        return replace(shown, cannot=MISSING)

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes one by one and read each back; never raises."""
        try:
            with locked(self._folder / FILE):
                return self._apply_all(changes, expected_revision)
        except TonmeisterError as error:
            return [Outcome("not_done", str(error)) for _ in changes]
        except OSError as error:
            return [Outcome("not_done", f"{_disk_reason(error)}.") for _ in changes]

    def _apply_all(self, changes: Sequence[Change], expected_revision: str) -> list[Outcome]:
        state, entries, _ = self._read()
        if _revision(state, entries) != expected_revision:
            return [
                Outcome("not_done", "The folder has changed meanwhile; look at it again, then ask once more.")
                for _ in changes
            ]
        clear(self._folder, (one.file for one in state.placed))
        made: dict[str, str] = {}
        return [self._apply(change, made) for change in changes]

    def _apply(self, change: Change, made: dict[str, str]) -> Outcome:
        edit = FolderEdit(self._folder)
        is_written = False
        try:
            state, _, found = self._read()
            change = _with_ids(change, made)
            reservation, pairs = change_state(change, state, found, edit)
            write_state(self._folder, replace(edit.state, edits=state.edits + 1))
            is_written = True
            made.update(pairs)
            show(self._folder, map(shown_name, edit.new_files))
            self._put_away(edit.state.leaving)
            why = self._difference(edit.state, pairs)
            return Outcome("unknown", why, pairs) if why else Outcome("done", reservation, pairs)
        except OSError as error:
            return _failed(is_written, f"{_disk_reason(error)}.")
        except TonmeisterError as error:
            return _failed(is_written, str(error))
        except Exception as error:  # a bug must not take the other changes' outcomes with it
            logging.getLogger("tonmeister").exception("folder: %r", change)
            return _failed(is_written, f"That is a bug ({type(error).__name__}: {error}).")
        finally:
            if not is_written:
                edit.take_back()

    def _read(self) -> tuple[FolderState, list[FileEntry], dict[str, ScannedFile]]:
        try:
            state = read_state(self._folder)
            with contextlib.suppress(OSError):  # where nothing can be written, what is not shown yet stays so
                show(self._folder, (one.file for one in state.placed))
            leaving = {(one.file, one.changed_ns) for one in state.leaving}
            entries = [entry for entry in self._scan.entries() if (entry.name, entry.changed_ns) not in leaving]
        except OSError as error:
            raise DawError(f"The folder {self._folder} cannot be read ({error.strerror}).") from error
        found = self._scan.read(entries)
        return _with_renamed(state, found), entries, found

    def _put_away(self, leaving: Sequence[Leaving]) -> None:
        """Move or delete files that are no longer part of the session; one that is in use stays for later."""
        left = tuple(one for one in leaving if not _put_away(self._folder, one))
        if left != tuple(leaving):
            # When this cannot be written, the next change does it: until then those files are only not shown.
            with contextlib.suppress(OSError):
                write_state(self._folder, replace(read_state(self._folder), leaving=left))

    def _difference(self, meant: FolderState, pairs: tuple[tuple[str, str], ...]) -> str:
        """Empty when the folder, read anew, holds what was meant."""
        state, _, found = self._read()
        if _document(state) != _document(meant):
            return f"{self._folder / FILE} does not hold what was written."
        shown = {region.id for region in known_regions(self._folder, state, found)}
        there = shown | {track.id for track in state.tracks} | {marker.id for marker in state.markers}
        return "The new file cannot be read back." if any(made not in there for _, made in pairs) else ""


def _document(state: FolderState) -> tuple[object, ...]:
    return state.tracks, state.placed, state.tempo_map, state.markers


def _revision(state: FolderState, entries: Sequence[FileEntry]) -> str:
    return f"{state.edits}-{fingerprint(entries)}"


def _with_ids(change: Change, made: Mapping[str, str]) -> Change:
    """The change with refs of changes before it replaced by ids."""
    return change.resolved(made)


def _with_renamed(state: FolderState, found: Mapping[str, ScannedFile]) -> FolderState:
    """The session with files that the user has renamed under their new names: their stamp has the region's id."""
    taken = {placed.file for placed in state.placed}
    strangers = {_own_region(state, one): name for name, one in found.items() if name not in taken}
    return replace(
        state,
        placed=tuple(
            replace(placed, file=strangers[placed.id])
            if placed.file not in found and placed.id in strangers
            else placed
            for placed in state.placed
        ),
    )


def _own_region(state: FolderState, file: ScannedFile) -> str:
    facts = file.stamp.facts if file.stamp else {}
    return facts.get("region", "") if facts.get("session") == state.id else ""


def _put_away(folder: Path, leaving: Leaving) -> bool:
    """True when the file is no longer in the folder, or another one has taken its name."""
    path = folder / leaving.file
    try:
        if not path.exists() or path.stat().st_mtime_ns != leaving.changed_ns:
            return True
        if not leaving.is_kept:
            path.unlink()
            return True
        removed = folder / REMOVED
        removed.mkdir(exist_ok=True)
        path.replace(removed / unique_name(leaving.file, {one.name.lower() for one in removed.iterdir()}))
    except OSError:
        return False
    return True


def _failed(is_written: bool, why: str) -> Outcome:
    return Outcome("unknown" if is_written else "not_done", why)


def _disk_reason(error: OSError) -> str:
    import errno

    if error.errno == errno.ENOSPC:
        return "The disk is full, so nothing was changed; make room and ask again"
    name = Path(error.filename).name if isinstance(error.filename, str | Path) else "a file"
    return f"{name} could not be written or read: {error.strerror or error}"
