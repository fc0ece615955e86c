"""In a row: "the giggle three times in a row", "the fox should play twice": so often in all, one behind the other."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ROW = (
    r"(?:in (?:a|one) row|in succession|(?:straight |right |directly |immediately |just )?(?:one )?(?:straight "
    r"|right |directly )?"
    r"(?:after|behind) (?:each|one|the|an) ?other|back to back|on the trot|running|consecutively|end to end"
    r"|without (?:a )?(?:gap|break|pause)(?: between)?)"
)
_IS_ROW = regex(rf"\b{_ROW}")
_KNOWN = frozenset(
    "play plays played come comes sound sounds heard hear let make have repeat repeats repeated loop loops run runs so"
    " that should must times twice thrice it them this put do give all total altogether go goes up double doubles stop"
    " stops".split()
)
_ROW_WORDS = frozenset(
    "in a one row succession straight right directly immediately just after behind each other another the an back to"
    " on trot running consecutively end without gap break pause between".split()
)
_IS_WANTED = regex(
    r"^(?:(?:i|we) (?:just )?(?:want|need|'d like|would like)|(?:i|we)'d like|let|have|make)\b"
    r"|\b(?:should|must|has to|have to|needs to) (?:be )?(?:plays?|played|comes?|sounds?|heard|goes?|runs?)\b"
    r"|\bso (?:that )?(?:it|they) (?:plays?|comes?|sounds?)\b"
)
_OFTEN = regex(r"\b(?:twice|thrice|times)\b")
_MORE = regex(r"\b(?:more|again|another|as (?:loud|fast|long|high|much))\b")


def in_a_row(said: Said) -> list[Step] | None:
    """The loops; None where it is not told how often something is to sound, or not all of it is known."""
    row = _IS_ROW.search(said.text)
    counts = [one for one in said.amounts if one.unit in ("", "x") and not one.signed and one.value == int(one.value)]
    if said.places or not counts or len(counts) < len(said.amounts) or any(one.how for one in said.things):
        return None
    if not (row or _IS_WANTED.search(said.text)) or _MORE.search(_IS_ROW.sub("", said.text)):
        return None
    often = [one for one in counts if one.unit or _OFTEN.search(said.text, one.start, one.end + 6)]
    if len(often) != 1 or not 2 <= often[0].value <= 32 or not row and len(counts) > 1:
        return None
    found = clips_meant(said)
    if not found or any(len(one.clips) != 1 for one in found) or any(one.is_pointed for one in said.things[:1]):
        return None
    words = frozenset(word for one in found for word in one.words)
    if said.bag - _KNOWN - NOUNS - words - (_ROW_WORDS if row else frozenset()):
        return None
    return [
        Step("edit_clip", {"clip": one.clips[0].id, "action": "loop", "count": int(often[0].value)}) for one in found
    ]
