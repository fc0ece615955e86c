"""New tracks: "add an audio track for claps under the shaker", "new midi track called Organ above the harp"."""

from __future__ import annotations

import re

from engine.media.color_names import is_color_name
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NEW = regex(
    r"^(?P<makes>make|create|add|give me|insert|set up|open|start|i need|i want|need|new|another|one more|a|an)?\b ?"
    r"(?:me |us )?(?:an? |one |another |one more )?(?:(?:new|fresh|empty|blank|extra|separate) )*"
    r"(?:(?P<kind>audio|midi|instrument|stereo|mono|vocal) )?(?:track|lane|channel)"
    r"(?: (?P<for>for) (?:the |my |our |some |a |an )?(?P<what>[\w'& -]+?))?"
    r"(?:(?:,? (?:and )?(?:called|named|titled|call it|name it|labelled)"
    r"|(?-i:(?= [A-Z])(?! [A-Z] ))) [\"']?(?P<name>[\w'&. -]+?)[\"']?)?"
    r"(?:,? (?P<kind2>audio|midi))?"
    r"(?:,? (?:and )?(?:(?:put|move|place|stick) it )?(?:right |directly |just )?(?P<way>below|above|under|underneath"
    r"|beneath|over|after|before|next to) (?P<by>[\w'& -]+?)"
    r"|,? (?:and )?(?:(?:put|move|place|stick) it )?(?:at|to) the (?:very )?(?P<edge>top|bottom|end)(?: of .+)?)?$",
    re.IGNORECASE,
)
_ONE_FOR = regex(
    r"^(?:and )?(?:another |a second )?one (?:more )?(?:(?P<for>for) (?:the |my |some )?(?P<what>[\w'& -]+?)"
    r"|(?:called|named) (?P<name>[\w'& -]+?))"
    r"(?: (?:right |directly |just )?(?P<way>below|above|under|underneath|beneath|over|after|before|next to)"
    r" (?P<by>[\w'& -]+?))?$",
    re.IGNORECASE,
)
_COLOURED = (
    regex(r"\b(?P<colour>[a-z]+) (?P<noun>(?:(?:audio|midi) )?track)\b", re.IGNORECASE),
    regex(
        r",? (?:and )?(?:(?:paint|colou?r|make|tint|turn) it |in )?(?P<colour>(?:dark |light )?[a-z]+)(?P<noun>)$",
        re.IGNORECASE,
    ),
)
_NO_NAME = frozenset("it this that them those me us now later each every both all".split())


def track_new(said: Said) -> list[Step] | None:
    """The track, its place and its colour; None where none is made, or not all of it is known."""
    for form in _COLOURED:
        match = form.search(said.raw)
        if match and is_color_name(match["colour"].lower()):
            rest = f"{said.raw[: match.start()]}{match['noun'] or ''}{said.raw[match.end() :]}"
            steps = _made(taken_apart(rest, said.scene, focus=said.focus))
            name = steps[0].args["name"] if steps else ""
            return [*steps, Step("set_track", {"track": name, "color": match["colour"].lower()})] if steps else None
    return _made(said)


def _made(said: Said) -> list[Step] | None:
    match = _NEW.match(said.raw)
    kind = ""
    if match is not None:
        if not (match["makes"] or match["name"] or match["what"]):
            return None
        kind = (match["kind"] or match["kind2"] or "").lower()
    else:
        made = [one for one in said.last() if one.tool == "arrange" and one.kind == "new_track"]
        match = _ONE_FOR.match(said.raw) if made else None
        if match is None:
            return None
        kind = str(made[0].args.get("kind") or "")
    told = match.groupdict()
    name = _name(told)
    taken = {view.name.lower() for view in said.scene.context.track_views}
    if not name or name.lower() in taken or name.lower() in _NO_NAME or len(name.split()) > 4:
        return None
    kinds = {"kind": "midi"} if kind in ("midi", "instrument") else {"kind": "bus"} if kind == "bus" else {}
    steps = [Step("arrange", {"action": "new_track", "name": name, **kinds})]
    if told.get("edge"):
        return [*steps, Step("set_track", {"track": name, "position": 1 if told["edge"].lower() == "top" else -1})]
    if not told.get("by"):
        return steps
    at = _beside(told["by"], told["way"].lower(), said)
    return [*steps, Step("set_track", {"track": name, "position": at})] if at else None


def _name(told: dict[str, str | None]) -> str:
    """As it is called, else by what it is for."""
    if told.get("name"):
        return str(told["name"]).strip()
    what = str(told.get("what") or "").strip()
    if re.search(r"\b(?:and|with|in|on|at|to|from|that|which|of|under|below|above)\b", what.lower()):
        return ""
    return what[:1].upper() + what[1:]


def _beside(words: str, way: str, said: Said) -> int | None:
    """The place in the list of tracks."""
    by = taken_apart(words, said.scene, focus=said.focus)
    order = list(said.scene.context.tracks)
    if len(by.tracks) != 1 or by.bag - {"track"} or by.amounts or by.places or by.tracks[0] not in order:
        return None
    if way in ("above", "over", "before"):
        return order.index(by.tracks[0]) + 1
    behind = [one for one in with_members(by.tracks, said.scene) if one in order]
    return max(order.index(one) for one in behind) + 2
