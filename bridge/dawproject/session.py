"""A DAWproject as a session: read, changed in one step, and read back from the disk."""

from __future__ import annotations

import errno
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bridge.dawproject.changes import CAN, MISSING, cleaned, do
from bridge.dawproject.document import Document
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.package import CHANGED, Package, Stamp, stamp_of
from bridge.dawproject.removed import Removed
from bridge.dawproject.sounds import OWN, Sounds
from bridge.dawproject.view import view
from bridge.dawproject.xml import written
from engine.daw.changes.change import TARGETS
from engine.daw.daw import Change, DawSession, Outcome, Project, Snapshot
from engine.daw.read_back import judged
from engine.errors import DawError, TonmeisterError
from engine.machine.file_lock import locked


@dataclass
class _Tried:
    """A list of changes carried out on a document in memory."""

    edit: DocumentEdit
    real: list[Change] = field(default_factory=list)
    """The changes with ids for refs."""
    made: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)


class DawprojectSession(DawSession):
    """One .dawproject file."""

    def __init__(self, path: Path, project_id: str) -> None:
        self.path = path
        self._project_id = project_id
        self._sounds = Sounds(path)
        self._removed = Removed(self._sounds.folder / "removed")
        self._seen: tuple[Stamp, Snapshot] | None = None
        """How the file was when it was read last."""

    def snapshot(self) -> Snapshot:
        """Read the file; DawError when it is gone or cannot be read."""
        if self._seen is None or self._seen[0] != self._stamp():
            package, document = self._read()
            self._seen = (package.stamp, self._view(package, document))
        return self._seen[1]

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes in one write of the file, and read each back; never raises."""
        try:
            with locked(self.path):
                try:
                    return self._apply(changes, expected_revision)
                finally:
                    self._sounds.forget()
        except TonmeisterError as error:
            return [Outcome("not_done", str(error)) for _ in changes]
        except OSError as error:
            return [Outcome("not_done", _disk_reason(error, self.path)) for _ in changes]

    def _apply(self, changes: Sequence[Change], expected_revision: str) -> list[Outcome]:
        package, document = self._read()
        if package.revision != expected_revision:
            return [Outcome("not_done", CHANGED) for _ in changes]
        before = self._view(package, document)
        failed: dict[int, str] = {}
        while (tried := self._tried(package, changes, failed)) is None:
            continue
        if len(failed) < len(changes):
            document = tried.edit.document
            document.set_project_id(self._project_id)
            data = written(document.tree)
            package.write(data, tried.edit.written, _unused(package, document, tried.edit))
        try:
            after = self._fresh(tried)
        except (TonmeisterError, OSError) as error:  # it is written by now
            is_own = isinstance(error, TonmeisterError)
            why = str(error) if is_own else f"{self.path.name} cannot be read ({error})."
            return [
                Outcome("not_done", failed[number]) if number in failed else Outcome("unknown", why)
                for number in range(len(changes))
            ]
        outcomes = [_outcome(number, changes, tried, failed) for number in range(len(changes))]
        return judged(tried.real, outcomes, before, after)

    def _tried(self, package: Package, changes: Sequence[Change], failed: dict[int, str]) -> _Tried | None:
        """Carry out all changes but those that failed; None when one more fails, which is noted."""
        tried = _Tried(DocumentEdit(Document(package.project), package.entries, self._removed, self._sounds))
        lost = {ref for number in failed if (ref := getattr(changes[number], "ref", ""))}
        for number, change in enumerate(changes):
            real = cleaned(change.resolved(tried.ids))
            tried.real.append(real)
            tried.made.append("")
            if number in failed:
                continue
            if missing := next((ref for name in TARGETS if (ref := getattr(real, name, "")) in lost), ""):
                failed[number] = f"It needs '{missing}', which could not be made."
                return None
            try:
                tried.made[-1] = do(real, tried.edit)
            except TonmeisterError as error:
                failed[number] = str(error)
                return None
            except Exception as error:  # a bug must not take the other changes with it
                logging.getLogger("tonmeister").exception("dawproject: %r", change)
                failed[number] = f"That is a bug ({type(error).__name__}: {error})."
                return None
            if tried.made[-1]:
                tried.ids[getattr(change, "ref", "") or tried.made[-1]] = tried.made[-1]
        return tried

    def _fresh(self, tried: _Tried) -> Snapshot:
        """The session as it is on the disk now."""
        package, document = self._read()
        for name, path in tried.edit.added.items():
            if name in package.entries:
                self._sounds.keep(package.entries[name], path)
        snapshot = self._view(package, document)
        self._seen = (package.stamp, snapshot)  # not as it is by now: somebody may have saved it meanwhile
        return snapshot

    def _read(self) -> tuple[Package, Document]:
        package = Package(self.path)
        return package, Document(package.project)

    def _view(self, package: Package, document: Document) -> Snapshot:
        project = Project(self._project_id, self.path.stem, self.path.parent, self.path)
        return view(package, document, self._sounds, project, CAN, MISSING)

    def _stamp(self) -> Stamp:
        try:
            found = self.path.stat()
        except OSError as error:
            raise DawError(f"{self.path.name} is no longer in {self.path.parent}.") from error
        return stamp_of(found)


def _outcome(number: int, changes: Sequence[Change], tried: _Tried, failed: Mapping[int, str]) -> Outcome:
    """What the file says of itself, before it is read back."""
    if number in failed:
        return Outcome("not_done", failed[number])
    asked, real, made = changes[number], tried.real[number], tried.made[number]
    name = getattr(real, "name", "")
    is_same = name == getattr(asked, "name", "")
    why = "" if is_same else f"It is called '{name}': the rest of the name cannot be written."
    return Outcome("done", why, ((getattr(asked, "ref", "") or made, made),) if made else ())


def _unused(package: Package, document: Document, edit: DocumentEdit) -> frozenset[str]:
    """Sounds of ours that nothing plays any more; whatever was there before us stays."""
    own = [name for name in package.entries if name.startswith(OWN)]
    used = {file.get("path") for file in document.root.iter("File", "State")} if own else set()
    return frozenset(name for name in own if name not in used)


def _disk_reason(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full, so nothing was changed; make room and ask again."
    return f"{path.name} could not be written ({error.strerror or error}); nothing was changed."
