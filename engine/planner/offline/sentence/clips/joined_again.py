"""Joined again: "put them back together", behind a cut: it is no more."""

from __future__ import annotations

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.sentence.apart.said import Said
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


def joined_again(said: Said) -> list[Step] | None:
    """The cut taken back; None where nothing was cut last."""
    last = said.last() if _FORM.fullmatch(said.text.strip(" .!")) else []
    if not last or any((one.tool, one.kind) != ("edit_clip", "split") for one in last):
        return None
    return taken_back_acts(last, acts_of(said.state))
