"""Own voice: "normal voice again", "without the robot": what changed the voice is taken back."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FRONT = r"^\W*(?:(?:no|nah|nope|ok(?:ay)?|and|but|so|just|please|rather|then|actually|hm+|ew+|ugh)\b[\s,.!]*)*"
_OWN = regex(
    _FRONT + r"(?:(?:give me|i want|i need|let me have|let me hear|i'd like|back to|use|keep|put|bring|get|make it)"
    r"(?: back)? )?(?:(?:the|his|her|its|my|their|that|a) )?(?P<of>[\w' -]{2,24}?(?:'s|s') )?(?:own |plain |normal "
    r"|real |old |natural |original |usual |regular |unprocessed |clean )+(?:voice|singer|vocal|vox|sound)"
    r"(?: (?:back|again|please|instead))*[\s.!]*$",
    re.IGNORECASE,
)
_WITHOUT = regex(
    _FRONT + r"(?:without|no|lose|drop|take off|remove|forget|kill) (?:the |that |this |any )?(?P<style>[\w' -]{3,24}?)"
    r"(?: (?:voice|effect|thing|sound|stuff))?(?: (?:again|please|after all|any ?more))*[\s.!]*$",
    re.IGNORECASE,
)


def own_voice(text: str, scene: DialogueState) -> list[Step] | None:
    """The undo of the newest request that changed a voice and still stands; None for all else."""
    simple = plain(text).strip()
    own, without = _OWN.match(simple), _WITHOUT.match(simple)
    if not scene.done or not (own or without):
        return None
    acts = [one for one in State.of(scene).frames if one.is_live and one.tool == "style_transfer"]
    if without and not own:
        style = without["style"].lower()
        acts = [one for one in acts if style in str(one.args.get("style") or one.args.get("voice") or "?").lower()]
    if own and own["of"]:
        named = {clip for one in things(own["of"], scene) for clip in one.clips}
        acts = [one for one in acts if one.args.get("clip") in named]
    if not acts:
        return None
    alone = [one for one in State.of(scene).frames if one.turn == acts[-1].turn]
    number = acts[-1].request or acts[-1].turn
    return [Step("undo", {"target": f"#{number}" if len(alone) == 1 else f"#{acts[-1].name}"})]
