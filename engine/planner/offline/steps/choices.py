"""Choices: what an unclear request may have meant, and which of them the next words take."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from engine.planner.context import Exchange
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.compose import filled, spread, works
from engine.planner.offline.steps.no_such_thing import COMMON, NO_SUCH_THING
from engine.planner.offline.steps.reply import UNSURE, unsure_text
from engine.planner.offline.steps.routes import ranked
from engine.planner.offline.steps.safety import QUESTION, is_deletion
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step, step_of

MOST = 3
_NEAR = 0.25
"""A reading this much less likely than the likeliest is not worth offering."""
_ALIKE = 0.6
_MUST_BE_SAID = {"apply_effect": "effect", "edit_clip": "action"}
"""What nobody is offered who has not said it: "sing something" does not join clips."""
MOST_TRACKS = 6
"""Tracks that are offered for one that is not there."""
_NUMBERS = {"first": 1, "one": 1, "second": 2, "two": 2, "third": 3, "three": 3, "last": -1}
_NUMBERS |= {"fourth": 4, "four": 4, "fifth": 5, "five": 5, "sixth": 6, "six": 6}
_CALLED = regex(r"^There is no clip or track called “(?P<name>[^”]+)”")
_WHICH = regex(r"Which (?:track|clip) do you mean|The automation of which track")
_NAMED = regex(r"\b(?:the|my|our|his|her)\s+(?P<name>[\w'-]+)", re.IGNORECASE)
_PICKED = regex(
    r"^\W*(?:i (?:meant|mean|want)\s+)?(?:the\s+)?(?:number\s+|option\s+|no\.?\s*)?"
    r"(?P<which>[1-6]|first|second|third|fourth|fifth|sixth|last|one|two|three|four|five|six)(?:\s+(?:one|option))?(?:,?\s*please)?\W*$",
    re.IGNORECASE,
)


def with_choices(text: str, steps: list[Step], scene: DialogueState) -> tuple[list[Step], tuple[tuple[Step, ...], ...]]:
    """A question about what is meant at all becomes one between the readings that could be carried out, with those."""
    said = str(steps[0].args.get("text", "")) if len(steps) == 1 and steps[0].task == "ask" else ""
    if not said.startswith(UNSURE) or said.startswith(QUESTION):
        return steps, ()
    found: dict[Route, tuple[Step, ...]] = {}
    options = [option for option in ranked(text, scene, 8) if option.task not in REPLIES]
    least = _NEAR * max((option.sure for option in options), default=1.0)
    for option in options:
        reading = _carried_out(option, text, scene) if option.sure >= least else None
        if reading and len(found) < MOST and reading not in found.values():
            found[option] = reading
    if len(found) < 2:
        return steps, ()
    return [Step("ask", {"text": unsure_text(text, list(found))})], tuple(found.values())


def tracks_offered(
    text: str, steps: list[Step], scene: DialogueState, plan: Callable[[str, DialogueState], list[Step]]
) -> tuple[list[Step], tuple[tuple[Step, ...], ...]]:
    """A question about a track that is not there, with what the request would do to those that are."""
    said = str(steps[0].args.get("text", "")) if len(steps) == 1 and steps[0].task == "ask" else ""
    if not (called := _CALLED.search(said)) and not _WHICH.match(said):
        return steps, ()
    named = [called["name"]] if called else [match["name"] for match in _NAMED.finditer(text)]
    name = next((one for one in named if called or not (one.lower() in COMMON or things(one, scene))), "")
    place = re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) if name else None
    if place is None:
        return steps, ()

    def is_far(track: str) -> bool:
        return SequenceMatcher(None, name.lower(), track.lower()).ratio() < _ALIKE

    found: list[tuple[Step, ...]] = []
    for track in sorted(scene.context.tracks, key=is_far)[:MOST_TRACKS]:
        made = plan(f"{text[: place.start()]}{track}{text[place.end() :]}", DialogueState.of(scene.context))
        if not any(step.task in REPLIES for step in made) and tuple(made) not in found:
            found.append(tuple(made))
    asked = [Step("ask", {"text": NO_SUCH_THING.format(name)})]
    return (asked, tuple(found)) if len(found) > 1 else (steps, ())


def _carried_out(option: Route, text: str, scene: DialogueState) -> tuple[Step, ...] | None:
    clause = Clause(text, option.task, option.kind, DialogueState(scene.context, list(scene.done)), first=True)
    args = filled(clause)
    what = _MUST_BE_SAID.get(option.task, "")
    is_guess = what and clause.said(what) is None
    if is_guess or not works(clause, args) or is_deletion(clause.task, args):
        return None
    return tuple(spread(clause.task, args))


def chosen(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of the reading that these words take, when the turn before offered some."""
    offered = scene.context.dialogue[-1].choices if scene.context.dialogue else ()
    if not offered:
        return None
    named = _named_of(text, scene.context.dialogue[-1])
    if named is not None and named < len(offered):
        return [step_of(call) for call in offered[named]]
    match = _PICKED.match(text)
    if not match:
        return None
    which = match["which"].lower()
    number = int(which) if which.isdigit() else _NUMBERS[which]
    if number > len(offered):
        return None
    return [step_of(call) for call in offered[number - 1 if number > 0 else -1]]


_OFFERED = regex(r"^Which [\w' -]+ do you mean: (?P<names>“.+”)\?$")
_BY_NAME = regex(
    r"^\W*(?:(?:i mean(?:t)?|i want(?:ed)?|in|at|on|no|only|just|it's|that's)\s+)*(?:the\s+)?(?P<name>[\w' -]+?)"
    r"(?:\s+(?:one|clip|track|section|part))?(?:,?\s*please)?\W*$",
    re.IGNORECASE,
)


_ONLY = regex(r"^\W*(?:(?:oh|ok|okay|no|well|only|just)\b[\s,]*)+", re.IGNORECASE)


def one_offered(text: str, scene: DialogueState) -> list[Step] | None:
    """ "2", "the weather one" behind "which one do you mean: “Bed 1” or “Bed 2”?": that one of them.

    By a word of its name, by its number, else by a word of what lies on it.
    """
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    names = _names_offered(last) if last else []
    text = _ONLY.sub("", text)
    said = _BY_NAME.match(text)
    if last is None or said is None or len(names) != len(last.choices):
        return None
    if _named_of(text, last) is not None or _PICKED.match(text):
        return chosen(text, scene)
    words = set(name_words(said["name"]))
    lying = [{word for one in scene.clips if one.track == name for word in name_words(one.name)} for name in names]
    fitting = [at for at, own in enumerate(lying) if words and words <= own | set(name_words(names[at]))]
    return [step_of(call) for call in last.choices[fitting[0]]] if len(fitting) == 1 else None


def _names_offered(asked: Exchange) -> list[str]:
    """The names that its question tells; none where it asks for anything else."""
    question = str((asked.calls[0].get("args") or {}).get("text") or "") if len(asked.calls) == 1 else ""
    match = _OFFERED.match(question)
    return re.findall(r"“([^”]+)”", match["names"]) if match else []


def _named_of(text: str, asked: Exchange) -> int | None:
    """Which of those that the question names these words say; None where they say none, or could mean several."""
    said = _BY_NAME.match(text)
    names = [name_words(name) for name in _names_offered(asked)]
    words = name_words(said["name"]) if said else ()
    if words in names:
        return names.index(words)
    fitting = [at for at, name in enumerate(names) if words and set(words) <= set(name)]
    return fitting[0] if len(fitting) == 1 else None
