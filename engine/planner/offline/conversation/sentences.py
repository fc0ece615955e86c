"""Sentences: a turn of several sentences of which one leans on the conversation is read one sentence after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.planner.context import CallResult, Exchange
from engine.planner.offline.conversation.amendment import amended
from engine.planner.offline.conversation.renamed import renamed
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.undo.back import back
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_END = regex(r"(?<=[^\W\d_][.!?;])\s+(?=\S)|(?<=\d[.!?;])\s+(?=[^\W\d])|(?<=%[.!?;])\s+|\s+[—–]\s+")
_QUOTE = regex(r'"[^"]*"')
_GO_TOGETHER = regex(
    r"\b(?:instead|rather|but|not|no|nah|nope|sorry|wait|oops|undo|keep|leave|except|only|just|again|other|stays?"
    r"|remains?|as (?:it|they) (?:is|are|was|were))\b|\?"
)
""" "Too loud. No, the other one": one thought in several sentences."""
_MOST = 5
Understand = Callable[[str, DialogueState], list[Step]]


def sentence_by_sentence(text: str, scene: DialogueState, understand: Understand) -> list[Step] | None:
    """The steps of all sentences; None where they are one thought, or each is understood without the conversation."""
    sentences = _sentences(text)
    if not 2 <= len(sentences) <= _MOST or any(_GO_TOGETHER.search(plain(one).lower()) for one in sentences[1:]):
        return None
    state = State.of(scene)
    if not any(_leans(one, state, scene) for one in sentences):
        return None
    made: list[Step] = []
    for one in sentences:
        number = f"{_number(scene)}."
        steps = [_of_its_own(step, number) if made else step for step in understand(one, scene)]
        if any(
            step.task in ("ask", "refuse") or _refers(step) or made and step.base.startswith(number) for step in steps
        ):
            return None
        acts = [step for step in steps if step.task not in REPLIES]
        made += [step for step in acts if step not in made]
        scene = _after(scene, one, acts) if acts else scene
    return made or None


def _sentences(text: str) -> list[str]:
    quoted = [match.span() for match in _QUOTE.finditer(plain(text))]
    cuts = [at for at in _END.finditer(text) if not any(a < at.start() < b for a, b in quoted)]
    places = [0, *(at.end() for at in cuts), len(text)]
    return [part.strip() for a, b in zip(places, places[1:], strict=False) if (part := text[a:b]).strip()]


def _leans(sentence: str, state: State, scene: DialogueState) -> bool:
    return bool(renamed(sentence, state) or amended(sentence, state) or back(taken_apart(sentence, scene)))


def _of_its_own(step: Step, number: str) -> Step:
    """The same once more of what a sentence before did: no call that there is already."""
    return replace(step, op="fresh", base="") if step.op == "again" and step.base.startswith(number) else step


def _refers(step: Step) -> bool:
    """Does it take what another step of the same plan makes? Its number would be another one among all sentences."""
    return any(isinstance(value, str) and value.startswith("$") for value in step.args.values())


def _after(scene: DialogueState, said: str, steps: Sequence[Step]) -> DialogueState:
    """The conversation as if this sentence had been a turn of its own."""
    calls = tuple({"tool": step.task, "args": dict(step.args)} for step in steps)
    results = tuple(CallResult(place, True) for place in range(len(calls)))
    turn = Exchange(said, calls, results, number=_number(scene) + 1)
    return DialogueState.of(replace(scene.context, dialogue=(*scene.context.dialogue, turn)))


def _number(scene: DialogueState) -> int:
    return max((one.number for one in scene.context.dialogue), default=0)
