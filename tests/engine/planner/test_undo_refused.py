""" "Don't undo that" takes nothing back; "don't, undo that" does."""

import pytest

from tests.engine.planner.session import CHORUS_TURN, tools


@pytest.mark.parametrize(
    "text",
    [
        "don't undo that",
        "please do not undo it",
        "never undo",
        "I don't want you to undo it",
        "do not revert anything",
        "no undo please",
        "dont take it back",
        "there is no need to undo that",
        "I'd rather not undo it",
        "we don't have to roll back",
        "don't redo it",
        "carry on without undoing that",
        "mach das nicht rückgängig",
        "bitte nichts rückgängig machen",
        "nimm das nicht zurück",
        "n'annule rien",
        "n'annule pas ça",
        "no deshagas eso",
        "não desfaças isso",
        "não desfaz nada",
        "不要撤销",
        "别撤销那个",
    ],
)
def test_what_is_not_to_be_taken_back_stays(text: str) -> None:
    assert not {"undo", "redo"} & set(tools(text, CHORUS_TURN)), tools(text, CHORUS_TURN)


@pytest.mark.parametrize(
    "text",
    [
        "undo that",
        "no, undo that",
        "don't, undo that",
        "I don't like it, undo that",
        "why don't you undo that",
        "can't you undo it?",
        "don't forget to undo that",
        "that's not it, take it back",
        "not good. revert",
        "never mind, undo",
        "mach das rückgängig",
        "nicht gut, mach das rückgängig",
        "annule ça",
        "deshaz eso",
        "desfaz isso",
        "撤销",
    ],
)
def test_what_is_to_be_taken_back_goes(text: str) -> None:
    assert "undo" in tools(text, CHORUS_TURN), tools(text, CHORUS_TURN)
