"""Nothing is deleted unless the words ask for it."""

from dataclasses import replace

import pytest

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.safety import asks_to_delete, guarded
from engine.tasks.plan import Step
from tests.engine.planner.session import BAND, Said, after, calls

GONE: Said = ("delete the pad", [("arrange", {"action": "delete", "clip": "c5"}, ())])
BACK: Said = ("undo that", [("undo", {}, ())])


def test_an_undone_deletion_is_not_repeated() -> None:
    for text in ("could you double the tempo?", "what's the tempo?", "louder", "yes", "hm", "make it darker"):
        for context in (after(BAND, GONE), after(BAND, GONE, BACK), after(BAND, GONE, BACK, BACK)):
            assert not [call for call in calls(text, context) if call["args"].get("action") == "delete"], text


def test_a_deletion_goes_on_when_the_words_say_so() -> None:
    assert calls("and the bass line too", after(BAND, GONE)) == [
        {"tool": "arrange", "args": {"action": "delete", "clip": "c3"}}
    ]


@pytest.mark.parametrize("text", ["delete the pad", "get rid of the pad", "throw the pad out", "ditch the pad"])
def test_plain_words_delete(text: str) -> None:
    assert calls(text) == [{"tool": "arrange", "args": {"action": "delete", "clip": "c5"}}]


@pytest.mark.parametrize("text", ["double the tempo", "make it twice as loud", "the pad is nice", "move the pad"])
def test_other_words_do_not(text: str) -> None:
    assert not asks_to_delete(text)


def test_a_deletion_nobody_asked_for_becomes_a_question_and_yes_answers_it() -> None:
    steps = guarded([Step("arrange", {"action": "delete", "clip": "c5"})], "the pad is nice", DialogueState.of(BAND))
    assert steps == [Step("ask", {"text": "Should I delete “dark pad”?"})]
    asked = after(BAND, ("the pad is nice", [("ask", dict(steps[0].args), ())]))
    assert calls("yes please", asked) == [{"tool": "arrange", "args": {"action": "delete", "clip": "c5"}}]
    assert calls("no", asked)[0]["tool"] in ("chat", "ask")


def test_a_name_that_nothing_has_deletes_nothing() -> None:
    for context in (after(BAND, GONE), after(BAND, GONE, BACK)):
        assert calls("clear the trombones", context)[0]["tool"] == "ask"


def test_nothing_is_deleted_where_it_does_not_lie() -> None:
    here = replace(BAND, clips=tuple(replace(clip, bars=(1.0, 17.0)) for clip in BAND.clips))
    assert [call["tool"] for call in calls("delete the pad at bar 40", here)] == ["ask"]
    assert [call["tool"] for call in calls("delete the pad at bar 9", here)] == ["arrange"]
