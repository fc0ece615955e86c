"""Questions of what is measured of one sound: "which key is the riff in?", "what key is it, going by the left one?"."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, forms
from engine.planner.offline.asked.meant import in_focus, meant
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
    if not said.get("t") and not said.get("p"):
        ids = _played_there(scene)
    if said.get("p") and not ids:
        there = places(said["p"], scene)
        spans = [(one.start, one.end) for one in there if one.at_s is None]
        lying = [one for one in scene.clips if one.bars and any(a < one.bars[1] and one.bars[0] < b for a, b in spans)]
        ids = [one.id for one in lying if {"chord", "chords"} & {*name_words(one.name), *name_words(str(one.track))}]
    return [Step("describe_music", {"clip": one, "aspect": "chords"}) for one in ids] if 0 < len(ids) <= _MOST else None


def _played_there(scene: DialogueState) -> list[str]:
    """What is called chords where that lies which was worked on last, else that."""
    last = in_focus(scene)
    spans = [view.bars for one in (last.clips if last else ()) if (view := scene.clip(one)) and view.bars]
    named = [one for one in scene.clips if {"chord", "chords"} & {*name_words(one.name), *name_words(str(one.track))}]
    there = [one for one in named if one.bars and any(a < one.bars[1] and one.bars[0] < b for a, b in spans)]
    there = there or (named if len(named) == 1 and not spans else [])
    return [one.id for one in there] or list(last.clips if last else ())


CHORDS = forms(
    _chords,
    r"(?:what|which)(?: is| are)?(?: the)? chords?(?: (?:are|is))?(?: (?:am i|are we|do i|do we|have i got|is it"
    r"|are they|are those|are these))?"
    r"(?: (?:even|actually|really))*(?: (?:playing|play|using|use|got|have|there|here|going on|doing))*(?: (?:in"
    r"|over|at|during) {p})?",
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
