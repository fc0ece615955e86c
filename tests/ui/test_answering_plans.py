"""A plan that waits is answered by words in the message, with the engine itself behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication

from tests.fakes import FakeModel
from tests.real_engine import RealEngine
from tests.ui.live import Live
from tests.ui.waiting import rest, until
from ui.cards.plan_card import PlanCard

TRACKS = ("Bass", "Drums", "Keys")


class Asked(Live):
    """A panel that is asked whether a track is to go."""

    def __init__(self, folder: Path) -> None:
        engine = RealEngine(folder / "song", {"fake": FakeModel()})
        self.daw = engine.daw
        for name in TRACKS:
            self.daw.user_track(name)
        super().__init__(folder / "panel", engine)
        self.begin()

    @property
    def tracks(self) -> list[str]:
        """Names of the tracks that are there."""
        return [track.name for track in self.daw.tracks]

    @property
    def state(self) -> str:
        """That of the newest request."""
        newest = self.controller.conversation.newest
        return newest.state if newest is not None else ""

    def write(self, text: str) -> None:
        """Words in the message, sent."""
        self.panel.composer.message.setFocus()
        self.panel.composer.write(text)
        self.press(Qt.Key.Key_Return)

    def asks_to_delete(self, name: str) -> int:
        """The engine asks first; returns the number of the request."""
        return self.waits([{"tool": "arrange", "args": {"action": "delete", "track": name}}])

    def waits(self, steps: list[dict[str, object]], **how: object) -> int:
        """A plan waits; returns the number of the request."""
        number = max(self.controller.conversation.turns, default=0) + 1
        self.controller.send({"text": "a plan", "steps": steps, **how})
        until(lambda: self.state == "approval" and f"{number}:plan" in self.rows(), lambda: self.state)
        rest()
        return number


@pytest.fixture
def asked(app: QApplication, tmp_path: Path) -> Iterator[Asked]:
    """A panel with the engine and three tracks."""
    one = Asked(tmp_path)
    yield one
    one.close()


@pytest.mark.parametrize("word", ["yes", "Ja, lösch sie!", "oui", "Sí.", "sim, pode apagar", "好的，删掉吧", "１)",
                                  "Run", "Ausführen"])
def test_a_yes_runs_the_plan_and_is_no_request(asked: Asked, word: str) -> None:
    number = asked.asks_to_delete("Drums")
    assert asked.panel.composer.message.placeholderText() == "Yes, no, or something else"
    asked.write(word)
    until(lambda: asked.state == "done", lambda: asked.state)
    assert asked.tracks == ["Bass", "Keys"]
    assert max(asked.controller.conversation.turns) == number and not asked.panel.composer.message.toPlainText()


@pytest.mark.parametrize("word", ["no", "Nein, lass sie!", "non", "No, mejor no", "não", "不要", "3", "Cancel", "取消"])
def test_a_no_puts_it_away_and_is_no_request(asked: Asked, word: str) -> None:
    number = asked.asks_to_delete("Drums")
    asked.write(word)
    until(lambda: asked.state in ("cancelled", "refused"), lambda: asked.state)
    assert asked.tracks == list(TRACKS) and max(asked.controller.conversation.turns) == number


@pytest.mark.parametrize("word", ["turn the bass down 3 dB", "yes but keep the drums", "2 more", "delete"])
def test_another_request_does_not_delete_what_waits(asked: Asked, word: str) -> None:
    number = asked.asks_to_delete("Drums") if word != "delete" else asked.waits(
        [{"tool": "mix", "args": {"action": "mute", "track": "Drums"}}], preview=True)
    asked.write(word)
    turns = asked.controller.conversation.turns
    until(lambda: len(turns) > number and turns[number].is_finished and (turns[number + 1].is_finished
          or turns[number + 1].state == "approval"), lambda: f"{turns}")
    assert asked.tracks == list(TRACKS) and turns[number].state == "refused"
    assert not any(track.mute for track in asked.daw.tracks if track.name == "Drums" and word == "delete")


def test_a_plan_that_was_edited_runs_as_it_stands_on_its_card(asked: Asked) -> None:
    number = asked.waits([{"tool": "mix", "args": {"action": "mute", "track": name}} for name in TRACKS], preview=True)
    card = asked.card(f"{number}:plan")
    assert isinstance(card, PlanCard)
    card.edit(1)
    rest()
    card.remove_open()
    rest()
    asked.write("1")
    assert asked.state == "approval" and asked.panel.composer.message.toPlainText() == "1", "it may be a step"
    assert any("yes or no" in line for line in asked.notices())
    asked.write("yes")
    until(lambda: asked.state == "done", lambda: asked.state)
    assert [track.name for track in asked.daw.tracks if track.mute] == ["Bass", "Keys"]


def test_edit_opens_the_first_step(asked: Asked) -> None:
    number = asked.asks_to_delete("Drums")
    asked.write("Bearbeiten")
    card = asked.card(f"{number}:plan")
    assert isinstance(card, PlanCard) and card.steps[0].editors and asked.state == "approval"


def test_without_the_engine_the_answer_stays_in_the_message(asked: Asked) -> None:
    asked.asks_to_delete("Drums")
    asked.engine.stop()
    until(lambda: asked.controller.engine != "ready")
    asked.write("yes")
    assert asked.panel.composer.message.toPlainText() == "yes" and asked.tracks == list(TRACKS)
    assert any("stays in the message" in line for line in asked.notices()), asked.notices()
