"""Barely there: "the shaker should be barely audible in the verse" turns it far down; told alone it may complain."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.mixer.level import LevelChange, moved
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WANTS = regex(
    r"\b(?:want|wants|like|love|prefer|make|have|get|keep|needs?|should|must|can|could|to|let|put|sit|sits|set"
    r"|turn|tuck)\b"
)
_COMPLAINS = regex(r"(?:\b(?:is|are|was|were|sounds?|seems?|too)\b|'s\b|s'\b)")
_BESIDE = frozenset(
    "barely hardly scarcely only just about there audible noticeable heard present background super low way down right"
    " make have get keep let put sit sits set turn tuck want wants prefer love in up needs must so that very really"
    " quiet quietly far under".split()
)
_UNHEARD = regex(
    r"\b(?:barely|hardly|scarcely|doesn'?t|does not|don'?t|can'?t|not) (?:really )?(?:cuts?|comes?|gets?|pokes?|reads?)"
    r" (?:through|out|across)\b"
)
""" "The voice barely cuts through" asks for more of it, and no cut."""
_UNHEARD_BESIDE = frozenset(
    "barely hardly scarcely doesn't doesnt not really does don't dont can't cant cut cuts come comes get gets"
    " poke pokes"
    " read reads through out across at all still it in mix".split()
)
_FAR_DB, _UP_DB = -6.0, 3.0
_SAID = regex(
    r"\b(?:(?:barely|hardly|scarcely|only just|just about) (?:there|audible|noticeable|heard|present)|super low"
    r"|way down"
    r"|(?:right|far|way) under|right down)\b"
)
_SURELY = regex(r"\b(?:super low|way down|(?:right|far|way) under|right down)\b")
WHICH = "Should {} be that quiet, or is it, and should it be louder?"


def barely_there(said: Said) -> list[Step] | None:
    """The level; a question where the words may complain as well; None for anything else."""
    if _UNHEARD.search(said.text) and not said.amounts and not said.bag - _UNHEARD_BESIDE and said.tracks:
        return moved(said, LevelChange(by_db=_UP_DB))
    match = _SAID.search(said.text)
    if match is None or any(one.start > match.start() for one in said.things):
        return None  # "right under the kit"
    if said.amounts or not said.tracks or said.bag - _BESIDE or said.corrects:
        return None
    if any(one.how or one.is_clip for one in said.things) or _COMPLAINS.search(said.raw.lower()):
        return None
    if _WANTS.search(said.typed.lower()) or _SURELY.search(said.text):
        return moved(said, LevelChange(by_db=_FAR_DB))
    names = " and ".join(f"“{track}”" for track in said.tracks)
    return [Step("ask", {"text": WHICH.format(names)})]
