""" "It", behind a bus or a group that was just made or worked on: "turn it down 2" → "turn the Horns bus down 2".

A bus is no track that holds clips, so nothing else that knows what "it" was finds it.
"""

from __future__ import annotations

import re

from engine.planner.context import TrackInfo
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LEAD = (
    r"(?:^|[.;]\s+)\W*(?:(?:and|then|now|also|ok(?:ay)?|please|no|actually|just|so|next|can you|could you|let'?s|lets"
    r"|i want to|i'd like to|you can)\b[\s,]*)*"
)
_DO = (
    r"(?:turn|bring|pull|push|take|drop|raise|lower|boost|cut|set|put|make|mute|unmute|solo|unsolo|pan|rename|call|name"
    r"|colou?r|paint|compress|eq|nudge|move|give|get|knock|crank|dial|trim|gain|fade|automate|duck|sidechain|delete"
    r"|send)"
)
_IT = r"(?:it|that|this|that one|this one)"
_FORMS = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"{_LEAD}{_DO} (?P<it>{_IT})(?! (?:back|off|again|out|over|in|with|instead|as|like|was|how|where|longer"
        rf"|shorter"
        r"|when|only|on(?! the)|more|less|a bit (?:more|less)|slower|faster|start|end|begin)\b)(?= \S|\W*$)",
        rf"{_LEAD}(?P<it>it|that|this)(?:'s| is) (?:a (?:bit|little|touch) |way |far |still )?(?:too|not) ",
        rf"{_LEAD}(?P<it>it|this) (?:up|down)\b",
        r"\b(?<!back )(?:to|into|through|thru|in|inside|out of|from|off)(?: of)? (?P<it>it|this one|that one)"
        r"(?=[,.;!?]|$| (?:too|as well|also|please|instead|at|by|with|and|now)\b)",
        r"\b(?:send|route|run|feed|put|add|to it|go|goes)\b.* (?<!back )(?P<there>there|in there|thru there"
        r"|through there|that way)"
        r"(?=[,.;!]|$| (?:too|as well|also|please|instead|at|by|with|and|now)\b)",
        rf"{_LEAD}(?:{_DO} )?(?P<it>(?:the )?(?:whole|entire) (?:bus|group|folder|thing))(?!\w)",
        rf"{_LEAD}{_DO} (?P<it>(?:the |that |this )?(?:bus|group|folder))(?!\w)",
    )
)
_ON_IT = regex(
    r"\bon(?:to)? (?P<it>it|this one|that one)(?=[,.;!?]|$| (?:too|as well|please|at|with|and|now)\b)",
    re.IGNORECASE,
)
""" "Turn the guitar down and put a delay on it" is said of the guitar."""
_MEMBER = regex(
    rf"{_LEAD}(?:add|include|throw in|put in|bring in)\s+(?P<who>[\w' ,&-]+?)(?P<too>\s+(?:too|as well|also|in"
    rf"|to it))*\W*$",
    re.IGNORECASE,
)
""" "Add the host", behind a group."""
_NEW = regex(r"\b(?:new|make|create|add|another)\b.*\b(?:aux|bus|return|group|folder|track|sends?)\b", re.IGNORECASE)
""" "New reverb aux, send the lead there": what is there is only being made."""


def with_bus_meant(text: str, scene: DialogueState) -> str:
    """The request with the name of the bus or group where it only points at it."""
    view = bus_of_before(scene) if scene.done else None
    if view is None or '"' in text or _NEW.search(text):
        return text
    name = called_bus(view)
    said = plain(text)
    if _is_named(said, view, scene):
        return text
    if (joined := _MEMBER.match(said)) and _is_made(scene) and _are_tracks(joined["who"], scene):
        return f"add {text[joined.start('who') : joined.end('who')]} to {name}"
    for form in _FORMS:
        found = form.search(said)
        if not found:
            continue
        part = "there" if "there" in form.groupindex else "it"
        before = "to " if part == "there" else ""
        return f"{text[: found.start(part)]}{before}{name}{text[found.end(part) :]}"
    if (found := _ON_IT.search(said)) and not things(said[: found.start()], scene):
        return f"{text[: found.start('it')]}{name}{text[found.end('it') :]}"
    return text


def called_bus(view: TrackInfo) -> str:
    """How a request names it so that it is no other thing of that name."""
    word = "group" if view.kind == "group" else "bus"
    return f"the {view.name}" if view.name.lower().split()[-1] == word else f"the {view.name} {word}"


def bus_of_before(scene: DialogueState) -> TrackInfo | None:
    """The one bus or group that the last act was about."""
    state = State.of(scene)
    frames = done_last(state)
    made = [one for one in frames if one.kind not in ("send", "sidechain")]
    frames = made if made and made[0].kind == "new_track" else frames  # who was sent there in the same breath
    found = {view.name: view for one in frames for view in _made_or_meant(one, state)}
    is_all = frames and all(_made_or_meant(one, state) for one in frames)
    return next(iter(found.values())) if is_all and len(found) == 1 else None


def _made_or_meant(frame: Frame, state: State) -> list[TrackInfo]:
    views = state.context.track_views
    buses = [view for view in views if view.kind in ("bus", "group")]
    name = frame.args.get("to") if frame.kind in ("bus", "group") else frame.args.get("track")
    if frame.tool == "arrange" and frame.kind in ("rename", "new_track"):
        name = frame.args.get("name") or name
    said = str(name or "").lower().removesuffix(" bus").removesuffix(" group")
    found = [view for view in buses if said and view.name.lower().removesuffix(" bus").removesuffix(" group") == said]
    if found or frame.kind not in ("bus", "group") or name:
        return found
    inside = {str(one) for one in (frame.args.get("track"), *(frame.args.get("tracks") or ())) if one}
    around = {view.group if frame.kind == "group" else view.output for view in views if view.name in inside}
    return [view for view in buses if view.name in around] if len(around) == 1 else []


def _is_made(scene: DialogueState) -> bool:
    """Was it made, renamed or filled in the last act? "Add the host" is said of who lies in it, then."""
    return all(one.tool == "route" or one.kind == "rename" for one in done_last(State.of(scene)))


def _are_tracks(words: str, scene: DialogueState) -> bool:
    named = [one for one in things(words, scene) if one.tracks]
    left = words
    for one in reversed(named):
        left = left[: one.start] + left[one.end :]
    return bool(named) and not re.sub(r"\b(?:the|my|our|and|both)\b|\W", "", left.lower())


def _is_named(text: str, view: TrackInfo, scene: DialogueState) -> bool:
    """Is it named already, so that "it" is what is done to it?"""
    return re.search(rf"(?<!\w){re.escape(view.name.lower())}(?!\w)", text.lower()) is not None
