"""As before then: "8 dB down in bars 6 and 7, and afterwards as before" says of a stretch only what holds anyway."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WHEN = (
    r"(?:and|but|then|after(?:wards?)?(?: (?:that|it|this|bar \d+))?|from (?:there|then)(?: on)?|later|thereafter"
    r"|behind (?:that|it)|when (?:that|it) is over|once (?:that|it) is over)"
)
_WHO = r"(?:it|they|he|she|that|everything|all|(?:the |its )?(?:level|volume|fader|rest)|T)"
_IS = (
    r"(?:(?:should|must|can|may|will|shall|has to|have to|is to|are to|'ll|let|have|bring|put|take|pull|push|turn|set"
    r"|get|it|them|him|her) )*(?:is|are|'s|'re|be|goes?|comes?|returns?|plays?|sounds?|stays?|jumps?|snaps?"
    r"|continues?|carr(?:y|ies)|enters?|starts?|joins?|picks?)?"
)
_BEFORE = (
    r"(?:(?:right |straight |all the way )?back(?: (?:up|down|in|on|again|off))*"
    r"(?: to (?:normal|full|(?:where|what|how) (?:it|they|he|she) (?:was|were)(?: before)?"
    r"|(?:its|the|their|his|her) (?:old|former|usual|normal|original|previous|own|first) (?:level|volume|self|place"
    r"|loudness)|the level (?:of )?before|as before))?"
    r"|(?:(?:as|like|just as|the same as) )?(?:(?:loud|quiet|strong|full) )?(?:as )?(?:it (?:was|is) )?before"
    r"|(?:(?:as|how|where|like) )?(?:it|they) (?:was|were)(?: before)?|(?:as )?(?:normal|usual)(?: level)?"
    r"|in|on|up|again|full|unchanged|untouched)"
)
_FORM = regex(
    rf"(?:{_WHEN}[ ,]+)*(?:{_WHO} ?)?(?:{_IS} ?)(?:{_WHO} )?{_BEFORE}?(?: again| as before| like before| full"
    rf"| as normal| then| afterwards?)*"
)
_SURELY = regex(
    r"\b(?:back|before|normal|usual|again|returns?|full|carr(?:y|ies) on|plays? on|continues?|joins? in|comes? in"
    r"|goes on|go on|unchanged|where (?:it|they) (?:was|were)|(?:as|how) (?:it|they) (?:was|were))\b"
)
_HELD = ("volume", "mute", "pan")


def is_as_before_then(first: Sequence[Step], right: str, scene: DialogueState) -> bool:
    """Do the words only say that what was done over some bars ends with them?"""
    if not first or not all(_ends(one) for one in first):
        return False
    said = taken_apart(right, scene)
    done = {one.args.get("track") or scene.track_of(str(one.args.get("clip"))) for one in first}
    others = [one for one in said.things if not one.is_pointed and not {*one.tracks} <= done]
    if said.amounts or others or said.places or '"' in right:
        return False
    words = said.typed.lower()
    at = words.find(said.text)
    for one in sorted(said.things, key=lambda each: -each.start):
        if not one.is_pronoun:
            words = f"{words[: at + one.start]}T{words[at + one.end :]}"
    words = words.replace("the T", "T").strip(" .,!")
    return _SURELY.search(words) is not None and _FORM.fullmatch(words) is not None


def _ends(step: Step) -> bool:
    """Does it hold over bars and no longer?"""
    args = step.args
    if step.task == "automate":
        return "end_bar" in args and args.get("from") == args.get("to") and args.get("parameter") in _HELD
    return step.task == "edit_clip" and args.get("action") == "cut" and "end_bar" in args

