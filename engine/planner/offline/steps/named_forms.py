"""Forms whose task hangs on the names that stand in them: "hit the snare harder, 110", "the pad only from bar 5"."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.edit import ENTERS
from engine.planner.offline.slots.things import is_a_name, things
from engine.planner.offline.steps.edits_said import faded
from engine.planner.offline.steps.level import level_of_named, level_of_pointed, level_there
from engine.planner.offline.steps.questions import asked_place
from engine.planner.offline.steps.tempo_shift import tempo_of_session
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_EXITS = regex(
    r"\b(?:(?:should|must|has to|have to|needs? to|can|to) )(?:\w+ ){0,2}?(?:stop|end|finish|be over|cut (?:off"
    r"|out)|drop out|go out)"
    r"(?: playing)? (?:at|by|on|from) bar \d",
    re.IGNORECASE,
)


def _exit(text: str, scene: DialogueState) -> Route | None:
    """ "The bed should stop at bar 20": what lies behind goes."""
    if not _EXITS.search(plain(text)) or len([one for one in quantities(text) if one.unit == "bar"]) != 1:
        return None
    return Route("edit_clip", "trim", 0.95) if any(thing.clips for thing in things(text, scene)) else None


def _entrance(text: str, scene: DialogueState) -> Route | None:
    """ "The beat should only come in at bar 9": what lies before goes; a clip that begins later is moved there."""
    bars = [one for one in quantities(text) if one.unit == "bar"]
    if not ENTERS.search(plain(text)) or len(bars) != 1:
        return None
    clause = Clause(text, "edit_clip", "trim", scene)
    lying = [clip for thing in things(text, scene) for clip in scene.clips if clip.id in thing.clips]
    at = (bars[0].value - 1) * clause.bar_s
    if not lying:
        return None
    is_inside = lying[0].start < at - 0.01 and at < lying[0].start + lying[0].length - 0.01
    return Route("edit_clip", "trim", 0.95) if is_inside else Route("arrange", "move", 0.95)


_COMPLAINT = regex(
    r"\b(?:(?:is|are|sounds?|feels?|'s|too|less|so|bit|kind of|kinda|really|very|rather|quite|little) (?:\w+ ){0,2}?)"
    r"(?:muddy|boomy|boxy|nasal|honky|harsh|shrill|piercing|brittle|tinny|dull|muffled|woolly|bright|dark)\b"
    r"|\bopen (?:it|them|him|her|the \w+) up (?:on|at the) top\b",
    re.IGNORECASE,
)


def _complaint(text: str, scene: DialogueState) -> Route | None:
    """ "The lead is a bit dull": a small move of an equaliser on what is named."""
    if not _COMPLAINT.search(plain(text)) or quantities(text) or "?" in text:
        return None
    return Route("apply_effect", "eq", 0.95) if any(named_words(text, scene)) or things(text, scene) else None


_RENAMES = regex(
    r"\b(?:rename|relabel|retitle)\b|^\W*(?:(?:please|can you|could you|let'?s|we)\W+)*call\b", re.IGNORECASE
)
_NAMES_A_BAR = regex(
    r"^\W*(?:(?:please|can you|could you|let'?s)\W+)*(?:label|name|call|title|mark|tag|flag)\s+(?:bar|measure)\s+\d+"
    r"\s+(?!and\b|to\b|through\b|until\b)\w"
    r"|^\W*(?:(?:please|can you|could you|let'?s)\W+)*(?:add|set|put|make|new|drop|create)?\s*(?:chapters?"
    r"|markers?|cues?|flags?)"
    r"\s*[:,]?\s+\S+(?: \S+)? (?:at|on|=) (?:bar )?\d",
    re.IGNORECASE,
)


def _named_marker(text: str, scene: DialogueState) -> Route | None:
    """ "Rename Verse 1 to Strophe", where a marker and nothing else has that name; "label bar 40 Ad break"."""
    if _NAMES_A_BAR.match(plain(text)):
        return Route("marker", "add", 0.97)
    if not _RENAMES.search(plain(text)):
        return None
    words = f" {' '.join(name_words(text))} "
    known = [name for name, _ in scene.context.markers if f" {' '.join(name_words(name))} " in words]
    is_told = re.search(r"\b(?:marker|cue|locator)\b", text, re.IGNORECASE) and not things(text, scene)
    is_marker = bool(known) and (not is_a_name(known[0], scene) or not things(known[0], scene))
    return Route("marker", "rename", 0.95) if is_told or is_marker else None


_GIVES_WAY = regex(
    r"\b(?:bring|pull|turn|take|push|dip|drop|lower|get|duck|keep|go(?:es)?|want|should)\b[^.;]*?"
    r"\b(?:down|back|lower|quieter|softer|under|out of the way|duck(?:s|ed)?)\b[^.;]*"
    r"\b(?:when(?:ever)?|every time|each time|while|as soon as|any time)\s+(?P<who>[^,.;]+?)\s+(?:is\s+|are\s+)?"
    r"(?:talk|speak|sing|play|hit|kick|com|sound)(?:s|es?|ing)?\b",
    re.IGNORECASE,
)


def _gives_way(text: str, scene: DialogueState) -> Route | None:
    """ "Bring the bed down when the host talks": one track ducks under another."""
    match = _GIVES_WAY.search(plain(text))
    if not match or not things(match["who"], scene) or not things(text[: match.start("who")], scene):
        return None
    return Route("route", "sidechain", 0.95)


_MONO = regex(
    r"\b(?:make|sum|put|fold|turn|collapse|keep|have|want|narrow)\b[^,;.]*\bmono\b"
    r"|^\W*(?:\w+\W+){0,2}?mono(?:i[sz]e)?\b|\bmono please\b|\bin mono\W*$|\bto mono\W*$",
    re.IGNORECASE,
)
_NOT_MADE_MONO = regex(
    r"\b(?:export|bounce|render|print|file|wav|mp3|mono (?:synth|bass|lead|reverb|delay))\b", re.IGNORECASE
)


def _mono(text: str, scene: DialogueState) -> Route | None:
    """ "Mono the bass": no width at all."""
    simple = plain(text)
    if not _MONO.search(simple) or _NOT_MADE_MONO.search(simple) or not things(text, scene):
        return None
    return Route("apply_effect", "widen", 0.95)


_SPREAD = regex(
    r"\b(?:spread|split|pan|put|place|throw|push)\b[^,;.]*(?:\bleft and right\b|\bapart\b"
    r"|\bto (?:the|each|either|opposite) sides?\b|\bone (?:on )?each side\b|\bacross the stereo\b"
    r"|\bl ?(?:/|and|&) ?r\b)",
    re.IGNORECASE,
)


def _spread_apart(text: str, scene: DialogueState) -> Route | None:
    """ "Spread the two guitars left and right": one to each side."""
    if not _SPREAD.search(plain(text)):
        return None
    tracks = {track for thing in things(text, scene) for track in thing.tracks}
    return Route("mix", "pan", 0.95) if len(tracks) == 2 else None


_HOW_LOUD = regex(
    r"^\W*(?:(?:and|so|now|ok(?:ay)?|hey|tell me)\W+)*how (?:loud|hot|quiet) (?:is|are|does)"
    r" (?:(?:the|this|my|our) (?:whole |full )?"
    r"(?P<what>mix|song|session|thing|project|lot|master)|it all|everything|all of it|we|it altogether)\b",
    re.IGNORECASE,
)


def _how_loud(text: str, scene: DialogueState) -> Route | None:
    """ "How loud is the mix?" asks about the session, where no clip is called so."""
    match = _HOW_LOUD.match(plain(text))
    here = {word for clip in scene.clips for word in name_words(clip.name)}
    return Route("session_info", "loudness", 0.97) if match and match["what"] not in here else None


_FORMS = (
    _how_loud,
    *(asked_place, _gives_way, _named_marker, _complaint, _entrance, _exit, _mono, _spread_apart),
    *(tempo_of_session, faded, level_of_pointed, level_there, level_of_named),
)


def named_form(text: str, scene: DialogueState) -> Route | None:
    """The task of the first of these forms that fits."""
    return next((route for form in _FORMS if (route := form(text, scene))), None)
