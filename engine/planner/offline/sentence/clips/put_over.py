"""Put over: "put the first verse over it", "use the intro one here instead": what a track plays elsewhere, here too."""

from __future__ import annotations

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import ORDINALS, Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import covers, in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = r"(?:(?:and|so|then|now|just|ok|please|can you|could you|let's|lets)\b[\s,]*)*"
_ONE = r"(?:'s)?(?: (?:one|ones|take|version|part|bit|clip))?"
_PART = r"(?:the |my |our )?(?P<part>[\w' ]{1,24}?)"
_END = r"(?: (?:instead|please|there|too|then|as well))*"
_HERE = r"(?:it|this|that|these|those|them)(?: (?:one|bit|part|bars|clip))?"
_FORMS = (
    regex(
        rf"{_LEAD}(?:put|paste|copy|stick|slap|drop|lay|fly|use) {_PART}{_ONE}"
        rf" (?:(?:right )?over|on top of|in place of|instead of) (?:{_HERE}|here){_END}"
    ),
    regex(rf"{_LEAD}(?:put|use|paste|stick|drop|fly|have) {_PART}{_ONE} (?:in )?here(?: instead| in its place)+{_END}"),
    regex(rf"{_LEAD}(?:replace|swap|exchange|overwrite) {_HERE} (?:with|for|by) {_PART}{_ONE}{_END}"),
)
_SAME = regex(
    rf"{_LEAD}(?:do )?(?:the )?same(?: thing)? (?:with|w|for|on|in) (?:the |my )?(?P<part>[\w' ]{{1,20}}?)[ ,:]+"
    r"(?:the )?first(?: one)? (?:over|on top of|onto|in place of) (?:the )?(?:second|2nd)(?: one)?"
)


_LAYER = regex(
    rf"{_LEAD}(?:layer|stack|put|lay) (?P<any>an? |one of the )?(?:the )?(?P<part>[\w' ]{{2,24}}?)"
    r" (?:with|under|underneath|beneath|on top of|over) (?:this|that|it)(?: (?:one|clip|hit))?"
    r"(?:[ ,;]+(?:use |take )?(?:the )?(?P<which>first|last|second|third)(?: one)?)?"
)
WHICH = "Which one should lie there as well: {}?"


def layered(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Layer a braam with this one, use the first": a copy of it where the other begins."""
    match = _LAYER.fullmatch(text.lower().strip(" .!"))
    goal = _goal(taken_apart(text, scene)) if match else None
    if match is None or goal is None or not (match["any"] or match["which"] or text.lower().startswith("layer")):
        return None
    muted = {view.name for view in scene.context.track_views if view.mute}
    part = match["part"]
    lying = sorted((one for one in scene.clips if one.track and one.bars), key=lambda one: one.start)
    found = [one for one in lying if one.name.lower() == part]
    found = found or [one for one in lying if one.name.lower().startswith(f"{part} ") and one.track not in muted]
    found = [one for one in found if one.track != goal[0]]
    if not found:
        return None
    if match["which"]:
        place = ORDINALS[match["which"]]
        found = [found[place]] if -len(found) <= place < len(found) else []
    if len(found) != 1:
        named = " or ".join(f"“{one.name}”" for one in found[:4])
        return [Step("ask", {"text": WHICH.format(named)})] if found else None
    return [Step("arrange", {"action": "duplicate", "clip": found[0].id, "bar": number(goal[1][0])})]


def put_over(text: str, scene: DialogueState) -> list[Step] | None:
    """The copies over what is selected, or was worked on last; None where no other part of the song is told."""
    simple = text.lower().strip(" .!")
    same = _SAME.fullmatch(simple)
    told = next((match for form in _FORMS if (match := form.fullmatch(simple))), None)
    if same is None and told is None:
        return None
    said = taken_apart(text, scene)
    if same:
        return _same_of(same["part"], said)
    goal = _goal(said)
    if told is None or goal is None:
        return None
    track, there = goal
    clips = in_order(track, said)
    named = [one for one in clips if one.name.lower() == told["part"] and one.bars]
    if len(named) == 1 and named[0].bars:
        return _copies(named, named[0].bars, there)
    span = _part(told["part"], scene)
    return _copies([one for one in clips if covers(one, span)], span, there) if span else None


def _goal(said: Said) -> tuple[str, Bars] | None:
    """The track and the bars that are selected; else those of the clip that was worked on last."""
    spoken = said.scene.context
    tracks, clips, _ = said.focus.it()
    lying = [view.bars for one in clips if (view := said.scene.clip(one)) and view.bars]
    bars = spoken.selected_bars if spoken.is_newly_selected else None
    if bars is None and len(lying) == 1:
        bars = lying[0]
    return (tracks[0], bars) if len(tracks) == 1 and bars else None


def _part(words: str, scene: DialogueState) -> Bars | None:
    """The bars of a part of the song that is called so."""
    found = taken_apart(f"in the {words}", scene)
    is_one = len(found.places) == 1 and not found.is_open and len(found.places[0].spans) == 1
    return found.places[0].spans[0] if is_one and not found.words and found.places[0].end == len(found.text) else None


def _copies(clips: list[ClipInfo], source: Bars, goal: Bars) -> list[Step] | None:
    """As much of the source as there is room for."""
    end = source[0] + min(source[1] - source[0], goal[1] - goal[0])
    if not clips or source[0] == goal[0]:
        return None
    steps = []
    for one in clips:
        assert one.bars
        start, stop = max(one.bars[0], source[0]), min(one.bars[1], end)
        if stop <= start:
            continue
        to = goal[0] + start - source[0]
        bars = {"start_bar": number(start), "end_bar": number(stop)}
        steps.append(Step("arrange", {"action": "duplicate", "clip": one.id, "bar": number(to), **bars}))
    return steps or None


def _same_of(part: str, said: Said) -> list[Step] | None:
    """ "Same with the chorus, first one over the second", of the track of the copy before."""
    last = said.last()
    tracks = {said.scene.track_of(clip) for one in last for clip in one.clips()}
    first, second = _part(f"first {part}", said.scene), _part(f"second {part}", said.scene)
    if not last or any((one.tool, one.kind) != ("arrange", "duplicate") for one in last) or len(tracks) != 1:
        return None
    if first is None or second is None:
        return None
    return _copies([one for one in in_order(str(tracks.pop()), said) if covers(one, first)], first, second)
