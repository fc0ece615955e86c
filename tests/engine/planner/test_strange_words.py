"""A word that nobody knows is a name only where a name can stand."""

from __future__ import annotations

import pytest

from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after
from tests.engine.planner.test_whole_track import SONG

PLANNER = OfflinePlanner(asks_back=False)
DOWN = after(SONG, ("drums down 3", [("mix", {"track": "Drums", "action": "gain", "value_db": -3.0}, ())]))


@pytest.mark.parametrize(
    "said", ["mach das Blaulicht lauter", "sube la farola 3 dB", "coupe le réverbère", "Éteignez la cafetière"]
)
def test_what_is_not_here_is_asked_about(said: str) -> None:
    assert [step.task for step in PLANNER.plan(said, DOWN).steps] in (["ask"], ["refuse"])


@pytest.mark.parametrize("said", ["que zumbe solo a -10", "y ahora que retumbe menos"])
def test_a_verb_is_no_name(said: str) -> None:
    text = str(PLANNER.plan(said, DOWN).steps[0].args.get("text", ""))
    assert "zumbe" not in text and "retumbe" not in text
