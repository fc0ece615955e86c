"""While it plays: "score 6 dB lower while the narrator speaks": the bars in which somebody else is heard."""

from __future__ import annotations

from itertools import pairwise

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars, Place, joined
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

_PLAYS = (
    r"(?:plays?|speaks?|talks?|sings?|sounds?|runs?|reads?"
    r"|(?:is |are )?(?:playing|speaking|talking|singing|reading))"
)
_FORM = regex(
    r"(?:only )?(?:while|whilst|where(?:ver)?|for as long as|as long as|so long as"
    r"|all the time) (?:the |my |our |that )?"
    rf"(?P<what>[\w' &-]{{2,30}}?) (?:{_PLAYS}\b|(?:is|are|lies|lie|sits?)(?=\s*(?:$|[,.;!])))"
)
_UNDER = regex(
    r"(?:under(?:neath)?|beneath|behind) (?:the |my |our )?(?P<what>[\w' &-]{2,30}?)"
    r"(?:'s? (?:lines?|words?|part|speech|voice))?(?=\s*(?:$|[,.;!:]))"
)
_LOWER = regex(r"\d ?(?:d ?b )?(?:down|lower|quieter|softer) $")
""" "6 dB lower under the narrator"; "6 dB under the narrator" is another level."""
_HOLDS = regex(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)) ?(?:d ?bs?|decibels?)\b|\d (?:down|up"
    r"|lower|louder|quieter|softer|off|less|more)\b|\b(?:down|up|by) \d"
    r"|\b(?:out|mute[ds]?|silen\w+|off|(?:half|twice) as loud)\b"
)
"""What is told of those bars is a figure, or that nothing sounds."""
_DUCKS = regex(r"\b(?:duck\w*|dips?|pump\w*|side-?chain\w*|room|out of the way)\b")
""" "Duck the score while he speaks" follows him."""


_AND = regex(r"\s*(?:,|and|or|&)\s*(?:the |my )?")
""" "While Anna and the guest are talking"."""


def while_playing(text: str, at: int, scene: DialogueState) -> Place | None:
    """The place that is told so; None where nothing is, or it is not known who plays."""
    match = _FORM.match(text, at) or (_UNDER.match(text, at) if _LOWER.search(text[:at]) else None)
    if match is None or _DUCKS.search(text) or not _HOLDS.search(f"{text[:at]} {text[match.end() :]}"):
        return None
    found = things(match["what"], scene)
    if not found or found[0].start or found[-1].end < len(match["what"].rstrip()):
        return None
    if any(len(one.tracks) != 1 for one in found) or any(
        not _AND.fullmatch(match["what"][one.end : other.start]) for one, other in pairwise(found)
    ):
        return None
    clips = {clip for one in found for clip in one.clips}
    lying: list[Bars] = [one.bars for one in scene.clips if one.id in clips and one.bars]
    return Place(at, match.end(), tuple(joined(lying))) if lying else None
