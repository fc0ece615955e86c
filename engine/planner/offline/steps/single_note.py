"""Single notes changed: "the altos' last note should be a G, not an E", "delete the third note of the flute"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_said import Bars, name_of, sections_in
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.slots.note_act import Act, cut, note_act
from engine.planner.offline.slots.part_said import PART, edge, numbered, sections
from engine.planner.offline.slots.things import Thing, is_a_name, things
from engine.planner.offline.slots.which_notes import which_notes
from engine.planner.offline.text.pitch_said import with_sign
from engine.planner.offline.text.reason import without_reason
from engine.planner.offline.text.words import compiled, plain, tokens
from engine.tasks.plan import Step

_WRONG = re.compile(
    r"\b(?:i (?:hit|played|got)|there(?:'s| is)|(?:has|have|had|with|hits?|plays?)) (?:an?|one|some) (?:wrong|bad"
    r"|false) notes?\b|\b(?:is|are) all over the (?:place|shop)\b"
    r"|\b(?:is|are|sounds?|seems?|looks?|feels?) (?:a bit |a little |really )?(?:off|wrong|odd|strange|sour|out)\b"
    r"|\b(?:is|are|sounds?|seems?|feels?|gets?|rings?|'re) (?:\w+ ){0,2}too (?:busy|long|short|loud|hard|soft"
    r"|quiet|much"
    r"|weak|heavy|thick|high|low|many)\b(?=\s*(?:[,.;:-]|and\b|so\b))"
    r"|,? ?\blike (?:the )?(?:rest|others?)\b|\bi (?:think|guess|reckon)\b",
    re.IGNORECASE,
)
_STICKS_OUT = re.compile(
    r"[\s,]*\b(?:(?:pokes?|sticks?|jumps?|leaps?|pops?) out|bites?|(?:is|are|'s) (?:\w+ )?too (?:loud|hard|soft|quiet))"
    r"(?: (?:too much|a bit|a lot))?(?=\s*[,.;:-]|\s+and\b)",
    re.IGNORECASE,
)
_ON_IT = re.compile(r"\b(?:on|for) (?:that|it|this|them)(?: one)?\b", re.IGNORECASE)
_EVERYWHERE = re.compile(r"\b(?:everywhere|every time|each time|throughout|all the way through)\b", re.IGNORECASE)
_ONE_NOTE = re.compile(r"(?<!every )(?<!each )\bnote\b", re.IGNORECASE)
_SAID_WRONG = re.compile(
    r"\bon (?:the )?[\w -]+?[\s,.]+(?:sorry|no|i mean|actually|wait)\b[\s,]+(?=on )", re.IGNORECASE
)
_AS_THERE = re.compile(r",?\s+(?:just )?(?:like|as) (?:it is |they are |it was )?in (?:the )?[\w ]+$", re.IGNORECASE)
_NOT_THE_FADER = re.compile(
    r"[\s,]*\b(?:(?:i mean |only |just )?(?:by |in )?(?:the |its |their )?(?:notes?|velocit(?:y|ies))(?: themselves)?"
    r",? (?:and )?not (?:the |its |with the )?(?:fader|volume|level|gain|track)s?)\b",
    re.IGNORECASE,
)
BESIDE = frozenset(
    "shorter longer all every each the a an my our of in on at for to by from please now just only note notes"
    " should must has have needs need be is are make set change turn move put take want i we it its that and but so as"
    " long length then thanks can could would you no nope sorry oops ought becomes become 's s one ones single bit"
    " little let transpose raise lower like me those them these this they up too also as well though still hm ok okay"
    " well actually there rather instead fix give it'd got wait which phrase line right chord chords bring hold keep"
    " with velocity velocities leave even down".split()
)


def single_note(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request; None for any other. The grammar is closed: no word is left over."""
    said = without_reason(plain(text).strip())
    if '"' in said or said.endswith("?") and not re.match(r"\W*(?:can|could|would|will)\b", said, re.IGNORECASE):
        return None
    fader = _NOT_THE_FADER.search(said)
    said = f"{said[: fader.start()]}, the notes {said[fader.end() :]}" if fader else said
    found = read_whole(said, scene)
    clips = clips_of(found, scene) if found else []
    return [Step("edit_notes", on(clips, found.over(clips, scene)))] if found and clips else None


@dataclass(frozen=True)
class Read:
    """Which notes, what is done to them, and where."""

    args: Args
    named: list[Thing]
    bars: Bars | None = None
    """From the first to before the last; 0 where one of them is not told."""
    part: re.Match[str] | None = None
    """ "The last two bars": of the clip."""
    rest: str = ""
    """The words that tell neither notes nor bars."""

    def over(self, clips: Sequence[str], scene: DialogueState) -> Args:
        """The arguments with the bars; without bars that only tell which clip is meant."""
        bars = edge(self.part, clips, scene) if self.part else self.bars
        if bars is None:
            return self.args
        lying = [one.bars for one in scene.clips if one.id in clips and one.bars]
        if lying and all(bars[0] <= one[0] + 1e-3 and (not bars[1] or bars[1] >= one[1] - 1e-3) for one in lying):
            return self.args
        ends = {"start_bar": bars[0], "end_bar": bars[1]}
        return {**self.args, **{name: number(bar) for name, bar in ends.items() if bar}}


def read_whole(said: str, scene: DialogueState, *, of: str = "") -> Read | None:
    """What is read of a request; None where a word is left over, or none speaks of notes."""
    said = _SAID_WRONG.sub("", said)
    if _STICKS_OUT.search(said):  # how loud it is
        said, of = _ON_IT.sub(" ", _STICKS_OUT.sub(" ", said)), "velocity"
    everywhere = _EVERYWHERE.search(said)
    said = _EVERYWHERE.sub(" ", said)
    chosen = which_notes(_WRONG.sub(" ", said))
    if chosen is None:
        return None
    some, rest = chosen
    part, bars, rest = _where(rest, scene)
    if not some and bars and bars[1] - bars[0] == 1 and _ONE_NOTE.search(said):
        some = {"only": "the note"}
    rest = _AS_THERE.sub("", rest) if some.get("only") else rest
    act = note_act(rest, bar_beats(scene), of=of)
    if act is None or not some and not _is_of_all(act[0], said):
        return None
    done, rest = with_its_sign(act, some)
    named = things(rest, scene)
    if left_over(rest, named) or done.get("to") in ("natural", "sharp", "flat"):
        return None
    only = str(some.get("only", ""))
    if only.startswith("the ") and everywhere:
        some = {**some, "only": only.removeprefix("the ")}
    if only.startswith("the ") and only != "the note" and bars and bars[1] - bars[0] == 1:
        some = {**some, "only": only.removeprefix("the ")}
    return Read({**some, **done}, named, bars, part)


def _is_of_all(done: Args, said: str) -> bool:
    """May that be done to all notes? How loud "the velocities", how long "the chords", but neither one pitch."""
    if re.search(r"\bnotes?\b", said, re.IGNORECASE):
        return done["action"] != "pitch"
    return done["action"] == ("velocity" if re.search(r"\bveloc", said, re.IGNORECASE) else "length")


def with_place(args: Args, text: str, scene: DialogueState) -> Read:
    """What is named in a text, and in which bars, for these arguments."""
    part, bars, rest = _where(text, scene)
    return Read(args, things(rest, scene), bars, part, rest)


def _where(text: str, scene: DialogueState) -> tuple[re.Match[str] | None, Bars | None, str]:
    """The part of a clip that is told, or the bars, and the words without them."""
    if match := PART.search(text):
        rest = cut(text, match)
        if not match["a"]:
            return match, None, rest
        named = compiled(rf"\b(?:(?:in|of|on) )?{name_of(sections(scene))}(?!['\w])", re.I).search(rest)
        is_told_twice = named and not is_a_name(named["name"], scene) and named["name"].lower() in sections(scene)
        return None, numbered(match), cut(rest, named) if named and is_told_twice else rest
    parts = compiled(rf"\b(?:right |just )?before\s+{name_of(sections(scene))}(?!['\w])", re.I)
    if (before := parts.search(text)) and not is_a_name(before["name"], scene):
        return None, (0.0, sections(scene)[before["name"].lower()][0]), cut(text, before)
    for (start, end), bars, name in sections_in(text, scene):
        if not is_a_name(name, scene):
            return None, bars, f"{text[:start]} {text[end:]}"
    return None, None, text


def clips_of(read: Read, scene: DialogueState) -> list[str]:
    """The clips with notes that are named, there; without a name those in hand."""
    if not read.named:
        return _meant(scene)
    midi = [one for one in scene.clips if one.kind == "midi"]
    ids = {clip for one in read.named for clip in one.clips}
    found = [one for one in midi if one.id in ids]
    if read.bars and (there := [one for one in found if one.bars and _meets(one.bars, read.bars)]):
        found = there
    elif worked_on := [one for one in found if one.id == scene.focus(("midi",)) and scene.done]:
        found = worked_on if len({one.track for one in found}) == 1 else found
    found.sort(key=lambda one: one.start)
    if isinstance(place := read.args.get("note"), int) and len({one.track for one in found}) == 1:
        found = found[-1:] if place < 0 else found[:1]
    return [one.id for one in found]


def _meets(lying: Bars, bars: Bars) -> bool:
    return lying[0] < (bars[1] or 1e9) - 1e-3 and lying[1] > bars[0] + 1e-3


def on(clips: Sequence[str], args: Args) -> Args:
    """The arguments with the clips."""
    return {**args, "clip": clips[0]} if len(clips) == 1 else {"clips": list(clips), **args}


def _meant(scene: DialogueState) -> list[str]:
    """Without a name: the clip that is selected, or the only one with notes."""
    notes = [one.id for one in scene.clips if one.kind == "midi"]
    chosen = [clip for clip in scene.context.selected_clips if clip in notes]
    return chosen or (notes if len(notes) == 1 else [one for one in [scene.focus(("midi",))] if one and scene.done])


def with_its_sign(act: Act, some: Args) -> Act:
    """ "The f sharp should be natural": the letter is that of the note."""
    args, rest = act
    name = str(args.get("only") or some.get("only") or "").removeprefix("the ").partition(" ")[0]
    if args.get("to") in ("natural", "sharp", "flat") and name:
        args = {**args, "to": with_sign(name, str(args["to"])) or args["to"]}
    if "only" in args and str(some.get("only", "")).removeprefix("the ") == args["only"]:
        args = {name: value for name, value in args.items() if name != "only"}
    return args, rest


def bar_beats(scene: DialogueState) -> float:
    """How many beats a bar has."""
    beats, unit = (int(one) for one in scene.context.time_signature.split("/"))
    return beats * 4 / unit


def left_over(rest: str, found: Sequence[Thing]) -> bool:
    """Is there a word that was not understood?"""
    left = "".join(" " if any(one.start <= at < one.end for one in found) else char for at, char in enumerate(rest))
    return any(
        word.low not in BESIDE for word in tokens(left.replace("'s", " ").replace("s'", " ")) if word.text[0].isalnum()
    )
