"""Instead: another thing than it was done to: "no, the sax", "not the choir, the sax", "the cowbell instead"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.become import put_back, taken_back_acts
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.ducking import duck_again
from engine.planner.offline.sentence.effects.effects import effect
from engine.planner.offline.sentence.follow_ups.again import again
from engine.planner.offline.sentence.follow_ups.taken_off import ids_of
from engine.planner.offline.sentence.notes.notes_same import notes_same
from engine.planner.offline.sentence.routing.send_again import send_again
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BESIDE = frozenset("not mean meant of instead on it that was wrong one track do rather in for".split())
_CARRIES = frozenset("take get move pull put add stick off from onto to out".split())
_FROM_ONE_TO_ANOTHER = regex(
    r"^(?:take|get|move|pull) (?:T )?(?:off|from|out of)(?: of)? T(?: [,;.])*(?: (?:put|move|add|stick|get))?(?: T)?"
    r" (?:on|onto|to) T(?: instead)?$"
)
""" "Take it off the snare, put it on the kick"."""
_THIS = regex(r"^(?:(?:do |put )?(?:it |that )?(?:on |in |for )?)?T(?: T)*(?: (?:instead|rather))?$")
_NOT_THIS = regex(r"^not (?:on |in |for )?T(?: [,.;]| but)? (?:on |in |for )?T$")
_THIS_NOT = regex(r"^(?:on |in |for )?T(?: [,.;])? (?:(?:and |but )?not|instead of)(?: on| in| for)? T$")


_BACK_AND = regex(
    r"(?:put|leave|set|bring|take|move) (?P<old>(?:the |my )?[\w' -]+?) (?:back|as it was|alone)"
    r"(?:,? (?:to )?(?:where|how|the way|as|what) (?:it|he|she|they) (?:was|were))?"
    r"(?: before)?(?:,? and(?: then)?|,|;) (?:(?:do|let|have|make|give|move|put|take|try|use)\b )?(?:(?:it|that"
    r"|this) (?:on|to|for|with|in) )?"
    r"(?P<new>(?:the |my )?[\w' -]+?)(?: (?:up|down|go|goes|do|does|take|takes|have|get|gets|play|it|that|so|there"
    r"|the same"
    r"|(?:an?|the|that) (?:octave|third|fourth|fifth|sixth|tone|semitone)|higher|lower|up|down))*,? instead",
)
""" "Put the violin back where it was and let the viola go up the octave there instead"."""
_UPWARDS = regex(r"\b(?P<up>up|higher)\b|\b(?:down|lower)\b")


def _other_after_all(said: Said) -> list[Step] | None:
    match = _BACK_AND.fullmatch(said.text.strip(" .!"))
    if match is None:
        return None
    way = _UPWARDS.search(match[0])
    moved = [act.args.get("semitones", act.args.get("change")) for act in said.last()]
    if way and any(isinstance(one, int | float) and (one > 0) != bool(way["up"]) for one in moved):
        return None  # the other way is no act of before
    return instead(taken_apart(f"not {match['old']}, {match['new']}", said.scene, focus=said.focus))


def instead(said: Said) -> list[Step] | None:
    """It done to these and no more to the others; None where nothing is corrected, or not all of it is known."""
    last = said.last()
    if last and (other := _other_after_all(said)):
        return other
    is_carried = all(one.tool == "apply_effect" for one in last) and _FROM_ONE_TO_ANOTHER.match(said.form) is not None
    known = _BESIDE | _CARRIES if is_carried else _BESIDE
    if not last or said.amounts or said.places or said.bag - known or any(one.how for one in said.things):
        return None
    named = [one for one in said.things if not one.is_pronoun]
    form = re.sub(r"\bT T\b", "T", said.form) if len(named) < len(said.things) else said.form
    wrong: list[Named] = []
    if len(named) == 2 and (_NOT_THIS.match(form) or _THIS_NOT.match(form)):
        wrong, named = ([named[0]], [named[1]]) if _NOT_THIS.match(form) else ([named[1]], [named[0]])
    elif is_carried and len({one.tracks for one in named}) == 2:
        wrong, named = [named[0]], [named[-1]]
    elif not (said.corrects or "instead" in said.bag) or not _THIS.match(form) or not named:
        return None
    if any(_ANY_OF_THEM.search(said.text[: one.start]) for one in named):
        return None  # "not that one, a plate"
    if elsewhere := _lies_elsewhere(named, last, said):
        return elsewhere
    new, old = [ids_of(one) for one in named], [ids_of(one) for one in wrong]
    if any(is_about(act, ids, said.state) for act in last for ids in new):
        return None
    if any(not any(is_about(act, ids, said.state) for act in last) for ids in old):
        return None
    steps = _as_well(said, named)
    if not steps:
        return None
    gone = [act for act in last if not old or any(is_about(act, ids, said.state) for ids in old)]
    if len(gone) == len(steps) == 1 and set(gone[0].args) == set(steps[0].args):
        return [told_as(steps[0], "fix", gone[0])]
    acts = acts_of(said.state)
    undone = put_back(old, acts, said.state) if old else taken_back_acts(last, acts)
    return [*undone, *(replace(one, op="fresh", base="") for one in steps)] if undone else None


_ANY_OF_THEM = regex(r"\ban? $")
_ONTO = regex(r"\b(?:on|onto|to) (?:the )?$")


def _lies_elsewhere(named: list[Named], last: Sequence[Frame], said: Said) -> list[Step] | None:
    """ "On the alt instead", behind a copy: that is the track it goes to."""
    if len(named) != 1 or len(named[0].tracks) != 1 or not _ONTO.search(said.text[: named[0].start]):
        return None
    act = last[0]
    if len(last) != 1 or act.tool != "arrange" or act.kind not in ("duplicate", "move", "place") or not act.clips():
        return None
    return [told_as(Step("arrange", {**act.args, "track": named[0].tracks[0]}), "fix", act)]


def _as_well(said: Said, named: list[Named]) -> list[Step] | None:
    """The steps of "the sax too"."""
    names = " and ".join(said.text[one.start : one.end] for one in named)
    too = taken_apart(f"{names} too", said.scene, focus=said.focus)
    readers = (duck_again, send_again, effect, again)
    return notes_same(too) or next((steps for reader in readers if (steps := reader(too))), None)
