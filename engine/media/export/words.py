"""Words with their times as plain text, captions (srt, vtt) or lyrics that run along (lrc)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UserError
from engine.media.export.place import written

LONGEST_LINE = 42
"""Characters of one caption line, as broadcasters have it (BBC, Netflix)."""
_LONGEST_S, _PAUSE_S, _SHORTEST_S = 6.0, 0.8, 0.7


@dataclass(frozen=True)
class ExportedWord:
    """A word and when it is heard, in seconds from the start of the export."""

    start_s: float
    end_s: float
    text: str
    speaker: str = ""


@dataclass(frozen=True)
class Caption:
    """Words that are shown together."""

    start_s: float
    end_s: float
    text: str
    speaker: str = ""


def captions(words: Sequence[ExportedWord]) -> list[Caption]:
    """Words in lines that can be read: a new one after a pause, a sentence, another speaker, or when it is full."""
    lines: list[list[ExportedWord]] = []
    for word in sorted(words, key=lambda one: one.start_s):
        last = lines[-1][-1] if lines else None
        is_new = last is None or (
            word.speaker != last.speaker
            or word.start_s - last.end_s > _PAUSE_S
            or last.text[-1:] in ".!?。！？"
            or len(" ".join(one.text for one in [*lines[-1], word])) > LONGEST_LINE
            or word.end_s - lines[-1][0].start_s > _LONGEST_S
        )
        if is_new:
            lines.append([])
        lines[-1].append(word)
    made = [
        Caption(line[0].start_s, line[-1].end_s, " ".join(one.text for one in line), line[0].speaker) for line in lines
    ]
    return [_readable(one, made[i + 1].start_s if i + 1 < len(made) else None) for i, one in enumerate(made)]


def as_text(lines: Sequence[Caption], form: str) -> str:
    """Captions as the text of a file: txt, srt, vtt or lrc."""
    if form == "srt":
        blocks = [
            f"{n}\n{_clock(one.start_s, ',')} --> {_clock(one.end_s, ',')}\n{_said(one)}\n"
            for n, one in enumerate(lines, 1)
        ]
        return "\n".join(blocks)
    if form == "vtt":
        blocks = [f"{_clock(one.start_s, '.')} --> {_clock(one.end_s, '.')}\n{_escaped(_said(one))}\n" for one in lines]
        return "\n".join(["WEBVTT\n", *blocks])
    if form == "lrc":
        return "".join(f"[{int(one.start_s // 60):02d}:{one.start_s % 60:05.2f}]{one.text}\n" for one in lines)
    return "".join(f"{_said(one)}\n" for one in lines)


def write_words(path: Path, text: str) -> Path:
    """Write words as UTF-8; what exists already is never replaced."""
    if not text.strip():
        raise UserError(f"{path.name} was not written: there are no words in it.")

    def write(fresh: Path) -> None:
        fresh.write_text(text, "utf-8")

    return written(path, write)


def _readable(one: Caption, following_s: float | None) -> Caption:
    """A caption that stays long enough to be read, but not into the next one."""
    end_s = max(one.end_s, one.start_s + _SHORTEST_S)
    if following_s is not None:
        end_s = max(one.start_s + 0.05, min(end_s, following_s))
    return Caption(one.start_s, end_s, " ".join(one.text.split()), one.speaker)


def _said(one: Caption) -> str:
    return f"{one.speaker}: {one.text}" if one.speaker else one.text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float, point: str) -> str:
    thousandths = max(0, round(seconds * 1000))
    whole, rest = divmod(thousandths, 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{point}{rest:03d}"
