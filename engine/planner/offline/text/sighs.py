"""Sighs: "Lord, it was fine", "bless you. Same for …", "… would ya, hon": what stands around and asks nothing."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_ENDEARMENTS = r"hon(?:ey)?|love|dear|darlin[g']?|sugar|sweetie|sweetheart|mate|man|bud(?:dy)?|pal|friend|boss|fam|sis"
_SIGHS = regex(
    r"^\W*(?:(?:a?ha(?:ha)*|hah|oo+h+|oof|ouch|phew|whoa|wow|yikes|eek|argh|ugh|aw+|mm+[ -]?hm+|uh[ -]?huh"
    r"|oh? (?:lord|god|gosh|boy|man|dear|my)|(?:good )?lord(?:y)?|gosh|golly|jee[zs]|gee+z?"
    r"|(?:(?:ah|oh|well) )?(?:dang(?:it| it)?|darn(?:it| it)?|shoot|damn(?:it| it)?|crap|heck)"
    r"|bless (?:you(?:r heart)?|ya)|alrighty?|lovely stuff|good stuff|nice one|you know what|come to think of it"
    r"|hold on|hang on|thank you(?: so much| kindly)?|thanks(?: a (?:lot|ton|million))?|ta|cheers)"
    rf"(?: (?:{_ENDEARMENTS}))?(?:\s*[,.!;:–-]+\s*|\s+(?:and|so|but|now)\s+))+(?=\w)",
    re.IGNORECASE,
)
_HM = regex(r"^\W*(?:(?:h+m+|mm+|um+|uh+m*|erm+)(?:[\s,.;:…–-]+|\s+))+(?=[a-z']{2,})", re.IGNORECASE)
""" "Hm that's too wet"."""
_ADDRESS = regex(
    r"[\s,]+(?:(?:(?:would|will|could|can) (?:ya|y'all)|wouldja|couldja|willya)(?: (?:hon(?:ey)?|please))?"
    r"|(?:please[ ,]+)?(?:hon|darlin[g']?|sugar|sweetie|sweetheart|buddy|pal|bud|fam|sis)"
    r"|(?<=,)[ ](?:man|bro|dude|mate|guys|bruv|folks)"
    r"|please (?:love|dear|honey)|if (?:ya|y'all) (?:can|would|will|don'?t mind)|for me (?:please|would ya)|you know)"
    r"(?=\s*[.!?]*$)",
    re.IGNORECASE,
)


_PLEASE = regex(r"(?<=\w) (?i:please|pls|plz)(?=,\s+[A-Z])")
""" "In one folder pls, HORNS"."""


def without_sighs(text: str) -> str:
    """The text without the sigh that it begins with; as it was where that is all."""
    return _HM.sub("", _SIGHS.sub("", text))


def without_address(text: str) -> str:
    """The text without whom it is said to; a single word before it stays as it is."""
    text = _PLEASE.sub("", text)
    return _ADDRESS.sub(lambda match: "" if re.search(r"\w+\W+\w", text[: match.start()]) else match[0], text)
