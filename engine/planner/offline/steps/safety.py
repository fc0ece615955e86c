"""Safety: something of the user's is only deleted when the words ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, DialogueState
from engine.planner.offline.steps.instrument_not_here import instrument_not_here, track_not_here
from engine.planner.offline.steps.less_of_it import less_of_nothing
from engine.planner.offline.steps.too_much import too_much
from engine.planner.offline.steps.unasked_back import nothing_unasked
from engine.planner.offline.text.names import content_words, fit
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

SURE = 0.35
"""Below this chance a deletion is asked about first."""
DELETES = "arrange/delete"
"""The router's label of a deletion."""
QUESTION = "Should I delete “"
_ASKS = regex(
    r"\b(?:dele+t\w*|remov\w+|eliminat\w+|eras(?:e|ed|ing)|rid of|shot of|ditch\w*|scrap\w*|lose|losing"
    r"|bin(?:ned|ning)?|trash\w*|thr[oe]w\w* (?:[\w']+ ){0,5}?(?:away|out|off)"
    r"|chuck\w*|toss\w*|drop(?:ped|ping)?|kill\w*|nuk(?:e|ed|ing)"
    r"|clear(?:ed|ing)?"
    r"|wip(?:e|ed)|zap\w*|yeet\w*|dump\w*|junk\w*|axe|discard\w*|dispose|cut|strip|scratch|yank|pull|rip"
    r"|clean (?:\w+ ){0,3}out|bye|goodbye|vanish|disappear|gone|unwanted|garbage|rubbish|dustbin|outta"
    r"|l(?:ö|oe)sch\w*|entfern\w*|vire|get (?:\w+ ){1,4}(?:out|off)|take (?:\w+ ){0,4}(?:out|away|off)"
    r"|out with|away with|off with|shoo|out of (?:here|there)"
    r"|(?:can|could|must|should|has to|have to|needs to|need to|may|gotta|got to) (?:\w+ )?(?:go|leave)"
    r"|(?:don'?t|do not|doesn'?t|never|no longer|not|isn'?t|nobody) (?:\w+ )?(?:needs?|wants?|needed"
    r"|wanted|used?|belongs?)|no (?:more )?(?:use|need|place|room) (?:for|of)|do(?:es)? without"
    r"|off the (?:timeline|session|arrangement))\b|\bout\W*$",
    re.IGNORECASE,
)
_FORBIDS = regex(
    r"\b(?:don'?t|do not|never) (?:\w+ )?(?:delete|remove|erase|throw|bin|scrap|trash)\b", re.IGNORECASE
)
_FOR_NOW = regex(
    r"\b(?:for now|right now|for the moment|for a (?:bit|while|second|moment)|this (?:pass|time|round)|yet)\b",
    re.IGNORECASE,
)
"""What is only unwanted for a while is not deleted."""
_YES = regex(r"^\W*(?:yes|yeah|yep|yup|sure|please do|do it|go ahead|ok(?:ay)?|right|exactly)\b", re.IGNORECASE)
_OBJECT = regex(
    r"^\W*(?:please |now |ok |and )*(?:delete|remove|erase|clear|kill|drop|scrap|bin|ditch)"
    r" (?:the |my |that )?(\w+)\W*$"
)
_POINTS = regex(
    r"\b(?:it|that|this|these|those|them|first|second|third|fourth|last|other|others|rest|both|all|copy|original|one"
    r"|new|old|newest|selected|selection|clip|take|loop|result|everything|duplicate)\b"
)
_LIKEWISE = regex(r"\b(?:too|as well|also|same|likewise|ditto|and|other|both|rest|instead|meant|again)\b")


def asks_to_delete(text: str) -> bool:
    """Do the words themselves speak of taking something out for good?"""
    return _ASKS.search(plain(text)) is not None and _FOR_NOW.search(plain(text)) is None


def names_what_to_delete(text: str) -> bool:
    """ "Clear the trombones": a deletion of something named, whether or not it is here."""
    return _OBJECT.search(plain(text).lower()) is not None


def is_deletion(tool: str, args: Mapping[str, Any]) -> bool:
    """Does a call take a clip or a track out of the session?"""
    return tool == "arrange" and args.get("action") == "delete"


def confirmed(text: str, scene: DialogueState) -> list[Step] | None:
    """The deletion that the last turn asked about and this one says yes to."""
    dialogue = scene.context.dialogue
    asked = dialogue[-1].calls[0] if dialogue and dialogue[-1].calls else {}
    said = str((asked.get("args") or {}).get("text", "")) if asked.get("tool") == "ask" else ""
    if not said.startswith(QUESTION) or not _YES.match(text):
        return None
    name = said[len(QUESTION) :].rpartition("”")[0]
    found = next((clip.id for clip in scene.clips if clip.name == name), None)
    if found:
        return [Step("arrange", {"action": "delete", "clip": found})]
    return [Step("arrange", {"action": "delete", "track": name})] if name in scene.context.tracks else None


def guarded(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The same steps, or a question when one deletes something that nobody asked to delete."""
    if _FORBIDS.search(plain(text)) and any(is_deletion(step.task, step.args) for step in steps):
        return [Step("chat", {"text": "All right, nothing is deleted."})]
    if (asked := nothing_unasked(steps, text, scene)) != list(steps):
        return asked
    goes_on = scene.done and scene.done[-1].tool == "arrange"
    if not goes_on and any(_moves_unasked(step, text) for step in steps):
        return [Step("ask", {"text": "Should I move or place it, or did you mean something else?"})]
    for unsafe in (too_much, less_of_nothing, instrument_not_here, track_not_here):
        if question := unsafe(steps, text, scene):
            return [Step("ask", {"text": question})]
    if any(step.args.get("action") == "record" for step in steps) and not _RECORDS.search(plain(text)):
        return [Step("ask", {"text": "Should I record, or did you mean something else?"})]
    steps = [step for step in steps if not _looks_at_words(step, steps)]
    for step in steps:
        if is_deletion(step.task, step.args) and not _is_wanted(text, scene):
            return [Step("ask", {"text": delete_question(step.args, scene)})]
        if is_deletion(step.task, step.args) and (
            _names_another(text, step.args, scene) or _lies_elsewhere(text, step.args, scene)
        ):
            return [Step("ask", {"text": "Which clip should I delete?"})]
    return list(steps)


_AT_BAR = regex(r"\b(?:at|in|from|on) bar (\d+)\b", re.IGNORECASE)


def _lies_elsewhere(text: str, args: Mapping[str, Any], scene: DialogueState) -> bool:
    """ "Delete the clip at bar 40", where none of it lies."""
    said, view = _AT_BAR.search(plain(text)), scene.clip(args.get("clip"))
    if said is None or view is None or view.bars is None:
        return False
    return not view.bars[0] - 0.01 <= float(said[1]) < view.bars[1]


_RECORDS = regex(
    r"\brec\w*|\btak(?:e|es|ing)\b|\btape\b|\bcaptur\w*|\broll\w*|\blay\w*|\bcount\W?in\b|\barm\w*|\bpunch\w*|\btrack(?:ing)?\b"
    r"|\bin red\b|\bdub\w*|\bred (?:button|light)\b",
    re.IGNORECASE,
)
""" "Count the bars" starts no recording."""


def _looks_at_words(step: Step, steps: Sequence[Step]) -> bool:
    """ "Which markers are there, and at which bars?": what is only told has no sound to look at."""
    made = str(step.args.get("clip") or "")
    number = made.removeprefix("$").partition(".")[0]
    is_result = made.startswith("$") and number.isdigit() and 0 < int(number) <= len(steps)
    tells = ("marker", "session_info", "history")
    return is_result and step.task in LOOKS_ONLY and steps[int(number) - 1].task in tells


_MOVES = regex(
    r"\b(?:put\w*|plac\w*|mov\w*|drag\w*|shift\w*|slid\w*|nudg\w*|push\w*|pull\w*|bring\w*|start\w*|begin\w*|com(?:e|es|ing)|enter\w*"
    r"|lay\w*|drop\w*|set\w*|stick\w*|throw\w*|past\w*|cop\w*|duplicat\w*|repeat\w*|go(?:es)?|belong\w*|earl\w*|lat\w*|back|forward\w*"
    r"|align\w*|line\w*|land\w*|position\w*|chuck\w*|pop\w*|again|insert\w*|use|swap\w*|want\w*|needs?|have|has|get\w*|give|add\w*|into|onto"
    r"|before|after|behind|under|there|here|instead|same|too|also|likewise|no|not|rather|make|place|sooner|ahead"
    r"|next|beside|at the (?:start|end|top)"
    r"|should|must)\b|(?<!\d )\bto (?:the (?:start of )?)?bar\b|^\W*(?:and |then )*(?:at|on|to|from)?\s*(?:bar )?\d",
    re.IGNORECASE,
)


def _moves_unasked(step: Step, text: str) -> bool:
    """Does it move or place what was there, without any word for that ("stutter the vox at bar 9")?"""
    is_place = step.task == "arrange" and step.args.get("action") in ("place", "move")
    if not is_place or "track" in step.args or not {"bar", "at"} & set(step.args):
        return False
    return not str(step.args.get("clip", "$")).startswith("$") and not _MOVES.search(plain(text))


def _names_another(text: str, args: Mapping[str, Any], scene: DialogueState) -> bool:
    """ "clear the drums" where nothing is called drums must not take the last clip."""
    named = _OBJECT.search(plain(text).lower())
    clip = scene.clip(args.get("clip"))
    words = content_words(named[1]) if named else []
    target = args.get("clip")
    if clip is None:
        return isinstance(target, str) and not target.startswith("$")
    if not words or _POINTS.search(text.lower()):
        return False
    return fit(" ".join(words), clip.name, clip.tags, clip.track) <= 0


def delete_question(args: Mapping[str, Any], scene: DialogueState) -> str:
    """Ask whether something may go."""
    clip = scene.clip(args.get("clip"))
    name = clip.name if clip else str(args.get("track") or "")
    return f"{QUESTION}{name}”?" if name else "What should I delete?"


def _is_wanted(text: str, scene: DialogueState) -> bool:
    if asks_to_delete(text):
        return True
    if not scene.context.dialogue:
        return False
    last = scene.context.dialogue[-1]
    tools = [str(call.get("tool")) for call in last.calls]
    if tools == ["ask"]:
        return asks_to_delete(last.user)
    deleted = any(is_deletion(str(call.get("tool")), call.get("args") or {}) for call in last.calls)
    return deleted and not _YES.match(text) and _LIKEWISE.search(text.lower()) is not None
