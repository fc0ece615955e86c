"""No such thing: "mute the television" is not about the track that was worked on last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.all_but import kept_but_not_here
from engine.planner.offline.text.names import FAMILY, GENERIC, WEATHER, content_words, fit, name_words
from engine.planner.offline.text.polite import END, POLITE
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

NO_SUCH_THING = "There is no clip or track called “{}”; which one do you mean?"
_VERB = (
    r"(?:(?:un)?mute|(?:un)?solo|silence|pan|fade(?: in| out)?|delete|remove|erase|reverse|flip|loop|repeat|copy"
    r"|duplicate|move|(?:un)?freeze|bounce|colou?r|paint|arm|normali[sz]e|transpose|quanti[sz]e|kill|drop|lose|ditch|split"
    r"|bin|scrap|trash|nix|axe|get rid of|throw (?:out|away)|away with"
    r"|(?:turn|switch|bring|pull|push|crank)(?: up| down| off| on)?|slice|stretch|cut)"
)
_COLOURS = "red|green|blue|yellow|orange|purple|violet|pink|cyan|brown|black|white|gr[ea]y|teal|gold"
_OBJECT = regex(
    rf"^\W*{POLITE}{_VERB} (?:the|my|our|his|her|their|your) (?P<what>[a-z'-]+(?: [a-z'-]+){{0,2}}?)"
    rf"(?=\W*$|\s+(?:up|down|off|out|in|on|left|right|hard|by|to|at|from|for|over|please|again|now|a|and|then|but"
    rf"|completely|\d|{_COLOURS})\b)",
    re.IGNORECASE,
)
_MADE = regex(
    rf"^\W*{POLITE}(?:make|get) (?:the|my|our|his|her|their) (?P<what>[a-z'-]+(?: [a-z'-]+)?)"
    r" (?:(?:a bit|a little|a touch|much|way|slightly|somewhat) )?(?:louder|softer|quieter)\b",
    re.IGNORECASE,
)
_GONE = regex(
    rf"^\W*{POLITE}(?:no more (?P<no>[a-z'-]+)|(?:the |that )?(?P<out>[a-z'-]+) (?:out|away|gone)){END}", re.IGNORECASE
)
""" "No more rain", "the rain out": it is not to be heard any longer."""
_SUBJECT = regex(
    rf"^\W*{POLITE}(?:the|that|this|our|my|his|her|their) (?P<what>[a-z'-]+(?: [a-z'-]+){{0,2}}?)"
    r"(?:(?: (?:at|in|on|around|from) [\w' ]{1,24})?,? (?:i want|i'd like|i need|make|put|move|turn|let|bring|push"
    r"|pull|get|shift|cut) (?:it|them)\b"
    r"| (?:should(?:n'?t)?|must(?:n'?t)?|could|can|might|ought to|needs? (?:to|a|some|more|less|one)|ha(?:s|ve) to"
    r"|lands?|starts?|begins?|ends?|comes?|enters?|sits?|goes"
    r"|(?:is|are|was|were) (?:too|a bit|a little|way|far|not))\b)",
    re.IGNORECASE,
)
""" "The boss should land on bar 5", "that ding in the verse, I want it longer"."""
_OF_A_KIT = regex(
    rf"^\W*{POLITE}{_VERB} (?:all (?:of )?(?:the |my )?|every |the |my )(?P<what>(?:hi-?)?hats?|hi-hats?|kicks?|snares?"
    r"|claps?|toms?|cymbals?|crash(?:es)?|rides?|rims?(?:hots?)?|shakers?) (?:from|of|in|out of) (?:the |my )?\w",
    re.IGNORECASE,
)
""" "Delete all hi-hats from the drums" leaves the kick and the snare: no clip goes for it."""
_TASKS = ("undo", "mix", "arrange", "set_track", "freeze", "automate", "edit_clip", "edit_notes")
_PARTS_OF_IT = frozenset(
    "other rest remaining remainder selection selected phrase line lines half quarter verse passage riff lick"
    " hook chop solo intro outro bridge chorus ending end ends beginning start middle top tail head front back"
    " edge edges gap pause silence bar bars beat beats note notes chord chords melody harmony harmonies tune"
    " groove pattern hit hits take takes original copy copies duplicate result results output answer piece pieces"
    " slice slices excerpt snippet fragment sentence word words syllable syllables speech talking talk noise sound"
    " sounds level levels volume volumes fader faders gain gains pan panning width key tempo pitch tuning timing"
    " velocity velocities swing feel dynamics loudness effect effects plugin plugins fx send sends automation lane"
    " lanes marker markers group groups folder bus buses arrangement session project playback metronome click loop"
    " loops recording playlist item items event events layer layers double doubles stack ones instrument"
    " instruments player players person guy girl man woman lady kid crowd audience host guest narrator low lows"
    " mid mids high highs bottom treble air body mud muddiness boom boominess hum hiss rumble buzz crackle clicks"
    " pops breaths breath plosives plosive sibilance esses ess echo room tone tail bleed spill wind traffic sides"
    " centre center side mono stereo peaks peak transient transients attack decay release sustain rattle resonance"
    " harshness boxiness shrillness thing things thingy stuff lot whole all everything former latter last first"
    " second third fourth fifth sixth next previous one two three four newest latest oldest".split()
)
"""What a verb may be about without being a name of the session: parts, values and properties of what is meant."""

COMMON = _PARTS_OF_IT | GENERIC | COMMANDS


def no_such_thing(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The name that is nothing here, where a request acts on something that it does not name; else ""."""
    if not steps or any(step.task not in _TASKS or step.task == "undo" and step.args for step in steps):
        return ""  # an undo that names a request has found it by these words
    if (kept := kept_but_not_here(text, scene)) and not set(name_words(kept)) & COMMON:
        return kept
    said = plain(text).lower()
    if (piece := _OF_A_KIT.match(said)) and all(step.args.get("action") == "delete" for step in steps):
        called = (*scene.context.tracks, *(clip.name for clip in scene.clips))
        is_called = {*name_words(piece["what"])} & {word for one in called for word in name_words(one)}
        return "" if is_called else piece["what"]
    match = _OBJECT.match(said) or _MADE.match(said) or _SUBJECT.match(said)
    gone = None if match else _GONE.match(said)
    what = match["what"] if match else gone["no"] or gone["out"] if gone else ""
    words = name_words(what)
    return "" if not words or any(_is_known(word, scene) for word in words) else str(what)


def _is_known(word: str, scene: DialogueState) -> bool:
    one = word.removesuffix("s")
    if {word, one} & COMMON or (FAMILY.get(word) or FAMILY.get(one) or WEATHER) != WEATHER:
        return True
    context = scene.context
    if any(fit(word, clip.name, clip.tags, clip.track) > 0 for clip in scene.clips):
        return True
    if any(fit(word, name) > 0 for name in (*context.tracks, *(name for name, _ in context.markers))):
        return True
    if any({word, one} & treatments(call.tool, call.args) for call in scene.done):
        return True
    return word in _told(scene)


def _told(scene: DialogueState) -> set[str]:
    """Words of earlier requests and of what they asked for."""

    def words(value: Any) -> list[str]:
        return content_words(value.lower()) if isinstance(value, str) else []

    said = {word for turn in scene.context.dialogue for word in words(turn.user)}
    return said | {word for call in scene.done for value in call.args.values() for word in words(value)}


_STEM = regex(r"\b(?P<name>[a-z][a-z-]{2,}) stem\b(?!s)", re.IGNORECASE)
_MAKES_STEMS = regex(
    r"\b(?:split|separate|isolate|extract|export|bounce|make|get|give|render|stems|pull|take)\b", re.IGNORECASE
)
_NO_NAME = frozenset("the this that each every other first second third last drum drums vocal vocals bass".split())


def stem_not_here(text: str, scene: DialogueState) -> str:
    """ "Kick stem up 2" where nothing is called so: its name; "" for any other request."""
    said = plain(text)
    match = None if _MAKES_STEMS.search(said) else _STEM.search(said)
    if match is None or match["name"].lower() in _NO_NAME:
        return ""
    names = (*scene.context.tracks, *(clip.name for clip in scene.clips))
    words = {word for name in names for word in name_words(name)}
    return "" if match["name"].lower() in words else match[0]
