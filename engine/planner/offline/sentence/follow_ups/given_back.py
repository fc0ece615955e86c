"""Given back: "bit much, take one back off", "give one of the two back", behind a fader that was turned."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.amount_words import number_of
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BACK = regex(
    r"(?:[\w' ]{0,40}?\b(?:much|far|loud|quiet|many)\b[^,;.]*[,;.]+\s*)?(?:(?:so|but|and|ok|please|just|maybe)\W+)*"
    rf"(?:take|give) (?:me )?(?P<n>\d+(?:\.\d+)?|a|half a|{NUMBER_WORDS})"
    r"(?: ?(?:db|decibels?))?"
    rf"(?: of (?:it|that|them|the(?:se|m)?|those)(?: (?:\d+|{NUMBER_WORDS}))?)? back(?: (?:off|up|down|again|on))?"
    r"(?: (?:please|then|again))*\W*"
)


def given_back(said: Said) -> list[Step] | None:
    """The faders, turned by so much less; None where none was turned last, or not all of it is known."""
    match = _BACK.fullmatch(said.typed.lower().strip())
    last = said.last() if match else []
    if match is None or not last or any((one.tool, one.kind) != ("mix", "gain") for one in last):
        return None
    told = match["n"]
    by = 0.5 if told == "half a" else 1.0 if told == "a" else number_of(told)
    made: list[Step] = []
    for act in last:
        turned = act.args.get("value_db")
        if not isinstance(turned, int | float) or not 0 < by < abs(turned):
            return None
        value = number(round(turned - by if turned > 0 else turned + by, 1))
        made.append(told_as(Step("mix", {**act.args, "value_db": value}), "fix", act))
    return made
