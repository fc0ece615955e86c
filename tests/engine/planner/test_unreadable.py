"""Signs that look like words are asked about, whatever was done before."""

import pytest

from engine.planner.offline.text.unreadable import is_unreadable
from tests.engine.planner.session import CHORUS_TURN, tools


@pytest.mark.parametrize("text", ["mut3 th3 drum5", "ʇɥǝ pɹnɯs", "①②③", "d3l3t3 4ll", "ᴍᴜᴛᴇ ᴀʟʟ"])
def test_no_word_is_no_wish(text: str) -> None:
    assert is_unreadable(text, ("Bass",)) and tools(text, CHORUS_TURN) == ["ask"]


@pytest.mark.parametrize(
    "text",
    [
        "2",
        "-3 dB",
        "8th",
        "c4 c5",
        "120bpm",
        "16th 8th",
        "F1",
        "gtr2 vox3",
        "take2 please",
        "mute drum5",
        "静音",
        "长笛加2分贝，其他都减2分贝",
        "für",
        "808",
        "4x4 12dB",
    ],
)
def test_figures_and_names_are_read(text: str) -> None:
    assert not is_unreadable(text, ("gtr2", "vox3"))
