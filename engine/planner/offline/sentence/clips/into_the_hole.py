"""Into the hole: "put the last chance line in that hole", behind what was made silent there."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_HOLE = regex(
    r"\b(?:right |just )?(?:in|into|inside|to|over|for) (?:that|the|this) (?:(?:new|little|empty|silent|one[- ]bar) )?"
    r"(?:hole|gap|silence|pause|space|empty (?:bars?|bit|spot))(?: there)?(?= *(?:$|[,.;]|please|now))"
)
_VERBS = frozenset(
    "put move shift place drop stick bring drag pop slide pull goes go plays sits belongs lay set".split()
)
_BESIDE = frozenset("line part bit clip phrase word words right it its come comes".split())
_TURNS = 3


def into_the_hole(said: Said) -> list[Step] | None:
    """The clip moved there, and heard there; None where nothing was made silent, or not all is known."""
    match = _HOLE.search(said.text)
    silent = _silenced(said) if match else []
    if match is None or not silent:
        return None
    rest = f"{said.text[: match.start()]} {said.text[match.end() :]}"
    apart = taken_apart(rest, said.scene, focus=said.focus)
    found = clips_meant(apart) or []
    words = frozenset(word for one in found for word in one.words)
    if len(found) != 1 or len(found[0].clips) != 1 or apart.places or apart.amounts or apart.is_unclear:
        return None
    if (
        apart.bag
        and not apart.bag & _VERBS
        or apart.bag - _VERBS - _BESIDE - NOUNS - words
        or re.search(r"\b(?:not|no)\b", rest)
    ):
        return None
    clip = found[0].clips[0]
    live = [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS]
    own = [one for one in silent if one.args.get("track") == clip.track]
    heard = (taken_back_acts(own, live) or []) if own else []
    if own and (not heard or any("target" not in one.args for one in heard)):
        return None
    bar = float(str(silent[0].args["start_bar"]))
    return [*heard, Step("arrange", {"action": "move", "clip": clip.id, "bar": number(bar)})]


def _silenced(said: Said) -> list[Frame]:
    """The calls of the newest turn that made a stretch of bars silent."""
    acts = [one for one in said.focus.acts if _is_silence(one)]
    newest = max((one.turn for one in acts), default=0)
    told = len(said.scene.context.dialogue)
    found = [one for one in acts if one.turn == newest]
    return found if found and told - newest < _TURNS and len({one.args["start_bar"] for one in found}) == 1 else []


def _is_silence(act: Frame) -> bool:
    is_mute = act.tool == "automate" and act.args.get("parameter") == "mute" and act.args.get("from") == 1
    return is_mute and isinstance(act.args.get("start_bar"), int | float)
