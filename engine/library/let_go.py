"""What was taken back long ago, and was not asked for again, is let go: its sounds need not lie there for ever.

So are steps on the way to what one request made, which their recipes make again when the next step is corrected.

A request that was taken back can be made again for as many requests as `KEPT_REQUESTS`. Then it is history only, and
what nobody but it had made is deleted. What is heard, what a later request used, what a kept clip was made from, and
what was dragged out stays in any case.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from engine.library.clip_files import PACKED
from engine.library.cold import maybe_outside
from engine.library.disk import LET_GO, let_go_turns, needed
from engine.library.library import BY_RECIPE, PART, Library
from engine.library.takes import Takes
from engine.library.turn import Turn, turn_to_json
from engine.media.clip import Clip
from engine.tasks.task import find_task

KEPT_REQUESTS = 30
"""So many more requests what was taken back can be made again."""


def let_go(library: Library, *, copies: Path | None = None) -> int:
    """Let go what was taken back long ago; returns how many bytes that freed. Call it when all is packed that can be.

    `copies` is a folder in which the library's files lie under other names that are nobody else's.
    """
    latest, outside = library.turn_count(), maybe_outside(library)
    return _let_go_undone(library, latest, outside, copies) + _let_go_steps(library, latest, outside, copies)


def _let_go_steps(library: Library, latest: int, outside: Collection[str], copies: Path | None) -> int:
    """Let go the steps on the way of long ago which their recipes make again: an eq that another eq came behind."""
    query = "select id from clip where kind = 'audio' and recipe is not null and instr(tags, ?) and not instr(tags, ?)"
    query += " and turn between 1 and ? and id not in (select clip from take)"
    rows = library.database.execute(query, [json.dumps(PART), json.dumps(BY_RECIPE), latest - KEPT_REQUESTS]).fetchall()
    steps = [clip for clip in library.clips_of([str(row[0]) for row in rows]) if _can_be_made(clip, library)]
    steps = [clip for clip in steps if clip.sha256 not in outside and not clip.path.exists()]
    freed = 0
    for clip in steps:
        library.keep_by_recipe(clip.id)
        freed += _deleted(library, clip.sha256, copies) if clip.sha256 not in needed(library) else 0
    return freed


def _can_be_made(clip: Clip, library: Library) -> bool:
    """Whether the same sound comes of its recipe, wherever that is carried out: an edit without weights of one clip."""
    recipe = clip.recipe
    if recipe is None or recipe.licence != "none" or len(recipe.parents) != 1:
        return False
    if find_task(recipe.task).on_session != "edits" or "clip" not in recipe.args:
        return False
    number = library.turn_of(clip.id)
    query = "select 1 from clip, json_each(clip.recipe, '$.parents') one where turn = ? and one.value = ?"
    is_on_the_way = library.database.execute(query, [number, clip.id]).fetchone()
    query = "select 1 from turn where number != ? and (instr(body, ?) or instr(body, ?))"
    is_spoken_of = library.database.execute(query, [number, clip.id, clip.sha256]).fetchone()
    return bool(is_on_the_way and not is_spoken_of and library.record(recipe.parents[0]))


def _let_go_undone(library: Library, latest: int, outside: Collection[str], copies: Path | None) -> int:
    """Let go what was taken back long ago."""
    old = [turn for turn in library.turns() if _is_long_gone(turn, latest) and _is_packed(turn, library, outside)]
    if not old:
        return 0
    for turn in old:
        library.save_turn(replace(turn, applied=tuple(
            replace(one, back="gone" if one.back else "", inverse=(), again=()) for one in turn.applied)))  # fmt: skip
    gone = {turn.number for turn in old} | set(let_go_turns(library))
    others = [turn for turn in library.turns() if turn.number not in gone and not _is_way_back(turn, gone)]
    kept = {turn.number for turn in others}
    library.set_setting(LET_GO, json.dumps([turn.number for turn in library.turns() if turn.number not in kept]))
    away = _unused([clip_id for turn in old for clip_id in turn.clip_ids], others, library, outside)
    takes = Takes(library)
    for clip in away:
        if place := takes.of_clip(clip.id):
            takes.delete(place, clip.id)
        library.set_step(clip.id, True)
    left = {clip.sha256 for clip in away} - needed(library, [clip.id for clip in away])
    return sum(_deleted(library, one, copies) for one in left)


def _is_long_gone(turn: Turn, latest: int) -> bool:
    """Whether all that it did was taken back, so long ago that it can no longer be made again."""
    own = [one for one in turn.applied if one.outcome.is_done]
    if not turn.undone or turn.undoes or turn.redoes or turn.dropped or not turn.can_be_redone:
        return False
    if any(one.back not in ("taken", "gone") or one.handed or one.for_others for one in own):
        return False
    return 0 < max((one.back_by for one in own), default=0) <= latest - KEPT_REQUESTS


def _is_way_back(turn: Turn, gone: Collection[int]) -> bool:
    """Whether it did nothing but take these requests back."""
    return bool(turn.undoes) and set(turn.undoes) <= set(gone) and not any(one.is_own for one in turn.applied)


def _is_packed(turn: Turn, library: Library, outside: Collection[str]) -> bool:
    """Whether the session plays nothing of what it made: that is packed, but for what was dragged out."""
    made = [clip for clip in library.clips_of(turn.clip_ids) if clip.kind == "audio" and clip.sha256 not in outside]
    return not any(clip.path.exists() for clip in made)


def _unused(
    clip_ids: Collection[str], others: Collection[Turn], library: Library, outside: Collection[str]
) -> list[Clip]:
    """Those of the clips that no other request speaks of, nothing kept was made from, and nobody has dragged out."""
    told = json.dumps([turn_to_json(turn) for turn in others], ensure_ascii=False)
    clips = [one for one in library.clips_of(clip_ids) if one.kind == "audio" and one.sha256 not in outside]

    def is_spoken_of(clip: Clip) -> bool:
        return clip.id in told or clip.sha256 in told or any(f"Clips/{one}." in told for one in _stems(clip, library))

    clips = [clip for clip in clips if not is_spoken_of(clip)]
    while True:  # what one of them was made from goes with it, or stays with it
        wanted = needed(library, [clip.id for clip in clips])
        left = [clip for clip in clips if clip.sha256 not in wanted]
        if len(left) == len(clips):
            return clips
        clips = left


def _stems(clip: Clip, library: Library) -> list[str]:
    """The names that its file has for people, without their ends."""
    flac = clip.path.with_suffix(PACKED)
    return [one.stem for one in (library.folder / "Clips").glob(f"*{PACKED}") if flac.exists() and one.samefile(flac)]


def _deleted(library: Library, sha256: str, copies: Path | None) -> int:
    """Delete a packed content under all its names; how many bytes that were. One that a program may play stays."""
    flac = library.folder / "blobs" / sha256[:2] / f"{sha256}{PACKED}"
    if flac.with_suffix(".wav").exists():
        return 0
    with suppress(OSError):
        found = flac.stat()
        names = [one for one in _names(library.folder, copies) if one.exists() and one.samefile(flac)]
        for name in (*names, flac):
            name.unlink(missing_ok=True)
        return found.st_size if found.st_nlink == len(names) + 1 else 0
    return 0


def _names(folder: Path, copies: Path | None) -> Iterator[Path]:
    yield from folder.glob(f"Clips/*{PACKED}")
    if copies:
        yield from copies.glob(f"*{PACKED}")
