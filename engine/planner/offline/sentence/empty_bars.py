"""Empty bars: "insert 2 empty bars before the reveal": all that lies behind moves along, markers too."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.marks import bar_at
from engine.planner.offline.sentence.said import Said
from engine.planner.offline.sentence.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.tasks.plan import Step

_KIND = r"(?:(?P<empty>empty|blank|silent|free)|extra|more|new|full|whole)"
_MOVES = (
    r"(?:(?:and )?(?:so )?(?:(?:shift|push|move|slide) (?:everything|it all|all of it|the rest|the lot)(?:"
    r" \w+){0,4}|(?:everything|the rest|all of it|all|what comes)"
    r"(?: else)?(?: (?:behind|after|later|from there|that comes)(?: (?:it|that|them|there|on|after))?)? (?:moves?"
    r"|shifts?|goes|slides?|gets pushed|is pushed|comes)(?: (?:along|back|later|accordingly|right|on|over))?)"
    r"|(?:in|to|for|on|across) (?:the whole song|the whole thing|all (?:the )?tracks|everything)|for everyone|on"
    r" every track|everywhere)"
)
_INSERT = re.compile(
    rf"(?:(?P<insert>insert|squeeze in|slip in|open up|splice in|stick in)|add|put|put in|need|we need|i need|make"
    rf" room for|leave|give me|want|get|have)? ?(?:in )?"
    rf"(?P<count>\d+|an?|another|{NUMBER_WORDS}) (?:{_KIND} )*bars?(?P<nothing> of (?:nothing|silence|rest|air"
    rf"|empty space))?"
    rf" (?:right |just |directly )?(?P<way>before|in front of|ahead of|at|after|behind|between)"
    rf" (?P<where>[^,;]+?)(?P<moves>[,;]? {_MOVES})*"
)


def empty_bars(said: Said) -> list[Step] | None:
    """The steps; None where none are inserted, or not all of it is known."""
    text = re.sub(r"\bfour more\b", "four more", said.text.strip())
    match = _INSERT.fullmatch(re.sub(r"\bplease\b ?,? ?", "", text).strip())
    if match is None or not (match["insert"] or match["empty"] or match["moves"]):
        return None
    if match["nothing"] and not (match["insert"] or match["moves"]):
        return None
    word = match["count"]
    count = int(word) if word.isdigit() else 1 if word in ("a", "an", "another") else int(spoken_number(word) or 0)
    where = match["where"]
    bar = _after(where, said) if match["way"] in ("after", "behind") else bar_at(where, said)
    end = song_end(said)
    if bar is None or match["way"] == "between" or not 0 < count <= 64 or bar != int(bar) or bar >= end:
        return None
    markers = [one for one in said.scene.context.markers if one[1] >= bar - 1e-3]
    if len({name.lower() for name, _ in markers}) < len(markers):
        return None
    span = {"start_bar": number(bar), "end_bar": number(end), "bar": number(bar + count)}
    return [
        Step("arrange", {"action": "move", **span}),
        *(
            Step("marker", {"action": "move", "name": name, "bar": number(at + count)})
            for name, at in reversed(markers)
        ),
    ]


def _after(where: str, said: Said) -> float | None:
    """The bar behind what is told."""
    if match := re.fullmatch(r"(?:bar )?(\d+)", where.strip()):
        return float(match[1]) + 1
    return bar_at(f"the end of {where}", said)
