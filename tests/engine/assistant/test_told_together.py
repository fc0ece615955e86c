"""What was done to several things alike is one sentence, in every language."""

from __future__ import annotations

import pytest

from engine.assistant.told_together import told_together
from engine.messages.message import left_in_english, said_in

WHY = "Ardour 7 cannot delete a track without a dialog, so it was emptied and hidden; its name is free again."
STEMS = [f"'Beat {part}' lies on 'Beat {part}' at bar 5." for part in ("vocals", "drums", "bass")]
GONE = [f"The track '{name}' was removed." for name in ("Beat bass", "Beat, wet", "Beat drums")]


def test_stems_on_tracks_of_their_own_are_one_line() -> None:
    lines = ["There is a new group 'Beat parts'.", *STEMS, "'Beat' is muted."]
    assert told_together(lines) == [
        lines[0], "'Beat vocals', 'Beat drums' and 'Beat bass' lie on tracks of their own at bar 5.", lines[-1]]


def test_what_an_undo_removed_is_a_line_for_each_kind() -> None:
    regions = [line.replace("track", "region") for line in GONE]
    told = told_together([*regions, f"{GONE[0]} {WHY}", *GONE[1:]])
    assert told == ["The regions 'Beat bass', 'Beat, wet' and 'Beat drums' were removed.",
                    f"The tracks 'Beat bass', 'Beat, wet' and 'Beat drums' were removed. {WHY}"]


@pytest.mark.parametrize("lines", [
    STEMS[:2], GONE[:2], [*STEMS[:2], STEMS[2].replace("bar 5", "bar 6")],
    [*STEMS[:2], "'Beat bass' lies on 'Bass' at bar 5."], [GONE[0], "'Beat' is muted.", *GONE[1:]],
    ["'Beat' is muted.", "'Vox' is muted.", "'Bass' is muted."], [],
])  # fmt: skip
def test_what_differs_in_more_than_a_name_stays_as_it_is(lines: list[str]) -> None:
    assert told_together(lines) == lines


@pytest.mark.parametrize("language", ["de", "es", "fr", "pt", "zh"])
def test_it_is_said_in_every_language(language: str) -> None:
    for line in told_together([*STEMS, *GONE, *(gone.replace("track", "region") for gone in GONE)]):
        assert said_in(language, line) != line and not left_in_english(language, line)
