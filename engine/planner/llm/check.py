"""The second look at a language model's plan: what nobody asked for, and claims that something was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.planner.context import ClipInfo, Context, Exchange
from engine.planner.llm.label import label
from engine.planner.llm.past import REPLIES
from engine.planner.offline.steps.safety import asks_to_delete
from engine.planner.offline.text.names import fit
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Plan, Step, calls_of

LATELY = 4
"""Turns in which an offer may be taken up."""
LIKELY = 0.12
"""A task is asked for when the router gives it at least this chance for some clause of the request."""
LOOKED_AT = 2
"""So many of the router's likeliest tasks of a clause count as asked for in any case."""
_CAREFUL: dict[tuple[str, str], re.Pattern[str]] = {
    ("arrange", "move"): regex(
        r"\b(?:mov|shift|nudg|push|pull|slid|drag|bring|put|place|earlier|later|start|begin|bar|align|swap|verschieb"
        r"|d[ée]plac|mueve|mover|move)\w*"
    ),
    ("arrange", "rename"): regex(r"\b(?:renam|call|nam|titl|label|nenn|umbenenn|renomm|nombr|chama)\w*"),
    ("transport", "set_tempo"): regex(
        r"\b(?:tempo|bpm|faster|slower|speed|slow|double|half|halve|beats per minute|\d{2,3})\b"
    ),
    ("transport", "record"): regex(r"\b(?:rec|record\w*|arm|take|aufn\w*|enregistr\w*|grab\w*|grava\w*)\b"),
    ("undo", ""): regex(
        r"\b(?:undo\w*|un-?do|revert\w*|back|take back|oops|cancel\w*|not what|wrong|reverse that|ctrl|cmd|before"
        r"|rückgängig|zurück|annul\w*|deshaz\w*|deshacer|desfa\w*|never ?mind|scrap|forget|restore|previous|last"
        r")\b|撤"
    ),
    ("redo", ""): regex(
        r"\b(?:redo\w*|re-do|again|back|restore|wieder\w*|refai\w*|r[ée]tabl\w*|rehac\w*|refa\w*)\b|重做"
    ),
}
"""What changes the musician's own work, and words for it; without one the router has to hear it."""
_DELETIONS = (("arrange", "delete"), ("marker", "delete"), ("take", "delete"))
_LOSES = regex(
    r"\b(?:without|no|none|out|lose|drop\w*|skip|scrap|strip|clear|kill|bin|ditch|gone|go(?:es)? away|off"
    r"|ohne|weg|raus|sans|sin|sem)\b"
)
"""Words that let something go without saying "delete"."""
_MANY = regex(
    r"\b(?:all|every\w*|both|each|any|them|those|these|rest|others|everything|unused|empty"
    r"|alle\w*|tous|toutes|todos|todas)\b|都|全"
)
_SEVERAL = regex(
    rf"{_MANY.pattern}|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|few|couple|several|twice)\b"
)
_POINTS = regex(
    r"\b(?:it|that|this|those|these|them|he|she|they|him|her|his|hers|their|its|one|ones|last|first|second|third|other"
    r"|others|selected|selection|both"
    r"|everything|all|clip|track|take|copy|result)\b"
)
_CLAIMS = regex(
    r"\b(?:done|(?:i|we)(?:'ve| have| just)? (?:\w+ )?(?:added|applied|removed|deleted|muted|made|created|moved|put"
    r"|set|turned|separated|generated|placed|changed|cut|panned)|(?:has|have) been|(?:is|are) now)\b",
    re.IGNORECASE,
)


def unasked(steps: Sequence[Step], text: str, context: Context, reading: Plan) -> list[Step]:
    """Steps that change or take away the musician's own work without being asked for in the musician's own words.

    `reading` is how the offline planner understands the same words.
    """
    if any(calls_of(steps) == offer for turn in context.dialogue[-LATELY:] for offer in _plain(turn)):
        return []  # what was offered lately and is answered now, a yes or "the second one"
    return [step for step in steps if _is_careful(step) and not _is_asked(step, steps, text, context, reading)]


def _plain(turn: Exchange) -> list[list[dict[str, Any]]]:
    """What a turn offered, as calls without what they are to earlier ones."""
    return [[{"tool": call["tool"], "args": dict(call["args"])} for call in offer] for offer in turn.choices]


def own_ideas(steps: Sequence[Step], text: str, reading: Plan) -> list[Step]:
    """Steps that make or measure what neither the planner nor the router hears in the words."""
    from engine.planner.offline.reading.router import routes

    heard = {step.task for step in reading.steps} | {"arrange", *REPLIES}
    for clause in _clauses(text):
        heard |= {one.task for rank, one in enumerate(routes(clause, 8)) if one.sure >= LIKELY / 2 or rank < LOOKED_AT}
    is_idea = (step.task not in heard and step.row.on_session != "edits" and step.row.kind == "model" for step in steps)
    return [step for step, is_one in zip(steps, is_idea, strict=True) if is_one]


def claims_done(text: str) -> bool:
    """Do words say that something was done? A planner has done nothing."""
    return _CLAIMS.search(plain(text)) is not None


def name_of(step: Step, context: Context) -> str:
    """A step in words for a note: delete “Lead”, set tempo, denoise “Vox”."""
    does = str(step.args.get("action") or step.task).replace("_", " ")
    thing = step.args.get("clip") or step.args.get("track") or ""
    shown = next((one.name for one in context.clips if one.id == thing), str(thing))
    return f"{does} “{label(shown)}”" if shown else does


def _is_careful(step: Step) -> bool:
    return (step.task, str(step.args.get("action", ""))) in (*_CAREFUL, *_DELETIONS)


def _is_asked(step: Step, steps: Sequence[Step], text: str, context: Context, reading: Plan) -> bool:
    if any(_same_target(step, other) for one in (reading.steps, *reading.choices) for other in one):
        return True
    words = plain(text).lower()
    own = _without_names(words, context)
    action = str(step.args.get("action", ""))
    if (step.task, action) in _DELETIONS:
        return (asks_to_delete(own) or _LOSES.search(own) is not None) and _means(step, steps, words, own, context)
    if not (_CAREFUL[step.task, action].search(own) or _hears(step.task, action, own)):
        return False
    return step.task not in ("undo", "redo") or int(step.args.get("steps", 1)) == 1 or _SEVERAL.search(own) is not None


def _hears(task: str, action: str, own: str) -> bool:
    """Does the router hear this very action in some clause?"""
    from engine.planner.offline.reading.router import routes

    return any(
        (one.task, one.kind) == (task, action) and one.sure >= LIKELY
        for clause in _clauses(own)
        for one in routes(clause, 3)
    )


def _without_names(words: str, context: Context) -> str:
    """The words without what only names something: a track may be called "delete all"."""
    names = [plain(one).lower().strip() for one in (*context.tracks, *(clip.name for clip in context.clips))]
    said = {name for name in names if len(name) > 2 and name in words}
    for name in sorted(said, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " that one ", words)
    return words


def _same_target(step: Step, other: Step) -> bool:
    names = ("action", "clip", "track")
    if step.task != other.task or step.args.get("action") != other.args.get("action"):
        return False
    if step.task in ("undo", "redo"):
        return int(step.args.get("steps", 1)) <= max(1, int(other.args.get("steps", 1)))
    if step.task == "transport":
        return True
    return all(step.args.get(name) == other.args.get(name) for name in names)


def _means(step: Step, steps: Sequence[Step], words: str, own: str, context: Context) -> bool:
    """Do the words name, or point at, what the step takes away?"""
    clip = next((one for one in context.clips if one.id == step.args.get("clip")), None)
    name = clip.name if clip else str(step.args.get("track") or step.args.get("name") or "")
    if str(step.args.get("clip", "")).startswith("$"):
        return True
    if name and fit(words, name, clip.tags if clip else (), clip.track if clip else None) > 0:
        return True
    if clip and re.search(rf"(?<!\w){re.escape(clip.id.lower())}(?!\w)", words):
        return True
    alike = [one for one in steps if (one.task, one.args.get("action")) == (step.task, step.args.get("action"))]
    if _MANY.search(own):
        return True
    are_pointed_at = len(alike) == 1 or _SEVERAL.search(own) is not None
    return are_pointed_at and _POINTS.search(own) is not None and _is_near(clip, name, context)


def _is_near(clip: ClipInfo | None, name: str, context: Context) -> bool:
    """Can "it" or "the second one" mean this clip or track: selected, last touched, or spoken of before?"""
    near = {*context.selected_clips, context.last}
    for turn in context.dialogue:
        near |= {out for result in turn.results for out in result.out}
        near |= {str(value) for call in turn.calls for value in dict(call.get("args") or {}).values()}
    if clip:
        return clip.id in near or clip.track in near
    return name in near or any(one.track == name and one.id in near for one in context.clips)


def _clauses(text: str) -> list[str]:
    parts = re.split(r"[,;.!?\n]|\b(?:and|then|und|et|puis|y|luego|e|depois)\b", text)
    return [text[:1000], *(part.strip() for part in parts[:24] if len(part.strip()) > 3)]
