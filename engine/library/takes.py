"""Takes: the contents that have lain in one place of the session, one of them active.

A place is a region of the DAW, whatever the DAW calls it by now; a result that lies on no track is a place as well.
It keeps the id it was first known by, so that "the vocal" is the same thing before and after each edit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.library.library import PART, Library
from engine.library.stored import texts_of
from engine.library.turn import DroppedTake


@dataclass(frozen=True)
class Take:
    """One content of a place."""

    clip: str
    """Id of the clip."""
    turn: int = 0
    """Number of the turn that made it; 0 = the user's own."""
    step: int = 0
    """Which step of that turn, from 1."""
    files: tuple[str, ...] = ()
    """The files that a DAW plays it from."""
    was: str = ""
    """State, or id, of the region that last played it; its DAW may have that still, with all that it held."""


@dataclass(frozen=True)
class TakeSlot:
    """Where takes lie, and which one is heard."""

    id: str
    region: str
    """Id of the region as it is now; "" = on no track."""
    active: str
    """Id of the clip that lies there."""
    takes: tuple[Take, ...]
    """Oldest first; their numbers count from 1."""

    @property
    def number(self) -> int:
        """Number of the active take."""
        return self.number_of(self.active)

    def number_of(self, clip: str) -> int:
        """Number of a clip among the takes; 0 = it is none of them."""
        return next((number for number, take in enumerate(self.takes, 1) if take.clip == clip), 0)


_THESE = "(select value from json_each(?))"
"""One of a list, which is given as `_list`."""


def _list(ids: Iterable[str]) -> str:
    return json.dumps(list(dict.fromkeys(ids)))


class Takes:
    """The places of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._db = library.database

    def place(self, place_id: str) -> TakeSlot | None:
        """A place by its own id."""
        row = self._row("select id, region, active from place where id = ?", [place_id])
        return self._place(row) if row else None

    def of_clip(self, clip_id: str) -> TakeSlot | None:
        """The place that a clip is a take of."""
        query = "select id, region, active from place join take on take.place = place.id where take.clip = ?"
        row = self._row(f"{query} order by take.rowid desc", [clip_id])
        return self._place(row) if row else None

    def of_clips(self, clips: Iterable[str]) -> dict[str, TakeSlot]:
        """The places that these clips are takes of, by clip, in one look."""
        query = "select take.clip, place.id, region, active from place join take on take.place = place.id"
        rows = self._db.execute(f"{query} where take.clip in {_THESE} order by take.rowid", [_list(clips)]).fetchall()
        places = {one.id: one for one in self._places(list({row[1]: row[1:] for row in rows}.values()))}
        return {row[0]: places[row[1]] for row in rows}

    def at(self, region: str) -> TakeSlot | None:
        """The place that a region is now."""
        names = json.dumps(self._library.names_of(region))
        row = self._row("select id, region, active from place where region in (select value from json_each(?))"
                        " order by rowid desc", [names])
        return self._place(row) if row else None

    def all(self) -> list[TakeSlot]:
        """All places, the newest first."""
        return self._places(self._db.execute("select id, region, active from place order by rowid desc").fetchall())

    def of_turn(self, turn: int) -> list[TakeSlot]:
        """The places that a turn gave a content."""
        query = "select distinct place.id, region, active from place join take on take.place = place.id"
        return self._places(self._db.execute(f"{query} where take.turn = ?", [turn]).fetchall())

    def named(self, reference: str) -> TakeSlot | None:
        """The place that an id stands for: its own, or that of a clip."""
        return self.place(reference) or self.of_clip(reference)

    def known_as(self, clip_id: str) -> str:
        """The id that a clip is shown by: that of its place, else its own."""
        place = self.of_clip(clip_id)
        return place.id if place else clip_id

    def known(self, clips: Iterable[str]) -> dict[str, str]:
        """The ids that clips are shown by, in one look; without those that were only steps on the way."""
        wanted = _list(clips)
        lies = self._db.execute(
            "select take.clip, place.id from take join place on place.id = take.place"
            " where take.clip in (select value from json_each(?)) order by take.rowid",
            [wanted],
        ).fetchall()
        steps = self._db.execute(
            "select id, tags from clip where id in (select value from json_each(?)) and instr(tags, ?)",
            [wanted, json.dumps(PART)],
        ).fetchall()
        hidden = {clip for clip, tags in steps if PART in texts_of(tags)}
        return {one: one for one in json.loads(wanted) if one not in hidden} | dict(lies)

    def open(self, place_id: str, region: str, take: Take) -> TakeSlot:
        """Begin a place with its first content."""
        with self._db.atomic():
            self._db.execute("insert or replace into place (id, region, active) values (?, ?, ?)",
                             [place_id, region, take.clip])
            self._insert(place_id, take)
        self._lies(take.clip, region)
        return TakeSlot(place_id, region, take.clip, (take,))

    def add(self, place: TakeSlot, take: Take, region: str = "") -> TakeSlot:
        """Give a place a new content, which is heard from now on; it may be another region now."""
        with self._db.atomic():
            self._insert(place.id, take)
        return self.use(place, take.clip, region)

    def use(self, place: TakeSlot, clip: str, region: str = "") -> TakeSlot:
        """Make one of the takes the active one."""
        with self._db.atomic():
            self._db.execute("update place set active = ?, region = ? where id = ?",
                             [clip, region or place.region, place.id])
        if clip != place.active:
            self._lies(place.active, None)
        self._lies(clip, region or place.region)
        fresh = self.place(place.id)
        assert fresh is not None
        return fresh

    def delete(self, place: TakeSlot, clip: str) -> DroppedTake:
        """Forget a take; its file stays until the library is cleaned, and until then it can come back."""
        take = next(one for one in place.takes if one.clip == clip)
        query = "select rowid from take where place = ? and clip = ?"
        at = int(self._db.execute(query, [place.id, clip]).fetchone()[0])
        is_shown = PART not in (known.tags if (known := self._library.record(clip)) else (PART,))
        with self._db.atomic():
            self._db.execute("delete from take where rowid = ?", [at])
        if is_shown:
            self._library.set_step(clip, True)
        return DroppedTake(place.id, at, clip, take.turn, take.step, take.files, take.was, is_shown)

    def bring_back(self, dropped: DroppedTake) -> bool:
        """Put a deleted take back where it stood; False when its place or its file has gone."""
        place, clip = self.place(dropped.place), self._library.record(dropped.clip)
        if place is None or clip is None or not self._library.bring(clip.path):
            return False
        with self._db.atomic():
            is_free = not self._db.execute("select 1 from take where rowid = ?", [dropped.at]).fetchone()
            take = Take(dropped.clip, dropped.turn, dropped.step, dropped.files, dropped.was)
            self._insert(place.id, take, dropped.at if is_free else None)
        if dropped.is_shown:
            self._library.set_step(dropped.clip, False)
        return True

    def plays_from(self, clip: str, files: Iterable[str]) -> None:
        """Remember the files that a DAW plays a take from."""
        with self._db.atomic():
            self._db.execute("update take set files = ? where clip = ?", [json.dumps(sorted(set(files))), clip])

    def left(self, clip: str, was: str) -> None:
        """Remember which region played a take that is about to be replaced."""
        with self._db.atomic():
            self._db.execute("update take set was = ? where clip = ?", [was, clip])

    def _insert(self, place_id: str, take: Take, at: int | None = None) -> None:
        self._db.execute("delete from take where place = ? and clip = ?", [place_id, take.clip])
        self._db.execute("insert into take (rowid, place, clip, turn, step, files, was) values (?, ?, ?, ?, ?, ?, ?)",
                         [at, place_id, take.clip, take.turn, take.step, json.dumps(take.files), take.was])

    def _lies(self, clip: str, region: str | None) -> None:
        with self._db.atomic():
            self._db.execute("update clip set region = ? where id = ?", [region or None, clip])

    def _row(self, query: str, values: Sequence[Any]) -> Sequence[Any] | None:
        found: Sequence[Any] | None = self._db.execute(f"{query} limit 1", values).fetchone()
        return found

    def _place(self, row: Sequence[Any]) -> TakeSlot:
        return self._places([row])[0]

    def _places(self, rows: Sequence[Sequence[Any]]) -> list[TakeSlot]:
        """Places of their rows, with their takes in one look."""
        query = "select place, clip, turn, step, files, was from take where place in"
        takes: dict[str, list[Take]] = {row[0]: [] for row in rows}
        for place, clip, turn, step, files, was in self._db.execute(f"{query} {_THESE} order by rowid", [_list(takes)]):
            takes[place].append(Take(clip, turn, step, texts_of(files), was or ""))
        now = self._library.follower()
        return [TakeSlot(one, now(lies) if lies else "", active, tuple(takes[one])) for one, lies, active in rows]
