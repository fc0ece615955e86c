"""Empty bars: "insert 2 empty bars before the reveal": all that lies behind moves along, markers too."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.sentence.song.marks import bar_at
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_KIND = r"(?:(?P<empty>empty|blank|silent|free)|extra|more|new|full|whole)"
MOVES = (
    r"(?:(?:and )?(?:so )?(?:(?:shift|push|move|slide) (?:everything|it all|all of it|the rest|the lot)(?:"
    r" \w+){0,4}|(?:everything|the rest|all of it|all|what comes)"
    r"(?: else)?(?: (?:behind|after|later|from there|that comes)(?: (?:it|that|them|there|on|after))?)? (?:moves?"
    r"|shifts?|goes|slides?|gets pushed|is pushed|comes)(?: (?:along|back|later|accordingly|right|on|over))?)"
    r"|(?:in|to|for|on|across) (?:the whole song|the whole thing|all (?:the )?tracks|everything)|for everyone|on"
    r" every track|everywhere)"
)
_INSERT = regex(
    rf"(?:(?P<insert>insert|squeeze in|slip in|open up|splice in|stick in|(?:stick|squeeze|slip|put|pop|splice"
    rf"|drop) (?="
    rf"[^,;]+ bars? in (?:right |just |directly )?(?:before|in front|ahead|at|after|behind|between)))|add|put|put"
    rf" in|need|we need|i need|make"
    rf" room for|leave|give me|want|get|have)? ?(?:in )?"
    rf"(?P<count>\d+(?:\.\d+)?|an?|another|{NUMBER_WORDS}) (?:{_KIND} )*bars?(?P<nothing> of (?:nothing|silence"
    rf"|rest|air"
    rf"|empty space))?(?: in)?"
    rf" (?:right |just |directly )?(?P<way>before|in front of|ahead of|at|after|behind|between)"
    rf" (?P<where>[^,;]+?)(?P<moves>[,;]? {MOVES})*"
)
_WISH = regex(
    r"^(?:(?P<who>i|we|i'd|we'd|(?:the |our |my )?[a-z]+) )?(?:(?:would )?like|wants?|needs?|could use|gotta have)"
    r"(?: to have)? (?:to )?"
)
_FRONT = (
    r"(?:(?:right )?(?:in front|at (?:the )?(?:very )?(?:start|beginning|front|top)|up front|at the head|before (?:it"
    r" all|everything|anything|the song|the first bar|bar 1|it|we|(?:the |our )?(?:band|tune|intro|others))"
    r"(?: (?:even |really )?(?:starts?|begins?|comes? in|kicks? in|plays?))?|in front of (?:it|everything|the (?:whole"
    r" )?(?:song"
    r"|thing|lot)))(?: of (?:the song|it all|everything|the (?:whole )?thing))?)"
)
_ALL = r"(?:everything|it all|all|all of it|the rest)(?: else)?(?: (?:goes|moves|comes|starts|is|shifts))?"
_IN_FRONT = regex(
    rf"(?:insert|add|put|put in|leave|give (?:me|us)|have|make|make room for|stick|pop|squeeze in|open up)? ?(?:in )?"
    rf"(?P<count>\d+|an?|another|{NUMBER_WORDS}) (?:{_KIND} )*(?:bars?|measures?)(?P<kind>(?: of| for)?(?: an?| the)?"
    rf" (?:count[- ]?in|pre-?count|lead[- ]?in|intro|silence|nothing|rest|air|empty space))?(?P<front> {_FRONT})?"
    rf"(?P<kind2>(?: for)?(?: an?| the)? count[- ]?in)?"
    rf"(?P<moves>[,;]?(?: and| so)? (?:{MOVES}|{_ALL})(?: (?:by )?(?:\d+|{NUMBER_WORDS}|an?)(?: bars?)?)?(?:"
    rf" (?:later|back"
    rf"|on|further))*)*"
)
_MORE = regex(
    rf"(?:make (?:it|that) |rather |only |just )*(?P<count>\d+|{NUMBER_WORDS})(?: bars?)?(?: (?:instead|rather|in"
    rf" all))*"
)
_ONE_MORE = regex(
    r"(?:(?:and|add|put in) )*(?:a second|another|one more|a third)(?: one| bar)?(?: too| please| there)*"
)
_OUT_AGAIN = regex(
    r"(?:take|pull) (?:them|it|those|that|those bars|that bar|the empty bars?)(?: two)? (?:back )?out(?: again)?"
    r"|(?:lose|remove|delete) (?:them|it|those|that|those bars|that bar|the empty bars?) again"
)
_LATER = regex(
    r"(?:(?:(?P<pushes>push|shift)|move|slide|pull) )?(?:everything|(?:all|every)(?: of)?(?: the)? clips?|it all"
    r"|all of it|all|the rest|the lot|whatever(?:"
    r" is|'s)?"
    r"|what(?: is|'s)?)(?: else)? (?P<way>from|after|behind|past) (?P<where>[^,;]+?)(?: on(?:wards?)?)?"
    rf"(?P<back>(?: (?:back|along|over|right|by))*) (?:by )?(?P<count>\d+(?:\.\d+)?|an?|{NUMBER_WORDS}) bars?"
    r"(?P<later>(?: (?:later|back|further|on|along|to the right|right|down))*)"
)


def empty_bars(said: Said) -> list[Step] | None:
    """The steps; None where none are inserted, or not all of it is known."""
    text = re.sub(r"\bplease\b ?,? ?", "", said.text.strip()).strip()
    text, by_clock = _in_bars(text, said)
    if by_clock:
        return _by_the_clock(text, said)
    if steps := _in_front(text, said) or _more(text, said) or _later(text, said):
        return steps
    match = _INSERT.fullmatch(_WISH.sub("", text))
    is_added = match is not None and match["nothing"] is not None and text.startswith("add ")
    if match is None:
        return None
    if not (match["insert"] or is_added or match["empty"] or match["moves"] or match["way"] == "between"):
        return None
    if match["nothing"] and not (match["insert"] or is_added or match["moves"] or match["way"] == "between"):
        return None
    count = _counted(match["count"])
    where = match["where"]
    bar = _after(where, said) if match["way"] in ("after", "behind") else bar_at(where, said)
    if match["way"] == "between":
        bar = _border(where, said)
    if bar is None or not 0 < count <= 64 or bar != int(bar) or bar >= song_end(said):
        return None
    return moved_on(bar, count, said)


_SECONDS = regex(rf"\b(?P<n>\d+(?:\.\d+)?|an?|half an?|{NUMBER_WORDS}) (?:seconds?|secs?)\b(?P<of> of (?:silence"
    rf"|nothing|air))?")


def _in_bars(text: str, said: Said) -> tuple[str, bool]:
    """ "Five seconds of silence" as bars of nothing."""
    match = _SECONDS.search(text)
    if match is None:
        return text, False
    told = match["n"]
    seconds = float(told) if told[0].isdigit() else 0.5 if told.startswith("half") else float(_counted(told))
    bars = f"{round(seconds / Clause('', '', '', said.scene).bar_s, 4):g} bars{' of silence' if match['of'] else ''}"
    return f"{text[: match.start()]}{bars}{text[match.end() :]}", True


def _by_the_clock(text: str, said: Said) -> list[Step] | None:
    """Silence by the clock, where a bar may be cut in two: at a time, or beside a clip."""
    later = _LATER.fullmatch(text)
    match = later or _INSERT.fullmatch(_WISH.sub("", text))
    if match is None or later and not match["later"] or not later and not (match["nothing"] or match["moves"]):
        return None
    way, count = match["way"], _counted(match["count"])
    is_before = way in ("from", "before", "at", "in front of")
    bar = bar_at(match["where"], said) if is_before else _after(match["where"], said)
    bar = _edge_of_clip(match["where"], said, is_end=not is_before) if bar is None else bar
    return moved_on(bar, count, said) if bar is not None and count > 0 and 1 <= bar < song_end(said) else None


def _edge_of_clip(words: str, said: Said, *, is_end: bool) -> float | None:
    """Where the one clip that is named begins, or ends."""
    named = taken_apart(words, said.scene, focus=said.focus)
    lying = [view.bars for one in named.things for clip in one.clips if (view := said.scene.clip(clip)) and view.bars]
    return lying[0][is_end] if len(lying) == 1 and not named.bag - NOUNS and not named.places else None


def _in_front(text: str, said: Said) -> list[Step] | None:
    """ "2 bars of count-in in front, everything two bars later"."""
    wish = _WISH.match(text)
    if wish and wish["who"] and Places(wish["who"], said.scene).bare(()):
        return None  # "the chorus needs two bars in front": of it
    match = _IN_FRONT.fullmatch(_WISH.sub("", text))
    if match is None or not (match["front"] or match["moves"] and (match["kind"] or match["kind2"])):
        return None
    if "intro" in (match["kind"] or "") and not match["moves"]:
        return None
    count = int(_counted(match["count"]))
    if not 0 < count <= 64:
        return None
    is_counted = _COUNT_IN.search(text) is not None
    return _with_clicks(moved_on(1, count, said), count, said) if is_counted else moved_on(1, count, said)


_COUNT_IN = regex(r"\bcount[- ]?in\b|\bpre-?count\b")
_CLICK = regex(r"\b(?:click|metronome|metro|klick)\b", re.IGNORECASE)


def _with_clicks(steps: list[Step] | None, count: int, said: Said) -> list[Step] | None:
    """A click track counts in: each of the new bars has its first bar."""
    clicks = [one for one in said.scene.clips if one.track and _CLICK.search(one.track) and one.bars]
    first = [one for one in clicks if one.bars and one.bars[0] == 1 and one.bars[1] >= 2]
    if not steps or len(first) != 1 or count > 8:
        return steps
    span = {"start_bar": 1 + count, "end_bar": 2 + count}
    copies = [{"action": "duplicate", "clip": first[0].id, **span, "bar": bar} for bar in range(1, count + 1)]
    return [*steps, *(Step("arrange", one) for one in copies)]


def _inserted(said: Said) -> tuple[float, float] | None:
    """Where bars were inserted last, and how many."""
    last = [one for one in said.last() if not _is_click(one)]
    if not last or (last[0].tool, last[0].kind) != ("arrange", "move") or last[0].args.get("clip"):
        return None
    start, to = last[0].args.get("start_bar"), last[0].args.get("bar")
    are_markers = all((one.tool, one.kind) == ("marker", "move") for one in last[1:])
    if not are_markers or not isinstance(start, int | float) or not isinstance(to, int | float) or to <= start:
        return None
    return float(start), float(to - start)


def _is_click(act: Frame) -> bool:
    return (act.tool, act.kind) == ("arrange", "duplicate") and bool(act.args.get("clip"))


def _more(text: str, said: Said) -> list[Step] | None:
    """ "Make it two" behind one that was inserted, "take them out again"."""
    before = _inserted(said)
    if before is None:
        return None
    if _OUT_AGAIN.fullmatch(text):
        return [Step("undo", {})]
    match = _MORE.fullmatch(text)
    more = _counted(match["count"]) - before[1] if match else 0
    more = 1 if _ONE_MORE.fullmatch(text) else more
    if not 0 < more <= 64:
        return None
    steps = moved_on(before[0], more, said)
    return _with_clicks(steps, int(more), said) if any(_is_click(one) for one in said.last()) else steps


def _later(text: str, said: Said) -> list[Step] | None:
    """ "Move everything from the chase on 2 bars later"."""
    match = _LATER.fullmatch(text)
    if match is None or not match["later"] and not (match["pushes"] and match["back"]):
        return None
    bar = bar_at(match["where"], said) if match["way"] == "from" else _after(match["where"], said)
    count = _counted(match["count"])
    if bar is None or not 0 < count <= 64 or bar != int(bar) or bar >= song_end(said):
        return None
    return moved_on(bar, count, said)


def moved_on(bar: float, count: float, said: Said) -> list[Step] | None:
    """All that lies from a bar on so many bars later, with its markers; None where two markers are called the same."""
    markers = [one for one in said.scene.context.markers if one[1] >= bar - 1e-3]
    if len({name.lower() for name, _ in markers}) < len(markers):
        return None
    span = {"start_bar": number(bar), "end_bar": number(song_end(said)), "bar": number(bar + count)}
    later = [(name, at + count) for name, at in reversed(markers)]
    moves = [Step("marker", {"action": "move", "name": name, "bar": number(at)}) for name, at in later]
    return [Step("arrange", {"action": "move", **span}), *moves]


def _counted(word: str) -> float:
    if word[:1].isdigit():
        return float(word)
    return 1 if word in ("a", "an", "another") else int(spoken_number(word) or 0)


def _border(words: str, said: Said) -> float | None:
    """Where one part of the song ends and the next begins: "between the market and the chase"."""
    first, _, second = words.partition(" and ")
    end, start = bar_at(f"the end of {first}", said), bar_at(second, said)
    return start if start is not None and start == end else None


def _after(where: str, said: Said) -> float | None:
    """The bar behind what is told."""
    if match := re.fullmatch(r"(?:bar )?(\d+)", where.strip()):
        return float(match[1]) + 1
    return bar_at(f"the end of {where}", said)
