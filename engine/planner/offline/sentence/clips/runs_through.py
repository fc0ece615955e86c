"""Runs through: "have it run through the whole tune", "keep it going till bar 17", "T all the way through"."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Said, lettered, regrouped
from engine.planner.offline.sentence.clips.loops import until_bar
from engine.planner.offline.sentence.scope.lying import clips_meant
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SONG = r"(?:song|tune|track|piece|thing|length|session|arrangement|mix)"
_ALL_OF_IT = (
    r"(?:(?:(?:over|across|through|thru|throughout|for|during|in) )?(?:the |this )?(?:whole|entire|full|complete)"
    rf" {_SONG}"
    r"|(?:all|the whole|the entire) (?:the )?way(?: (?:through|thru|along|to the (?:very )?end))?|throughout"
    r"|(?:(?:for )?the (?:whole|entire) time|all the time)"
    rf"|(?:(?:right|on|up|out) )*(?:to|till|until|til) the (?:very )?end(?: of (?:the|this) {_SONG})?)"
)
_TO = r"(?:(?:right |up |on |out |all the way |through |thru |straight |clean |over )*P)"
_IS_THE_END = regex(r"[^\d]*\bend\b[^\d]*")
_THROUGH_BAR = regex(r"(?:right |all the way )?(?:through|thru) (?:bar )?\d+")
_GOES = (
    r"(?:runs?|running|go(?:es)?|going|plays?|playing|lasts?|be there|be heard|stays?(?: there)?|loops?|looping"
    r"|continues?|carr(?:y|ies) on|keeps? (?:going|running|playing)|repeats?|repeating|stretch(?:es)?|sounds?)(?: on)?"
)
_SO = r"(?:(?:loop|repeat|extend|copy|prolong|continue) )?T,? (?:so|until|till)(?: that)? (?:it|they|T|that)"
_ON_REPEAT = regex(r"(?:(?:run|put|set|have|keep|leave|play|let|stick) )?T on (?:an? )?(?:repeat|loop|cycle)\b")
""" "Run the bells on repeat through bar 8"."""
_FORMS = tuple(
    regex(rf"{form},?(?: all N)?(?: please| pls| now)?")
    for form in (
        rf"(?:(?:let|have|make|keep|get|so|now|ok|and|then|just|can you|could you|i want|i'd like|i need)\W+)*T"
        rf" (?:(?:should|must|can|could|has to|needs to|to|just)\W+)*{_GOES} (?:{_ALL_OF_IT}|{_TO})",
        rf"(?:(?:let|have|make|now|ok|and|then|just|please|can you|could you)\W+)*{_SO}"
        rf" (?:(?:should|must|can|to|just)\W+)*{_GOES} (?:{_ALL_OF_IT}|{_TO})",
        rf"(?:(?:loop|repeat|extend|stretch|prolong|continue|run|spread)\W+)T (?:out )?(?:{_ALL_OF_IT}|{_TO})",
        rf"(?:(?:i want|i'd like|i need|have|put|let's have|now|and|so|ok)\W+)*T {_ALL_OF_IT}",
    )
)


def _is_through(place: Place, said: Said) -> bool:
    """ "Loop it through bar 16": to its end."""
    return place.how == "in" and _THROUGH_BAR.fullmatch(said.text[place.start : place.end]) is not None


def _through(place: Place, said: Said) -> Place:
    return replace(place, how="to", spans=((1.0, place.spans[-1][1]),)) if place.how == "in" else place


def runs_through(said: Said) -> list[Step] | None:
    """The loops; None where it is not told that something goes on to the end, or it is not known what."""
    own = [one for one in said.things if one.how != "all"]
    places = [_through(one, said) for one in said.places if one.how == "to" or _is_through(one, said)]
    if not own or said.is_open or len(places) > 1 or len(said.amounts) > 1 or any(one.how for one in own):
        return None
    if any(one.unit != "bars" for one in said.amounts):
        return None
    bars = [one for one in places if not _IS_THE_END.fullmatch(said.text[one.start : one.end])]
    spans = [(one.start, one.end, "T") for one in own]
    spans += [(one.start, one.end, "P") for one in bars] + [(one.start, one.end, "N") for one in said.amounts]
    text = _ON_REPEAT.sub("loop T", lettered(said.text, spans).replace("the T", "T"))
    if not any(form.fullmatch(text) for form in _FORMS):
        return None
    found = clips_meant(regrouped(said, own, [], []), [])
    if not found or any(len(one.clips) != 1 or one.clips[0].bars is None for one in found):
        return None
    bar = bars[0].point if bars else song_end(said)
    made = [until_bar(one.clips[0], bar, said) for one in found]
    return [step for steps in made for step in steps or ()] if all(made) else None
