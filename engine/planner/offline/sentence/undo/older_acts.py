"""Older acts: what was done before the turns that are shown, known by the history of calls alone."""

from __future__ import annotations

from collections.abc import Callable

from engine.planner.context import Call, Context
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.undo.deeds import deed_spans, is_called
from engine.planner.offline.sentence.undo.taken_back import is_making
from engine.planner.offline.text.names import name_words

_SMALL = frozenset("the a an that this my our of on in at to for and it was is".split())
_NO_ACTS = ("undo", "redo")


def older_act(what: str, context: Context, *, is_sure: bool = False) -> int:
    """The number of the newest request before those that are shown which did what is called so; 0 = none.

    What is called by its deed or made it comes before what only has the words; sure: only those.
    """
    shown = [one.number for one in context.dialogue if one.number]
    wanted = {word for word in name_words(what) if word not in _SMALL}
    if not shown or not wanted:
        return 0
    before = [call for call in context.history if 0 < call.turn < min(shown) and call.stands]
    before = [call for call in before if call.tool not in _NO_ACTS and not _is_another_number(call, wanted)]
    names = {clip.id: clip.name for clip in context.clips}
    rest = _without_deeds(what)

    def is_the_deed(call: Call) -> bool:
        return is_called(_frame(call), f"the {what}") and _has(rest, _words_of(call))

    def made_it(call: Call) -> bool:
        return is_making(_frame(call)) and _has(wanted, _words_of_made(call, names))

    def has_the_words(call: Call) -> bool:
        return not is_sure and _has(wanted, _words_of(call))

    ways: tuple[Callable[[Call], bool], ...] = (is_the_deed, made_it, has_the_words)
    found = (max((call.turn for call in before if is_it(call)), default=0) for is_it in ways)
    return next(filter(None, found), 0)


def as_it_was_asked(words: str, context: Context) -> int:
    """The number of the newest request that was said in just these words and can be taken back; 0 = none."""
    wanted = _plain(words)
    calls = [call for call in context.history if call.stands and call.turn and call.tool not in _NO_ACTS]
    return max((call.turn for call in calls if call.said and _plain(call.said) == wanted), default=0)


def _is_another_number(call: Call, wanted: set[str]) -> bool:
    """ "The marker Part 5" is not Part 2."""
    figures = {word for word in wanted if word.isdigit()}
    return call.tool == "marker" and bool(figures - _words_of(call))


def _plain(words: str) -> str:
    return words.strip(" \t.,!?").casefold()


def _frame(call: Call) -> Frame:
    return Frame(0, 1, call.tool, call.args, call.out, "done", "", "", call.said, request=call.turn)


def _without_deeds(what: str) -> set[str]:
    """The words besides those of the deed."""
    low = f"the {what.lower()}"
    for start, end in sorted(deed_spans(low), reverse=True):
        low = low[:start] + " " * (end - start) + low[end:]
    return {word for word in name_words(low) if word not in _SMALL}


def _words_of(call: Call) -> set[str]:
    told = [call.tool, call.said, *(str(value) for value in call.args.values() if isinstance(value, str))]
    return {word for one in told for word in name_words(one.replace("_", " "))}


def _words_of_made(call: Call, names: dict[str, str]) -> set[str]:
    told = [str(call.args[name]) for name in ("prompt", "kind", "instrument", "name", "style") if call.args.get(name)]
    return {word for one in (*told, *(names.get(out, "") for out in call.out)) for word in name_words(one)}


def _has(wanted: set[str], words: set[str]) -> bool:
    return all(_fits(word, words) for word in wanted)


def _fits(word: str, words: set[str]) -> bool:
    """Is it one of these? "The stem" is of "separate stems", "the panning" of "pan"."""
    return any(short == long or len(short) > 2 and long.startswith(short)
               for one in words for short, long in [sorted((one, word), key=len)])
