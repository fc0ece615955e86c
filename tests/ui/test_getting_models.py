"""A model is got from a small hub of our own, as a user does it: looked at, begun, paused, resumed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from engine.catalog.hub.record import installed
from tests.engine.catalog.hub.hub_server import Fault, Hub
from tests.fakes import FakeModel
from tests.real_engine import RealEngine
from tests.ui.live import Live
from tests.ui.small_hub import WEIGHTS, Loading, small_hub, words
from tests.ui.waiting import rest, until
from ui.widgets.button import Button


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub, as the one that this process asks."""
    with small_hub(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def panel(app: QApplication, hub: Hub, tmp_path: Path) -> Iterator[Live]:
    models = {"fake": FakeModel(), "loading": Loading()}
    one = Live(tmp_path / "panel", RealEngine(tmp_path / "song", models))
    one.begin()
    one.window.models.toggle()
    yield one
    one.close()


def click(one: Live, name: str) -> None:
    rest()
    buttons = [b for b in one.window.models.findChildren(Button) if b.accessibleName() == name and b.isVisible()]
    assert buttons, [b.accessibleName() for b in one.window.models.findChildren(Button)]
    buttons[0].click()
    rest()


def test_looked_at_begun_paused_resumed_and_removed(panel: Live, hub: Hub) -> None:
    until(lambda: "1 of 2 are ready." in words(panel))
    assert "free on the disk" in words(panel)
    click(panel, "Get Loading…")
    until(lambda: "It brings 400 kB" in words(panel))
    assert hub.files_asked() == [], "nothing is fetched before it was agreed to"
    hub.faults[WEIGHTS] = [Fault(stall_after=200_000)]
    click(panel, "Get Loading")
    until(lambda: "200 kB of 400 kB" in words(panel))
    click(panel, "Pause: Loading")
    until(lambda: "Paused. 200 kB of 400 kB are here." in words(panel))
    assert not installed(Loading.checkpoints[0])
    click(panel, "Resume: Loading")
    until(lambda: "2 of 2 are ready." in words(panel))
    assert hub.ranges()[-1] == "bytes=200000-", "what was here was gone on with"
    assert installed(Loading.checkpoints[0]) and "400 kB on the disk" in words(panel)
    click(panel, "Remove: Loading")
    assert "This deletes 400 kB" in words(panel) and installed(Loading.checkpoints[0])
    click(panel, "Keep it: Loading")
    click(panel, "Remove: Loading")
    click(panel, "Delete 400 kB: Loading")
    until(lambda: "1 of 2 are ready." in words(panel))
    assert not installed(Loading.checkpoints[0])


@pytest.mark.slow
def test_a_download_that_breaks_off_says_so_and_can_go_on(panel: Live, hub: Hub) -> None:
    until(lambda: "1 of 2 are ready." in words(panel))
    click(panel, "Get Loading…")
    until(lambda: "It brings" in words(panel))
    hub.faults[WEIGHTS] = [Fault(status=403)]
    click(panel, "Get Loading")
    until(lambda: panel.controller.models.state.troubles.get("loading"))
    until(lambda: "Resume" in [b.words() for b in panel.window.models.findChildren(Button) if b.isVisible()])
    click(panel, "Resume: Loading")
    until(lambda: "2 of 2 are ready." in words(panel))


@pytest.mark.slow
def test_a_download_that_dies_at_ninety_nine_per_cent_goes_on_there(panel: Live, hub: Hub) -> None:
    until(lambda: "1 of 2 are ready." in words(panel))
    click(panel, "Get Loading…")
    until(lambda: "It brings" in words(panel))
    hub.faults[WEIGHTS] = [Fault(cut_after=396_000), *[Fault(status=403)] * 20]
    click(panel, "Get Loading")
    until(lambda: panel.controller.models.state.troubles.get("loading"))
    until(lambda: "Resume" in [b.words() for b in panel.window.models.findChildren(Button) if b.isVisible()])
    assert panel.controller.models.state.troubles["loading"] in words(panel), "where the user looks"
    hub.faults[WEIGHTS].clear()
    click(panel, "Resume: Loading")
    until(lambda: "2 of 2 are ready." in words(panel))
    assert hub.ranges()[-1] == "bytes=396000-", "the rest alone was fetched"
