"""Other place: a turn that only says where the act before it was meant, or is wanted as well.

    "sorry, chorus 1 I meant"   → the same in that chorus: its bars, or the clip of the track that lies there
    "outro, same"               → the same there too
    "not there, 33"             → what was put somewhere is put at bar 33
    "off in verse 2"            → taken back there, kept elsewhere
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.spots import as_counted
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.reason import wish_alone
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_CORRECTS = re.compile(
    r"\b(?:no|nope|nah|naw|not|sorry|oops|wait|i meant?|instead|rather|wrong|my bad|meant|was meant)\b", re.IGNORECASE
)
_ADDS = re.compile(r"^\W*(?:and|then)\b|\b(?:too|also|as well|aswell|same|likewise|ditto|again)\b", re.IGNORECASE)
_NOT_THERE = re.compile(
    r"\bnot (?:in |on |at |the |that |over |under |for )*(?:there|here|one|part|bit|bar|[\w']+(?: \d+)?)"
    r"\s*[,.;:!-]+\s*|(?<=\w)[\s,]+not (?:in |on |at |over |for )?(?:the |that )?[\w']+(?: [\w']+)?\W*$",
    re.IGNORECASE,
)
""" "Not in 3, bar 11": what it was no longer meant for."""
_REASON = re.compile(
    r"(?<=\w)[,.;]\s*(?:(?:that|it|he|she|there)(?:'s| is)|they(?:'re| are)|because|cause|since|cuz)\b[^?]*$",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:off|get rid of|lose|remove|undo|ditch|kill|drop|scrap|without|take (?:it|that|this) (?:back|out|away|off)"
    r"|take out|not|dry)\b(?: (?:it|that|this))?(?: (?:back|out|away|off|of it))?",
    re.IGNORECASE,
)
_OFF_THERE = re.compile(
    r"[.,;!-]\s*(?:(?:and|so|please|just|can you)\s+)*(?:off|(?:get rid of|lose|remove|undo|ditch|kill|drop|scrap)"
    r" (?:it|that|this)|take (?:it|that|this) (?:off|out|away|back)|no \w+) there(?: please| then)?\W*$",
    re.IGNORECASE,
)
""" "I hate it on the second verse. Off there": where it is to go is said before."""
_AT = re.compile(
    r"\b(?P<lead>(?:the )?(?P<clip>clip|one|bit|part) (?:at|from|on) (?:bar )?|(?:at |in |on |to )?bar "
    r"|(?:at|in|to|on) )?"
    r"(?P<bar>\d{1,3})(?![\w%.,:/-]|\s*(?:d\s?b|bars?\b|beats?\b|%|bpm|k?hz|ms\b|s\b|st\b|semi|more|less|to \d))",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    "a actually after again ah all also and as at aswell bad bit but can clip do did ditto fine for form go good hm hmm"
    " here i i'd i'm in instead is it it's its just letter likewise make mean meant my nah naw no nope not now of oh ok"
    " okay on one only oops over part please pls put rather region same section so sorry that that's the them then"
    " there thing this though tho to too um uh under wait want wanted was we well wrong yeah yes".split()
)
_MOVED = ("move", "duplicate", "place")
_AT_A_BAR = ("bar", "start_bar")
_OUT_OF_REACH_BARS = 0.05
_LONGEST_BEFORE = 12
"""Words."""


@dataclass(frozen=True)
class _Place:
    """Bars: of a part of the song, or from one bar on."""

    start: float
    end: float | None
    """Where the part ends; None where a bar only was said."""
    is_clip: bool = False
    """ "The one at 41"."""


def in_other_place(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    simple = plain(text)
    corrects, adds = _CORRECTS.search(simple), _ADDS.search(simple)
    if '"' in simple or "?" in simple:
        return None
    state = State.of(scene)
    frames = done_last(state) or _looked(state)
    if frames and (back := _off(simple, frames, scene)):
        return back
    found = _place_in(_REASON.sub("", wish_alone(simple)), frames, scene) if frames and (corrects or adds) else None
    if found is None:
        return None
    op = "again" if adds and not _CORRECTS.match(simple.lstrip()) else "fix"
    starts = [float(bar) for one in frames if isinstance(bar := one.args.get("bar"), int | float)]
    is_apart = len(starts) == len(frames) > 1 and all(one.tool == "transport" for one in frames)
    made = [
        _there(frame, replace(found, start=found.start + bar - starts[0]) if is_apart else found, op, scene)
        for frame, bar in zip(frames, starts if is_apart else [0.0] * len(frames), strict=True)
    ]
    steps = [step for step in made if step is not None]
    if is_apart and op == "fix" and len(steps) == len(made):
        # each meter moves the bars behind it
        return [Step("undo", {}), *(replace(step, op="fresh", base="") for step in steps)]
    is_clear = len(steps) == len(made) and all(step not in steps[:at] for at, step in enumerate(steps))
    return steps if steps and is_clear else None


def _looked(state: State) -> list[Frame]:
    """What the last turn only listened to: "what do I sing in verse 2", "not that one, verse 1"."""
    frames = state.turn(len(state.context.dialogue))
    is_of_clips = all(one.state == "done" and isinstance(one.args.get("clip"), str) for one in frames)
    return frames if is_of_clips and all(one.tool not in ("session_info", "history") for one in frames) else []


def _off(text: str, frames: Sequence[Frame], scene: DialogueState) -> list[Step] | None:
    """What was done in this part of the song taken back, where it was done in others too."""
    there = _OFF_THERE.search(text)
    said = text[: there.start()] if there else text
    if not there and not _OFF.search(text) or _ADDS.search(text) or len(said.split()) > _LONGEST_BEFORE:
        return None
    place = _section(said, scene)[0] if there else _place_in(_OFF.sub(" ", said), frames, scene)
    if place is None:
        return None
    clips = [one for frame in frames if (one := scene.clip(frame.args.get("clip")))]
    end = place.end if place.end is not None else place.start + 1
    if len(clips) != len(frames) or not all(one.bars for one in clips):
        return None
    gone = [
        frame
        for frame, clip in zip(frames, clips, strict=True)
        if clip.bars and place.start - _OUT_OF_REACH_BARS <= clip.bars[0] < end - 0.5
    ]
    acts = [one for one in State.of(scene).frames if one.state == "done"]
    return taken_back_acts(gone, acts) if 0 < len(gone) < len(frames) else None


def _place_in(text: str, frames: Sequence[Frame], scene: DialogueState) -> _Place | None:
    """The one place that a turn names, where it says nothing else; what the acts were about may be named with it."""
    meant = _NOT_THERE.sub(" ", text)
    section, left = _section(meant, scene)
    if section is None:
        match = list(_AT.finditer(left))
        if len(match) != 1 or not _can_be_bar(match[0], scene) or not (match[0]["lead"] or meant != text):
            return None
        section = _Place(float(match[0]["bar"]), None, bool(match[0]["clip"]))
        left = f"{left[: match[0].start()]} {left[match[0].end() :]}"
    about = _tracks_of(frames, scene)
    for thing in reversed(things(left, scene)):
        if not about & set(thing.tracks):
            return None
        left = f"{left[: thing.start]} {left[thing.end :]}"
    is_all = all(word.low in _BESIDE for word in tokens(left) if word.text[0].isalnum())
    return section if is_all else None


_TOWARDS = re.compile(r"(?:\b(?:in|on|over|for|at|to|during|under) )?(?:\b(?:the|that|just) )?$", re.IGNORECASE)


def _section(text: str, scene: DialogueState) -> tuple[_Place | None, str]:
    """The one part of the song that is named, and the rest of the words."""
    found = sections_named(text, scene.context.markers, float(last_bar(Clause(text, "", "", scene))))
    if len(found) != 1:
        return None, text
    ((start, end), (first, behind)) = found[0]
    lead = _TOWARDS.search(text[:start])
    return _Place(first, behind), f"{text[: lead.start() if lead else start]} {text[end:]}"


def _can_be_bar(match: re.Match[str], scene: DialogueState) -> bool:
    return 1 <= float(match["bar"]) <= float(last_bar(Clause("", "", "", scene)))


def _tracks_of(frames: Sequence[Frame], scene: DialogueState) -> set[str]:
    tracks = {str(one) for frame in frames for one in (frame.args.get("track"), *(frame.args.get("tracks") or ()))}
    clips = {clip for frame in frames for clip in (*frame.clips(), *frame.out)}
    return tracks | {str(clip.track) for clip in scene.clips if clip.id in clips}


def _there(frame: Frame, place: _Place, op: str, scene: DialogueState) -> Step | None:
    """The call at this place; None where that is not clear."""
    row = row_of(frame.tool)
    names = {arg.name for arg in row.args} if row else set()
    if row is None:
        return None
    is_of_a_clip = bool({"clip", "midi"} & set(frame.args))
    if place.is_clip and (not is_of_a_clip or frame.tool == "arrange" and frame.kind in _MOVED):
        return None
    if row.on_session == "adds" and not is_of_a_clip and len(frame.out) == 1 and scene.clip(frame.out[0]):
        action = "duplicate" if op == "again" else "move"
        return Step("arrange", {"action": action, "clip": frame.out[0], "bar": number(place.start)})
    bars = _bars(frame)
    if bars is not None:
        return _in_its_bars(frame, place, bars, op, scene)
    at = next((name for name in _AT_A_BAR if isinstance(frame.args.get(name), int | float)), "")
    if at and (frame.tool != "arrange" or frame.kind in _MOVED):
        args = {**frame.args, at: number(place.start)}
        if frame.kind == "place":  # what lies there already
            return told_as(Step(frame.tool, {**args, "action": "duplicate" if op == "again" else "move"}), op, frame)
        return None if op == "again" and frame.kind == "move" else told_as(Step(frame.tool, args), op, frame)
    if "clip" not in names and "midi" not in names or frame.tool in ("mix", "take") and "track" in frame.args:
        return None
    return _on_the_clip_there(frame, place, op, scene)


def _bars(frame: Frame) -> tuple[float, float] | None:
    start, end = frame.args.get("start_bar"), frame.args.get("end_bar")
    is_range = isinstance(start, int | float) and isinstance(end, int | float)
    return (float(start), float(end)) if is_range else None  # type: ignore[arg-type]


def _in_its_bars(
    frame: Frame, place: _Place, bars: tuple[float, float], op: str, scene: DialogueState
) -> Step | None:
    args = {name: value for name, value in frame.args.items() if name not in ("start_bar", "end_bar")}
    if place.end is None:
        where = {"start_bar": number(place.start), "end_bar": number(place.start + bars[1] - bars[0])}
    else:
        scene.places.ends.add(place.end)
        told = {"start_bar": number(place.start), "end_bar": number(place.end)}
        where = {name: value for name, value in as_counted(frame.tool, told, scene).items() if name in told}
    clip = scene.clip(args.get("clip"))
    if clip is not None and not _covers(clip, place.start):
        clip = _clip_there(clip.track, place, scene, frame)
        if clip is None:
            return None
        args["clip"] = clip.id
    return told_as(Step(frame.tool, {**args, **where}), op, frame)


def _covers(clip: ClipInfo, bar: float) -> bool:
    return clip.bars is not None and clip.bars[0] - _OUT_OF_REACH_BARS <= bar < clip.bars[1] - _OUT_OF_REACH_BARS


def _on_the_clip_there(frame: Frame, place: _Place, op: str, scene: DialogueState) -> Step | None:
    """The same for the clip of the track that lies there; None where that is the one it was done to."""
    name = "clip" if isinstance(frame.args.get("clip"), str) else "midi"
    old = scene.clip(frame.args.get(name))
    tracks = {old.track} if old and old.track else {one for thing in things(frame.said, scene) for one in thing.tracks}
    if not isinstance(frame.args.get(name), str) or len(tracks) != 1:
        return None
    clip = _clip_there(tracks.pop(), place, scene, frame)
    if clip is None or old is not None and clip.id == old.id:
        return None
    return told_as(Step(frame.tool, {**frame.args, name: clip.id}), op, frame)


def _clip_there(track: str | None, place: _Place, scene: DialogueState, frame: Frame) -> ClipInfo | None:
    """The clip of a track that begins in this part of the song, else the one that lies at its beginning."""
    lying = [one for one in scene.clips if one.track == track and one.bars and one.id not in frame.out[1:]]
    end = place.end if place.end is not None else place.start + 1
    begins = [one for one in lying if one.bars and place.start - _OUT_OF_REACH_BARS <= one.bars[0] < end - 0.5]
    found = begins or [one for one in lying if _covers(one, place.start)]
    return found[0] if len(found) == 1 else None
