"""From there: bars counted from a place: "4 bars before that", "2 bars after the chorus starts"."""

from __future__ import annotations

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.regex import regex

_COUNTED = regex(
    rf"(?:(?:at|on|in) )?(?:the )?(?P<n>{COUNT}|half a|an?) (?P<unit>bars?|beats?)"
    r" (?P<way>before|ahead of|in front of|earlier than|earlier|sooner|after|behind|past|later than|later|on)"
    r"(?: (?P<of>.+))?"
)
"""They begin so, and what they are counted from may be left unsaid."""
_EARLIER = frozenset(("before", "ahead of", "in front of", "earlier than", "earlier", "sooner"))
_POINTED = regex(r"(?:it|that|this|there|that (?:one|point|bar|place|spot|marker|bit)|the (?:first|other) one)")
_THERE = regex(r"(?:right |just |exactly )?(?:there|at (?:it|that (?:bar|point|place|spot)))")
_STARTS = regex(r" (?:starts?|begins?|comes in|kicks in|hits)(?: up)?$")
_ENDS = regex(r" (?:ends?|stops?|finish(?:es)?|is over)$")
_MIDDLE = regex(
    r"(?:at |in )?(?:the )?(?:half ?way (?:through|into|in|along|down)|middle of|half ?way point of|mid) (?P<of>.+)"
)


def bar_from_there(words: str, said: Said) -> float | None:
    """The bar; None where the words count from nothing, or it is not known from what."""
    text = words.strip().lower()
    if _THERE.fullmatch(text):
        return spoken_bar(said)
    if match := _MIDDLE.fullmatch(text):
        span = _span(match["of"], said)
        return (span[0] + span[1]) / 2 if span else None
    match = _COUNTED.fullmatch(text)
    if match is None:
        return None
    start = _origin(match["of"] or "", match["way"], said)
    if start is None:
        return None
    told = match["n"]
    count = 0.5 if told == "half a" else 1.0 if told in ("a", "an") else float(counted(told))
    top, low = (int(each) for each in said.scene.context.time_signature.split("/"))
    count /= top * 4 / low if match["unit"].startswith("beat") else 1.0
    bar = start - count if match["way"] in _EARLIER else start + count
    return bar if bar >= 1 else None


def _origin(words: str, way: str, said: Said) -> float | None:
    """What is counted from: behind a part of the song that is named its end, but where it begins if that is said."""
    if not words or _POINTED.fullmatch(words):
        return spoken_bar(said)
    bare = _STARTS.sub("", words)
    if bare != words:
        span = _span(bare, said)
        return span[0] if span else None
    span = _span(_ENDS.sub("", words), said)
    if span is None:
        return None
    return span[1] if _ENDS.search(words) or way in ("after", "behind", "past") and span[1] - span[0] > 1.0 else span[0]


def _span(words: str, said: Said) -> tuple[float, float] | None:
    found = Places(f"in {words}", said.scene, said.focus.bars).told()
    whole = len(found) == 1 and found[0].start == 0 and found[0].end >= len(words) + 3 and not found[0].is_open
    return found[0].spans[0] if whole and len(found[0].spans) == 1 else None


def spoken_bar(said: Said) -> float | None:
    """The bar that was spoken of last: that of an answer, of a marker, or where something was put."""
    frames = said.state.frames
    newest = [one for one in frames if one.turn == frames[-1].turn and one.state == "done"] if frames else []
    bars = {bar for one in newest if (bar := _bar_of(one, said)) is not None}
    return bars.pop() if len(bars) == 1 else None


def _bar_of(act: Frame, said: Said) -> float | None:
    if act.tool == "marker":
        named = str(act.args.get("new_name") or act.args.get("name") or "").lower()
        return next((bar for name, bar in said.scene.context.markers if name.lower() == named), None)
    is_place = (act.tool, act.kind) in (("session_info", "places"), ("arrange", "move"), ("arrange", "place"))
    is_place |= (act.tool, act.kind) in (("transport", "locate"), ("transport", "set_tempo"), ("edit_clip", "split"))
    bar = act.args.get("start_bar") or act.args.get("bar") if is_place else None
    return float(bar) if isinstance(bar, int | float) else None
