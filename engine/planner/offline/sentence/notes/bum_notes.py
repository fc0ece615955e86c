"""Bum notes: "there's a bum note in the organ, 2nd bar. d# should be d", said as the edit that mends it."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.place import ORDINALS
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes import note_edit
from engine.planner.offline.sentence.scope.lying import with_bars
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOTE = r"(?:[a-g](?:#|b|♯|♭| ?sharp| ?flat)?\d?)"
_COUNT = rf"(?:{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))"
_BAR = rf"(?:(?:in |on )?(?:the |its )?(?P<count>{_COUNT}) bar|(?:in |on )?bar (?P<bar>\d+))"
_BAD = r"(?:bum|wrong|bad|dud|duff|sour|false|off|stray|weird|dodgy|clashing)"
_SHOULD = (
    r"(?:should(?:'ve| have)? (?:be|been)|(?:has|needs|wants|ought|supposed|is supposed|is meant|was meant|meant) to be"
    r"|must be|wants? to be|is actually|=)"
)
_INSTEAD = (
    rf"(?:the |that |an? )?(?P<was>{_NOTE})(?: there| in it)? {_SHOULD} (?:an? )?(?P<to>{_NOTE})"
    rf"|(?:it |that )?{_SHOULD} (?:an? )?(?P<to_b>{_NOTE})[ ,]+(?:and )?not (?:an? )?(?P<was_b>{_NOTE})"
    rf"|(?:it'?s |its |that'?s |they (?:play|played) |i (?:play|played|hit) )?(?:an? )?(?P<was_c>{_NOTE})"
    r"[ ,]+(?:but |it |and )*"
    rf"{_SHOULD} (?:an? )?(?P<to_c>{_NOTE})"
)
_WHICH = rf"(?:the |its )?(?:very )?(?P<which>{_COUNT})(?: (?:one|note))?(?: of (?:them|all|it))?"
_NOT_IT = rf"(?:[ ,]+(?:and )?(?:not|instead of|rather than) (?:an? )?(?P<was>{_NOTE}))?"
_COUNTED = rf"(?:{_WHICH}|at the (?:very )?(?P<edge>end|start|beginning)[ ,]+(?:it )?)"
_HEAD = (
    rf"(?:(?:fix|mend|correct|change|there'?s|there is|i hear|i hit|i played|got|we have|we got|is|has) )?"
    rf"(?:the |that |an? |this )?{_BAD} note "
)
_TOLD = regex(
    rf"{_HEAD}(?:in|on|from|of) (?P<where>[\w' ]+?)(?:[ ,]+{_BAR})?(?:[ ,.;:-]+)(?:{_INSTEAD})"
)
_FIRST = regex(rf"(?:in )?(?P<where>[\w' ]+?)[ ,]+{_BAR}[ ,.;:-]+(?:{_INSTEAD})")
_HAS = regex(
    rf"(?P<where>[\w' ]+?) (?:has|have|got|has got)(?: got)? an? {_BAD} note(?:[ ,]+{_BAR})?(?:[ ,.;:-]+)(?:{_INSTEAD})"
)
_WHERE = r"(?:in|on|from|of) (?P<where>[\w' ]+?)"
_WHICH_ONE = tuple(
    regex(form)
    for form in (
        rf"{_HEAD}{_WHERE}(?:[ ,.;:-]+){_COUNTED} ?{_SHOULD} (?:an? )?(?P<to>{_NOTE}){_NOT_IT}",
        rf"(?P<where>[\w' ]+?) (?:has|have|got|has got)(?: got)? an? {_BAD} note(?:[ ,.;:-]+){_COUNTED}"
        rf" ?{_SHOULD} (?:an? )?(?P<to>{_NOTE}){_NOT_IT}",
        rf"{_WHICH} {_WHERE} (?:is|sounds|was) (?:an? )?{_BAD}(?: (?:one|note))?(?:[ ,.;:-]+)(?:it )?{_SHOULD}"
        rf" (?:an? )?(?P<to>{_NOTE}){_NOT_IT}",
    )
)
""" "There's a wrong note in the bass, the last one should be an E, not Eb"."""


def bum_note(said: Said) -> list[Step] | None:
    """The edit of the note that is wrong; None where it is not told what it is and what it should be."""
    text = said.text.strip(" .!")
    told = next((match for form in (_TOLD, _HAS, _FIRST) if (match := form.fullmatch(text))), None)
    if told is None:
        return _counted(text, said)
    groups = told.groupdict()
    was, to = (groups[one] or groups[f"{one}_b"] or groups[f"{one}_c"] for one in ("was", "to"))
    where = told["where"].removeprefix("the ")
    bar = _bar(where, told["count"], told["bar"], said)
    if bar is None or not was or not to or was == to:
        return None
    sentence = f"in {where} the {was}{f' in bar {bar}' if bar else ''} should be {to}"
    return note_edit(taken_apart(sentence, said.scene, focus=said.focus if said.is_later else None))


def _counted(text: str, said: Said) -> list[Step] | None:
    """The same, of a note that is told by its place among the others."""
    told = next((match for form in _WHICH_ONE if (match := form.fullmatch(text))), None)
    if told is None:
        return None
    groups = told.groupdict()
    which = groups["which"] or ("last" if groups["edge"] == "end" else "first")
    was = f" not {told['was']}" if told["was"] else ""
    sentence = f"the {which} note in {told['where'].removeprefix('the ')} should be {told['to']}{was}"
    return note_edit(taken_apart(sentence, said.scene, focus=said.focus if said.is_later else None))


def _bar(where: str, count: str | None, bar: str | None, said: Said) -> int | None:
    """The bar of the song; 0 where none is told, None where it cannot be known."""
    if bar:
        return int(bar)
    if not count:
        return 0
    meant = taken_apart(where, said.scene, focus=said.focus if said.is_later else None)
    clips = [view for one in meant.things for each in one.clips if (view := said.scene.clip(each))]
    bars = with_bars(clips[0], said).bars if len(clips) == 1 else None
    place = ORDINALS[count] if count in ORDINALS else int(count[:-2]) - 1
    if bars is None:
        return None
    first, last = round(bars[0]), round(bars[1])
    found = (last if place < 0 else first) + place
    return found if first <= found < last else None
