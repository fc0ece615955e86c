"""Parts of the song again at its end: "stick 5 to 8 on the end again", "one more chorus at the end"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.sentence.song.song_order import stretch
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_END = (
    r"(?:on(?:to)?|at|to|in at|behind) (?:the |its )?(?:very )?end(?: of (?:it|the song|the tune|everything|the whole"
    r" thing))?"
)
_AGAIN = r"(?:,? (?:again|once more|once again|one more time|a second time|another time|as well|too))"
_PUTS = r"(?:stick|put|place|whack|chuck|slap|bolt|throw|pop|have|play|bung|lay)"
_ADDS = r"(?:copy|repeat|duplicate|paste|tack|add|append|double)"
_WISH = (
    r"(?:(?:(?:the|my|our) )?[\w']+(?: [\w']+)? (?:wants?|needs?|would like|'d like|likes?|asked for|asks for|begs for"
    r"|is"
    r" asking for) (?:(?:one|a) (?:more|last|second|further)|another|an extra) (?P<kind>[\w']+(?: \d)?)"
    r"(?: (?:at|on) the end)?[,;.:]+ (?:so )?)?"
)
""" "Couple wants one more chorus, stick it on the end": the wish, and how it is met."""
_IT = r"(?P<it>it|that|this|that one|the same|bars)"
_FORMS = (
    regex(rf"{_WISH}{_PUTS} (?:all of )?(?:{_IT}|(?P<a>[^,;]+?)) {_END}{_AGAIN}+"),
    regex(rf"{_WISH}{_ADDS} (?:all of )?(?:{_IT}|(?P<a>[^,;]+?)) (?:back )?(?:on )?{_END}{_AGAIN}*"),
    regex(rf"{_WISH}(?P<a>[^,;]+?) (?:once more|again|one more time|a second time) {_END}"),
)
_ONE_MORE = regex(
    rf"(?:{_PUTS} |{_ADDS} |do |give (?:me|us) |make |let's have |let's do )?(?:in )?(?:one more|another|an extra|a"
    rf" further|one extra)"
    rf" (?P<a>[^,;]+?) (?:{_END}|after (?:that|it))"
)


def part_again(said: Said) -> list[Step] | None:
    """A copy of all that plays there, behind everything; None where that is not asked for, or not all is known."""
    text = said.text.strip()
    for form in _FORMS:
        match = form.fullmatch(text)
        groups = match.groupdict() if match else {}
        if match and (bars := _bars(groups, said)):
            return [_copied(bars, said)]
    if match := _ONE_MORE.fullmatch(text):
        bars = stretch(match["a"], said) or _last_of_kind(match["a"], said)
        return [_copied(bars, said)] if bars else None
    return None


def _bars(groups: dict[str, str | None], said: Said) -> Bars | None:
    kind = groups.get("kind")
    if groups.get("it"):
        return (stretch(kind, said) or _last_of_kind(kind, said)) if kind else None
    told = stretch(str(groups["a"]), said)
    return told if told is None or told[0] >= 1 and told[1] <= song_end(said) else None


def _last_of_kind(words: str, said: Said) -> Bars | None:
    """Of several choruses one more is like the last."""
    found = Places(words, said.scene).bare(())
    is_it = len(found) == 1 and found[0].start == 0 and found[0].end == len(words) and found[0].is_open
    return found[0].spans[-1] if is_it else None


def _copied(bars: Bars, said: Said) -> Step:
    span = {"start_bar": number(bars[0]), "end_bar": number(bars[1]), "bar": number(song_end(said))}
    return Step("arrange", {"action": "duplicate", **span})
