"""Not here: a copy, a marker or a bus that is called by name, where there is none; and a bus that is there goes."""

from __future__ import annotations

import re

from engine.planner.context import TrackInfo
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.talk import talk_of
from engine.planner.offline.slots.marker import NO_MARKER
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.polite import END, POLITE
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TAKES_AWAY = r"(?:remove|delete|erase|kill|lose|ditch|bin|scrap|trash|drop|get rid of|throw (?:out|away))"
_COPY = regex(
    r"\b(?:the|that|this|its) (?:copy|copies|duplicates?|clones?|doubles?|doubling) of (?:the |my |our |that )?"
    r"(?P<of>[\w' -]+?)(?=\s+(?:a bit|a little|to|at|in|on|by|up|down|from|off|over|left|right|and|please|again|too"
    r"|is|are|should|louder|quieter|softer|hard|\d)\b|[,.;!?]|$)",
    re.IGNORECASE,
)
_MAKES = regex(r"\b(?:make|add|create|undo|redo|keep|bring|put|want|need|record|sing)\b|\bback\b", re.IGNORECASE)
_MARKER = regex(
    rf"^\W*{POLITE}{_TAKES_AWAY} (?:the |my |our |that )?(?:(?:marker|flag|cue)(?: (?:called|named|for))?"
    rf" [“\"']?(?P<behind>[\w' -]+?)[”\"']?|[“\"']?(?P<before>[\w' -]+?)[”\"']? (?:marker|flag)){END}",
    re.IGNORECASE,
)
_NO_NAME = regex(
    r"\b(?:at|on|in|from|for|before|after|behind|all|every|each|any|first|last|second|third|next|previous|other|same"
    r"|that|this|these|those|both|again|there|here|bars?|beats?|again|and|or|new|old|wrong|you|i|we)\b|^\d+$",
    re.IGNORECASE,
)
_WORD = r"(?!(?:from|off|on|of|in|at|to|and|with)\b)[\w'-]+"
_BUS = regex(
    rf"^\W*{POLITE}{_TAKES_AWAY} (?:the |my |our |that )?(?P<name>{_WORD}(?: {_WORD})?)"
    rf" (?:bus|aux|return)(?: track)?{END}",
    re.IGNORECASE,
)
_KINDS = (
    frozenset("reverb verb hall plate room spring chamber".split()),
    frozenset("delay echo slap slapback".split()),
    frozenset("drum drums kit perc percussion".split()),
)
_BUSES = frozenset("bus aux return".split())
_COPIED = frozenset("copy double doubled duplicate clone unison".split())


def not_here(text: str, scene: DialogueState) -> list[Step] | None:
    """The question, or the bus that goes; None for all else."""
    return _no_copy(text, scene) or _no_marker(text, scene) or _bus_gone(text, scene)


def _no_copy(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Mute the copy of the vocal" is not the vocal itself."""
    match = _COPY.search(text)
    if match is None or _MAKES.search(text[: match.start()]) or _MAKES.search(text[match.end() :]):
        return None
    named = things(match["of"], scene)
    if len(named) != 1 or _is_copied(match["of"], scene):
        return None
    return [Step("ask", {"text": NO_SUCH_THING.format(f"copy of the {match['of'].strip()}")})]


def with_copies_named(text: str, scene: DialogueState) -> str:
    """ "The copy of the guitar" by its own name, where one track can be it: "Guitar 2"."""
    match = _COPY.search(text)
    if match is None or _MAKES.search(text[: match.start()]):
        return text
    own = {track.lower() for each in things(match["of"], scene) for track in each.tracks}
    found = [one for one in scene.context.tracks if any(_is_copy_of(name, one.lower()) for name in own)]
    return text[: match.start()] + found[0] + text[match.end() :] if len(found) == 1 else text


def _is_copy_of(name: str, other: str) -> bool:
    return re.fullmatch(rf"{re.escape(name)}[ .#]*(?:\d+|copy|double|duplicate)", other) is not None


def _is_copied(what: str, scene: DialogueState) -> bool:
    """Is anything there that could be a copy of it?"""
    acts = State.of(scene).frames
    if any((one.tool, one.kind) == ("arrange", "duplicate") or one.tool == "harmonize" for one in acts):
        return True
    if any((one.tool, one.args.get("action")) == ("arrange", "duplicate") for one in scene.context.history):
        return True
    names = [*scene.context.tracks, *(clip.name for clip in scene.clips)]
    if any(_COPIED & set(name_words(name.lower())) for name in names):
        return True
    ids = {one for each in things(what, scene) for one in each.clips}
    own = [clip.name.lower() for clip in scene.clips if clip.id in ids]
    tracks = {track.lower() for each in things(what, scene) for track in each.tracks}
    others = [name.lower() for name in names]
    return len(own) > len(set(own)) or any(_is_copy_of(one, other) for one in {*own, *tracks} for other in others)


def _no_marker(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Delete the marker Coda", where none is called so."""
    match = _MARKER.match(text)
    names = [name for name, _ in scene.context.markers]
    said = (match["behind"] or match["before"]).strip() if match else ""
    if not said or not names or _NO_NAME.search(said) or talk_of(scene, State.of(scene)).undone:
        return None
    wanted = set(name_words(said.lower()))
    if any(wanted & set(name_words(name.lower())) or _is_near(said, name) for name in names):
        return None
    return [Step("ask", {"text": NO_MARKER.format(said, ", ".join(names[:8]))})]


def _is_near(said: str, name: str) -> bool:
    """Are they of one letter or two that differ?"""
    one, other = said.lower(), name.lower()
    return one in other or other in one or len(set(one) ^ set(other)) <= 2


def _bus_gone(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Remove the reverb bus": the bus itself, not what lies on it."""
    match = _BUS.match(text)
    if match is None:
        return None
    views = scene.context.track_views
    buses = [one for one in views if one.kind in ("bus", "group") or _BUSES & set(name_words(one.name.lower()))]
    found = [view for view in buses if _is_called(match["name"], view)]
    exactly = [view for view in found if name_words(view.name.lower()) == name_words(match["name"].lower())]
    found = exactly or found
    if not found and views:
        return [Step("ask", {"text": NO_SUCH_THING.format(f"{match['name']} bus")})]
    if len(found) != 1:
        return None
    return [Step("arrange", {"action": "delete", "track": found[0].name})]


def _is_called(said: str, bus: TrackInfo) -> bool:
    wanted, own = set(name_words(said.lower())), set(name_words(bus.name.lower())) - _BUSES - {"fx"}
    if wanted <= own or own and own <= wanted:
        return True
    on_it = {word for plugin in bus.plugins for word in name_words(plugin.lower())}
    return any(kinds & wanted and kinds & (own | on_it) for kinds in _KINDS)
