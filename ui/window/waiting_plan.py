"""Waiting plan: the newest plan that waits, and the ways to answer it: a key, or words in the message."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.conversation.item import Notice
from ui.language.language import LANGUAGES, catalogue

if TYPE_CHECKING:
    from engine.wire.wire import TurnView
    from ui.cards.plan_card import PlanCard
    from ui.connection.controller import Controller
    from ui.rows.transcript import Transcript

BUTTONS = (("Run", "Run the plan"), ("Edit", "Edit the plan"), ("Cancel", "Cancel the plan"))
"""The buttons of a plan in their order, each with its longer name."""
WHICH_ONE = "“{n}” may be a button of the plan or one of its steps. Write yes or no, or press a button."
NO_ENGINE = "Your answer stays in the message: the engine is not there to take it."


class WaitingPlan:
    """What is done with it; its card knows how it was edited."""

    def __init__(self, controller: Controller, transcript: Callable[[], Transcript | None]) -> None:
        self._controller, self._transcript = controller, transcript

    def run(self) -> None:
        """Run it as it stands on its card."""
        waiting, card = self._turn, self._card
        if card is not None:
            card.run_now()
        elif waiting is not None:
            self._controller.approve(waiting.number, None)

    def answered(self, text: str) -> bool | None:
        """Take words as the answer to it. False when they are to stay in the message, None when they are no answer."""
        controller, waiting = self._controller, self._turn
        chosen = button_meant(text, waiting) if waiting is not None else ""
        if waiting is None or not chosen:
            return None
        if chosen.isdigit():
            controller.say(Notice(WHICH_ONE.format(n=chosen), "warn", id="answer"))
            return False
        if controller.link is None or not controller.link.is_open:
            controller.say(Notice(NO_ENGINE, "warn", id="answer"))
            return False
        controller.unsay("answer")
        if chosen == "Run":
            self.run()
        elif chosen == "Cancel":
            controller.cancel(waiting.number)
        else:
            self._edit(waiting.number)
        return True

    def _edit(self, number: int) -> None:
        """Open its first step; a card that was left behind is gone back to."""
        transcript = self._transcript()
        if transcript is not None:
            transcript.focus_row(transcript.index_of(f"{number}:plan"))
        if self._card is not None:
            self._card.edit()

    @property
    def _turn(self) -> TurnView | None:
        return self._controller.conversation.waiting_plan()

    @property
    def _card(self) -> PlanCard | None:
        waiting, transcript = self._turn, self._transcript()
        if waiting is None or transcript is None:
            return None
        return transcript.content_of(transcript.index_of(f"{waiting.number}:plan"))  # type: ignore[return-value]


def button_meant(text: str, plan: TurnView) -> str:
    """The button of a plan that some words mean; their number where it may be that of a step; "" for none."""
    from ui.language.consent import consent

    said = unicodedata.normalize("NFKC", text).strip().strip(".!。)").casefold()
    if said in ("1", "2", "3"):
        return BUTTONS[int(said) - 1][0] if len(plan.steps) == 1 else said
    for names in BUTTONS:
        if said in {one.casefold() for name in names for one in _in_all_languages(name)}:
            return names[0]
    deletes = any(step.task == "arrange" and step.args.get("action") == "delete" for step in plan.steps)
    agreed = consent(text, deletes=deletes)
    return "" if agreed is None else BUTTONS[0 if agreed else 2][0]


def _in_all_languages(words: str) -> set[str]:
    return {words, *(catalogue(code).get(words, words) for _, code in LANGUAGES)}
