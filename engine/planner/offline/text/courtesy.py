"""Courtesy: "I wonder if the tenor could be darker, if you please" is "the tenor should be darker".

What courtesy puts around a request goes, and words of a careful hand stand for the plain ones, before anything is read.
Nothing within quotation marks is touched.
"""

from __future__ import annotations

import re

from engine.planner.offline.text.around import THANKS, WORDS_FOLLOW, ends_request
from engine.planner.offline.text.clause_kinds import Kind, is_order, kind_of
from engine.planner.offline.text.sighs import without_address, without_sighs
from engine.planner.regex import regex

_BEGINS = r"(?P<front>^\W*|[.;!?]\s+|[,;]?\s+(?:and|but|so)\s+|,\s+)"
_OPENS = regex(
    r"(?:^|(?<=[.;!]\s))(?:(?:i(?:'m| am) afraid(?: that(?= (?:the|it|this|we|i|they|he|she|my|our)\b))?"
    r"|first(?:ly)?(?: of all| off| up)?(?=,)|next(?: up)?(?=,)|for starters|to (?:start|begin) with|by the way|btw"
    r"|on (?:reflection|second thoughts?|balance)|as it happens|if i may(?: ask)?|by all means|in that case"
    r"|if (?:at all )?possible|before (?:i|we) forget|that being said|forgive me|pardon me|my apologies"
    r"|i(?:'ve| have) the (?:impression|feeling)(?: that)?"
    r"|i (?:do )?(?:feel|find|think|believe|suppose|fancy) that)[,:;]?\s+)+(?=\w+\W+\w+\W+\w"
    r"|(?:say|speak|read|sing|announce)\s*$)",
    re.IGNORECASE,
)
_KIND = regex(
    rf"{_BEGINS}(?:why (?:(?:don'?t|do not) (?:you|we)(?: just)?|not)|let'?s(?: just| now)?"
    r"|would you (?:be so (?:kind|good) as to|mind|please|kindly)"
    r"|(?:would|might|could|can) you (?:kindly|please|perhaps|possibly)"
    r"|would you(?= (?!like\b|say\b|rather\b|have\b|think\b|prefer\b|mind\b))|might you"
    r"|(?:please )?be so (?:kind|good) as to|kindly"
    r"|i(?: would|'d) be (?:grateful|glad|happy) if you (?:could|would)"
    r"|i(?: would|'d) (?:ask|like|want|need|love|prefer) you to"
    r"|i (?:want|need) you to|i (?:should|would) (?:very much )?(?:like|love|prefer) to|i wish to"
    r"|do me (?:the|a) favou?r and"
    r"|i(?: wonder|(?: was|'m| am) wondering) (?:if|whether) (?:you|we) (?:could|can|would|might)(?: please)?"
    r"|i must ask you to|may i ask you to)\s+(?=(?P<verb>[a-z-]+))",
    re.IGNORECASE,
)
_SHOULD = (
    regex(
        rf"{_BEGINS}(?:i (?:wonder|was wondering) (?:if|whether)"
        r"|(?:it|that) would be (?:nice|good|great|lovely|better|best) (?:if|to have))\s+"
        r"(?P<who>(?!you\b|we\b|i\b|one\b)[^,.;?]{2,40}?)\s+(?:could|can|might|may|would|were to)\s+",
        re.IGNORECASE,
    ),
    regex(
        rf"{_BEGINS}i (?:would|should|'d)? ?(?:very much |really )?(?:like|want|need|prefer|love)"
        r"\s+(?P<who>(?!to\b|you\b|a\b|an\b|it\b|one\b|some\b|another\b)[^,.;?]{2,40}?)\s+to\s+(?=[a-z])",
        re.IGNORECASE,
    ),
)
_WISHED = regex(
    rf"{_BEGINS}i (?:do |would |could )?(?:wish|hope)(?: that)?\s+(?P<who>(?!i\b|you\b|we\b"
    rf"|to\b)[^,.;?]{{2,40}}?)\s+(?:(?:would"
    r"|could|can|may|might|will)\s+(?=[a-z])|(?=(?:slowly |softly |gently )?(?:goes|comes|fades|plays|starts|stops"
    r"|ends|gets"
    r"|sounds|sings|enters|begins|dies|disappears|is|are)\b))",
    re.IGNORECASE,
)
""" "I wish that the band goes slowly away"."""
_WHAT_IF = regex(
    rf"{_BEGINS}(?:what (?:if|about if|happens if|would happen if)|how about if)\s+"
    r"(?P<who>(?!it\b|that\b)[^,.;?]{1,30}?)\s+(?P<verb>sang|played|came|started|began|went|had|were|was|got|sounded"
    r"|spoke|said|moved|stopped|ended|dropped)\b",
    re.IGNORECASE,
)
_NOW = {
    "sang": "sing", "played": "play", "came": "come", "started": "start", "began": "begin", "went": "go",
    "had": "have", "were": "be", "was": "be", "got": "get", "sounded": "sound", "spoke": "speak", "said": "say",
    "moved": "move", "stopped": "stop", "ended": "end", "dropped": "drop",
}  # fmt: skip
_WE = ("we", "you", "i", "u")


def _wondered(match: re.Match[str]) -> str:
    """ "What if somebody older sang it" is "let somebody older sing it", "what if we dropped it" "drop it"."""
    who = "" if match["who"].lower() in _WE else f"let {match['who']} "
    return f"{match['front']}{who}{_NOW[match['verb'].lower()]}"


_FOR_SOMEONE = regex(r"^\W*for (?-i:[A-Z][a-z]+),? (?=(?:i|we|could|can|would|please|let'?s)\b)", re.IGNORECASE)
_SOME = regex(
    rf"{_BEGINS}i (?:should|would|'d) (?:very much |really )?like (?=(?:an? (?:touch|bit|little|hint)|some|more"
    rf"|less)\b)",
    re.IGNORECASE,
)
""" "For Clara I should like a touch of hall around the voice"."""
_NEED = regex(rf"{_BEGINS}i (?:shall|will|would)(?: also| now| then)* (?:need|want|require)\b", re.IGNORECASE)
_ENDS = regex(
    r"(?:[\s,]+(?:if you (?:would|please|could|don'?t mind|do not mind|will)(?: be so kind)?"
    r"|if (?:(?:that is|that's|it is|it's) )?(?:at all )?possible|would you|however|if i may(?: ask)?"
    r"|thank you(?: kindly)?|much obliged))+(?=\s*[.!?]*$)",
    re.IGNORECASE,
)
_SO_PLEASE = regex(
    r"\b(?P<joint>so|and|but|then|now|just|to) please (?=[a-z])|(?<=[,;:] )please (?=[a-z])", re.IGNORECASE
)
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (regex(r"\bought not to\b", re.IGNORECASE), "should not"),
    (regex(r"\bought to\b", re.IGNORECASE), "should"),
    (regex(r"\brather (?=(?!early\b|only\b)[a-z]+ly\b|wide\b|loud\b|quiet\b|soft\b)", re.IGNORECASE), ""),
    (regex(r"\bbeats per minute\b", re.IGNORECASE), "bpm"),
    (
        regex(
            r"\b(?P<verb>fad(?:e|es|ing))"
            r"(?P<who> (?:(?:the|my|our|this|that|these|both|all) )?(?:[\w'-]+ ){0,3}?[\w'-]+)?"
            r" away(?! from)\b",
            re.IGNORECASE,
        ),
        r"\g<verb>\g<who> out",
    ),
    (regex(r"\b(?:die|dies|dying|ebb|ebbs) (?:away|out)\b", re.IGNORECASE), "fade out"),
    (
        regex(
            r"(?<=\bout)(?: (?:slowly|gently|gradually))?,? (?:un)?till? (?:nothing(?:'s| is)? (?:left|there|heard)"
            r"|it(?:'s| is) (?:gone|silent)|silence)",
            re.IGNORECASE,
        ),
        "",
    ),
    (regex(r"\bexchange (?=the two\b|them\b|both\b|those\b)", re.IGNORECASE), "swap "),
    (regex(r"\b(?:somewhat|a trifle|a shade|a fraction) (?=[a-z]+er\b|less\b|more\b)", re.IGNORECASE), "a bit "),
)
_QUOTED = regex(r"([\"“”][^\"“”]*[\"“”])")


def without_courtesy(text: str) -> str:
    """The text without courtesy; as it was where nothing else is said."""
    parts = _QUOTED.split(text)
    made = "".join(part if at % 2 else _plain(part, is_first=at == 0) for at, part in enumerate(parts))
    return order_alone(made) if re.search(r"\w", made) else text


_LEADS = regex(
    r"^\W*(?:(?:please|pls|ok(?:ay)?|now|just|hey|so|right|alright|well|listen|(?:can|could) you(?: please| just)?"
    r"|(?:i|we) (?:just )?(?:want|need|have) to|(?:i think |maybe )?(?:you|we) should(?: just| probably)?)\b[\s,]*)+",
    re.IGNORECASE,
)
_TRAILS = regex(
    r"(?<!\bright)(?<!\bjust)(?<!\buntil)(?<!\btill)(?<!\bfrom)(?<!\bthan)(?<!\bas)(?<!\blike)(?<!\bis)(?<!\bto)"
    r"(?<!\bcalled)(?<!\bnamed)(?<!\bup)(?:[\s,]+(?:please|pls|plz|now|for me))+$",
    re.IGNORECASE,
)


def order_alone(text: str) -> str:
    """An order without the little words around it: "ok now mute the kick for me!" is "mute the kick"."""
    lead = _LEADS.match(text)
    bare = text[lead.end() :] if lead else text
    if not is_order(bare.lower()) or lead and kind_of(text[lead.start() :].lower().strip()) is Kind.TELLS:
        return text
    end = _SIGNS.sub("", bare)
    end = _TRAILS.sub("", end)
    is_asked = bare.rstrip().endswith("?") and not (lead and _CAN.search(lead[0]))
    return text if is_asked or len(end.split()) < _SHORTEST else end


_SIGNS = regex(r"(?<!\.)[\s.!?]+$")
_CAN = regex(r"\b(?:can|could) you\b", re.IGNORECASE)
_SHORTEST = 2
"""Words of an order that is told by itself."""


_GO_AHEAD = regex(
    rf"{_BEGINS}(?:(?:you (?:can|could|may|should) )?(?:please |just |now )*(?:go|move) ahead and|feel free"
    rf" to)\s+(?=[a-z])",
    re.IGNORECASE,
)
""" "Go ahead and group them" takes nothing back."""
_REMIND = regex(
    r"^\W*(?:(?:and|so|ok|now|please)\W+)*remind me\W+(?=(?:what|which|how|where|who|when)\b)", re.IGNORECASE
)


def _plain(text: str, *, is_first: bool) -> str:
    text = _REMIND.sub("", text) if is_first else text
    text = _OPENS.sub("", without_sighs(text)) if is_first else text
    text = _GO_AHEAD.sub(lambda match: match["front"], without_address(text))
    kind = _KIND.sub(_bare, text)
    text = kind.rstrip(" ?") if kind != text and text.rstrip().endswith("?") and text.count("?") == 1 else kind
    wondered = _WHAT_IF.sub(_wondered, text)
    text = wondered.rstrip(" ?") if wondered != text else text
    for form in (*_SHOULD, _WISHED):
        text = form.sub(lambda match: f"{match['front']}{match['who']} should ", text)
    text = _SOME.sub(lambda match: match["front"], _FOR_SOMEONE.sub("", text) if is_first else text)
    text = _NEED.sub(lambda match: f"{match['front']}i need", text)
    thanked = THANKS.search(text)
    if thanked and ends_request(text[: thanked.start()]) and not WORDS_FOLLOW.search(text):
        text = text[: thanked.start()] + text[len(text.rstrip(" .!?")) :].strip()
    text = _ENDS.sub("", text)
    text = _SO_PLEASE.sub(lambda match: f"{match['joint']} " if match["joint"] else "", text)
    for pattern, word in _WORDS:
        text = pattern.sub(word, text)
    return text


def _bare(match: re.Match[str]) -> str:
    """ "Would you send", but not "would you be": where an order follows."""
    verb = match["verb"].lower()
    is_surely = verb not in _LETS and _SURELY.search(match[0]) is not None or _WISHES.search(match[0]) is not None
    rest = match.string[match.end() :].lower()
    is_one = is_surely or is_order(rest) or verb not in _LETS and kind_of(rest) in (Kind.ASKS, Kind.LIMITS)
    if _LET.search(match[0]):
        return match["front"] if is_one and not _OURS.match(rest) else match[0]
    return match["front"] if is_one else match[0]


_SURELY = regex(r"\b(?:why|please|kind|good as|kindly|you to|favou?r|if you)\b", re.IGNORECASE)
_WISHES = regex(r"\b(?:like|wish) to\b", re.IGNORECASE)
_LET = regex(r"\blet'?s\b", re.IGNORECASE)
_OURS = regex(r"(?:have|see|hear|try|keep|leave|say|go|start|move|work|do)\b|[\w-]+\W*(?:$|[.,;!])")
""" "Let's arrange", "let's have a bar of rest": no order to mend one thing."""
_LETS = frozenset("be know hear see tell think have".split())
""" "I want you to hear this" orders nothing."""
