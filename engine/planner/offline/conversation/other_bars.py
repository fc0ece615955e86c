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
from engine.planner.offline.sentence.notes_in_hand import bars_of
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.part_said import PART, edge, numbered
from engine.planner.offline.steps.bars_meant import with_bars_told
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
OF_THE_WHOLE = "That holds for all of it; it cannot be had in some bars only."
GONE = "The clip is gone as a whole; take that back first, then say which bars of it should go."
_OF_THE_WHOLE = ("set_track", "route", "separate_stems", "freeze", "plugin", "audio_to_midi", "separate_speakers")
_OF_NOTES = ("change_tempo_key", "edit_notes")
_FROM = ("from", "starting", "starting at", "starting from")
_OPEN_END = {"fade_out": _FROM, "fade_in": ("until", "till", "to", "up to")}
"""A fade in may end at a bar, a fade out may begin at one; the other end is that of the clip."""
_WHOLE_KINDS = ("rename", "solo", "unsolo")
_NO_SPAN = ("fade_in", "fade_out", "trim", "cut", "split", "loop")
_LIES = ("arrange", "marker", "generate_audio", "generate_midi", "sing", "speak")
_COUNT = r"(?P<count>\d+|an?|one|two|three|four|five|six|eight)"
_OF_IT = re.compile(
    rf"\b(?:(?:in|for|during|over|on)\s+)?(?:the |its )(?P<which>first|last|final"
    rf"|opening)\s+(?:{_COUNT}\s+)?(?P<unit>bar|beat)s?"
    r"(?:\s+(?:of|in) (?:it|that|them|those|there|this))?\b",
    re.IGNORECASE,
)
_HALF_OF_IT = re.compile(
    r"\b(?:(?:in|for|during|over|on)\s+)?(?:the |its )?(?P<which>first|1st|second|2nd|last|final|other) half"
    r"(?:\s+(?:of|in) (?:it|that|them|those|there|this))?\b",
    re.IGNORECASE,
)
_HALF_OF = re.compile(r"\b(?P<which>first|1st|second|2nd|last) half of\b", re.IGNORECASE)
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
    r"|that))?(?: now)?[\s,.;!-]+",
    re.IGNORECASE,
)
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
_EVERYWHERE_BUT = re.compile(
    r"\b(?:everywhere|always|all over)(?: else)? (?:but|except)(?: for)?(?: not)? ", re.IGNORECASE
)
_NOT_BEFORE = re.compile(r"\bnot (?:before|until|till) ", re.IGNORECASE)
_TO_END = ("until", "till", "to", "up to")


def in_other_bars(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    placed = DialogueState.of(scene.context)
    if half := _half_of_it(plain(text), scene):
        return half
    text = _with_parts_of_parts(_TOO_MUCH.sub("", plain(text)).replace("very last", "last"), scene)
    text = _NOT_BEFORE.sub("from ", text)
    if several := _in_several(text, scene):
        return several
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
    if no := _never_there(frames):
        return no
    if len(frames) == 1 and (clock := _of_the_clock(frames[0], matches[0], told, scene)):
        return clock
    there = [_there(one, matches[0], told, state, placed) for one in frames]
    found = [step for step in there if step]
    return found if found and len(found) == len(there) else None


_AT_AN_END = re.compile(
    r"^\W*(?:(?:no|nope|ok|sorry|actually|just|only|rather|but|and|then|put it|make it|it|that|should be|goes"
    r"|not)\W+)*(?:right )?(?:at|to) the (?:very )?(?:(?P<end>end)|start|beginning|top)"
    r"(?: of (?:it|the (?:song|track|piece)))?(?:\W+(?:instead|please|then|rather|actually))*\W*$",
    re.IGNORECASE,
)


def at_an_end(text: str, scene: DialogueState) -> list[Step] | None:
    """ "No, at the end": where what lies somewhere goes; a question behind what has no place."""
    match = _AT_AN_END.match(plain(text))
    frames = done_last(State.of(scene)) if match else []
    if match is None or len(frames) != 1 or frames[0].kind in ("fade_in", "fade_out", "delete"):
        return None
    frame = frames[0]
    bar = last_bar(Clause("", frame.tool, "", scene)) if match["end"] else 1
    if frame.tool in ("arrange", "marker") and "bar" in frame.args:
        return [told_as(Step(frame.tool, {**frame.args, "bar": number(float(bar))}), "fix", frame)]
    if frame.tool in _LIES and len(frame.out) == 1:
        return [Step("arrange", {"action": "move", "clip": frame.out[0], "bar": number(float(bar))})]
    return _never_there(frames) or [Step("ask", {"text": WHICH_BARS})]


_AS_BEFORE = re.compile(
    r"^\W*(?:(?:and|but|ok|then|now)\W+)*(?:(?:put|leave|keep|bring|have) )?(?P<where>(?:the )?(?:last|first|final)"
    r" (?:\w+ )?(?:bars?|half)|bars? [\w -]+?) (?:back )?(?:to )?(?:where|how|as|like|the way) (?:it|they) (?:was|were)"
    r"(?: before| at first)?\W*$|^\W*(?:(?:and|but|ok)\W+)*leave (?:out )?(?P<spared>(?:the )?(?:last|first"
    r"|final) (?:\w+ )?"
    r"bars?)(?: alone| out| untouched)?\W*$",
    re.IGNORECASE,
)
""" "And the last two bars back where they were": not there."""
_SPARES_ITS_END = re.compile(
    r"^\W*(?:(?:and|but|no)\W+)*(?:not|except|leave out|skip|spare)(?: (?:in|for|over|during))? (?:the |its )?"
    r"(?:first|last|final) ",
    re.IGNORECASE,
)


def _not_in(match: re.Match[str]) -> str:
    return f"not in {match['where'] or match['spared']}"


def not_there(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Not in the verse": the call before it over the bars that are left; None for any other turn."""
    state, placed = State.of(scene), DialogueState.of(scene.context)
    text = _EVERYWHERE_BUT.sub("not ", _AS_BEFORE.sub(_not_in, plain(text)))
    text = _counted_from_its_ends(text, scene) if _SPARES_ITS_END.match(text) else text
    told = plain(in_bars(_in_parts(_with_parts_of_parts(text, scene), scene), placed))
    matches = list(_BARS.finditer(told))
    spared = _SPARES.search(told[: matches[0].start()]) if len(matches) == 1 else None
    frames = done_last(state) if spared else []
    rest = f"{told[: spared.start()]} {told[matches[0].end() :]}".lower() if spared else ""
    if not frames or any(token.low not in _BESIDE for token in tokens(rest) if token.text[0].isalnum()):
        return None
    if no := _never_there(frames):
        return no
    over = [_over_bars(one, state) for one in frames]
    bars = PART.search(matches[0][0])
    reach = numbered(bars) if bars else None
    if reach and len(frames) == 1 and _is_elsewhere(frames[0], reach):
        return [Step("chat", {"text": ONLY_THERE})]
    if reach is None or len(frames) != 1 or over[0] is None:
        return [Step("ask", {"text": WHERE})] if any(one.tool in _LIES for one in frames) else _asked_which_bars(frames)
    return _over_the_rest(frames[0], *over[0], reach, placed)


def _never_there(frames: Sequence[Frame]) -> list[Step] | None:
    """What is said where all that was done has no bars: a colour, a send, stems; or where nothing is left."""
    if frames and all((one.tool, one.kind) == ("arrange", "delete") for one in frames):
        return [Step("ask", {"text": GONE})]
    if frames and all(one.tool in _OF_THE_WHOLE or one.kind in _WHOLE_KINDS for one in frames):
        return [Step("refuse", {"text": OF_THE_WHOLE})]
    return None


def _is_elsewhere(frame: Frame, spared: tuple[float, float]) -> bool:
    """Was it done in other bars anyway?"""
    start, end = frame.args.get("start_bar"), frame.args.get("end_bar")
    if frame.tool != "transport" or not isinstance(start, int | float) or not isinstance(end, int | float):
        return False
    return spared[0] >= end or spared[1] <= start


_SEVERAL = re.compile(r"\bin bars (?P<bars>\d+(?: to \d+)?(?: and \d+(?: to \d+)?)+)", re.IGNORECASE)


def _in_several(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Only in the intro and the outro": the call before it in each of them, and nowhere else."""
    told = plain(with_bars_told(text, scene))
    match, state = _SEVERAL.search(told), State.of(scene)
    frames = done_last(state) if match else []
    rest = f"{told[: match.start()]} {told[match.end() :]}".lower() if match else ""
    words = [token.low for token in tokens(rest) if token.text[0].isalnum()]
    if match is None or len(frames) != 1 or "not" in words or any(word not in _BESIDE for word in words):
        return None
    if (over := _over_bars(frames[0], state)) is None:
        return None
    spans = [[float(bar) for bar in part.split(" to ")] for part in match["bars"].split(" and ")]
    return _in_each(frames[0], *over, [(bars[0], bars[-1] + 1) for bars in spans], DialogueState.of(scene.context))


_PART_OF_A_PART = re.compile(
    r"\bhalf\b|\bbars? (?:right )?(?:before|after|into|of|in)\b|\bthrough\b|\bfor \S+ bars?\b", re.IGNORECASE
)


def in_parts_told(text: str, scene: DialogueState) -> list[Step] | None:
    """In other bars, where those are told by parts: before a part alone is heard in the words."""
    return in_other_bars(text, scene) if _PART_OF_A_PART.search(text) else None


def _with_parts_of_parts(text: str, scene: DialogueState) -> str:
    """ "Only in the second half of the verse", "not in the bar before the chorus": with their bars."""
    return plain(with_bars_told(text, scene)) if _PART_OF_A_PART.search(text) else text


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
    return _in_each(frame, tool, args, left, scene) or [Step("undo", {})]


def _in_each(
    frame: Frame, tool: str, args: dict[str, Any], stretches: Sequence[tuple[float, float]], scene: DialogueState
) -> list[Step]:
    steps = []
    for place, (a, b) in enumerate(stretches):
        scene.places.ends.add(b)
        where = as_counted(tool, {**args, "start_bar": number(a), "end_bar": number(b)}, scene)
        steps.append(told_as(Step(tool, where), "again" if place else "fix", frame))
    return steps


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
    if frame.tool == "edit_clip" and frame.kind in _NO_SPAN:
        return None
    return frame.tool, {k: v for k, v in frame.args.items() if k not in ("start", "end", "start_bar", "end_bar")}


def _half_of_it(told: str, scene: DialogueState) -> list[Step] | None:
    """ "Only in the second half of it": of the bars of the calls before it."""
    match = _HALF_OF_IT.search(told)
    rest = tokens(f"{told[: match.start()]} {told[match.end() :]}".lower()) if match else []
    frames = done_last(State.of(scene)) if match else []
    if not match or any(one.low not in _BESIDE for one in rest if one.text[0].isalnum()):
        return None
    is_first = match["which"].lower() in ("first", "1st")
    before = _HALF_OF.search(plain(frames[0].said)) if frames else None
    was_first = before["which"].lower() in ("first", "1st") if before else None
    steps = []
    for frame in frames:
        start, end = frame.args.get("start_bar"), frame.args.get("end_bar")
        if frame.tool in _OF_NOTES and (lying := bars_of(frame.clips(), scene)):
            start, end = start or lying[0], end or lying[1]
        if not isinstance(start, int | float) or not isinstance(end, int | float):
            return None
        is_behind = 0 if frame.tool in EXCLUSIVE or "to_bpm" in frame.args else 1
        size = end + is_behind - start
        if before and was_first != is_first:  # the other half of the same
            a, b = (start - size, end - size) if is_first else (start + size, end + size)
        else:
            a, b = (start, end - size / 2) if is_first else (start + size / 2, end)
        steps.append(
            told_as(Step(frame.tool, {**frame.args, "start_bar": number(a), "end_bar": number(b)}), "fix", frame)
        )
    return steps or None


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
        or not (_ADDS.search(text) or _DENIES.match(text) or _ONLY.search(text) or _SPARES_ITS_END.match(text))
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
    if frame.kind in _OPEN_END and not match["last"]:
        is_open = (match["lead"] or "").lower() in _OPEN_END[frame.kind]
        if not is_open:
            return Step("ask", {"text": WHICH_BARS})
        args = {name: value for name, value in args.items() if name not in ("start_bar", "end_bar")}
    where = _range(match, args, last_bar(Clause(told, tool, "", scene)), 0 if tool in EXCLUSIVE else 1)
    if where is None:
        return None
    gone = ("start", "end", "start_bar", "end_bar", *(("duration",) if frame.kind in _OPEN_END else ()))
    args = {name: value for name, value in args.items() if name not in gone}
    scene.places.ends.add(float(where["end_bar"]))
    op = "again" if _ADDS.search(told) and tool == frame.tool else "fix"
    return told_as(Step(tool, as_counted(tool, {**args, **where}, scene)), op, frame)


def _of_the_clock(frame: Frame, match: re.Match[str], told: str, scene: DialogueState) -> list[Step] | None:
    """A tempo or a meter that was set, from another bar on; up to a bar where it is known what it was before."""
    name = {"set_tempo": "bpm", "set_meter": "meter"}.get(frame.kind, "")
    if frame.tool != "transport" or not name or name not in frame.args or "to_bpm" in frame.args:
        return None
    end_of_song = last_bar(Clause(told, "transport", frame.kind, scene))
    since = {"start_bar": frame.args["bar"]} if "bar" in frame.args else {}
    where = _range(match, since, end_of_song, 0)
    if where is None:
        return None
    lead, first = (match["lead"] or "").lower(), where["start_bar"]
    set_here = {"action": frame.kind, name: frame.args[name]}
    steps = [told_as(Step("transport", {**set_here, "bar": first}), "fix", frame)]
    if lead in ("at", "on", *_FROM) and not match["last"]:
        return steps
    if where["end_bar"] >= end_of_song:
        return steps
    if float(frame.args.get("bar", 1)) <= 1:
        what = "meter" if name == "meter" else "tempo"
        return [Step("ask", {"text": f"Which {what} should it be from bar {where['end_bar']:g} on?"})]
    before = scene.context.time_signature if name == "meter" else number(scene.context.tempo)
    return [*steps, Step("transport", {"action": frame.kind, name: before, "bar": where["end_bar"]})]


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
