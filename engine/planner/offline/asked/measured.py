"""Questions of what is measured of one sound: "which key is the riff in?", "what key is it, going by the left one?"."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, forms
from engine.planner.offline.asked.meant import meant
from engine.planner.offline.asked.place import places
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import name_words
from engine.tasks.plan import Step

_MOST = 3
_GOING_BY = (
    r"(?:,? (?:(?:if (?:you|we) )?(?:go(?:ing)?|judg(?:e|ing)|measur(?:e|ing|ed)|tak(?:e|ing|en))(?: it)? (?:by|from)"
    r"|according to|on the basis of|by|from)) {t}"
)
_IN = r"(?:playing |written |set |sung )?(?:in)"
_IS = r"(?:is|are|does|do|has|have)"


def _key(match: Match, scene: DialogueState) -> list[Step] | None:
    """The key of each clip that is named."""
    found = meant(match["t"], scene)
    ids = found.clips if found else ()
    return [Step("describe_music", {"clip": one, "aspect": "key"}) for one in ids] if 0 < len(ids) <= _MOST else None


def _chords(match: Match, scene: DialogueState) -> list[Step] | None:
    """The chords of what is named, else of what is called chords in the bars that are told."""
    said = match.groupdict()
    found = meant(said.get("t"), scene) if said.get("t") else None
    ids = list(found.clips) if found else []
    if said.get("p") and not ids:
        there = places(said["p"], scene)
        spans = [(one.start, one.end) for one in there if one.at_s is None]
        lying = [one for one in scene.clips if one.bars and any(a < one.bars[1] and one.bars[0] < b for a, b in spans)]
        ids = [one.id for one in lying if {"chord", "chords"} & {*name_words(one.name), *name_words(str(one.track))}]
    return [Step("describe_music", {"clip": one, "aspect": "chords"}) for one in ids] if 0 < len(ids) <= _MOST else None


CHORDS = forms(
    _chords,
    r"(?:what|which)(?: is| are)? (?:the )?chords?(?: (?:are|is|do we have|have we got))?(?: (?:there|being|played))*"
    r" (?:in|over|at|during) {p}",
    r"(?:what|which)(?: is| are)? (?:the )?chords? (?:of|in|on) {t}",
    r"(?:what|which) chords? (?:is|are|does|do|has|have) {t}(?: (?:have|play|playing))?",
)
MEASURED = forms(
    _key,
    rf"(?:what|which)(?:'s| is)? (?:the )?key (?:{_IS} |of )?[^?,.;:]+?(?: (?:play |sit |{_IN}))?(?: in)?{_GOING_BY}",
    rf"(?:what|which) key {_IS} {{t}} (?:play |sit |be )?{_IN}",
    rf"in (?:what|which) key {_IS} {{t}}(?: (?:play|sit|written|sung|playing))?",
    r"(?:what|which)(?:'s| is) the key of {t}",
    rf"(?:what|which) key {_IS} {{t}}(?: play| have| sit)?",
)
