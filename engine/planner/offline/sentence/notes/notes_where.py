"""Where an edit of notes, or a transposition, should have been: "only in hook 1", "not the last bar"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import SAME, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes_in_hand import is_of_notes
from engine.planner.offline.sentence.scope.over_bars import bars_left, on, over_bars, reach
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ONLY = regex(r"\b(?:only|just|nowhere but)\b")
_SPARED = regex(r"\b(?:not|except|but|without|apart from|leave|keep|everywhere but)\b(?! (?:only|just)\b)")
_X_NOT = regex(
    r"(?:(?:but|and|only|just) )*(?P<what>(?:the|in|bars?) [\w ]+?)(?: of (?:these|those|them|it))? not"
    r"(?: please| though)?"
)
""" "The last bar not"."""
_UNDOES = {
    "staccato": "long|longer|held|ring|ringing|full|full length|connected|smooth|sustained",
    "legato": "short|shorter|detached|separate|apart|dry",
    "swing": "straight|even|square",
    "quantize": "loose|free|human|natural|sloppy",
    "humanize": "tight|straight|strict|on the grid",
    "strum": "together|block|at once",
}
_ANY = "normal|natural|untouched|plain|(?:like|as) before|(?:as|how|like|the way) (?:it|they) (?:was|were)(?: before)?"
""" "In bar 4 they can be long again", behind a staccato: it is spared there."""
_MORE = regex(r"\b(?:same|too|also|likewise|as well|again)\b")
_ALL = regex(
    r"(?:(?:no |for )?(?:all of (?:it|them)|everywhere|(?:the |my )?(?:whole|entire)"
    r" (?:thing|part|clip|line|song|track)))"
    r"(?: i mean| please)?"
)
_BESIDE = SAME | frozenset(
    "only in on at over not except but without apart from leave keep alone out untouched back as like how where"
    " way it they was were before put that one clip part nowhere everywhere do there again first bit long short its"
    " them does till from may be let stay stays remain remains longer shorter held ring ringing full length connected"
    " smooth sustained detached separate apart dry straight even square loose free human natural tight strict together"
    " normal being untouched plain play played ones chords notes".split()
)
_BY_LENGTH = regex(r"\b(?P<which>short|long|first|last|second)(?:er|est)? (?:one|clip)\b")


def notes_elsewhere(said: Said) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    acts = said.last()
    if acts and (match := _X_NOT.fullmatch(said.text.strip(" .!"))):
        return notes_elsewhere(taken_apart(f"not {match['what']}", said.scene, focus=said.focus))
    if (
        not acts
        or said.amounts
        and not _ONLY.search(said.text)
        or not all(is_of_notes(one, said.scene) for one in acts)
    ):
        return None
    acts = [*_alike_before(acts, said), *acts] if _ONLY.search(said.text) else acts
    clips = [view for act in acts for one in act.clips() if (view := said.scene.clip(one))]
    if _ALL.fullmatch(said.text):
        return _all_of_it(acts)
    if said.adds and not _ONLY.search(said.text) or not (said.places or _BY_LENGTH.search(said.text) or said.things):
        return None
    is_undone = _is_undone(acts, said)
    is_spared = bool(_SPARED.search(said.text)) or is_undone
    is_more = bool(_MORE.search(said.text)) and not is_undone
    if not is_spared and not is_more and not _ONLY.search(said.text) and not said.corrects:
        return None
    if (named := _named(said, clips)) is not None:
        return None if is_more else _of_clips(acts, clips, named, said, is_spared=is_spared)
    done = {one.id for one in clips}
    own = {one.track for one in clips}
    others = [one for one in said.things if not {*one.clips} <= done and not {*one.tracks} <= own]
    if len(acts) > 1 or any(not one.is_pointed for one in others):
        return None
    return _in_bars(acts[0], clips, said, is_spared=is_spared, is_more=is_more)


def _is_undone(acts: Sequence[Frame], said: Said) -> bool:
    """Does a place get back what the act took from it?"""
    words = "|".join(filter(None, (_UNDOES.get(one.kind) for one in acts)))
    has_way = words and compiled(
        rf"\b(?:{words}) again\b|\b(?:back to(?: being)?|stays?|remains?|keep (?:it|them)|let (?:it|them))"
        rf" (?:{words})\b"
    ).search(said.typed.lower())
    return bool(said.places) and bool(has_way or compiled(rf"\b(?:{_ANY})\b").search(said.text))


def _alike_before(acts: Sequence[Frame], said: Said) -> list[Frame]:
    """The same done to another clip in the turn before: "hook 1 up, hook 2 too, only hook 2"."""

    def told(act: Frame) -> tuple[str, dict[str, Any]]:
        return act.tool, {name: value for name, value in act.args.items() if name not in ("clip", "clips")}

    return [
        one for one in said.state.frames if one.is_live and one.turn == acts[0].turn - 1 and told(one) == told(acts[0])
    ]


def _all_of_it(acts: Sequence[Frame]) -> list[Step] | None:
    if not any({"start_bar", "end_bar"} & set(one.args) for one in acts):
        return None
    rest = [{key: value for key, value in one.args.items() if key not in ("start_bar", "end_bar")} for one in acts]
    return [told_as(Step(act.tool, args), "fix", act) for act, args in zip(acts, rest, strict=True)]


# --- which of the clips ---


def _named(said: Said, clips: Sequence[ClipInfo]) -> set[str] | None:
    """Those of several clips that the words name, or that lie in the bars told; None where they name none of them."""
    lying = sorted(clips, key=lambda one: one.start)
    if len(lying) < 2:
        return None
    if (counted := _BY_LENGTH.search(said.text)) and not said.places:
        by_size = sorted(lying, key=lambda one: one.length)
        place = {"short": by_size[0], "long": by_size[-1], "first": lying[0], "last": lying[-1], "second": lying[1]}
        return {place[counted["which"]].id}
    told = {*name_words(_ONLY.sub("", said.text))} - {"the", "in", "on", "clip", "one"}
    if called := [one.id for one in lying if told and told <= {*name_words(one.name)}]:
        return set(called) if len(called) == 1 else None
    things = [one for one in said.things if not one.is_pointed]
    if things and said.bag <= _BESIDE:
        ids = {clip for one in things for clip in one.clips}
        return {one.id for one in lying if one.id in ids} or None
    if said.bag - _BESIDE or said.is_open or not said.places:
        return None
    spans = [bars for place in said.places for bars in reach(place) or ()]
    met = [
        one for one in lying if one.bars and any(a < one.bars[1] - 1e-3 and b > one.bars[0] + 1e-3 for a, b in spans)
    ]
    inside = [one for one in met if any(a <= one.bars[0] + 1e-3 and one.bars[1] <= b + 1e-3 for a, b in spans)]  # type: ignore[index]
    return {one.id for one in inside} if inside and inside == met else None


def _of_clips(
    acts: Sequence[Frame], clips: Sequence[ClipInfo], named: set[str], said: Said, *, is_spared: bool
) -> list[Step] | None:
    """Taken back, and done anew to those that are left."""
    done = {one.id for one in clips}
    kept = done - named if is_spared else named & done
    if not kept or kept == done:
        return None
    live = [one for one in said.state.frames if one.is_live and one.request]
    gone = [one for one in acts if not set(one.clips()) <= kept]
    again = []
    for act in gone:
        rest = {name: value for name, value in act.args.items() if name not in ("clip", "clips")}
        left = [one for one in act.clips() if one in kept]
        again += [Step(act.tool, {**rest, **on(left)})] if left else []
    return [*taken_back(gone, live), *again] if gone else None


# --- which bars ---


def _in_bars(act: Frame, clips: Sequence[ClipInfo], said: Said, *, is_spared: bool, is_more: bool) -> list[Step] | None:
    lying = [one.bars for one in clips if one.bars]
    if not lying:
        return None
    whole = min(one[0] for one in lying), max(one[1] for one in lying)
    own = float(act.args.get("start_bar") or whole[0]), float(act.args.get("end_bar") or whole[1])
    spans: list[Bars] | None = None
    for there in (whole,) if is_more else (own, whole):
        apart = taken_apart(said.text, said.scene, focus=said.focus, there=(there,))
        if apart.places and not apart.is_open and not apart.bag - _BESIDE and not apart.amounts:
            limit = there if is_spared or _from_within(apart, there) else whole
            spans = [bar for place in apart.places for bar in _within(reach(place) or (), limit)]
            break
    if spans == [] and len(clips) > 1 and not is_spared and not is_more:
        return [Step("chat", {"text": NOT_THERE})]
    if not spans:
        return None
    if is_spared:
        spans = bars_left(own, spans)
    if not spans or spans == [own]:
        return None
    if len(clips) > 1 and not all(
        one.bars and one.bars[0] <= a and b <= one.bars[1] for one in clips for a, b in spans
    ):
        return _of_each(act, clips, spans, said) if not is_more else None
    ops = "again" if is_more else "fix"
    return [
        told_as(
            Step(act.tool, {**act.args, "start_bar": number(a), "end_bar": number(b)}), "again" if place else ops, act
        )
        for place, (a, b) in enumerate(spans)
    ]


def _of_each(act: Frame, clips: Sequence[ClipInfo], spans: Sequence[Bars], said: Said) -> list[Step]:
    """Taken back, and done anew to what of each clip lies there."""
    rest = {name: value for name, value in act.args.items() if name not in ("clip", "clips", "start_bar", "end_bar")}
    there = [(one, _within(spans, one.bars)) for one in clips if one.bars]
    steps = over_bars(act.tool, rest, there)
    live = [one for one in said.state.frames if one.is_live and one.request]
    return [*taken_back([act], live), *steps] if steps else [Step("chat", {"text": NOT_THERE})]


NOT_THERE = "None of those clips lies there, so I left them as they are."


def _from_within(apart: Said, there: Bars) -> bool:
    """ "Only from bar 13 on", inside of what it was: it ends where it ended."""
    return all(one.how in ("from", "to") and there[0] < one.point < there[1] for one in apart.places)


def _within(spans: Sequence[Bars], limit: Bars) -> list[Bars]:
    cut = [(max(a, limit[0]), min(b, limit[1])) for a, b in spans]
    return [one for one in cut if one[1] - one[0] > 1e-3]
