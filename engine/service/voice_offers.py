"""Voice offers: buttons with the voices that there are, where a step asked for one that there is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.catalog.model import Voice
from engine.catalog.registry import Registry
from engine.library.turn import Turn
from engine.tasks.plan import Plan, Step, told_of
from engine.wire.wire import Remedy

_UNKNOWN = "There is no voice '"
"""How every model begins that says so."""
_MOST = 6
_PLAIN = (("a woman's voice", "female"), ("a man's voice", "male"), ("a child's voice", "child"))
"""What every model understands that has no voices with names: (words of the button, what is asked for)."""


def voice_offers(turn: Turn, registry: Registry) -> list[Remedy]:
    """The plan again with each of some voices, of every kind one before the next of it; empty where none was missed.

    What is done already is not done again, so a plan of which a part was done offers none.
    """
    pairs = list(zip(turn.plan.steps, turn.steps, strict=False))
    missed = next((step for step, record in pairs if record.error.startswith(_UNKNOWN) and "voice" in step.args), None)
    if missed is None or any(record.state == "done" for _, record in pairs):
        return []
    voices = sorted(_ranked(_voices(missed, registry)), key=lambda row: row[0])[:_MOST]
    offers = [(_label(voice), voice.id) for _, voice in voices] or list(_PLAIN)
    wrong = missed.args["voice"]
    return [Remedy(label, turn.text, tuple(told_of(_with_voice(turn.plan, wrong, voice)))) for label, voice in offers]


def _voices(step: Step, registry: Registry) -> Iterator[Voice]:
    """Those that can do it now, the best model's first."""
    wanted = step.args.get("model")
    for model in registry.models_for(step.task):
        if not model.ready() and wanted in (None, "", model.id):
            yield from model.voices()


def _ranked(voices: Iterator[Voice]) -> Iterator[tuple[int, Voice]]:
    """Each voice with how many of its kind come before it."""
    seen: Counter[str] = Counter()
    for voice in voices:
        yield seen[voice.kind], voice
        seen[voice.kind] += 1


def _label(voice: Voice) -> str:
    about = voice.description.partition(";")[0] or voice.kind
    return f"{voice.name} · {about}" if about else voice.name


def _with_voice(plan: Plan, wrong: object, voice: str) -> list[Step]:
    return [Step(step.task, {**step.args, "voice": voice}, op=step.op) if step.args.get("voice") == wrong else step
            for step in plan.steps]
