"""Asked back: a doubtful plan is told in words before it is done, and "yes" does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from engine.planner.offline.doubts.doubt import Reading, chance_wrong, is_doubtful
from engine.planner.offline.doubts.named_unused import leaves_named
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.only_asked import ONLY_ASKED
from engine.planner.offline.steps.remarks import REMARK
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step, step_of
from engine.tasks.step_title import step_title
from engine.tasks.task import Arg

ASKS = "Did I get that right: "
NO_USE_FROM = 0.93
"""From this chance to be wrong on the plan is not even offered: it would be a riddle and no help."""
NOT_FOLLOWED = "I did not follow that; say it in other words, please."
NOT_FOLLOWED_OF = "I did not follow what should be done to “{}”, so nothing is changed; say it in other words, please."
_MOST_NAMED = 3
IN_OTHER_WORDS = "Then say it in other words, please."
_LEAD = r"^\W*(?:(?:oh|um|well|ok(?:ay)?|{})\W+)*"
_YES = regex(
    rf"{_LEAD.format('yes|yeah|yep|yup')}(?:yes|yeah|yep|yup|ya|sure|right|correct|exactly|ok(?:ay)?|do it|go ahead"
    r"|go on|go for it|please do|that'?s (?:it|right|fine)|that is (?:it|right|fine)|you (?:did|do|got it)|perfect"
    r"|fine|good|please)"
    r"(?:[\s,]+(?:please|do it|do that|exactly|you did|thanks?|that'?s it|go ahead))*\W*$",
    re.IGNORECASE,
)
_NO = regex(
    rf"{_LEAD.format('no|nope')}(?:no|nope|nah|wrong|not (?:that|quite|really|at all)|forget it|leave it"
    r"|never ?mind|you didn'?t)"
    r"(?:[\s,]+(?:thanks?|please|you didn'?t|not that|leave it|forget it|fine|good))*\W*$",
    re.IGNORECASE,
)
_HIDDEN = ("action", "effect", "stems", "aspect", "kind", "model")
"""What is in the title of a step already, an action only where the title tells it: "Marker: delete, Bridge"."""
_MOST_STEPS = 4


def asked_back(
    text: str,
    steps: list[Step],
    scene: DialogueState,
    note: str,
    is_in_a_form: Callable[[], bool] = lambda: False,
    again: Reading | None = None,
) -> tuple[list[Step], tuple[tuple[Step, ...], ...]]:
    """The steps, or where they are doubtful a question, and the steps as what it offers."""
    if _was_offered(steps, scene):
        is_agreed = _says_it_again(text, steps, scene)
        return (steps, ()) if is_agreed else ([Step("ask", {"text": question_whether(steps, scene)})], (tuple(steps),))
    if leans_past_offer(steps, scene):
        return [Step("ask", {"text": question_whether(steps, scene)})], (tuple(steps),)
    if _takes_back_unasked(text, steps):
        return [Step("ask", {"text": _not_followed(text, scene)})], ()
    is_unused = leaves_named(text, steps, scene)
    if is_unused and all(one.task == "transport" and "clip" not in one.args for one in steps):
        return [Step("ask", {"text": _not_followed(text, scene)})], ()
    if not (is_unused or is_doubtful(text, steps, scene, note, again)) or is_in_a_form():
        return steps, ()
    if chance_wrong(text, steps, scene, note) >= NO_USE_FROM or any(_is_gone(one, scene) for one in steps):
        return [Step("ask", {"text": _not_followed(text, scene)})], ()
    return [Step("ask", {"text": question_whether(steps, scene)})], (tuple(steps),)


_EDITS = regex(
    r"^\W*(?:(?:please|now|and|then|can you|could you)\W+)*(?:trim|shorten|tighten|insert|play|export|translate"
    r"|transcribe|rename|colou?r|copy|move|split|join|glue|loop|reverse|use|cut\b(?!.*\b(?:reverb|delay|echo|effect|chorus|compress\w+"
    r"|eq|filter)\b).* (?:out of|from|of))\b",
    re.IGNORECASE,
)
_BACK = regex(
    r"\b(?:un-?do\w*|back|revert\w*|restor\w+|again|scrap|cancel\w*|original|before|was|were|old|first|instead|no|not|off"
    r"|previous|takes?|version)\b",
    re.IGNORECASE,
)


def _takes_back_unasked(text: str, steps: Sequence[Step]) -> bool:
    """ "Cut the breaths out of the guest" asks that nothing goes back."""
    is_back = any(one.task == "undo" and one.args.get("target") for one in steps)
    return is_back and _EDITS.match(text) is not None and _BACK.search(text) is None


def question_whether(steps: Sequence[Step], scene: DialogueState) -> str:
    """ "Did I get that right: …?", of the steps in words."""
    told = [in_words(step, scene) for step in steps]
    more = f" and {len(told) - _MOST_STEPS} more steps" if len(told) > _MOST_STEPS else ""
    return f"{ASKS}{'; '.join(told[:_MOST_STEPS])}{more}?"


_LONG, _MOST_NEW = 4, 2
"""Letters of a word that says something; so many new ones may stand in an answer."""
_AGREES = frozenset("right correct exactly please sure fine good perfect thanks just like mean meant want that".split())
_NEW = regex(r"\d+|\b(?:both|all|hear|listen|unmute|again|back|undo|longer|shorter|faster|slower|louder|quieter"
    r"|softer|harder|higher|lower|other)\b")


def _says_it_again(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "And 13", "now both up 4", "longer on the out" are no yes, whatever is left of them: they say what is new."""
    before = f"{scene.context.dialogue[-1].user} {question_whether(steps, scene)}".lower()
    known = {*re.findall(r"[\w']+", before)}
    said = plain(text).lower()
    own = {word for word in re.findall(r"[\w']+", said) if len(word) >= _LONG} - known - _AGREES
    return {match[0] for match in _NEW.finditer(said)} <= known and len(own) <= _MOST_NEW


def _is_gone(step: Step, scene: DialogueState) -> bool:
    """Is it about a region that lies there no more, and has no name to be asked by?"""
    return any(one.startswith("region:") and scene.clip(one) is None for _, one in step.references())


def _not_followed(text: str, scene: DialogueState) -> str:
    """That it was not understood, and of what something is wanted where that is known."""
    named = list(dict.fromkeys(track for one in things(plain(text), scene) for track in one.tracks))
    if not 0 < len(named) <= _MOST_NAMED:
        return NOT_FOLLOWED
    return NOT_FOLLOWED_OF.format("” and “".join(named))


def answered(text: str, scene: DialogueState) -> list[Step] | None:
    """What "yes" or "no" to such a question means; None for anything else."""
    calls = offered(scene)
    if not calls and _YES.match(text):
        return [step_of(call) for call in _left_over(scene)] or None
    if not calls:
        return None
    if _YES.match(text):
        return [step_of(call) for call in calls]
    return [Step("ask", {"text": IN_OTHER_WORDS})] if _NO.match(text) else None


def offered(scene: DialogueState) -> Sequence[Mapping[str, Any]]:
    """The calls that the last turn asked about; none where it asked anything else."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    said = str((last.calls[0].get("args") or {}).get("text") or "") if last and len(last.calls) == 1 else ""
    return last.choices[0] if last and said.startswith((ASKS, ONLY_ASKED, REMARK)) and len(last.choices) == 1 else ()


def _left_over(scene: DialogueState) -> Sequence[Mapping[str, Any]]:
    """What the last turn offered beside what it did of several orders."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    is_done = last is not None and not last.undone and any(call.get("tool") not in REPLIES for call in last.calls)
    return last.choices[0] if last and is_done and len(last.choices) == 1 else ()


_SAME = regex(r"^\W*(?:(?:and|ok|now|then|do) )*(?:the )?same\b", re.IGNORECASE)


def leans_past_offer(steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "And the same on the pad" behind an offer that nobody answered: the same as offered, or as was done before?"""
    return bool(offered(scene)) and any(one.op in ("fix", "again") for one in steps)


def is_same_as_offered(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Same for the double" behind such an offer: whatever it is read as, it may be that."""
    return bool(offered(scene)) and _SAME.match(text) is not None


def _was_offered(steps: Sequence[Step], scene: DialogueState) -> bool:
    """Who is asked says the same again or picks it: nobody is asked twice."""
    offers = scene.context.dialogue[-1].choices if scene.context.dialogue else ()
    wanted = [(step.task, dict(step.args)) for step in steps]
    return any([(str(call["tool"]), dict(call.get("args") or {})) for call in one] == wanted for one in offers)


def in_words(step: Step, scene: DialogueState) -> str:
    """A step with what it is done to and how: "Set the level: Guitars, -3 dB"."""
    told = ", ".join(_told(step, scene))
    return f"{step_title(step)}: {told}" if told else step_title(step)


def _told(step: Step, scene: DialogueState) -> Iterator[str]:
    for arg in step.row.args:
        value = step.args.get(arg.name)
        if value is None or value is False or arg.name == "end_bar" or _is_in_title(arg, step):
            continue
        if arg.name == "action":
            yield str(value).replace("_", " ")
            continue
        if arg.name == "start_bar":
            end = step.args.get("end_bar")
            yield f"bars {value:g} to {end:g}" if end is not None else f"from bar {value:g}"
            continue
        values = value if isinstance(value, list | tuple) else [value]
        said = " and ".join(_one(arg, one, scene) for one in values if one is not None)
        if said:
            yield said


def _is_in_title(arg: Arg, step: Step) -> bool:
    return arg.name in _HIDDEN and (arg.name != "action" or "{action}" in step.row.title)


def _one(arg: Arg, value: object, scene: DialogueState) -> str:
    if isinstance(value, bool):
        return arg.name.replace("_", " ")
    if isinstance(value, int | float):
        sign = "+" if value > 0 and arg.name in ("value_db", "semitones", "offset_beats", "offset") else ""
        counted = arg.unit.removesuffix("s") if value == 1 and arg.unit in ("bars", "beats", "semitones") else arg.unit
        unit = f" {counted}" if counted else ""
        figure = f"{sign}{value:g}".replace("-", "−")
        name = "" if arg.name in ("value_db", "semitones", arg.unit) else arg.name.split("_")[0] + " "
        return f"bar {value:g}" if arg.name == "bar" else f"{name}{figure}{unit}"
    clip = scene.clip(value) if arg.is_reference else None
    if clip is not None:
        is_one = sum(one.name == clip.name for one in scene.clips) == 1
        return f"“{clip.name}”" if is_one or not clip.bars else f"“{clip.name}” at bar {round(clip.bars[0], 1):g}"
    text = str(value)
    return "" if text.startswith("$") else f"“{text[:60]}”"
