"""A section that is not in the session: "lift the chorus" asks where that is, where no marker is called so.

"Chorus" is an effect too, "break" a beat and "drop" a verb: with "the" before it, as a place or as what is to change,
each is a part of the song. What is called so in the session is that instead. "Bars 5 to 8" answers the question; "the
chorus is bars 5 to 8" sets the marker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.languages.request import in_english
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

WHERE = (
    "Where is the {}? No marker is called so. Set one (“a marker called {} at bar 9”), or say the bars "
    "(“bars 9 to 16”)."
)
_WHERE = WHERE.partition("{")[0]
NAMES = (
    r"(?:pre-?|post-?)?chorus|refrain|verse|bridge|middle eight|middle 8|break(?:down)?|build-?up|drop|hook|intro|outro"
    r"|interlude|coda"
)
_SECTION = rf"(?:(?:whole|entire|full|first|second|third|last|final) )?(?P<name>{NAMES})(?: (?:part|section|bit))?"
_NO_NAME_BEHIND = r"(?!-|'s? (?!not)|\s+(?:effect|pedal|plug-?in|beat|marker|track|clip|bus|send|knob|vox|vocals?))"
_THE = r"(?:the|our|my|that)"
_PLACE = regex(
    r"\b(?:in|im|into|over|through(?:out)?|during|across|until|till|before|after|from|out of|for|(?:start|end) of)"
    rf" (?:all of )?(?:{_THE} |(?<=im )){_SECTION}\b{_NO_NAME_BEHIND}",
)
_OBJECT = regex(
    r"\b(?:lift|raise|boost|widen|narrow|brighten|darken|warm|thicken|fatten|beef|pump|push|open|fill|thin|strip|calm|tame"
    r"|soften|quieten|build|energi[sz]e|intensify|lower|reverse|transpose|shorten|lengthen|extend|bring|turn|mute|silence"
    rf"|give|make|get|let|have|want) (?:(?:up|down|out) )?{_THE} {_SECTION}\b{_NO_NAME_BEHIND}"
    r"(?! (?:on|of|to|from) (?:the|my|our|it|that)\b)",
)
_LACKS = (
    r"(?:needs?|should|must|could|has to|have to|wants?|feels?|sounds?|lacks?|is (?:too|so|a bit|a little|not|much|way"
    r"|still)|isn't|doesn't|can be|may be|might|i want)\b"
)
_SUBJECT = regex(rf"(?:\b{_THE} |^\W*){_SECTION}\b{_NO_NAME_BEHIND} (?:\w+ )?{_LACKS}")
_FIRST = regex(rf"^\W*{_SECTION}(?:\s*:(?=\s)| (?:bigger|louder|quieter|softer|harder|smaller|fuller|higher)\b)")
_ACTS = frozenset(
    "ask mix automate apply_effect edit_notes edit_clip change_tempo_key arrange master plugin style_transfer chat"
    " transport refuse".split()
)
_MAKERS = frozenset("marker generate_midi generate_audio sing speak export session_info history".split())
_MAKES = regex(
    r"\b(?:make|add|create|generate|write|compose|give me|we need|i need) (?:(?:me|us) )?(?:an?|some|another)\b"
)
_HAS_BARS = regex(
    r"\b(?:bars?|measures?|takte?)\s*\d|\d(?:st|nd|rd|th) bar|\b\d+(?:\.\d+)? ?(?:s|sec|seconds)\b|\d:\d\d"
)
_BARS = regex(
    r"^\W*(?:(?:it|that|the \w+|this)(?:'s| is| goes| runs| starts)? )?(?:(?:in|at|from) )?(?:the )?"
    r"bars? (?P<first>\d{1,3})(?:\s*(?:to|till?|until|through|-|–)\s*(?:bar )?(?P<last>\d{1,3}))?\W*$",
    re.IGNORECASE,
)
_TO = r"bars? (?P<first>\d{1,3})(?:\s*(?:to|till?|until|through|-|–)\s*(?:bar )?\d{1,3}| on(?:wards?)?)?"
_TOLD = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"^\W*(?:{_THE} )?(?P<name>{NAMES}) (?:is|goes|runs|lies|comes)(?: in| at| from| on| with)* {_TO}\W*$",
        rf"^\W*{_TO} (?:is|are) (?:{_THE} )?(?P<name>{NAMES})\W*$",
    )
)
""" "The chorus is at bar 5", "bars 5 to 8 are the chorus"."""


def section_not_here(text: str, scene: DialogueState, steps: Sequence[Step]) -> str:
    """The question where a part of the song is that nothing here is called; "" where there is none to ask."""
    if "?" in text or _MAKES.search(text) or any(step.task not in _ACTS for step in steps):
        return ""
    found = _spoken_of(text)
    if found is None or _is_here(found["name"], scene):
        return ""
    return WHERE.format(found["name"], found["name"].title())


def place_not_here(text: str, scene: DialogueState, steps: Sequence[Step]) -> str:
    """The same for what a reader of whole sentences took for something else: "no, in the drop" drops nothing."""
    said = plain(text).lower()
    if not _PLACE.search(said) or any(step.task in _MAKERS for step in steps):
        return ""
    return section_not_here(text, scene, ())


def with_its_bars(text: str, scene: DialogueState) -> str:
    """ "Bars 5 to 8" after that question: the request of before, with the bars.

    Where the question was not asked, what tells where a section is is a marker; any other text stays as it is.
    """
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    asked = str((last.calls[0].get("args") or {}).get("text") or "") if last and len(last.calls) == 1 else ""
    bars = _BARS.match(text) if last and asked.startswith(_WHERE) else None
    if bars is None or last is None:
        told = next((match for form in _TOLD if (match := form.match(text))), None)
        is_new = told is not None and not _is_here(told["name"].lower(), scene)
        return f"a marker called {told['name'].title()} at bar {told['first']}" if told and is_new else text
    before = in_english(last.user, scene.context).text
    found = _spoken_of(before)
    if found is None:
        return text
    if bars["last"] is None:
        return f"a marker called {found['name'].title()} at bar {bars['first']}"
    start, end = found.span("name")
    the = re.search(rf"{_THE}\s+(?:\w+ )?$", before[:start], re.IGNORECASE)
    return f"{before[: the.start() if the else start]}bars {bars['first']} to {bars['last']}{before[end:]}"


def _spoken_of(text: str) -> re.Match[str] | None:
    """Where a section stands as a place or as what is to change, and no bars are told."""
    said = re.sub(r'"[^"]*"', lambda quoted: " " * len(quoted[0]), plain(text)).lower()
    if len(said) != len(text) or _HAS_BARS.search(said):
        return None
    return next((match for form in (_PLACE, _OBJECT, _SUBJECT, _FIRST) if (match := form.search(said))), None)


def _is_here(name: str, scene: DialogueState) -> bool:
    """Is a marker, a track, a clip or a plugin called so, or was an effect of that name put on something?"""
    context = scene.context
    plugins = [plugin for track in context.track_views for plugin in track.plugins]
    markers = [marker for marker, _ in context.markers]
    words = set(name_words(name))
    for called in (*context.tracks, *markers, *plugins, *(clip.name for clip in scene.clips)):
        own = name_words(called)
        if words <= {*own, *(word.removesuffix("s") for word in own)}:
            return True
    return any(name in treatments(call.tool, call.args) for call in scene.done)
