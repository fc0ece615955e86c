"""The session as a .dawproject file, for another DAW."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.mixdown.region_sound import region_sound
from engine.daw.copy import copied, with_sound_in_one_file
from engine.errors import UserError
from engine.media.audio import write_audio
from engine.media.clip import new_id
from engine.media.export.place import free_path, written


def session(args: Mapping[str, Any], access: SessionAccess, folder: Path) -> str:
    """Write the session; what the format or we cannot take along is named."""
    snapshot = access.snapshot
    if not snapshot.revision:
        raise UserError("No DAW is connected, so there is no session to export.")
    path = free_path(folder, str(args.get("name") or snapshot.project.name or "Session"), ".dawproject")
    file = getattr(snapshot.project, "file", None)
    if file is not None and Path(file).suffix == ".dawproject":
        written(path, lambda fresh: _copy(file, fresh))
        return f"A copy of the session is in {path}."
    if access.outboard is None:
        raise UserError("Sessions cannot be written here: the DAWproject format is not installed.")
    scratch = folder / f".{new_id()}"
    try:
        scratch.mkdir(parents=True)
        split = [region for region in snapshot.regions if region.kind == "audio" and len(region.sources) > 1]
        files = {one.id: write_audio(scratch / f"{new_id()}.wav", region_sound(one)) for one in split}
        made = access.outboard.new_session(scratch / path.name, snapshot.tempo_map)
        now = made.snapshot()
        changes, left = copied(with_sound_in_one_file(snapshot, files), now.capabilities)
        outcomes = made.apply(changes, expected_revision=now.revision, label="Export")
        made.close()
        failed = [outcome.why for outcome in outcomes if not outcome.is_done]
        written(path, lambda fresh: _copy(scratch / path.name, fresh))
    except OSError as error:
        raise UserError(f"{path.name} was not written: {error.strerror}.") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    tracks = sum(change.capability == "new_track" for change in changes)
    lines = [f"The session with {tracks} tracks is in {path}."]
    if left or failed:
        shown = ", ".join([*left[:6], *failed[:2]])
        lines.append(f"Not in it: {shown}{' …' if len(left) > 6 else ''}.")
    return "\n".join(lines)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
