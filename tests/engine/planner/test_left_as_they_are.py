"""What is fine and is to be left is no wish for what was done to another."""

import pytest

from tests.engine.planner.session import BAND, after, calls

PANNED = after(BAND, ("pan the bass 30% left", [("mix", {"track": "Bass", "action": "pan", "value": -0.3}, ())]))


@pytest.mark.parametrize(
    "text",
    [
        "nah the pad is fine, leave it",
        "the pad is great, leave it",
        "the melody vocal sounds good, just leave it",
        "no, the pad is perfect, don't touch it",
        "the pad is okay. keep it",
        "the lo-fi beat is fine so leave it please",
        "nope, the melody is already good, leave that",
    ],
)
def test_what_is_fine_stays(text: str) -> None:
    assert [call["tool"] for call in calls(text, PANNED)] == ["chat"], calls(text, PANNED)


@pytest.mark.parametrize("text", ["the pad is too loud, turn it down 3 dB", "the pad too", "and the pad 20% right"])
def test_what_is_asked_is_done(text: str) -> None:
    assert [call["tool"] for call in calls(text, PANNED)] == ["mix"], calls(text, PANNED)
