"""Back meant: what of earlier acts is to go, by the deed, the thing, or the time that is named; read before all acts.

A deed goes with what put it right ("lose the reverb again"); what was made goes ("no shaker after all"); of a thing
that was there before, what was done to it last goes ("the bass as it was"); of a time, all that came since
("how it was before the ducking").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS, is_about, things_of
from engine.planner.offline.conversation.become import put_back
from engine.planner.offline.conversation.deed_names import is_called
from engine.planner.offline.conversation.named_undo import (
    STAYS,
    is_making,
    is_of_another_marker,
    taken_back,
    with_corrections,
)
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.slots.things import is_a_name, things
from engine.planner.offline.steps.same_again import WHAT_DIFFERENT
from engine.planner.offline.steps.unasked_undo import NOTHING_CALLED
from engine.planner.offline.text.names import content_words, name_words
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_NO_ACTS = (*ONLY_TELLS, "export", "undo", "redo")
_LEAD = (
    r"^\W*(?:(?:no|nah|nope|ok(?:ay)?|oh|hm+|well|actually|sorry|and|but|then|please|now|so|wait|yeah|hey|can you"
    r"|could you|would you|let'?s|just|better|maybe|i think|i guess|on second thoughts?|you know what)\b[\s,.!-]*)*"
)
_END = (
    r"(?:[\s,.!]+(?:please|pls|again|now|then|after all|though|actually|instead|for me|thanks|for now|i think|really"
    r"|too|as well))*[\s.!]*$"
)
_AFTER_ALL = r"(?:[\s,]+(?:again|after all|any ?more|back out))"
_WHAT = (
    r"(?:(?:the|that|those|these|my|our|his|her|their|your|this|any|all the) )?"
    r"(?P<what>(?!it\b|that\b|this\b|them\b|they\b|him\b|her\b|what\b|everything\b|all\b|both\b|last\b|two\b|three\b|i\b"
    r"|one\b|me\b|us\b|bars?\b|first\b|previous\b|old\b|original\b|former\b|idea\b|whole\b)"
    r"[\w'&-]+(?:\.\w+)?(?: (?!and\b|but\b|then\b|keep\b|leave\b|except\b)[\w'&-]+(?:\.\w+)?){0,5}?)"
)
_THEY = r"(?:it|they|he|she|that|this)"
_WAS = rf"(?:where|how|the way|as|like|what) {_THEY} (?:was|were|had been|used to be|sounded|stood|sat)"
_BEFORE = r"(?: (?:before|earlier|originally|at first|to begin with|previously|in the first place))?"
_EARLIER = r"(?:old|original|former|previous|earlier)"
_GOOD = r"(?:fine|good|better|ok(?:ay)?|right|great|nicer|nice|perfect|cooler|best|stronger|lovelier|more \w+)"
_UNDO = r"(?:un-?do|take back|roll back|revert|scrap|scratch|forget(?: about)?|cancel|nix|withdraw)"
_LOSE = r"(?:lose|loose|drop|ditch|bin|kill|get rid of|remove|delete|strip|clear|pull|chuck|throw|take|scrap|scratch)"
_GOES = tuple(
    re.compile(_LEAD + form + _END, re.IGNORECASE)
    for form in (
        rf"{_UNDO} {_WHAT}",
        rf"{_LOSE} {_WHAT}(?: (?:back )?(?:off|out|away))?{_AFTER_ALL}",
        rf"take {_WHAT} (?:(?:back )?(?:off|out|away) again|again (?:off|out|away))",
        rf"(?:without|no(?: more)?) {_WHAT}{_AFTER_ALL}",
        rf"(?:go |i want it |have it )?(?:back to )?without {_WHAT}{_AFTER_ALL}",
        rf"{_WHAT} (?:can|may|should|must|has to|have to|needs to) go{_AFTER_ALL}",
        rf"{_WHAT} (?:off|out|away|gone){_AFTER_ALL}",
        rf"(?:i|we) (?:do not|don'?t|no longer) (?:really )?(?:need|want|like|love|fancy|dig) {_WHAT}{_AFTER_ALL}",
        rf"{_WHAT} (?:is|are|was|were)(?: not|n'?t) needed{_AFTER_ALL}",
    )
)
""" "Lose the octave guitar again": what was done or made goes."""
_TO = r"(?:(?:just |only |ever |have |had |'ve )*(?:did|done|changed|made|do)) (?:to|on|with|about|for|at)"
_STOOD = tuple(
    re.compile(_LEAD + form + _END, re.IGNORECASE)
    for form in (
        rf"(?:put|set|bring|get|turn|move|have|leave|want|i want|make|take|return"
        rf"|reset) {_WHAT} (?:back )?(?:to )?{_WAS}"
        rf"{_BEFORE}",
        rf"{_WHAT} (?:back )?(?:to )?(?:be )?{_WAS}{_BEFORE}",
        rf"{_WHAT}:? (?:back )?(?:to|as|like) before",
        rf"(?:return|restore|reset|put|set|bring) {_WHAT} (?:back )?to (?:its|their|his|her|the) {_EARLIER}"
        r" (?:state|settings?|values?|place|position|level|sound|form|shape|self)",
        rf"{_WHAT} (?:was|were|sounded|sat|felt|worked) (?:(?:just|really|quite|much|way|a lot|far|perfectly|already"
        rf"|actually|so much) )*{_GOOD}(?: (?:before|earlier|originally|at first|previously|{_WAS}))",
        rf"i (?:(?:really|actually|much|rather) )?(?:like|liked|prefer|preferred|loved?) {_WHAT} (?:(?:better"
        rf"|more|best) )?"
        rf"(?:before|earlier|originally|{_WAS})(?: before)?",
        rf"(?:(?:please )?(?:give me|give us|i want|i need|we need|i'd like|bring|get|have|put|restore|return to"
        rf"|go back to"
        rf"|back to|switch back to) )(?:back )?(?:the |my |our |her |his )?{_EARLIER} {_WHAT}(?: back)?",
        rf"(?:the |my |our |her |his )?{_EARLIER} {_WHAT} (?:back|again)",
        rf"{_UNDO} (?:what|that thing|the thing|the change|the last thing) (?:that |which )?(?:you|we|i)(?:'ve"
        rf"| have)? {_TO}"
        rf" {_WHAT}",
        rf"(?:what|that) (?:you|we|i)(?:'ve| have)? {_TO} {_WHAT},? (?:please )?(?:{_UNDO} (?:it|that|them)"
        rf"|take (?:it|that|them) back)",
        rf"(?:undo|take back|revert) the (?:last )?changes? (?:to|on|of|in) {_WHAT}",
    )
)
""" "The bass as it was": what was done to it last goes."""
_ALL_OF = tuple(
    re.compile(_LEAD + form + _END, re.IGNORECASE)
    for form in (
        rf"{_UNDO} (?:whatever|everything|anything|all|all of what|all that) (?:that |which )?(?:you|we|i)(?:'ve"
        rf"| have)?"
        rf" {_TO} {_WHAT}",
        rf"(?:whatever|everything|all|all that) (?:you|we|i)(?:'ve| have)? {_TO} {_WHAT},? (?:please )?(?:{_UNDO}"
        rf" (?:it|that|them|all)(?: all)?|take (?:it|that|them) (?:all )?back)",
        rf"undo all (?:the )?changes (?:to|on|of|in) {_WHAT}",
        rf"{_WHAT} (?:back )?(?:to )?(?:how|where|the way) {_THEY} (?:was|were) (?:at the (?:start|beginning)"
        rf"|originally"
        rf"|when (?:we|i) (?:started|began|opened it))",
    )
)
""" "Whatever you did to the bass, undo it": all that was done to it."""
_SINCE = re.compile(
    rf"{_LEAD}(?:(?:go|get|take (?:it|us|me|everything|things)|put (?:it|everything|things)|bring (?:it|us"
    rf"|everything|things)"
    r"|set (?:it|everything)|return|rewind|roll(?: (?:it|everything))?|revert|undo everything|i want it|i preferred it"
    r"|i liked it(?: better)?|it (?:was|sounded) better|that (?:was|sounded) better|make it) )?"
    r"(?:all )?(?:back )?(?:to )?(?:(?:how|where|the way|what|like|as) (?:it|we|things|everything|all|that)"
    r" (?:all )?(?:was|were|sounded|stood|had) (?:just |right )?)?(?:just |right )?(?:before|until before|prior to) "
    r"(?:(?:i|we|you) (?:(?:had )?(?:asked for|asked|said|did|made|added|put on|put in|put|wanted|had"
    r"|came up with) )?)?"
    rf"{_WHAT}(?: (?:came in|went on|happened|was added|was made|was there))?{_END}",
    re.IGNORECASE,
)
_SAYS_SINCE = re.compile(
    r"\b(?:how|where|way|what|go|get|take|put|bring|return|rewind|roll|revert|undo|better|i)\b.*\bbefore"
)
_AROUND = frozenset(
    "can could we you i i'd i'm would please just only really actually honestly maybe think it it's its that this "
    "the a an my your our any those these is isn't isnt was wasn't are aren't be been do does don't dont doesn't "
    "did not no have has had to go going without rather want need needed like love liking lose drop skip scrap "
    "scratch kill ditch bin remove delete take taken get rid of off out away back again after all any more "
    "anymore undo undone revert roll cancel forget about changed change mind minds bad silly stupid terrible poor "
    "idea mistake wrong working work better nicer cleaner used hate hates regret now then though thing let's let "
    "lets us me good great so much too pls ok okay well hm unnecessary pointless must should nevermind never made "
    "make added put in there did done finally for now ".split()
)
_NOT_WANTED = re.compile(
    r"\b(?:without|no|lose|drop|skip|scrap|scratch|kill|ditch|bin|remove|delete|get rid|off|out|away|undo|undone"
    r"|revert|roll"
    r"|cancel|forget|mistake|wrong|(?:bad|silly|stupid|terrible|poor) idea|hates?|regret|rather not"
    r"|changed? (?:my|our) minds?"
    r"|(?:do not|don'?t|does not|doesn'?t|did not|didn'?t) (?:\w+ )?(?:need|want|like|love|work)|isn'?t working"
    r"|not working"
    r"|has to go|have to go|must go|should go|can go|go again|unnecessary|pointless)\b"
)
_WANTED_NO_MORE = re.compile(
    r"\b(?:again|after all|any ?more|mistake|idea|regret|rather not|mind|need|want|made|added|put in|skip|back"
    r"|better|nicer"
    r"|finally|unnecessary|pointless)\b"
)
""" "Bin the shaker" is a deletion; "we don't need that shaker", "bin it again" is the way back."""
_NAMED_SO = re.compile(r"(?:\b(?:the|that|this|my|your|any|those|without|no|a)\s+)$")
_OF_IT = frozenset("on of in at from for over under".split())
_DIALS = re.compile(r"^(?:levels?|volumes?|gain|loudness|tempo|pitch|velocit\w+|keys?|octaves?|bpm|speed|faders?)\b")
""" "Drop the level": it is to be lower."""
_USED_TO = re.compile(r"\b(?:used to be|was|were) (?:\w+ )?(?:better|nicer|good|cleaner|great)\b")
_LAST = re.compile(
    rf"{_LEAD}(?:never ?mind|forget(?: about)?|scrap|scratch|cancel|skip|lose|drop|ignore|undo|revert|take back)"
    r" (?:the |that |my |your )?(?:very )?last (?:one|thing|step|change|move|edit|bit|request|turn|act|idea)(?: back)?"
    rf"{_END}",
    re.IGNORECASE,
)
_JOINTS = re.compile(
    r"\s*[;,.]\s+(?:(?:and|but|then|also)\s+)*|\s+(?:and|then|but)\s+(?:also |then |please )*", re.IGNORECASE
)
_ANY_BACK = re.compile(
    rf"\b(?:{_UNDO}|{_LOSE}|without|no|go|again|before|{_EARLIER}|was|were|off|out|needed|need|last|skip|idea"
    rf"|used|regret|mind|roll|out|rather|mistake|pointless|unnecessary|made|added)\b", re.IGNORECASE
)
_OWN = re.compile(r"(?:'s|s')$")
LONGEST = 24
_LONGEST_NAME = 5
Read = Callable[[str, DialogueState], list[Step]]


def back_meant(text: str, scene: DialogueState, read: Read) -> list[Step] | None:
    """The undo, with what else is asked for in the same words; None where nothing that was done is named so."""
    said = plain(text).strip()
    if '"' in said or "?" in said or not _ANY_BACK.search(said) or len(said.split()) > LONGEST:
        return None
    state = State.of(scene)
    live = [one for one in state.frames if one.is_live and one.tool not in _NO_ACTS]
    if not live or not all(one.request for one in live):
        return None
    if whole := _back(said, live, state, scene):
        return whole
    for joint in _JOINTS.finditer(said):
        left, right = text[: joint.start()], text[joint.end() :]
        for part, rest, is_first in ((left, right, True), (right, left, False)):
            if len(rest.split()) < 2 or not (back := _back(plain(part).strip(), live, state, scene)):
                continue
            if STAYS.search(rest):  # "put the harp back, keep the tuba": only of things is it told apart here
                return back if _is_stood(part) and len(STAYS.sub("", rest).strip(" .!,;")) < 2 else None
            if all(one.low in _AROUND for one in tokens(rest) if one.text[0].isalnum()):
                return back  # "the echo isn't working, take it off"
            more = read(rest, scene)
            if any(step.task in (*REPLIES, "undo", "redo") or step.op == "fix" for step in more):
                return None
            return [*back, *more] if is_first else [*more, *back]
    return None


def _back(said: str, live: Sequence[Frame], state: State, scene: DialogueState) -> list[Step] | None:
    if _LAST.match(said) and not pending(scene):
        return [Step("undo", {})]
    since = _SINCE.match(said) if _SAYS_SINCE.search(said.lower()) else None
    if since and (first := _first_of(since["what"], live, state, scene)):
        return taken_back([one for one in live if one.turn >= first.turn], live)
    for form in _ALL_OF:
        if match := form.match(said):
            done = [one for one in _about(match["what"], live, state, scene) if not is_making(one)]
            return taken_back(done, live) if done else None
    for form in _STOOD:
        if match := form.match(said):
            what = match["what"]
            if deed := _deed(what, live, state, scene):
                return taken_back(deed, live)
            return _as_it_stood(what, live, state, scene)
    for form in _GOES:
        if match := form.match(said):
            what = match["what"]
            gone = _deed(what, live, state, scene) or _made(what, live, state, scene)
            return taken_back(gone, live) if gone else None
    return _by_what_is_left(said, live, state, scene)


def _by_what_is_left(said: str, live: Sequence[Frame], state: State, scene: DialogueState) -> list[Step] | None:
    """However it is said: where all words but one name speak of not wanting it, the act of that name goes."""
    words = [(one.low, one.start, one.end) for one in tokens(said) if one.text[0].isalnum()]
    left = [place for place, (word, _, _) in enumerate(words) if word not in _AROUND]
    if not left or left[-1] - left[0] > _LONGEST_NAME:
        return None
    first, last = left[0], left[-1]
    between = [word for place, (word, _, _) in enumerate(words[first:last], first) if place not in left]
    if any(word not in _OF_IT and word != "the" for word in between) or "the" in between and not _OF_IT & {*between}:
        return None
    start, end = words[first][1], words[last][2]
    what, around = said[start:end], f"{said[:start]} … {said[end:]}".lower()
    if not _NAMED_SO.search(said[:start].lower()) and not re.match(r"\s+back (?:out|off)\b", said[end:].lower()):
        return None
    if _USED_TO.search(around):
        return _as_it_stood(what, live, state, scene)
    if not _NOT_WANTED.search(around) or _DIALS.match(what) and re.search(r"\bdrop\b", around):
        return None
    gone = _deed(what, live, state, scene)
    gone = gone or (_made(what, live, state, scene) if _WANTED_NO_MORE.search(around) else [])
    return taken_back(gone, live) if gone else None


def _is_stood(said: str) -> bool:
    return any(form.match(plain(said).strip()) for form in _STOOD)


def _deed(what: str, live: Sequence[Frame], state: State, scene: DialogueState) -> list[Frame]:
    """The newest act that is called so, on the thing and at the place that are named, with what it corrected."""
    if is_a_name(what, scene):
        return []
    low = f"the {what.lower()}"
    found = [one for one in live if is_called(one, low) and not is_of_another_marker(one, low, state)]
    named = [set(thing.clips) | {f"track:{track}" for track in thing.tracks} for thing in things(what, scene)]
    on_them = [one for one in found if any(ids & things_of(one, state) for ids in named)]
    if named and not on_them and not all(any(ids & {*one.out} for one in found) for ids in named):
        return []
    found = _at_its_place(on_them or found, what, scene)
    if not found:
        return []
    last = found[-1]
    alike = [one for one in found if one.request == last.request and (one.tool, one.kind) == (last.tool, last.kind)]
    return [each for one in alike for each in with_corrections(one, live)]


def _at_its_place(found: list[Frame], what: str, scene: DialogueState) -> list[Frame]:
    """ "The fade in the chorus", "the copy at 9": those that begin there, if any."""
    low = what.lower()
    bars = {float(one) for one in re.findall(r"\b\d+\b", low)}
    bars |= {bar for name, bar in scene.context.markers if re.search(rf"\b{re.escape(name.lower())}\b", low)}
    return [one for one in found if bars & {one.args.get("bar"), one.args.get("start_bar")}] or found


def _made(what: str, live: Sequence[Frame], state: State, scene: DialogueState) -> list[Frame]:
    """The newest act that made what is named; [] where something of that name was there before."""
    words = [_OWN.sub("", word) for word in content_words(what.lower())]
    made = {out for one in live for out in one.out if is_making(one)}
    before = [one for one in scene.clips if one.id not in made]
    if not words or any(name_words(what) in (name_words(one.name), name_words(one.track or "")) for one in before):
        return []
    found = [one for one in live if is_making(one) and one.out and _fits(words, _names_of(one, state))]
    return with_corrections(found[-1], live) if found else []


def _names_of(frame: Frame, state: State) -> set[str]:
    cards = [state.cards[out].view for out in frame.out if out in state.cards]
    names = [name for card in cards for name in (card.name, card.track or "")]
    told = [
        str(frame.args[name]) for name in ("prompt", "kind", "instrument", "interval", "name") if name in frame.args
    ]
    of_kind = {"sing": "vocal voice singing singer", "harmonize": "harmony double", "speak": "speech voice voiceover"}
    return {word for name in (*names, *told, of_kind.get(frame.tool, "")) for word in name_words(name.lower())}


def _fits(words: Sequence[str], names: set[str]) -> bool:
    return all(any(_alike(word, name) for name in names) for word in words)


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a.removesuffix("s"), b.removesuffix("s")), key=len)
    return short == long or len(short) >= 4 and long.startswith(short)


def _about(what: str, live: Sequence[Frame], state: State, scene: DialogueState) -> list[Frame]:
    """What was done to a thing: a track or clip, a marker, the tempo, what was deleted or has another name now."""
    ids = _ids(what, scene)
    words = [_OWN.sub("", word) for word in content_words(what.lower())]
    return [one for one in live if ids and is_about(one, ids, state) or words and _is_by_name(one, words, ids)]


def _ids(what: str, scene: DialogueState) -> set[str]:
    return {
        one for thing in things(what, scene) for one in (*thing.clips, *(f"track:{track}" for track in thing.tracks))
    }


def _is_by_name(frame: Frame, words: Sequence[str], ids: set[str]) -> bool:
    """What no track or clip is called now: a marker, a deleted track, the song's tempo."""
    if frame.tool == "transport":
        return words in (["tempo"], ["bpm"], ["speed"]) and frame.kind == "set_tempo"
    if frame.tool == "marker" or frame.kind == "rename":
        return any(
            _fits(words, set(name_words(str(frame.args.get(name) or "").lower()))) for name in ("name", "new_name")
        )
    return frame.kind == "delete" and not ids and _fits(words, set(name_words(frame.said.lower())))


def _as_it_stood(what: str, live: Sequence[Frame], state: State, scene: DialogueState) -> list[Step] | None:
    """What was done to a thing last taken back; what was done to others with it stays."""
    ids = _ids(what, scene)
    clips = {one for one in ids if not one.startswith("track:")}
    named = _about(what, live, state, scene)
    about = [one for one in named if not (is_making(one) and clips <= {*one.out})]
    if not about and named:
        return [Step("undo", {})] if named[-1] is live[-1] else [Step("ask", {"text": WHAT_DIFFERENT})]
    if not about:
        is_here = bool(ids) or _is_a_marker(what, scene)
        return [Step("ask", {"text": NOTHING_CALLED.format(what)})] if is_here else None
    last = [one for one in about if one.turn == about[-1].turn]
    if ids and any(len(one.args.get("tracks") or one.args.get("clips") or ()) > 1 for one in last):
        return put_back([ids], last, state)
    steps = taken_back([each for one in last for each in with_corrections(one, live)], live)
    return [Step("undo", {})] if steps == [Step("undo", {"target": f"#{live[-1].request}"})] else steps


def _is_a_marker(what: str, scene: DialogueState) -> bool:
    return any(name_words(name) == name_words(what) for name, _ in scene.context.markers)


def _first_of(what: str, live: Sequence[Frame], state: State, scene: DialogueState) -> Frame | None:
    """The act that is named as a time: "before the ducking", "before we added the shaker"."""
    found = _deed(what, live, state, scene) or _made(what, live, state, scene)
    if not found and not is_a_name(what, scene):
        found = _about(what, live, state, scene)[:1]
    return found[0] if found else None
