"""Told back: "i was wrong about the bass, the old one was right. put that back, keep all the rest".

One clause asks that something goes back and only points to it; the others tell what it is, or say what stays. What is
told is found clause by clause: who is missed, what was better before, what is too much, when what was done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.undo.acts_named import NamedActs, acts_named
from engine.planner.offline.sentence.undo.acts_told import with_its_copy
from engine.planner.offline.sentence.undo.back import back
from engine.planner.offline.sentence.undo.back_said import said_of_back
from engine.planner.offline.sentence.undo.back_words import STAYS, kept_name
from engine.planner.offline.sentence.undo.deeds import as_deed, deed_spans
from engine.planner.offline.sentence.undo.no_undo import NOTHING_CALLED
from engine.planner.offline.sentence.undo.taken_back import is_making, taken_back
from engine.planner.offline.sentence.undo.talk import ActHistory, last_of, talk_of
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.clause_kinds import Clause, Kind, clauses
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

Reads = Callable[[str, DialogueState], list[Step] | None]
_IT = r"(?:that|it|this|them|those|these|him|her|both)(?: one| bit| thing| again)?"
_BARE = regex(
    r"(?:(?:please|just|do|so|then|can you|could you|would you|let'?s|kindly|now|only)\s+)*"
    rf"(?:un-?do|revert|scrap|cancel|reverse|(?:fill|close|mend|patch|restore|put|bring|take|get|have|give me|want"
    rf"|throw|pull|set|turn"
    rf"|chuck) (?:just |only )?"
    rf"{_IT}(?: (?:back|off|out|away|down|up|in))*(?<! it)(?<! that)(?<! this)(?<! them))"
    rf"(?: (?:just |only )?{_IT})?"
    r"(?:,? (?:again|back|there|please|pls|now|then|then please|how (?:it|they) (?:was|were)|the way (?:it"
    r"|they) (?:was|were)"
    r"|as (?:it|they) (?:was|were)|like (?:it|they) (?:was|were)(?: before)?|where (?:it|they) (?:was|were)|like before"
    r"|for me|will you|would you))*"
)
_THAT_ONE = regex(
    r"(?:(?:please|just|so|let'?s|can you|could you|can we)\s+)*(?:use|take|play|(?:go )?back to|go with|give me"
    r"|have|put|switch(?: back)? to|return to)"
    r" (?:(?:that|this) (?:one|version|take|try|singer|voice)|her|him|them)(?: (?:again|back|instead|please|on))*"
)
_OLD_ONE = regex(
    r"\b(?P<age>first|old|original|earlier|previous|former)(?:er)? (?:one|takes?|versions?|try|recording"
    r"|performance|singer|vocalist|reading|attempt)\b"
)
_BEFORE_IT = regex(
    r"^(?:(?:no|but|and|i think|actually) )*the (?:one|take|version|try|voice|singer|reading)"
    r"(?: (?:that )?(?:we|i|you) had)?(?: from)? (?:(?:right|just) )?before(?: (?:that|this|it))?\b"
)
""" "The one we had just before that suits it better"."""
_WANTED_BACK = regex(r"\b(?:i|we)(?:'d| would)? (?:like|want|need|rather have) (?:it |that |them )?back\b")
_VERB = regex(
    r"\b(?:is|was|are|were|isn'?t|wasn'?t|doesn'?t|didn'?t|don'?t|has|had|have|should|can|may|will|would|i|i'm|im|we|it"
    r"|they|stays?|sounds?|feels?|makes?|made|got|gets)\b"
)
_I_STILL = regex(r"(?:i|we) (?:still |really |just )*(?:want|need|have|prefer|like) (?:to\b|it that way)")
""" "I still want to edit that pattern", before "undo the bounce"."""
_AFTER_ALL = r"(?:,? (?:after all|now|too|so much|a lot|already|there|really|though))*"
_LATELY = r"(?:(?:you know|honestly|actually|i think|i guess|i must say|listening again|listened again|and|but|n|so) )*"
_WAS_BETTER = (
    regex(rf"\b(?:i|we|he|she|they) (?:do |really |kind of |kinda |already )*miss(?:ed|es)? (?P<what>.+?){_AFTER_ALL}"),
    regex(rf".*\b(?:wrong|mistaken|too (?:quick|hasty|hard)) (?:about|on|with) (?P<what>.+?){_AFTER_ALL}"),
    regex(
        rf"{_LATELY}(?P<what>.+?) (?:was|were|sounded|worked|felt|looked|used to be)(?: (?:actually|really|just|so"
        rf"|much|far|a lot"
        r"|way|quite|fine|already|probably|always))* (?:better|nicer|prettier|fine|right|good|great|cooler|perfect"
        r"|lovely"
        r"|happier|the (?:whole )?point|ok(?:ay)?|more \w+|[a-z]+i?er)\b.*"
    ),
    regex(rf"{_LATELY}(?:i|we) (?:really |much |actually )*(?:prefer(?:red)?|liked?|loved?) (?P<what>.+?) (?:better"
        rf"|more|before).*"),
)
_TOO_MUCH = (
    regex(
        rf"{_LATELY}(?P<what>(?:the|that|this|your|my|those) [^,]+?) (?:is|was|are|were|isn'?t|wasn'?t|doesn'?t"
        rf"|don'?t|didn'?t|does"
        r"|did|sounds?|feels?|makes?|made|just|really|gets?|got|muddies|kills?|ruins?|eats?|drowns?)\b.*"
    ),
)
_WHEN = regex(
        r"(?:(?:when|after|once|now that|ever since) )?(?:you|we|i) (?P<what>.+?)"
        r"(?:,| (?:it|they|he|she|everything|things|all of it)(?:'s|'re)? (?:got|gets?|lost|became|becomes?|sounds?"
        r"|sounded|went|is"
        r"|was|are|were|has|have|felt|feels)\b).*"
    )
_ABOUT = regex(r".*\b(?:thinking|thought) about (?P<what>.+)")
_MISSED = regex(r"\b(?:gone|lost|buried|missing|away|drowned|inaudible|can'?t|cannot|too (?:quiet|low|soft))\b")
_ASPECTS: tuple[tuple[str, Callable[[Frame], bool]], ...] = (
    (r"middle|cent(?:er|re)|left|right side|sides?", lambda one: one.kind == "pan"),
    (r"louder|loud|quiet\w*|level|volume|fader|velocit\w+"
        r"|equally", lambda one: one.kind in ("gain", "velocity", "normalize")),
    (r"octaves?|pitch\w*|transposed|glassy|high(?:er)?|deep(?:er)?", lambda one: "semitones" in one.args),
    (r"reverb|dry|wet|delay|echo\w*", lambda one: one.tool == "apply_effect"),
    (r"short\w*|long\w*|staccato|legato", lambda one: one.kind in ("staccato", "legato", "length", "trim")),
)
""" "Nicer in the middle": it is the panner that goes back."""


def told_back(text: str, scene: DialogueState, reads: Reads) -> list[Step] | None:
    """The undo; None where nothing goes back that is told beside it, or more is asked for. `reads` reads one clause."""
    if not scene.context.dialogue or not scene.done or '"' in text:
        return None
    found = [one for one in clauses(plain(text).strip().lower()) if one.text]
    if (where := _where_it_was(found, scene)) is not None:
        return where
    if absent := _hated(found, scene):
        return [Step("ask", {"text": NOTHING_CALLED.format(absent)})]
    asked = [one for one in found if _BARE.fullmatch(_alone(one)) or _THAT_ONE.fullmatch(_alone(one))]
    if len(found) < 2 or len(asked) > 1:
        return None
    if not asked:
        return _named_back(found, scene, reads)
    others = [one for one in found if one is not asked[0]]
    if _THAT_ONE.fullmatch(_alone(asked[0])) and (older := _earlier(others, scene, reads)):
        return older
    if not all(_only_tells(one, scene, reads) for one in others):
        return None
    if _THAT_ONE.fullmatch(_alone(asked[0])) or any(_BEFORE_IT.match(one.text) for one in others):
        return _earlier(others, scene, reads)
    talk = talk_of(scene, State.of(scene))
    if not talk.is_numbered:
        return None
    spared = _spared([*others, asked[0]], talk)
    meant = next((acts for acts in _meant(others, asked[0].text, spared, talk) if acts), [])
    if not meant and (absent := _not_done(others, talk)):
        return [Step("ask", {"text": NOTHING_CALLED.format(absent)})]
    return taken_back(meant, talk.live) if meant else None


_WHERE_IT_WAS = regex(
    r"(?:^|.*\b(?:wrong|mistaken|too (?:quick|hasty)) (?:about|on|with) )(?P<what>(?:the|my|our|that)"
    r" [a-z' -]{2,30}?|he|she|it"
    r"|they)(?:$| (?:belongs?|goes|should (?:go|be|sit|lie)|is better|was better|was fine|was right)\b.*"
    r" where (?:he|she|it|they) (?:was|were|lay|sat|started)(?: before)?$)"
)
""" "I was wrong about the preacher, he belongs at the beginning where he was"."""
_HATED = regex(
    r".*\b(?:hates?|can'?t stand|doesn'?t like|don'?t like|dislikes?|fed up with|sick of|tired of|annoyed by)"
    r" (?:the|that|your|my)"
    r" (?P<what>[a-z' -]{3,30})"
)
_RID = regex(
    r"(?:please |just |so |then )*(?:get rid of|lose|drop|kill|remove|bin|ditch|scrap|delete|take off|take out)"
    r" (?:it|that|this)"
    r"(?: (?:please|again|then|for (?:him|her|them)))*"
)


def _hated(found: Sequence[Clause], scene: DialogueState) -> str:
    """ "The singer hates the slapback. Get rid of it", where there was none: what it is called there."""
    told = [match["what"] for one in found if (match := _HATED.fullmatch(one.text))]
    if len(told) != 1 or not any(_RID.fullmatch(one.text) for one in found) or things(told[0], scene):
        return ""
    talk = talk_of(scene, State.of(scene))
    is_deed = bool(deed_spans(f"the {told[0]}"))
    return told[0] if is_deed and not acts_named(told[0], talk.live, talk.state, scene) else ""


_LIES = ("move", "place", "duplicate")


def _where_it_was(found: Sequence[Clause], scene: DialogueState) -> list[Step] | None:
    """What moved it is taken back; asked where nothing has; None where nobody belongs where they were."""
    matches = [match for one in found if (match := _WHERE_IT_WAS.match(one.text)) and " where " not in match["what"]]
    if not any(" where " in match[0] for match in matches):
        return None
    what = next((match["what"] for match in matches if match["what"] not in ("he", "she", "it", "they")), "")
    ids = {each for thing in things(what, scene)[:1] for each in
           (*thing.clips, *(f"track:{track}" for track in thing.tracks))} if what else set()  # fmt: skip
    talk = talk_of(scene, State.of(scene))
    if not ids or not talk.is_numbered:
        return None
    acts = [one for one in talk.live if one.kind in _LIES and is_about(one, ids, talk.state)]
    if not acts:
        return [Step("ask", {"text": NOTHING_CALLED.format(what.split(" ", 1)[-1])})]
    return taken_back(acts[-1:], talk.live)


_BAD_IDEA = regex(
    rf"{_LATELY}(?P<what>(?:the|that|my|your) [a-z' -]{{3,30}}?) (?:was|were|is) (?:(?:a |an |just |such |really "
    rf"|so |too )*)"
    r"(?:silly|stupid|daft|wrong|nonsense|rubbish|mistake|bad (?:idea|call|move)|terrible(?: idea)?|awful|overkill"
    r"|horrible|over the top|cheesy|gimmick\w*)"
)


_ACTS = regex(
    r"\b(?:last|first|two|three|both|all|things?|changes?|moves?|edits?|steps?|ones?|stuff|tweaks?|idea|bit|before"
    r"|previous|rest|others?)\b"
)
""" "The last two moves were rubbish" counts them."""


def _not_done(others: Sequence[Clause], talk: ActHistory) -> str:
    """ "The telephone was silly: undo that one", where nothing of the kind was done: what it is called there."""
    for one in others:
        match = _BAD_IDEA.match(one.text)
        if match and not _ACTS.search(match["what"]) and not things(match["what"], talk.scene) and not acts_named(
            match["what"], talk.live, talk.state, talk.scene
        ):
            return match["what"].split(" ", 1)[1]
    return ""


def _named_back(found: Sequence[Clause], scene: DialogueState, reads: Reads) -> list[Step] | None:
    """ "I still want to edit that. Undo the bounce": the one clause that says what goes back, with what stays."""
    stays = [one.text for one in found if one.kind is Kind.LIMITS]
    for one in found:
        if one.kind not in (Kind.ASKS, Kind.PIECE) and not _WANTED_BACK.search(one.text):
            continue
        others = [other for other in found if other is not one]
        if not all(_only_tells(other, scene, reads) for other in others):
            continue
        gone = back(taken_apart(", ".join([one.text, *stays]), scene)) or back(taken_apart(one.text, scene))
        if gone and all(step.task == "take" or step.task == "undo" and step.args.get("target") for step in gone):
            return gone
    return None


def _alone(one: Clause) -> str:
    """A clause without what stays: "put it back and keep them short"."""
    return STAYS.sub("", one.text).strip(" ,")


def _only_tells(one: Clause, scene: DialogueState, reads: Reads) -> bool:
    if one.kind in (Kind.TELLS, Kind.LIMITS, Kind.NOTHING):
        return not _WANTED_BACK.search(one.text)
    if one.kind is Kind.WISHES:
        return re.search(r"\b(?:stay|leave|keep|remain)", one.text) is not None
    if one.kind is Kind.ASKS:
        return _I_STILL.match(one.text) is not None
    is_short = len(one.text.split()) <= 3
    return one.kind is Kind.PIECE and (is_short or bool(_VERB.search(one.text))) and not reads(one.text, scene)


def _earlier(told: Sequence[Clause], scene: DialogueState, reads: Reads) -> list[Step] | None:
    """ "The first one had more heart. Use that one again"."""
    ages = [match["age"] for one in told if (match := _OLD_ONE.search(one.text))]
    ages = ages or ["previous" for one in told if _BEFORE_IT.match(one.text)]
    return reads(f"go back to the {ages[0]} version", scene) if ages else None


def _spared(found: Sequence[Clause], talk: ActHistory) -> list[Frame]:
    """What was done of what stays."""
    names = [kept_name(match["first"]) for one in found for match in STAYS.finditer(one.text)]
    named = [acts_named(name, talk.live, talk.state, talk.scene) for name in names if name]
    return [act for one in named if one and one.how != "thing" for act in one.acts]


def _meant(told: Sequence[Clause], ask: str, spared: Sequence[Frame], talk: ActHistory) -> Iterator[list[Frame]]:
    live = [one for one in talk.live if one not in spared]
    words = " ".join([*(one.text for one in told), ask])
    for one in told:
        for form in _WAS_BETTER:
            if match := form.fullmatch(one.text):
                yield _acts(match["what"], words, live, talk)
    for one in told:
        for form in (*_TOO_MUCH, _WHEN):
            if (match := form.fullmatch(one.text)) and not _MISSED.search(one.text):
                named = _named(match["what"], live, talk)
                yield _whole(named, ask, live) if named and named.how in ("deed", "became", "made") else []
    for one in told:
        if match := _ABOUT.fullmatch(one.text) or _WHEN.fullmatch(one.text):
            yield _acts(match["what"], words, live, talk)
    if re.search(r"\bback\b", ask):
        yield _gone(told, live, talk)


_SILENCES = ("mute", "delete", "cut", "trim")


def _gone(told: Sequence[Clause], live: list[Frame], talk: ActHistory) -> list[Frame]:
    """ "The beat IS the point. Bring that back": what took away what is spoken of."""
    ids = {each for one in told for thing in things(one.text, talk.scene)[:1] for each in
           (*thing.clips, *(f"track:{track}" for track in thing.tracks))}  # fmt: skip
    found = [one for one in live if one.kind in _SILENCES or one.args.get("parameter") == "mute"]
    about = [one for one in found if is_about(one, ids, talk.state)]
    return last_of(about) if about else []


def _acts(what: str, words: str, live: list[Frame], talk: ActHistory) -> list[Frame]:
    """What was done last to what is named, by the aspect that is spoken of."""
    named = _named(what, live, talk)
    if named is None or named.how != "thing":
        return list(named.acts) if named else []
    about = [one for one in named.acts if not is_making(one)]
    for aspect, is_of_it in _ASPECTS:
        own = [one for one in about if is_of_it(one)]
        if own and re.search(rf"\b(?:{aspect})\b", words):
            return last_of(own)
    return [one for one in last_of(about) if is_about(one, set(named.ids), talk.state)] if about else []


def _named(what: str, live: list[Frame], talk: ActHistory) -> NamedActs | None:
    """The acts; a place behind what is named, or a name in words, need not be known: "in Harbour", "that 808 note"."""
    what = re.sub(r"^(?:you |we |i )?(?:put|added|add|made|gave|did|turned) ", "", as_deed(said_of_back(what)).strip())
    if (named := acts_named(what, live, talk.state, talk.scene)) or not live:
        return named
    told = things(what, talk.scene)
    if len(told) != 1:
        return None
    return acts_named(what[told[0].start : told[0].end], live, talk.state, talk.scene)


def _whole(named: NamedActs, ask: str, live: list[Frame]) -> list[Frame]:
    """ "The backwards one doesn't work, throw it out": with the copy that it is."""
    is_out = re.search(r"\b(?:throw|chuck|out|away)\b", ask) is not None
    return with_its_copy(named.acts[0], live) if named.how == "became" and is_out else list(named.acts)
