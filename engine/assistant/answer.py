"""What is said at the end of a turn: what was done, where it lies, what was not done and why."""

from __future__ import annotations

from collections.abc import Sequence

from engine.assistant.step_output import StepResult
from engine.catalog.model import Spans
from engine.daw import daw
from engine.daw.daw import Snapshot
from engine.daw.inverse import resolved
from engine.library.turn import Applied, TurnState
from engine.messages.message import said_in

WORDS = ("transcribe", "translate_speech")
"""What these answer are words of a recording; they are nobody's sentences to translate."""
DRUM_CHANNEL = 9
"""General MIDI: channel 10, counted from 0."""


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
    for number, result in enumerate(results, 1):
        record = result.record
        if record.state != "done":
            prefix = f"Step {number} ({result.step.task}): " if len(results) > 1 else ""
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
        what = _removed(a) or _told(resolved(a.change, made), snapshot)
        if a.outcome.state == "unknown":
            lines.append(f"Not known: {what} ({a.outcome.why})")
        elif a.outcome.state == "not_done":
            lines.append(f"Not done: {what} ({a.outcome.why})")
        elif not (isinstance(a.change, daw.NewTrack) and a.change.ref in used):
            lines.append(f"{what[0].upper()}{what[1:]}.{f' {a.outcome.why}' if a.outcome.why else ''}")
    return lines


def where(beats: float, snapshot: Snapshot | None) -> str:
    """A position as a musician says it: bar 5, or bar 5 beat 3."""
    if snapshot is None:
        return f"beat {beats:g}"
    bar, beat = snapshot.tempo_map.bar_at(max(0.0, beats))
    return f"bar {bar}" if beat < 0.005 else f"bar {bar} beat {round(beat + 1, 2):g}"


def _told(change: daw.Change, snapshot: Snapshot | None) -> str:
    track = snapshot.track(getattr(change, "track", "")) if snapshot else None
    region = snapshot.region(getattr(change, "region", "")) if snapshot else None
    on = f"'{track.name}'" if track else "a track"
    piece = f"'{region.name}'" if region else "a region"
    match change:
        case daw.PlaceAudio():
            return f"'{change.name}' lies on {on} at {where(change.start_beats, snapshot)}"
        case daw.PlaceMidi():
            return f"'{change.name}' lies on {on} at {where(change.start_beats, snapshot)}{_played_by(change, track)}"
        case daw.SetGain():
            sign = "" if abs(change.gain_db) < 0.05 else "+" if change.gain_db > 0 else "−"
            return f"the fader of {on} is at {sign}{abs(change.gain_db):.1f} dB"
        case daw.SetPan():
            side = (
                "centre"
                if abs(change.pan) < 0.005
                else f"{abs(change.pan):.0%} {'left' if change.pan < 0 else 'right'}"
            )
            return f"{on} is panned {side}"
        case daw.SetMute():
            return f"{on} is {'muted' if change.on else 'heard again'}"
        case daw.SetSolo():
            return f"{on} is {'soloed' if change.on else 'no longer soloed'}"
        case daw.Move() | daw.Duplicate():
            verb = "moved" if isinstance(change, daw.Move) else "copied"
            return f"{piece} was {verb} to {where(change.start_beats, snapshot)}"
        case daw.NewTrack():
            return f"there is a new track '{change.name}'"
        case daw.RenameTrack() | daw.RenameRegion():
            return f"it is called '{change.name}' now"
        case daw.SetTempo():
            return f"the tempo is {change.bpm:g} bpm{_own_tempo(snapshot)}"
        case daw.Transport():
            return _transport_told(change, snapshot)
        case daw.SetPlugin():
            return f"the plugin was set on {on}"
        case daw.RemovePlugin():
            return f"the plugin was taken off {on}"
        case daw.AddPlugin():
            return f"{change.effect} was put on {on}"
    return change.capability.replace("_", " ") + f" on {piece if region else on}"


def _own_tempo(snapshot: Snapshot | None) -> str:
    has_sound = snapshot is not None and any(region.kind == "audio" for region in snapshot.regions)
    return "; recorded sound keeps its own tempo and may no longer fit" if has_sound else ""


def _removed(applied: Applied) -> str:
    """What is gone has no name any more; its inverse knows it."""
    if not isinstance(applied.change, daw.RemoveRegion | daw.RemoveTrack):
        return ""
    kind = "track" if isinstance(applied.change, daw.RemoveTrack) else "region"
    name = getattr(applied.inverse[0], "name", "") if applied.inverse else ""
    named = f" '{name}'" if name else ""
    return f"the {kind}{named} was removed"


def _played_by(change: daw.PlaceMidi, track: daw.Track | None) -> str:
    if track is None or not track.plugins:
        return ""
    has_drums = bool(change.notes) and all(note.channel == DRUM_CHANNEL for note in change.notes)
    advice = " until you put a drum instrument on it" if has_drums else ""
    return f", played by {track.plugins[0].name}{advice}"


def _transport_told(change: daw.Transport, snapshot: Snapshot | None) -> str:
    at = where(change.at_beats, snapshot) if change.at_beats is not None else ""
    match change.action:
        case "locate":
            return f"the playhead is at {at}"
        case "loop":
            end = where(change.end_beats, snapshot) if change.end_beats is not None else ""
            return f"the loop runs from {at} to {end}" if change.on else "the loop is off"
        case "metronome":
            return f"the click is {'on' if change.on else 'off'}"
        case "play":
            return "it plays"
        case "record":
            return "it records"
    return "it has stopped"
