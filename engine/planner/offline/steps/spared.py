"""Spared: "all of it two semitones down, drums stay obviously" is done to everything except the drums.

What is spared may be told in a clause of its own, before or behind; it is put where every reading knows it.
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BEGINS = regex(r"(?:^|[,;.:]\s*|\s-+\s|\s(?=(?:but|and|though|while|only|just|not|except|apart|leave)\b))\s*")
_LEAD = r"(?:(?:but|and|though|while|only|just|obviously|of course|please|obvs|naturally|so|ok|oh)\b[\s,]*)*"
_TAIL = (
    r"(?:[\s,]+(?:obviously|of course|though|tho|please|pls|naturally|dry|obvs|alone|put|in place|in|on|there|still"
    r"|exactly|just|untouched|unchanged|the same|as (?:it|they) (?:is|are|was|were)|as is|as normal|as now"
    r"|where (?:it|they) (?:is|are)|how (?:it|they) (?:is|are)|like (?:it|they) (?:is|are)|out(?: of (?:it|this))?"
    r"|like (?:that|this|now)|at (?:its|their) (?:level|volume|pitch)))*"
)
_WHO = r"(?P<who>[\w'&./ +-]+?(?:, [\w'&./ +-]+?)*?)"
_END = r"\s*(?=$|[,;.!]|\s-\s)"
_FORMS = tuple(
    regex(_LEAD + form + _TAIL + _END, re.IGNORECASE)
    for form in (
        rf"{_WHO} (?:(?:can|should|must|may|has to|have to|just|all|need to) )*(?:stays?|staying|remains?)",
        r"(?:leave|keep|spare|skip|don'?t touch|do not touch|not|never|hands off|excluding|except(?: for)?|apart from)"
        rf" (?:(?:on|in|for|with|to|from|of) )?{_WHO}",
        rf"{_WHO} (?:as (?:it|they) (?:is|are|was|were)|as is|untouched|unchanged|excepted|excluded)",
    )
)
_ALL = regex(
    r"\b(?:everything|everyone|everybody|(?:it|them|us|the lot) all|all of (?:it|them)|the lot|every track"
    r"|all (?:the |my |our )?tracks|(?:the |our |this )?(?:whole|entire|full) (?:song|mix|thing|band|tune|track|piece)"
    r"|all(?= (?:of )?(?:down|up|by|out|a|an|one|two|three|four|\d|half|on|off|quieter|louder|lower|higher)\b))\b"
    r"(?! (?:else|but|except|apart|other|besides|minus|without)\b)",
    re.IGNORECASE,
)
_EVERYWHERE = regex(r"\beverywhere\b", re.IGNORECASE)
_SONG = regex(r"\b(?:the|our|this) (?:song|tune|piece)\b", re.IGNORECASE)
_KEY = regex(
    r"\b(?:key|semitones?|transpos\w+|(?:whole )?tones?|half ?tones?|half ?steps?|whole steps?)\b", re.IGNORECASE
)
_CLOCK = regex(r"\b(?:bpm|tempo|faster|slower|speed|metronome|click|meter)\b|\b\d/\d\b", re.IGNORECASE)
_WAY = regex(r"\b(?P<down>down|lower|deeper|drop)\b|\b(?P<up>up|higher|raise)\b", re.IGNORECASE)
_TONES = {"tone": 2, "step": 2, "semitone": 1, "half": 1}
_A_TONE = regex(
    r"\b(?P<n>a|one|two|three|1|2|3) (?:whole )?(?P<unit>tone|semitone|half ?tone|half ?step|whole step)s?\b"
)
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "1": 1, "2": 2, "3": 3}
_FILLERS = frozenset("the my our a and or & + both all of on in either , nor n plus".split())
_UNDOES = regex(r"\b(?:undo|take (?:it|that|everything) back|revert|redo|delete|remove|solo)\b", re.IGNORECASE)


def with_spared(text: str, scene: DialogueState) -> str:
    """The request with "everything except …" in it; as it was where nothing is spared of all there is."""
    simple = plain(text)
    if '"' in simple or "?" in simple or len(simple) != len(text) or _CLOCK.search(simple) or _UNDOES.search(simple):
        return text
    for start in sorted({one.end() for one in _BEGINS.finditer(simple)}, reverse=True):
        for form in _FORMS:
            match = form.match(simple, start)
            names = _tracks(match["who"], scene) if match else []
            if match is None or not names:
                continue
            rest = f"{text[:start].rstrip(' ,;.-')}, {text[match.end() :].lstrip(' ,;.-')}".strip(" ,;.-")
            if told := _of_the_rest(rest, names, scene):
                return told
    return text


def _tracks(words: str, scene: DialogueState) -> list[str]:
    """The tracks that the words name, where they say nothing else."""
    low = words.lower().strip(" ,")
    found = [one for one in things(low, scene) if one.tracks]
    if not found:
        low = f"the {low}"
        found = [one for one in things(low, scene) if one.tracks]
    rest = low
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    if not found or set(re.findall(r"[\w']+|[,&+]", rest)) - _FILLERS:
        return []
    return list(dict.fromkeys(track for one in found for track in one.tracks))


def _of_the_rest(rest: str, names: list[str], scene: DialogueState) -> str:
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
    spared = f"everything except {listed}"
    if len(_ALL.findall(rest)) == 1:
        return _ALL.sub(spared, rest)
    if len(_EVERYWHERE.findall(rest)) == 1:
        return _EVERYWHERE.sub(f"on {spared}", rest)
    if not _KEY.search(rest) or any(one.tracks for one in things(_SONG.sub(" ", plain(rest)), scene)):
        return ""
    context = scene.context
    if context.selected_clips or context.selected_tracks or context.selected_bars or context.files:
        return ""
    steps, way = _semitones(rest.lower()), _WAY.search(rest)
    if not steps or way is None:
        return ""
    return f"transpose {spared} {'down' if way['down'] else 'up'} {steps} semitones"


def _semitones(text: str) -> int:
    if match := _A_TONE.search(text):
        unit = "semitone" if match["unit"].startswith(("semi", "half")) else "tone"
        return _COUNTS[match["n"]] * _TONES[unit]
    told = {abs(int(one.value)) for one in quantities(text) if one.unit in ("semitones", "")}
    return told.pop() if len(told) == 1 else 0
