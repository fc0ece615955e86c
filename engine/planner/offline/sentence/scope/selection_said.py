"""Selection said: "the selected notes", "the selected track": what is selected, whenever that was."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import Context
from engine.planner.regex import regex

_SELECTED = regex(
    r"\b(?:(?:the|my|this|these|those|both|all|all (?:of )?the) )*(?:currently |just )?(?:selected|highlighted)"
    r"(?: (?P<noun>notes?|chords?|hits?|clips?|regions?|items?|tracks?|ones?))?\b"
    r"(?! (?:bars?|range|area|part|section|stretch|passage|tempo|bpm|key)\b)",
    re.IGNORECASE,
)
_KNOWS_IT = regex(r"\b(?:export\w*|render\w*|bounce\w*|print\w*|mix ?down|save|write out|sing|sung)\b", re.IGNORECASE)
""" "Export the selected track", "sing the selected notes": these know the word."""
_COPIES = regex(r"\b(?:copy|duplicate|repeat|loop)\b", re.IGNORECASE)
_QUESTION = regex(r"^\W*(?:what|which|who|how|is|are|do|does|did|have|has)\b", re.IGNORECASE)
_NAMED = regex(
    r"\b(?:called|named|titled|(?:call|name|label|title) (?:it|this|that)|(?:rename|relabel|retitle)\b.* to) $",
    re.IGNORECASE,
)
""" "Call it Selected": a name."""
_GOAL = regex(r"\b(?:send|route|move|copy|duck|sidechain)\b.*\b(?:to|into|onto|with|by|from) $", re.IGNORECASE)
""" "Send the pads to the selected track"."""


def with_selection_meant(text: str, context: Context) -> tuple[str, Context]:
    """The text with "this" for it, in a context where it was selected for this very request."""
    match = _SELECTED.search(text)
    is_any = context.selected_clips or context.selected_tracks or context.selected_bars
    if match is None or not is_any or any(one.search(text) for one in (_KNOWS_IT, _QUESTION)):
        return text, context
    if _NAMED.search(text[: match.start()]):
        return text, context
    noun = (match["noun"] or "").lower()
    this = "these" if noun.endswith("s") or not noun and _is_several(context) else "this" if noun else "it"
    told = "this" if _COPIES.search(text) else this if noun in _CLIPS else f"{this} {noun}"
    if _GOAL.search(text[: match.start()]) and len(context.selected_tracks) == 1:
        told = context.selected_tracks[0]
    return f"{text[: match.start()]}{told}{text[match.end() :]}", replace(context, is_newly_selected=True)


_CLIPS = ("", "clip", "clips", "item", "items", "region", "regions")


def _is_several(context: Context) -> bool:
    return max(len(context.selected_clips), len(context.selected_tracks)) > 1
