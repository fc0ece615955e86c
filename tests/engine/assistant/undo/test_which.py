"""Which request an undo means, by the words for it."""

from __future__ import annotations

import pytest

from engine.assistant.undo.which import _means


@pytest.mark.parametrize(
    ("said", "done"),
    [("transposition", "transpose"), ("automation", "automate"), ("deletion", "delete"), ("reversal", "reverse"),
     ("muting", "mute"), ("panning", "pan"), ("movement", "move")],
)  # fmt: skip
def test_a_noun_means_its_verb(said: str, done: str) -> None:
    assert _means(said, done) and _means(done, said)


@pytest.mark.parametrize(("one", "other"), [("reverb", "reverse"), ("pan", "pad"), ("tone", "tempo"), ("bass", "beat")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert not _means(one, other)
