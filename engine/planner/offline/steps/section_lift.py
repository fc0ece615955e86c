"""A section that is to grow: "lift the chorus", "more energy in bars 5 to 8" offers a small move before it is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.steps.section_not_here import NAMES
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

STEP_DB = 1.5
LOUDER = "Did I get that right: all tracks {} dB louder from bar {} to the end of bar {}?"
QUIETER = "Did I get that right: all tracks {} dB quieter from bar {} to the end of bar {}?"
_BARS = re.compile(
    rf"(?:(?:the )?(?:{NAMES}),? \(?(?:(?:that is|that's|in|from) )*)?\bbars? (?P<first>\d+)"
    r"\s*(?:to|until|through|-|–)\s*(?:bar )?(?P<last>\d+)\b\)?",
    re.IGNORECASE,
)
_BIT = r"(?: (?:up|more|a (?:bit|little|touch|tad)|some(?:what)?|slightly|please|further|again|even|is|become))*"
_THE = r"(?:(?:the|our|my) )?"
_UP = (
    r"(?:big(?:ger)?|huge|large[rd]?|strong(?:er)?|more (?:big|strong|powerful|energetic|large|intense|epic)"
    r"|more (?:exciting|lively)|hit harder|harder|louder|grander|fuller|explode|lift|grow|open up)"
)
_DOWN = (
    r"(?:small(?:er)?|calm(?:er)?|more (?:small|calm|intimate|quiet)|quieter|softer|gentler"
    r"|less (?:big|loud|busy|intense))"
)
_MORE = (
    r"(?:(?:some|a bit|a little|much|a lot) )?(?:more )?(?:energy|power|lift|impact|punch|drive"
    r"|excitement|force|weight)"
)
_FORMS = tuple(
    (sign, re.compile(rf"^\W*(?:(?:please|can you|could you|now|and|ok) )*(?:{form}){_BIT}(?:,.*)?\W*$", re.IGNORECASE))
    for sign, form in (
        (1, rf"(?:lift|raise|boost|build|pump|push|beef|energi[sz]e|intensify)(?: up)? {_THE}§"),
        (1, rf"(?:make|let|have|get|want|i want) {_THE}§(?: be| sound| feel| get)?{_BIT} {_UP}"),
        (1, rf"give {_THE}§ {_MORE}|(?:(?:put|add|i want|we need) )?{_MORE} (?:in|into|for|to) {_THE}§"),
        (
            1,
            rf"{_THE}§ (?:needs?|wants?|(?:should|must|has to|needs to|could)(?: be| sound| feel| get| have| i want)?"
            rf"|i want){_BIT} (?:{_UP}|{_MORE})",
        ),
        (
            1,
            rf"{_THE}§ (?:is|feels|sounds)(?: still| too| so| a bit| a little)* (?:small|weak|flat|lame|tame|thin"
            r"|quiet)",
        ),
        (1, rf"{_THE}§{_BIT} {_UP}"),
        (-1, rf"(?:make|let|have|get|want|i want) {_THE}§(?: be| sound| feel| get)?{_BIT} {_DOWN}"),
        (-1, rf"(?:calm|quieten|soften|tame)(?: down)? {_THE}§"),
        (-1, rf"{_THE}§ (?:should|must|has to|needs to)(?: be| sound| feel| get){_BIT} {_DOWN}"),
        (-1, rf"{_THE}§ (?:is|feels|sounds)(?: still)? (?:too|so) (?:big|loud|busy|strong|intense)"),
    )
)
Offer = tuple[list[Step], tuple[tuple[Step, ...], ...]]


def section_lift(text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]) -> Offer | None:
    """The question with what it offers; None for any other request."""
    found = _part(text, scene)
    if found is None:
        return None
    said, first, last = found
    sign = next((sign for sign, form in _FORMS if form.match(said)), 0)
    if not sign:
        return None
    way = "up" if sign > 0 else "down"
    bars = f"bars {first} to {last}" if last > first else f"bar {first}"
    steps = read(f"all tracks {STEP_DB} dB {way} in {bars}", scene)
    if not steps or any(step.task != "automate" for step in steps):
        return None
    made = [replace(step, args={**step.args, "start_bar": first, "end_bar": last + 1}) for step in steps]
    if not {"automation", "replace_content"} & set(scene.context.capabilities):
        return made, ()  # which is refused with the reason
    told = (LOUDER if sign > 0 else QUIETER).format(STEP_DB, first, last)
    return [Step("ask", {"text": told})], (tuple(made),)


def _part(text: str, scene: DialogueState) -> tuple[str, int, int] | None:
    """The text with § for the part of the song that it names, and the first and the last bar of that."""
    simple = plain(text)
    if "?" in simple or '"' in simple:
        return None
    if (bars := _BARS.search(simple)) and int(bars["last"]) >= int(bars["first"]):
        return f"{simple[: bars.start()]}§{simple[bars.end() :]}", int(bars["first"]), int(bars["last"])
    named = sections_named(simple, scene.context.markers, float(last_bar(Clause(simple, "", "", scene))))
    if len(named) != 1:
        return None
    (start, end), (first, behind) = named[0]
    return f"{simple[:start]}§{simple[end:]}", round(first), max(round(first), round(behind) - 1)
