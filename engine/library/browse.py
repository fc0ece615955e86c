"""Browse: finds clips of a library by words, by what was measured, and by where they lie; newest first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import UserError
from engine.library.library import PART, Library
from engine.library.stored import turn_number_of
from engine.media.key import parse_key

MOST_LOOKED_AT = 5000
"""Clips that are looked at one by one, for what was measured or where they lie; of larger libraries the newest."""
_NUMBER = r"[-−+]?\d+(?:[.,]\d+)?"
_UNITS = {"bpm": "bpm", "lufs": "loudness_lufs", "s": "seconds", "sec": "seconds", "seconds": "seconds"}
_MEASURE = re.compile(
    rf"(?P<how><=?|>=?|≤|≥|under|below|over|above|about|longer than|shorter than|louder than|quieter than)?\s*"
    rf"(?P<low>{_NUMBER})(?:\s*(?:–|\.\.|to|-)\s*(?P<high>\d+(?:[.,]\d+)?))?\s*(?P<unit>bpm|lufs|seconds|sec|s)\b",
    re.IGNORECASE,
)
_KEY = re.compile(r"\b(?:in )?(?P<key>[A-G](?:#|♯|b|♭)?\s*(?:major|minor|maj|min|m)\b)", re.IGNORECASE)
_NEAR = {"bpm": 1.0, "loudness_lufs": 0.5, "seconds": 0.5}
"""How far what was measured may be from a number alone."""
_LEAST = (">", ">=", "≥", "over", "above", "longer than", "louder than")
_MOST = ("<", "<=", "≤", "under", "below", "shorter than", "quieter than")


@dataclass(frozen=True)
class LibraryQuery:
    """What is looked for; empty fields do not matter."""

    text: str = ""
    """Words, and measures: `vocals A minor 118–122 bpm under −16 LUFS longer than 10 s`."""
    kind: str = ""
    task: str = ""
    track: str = ""
    since: str = ""
    """ISO 8601 date or time, UTC; older clips are left out."""


@dataclass(frozen=True)
class Measure:
    """A range that something measured must lie in."""

    what: str
    """bpm, loudness_lufs, seconds."""
    low: float
    high: float


@dataclass(frozen=True)
class Query:
    """A text taken apart."""

    words: tuple[str, ...]
    measures: tuple[Measure, ...]
    key: str = ""

    @property
    def asks_facts(self) -> bool:
        """True when something measured is asked for."""
        return bool(self.measures or self.key)


def read_query(text: str) -> Query:
    """Words and measures of a search."""
    measures = tuple(map(_measure, _MEASURE.finditer(text)))
    rest = _MEASURE.sub(" ", text)
    key = ""
    if found := _KEY.search(rest):
        try:
            key, rest = str(parse_key(found["key"])), rest.replace(found[0], " ", 1)
        except UserError:
            key = ""
    return Query(tuple(dict.fromkeys(re.findall(r"\w+", rest.casefold()))), measures, key)


def browse(
    library: Library, wanted: LibraryQuery, placed: Mapping[str, str], *, offset: int = 0, limit: int = 50
) -> tuple[list[str], int]:
    """(ids of the clips on this page, how many there are in all); `placed` names the track of each that lies on one."""
    query = read_query(wanted.text)
    where = ["(clip.recipe is not null and instr(clip.tags, ?) = 0)"]
    values: list[Any] = [json.dumps(PART)]
    if wanted.kind:
        where.append("clip.kind = ?")
        values.append(wanted.kind)
    if wanted.task:
        where.append(f"{_told('clip.recipe', 'task')} = ?")
        values.append(wanted.task)
    if wanted.since:
        where.append("exists (select 1 from turn where turn.number = clip.turn"
                     f" and {_told('turn.body', 'started_at')} >= ?)")
        values.append(wanted.since)
    if query.words:
        said = " AND ".join(f'"{word}" *' for word in query.words)
        where.append("(clip.rowid in (select rowid from clip_fts where clip_fts match ?)"
                     " or clip.turn in (select rowid from turn_fts where turn_fts match ?))")
        values += [said, said]
    fitting, newest = f"from clip where {' and '.join(where)}", "order by clip.rowid desc limit ? offset ?"
    if not (wanted.track or query.asks_facts):
        total = int(library.database.execute(f"select count(*) {fitting}", values).fetchone()[0])
        page = library.database.execute(f"select clip.id {fitting} {newest}", [*values, limit, offset]).fetchall()
        return [str(row[0]) for row in page], total
    rows = library.database.execute(f"select clip.id {fitting} {newest}", [*values, MOST_LOOKED_AT, 0]).fetchall()
    ids = [str(row[0]) for row in rows]
    if wanted.track:
        ids = [one for one in ids if placed.get(one, "").casefold() == wanted.track.casefold()]
    if query.asks_facts:
        facts = _Facts(library)
        ids = [one for one in ids if _fits(query, facts.of(one))]
    return ids[offset : offset + limit], len(ids)


def tasks_of(library: Library) -> list[str]:
    """The tasks that clips were made by, by name."""
    rows = library.database.execute(
        f"select distinct {_told('recipe', 'task')} from clip where recipe is not null").fetchall()
    return sorted(str(row[0]) for row in rows if row[0])


def _told(column: str, name: str) -> str:
    """SQL for a field of a JSON column; null where a row is damaged."""
    return f"case when json_valid({column}) then json_extract({column}, '$.{name}') end"


def _read(stored: object) -> dict[str, Any]:
    """The object in a JSON column; {} where a row is damaged."""
    try:
        told = json.loads(stored) if isinstance(stored, str) and stored else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


class _Facts:
    """What was measured of clips: when they were made, and later."""

    def __init__(self, library: Library) -> None:
        self._db = library.database
        self._turns: dict[int, dict[str, dict[str, Any]]] = {}

    def of(self, clip_id: str) -> dict[str, Any]:
        row = self._db.execute("select recipe, seconds, loudness_lufs, turn from clip where id = ?",
                               [clip_id]).fetchone()
        recipe, seconds, loudness, turn = row
        args = _read(recipe).get("args") or {}
        told = self._of_turn(turn_number_of(turn)).get(clip_id, {})
        measured = {"seconds": seconds, **({} if loudness is None else {"loudness_lufs": loudness})}
        return {**args, **told, **measured}

    def _of_turn(self, number: int) -> dict[str, dict[str, Any]]:
        if number not in self._turns:
            row = self._db.execute("select body from turn where number = ?", [number]).fetchone()
            found: dict[str, dict[str, Any]] = {}
            for step in _read(row[0] if row else None).get("steps") or []:
                tables = [one for one in (step.get("facts") or {}).values() if isinstance(one, dict)]
                told = {name: value for table in tables for name, value in table.items()}
                found |= {str(clip): told for clip in (step.get("clips") or {}).values()}
            self._turns[number] = found
        return self._turns[number]


def _measure(found: re.Match[str]) -> Measure:
    what = _UNITS[found["unit"].lower()]
    low = _number(found["low"])
    high = _number(found["high"]) if found["high"] else low
    how = (found["how"] or "").lower().strip()
    if how in _LEAST:
        return Measure(what, low, float("inf"))
    if how in _MOST:
        return Measure(what, float("-inf"), low)
    if found["high"]:
        return Measure(what, min(low, high), max(low, high))
    near = 3 * _NEAR[what] if how == "about" else _NEAR[what]
    return Measure(what, low - near, low + near)


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", "."))


def _fits(query: Query, facts: Mapping[str, Any]) -> bool:
    for measure in query.measures:
        value = facts.get(measure.what)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        if not measure.low <= value <= measure.high:
            return False
    return not query.key or _key(facts.get("key")) == query.key


def _key(told: object) -> str:
    read: Callable[[str], object] = parse_key
    try:
        return str(read(str(told))) if told else ""
    except UserError:
        return ""
