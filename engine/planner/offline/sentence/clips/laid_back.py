"""Laid back: "let the bass lay back a hair", "it's late, pull it forward a touch": a little later or earlier."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clips.moves import move
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SIZE = (
    r"(?P<size>(?: by)?,? (?:just )?(?:a (?:tiny |little )?(?:hair|touch|tad|bit|little|smidge|fraction)"
    r"|slightly|more|a lot|well))"
)
_BACK = regex(
    r"(?:(?:get|let|have|make|tell|ask|want) )?(?P<who>(?:the |my |our )?[\w' ]{2,30}?)(?: player| part)? (?:to )?"
    rf"(?:should |must |could |can )?(?:lay|lays|lie|sit|sits|play|hang)(?:s)? (?:back|behind(?: the beat)?){_SIZE}?"
    r"(?: (?:behind|on) the (?:beat|click|grid))?"
)
_PUSHED = regex(
    r"(?:(?:get|let|have|make|tell|ask|want) )?(?P<who>(?:the |my |our )?[\w' ]{2,30}?)(?: player| part)? (?:to )?"
    rf"(?:should |must |could |can )?(?:play|plays|sit|sits|push|pushes)(?: on)? ahead"
    rf"(?: of the (?:beat|click|grid)){_SIZE}?"
)
_LATE = regex(
    r"(?P<who>(?:the |my )?[\w' ]{2,30}?)(?:'s| is| comes in| sounds| feels| sits| are| come in)?"
    r" (?:just |a (?:bit|little|touch|hair) |slightly |too |still )*(?P<way>late|early|behind|ahead)(?: there)?[,;:.]+"
    r" (?:so )?(?:pull|nudge|push|move|bring|shift|drag|slide|tuck) (?:it|them|him|her|that)"
    rf" (?P<to>forward|forwards|back|up|earlier|later|in){_SIZE}?"
)
_MS = {"": 15, "hair": 8, "tiny": 8, "smidge": 8, "fraction": 8, "touch": 12, "tad": 12, "little": 15, "bit": 15}
_MS |= {"slightly": 12, "more": 15, "lot": 35, "well": 30}


_LATE_THERE = regex(
    r".*\b(?:late|early|behind|ahead) (?:in|at|on) (?:bar|beat) \d+[^,;]*[,;] (?:so )?"
    r"(?:pull|nudge|push|move|bring|shift|drag|slide) (?:it|them|that) (?:forwards?|back|up|earlier|later)\b.*"
)
""" "A bit late in bar 6, pull it forward" moves no clip to bar 6."""
BY_HOW_MUCH = "By how much should all of it move, in ms or beats? What is in a single bar cannot move by itself."


def laid_back(said: Said) -> list[Step] | None:
    """The moves; None where nobody plays a little later or earlier, or not all of it is known."""
    text = said.text.strip(" .!")
    if _LATE_THERE.fullmatch(text) and not said.amounts:
        return [Step("ask", {"text": BY_HOW_MUCH})]
    for form, way in ((_BACK, "later"), (_PUSHED, "earlier"), (_LATE, "")):
        if (match := form.fullmatch(text)) is None:
            continue
        way = way or ("earlier" if match["way"] in ("late", "behind") else "later")
        if match.groupdict().get("to") in ("earlier", "later") and match["to"] != way:
            return None
        size = next((_MS[one] for one in reversed((match["size"] or "").split()) if one in _MS), _MS[""])
        focus = said.focus if said.is_later else None
        steps = move(taken_apart(f"{match['who']} {size} ms {way}", said.scene, focus=focus))
        steps = steps or move(taken_apart(f"move {match['who']} {size} ms {way}", said.scene, focus=focus))
        if steps and all("offset" in one.args for one in steps):
            return steps
    return None
