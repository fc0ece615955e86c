"""What a request says of things that nothing is to be done to: that they are good, or stay as they are."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain

_THING = r"(?:bars? \d+ (?:and|to|until|through) \d+|(?:(?!\b(?:and|but|then|just|only)\b)[^,;.!?])+?)"
_STAYS = re.compile(
    rf"(?:^|[,;.!?]|\b(?:and|but|just|please)\b)\s*(?:and |but |please |just )*+"
    rf"(?:(?:don'?t|do not|never) (?:touch|change|alter|move|mess with|do anything (?:to|with))\s+{_THING}"
    rf"|leave\s+{_THING}\s+(?:alone|as (?:it|they) (?:is|are|was|were)|untouched|out of (?:it|this))"
    rf"|(?:the |my |our )?(?!it\b|that\b|this\b|we\b|i\b|you\b)[\w'-]+(?: [\w'-]+)? (?:(?:can|should|may|must) stay"
    r"(?: (?:as|where|how|like) (?:it|they) (?:is|are))?|(?:doesn'?t|don'?t) need (?:it|this|that|any))"
    rf"|keep\s+{_THING}\s+(?:as (?:it|they) (?:is|are)|untouched|the same)"
    r"|(?:(?:before|after|from) (?:that|then|there|it)(?: on)?|afterwards|then|otherwise),? (?:it|they|everything|all)"
    r" (?:just )?(?:plays?|goes|go|runs?|comes?|continues?|carr(?:y|ies))(?: on| again| back| in)*"
    r"(?: (?:like|as) (?:normal|before|usual|ever|always)| normally| as (?:it|they) (?:was|were|is|are))"
    r"|(?:before|after|until|up to|from) (?:that|then|there|it),? (?:leave|keep) (?:it|them|that|everything|the rest)"
    r"(?: alone| be| (?:as|like|how|where) (?:it|they) (?:is|are|was|were))?"
    r"|(?:leave|keep) (?:it|them|that|everything) (?:alone |as (?:it|they) (?:is|are) )?(?:before|after|until|up to)"
    r" (?:that|then|there|it)"
    r")(?=\s*(?:$|[,;.!?]|\b(?:and|but|then|just|only)\b))"
    rf"|\bwithout (?:touching|changing|affecting|moving|altering)\s+{_THING}(?=\s*(?:$|[,;.!?]|\b(?:and|but|then)\b))",
    re.IGNORECASE,
)
"""What must not be touched: no step of its own, and its name is nobody's target."""
_KEPT = re.compile(
    r"(?:(?P<first>^\W*(?:please |just |ok(?:ay)?,? )*(?:keep|leave) (?!it\b|only\b)"
    r"(?P<a>(?:the |my |our )?[\w'-]+(?: [\w'-]+)?)\s*(?:,|;|\band\b|\bbut\b)\s*"
    r"(?:and |but |then )*)(?=(?:un)?(?:mute|solo)\b)"
    r"|(?P<last>^\W*(?:please |just )*(?:un)?(?:mute|solo)\b[^,;]+?)\s*(?:,|;|\band\b|\bbut\b)\s*(?:and |but )*"
    r"(?:keep|leave) (?!it\b|only\b)(?P<b>(?:the |my |our )?[\w'-]+(?: [\w'-]+)?)\W*$)",
    re.IGNORECASE,
)
""" "Keep the piano, mute the bass": nothing is done to the piano."""
_NO_THING = re.compile(
    r"\b(?:take|version|one|ones|first|last|original|both|on|off|muted?|solo(?:ed)?|low|up|down|out|in|at)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"\b(?:say\w*|speak\w*|speech|read|announce\w*|tell|voice|narrat\w*|sing\w*)\b", re.IGNORECASE)
_LOOSE = re.compile(
    r"^(?:[\s,;.!?]|\b(?:and|but|then|just|instead)\b)+|[\s,;]+(?:(?:and|but|then|just)[\s,;]*)*$", re.I
)
_PRAISE = re.compile(
    r"(?:^|(?<=[.;!?—–])\s|(?<=,)\s)\W*(?:(?:and|but|oh|ok(?:ay)?|yes|so|now)\s+)?(?:the |my |our |his |her )?"
    r"(?!what|how|why|which|when|where|if\b)[\w'-]+(?: [\w'-]+){0,2}?(?:'s| is| are| sounds?| feels?| works?)"
    r"(?: all| just| really| pretty| quite| so| already| both)?"
    r" (?:fine|good|great|perfect|ok(?:ay)?|lovely|al ?right|nice|cool|brilliant|gorgeous|beautiful|spot on)"
    r"(?: (?:as (?:it|they) (?:is|are)|now|though|like (?:that|this)|there|already|too))*\s*(?:[.;!?,—–]+|$)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:it|its|them|their|that|those|this|these)\b", re.IGNORECASE)
""" "The pad's fine." says that nothing is to be done to the pad."""
_PRAISED = re.compile(
    r"^\W*(?:(?:oh|ok(?:ay)?|yes|yeah|yep|ah|very|so|really|that'?s|it'?s|much)\s+)*+(?:good|great|nice|cool|perfect"
    r"|lovely|brilliant|gorgeous|beautiful|awesome|excellent|super|wonderful|fantastic|sweet|wicked|love it|like it"
    r"|better|thanks|thank you|cheers)(?:\s+(?:one|job|work|stuff|man|mate|thanks|already|now|so much))*"
    r"\s*[.!,;:—–-]+\s*(?=\S+\s+\S)",
    re.IGNORECASE,
)
""" "Good. Make it green": what comes before a request."""


def without_praise(text: str) -> str:
    """A request without the sentences that only say what is good as it is; all of it where nothing else is said."""
    if len(plain(text)) == len(text) and '"' not in text and (praised := _PRAISED.match(text)):
        return without_praise(text[praised.end() :])
    if '"' in plain(text) or not _PRAISE.search(plain(text)):
        return text
    simple = plain(text)
    for match in reversed(list(_PRAISE.finditer(simple))):
        behind = simple[match.end() :]
        if not _POINTS.search(behind):  # "the pad is nice, more chorus on it": the pad is spoken of
            simple = f"{simple[: match.start()]} {behind}"
    rest = _LOOSE.sub("", simple.strip()).strip()
    return rest if len(re.findall(r"\w+", rest)) >= 2 else text


def without_what_stays(text: str) -> str:
    """A request without the clauses that only say what must not be touched; all of it where nothing else is said."""
    if '"' in plain(text):
        return text
    kept = _KEPT.match(plain(text))
    if kept and not _NO_THING.search(kept["a"] or kept["b"]):
        return kept["last"] or text[kept.end("first") :]
    match = _STAYS.search(plain(text))
    if not match or _SPOKEN.search(plain(text[: match.start()])):
        return text
    rest = _LOOSE.sub("", f"{text[: match.start()]} {text[match.end() :]}".strip()).strip()
    rest = _LOOSE.sub("", rest).strip()
    return rest if len(re.findall(r"\w+", rest)) >= 2 else text
