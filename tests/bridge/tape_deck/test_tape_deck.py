"""A new DAW: two files beside its script, and the suite that all DAWs go through is its proof."""

from __future__ import annotations

from pathlib import Path

from tests.bridge.tape_deck.deck import Deck
from tests.bridge.tape_deck.dialect import CAN
from tests.bridge.tape_deck.script import DeckScript

FILES = ("deck.py", "dialect.py")
MOST_LINES, OPERATIONS = 300, 10


def test_ten_operations_are_two_short_files() -> None:
    here = Path(__file__).parent
    assert {path.name for path in here.glob("*.py")} == {*FILES, "__init__.py", "script.py", Path(__file__).name}
    assert sum(len((here / name).read_text("utf-8").splitlines()) for name in FILES) <= MOST_LINES
    assert len(CAN) >= OPERATIONS


def test_it_is_found_and_connected_to(tmp_path: Path) -> None:
    kind = Deck(DeckScript(tmp_path / "Tape"), tmp_path / "Tape")
    assert [one.name for one in kind.find()] == ["Tape"]
    assert kind.connect(kind.find()[0]).snapshot().daw == "Deck"
