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

    def is_wanted_elsewhere(self, number: int, name: str) -> bool:
        """True when a later step says where this output goes."""
        return any(_places(step) for step in self._later(number, {f"${number}.{name}", f"${number}"}))

    def is_means(self, number: int) -> bool:
        """True when what was taken apart is only worked on: to be written down, say."""
        names = {text for step in self._steps[number:] for _, text in step.references()
                 if (parsed := step_reference(text)) and parsed[0] == number}
        later = self._later(number, names)
        return bool(later) and all(step.row.on_session in ("adds", "measures") for step in later)

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
