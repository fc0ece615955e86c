"""Other bars: a turn that only says where the call before it should have been: "only in the chorus", "until bar 11"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.level_over_bars import held
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.part_said import PART, edge, numbered
from engine.planner.offline.steps.only_there import WHICH_BARS
from engine.planner.offline.steps.only_those import ONLY_THERE
from engine.planner.offline.steps.spots import EXCLUSIVE, as_counted, in_bars
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.reason import wish_alone
from engine.planner.offline.text.words import compiled, plain, tokens
from engine.tasks.plan import Step

_BARS = re.compile(
    r"(?:\b(?P<lead>from|between|starting(?: at| from)?|until|till|to|up to|in|at|on|for|during|over|through|across)"
    r"\s+)?"
    r"(?:the\s+)?(?:start of\s+)?\bbars?\s+(?P<first>\d+(?:\.\d+)?)"
    r"(?:\s*(?:to|-|–|and|&|n|until|till|through)\s*(?:bars?\s+)?(?P<last>\d+(?:\.\d+)?))?",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    "no nope nah wrong sorry oops wait i i'd meant mean actually rather argh ugh ok okay hm hmm well so then now please"
    " pls just only instead there do that this it it's make it'll should would be but and not all whole song the a use"
    " put have has want wanted like thanks ah oh um uh though tho although of on onwards up until till before"
    " after".split()
)
WHERE = "Where should it go?"
_LIES = ("arrange", "marker", "generate_audio", "generate_midi", "sing", "speak")
_COUNT = r"(?P<count>\d+|an?|one|two|three|four|five|six|eight)"
_OF_IT = re.compile(
    rf"\b(?:(?:in|for|during|over|on)\s+)?(?:the |its )(?P<which>first|last|final"
    rf"|opening)\s+(?:{_COUNT}\s+)?(?P<unit>bar|beat)s?"
    r"(?:\s+(?:of|in) (?:it|that|them|those|there|this))?\b",
    re.IGNORECASE,
)
_LONGER = re.compile(
    rf"\b(?:by\s+)?{_COUNT}\s+(?:more\s+)?(?P<unit>bar|beat)s?\s+(?P<way>longer|shorter)\b", re.IGNORECASE
)
_STARTS = re.compile(
    r"\b(?:from|(?P<edge>start|begin|end|stop|finish)(?:ing|s)?(?: (?:it|that|them|the (?:fade|ramp|rise|swell)))?)"
    rf"\s+{_COUNT}\s+(?P<unit>bar|beat)s?\s+"
    r"(?P<starts>earlier|sooner|before(?: that)?|later)\b",
    re.IGNORECASE,
)
_TOWARDS = r"(?<!until )(?<!till )(?<!from )(?<!to )(?<!by )(?<!before )(?<!after )"
""" "Until the chorus" is not in it."""
_ADDS = re.compile(r"\b(?:too|also|as well|again|same)\b", re.IGNORECASE)
_DENIES = re.compile(r"\W*(?:no|nope|nah|not|sorry|oops|wait|i meant?)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|just)\b", re.IGNORECASE)
_TOO_MUCH = re.compile(
    r"^\W*(?:(?:no|hm+|that'?s|it'?s|way|far|a bit)[\s,]+)*too much(?: of (?:it"
    r"|that))?(?: now)?[\s,.;!-]+", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s*(?:of|in)\b", re.IGNORECASE)
_THE_REST = re.compile(
    r"[\s,;.]*\b(?:and |but )?(?:the |all (?:the )?)?(?:rest|others?(?: bars?)?|remaining(?: bars)?|everything else"
    r"|(?:first|last) (?:one|two|three|four|\d)(?: bars)?)(?: of (?:it|them))?"
    r"(?: (?:bars?|ones?|back|stays?|can|should|stay|remains?|goes?|go|like|as|how|untouched|unchanged|alone|is|are|was"
    r"|were|fine|it|they|the|way|before|to|normal|originally))+\W*$"
    r"|^\W*(?:leave |keep )?(?:the )?(?:rest|others?(?: bars)?)(?: (?:as|like|how) (?:it|they) (?:was|were|is|are))?"
    r"(?:,| but)(?= only)",
    re.IGNORECASE,
)
_LIKE_THAT = re.compile(
    r"\b(?:like (?:that|this)|that way|(?:that|so|this) (?:hard|loud|soft|quiet|much|strong|high|low|tight|long"
    r"|short))\b",
    re.IGNORECASE,
)
""" "Only bars 3 and 4 that hard, the rest as it was": what was done stays as it was done."""
_SPARES = re.compile(
    r"\b(?:(?:and |but )?not(?: just)?|never|except(?: for)?|apart from|without|leave out|skip|spare)\s*(?:in"
    r"|during|over|on|at|for)?\s*$",
    re.IGNORECASE,
)
""" "Not in the verse": everywhere else."""
_TO_END = ("until", "till", "to", "up to")


def in_other_bars(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    placed = DialogueState.of(scene.context)
    text = _TOO_MUCH.sub("", plain(text)).replace("very last", "last")
    shorter = _LIKE_THAT.sub(" ", _THE_REST.sub("", _counted_from_its_ends(plain(wish_alone(text)), scene)))
    told = plain(in_bars(_in_parts(shorter, scene), placed))
    if steps := _of_its_own(told, scene):
        return steps
    matches = list(_BARS.finditer(told))
    rest = _ADDS.sub(" ", _BARS.sub(" ", told)).lower()
    words = [token.low for token in tokens(rest) if token.text[0].isalnum()]
    if len(matches) != 1 or "not" in words or any(word not in _BESIDE for word in words):
        return None
    state = State.of(scene)
    frames = done_last(state)
    there = [_there(one, matches[0], told, state, placed) for one in frames]
    found = [step for step in there if step]
    return found if found and len(found) == len(there) else None


def not_there(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Not in the verse": the call before it over the bars that are left; None for any other turn."""
    state, placed = State.of(scene), DialogueState.of(scene.context)
    told = plain(in_bars(_in_parts(plain(text), scene), placed))
    matches = list(_BARS.finditer(told))
    spared = _SPARES.search(told[: matches[0].start()]) if len(matches) == 1 else None
    frames = done_last(state) if spared else []
    rest = f"{told[: spared.start()]} {told[matches[0].end() :]}".lower() if spared else ""
    if not frames or any(token.low not in _BESIDE for token in tokens(rest) if token.text[0].isalnum()):
        return None
    over = [_over_bars(one, state) for one in frames]
    bars = PART.search(matches[0][0])
    reach = numbered(bars) if bars else None
    if reach is None or len(frames) != 1 or over[0] is None:
        return [Step("ask", {"text": WHERE})] if any(one.tool in _LIES for one in frames) else _asked_which_bars(frames)
    return _over_the_rest(frames[0], *over[0], reach, placed)


def _asked_which_bars(frames: Sequence[Frame]) -> list[Step] | None:
    """Of a tempo or a fade a place cannot be left out."""
    acts = [one for one in frames if one.tool in ("transport", "edit_clip", "mix", "route", "automate")]
    return [Step("ask", {"text": WHICH_BARS})] if acts else None


def _over_the_rest(
    frame: Frame, tool: str, args: dict[str, Any], spared: tuple[float, float], scene: DialogueState
) -> list[Step]:
    is_behind = 0 if frame.tool in EXCLUSIVE else 1
    first = float(frame.args.get("start_bar", 1))
    end = float(frame.args.get("end_bar", last_bar(Clause("", tool, "", scene)) - is_behind)) + is_behind
    clip = scene.clip(frame.args.get("clip")) if tool == frame.tool else None
    if clip and clip.bars:
        first, end = max(first, clip.bars[0]), min(end, clip.bars[1])
    if spared[0] >= end or spared[1] <= first:
        return [Step("chat", {"text": ONLY_THERE})]
    left = [(a, b) for a, b in ((first, min(end, spared[0])), (max(first, spared[1]), end)) if b - a > 1e-6]
    steps = []
    for place, (a, b) in enumerate(left):
        scene.places.ends.add(b)
        where = as_counted(tool, {**args, "start_bar": number(a), "end_bar": number(b)}, scene)
        steps.append(told_as(Step(tool, where), "again" if place else "fix", frame))
    return steps or [Step("undo", {})]


def _over_bars(frame: Frame, state: State) -> tuple[str, dict[str, Any]] | None:
    """The call as one that is done over some bars; None where there is no such."""
    row, track = row_of(frame.tool), frame.args.get("track")
    if (level_db := held(frame, state)) is not None:
        return "automate", {"track": track, "parameter": "volume", "from": level_db, "to": level_db}
    if (frame.tool, frame.kind) == ("mix", "mute") and track:
        return "automate", {"track": track, "parameter": "mute", "from": 1, "to": 1}
    if (frame.tool, frame.kind) == ("mix", "pan") and track and "value" in frame.args:
        return "automate", {"track": track, "parameter": "pan", "from": frame.args["value"], "to": frame.args["value"]}
    if frame.tool in ("arrange", "transport") or row is None:
        return None
    if not {"start_bar", "end_bar"} <= {arg.name for arg in row.args}:
        return None
    if frame.tool == "edit_clip" and frame.kind in ("fade_in", "fade_out", "trim", "cut", "split", "loop"):
        return None
    return frame.tool, {k: v for k, v in frame.args.items() if k not in ("start", "end", "start_bar", "end_bar")}


def _of_its_own(told: str, scene: DialogueState) -> list[Step] | None:
    """ "Only in the first bar of it", "a bar longer", "from 2 bars earlier": by the bars of the call before it."""
    match = _OF_IT.search(told) or _LONGER.search(told) or _STARTS.search(told)
    rest = tokens(f"{told[: match.start()]} {told[match.end() :]}".lower()) if match else []
    if not match or any(one.low not in _BESIDE for one in rest if one.text[0].isalnum()):
        return None
    said = (match["count"] or "one").lower()
    beats, unit = (int(one) for one in scene.context.time_signature.split("/"))
    count = float(said) if said.isdigit() else float(spoken_number(said) or 1)
    size = count / (beats * 4 / unit) if match["unit"].lower() == "beat" else count
    steps: list[Step] = []
    for frame in done_last(State.of(scene)):
        start, end = frame.args.get("start_bar"), frame.args.get("end_bar")
        if not isinstance(start, int | float) or not isinstance(end, int | float):
            return None
        is_exclusive = frame.tool in EXCLUSIVE or "to_bpm" in frame.args
        behind = float(end) + (0 if is_exclusive else 1)
        if "starts" in match.groupdict():
            moved = size if match["starts"].lower() == "later" else -size
            is_end = (match["edge"] or "").lower() in ("end", "stop", "finish")
            a, b = (float(start), behind + moved) if is_end else (start + moved, behind)
        elif "way" in match.groupdict():
            a, b = float(start), behind + (size if match["way"].lower() == "longer" else -size)
        elif match["which"].lower() in ("first", "opening"):
            a, b = float(start), start + size
        else:
            a, b = behind - size, behind
        if not (b > a >= 1) or size > behind - start and "which" in match.groupdict():
            return None
        b -= 0 if is_exclusive else 1
        steps.append(
            told_as(Step(frame.tool, {**frame.args, "start_bar": number(a), "end_bar": number(b)}), "fix", frame)
        )
    return steps or None


def _counted_from_its_ends(text: str, scene: DialogueState) -> str:
    """ "And the first bar too", "no, the last two bars": of the clip that the call before was about."""
    match = PART.search(text)
    if (
        not match
        or match["a"]
        or not (_ADDS.search(text) or _DENIES.match(text) or _ONLY.search(text))
        or _OF_WHAT.match(text[match.end() :])
    ):
        return text
    clips = [clip for frame in done_last(State.of(scene)) for clip in frame.clips()]
    where = edge(match, clips, scene) if clips else None
    if where is None:
        return text
    head = re.sub(r"\b(?:in|on|over|during|for)\s*$", "", text[: match.start()], flags=re.IGNORECASE)
    return f"{head}from bar {where[0]:g} to bar {where[1]:g}{text[match.end() :]}"


def _in_parts(text: str, scene: DialogueState) -> str:
    """ "For the chorus", "the chorus": in it, where the song has such a part."""
    for name, _ in scene.context.markers:
        part = rf"\bthe\s+{re.escape(name)}\b(?:\s+(?:part|bit|section)\b)?"
        words = rf"{_TOWARDS}(?:\b(?:for|on|at|over|during|in)\s+)?{part}"
        text = compiled(words, re.IGNORECASE).sub(f"in the {name}", text)
    return text


def _there(frame: Frame, match: re.Match[str], told: str, state: State, scene: DialogueState) -> Step | None:
    row = row_of(frame.tool)
    if frame.tool == "transport" and frame.kind in ("play", "locate"):
        at = match["first"] if match["lead"] not in _TO_END and not match["last"] else ""
        return (
            told_as(Step("transport", {"action": frame.kind, "bar": number(float(at))}), "fix", frame) if at else None
        )
    if frame.tool == "arrange" and not (match["last"] and "start_bar" in frame.args):
        return None  # where it goes to is another bar
    tool, args = frame.tool, dict(frame.args)
    if frame.tool == "mix":
        if (moved := _over_bars(frame, state)) is None:
            return None
        tool, args = moved
    elif row is None or not {"start_bar", "end_bar"} <= {arg.name for arg in row.args}:
        return None
    where = _range(match, args, last_bar(Clause(told, tool, "", scene)), 0 if tool in EXCLUSIVE else 1)
    if where is None:
        return None
    args = {name: value for name, value in args.items() if name not in ("start", "end", "start_bar", "end_bar")}
    scene.places.ends.add(float(where["end_bar"]))
    op = "again" if _ADDS.search(told) and tool == frame.tool else "fix"
    return told_as(Step(tool, as_counted(tool, {**args, **where}, scene)), op, frame)


def _range(match: re.Match[str], args: dict[str, Any], end_of_song: float, behind: int) -> dict[str, Any] | None:
    """Both ends; the one that is not said is as before, or that of the song.

    `behind` is 1 where an end is told by its last bar, 0 where by the bar behind it.
    """
    first = float(match["first"])
    last = float(match["last"]) if match["last"] else None
    lead = (match["lead"] or "").lower()
    if last is not None:
        bars = PART.search(match[0])
        start, end = (bars and bars["b"] and numbered(bars)) or (first, last)
    elif lead in _TO_END:
        start, end = args.get("start_bar", 1), first
        start = start if float(start) < first else 1
    elif lead.startswith(("from", "starting")):
        end = float(args["end_bar"]) + behind if "end_bar" in args else end_of_song
        start, end = first, end if end > first else end_of_song
    else:
        start, end = first, first + 1
    if not float(start) < float(end):
        return None
    return {"start_bar": number(float(start)), "end_bar": number(float(end))}
