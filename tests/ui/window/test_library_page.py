"""The library as a list of any length: what is asked for as the end comes near, and what stays where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PyQt6.QtWidgets import QApplication

from engine.wire import wire
from engine.wire.wire import ClipView, FoundView, TurnView
from tests.ui.conftest import shown
from tests.ui.waiting import rest, until
from ui.connection.controller import Controller
from ui.connection.library_browser import LibraryBrowser
from ui.window.library_page import LibraryPage

CLIPS, TURNS = 10_000, 130


class Answering:
    """A link to a library of many clips; it answers at once, or when told to."""

    is_open = True

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.waits: list[Callable[[], None]] | None = None

    def in_project(self, path: str) -> str:
        return path

    def ask(self, method: str, path: str, body: object = None, *, then: Any, otherwise: Any) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        self.asked.append({"path": urlsplit(path).path, **query})
        answer = wire.loads_trusted(wire.dumps(self._answer(urlsplit(path).path, query)))
        if self.waits is None:
            then(answer)
        else:
            self.waits.append(lambda: then(answer))

    def _answer(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        limit = int(query["limit"])
        if path == "library":
            first = int(query["offset"])
            numbers = range(first, min(CLIPS, first + limit))
            found = [FoundView(ClipView(f"c{n}", f"Clip {n}", "audio")) for n in numbers]
            return {"found": found, "total": CLIPS, "tasks": ["sing"], "tracks": []}
        before = int(query.get("before", TURNS + 1))
        numbers = range(max(1, before - limit), before)
        return {"turns": [TurnView(n, f"request {n}", "done") for n in numbers], "total": TURNS}


@pytest.fixture
def opened(app: QApplication) -> tuple[LibraryPage, LibraryBrowser, Answering]:
    controller = Controller()
    link = controller.link = Answering()
    page = LibraryPage(controller.library)
    shown(page)
    controller.library.ask()
    until(lambda: len(page.alive()) > 6)
    return page, controller.library, link


def to_end(page: LibraryPage) -> None:
    bar = page.verticalScrollBar()
    assert bar is not None
    bar.setValue(bar.maximum())
    rest()


def test_it_opens_at_the_top_and_holds_few_widgets(opened: tuple[LibraryPage, LibraryBrowser, Answering]) -> None:
    page, browser, link = opened
    assert page.said.text() == "10000 clips" and page.count() == 51 and link.asked[0]["offset"] == "0"
    assert page.verticalScrollBar().value() == 0
    assert len(page.alive()) < 40 and page.field.isVisible()


def test_more_is_asked_for_as_the_end_comes_near(opened: tuple[LibraryPage, LibraryBrowser, Answering]) -> None:
    page, browser, link = opened
    link.waits = []
    to_end(page)
    to_end(page)
    assert [one["offset"] for one in link.asked] == ["0", "50"], "once, however often the view moves"
    at_top = page.current_row()
    link.waits.pop()()
    rest()
    assert page.count() == 101 and page.current_row() == at_top, "what was in view stays in view"
    link.waits = None
    for _ in range(4):
        to_end(page)
    assert len(browser.state.found) > 200
    names = [one.clip.id for one in browser.state.found]
    assert names == [f"c{n}" for n in range(len(names))]


def test_the_head_stays_and_what_is_typed_in_it(opened: tuple[LibraryPage, LibraryBrowser, Answering]) -> None:
    page, browser, link = opened
    page.field.setFocus()
    page.field.setText("rain")
    for _ in range(3):
        to_end(page)
    assert page.row_widget(0) is not None and page.field.text() == "rain"
    until(lambda: link.asked[-1].get("text") == "rain")
    page.scroll_to(0)
    assert page.field.isVisible()


def test_requests_have_pages_too(opened: tuple[LibraryPage, LibraryBrowser, Answering]) -> None:
    page, browser, link = opened
    browser.look_for(what="requests")
    until(lambda: browser.state.turns)
    assert page.said.text() == "130 requests"
    for _ in range(4):
        to_end(page)
    assert [turn.number for turn in browser.state.turns] == list(range(130, 0, -1)) and not browser.state.has_more
