"""Remarks change nothing: "I think the drums are too loud", "my drummer says it drags", "I already muted the keys".

What one may want by them is offered; what the user did or will do is nothing to be done here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.steps.only_asked import only_looks
from engine.planner.offline.steps.safety import is_deletion
from engine.planner.offline.text.words import COMMANDS, SESSION_COMMANDS, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

REMARK = "That sounded like a remark, so nothing is changed. Say what to do if you want it done."
NOTED = "All right; nothing is changed."
_LEAD = r"^\W*(?:(?:and|so|but|ok(?:ay)?|hm+|well|oh|ah|yeah|yes|no|actually|honestly|you know)\b[\s,.]*){0,8}"
_SUBJECT = r"(?!it\b|it'|that\b|that'|this\b|you\b|we\b|i\b|i'|they\b|there\b|not\b|so\b|let)"
_VERB = (
    r"(?:\b(?:is|are|was|were|sounds?|feels?|seems?|looks?|drags?|rush(?:es)?|lags?|comes?|plays?|sits?|clash(?:es)?"
    r"|fights?|could|might|may|lacks?|lack|gets?|has|have|can you)\b|'s\b|'re\b|n't\b)"
)
_WISH = r"(?!.*\b(?:should|needs?|must|want|wants|ought|please|let'?s|would like|'d like|better|instead|rather)\b)"
_HEDGES = (
    regex(
        rf"{_LEAD}(?:(?:i|we)(?:'m| am|'d)? (?:(?:really|kind of|just|do|still|sort of|rather|almost) )*(?:think"
        rf"|guess|feel"
        r"|believe|reckon|suspect|suppose|fear|find|fancy|imagine|(?:pretty|quite|fairly|almost) sure|afraid|worried)"
        rf"|to my ears?,?|imo,?|in my opinion,?|for my taste,?)(?: (?:like|that))?,? {_WISH}"
        rf"(?P<core>{_SUBJECT}[^,;.!?]*?{_VERB}[^,;.!?]*)\W*$",
        re.IGNORECASE,
    ),
    regex(
        rf"{_LEAD}{_WISH}(?P<core>{_SUBJECT}[^,;.!?]*?{_VERB}[^,;.!?]*?)(?:[,，]? ?(?:i (?:guess|think|suppose"
        rf"|reckon|feel|believe)"
        r"|if you ask me|imo|imho|don'?t you think|or is it just me|for my taste|to my ears?|to me)\s*[?.!]*"
        r"|,? ¿?(?:no|not|right|huh|eh|(?:is|are|does|do|was|were|did|has|have)n'?t (?:it|they|he|she"
        r"|that))\s*\?+)\s*$",
        re.IGNORECASE,
    ),
    regex(
        rf"{_LEAD}(?P<core>(?:the |my |our )?[\w-]+(?: [\w-]+)?) i think (?P<how>(?:a bit|a little|too|quite"
        rf"|rather|somewhat|very)"
        r" \w+)\W*$",
        re.IGNORECASE,
    ),
    regex(
        rf"{_LEAD}(?:(?:my|the|our|his|her|a) [\w-]+(?: [\w-]+)?|people|everyone|everybody|some(?:one|body)?"
        rf"|they|he|she)"
        r"(?: (?:always|just|also|keeps?))? (?:says?|said|thinks?|thought|reckons?|feels?|finds?|found|claims?|told me"
        r"|tells? me|telling me|saying|means?|meant|complains?)(?: that)? (?!to\b)"
        rf"{_WISH}(?P<core>[^,;.!?]*?{_VERB}[^,;.!?]*)\W*$",
        re.IGNORECASE,
    ),
)
_DID = (
    r"(?:\w+ed|cut|put|sang|sung|made|did|done|took|taken|recorded|played|sent|built|lost|went|got|had|wrote|written|bought"
    r"|brought|heard|threw|left|kept|set|ran|gave)"
)
_NO_DEED = (
    r"(?!want|need|like|mean|think|love|thought|notic|realis|realiz|said|ask|tried to say|wonder|hat|miss|prefer|chang"
    r"|decid|forgot)"
)
_LATER = r"\b(?:later|tomorrow|myself|ourselves|afterwards|next (?:week|time)|some ?day|another day|at some point)\b"
_OWN = (
    regex(
        rf"{_LEAD}(?:i|we|i've|we've|i have|we have) (?:(?:have )?(?:already|just|once|recently|always|usually"
        rf"|often|never)"
        rf" )+{_NO_DEED}{_DID}\b",
        re.I,
    ),
    regex(rf"{_LEAD}(?:(?:back )?then |back home |before,? |earlier,? )?(?:i|we) used to\b", re.IGNORECASE),
    regex(
        rf"{_LEAD}(?:maybe |perhaps |probably )?(?:(?:i|we)(?:'ll| will| might| may| could| would)(?: probably"
        rf"| maybe| perhaps"
        rf"| just)?|(?:i'm|i am|we're|we are) (?:going to|gonna)|i|we) (?!need|want)\w+\b[^;.!?]*{_LATER}\W*$",
        re.I,
    ),
    regex(rf"{_LEAD}(?:i|we) {_NO_DEED}{_DID}\b[^;.!?]*\b(?:live|on stage|in rehearsal|on tour|back then"
        rf"|last (?:night"
               r"|week|time|year)|yesterday|at home)\W*$", re.I),
    regex(
        rf"{_LEAD}(?:i|we) (?!.*\b(?:it|that|wrong|mistake|mess\w*|slip\w*|by accident|accidentally|meant)\b|.*\d)"
        rf"{_NO_DEED}{_DID}\b[^,;.!?]*$",
        re.I,
    ),
    regex(rf"{_LEAD}you (?:might|may|could) be right\b[^;.!?]*$", re.I),
    regex(rf"{_LEAD}(?:i'm |i am |i was )?(?:still )?(?:thinking (?:of|about)"
        rf"|considering) \w+ing\b[^;.!?]*$", re.I),
    regex(rf"{_LEAD}(?:maybe|perhaps) \w+ (?:i|we)\b[^;.!?]*{_LATER}[^;.!?]*$", re.I),
    regex(rf"{_LEAD}(?:last time|when i was|in the old days|back in the|back then|years ago"
        rf"|remember (?:when|the))\b"
               r"[^;.!?]*[.?]*\s*$", re.IGNORECASE),
    regex(
        rf"{_LEAD}(?:the |my |our )?\w+(?: \w+)? (?:reminds? me|makes? me think"
        rf"|remembers?) of\b[^;.!?]*$", re.IGNORECASE
    ),
    regex(
        rf"{_LEAD}(?:(?:i'm|i am|we're) )?(?:not (?:so |quite |too )?sure|unsure|undecided|in two minds)"
        rf" (?:about|of|if|whether|how|what)\b(?!.*\b(?:mute|take|turn|make)\b)[^;.!?]*$",
        re.IGNORECASE,
    ),
)  # fmt: skip
""" "I already muted the drums", "I'll turn it up myself", "we cut the bridge live": no wish."""
Remark = tuple[list[Step], tuple[tuple[Step, ...], ...]]


def remarked(text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]) -> Remark | None:
    """What is said to a remark, with what one may want by it as an offer; None for anything else."""
    said = plain(text).strip()
    if '"' in said or _is_order(said):
        return None
    if any(form.match(said) for form in _OWN):
        return [Step("chat", {"text": NOTED})], ()
    match = next((found for form in _HEDGES if (found := form.match(said))), None)
    how = match.groupdict().get("how") if match else ""
    core = (f"{match['core']} is {how}" if how else match["core"]) if match else ""
    if not core or _is_order(core):
        return None
    steps = read(core.strip(), scene)
    is_act = all(step.task not in (*REPLIES, "undo", "redo") and not only_looks(step) for step in steps)
    is_safe = not any(is_deletion(step.task, step.args) for step in steps)
    return [Step("ask", {"text": REMARK})], ((tuple(steps),) if is_act and is_safe else ())


def _is_order(said: str) -> bool:
    first = re.sub(_LEAD, "", said, flags=re.IGNORECASE).split()[:1]
    return bool(first) and first[0].lower() in COMMANDS | SESSION_COMMANDS
