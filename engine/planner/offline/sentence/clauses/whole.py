"""Read a clause as a whole: the first reader that knows every word of it."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.remembered import once
from engine.planner.offline.sentence.apart.said import PRONOUNS, Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.topic import Topic
from engine.planner.offline.sentence.clips.copies import asked_copy
from engine.planner.offline.sentence.notes.spared_sides import touches, without_spared_sides
from engine.planner.offline.sentence.readers import OF_NOTES, OF_THE_REST, OF_THE_SONG, READERS
from engine.planner.offline.sentence.scope.beside import settled
from engine.planner.offline.sentence.scope.the_rest import of_the_rest
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

GIVES_A_NAME = regex(r"\b(?:call|called|name|named|rename|label)\b", re.IGNORECASE)
""" "Call it Black and Blue": what is named may go on."""


def read_whole(text: str, scene: DialogueState, topic: Topic | None = None) -> list[Step] | None:
    """The steps of one clause that a reader knows to its last word; `topic` is what it may leave unsaid."""
    key = "whole", text, scene.key, topic or Topic()
    steps = once(key, lambda: _read_whole(text, scene, topic), of=(scene, tuple(scene.done)))
    return steps and list(steps)


def _read_whole(text: str, scene: DialogueState, topic: Topic | None) -> list[Step] | None:
    said = taken_apart(text, scene, there=topic.bars if topic else (), before=topic.things if topic else ())
    if notes := read_notes(said):
        return notes
    if not said.text or (said.is_unclear or said.unclear) and not GIVES_A_NAME.search(said.text):
        return asked_copy(said) or next((steps for reader in OF_THE_SONG if (steps := reader(said))), None)
    if topic and topic.things and all(one.is_pointed for one in said.things):
        said.things = list(topic.things)
        said.words = [one for one in said.words if one not in PRONOUNS]
    elif topic and len(topic.things) == 1 and (at := _one_pronoun(said)) is not None:
        said.things[at] = replace(topic.things[0], start=said.things[at].start, end=said.things[at].end)
    said = settled(said)
    steps = next((steps for reader in READERS if (steps := reader(said))), None)
    return steps or of_the_rest(said, OF_THE_REST)


def _one_pronoun(said: Said) -> int | None:
    """Where the one "it" stands among what is named."""
    found = [at for at, one in enumerate(said.things) if one.is_pronoun]
    return found[0] if len(found) == 1 and len(said.things) > 1 else None


def read_whole_of(text: str, scene: DialogueState, thing: Named) -> list[Step] | None:
    """The same, where `thing` is what the clause is done to if it names none."""
    return read_whole(text, scene, Topic((thing,)))


def read_notes(said: Said) -> list[Step] | None:
    """The steps of a clause about notes that is taken apart; what of them is to stay as it is may be told beside it."""
    if steps := next((steps for reader in OF_NOTES if (steps := reader(said))), None):
        return steps
    if turned := _TURNED.match(said.raw):
        named = tuple(
            one
            for one in said.things
            if not one.is_pointed and one.end <= turned.end("head") and not _COMPARED.search(said.raw[: one.start])
        )
        return read_notes(taken_apart(turned["rest"], said.scene, there=said.there, before=named or said.before))
    rest, sides = without_spared_sides(said.raw)
    if not sides or not re.search(r"\w", rest):
        return None
    focus = said.focus if said.is_later else None
    alone = taken_apart(rest, said.scene, focus=focus, there=said.there, before=said.before)
    steps = next((steps for reader in OF_NOTES if (steps := reader(alone))), None)
    return None if steps and touches(steps, sides) else steps


_COMPARED = regex(r"\b(?:as|than|like|with|from|against)\s+(?:the |my )?$", re.IGNORECASE)
_TURNED = regex(
    r"(?P<head>.+?)(?:\.{2,}|[,;–—-])\s*(?:no,? wait|wait,? no|nah,? wait|hang on|hold on|scratch that|actually,? no"
    r"|no,? actually|on second thoughts?)[\s,.:]+(?P<rest>.+)$",
    re.IGNORECASE,
)
""" "Sub: same velocity as the 303.. no wait, leave the velocity, only one octave down"."""


def of_notes(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of a sentence that is about notes; None for any other."""
    simple = plain(text).strip()
    return None if '"' in simple or simple.endswith("?") else read_notes(taken_apart(simple, scene))
