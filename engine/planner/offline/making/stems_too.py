"""Stems too: "and the bass", after the drums were taken out, is that stem of the same clip."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.last import made_last
from engine.planner.offline.slots.stems import ORDER, named_stems
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_STEMS_TOO = regex(
    r"(?:and|also|plus|now)\W+(?:just |only |the |also )*(?P<stems>(?:vocals?|voice|drums?|bass|rest|other)"
    r"(?:(?:,| and)+ (?:the )?(?:vocals?|voice|drums?|bass|rest|other))*)(?:,? (?:too|as well|also|please))*\W*"
)
_OTHERS_TOO = regex(
    r"(?:(?:and|also|now|ok|i (?:want|need)|can i have|give me)[ ,]+)*(?:all )?(?:the )?(?:others|other|remaining)"
    r"(?: (?:parts|stems|ones|tracks|instruments))?(?:,? (?:too|as well|also|please))+\W*"
)


def stems_too(text: str, state: State) -> list[Step] | None:
    """The stems; None where none were made before."""
    frame = made_last(state, ("separate_stems",))
    simple = plain(text).lower().strip()
    match = _STEMS_TOO.fullmatch(simple) if frame else None
    before = frame.args.get("stems") if frame else None
    if frame is None or not isinstance(before, list | tuple):
        return None
    named = ORDER[:4] if _OTHERS_TOO.fullmatch(simple) else named_stems(match["stems"]) if match else ()
    stems = [one for one in named if one not in before]
    return [told_as(Step(frame.tool, {**frame.args, "stems": stems}), "again", frame)] if stems else None
