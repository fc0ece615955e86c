"""A part moved or copied: "put bars 3 and 4 of the drums at bar 21", "the chorus once more at the end"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.part_said import COUNT, PART, N, edge, numbered, sections
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import compiled, plain, tokens
from engine.tasks.plan import Step

_VERB = re.compile(
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|so|can you|could you|let'?s|i want you to|no|yes|just)\W+)*"
    r"(?P<verb>copy|duplicate|repeat|paste|double|loop|play|sing|move|shift|take|grab|lift|cut|put|stick|drop|bring"
    r"|have)\b",
    re.IGNORECASE,
)
_COPIES = re.compile(
    r"^\W*(?:\w+\W+){0,2}?paste\b|\b(?:cop(?:y|ies)|duplicat\w+|repeat\w*|again|more|twice|times|double)\b", re.I
)
_MOVES = ("move", "shift", "take", "grab", "lift", "cut", "put", "stick", "drop", "bring")
_AND_PUT = re.compile(
    r"\W*\b(?:and|then)\s+(?:then\s+)?(?P<verb>put|stick|place|paste|drop|move|copy|bring|have|repeat)\s+"
    r"(?:it|them|that|those|this|these|a copy(?: of (?:it|them|that))?)\b(?: back| down)?",
    re.IGNORECASE,
)
_ANEW = re.compile(
    r"\b(?:(?:once|one(?: more| last)? time|another time|one time) ?(?:more|again)?|once more|again"
    r"|(?P<twice>twice)(?: more)?"
    rf"|(?P<times>{COUNT}) (?:more )?times|a (?:second|third) time)\b",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    "the a an my our of in on from to at for please now all everything whole entire full just exactly right only out"
    " tracks track part section bit again too also there it then and so thanks session song back".split()
)


def part_moved(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other. The grammar is closed: no word is left over."""
    said = plain(text).strip()
    verb = _VERB.match(said)
    anew = _ANEW.search(said)
    if '"' in said or not (verb or anew):
        return None
    rest = said[verb.end() :] if verb else said
    put = _AND_PUT.search(rest)
    rest = f"{rest[: put.start()]} {rest[put.end() :]}" if put else rest
    found = _destination(rest, scene)
    if found is None:
        return _twice(verb, anew, rest, scene) if verb else None
    bar, rest = found
    rest, count = (_ANEW.sub(" ", rest), _times(anew)) if anew else (rest, 1)
    if verb and verb["verb"].lower() in _WHOLE_MOVES and not anew and (whole := _from_its_bar(rest, bar, verb, scene)):
        return whole
    if its_clip := _called_like_a_part(rest, scene) if verb and not anew else "":
        is_copy = verb is not None and verb["verb"].lower() in ("copy", "duplicate")
        return [Step("arrange", {"action": "duplicate" if is_copy else "move", "clip": its_clip, "bar": number(bar)})]
    source = _source(rest, scene)
    if source is None:
        return None
    clips, start, end = source
    is_copy = bool(_COPIES.search(said)) or not verb or verb["verb"].lower() not in _MOVES
    if verb and verb["verb"].lower() in ("play", "sing", "loop", "have") and not anew:
        return None
    args = {"action": "duplicate" if is_copy else "move", "start_bar": number(start), "end_bar": number(end)}
    args |= {"bar": number(bar)} | ({"count": count} if count > 1 else {})
    return [Step("arrange", {**args, **({"clip": clip} if clip else {})}) for clip in clips]


def _called_like_a_part(rest: str, scene: DialogueState) -> str:
    """ "Move the solo to bar 33": the one clip of that name, where that is what the part of the song has."""
    words = re.sub(r"^\W*(?:the|my|our|his|her)\s+|\W+$", "", rest, flags=re.IGNORECASE)
    reach = sections(scene).get(words.lower())
    clips = [clip for clip in scene.clips if clip.name.lower() == words.lower() and clip.track]
    return clips[0].id if len(clips) == 1 and clips[0].bars == reach else ""


_WHOLE_MOVES = ("move", "shift", "bring", "put", "copy", "duplicate")
_FROM_BAR = re.compile(rf"\bfrom (?:bar )?(?P<bar>{N})\b\W*$", re.IGNORECASE)
NOT_FROM_THERE = "Nothing that is meant begins at bar {}; should all of it move, or only what lies from there?"


def _from_its_bar(rest: str, bar: float, verb: re.Match[str], scene: DialogueState) -> list[Step] | None:
    """ "Move the drums from bar 1 to bar 5": where they lie now is told, too."""
    told = _FROM_BAR.search(rest)
    found = things(rest[: told.start()], scene) if told else []
    clips = list(dict.fromkeys(clip for one in found for clip in one.clips))
    if not told or not clips or _left_over(rest[: told.start()], found):
        return None
    bar_s = Clause("", "", "", scene).bar_s
    at = (float(told["bar"]) - 1) * bar_s
    there = [one.id for one in scene.clips if one.id in clips and abs(one.start - at) < bar_s / 2]
    if not there:
        return [Step("ask", {"text": NOT_FROM_THERE.format(told["bar"])})]
    action = "duplicate" if verb["verb"].lower() in ("copy", "duplicate") else "move"
    return [Step("arrange", {"action": action, "clip": one, "bar": number(bar)}) for one in there]


def _left_over(rest: str, found: Sequence[Thing]) -> bool:
    """Is there a word besides what is named and little words?"""
    left = "".join(" " if any(one.start <= at < one.end for one in found) else char for at, char in enumerate(rest))
    return any(word.low not in _BESIDE for word in tokens(left) if word.text[0].isalnum())


COVERS = "A copy right behind it would cover what lies from bar {} to bar {}; at which bar should it go?"


def _twice(verb: re.Match[str], anew: re.Match[str] | None, rest: str, scene: DialogueState) -> list[Step] | None:
    """ "Double the chorus", "play the chorus twice": once more right behind itself, where nothing lies yet."""
    named = verb["verb"].lower()
    if named not in ("double", "duplicate") and not (anew and named in ("play", "repeat", "sing")):
        return None
    again = 1 if anew is None or anew["twice"] else _times(anew)
    source = _source(_ANEW.sub(" ", rest), scene)
    if source is None or source[0] != [""]:
        return None
    _, start, end = source
    bar_s = Clause("", "", "", scene).bar_s
    behind = end + again * (end - start)
    lying = [(one.start / bar_s + 1, (one.start + one.length) / bar_s + 1) for one in scene.clips if one.track]
    if any(a < behind - 0.01 and b > end + 0.01 for a, b in lying):
        return [Step("ask", {"text": COVERS.format(f"{end:g}", f"{behind:g}")})]
    args = {"action": "duplicate", "start_bar": number(start), "end_bar": number(end), "bar": number(end)}
    return [Step("arrange", {**args, **({"count": again} if again > 1 else {})})]


def _times(match: re.Match[str]) -> int:
    said = (match["times"] or "").lower()
    return 2 if match["twice"] else 1 if not said else int(said) if said.isdigit() else int(spoken_number(said) or 1)


def _destination(text: str, scene: DialogueState) -> tuple[float, str] | None:
    """(the bar that it goes to, the words without it): the last place that is told."""
    end_of_song = float(last_bar(Clause(text, "", "", scene)))
    parts = sections(scene)
    names = "|".join(re.escape(name) for name in sorted(parts, key=len, reverse=True)) or r"(?!)"
    place = compiled(
        rf"\b(?:(?:to|at|on|in|into|from)\s+)?(?:(?P<end>the (?:very )?end(?: of (?:the|our|my) (?:song|track"
        rf"|session|piece))?)"
        rf"|(?P<top>the (?:very )?(?:top|beginning|start)(?: of (?:the|our|my) (?:song|track|session|piece))?)"
        rf"|(?:right |just |straight |directly |straight from |right from )*(?:(?P<behind>after|behind|following)\s+)?"
        rf"(?:bar (?P<bar>{N})|(?:the |our )?(?P<name>{names})))(?=\W|$)",
        re.IGNORECASE,
    )
    matches = list(place.finditer(text))
    match = next((one for one in reversed(matches) if not text[one.end() :].strip(" .!?,")), None)
    match = match or next((one for one in reversed(matches) if _is_adverb(text[one.end() :])), None)
    if match is None or not re.match(r"(?:to|at|on|in|into|from|right|just|after|behind|following)\b", match[0], re.I):
        return None
    if match["end"]:
        bar = end_of_song
    elif match["top"]:
        bar = 1.0
    elif match["bar"]:
        bar = float(match["bar"]) + (1 if match["behind"] else 0)
    else:
        start, end = parts[match["name"].lower()]
        bar = end if match["behind"] else start
    return bar, f"{text[: match.start()]} {text[match.end() :]}"


def _is_adverb(rest: str) -> bool:
    """ "at the end once more", "… please" """
    return all(word.low in _BESIDE for word in tokens(_ANEW.sub(" ", rest)) if word.text[0].isalnum())


def _source(text: str, scene: DialogueState) -> tuple[Sequence[str], float, float] | None:
    """(clips, first bar, bar behind) of what is taken; a clip of "" is all of the session."""
    bars = PART.search(text)
    rest = f"{text[: bars.start()]} {text[bars.end() :]}" if bars else text
    parts = sections(scene)
    section = ""
    if not bars:
        names = "|".join(re.escape(name) for name in sorted(parts, key=len, reverse=True)) or r"(?!)"
        named = compiled(rf"\b(?:the |our )?(?:whole |entire )?(?P<name>{names})\b(?:'s)?", re.IGNORECASE).search(rest)
        if named is None:
            return None
        section, rest = named["name"].lower(), f"{rest[: named.start()]} {rest[named.end() :]}"
    found = things(rest, scene)
    if _left_over(rest, found):
        return None
    left = "".join(" " if any(one.start <= at < one.end for one in found) else char for at, char in enumerate(rest))
    clips = list(dict.fromkeys(clip for one in found for clip in one.clips))
    if not clips and re.search(r"\b(?:it|them|that|this)\b", left, re.IGNORECASE):
        clips = [one for one in [scene.focus(("audio", "midi"))] if one]
    is_all = re.search(r"\b(?:all|everything|whole|entire|song|session)\b", left, re.IGNORECASE) is not None
    if section or (bars and bars["a"]):
        reach = parts[section] if section else numbered(bars) if bars else None
    else:
        reach = edge(bars, clips, scene) if bars else None
    if reach is None or not (clips or section or is_all):
        return None
    return _inside(clips, reach, scene) or [""], *reach


def _inside(clips: Sequence[str], reach: tuple[float, float], scene: DialogueState) -> list[str]:
    """Of the clips those that play in these bars; all where none does."""
    bar_s = Clause("", "", "", scene).bar_s
    lying = [one for one in scene.clips if one.id in clips]
    a, b = ((bar - 1) * bar_s for bar in reach)
    return [one.id for one in lying if one.start < b - 0.01 and one.start + one.length > a + 0.01] or list(clips)
