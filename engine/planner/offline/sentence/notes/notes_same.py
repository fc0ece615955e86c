"""The same for other notes: what was done to those of one clip is done to those of another: "v2 exactly the same"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import SAME, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_strength import DEFAULTS
from engine.planner.offline.sentence.notes.note_ways import grid_told, share_told
from engine.planner.offline.sentence.notes.notes_in_hand import bars_of, is_of_notes
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DOES = frozenset(
    "do have make thing things treatment deal business lot of way very exactly again that this it like goes gets get"
    " needs wants match follow for"
    " to with on in by at from track clip clips part only but strength through must has other others one ones there"
    " bars bar each both all must".split()
)
_MATCHES = regex(r"\b(?:should|must|has to|needs? to|to)? ?(?:match|follow)\b|\blike (?:that|this)\b")
_THERE = regex(r"\b(?:in|over|during) (?:the |those |these )?same (?:bars|place|spot|section)\b")
_BUT_IN = regex(r"\bbut (?=(?:in|over|during|for) )")
""" "Same for the strings but in bars 9 to 12"."""
_TREATMENT = regex(r"\b(?:treatment|deal|business|whole lot|both things|all (?:of )?that|everything)\b")
""" "Same treatment" is all that was done to it, "the same" what was done last."""
_COUNTED = regex(
    r"(?:now |and )?(?:the )?(?P<which>first|second|other)(?: (?:one|clip))?(?:,? (?:too|also|as well))?"
)
_ONLY_SO_FAR = regex(r"\b(?:but )?(?:only|just|at|with|by)\b[^,]*$")
_FIGURE = regex(
    r"\b(?:but|only|just|at|by|with|to)\s+(?:(?:only|just|at|by)\s+)?(\d{1,3})\b(?!\s*(?:%|percent|bars?))"
)


def notes_same(said: Said) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    acts = said.last()
    if not acts or not all(is_of_notes(one, said.scene) for one in acts):
        return None
    text = _BUT_IN.sub("only ", _THERE.sub(" ", said.text))
    done = {clip for one in acts for clip in one.clips()}
    model = max(acts, key=lambda one: len(one.args))
    if called := _called(text, done, said):
        chain = _all_done_to(model, said) if _TREATMENT.search(text) else _with_what_it_refines(model, said)
        return _on(called, chain, {}, said)
    amount, text = _amount(text, acts, said)
    apart = taken_apart(text, said.scene, focus=said.focus)
    is_same = bool(apart.bag & SAME or _MATCHES.search(text) or amount or said.adds)
    if not is_same or apart.bag - SAME - _DOES or apart.amounts or apart.is_open or apart.is_unclear:
        return None
    clips = _meant(apart, text, acts, done, said)
    if not clips or done & {one.id for one in clips}:
        return None
    chain = _all_done_to(model, said) if _TREATMENT.search(text) else _with_what_it_refines(model, said)
    steps = [step for clip in clips for step in _on(clip, chain, amount, said)]
    is_named = any(not one.is_pointed for one in apart.things)
    return _only_there(steps, clips, apart.spans) if is_named and apart.spans else steps


def _only_there(steps: Sequence[Step], clips: Sequence[ClipInfo], spans: Sequence[Bars]) -> list[Step] | None:
    """ "The same for the flute, but only in bars 5 to 7"."""
    bars = {clip.id: clip.bars for clip in clips}
    made: list[Step] = []
    for step in steps:
        lies = bars[str(step.args["clip"])]
        for a, b in spans:
            start, end = (max(a, lies[0]), min(b, lies[1])) if lies else (a, b)
            if end <= start:
                return None
            args = {name: value for name, value in step.args.items() if name not in ("start_bar", "end_bar")}
            where = {} if (start, end) == lies else {"start_bar": number(start), "end_bar": number(end)}
            made.append(replace(step, args={**args, **where}))
    return made


def _called(text: str, done: set[str], said: Said) -> ClipInfo | None:
    """ "Hook 2 to match": the one clip of the same track of which these words are a part of the name."""
    words = {*name_words(text)}
    told = words - SAME - _DOES
    own = {card.track for one in done if (card := said.scene.clip(one))}
    others = [one for one in said.scene.clips if one.track in own and one.id not in done]
    found = [one for one in others if told and told <= {*name_words(one.name)}]
    return found[0] if len(found) == 1 and (words & SAME or _MATCHES.search(text)) else None


def _amount(text: str, acts: Sequence[Frame], said: Said) -> tuple[dict[str, Any], str]:
    """ "Only halfway, 50 percent", "only 10": how far, in the way that the call before went; and the rest."""
    places = [said.text[one.start : one.end] for one in said.places]
    figure = next((one for one in _FIGURE.finditer(text) if not any(one[1] in place for place in places)), None)
    for name in ("change", "value", "semitones") if figure else ():
        was = [one.args.get(name) for one in acts]
        if figure and all(isinstance(one, int | float) for one in was):
            size = number(float(figure[1]) * (-1 if float(str(was[0])) < 0 else 1))
            return {name: size}, f"{text[: figure.start()]} {text[figure.end() :]}"
    if otherwise := _otherwise(text, acts):
        return otherwise
    far = _ONLY_SO_FAR.search(text)
    told = share_told(far[0]) if far and all(one.args.get("action") in DEFAULTS for one in acts) else None
    return ({"amount": told[0]}, f"{text[: far.start()]} {told[1]}") if far and told else ({}, text)


_OTHERWISE = regex(r"[\s,]+(?:but|only|just|this time|and)\s+(?:(?:only|just|by|to|at|on|with|in)\s+)*(?P<how>[^,;]+)$")


def _otherwise(text: str, acts: Sequence[Frame]) -> tuple[dict[str, Any], str] | None:
    """ "Same on the clarinet but 1/8", "the flute as well but a fifth": the grid, or the size in the same way."""
    match = _OTHERWISE.search(text)
    if match is None:
        return None
    told = grid_told(match["how"])
    if told and all(one.kind in ("quantize", "swing") for one in acts) and not told[1].strip():
        return {"grid": told[0]}, text[: match.start()]
    share = share_told(match["how"])
    if share and all(one.args.get("action") in DEFAULTS for one in acts) and not share[1].strip():
        return {"amount": share[0]}, text[: match.start()]
    moved = intervals_moved(match["how"])
    left = f"{match['how'][: moved[0].start]}{match['how'][moved[0].end :]}" if len(moved) == 1 else match["how"]
    if len(moved) != 1 or left.strip() or any("semitones" not in one.args for one in acts):
        return None
    way = -1 if acts[0].args["semitones"] < 0 else 1
    size = moved[0].semitones if moved[0].has_way else abs(moved[0].semitones) * way
    return {"semitones": number(size)}, text[: match.start()]


def _with_what_it_refines(frame: Frame, said: Said) -> list[Frame]:
    """Accents behind "all at 64" belong to it: both are what was done."""
    live = [one for one in said.state.frames if one.is_live and one.tool == frame.tool and one.clips() == frame.clips()]
    chain = [frame]
    for one in reversed(live[: live.index(frame)] if frame in live else []):
        is_refined = {"only", "note"} & set(chain[0].args) and one.kind == frame.kind
        if not is_refined or one.corrects or frame.corrects or one.turn < chain[0].turn - 1:
            break
        chain.insert(0, one)
    return chain


def _all_done_to(frame: Frame, said: Said) -> list[Frame]:
    """All that was done to its notes in a row of turns: the snare, "same treatment", is snapped and set to 120."""
    live = [one for one in said.state.frames if one.is_live and one.tool == frame.tool]
    chain: list[Frame] = []
    turn = frame.turn
    for one in reversed(live):
        if one.turn < turn - 1 or one.clips() != frame.clips():
            break
        chain, turn = [one, *chain], one.turn
    gone = {one.corrects for one in chain if one.corrects}
    return [one for one in chain if one.name not in gone] or [frame]


def _on(clip: ClipInfo, chain: Sequence[Frame], amount: dict[str, Any], said: Said) -> list[Step]:
    steps = []
    for frame in chain:
        kept = {name: value for name, value in frame.args.items() if name not in ("clip", "clips")}
        args = {**_in_its_bars(kept, frame, clip, said), "clip": clip.id, **amount}
        earlier = [
            one
            for one in said.state.frames
            if one.is_live and one.tool == frame.tool and one.clips() == [clip.id] and _picks(one) == _picks(frame)
        ]
        is_otherwise = bool(earlier) and earlier[-1].kind == frame.kind and frame.kind in DEFAULTS
        base, op = (earlier[-1], "fix") if is_otherwise else (frame, "again")
        steps.append(told_as(Step(frame.tool, args), op, base))
    return steps


def _picks(frame: Frame) -> tuple[Any, ...]:
    return frame.args.get("note"), frame.args.get("only")


def _in_its_bars(args: dict[str, Any], frame: Frame, clip: ClipInfo, said: Said) -> dict[str, Any]:
    """Bars that do not meet the clip are as far into it as they were into the other one."""
    start, end, lying = args.get("start_bar"), args.get("end_bar"), bars_of(frame.clips(), said.scene)
    if clip.bars is None or lying is None or start is None and end is None:
        return args
    a, b = float(start or lying[0]), float(end or lying[1])
    rest = {name: value for name, value in args.items() if name not in ("start_bar", "end_bar")}
    if a < clip.bars[1] and b > clip.bars[0]:
        return args
    if a <= lying[0] + 1e-3 and b >= lying[1] - 1e-3:
        return rest
    later = clip.bars[0] - lying[0]
    return {**rest, "start_bar": number(a + later), "end_bar": number(b + later)}


def _meant(apart: Said, text: str, acts: Sequence[Frame], done: set[str], said: Said) -> list[ClipInfo]:
    """The clips with notes that the words name: by name, by the part of the song, or as the first one."""
    midi = [one for one in said.scene.clips if one.kind == "midi"]
    if counted := _COUNTED.fullmatch(re.sub(r",? (?:the )?same$", "", text.strip())):
        return _counted(counted["which"], acts, done, said)
    own_tracks = {one.track for one in midi if one.id in done}
    named = [one for one in apart.things if not one.is_pointed]
    spans = apart.spans
    is_others = re.search(r"\bothers?\b", text) is not None
    if is_others and all(one.is_pointed for one in apart.things) and not spans:
        return [one for one in midi if one.track in own_tracks and one.id not in done]
    if not named:
        return [one for one in midi if one.track in own_tracks and _meets(one, spans)]
    inside = with_members([track for one in named if not one.is_clip for track in one.tracks], said.scene)
    ids = {clip for one in named for clip in one.clips}
    found = [one for one in midi if (one.track in inside or one.id in ids) and one.id not in done]
    if is_others and "clip" in text:
        return found
    on_them = [one for one in found if one.track in own_tracks]
    found = on_them or found if len({one.track for one in found}) > 1 else found
    lying = bars_of(sorted(done), said.scene)
    where = spans or ([lying] if lying else [])
    return [one for one in found if _meets(one, where)] or found


def _meets(clip: ClipInfo, spans: Sequence[tuple[float, float]]) -> bool:
    return bool(clip.bars) and any(clip.bars[0] < b - 1e-3 and clip.bars[1] > a + 1e-3 for a, b in spans)  # type: ignore[index]


def _counted(which: str, acts: Sequence[Frame], done: set[str], said: Said) -> list[ClipInfo]:
    """The first of the clips that this was done to in turn; "the other one" where there were two."""
    alike = [one for one in said.state.frames if one.is_live and one.tool == acts[0].tool]
    ids = list(dict.fromkeys(clip for one in alike if one.kind == acts[0].kind for clip in one.clips()))
    if which == "other":
        ids = [one for one in ids if one not in done] if len(ids) == 2 else []
    if which == "second" and len(ids) < 2:
        own = {view.track for one in ids if (view := said.scene.clip(one))}
        ids = [one.id for track in own for one in in_order(str(track), said) if one.kind == "midi"]
    place = 1 if which == "second" else 0
    view = said.scene.clip(ids[place]) if place < len(ids) else None
    return [view] if view else []
