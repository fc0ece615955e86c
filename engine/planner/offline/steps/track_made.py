"""Track made: "new track called Sub under the bass", "duplicate the guitar track"; every word of it is known.

A new track lies where the words put it; a copy of a track has all that lies on the track, and its mixer.
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.slip import mended_slips
from engine.planner.offline.slots.set_track import COLOR
from engine.planner.offline.steps.amount_form import LEAD, REST, is_named
from engine.planner.offline.steps.track_order import track_named
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_CALLED = r"(?:,? (?:and )?(?:(?:called|named|titled|labell?ed)|(?:call|name|title|label) it|its name is)[ :]+|,? |: ?)"
_NAME = r"[\"']?(?P<name>[^\"',.;:!?]{1,40}?)[\"']?"
_WAY = (
    r"(?:directly |right |just |straight |immediately )?(?P<way>below|above|under(?:neath)?|beneath|over|after|before)"
)
_THEN = r"(?:,? (?:and )?(?:then )?(?:put|move|place|stick|with) it(?: at| to| on)?|,?(?: and)?(?: at| to| on)?)"
_COLOR = rf"(?:,? (?:and )?(?:(?:paint|colou?r|make|tint) it |in )?(?P<color>{COLOR.pattern}))?"
_NEW = re.compile(
    rf"{LEAD}(?:(?:make|create|add|give me|i need|insert|set up|start|open|get me) )?(?:me )?(?:an? |one |another )?"
    r"(?P<new>new |fresh |empty |blank )*(?:(?P<kind>audio|midi|instrument|stereo|mono) )?track"
    rf"{_CALLED}{_NAME}"
    rf"(?:{_THEN} (?:{_WAY} (?P<by>(?:the |my )?(?:[\w'&-]+ ){{0,4}}?[\w'&-]+?)(?: track| one)?"
    rf"|(?:the )?(?:very )?(?P<edge>top|bottom|end)(?: of the (?:list|session|tracks?|track list|arrangement))?))?"
    rf"{_COLOR}{REST}",
    re.IGNORECASE,
)
_COPY = re.compile(
    rf"{LEAD}(?:(?:duplicate|copy|clone|double)|(?:(?:make|create|do|add|give me|i want) )?(?:me )?(?:an?|another"
    rf"|one more)"
    r" (?:(?:second|exact|full) )?(?:copy|duplicate|clone|double) of) "
    r"(?P<what>(?:the |my |our |that )?(?:whole |entire )?(?:[\w'&-]+ ){0,4}?[\w'&-]+?)(?:'s)? (?:track|channel|lane)"
    rf"(?:,? (?:and )?(?:call(?:ed)?|name[d]?|label)(?: it| the copy| that)? {_NAME})?{REST}",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"{LEAD}(?:delete|remove|get rid of|kill|lose|bin|scrap|trash|erase|take out|throw (?:out|away)) (?:both )?"
    r"(?P<what>(?:the |my |our )?[\w'& -]+?(?:,| and | & |\+)[\w',& -]+?) (?:tracks|channels|lanes)"
    rf"(?: (?:completely|altogether|entirely|again|from the (?:session|song|project)))?{REST}",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|&|\+)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:with|for|on|in|at|from|to|of|that|and|which|where|by|up|down|here|there|please)\b", re.IGNORECASE
)


def track_made(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    said = plain(text)
    if (copy := _COPY.match(said)) and is_named(copy["what"], scene) and (track := track_named(copy["what"], scene)):
        name = copy["name"]
        return [Step("arrange", {"action": "duplicate", "track": track, **({"name": name.strip()} if name else {})})]
    if gone := _GONE.match(plain(mended_slips(text, scene))):
        return _deleted(gone["what"], scene)
    new = _NEW.match(said)
    if new is None or _NO_NAME.match(new["name"]) or not (new["by"] or new["edge"]):
        return None
    by = track_named(new["by"], scene) if new["by"] and is_named(new["by"], scene) else ""
    if new["by"] and by not in scene.context.tracks:
        return None
    name = text[new.start("name") : new.end("name")].strip() if len(said) == len(text) else new["name"].strip()
    kind = {"kind": "midi"} if (new["kind"] or "").lower() in ("midi", "instrument") else {}
    steps = [Step("arrange", {"action": "new_track", "name": name, **kind})]
    if by:
        is_above = new["way"].lower() in ("above", "over", "before")
        position = scene.context.tracks.index(by) + (1 if is_above else 2)
    else:
        position = 1 if new["edge"].lower() == "top" else -1
    more = {"color": new["color"].lower()} if new["color"] else {}
    return [*steps, Step("set_track", {"track": name, "position": position, **more})]


def _deleted(what: str, scene: DialogueState) -> list[Step] | None:
    """Each track of a list, where every name of it is one."""
    names = [track_named(one, scene) if is_named(one, scene) else "" for one in _JOINT.split(what.strip())]
    if not all(names) or len(set(names)) != len(names):
        return None
    return [Step("arrange", {"action": "delete", "track": name}) for name in names]
