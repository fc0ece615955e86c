"""Went to: "go to bar 5", "jump back to bar 1": where it plays from; nothing is changed and nothing taken back."""

from __future__ import annotations

from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_GOES = regex(
    r"\W*(?:(?:please|now|and|then|ok|can you|could you)\W+)*"
    r"(?:(?:go|jump|skip|locate)(?: back| forward| ahead)?"
    r"|(?:move|put|set|bring) (?:the )?(?:playhead|cursor)(?: back)?)"
    r" (?:to|at) (?:the (?:start|beginning) of )?(?:bar|measure) (?P<bar>\d+)(?: please)?\W*",
)


def went_to(text: str) -> list[Step] | None:
    """The place in the song; None for anything else."""
    match = _GOES.fullmatch(text.strip().lower())
    return [Step("transport", {"action": "locate", "bar": number(float(match["bar"]))})] if match else None
