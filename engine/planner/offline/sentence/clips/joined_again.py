"""Joined again: "put them back together", behind a cut: it is no more."""

from __future__ import annotations

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WHAT = (
    r"(?:it|them|those|both|the (?:two|halves|pieces|parts)|both (?:of them|halves|pieces|parts)"
    r"|the two (?:halves|pieces))"
)
_FORM = regex(
    rf"(?:put|glue|join|stick|stitch|bring|merge|make) {_WHAT} (?:back )?together(?: again)?"
    rf"|(?:join|glue|merge|stitch|unsplit) {_WHAT}(?: (?:again|back|up|back up))*"
    rf"|make (?:it|them|that) (?:one|a single|whole)(?: (?:clip|piece|region))?(?: again)?"
)


_JOINS = regex(r"(?:join|glue|merge|stitch|combine|consolidate|bounce together)\b")
_CLIPS_OF_IT = frozenset(
    "join glue merge stitch combine consolidate clips clip regions pieces parts together into one of on to a single the"
    " up again two both all".split()
)


def _joined(said: Said) -> list[Step] | None:
    """ "Glue the lead vocal clips together", of one track with several: they become one."""
    named = [one for one in said.things if not one.is_pointed]
    is_of_clips = bool(said.bag & {"clips", "regions", "pieces", "parts"}) or bool(named) and all(
        one.is_clip and len(one.clips) > 1 for one in named
    )
    if not _JOINS.match(said.text) or not is_of_clips or len({one.tracks for one in named}) != 1:
        return None
    if said.bag - _CLIPS_OF_IT or said.places or any(one.unit for one in said.amounts) or len(named[0].tracks) != 1:
        return None
    clips = [one.id for one in in_order(named[0].tracks[0], said)]
    return [Step("edit_clip", {"clips": clips, "action": "join"})] if len(clips) > 1 else None


def joined_again(said: Said) -> list[Step] | None:
    """The cut taken back; None where nothing was cut last."""
    if joined := _joined(said):
        return joined
    last = said.last() if _FORM.fullmatch(said.text.strip(" .!")) else []
    if not last or any((one.tool, one.kind) != ("edit_clip", "split") for one in last):
        return None
    return taken_back_acts(last, acts_of(said.state))
