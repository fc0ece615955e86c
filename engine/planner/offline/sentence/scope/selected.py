"""Selected: what a request is about that names nothing, "this", and where "here" is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import covers
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.each_by_itself import in_a_row
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.regex import regex
from engine.tasks.plan import Step

_Whole = Callable[[str, DialogueState, Named], list[Step] | None]
_Joints = Callable[[str, DialogueState], Sequence[tuple[int, int]]]
_HERE = regex(
    r"\b(?:(?:right |just |only )?(?:in |over )?here\b(?!'s)"
    r"|(?:only |just )?(?:in|over|for|during|throughout|across) (?:this|these)"
    r"(?: (?:bit|part|section|range|bars?|stretch|passage|area))?(?=\s*(?:[,.;]|and\b|$))"
    r"|(?:in |over )?(?:this (?:section|range|area|stretch|passage)|these bars|the selected (?:bars?|range|area|part)"
    r"|the (?:selection|selected range)))",
    re.IGNORECASE,
)
_STRETCH = regex(
    r"\b(?P<verb>copy|duplicate|repeat|loop|double|delete|remove|cut|export|bounce|render|print)"
    r" (?:(?:this|these) bars?|this|these|it|that)\b(?! \w*(?:track|clip|note))",
    re.IGNORECASE,
)
""" "Copy this to the end", where nothing but bars is selected."""
_THESE_BARS = regex(
    r"\b(?:(?P<on>on|in|over) )?(?:these|this|the (?:selected|marked|highlighted)) (?:bars?|measures?)\b",
    re.IGNORECASE,
)
_SAME = regex(
    r"\W*(?:and |now |then |ok )*(?:(?:the |do the )?same(?: thing| again)*"
    r"(?: (?:here|(?:for|to|on|with) (?:this|these|it)(?: (?:one|ones|track|clip))?|please|too))*"
    r"|(?:this|these|here)(?: (?:one|ones|track|clip))? (?:too|as well|also|likewise))\W*",
    re.IGNORECASE,
)
""" "Same here", "this one too": what was done before is done to it."""
_SO_MANY_BARS = regex(rf"\b(?:these|those|the selected) (?P<count>{COUNT}) bars\b", re.IGNORECASE)
_GONE = regex(
    r"\W*(?:delete|remove|erase|bin|trash|get rid of)(?: (?:it|this|that|these|them|both|all of (?:them|these)))?\W*",
    re.IGNORECASE,
)
_FADES = regex(r"\bfad(?:e|es|ed|ing)\b", re.IGNORECASE)
_THEM = regex(r"\b(?:all (?:of )?)?(?:these|those|them|em|this|it|that)(?: notes)?\b(?!')", re.IGNORECASE)
_DECIBELS = regex(r"\bd ?b\b|\bdecibel|\b(?:fader|track|volume|gain|clip)\b", re.IGNORECASE)
_PASSAGE = regex(r"\bthis (?:passage|part|bit|section|stretch|range|phrase|spot)\b", re.IGNORECASE)
_WHOLE = 1e-3
_IS_DONE = frozenset(
    "mix apply_effect automate set_track edit_clip change_tempo_key edit_notes arrange route denoise style_transfer"
    " normalize harmonize freeze".split()
)


@dataclass(frozen=True)
class Selected:
    """What is selected: a thing, those of its bars that are meant where not all are, and whether it is notes."""

    thing: Named
    bars: Bars | None
    is_notes: bool

    @property
    def is_track(self) -> bool:
        """Are whole tracks selected, and none of their clips or bars?"""
        return not self.thing.is_clip and self.bars is None


def selected(scene: DialogueState) -> Selected | None:
    """What was selected for this request; None where nothing was, or where something is attached to it."""
    spoken = scene.context
    if not spoken.is_newly_selected or spoken.files:
        return None
    chosen = [clip for one in spoken.selected_clips if (clip := scene.clip(one))]
    tracks = tuple(dict.fromkeys(one.track for one in chosen if one.track)) or tuple(spoken.selected_tracks)
    bars = spoken.selected_bars
    under = [one for one in scene.clips if one.track in tracks and bars and covers(one, bars)]
    cut = [one for one in under if one.kind == "midi" and one not in chosen]
    if cut and bars:
        return Selected(_thing(tracks, [one.id for one in under], is_clip=False), bars, is_notes=True)
    if chosen:
        is_notes = all(one.kind == "midi" for one in chosen)
        return Selected(_thing(tracks, [one.id for one in chosen], is_clip=True), None, is_notes)
    lying = [one.id for one in scene.clips if one.track in tracks]
    return Selected(_thing(tracks, lying, is_clip=False), bars, is_notes=False) if tracks else None


def _part_of_it(scene: DialogueState, own: Selected) -> Selected | None:
    """Bars of recordings that go on before or behind them: what is done to these is done there alone."""
    bars, chosen = scene.context.selected_bars, [clip for one in own.thing.clips if (clip := scene.clip(one))]
    if bars is None or own.bars is not None or any(one.kind == "midi" or one.bars is None for one in chosen):
        return None
    inside = all(one.bars and bars[0] <= one.bars[0] + _WHOLE and one.bars[1] <= bars[1] + _WHOLE for one in chosen)
    meet = all(covers(one, bars) for one in chosen)
    tracks = tuple(dict.fromkeys(str(one.track) for one in chosen if one.track))
    if inside or not meet:
        return None
    return Selected(_thing(tracks, own.thing.clips, is_clip=False), bars, is_notes=False)


def _thing(tracks: tuple[str, ...], clips: Sequence[str], *, is_clip: bool) -> Named:
    return Named(0, 0, tracks, tuple(clips), is_clip)


def without_their_count(text: str, bars: Bars | None) -> str:
    """ "Copy these 4 bars to 17", with four selected: "these bars"; the figure is none of a place."""
    match = _SO_MANY_BARS.search(text)
    if match is None or bars is None or abs(counted(match["count"]) - (bars[1] - bars[0])) > _WHOLE:
        return text
    return f"{text[: match.start()]}these bars{text[match.end() :]}"


_GOES_WHOLE = regex(r"\b(?:copy|duplicate|move|repeat|delete|remove|cut|normali[sz]e|stretch) $", re.IGNORECASE)


def with_these_bars(text: str, scene: DialogueState) -> str:
    """ "Reverse this bar", with a bar selected: "reverse bar 12", whatever was worked on before."""
    spoken = scene.context
    match = _THESE_BARS.search(text)
    if match is None or spoken.selected_bars is None or not spoken.is_newly_selected or spoken.files:
        return text
    if _GOES_WHOLE.search(text[: match.start()]) and selected(scene):
        return f"{text[: match.start()]}this{text[match.end() :]}"
    bars = _in_words(spoken.selected_bars).removeprefix("in ")
    lead = "" if match["on"] is None else "over " if _FADES.search(text) else "in "
    return f"{text[: match.start()]}{lead}{bars}{text[match.end() :]}"


def with_selected_bars(text: str, scene: DialogueState) -> str:
    """ "Mute the bass here", with bars selected: "mute the bass in bars 17 to 24"."""
    spoken = scene.context
    bars = spoken.selected_bars
    if not spoken.is_newly_selected or spoken.files:
        return text
    if edges := bars or _bars_of_clips(scene):
        text = _with_edge_of_selection(text, scene, edges)
    if bars is None:
        return text
    told = taken_apart(text, scene)
    if not spoken.selected_tracks and not spoken.selected_clips and all(one.is_pointed for one in told.things):
        text = _STRETCH.sub(rf"\g<verb> {_in_words(bars).removeprefix('in ')}", text)
    if told.places:
        return text
    return _HERE.sub(_in_words(bars).replace("in ", "over ") if _FADES.search(text) else _in_words(bars), text)


_ITS_EDGE = regex(
    rf"(?P<lead>\b(?:in|over|for|during|across|from|within|throughout) )?(?:(?:only|just) )?(?:the |its |their )?"
    rf"(?P<which>first|last|final|opening|closing) (?:(?P<count>{COUNT}) )?bars?\b"
    r"(?! (?:of|before|in|leading|into|there|after|from))",
    re.IGNORECASE,
)


def _bars_of_clips(scene: DialogueState) -> Bars | None:
    """From where the selected clips begin to where they end."""
    lying = [clip.bars for one in scene.context.selected_clips if (clip := scene.clip(one)) and clip.bars]
    return (min(one[0] for one in lying), max(one[1] for one in lying)) if lying else None


def _with_edge_of_selection(text: str, scene: DialogueState, bars: Bars) -> str:
    """ "Mute the first 2 bars", with bars selected: the first two of these, and not those of the song."""
    match = _ITS_EDGE.search(text)
    if match is None or _FADES.search(text) or _STRETCH.search(text):
        return text
    named = [one for one in taken_apart(text, scene).things if not one.is_pointed]
    if named and scene.context.selected_tracks and not set(named[0].tracks) <= set(scene.context.selected_tracks):
        return text
    size, (start, end) = counted(match["count"] or "1"), bars
    if not 0 < size <= end - start:
        return text
    is_first = match["which"].lower() in ("first", "opening")
    edge = (start, start + size) if is_first else (end - size, end)
    return f"{text[: match.start()]}{_in_words(edge)}{text[match.end() :]}"


def _in_words(bars: Bars) -> str:
    """The bars as somebody would type them."""
    start, end = bars
    if abs(start - round(start)) < _WHOLE and abs(end - round(end)) < _WHOLE:
        first, last = round(start), round(end) - 1
        return f"in bar {first}" if last <= first else f"in bars {first} to {last}"
    return f"from {start:g} to {end:g}"


def of_the_selection(text: str, scene: DialogueState, whole: _Whole, joints: _Joints) -> list[Step] | None:
    """The steps of a sentence that names nothing, about what is selected; None where it is not sure."""
    own = selected(scene)
    text = _PASSAGE.sub("this", text) if own and scene.context.selected_bars else text
    text = _ONLY_THIS.sub("", text) if own else text
    if own is None or not (_is_bare(text, scene) or _SAME.fullmatch(text)):
        return None
    if (part := _part_of_it(scene, own)) and (steps := _read_of(text, scene, part, whole)):
        return steps
    if own.is_track and _GONE.fullmatch(text):
        return [Step("arrange", {"action": "delete", "track": one}) for one in own.thing.tracks]
    return _read_of(text, scene, own, whole) or _clauses(text, scene, own, whole, joints)


def _is_bare(text: str, scene: DialogueState) -> bool:
    said = taken_apart(text, scene)
    return not said.is_unclear and not said.unclear and all(one.is_pronoun for one in said.things)


def _clauses(text: str, scene: DialogueState, own: Selected, whole: _Whole, joints: _Joints) -> list[Step] | None:
    for start, end in joints(text, scene):
        left, right = text[:start], text[end:]
        first = _read_of(left, scene, own, whole) if left.strip() else None
        second = _read_of(right, scene, own, whole) if first and right.strip() else None
        if first and second:
            return in_a_row([first, second])
    return None


def _read_of(text: str, scene: DialogueState, own: Selected, whole: _Whole) -> list[Step] | None:
    """The steps, if all of them are about it; of notes a level is how hard they are struck."""
    found: list[Step] | None = None
    for words in _wordings(text, scene, own):
        steps = whole(words, scene, own.thing)
        if steps and all(is_about(one, own) for one in steps):
            found = steps
            break
    if own.is_notes and not _DECIBELS.search(text) and (not found or all(_is_level(one) for one in found)):
        bare = _THEM.sub("all notes", text, count=1)
        of_notes = whole((bare if bare != text else f"all notes {text}") + _where(text, scene, own), scene, own.thing)
        if of_notes and all(one.task == "edit_notes" and is_about(one, own) for one in of_notes):
            return of_notes
    return found


def _wordings(text: str, scene: DialogueState, own: Selected) -> Iterator[str]:
    """The sentence as it may be put of what is selected."""
    if _SAME.fullmatch(text):
        yield "same"
        return
    named = text
    if len(own.thing.tracks) == 1 and not own.thing.is_clip:
        track = own.thing.tracks[0]
        named = _STRETCH.sub(rf"\g<verb> {_in_words(own.bars).removeprefix('in ')} of {track}", text) if own.bars else (
            _THEM.sub(f"the {track} track", text, count=1))  # fmt: skip
    if named != text and own.bars:
        yield named  # "copy this to bar 15": these bars, and not all of what they are of
    yield text + _where(text, scene, own)
    if named != text and not own.bars:
        yield named


def _where(text: str, scene: DialogueState, own: Selected) -> str:
    return f" {_in_words(own.bars)}" if own.bars and not taken_apart(text, scene).places else ""


_ONLY_THIS = regex(r"[,;.]\s*(?:just|only) (?:this|that|the) (?:one|note|bit)(?: here| though)?\W*$", re.IGNORECASE)
_THIS_NOTE = regex(
    r"\b(?P<this>this|that) (?P<name>(?:[\w'&-]+ ){1,3}?)(?P<note>note|hit|bit|passage|phrase)\b", re.IGNORECASE
)


def with_this_named(text: str, scene: DialogueState) -> str:
    """ "This 808 note rubs", with a bar of the 808 selected: "this note"."""
    own, match = selected(scene), _THIS_NOTE.search(text)
    named = things(f"the {match['name'].strip()}", scene) if own and match else ()
    if own is None or match is None or len(named) != 1 or not {*named[0].tracks} <= {*own.thing.tracks}:
        return text
    return f"{text[: match.start('name')]}{text[match.start('note') :]}"


def tells_of_it(remark: str, scene: DialogueState) -> bool:
    """ "I have marked the refrain in the melody": does a remark name what is selected, and nothing else?"""
    own = selected(scene)
    if own and _OF_THIS.match(remark):
        return True
    named = [one for one in taken_apart(remark, scene).things if not one.is_pointed]
    return own is not None and all({*one.tracks} <= {*own.thing.tracks} for one in named)


_OF_THIS = regex(r"\W*(?:so |and |ok |hm+ )*this (?:note|hit|bit|passage|phrase|one)\b", re.IGNORECASE)
""" "This note rubs against the bells"."""


def _is_level(step: Step) -> bool:
    return step.args.get("action") == "gain" or step.args.get("parameter") == "volume"


def is_about(step: Step, own: Selected) -> bool:
    """Is it done to what is selected, and to nothing else?"""
    if step.task in REPLIES or step.task not in _IS_DONE:
        return False
    clips = [str(one) for one in (step.args.get("clip"), *(step.args.get("clips") or ())) if one]
    if clips and all(one.startswith("$") for one in clips):
        return True  # what an earlier step made of it
    tracks = [str(one) for one in (step.args.get("track"), *(step.args.get("tracks") or ())) if one]
    is_own = {*clips} <= {*own.thing.clips} and ({*tracks} <= {*own.thing.tracks} or bool(clips))
    return bool(clips or tracks) and is_own
