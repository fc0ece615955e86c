"""Turns as clients show them: the plan with its titles, what came of each step, what an undo would take back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engine.assistant.answer import changes_told
from engine.assistant.foresight import foreseen
from engine.catalog.registry import Registry
from engine.daw.changes.placing import PlaceAudio, PlaceMidi
from engine.daw.names import visible
from engine.library.turn import Applied, StepRecord, Turn
from engine.service.clip_view import ClipViewer
from engine.service.offer_labels import offer_labels
from engine.service.voice_offers import voice_offers
from engine.tasks.plan import Step, step_reference, told_of
from engine.tasks.step_title import step_title
from engine.wire.wire import Remedy, SpanView, StepView, TurnView


@dataclass(frozen=True)
class TurnProgress:
    """What only a running engine knows of a turn."""

    approval: str = ""
    """Why its plan waits to be approved; empty when it does not."""
    step: int = 0
    """Which step runs now, from 1; 0 = none."""


def turn_view(turn: Turn, viewer: ClipViewer, live: TurnProgress) -> TurnView:
    """A turn as a client shows it."""
    hides_clips = turn.undone or turn.state == "queued"
    return TurnView(
        turn.number,
        turn.text,
        "approval" if live.approval else turn.state,
        turn.plan.planner if turn.plan.steps else "",
        turn.plan.note,
        live.approval,
        turn.attached,
        () if turn.plan.is_reply else _steps(turn, viewer, live),
        () if hides_clips else viewer.views(_shown(turn), turn),
        turn.answer,
        any(step.task == "ask" for step in turn.plan.steps),
        tuple(changes_told(turn.applied, viewer.snapshot)),
        dict(Counter(applied.outcome.state for applied in turn.applied)),
        undo_told(turn.applied) if turn.can_be_undone else "",
        turn.undone,
        _remedies(turn, viewer),
        turn.started_at,
        turn.seconds,
        turn.cost,
        foreseen(turn.plan.steps, viewer.snapshot, viewer.library) if live.approval else (),
    )


def undo_told(applied: Sequence[Applied]) -> str:
    """What an undo takes back: "2 tracks added, 1 level set"."""
    made = Counter(a.change.counted for a in applied if a.outcome.is_done and a.inverse and not a.back)
    told = [one if n == 1 else many.format(n=n) for (one, many), n in made.items() if one]
    return ", ".join(told) or "what was made"


def _steps(turn: Turn, viewer: ClipViewer, live: TurnProgress) -> tuple[StepView, ...]:
    views = []
    for number, step in enumerate(turn.plan.steps, 1):
        record = turn.steps[number - 1] if number <= len(turn.steps) else StepRecord("not_run")
        state: str = record.state
        if turn.state in ("queued", "running") and state == "not_run" and not record.error:
            state = "running" if number == live.step else "planned"
        views.append(
            StepView(
                step.task,
                visible(step_title(step)),
                {name: visible(value) for name, value in step.args.items()},
                state,
                _model_name(step, record, viewer.registry),
                record.text,
                record.error,
                record.warnings,
                record.seconds,
                dict(record.clips),
                dict(record.facts),
                {name: visible(value) for name, value in viewer.names_in(step.args, turn.attached).items()},
                step.row.on_session,
                tuple(SpanView(one.start_s, one.end_s, one.label, one.clip) for one in record.spans),
            )
        )
    return tuple(views)


def _model_name(step: Step, record: StepRecord, registry: Registry) -> str:
    """The model that did it, else the first that would."""
    if record.model:
        return registry.models[record.model].name if record.model in registry.models else record.model
    if step.row.kind != "model" or record.state != "not_run":
        return ""
    wanted = str(step.args.get("model", ""))
    if wanted:
        return registry.models[wanted].name if wanted in registry.models else wanted
    return next((model.name for model in registry.models_for(step.task) if not model.ready()), "")


def _shown(turn: Turn) -> list[str]:
    """The clips of each step that no later step works on, without by-products.

    What lies on a track is no means to what is only added to it: chords, and the bass line that follows them.
    """
    placed = {a.step for a in turn.applied if isinstance(a.change, PlaceAudio | PlaceMidi) and a.outcome.is_done}
    used = {
        (number, part)
        for later in turn.plan.steps
        for _, reference in later.references()
        for number, part in [step_reference(reference) or (0, "")]
        if later.row.kind == "model" and not (later.row.on_session == "adds" and number in placed)
    }
    shown = []
    for number, (step, record) in enumerate(zip(turn.plan.steps, turn.steps, strict=False), 1):
        parts = {output.name for output in step.row.outputs if not output.is_placed}
        shown += [
            clip_id
            for name, clip_id in record.clips.items()
            if name not in parts and (number, name) not in used and (number, "") not in used
        ]
    return shown


def _remedies(turn: Turn, viewer: ClipViewer) -> tuple[Remedy, ...]:
    """What a question offers; what may put a failure right: the rest of the plan again, or another model."""
    if turn.plan.choices and turn.state in ("answered", "done") and not turn.undone:
        labels = offer_labels(turn.plan.choices, lambda args: viewer.names_in(args, turn.attached))
        return tuple(Remedy(visible(label), turn.text, tuple(told_of(steps)))
                     for label, steps in zip(labels, turn.plan.choices, strict=True))
    if turn.plan.answers and turn.state == "answered":
        return tuple(Remedy(visible(label), words) for label, words in turn.plan.answers)
    if turn.state not in ("failed", "partly", "interrupted", "cancelled") or turn.undone:
        return ()
    if voices := voice_offers(turn, viewer.registry):
        return tuple(voices)
    is_unread = not turn.plan.steps and any(name in turn.answer for name in turn.attached)
    is_hopeless = is_unread or any(record.is_final for record in turn.steps)
    remedies = [] if is_hopeless else [Remedy("Try again", turn.text)]
    for step, record in zip(turn.plan.steps, turn.steps, strict=False):
        was_tried = bool(record.model) or not record.is_final  # what no model got to see, no other can do either
        if record.state == "failed" and step.row.kind == "model" and len(turn.plan.steps) == 1 and was_tried:
            others = [m for m in viewer.registry.models_for(step.task) if m.id != record.model and not m.ready()]
            for model in others[:2]:
                call = {"tool": step.task, "args": {**step.args, "model": model.id}}
                remedies.append(Remedy(f"With {model.name}", turn.text, (call,)))
    return tuple(remedies)
