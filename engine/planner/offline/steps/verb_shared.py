"""A verb shared by two places: "fade the pad in over bars 1 to 2 and out over the last two" are two whole requests."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_JOIN = r"(?:,? and(?: then)?|,? then|,|;)\s+(?:then )?"
_WHAT = r"(?:the |my |our )?(?P<what>[^,.;:]+?)"
_PREP = r"(?:over|in|on|at|during|for|from|across|through|between)"
_P1, _P2 = (rf"(?P<p{n}>{_PREP} [^,;.:]+?)" for n in (1, 2))
_OUT = r"(?:fad(?:e|es|ing) )?(?:it )?(?:back )?(?:out|off|away)(?: again)?"
_END = r"(?: again)?[\s.!]*(?:please)?[\s.!]*$"
_FADES = tuple(
    regex(rf"{LEAD}{form}{_END}", re.IGNORECASE)
    for form in (
        rf"(?:fade|blend|bring) {_WHAT} in,? {_P1}{_JOIN}(?:the |my |our )?(?:(?P<what2>[^,.;:]+?) )?{_OUT} {_P2}",
        rf"(?:(?:make|put|add|do) )?(?:a )?fade[- ]in (?:(?:on|of|for) )?{_WHAT} {_P1}{_JOIN}(?:a )?{_OUT} {_P2}",
        rf"{_WHAT}:? (?:(?:should |to )?fad(?:e|es|ing)|comes?|goes?) in,? {_P1}{_JOIN}{_OUT} {_P2}",
        rf"{_WHAT}(?: please)?,? {_P1} fades? in{_JOIN}{_P2} {_OUT}",
        rf"fade in {_WHAT} {_P1}{_JOIN}{_P2} {_OUT}",
    )
)
_SIDE = (
    r"(?:(?:to the )?(?:hard |far |fully )?(?:left|right)|\d+ ?(?:%|percent) (?:left|right)"
    r"|(?:to |in )?the (?:cent(?:er|re)|middle))"
)
_DB = r"(?:by )?\d+(?:\.\d+)? ?db (?:up|down|louder|quieter|lower|higher|softer)|(?:up|down)(?: by)? \d+(?:\.\d+)? ?db"
_PITCH = r"(?:up|down)(?: by)? (?:an octave|a \w+|\d+ (?:semitones?|steps))"
_VALUE = rf"(?:{_SIDE}|{_DB}|{_PITCH}|softer|quieter|louder|muted|soloed)"
_VERB = r"(?P<verb>(?:pan|transpose|turn|make|put|set|play|have|keep|move)\s+)?"
_VALUES = tuple(
    regex(rf"{LEAD}{form}{_END}", re.IGNORECASE)
    for form in (
        rf"{_VERB}{_WHAT},? (?P<v1>{_VALUE}) {_P1}{_JOIN}(?:back )?(?P<v2>{_VALUE}) {_P2}",
        rf"{_VERB}{_WHAT} {_P1} (?P<v1>{_VALUE}){_JOIN}{_P2} (?P<v2>{_VALUE})",
    )
)
_MUTES = regex(
    rf"{LEAD}(?P<verb>mute|silence) {_WHAT} {_P1}{_JOIN}(?:(?:the |my |our )?(?P<what2>[^,.;:]*?) )?{_P2}{_END}",
    re.IGNORECASE,
)
_UNIT = regex(r"\b(?P<unit>bar|second|beat|measure|sec)s?\b", re.IGNORECASE)
_ONE = regex(r"\b(?P<which>first|last) (?P<unit>bar|beat|second)\b", re.IGNORECASE)
_BARE_NUMBER = regex(r"(?:\d+|one|two|three|four|five|six|eight|ten)$", re.IGNORECASE)
_DOES = ("automate", "edit_clip", "edit_notes", "change_tempo_key")


def verb_shared(text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]) -> list[Step]:
    """The steps of both; [] for any other request, and where one of them is not clear by itself."""
    said = plain(text).strip()
    halves = _halves(said, scene) if '"' not in said and "?" not in said else None
    if halves is None:
        return []
    made: list[Step] = []
    for half in halves:
        steps = read(half, DialogueState.of(scene.context))
        if not steps or any(one.task in REPLIES or one.task not in _DOES or one.depends_on() for one in steps):
            return []
        made += steps
    return made


def _halves(said: str, scene: DialogueState) -> tuple[str, str] | None:
    for form in _FADES:
        if (match := form.match(said)) and _is_thing(match["what"], scene):
            other = match.groupdict().get("what2") or match["what"]
            if _is_thing(other, scene):
                p2 = _with_unit(match["p2"], match["p1"])
                return f"fade in the {match['what']} {_counted(match['p1'])}", f"fade out the {other} {_counted(p2)}"
    for form in _VALUES:
        if (match := form.match(said)) and _is_thing(match["what"], scene):
            verb = (match["verb"] or "").strip() or ("pan" if re.fullmatch(_SIDE, match["v1"], re.IGNORECASE) else "")
            what = f"{verb} the {match['what']}".strip()
            return f"{what} {match['v1']} {match['p1']}", f"{what} {match['v2']} {_with_unit(match['p2'], match['p1'])}"
    match = _MUTES.match(said)
    if match and _is_thing(match["what"], scene) and (not match["what2"] or _is_thing(match["what2"], scene)):
        other = match["what2"] or match["what"]
        return f"mute the {match['what']} {match['p1']}", f"mute the {other} {_with_unit(match['p2'], match['p1'])}"
    return None


def _is_thing(words: str, scene: DialogueState) -> bool:
    """Do the words name one track, and nothing else?"""
    bare = re.sub(r"^(?:the|my|our)\s+", "", words.strip(), flags=re.IGNORECASE)
    found = things(bare, scene)
    return len(found) == 1 and len(found[0].tracks) == 1 and found[0].end - found[0].start >= len(bare)


def _counted(place: str) -> str:
    """ "The first bar": one bar."""
    return _ONE.sub(r"\g<which> 1 \g<unit>", place)


def _with_unit(place: str, other: str) -> str:
    """ "Over the last two" behind "over two bars": bars again."""
    unit = _UNIT.search(other)
    if unit and re.search(r"\b(?:last|first)$", place, re.IGNORECASE):
        return f"{place} {unit['unit']}"
    return f"{place} {unit['unit']}s" if unit and _BARE_NUMBER.search(place) and not _UNIT.search(place) else place
