"""Older acts: what was done before the turns that are shown, known by the history of calls alone."""

from __future__ import annotations

from engine.planner.context import Call, Context
from engine.planner.offline.text.names import name_words

_SMALL = frozenset("the a an that this my our of on in at to for and it was is".split())


def older_act(what: str, context: Context) -> int:
    """The number of the newest request before those that are shown which did what is called so; 0 = none."""
    shown = [one.number for one in context.dialogue if one.number]
    wanted = {word for word in name_words(what) if word not in _SMALL}
    if not shown or not wanted:
        return 0
    before = [call for call in context.history if 0 < call.turn < min(shown)]
    return max((call.turn for call in before if all(_fits(word, _words_of(call)) for word in wanted)), default=0)


def _words_of(call: Call) -> set[str]:
    told = [call.tool, *(str(value) for value in call.args.values() if isinstance(value, str))]
    return {word for one in told for word in name_words(one.replace("_", " "))}


def _fits(word: str, words: set[str]) -> bool:
    """Is it one of these? "The stem" is of "separate stems", "the panning" of "pan"."""
    return any(short == long or len(short) > 2 and long.startswith(short)
               for one in words for short, long in [sorted((one, word), key=len)])
