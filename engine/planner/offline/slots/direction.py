"""Up or down: the sign of a relative amount."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.clause_kinds import is_order
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

_DOWN = regex(
    r"\b(?:down|lower(?:ed)?|quieter|softer|less|reduc\w+|decreas\w+|diminish\w*|lessen\w*|cut\w*|drop\w*|dip\w*|attenuat\w+|duck\w*|trim|tuck\w*|off"
    r"|under|below|back|away|ease\w*|south|further|farther|smaller|weaker|flatter|flatten|deeper|notch|scoop\w*"
    r"|tame|shave|remove|take out|knock|pull out|out|minus"
    r"|hide|sink\w*|dim|pull (?:\w+ )?(?!up)|soften\w*|kinder|gentler|swamp\w*|shy(?:er)?|behind|calm\w*|"
    r"hurts?|in (?:my|your|our|the) face|over(?=\s*$|[,.;!?])|overpower\w*|(?:eat|swallow|cover|mask|bur[yi]|drown"
    r"|crowd|smother|dominat)(?:e?s|ing)|blasting|pokes?|lose|deep(?=\W*$)|darker|earlier|early|sooner|weg"
    r"|leiser|baisse)\b"
    r"|\btoo (?:\w+ly )?(?!quiet|low|soft|weak|faint|shy|thin|small|short|few|little|slow|deep|dark|dull|dry"
    r"|far\b|distant"
    r"|soon|early|late|buried|fast|quick|long|timid|dim)\w+"
)
""" "Two dB over", "too proud", "it hurts", "eating the rest": there is too much of it."""
_UP = regex(
    r"\b(?:up|louder|raise\w*|boost\w*|more|hotter|push\w*|bump\w*|lift\w*|higher|increas\w+|amplif\w+|crank\w*|plus|add|\+"
    r"|sharper|north|too (?:quiet|low|soft|weak|faint|shy|thin|far|distant)|buried|later|lauter|forward)\b"
)
_MAKE_OUT = regex(r"\bmak(?:e|ing) (?:\w+ ){0,3}out\b|\b(?:nothing|no|not) (?:more|less)\b")
"""What has a direction's word and no direction."""
_STRONG = regex(r"\b(up|down|higher|lower|louder|quieter|softer|later|earlier)\b")


_COMPLAINT = regex(
    r"(?:\b(?:is|are|was|were|sounds?|comes? out)|'s|'re)\s+(?:\w+\s+){0,2}(?:louder|quieter|softer|higher|lower)\b"
)
"""How it is now, not how it should be."""

A_LITTLE = r"\b(?:a? ?(?:bit|little|lil|touch|tad|hair|smidge|nudge|shade|notch|whisker|lick)|slight(?:ly)?|gently)\b"


def has_direction(text: str) -> bool:
    """Do the words say whether it goes up or down?"""
    return bool(_STRONG.search(text) or _DOWN.search(text) or _UP.search(text))


_GIVEN = regex(r"\b(?:gives?|giving|gain|gained|adds?|adding|plus|another|extra|needs?|wants?|takes?|could use)\b")
""" "Give the pad 3 dB": what is given is more."""
_TURNED = regex(r"\b(?:turn|bring|move|put|adjust|change|nudge|shift|make|quiet|soft|loud)\b")
""" "Turn the pad 3 dB" says neither which way."""
_WAYS = (
    "down up lower higher louder quieter softer reduce decrease raise increase boost left right earlier later"
    " faster slower leiser lauter runter hoch rauf tiefer links rechts baisse monte gauche droite baja sube izquierda"
    " derecha abaixa aumenta esquerda direita"
).split()
"""Directions in the languages that are understood; three letters and more of one may be a slip of it."""


def unsure_way(clause: Clause, one: Quantity) -> str:
    """What has to be asked before an amount without a sign gets one; "" where the words tell, or plain custom does."""
    if one.signed or clause.carries or has_direction(clause.low) or _GIVEN.search(clause.low):
        return ""
    if strange := strange_way(clause):
        return f"I do not know the word “{strange}”."
    is_turned = _TURNED.search(clause.low) or is_order(clause.low)
    return "I did not hear which way." if one.unit == "dB" and is_turned else ""


def strange_way(clause: Clause) -> str:
    """A word that nobody knows, or that is one slip away from a direction; "" = none."""
    from engine.planner.offline.reading.slip import unknown_words
    from engine.planner.offline.text.slips import one_slip

    if unknown := unknown_words(clause.text, clause.scene):
        return unknown[0]
    context = clause.scene.context
    names = " ".join([*context.tracks, *(clip.name for clip in context.clips)]).lower()
    said = re.findall(r"(?<!['’])[^\W\d_]{3,}(?!['’])", clause.low)  # no half of "don't"
    words = [word for word in said if word not in names and word not in COMMANDS]
    return next((word for word in words if any(len(way) > 2 and one_slip(word, way) for way in _WAYS)), "")


def is_down(text: str) -> bool:
    """Do the words lower something?"""
    strong = _STRONG.findall(text)
    if strong:
        return strong[-1] in ("down", "lower", "quieter", "softer", "earlier")
    text = _MAKE_OUT.sub(" ", text)
    return bool(_DOWN.search(text)) and not (_UP.search(text) and not re.search(r"\btoo (?:loud|high|much)", text))


def signed(clause: Clause, one: Quantity) -> float:
    """A relative amount with its sign: as said, else by the words around it."""
    if one.signed:
        return one.value
    strong = _STRONG.findall(_COMPLAINT.sub(" ", clause.low))
    if strong and len(set(strong)) == 1:
        return -abs(one.value) if is_down(strong[0]) else abs(one.value)
    near = clause.low[one.end : one.end + 30]
    close = re.match(
        r"\s*(?:of |too )?(?:\w+ )?(?:up|louder|hotter|boost|more|down|quieter|softer|lower|cut|off|less|under|below"
        r"|back|over(?=\s*$|[,.;!?])|south|north)\b",
        near,
    )
    if close:
        return -abs(one.value) if is_down(close[0]) else abs(one.value)
    return -abs(one.value) if is_down(clause.low) else abs(one.value)
