"""What stays: what only says what is good, or is to stay, is no request: "love it, leave that. Now mute the rain".

It is taken off in front of all readings, unless it spares something of what is asked for ("mute all, keep the kick").
"""

from __future__ import annotations

import re

from engine.planner.offline.making.again import made_beside
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effect_words import effects_said
from engine.planner.offline.sentence.undo.deeds import is_only_deed
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.who import with_who
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

STAYS = "It stays as it is."
_CALLED_OFF = regex(
    r"[,;.!…\s-]+(?:(?:no+|nah|nope|actually|hm+|wait|ok|oh|u[hm]+)[\s,.]+)*(?:forget (?:it|that|about (?:it"
    r"|that))|never ?mind|nvm)"
    r"[\s.!]*$|[,;.!…\s-]+(?:(?:no+|nah|nope|actually|wait)[\s,.]+)+(?:leave (?:it|that)(?: (?:as is|as it is|be"
    r"|alone))?|don'?t"
    r"|skip (?:it|that))[\s.!]*$",
    re.IGNORECASE,
)


def is_called_off(text: str) -> bool:
    """ "Make the sub mono... nah forget it": is nothing to be done after all?"""
    simple = plain(text)
    match = _CALLED_OFF.search(simple)
    return match is not None and '"' not in simple and bool(simple[: match.start()].strip())


_BEFORE = regex(r"(?:^|[.!;:,]\s+|\s-\s+|\s(?:and|but|while|then|or)\s+)\s*", re.IGNORECASE)
_LEAD = (
    r"(?:(?:oh|ok(?:ay)?|yes|yeah|yep|yup|ah|wow|great|good|nice|perfect|lovely|cool|super|right|fine|no|nah|well"
    r"|so|and|but"
    r"|now|please|just|also|still|thanks|thank you|actually|hey|then)\b[\s,.!-]*(?!\s*$)){0,8}?"
)
"""So many words before it, and no more: each of a thousand would be tried with all that follow."""
_END = r"(?=\s*(?:$|[.,;:!]|\s-\s|\b(?:and|but|then|while|now|just|so|only)\s))"
_WHAT = (
    r"(?P<what>(?:(?!\b(?:is|are|if|when|while|who|what|how|where|but|then|so|as)\b)"
    r"[\w'&-]+(?:\.\w+)? ){0,6}?[\w'&-]+(?:\.\w+)?)"
)
_MUCH = (
    r"(?: (?:all|just|really|pretty|quite|so|already|both|much|very|now|absolutely|totally|way|exactly|still"
    r"|actually))*"
)
_GOOD = (
    r"(?:fine|good|great|perfect|ok(?:ay)?|lovely|al ?right|nice|cool|brilliant|gorgeous|beautiful|spot on|awesome"
    r"|excellent|wonderful|fantastic|amazing|super|sweet|better|right|it|there|the one|how (?:i|we) (?:want"
    r"|like) (?:it|that)"
    r"|what (?:i|we) (?:wanted|meant|want|was after|had in mind|needed?))(?: than (?:before|it was))?"
)
_SO = (
    r"(?: (?:as (?:it|they|he|she) (?:is|are)|as is|now|though|like (?:that|this)|there|already|too|for me"
    r"|with me|by me"
    r"|then|here|that way|anyway|a lot|very much|so much|again|any ?more))*"
)
_PRAISES = tuple(
    regex(_LEAD + form + _SO + _END, re.IGNORECASE)
    for form in (
        rf"(?:that|this|it|they|these|those|which)(?:'s|'re| is| are| sounds?| feels?| looks?| works?"
        rf"| sits){_MUCH}(?: {_GOOD})",
        r"(?:that|this|it)(?:'ll| will)? (?:works?|does it|do|rocks|slaps)",
        rf"(?:that|this|it)(?:'ll| will) do for {_WHAT}",
        rf"{_WHAT} (?:works|rocks|slaps|does it)",
        rf"(?:i |we )?(?:(?:really|do|just|absolutely|still) )*(?:love|like|dig|adore|enjoy) {_WHAT}",
        rf"(?:i'm |i am |we're )?(?:very |really |quite )?happy with {_WHAT}",
        rf"{_WHAT}(?:'s| is| are| sounds?| feels?| works?| sits?){_MUCH} {_GOOD}",
        r"(?:(?:very|so|much|really|way) )*(?:good|great|nice|cool|perfect|lovely|brilliant|gorgeous|beautiful"
        r"|awesome|excellent"
        r"|super|wonderful|fantastic|sweet|wicked|amazing|better|thanks|thank you|cheers|well done|nailed it"
        r"|you nailed it"
        r"|spot on|love it|like it|exactly|exactly (?:that|it)|(?:exactly|just|exactly like) what (?:i"
        r"|we) (?:wanted|meant"
        r"|was after|needed))(?: (?:one|job|work|stuff|man|mate|thanks|choice|idea|call|already|than before))*",
    )
)
_STAYING = (
    r"(?:alone|be|as (?:it|they|he|she) (?:is|are)|as is|like (?:that|this|it is|they are)|that way|this way"
    r"|there|untouched"
    r"|as (?:played|recorded|written|sung|tracked)"
    r"|unchanged|the same|(?:where|how|the way) (?:it|they|he|she) (?:is|are)|in place|in there|out of (?:it|this)|put"
    r"|exactly (?:like (?:that|this)|as (?:it|they) (?:is|are)))"
)
_TAIL = r"(?: (?:now|then|please|though|too|as well|for now|any ?more|again|back|at all|for me))*"
_KEEPS = tuple(
    regex(_LEAD + form + _TAIL + _END, re.IGNORECASE)
    for form in (
        r"(?:don'?t|do not|never|no need to) (?:you )?(?:touch|change|alter|move|undo|mess with|lose"
        r"|take (?:back|away)|delete"
        rf"|remove|revert|do anything (?:to|with)|worry about) {_WHAT}",
        rf"(?:keep|leave|let) {_WHAT} (?:{_STAYING}|in|on)",
        rf"(?:keep|leave) {_WHAT}",
        rf"{_WHAT} (?:(?:can|should|must|may|has to|have to|to|just|all|really) )*(?:stays?"
        rf"|remains?)(?: (?:just |exactly )?"
        rf"(?:{_STAYING}|in|on|here))?",
        rf"{_WHAT} (?:(?:just )?(?:where|how|as) (?:it|they|he|she) (?:is|are|was|were)|as is|untouched|unchanged)",
        r"(?P<what>(?!(?:it|that|this|they|half|one|two|three|an?)\b)(?:(?:the|my|our) )?"
        r"[a-z][\w'-]*(?: [\w'-]+){0,2}?)(?:'s| is| are) (?:enough|plenty)",
        rf"no (?:changes?|notes|complaints?|worries) (?:to|on|about|with|for) {_WHAT}",
        rf"hands off {_WHAT}",
        rf"as for {_WHAT},? (?:leave|keep) (?:it|them|that)(?: {_STAYING})?",
        rf"without (?:touching|changing|affecting|moving|altering) {_WHAT}",
        rf"i was (?:just )?wrong about {_WHAT}",
    )
)
_ELSE = (
    r"(?:(?:everything|all|anything) else(?: (?:in|of|on) (?:the |my )?[\w' -]+?)?|"
    r"(?:all )?(?:the |my )?(?:rest|others|other (?:tracks|parts|ones"
    r"|instruments|stuff)))"
)
_IS_SO = (
    rf"(?:(?:(?:can|should|must) )?(?:stays?|remains?)(?: (?:{_STAYING}))?|as (?:before|is|(?:it|they) (?:is|are"
    rf"|was|were))"
    rf"|like before|unchanged|untouched|the same(?: as before)?|(?:is|are) (?:fine|good|ok(?:ay)?)|{_STAYING})"
)
_RESTS = tuple(
    regex(_LEAD + form + _TAIL + _END, re.IGNORECASE)
    for form in (
        rf"{_ELSE} {_IS_SO}",
        rf"(?:keep|leave|don'?t touch|don'?t change|without touching|hands off) (?:all |everything "
        rf"|{_ELSE})(?: {_STAYING})?",
        r"nothing else(?: changes| though)?",
    )
)
_POINTER = regex(
    r"^(?:it|that|this|them|those|these|him|her|all of it|all that|what we have|everything(?: so far)?"
    r"|that (?:one|part|bit))$"
)
_ONE_OF_TWO = regex(
    r"^(?:the |that )?(?:(?:first|second|last|other|original|old|others?|copy|new)(?: (?:one|ones|clip|take|copy"
    r"|version))?"
    r"|originals?)$"
)
""" "That copy backwards, the first one stays how it is"."""
_PARAMETER = regex(
    r"^(?:the |my )?(?:tempo|key|meter|timing|levels?|balance|panning|pans?|volumes?|faders?|pitch|length)$"
)
_SMALL = frozenset(
    "the a my our your his her that this those these and on in of from at to for bar bars track part both all "
    "oh ok okay yes yeah no well so now great good nice perfect cool lovely right fine please just also still "
    "thanks ".split()
)
_ELSEWHERE = regex(rf"^{_ELSE}$", re.IGNORECASE)
_IN_ANOTHER = regex(
    r"^(?:it|them|that|him|her|those) (?:in|on|during|over|for) (?:the )?(?:first|second|third|last|other|next)"
    r"(?: (?:one|time|two|half|\w{4,8}))?$"
)
""" "Mute it in the first chorus, leave it in the second"."""
_OF_MANY = regex(
    r"\b(?:all|every\w*|rest|others?|else|both|only|solo|whole|song|mix|delete|remove|cut|lose|undo|revert|back"
    r"|again|before"
    r"|scrap|forget|cancel|last|except|drop|was|were|instead|split|stems?|separate|replace)\b",
    re.IGNORECASE,
)
""" "Mute everything, keep the kick": what is kept is spared of what is asked for."""
_IS_TO_IT = regex(
    r"^\W*(?:(?:just|only|still|maybe|but|a (?:bit|little|touch|tad)|much|way|slightly|rather|far)\s+)*(?:too"
    r"|not|so|very|more|less"
    r"|\w+er)\b"
)
_TOO_BEHIND = regex(r",? (?:and )?(?:(?:the|my|our) )?[a-z' -]{2,30} (?:too|as well|also)(?=\W*$|[.;,])", re.IGNORECASE)
""" "Everything else stays, the marker name too"."""
_BUT = regex(r"[\s,]*(?:but|just|only)\b", re.IGNORECASE)
_IT = regex(r"\b(?:it|them)\b", re.IGNORECASE)
_POINTS = regex(r"\b(?:it|its|them|their|those|these|him|her|his|one|there)\b", re.IGNORECASE)
_LOOSE = regex(r"^(?:[\s,;:.!-]|\b(?:and|but|then|next)\b)+|(?:[\s,;:-]|\b(?:and|but|then)\s*$)+$", re.IGNORECASE)
_SAYS_NOTHING = regex(
    r"(?:[\s,.;!-]|\b(?:oh|ok(?:ay)?|yes|yeah|yep|no|now|then|and|but|so|please|just|well|thanks|thank you|good"
    r"|great|nice"
    r"|perfect|fine|cool|lovely|right|really|actually|hm+)\b)*",
    re.IGNORECASE,
)


def without_kept(text: str, scene: DialogueState) -> str:
    """The request without such clauses; "" where nothing else is said."""
    simple = plain(text)
    if '"' in simple or "?" in simple or len(simple) != len(text) or pending(scene):
        return text
    if made_beside(text, scene):
        return text  # "keep both, but another take": it lies beside the first
    spans: list[tuple[int, int]] = []
    rest, named, is_kept, is_rest = text, [], False, False
    for before in _BEFORE.finditer(simple):
        start = before.end()
        if spans and start < spans[-1][1]:
            continue
        for kind, forms in (("rest", _RESTS), ("praise", _PRAISES), ("keep", _KEEPS)):
            match = next((found for form in forms if (found := form.match(simple, start))), None)
            if match is None or (what := _spoken_of(match, scene)) is None:
                continue
            if kind == "praise" and things(simple[start : match.end()], scene) and not what:
                continue  # "Great and Pedal one dB softer", of an organ
            too = _TOO_BEHIND.match(simple, match.end()) if kind == "rest" else None
            end = too.end() if too else match.end()
            left = _without(text, [*spans, (start, end)])
            if kind == "keep" and not _may_go(match["what"], what, left, scene):
                continue
            is_but = kind == "praise" and _BUT.match(simple, match.end()) is not None
            if is_but and (_IS_TO_IT.search(left) or not things(left, scene)):
                continue  # "good, but darker": of what was just made
            if what and (_IS_TO_IT.search(left) or len(_IT.findall(left)) > 1):
                continue
            spans.append((start, end))
            rest, is_kept = left, is_kept or kind == "keep" and not what
            is_rest = is_rest or kind == "rest"
            named += what
            break
    if not spans:
        return text
    if _SAYS_NOTHING.fullmatch(rest):
        return "" if is_kept and scene.done or is_rest else text
    if any(form.fullmatch(rest) for form in _PRAISES):
        return text  # "nah, the pad is fine, leave it" is told of the pad
    behind = simple[spans[-1][1] :]
    pointer = _POINTS.search(behind) if named else None
    if pointer and not things(behind[: pointer.start()], scene):
        return _told_of(named, text, rest, scene)
    return rest


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in (*spans, (len(text), len(text))):
        part = text[at:start]
        parts += [_LOOSE.sub("", part)] if part.strip(" ,.;!-") else []
        at = end
    return ", ".join(part for part in parts if part.strip())


def _spoken_of(match: re.Match[str], scene: DialogueState) -> list[Thing] | None:
    """What a clause names: [] for what was done, or the rest; None where it names nothing that is known."""
    what = (match.groupdict().get("what") or "").lower().strip()
    if not what or _POINTER.match(what) or _IN_ANOTHER.match(what) or _ELSEWHERE.match(what) or _PARAMETER.match(what):
        return []
    if scene.done and _ONE_OF_TWO.match(what):
        return []
    found = things(what, scene)
    if not found and (found := things(f"the {what}", scene)):
        what = f"the {what}"  # "double stays put"
    rest = what
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    for name, _ in scene.context.markers:
        rest = rest.replace(name.lower(), " ")
    words = [word for word in re.findall(r"[\w'-]+", rest) if word not in _SMALL and not word.isdigit()]
    if words and scene.done and _is_effect(" ".join(words)):
        return []
    if words:
        return [] if scene.done and len(words) < 3 and is_only_deed(" ".join(words)) else None
    return found or (None if re.search(r"\d", rest) else [])  # "but leave 1.5"


def _may_go(words: str, what: list[Thing], rest: str, scene: DialogueState) -> bool:
    """Is nothing of what is asked for spared by the clause?"""
    if not what and (_POINTER.match(words.lower()) or _ELSEWHERE.match(words)):
        return True
    if _IN_ANOTHER.match(words.lower()) and any(
        one in rest.lower() for one in words.lower().split()[-2:] if len(one) > 3
    ):
        return False
    if not what and _is_effect(re.sub(r"^(?:the|my) ", "", words.lower())):
        kinds = {one.kind for one in effects_said(words.lower(), [])}
        if {one.kind for one in effects_said(plain(rest).lower(), [])} - kinds:
            return True  # another effect goes
    if not what and _is_another_part(words, rest, scene):
        return True
    tracks = {track for thing in what for track in thing.tracks}
    for name, _ in scene.context.markers:
        rest = re.sub(rf"\b{re.escape(name)}\b", " ", rest, flags=re.IGNORECASE)
    meant = {track for thing in things(with_who(plain(rest), scene), scene) for track in thing.tracks}
    return not _OF_MANY.search(rest) and not tracks & meant


def _is_another_part(words: str, rest: str, scene: DialogueState) -> bool:
    """ "All three parts forte in the refrain, the verse stays as it is": another part than the one that is told."""
    kept = taken_apart(words, scene).spans
    told = taken_apart(rest, scene).spans
    return bool(kept and told) and not any(a < d and c < b for a, b in kept for c, d in told)


def _is_effect(words: str) -> bool:
    """ "The comp can stay", where another effect goes."""
    called = effects_said(words, [])
    return len(called) == 1 and (called[0].start, called[0].end) == (0, len(words))


def _told_of(named: list[Thing], text: str, rest: str, scene: DialogueState) -> str:
    """ "The vocal is lovely, put some delay on it": what is praised is what "it" means."""
    tracks = {track for thing in named for track in thing.tracks}
    if len(tracks) != 1 or len(_POINTS.findall(rest)) != 1 or not _IT.search(rest) or things(rest, scene):
        return text
    return _IT.sub(next(iter(tracks)), rest)
