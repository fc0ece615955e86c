"""A tempo ride told whole: "a ritardando over the last two bars, down to 60", and "only to 70" behind one."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SLOWER = regex(
    r"\b(?:rit(?:ard(?:ando)?|enuto)?\b\.?|rall(?:entando)?\b\.?|slow(?:s|ing)? (?:it |us |things "
    r"|everything |the tempo )?"
    r"down|(?:gets? |get |becomes? )?slower|broadens?|allargando)\b",
    re.IGNORECASE,
)
_FASTER = regex(
    r"\b(?:accel(?:erando|erates?)?\b\.?|speed(?:s|ing)? (?:it |us |things |everything |the tempo )?up|(?:gets? |get"
    r" |becomes? )?(?:faster|quicker)|stringendo)\b",
    re.IGNORECASE,
)
_EITHER = regex(r"\b(?:gradual(?:ly)?|ramp|tempo (?:ramp|ride|change))\b", re.IGNORECASE)
_TARGET = regex(
    r"\b(?:(?:go(?:es|ing)?|drop(?:s|ping)?|ris(?:e|es|ing)|fall(?:s|ing)?|come) )?(?:down |up )?(?:to|until|till)"
    r" (?:about |around |roughly )?(?P<bpm>\d{2,3}(?:\.\d+)?)(?: ?bpm)?(?![\w:%/]| ?(?:db|bars?|beats?|seconds?)\b)",
    re.IGNORECASE,
)
_N = r"\d+(?:\.\d+)?"
_BETWEEN = regex(
    rf"\b(?:(?:from|between|over|in|across|through|during|for)\s+)?(?:the )?bars?\s+(?P<a>{_N})\s*(?:to"
    r"|and|-|until|till"
    rf"|through|up to)\s*(?:the )?(?:bar\s+)?(?P<b>{_N})",
    re.IGNORECASE,
)
_LAST = regex(
    r"\b(?:(?:over|in|for|during|across|on|at|within|through)\s+)?(?:the |its |both )*(?:last|final|closing)\s+"
    r"(?:(?P<count>\d+|[a-z]+)\s+)?bars?\b",
    re.IGNORECASE,
)
_END = regex(
    r"\b(?:towards?|at|into|near|before|until|over|over to|to)\s+(?:the )?(?:very )?(?:end|ending|final|close|finish)"
    r"(?: of (?:the|our) (?:song|piece|track))?\b",
    re.IGNORECASE,
)
_INTO = regex(rf"\b(?:into|until|up to|before|towards)\s+(?:the )?bar (?P<b>{_N})", re.IGNORECASE)
_BESIDE = frozenset(
    "a an the please pls let make it us song tempo piece everything whole do add put write i want would like need"
    " slowly some nice gentle little bit and then with of that should have could you can we go going goes get is in"
    " bpm smooth natural give me there here now ok so s'il te vous plaît plait bitte merci por favor 请 over be end"
    " gradually gradual evenly steadily vers".split()
)
_AGAIN = frozenset(
    "hm hmm no nope oh ok that s thats is too a bit much little only just make it to rather down up until instead"
    " less more not so strong far slow fast actually better please bpm let's lets go with then and the tempo ending"
    " but keep leave way quite end at enough slower faster drop should be was i d like sorry wait".split()
)
_SPARED = regex(r"\bnot (?:in|on|over|during|for|at|through|from|between)\b", re.IGNORECASE)
""" "Not in bars 5 to 8" is no other place for it."""
_USUAL_BARS = 4


def tempo_ride(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a ride, or of one that was just made with another end; None for any other request."""
    if '"' in plain(text) or "?" in text:
        return None
    said = in_bars(plain(text).strip(), DialogueState.of(scene.context)).lower()
    slower, faster, either = _SLOWER.search(said), _FASTER.search(said), _EITHER.search(said)
    rest, where = _stretch(said, scene)
    target = _TARGET.search(rest)
    if not (slower or faster or either):
        return _again(said, rest, target, where, scene)
    if target and not where and not (slower and faster):
        for pattern in (_SLOWER, _FASTER, _EITHER):
            rest = pattern.sub(" ", rest)
        return _again(said, rest, _TARGET.search(rest), where, scene)
    if not target or not where or slower and faster:
        return None
    tempo, bpm = scene.context.tempo, float(target["bpm"])
    if not 20 <= bpm <= 400 or slower and bpm >= tempo or faster and bpm <= tempo:
        return None
    rest = rest[: target.start()] + " " + rest[target.end() :]
    for pattern in (_SLOWER, _FASTER, _EITHER):
        rest = pattern.sub(" ", rest)
    if not {one.low.strip(".'") for one in tokens(rest) if one.text[0].isalnum()} <= _BESIDE:
        return None
    args: dict[str, Any] = {"action": "set_tempo", "bpm": number(tempo), "to_bpm": number(bpm)}
    return [Step("transport", {**args, "start_bar": where[0], "end_bar": where[1]})]


def _stretch(said: str, scene: DialogueState) -> tuple[str, tuple[int, int] | None]:
    """The words without their stretch of bars, and from which bar to before which it goes."""
    last = last_bar(Clause("", "", "", scene))
    if match := _BETWEEN.search(said):
        a, b = int(float(match["a"])), int(float(match["b"]))
        return _without(said, match), (a, b) if a < b else None
    if match := _LAST.search(said):
        word = (match["count"] or "one").lower()
        count = int(word) if word.isdigit() else spoken_number(word)
        return _without(said, match), (last - count, last) if 0 < count < last else None
    if match := _INTO.search(said):
        b = int(float(match["b"]))
        return _without(said, match), (max(1, b - _USUAL_BARS), b) if b > 1 else None
    if match := _END.search(said):
        return _without(said, match), (max(1, last - _USUAL_BARS), last)
    return said, None


def _without(said: str, match: re.Match[str]) -> str:
    return f"{said[: match.start()]} {said[match.end() :]}"


def _again(
    said: str, rest: str, target: re.Match[str] | None, where: tuple[int, int] | None, scene: DialogueState
) -> list[Step] | None:
    """ "Only to 70", "over the last four bars": the ride that was done last, otherwise."""
    done = done_last(State.of(scene)) if scene.context.dialogue and scene.done else []
    if len(done) != 1 or done[0].tool != "transport" or "to_bpm" not in done[0].args:
        return None
    if not target and not where or where and _SPARED.search(said):
        return None
    rest = rest[: target.start()] + " " + rest[target.end() :] if target else rest
    words = {one.low.strip(".") for one in tokens(rest.replace("'", " ")) if one.text[0].isalnum()}
    if not words <= _AGAIN or target and not 20 <= float(target["bpm"]) <= 400:
        return None
    new: dict[str, Any] = {"to_bpm": number(float(target["bpm"]))} if target else {}
    new |= {"start_bar": where[0], "end_bar": where[1]} if where else {}
    return [told_as(Step("transport", {**done[0].args, **new}), "fix", done[0])]
