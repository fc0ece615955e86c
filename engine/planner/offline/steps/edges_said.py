"""Edges said: where a clip is to begin or end, by bars: "trim the beat so it starts at 5", "end the rain at the outro".

"delete the pad after bar 20", "trim the start of the rain to bar 5", "shorten the pad by 4 bars"
and behind a trim: "and end it at 36", "start it at bar 5 too", "give me the first four bars back"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clips_alone import clips_alone
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_WHAT = r"(?P<what>(?:the |my |our )?[^,;:.?]{1,40}?)"
_CUTS = r"(?:trim|crop|cut|shorten|edit|chop|clip|resize)"
_STARTS = r"(?:starts?|begins?|comes? in)"
_ENDS = r"(?:ends?|stops?|finish(?:es)?)"
_SO = r"(?:so (?:that )?(?:it|they)|to|so as to|such that it)(?: only| just)?"
_BY = r"(?:at|on|with|from|by|in)"
_PLACE = r"(?P<{}>(?:the )?(?:start of |beginning of |end of )?(?:the )?(?:bar )?[\w' ]+?)"
_GONE = r"(?:delete|remove|cut|trim|erase|bin|get rid of|clear)"
_N = rf"(?P<n>\d+|an?|{NUMBER_WORDS})"
_END = r"(?:,? (?:too|also|as well|again|please|now|though|instead))*[\s.!]*$"


def _form(words: str) -> re.Pattern[str]:
    return re.compile(rf"{LEAD}{words}{_END}", re.IGNORECASE)


_FORMS = (
    _form(
        rf"{_CUTS} {_WHAT} {_SO} {_STARTS} {_BY} {_PLACE.format('start')}"
        rf" (?:and|to) (?:{_ENDS} )?(?:{_BY} )?{_PLACE.format('end')}"
    ),
    _form(rf"{_CUTS} {_WHAT} {_SO} {_STARTS} {_BY} {_PLACE.format('start')}"),
    _form(rf"{_CUTS} {_WHAT} {_SO} {_ENDS} (?:{_BY}|after) {_PLACE.format('end')}"),
    _form(rf"(?:end|finish) {_WHAT} (?:{_BY}|after) {_PLACE.format('end')}"),
    _form(rf"(?:have|let|make|get) {_WHAT} (?:end|finish|stop) (?:{_BY}|after) {_PLACE.format('end')}"),
    _form(rf"{_CUTS} {_WHAT} (?:off|short) at {_PLACE.format('end')}"),
    _form(rf"{_CUTS} (?:the )?(?:end|tail|back) of {_WHAT} (?:back |off )?(?:to|at) {_PLACE.format('end')}"),
    _form(rf"{_CUTS} (?:the )?(?:start|beginning|front|top|head) of {_WHAT} (?:to|at) {_PLACE.format('start')}"),
    _form(
        rf"{_GONE} (?:everything (?:of|on|in) |all of |the rest of )?{_WHAT} (?:after|past|from|beyond)"
        rf" {_PLACE.format('end')}(?: on(?:wards?)?)?"
    ),
    _form(
        rf"{_GONE} (?:everything (?:of|on|in) |all of )?{_WHAT} (?:before|up to|until|till) {_PLACE.format('start')}"
    ),
    _form(rf"{_CUTS} {_WHAT} (?:down )?to (?P<start>\d+) ?(?:-|–|to|until|through) ?(?P<last>\d+)"),
    _form(
        rf"(?:shorten|make|trim|cut) {_WHAT} (?:by )?{_N} bars? (?:(?P<shorter>shorter)|from the (?P<edge>end|start))"
    ),
    _form(rf"shorten {_WHAT} by {_N} bars?"),
)
_MORE = (
    _form(rf"{_STARTS} (?:(?P<what>it|that|them|the clip) )?(?:{_BY} )?{_PLACE.format('start')}"),
    _form(rf"(?:{_ENDS}|cut) (?:(?P<what>it|that|them|the clip) )?(?:off )?(?:{_BY}|after) {_PLACE.format('end')}"),
    _form(rf"(?:make|have|let) (?P<what>it|that) {_STARTS} {_BY} {_PLACE.format('start')}"),
    _form(rf"(?:make|have|let) (?P<what>it|that) {_ENDS} (?:{_BY}|after) {_PLACE.format('end')}"),
    _form(
        r"(?:give me|i want|i need|let me have|bring|put|get|can i have) (?:back )?(?:the )?(?P<edge>first|last|final)"
        rf" {_N} bars?(?: of (?:it|that))?(?: (?P<back>back)(?: in)?)"
    ),
    _form(
        rf"(?:(?:give me|make it|i want|add|leave) )?{_N} (?:bars? (?P<back>more|longer)|more bars?)(?: (?:of|on) it)?"
        r"(?: at the (?P<edge>end|start|beginning))?"
    ),
    _form(
        rf"(?:(?:make it|take) )?{_N} bars? (?:(?P<shorter>shorter|less)|off it)"
        r"(?: at the (?P<edge>end|start|beginning))?"
    ),
)
_HEAD = ("first", "start", "beginning", "front", "top")
_END_OF = re.compile(r"^(?:the )?end of ", re.IGNORECASE)
_NO_CLIP = re.compile(
    r"\b(?:reverb|delay|fade|loop|notes?|tail of|automation|send|marker|tempo|effect|tracks?)\b", re.IGNORECASE
)
_NEAR_BARS = 0.01


@dataclass(frozen=True)
class _Edges:
    """From this bar to before that; None where an edge stays."""

    start: float | None = None
    end: float | None = None


def edges_said(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    said = plain(text).strip()
    if '"' in said or "?" in said or _NO_CLIP.search(said):
        return None
    if more := _trimmed_further(said, scene):
        return more
    match = next((hit for form in _FORMS if (hit := form.match(said)) and clips_alone(hit["what"], scene)), None)
    clips = clips_alone(match["what"], scene) if match else []
    if match is None or not all(clip.bars for clip in clips):
        return None
    steps: list[Step] = []
    for clip in _at_the_edge(clips, match):
        edges = _edges(match, clip, scene)
        if edges is None:
            return None
        steps += _trimmed(clip, edges)
    return steps or None


def _trimmed_further(said: str, scene: DialogueState) -> list[Step] | None:
    """The last trim with another edge."""
    state = State.of(scene)
    frames = done_last(state) if scene.context.dialogue and scene.done else []
    if len(frames) != 1 or (frames[0].tool, frames[0].kind) not in (("edit_clip", "trim"), ("edit_clip", "cut")):
        return None
    if other := _other_bar(said, frames[0]):
        return other
    match = next((hit for form in _MORE if (hit := form.match(said))), None)
    clip = scene.clip(frames[0].args.get("clip")) if match else None
    edges = _edges(match, clip, scene) if match and clip and clip.bars else None
    if match is None or clip is None or edges is None:
        return None
    made = _trimmed(clip, edges, is_longer=True)
    is_trim = bool(made) and made[0].args.get("action") == "trim"
    return [told_as(made[0], "fix", frames[0])] if is_trim else None


_BARE = re.compile(
    r"^\W*(?:(?:no|nope|oops|sorry|wait|actually|make it|i meant?|rather|better|bar|at)\b\W*)+(?P<bar>\d{1,3})"
    r"(?:,? (?:please|instead|then))*[\s.!]*$",
    re.IGNORECASE,
)


def _other_bar(said: str, frame: Frame) -> list[Step] | None:
    """ "Actually 39" behind "cut it off at bar 37": the bar that was told, counted as it was."""
    match, told = _BARE.match(said), {int(one) for one in re.findall(r"\d+", frame.said)}
    start, end = frame.args.get("start_bar"), frame.args.get("end_bar")
    if match is None or frame.kind != "trim" or not isinstance(start, int) or not isinstance(end, int):
        return None
    bar = int(match["bar"])
    if len(told) != 1 or end + 1 not in told or bar <= start:
        return None
    return [told_as(Step("edit_clip", {**frame.args, "end_bar": bar - 1}), "fix", frame)]


def _at_the_edge(clips: Sequence[ClipInfo], match: re.Match[str]) -> list[ClipInfo]:
    """Of several clips of a track the first or the last, where a length is cut off."""
    lying = sorted(clips, key=lambda clip: clip.start)
    said = match.groupdict()
    if not said.get("n") and not said.get("edge"):
        return lying
    return lying[:1] if (said.get("edge") or "").lower() in _HEAD else lying[-1:]


def _edges(match: re.Match[str], clip: ClipInfo, scene: DialogueState) -> _Edges | None:
    said = match.groupdict()
    assert clip.bars
    first, behind = round(clip.bars[0], 3), round(clip.bars[1], 3)
    if "start" in said or "end" in said:
        start, end = (_bar(said.get(name), scene) for name in ("start", "end"))
        if end is not None and re.search(rf"\bwith {re.escape(said['end'] or '')}", match[0], re.IGNORECASE):
            end = _bar(f"the end of {said['end']}", scene) or end
        end = float(said["last"]) + 1 if said.get("last") else end
        is_lost = said.get("start") and start is None or said.get("end") and end is None
        return None if is_lost else _Edges(start, end)
    word = (said.get("n") or "one").lower()
    count = float(word) if word.isdigit() else 1.0 if word in ("a", "an") else float(spoken_number(word) or 0)
    is_head = (said.get("edge") or "").lower() in _HEAD
    size = -count if said.get("back") else count
    if not count or size >= behind - first:
        return None
    return _Edges(start=first + size) if is_head else _Edges(end=behind - size)


def _bar(words: str | None, scene: DialogueState) -> float | None:
    """The bar line that is told; behind its bar for "the end of bar 32"."""
    if not words:
        return None
    bars = bars_listed(words, scene)
    if bars is None and (end := _END_OF.match(words)) and (bars := bars_listed(words[end.end() :], scene)):
        return bars[0] + 1 if len(bars) == 1 else None
    return bars[0] if bars and len(bars) == 1 else None


def _trimmed(clip: ClipInfo, edges: _Edges, *, is_longer: bool = False) -> list[Step]:
    """The clip within these edges; gone where nothing is left of it, as it is where they lie outside."""
    assert clip.bars
    first, behind = clip.bars
    start = edges.start if edges.start is not None and (is_longer or edges.start > first) else first
    end = edges.end if edges.end is not None and (is_longer or edges.end < behind) else behind
    if abs(start - first) < _NEAR_BARS and abs(end - behind) < _NEAR_BARS:
        return []
    if end - start < _NEAR_BARS:
        return [Step("arrange", {"action": "delete", "clip": clip.id})]
    bars = {"start_bar": max(1, round(start)), "end_bar": round(end) - 1}
    if bars["end_bar"] < bars["start_bar"] or abs(start - round(start)) + abs(end - round(end)) > 0.2:
        return []
    return [Step("edit_clip", {"clip": clip.id, "action": "trim", **bars})]
