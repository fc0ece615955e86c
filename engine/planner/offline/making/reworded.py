"""Reworded: the ways of speaking of a place that a wish has for itself, as the plain ones: "right when the chorus
hits", "on the one of the bridge", "going into it", "bass line for it"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.making.bars_of_chords import with_a_bar_each
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex

_WHEN = regex(
    r"\b(?:(?:right|just|bang|exactly|smack|precisely) )*(?:when|where|as) (?P<part>(?:the |my |our )?[\w' ]+?) "
    r"(?:hits|starts|begins|comes in|comes|kicks in|drops|enters)\b(?! back)"
)
_ON_THE_ONE = regex(
    r"\b(?:(?:right|bang|smack|exactly|just) )*(?:on|at|for) (?:the )?(?:(?:very )?(?:one|1|downbeat"
    r"|(?:first|1st) (?:beat|hit|note|kick)|beat (?:one|1)|start|top)) of (?=(?:the |my |our )?(?!(?:every|each"
    r"|all)\b)[a-z])"
)
_ON_EACH = regex(
    r"\b(?:(?:right|bang|exactly|just) )*(?:on|at) (?:the )?(?:very )?(?:one|1|downbeat|(?:first|1st) (?:beat|hit|note"
    r"|kick)|start)"
    r" of (?=(?:both|all|the two|each of|every)\b)"
)
_AFTER_IT = regex(
    r"\b(?:(?:right|bang|smack|exactly|just|straight) )*(?:(?:on|at) (?:the )?(?:one|1|downbeat|first beat) )?"
    r"after (?:it|that|this)\b"
)
_INTO_IT = regex(r"\b(?:going |leading |running |that leads |that goes )?(?:in)?to (?:it|that|this|there)\b")
_UNDER = regex(
    r"\b(?:running |playing |quietly |low |softly )?(?:behind|underneath|beneath|below) "
    r"(?=(?:the |all of the )?(?:(?:whole|first|second|third|last) )?"
    r"(?:intro|verse|chorus|bridge|outro|break|solo|hook|drop|pre)\b)"
)
""" "Rain behind the intro" sounds while it plays."""
_FOR_IT = regex(r"\bfor (?:it|that)(?=\W*$)")
_SAME_BARS = regex(r"\b(?:in |over |for )?(?:the )?same (?:bars|place|spot|stretch)\b")
_GOING = regex(r"\b(?:going|leading|building|running|that (?:leads|goes|builds)) (?:up )?(?=(?:in)?to\b)")
_PLEASE = regex(r"\s*\b(?:please|pls|plz)\b(?=\s*[,.;]|\s)")
_LETTERS = regex(r"(?<=\w) n (?=\w)")
_KEY = regex(r"\s*,\s*(?=[a-g](?:#|b| sharp| flat)? (?:major|minor)\b)")
""" "Bass line, E minor"."""
_ASKED = regex(r"\?\s+(?=\w)")


def reworded(said: Said) -> Said:
    """The sentence in plain words; the same where there is nothing to put otherwise."""
    said_key = _KEY.sub(" in ", with_a_bar_each(said.text))
    text = _PLEASE.sub("", _LETTERS.sub(" and ", _ASKED.sub(", ", said_key)))
    text = _WHEN.sub(r"at \g<part>", text)
    known = [said.text[one.start : one.end] for one in said.places]  # "at the start of the host", of a track
    text = _ON_THE_ONE.sub(lambda one: one[0] if _is_known(one, known) else "at ", _ON_EACH.sub("on ", text))
    text = _UNDER.sub("under ", _GOING.sub("", text))
    if bars := said.focus.bars or _of_last(said):
        text = _AFTER_IT.sub(f"at bar {bars[0][1]:g}", text)
        text = _INTO_IT.sub(f"into bar {bars[0][0]:g}", text)
        first, last = bars[0][0], bars[0][1] - 1
        there = f"in bars {first:g} to {last:g}"
        text = _SAME_BARS.sub(there, text)
    if said.is_later or said.before or said.there:
        text = _FOR_IT.sub("there", text)
    if text == said.text:
        return said
    return taken_apart(
        f"and {text}" if said.adds else text, said.scene, focus=said.focus, before=said.before, there=said.there
    )


def _is_known(match: re.Match[str], places: Sequence[str]) -> bool:
    """Is it the beginning of a place that is read as it stands?"""
    rest = match.string[match.start() :]
    return any(rest.startswith(one) and len(one) > len(match[0]) for one in places)


def _of_last(said: Said) -> tuple[Bars, ...]:
    """Where what was made or touched last lies."""
    ids = [one for act in said.focus.last() for one in (*act.out, act.args.get("clip"))] if said.is_later else []
    views = [said.scene.clip(str(one)) for one in dict.fromkeys(filter(None, ids))]
    return tuple(view.bars for view in views if view and view.bars)[:1]
