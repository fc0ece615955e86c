"""Only in: "the harp only in the hook, nowhere else", and back in a part of where it was muted."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clips.cuts import out_of
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.offline.sentence.scope.over_bars import bars_left
from engine.planner.offline.sentence.scope.where import mix, over
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ONLY = frozenset("only just nowhere".split())
_ELSEWHERE = frozenset("nowhere else everywhere elsewhere anywhere rest otherwise".split())
_DELETES = frozenset("delete remove erase bin scrap".split())
_BESIDE = frozenset(
    "cut mute muted out silent silence leave have let play plays playing should comes"
    " come sing sings singing not anywhere rest song of kill drop it them otherwise no go goes in hear heard to be"
    " that's keep stay stays".split()
)
_BACK = frozenset(
    "let come comes coming back in again stay stays leave keep on play plays playing may can should have has hear heard"
    " too also as well but only just it them there be could bring not still".split()
)


_HEARD = _BACK - frozenset(
    "too also as well but only just it them there be could not still may can should in on".split()
)
_MAY_HAVE = regex(r"\b(?:may|can|should|could|must) (?:have|keep|get)\b")
_QUIET = frozenset("out silent quiet muted".split())
_NOT = frozenset("no not doesn't don't doesnt dont never shouldn't".split())
_COMES = frozenset("come comes play plays start starts enter enters stay stays remain remains sing sings".split())


_NOTHING_THERE = regex(
    r"[\s,.;]+(?:(?:and|but|so)\s+)*(?:(?:nothing|none|silent|silence|not)(?: at all)?|no [\w' -]{2,20}?)"
    r" (?:in|on|for|during) (?P<where>.+)$"
)
""" "Only in the hook, nothing on the verse": what is said already."""
_THERE_NOTHING = regex(
    r"[,.;]+\s*(?:(?:and|but|so)\s+)*(?P<where>(?:in |on |for )?(?:the )?[\w' -]{3,24}?)"
    r" (?:(?:then )?(?:no [\w' -]{2,20}|nothing|none|silen(?:t|ce)|without))$"
)
""" "The kit for just the first half, second half no drums"."""
_PLAYS_THERE = regex(
    r"T (?:(?:only|just) )?(?:(?:be|play|plays|come in|comes in|be heard|sing|sings) )?(?:(?:only|just) )?P(?: P)*"
)
_SAYS_ONLY = regex(r"\b(?:only|just)\b")


def only_in(said: Said) -> list[Step] | None:
    """Silence where they play elsewhere; None where it is not told, or not all of it is known."""
    tail = _NOTHING_THERE.search(said.text) or _THERE_NOTHING.search(said.text)
    if tail and taken_apart(tail["where"], said.scene).places and _SAYS_ONLY.search(said.text):
        return _only_in(taken_apart(said.text[: tail.start()], said.scene), is_sure=True)
    return _only_in(said, is_sure=False)


def _only_in(said: Said, *, is_sure: bool) -> list[Step] | None:
    is_sure = is_sure or (
        _SAYS_ONLY.search(said.text) is not None
        and _PLAYS_THERE.fullmatch(" ".join(said.form.split())) is not None
        and not any({*said.tracks} & {*said.focus.tracks_about(one)} for one in said.last())
    )
    is_told = is_sure or bool(_ONLY & set(re.findall(r"[a-z]+", said.text))) and bool(said.bag & _ELSEWHERE)
    if (
        not is_told
        or said.bag - _ONLY - _ELSEWHERE - _BESIDE - _DELETES
        or said.amounts
        or not said.things
        or said.is_open
    ):
        return None
    if any(one.how for one in said.things) or any(one.is_clip for one in said.things):
        return None
    spans = [bars for one in said.places if one.how in ("in", "bare") for bars in one.spans]
    if not spans or any(one.how not in ("in", "bare") for one in said.places):
        return None
    steps: list[Step] = []
    for track in said.tracks:
        lying = [one.bars for one in in_order(track, said) if one.bars]
        elsewhere = [gap for bars in lying for gap in bars_left(bars, spans)]
        if not lying or not any(_meet(bars, one) for bars in lying for one in spans):
            return None
        if said.bag & _DELETES:
            steps += [step for clip in in_order(track, said) for step in out_of(clip, elsewhere, said)]
        else:
            steps += [over(track, "mute", 1, bars) for bars in elsewhere]
    return steps or None


def back_in(said: Said) -> list[Step] | None:
    """Behind a mute over bars: "let it come back for the last 4 bars", "the refrain may have it as well"."""
    muted = [one for one in said.last() if _is_mute(one)]
    if len(muted) < len(said.last()) or not muted:
        muted = _mutes_before(said)
    if not muted or said.amounts or not said.places or said.is_open:
        return None
    is_told = said.bag & _HEARD or _MAY_HAVE.search(said.text)
    if said.bag - _BACK or not is_told or "not" in said.bag and "still" not in said.bag:
        return None
    if any(one.how not in ("in", "bare", "from") for one in said.places):
        return None
    tracks = list(dict.fromkeys(track for one in muted for track in tracks_of(one)))
    meant = said.tracks if said.things else tracks
    steps: list[Step] = []
    for track in meant:
        for place in said.places:
            for bars in place.spans:
                inside = [one for act in muted if track in tracks_of(act) if (one := _common(_bars(act), bars))]
                steps += [over(track, "mute", 0, one) for one in inside]
    return steps if {one.args["track"] for one in steps} == set(meant) and steps else None


def _mutes_before(said: Said) -> list[Frame]:
    """ "Let the drums back in for the last bar": what silenced those that are named, further back."""
    named = {track for one in said.things if not one.is_pointed for track in one.tracks}
    acts = [one for one in said.focus.acts if _is_mute(one) and named & {*tracks_of(one)}]
    return [one for one in acts if one.turn == acts[0].turn] if acts and said.is_later else []


_GIVES_BACK = frozenset("give bring get let have put back again in on only just but want need can it take".split())


def back_only_in(said: Said) -> list[Step] | None:
    """ "Give me the piano back but only in bar 1", of what is muted: heard again there, and silent elsewhere."""
    is_only = re.search(r"\b(?:only|just)\b", said.typed.lower()) is not None
    if not is_only or "back" not in said.bag or said.bag - _GIVES_BACK or said.amounts or said.is_open:
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    muted = [one for one in said.tracks if one in views and views[one].mute]
    spans = [bars for one in said.places if one.how in ("in", "bare", "from") for bars in one.spans]
    if not muted or len(muted) < len(said.tracks) or not spans or any(one.how for one in said.things):
        return None
    steps: list[Step] = [mix(muted, "unmute")]
    for track in muted:
        lying = [one.bars for one in in_order(track, said) if one.bars]
        if not any(_meet(bars, one) for bars in lying for one in spans):
            return None
        steps += [over(track, "mute", 1, gap) for bars in lying for gap in bars_left(bars, spans)]
    return steps


def out_until(said: Said) -> list[Step] | None:
    """ "The horn stays out until the hook", "no drums before verse 2"."""
    if len(said.places) != 1 or said.places[0].how != "to" or said.is_open or said.amounts or not said.things:
        return None
    is_told = bool(said.bag & _QUIET) or bool(said.bag & _NOT and said.bag & _COMES)
    if not is_told or said.bag - _QUIET - _NOT - _COMES - {"in", "at", "all", "completely", "it"}:
        return None
    if any(one.how or one.is_clip for one in said.things) or said.bag & {"go", "goes"} and not said.bag & _NOT:
        return None
    steps: list[Step] = []
    for track in said.tracks:
        begins = [one.bars[0] for one in in_order(track, said) if one.bars and one.bars[0] < said.places[0].point]
        if not begins:
            return None
        steps.append(over(track, "mute", 1, (min(begins), said.places[0].point)))
    return steps or None


def _is_mute(act: Frame) -> bool:
    return act.tool == "automate" and act.args.get("parameter") == "mute" and act.args.get("to") == 1


def _bars(act: Frame) -> Bars:
    return float(act.args.get("start_bar") or 1), float(act.args.get("end_bar") or 1)


def _common(one: Bars, other: Bars) -> Bars | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if end > start + 1e-3 else None


def _meet(one: Bars, other: Bars) -> bool:
    return _common(one, other) is not None
