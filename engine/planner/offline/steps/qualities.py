"""Qualities: "make the keys darker", "the drums a bit louder and to the left" have a closed form, each word its act.

What a trained table heard in such words was now and then the opposite: more width for "narrower", a reverb for "dry".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.remade import MAKERS
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.tone_wish import tone_move
from engine.tasks.plan import Step

Understand = Callable[[str, DialogueState], list[Step]]
_HOW = (
    r"(?:(?:a|an) (?:(?:little|tiny|wee|good) )?(?:bit|little|touch|tad|hair|notch|smidge|lot|shade)(?: more)?|slightly"
    r"|(?:much|way|even|far) more|much|way|far|somewhat|some|even|more|quite a bit"
    r"|(?:by )?[-+]?\d+(?:[.,]\d+)? ?(?:dB|%|percent|semitones?|cents?|bpm|bars?|beats?|ms))"
)
_SIDE = (
    r"(?:(?:hard |far |all the way |half )?(?:(?:to|on|towards?) the )?(?:left|right)"
    r"|(?:to|in|into|towards?) the (?:middle|centre|center))"
)
_TONE = (
    r"(?:(?:less |more )?(?:warm|bright|air(?:y|ier)|crisp|clear|present|dark|mellow|full|thick|mudd(?:y|ier)"
    r"|boom(?:y|ier)|box(?:y|ier)|nasal|honky|harsh|shrill|piercing|brittle|tinn(?:y|ier)|dull|muffled)(?:er)?"
    r"|thin|thinner|less thin)"
)
_FORMS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    r"louder": ("turn {thing} up{how}", {}),
    r"quieter|softer|less loud": ("turn {thing} down{how}", {}),
    r"wider|wide": ("widen {thing}", {}),
    r"narrower|narrow|less wide": ("make {thing} narrower", {}),
    r"drier|dryer|dry|less wet": ("less reverb on {thing}", {}),
    r"wetter|less dry": ("put reverb on {thing}", {}),
    r"punchier|punchy": ("compress {thing}", {"ratio": 3.0, "attack_ms": 30.0}),
    r"tighter": ("compress {thing}", {}),
    r"dirtier|grittier|dirty|gritty": ("distort {thing}", {}),
}
"""A request in words that are always understood, and the settings that go with the quality. (A slow attack lets the
beginnings of sounds through: Izhaki, "Mixing Audio".)"""
_ELSE = (
    r"(?:shorter|longer|faster|slower|higher|lower|earlier|later|deeper|bigger|smaller|cleaner|smoother|more \w+"
    r"|less \w+|an octave (?:up|down|higher|lower))"
)
_QUALITY = rf"(?:{'|'.join(_FORMS)}|{_TONE}|{_ELSE})"
_ONE = rf"(?:{_HOW} )?(?:{_QUALITY}|{_SIDE})(?: {_HOW})?"
_AND = r"(?:\s*,\s*(?:and |but |plus )?|\s+(?:and|but|plus|&)\s+)(?:then |also |maybe |perhaps )*(?:it )?"
_TAIL = r"[\s,]*(?:please|pls|thanks|too|now|then|in the mix)?[\s.!?]*$"
_SEVERAL = re.compile(rf"^(?P<head>.*?)\b(?P<said>{_ONE}(?:{_AND}{_ONE})+)(?P<tail>{_TAIL})", re.IGNORECASE)
_SINGLE = re.compile(rf"^(?P<head>.+?) (?P<said>{_ONE}){_TAIL}", re.IGNORECASE)
_CUT = re.compile(rf"{_AND}(?={_ONE}(?:{_AND}{_ONE})*$)", re.IGNORECASE)
_FIGURE = re.compile(r"[-+]?\d+(?:[.,]\d+)? ?(?:dB|%|percent)", re.IGNORECASE)
_LARGE = re.compile(r"\b(?:much|way|lot)\b", re.IGNORECASE)
_EVEN = re.compile(r"\b(?:even|some|somewhat)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|that|this|those|these)\s+", re.IGNORECASE)
_OWN = re.compile(r"^(?:my|our|his|her|their)\b", re.IGNORECASE)
_IS_ONE = re.compile(rf"^(?:{_QUALITY})$", re.IGNORECASE)
_IS_SIDE = re.compile(rf"(?:{_HOW} )?{_SIDE}(?: {_HOW})?", re.IGNORECASE)
_IS_TONE = re.compile(rf"(?:{_HOW} )?{_TONE}(?: {_HOW})?", re.IGNORECASE)
_HOW_SAID = re.compile(rf"\b{_HOW}\b", re.IGNORECASE)
_WISH = re.compile(
    r"^\W*(?:(?:please|now|ok|and|then|just|can (?:you|i|we)|could (?:you|i|we)|i want|i need|let's|i'd like|we need"
    r"|i would like)\W+)*(?:make|get|have|turn|bring|put|set|move|want|need|like)?\b\W*(?:me\b\W*)?",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:(?:should|could|must|has to|needs to|to) )?(?:be|sound|feel|go|sit)$", re.IGNORECASE)
_MOST_WORDS = 24
_MOST_WORDS_OF_A_THING = 5
_NOT_A_WISH = re.compile(
    r"\b(?:than|when|if|not|is|are|was|were|it's|sounds|like|what|which|how|why|from|for|with|at|bars?)\b|n't\b|\?",
    re.IGNORECASE,
)
""""Softer and wider than the piano" compares; what is asked, told or denied is no wish; bars have their own words."""
_NO_THING = re.compile(
    r"^(?:it|that|this|them|those|these)$|\d|\b(?:and|but|or|,)$|\b(?:up|down|it|them|everything|all|one|other|second|first|last|new|both|notes?|chords?|melod\w+"
    r"|singer|voice over|tempo|song|mix|master|marker|verse|chorus|bridge|intro|outro|song)\b",
    re.IGNORECASE,
)


def one_quality(text: str, scene: DialogueState, understand: Understand) -> list[Step]:
    """ "Make the vocal darker", "the pad a bit narrower": the act that the word names; empty for any other request.

    The thing has to be named: what "it" is, and whether it is made anew with that quality, the conversation says.
    """
    simple = plain(text)
    found = _SINGLE.match(simple)
    if not found or _NOT_A_WISH.search(simple):
        return []
    thing = _thing(found["head"])
    words = thing.split()
    if not 1 <= len(words) <= _MOST_WORDS_OF_A_THING or _NO_THING.search(thing) or words[0].lower() in COMMANDS:
        return []
    if not things(thing, scene) or any(_IS_ONE.search(word) for word in words):
        return []
    request, settings = _request(_named(thing), found["said"])
    if not request:
        return []
    steps = understand(request, scene)
    if any(step.task in REPLIES for step in steps):
        is_answer = request.startswith("less reverb") and steps[0].task == "ask"
        return steps if is_answer else []
    return [replace(step, args={**step.args, **settings}) if _takes(step) else step for step in steps]


def _thing(head: str) -> str:
    """What stands before a quality, without the words of the wish."""
    return _LINK.sub("", _WISH.sub("", head).strip(" ,:")).strip()


def _takes(step: Step) -> bool:
    return step.task == "apply_effect"


def _request(thing: str, said: str) -> tuple[str, Mapping[str, Any]]:
    """In words that are always understood, and the settings of the quality; ("", {}) for one without a closed form."""
    if _IS_SIDE.fullmatch(said):
        return f"pan {thing} {said}", {}
    if _IS_TONE.fullmatch(said):
        move = tone_move(said.lower())
        return (f"put an eq on {thing}", move) if move else ("", {})
    for words, (request, settings) in _FORMS.items():
        if re.search(rf"\b(?:{words})\b", said, re.IGNORECASE):
            return request.format(thing=thing, how=_how_far(said)), settings
    return "", {}


def _how_far(said: str) -> str:
    """As it is always understood: a figure, a bit, a lot or nothing."""
    how = _HOW_SAID.search(said)
    if not how:
        return ""
    if figure := _FIGURE.search(how[0]):
        return f" by {figure[0]}"
    return " a lot" if _LARGE.search(how[0]) else "" if _EVEN.search(how[0]) else f" {how[0].removesuffix(' more')}"


def _named(thing: str) -> str:
    """ "That pad" is the pad; a name without an article gets one."""
    name = _ARTICLE.sub("", thing)
    return f"the {name}" if name == thing or not _OWN.match(thing) else thing


def each_quality(text: str, scene: DialogueState, understand: Understand) -> list[Step]:
    """The steps of all qualities that are said of one thing; empty where there are not several.

    When one of them cannot be followed, its question is asked, and nothing is done by halves. What is made anew takes
    all of them at once.
    """
    simple = plain(text)
    found = _SEVERAL.match(simple)
    if not found or len(simple.split()) > _MOST_WORDS or _NOT_A_WISH.search(simple):
        return []
    thing = _thing(found["head"]) or "it"
    if thing.split()[0].lower() in COMMANDS:
        return []
    qualities = _CUT.split(found["said"])
    if all(_IS_SIDE.fullmatch(said.strip()) for said in qualities):
        return []  # one to each side
    made: list[Step] = []
    for said in qualities:
        way = "pan" if _IS_SIDE.fullmatch(said.strip()) else "make"
        steps = understand(f"{way} {thing} {said.strip()}", scene)
        if _IS_TONE.fullmatch(said.strip()) and (move := tone_move(said.lower())):
            steps = [replace(one, args={**one.args, **move}) if _is_bare_eq(one) else one for one in steps]
        made += [step for step in steps if step not in made]
    anew = [step for step in made if step.task in MAKERS]
    if len(anew) > 1 or any(step.op == "fresh" for step in anew):
        return []
    asked = [step for step in made if step.task in REPLIES]
    if not asked:
        return made
    whole = understand(text, scene)
    return whole if all(step.task in MAKERS for step in whole) else asked[:1]


def _is_bare_eq(step: Step) -> bool:
    return step.task == "apply_effect" and step.args.get("effect") == "eq" and "gain_db" not in step.args
