"""One of those: "one of them is still sticking out, pull it back" does not say which, and it is asked."""

from __future__ import annotations

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.reply import WHICH
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_ONE = regex(
    r"^\W*(?:(?:ok|and|but|so|hm+|now|still|no|nice|great|good|cool|i think|think|maybe|there)[\s,]+)*"
    r"(?:only |just )?(?:one|another|some|something|somebody|someone) (?:of (?:them|those|these|the (?:two|three"
    r"|four|lot"
    r"|tracks|mics|voices|drums|clips))\b(?: two| three)?|in there)"
    r"(?:'s| is| are| was| sounds?| sticks?| pokes?| still| seems?| feels?| jumps?| stands?| needs?| has| keeps?"
    r"| comes?"
    r"| should| must| could| can| wants?| too| a bit| way)\b"
)
WHICH_OF = "Which one do you mean: {}?"
_MOST = 6


def one_of_those(text: str, scene: DialogueState) -> str:
    """The question; "" where it is said which one, or none is spoken of so."""
    low = plain(text).lower().strip()
    match = _ONE.match(low)
    if match is None or low.endswith("?") or '"' in low or any(one.start > match.end() for one in things(low, scene)):
        return ""
    focus = Focus.of(State.of(scene))
    rooms = {view.name for view in scene.context.track_views if view.kind in ("bus", "group", "master")}
    worked = [track for act in focus.last() for track in focus.tracks_about(act) if track not in rooms]
    names = [f"“{one}”" for one in dict.fromkeys(worked)]
    return WHICH_OF.format(f"{', '.join(names[:-1])} or {names[-1]}") if 1 < len(names) <= _MOST else WHICH
