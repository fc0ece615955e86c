"""Statement first: what one sentence tells of is what the order behind it means by "it" and "there".

"The violas have nothing from bar 9 on. Let them double the cellos there."
→ "Let the violas double the cellos from bar 9 on."
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import COMMANDS, SESSION_COMMANDS, plain
from engine.planner.regex import regex

_SENTENCES = regex(
    r"^(?P<told>[^.!?;:,\"]{6,90})(?:[.!;]|,(?: so)?|\s[-–—])\s+(?P<order>[^.!?;\"]{4,90})[.!]*\s*$"
)
_TELLS = regex(
    r"\b(?:is|are|was|were|has|have|had|isn't|aren't|sounds?|feels?|seems?|drags?|rush(?:es)?|drones?|there's|there is"
    r"|there are|i (?:hear|can hear|have|'ve)|nothing|too|comes?|plays?|sings?|lies?|fights?|clash\w*|masks?|needs?"
    r"|doesn't|don't|can't)\b|\w(?:'s|'re|'ve)\b",
    re.IGNORECASE,
)
_LEAD = regex(
    r"^\W*(?:(?:so|please|then|can you|could you|would you|and|ok|okay|just|maybe|let's)\s+)*", re.IGNORECASE
)
_VERBS = COMMANDS | SESSION_COMMANDS | frozenset("turn bring take make let put pull push pan mute solo".split())
_VERBS -= frozenset("fix repair sort solve mend correct clean help change say tell copy undo redo".split())
""" "It is boxy, fix that": what is to be done is told by the statement."""
_NO_STATEMENT = regex(r"^\W*(?:don'?t|do not|never|no|please|can|could|would|let|let's|bars?)\b", re.IGNORECASE)
_IT = regex(
    r"\b(?P<it>it|them|those|that|him|her(?! \w))\b(?! (?:is|are|was|one|bar|clip|track|much|far|loud)\b|'s)",
    re.IGNORECASE,
)
_THERE = regex(
    r"\b(?:right |just |only )?(?:in )?there\b|\bin (?:that|this) (?:part|bit|section|bar|spot)\b", re.IGNORECASE
)
_PLACE = regex(
    r"\b(?:only |just )?(?:in|from|at|during|over|until|till|through|throughout|between|on|after|before|into|around)\s+"
    r"(?:the |our |my )?(?:bars?|beats?|first|last|second|third|\w+)\b[^,.;!?]*$",
    re.IGNORECASE,
)
_NUMBERED = regex(r"\bbars? \d", re.IGNORECASE)
_TELLS_NOTHING = regex(
    r"\b(?:if|when|whenever|unless|once|while|because|since|until|as soon|where|who|which|not that)\b"
    r"|\b(?:has|have|had|got|there(?:'s| is| are)) (?:an?|some|too (?:much|many)|two|three|lots) (?!(?:wrong|bad) )",
    re.IGNORECASE,
)
"""A condition, or something else that "it" may be: "the banjo has a thump at 7 seconds, cut it out"."""
_WRONG = regex(
    r"\b(?:too|nothing|wrong|drags?|dragging|rush(?:es|ing)|off|buried|lost|drown\w*|thin|bare|empty|mud\w*|boom\w*"
    r"|harsh|clash\w*|fight\w*|mask\w*|a bit much|out of|not|loud|quiet|sloppy|stiff|flat|sharp|busy)\b|n't\b",
    re.IGNORECASE,
)
""" "The keys are lovely in the chorus. Turn them up": all of them."""
_AGAINST = regex(
    r"\b(?:with|against|over|under|behind|than|for|like|too|very|so|is|are|bit|more|less|really)\s+(?:the |my |our )?$",
    re.IGNORECASE,
)
""" "The drums clash with the vox": it is about the drums."""
_OF_ITS_SOUND = regex(
    r"\b(?:dull|boxy|muddy|harsh|thin|boomy|dark|bright|nasal|tinny|shrill|hiss\w*|noisy|woolly|sharp|flat)\b",
    re.IGNORECASE,
)
""" "The lead is dull, open it up": how is told by the statement."""
_GENITIVE = regex(r"'s$")
_OTHER_PLACE = regex(r"\b(?:bars?|beats?) \d|\b(?:here|everywhere|throughout|all the way)\b", re.IGNORECASE)


def statement_first(text: str, scene: DialogueState) -> str:
    """Both sentences as one order; the text as it is where the first tells of no one thing, the second of another."""
    simple = plain(text)
    match = _SENTENCES.match(simple)
    if match is None:
        return text
    told, order = match["told"].strip(), match["order"].strip()
    words = _LEAD.sub("", order).lower().split()
    first = told.split()[0].lower()
    if not words or words[0] not in _VERBS or first in _VERBS or not _TELLS.search(told):
        return text
    if _OF_ITS_SOUND.search(told) or _TELLS_NOTHING.search(told) or _NO_STATEMENT.match(told):
        return text
    named = [one for one in things(told, scene) if not _AGAINST.search(told[: one.start])]
    it, there = _IT.search(order), _THERE.search(order)
    if len(named) != 1 or len(named[0].tracks) != 1 or it is None or _named_as_object(order, it.start(), scene):
        return text
    place = _place(told, named[0].end, scene)
    if (
        not place
        or not there
        and (not _WRONG.search(told) or _OTHER_PLACE.search(order) or _names_a_place(order, scene))
    ):
        return text
    name = f"the {_GENITIVE.sub('', told[named[0].start : named[0].end])}"
    said = f"{order[: it.start()]}{name}{order[it.end() :]}"
    if there:
        said = said.replace(there[0], place, 1)
    else:
        said = f"{said} {place}"
    return re.sub(r"\s+", " ", said)


def _named_as_object(order: str, until: int, scene: DialogueState) -> bool:
    """Does the order name a thing before its "it"? Then that is meant."""
    return any(thing.start < until for thing in things(order, scene))


def _place(told: str, behind: int, scene: DialogueState) -> str:
    found = _PLACE.search(told, behind)
    if found is None:
        return ""
    return found[0] if _names_a_place(found[0], scene) else ""


def _names_a_place(words: str, scene: DialogueState) -> bool:
    return _NUMBERED.search(plain(in_bars(words, DialogueState.of(scene.context)))) is not None
