"""Asked plainly: questions of a working session of which every word is known.

"what did you just change?"                           what was done
"what key and tempo are we in"                        the session
"which was nicer", "does that sound natural to you?"  no taste is judged
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.beside import NO_TASTE
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:ok(?:ay)?|so|and|hm+|well|now|wait|hey|right|but|then|fine|good|great|cool|thanks|btw|by the way|just"
    r"|remind me|tell me|quick question)\b[\s,:.]*)*"
)
_END = (
    r"(?:[\s,]+(?:now|right now|at the moment|currently|again|please|then|actually|so far|today|to you|or not|there))*"
    r"\W*$"
)
_DID = regex(
    rf"{_LEAD}(?:what(?:'s| has|s)? (?:all )?(?:did|have) (?:you|we|i) (?:just |all |actually "
    rf"|already )*(?:change[d]?|do(?:ne)?|edit(?:ed)?"
    r"|touch(?:ed)?)(?: (?:there|so far|up to now|until now|here|exactly|in total|to (?:it|the (?:song|session"
    r"|project))))*"
    r"|what(?:'s| has| have|s)? (?:just )?(?:been )?(?:changed|different|happened|done)(?: (?:there|so far|here))?"
    r"|what did that (?:do|change)|(?:give me )?(?:a )?(?:list|summary) of (?:the |your |all )?changes)"
    rf"{_END}",
    re.IGNORECASE,
)
_SESSION = r"(?:song|tune|track|piece|session|project|whole thing|arrangement)"
_OVERVIEW = regex(
    rf"{_LEAD}(?:what(?:'s|s| is| are)? (?:our |the )?(?:key and (?:the )?(?:tempo|bpm)|(?:tempo|bpm) and (?:the )?key"
    rf"|key (?=are we\b|is the {_SESSION}\b))"
    rf"(?: ?(?:are we|is (?:it|this|the {_SESSION})|do we have|am i) (?:in|at|on)| of (?:the|this) {_SESSION})?"
    rf"){_END}",
    re.IGNORECASE,
)
_NICE = (
    r"(?:nicer?|nicest|better|best|good|great|ok(?:ay)?|fine|right|natural|cool(?:er)?|pretty|worse|alright"
    r"|all right|believable"
    r"|realistic|professional|weird|convincing|musical|prettier|more \w+|any good)"
)
_TASTE = tuple(
    regex(_LEAD + form + _END, re.IGNORECASE)
    for form in (
        rf"which (?:of (?:the|these|those|them)[\w ]*?|one|ones|[\w ]{{1,30}}?)?\s*(?:is|was|are|were|sounds?"
        rf"|sounded|do you (?:like|think)"
        rf"(?: is| sounds)?|would you (?:pick|take|choose|go with|use)|works?"
        rf"|fits?)\s*(?:the )?(?:{_NICE})?(?: (?:here|for you|in your opinion))?",
        rf"(?:is|was|are|were|isn'?t|wasn'?t) (?:it|that|this|the [\w ]+?"
        rf"|(?:[\w ]+?)) (?:{_NICE})(?: (?:like (?:that|this)|than (?:the |before|it)[\w ]*?"
        r"|or (?:worse|better|not)|before))?",
        rf"do(?:es)? (?:it|that|this|they|the [\w ]+?) (?:sound|feel|seem|work)(?: (?:all |really |any "
        rf"|more )?(?:{_NICE}))?"
        r"(?: (?:like (?:that|this)|than before|with (?:it|that)|in the mix))?",
        rf"(?:do|did|don'?t) you (?:like|prefer|love|think)(?: (?:it|that|this|the [\w ]+?)(?: (?:is|was"
        rf"|sounds?) (?:{_NICE}))?)?(?: (?:better|more|best))?",
        r"how does (?:it|that|this|the [\w ]+?) sound",
    )
)


_EMPTY_TAKE = regex(
    r"\b(?:add|make|create|give|set up|insert|new|open)\b[^,.;]*\b(?:(?:empty|blank|fresh) takes?|take (?:lane"
    r"|folder)s?)\b",
    re.IGNORECASE,
)
NO_EMPTY_TAKE = (
    "I can't add an empty take; what you record there is kept as one. I can list the takes, use another, compare two or"
    " delete one."
)


def asked_plainly(text: str, scene: DialogueState) -> list[Step] | None:
    """The step that answers; None for anything else."""
    said = plain(text)
    if '"' in said or len(said) > 120:
        return None
    if any(form.match(said) for form in _TASTE):
        return [Step("refuse", {"text": NO_TASTE})]
    if _EMPTY_TAKE.search(said):
        return [Step("refuse", {"text": NO_EMPTY_TAKE})]
    if _DID.match(said):
        return [Step("history", {})]
    if _OVERVIEW.match(said) and not scene.context.selected_clips:
        return [Step("session_info", {"aspect": "overview"})]
    return None
