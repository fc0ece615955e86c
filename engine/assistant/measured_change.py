"""What an edit in place has done to a sound, in figures, where the edit itself tells none: its length, its loudness."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from engine.assistant.resolve import region_audio
from engine.assistant.step_output import StepResult
from engine.daw import daw
from engine.daw.daw import Region, Snapshot
from engine.errors import TonmeisterError
from engine.library.turn import Applied
from engine.media.loudness import loudness_of

LONGEST_S = 60.0
"""Of a longer clip only the length is told."""
BUDGET_S = 0.2
"""Of the processor."""
_LEAST_S = 0.05
_LEAST_LU = 0.05


def measured_changes(
    results: Sequence[StepResult], applied: Sequence[Applied], before: Snapshot | None, after: Snapshot | None
) -> list[str]:
    """A sentence for each clip that was changed in place by a step which tells nothing of it."""
    silent = {number for number, one in enumerate(results, 1)
              if one.record.state == "done" and not one.record.text and one.step.row.kind == "model"}
    if before is None or after is None:
        return []
    until, told = time.thread_time() + BUDGET_S, dict[str, None]()
    for one in applied:
        change = one.change
        if not one.outcome.is_done or one.step not in silent or not isinstance(change, daw.ReplaceContent):
            continue
        old = before.region(change.region)
        new = after.region(dict(one.outcome.became).get(change.region, change.region))
        if old and new and old.kind == new.kind == "audio" and (facts := list(_facts(old, new, until))):
            told[f"'{new.name}': {', '.join(facts)}."] = None
    return list(told)


def _facts(old: Region, new: Region, until: float) -> Iterator[str]:
    if abs(new.length_s - old.length_s) >= _LEAST_S:
        yield f"{old.length_s:.1f} s → {new.length_s:.1f} s"
    if max(old.length_s, new.length_s) > LONGEST_S or old.is_looped or time.thread_time() > until:
        return
    then, now = _lufs(old), _lufs(new)
    if then is not None and now is not None and abs(then - now) >= _LEAST_LU:
        yield f"{_signed(then)} LUFS → {_signed(now)} LUFS"


def _lufs(region: Region) -> float | None:
    try:
        sound = region_audio(region)
        lufs = loudness_of(sound.samples, sound.sample_rate_hz)
    except (TonmeisterError, OSError):
        return None
    return lufs if -70 < lufs < 20 else None


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
