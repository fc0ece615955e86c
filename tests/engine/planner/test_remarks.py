"""Remarks and questions change nothing, in six languages; what one may want by them is offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, Context, Exchange
from engine.planner.offline.steps.only_asked import only_looks
from engine.tasks.plan import Step
from tests.engine.planner.session import PLANNER, calls
from tests.engine.planner.test_back_meant import SONG, after

SAID = (
    "which chords am i playing",
    "how come the bass kicks in so late?",
    "is the vocal too loud",
    "i think the drums are too loud",
    "what would it sound like slower",
    "the chorus could be louder i guess",
    "would it help to compress the bass",
    "wonder how it would sound an octave up",
    "is 96 too fast for this",
    "the drums are a bit loud, no?",
    "the trumpet seems loud to me",
    "my drummer says it drags",
    "people tell me the vocal is too dry",
    "i might mute the strings later",
    "i already muted the drums",
    "i just deleted the intro",
    "i'll turn the bass up myself",
    "i used to mute the drums here",
    "any suggestions for the bass",
    "not sure about the strings in the chorus",
    "when does the bass actually come in",
    "should the strings be louder in the chorus",
    "wann kommt eigentlich der Bass rein?",
    "ich glaube, das Schlagzeug ist zu laut",
    "liegt die Trompete nicht etwas hoch?",
    "soll ich den Bass lauter machen?",
    "mein Schlagzeuger meint, es schleppt",
    "je crois que la batterie est trop forte",
    "tu as coupé les cordes ?",
    "et si la batterie arrivait plus tard ?",
    "creo que la batería está muy fuerte",
    "¿debería subir el bajo?",
    "no estoy seguro de la reverb",
    "acho que a bateria está muito alta",
    "devo aumentar o baixo?",
    "talvez eu apague o trombone depois",
    "我应该把贝斯调大吗？",
    "my producer reckons the snare is late",
    "we recorded the vocal in a bathroom",
    "thinking about muting the rain",
    "shouldn't the drums be louder?",
    "ob der Bass wohl zu laut ist",
    "das Schlagzeug finde ich etwas laut",
    "la batería está un poco fuerte, ¿no?",
    "我在想要不要把雨声静音",
    "你把弦乐静音了吗？",
    "我觉得鼓太大了",
)


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("context", [SONG, after("pan", "reverb", "swell")], ids=["first", "later"])
def test_nothing_is_changed(text: str, context: Context) -> None:
    assert all(only_looks(Step(call["tool"], call["args"])) for call in calls(text, context))


def test_what_is_offered_is_done_with_a_yes() -> None:
    plan = PLANNER.plan("i think the drums are too loud", SONG)
    ((step,),) = plan.choices
    assert (step.task, step.args["track"], step.args["action"]) == ("mix", "Drums", "gain")
    offered = tuple(({"tool": step.task, "args": dict(step.args)},) for (step,) in plan.choices)
    turn = Exchange("i think the drums are too loud", tuple(plan.calls()), (CallResult(0, True),), choices=offered)
    assert calls("yes", replace(SONG, dialogue=(turn,)))[0]["args"]["track"] == "Drums"


@pytest.mark.parametrize(
    "text",
    [
        "could you mute the drums?",
        "i think the bass needs 2 dB less",
        "i want the drums 3 dB down",
        "kannst du die Drums stummschalten?",
        "tu peux baisser la basse ?",
        "¿puedes silenciar el bajo?",
        "can we mute the strings?",
    ],
)
def test_who_asks_for_it_gets_it(text: str) -> None:
    assert [call["tool"] for call in calls(text, SONG)] == ["mix"]
