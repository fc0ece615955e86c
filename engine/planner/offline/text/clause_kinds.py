"""Kinds of clauses: which of a message ask for something, which limit it, and which only tell something beside it.

    "jule sits right on top of me, could you move her out of the middle"  → tells, asks
    "bass down an octave. the drummer rushes, leave him be"                → asks, tells, limits

By the form of a clause alone: an order, "can you", "I want", a question ask; a subject with a verb tells.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.told_verbs import PLAIN, TOLD
from engine.planner.offline.text.words import COMMANDS, SESSION_COMMANDS
from engine.planner.regex import regex


class Kind(enum.Enum):
    """What a clause does."""

    ASKS = "asks"
    """ "Can you mute it", "drums down", "I'd like more bass"."""
    QUESTION = "question"
    WISHES = "wishes"
    """ "The strings should come in later": it asks where nothing else does."""
    PIECE = "piece"
    """ "30 to the left or so": it belongs to an order before it, or asks by itself."""
    LIMITS = "limits"
    """ "Not the brushes", "leave him be"."""
    TELLS = "tells"
    NOTHING = "nothing"
    """ "Haha ok", "which, no"."""


@dataclass(frozen=True)
class Clause:
    """A clause where it stands."""

    kind: Kind
    text: str
    """Without what leads up to it: "oh", "and", "so"."""
    start: int
    end: int
    """Where that stands in the message."""
    is_first: bool
    """Does a sentence begin with it?"""
    is_corrected: bool = False
    """Does "no" or "wrong" stand before it?"""


_MORE_ORDERS = frozenset(
    "delete double ditch scrap bin swing loosen tame ride feed bus half halve render bounce clone trim cue cap thin"
    " fatten soften calm pack widen spread hold tuck carve roll knock nip chuck bump shave burn ask text txt dm email"
    " ring phone kick wind crank ease dip shove scoot yank sling bung plonk hoist drag slide book hire invite"
    " schedule reserve sweep high-pass low-pass highpass lowpass"
    " count invert reduce increase decrease adjust attenuate silence shrink extend lengthen hush sidechain switch align"
    " by-pass unbypass cross-fade import load bend flatten pitch-shift"
    " crescendo decrescendo diminuendo hide unhide lock unlock".split()
)
_NO_ORDERS = frozenset("keep limit work hear".split())
"""What is kept is left alone; the others are mostly nouns or tell something."""
_ORDERS = "|".join(sorted((COMMANDS | SESSION_COMMANDS | _MORE_ORDERS) - _NO_ORDERS))
_IS = (
    r"is|are|was|were|am|isn'?t|aren'?t|wasn'?t|weren'?t|sounds?|feels?|seems?|looks?|needs?|has|gets?|got|comes?|came"
    r"|goes|went|drags?|rush(?:es)?|keeps?|wants?|sits?|clash(?:es)?|fights?|eats?|kills?|drowns?|hisses|hums|buzzes"
    r"|says?|said|thinks?|thought|wrote|told|tells?|asked|asks?|sent|sang|sings?|played|plays|hit|hits|recorded|made"
    r"|makes|meant|means|does|did|doesn'?t|didn'?t|don'?t|do|can'?t|cannot|couldn'?t|won'?t|will|would|wouldn'?t|had"
    r"|loves?|hates?|likes?|loved|hated|liked|adores?|misses|knows?|knew|finds?|found|lives?|falls?|fell|starts?"
    r"|started|ends?|ended|stops?|stopped|works?|worked|hurts?|jumps?|pokes?|sticks?|stands?|stood|reminds?|have|ruins?"
    r"|masks?|covers?|swallows?|wobbles?|wanders?|whistles|pumps?|prefers?|hammered|jumped|slams?|tries|tried"
    r"|figured|changed|remember|guess|reckon|suppose|hope|wonder|feel|find|think|need|lost|heard|spent|promised"
    r"|wants|insists?|swears?|complains?|complained|lacks?|counts|listened|forgot|bought|booked|calls|called|dies"
    r"|happens?|happened|speaks?|spoke|reads?|talks?|tends?|manages?|struggles?|laughs?|laughed|cries|cried|coughs?"
    r"|coughed|breathes?|barks?|searches|expects|relies|opens|loads|lies|lay"
)
_SUBJECT = (
    r"(?:all |both |half )?(?:i|we|you|he|she|it|they|this|that|these|those|there|here|who|which|everyone|everybody"
    r"|people|nobody|no one"
    r"|someone|somebody|(?:some|most|all|none|both|each|one|two|three|a few|many|half) of (?:the |my |them|these"
    r"|those|it)(?:[\w'-]+)?"
    r"|(?:my|our|his|her|their|the|a|an|this|that|these|those|some|one|[\w-]+'s) [\w'-]+"
    r"(?: (?!is\b|was\b|are\b)[\w'-]+){0,2}?(?: (?:in|on|of|behind|under) (?:the|my|our|his|her) [\w'-]+)?"
    r"|[\w-]{3,}(?: (?:and|or|of) [\w-]+| (?!and\b|or\b|of\b)[\w-]+)?)"
)
_ADVERB = (
    r"(?:just|only|simply|really|also|still|all|always|never|already|actually|kind of|kinda|sort of|totally|even|now"
    r"|probably|definitely|obviously|suddenly|completely|absolutely|finally|quite|rather|somehow|sometimes|often|so"
    r"|ever|both|each|once|then|too|long|recently|clearly|honestly|nearly|almost|barely|hardly|way)"
)
_LEAD = regex(
    r"^(?:(?:oh+|ok(?:ay|ey)?|and|so|but|now|then|h+m+|m+h+|haha+|hehe|lol|well|yes|yeah|yep|yup|right|alright|please"
    r"|pls|plz|also|plus|a+w+|a+h+|u+gh+|uh+|um+|er+m?|eh+|wow|whoa|phew|cool|great|good|perfect|beautiful|brilliant"
    r"|lovely|gorgeous|amazing|nice|thanks|thank you|thx|cheers|ta|man|guys|mate|dude|bro|love|darling|sweet|love it"
    r"|(?:good )?(?:morning|evening|afternoon)|forgive me|excuse me|very well|of course|remind me|nee|hoi|one thing"
    r"|(?:just |only )+one thing|there we (?:are|go)|that'?s (?:it|better|lovely|great|nice|good|perfect)|better"
    r"|much better"
    r"|(?:one )?(?:last|next|more|other) thing|one more thing|next up|finally|first(?:ly)?(?=,)|second(?:ly)?(?=,)"
    r"|ha|jk|actually|honestly|maybe|perhaps|by the way|btw|anyway|listen|look|hey|hi|hello|fine|fair enough|got it"
    r"|i (?:must|have to|should|do have to) (?:say|admit|confess)"
    r"|good to know|ok good|i know|you know what|you know|obviously|because|cause|cos|since|though|tho|still"
    r"|meanwhile)(?![\w'])"
    r"[\s,.!:–-]*)+",
)
_NO = regex(
    r"^(?:(?:nope|nah|sorry|wrong(?: one| way)?|not that(?: one)?(?=\s*[,.!]|\s*$)|wait|oops|whoops|my (?:mistake|bad)"
    r"|(?:ah |oh |hm+ )?no+(?=\s*[,.!;:–-]|\s*$|\s+(?:i|i'm|it|it's|its|he|he's|she|she's|that|that's|thats|they|we"
    r"|no|wait|sorry|too"
    r"|not|other|more|less|don'?t|now|just)\b))(?![\w'])[\s,.!:–-]*)+"
)
_IS_BEHIND = _IS.replace("sounds?|", "").replace("|starts?", "").replace("|ends?", "")
BEFORE_AN_ORDER = frozenset(
    "just only simply quickly please also then now instead first do really gently slowly can".split()
)
_ORDER = regex(
    rf"^(?:(?:{'|'.join(sorted(BEFORE_AN_ORDER))}) )*"
    rf"(?:{_ORDERS})\b(?! (?:(?:{_ADVERB}) )*(?:{_IS_BEHIND}|too|sounds)\b(?! (?:it|them|the|my|all|both)\b))(?!'s\b)"
)
"""No order is "the mix sounds great", "solo is too long"."""
_BARE_ORDERS = ("stop", "stops", "start", "play", "go", "fade", "drop", "end", "slow", "ease")
""" "… one bar into the outro and then stop" is no order of its own."""
_CAN_YOU = regex(
    r"^(?:do you think )?(?:can|could|would|will|can'?t|couldn'?t|won'?t|wouldn'?t) (?:you|u|ya|we|i|it|he|she|they"
    r"|the|that|those"
    r"|this|these|my|our|both|all|someone|[\w-]+ (?:be|go|come|start|have|get|play|sing|sit)\b)"
    r"|^(?:how about|what about|shall we|should we|is it possible|any chance|would you mind|mind|do you mind|what if we"
    r"|(?:is )?(?:there )?any way)\b"
)
_I_WANT = regex(
    rf"^(?:i|we)(?:'d|'ll| would| do| will)? (?:{_ADVERB} )*(?:want|wanna|need|(?<='d )(?:like|love|rather|prefer)"
    r"|(?<=would )(?:like|love|rather|prefer)|prefer|should (?:like|love|prefer)|could use|could do with|take back"
    r"|take it back|meant"
    r"|mean(?= (?:the|my|our|her|his|both|all|only|in|on|at|from)\b))\b"
    r"(?! (?:to (?:say|tell|ask|know|see|cry|think|feel|be|laugh)|people|you to know|that sound|no)\b)"
    rf"|^what (?:i|we)(?:'d| would)? (?:{_ADVERB} )*(?:do )?(?:want|need|like) (?:(?:now|here|instead) )?(?:is"
    rf"|would be)\b"
    r"|^(?:let'?s|lets|let (?:her|him|it|them|us|me|the|my|our|that|this|[\w-]+))\b"
    r"|^(?:do |give |put |and )*(?:the |that |exactly the )?same (?:for|on|with|to|thing|again|goes|as|ride|move"
    r"|there|in)\b"
)
_QUESTION = regex(
    r"^(?:what|which|who|whose|where|when|how|why)(?:'?s|'?re)?\b|^(?:is|are|am|does|did|any)\b"
    r"|^do (?:i|we|you|they|the|my|our)\b"
    r"|^(?:on|at|in|by|to|from|for|with|of|until|till|about) (?:how|which|what|whose|whom)\b(?! (?:i|we|it|he|she"
    r"|they)\b)"
)
_ASKS_IF_MARKED = regex(r"^(?:was|were|has|have|had|do|which|who|whose|where|when)\b")
_RELATES = regex(r"^(?:which|who|whose|where|when)")
""" "Right where the outro begins" asks nothing."""
_WISH = regex(
    rf"^(?!(?:i|we|you|u)\\b){_SUBJECT}(?:'d)? (?:{_ADVERB} )*(?:should|shouldn'?t|must|mustn'?t|has to|have to"
    rf"|needs? to|ought to|gotta|got to|could"
    rf"|can|might|may|shall|wants to|needs? (?!{_SUBJECT}))\b|^(?:i|we) (?:just |really )?wish\b"
    r"|^(?:it|that|he|she|they)(?:'d| would) (?:be|sit|work|sound|feel)\b"
)
_LIMIT = regex(
    r"^(?:(?:just|but|only|please|do|and|so) )*(?:leave|keep|don'?t|do not|never|ignore|forget|never ?mind|not|nothing"
    r"|hands off|no need|except|apart from|other than|without)\b"
    r"|^(?:the )?[\w' -]{2,30}? (?:can |should |may |has to |must )?(?:stays?|remains?)\b(?! (?:with|until|at \d"
    r"|for)\b)"
    r"|^(?:(?:all )?(?:the )?(?:rest|others?|everything else|moves|both|it|that|them|those)(?: of (?:the |my )?[\w'"
    r" ]+?)?"
    r" (?:i|we)(?:'ll| will)? (?:keep|like|want to keep|leave)|same (?:places?|spots?|length|notes|rhythm|timing"
    r"|level))\b"
    r"|^with .+ (?:as (?:it|they|he|she) (?:is|are|was|were|has it|have it)|left (?:alone|as|at)\b.*|unchanged"
    r"|untouched"
    r"|staying .*)$"
)
_STAYS_TOO = regex(r"^(?:and )?(?:(?:the|my|our|its|their) )?[a-z' -]{2,30} (?:too|as well|also)$")
""" "Everything else stays, the marker name too"."""
_COMPARES = regex(r"^[^\d]*\b(?:[a-z]+er|less [a-z]+|more [a-z]+|as [a-z]+) (?:than|as)\b[^\d]*$")
""" "Wilf's way quieter than dana"."""
_OF_MY_OWN = regex(
    rf"^(?:i|we)(?:'d|'ll| will| would| do)? (?:(?:{_ADVERB}) )*(?:want|need|have|like|love|plan|hope|prefer) to"
    r" (?:edit|write|keep|sleep|send|show|practi[cs]e|finish|check|rehearse|decide|work|do|use|go|see|think|listen|talk"
    r"|ask|remember|read|learn|get (?:this|it) (?:out|done|finished)|be|stop \w+ing|try \w+ing)\b(?! (?:less|more"
    r"|only|just|no)\b)"
    r"|^let me (?:see|think|check|know)\b"
    r"|^let'?s (?:arrange|go|start|begin|work|see|continue|go on|get (?:going|started|to work)|do (?:this|it))$"
)
""" "I want to edit that pattern tonight": what somebody does on their own."""
_WHAT_IS = regex(r"^(?:what|all|the (?:only )?thing) (?:that )?(?:i|we|he|she|they) [^?]* is\b")
"""What the rest of the sentence says."""
_TELL = regex(
    r"^(?:might|may|would|could) (?:be|make|work|sound|get) (?:(?:an?|quite|really|very|kind of) )*"
    r"(?:cool|nice|good|great|fun|interesting|lovely|neat|pretty|fine|too much|better|boring)\b(?! (?:to|if|with)\b)"
    r"|^(?:i|we|you|he|she|they|it|that|this|there|everyone|everybody|people|nobody|someone|who|which)"
    r"(?:'s|'re|'m|'ve|'d|'ll|n't)\b"
    rf"|^(?:i|we|you|he|she|they)\b(?! (?:both |all )?(?:up|down|off|on|out|in|back|left|right|louder|quieter|too)\b)"
    rf"|^(?:{_SUBJECT}) (?:{_ADVERB} )*(?:{_IS}|\w+ed|can|could|might|may|should|must)\b"
    rf"|^(?:{_SUBJECT})(?:'s|'re|n't)(?! (?:down|up|off|on|out|in|back|left|right|louder|quieter|to)\b)\b"
    r"|^(?:the |my |our |those |these |all |both )*[\w'-]+s (?:[a-z]+ly |just |all |both |still |always "
    r"|really )*(?:step|clash"
    r"|fight|poke|stick|drown|mask|bury|rush|drag|eat|hiss|hum|pile|crowd|swallow|compete|hurt|scream|overlap|collide"
    r"|trip|stomp|walk all over)\b"
    r"|^(?:im|ive|its|thats|theres|hes|shes|theyre|youre|dont|doesnt|cant|wont|didnt|isnt|id)\b"
    r"|^(?:too|so|way too|far too|a bit too|much too|bit|bless|believe|trust|no wonder|no idea|thank|sorry|god|glad"
    r"|happy"
    r"|sounds?|feels?|looks?|seems?|if|as|like|cos|because|since|although|even|whatever|who|which)\b"
)
_WHO = regex(rf"{_SUBJECT}(?: {_ADVERB})*")
_MANY = regex(
    r"(?:my|our|the|his|her|their|these|those) (?:[\w'-]+ )?\w+s|(?:some|most|all|both|two|many) of (?:the \w+s|them"
    r"|these|those)"
)
_FARTHEST = 7
"""Words before a verb."""
_WAY = frozenset("up down off out louder quieter lower higher left right".split())
""" "Mix moves up" says where it goes."""
_WE = frozenset(("i", "we", "you", "they", "people"))
_ITS_VERB = regex(
    r"^(?:comes?|came|goes|went|has|had|gets|got|needs|sounds|feels|is|was|were|lost|tells|says|thinks|wants)\b"
)
""" "…, comes from another pack later": of what was told of."""
_FOR_WHOM = regex(
    r"^(?:for|to|in|on|at|from|with|after|before|during|as for)\s+(?:(?:the|my|our|his|her|their|its|this|that) )?"
    r"[\w'-]+(?: (?!i\b|we\b|let\b|can\b|could\b|please\b|just\b)[\w'-]+){0,2}?"
    r"(?:,? (?:please|just|also|only|instead|now))* (?=\w)"
)
_PERSON = regex(r"^(?:for|to|with) (?:me|us|him|her|them|my|our|his)\b")
""" "For clara i should like …", "for now just set …", "for him also the fridge is …"."""
_PIECE_ASKS = regex(
    r"\b(?:up|down|left|right|higher|lower|louder|quieter|softer|longer|shorter|faster|slower|brighter|darker|wider"
    r"|narrower|back|off|out|on|in|onto|into|over|under|less|more|half|twice|double|again|other|same|too|also|instead"
    r"|rather|bars?|beats?|intro|verse|chorus|bridge|outro|solo|drop|hook|end|start|all|both|everything|everyone"
    r"|smaller|bigger|room|hall|plate|octave|third|fifth|semitones?|velocity|velocities|mp3|wav|pdf|stems?)\b"
)
_SENTENCE = regex(
    r"\s*(?:(?<!\d)[.]+(?=\s|$)|(?<=\d)[.]+(?=\s+\D|$)|[;!?]+(?=\s|$)|\n+|\s[-–—]+\s"
    rf"|:(?=\s+(?:(?:please|just|so|then|now) )*(?:(?:{_ORDERS})\b|(?:can|could|would) (?:you|we)\b"
    r"|(?:which|what|how|where|at which|in which)\b|(?:in|from|at|on|over) (?:the )?bars? \d)))\s*"
)
_COMMA = regex(r"\s*,\s*")
_JOIN = regex(
    r"\s+(?=(?:and|but|so|because|cause|cos|coz|since|then)\s+(?:(?:i|we|he|she|it|they|you|that|this|there|my|i'm"
    r"|i'll|it's"
    r"|that's|he's|she's|they're|its|thats)\b|(?:can|could|would|will) (?:you|u|we)\b|(?:don'?t|do not|never) [a-z]"
    r"|(?:what(?:'?s| (?:is|are|about"
    r"|if|key|tempo|was (?:the|that)))|how (?:about|many|much|loud|long|far|is|are|do|does))\b"
    rf"|(?:then |also |just |please |now )*(?:{_ORDERS})\b))",
)


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of a message in small letters, one after the other."""
    at = 0
    for end in [*_SENTENCE.finditer(text), None]:
        stop = end.start() if end else len(text)
        is_asked = bool(end and "?" in end[0])
        spans = [(a, b) for a, b in _spans(text, at, stop) if text[a:b].strip()]
        kind = Kind.NOTHING
        for place, (a, b) in enumerate(spans):
            one = _clause(text, a, b, is_first=place == 0, is_asked=is_asked, is_last=place == len(spans) - 1)
            if kind is Kind.LIMITS and one.kind in (Kind.PIECE, Kind.NOTHING) and _STAYS_TOO.match(one.text):
                one = replace(one, kind=Kind.LIMITS)
            kind = one.kind
            yield one
        at = end.end() if end else len(text)


def _spans(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    at = start
    joints = [*_COMMA.finditer(text, start, stop), *_JOIN.finditer(text, start, stop)]
    for joint in sorted(joints, key=lambda one: one.start()):
        if joint.start() >= at:
            yield at, joint.start()
            at = joint.end()
    yield at, stop


def _clause(text: str, start: int, stop: int, *, is_first: bool, is_asked: bool, is_last: bool) -> Clause:
    is_corrected = False
    while True:
        before = start
        if lead := _LEAD.match(text[start:stop]):
            start += lead.end()
        if no := _NO.match(text[start:stop]):
            is_corrected, start = True, start + no.end()
        if start == before:
            break
    bare = text[start:stop].strip(" ,.!:")
    kind = kind_of(bare, is_asked=is_asked, is_first=is_first)
    return Clause(kind, bare + "?" * (is_asked and is_last), start, stop, is_first, is_corrected)


def kind_of(bare: str, *, is_asked: bool = False, is_first: bool = True) -> Kind:
    """What a clause does, without what leads up to it.

    `is_asked`: its sentence ends with a question mark; `is_first`: it begins its sentence.
    """
    if not bare:
        return Kind.NOTHING
    if _OF_MY_OWN.match(bare):
        return Kind.TELLS
    if _CAN_YOU.match(bare) or _I_WANT.match(bare):
        return Kind.ASKS
    if _WHAT_IS.match(bare) and not is_asked:
        return Kind.WISHES
    if _ASKS_IF_MARKED.match(bare) and is_asked or _QUESTION.match(bare) and not _RELATES.match(bare):
        return Kind.QUESTION
    if _LIMIT.match(bare):
        return Kind.LIMITS
    if _ORDER.match(bare):
        return Kind.PIECE if bare in _BARE_ORDERS else Kind.ASKS
    if _WISH.match(bare):
        return Kind.WISHES
    if _TELL.match(bare) or _tells(bare) or not is_first and _ITS_VERB.match(bare):
        return Kind.TELLS
    if _COMPARES.search(bare):
        return Kind.WISHES
    if whom := _FOR_WHOM.match(bare):
        behind = kind_of(bare[whom.end() :])
        if behind is Kind.ASKS or behind is Kind.TELLS and _PERSON.match(bare):
            return behind
    return Kind.PIECE if quantities(bare) or _PIECE_ASKS.search(bare) else Kind.NOTHING


_NO_VERB = (
    r"in|on|at|from|with|for|to|of|and|but|or|so|because|if|when|while|like|that|what|which|who|whom|where|how|why"
    r"|not|only|both|all|than|as|by|over|under|until|till|without|also|even(?! out)|except|during|before|after|behind"
    r"|between|sound|feel|look|seem"
    r"|into|onto|through|up|down|out|off|near|beside|against|about|around|across|i|we|you|he|she|they|it|this|these"
    r"|those|love|hate|miss|see|need|want|know|hear|keep|think|mean|thank|leave|let|have|half|first|second|third|last"
    r"|next|just|now|then|please|maybe|no|yes|such|same|be|do|am|is|are|was|were|the|a|an|my|our|your|his|her|their|its"
    r"|some|any|every|each|one|two|three|four|five|six|seven|eight|nine|ten|more|less|too|very|there|here|back|again"
    r"|left|right|once|twice|still|since|though|although|unless|per|via|plus|minus"
)
_OPENS = regex(
    rf"(?!(?:{_NO_VERB})\b|[a-z]*[aeiouy][a-z]*[^e]ed\b)(?:[a-z]+-)?[a-z]+(?<![^su]s)(?<!ing)(?<!ly)"
    r"(?: (?:up|down|out|off|in(?= (?:the|my|our|all|both)\b)|over|away|back|together))?(?: me| us)? "
)
""" "Saturate …", "even out …": a word before an object that tells nothing and is no preposition."""
_OBJECT = regex(
    rf"{_OPENS.pattern}(?:(?:the|my|our|all|both|every|a|an|some) [a-z0-9]|everything\b|(?:bars?|beats?) \d)"
)
Things = Callable[[str], Collection[int]]
"""Where things of the session stand in a text in small letters."""


def is_order(bare: str, things: Things = lambda words: ()) -> bool:
    """Does it begin with an order, in small letters and without what leads up to it?

    Verbs are an open class: any word before an object is one, if it tells nothing. `things` are objects without an
    article, too: "cluster BV 1 and BV 2".
    """
    if bare.strip(" .!") in _BARE_ORDERS:
        return False
    return _ORDER.match(bare) is not None or _does_to_an_object(bare, things)


def _does_to_an_object(bare: str, things: Things = lambda words: ()) -> bool:
    opens = _OPENS.match(bare)
    if opens is None or bare.split()[0] in TOLD:
        return False
    if _OBJECT.match(bare):
        return True
    if opens.end() not in things(bare):
        return False
    return len(opens[0].split()) > 1 or kind_of(bare) not in (Kind.TELLS, Kind.LIMITS, Kind.QUESTION)


def _tells(bare: str) -> bool:
    """ "My template searches for it", "we rehearse on Fridays": a subject, and a verb that asks for nothing."""
    words = bare.split()
    for place in range(1, min(_FARTHEST, len(words))):
        verb, behind = words[place], words[place + 1 : place + 2]
        who = " ".join(words[:place])
        is_finite = verb in TOLD or verb in PLAIN and (who in _WE or _MANY.fullmatch(who))
        if is_finite and not _WAY.issuperset(behind or " ") and _WHO.fullmatch(who):
            return True
    return False
