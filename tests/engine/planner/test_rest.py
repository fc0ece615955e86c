"""The offline planner gives its network's memory back and loads it again."""

import pytest

from engine.planner.offline.reading import network
from tests.engine.planner.session import BAND, PLANNER


@pytest.mark.slow
def test_an_unused_network_goes_and_comes_back():
    wanted = PLANNER.plan("mute the beat", BAND)
    loaded = network.network()
    assert not PLANNER.rest(60.0) and network.network() is loaded
    assert PLANNER.rest(0.0) and not PLANNER.rest(0.0)
    assert PLANNER.plan("mute the beat", BAND) == wanted and network.network() is not loaded
