"""What every transcriber shares: which recordings are meant, and how the words are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.catalog.model import Report, Span
from engine.errors import UserError
from engine.media.clip import Clip

Part = Callable[[float, str], None]
"""Progress within one of several recordings: 0 to 1, and what is being done."""


def recordings(inputs: Mapping[str, Clip | Sequence[Clip]]) -> list[Clip]:
    """The clips of `clip` and `clips`; UserError when there is none."""
    given = [inputs[name] for name in ("clip", "clips") if inputs.get(name)]
    clips = [clip for value in given for clip in ([value] if isinstance(value, Clip) else value)]
    if not clips:
        raise UserError("Name the recording to write down.")
    return clips


def part_of(report: Report, number: int, count: int) -> Part:
    """Progress of recording `number` (from 0) among `count`."""
    return lambda done, what: report(number + done, count, what)


def written(lines: Sequence[Sequence[Span]], *, with_times: bool, between: str = " ") -> str:
    """One line for each utterance, after the time it begins where wanted; else running text."""
    texts = [between.join(word.label for word in line) for line in lines]
    if not with_times:
        return between.join(texts)
    return "\n".join(f"[{clock(line[0].start_s)}] {text}" for line, text in zip(lines, texts, strict=True))


def clock(time_s: float) -> str:
    """Minutes, seconds and tenths: 1:02.5."""
    tenths = int(time_s * 10 + 1e-6)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
