"""German "Alt" is an alto where a voice is meant, and old or a name elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.planner.session import BAND, after, calls

ALONE = replace(BAND, history=())
SUNG = after(ALONE, ('sing "stay"', [("sing", {"midi": "c1", "lyrics": "stay"}, ("Vocal",))]))


@pytest.mark.parametrize(
    "text",
    [
        "als Alt",
        "lieber als Alt",
        "nein, als Alt bitte",
        "und jetzt als Altstimme",
        "sing sie als Alt",
        "mit einem Alt",
        "lass es den Alt singen",
        "der Alt soll es singen",
        "wie ein Alt",
    ],
)
def test_alt_is_a_voice_where_a_voice_is_meant(text: str) -> None:
    (call,) = calls(text, SUNG)
    assert (call["tool"], call["args"].get("voice")) == ("sing", "alto")


@pytest.mark.parametrize(("text", "tool"), [("die alte Version", "take"), ("nenn das Pad Alt", "arrange")])
def test_what_is_old_or_called_so_is_no_voice(text: str, tool: str) -> None:
    assert calls(text, ALONE)[0]["tool"] == tool
