"""Who sings: what is wished of the voice of what was just sung: "another voice", "als Tenor", "only the sopranos"."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

WHO = (
    "Which voice should sing it: a man, a woman, a child, a deep or a soft one? A voice can be called by its name, too."
)
ONE_CLIP = (
    "The choir was sung into one clip, so one of its parts cannot be changed alone; change the whole choir, or have "
    "that part sung on a track of its own."
)
_VOICES = ("male", "female", "child", "deep", "soft")
_PLEASE = r"(?:\W+(?:please|bitte|again|now|thanks))*\W*$"
_LEAD = r"^\W*(?:(?:no|ok|and|now|please|can we|could we|let'?s|i want|i'd like|try|use|with|have|give me|take)\W+)*"
_SINGS = r"(?: (?:should |to )?sings?(?: it| that)?)?"
_ANOTHER = regex(
    rf"{_LEAD}(?:(?:an?other|a different|some other|a change|change the) (?:voice|singer|vocals?|vocalist)"
    rf"(?: for (?:it|that))?|(?:someone|somebody) else){_SINGS}{_PLEASE}",
    re.IGNORECASE,
)
_ELSEWHERE = {"sopran": "soprano", "soprane": "soprano", "bariton": "baritone", "contralto": "alto"}
_OTHERS = r"tenor|baritone|bass|soprano|mezzo|alto|(?:fe)?male(?: singer)?|man|woman|child|boy|girl"
_KIND = rf"(?:{'|'.join(_ELSEWHERE)}|{_OTHERS})"
_AS = regex(
    rf"^\W*(?:als|as|como|comme|en|like)\W+(?:(?:an?|eine?n?|une?|uma?|la|el)\W+)?(?P<kind>{_KIND}){_PLEASE}",
    re.IGNORECASE,
)
_PART = regex(
    r"\b(?:only|just|all)? ?(?:the|my|our) (?P<part>sopranos?|altos?|tenors?|baritones?|basses|mezzos?)\b",
    re.IGNORECASE,
)
_NOT_SUNG = regex(r"\b(?:bars?|track|clip|marker|add|new|sing the|notes?)\b|\"", re.IGNORECASE)
Offer = tuple[list[Step], tuple[tuple[Step, ...], ...]]


def who_sings(text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]) -> Offer | None:
    """The steps with what they offer; None for any other request, and where nothing was sung before it."""
    last = scene.done[-1] if scene.done else None
    if not scene.context.dialogue or last is None or last.tool != "sing":
        return None
    simple = plain(text)
    if _ANOTHER.match(simple):
        offers = [read(f"with a {voice} voice", scene) for voice in _VOICES if voice != last.args.get("voice")]
        sung = [tuple(steps) for steps in offers if [step.task for step in steps] == ["sing"]]
        return [Step("ask", {"text": WHO})], tuple(sung)
    if as_kind := _AS.match(simple):
        kind = as_kind["kind"].lower().removesuffix(" singer")
        steps = read(f"with a {_ELSEWHERE.get(kind, kind)} voice", scene)
        return (steps, ()) if [step.task for step in steps] == ["sing"] else None
    part = _PART.search(simple)
    is_choir = "choir" in str(last.args.get("voice", "")).lower()
    if part and is_choir and not _NOT_SUNG.search(simple) and not _is_here(part["part"], scene):
        return [Step("ask", {"text": ONE_CLIP})], ()
    return None


def _is_here(part: str, scene: DialogueState) -> bool:
    one = part.lower().removesuffix("es" if part.lower() == "basses" else "s")
    names = (*scene.context.tracks, *(clip.name for clip in scene.clips))
    return any(word.removesuffix("es").removesuffix("s") == one for name in names for word in name_words(name))
