"""Cuts: clips split, the pieces of a split, and clips or bars of them that go: "bin the tamb in chorus 2"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.edges import edges_in, outside
from engine.planner.offline.sentence.scope.lying import (
    IT,
    NOUNS,
    Lying,
    bar_s,
    clips_meant,
    covers,
    in_order,
    knows_bars,
    meant_last,
    seconds,
)
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.counts import counted
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SPLITS = frozenset("split cut chop slice divide separate break".split())
_SPLIT_BESIDE = frozenset(
    "at in into two half halves 2 up it that this them apart pieces piece parts part bits right the from where"
    " equal one"
    " both on".split()
)
_POINT_WORDS = ("at ", "right at ", "on ", "in the middle of ", "right in the middle of ")
_EACH_PART = regex(r"(?:at|on) (?:each|every|all(?: of)?(?: the)?) (?:section|marker|part)s?")
_DELETES = frozenset(
    "delete remove erase bin scrap dump ditch trash rid throw chuck delet wipe cut bin discard".split()
)
_DELETE_BESIDE = frozenset(
    "out away it that this them off of all in from again completely whole too as well also please entirely".split()
)
_SURE = _DELETES - {"cut"}
_GONE_SURE = _SURE | {"kill", "lose", "drop", "take"}
_GOES = frozenset("go gone goes rubbish bad delete remove".split())
_FRONT = frozenset("first front former left opening before earlier beginning start intro".split())
_BACK = frozenset("second back latter right last end rest after behind later other remaining".split())
_PIECE_BESIDE = frozenset(
    "half part bit piece clip one section comes what everything it that this of again only just lot stuff leave"
    " keep".split()
)
_KEEPS = frozenset("keep leave only".split())
_SIZE = regex(
    r"(?:(?:in|into) (?:bars of (?P<of>\d+)|(?P<n>\d+|two|four|eight)[ -]bar \w+)|every (?P<every>\d+|two|four"
    r"|eight) bars)"
)
_PARTS = regex(
    r"(?:in|into) (?:(?P<two>half|halves|two|2)|(?P<n>three|four|five|six|eight|\d+)(?: equal)? (?:pieces|parts"
    r"|bits|clips))\b"
)
_HALFWAY = regex(
    r"(?:right )?(?:at|in|where|on) (?:the )?(?:second half (?:begins|starts)|first half ends|middle|half ?way(?:"
    r" point)?)\b"
)
_AT_SEVERAL = regex(r"^(?P<head>.+?) (?:right )?(?:at|on|where|from) (?P<where>[^;:?]*(?:,|\band\b|&|\+)[^;:?]*)$")
_MORE = regex(
    r"^(?:and |now |then )*(?:(?:again|split|cut|chop|slice)(?: up)?(?: (?:it|that|this))?(?: again)?,? )?"
    r"at (?P<where>[^;:?]+?)(?:,? (?:too|also|as well|again))*$"
)
NOT_THERE = "No clip of it reaches over {}; at which bar should I split it?"
_END_OF_IT = regex(r"(?:the )?end of (?:it|that|this)")
_NEAR = 0.01


def cut(said: Said) -> list[Step] | None:
    """The steps; None where nothing is cut or deleted, or not all of it is known."""
    if said.is_open:
        return None
    split = _split_further(said) or _split_at_several(said) or _split(said)
    return _piece_gone(said) or split or _one_of_them(said) or _can_go(said) or _gone(said)


_PIECE_GONE = regex(
    r"\W*(?:and |then )*(?:delete|remove|chuck(?: out| away)?|bin|lose|drop|ditch|scrap|kill|throw away|get rid of"
    r"|erase|trash|lop off|cut) (?:the |its |that )?(?:(?P<front>first|1st|front|left)|(?P<back>second|2nd|last|back"
    r"|right|other|rest)) ?(?:half|part|bit|piece|one|of it)?(?: of (?:it|that))?\W*",
    re.IGNORECASE,
)


def piece_kept(first: Sequence[Step], right: str, scene: DialogueState) -> list[Step] | None:
    """ "Cut it at 25 and chuck the second half": what is left of the clip; None where nothing of it goes."""
    match = _PIECE_GONE.fullmatch(right)
    split = first[0].args if len(first) == 1 and first[0].args.get("action") == "split" else {}
    if match is None or not isinstance(split.get("at"), int | float):
        return None
    clip, args = scene.clip(split["clip"]), {"clip": split["clip"], "action": "trim"}
    at = float(split["at"])
    begin, bar = clip.bars[0] if clip and clip.bars else 0.0, Clause("", "", "", scene).bar_s
    cut_bar = begin + at / bar
    if begin and abs(begin - round(begin)) < _NEAR and abs(cut_bar - round(cut_bar)) < _NEAR:
        kept = {"start_bar": round(begin), "end_bar": round(cut_bar) - 1}
        whole = {"start_bar": round(cut_bar)} if match["front"] else kept
        return [Step("edit_clip", args | whole)]
    return [Step("edit_clip", args | {"start" if match["front"] else "end": split["at"]})]


def _one_of_them(said: Said) -> list[Step] | None:
    """ "Kill the one at 29": of what was made or worked on last."""
    made = [view for act in said.focus.acts for one in (*act.out, *act.clips()) if (view := said.scene.clip(one))]
    if len(said.places) != 1 or said.places[0].how not in ("at", "in") or not said.bag & _GONE_SURE or said.amounts:
        return None
    if any(not one.is_pointed for one in said.things) or not re.search(r"\bthe (?:one|copy)\b", said.text):
        return None
    if said.bag - _GONE_SURE - _DELETE_BESIDE - NOUNS - {"copy"}:
        return None
    place = said.places[0]
    there = [one for one in {one.id: one for one in made}.values() if one.bars and int(one.bars[0]) == place.point]
    return [Step("arrange", {"action": "delete", "clip": there[0].id})] if len(there) == 1 else None


# --- split ---


def _split(said: Said) -> list[Step] | None:
    if not said.bag & _SPLITS or said.is_later and re.search(r"\b(?:it|that) in (?:half|two)\b", said.text):
        return None  # "cut it in half" is the amount of what was done
    every, parts = _SIZE.search(said.text), _PARTS.search(said.text)
    if (each := _EACH_PART.search(said.text)) and not said.places:
        return _at_each_part(said, each)
    found = clips_meant(said) if said.things else None
    where = [one for one in said.places if one.how != "at"]
    points = [
        one for one in said.places if one.how == "at" and said.text.startswith(_POINT_WORDS, one.start)
    ]
    if not found and said.things and (points or where):
        found = clips_meant(said, [bars for one in (*where, *points) for bars in one.spans])
    is_pointed = bool(said.things) and all(one.is_pointed for one in said.things)
    if not said.things and said.bag & {"it", "that", "this"} or is_pointed and not found:
        last = said.scene.clip(said.scene.focus(("audio", "midi")))
        clips = meant_last(said) or ([last] if last else [])
    else:
        clips = [clip for one in found or () for clip in one.clips]
    words = frozenset(word for one in found or () for word in one.words)
    told = every or parts or _HALFWAY.search(said.text)
    points = [one for one in points if not told or not told.start() <= one.start < told.end()]
    where = [one for one in where if not told or not told.start() <= one.start < told.end()]
    count_words = frozenset(re.findall(r"[a-z0-9]+", told[0])) if told else frozenset()
    if not clips or said.bag - _SPLITS - _SPLIT_BESIDE - NOUNS - words - count_words or where and told:
        return None
    if any(not told or not told.start() <= one.start < told.end() for one in said.amounts) and said.amounts:
        return None
    if told is None:
        if not points or where:
            return None
        return _at_bars(clips, [one.point for one in points], said) or _not_there(clips, [one.point for one in points])
    if len(clips) != 1 or points:
        return None
    if every:
        size = counted(every["of"] or every["n"] or every["every"])
        start, end = clips[0].bars or (0.0, 0.0)
        return _at_bars(clips, [start + n * size for n in range(1, int((end - start) / size) + 1)], said)
    count = counted(parts["n"] or "2") if parts else 2
    return [Step("edit_clip", {"clip": clips[0].id, "action": "split", "count": count})]


def _at_each_part(said: Said, each: re.Match[str]) -> list[Step] | None:
    """ "Chop it at every marker"."""
    found = clips_meant(said) if said.things else [Lying(IT, (one,)) for one in meant_last(said)[:1]]
    clips = [clip for one in found or () for clip in one.clips]
    words = frozenset(word for one in found or () for word in one.words) | frozenset(each[0].split())
    if len(clips) != 1 or said.bag - _SPLITS - _SPLIT_BESIDE - NOUNS - words or said.amounts:
        return None
    return _at_bars(clips, [bar for _, bar in said.scene.context.markers], said)


def _split_at_several(said: Said) -> list[Step] | None:
    """ "Split the rain at 5, 13 and 33", "chop the beat at the chorus and the outro"."""
    match = _AT_SEVERAL.match(said.text)
    bars = _bars_told(said, match.start("where")) if match else None
    if match is None or bars is None or len(bars) < 2:
        return None
    head = taken_apart(said.raw[: match.end("head")], said.scene, focus=said.focus)
    if not head.bag & _SPLITS or head.bag - _SPLITS - _SPLIT_BESIDE - NOUNS or head.places or head.amounts:
        return None
    named = [clip for one in head.things if not one.is_pointed for clip in one.clips]
    clips = [clip for clip in said.scene.clips if clip.id in named] if named else meant_last(said)
    return _at_bars(clips, bars, said) or _not_there(clips, bars)


def _bars_told(said: Said, start: int) -> list[float] | None:
    """The bar lines that all words from there on tell."""
    if bars := bars_listed(said.text[start:], said.scene):
        return bars
    places = [one for one in said.places if one.end > start]
    left = said.text[start:]
    for one in reversed(places):
        left = left[: max(one.start - start, 0)] + left[one.end - start :]
    return None if re.sub(r"\b(?:at|and|the)\b|\W", "", left) else sorted(one.point for one in places)


def _split_further(said: Said) -> list[Step] | None:
    """ "And at 17 and 25", "at verse 2 too" behind a split: of the pieces of that track."""
    pieces = _pieces(said.last(), said)
    match = _MORE.match(said.text) if pieces else None
    if match is None:
        return None
    clips = [clip for clip in said.scene.clips if clip.track == pieces[0].track]
    if not _END_OF_IT.fullmatch(match["where"]):
        told = bars_listed(match["where"], said.scene) or _bars_told(said, match.start("where"))
        return _at_bars(clips, told or (), said)
    starts = sorted(bar for _, bar in said.scene.context.markers)
    begun = [clip.bars[0] for clip in pieces if clip.bars and clip.bars[0] in starts]
    end = next((bar for bar in starts if begun and bar > begun[-1]), None)
    return _at_bars(clips, [end], said) if end else None


def _at_bars(clips: Sequence[ClipInfo], bars: Sequence[float], said: Said) -> list[Step] | None:
    steps: list[Step] = []
    for clip in clips:
        if clip.bars is None:
            return None
        start, name = clip.bars[0], clip.id
        inside = [one for one in sorted(bars) if clip.bars[0] + _NEAR < one < clip.bars[1] - _NEAR]
        for bar in inside:
            at = seconds((bar - start) * bar_s(clip, said))
            steps.append(Step("edit_clip", {"clip": name, "action": "split", "at": at}))
            start, name = bar, f"${len(steps)}.part_2"
    return steps or None


def _not_there(clips: Sequence[ClipInfo], bars: Sequence[float]) -> list[Step] | None:
    if any(one.bars is None for one in clips):
        return None
    told = [f"bar {bar:g}" for bar in bars]
    where = f"{', '.join(told[:-1])} or {told[-1]}" if len(told) > 1 else told[0]
    return [Step("ask", {"text": NOT_THERE.format(where)})]


# --- a piece of what was split ---


def _piece_gone(said: Said) -> list[Step] | None:
    """ "Bin the back half", "the second half can go", "only keep the first bit", "delete what comes before"."""
    pieces = _pieces(said.last(), said)
    if len(pieces) < 2 or any(not one.is_pointed for one in said.things):
        return None
    words = frozenset(re.findall(r"[a-z']+", said.text)) - {"the"}
    keeps = bool(words & _KEEPS) and not words & (_SURE | _GOES)
    known = (
        _SURE
        | _GOES
        | _FRONT
        | _BACK
        | _PIECE_BESIDE
        | _DELETE_BESIDE
        | frozenset("can is just get lose i don't need want chuck and so then".split())
    )
    front, back = words & _FRONT, words & _BACK
    if (
        words - known
        or bool(front) == bool(back)
        or not (words & (_SURE | _GOES | {"lose"}) or keeps)
        or "not" in words
    ):
        return None
    if said.places and any(one.how not in ("bare", "in") for one in said.places):
        return None
    if len(pieces) > 2 and not front & {"first"} and not back & {"last"}:
        return None
    one = pieces[0] if bool(front) != (keeps and len(pieces) == 2) else pieces[-1]
    if keeps and len(pieces) > 2:
        return None
    return [Step("arrange", {"action": "delete", "clip": one.id})]


def _pieces(last: Sequence[Frame], said: Said) -> list[ClipInfo]:
    """What one clip was split into, in the order of the song."""
    if not last or any((one.tool, one.kind) != ("edit_clip", "split") for one in last):
        return []
    made = [view for act in last for one in (*act.out, *act.clips()) if (view := said.scene.clip(one)) and view.bars]
    pieces = sorted({one.id: one for one in made}.values(), key=lambda one: one.start)
    return pieces if len({one.track for one in pieces}) == 1 else []


# --- gone ---


def _gone(said: Said) -> list[Step] | None:
    """A clip, or bars of it, deleted."""
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    takes_out = {"take", "out"} <= said.bag and bool(places) and all(one.is_pointed for one in said.things)
    takes_off = {"take", "off"} <= said.bag or bool(said.bag & {"lop", "knock", "loose", "lose", "drop", "without"})
    takes_off |= bool(said.bag & {"take", "leave"}) and "out" in said.bag
    is_copy = all(one.is_pointed and one.is_clip and not one.is_pronoun for one in said.things) and bool(said.things)
    kills_copy = is_copy and "kill" in bag
    if not (bag & _DELETES or edges and takes_off or takes_out or kills_copy) or amounts or len(edges) > 1:
        return None
    is_of_last = bool(edges) and all(one.tool in ("arrange", "edit_clip") for one in said.last())
    if not said.things and not said.bag & {"it", "that", "this"} and not (is_of_last and meant_last(said)):
        return None
    if any(one.how not in ("in", "bare") for one in places):
        return None
    where = [bars for one in places for bars in one.spans]
    found = clips_meant(said, where) if said.things else [Lying(IT, (one,)) for one in meant_last(said)[:1]]
    if not found:
        return None
    of_tracks = where and not all(one.named.is_clip or one.named.is_pointed or one.words for one in found)
    known = _DELETES | _DELETE_BESIDE | NOUNS | frozenset(word for one in found for word in one.words)
    known |= {"take"} if takes_out else frozenset()
    known |= {"kill", "copy", "duplicate"} if kills_copy else frozenset()
    known |= frozenset("take off lop knock loose lose drop without leave".split()) if edges else frozenset()
    if bag - known or "cut" in bag and not where and not edges and "out" not in bag:
        return None
    steps: list[Step] = []
    for one in found:
        if not edges and not where and not _is_surely_clip(one, said):
            return None
        for clip in one.clips:
            part = edges[0].of(clip) if edges else None
            if edges and part is None:
                return None
            steps += out_of(clip, [part] if part else where, said)
    if of_tracks and any(one.task != "arrange" for one in steps) and len(where) < 2:
        return None  # of a track in some bars: its sound there
    return _each_of_what_is_left(steps) or None


def _each_of_what_is_left(steps: Sequence[Step]) -> list[Step]:
    """Several stretches of one clip, the last of them first."""
    made: list[Step] = []
    for one in sorted(steps, key=lambda step: -step.args.get("start_bar", 0)) if len(steps) > 1 else steps:
        before = [at for at, other in enumerate(steps[: len(made)]) if other.args.get("clip") == one.args.get("clip")]
        made.append(Step(one.task, {**one.args, "clip": f"${before[-1] + 1}"}) if before else one)
    return made


_MAKES_CLIPS = ("arrange", "edit_clip", "generate_audio", "generate_midi", "speak", "sing", "separate_stems")
_IN_ITSELF = ("fade_in", "fade_out", "gain", "reverse")
""" "Remove it" behind these takes them back."""
_MAY_GO = regex(r"\b(?:can|could|should|must|may|has to|needs to) go\b")


def _can_go(said: Said) -> list[Step] | None:
    """ "The rain can go", "lose the rain": what was made for it goes as a clip, any other track as a whole."""
    loses = bool(said.bag & {"lose", "drop", "ditch", "scrap", "bin", "chuck"})
    may_go = "go" in said.bag and _MAY_GO.search(said.text) is not None
    if loses == may_go or len(said.tracks) != 1 or len(said.things) != 1 or said.places or said.amounts:
        return None
    known = {"go", "now", "then", "too", "well", "as"} if may_go else _GONE_SURE | {"ditch", "chuck"}
    if said.bag - known or said.things[0].is_clip or said.things[0].how:
        return None
    lying = in_order(said.tracks[0], said)
    made = {out for act in said.state.frames if act.is_live for out in act.out}
    clips = [one for one in lying if one.id in made] or (lying if may_go else [])
    if len(clips) == 1:
        return [Step("arrange", {"action": "delete", "clip": clips[0].id})]
    return [Step("arrange", {"action": "delete", "track": said.tracks[0]})] if len(clips) > 1 and may_go else None


def _is_surely_clip(lying: Lying, said: Said) -> bool:
    """Is a clip named, and not the track it lies on?"""
    words = name_words(said.text[lying.named.start : lying.named.end])
    if lying.named.is_pointed and lying.named.start < lying.named.end:
        if re.search(r"\btracks?$", said.text[lying.named.start : lying.named.end]):
            return False
        worked = [act for act in said.last() if act.tool in _MAKES_CLIPS and act.kind not in _IN_ITSELF]
        return any(lying.clips[0].id in (*act.out, *act.clips()) for act in worked)
    if lying.named.is_clip or lying.words or lying.named.start == lying.named.end:
        return True
    own = set(name_words(lying.clips[0].name)) - set(name_words(str(lying.clips[0].track)))
    is_said = re.match(r"\s*(?:clip|region)\b", said.text[lying.named.end :]) is not None
    return is_said or bool(own & set(words))


def out_of(clip: ClipInfo, where: Sequence[Bars], said: Said) -> list[Step]:
    """What takes these bars out of a clip; its end stays where it is."""
    if not where:
        return [Step("arrange", {"action": "delete", "clip": clip.id})]
    steps: list[Step] = []
    for start, end in where:
        if clip.bars is None or not covers(clip, (start, end)):
            continue
        if start <= clip.bars[0] + _NEAR and end >= clip.bars[1] - _NEAR:
            return [Step("arrange", {"action": "delete", "clip": clip.id})]
        first, last = max(start, clip.bars[0]), min(end, clip.bars[1])
        if knows_bars(clip, said) and first == int(first) and last == int(last):
            span: dict[str, float] = {"start_bar": int(first), "end_bar": int(last) - 1}
        else:
            each = bar_s(clip, said)
            span = {"start": seconds((first - clip.bars[0]) * each), "end": seconds((last - clip.bars[0]) * each)}
        steps.append(Step("edit_clip", {"clip": clip.id, "action": "cut", **span}))
    return steps
