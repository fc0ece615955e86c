"""Once more behind itself: "lead twice, same thing again right after it but octave up", "twice, again in bar 5"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import clips_meant, in_order, meant_last
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = r"(?:(?:(?P<copies>repeat|copy|duplicate)|have|play|do|put|run|give me|let'?s have|want|i want|make) )?"
_NOUN = r"(?: (?:line|part|clip|melody|riff|bit|thing|phrase|solo|hook))?"
_AGAIN = (
    r"(?:(?:the )?same(?: thing| line| again| notes)?(?: again)?|again|once more|once again|a second time|and again|it"
    r" again)"
)
_AFTER = (
    r"(?:(?:right |straight |directly |immediately |just )?(?:after(?:wards)?(?: (?:it|that|itself))?|behind (?:it"
    r"|itself)|following it"
    r"|on the back of it)|next)"
)
_FORM = regex(
    rf"{_LEAD}(?P<t>T|it|that)?{_NOUN}(?:,? ?(?P<twice>twice))?[ ,:;.-]*(?:(?:and|then|so|but) )*(?P<again>{_AGAIN})?"
    rf"(?P<after>[ ,]*{_AFTER})?(?P<at>[ ,]*P)?[ ,;.-]*(?:(?:and|but|just|only|this time|now|the second time|at|with"
    rf"|going|it|up|an) ?)*"
)


def once_more(said: Said) -> list[Step] | None:
    """One copy of it there, as far up or down as is told; None where that is not asked for, or not all is known."""
    text = said.text
    moved = intervals_moved(text)
    if (
        len(moved) > 1
        or moved
        and not moved[0].has_way
        or not re.search(r"\b(?:twice|again|once more|same|repeat|copy|duplicate)\b", text)
    ):
        return None
    if moved:
        text = f"{text[: moved[0].start]} {text[moved[0].end :]}"
    apart = taken_apart(text, said.scene, focus=said.focus, there=said.there, before=said.before)
    form = _form(apart)
    match = _FORM.fullmatch(form)
    if (
        match is None
        or not ((match["again"] or match["copies"]) and (match["after"] or match["at"]))
        or not (match["twice"] or moved)
    ):
        return None
    named = [one for one in apart.things if not one.is_pointed]
    found = clips_meant(apart) if named else None
    clips = [clip for one in found or () for clip in one.clips] if named else meant_last(said)
    if named and not found and len(named) == 1 and len(named[0].tracks) == 1:
        clips = in_order(named[0].tracks[0], apart)
    if len(clips) != 1 or clips[0].bars is None or apart.is_unclear or apart.is_open or len(apart.places) > 1:
        return None
    if any(one.how not in ("in", "at", "from") for one in apart.places):
        return None
    bar = apart.places[0].point if apart.places else _next_bar(clips[0].bars[1])
    copied = Step("arrange", {"action": "duplicate", "clip": clips[0].id, "bar": number(bar)})
    if not moved:
        return [copied]
    far = (
        {"cents": number(moved[0].semitones * 100)} if moved[0].is_cents else {"semitones": number(moved[0].semitones)}
    )
    return [copied, Step("change_tempo_key", {"clip": "$1", **far})]


def _next_bar(end: float) -> float:
    """A tail that rings a little over the bar line is not waited for."""
    return float(int(end)) if end - int(end) < 0.12 else float(int(end) + 1)


def _form(said: Said) -> str:
    """The text with T for a thing and P for a place."""
    spans = [(one.start, one.end, "T") for one in said.things if not one.is_pronoun]
    spans += [(one.start, one.end, "P") for one in said.places]
    text = re.sub(r"\b(?:the|my|our|please) ", "", lettered(said.text, spans))
    return " ".join(text.split())
