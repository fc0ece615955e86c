"""Outbox: what the user has said and the engine has not taken yet. No word is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ui.conversation.item import Item, Words


@dataclass(frozen=True)
class Letter:
    """One request on its way."""

    id: int
    body: Mapping[str, Any] = field(default_factory=dict)
    chips: tuple[str, ...] = ()
    state: str = "queued"
    """queued (the engine is not there), sending or failed."""
    why: str = ""


class Outbox:
    """Letters in the order in which they were written."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self._next = 1

    def write(self, body: Mapping[str, Any], chips: tuple[str, ...] = ()) -> Letter:
        """A new letter at the end."""
        letter = Letter(self._next, body, chips)
        self._next += 1
        self.letters.append(letter)
        return letter

    def sending(self, letter_id: int) -> None:
        """It is on its way."""
        self._change(letter_id, state="sending", why="")

    def sent(self, letter_id: int) -> None:
        """The engine has it."""
        self.letters = [letter for letter in self.letters if letter.id != letter_id]

    def failed(self, letter_id: int, why: str) -> None:
        """It did not arrive, or was refused; the user decides about another try."""
        self._change(letter_id, state="failed", why=why)

    def queued(self, letter_id: int) -> None:
        """It waits for the engine."""
        self._change(letter_id, state="queued", why="")

    def find(self, letter_id: int) -> Letter | None:
        """A letter by its id."""
        return next((letter for letter in self.letters if letter.id == letter_id), None)

    def next_queued(self) -> Letter | None:
        """The next to send; None while one is under way, so that the order is kept."""
        if any(letter.state == "sending" for letter in self.letters):
            return None
        return next((letter for letter in self.letters if letter.state == "queued"), None)

    def rows(self) -> list[Item]:
        """What waits, as rows at the end of the conversation."""
        return [
            Item(f"letter:{letter.id}", "words", 0,
                 Words(str(letter.body.get("text", "")), letter.chips, letter.state, letter.why), 16)
            for letter in self.letters
        ]

    def _change(self, letter_id: int, **values: Any) -> None:
        self.letters = [replace(one, **values) if one.id == letter_id else one for one in self.letters]
