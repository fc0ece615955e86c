"""What is said at the end of a turn: what was done, where it lies, what was not done and why."""

from __future__ import annotations

from collections.abc import Sequence

from engine.assistant.step_output import StepResult
from engine.catalog.model import Spans
from engine.daw import daw
from engine.daw.daw import Snapshot
from engine.library.turn import Applied, TurnState
from engine.messages.message import said_in
from engine.tasks.step_title import step_title

WORDS = ("transcribe", "translate_speech")
"""What these answer are words of a recording; they are nobody's sentences to translate."""


def state_of(results: Sequence[StepResult], applied: Sequence[Applied]) -> TurnState:
    """done only when every step ran and every change was read back."""
    states = {result.record.state for result in results}
    all_changed = all(a.outcome.is_done for a in applied)
    if states <= {"done"} and all_changed:
        return "done"
    if "cancelled" in states:
        return "cancelled"
    return "partly" if "done" in states or any(a.outcome.is_done for a in applied) else "failed"


def answer_of(
    results: Sequence[StepResult], applied: Sequence[Applied], snapshot: Snapshot | None, language: str = "en"
) -> str:
    """The whole answer, one sentence or list a line; our own sentences in one of the languages we speak."""
    lines: list[str] = []
    for result in results:
        record = result.record
        if record.state != "done":
            prefix = f"{step_title(result.step)}: " if len(results) > 1 else ""
            lines.append(said_in(language, f"{prefix}{record.error}"))
        elif record.text and not any(isinstance(out, Spans) and not out.spans for out in result.outputs.values()):
            lines.append(record.text if result.step.task in WORDS else said_in(language, record.text))
        lines += [said_in(language, f"Note: {warning}") for warning in record.warnings]
    lines += [said_in(language, line) for line in changes_told(applied, snapshot)]
    if snapshot is None and any(result.record.clips for result in results):
        lines.append(said_in(language, "No DAW is connected; the result is in the library."))
    return "\n".join(lines) or said_in(language, "Done.")


def changes_told(applied: Sequence[Applied], snapshot: Snapshot | None) -> list[str]:
    """One sentence for each change, in the order they were made."""
    made = {ref: one for a in applied for ref, one in a.outcome.made}
    used = {getattr(a.change, "track", "") for a in applied}
    lines = []
    for a in applied:
        what = a.told or a.change.resolved(made).told(snapshot)
        if a.outcome.state == "unknown":
            lines.append(f"Not known: {what} ({a.outcome.why})")
        elif a.outcome.state == "not_done":
            lines.append(f"Not done: {what} ({a.outcome.why})")
        elif not (isinstance(a.change, daw.NewTrack) and a.change.ref in used):
            lines.append(f"{what[0].upper()}{what[1:]}.{f' {a.outcome.why}' if a.outcome.why else ''}")
    return lines
