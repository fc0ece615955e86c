"""Left alone: a turn that only says what nothing is to be done to: "except the bells", "not the kick though".

What the last turn did to it is taken back, and nothing is done to it: "the fiddle can stay" after a cut of everything
gives the fiddle back, after a fade of the pad it says what is so already.
"""

from __future__ import annotations

import re
from itertools import pairwise

from engine.planner.offline.conversation.acts import done_last, is_about
from engine.planner.offline.conversation.become import put_back
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import fit
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_IS_IT = 0.75
LEFT_ALONE = "“{}” is left alone."
WHAT_WITH = "What should I do with the {}?"
_BEFORE_IT = re.compile(
    r"\b(?:hands off|not|except(?:ing)?|apart from|all but|everything but|leave|spare|keep|(?:don'?t|do not|never)"
    r" (?:touch|change|do)|without touching)\b",
    re.IGNORECASE,
)
_BEHIND_IT = re.compile(
    r"(?:^ be\W*$|\b(?:(?:can|should|may|must|has to|have to) stay|stays?"
    r"|(?:doesn'?t|don'?t|does not|do not) (?:need|want)"
    r"|(?:shouldn'?t|should not) (?:get|have|be touched)"
    r"|(?:is|are|sounds?|seems?) (?:just |already )?(?:fine|good|great|perfect|right|ok|okay)\W+(?:so |just |please )?"
    r"(?:leave|keep|don'?t touch|don'?t change) (?:it|them|that|those))\b)",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    "no not but and or nor except excepting apart from for all everything leave spare keep don't dont do never touch"
    " change without touching can should may must has have to stay stays doesn't doesnt does shouldn't shouldnt need"
    " get want be touched it this that any them the a my our on with though tho please pls eh ok okay hm oh well"
    " hands off let be they"
    " of course alone as is are was were so anyway still then wait sorry there however obviously either"
    " nah nope fine good great perfect right sound sounds seem seems just already those".split()
)
_NOT_THAT = re.compile(r"\bnot (?:that|this|it|those|them)(?: ones?| track)?\s*[,;:-]", re.IGNORECASE)
_JOINT = re.compile(r"\s*,?\s*(?:and|or|nor|&)\s+(?:the |my |our |on )*", re.IGNORECASE)


def left_alone(text: str, scene: DialogueState, state: State) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    simple = plain(text)
    if _NOT_THAT.search(simple):
        return None  # "not that, the horns": those instead
    says_so = (_BEFORE_IT.search(simple) or _BEHIND_IT.search(simple)) and '"' not in simple
    if kept := _kept_after_all(simple, state):
        return kept
    found = things(simple, scene) if says_so else []
    if not found or not (_BEFORE_IT.search(simple[: found[0].start]) or _BEHIND_IT.search(simple[found[-1].end :])):
        return None
    if not all(_JOINT.fullmatch(simple[one.end : other.start]) for one, other in pairwise(found)):
        return None
    inside = [(one.start, one.end) for one in found]
    rest = [one for one in tokens(simple) if not any(start <= one.start < end for start, end in inside)]
    if any(one.low not in _BESIDE for one in rest if one.text[0].isalnum()):
        return None
    spared = [{*one.clips, *(f"track:{track}" for track in one.tracks)} for one in found]
    acts = done_last(state)
    name = simple[inside[0][0] : inside[0][1]]
    touched = [ids for ids in spared if any(is_about(one, ids, state) for one in acts)]
    if not touched:
        return [Step("chat", {"text": LEFT_ALONE.format(name)})]
    return put_back(touched, acts, state) or [Step("ask", {"text": WHAT_WITH.format(name)})]


_KEEPS = re.compile(
    r"^\W*(?:(?:wait|no|nah|nope|oh|oops|sorry|actually|but|hm+|ok(?:ay)?|and|hang on|hold on)\b\W*)*"
    r"(?:keep|leave|not|spare|i(?:'d| would)? (?:want|like) to keep|i(?:'d)? (?:want|wanted|need) to keep"
    r"|don'?t (?:delete|remove)"
    r"|except(?: for)?|but not) (?:the |my |our )?(?P<what>[\w'& -]+?)(?: (?:track|one|in|there|though|please"
    r"|after all))*\W*$",
    re.IGNORECASE,
)


def _kept_after_all(text: str, state: State) -> list[Step] | None:
    """ "Wait, keep the trumpet": of the tracks that the last turn deleted, that one comes back."""
    match = _KEEPS.match(text)
    acts = done_last(state) if match else []
    gone = [
        str(one.args["track"]) for one in acts if (one.tool, one.kind) == ("arrange", "delete") and "track" in one.args
    ]
    if match is None or not gone:
        return None
    back = [name for name in gone if fit(match["what"], name) >= _IS_IT]
    return [Step("undo", {"target": back[0]})] if len(back) == 1 else None
