"""What is said at the end of a turn: what was done, where it lies, what was not done and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.assistant.step_output import StepResult
from engine.assistant.told_together import told_together
from engine.catalog.model import Spans
from engine.daw import daw
from engine.daw.changes.value import SetValue
from engine.daw.daw import Snapshot
from engine.library.turn import Applied, TurnState
from engine.media.clip import Clip
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
    results: Sequence[StepResult],
    applied: Sequence[Applied],
    snapshot: Snapshot | None,
    notes: Sequence[str] = (),
    language: str = "en",
    measured: Sequence[str] = (),
) -> str:
    """The whole answer, one sentence or list a line; our own sentences in one of the languages we speak.

    `notes` are what there is to say of the places besides, `measured` what was done to sounds, in figures.
    """
    lines: list[str] = []
    for result in results:
        record = result.record
        if record.state != "done":
            prefix = f"{step_title(result.step)}: " if len(results) > 1 else ""
            lines.append(said_in(language, f"{prefix}{record.error}"))
        elif record.text and not any(isinstance(out, Spans) and not out.spans for out in result.outputs.values()):
            lines.append(record.text if result.step.task in WORDS else said_in(language, record.text))
        lines += [said_in(language, f"Note: {warning}") for warning in record.warnings]
    told = [text for result in results for text in (result.record.text, result.record.error) if text]
    changes = told_together(changes_told(applied, snapshot, told))
    lines += [said_in(language, line) for line in (*measured, *changes, *notes)]
    if snapshot is None and any(result.record.clips for result in results):
        lines.append(said_in(language, "No DAW is connected; the result is in the library."))
    return "\n".join(lines) or said_in(language, _made(results) or "Done.")


def _made(results: Sequence[StepResult]) -> str:
    """What lies in the library and nowhere else, such as a video; "" when nothing does."""
    names = [out.name for out in (results[-1].outputs if results else {}).values() if isinstance(out, Clip)]
    if len(names) > 1:
        listed = ", ".join(f"'{name}'" for name in names[:-1])
        return f"{listed} and '{names[-1]}' were made; they are in the library."
    return f"'{names[0]}' was made; it is in the library." if names else ""



def changes_told(applied: Sequence[Applied], snapshot: Snapshot | None, told: Sequence[str] = ()) -> list[str]:
    """One sentence for each change that stands, in the order they were made; what was `told` is not said again."""
    made = {ref: one for a in applied for ref, one in a.outcome.made}
    used = {getattr(a.change, "track", "") for a in applied}
    done = [a for a in applied if a.outcome.is_done]
    last = {value: a for a in done if (value := _what_is_set(a.change))}
    refs = {a.change.ref for a in done if isinstance(a.change, daw.NewTrack)}
    new = refs | {made[ref] for ref in refs if ref in made}
    lines: list[str] = []
    reservations = set(told)
    copied, on_the_way = _copies(done)
    for a in applied:
        what, why = a.told or a.change.resolved(made).told(snapshot), a.outcome.why
        if id(a) in copied:
            what = copied[id(a)].told(snapshot)
        if id(a) in on_the_way or getattr(a.change, "track", "") in new and _is_as_made(a.change) and a.outcome.is_done:
            continue
        if a.outcome.state == "unknown":
            lines.append(f"Not known: {what} ({why})")
        elif a.outcome.state == "not_done" and why and any(why in text for text in told):
            continue
        elif a.outcome.state == "not_done":
            lines.append(f"Not done: {what} ({why})")
        elif (value := _what_is_set(a.change)) and last[value] is not a:
            continue  # a later change of the same value is the one that stands
        elif a.is_way_back and _is_written_anew(a, applied):
            continue
        elif not (isinstance(a.change, daw.NewTrack) and a.change.ref in used):
            lines.append(f"{what[0].upper()}{what[1:]}.{f' {why}' if why and why not in reservations else ''}")
            reservations.add(why)
    return lines


def _is_as_made(change: daw.Change) -> bool:
    """Whether a value is the one that a new track has anyway, or only says where it stands."""
    if isinstance(change, daw.SetGain | daw.SetPan):
        return abs(float(getattr(change, change.value))) < change.tolerance
    if isinstance(change, daw.SetMute | daw.SetSolo):
        return not change.on
    return isinstance(change, daw.SetPosition)


def _copies(done: Sequence[Applied]) -> tuple[dict[int, daw.Duplicate], set[int]]:
    """Copies that were laid aside to be cut and then moved, as copies to where they are; what that took on the way."""
    copied: dict[int, daw.Duplicate] = {}
    on_the_way: set[int] = set()
    for place, a in enumerate(done):
        if not isinstance(a.change, daw.Duplicate):
            continue
        own, steps = {one for _, one in a.outcome.made}, []
        for later in done[place + 1 :]:
            if isinstance(later.change, daw.Trim | daw.Move) and later.change.region in own:
                steps.append(later)
                own |= {new for old, new in later.outcome.became if old in own}
        if steps and isinstance(steps[-1].change, daw.Move):
            copied[id(a)] = replace(a.change, start_beats=steps[-1].change.start_beats)
            on_the_way |= {id(one) for one in steps}
    return copied, on_the_way


def _is_written_anew(a: Applied, applied: Sequence[Applied]) -> bool:
    """Is what was taken back there again by a later change: an automation, a tempo, a plugin, a marker?"""
    later = [one.change for one in applied[applied.index(a) + 1 :] if one.outcome.is_done]
    old = a.change
    if isinstance(old, daw.SetAutomation):
        return any(
            isinstance(one, daw.SetAutomation) and (one.track, one.parameter) == (old.track, old.parameter)
            for one in later
        )
    if isinstance(old, daw.SetTempoMap):
        anew = {"tempo": (daw.SetTempo,), "meter": (daw.SetMeter,)}.get(old.part, (daw.SetTempo, daw.SetMeter))
        return any(isinstance(one, anew) for one in later)
    if isinstance(old, daw.RemovePlugin):
        return any(isinstance(one, daw.AddPlugin) and one.track == old.track for one in later)
    return isinstance(old, daw.RemoveMarker) and any(isinstance(one, daw.AddMarker) for one in later)


def _what_is_set(change: daw.Change) -> tuple[str, ...]:
    """The value of the thing that a change sets; () of what only adds or takes away."""
    if isinstance(change, SetValue):
        return change.capability, str(getattr(change, change.target))
    if isinstance(change, daw.SetSend):
        return change.capability, change.track, change.to
    return (change.capability, change.part) if isinstance(change, daw.SetTempoMap) else ()
