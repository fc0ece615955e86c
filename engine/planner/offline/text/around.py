"""Around a request: what people say before and behind it that asks for nothing, taken away before any act is read.

    "my producer says to mute the rhodes"                 → "mute the rhodes"
    "let's reverse it and see how that feels"             → "reverse it"
    "could u rename it to Air when you get a chance" → "rename it to Air"

What stands before the command that a request begins with is dropped where it leads up to it ("… wants me to", "… so we
should") or is a sentence about people; what stands behind it, where it only tells how things are. Whatever names a
thing of the session, a place or a figure, denies, compares or leans on what was said before stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.text.clause_kinds import BEFORE_AN_ORDER, is_order
from engine.planner.offline.text.words import Token, plain, tokens
from engine.planner.regex import regex

Names = Callable[[str], bool]
_LEADS_UP = regex(
    r"(?:\b(?:to|so|and|but|should|could|can|might|must|wanna|gotta|gonna|better|let'?s|please|pls|kindly|now|then|just"
    r"|maybe|perhaps|possibly|quickly|simply|probably|really|also|still|would|will|about we|if we|about|grateful if you"
    r"|(?:if|that|so|can|could|would|will|might|may) (?:i|we|you|u|ya)"
    r"|(?:think|thinks|say|says|suggests?|insists?|reckons?|wish(?:es)?|hopes?|prefers?|asks?|wants?|needs?|told|said)"
    r"(?: that)? (?:i|we|you|u|ya))|[:,.!;—–])\s*$",
    re.IGNORECASE,
)
"""How what is said before a command goes over to it."""
_ENDS_A_CLAUSE = regex(r"[:,.!;—–]\s*$")
_PERSONS = regex(
    r"\b(?:i|i'm|i've|i'd|i'll|we|we're|we've|you|you're|me|my|our|us|your|it'?s|that'?s|he|she|they|everybody|everyone"
    r"|somebody|someone|people|thanks|thank|hey+|hi|hello|try this|please|listen|look|well|right|alright|ok(?:ay)?"
    r"|so|hm+|um+"
    r"|uh+|er+m?|great|good idea|nice|lovely|cool|brilliant|awesome|sweet|fab|wonderful|excellent|cheers|morning"
    r"|evening|btw"
    r"|anyways?|next up|(?:first|last)(?:ly| of all| off| thing| one)|first|lastly|finally"
    r"|one (?:more |other |small |quick |last )?thing|(?:a )?(?:quick|small|little|tiny) (?:one|thing|question|fix"
    r"|request|change|favou?r)|for (?:a start|starters)|to (?:start|begin) with|by the way|next"
    r"|for the (?:radio|club|live|album|single|video|demo|podcast|show|film) \w+)\b",
    re.IGNORECASE,
)
"""About people, or what opens a request."""
_REPORTS = regex(
    r"\b(?:says?|said|wants?|wanted|asks?|asked|reckons?|thinks?|thought|suggests?|suggested|insists?|insisted|tells?"
    r"|told|asking|saying|telling|prefers?|begs?|begged|demands?|hopes?|would like|'d like|would love|'d love"
    r"|complains?)\b",
    re.IGNORECASE,
)
_FILES = regex(r"\b(?:export|bounce|render|master\w*|lufs)\b", re.IGNORECASE)
_STAYS = regex(
    r"\d|[\"?]|\b(?:no|nope|not(?! sure\b)|never|don'?t(?! mind\b)|doesn'?t|didn'?t|won'?t|can'?t|cannot|isn'?t|without"
    r"|used to|(?:i|we) might|would (?:it|that) help|should (?:i|we)|(?:it|that|this|they|he|she) (?:must|should|could"
    r"|can|needs?|has|have)|whatever|what(?:'s)? (?:you|i|we)|tempo|key|met(?:er|re)|markers?|effects?|reverb|delay"
    r"|volume|levels?|fades?|sends?|bus|group|stop|before(?! i forget\b)|after(?! all\b)|wait|oops|actually|instead"
    r"|rather|than|meant|mean|scratch|undo|redo|again|same|too|also|as well|only|both"
    r"|all(?! (?:right|the time|day|morning|night|my|of us)\b|,)|each|every(?! time\b)|other(?! (?:day|night|thing)\b)"
    r"|rest|whole|half|everywhere|(?<!hi )(?<!hello )(?<!hey )there|where|when(?:ever)?"
    r"|while(?! (?:you|we|i)'?(?:re|m)? at it\b)|until|till|unless"
    r"|once|during|gradually|slowly|bit by bit|tracks?|clips?|bars?|beats?|song|mix|selection|selected|ending|intro"
    r"|outro|solo|chorus|verse|louder|quieter|softer|higher|lower|longer|shorter|slower|faster|left(?! so\b|[,.;])"
    r"|right(?! (?:now|then|away)\b|[,.!])|up(?! to\b|,)|down|new|copy|duplicate|take[sn]?|version(?!,|:)"
    r"|better (?:alone|without|off)|lines?|lyrics?"
    r"|words?|titles?|names?|keep(?! coming)|leave|stays?|yes|yeah|yep|sure(?! (?:but|if|about)\b))\b",
    re.IGNORECASE,
)
"""What says something of its own before a command."""
_OF_A_PLAYER = regex(
    r"\b(?:the|my|our|his|her|their|some(?:one|body)|every(?:one|body)|no(?:body| one)|[a-z]+s)(?: [\w'-]+){0,3}?"
    r" (?:should|must|could|can|might|will|would|has to|have to|needs? to|ought to)(?: \w+)?\s*$",
    re.IGNORECASE,
)
_BY_PEOPLE = regex(r"\b(?:i|we|you|u|ya|it)(?:'d)? (?:\w+ ){0,2}$|\bwould be\b", re.IGNORECASE)
""" "The tuba must double the flute": who is to do it is no lead to it."""
_IF = regex(
    r"(?<!mind )(?<!about )(?<!grateful )(?<!chance )(?<!wondering )(?<!wonder )"
    r"\bif\b(?! (?:i|we|you|u) (?:could|can|would|may|might|don'?t mind)\b)",
    re.IGNORECASE,
)
_FRAMES = regex(
    r"\b(?:mind if|any chance|do you think|possible (?:to|for)|wonder(?:ing)? if|how about|what if|grateful"
    r"|favou?r|kind|darling)\b",
    re.IGNORECASE,
)
""" "Would you mind if we mute it?" asks for it."""
WORDS_FOLLOW = regex(
    r"\b(?:say(?:s|ing)?|sing(?:s|ing)?|speak(?:s|ing)?|announce|lyrics?|words?|narrate|read)\b", re.IGNORECASE
)
""" "Sing thank you": the end may be what is sung."""
THANKS = regex(
    r"(?:\s*[,;.!?–—-]+\s*|\s+)(?:(?:pretty )?please(?: and (?:thank you|thanks))?|pls|plz"
    r"|thanks?(?: (?:a lot|so much|in advance|a million|mate|man|again|very much))*|thank you(?: (?:so|very) much)?|thx"
    r"|tysm|cheers(?: mate)?|if (?:that's|thats|that is|it's|it is) (?:ok(?:ay)?|alright|possible|all right|fine|cool"
    r"|not too much(?: trouble)?)(?: with you)?|if (?:you|u|we) (?:can|could|don'?t mind|would|please)"
    r"|if (?:at all )?possible|when(?:ever)? (?:you|u)(?:'re| are| get| have| find| can)(?: (?:a|the|some|to|around"
    r"|chance|minute|moment|second|sec|time|it|ready|free|that))*|as soon as (?:you|u) can|asap|(?:i|we) (?:guess"
    r"|suppose|reckon|think)|that would be (?:great|good|nice|lovely|perfect|amazing)"
    r"|or something(?: like that)?|lol|haha+|:\)"
    r"|;\)|xx?|real(?:ly)? quick(?:ly)?|real(?:ly)? fast|(?:that|this) should do(?: it)?)[\s.!?]*$",
    re.IGNORECASE,
)
_FOR_NOW = regex(
    r"\s+for (?:now|the moment|the time being|a (?:sec|second|moment|minute))[\s.!?]*$", re.IGNORECASE
)
_TAKES_AWAY = regex(
    r"\b(?:delete|remove|erase|cut|lose|drop|kill|scrap|bin|ditch|clear|mute|take|pull|strip)\b", re.IGNORECASE
)
""" "Delete it for now" is no deletion."""
_ASIDE = regex(
    r"\s*,\s*(?:(?:would|will|could|can) (?:you|u)(?: please)?|ok(?:ay)?|yeah|alright|eh|mate|man|dude|bro|buddy|love"
    r"|boss|chief|friend|my friend|ta)[\s.!?]*$"
    r"|\s+[-–—]+\s+(?=[^,;.]*\b(?:otherwise|as it is|at the moment|honestly|tbh|imo|imho)\b)[^\d\"?]*$",
    re.IGNORECASE,
)
_TELLS = regex(
    r"(?:\s*[,;(]\s*|\s+[-–—]+\s+|\s*—\s*|[.!]\s+)(?:(?:and|but|or else|otherwise|because|'?cause|cos|coz|so|since|as"
    r"|just like|like|now that|though|although|given that|seeing as) )?(?P<first>it|it's|its|that|that's|this|they"
    r"|they're|he|he's|she|she's|we|we'll|we're|i|i'm|i'll|i've|there's|people|everyone|everybody|nobody|which"
    r"|the \w+(?: \w+)?|my \w+(?: \w+)?|our \w+(?: \w+)?)\b[^\"?]*$"
    r"|\s+(?:because|'?cause|cos|coz|cuz|or else|otherwise"
    r"|so (?=(?:the|my|our|it|they|he|she|we|i|people|everyone)\b)|since (?=it|they|he|she|i|we)"
    r"|and (?=(?:i|we|that|it)(?:'s|'m|'re|'ll) |see |(?:we|i|let's) (?:can |could |will )?see )|just (?=like )"
    r"|as (?=(?:it|they|he|she|i|we)(?:'s|'re|'m| is| are) ))(?P<why>[^\"?]*)$",
    re.IGNORECASE,
)
"""How what only tells something begins behind a request."""
_IS_SO = regex(
    r"(?:'s|'re|'m|'ll)\b|\b(?:is|are|was|were|am|keeps?|kept|feels?|sounds?|seems?|gets?|has|have|had|can|will|would"
    r"|do|does|hates?|loves?|likes?|fights?|complain\w*|comes?|goes|talked|said|agreed|see|told)\b",
    re.IGNORECASE,
)
_ASKS = regex(
    r"[\d\"?]|\b(?:should|must|please"
    r"|too (?!much|loud|quiet|soft|busy|bright|dark|dry|wet|high|low|fast|slow|hot|long|big)"
    r"|too(?=[\s.!]*$)|instead|only|not|but|except|leave|left|alone|keep|same|again|bars?|dB|stays?|remains?|unchanged"
    r"|untouched|want|need|back|before"
    r"|(?<!sounds )(?<!feels )(?<!works )(?<!looks )better|wrong|mean|meant|one|other|both|all|twice|half"
    r"|louder|quieter|softer|higher|lower|longer|shorter|starts?|begins?|ends?|called|named|yes|no|then)\b",
    re.IGNORECASE,
)
""" "It should start later" asks for something; so may all that leans on what was said before."""
_MOST = 6
"""Things that are said around one request."""


def request_alone(text: str, names_something: Names, orders: Callable[[str], bool] = is_order) -> str:
    """The request without what stands around it; the text as it is where that is all there is, or not sure."""
    simple = plain(text)
    if len(simple) != len(text):
        return text
    for _ in range(_MOST):
        end = len(simple) if WORDS_FOLLOW.search(simple) and '"' not in simple else _end(simple, names_something)
        start = _start(simple[:end], names_something, orders)
        if start and _FRAMES.search(simple[:start]):
            end = len(simple[:end].rstrip(" ?"))
        if not start and end == len(simple):
            break
        text, simple = text[start:end], simple[start:end]
    return text


def _start(text: str, names_something: Names, orders: Callable[[str], bool]) -> int:
    """Where the first command of a text stands, if nothing is said before it; else 0."""
    words = [one for one in tokens(text) if one.text[0].isalnum()]
    for place, word in enumerate(words):
        if word.low in BEFORE_AN_ORDER or place == len(words) - 1 or _is_report(word, text):
            continue
        if not orders(text[word.start :].lower()):
            continue
        before = text[: word.start]
        if not before.strip():
            return 0
        if not _LEADS_UP.search(before):
            continue  # "nice work! mute it"
        if _OF_A_PLAYER.search(before) and not _REPORTS.search(before) and not _BY_PEOPLE.search(before):
            return 0
        if _STAYS.search(before) or _IF.search(before) or _FILES.search(text) and "for the" in before.lower():
            return 0
        if text.rstrip().endswith("?") and not _FRAMES.search(before):
            return 0
        if _ENDS_A_CLAUSE.search(before) and not _PERSONS.search(before):
            return 0
        told = _REPORTS.search(before)
        return 0 if names_something(before[told.end() :] if told else before) else word.start
    return 0


def _is_report(word: Token, text: str) -> bool:
    """ "My producer says mute it", but not "say "welcome""."""
    return _REPORTS.fullmatch(word.low) is not None and not text[word.end :].lstrip().startswith('"')


def _end(text: str, names_something: Names) -> int:
    """Where a request ends behind which nothing is asked for."""
    for form in (THANKS, _ASIDE, _FOR_NOW):
        match = form.search(text)
        if match and ends_request(text[: match.start()]) and not (form is _FOR_NOW and _TAKES_AWAY.search(text)):
            return match.start()
    for match in _TELLS.finditer(text):
        tail = match["why"] if match["why"] is not None else text[match.start("first") :]
        is_told = match["why"] is not None or _IS_SO.search(tail)
        is_asked = is_command(text[: match.start()])
        if is_told and is_asked and not _ASKS.search(tail) and not names_something(tail):
            return match.start()
    return len(text)


_CALLS = regex(r"\W*(?:call|name|label|title)\b", re.IGNORECASE)
""" "Call the organ Thanks"."""
_NAME_BEHIND = regex(r"\b(?:to|called|named|as|call|name|title)\W*$", re.IGNORECASE)


_WHOLE = 3
"""Words that say something, with or without a command that is known."""


def ends_request(words: str) -> bool:
    """May a request end here? "Rename it to" goes on with "Thanks"."""
    is_long = _says_something(words) or len(words.split()) >= _WHOLE
    return is_long and not _CALLS.match(words) and _NAME_BEHIND.search(words) is None


def _says_something(words: str) -> bool:
    """Is there a command in it?"""
    found = [one for one in tokens(words) if one.text[0].isalnum()]
    return any(is_order(words[one.start :].lower()) for one in found[:-1])


def is_command(words: str) -> bool:
    """Does it begin with a command, and go on?"""
    found = [one for one in tokens(words) if one.text[0].isalnum()]
    return len(found) > 1 and is_order(words[found[0].start :].lower())
