"""Back, named: what is called by its deed, its thing, what it made or took away goes back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.become import put_back, taken_back_acts
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.undo.acts_named import NamedActs, acts_named
from engine.planner.offline.sentence.undo.acts_told import with_its_copy
from engine.planner.offline.sentence.undo.back_words import GONE, NO_MORE, STOOD, UNDOES, UNMISTAKABLE, Parted, parted
from engine.planner.offline.sentence.undo.deeds import deed_spans
from engine.planner.offline.sentence.undo.no_undo import NOTHING_CALLED
from engine.planner.offline.sentence.undo.older_acts import older_act
from engine.planner.offline.sentence.undo.taken_back import is_making, taken_back
from engine.planner.offline.sentence.undo.talk import ActHistory, last_of
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MISSES = regex(r"\b(?:back|miss|again)\b|\bafter all\b")
_AS_IT_WAS = regex(r"\b(?:as|like|how|where|the way|was|were|used to|original\w*|old)\b")
_KEEPS = regex(
    r"\bback\b|\bafter all\b|\bkeep\b|\bmiss\b|\bundo\b|\bstill (?:need|want)\b|\b(?:should|can|must) (?:come|stay)\b"
)
_COMES_BACK = regex(
    r"\b(?:bring|put|get|want|have|need|give|let|add|keep|like|miss|leave|take)\b.*\b(?:back|again|after all|in)\b"
    r"|\bback (?:in|on|again)\b"
)
_GET_IT_BACK = regex(
    r"(?:(?:oh|no|ok|please|can|could|you|we|i)[\s,]+)*(?:bring|get|put|give me|want|need) (?:back )?"
    r"(?:the|my|our|that|his|her) [\w' -]{2,30}?(?: back)?(?: in)?(?: again)?(?: please)?"
)
_ALL_DONE = regex(
    r"\b(?:whatever|everything|anything|all)\b.*\b(?:did|done|changed|made)\b|\ball (?:the )?changes\b"
    r"|\b(?:everything|anything|whatever|all(?: of (?:it|that))?) (?:(?:on|to|with|about|for|of) )?(?:the |my )?…"
)
_SEVERAL_MOVES = regex(
    r"\b(?:(?P<two>both|the two|two)|all|every one) (?:of )?(?:the |my |your |those )?[\w' -]{2,30}? (?:moves"
    r"|changes|edits"
    r"|tweaks|things)\b"
)
""" "Take back both kick moves"."""
_TO_THE_START = regex(r"\bthe (?:very )?(?:start|beginning)\b|\bwhen (?:i|we) (?:started|began|opened it)\b")
_MEASURE = regex(r"(?:\d+ ?)?(?:beats?|bars?|seconds?|semitones?|steps?|times?|db|percent|%)?")
_DIAL = regex(r"(?:levels?|volumes?|gain|loudness|tempo|pitch|velocit\w+|keys?|octaves?|bpm|speed|faders?)\b")
""" "Drop the level": it is to be lower."""
_OF_ALL_TRACKS = regex(r"(?:(?:the|all|my|of) )*(?:mutes|solos)")
_LOOSE = ("thing", "words", "lost")
"""Named by more or less: an older request that did just that is meant before."""
_TAKE = regex(
    r"(?:(?:the|that|my|her|his) )?(?:takes?|recordings?|versions?|performances?|sing(?:ing|er)|vocalist|try)"
)


_BACK_WAY = regex(r"\b(?:back|right back) (?P<way>up|down)\b")
_OTHER_WAY = {"up": "down", "down": "up"}


_STRIPS = regex(r"\b(?:strip|cut|trim|remove|delete|truncate|gate) (?:out )?(?:silences?|pauses|gaps|breaths)\b")
""" "Strip silence on the kick" takes no mute back."""


def _went(act: Frame) -> str:
    """Which way an act turned what it set: up, down or neither."""
    by = [act.args[name] for name in ("semitones", "value_db", "cents") if isinstance(act.args.get(name), int | float)]
    return "" if len(by) != 1 or not by[0] else "up" if by[0] > 0 else "down"


def named_back(words: Parted, low: str, spared: Sequence[Frame], talk: ActHistory) -> list[Step] | None:
    """The undo of what is called so."""
    if _STRIPS.search(low):
        return None
    is_undo, is_gone = UNDOES.search(words.around) is not None, GONE.search(words.around) is not None
    is_stood = STOOD.search(words.around) is not None
    if not (is_undo or is_gone or is_stood or _KEEPS.search(words.around) or re.search(r"\bmiss\b", words.around)):
        return None
    if _OF_ALL_TRACKS.fullmatch(words.what) or _TAKE.fullmatch(words.what) and not re.search(r"\bundo\b", low):
        return None
    is_lower = re.search(r"\bdrop\b", words.around) and not NO_MORE.search(words.around)
    if is_lower and _DIAL.match(bare_name(words.what)):
        return None
    older = older_act(words.what, talk.scene.context) if is_undo else 0
    if not talk.is_numbered and older:
        return [Step("undo", {"target": f"#{older}"})]
    if not talk.is_numbered:
        is_known = deed_spans(f"the {words.what}") or things(words.what, talk.scene)
        is_told = is_known and re.search(r"\bundo\b", low) and not re.search(r",|\b(?:and|then)\b", low)
        gone = acts_named(words.what, talk.live, talk.state, talk.scene) if _KEEPS.search(low) else None
        if gone and gone.how == "gone":
            return [Step("undo", {"target": str(gone.acts[-1].args.get("track") or bare_name(words.what))})]
        return [Step("undo", {"target": bare_name(words.what)})] if is_told else None
    meant = acts_named(words.what, [one for one in talk.live if one not in spared], talk.state, talk.scene)
    if is_undo and meant and meant.how in _LOOSE and older_act(words.what, talk.scene.context, is_sure=True):
        meant = None
    is_back = meant is None and is_undo and _COMES_BACK.search(words.around)
    again = acts_named(words.what, talk.undone, talk.state, talk.scene) if is_back else None
    if again and again.how != "thing":
        return [Step("redo", {"target": f"#{again.acts[-1].request}"})]
    is_made = bool(older) and older == older_act(words.what, talk.scene.context, is_sure=True)
    if meant is None and not is_made and _MEASURE.fullmatch(bare_name(words.what)):
        return None  # "two beats earlier was enough"
    if meant and meant.how in ("deed", "thing") and (way := _BACK_WAY.search(words.around)):
        if not all(_went(one) == _OTHER_WAY[way["way"]] for one in last_of(list(meant.acts))):
            return None  # "the bass back down", which was not turned up
        is_undo = True
    if meant is None and older:
        return [Step("undo", {"target": f"#{older}"})]
    if meant is None and _GET_IT_BACK.fullmatch(low) and not things(words.what, talk.scene):
        last = last_of(talk.live)
        if last and all(one.kind in ("delete", "cut") for one in last):
            return taken_back(last, talk.live)  # "bring back the fishmonger", once a clip is gone
    if meant is None:
        is_sure = UNMISTAKABLE.search(words.around) or is_stood and not is_gone and _is_here(words.what, talk)
        return [Step("ask", {"text": NOTHING_CALLED.format(bare_name(words.what))})] if is_sure else None
    if meant.how == "lost":
        is_missed = _MISSES.search(words.around) or is_stood and _AS_IT_WAS.search(low)
        return taken_back(meant.acts, talk.live) if is_missed else None
    if meant.how == "gone":
        return taken_back(_counted(last_of(list(meant.acts)), words.around), talk.live) if _KEEPS.search(low) else None
    if meant.how == "thing":
        return _of_thing(meant, words, low, talk, is_undo=is_undo, is_stood=is_stood)
    if meant.how == "raw":
        return _untreated(meant, talk)
    if meant.how == "became":
        is_dropped = is_gone and NO_MORE.search(words.around) is not None
        found = with_its_copy(meant.acts[0], talk.live) if is_dropped else list(meant.acts)
        return taken_back(found, talk.live) if is_dropped or is_undo or is_stood else None
    if (
        not (is_undo or is_gone or is_stood)
        or meant.how in ("made", "words")
        and not (is_undo or NO_MORE.search(words.around))
    ):
        return None
    if is_stood and meant.how == "words" or re.search(r"\bfirst\b", words.around):
        return None  # "the first singer again" is another take
    if is_stood and not is_undo and not is_gone and meant.how != "deed":
        return None
    return taken_back(meant.acts, talk.live)


_COUNTED = regex(r"\b(?P<which>first|second|third|last) …")
_WHICH = {"first": 0, "second": 1, "third": 2, "last": -1}


def _counted(gone: list[Frame], around: str) -> list[Frame]:
    """ "Bring back just the second adlib": of those that were deleted together."""
    match = _COUNTED.search(around)
    place = _WHICH[match["which"]] if match else 0
    return [gone[place]] if match and -len(gone) <= place < len(gone) else gone


_PLACES = ("move", "place", "rename", "gain", "mute")


def _untreated(meant: NamedActs, talk: ActHistory) -> list[Step]:
    """The first content of the one clip, which stays where it is; else what was done to the sound taken back."""
    clips = {clip for one in meant.acts for clip in one.clips() if talk.scene.clip(clip)}
    since = [one for one in talk.live if clips & {*one.clips(), *one.out} and one not in meant.acts]
    if len(clips) == 1 and since and all(one.kind in _PLACES for one in since):
        return [Step("take", {"action": "use", "clip": clips.pop(), "number": "1"})]
    return taken_back(meant.acts, talk.live)


def _is_here(what: str, talk: ActHistory) -> bool:
    """Is a track, a clip or a marker called so?"""
    here = parted(what, talk.scene)
    names = {name.lower() for name, _ in talk.scene.context.markers}
    return bool(talk.scene.matches(what)) or here is not None and bare_name(what) in names


def bare_name(what: str) -> str:
    """Without an article."""
    return re.sub(r"^(?:the|that|those|my|our|this) ", "", what)


def _of_thing(
    meant: NamedActs, words: Parted, low: str, talk: ActHistory, *, is_undo: bool, is_stood: bool
) -> list[Step] | None:
    """What was done to it last; of all that was done to it, all."""
    ids = set(meant.ids)
    clips = {one for one in ids if not one.startswith("track:")}
    acts = [one for one in meant.acts if not (is_making(one) and clips <= {*one.out})]
    off_it = re.search(r"\b(?:off|from|out of|not (?:on|for|to)) …", words.around)
    if off_it and re.search(r"\b(?:it|that)\b", low) and not is_stood:
        last = talk.live[-1]
        acts = [one for one in acts if (one.tool, one.kind) == (last.tool, last.kind)]
        return put_back([ids], acts, talk.state) if acts else None
    if not (is_undo or is_stood):
        return None
    if _is_heard_again(words.around, meant, talk) or not UNMISTAKABLE.search(low) and _is_muted(meant, talk):
        return None
    if not acts:
        return [Step("undo", {})] if meant.acts[-1] is talk.live[-1] else None
    if _ALL_DONE.search(words.around) or _TO_THE_START.search(low):
        return taken_back([one for one in acts if not is_making(one)], talk.live)
    if several := _SEVERAL_MOVES.search(low):
        turns = sorted({one.turn for one in acts})[-2 if several["two"] else 0 :]
        return taken_back([one for one in acts if one.turn in turns], talk.live)
    if each := _of_each(words.what, acts, talk):
        return taken_back_acts(each, talk.live)
    last_acts = last_of(acts)
    if ids and any(len(one.args.get("tracks") or one.args.get("clips") or ()) > 1 for one in last_acts):
        return put_back([ids], last_acts, talk.state)
    return taken_back_acts(last_acts, talk.live)


def _of_each(what: str, acts: Sequence[Frame], talk: ActHistory) -> list[Frame]:
    """ "The bass thing and the strings thing": what was done last to each of them; [] where they are not told apart."""
    if not re.search(r"\b(?:and|both)\b|[,&+]", what):
        return []
    named = [{*one.clips, *(f"track:{track}" for track in one.tracks)} for one in things(what, talk.scene)]
    about = [[one for one in acts if is_about(one, ids, talk.state)] for ids in named]
    if len(about) < 2 or not all(about):
        return []
    return list({id(one): one for found in about for one in last_of(found)}.values())


def _is_heard_again(around: str, meant: NamedActs, talk: ActHistory) -> bool:
    """ "Bring the sax back" of what is muted is no undo of what was done to it before."""
    says_where = STOOD.search(around) or UNMISTAKABLE.search(around)
    return not says_where and _is_muted(meant, talk)


def _is_muted(meant: NamedActs, talk: ActHistory) -> bool:
    muted = {view.name for view in talk.scene.context.track_views if view.mute}
    return any(one.startswith("track:") and one[6:] in muted for one in meant.ids)
