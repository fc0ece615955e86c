"""What of a project's past matters for a request: what lies on tracks, what is new, and what its words speak of.

However long a project has been worked on, as many rows are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from engine.library.library import PART as PART
from engine.library.library import Library
from engine.library.turn import Turn
from engine.media.clip import Clip

NEW_CLIPS = 60
FOUND_CLIPS = 40
FOUND_TURNS = 20
_COMMON = frozenset(
    "a an and as at be but by can do for from have i if in into is it its just let like make me my new no not of"
    " off on one or out over please put so some that the then there these this those to up us want was we what"
    " with you".split()
)
_IS_LOOSE = (
    "clip.recipe is not null and instr(clip.tags, ?) = 0"
    " and not exists (select 1 from turn where turn.number = clip.turn and turn.undone)"
    " and not exists (select 1 from take join place on place.id = take.place"
    " where take.clip = clip.id and place.active <> clip.id)"
)
_PART_TAG = json.dumps(PART)


class Recall:
    """Finds clips and turns of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._db = library.database

    def placed(self, regions: Iterable[str]) -> dict[str, str]:
        """Id of the region of each clip that lies as one of these, by clip id; replaced ids are followed."""
        rows = self._db.execute(
            "with recursive called(id, region) as ("
            " select value, value from json_each(?)"
            " union select alias.old, called.region from alias join called on alias.new = called.id)"
            " select clip.id, called.region from called join clip on clip.region = called.id",
            [json.dumps(list(regions))],
        )
        return dict(rows.fetchall())

    def clips(self, text: str, placed: Iterable[str]) -> list[Clip]:
        """The clips with these ids, the newest that lie nowhere, and those that the words speak of; oldest first."""
        newest = self._ids(f"select id from clip where {_IS_LOOSE} order by rowid desc limit ?", [_PART_TAG, NEW_CLIPS])
        told = self._ids(
            f"select clip.id from clip_fts join clip on clip.rowid = clip_fts.rowid where clip_fts match ?"
            f" and {_IS_LOOSE} order by rank limit ?",
            [asked(text), _PART_TAG, FOUND_CLIPS],
        )
        return self._library.clips_of({*placed, *newest, *told})

    def turns(self, text: str, newest: int) -> list[Turn]:
        """The newest turns and those older ones that the words speak of; oldest first."""
        recent = self._library.turns(last=newest)
        before = recent[0].number if recent else 1 << 62
        numbers = self._ids(
            "select turn.number from turn_fts join turn on turn.number = turn_fts.rowid"
            " where turn_fts match ? and turn.number < ? order by rank limit ?",
            [asked(text), before, FOUND_TURNS],
        )
        found = [turn for number in sorted(numbers) if (turn := self._library.turn(number))]
        return [*found, *recent]

    def _ids(self, query: str, values: Sequence[Any]) -> list[Any]:
        return [row[0] for row in self._db.execute(query, values).fetchall()]


def asked(text: str) -> str:
    """The telling words of a request as a full-text query; matches nothing when there is none."""
    words = [word for word in re.findall(r"\w+", text.casefold()) if word not in _COMMON and len(word) > 1]
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(words[:40])) or '""'
