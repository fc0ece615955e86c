"""Asking: whether a text of another language only asks, by its mark and by what it does not begin with."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import COMMANDS, SESSION_COMMANDS
from engine.planner.regex import regex

_POLITE = {
    "de": r"(?:kannst|könntest|könnten|kann|würdest|magst|darf|können|wollen|sollen|sollten|wie wär|wie wäre"
    r"|(?!mein|find|hast|bist|weiß|hör|denk|glaub|kenn|sieh|hält)\w+st du"
    r"|(?:mach|gib|nimm|leg|dreh|setz|stell|schneid|lösch|zieh|spiel|nimm|lass|bring)e?\b)",
    "fr": r"(?:(?:est-ce que )?(?:tu|vous) (?:peux|pourrais|pouvez|pourriez)|peux|pourrais|pouvez|pourriez"
    r"|on peut|on pourrait"
    r"|si on|et si (?:on|tu)|tu veux bien|tu (?!trouves|as|es|penses|crois|aimes|sais|entends|vois|préfères)\w+)",
    "es": r"(?:(?:me |le |lo |la )?(?:puedes|podrías|podría|puede|podemos|podríamos|pones|subes|bajas|haces)"
    r"|por qué no|qué tal"
    r"|y si (?:le |lo |la )?(?:pon|hac|sub|baj|quit))",
    "pt": r"(?:(?:você |tu )?(?:pode|podes|poderia|podias|consegue|podemos)|que tal|e se (?:a gente|você|tu)"
    r"|dá pra|dá para)",
    "zh": r"(?:.*(?:能不能|可以帮|可不可以|能否|能把|可以把|请|帮我|行吗|好吗|好不好|怎么样|可以吗))",
}
_LEADS = regex(r"^[\W_]*(?:(?:und|aber|also|ok(?:ay)?|et|mais|y|e|pero|mas|bitte|por favor|s'il te plaît)[\s,]+)*")
_QUESTION = regex(r"[?？]\s*$")
_MORE = regex(r"[.!?;。！？；¿]\s*\w")


def asks_in(language: str, text: str, in_english: str = "") -> bool:
    """Is it a question that asks for nothing to be done? "Kannst du …?" and "et si on …?" do ask for it.

    `in_english`: as the planner reads it; what begins with an order there, other than in German, is one.
    """
    low = text.strip().lower()
    polite = _POLITE.get(language)
    if polite is None or not _QUESTION.search(low) or _MORE.search(low.strip("¿? ？")):
        return False
    first = re.match(r"\W*(\w+)", in_english.lower())
    if language != "de" and first and first[1] in COMMANDS | SESSION_COMMANDS:
        return False
    return re.match(polite, _LEADS.sub("", low)) is None
