"""Back: what was done is taken back, by its deed, its thing, its place or all of it; and what was undone comes again.

Every word is known: those that say that something goes back (`back_words`), and those that name what (`acts_named`).
Nothing goes without a word that governs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import things_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.beside_failures import did_nothing, was_not_run
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.undo.acts_named import acts_named
from engine.planner.offline.sentence.undo.as_at_first import as_at_first
from engine.planner.offline.sentence.undo.back_far import (
    COUNTED,
    all_but,
    as_they_were,
    by_order,
    far_back,
    switched_back,
)
from engine.planner.offline.sentence.undo.back_named import named_back
from engine.planner.offline.sentence.undo.back_said import said_of_back
from engine.planner.offline.sentence.undo.back_words import (
    GONE,
    STAYS,
    STOOD,
    UNDOES,
    UNMISTAKABLE,
    Parted,
    kept_name,
    parted,
)
from engine.planner.offline.sentence.undo.no_undo import is_of_degree, refuses_undo
from engine.planner.offline.sentence.undo.taken_back import is_making, taken_back, with_corrections
from engine.planner.offline.sentence.undo.talk import ActHistory, last_of, talk_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

DROPPED = "Nothing was done for that, so there is nothing to take back; say “undo” again for what was done before it."
_LONGEST = 24
_POLITE = regex(r"\b(?:why (?:don'?t|do not) (?:you|we)|can'?t you|(?:could|would)n'?t you|don'?t forget to)\b")
_WHO = regex(r"(?:^|[.;]\s*)[^,.;]*?\b(?=(?:hates?|does(?: not|n'?t) (?:really )?(?:like|want|need|fancy))\b)")
""" "The singer hates it": who says so is not what it was done to."""
_THAT_FIRST = regex(
    r"^\W*(?:(?:no|nah|nope|ok|oh|please|hm+)\W+)*(?:(?:undo|take back|revert|scrap|scratch|forget|cancel)"
    r" (?:that|it|this)|(?:take|put|bring) (?:that|it|this) (?:back|off|out))(?: one| again)?\W+(?:and|also|then)\b"
)
_TOO = regex(r"(?:the )?…(?: (?:too|also|as|well|please|again))*")
_THAT_LAST = regex(
    r"[.,;!?]\s*(?:(?:so|please|just|no|ok) )*(?:undo|revert|cancel)(?: (?:that|it|this))?"
    r"(?: (?:please|again|then|now))*$"
)
""" "That's too breathy. Undo that": the rest says why."""
_OF_TURNS = regex(
    r"\b(?:put|set|bring|get|turn|move) (?:it|that|this|them|those)(?: all)? back\b"
    r"|\b(?:how|as|like|where|the way|what) (?:it|they) (?:was|were)\b|\b(?:like|as) before\b"
    r"|\btake (?:it|that|this|them|those) (?:back )?(?:off|out|away)\b|\b(?:off|out|away) again\b"
)
""" "Put it back how it was": the deed is not wanted, however many turns it took."""
_WHOLLY = regex(r"\b(?:originally|in the first place|at first|all of (?:it|that|them)|all that)\b")
""" "All of it": whatever was done to the thing, and the same to others."""
_AS_IT_WAS = regex(
    r"(?:\w+ )?(?:original|normal|old) (?:length|speed|tempo|pitch|timing|level)"
    r"|(?:no |ok )?back to (?:the )?(?:normal|usual|original)"
)
_MADE_GONE = regex(r"\b(?:lose|drop|ditch|bin|kill|scrap|trash|throw|chuck|get rid of|without) (?:it|that|them)\b")
_SAYS_AGAIN = regex(
    r"\b(?:again|after all|any ?more|mistake|idea|regret|rather not|minds?|need|needed|want|back|better|away|out"
    r"|finally|unnecessary|pointless|longer|without|error|nonsense)\b"
)
_NOT_AFTER_ALL = regex(
    r"^\W*(?:(?:no|nah|hm+|ok|oh|wait|sorry)\W+)*(?:(?:actually|better|rather|maybe|perhaps)"
    r"(?:,? (?:actually|rather))?,? (?:no|not)|on second thoughts?,? (?:no|not)|not after all"
    r"|(?:i|we) (?:really )?(?:don'?t|didn'?t|do not|did not)"
    r" (?:want|mean|need) (?:that|it|this|them|to do (?:that|it))(?: done)?(?: (?:after all|at all|any ?more))*"
    r"|(?:please )?(?:don'?t|do not) do (?:that|it|this)(?: (?:after all|at all|though))*"
    r"|(?:that|it|this|(?:that|the|my|your) last (?:one|thing|bit|step|change|move|edit)) was (?:a |such a |just a )?"
    r"(?:bad |silly |stupid |terrible )?(?:mistake|idea|error|move|call))\W*$"
)
_BETTER_BEFORE = regex(
    r"\b(?:was|were|sounded|worked|liked|preferred|prefer)\b.*\b(?:before|earlier|without (?:it|that))\b"
    r"|\b(?:was|is) better without\b|\bbetter (?:before|without)\b|\bas (?:it|they) w(?:as|ere)\b"
)
_WAS_RIGHT = regex(
    r"\b(?:it|that|they|one|first) (?:was|were|is) (?:(?:actually|really|fine|much|just|quite|already|in fact) )*"
    r"(?:right|better|fine|good|ok(?:ay)?|nicer|cooler|great)\b|\bdo it after all\b"
    r"|\b(?:keep|leave|want) (?:it|them|both|that|those)(?: both| all)?(?: in)?\b|\bun-?do the undo\b"
)
_FAR = regex(r"\b(?:start|beginning|how it was|everything)\b")
_REDO = regex(
    r"\b(?:re-?do|redone|reapply|reinstate)\b|\bun-?do (?:the|that) undo\b"
    r"|\b(?:bring|put|get|take) back (?:what|whatever|everything) (?:i|you|we) (?:just )?(?:undid|took back)\b"
)
_OFF_AGAIN = regex(
    r"\b(?:it|that|them|those) (?:back )?(?:off|out|away) again\b"
    r"|\bafter all\b.*\btake (?:it|that|them) (?:off|out|away)\b"
)
_OF_A_TAKE = regex(
    r"\b(?:first|old|original|earlier|previous|former|other|last|second)"
    r" (?:takes?|recordings?|versions?|performances?|singers?|vocalists?|readings?)\b"
    r"|\bthe (?:one|take|version|singer|voice|vocalist|reading)(?: from)? before (?:was|is|sounded|had|sang|w\w+"
    r" better)\b"
)
_WAY = regex(r"\bback (?P<way>on|in|up|down)\b")
_OF_WAYS = {
    "on": ("mute", "delete", "disable", "bypass", "remove", "unsolo", "cut"),
    "up": ("gain", "volume"),
}
""" "Turn it back on" takes back what silenced it, "back up" what turned it down."""
_ONE_BEFORE = regex(
    r"(?:(?:no|ok|and|now|actually|please|not that(?: one)?)[\s,]+)*(?:undo|take back|revert|scrap|cancel)"
    r"(?: only| just)? (?:the |that )?(?:one|thing|change|step|edit|request|act) before"
    r"(?: (?:that|it|this|the last(?: (?:one|thing))?))?(?: (?:please|again|back))*"
)
_THE_OTHERS = regex(
    r"^(?:(?:no|ok)[\s,]+)*not (?:the )?(?P<what>[\w' -]{2,30}?)(?: one| thing)?[,;]? (?:but )?(?:the |all the )?"
    r"(?:other|rest|others)(?: (?:two|three|ones?|things?))?(?: (?:can|should|may) )?(?: ?(?:go(?:es)? )?back)$"
)
""" "Not the strings, the other two back"."""
_MORE = regex(r"\bun-?do\b")
_COMES_BACK = regex(
    r"\b(?:bring|put|get|want|have|need|give|let|add|keep|like|miss|leave|take)\b.*\b(?:back|again|after all|in)\b"
    r"|\bback (?:in|on|again)\b"
)
_MISSES = regex(r"\b(?:back|miss|again|need|want|keep)\b|\bafter all\b")
_IT_BACK = regex(r"\b(?:put|bring|take|get|want|have|need)\b.*\bback\b")
_IT_AGAIN = regex(r"\b(?:that|it|them|both|those) again\b")


def back(said: Said) -> list[Step] | None:
    """The undo or redo; None where nothing goes back, or not all of it is known."""
    low = _POLITE.sub(" ", _WHO.sub(" ", said.typed.lower())).strip().rstrip(" .!,?")
    low = said_of_back(low)
    if not _may_be(low) or refuses_undo(low) or is_of_degree(low) or _COMES_SLOWLY.search(low):
        return None
    if _OF_A_TAKE.search(low) and not _MORE.search(low):
        return None
    talk = talk_of(said.scene, said.state)
    if _ONE_BEFORE.fullmatch(low) and talk.is_numbered:
        return _one_before(talk)
    low = _THE_OTHERS.sub(r"undo everything but \g<what>", low)
    if theirs := as_at_first(low, talk) or as_they_were(low, talk) or switched_back(low, talk):
        return theirs
    if _REDO.search(low):
        return _redo(_REDO.sub("do", low), talk)
    if talk.is_just_undone and not _FAR.search(low) and (again := _again(low, talk)):
        return again
    if both := _that_and(low, talk):
        return both
    if (rest := all_but(low, talk)) is not None:
        return rest or None
    stays = [match["first"] for match in STAYS.finditer(low) if kept_name(match["first"])]
    without = STAYS.sub(" ", low) if stays else low
    words = parted(without if stays else low, talk.scene)
    if stays and (words is None or not words.what and not UNDOES.search(without)):
        stays, words = [], parted(low, talk.scene)
    if words is None:
        return None
    if _AS_IT_WAS.fullmatch(low):
        return _bare(words, low, talk)
    if not stays and (steps := far_back(words, low, talk)):
        return steps
    kept = [acts_named(kept_name(one), talk.live, talk.state, talk.scene) for one in stays]
    if not words.what and not all(kept):
        return None
    spared = [act for one in kept if one for act in one.acts]
    if words.what and _THAT_LAST.search(low) and acts_named(words.what, talk.live, talk.state, talk.scene) is None:
        words = Parted("", words.around)
    return named_back(words, low, spared, talk) if words.what else _bare(words, low, talk)


def _one_before(talk: ActHistory) -> list[Step] | None:
    """ "Undo the one before that": what was done before the last request."""
    turns = sorted({one.turn for one in talk.live})
    is_last = bool(turns) and turns[-1] == talk.state.last_turn  # else the last turn did nothing
    before = turns[-2:-1] if is_last else turns[-1:]
    found = [one for one in talk.live if one.turn in before]
    return taken_back(found, talk.live) if found else [Step("chat", {"text": DROPPED})]


def _may_be(low: str) -> bool:
    if len(low.split()) > _LONGEST:
        return False
    low = low.replace("'", "")
    return any(form.search(low) for form in (UNDOES, GONE, STOOD, _REDO, _NOT_AFTER_ALL, _WAS_RIGHT, _MISSES))


def _that_and(low: str, talk: ActHistory) -> list[Step] | None:
    """ "Scrap that, and take the pumping off too": the last request goes, and one that is named."""
    first = _THAT_FIRST.match(low)
    words = parted(low[first.end() :], talk.scene) if first else None
    if words is None or not words.what or not talk.is_numbered:
        return None
    meant = acts_named(words.what, talk.live, talk.state, talk.scene)
    goes = UNDOES.search(words.around) or GONE.search(words.around) or _TOO.fullmatch(words.around)
    if meant is None or meant.how not in ("deed", "made") or not goes:
        return None
    return taken_back([*meant.acts, *last_of(talk.live)], talk.live)


# --- again ---


def _again(low: str, talk: ActHistory) -> list[Step] | None:
    """Behind an undo: "no wait, it was right", "put it back", "leave both in", "bring back the first of those"."""
    words = parted(low, talk.scene)
    if words is None or _MORE.search(low):
        return None
    if words.what:
        return _redo(low, talk) if _COMES_BACK.search(words.around) else None
    if not (_IT_BACK.search(low) or _IT_AGAIN.search(low) or _WAS_RIGHT.search(low)):
        return None
    last = [one for one in talk.undone if one.request]
    if "back" in low and last and (chosen := by_order(low, last)):
        return [Step("redo", {"target": f"#{chosen[0].request}"})]
    return [Step("redo", {})]


def _redo(low: str, talk: ActHistory) -> list[Step] | None:
    """ "Redo", "bring the reverb back" once it was undone."""
    words = parted(low, talk.scene)
    if words is None:
        return None
    if not words.what:
        count = COUNTED.search(low)
        number = count and (count["n"] or count["m"] or count["x"] or count["y"] or count["z"])
        return [Step("redo", {"steps": int(number)} if number and number.isdigit() else {})]
    if not talk.undone:
        return [Step("redo", {"target": words.what})] if not talk.live else None
    meant = acts_named(words.what, talk.undone, talk.state, talk.scene)
    if meant is None or len({one.request for one in meant.acts}) != 1 and meant.how == "thing":
        return None
    return [Step("redo", {"target": f"#{meant.acts[-1].request}"})]


# --- the last turn ---


def _bare(words: Parted, low: str, talk: ActHistory) -> list[Step] | None:
    """ "Undo", "put it back how it was", "actually no"."""
    if re.search(r"\b(?:start|beginning)\b", low):
        return None  # there the playhead goes
    is_undo = UNDOES.search(low) is not None and not re.search(r"\b(?:never ?mind|forget) (?:it|that|about)\b", low)
    is_back = is_undo or _OFF_AGAIN.search(low) is not None
    is_refused = _NOT_AFTER_ALL.match(low) is not None or _BETTER_BEFORE.search(low) is not None
    is_stood = re.search(r"\b(?:how|as|like|where|the way) (?:it|they) (?:was|were)\b|\b(?:like|as) before\b", low)
    is_made = _MADE_GONE.search(low) and (_SAYS_AGAIN.search(low) or "get rid" not in low)
    if not (is_back or is_refused or is_stood or _AS_IT_WAS.fullmatch(low) or is_made):
        return None
    if dropped := nothing_done(low, talk.scene):
        return dropped
    if (way := _WAY.search(low)) and not _is_of_the_way(way["way"], talk):
        return None
    if not talk.is_numbered:
        is_known = UNMISTAKABLE.search(low) or bool(talk.live)
        return [Step("undo", {})] if is_known and (not is_made or is_back) else None
    if re.search(r"\b(?:last|one|a) (?:step|turn|change|edit|one|thing)\b|\bonly\b|\bjust\b", low):
        return [Step("undo", {})]
    if is_made and not is_back:
        found = _made(talk)
        return taken_back_acts(found, talk.live) if found else None
    found = _as_far(low, talk)
    return taken_back_acts(found, talk.live) if len({one.turn for one in found}) > 1 else [Step("undo", {})]


def _is_of_the_way(way: str, talk: ActHistory) -> bool:
    kinds = _OF_WAYS["up" if way in ("up", "down") else "on"]
    return bool(talk.live) and all(
        one.kind in kinds or one.args.get("parameter") in kinds for one in last_of(talk.live)
    )


def _made(talk: ActHistory) -> list[Frame]:
    """ "Lose it": what the conversation made and the last turn was about, with all that was done to it."""
    last = last_of(talk.live)
    made = _added(last) or _added(talk.live) & {thing for one in last for thing in things_of(one, talk.state)}
    return [one for one in talk.live if made & {*one.clips(), *one.out}]


def _added(acts: Sequence[Frame]) -> set[str]:
    """What they made or copied."""
    return {out for one in acts if _adds(one) for out in one.out}


def _adds(act: Frame) -> bool:
    row = row_of(act.tool)
    return bool(row and row.on_session == "adds") or (act.tool, act.kind) == ("arrange", "duplicate")


def _as_far(low: str, talk: ActHistory) -> list[Frame]:
    """The acts of the last turn, and those before it that the words mean as well."""
    last = last_of(talk.live)
    found = list(last)
    if _OF_TURNS.search(low):
        found = _same_deed(last, talk.live)
    if _WHOLLY.search(low):
        things = {thing for one in last for thing in things_of(one, talk.state)}
        found = _same_deed(last, talk.live, of_others=True)
        found += [one for one in talk.live if things & things_of(one, talk.state)]
    found = [one for one in talk.live if any(one is other for other in found)]
    others = [one for one in found if not is_making(one)]
    return others or found


_TAKES_BACK = regex(
    r"\b(?:un-?do\w*|undone|back\w*|revert\w*|cancel\w*|scrap|forget|never ?mind|nvm|no+|nah|nope|not|n't|wrong"
    r"|before|again"
    r"|restore|off|out|old|was|were|wasn|better|worse|instead|rather|without|remove|lose|kill|delete|drop|stop|leave|reset"
    r"|previous|last|mistake|oops|sorry|hate\w*|bad|awful|gone|away|original\w*|first|rid|clear|ditch|bin|dont|doesnt|didnt|isnt"
    r"|stupid|silly|rubbish|ctrl|z)\b|n't\b",
    re.IGNORECASE,
)


_COMES_SLOWLY = regex(
    r"\bcom(?:e|es|ing) back(?: up| in)?(?= (?:gradually|slowly|smoothly|gently|over|from|at bar|in bar|once|when)\b)",
    re.IGNORECASE,
)
_BARS_BEFORE = regex(r"\bbars? before\b", re.IGNORECASE)
""" "Let it come back gradually over the bar before" is a ride."""


def may_take_back(text: str) -> bool:
    """Has it a word that could ask for an undo? "The beat just plods along, speed it up" has none."""
    return _TAKES_BACK.search(_BARS_BEFORE.sub("", _COMES_SLOWLY.sub("", text))) is not None


def nothing_done(low: str, scene: DialogueState) -> list[Step] | None:
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


def _same_deed(last: list[Frame], acts: list[Frame], *, of_others: bool = False) -> list[Frame]:
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
    bars = [f"{name}={frame.args[name]}" for name in ("parameter", "start_bar") if name in frame.args]
    return tuple(sorted({one for one in (*tracks, *frame.clips(), *bars) if one}))
