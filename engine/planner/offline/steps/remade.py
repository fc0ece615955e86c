"""Remade: what was just made, wanted longer, slower, by another voice or with more of something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.stems import named_stems
from engine.planner.offline.steps.made_otherwise import made_otherwise
from engine.planner.offline.text.names import content_words
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step
from engine.tasks.task import find_task

MAKERS = ("sing", "speak", "generate_midi", "generate_audio")
_LEAD = re.compile(
    r"^(?:(?:no+|nope|nah|ok(?:ay)?|now|and|but|so|hmm*|again|once more|one more time|this time|please|can you"
    r"|could you|make it|make that|have it|have that|try it|try|do it|do that|sing it|say it|play it|i want it"
    r"|it should be|rather|a (?:little )?bit|a little|slightly|much|even|way|somewhat|just)\b[\s,.!-]*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:please|pls|this time|though|again|instead|in it|on it|in there|now|as well|too))*[\s.!]*$",
    re.IGNORECASE,
)
_LENGTH = (
    (re.compile(r"(?:twice|double) (?:as long|the (?:length|bars|duration))|double (?:it|the length)"), 2.0),
    (re.compile(r"half (?:as long|the (?:length|bars|duration))|halve (?:it|the length)"), 0.5),
    (re.compile(r"longer"), 2.0),
    (re.compile(r"shorter"), 0.5),
)
_PACE = (
    (re.compile(r"(?:faster|quicker|more quickly|speed it up|more up-?tempo)"), 1.15),
    (re.compile(r"(?:slower|more slowly|slow it down)"), 0.85),
    (re.compile(r"twice as fast|double (?:the )?(?:speed|tempo|time)"), 2.0),
    (re.compile(r"half as fast|half (?:the )?(?:speed|tempo|time)"), 0.5),
)
_VOICE = re.compile(
    r"(?:as|with|in|by|for|using|from|like) (?:an? |another |some )?(?P<voice>(?:[\w-]+ ){0,2}"
    r"(?:voice|man|woman|men|women|girl|boy|child|kid|kids|lady|choir|tenor|soprano|alto|baritone|singer|narrator|robot))"
)
_OTHER_SOUND = re.compile(
    r"^(?:(?:no|nope|ok|now|please|rather|actually)\W+)*(?:make|turn|change) (?:it|that|this)(?: (?:in)?to| be)?"
    r" an? (?P<what>(?:[\w&'-]+ ){1,4}(?:beat|groove|loop|drums?|pad|drone|riff|sound|ambience|track))"
    r"(?: (?:instead|rather|please))*\W*$"
)
""" "Make it a rock beat": that one instead of what was made."""
_MORE = re.compile(
    r"(?:with |add |give it )?(?P<much>(?:a bit |a little |much |way |some )?(?:more|less|fewer) [a-z-]+)"
)
_NOT_OF_MAKING = re.compile(
    r"\b(?:reverb|delay|echo|chorus|compress\w*|distort\w*|eq|gain|volume|level|treble|low end|highs?|lows|mids"
    r"|left|right|wet|dry|pan|time|bars?|seconds?|takes?|one|ones|than|of|often|like)\b"
)
""" "More reverb" is an effect, "more time" nothing that is made anew."""


_WITHOUT = re.compile(r"(?:drop|lose|leave out|without|take out|remove|no|minus) (?:the |any |that )?(?P<what>[\w-]+)")
_STEMS_TOO = re.compile(
    r"(?:and|also|plus|now)\W+(?:just |only |the |also )*(?P<stems>(?:vocals?|voice|drums?|bass|rest|other)"
    r"(?:(?:,| and)+ (?:the )?(?:vocals?|voice|drums?|bass|rest|other))*)(?:,? (?:too|as well|also|please))*\W*"
)
HOW_HIGH = "To which tempo or key, or by how much?"


def remade(text: str, state: State) -> list[Step] | None:
    """The call that made something, with what the turn says of it; None where the turn says anything else."""
    frame = made_last(state)
    low = plain(text).lower().strip()
    if frame is not None and (found := _other_words(text, frame)):
        op, words = found
        return [told_as(Step(frame.tool, {**frame.args, **words}), op, frame)]
    if frame is None or '"' in low or len(low) > 80:
        return None
    if frame.tool == "separate_stems":
        return _stems_too(frame, low)
    if frame.tool == "generate_audio" and (other := _OTHER_SOUND.match(low)):
        return [told_as(Step(frame.tool, {**frame.args, "prompt": other["what"]}), "fix", frame)]
    core = _TAIL.sub("", _LEAD.sub("", low))
    if frame.tool == "sing" and core in ("higher", "up"):
        return [Step("ask", {"text": HOW_HIGH})]
    change = _change(core, frame) if core else None
    if not change or all(frame.args.get(name) == value for name, value in change.items()):
        return None
    return [told_as(Step(frame.tool, {**frame.args, **change}), "fix", frame)]


_INSTEAD = re.compile(
    r"\binstead\b|\brather\b|\bsorry\b|\b(?:can|could) it (?:be|say|go)\b|\bwrong words\b"
    r"|\b(?:it|he|she|they) (?:should|must) (?:say|be|go|sing)\b|\bmake (?:it|him|her|them) (?:say|sing|go)\b"
    r"|\bchange (?:it|that|the (?:words|text|line|lyrics?)) to\b|^\W*(?:no|nope|nah|wait|oops)\b",
    re.IGNORECASE,
)


_ONE_MORE = re.compile(r"\b(?:an?other|new) (?:one|line|voice)\b|\bone more\b", re.IGNORECASE)


def _other_words(text: str, frame: Frame) -> tuple[str, Mapping[str, Any]] | None:
    """ "Can it be “good night” instead" is a fix with these words, "a new one saying …" the same again with them."""
    simple = plain(text)
    quoted = re.findall(r'"([^"]+)"', simple)
    name = {"speak": "text", "sing": "lyrics"}.get(frame.tool, "")
    told = re.sub(r'"[^"]*"', " ", simple)
    if not name or len(quoted) != 1:
        return None
    op = "again" if _ONE_MORE.search(told) else "fix" if _INSTEAD.search(told) else ""
    if not op or re.search(r"\btracks?\b", told):
        return None
    at = simple.index(f'"{quoted[0]}"') + 1
    words = text[at : at + len(quoted[0])] if len(simple) == len(text) else quoted[0]
    return op, {name: words.strip()}


def made_last(state: State) -> Frame | None:
    """What the turn before made, when that was all that it did besides putting it somewhere."""
    frames = [one for one in state.frames if one.turn == state.last_turn and one.tool not in REPLIES]
    makers = (*MAKERS, "separate_stems")
    frames = [one for one in frames if one.kind not in _PLACING] or made_before(state)
    return frames[0] if len(frames) == 1 and frames[0].tool in makers and frames[0].is_live else None


_PLACING = ("place", "new_track", "move")


def made_before(state: State) -> list[Frame]:
    """What was made before it was put where it is."""
    live = [one for one in state.frames if one.is_live]
    while live and live[-1].kind in _PLACING:
        live.pop()
    placed = {clip for one in state.frames if one.turn == state.last_turn for clip in one.clips()}
    cards = [state.cards[one] for one in placed if one in state.cards]
    return [one for one in live[-1:] if placed & {*one.out} or any(card.made_by is one for card in cards)]


def remade_otherwise(text: str, scene: DialogueState) -> list[Step] | None:
    """The last made thing with other qualities, where the whole turn says nothing else: "too dull. more like glass"."""
    last = [one.tool for one in scene.done[-2:]]
    if '"' in text or len(text) > 100 or not set(last) & {*MAKERS, "arrange"}:
        return None
    frame, low = made_last(State.of(scene)), plain(text).lower()
    if frame is None or frame.tool not in MAKERS or _change(_TAIL.sub("", _LEAD.sub("", low)), frame):
        return None
    change = made_otherwise(low, frame)
    return [told_as(Step(frame.tool, {**frame.args, **change}), "fix", frame)] if change else None


_MAKES = re.compile(r"\b(?:make|made|generate|create|write|compose|give|gimme|need|want|add|new)\b")


def is_no_prompt(step: Step, text: str, state: State) -> bool:
    """Would words that describe no sound take the place of those that what was made came of?"""
    base = state.frame(step.base) if step.task == "generate_audio" and step.op == "fix" else None
    if base is None or _MAKES.search(plain(text).lower()):
        return False
    old, new = (set(content_words(str(args.get("prompt") or "").lower())) - {"more"} for args in (base.args, step.args))
    return bool(new) and not old & new


def _stems_too(frame: Frame, low: str) -> list[Step] | None:
    """ "And the bass", after the drums were taken out: that stem of the same clip."""
    match = _STEMS_TOO.fullmatch(low)
    before = frame.args.get("stems")
    if not match or not isinstance(before, list | tuple):
        return None
    stems = [one for one in named_stems(match["stems"]) if one not in before]
    return [told_as(Step(frame.tool, {**frame.args, "stems": stems}), "again", frame)] if stems else None


def _change(core: str, frame: Frame) -> Mapping[str, Any] | None:
    known = {arg.name for arg in find_task(frame.tool).args}
    for pattern, factor in _LENGTH:
        if pattern.fullmatch(core):
            return _longer(frame.args, factor)
    for pattern, factor in _PACE:
        if pattern.fullmatch(core):
            return _faster(frame, factor) if known & {"bpm", "rate"} else None
    voice = _VOICE.fullmatch(core)
    if voice and "voice" in known:
        return {"voice": re.sub(r" voice$", "", voice["voice"]) if " " in voice["voice"] else voice["voice"]}
    if without := _WITHOUT.fullmatch(core):
        return _with_less(frame, without["what"])
    more = _MORE.fullmatch(core)
    if more and not _NOT_OF_MAKING.search(core):
        return _with_more(frame, more["much"])
    return None


def _longer(args: Mapping[str, Any], factor: float) -> Mapping[str, Any] | None:
    """Twice or half the bars or seconds that were said."""
    for name in ("bars", "duration"):
        value = args.get(name)
        if isinstance(value, int | float):
            return {name: max(1, round(value * factor)) if name == "bars" else value * factor}
    return None


def _faster(frame: Frame, factor: float) -> Mapping[str, Any] | None:
    """Speech by its rate; music by its tempo, where one was said."""
    if frame.tool == "speak":
        rate = frame.args.get("rate")
        return {"rate": round(min(3.0, max(0.3, (rate if isinstance(rate, int | float) else 1.0) * factor)), 2)}
    bpm = frame.args.get("bpm")
    return {"bpm": round(bpm * factor)} if isinstance(bpm, int | float) and 20 <= bpm * factor <= 400 else None


def _with_less(frame: Frame, what: str) -> Mapping[str, Any] | None:
    """ "Drop the cowbell" of a beat that was made "with a cowbell"."""
    prompt = str(frame.args.get("prompt") or "")
    left = re.sub(rf"[\s,]*\b(?:with|and|plus) (?:an? |the |some )?(?:\w+ )?{re.escape(what)}\b", "", prompt)
    if left.strip() and left != prompt:
        return {"prompt": left}
    return {"prompt": f"{prompt} without {what}"} if prompt else None


def _with_more(frame: Frame, much: str) -> Mapping[str, Any]:
    if frame.tool == "generate_audio":
        return {"prompt": f"{frame.args.get('prompt', '')}, {much}".lstrip(", ")}
    style = str(frame.args.get("style") or "")
    return {"style": f"{style}, {much}" if style and much not in style else much}
