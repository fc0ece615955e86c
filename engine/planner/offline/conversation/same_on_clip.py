"""Same on another clip: what was done to the notes of one is done to those of another: "v2 exactly the same"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.notes_in_hand import bars_of
from engine.planner.offline.conversation.notes_strength import DEFAULTS, share_told
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_said import bars_called, sections_in
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.slots.things import is_a_name, things
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:and|then|now|ok(?:ay)?|also|so|yes|cool|nice|good|great|perfect|please)\b[\s,]*)*"
_TAIL = r"(?:[\s,]+(?:please|too|as well|also|then|now|thanks|there))*\W*$"
_SAME = r"(?:exactly |just )?(?:the )?(?:very )?same(?: thing| way| treatment)?(?: again)?"
_FORMS = (
    rf"{_LEAD}(?:do |have |make )?(?:{_SAME}|that|this|it|like that)(?: exactly)? (?:with|to|on|for|in"
    rf"|goes for) (?P<what>.+?)"
    rf"{_TAIL}",
    rf"{_LEAD}(?:do |have |make )?(?P<what>.+?)[\s,]+(?:gets? |needs |wants |should (?:get|have) )?{_SAME}{_TAIL}",
    rf"{_LEAD}(?:do |have |make )?(?P<what>.+?)[\s,]+(?:exactly |just )?like (?:that|this)(?: one)?{_TAIL}",
    rf"{_LEAD}(?P<what>.+?)[\s,]+(?:should|must|has to|needs to) (?:match|follow|do|be) (?:that|it|this"
    rf"|the same){_TAIL}",
    rf"{_LEAD}(?P<what>.+?)(?: too| as well| also)?[\s,]+(?:but )?(?=only|just|at|with)(?P<less>.+)$",
    rf"{_LEAD}(?P<what>.+?)[\s,]+(?:too|as well|also){_TAIL}",
)
_COMPILED = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_THERE = re.compile(r"\b(?:in|over|during) (?:the |those |these )?same (?:bars|place|spot|section)\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?:the )?(?P<which>first|second|other)(?: (?:one|clip))?", re.IGNORECASE)
_LITTLE = frozenset("the a my our of on for in to track clip part and".split())
_LITTLE_AMOUNT = frozenset("but only just at with about strength a".split())


def same_on_clip(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    said = plain(text).strip()
    frames = done_last(State.of(scene)) if scene.context.dialogue and scene.done else []
    if '"' in said or said.endswith("?") or not frames or not all(is_of_notes(one, scene) for one in frames):
        return None
    there = _THERE.search(said)
    said = f"{said[: there.start()]} {said[there.end() :]}".strip() if there else said
    for form in _COMPILED:
        if (match := form.match(said)) and (steps := _same(match, frames, scene)):
            return steps
    return None


def is_of_notes(frame: Frame, scene: DialogueState) -> bool:
    """Was it an edit, or a transposition, of clips with notes?"""
    kinds = {view.kind for clip in frame.clips() if (view := scene.clip(clip))}
    is_moved = frame.tool == "change_tempo_key" and ("semitones" in frame.args or "cents" in frame.args)
    return kinds == {"midi"} and (frame.tool == "edit_notes" or is_moved)


def _same(match: re.Match[str], frames: Sequence[Frame], scene: DialogueState) -> list[Step] | None:
    amount: dict[str, Any] = {}
    if less := match.groupdict().get("less"):
        found = _amount(less, frames)
        if found is None:
            return None
        amount = found
    done = {clip for one in frames for clip in one.clips()}
    if not amount and (steps := _in_another_part(match["what"], frames, scene)):
        return steps
    clips = _meant(match["what"], frames, done, scene)
    if not clips or done & {one.id for one in clips}:
        return None
    model = max((frame for frame in frames), key=lambda one: len(one.args))
    return [step for clip in clips for step in _on(clip, _with_what_it_refines(model, scene), amount, scene)]


def _amount(less: str, frames: Sequence[Frame]) -> dict[str, Any] | None:
    """ "Only halfway, 50 percent", "only 10": how far, in the way that the call before went."""
    figure = re.fullmatch(r"\W*(?:(?:but|only|just|at|by|with)\W+)*(\d{1,3})\W*", less)
    for name in ("change", "value", "semitones") if figure else ():
        values = [one.args.get(name) for one in frames]
        if figure and all(isinstance(one, int | float) for one in values):
            return {name: number(float(figure[1]) * (-1 if float(str(values[0])) < 0 else 1))}
    told = share_told(less)
    if told is None or any(one.low not in _LITTLE_AMOUNT for one in tokens(told[1]) if one.text[0].isalnum()):
        return None
    return {"amount": told[0]} if all(one.args.get("action") in DEFAULTS for one in frames) else None


def _in_another_part(what: str, frames: Sequence[Frame], scene: DialogueState) -> list[Step] | None:
    """ "Chorus too", of a clip that goes on there: its bars in that part as well."""
    reach = sections(scene).get(re.sub(r"^(?:in |over |for )?(?:the )?", "", what.strip().lower()))
    lying = bars_of(frames[0].clips(), scene)
    if len(frames) != 1 or reach is None or lying is None or "start_bar" not in frames[0].args:
        return None
    if not (lying[0] <= reach[0] + 1e-3 and reach[1] <= lying[1] + 1e-3):
        return None
    args = {**frames[0].args, "start_bar": number(reach[0]), "end_bar": number(reach[1])}
    return [Step(frames[0].tool, args)]


def _with_what_it_refines(frame: Frame, scene: DialogueState) -> list[Frame]:
    """Accents behind "all at 64" belong to it: both are what was done."""
    live = [
        one for one in State.of(scene).frames if one.is_live and one.tool == frame.tool and one.clips() == frame.clips()
    ]
    chain = [frame]
    for one in reversed(live[: live.index(frame)] if frame in live else []):
        is_refined = {"only", "note"} & set(chain[0].args) and one.kind == frame.kind
        if not is_refined or one.corrects or frame.corrects or one.turn < chain[0].turn - 1:
            break
        chain.insert(0, one)
    return chain


def _on(clip: ClipInfo, chain: Sequence[Frame], amount: dict[str, Any], scene: DialogueState) -> list[Step]:
    steps = []
    for frame in chain:
        kept = {name: value for name, value in frame.args.items() if name not in ("clip", "clips")}
        args = {**_in_its_bars(kept, frame, clip, scene), "clip": clip.id, **amount}
        earlier = [
            one
            for one in State.of(scene).frames
            if one.is_live and one.tool == frame.tool and one.clips() == [clip.id] and _picks(one) == _picks(frame)
        ]
        is_otherwise = bool(earlier) and earlier[-1].kind == frame.kind and frame.kind in DEFAULTS
        base, op = (earlier[-1], "fix") if is_otherwise else (frame, "again")
        steps.append(told_as(Step(frame.tool, args), op, base))
    return steps


def _picks(frame: Frame) -> tuple[Any, ...]:
    return frame.args.get("note"), frame.args.get("only")


def _in_its_bars(args: dict[str, Any], frame: Frame, clip: ClipInfo, scene: DialogueState) -> dict[str, Any]:
    """Bars that do not meet the clip are as far into it as they were into the other one."""
    start, end, lying = args.get("start_bar"), args.get("end_bar"), bars_of(frame.clips(), scene)
    if clip.bars is None or lying is None or start is None and end is None:
        return args
    a, b = float(start or lying[0]), float(end or lying[1])
    rest = {name: value for name, value in args.items() if name not in ("start_bar", "end_bar")}
    if a <= lying[0] + 1e-3 and b >= lying[1] - 1e-3:
        return rest
    if a < clip.bars[1] and b > clip.bars[0]:
        return args
    later = clip.bars[0] - lying[0]
    return {**rest, "start_bar": number(a + later), "end_bar": number(b + later)}


def _meant(what: str, frames: Sequence[Frame], done: set[str], scene: DialogueState) -> list[ClipInfo]:
    """The clips with notes that the words name: by name, by the part of the song, or as the first one."""
    midi = [one for one in scene.clips if one.kind == "midi"]
    if counted := _COUNTED.fullmatch(what.strip()):
        return _counted(counted["which"].lower(), frames, done, scene)
    own_tracks = {one.track for one in midi if one.id in done}
    if bars := bars_called(what, scene):
        return [
            one
            for one in midi
            if one.track in own_tracks and one.bars and one.bars[0] < bars[1] and one.bars[1] > bars[0]
        ]
    where, rest = None, what
    for (start, end), reach, name in sections_in(f"in {what}" if _begins_with_part(what, scene) else what, scene):
        if not is_a_name(name, scene):
            text = f"in {what}" if _begins_with_part(what, scene) else what
            where, rest = reach, f"{text[:start]} {text[end:]}"
    named = things(rest, scene)
    left = "".join(" " if any(one.start <= at < one.end for one in named) else char for at, char in enumerate(rest))
    if not named or any(one.low not in _LITTLE for one in tokens(left) if one.text[0].isalnum()):
        return []
    found = [one for one in midi if any(one.id in thing.clips for thing in named) and one.id not in done]
    found = (
        [one for one in found if one.track in own_tracks] or found if len({one.track for one in found}) > 1 else found
    )
    where = where or bars_of(sorted(done), scene)
    there = [one for one in found if where and one.bars and one.bars[0] < where[1] and one.bars[1] > where[0]]
    return there or found


def _begins_with_part(what: str, scene: DialogueState) -> bool:
    return any(what.lower().startswith(f"{name} ") for name in sections(scene))


def _counted(which: str, frames: Sequence[Frame], done: set[str], scene: DialogueState) -> list[ClipInfo]:
    """The first of the clips that this was done to in turn; "the other one" where there were two."""
    alike = [one for one in State.of(scene).frames if one.is_live and one.tool == frames[0].tool]
    ids = list(dict.fromkeys(clip for one in alike if one.kind == frames[0].kind for clip in one.clips()))
    if which == "other":
        ids = [one for one in ids if one not in done] if len(ids) == 2 else []
    place = 1 if which == "second" else 0
    view = scene.clip(ids[place]) if place < len(ids) else None
    return [view] if view else []
