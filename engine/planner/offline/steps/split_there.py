"""Split there: "split the rain at 5, 13 and 33", "cut the beat in two at the outro", and "at verse 2 too" behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.languages.request import in_english
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.section_names import with_section_names
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_VERB = r"(?:split|cut|chop|slice|divide|break|separate)(?: up)?"
_APART = r"(?: (?:in|into) (?:two|2|half|halves|pieces|parts)| apart| up)?"
_AT = r"(?:at|on|where|right at|from)"
_FORMS = (
    re.compile(
        rf"{LEAD}(?P<verb>{_VERB}) (?P<what>[^,;:]+?)(?P<apart>{_APART}) {_AT} (?P<where>[^;:?]+?)[\s.!]*$",
        re.IGNORECASE,
    ),
)
_EQUAL = re.compile(
    rf"{LEAD}{_VERB} (?P<what>[^,;:]+?) (?:up )?(?:in|into) (?:(?P<half>half|halves)"
    r"|(?P<n>two|three|four|five|six|eight|\d{1,2})"
    r"(?: (?:equal |even )?(?:parts|pieces|bits|halves|thirds|quarters|clips|sections|chunks))?)[\s.!]*$",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"{LEAD}{_VERB} (?P<what>[^,;:]+?) (?:up )?(?:every|each|at every|into)"
    r" (?P<n>two|three|four|eight|sixteen|\d{1,2})[ -]bars?(?: (?:parts|pieces|bits|clips|sections|chunks))?[\s.!]*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"{LEAD}(?:(?:again|{_VERB}(?: (?:it|that|this))?(?: again)?),? )?at (?P<where>[^;:?]+?)"
    r"(?:,? (?:too|also|as well|again|please))*[\s.!]*$",
    re.IGNORECASE,
)
_IT = re.compile(r"^(?:it|this|that|the clip|this clip)$", re.IGNORECASE)
_THE_END_OF_IT = re.compile(r"^(?:the )?end of (?:it|that|this)$", re.IGNORECASE)
_ALL = re.compile(
    r"^(?:everything|all(?: of)? (?:the |my )?(?:tracks|clips|parts)|all of it|it all|the (?:whole )?(?:song"
    r"|session|arrangement|project))$",
    re.IGNORECASE,
)
_NEAR_BARS = 0.01
_MOST_PIECES = 65
NOT_THERE = "No clip of it reaches over {}; at which bar should I split it?"


def split_there(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    said = plain(text).strip()
    if '"' in said or "?" in said:
        return None
    if more := _split_more(said, scene):
        return more
    if evenly := _split_evenly(said, scene):
        return evenly
    match = next((hit for form in _FORMS if (hit := form.match(said))), None)
    if match is None:
        return None
    clips = _clips(match["what"].strip(), scene)
    is_split = not match["verb"].lower().startswith("cut") or bool(match["apart"])
    is_told = re.search(r"\bbars?\b", match["where"], re.IGNORECASE) or "," in match["where"] or _is_song(clips)
    bars = bars_listed(match["where"], scene, bare=bool(is_told)) if clips else None
    if not bars or not is_split and not re.match(r"(?:bars? )?\d", match["where"]):
        return None
    if any(clip.bars is None for clip in clips):
        return None
    return _splits(clips, bars, scene) or [Step("ask", {"text": NOT_THERE.format(_told(bars))})]


def _split_evenly(said: str, scene: DialogueState) -> list[Step] | None:
    """ "In half", "into 4", "every 8 bars"."""
    if match := _EQUAL.match(said):
        word = (match["n"] or "two").lower()
        count = int(word) if word.isdigit() else int(spoken_number(word))
        clips = _clips(match["what"].strip(), scene) if count > 1 else []
        return [Step("edit_clip", {"clip": one.id, "action": "split", "count": count}) for one in clips] or None
    match = _EVERY.match(said)
    if match is None:
        return None
    word = match["n"].lower()
    size = int(word) if word.isdigit() else int(spoken_number(word))
    clips = [one for one in _clips(match["what"].strip(), scene) if one.bars]
    steps: list[Step] = []
    for clip in clips if size else []:
        assert clip.bars
        bars = [clip.bars[0] + n * size for n in range(1, _MOST_PIECES) if clip.bars[0] + n * size < clip.bars[1]]
        further = _splits([clip], bars, scene) or []
        steps += [_counted_on(step, len(steps)) for step in further]
    return steps or None


def _counted_on(step: Step, before: int) -> Step:
    """The step behind so many others."""
    made = re.fullmatch(r"\$(\d+)\.part_2", str(step.args["clip"]))
    clip = f"${int(made[1]) + before}.part_2" if made else step.args["clip"]
    return Step("edit_clip", {**step.args, "clip": clip})


def _told(bars: Sequence[float]) -> str:
    names = [f"bar {bar:g}" for bar in bars]
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _is_song(clips: Sequence[ClipInfo]) -> bool:
    """Is a number alone a bar of it, no second? Speech is timed by the clock."""
    return all(clip.kind == "midi" or not {"speech", "interview", "podcast", "voice"} & {*clip.tags} for clip in clips)


def _clips(what: str, scene: DialogueState) -> list[ClipInfo]:
    """Of each track that is named, or of what was just worked on, all clips that may be split."""
    if _IT.match(what):
        focus = scene.clip(scene.focus(("audio", "midi")))
        return [focus] if focus else []
    if _ALL.match(what):
        return list(scene.clips)
    found = things(what, scene)
    words = re.sub(r"^(?:the|my|our|both|all)\s+", "", what, flags=re.IGNORECASE)
    if not found or found[-1].end < len(what) and not re.fullmatch(r"\s*(?:clips?|tracks?)", what[found[-1].end :]):
        return []
    if len(found) == 1 and found[0].end - found[0].start < len(words) - len(" tracks"):
        return []
    meant = {clip for thing in found for clip in thing.clips}
    return [clip for clip in scene.clips if clip.id in meant]


def _split_more(said: str, scene: DialogueState) -> list[Step] | None:
    """ "And at 17 and 25" after a split: of the pieces of that track."""
    match = _MORE.match(said) if scene.context.dialogue and scene.done else None
    last = scene.last_turn() if match else []
    if match is None or not last or any(one.args.get("action") != "split" or not one.ok for one in last):
        return None
    tracks = {scene.track_of(one) for call in last for one in (call.args.get("clip"), *call.out)} - {None}
    clips = [clip for clip in scene.clips if clip.track in tracks]
    bars = _end_of_it(match["where"], scene) or bars_listed(match["where"], scene)
    return _splits(clips, bars, scene) if bars else None


def _end_of_it(words: str, scene: DialogueState) -> list[float] | None:
    """Where the section ends at which it was split before."""
    if not _THE_END_OF_IT.match(words.strip()):
        return None
    end = float(last_bar(Clause("", "", "", scene)))
    before = in_english(scene.context.dialogue[-1].user, scene.context).text
    before = with_section_names(before, scene.context.markers)
    named = sections_named(before, scene.context.markers, end)
    return [named[-1][1][1]] if named else None


def _splits(clips: Sequence[ClipInfo], bars: Sequence[float], scene: DialogueState) -> list[Step] | None:
    """A split of each clip at each bar line that it reaches over; what is behind it is split further."""
    bar_s = Clause("", "", "", scene).bar_s
    steps: list[Step] = []
    for clip in clips:
        if clip.bars is None:
            return None
        inside = [bar for bar in bars if clip.bars[0] + _NEAR_BARS < bar < clip.bars[1] - _NEAR_BARS]
        start, name = clip.bars[0], clip.id
        for bar in inside:
            steps.append(Step("edit_clip", {"clip": name, "action": "split", "at": number((bar - start) * bar_s)}))
            start, name = bar, f"${len(steps)}.part_2"
    return steps or None
