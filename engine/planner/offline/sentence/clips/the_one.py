"""The one there: behind a marker or a deleted clip another is told by its part: "dont need the bridge one either"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import covers, in_order
from engine.planner.regex import regex
from engine.tasks.plan import Step

_GONE = regex(
    r"(?:(?:i |we )?(?:don'?t|do not) (?:need|want)|(?:we )?can lose|delete|remove|lose|drop|bin|kill|scrap|ditch"
    r"|forget|get rid of|and|also|same with)? ?(?:the )?(?P<part>[\w' -]+?) (?:one|marker)"
    r"(?: (?:either|too|as well|also|anymore|any more|can go|is gone))*$"
)
_COPY_GONE = regex(
    r"(?:delete|remove|lose|drop|bin|kill|scrap|ditch|get rid of|chuck) (?:the|that|those) (?:cop(?:y|ies)|duplicates?)"
)
""" "Drop the copy" is no level."""
_IN_PART = regex(
    r"(?:(?:delete|remove|lose|drop|bin|kill) )?(?:the )?(?:one|clip) (?:in|from|at) (?P<part>[\w' -]+)$"
)
_VERB = regex(
    r"^(?:i |we )?(?:don'?t|do not|can lose|delete|remove|lose|drop|bin|kill|scrap|ditch|forget|get rid)"
)


def the_one_gone(said: Said) -> list[Step] | None:
    """The marker, or the clip of the track that was worked on; None where it is not clear which, or nothing goes."""
    last = said.last()
    if _COPY_GONE.fullmatch(said.text.strip(" .!")) and last:
        made = [out for one in last for out in one.out if (one.tool, one.kind) == ("arrange", "duplicate")]
        return [Step("arrange", {"action": "delete", "clip": one}) for one in made if said.scene.clip(one)] or None
    match = _GONE.match(said.text) or _IN_PART.match(said.text)
    if len(last) != 1 or match is None or any(one.unit for one in said.amounts):
        return None
    act = last[0]
    if said.corrects and act.kind == "delete" and act.request and act.tool == "arrange":
        steps = _clip_there(match["part"], said)
        return [Step("undo", {}), *steps] if steps else None
    is_told = _VERB.match(said.text) is not None or re.search(r"\bcan go$", said.text) is not None
    was_gone = act.kind == "delete"
    if not is_told and not was_gone:
        return None
    if act.tool == "marker":
        names = [name for name, _ in said.scene.context.markers if name.lower() == match["part"]]
        return [Step("marker", {"action": "delete", "name": names[0]})] if len(names) == 1 else None
    if act.tool not in ("arrange", "edit_clip") or not act.clips():
        return None
    return _clip_there(match["part"], said)


def _clip_there(part: str, said: Said) -> list[Step] | None:
    """The only clip of the track that was worked on which lies in a part of the song."""
    tracks = _tracks(said)
    found = Places(f"in {part}", said.scene).told()
    if len(tracks) != 1 or len(found) != 1 or found[0].end < len(f"in {part}"):
        return None
    lying = [one for one in in_order(tracks[0], said) if any(covers(one, bars) for bars in found[0].spans)]
    return [Step("arrange", {"action": "delete", "clip": lying[0].id})] if len(lying) == 1 else None


def _tracks(said: Said) -> list[str]:
    """Whose clips are spoken of: those of the request before."""
    act = said.last()[0]
    return list(said.focus.tracks_about(act)) or taken_apart(act.said, said.scene).tracks
