"""Completion: what may be meant by /task, @clip, @track and #bar while it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.wire.wire import ClipView, SessionView
from ui.wording import count, plain

SHOWN = 6
_WORD = re.compile(r"(?:^|(?<=\s))([/@#])([^\s/@#]*)$")
_NO_TASKS = ("chat", "ask", "refuse")


@dataclass(frozen=True)
class Suggestion:
    """One row of the list."""

    word: str
    """What is shown in bold."""
    meaning: str
    insert: str
    """What takes the place of the word that is being typed."""


@dataclass(frozen=True)
class Typed:
    """The word under the cursor that asks for completion."""

    sign: str
    word: str
    start: int
    """Where it begins in the text."""


def typed_word(text: str, cursor: int) -> Typed | None:
    """The /, @ or # word that ends at the cursor."""
    match = _WORD.search(text[:cursor])
    return Typed(match[1], match[2], match.start(1)) if match else None


def suggestions(
    typed: Typed, *, tasks: Sequence[Mapping[str, Any]], clips: Iterable[ClipView], session: SessionView | None
) -> list[Suggestion]:
    """What fits, best first: beginnings before middles, newest clips first."""
    if typed.sign == "/":
        found = [_task(row) for row in tasks if row["id"] not in _NO_TASKS]
    elif typed.sign == "@":
        found = [_clip(clip) for clip in reversed(list(clips))]
        found += [_track(track.name, track.kind) for track in (session.tracks if session else ())]
    else:
        found = _bars(typed.word, session)
    return _filtered(found, typed.word)[:SHOWN]


def completed(text: str, cursor: int, typed: Typed, chosen: Suggestion) -> tuple[str, int]:
    """The text with the suggestion in place of the word, and the cursor behind it."""
    rest = text[cursor:]
    insert = chosen.insert + ("" if rest.startswith(" ") else " ")
    return text[: typed.start] + insert + rest, typed.start + len(insert)


def _filtered(found: Iterable[Suggestion], word: str) -> list[Suggestion]:
    wanted = _folded(word)
    unique = {one.word: one for one in reversed(list(found))}
    ranked = [(_rank(_folded(one.word[1:]), wanted), n, one) for n, one in enumerate(reversed(unique.values()))]
    return [one for rank, _, one in sorted(ranked, key=lambda row: row[:2]) if rank < 9]


def _rank(name: str, wanted: str) -> int:
    if name.startswith(wanted):
        return 0
    if any(part.startswith(wanted) for part in re.split(r"[ _\-]", name)):
        return 1
    return 2 if wanted in name else 9


def _folded(text: str) -> str:
    return text.casefold().replace(" ", "_")


def _task(row: Mapping[str, Any]) -> Suggestion:
    return Suggestion(f"/{row['id']}", str(row.get("summary", "")).rstrip("."), plain(str(row["id"])))


def _clip(clip: ClipView) -> Suggestion:
    facts = [clip.kind if clip.kind != "audio" else "clip", clip.place, clip.key]
    return Suggestion(f"@{clip.name}", ", ".join(fact for fact in facts if fact), clip.name)


def _track(name: str, kind: str) -> Suggestion:
    return Suggestion(f"@{name}", f"{'track' if kind != 'bus' else 'bus'}, {kind}" if kind == "midi" else "track", name)


def _bars(word: str, session: SessionView | None) -> list[Suggestion]:
    if re.fullmatch(r"\d{1,5}([-–]\d{0,5})?", word) and int(re.split(r"[-–]", word)[0]) >= 1:
        first, _, last = word.replace("–", "-").partition("-")
        if last:
            bars = int(last) - int(first) + 1
            meaning = count(bars, "bar") if bars > 0 else "ends before it begins"
            return [Suggestion(f"#{word}", meaning, f"bars {first}-{last}")] if bars > 0 else []
        return [Suggestion(f"#{word}", "this bar", f"bar {first}")]
    if word:
        return []
    here = [Suggestion("#here", session.place, session.place)] if session and session.place else []
    return [*here, Suggestion("#1", "the first bar", "bar 1")]
