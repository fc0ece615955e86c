"""Back: what was done is taken back, by its deed, its thing, its place or all of it; and what was undone comes again.

Every word is known: those that say that something goes back (`back_words`), and those that name what (`acts_named`).
Nothing goes without a word that governs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.acts import ONLY_TELLS, done_last, things_of
from engine.planner.offline.conversation.become import by_place, put_back, taken_back_acts
from engine.planner.offline.conversation.beside_failures import did_nothing, was_not_run
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.sentence.acts_named import Meant, acts_named
from engine.planner.offline.sentence.back_words import (
    GONE,
    NO_MORE,
    STAYS,
    STOOD,
    UNDOES,
    UNMISTAKABLE,
    Parted,
    parted,
)
from engine.planner.offline.sentence.said import Said
from engine.planner.offline.sentence.taken_back import is_making, taken_back, with_corrections
from engine.planner.offline.steps.unasked_undo import NOTHING_CALLED, is_of_degree, refuses_undo
from engine.planner.offline.text.number_words import spoken_number
from engine.tasks.plan import Step

DROPPED = "Nothing was done for that, so there is nothing to take back; say “undo” again for what was done before it."
ALREADY_SO = "It stays as it is."
_NO_ACTS = (*ONLY_TELLS, "export", "undo", "redo")
_LONGEST = 24
_N = r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|couple(?: of)?|\d+)"
_UNIT = r"(?:steps?|times|turns|changes|things|edits|moves|actions|requests|ones)"
_COUNT = re.compile(
    rf"\b(?:last|previous|latest) {_N}(?: {_UNIT})?\b|\b{_N.replace('?P<n>', '?P<m>')} {_UNIT}\b|\b(?P<twice>twice)\b"
    r"|\bx ?(?P<x>\d)\b|\b(?P<y>\d) ?x\b|\b(?P<both>both)\b|\b(?P<a>a couple)\b"
)
_ORDINAL = re.compile(
    r"\b(?:the |that )?(?P<place>first|second|last|latest|former|latter)(?: (?:one|thing|step|change|edit|act|request))?"
    r"(?: of (?:them|those|these|the two))?\b|\bthe (?P<before>one before)(?: that| the last)?\b"
)
_PLACES = {"first": "F", "former": "F", "second": "S", "latter": "S", "last": "Z", "latest": "Z"}
_EVERYTHING = re.compile(r"\b(?:everything|it all|the (?:whole )?lot|all)\b(?! of (?:that|it|them|those)\b)")
_TO_THE_START = re.compile(
    r"\b(?:to|as|like|how|where|the way)\b.*\b(?:at|to|from|in) the (?:very )?(?:start|beginning)\b"
    r"|\bwhen (?:i|we) (?:started|began|opened it)\b"
)
_ALL_BUT = re.compile(
    r"\b(?:everything|all(?: of it| that)?|the (?:whole )?lot)(?: \w+){0,2}? (?:but|except(?: for)?|apart from"
    r"|other than|besides|save(?: for)?|up to) (?P<but>(?!(?:the )?(?:first|last)\b)[^,.;]+)"
)
_REST = re.compile(r"\b(?:the )?(?:rest|others?|everything else|all else)\b")
_SINCE = re.compile(r"^(?P<head>.*?)\b(?P<how>since|after|before|prior to)\b (?P<what>(?!all\b|it was\b)[^,;.]+?)\W*$")
_TIME = re.compile(
    r"^(?:(?:i|we|you) )?(?:(?:had )?(?:asked for|asked|said|did|made|added|put on|put in|put|wanted|had|came up with)"
    r" )?|(?: (?:came in|went on|happened|was (?:added|made|there)|please|again))+$"
)
_ALL_DONE = re.compile(
    r"\b(?:whatever|everything|anything|all)\b.*\b(?:did|done|changed|made)\b|\ball (?:the )?changes\b"
)
_DEED_OF_TURNS = re.compile(
    r"\b(?:put|set|bring|get|turn|move) (?:it|that|this|them|those)(?: all)? back\b"
    r"|\b(?:how|as|like|where|the way|what) (?:it|they) (?:was|were)\b|\b(?:like|as) before\b"
    r"|\btake (?:it|that|this|them|those) (?:back )?(?:off|out|away)\b|\b(?:off|out|away) again\b"
)
""" "Put it back how it was": the deed is not wanted, however many turns it took."""
_MADE_GONE = re.compile(r"\b(?:lose|drop|ditch|bin|kill|scrap|trash|throw|chuck|get rid of|without) (?:it|that|them)\b")
_NOT_AFTER_ALL = re.compile(
    r"^\W*(?:(?:no|nah|hm+|ok|oh|wait|sorry)\W+)*(?:(?:actually|better|rather|maybe|perhaps)(?:,? (?:actually|rather))?,?"
    r" (?:no|not)|on second thoughts?,? (?:no|not)|not after all|(?:i|we) (?:really )?(?:don'?t|didn'?t|do not|did not)"
    r" (?:want|mean|need) (?:that|it|this|them|to do (?:that|it))(?: done)?(?: (?:after all|at all|any ?more))*"
    r"|(?:please )?(?:don'?t|do not) do (?:that|it|this)(?: (?:after all|at all|though))*"
    r"|(?:that|it|this) was (?:a |such a |just a )?(?:bad |silly |stupid )?(?:mistake|idea|error))\W*$"
)
_BETTER_BEFORE = re.compile(
    r"\b(?:was|were|sounded|worked|liked|preferred|prefer)\b.*\b(?:before|earlier|without (?:it|that))\b"
    r"|\b(?:was|is) better without\b|\bbetter (?:before|without)\b|\bas (?:it|they) w(?:as|ere)\b"
)
_WAS_RIGHT = re.compile(
    r"\b(?:it|that|they|one|first) (?:was|were|is) (?:(?:actually|really|fine|much|just|quite|already|in fact) )*"
    r"(?:right|better|fine|good|ok(?:ay)?|nicer|cooler|great)\b|\bdo it after all\b|\b(?:keep|leave|want) (?:it|them|both"
    r"|that|those)(?: both| all)?(?: in)?\b|\bun-?do the undo\b"
)
_REDO = re.compile(r"\b(?:re-?do|redone|reapply|reinstate)\b")
_COMES_BACK = re.compile(
    r"\b(?:bring|put|get|want|have|need|give|let|add|keep|like|miss|leave|take)\b.*\b(?:back|again|after all|in)\b|\bback (?:in|on|again)\b"
)
_MISSES = re.compile(r"\b(?:back|miss|again)\b|\bafter all\b")


_WHO = re.compile(r"(?:^|[.;]\s*)[^,.;]*?\b(?=(?:hates?|does(?: not|n'?t) (?:really )?(?:like|want|need|fancy))\b)")
""" "The singer hates it": who says so is not what it was done to."""
_THAT_FIRST = re.compile(
    r"^\W*(?:(?:no|nah|nope|ok|oh|please|hm+)\W+)*(?:undo|take back|revert|scrap|scratch|forget|cancel) (?:that|it|this)"
    r"(?: one| again)?\W+(?:and|also|then)\b"
)
_DIAL = re.compile(r"(?:levels?|volumes?|gain|loudness|tempo|pitch|velocit\w+|keys?|octaves?|bpm|speed|faders?)\b")
""" "Drop the level": it is to be lower."""


@dataclass(frozen=True)
class _Talk:
    """What was done and stands, and what was undone."""

    scene: DialogueState
    state: State
    live: list[Frame]
    undone: list[Frame]
    is_just_undone: bool


def back(said: Said) -> list[Step] | None:
    """The undo or redo; None where nothing goes back, or not all of it is known."""
    low = _WHO.sub(" ", said.typed.lower()).strip().rstrip(" .!,")
    if not _may_be(low) or refuses_undo(low) or is_of_degree(low):
        return None
    talk = _talk(said.scene, said.state)
    if talk.live and _is_ended_send(talk.live[-1]):
        return None  # it comes back with a level
    if both := _that_and(low, talk):
        return both
    if talk.is_just_undone and (again := _again(low, talk)):
        return again
    if _REDO.search(low):
        return _redo(low, talk)
    stays = [match["first"] for match in STAYS.finditer(low)]
    if but := _ALL_BUT.search(low):
        return _all_but([but["but"]], low, talk, is_whole=True) if UNDOES.search(low) or GONE.search(low) else None
    rest = STAYS.sub(" ", low)
    if stays and _REST.search(rest) and UNDOES.search(rest):
        return _all_but(stays, low, talk, is_whole="else" in rest)
    words = parted(rest if stays else low, talk.scene)
    if stays and (words is None or not words.what and not UNDOES.search(rest)):
        stays, words = [], parted(low, talk.scene)
    if words is None:
        return None
    if steps := _whole(words, low, stays, talk):
        return steps
    kept = [acts_named(one, talk.live, talk.state, talk.scene) for one in map(_kept_name, stays)]
    if any(one is None for one in kept):
        return None
    spared = [act for one in kept if one for act in one.acts]
    return _named(words, low, spared, talk) if words.what else _bare(words, low, talk)


def _is_ended_send(act: Frame) -> bool:
    value = act.args.get("value_db")
    return act.tool == "route" and act.kind == "send" and isinstance(value, int | float) and value <= -120


def _that_and(low: str, talk: _Talk) -> list[Step] | None:
    """ "Scrap that, and take the pumping off too": the last request goes, and one that is named."""
    first = _THAT_FIRST.match(low)
    words = parted(low[first.end() :], talk.scene) if first else None
    if words is None or not words.what or not talk.live or not all(one.request for one in talk.live):
        return None
    meant = acts_named(words.what, talk.live, talk.state, talk.scene)
    if (
        meant is None
        or meant.how not in ("deed", "made")
        or not (UNDOES.search(words.around) or GONE.search(words.around))
    ):
        return None
    return taken_back([*meant.acts, *_last_of(talk.live)], talk.live)


def _may_be(low: str) -> bool:
    if len(low.split()) > _LONGEST:
        return False
    return any(form.search(low) for form in (UNDOES, GONE, STOOD, _REDO, _NOT_AFTER_ALL, _WAS_RIGHT, _MISSES))


def _talk(scene: DialogueState, state: State) -> _Talk:
    live = [one for one in state.frames if one.is_live and one.tool not in _NO_ACTS]
    undone = [one for one in state.frames if one.state == "undone" and one.request]
    calls = scene.context.dialogue[-1].calls if scene.context.dialogue else ()
    is_undo = bool(calls) and all(one.get("tool") == "undo" for one in calls)
    return _Talk(scene, state, live, undone, is_undo)


def _kept_name(stays: str) -> str:
    """What a clause of what stays names."""
    words = r"keep|leave|not|don'?t|touch|undo|take|except|for|apart|from|without|touching|happy|with|stays?|can|should"
    words += r"|remains?|as|it|they|is|are|untouched|fine|good|ok(?:ay)?|great|perfect|right|cool|nice|alone|in|there"
    return re.sub(rf"^(?:(?:{words})\b\s*)+|(?:\s*\b(?:{words}))+$", "", stays.strip()).strip()


# --- again ---


def _again(low: str, talk: _Talk) -> list[Step] | None:
    """Behind an undo: "no wait, it was right", "put it back", "leave both in"."""
    words = parted(low, talk.scene)
    if words is None:
        return None
    if words.what:
        return _redo(low, talk) if _COMES_BACK.search(words.around) else None
    is_back = re.search(r"\b(?:put|bring|take|get|want|have|need) (?:it|that|them|both|those)(?: both)? back\b", low)
    is_again = _REDO.search(low) or re.search(r"\b(?:that|it|them|both|those) again\b", low)
    is_more = re.search(r"\bun-?do\b", low) and not re.search(r"\bundo the undo\b|\bundo (?:that|the) undo\b", low)
    if is_more or not (is_back or is_again or _WAS_RIGHT.search(low)):
        return None
    return [Step("redo", {})]


def _redo(low: str, talk: _Talk) -> list[Step] | None:
    """ "Redo", "bring the reverb back" once it was undone."""
    words = parted(_REDO.sub("redo", low).replace("redo", "do"), talk.scene)
    if words is None:
        return None
    if not words.what:
        return [Step("redo", {})]
    meant = acts_named(words.what, talk.undone, talk.state, talk.scene)
    if meant is None or len({one.request for one in meant.acts}) != 1 and meant.how == "thing":
        return None
    return [Step("redo", {"target": f"#{meant.acts[-1].request}"})]


# --- all of it ---


def _all_but(kept: Sequence[str], low: str, talk: _Talk, *, is_whole: bool) -> list[Step] | None:
    """ "Undo everything but the delay", "keep the pan, undo the rest"."""
    if not talk.live or not all(one.request for one in talk.live):
        return None
    spared: list[Frame] = []
    for one in kept:
        meant = _every(_kept_name(one), talk)
        if not meant:
            is_sure = UNMISTAKABLE.search(low)
            return [Step("ask", {"text": NOTHING_CALLED.format(_kept_name(one))})] if is_sure else None
        spared += meant
    if not UNDOES.search(low) and not re.search(r"\boff\b", low) and any(_is_thing(one, talk) for one in kept):
        return None  # "lose everything but the drums"
    last = [one for one in talk.live if one.turn == talk.live[-1].turn]
    among = talk.live
    if not is_whole and all(one in last for one in spared) and len(last) > len(spared):
        among = last
    left = [one for one in among if one not in spared]
    return taken_back(left, talk.live) if left else [Step("chat", {"text": ALREADY_SO})]


def _every(what: str, talk: _Talk) -> list[Frame]:
    """Every act that is called so, not only the newest."""
    what = re.sub(r"^(?:what|whatever|that which) (?:you|we|i) (?:did|made|changed) (?:to|on|with) ", "", what)
    found: list[Frame] = []
    left = list(talk.live)
    while meant := acts_named(what, left, talk.state, talk.scene):
        found += meant.acts
        left = [one for one in left if one not in meant.acts]
    return found


def _is_thing(what: str, talk: _Talk) -> bool:
    meant = acts_named(_kept_name(what), talk.live, talk.state, talk.scene)
    return meant is None or meant.how == "thing"


def _whole(words: Parted, low: str, stays: Sequence[str], talk: _Talk) -> list[Step] | None:
    """Everything, all since something, or so many requests."""
    if stays:
        return None
    is_back = UNDOES.search(low) is not None
    since = _SINCE.match(low)
    if since and (steps := _since(since, low, talk)):
        return steps
    if words.what:
        return None
    if _TO_THE_START.search(low) and is_back or _EVERYTHING.search(low) and (is_back or re.search(r"\bundone\b", low)):
        return [Step("undo", {"target": "everything"})]
    if not is_back:
        return None
    if (count := _COUNT.search(low)) and (number := _number(count, talk)):
        return [Step("undo", {"steps": number} if number > 1 else {})]
    return _by_order(low, talk)


def _number(count: re.Match[str], talk: _Talk) -> int:
    if count["both"]:
        last = done_last(talk.state)
        return 1 if len(last) == 2 else 2
    if count["twice"] or count["a"]:
        return 2
    told = count["n"] or count["m"] or count["x"] or count["y"]
    return int(told) if told.isdigit() else 2 if told.startswith("couple") else int(spoken_number(told) or 0)


def _by_order(low: str, talk: _Talk) -> list[Step] | None:
    """ "Undo the second one", "take the first one back", "undo the one before"."""
    match = _ORDINAL.search(low)
    if match is None or not talk.live or not all(one.request for one in talk.live):
        return None
    if match["before"]:
        before = [one for one in talk.live if one.turn < talk.live[-1].turn]
        found = [one for one in before if one.turn == before[-1].turn] if before else []
    else:
        found = by_place(_PLACES[match["place"]], talk.live)
    return taken_back_acts(found, talk.live) if found else None


def _since(match: re.Match[str], low: str, talk: _Talk) -> list[Step] | None:
    """ "Everything since the break", "back to how it was before the ducking"."""
    how = match["how"]
    head = parted(match["head"].strip(), talk.scene)
    if head is None or head.what or not (UNDOES.search(match["head"]) or STOOD.search(low) and "back" in low):
        if head is None or head.what or not re.search(r"\b(?:was|it|go|rewind|roll)\b", match["head"]):
            return None
    if how == "after" and not _EVERYTHING.search(match["head"]) and not re.search(r"\b(?:all|what)\b", match["head"]):
        return None
    what = _TIME.sub("", match["what"].strip()).strip()
    if re.fullmatch(r"(?:the )?(?:very )?(?:start|beginning)", what):
        return [Step("undo", {"target": "everything"})]
    if not what or not talk.live or not all(one.request for one in talk.live):
        return None
    meant = acts_named(what, talk.live, talk.state, talk.scene)
    if meant is None:
        return None
    first = meant.acts[0] if meant.how in ("deed", "made", "words", "gone", "lost") else meant.acts[-1]
    is_with = how in ("before", "prior to")
    gone = [one for one in talk.live if one.turn > first.turn or is_with and one.turn == first.turn]
    return taken_back(gone, talk.live) if gone else None


# --- what is named ---


def _named(words: Parted, low: str, spared: Sequence[Frame], talk: _Talk) -> list[Step] | None:
    """The undo of what is called so."""
    is_undo, is_gone = UNDOES.search(words.around) is not None, GONE.search(words.around) is not None
    is_stood = STOOD.search(words.around) is not None
    if not (is_undo or is_gone or is_stood or re.search(r"\bmiss\b", words.around)):
        return None
    if re.fullmatch(r"(?:(?:the|all|my|of) )*(?:mutes|solos)", words.what):
        return None  # those of all tracks
    if (
        _DIAL.match(_bare_name(words.what))
        and re.search(r"\bdrop\b", words.around)
        and not NO_MORE.search(words.around)
    ):
        return None
    if talk.live and not all(one.request for one in talk.live) or not talk.live:
        what = re.sub(r"^(?:the|that|those|my|this) ", "", words.what)
        return [Step("undo", {"target": what})] if re.search(r"\bundo\b", low) and not spared else None
    meant = acts_named(words.what, [one for one in talk.live if one not in spared], talk.state, talk.scene)
    if meant is None and is_undo and (again := acts_named(words.what, talk.undone, talk.state, talk.scene)):
        if _COMES_BACK.search(words.around) and again.how != "thing":
            return [Step("redo", {"target": f"#{again.acts[-1].request}"})]
    if meant is None:
        is_sure = UNMISTAKABLE.search(words.around) or is_stood and not is_gone and acts_named_here(words.what, talk)
        return [Step("ask", {"text": NOTHING_CALLED.format(_bare_name(words.what))})] if is_sure else None
    if meant.how == "lost":
        return taken_back(meant.acts, talk.live) if _MISSES.search(words.around) or is_stood else None
    if meant.how == "gone":
        is_back = re.search(r"\bback\b|\bafter all\b|\bkeep\b|\bundo\b", low)
        return taken_back(_last_of(meant.acts), talk.live) if is_back else None
    if meant.how == "thing":
        return _of_thing(meant, words, low, talk, is_undo=is_undo, is_stood=is_stood)
    if meant.how in ("made", "words") and not (is_undo or NO_MORE.search(words.around)):
        return None
    if is_stood and meant.how == "words" or re.search(r"\bfirst\b", words.around):
        return None  # "the first singer again" is another take
    if is_stood and not is_undo and not is_gone and meant.how != "deed":
        return None
    return _bare_where_last(taken_back(meant.acts, talk.live), talk)


def acts_named_here(what: str, talk: _Talk) -> bool:
    """Is a track, a clip or a marker called so?"""
    here = parted(what, talk.scene)
    names = {name.lower() for name, _ in talk.scene.context.markers}
    return bool(talk.scene.matches(what)) or here is not None and _bare_name(what) in names


def _bare_name(what: str) -> str:
    return re.sub(r"^(?:the|that|those|my|our|this) ", "", what)


def _of_thing(
    meant: Meant, words: Parted, low: str, talk: _Talk, *, is_undo: bool, is_stood: bool
) -> list[Step] | None:
    """What was done to it last; of all that was done to it, all."""
    ids = set(meant.ids)
    clips = {one for one in ids if not one.startswith("track:")}
    acts = [one for one in meant.acts if not (is_making(one) and clips <= {*one.out})]
    off_it = re.search(r"\b(?:off|from|out of|not (?:on|for|to)) …", words.around) and re.search(
        r"\b(?:it|that)\b", low
    )
    if off_it and not is_stood:
        last = talk.live[-1]
        acts = [one for one in acts if (one.tool, one.kind) == (last.tool, last.kind)]
        return _bare_where_last(put_back([ids], acts, talk.state), talk) if acts else None
    if not (is_undo or is_stood):
        return None
    if _is_heard_again(words.around, meant, talk) or not re.search(r"\bundo\w*\b", low) and _is_muted(meant, talk):
        return None
    if not acts:
        return [Step("undo", {})] if meant.acts[-1] is talk.live[-1] else None
    if _ALL_DONE.search(words.around) or _TO_THE_START.search(low):
        return taken_back([one for one in acts if not is_making(one)], talk.live)
    last_acts = _last_of(acts)
    if ids and any(len(one.args.get("tracks") or one.args.get("clips") or ()) > 1 for one in last_acts):
        return put_back([ids], last_acts, talk.state)
    chained = [each for one in last_acts for each in with_corrections(one, talk.live)]
    return _bare_where_last(taken_back(chained, talk.live), talk)


def _is_heard_again(around: str, meant: Meant, talk: _Talk) -> bool:
    """ "Bring the sax back" of what is muted is no undo of what was done to it before."""
    says_where = STOOD.search(around) or re.search(r"\bundo\w*\b", around)
    return not says_where and _is_muted(meant, talk)


def _is_muted(meant: Meant, talk: _Talk) -> bool:
    muted = {view.name for view in talk.scene.context.track_views if view.mute}
    return any(one.startswith("track:") and one[6:] in muted for one in meant.ids)


def _last_of(acts: Sequence[Frame]) -> list[Frame]:
    return [one for one in acts if one.turn == acts[-1].turn]


def _bare_where_last(steps: list[Step] | None, talk: _Talk) -> list[Step] | None:
    is_last = steps == [Step("undo", {"target": f"#{talk.live[-1].request}"})]
    return [Step("undo", {})] if is_last else steps


# --- the last turn ---


def _bare(words: Parted, low: str, talk: _Talk) -> list[Step] | None:
    """ "Undo", "put it back how it was", "actually no"."""
    if re.search(r"\b(?:start|beginning)\b", low):
        return None  # there the playhead goes
    is_undo = UNDOES.search(low) is not None and not re.search(r"\b(?:never ?mind|forget) (?:it|that|about)\b", low)
    is_back = is_undo or re.search(r"\b(?:it|that|them|those) (?:back )?(?:off|out|away) again\b", low) is not None
    is_refused = _NOT_AFTER_ALL.match(low) is not None or _BETTER_BEFORE.search(low) is not None
    is_stood = re.search(r"\b(?:how|as|like|where|the way) (?:it|they) (?:was|were)\b|\b(?:like|as) before\b", low)
    is_old = re.fullmatch(r"(?:\w+ )?(?:original|normal|old) (?:length|speed|tempo|pitch|timing|level)", low)
    is_made = _MADE_GONE.search(low) and (NO_MORE.search(low) or "get rid" not in low)
    if not (is_back or is_refused or is_stood or is_old or is_made):
        return None
    if dropped := _nothing_done(low, talk.scene):
        return dropped
    if not talk.live or not all(one.request for one in talk.live):
        is_known = is_back or bool(talk.live)
        return [Step("undo", {})] if is_known and (not is_made or is_back) else None
    found = last = _last_of(talk.live)
    if re.search(r"\b(?:last|one|a) (?:step|turn|change|edit|one|thing)\b|\bonly\b|\bjust\b", low):
        return [Step("undo", {})]
    if is_made and not is_back:
        made = {out for one in talk.live if (row := row_of(one.tool)) and row.on_session == "adds" for out in one.out}
        made &= {thing for one in last for thing in things_of(one, talk.state)}
        found = [one for one in talk.live if made & {*one.clips(), *one.out}]
        return taken_back_acts(found, talk.live) if found else None
    if _DEED_OF_TURNS.search(low):
        found = _same_deed(last, talk.live)
    if re.search(r"\b(?:originally|in the first place|at first|all of (?:it|that|them)|all that)\b", low):
        found = _same_deed(last, talk.live, of_others=True)
        found += [
            one
            for one in talk.live
            if any(things_of(one, talk.state) & things_of(other, talk.state) for other in last) and one not in found
        ]
    found = [one for one in talk.live if any(one is other for other in found)]
    if any(not is_making(one) for one in found):
        found = [one for one in found if not is_making(one)]
    if len({one.turn for one in found}) > 1:
        return taken_back_acts(found, talk.live)
    return [Step("undo", {})]


def _nothing_done(low: str, scene: DialogueState) -> list[Step] | None:
    """Behind a question or what was not run there is nothing that it could mean."""
    says_more = re.search(r"\b(?:before|earlier|last|previous|the one|everything|all|too|also|both)\b", low)
    before = scene.context.dialogue[-1] if scene.context.dialogue else None
    if before is None or says_more:
        return None
    asked = str((before.calls[0].get("args") or {}).get("text", "")) if pending(scene) else ""
    is_open = bool(asked) and not re.search(r"\bback\b|\bundo\b", asked)
    points = re.search(r"\b(?:it|that|this|them|those)\b", low)
    if is_open or was_not_run(before) or did_nothing(before) and points:
        return [Step("chat", {"text": DROPPED})]
    return None


def _same_deed(last: Sequence[Frame], acts: Sequence[Frame], *, of_others: bool = False) -> list[Frame]:
    """What the last turn put right or went on with: the turns right before it that did the same to the same."""
    found = [other for one in last for other in with_corrections(one, acts)]
    deeds = {(one.tool, one.kind) for one in last}
    for turn in sorted({one.turn for one in acts}, reverse=True):
        those = [one for one in acts if one.turn == turn]
        is_same = {(one.tool, one.kind) for one in those} == deeds
        if not is_same or not of_others and {_target(one) for one in those} != {_target(one) for one in last}:
            break
        found += those
    return found


def _target(frame: Frame) -> tuple[str, ...]:
    tracks = (str(frame.args.get("track") or ""), *map(str, frame.args.get("tracks") or ()))
    return tuple(sorted({one for one in (*tracks, *frame.clips()) if one}))
