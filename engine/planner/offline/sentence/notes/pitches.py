"""Pitches: "bass an octave down, only the drop", "the air is a third too high", and behind it "back down"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Named, Said, without
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes import edges_apart, left_over
from engine.planner.offline.sentence.scope.lying import clips_meant, covers, in_groups
from engine.planner.offline.sentence.scope.over_bars import SPARES, SPARING, over
from engine.planner.offline.sentence.undo.taken_back import taken_back, with_corrections
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.slots.unpitched import unpitched
from engine.planner.offline.text.interval_moved import Moved, intervals_moved
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.reason import is_complaint, pieces, without_reason
from engine.planner.offline.text.scale_steps import steps_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WAYS = {
    **dict.fromkeys("up higher raise raises lift lifts climb climbs rise rises".split(), 1),
    **dict.fromkeys("down lower lowers drop drops fall falls sink sinks deeper".split(), -1),
}
_MOVES = frozenset(
    "answer answers transpose transposed transposing jump jumps leap"
    " leaps tune shift pitch pitched move moved put take bring make"
    " have get set play plays"
    " go goes change push pull pop want should must let it them that".split()
)
_BESIDE = _MOVES | frozenset(
    "by in on for of from with at only whole entire exactly notes note clip clips part parts line track tracks all both"
    " melody everything semitones semitone semi semis not but except without starting time song section through two"
    " right too about well as also again still this little me included including".split()
)
_OCTAVE = 12
_MOST = 36
_TOO_FAR = regex(
    r"(?:\b(?:it|that|he|she|they)(?:'s|'re)|\b(?:is|are|sounds?|sits?|lies?|was|were)) "
    r"(?P<by>[\w -]+?) too (?:(?P<low>low)|high)\b",
    re.IGNORECASE,
)
_SO_MEND = regex(
    r"[\s,;.]+(?:(?:so|please|can you|and) )*(?:move|fix|shift|bring|take|put|raise|lower|lift|transpose|correct)"
    r" (?:it|that|them)(?: (?:part|bit|there|up|down|right))*(?: please)?\W*$",
    re.IGNORECASE,
)
_SECOND_TIME = regex(r"\b(?:the )?(?P<which>first|second|last) time (?:round|around|through)\b", re.IGNORECASE)
_BARE = regex(r"\b(?P<way>up|down)?(?: by)? ?(?P<n>\d{1,2})\b(?!\.\d|\s*(?:d ?b|%|bars?|beats?|hz|ms|to))", re.I)
_SUNG = regex(
    r"^sing (?:it|that|the (?:whole |entire )?(?:line|phrase|thing|part|lot))(?: again)? (?=an?\b)"
    r"(?!.*\b(?:too|as well)\b)",
    re.IGNORECASE,
)
""" "Sing the whole line an octave lower", once it was sung."""
_VERB = regex(r"\b(?:transpos|pitch)")


def pitch(said: Said) -> list[Step] | None:
    """The clips higher or lower; None where no interval is told with its way, or not all is known."""
    return _by_octaves(said) or _told(said)


def _told(said: Said) -> list[Step] | None:
    text = _as_wish(without_reason(edges_apart(said)))
    if said.is_later and any(one.tool == "sing" and one.is_live for one in said.state.frames):
        text = _SUNG.sub("take it ", text)
    text = _without_complaints(text, said)
    moved = intervals_moved(text)
    bare = _BARE.search(text) if not moved and _VERB.search(text) else None
    if bare is None and (len(moved) != 1 or said.corrects):
        return None
    start, end = (bare.start("n"), bare.end()) if bare else (moved[0].start, moved[0].end)
    rest = f"{text[:start]} , {text[end:]}"
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    if _is_of_another(apart):
        return None
    way = _way(text, apart, moved[0] if moved else None)
    if apart.bag & _AS_WELL and any(one.how == "all" for one in apart.things):
        apart.things = _all_of_notes(apart)  # "all of it up a tone, the harp too"
    if not apart.bag & SPARES:  # "the flute, everything up a tone"
        apart.things = [one for one in apart.things if not one.how] or apart.things
    if apart.places or any(one.how == "all but" for one in apart.things):
        apart = _with_pitched(apart)
    if not way or left_over(apart, _BESIDE | _WAYS.keys()) or any(one.how for one in apart.things):
        return None  # of all only what has a pitch is meant
    by = abs(moved[0].semitones) if moved else float(bare["n"] if bare else 0)
    if not 0 < by <= _MOST or moved and not _is_moved(moved[0], text, said):
        return None
    is_cents = bool(moved) and moved[0].is_cents
    args: Args = {"cents": number(way * by * 100)} if is_cents else {"semitones": number(way * by)}
    clips = _clips(apart, said)
    steps = over("change_tempo_key", args, clips, apart) if clips else None
    is_of_all = any(one.how for one in taken_apart(text, said.scene).things)
    return steps or ([Step("ask", {"text": NOTHING_THERE})] if clips and apart.places and is_of_all else None)


NOTHING_THERE = "Nothing with a pitch lies there; which bars do you mean?"
_GOES_TO = regex(r"\b(?:in|into|on|onto|to|with|play|plays|playing)(?: the| my| our)? $")
_GIVES = regex(
    r"\b(?:put|copy|give|stick|place|play|plays|playing|add|double|doubles|tune|melody|line|too|as well|also)\b"
)


def _is_of_another(apart: Said) -> bool:
    """ "The flute's tune in the horns as well, an octave lower": neither of the two is moved."""
    named = [one for one in apart.things if not one.is_pointed]
    return len(named) > 1 and _GIVES.search(apart.text) is not None and (
        _GOES_TO.search(apart.text[: named[1].start]) is not None or apart.text.startswith("give ")
    )  # fmt: skip


_DROPS = regex(r"(?:^|(?<=[,;.] ))drop (?=(?:the|my|our|it|that)\b)", re.IGNORECASE)
""" "Drop it an octave" names no part of the song."""


def _as_wish(text: str) -> str:
    """ "The lead is half a step too low, move it up" → "the lead half a step up"."""
    far = _TOO_FAR.search(text)
    if far and intervals_moved(far["by"]):
        way = "up" if far["low"] else "down"
        text = f"{text[: far.start()]} {far['by']} {way} {_SO_MEND.sub('', text[far.end() :])}"
    text = re.sub(r"\b(?:another|one more|a further)(?= \w)", "a", text, flags=re.IGNORECASE)
    text = _DROPS.sub("lower ", text)
    return _SECOND_TIME.sub(lambda match: f"in the {match['which']} half,", text)


_AS_WELL = frozenset("too also well included including".split())


def _all_of_notes(apart: Said) -> list[Named]:
    """Of "everything" what has a pitch, and what is named besides."""
    gone = unpitched(apart.scene)
    notes = [one for one in apart.scene.clips if one.track and one.track not in gone]
    tracks = tuple(dict.fromkeys(str(one.track) for one in notes))
    whole = next(one for one in apart.things if one.how == "all")
    named = [one for one in apart.things if not one.how]
    return [Named(whole.start, whole.end, tracks, tuple(one.id for one in notes)), *named]


def _with_pitched(apart: Said) -> Said:
    """Of "everything but the drums" in some bars the tracks that have a pitch: tracks are spared there, and no bars."""
    whole = next((one for one in apart.things if one.how), None)
    if whole is None:
        return apart
    spares = SPARING.search(apart.text)
    spared = {track for one in apart.things if spares and one.start > spares.start() for track in one.tracks}
    gone = {*unpitched(apart.scene), *spared}
    tracks = tuple(one for one in whole.tracks if one not in gone)
    clips = tuple(one.id for one in apart.scene.clips if one.track in tracks)
    if any(not one.how and not spared.issuperset(one.tracks) for one in apart.things) or not clips:
        return apart
    return without(replace(apart, things=[Named(whole.start, whole.end, tracks, clips)]), SPARES)


def _without_complaints(text: str, said: Said) -> str:
    """ "Moogs sitting too high in the hook, down an octave there": of what is told the names are left, and where."""
    parts = pieces(text)
    tells = [
        one
        for one in parts
        if not intervals_moved(one) and is_complaint(one) and not re.search(r"\b(?:too|as well|also)\W*$", one, re.I)
    ]
    if not tells:
        return ", ".join(parts)
    rest = [one for one in parts if one not in tells]
    is_placed = any(taken_apart(one, said.scene, focus=said.focus).places for one in rest)
    kept: list[str] = []
    for one in tells:
        apart = taken_apart(one, said.scene, focus=said.focus)
        own = [*(each for each in apart.things if not each.is_pointed), *(() if is_placed else apart.places)]
        kept += [apart.raw[each.start : each.end] for each in sorted(own, key=lambda each: each.start)]
        rest = [_THERE.sub("", each) for each in rest] if apart.places and not is_placed else rest
    return ", ".join(one for one in (" ".join(kept), *rest) if one.strip())


_THERE = regex(r"\b(?:in |over )?there\b", re.IGNORECASE)


def _way(text: str, apart: Said, moved: Moved | None) -> int:
    """1 up, -1 down; 0 where the words tell none, or two."""
    ways = {_WAYS[one] for one in apart.words if one in _WAYS}
    ways |= {1 if moved.semitones > 0 else -1} if moved and moved.has_way else set()
    if not ways and moved is None and re.search(r"\btranspose", text, re.IGNORECASE):
        return 1
    return next(iter(ways)) if len(ways) == 1 else 0


def _is_moved(moved: Moved, text: str, said: Said) -> bool:
    """Is it no second voice: "a third above the cello"?"""
    may_be_voice = moved.way in ("above", "below")
    return not may_be_voice or any(one in _MOVES for one in re.findall(r"[a-z]+", text.lower()))


def _clips(apart: Said, said: Said) -> list[ClipInfo]:
    """The clips of what is named, those that lie in the bars told; of nothing named what "it" is."""
    shown = [one for one in apart.things if one.is_pointed]
    apart.things = [one for one in apart.things if not one.is_pointed] or list(said.before)
    if not apart.things:
        if any(one.out and not said.state.cards.keys() & set(one.out) for one in said.focus.last()):
            return []  # what was made then is not here
        alone = said.focus.it()
        tracks, clips, _ = alone if alone[0] or alone[1] else said.focus.it(is_many=True)
        meant = [clip for one in shown for clip in one.clips] or ([] if shown else clips)
        tracks = tuple(track for one in shown for track in one.tracks) or tracks
        return [one for one in said.scene.clips if (one.id in meant if meant else one.track in tracks)]
    told = {one.named.start: one for one in clips_meant(apart) or () if one.words or one.named.is_clip}
    found: list[ClipInfo] = []
    for one in apart.things:
        ids = {clip.id for clip in told[one.start].clips} if one.start in told else set(one.clips)
        ids |= {clip.id for clip in in_groups(one.tracks, apart)}
        own = [clip for clip in said.scene.clips if clip.id in ids and clip not in found]
        found += [clip for clip in own if clip.id in said.scene.context.selected_clips] or own
    there = [one for one in found if any(covers(one, bars) for bars in apart.spans)]
    on_them = {one.track for one in found}
    there = there or [
        one for one in said.scene.clips if one.track in on_them and any(covers(one, bars) for bars in apart.spans)
    ]
    return found if apart.bag & SPARES else there or found


# --- behind one ---


def _by_octaves(said: Said) -> list[Step] | None:
    """ "The harp up one", behind an octave."""
    last = said.last()
    if not last or any(one.tool != "change_tempo_key" or "semitones" not in one.args for one in last):
        return None
    if len({one.args["semitones"] for one in last}) > 1 or len(said.amounts) != 1 or said.amounts[0].unit:
        return None
    count, by = said.amounts[0], float(last[0].args["semitones"])
    way = {_WAYS[one] for one in said.bag if one in _WAYS}
    if (
        all(one.is_pointed for one in said.things)
        or len(way) != 1
        or left_over(said, _BESIDE | _WAYS.keys(), amounts=1)
    ):
        return None
    if count.signed or count.value not in (1, 2, 3):
        return None
    if by % _OCTAVE:
        spelt = said.text[count.start : count.end] == "one"
        return [Step("ask", {"text": "One octave or one semitone?"})] if spelt else None
    args = {"semitones": number(way.pop() * count.value * _OCTAVE)}
    return over("change_tempo_key", args, _clips(said, said), said)


_NOT = regex(r"[\s,;.]*\b(?:and |but )?(?:not|instead of|rather than)\b(?P<old>[^,;.!?]*)")
_BACK_WAY = regex(r"(?:(?:go|put it|bring it|take it|move it) )?back (?:(?P<up>up)|down)(?: to where it was)?")
_CORRECTS = regex(r"^make (?:it|that)\b|\b(?:instead|rather|is (?:enough|plenty)|will do|would do)\b")


def _size_told(act: Frame) -> str:
    """The argument of a transposition that says how far: "" where there is none."""
    if act.tool == "change_tempo_key":
        return "semitones" if "semitones" in act.args else ""
    if (act.tool, act.kind) != ("edit_notes", "pitch"):
        return ""
    return next((one for one in ("change", "steps") if isinstance(act.args.get(one), int | float)), "")


_INSTEAD = frozenset(
    "rather enough plenty will do would make it that them by only let's use take try instead up down higher lower go"
    " was should".split()
)


def interval_instead(said: Said) -> list[Step] | None:
    """ "A fifth, not a fourth", "no, up", "back down": the transposition of the last turn otherwise."""
    last = said.last()
    if not last or not all(_size_told(one) for one in last):
        return None
    if right := _the_right_one(said, last):
        return right
    back = _BACK_WAY.fullmatch(said.text)
    if back and all((float(one.args[_size_told(one)]) < 0) == bool(back["up"]) for one in last):
        live = [one for one in said.state.frames if one.is_live and one.request]
        chain = [each.name for one in last for each in with_corrections(one, live)]
        return taken_back([one for one in live if one.name in chain], live)
    denied = _NOT.search(said.text)
    kept = f"{said.text[: denied.start()]} , {said.text[denied.end() :]}" if denied else said.text
    kept = _with_its_unit(kept, last, said)
    moved = intervals_moved(kept)
    left = _left_of(kept, moved, said)
    ways = {_WAYS[one] for one in re.findall(r"[a-z]+", kept) if one in _WAYS}
    is_told = denied is not None or said.corrects or _CORRECTS.search(said.text) is not None
    if len(moved) > 1 or len(ways) > 1 or not moved and not ways or not is_told or not kept.strip(" ,."):
        return None
    if left.bag - _INSTEAD or left.places or left.amounts or any(not one.is_pointed for one in left.things):
        return None
    made: list[Step] = []
    for act in last:
        name = _size_told(act)
        was = float(act.args[name])
        way = next(iter(ways), -1 if was < 0 else 1)
        size = abs(moved[0].semitones if moved else was)
        if name == "steps" and moved:
            steps = steps_of(kept[moved[0].start : moved[0].end])
            if steps is None:
                return None
            size = steps
        made.append(told_as(Step(act.tool, {**act.args, name: number(way * size)}), "fix", act))
    return made


_FIGURE = regex(rf"\b(?P<n>{NUMBER_WORDS}|\d+)\b(?! (?:semi|tones?|steps?|octaves?|cents?|bars?|beats?|db|notes?)\b)")


def _with_its_unit(text: str, last: Sequence[Frame], said: Said) -> str:
    """ "No, down two instead": of semitones, or of the octaves that were said before."""
    bare = [one for one in said.amounts if not one.unit]
    if len(bare) != 1 or len(said.amounts) != 1 or said.before or intervals_moved(text):
        return text
    is_octave = all("octave" in one.said.lower() for one in last)
    return _FIGURE.sub(lambda one: f"{one['n']} {'octaves' if is_octave else 'semitones'}", text, count=1)


_SIZE_NAMED = (
    r"(?:(?:minor|major|perfect) )?(?:semitone|tone|second|third|fourth|fifth|sixth|seventh|octave|whole tone)"
)
_ONE_NOT_THE_OTHER = regex(
    rf"\b(?P<new>an? {_SIZE_NAMED})\b(?P<behind>[^.;!?]*?),? (?:and )?(?:not|instead of"
    rf"|rather than) (?P<old>an? {_SIZE_NAMED})\b"
    rf"|\bnot (?P<old2>an? {_SIZE_NAMED}),? but (?P<new2>an? {_SIZE_NAMED})\b"
)


def _the_right_one(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "A horn in F sounds a fifth below what is written, not a fourth", behind a fourth."""
    match = _ONE_NOT_THE_OTHER.search(said.text)
    if match is None or any(not one.is_pointed for one in said.things if not _is_of(one, last)):
        return None
    new, old = (intervals_moved(f"{match[name] or match[name + '2']} up") for name in ("new", "old"))
    if not new or not old or any("semitones" not in one.args and "change" not in one.args for one in last):
        return None
    names = [_size_told(one) for one in last]
    if any(abs(float(one.args[name])) != abs(old[0].semitones) for one, name in zip(last, names, strict=True)):
        return None
    made = []
    for one, name in zip(last, names, strict=True):
        size = number(abs(new[0].semitones) * (1 if float(one.args[name]) > 0 else -1))
        made.append(told_as(Step(one.tool, {**one.args, name: size}), "fix", one))
    return made


def _is_of(one: Named, last: Sequence[Frame]) -> bool:
    done = {clip for act in last for clip in act.clips()}
    return bool(done & {*one.clips})


def _left_of(text: str, moved: Sequence[Moved], said: Said) -> Said:
    for one in reversed(moved):
        text = f"{text[: one.start]} {text[one.end :]}"
    return taken_apart(text, said.scene, focus=said.focus)
