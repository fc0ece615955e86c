"""Notes strength: how far an edit of notes should have gone: "too stiff, 50 percent", "not so tight", "more swing"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.notes_in_hand import InHand
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.words import tokens
from engine.tasks.plan import Step

DEFAULTS = {
    **{"quantize": 1.0, "swing": 0.6, "humanize": 0.3, "legato": 1.0, "staccato": 1.0, "strum": 0.25, "thin": 0.5},
}
"""How far each goes where nobody says how far."""
_HOW = (
    r"(?:stiff|robotic|tight|strict|hard|mechanical|perfect|rigid|square|straight|loose|sloppy|wild|drunk|much|strong"
    r"|short|choppy|long|thin|wonky|machine[ -]?like|quantized|even)"
)
_TOO_MUCH = re.compile(
    rf"\b(?:(?:that|it|this|they|those)(?:'?s|'re| is| are| was| sounds?| feels?| got)?\s+)?(?:now\s+)?"
    rf"(?:a bit|a little|bit|way|far|much|still)?\s*\btoo\s+{_HOW}(?: now)?\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    rf"\b(?:a (?:bit|little|lot|touch) |bit |much )?(?:less|not (?:quite )?(?:so|as|that|too))(?: {_HOW}\b)?"
    r"|\b(?:looser|gentler|lighter|softer)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\b(?:a (?:bit|little|lot|touch) |bit |much |even )?more(?: {_HOW}\b)?|\b(?:tighter|stricter|stiffer|harder)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?P<percent>\d{1,3})(?:\s*(?:%|percent|per cent))(?!\s*(?:less|more|further|off|tighter|looser))"
    r"|\b(?P<part>half|two[ -]thirds?|three[ -]quarters?|a third"
    r"|a quarter)(?:[ -]?way)?\b(?: strength\b)?|\b(?P<word>halfway)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:(?:no|make it|to|try|about|around|like|say|more like|only|just|maybe)\b\W*)*(?P<share>\d{2,3})\W*$",
    re.IGNORECASE,
)
_OF_THAT = re.compile(r"\bhalf (?:of )?(?:that|it|this)\b", re.IGNORECASE)
_PARTS = {"half": 0.5, "two": 0.67, "three": 0.75, "a third": 0.33, "a quarter": 0.25}
_BESIDE = frozenset(
    "only just but and maybe try make it to at about around strength way the notes that's that this them so then ok"
    " okay no nah please of with amount do go let's want keep some still now hm leave put set bring down up than before"
    " by like say rather instead there was is swing quantize quantise humanize quantization that's thats it's i think"
    " feel groove a bit little too will would quantized be should".split()
)
_KEEPS = re.compile(r",?\s*\b(?:i )?(?:still )?(?:want|like|wanna|need) to (?:keep|leave|hear) [\w ]+$", re.IGNORECASE)


def share_told(text: str) -> tuple[float, str] | None:
    """ "50 percent", "halfway": the share, and the words without it."""
    found = list(_SHARE.finditer(text))
    if not found:
        return None
    told = found[-1]
    if told["percent"]:
        value = float(told["percent"]) / 100
    else:
        said = (told["part"] or told["word"]).lower()
        value = next(share for word, share in _PARTS.items() if said.startswith(word))
    return (number(value), _SHARE.sub(" ", text)) if 0 < value <= 1 else None


def _less_long(said: str, hand: InHand) -> list[Step] | None:
    """ "Not so short", behind notes made shorter: something between."""
    times = hand.frames[-1].args.get("times")
    way = _LESS.search(said) or _TOO_MUCH.search(said)
    if not isinstance(times, int | float) or way is None:
        return None
    is_long = re.search(r"\blong\b", way[0], re.IGNORECASE)
    left = _TOO_MUCH.sub(" ", _LESS.sub(" ", said))
    if is_long and times < 1 or any(one.low not in _BESIDE for one in tokens(left) if one.text[0].isalnum()):
        return None
    between = number(round(times + (1 - times) * 0.4, 2))
    return [told_as(Step("edit_notes", {**one.args, "times": between}), "fix", one) for one in hand.frames]


def notes_strength(said: str, hand: InHand, scene: DialogueState) -> list[Step] | None:
    """The same edit from the notes of before, so far as is said; None for any other turn."""
    if hand.action == "length":
        return _less_long(said, hand)
    if hand.action == "double" or hand.action not in DEFAULTS:
        return None
    left = _KEEPS.sub("", said)
    bare = _BARE.match(left)
    told = share_told(f"{bare['share']} %" if bare else left)
    left = _TOO_MUCH.sub(" ", told[1] if told else left)
    was = [float(frame.args.get("amount") or DEFAULTS[hand.action]) for frame in hand.frames]
    if told:
        amounts = [told[0] * (one if _OF_THAT.search(said) else 1.0) for one in was]
        left = _LESS.sub(" ", left)
    elif _LESS.search(left) or (left != said and not _MORE.search(left)):
        amounts, left = [0.6 * one for one in was], _LESS.sub(" ", left)
    elif _MORE.search(left):
        amounts, left = [min(1.0, 1.5 * one) for one in was], _MORE.sub(" ", left)
    else:
        return None
    if any(one.low not in _BESIDE for one in tokens(left) if one.text[0].isalnum()):
        return None
    pairs = zip(hand.frames, amounts, strict=True)
    return [told_as(Step("edit_notes", {**frame.args, "amount": number(round(one, 2))}), "fix", frame)
            for frame, one in pairs]  # fmt: skip
