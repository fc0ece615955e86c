"""What was found in a sound are places to go to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication

from engine.catalog.model import Facts, Licence, Model, Span, Spans
from engine.media.audio import Audio, write_audio
from engine.wire.wire import SpanView, StepView, TurnView
from tests.real_engine import RealEngine
from tests.ui.live import Live
from tests.ui.waiting import until
from ui.cards.answer_card import AnswerCard
from ui.cards.clip_card import ClipCard
from ui.conversation.chapter import MOST, chapters_of
from ui.wording import number


class Ears(Model):
    """Hears a dog from 0.5 to 1.25 s in everything."""

    id, name, tasks = "ears", "Ears", ("detect_sounds",)
    licence = Licence("GPL-3.0-or-later")

    def run(self, args, inputs, brief, report):
        return {"spans": Spans((Span(0.5, 1.25, "dog", 0.9),)), "facts": Facts({"loudest": "dog"})}


def test_chapters_are_in_order_and_not_too_many() -> None:
    spans = tuple(SpanView(30.0 - at, 31.0 - at, "dog", "c") for at in range(30)) + (SpanView(0, 1, "cat"),)
    found = chapters_of(TurnView(1, "?", "answered", steps=(StepView("detect_sounds", "Find", spans=spans),)))
    assert len(found) == MOST and found[0].words == "dog 1.0–2.0 s" and all(one.clip for one in found)


@pytest.fixture
def panel(app: QApplication, tmp_path: Path) -> Iterator[Live]:
    one = Live(tmp_path / "panel", RealEngine(tmp_path / "song", {"ears": Ears()}))
    yield one.begin()
    one.close()


def test_from_the_answer_to_the_place(panel: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[float, float]] = []
    monkeypatch.setattr(type(panel.panel.listening()), "audition",
                        lambda self, path, start_s=0.0, end_s=0.0, **how: heard.append((start_s, end_s)))
    sound = write_audio(tmp_path / "yard.wav", Audio(np.full((1, 96000), 0.1, np.float32), 48000))
    step = {"tool": "detect_sounds", "args": {"clip": str(sound)}}
    panel.controller.send({"text": "what is in it?", "steps": [step]})
    until(lambda: panel.controller.conversation.turns.get(1) and panel.controller.conversation.turns[1].is_finished)
    (found,) = panel.controller.conversation.turns[1].steps[0].spans
    assert (found.start_s, found.end_s, found.label) == (0.5, 1.25, "dog") and found.clip
    card = panel.card("1:answer")
    assert isinstance(card, AnswerCard)
    (button,) = card.chapters.buttons
    assert button.words() == f"dog 0.5–{number(1.25)} s"
    button.click()
    until(lambda: heard)
    assert heard == [(0.5, 1.25)]


def test_on_the_card_of_the_clip_it_seeks_and_plays(app: QApplication) -> None:
    from tests.ui.conftest import shown
    from tests.ui.waiting import rest
    from ui.start_up.preview import staged
    from ui.start_up.scenes import SCENES

    panel = staged(SCENES["found"]())
    shown(panel, 380, 1200)
    panel.show_rows()
    rest()
    assert panel.transcript is not None
    rows = panel.transcript.alive().values()
    card = next(row.content for row in rows if isinstance(row.content, ClipCard))
    assert [button.words() for button in card.chapters.buttons][:2] == ["dog 2.0–3.1 s", "door 4.4–4.9 s"]
    places: list[float] = []
    card.sought.connect(places.append)
    plays: list[bool] = []
    card.play_pressed.disconnect()
    card.play_pressed.connect(lambda: plays.append(True))
    card.chapters.buttons[0].click()
    assert places == [pytest.approx(2.0 / 32.0)] and plays == [True]
