"""Reversals: "reverse the chop", "play the bell backwards", "flip that clip round"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.scope.lying import NOUNS, bar_s, clips_meant, meant_last, part_told, seconds
from engine.planner.offline.sentence.scope.over_bars import stretches
from engine.planner.regex import regex
from engine.tasks.plan import Step

_REVERSES = regex(r"\b(?:reverse[ds]?|backwards?|back to front|(?:turn|flip)\b.*\b(?:around|round|over))\b")
_BACK = regex(
    r"(?:(?:back to |make it |play it |turn it |that |it )*(?:normal|forwards?|the right way (?:round|around)|as"
    r" it was|like"
    r" (?:it was )?before)(?: again)?|(?:turn|flip) (?:it|that|them) back(?: (?:round|around))?(?: again)?|not"
    r" (?:reversed"
    r"|backwards?))"
)
_WORDS = frozenset(
    "reverse reversed reverses backward backwards front turn flip around round over play plays played make run it its"
    " that this them in should of only just back whole all clip".split()
)


_OTHER_WAY = regex(
    r"(?:T|it|that) (?:was|is|were|are|sounds?|sounded|feels?|felt|looks?|did|worked|works|had)"
    r"(?: (?:way|much|so|a lot|far|actually|really))* (?:better|nicer|cooler|best|stronger|more fun)"
    r"(?: (?:the )?(?:other|right|normal|old|original) way(?: (?:round|around))?| forwards?| (?:un|not )reversed"
    r"| before (?:you|i|we) (?:flipped|reversed|turned) (?:it|that|T)(?: (?:round|around|over))?)"
)


_LIKED_SO = regex(
    r"(?:like|liked|prefer|preferred|love|loved) T (?:(?:the )?(?:right|normal|old|original|other) way(?: (?:a)?round)?"
    r"|forwards?|un-?reversed)(?: better| more| best)*"
)
""" "I liked the flute the right way round better"."""
_FORWARDS = regex(
    r"(?:(?:play|run|turn|put|make|have|want|i want|back to|get)\W+)*(?:T|it|that) (?:(?:should|must|has to|can|to"
    r"|just)\W+)*"
    r"(?:(?:play|run|go|be|plays|runs|goes|back|facing)\W+)*"
    r"(?:forwards?|(?:right|normal|proper|correct) way(?: (?:a)?round)?)"
    r"(?: again| after all| instead)*"
)
""" "Play the copy forwards again", of what was turned round."""


def _other_way_again(said: Said) -> list[Step] | None:
    """ "The whoosh was better the other way round", of what was turned round before: it is turned again."""
    form = " ".join(said.form.split())
    is_told = any(one.fullmatch(form) for one in (_OTHER_WAY, _FORWARDS, _LIKED_SO))
    if said.places or said.amounts or len(said.things) > 1 or not is_told:
        return None
    turned = [one for one in said.focus.acts if (one.tool, one.kind) == ("edit_clip", "reverse")]
    own = {clip for one in said.things for clip in one.clips} if said.things else None
    for act in turned:
        meant = [clip for clip in act.clips() if own is None or clip in own]
        if meant and not set(act.args) - {"clip", "clips", "action"}:
            return [Step("edit_clip", {"clip": one, "action": "reverse"}) for one in meant]
    return None


_EXCHANGED = regex(
    r"(?:(?:the )?other way (?:a)?round|vice versa|(?:swap|switch) (?:them|those)(?: (?:a)?round)?|the other one"
    r" instead"
    r"|the opposite)(?: please)?"
)


def _exchanged(last: Sequence[Frame], said: Said) -> list[Step] | None:
    """ "Other way round", behind the one of two clips that was turned round: the other one is, and this one no more."""
    if not last or len(last) > 1 or (last[0].tool, last[0].kind) != ("edit_clip", "reverse"):
        return None
    turned = [view for one in last[0].clips() if (view := said.scene.clip(one))]
    lying = [one for one in said.scene.clips if turned and one.track == turned[0].track]
    if len(turned) != 1 or len(lying) != 2 or not _EXCHANGED.fullmatch(said.text.strip()):
        return None
    return [Step("edit_clip", {"clip": one.id, "action": "reverse"}) for one in lying]


def reversal(said: Said) -> list[Step] | None:
    """The steps; None where nothing is reversed, or not all of it is known."""
    last = said.last()
    if (
        last
        and all((one.tool, one.kind) == ("edit_clip", "reverse") for one in last)
        and _BACK.fullmatch(said.text.strip())
    ):
        return [Step("undo", {})]
    if again := _other_way_again(said) or _exchanged(last, said):
        return again
    edges = edges_in(said)
    _, amounts, bag = outside(said, edges)
    if not _REVERSES.search(said.text) or amounts or said.is_open or "phase" in said.bag:
        return None
    if any(one.how not in ("in", "bare", "but") for one in said.places) or any(one.how for one in said.things):
        return None
    if said.things:
        found = clips_meant(said, [bars for one in said.places for bars in one.spans])
        clips = [clip for one in found or () for clip in one.clips]
        words = frozenset(word for one in found or () for word in one.words)
    else:
        clips, words = (meant_last(said) if said.bag & {"it", "that", "this", "them"} else []), frozenset()
    if not clips or bag - _WORDS - NOUNS - words:
        return None
    if edges and not said.places:
        return _edge_turned(clips, edges, said)
    parts = [(one, bars) for one in clips for bars in _stretches(one, said)]
    if any(bar % 1 for _, bars in parts if len(parts) > len(clips) for bar in bars or ()):
        return None
    return [
        Step("edit_clip", {"clip": one.id, "action": "reverse", **part_told(one.bars, bars)}) for one, bars in parts
    ]


def _edge_turned(clips: Sequence[ClipInfo], edges: Sequence[Edge], said: Said) -> list[Step] | None:
    """ "Reverse the last beat of the guitar"."""
    steps: list[Step] = []
    for one in clips:
        part = edges[0].of(one)
        if len(edges) > 1 or part is None or one.bars is None:
            return None
        each = bar_s(one, said)
        span = {"start": seconds((part[0] - one.bars[0]) * each), "end": seconds((part[1] - one.bars[0]) * each)}
        steps.append(Step("edit_clip", {"clip": one.id, "action": "reverse", **span}))
    return steps or None


def _stretches(clip: ClipInfo, said: Said) -> list[Bars | None]:
    """The bars of it that are told; all of them but what is spared."""
    if any(one.how == "but" for one in said.places):
        return [*(stretches(said, clip) or ())]
    return [said.spans[0] if len(said.spans) == 1 else None]
