"""What the later steps of a plan do with the results of a step: edit them, place them, or only look at them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.assistant.slots import Slot
from engine.tasks.plan import Step, step_reference

INTO_SOUND = ("sing", "render_midi")
"""What these make of notes that were only just written is heard instead of them."""


class LaterSteps:
    """Looks ahead in one plan."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps

    def _later(self, number: int, names: set[str]) -> list[Step]:
        return [step for step in self._steps[number:] if names & {text for _, text in step.references()}]

    def _numbers(self, number: int, names: set[str]) -> list[int]:
        return [n for n, step in enumerate(self._steps, 1)
                if n > number and names & {text for _, text in step.references()}]

    def is_wanted_elsewhere(self, number: int, name: str, *, is_first: bool = True) -> bool:
        """True when a later step says where this output goes, as it is or edited."""
        names = {f"${number}.{name}", *([f"${number}"] if is_first else [])}
        later = [(n, self._steps[n - 1]) for n in self._numbers(number, names)]
        return any(_places(step) or (step.row.on_session == "edits" and self.is_wanted_elsewhere(n, "audio"))
                   for n, step in later)

    def is_means(self, number: int) -> bool:
        """True when what was taken apart is only worked on: to be written down, say."""
        names = {text for step in self._steps[number:] for _, text in step.references()
                 if (parsed := step_reference(text)) and parsed[0] == number}
        later = [(n, self._steps[n - 1].row.on_session) for n in self._numbers(number, names)]
        return bool(later) and all(does in ("adds", "measures") or (does == "edits" and self.is_means(n))
                                   for n, does in later)

    def waits(self, slot: Slot, before_step: Step | None, number: int) -> bool:
        """True when a slot need not be in the session yet: a later step gives it another content."""
        if before_step is None:
            return False
        if slot.names & {text for _, text in before_step.references()}:
            return _places(before_step)
        return any(step.row.on_session == "edits" or step.task in INTO_SOUND
                   for step in self._later(number, slot.names))


def _places(step: Step) -> bool:
    return step.task == "arrange" and step.args.get("action") == "place"
