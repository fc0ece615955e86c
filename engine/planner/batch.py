"""Batch: plans every row of a JSONL file and runs nothing."""

from __future__ import annotations

import json
import time
from pathlib import Path

from engine.errors import UserError
from engine.planner.context import Context, Planner, context_from_row


def plan_batch(rows_path: Path | str, out_path: Path | str, planner: Planner) -> int:
    """Read rows (`id, text, context, dialogue`), write `{"id", "calls", "ms"}` each; returns their number.

    Raises UserError when the file cannot be read or a line is no row; then nothing is written.
    """
    source, target = Path(rows_path), Path(out_path)
    try:
        lines = source.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{source} cannot be read ({error}); give a text file with one JSON object a line.") from None
    written = [_planned(line, number, source, planner) for number, line in enumerate(lines, 1) if line.strip()]
    draft = target.with_name(target.name + ".part")
    try:
        draft.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in written), "utf-8")
        draft.replace(target)
    except OSError as error:
        raise UserError(f"{target} cannot be written ({error.strerror}); choose another place.") from None
    return len(written)


def _planned(line: str, number: int, source: Path, planner: Planner) -> dict[str, object]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UserError(
            f'Line {number} of {source.name} is no JSON ({error}); a row is {{"id", "text", "context"}}.'
        ) from None
    if not isinstance(row, dict):
        raise UserError(f'Line {number} of {source.name} is no object; a row is {{"id", "text", "context"}}.')
    context = _context(row)
    started = time.perf_counter()
    plan = planner.plan(str(row.get("text") or ""), context)
    taken_ms = (time.perf_counter() - started) * 1000
    written: dict[str, object] = {"id": str(row.get("id", number)), "calls": plan.calls(), "ms": round(taken_ms, 2)}
    return written | ({"note": plan.note} if plan.note else {})


def _context(row: dict[str, object]) -> Context:
    """The row's context; parts that cannot be read are left out."""
    for parts in ({"context", "dialogue"}, {"context"}, set()):
        try:
            return context_from_row({name: value for name, value in row.items() if name in parts})
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            continue
    return Context()
