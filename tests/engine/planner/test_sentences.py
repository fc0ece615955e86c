"""Turns of several sentences: each is read with what the one before did; what is only praised is left alone."""

from dataclasses import replace

from engine.planner.context import Context
from engine.planner.offline.text.spared import without_praise
from tests.engine.planner.session import BAND, after, calls


def numbered(context: Context) -> Context:
    turns = tuple(replace(turn, number=place) for place, turn in enumerate(context.dialogue, 1))
    return replace(context, dialogue=turns)


LEVELS = numbered(
    after(
        BAND,
        (
            "bass up 1.5, pad down 2",
            [
                ("mix", {"track": "Bass", "action": "gain", "value_db": 1.5}, ()),
                ("mix", {"track": "Pad", "action": "gain", "value_db": -2.0}, ()),
            ],
        ),
    )
)


def test_the_second_sentence_looks_back_as_well() -> None:
    done = calls("Pad another 1 down. Bass back where it was.", LEVELS)
    assert done == [
        {"tool": "mix", "args": {"track": "Pad", "action": "gain", "value_db": -1.0}},
        {"tool": "undo", "args": {"target": "#1.1"}},
    ]


def test_a_sentence_of_praise_is_nothing_to_do() -> None:
    done = calls("Bass down 2 and pan it left a bit. The pad's fine.", BAND)
    assert [(call["args"]["track"], call["args"]["action"]) for call in done] == [("Bass", "gain"), ("Bass", "pan")]


def test_praise_goes_only_where_nothing_points_at_it() -> None:
    assert without_praise("the pad is nice, a bit more chorus on it though").startswith("the pad is nice")
    assert without_praise("the strings sound lovely. the choir is too dry") == "the choir is too dry"
    assert without_praise("the vocal is fine") == "the vocal is fine"
