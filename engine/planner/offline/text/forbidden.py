"""What a request says not to do: "don't mute the cello", "please do not move it", "no need to pan the guitar".

`forbidden` gives the words of the act, and of what is to be done instead. "Don't make it so loud", "don't let it play
in the verse" and "don't start before bar 9" wish for something, and are no such thing.
"""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LEAD = (
    r"(?:(?:please|no|nah|nope|ok(?:ay)?|and|but|so|oh|hey|wait|now|well|hm+|actually|also|stop|careful|just)[\s,!.]+)*"
)
_NOT = (
    r"(?:(?:please )?(?:don't|dont|do not|never|not)(?: (?:needs?(?: to)?|ever|please|you))?|(?:you )?(?:should"
    r"|must|need|may|can)(?:n't| not)"
    r"|(?:you )?(?:don't|do not) (?:need|have) to|(?:there(?:'s| is) )?no need to|(?:i|we) (?:don't|do not) want you to"
    r"|(?:i|we)(?:'d| would) rather (?:you )?(?:didn't|not)|(?:can|could|would|will) you (?:please |maybe )?not"
    r"|let'?s (?:rather |better )?not|(?:you(?:'d)? )?better not|(?:i|we)(?:'d| would) (?:sooner|prefer) not(?: to)?"
    r"|(?:i|we) (?:don't|didn't) (?:say|ask you|mean) to)"
)
_ACTS = (
    r"(?:mute|unmute|silence|solo|pan|cut|trim|split|move|shift|nudge|push|pull|fade|quanti[sz]e|turn|bring|take|put"
    r"|place|add|transpose|copy|duplicate|paste|repeat|loop|reverse|normali[sz]e|compress|limit|export|bounce|render"
    r"|save|rename|colou?r|arm|freeze|duck|sidechain|send|route|group|double|boost|raise|lower|lift|reduce|change|edit"
    r"|alter|affect|apply|record|separate|transcribe|translate|humani[sz]e|swing|stretch|pitch|tune|master|mix|switch"
    r"|swap|merge|join|crop|chop|slice|touch|mess with|use|stop|delete|remove|erase)"
)
_FORMS = (
    regex(rf"^\W*{_LEAD}{_NOT} (?P<act>{_ACTS}\b.*)$", re.IGNORECASE),
    regex(
        rf"^\W*{_LEAD}(?P<act>{_ACTS} )not (?P<more>(?:(?:of|to|on) )?(?:the|my|our|it|that|them|this|of \w+)\b.*)$",
        re.IGNORECASE,
    ),
    regex(rf"^\W*{_LEAD}(?P<act>{_ACTS} [^,;.!?]+?) not[\s.!]*$", re.IGNORECASE),
    regex(
        rf"^\W*{_LEAD}(?:you (?:must|should|need) )?(?P<what>(?:the|my|our) [\w ]+?) not (?P<act>{_ACTS})[\s.!]*$",
        re.IGNORECASE,
    ),
    regex(
        rf"^\W*{_LEAD}(?P<act>(?:the|my|our) [\w ]+?) not (?P<more>to the (?:left|right))[\s.!]*$", re.IGNORECASE
    ),
)
_WISHES = regex(
    r"\b(?:so|too|that much|as|quite|than|until|till|unless|before|after|any(?:where|thing) (?:but|else)|further"
    r"|all the way|if|only|except)\b",
    re.IGNORECASE,
)
_INSTEAD = regex(r"\s*(?:[,;:]|[.!](?=\s)| [-–] |\b(?=but\b|instead\b|rather\b))\s*", re.IGNORECASE)
_JOINS = regex(r"^(?:(?:but|and|just|instead|rather|only|then|please|simply|so)[\s,]+)+", re.IGNORECASE)
_POLITE = regex(
    r"^\W*(?:(?:please|pls|thanks|thank you|ok(?:ay)?|yet|now|for now|though|mate|then|right|will you)\W*)*$",
    re.IGNORECASE,
)
_OF_IT = regex(r"^(\w+) (?:of|to|on) (?=(?:the|my|our|it)\b)", re.IGNORECASE)
_NEGATED = regex(r"\b(?:don't|dont|do not|never|not|no)\b", re.IGNORECASE)


def forbidden(text: str) -> tuple[str, str] | None:
    """(the act, what to do instead) in the words of the request; None where nothing is forbidden."""
    said = plain(text).replace("’", "'").strip()
    match = None if '"' in said else next((hit for form in _FORMS if (hit := form.match(said))), None)
    if match is None:
        return None
    parts = match.groupdict()
    whole = f"{match['act']}{' ' if parts.get('what') else ''}{parts.get('what') or parts.get('more') or ''}"
    if match.re == _FORMS[-1]:
        whole = f"{match['act']} {match['more']}"
    act, rest = [*_INSTEAD.split(whole, maxsplit=1), ""][:2]
    rest = "" if _POLITE.match(rest) else _JOINS.sub("", rest.strip())
    act = re.sub(r"[\s,]+(?:please|pls|thanks|yet|now|for now|though)*[\s.!]*$", "", act).strip()
    if _WISHES.search(act) or _NEGATED.search(act) or rest and _NEGATED.search(rest):
        return None
    return _OF_IT.sub(r"\1 ", act), rest
