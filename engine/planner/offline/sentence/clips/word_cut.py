"""A word cut: "cut the word closer out of the lead line": where it lies in a recording is not known here: asked."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex
from engine.tasks.plan import Step

_CUTS = r"(?:cut|remove|delete|take|chop|edit|lift|snip|lose|drop|bleep)"
_WORD = r"(?:the )?(?:words?|phrase|syllable) (?:\"(?P<{0}>[^\"]+)\"|(?P<{1}>[\w']+))|\"(?P<{2}>[^\"]+)\""
_CUT = regex(
    rf"^(?:please |now |then )?{_CUTS} (?:out )?(?:{_WORD.format('a', 'b', 'c')}) (?:(?:out )?of|from|in|out from)"
    r" (?P<who>[\w' ]+)$"
)
WHERE_IS_IT = "Where does “{}” begin and end in “{}”? Tell the seconds, or have its words written down with times."


def word_cut(text: str, scene: DialogueState) -> list[Step] | None:
    """The question where the word lies; None where none is to be cut out of one recording, or a part is selected."""
    match = _CUT.match(text.lower().strip(" .!"))
    if match is None:
        return None
    who = taken_apart(match["who"], scene)
    clips = [view for one in who.things for clip in one.clips if (view := scene.clip(clip))]
    if not clips or any(view.kind != "audio" for view in clips) or who.amounts or who.spans:
        return None
    chosen = scene.context.selected_range
    if chosen and any(view.start < chosen[0] or chosen[1] < view.start + view.length - _NEAR_S for view in clips[:1]):
        return None
    word = match["a"] or match["b"] or match["c"]
    return [Step("ask", {"text": WHERE_IS_IT.format(word, clips[0].name)})]


_NEAR_S = 0.05
