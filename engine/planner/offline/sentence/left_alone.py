"""Left alone: what nothing is to be done to: "not the kick though", "the bass can stay", "hands off the keys".

What the last turn did to it is taken back; where it did nothing to it, it is said that it stays.
"""

from __future__ import annotations

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.acts import done_last, is_about
from engine.planner.offline.conversation.become import put_back
from engine.planner.offline.sentence.said import PRONOUNS, Said
from engine.planner.offline.sentence.taken_off import ids_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

LEFT_ALONE = "“{}” is left alone."
_BEFORE_IT = regex(
    r"\b(?:hands off|not|except(?:ing)?|apart from|all but|everything but|leave|spare|keep|(?:don'?t|do not|never)"
    r" (?:touch|change|do)|without touching)\b"
)
_BEHIND_IT = regex(
    r"^ be\W*$|\b(?:(?:can|should|may|must|has to|have to) stay|stays?"
    r"|(?:doesn'?t|don'?t|does not|do not) (?:need|want)"
    r"|(?:shouldn'?t|should not) (?:get|have|be touched)"
    r"|(?:is|are|sounds?|seems?) (?:just |already )?(?:fine|good|great|perfect|right|ok|okay)\W+(?:so |just |please )?"
    r"(?:leave|keep|don'?t touch|don'?t change) (?:it|them|that|those))\b"
)
_FORBIDS = regex(r"\b(?:don'?t|do not|never)\b")
_BESIDE = frozenset(
    "no not but and or nor except excepting apart from for all everything leave spare keep don't dont do never touch"
    " change without touching can should may must has have to stay stays doesn't doesnt does shouldn't shouldnt need"
    " get want be touched it this that any them with on hands off let they of course alone as was were anyway still"
    " wait there however obviously either nah nope fine good great perfect right sound sounds seem seems already those"
    " line".split()
)


def left_alone(said: Said) -> list[Step] | None:
    """The steps; None where something is to be done, or not all of it is known."""
    pronouns = [one for one in said.things if said.text[one.start : one.end] in PRONOUNS]
    found = [one for one in said.things if one not in pronouns]
    if not found or said.amounts or said.places or any(one.how or one.is_pointed for one in found):
        return None
    if any(one.start < found[-1].start for one in pronouns) or said.bag - _BESIDE:
        return None  # "not that, the horns": those instead
    before, behind = said.text[: found[0].start], said.text[found[-1].end :]
    if _FORBIDS.search(before) and not said.is_later:
        return None  # nothing was done at all
    if not (_BEFORE_IT.search(before) or _BEHIND_IT.search(behind)):
        return None
    acts = acts_of(said.state) if "after all" in said.typed.lower() else done_last(said.state)
    touched = [ids for one in found if any(is_about(act, ids := ids_of(one), said.state) for act in acts)]
    if touched:
        return put_back(touched, acts, said.state)
    return [Step("chat", {"text": LEFT_ALONE.format(said.raw[found[0].start : found[0].end])})]
