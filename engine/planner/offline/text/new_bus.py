"""New buses: "make a bus called Space with a reverb and send the pad to it" as one send after another."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_MADE = (
    r"^\W*(?:(?:ok(?:ay)?|now|and|then|please|can you|could you|let's|just)\W+)*"
    r"(?:(?:make|create|add|set up|set (?:me|us) up|build|open|i (?:want|need)|give me) )?(?:me )?"
    r"(?:an?|another|one)(?: new)? "
)
_BUS = r"(?:bus|buss|aux|return|fx (?:track|channel|bus)|send track|submix)"
_EFFECT = (
    r"(?P<effect>(?:[\w-]+ )?(?:reverb|verb|plate|hall|room|spring|delay|echo|slapback|chorus|phaser|flanger|compressor"
    r"|distortion))"
)
_NAME = r"(?:called|named) (?:the )?(?P<name>[^,.;]+?)"
_SENT = regex(
    r"[,.;]?\s*(?:and |then |, )*(?:(?:send|feed|put|run|route|bring) )?(?P<what>[\w' ,&-]{2,60}?) "
    r"(?:going )?(?:to|into|through|in) (?:it|there|that(?: bus)?)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_FORMS = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_MADE}{_BUS} {_NAME}(?: with (?:an? )?{_EFFECT}(?: on it)?)?(?=[,.;]|\s+(?:and|then)\b)",
        rf"{_MADE}(?:{_EFFECT} )?{_BUS}(?: {_NAME})?(?: with (?:an? )?{_EFFECT.replace('effect', 'too')}(?: on it)?)?"
        rf"(?=[,.;]|\s+(?:and|then)\b)",
        rf"{_MADE}{_EFFECT} on (?:its|a|another)(?: own| new| separate)? (?:track|channel|bus|aux|return)"
        r"(?=[,.;]|\s+(?:and|then)\b)",
        rf"^\W*(?:put |set )?(?:an? |the )?{_EFFECT} on an? (?:new )?{_BUS}(?=[,.;]|\s+(?:and|then)\b)",
    )
)
_IS_BUS = regex(rf"\b{_BUS}$", re.IGNORECASE)
_THROUGH = regex(r"\b(?:put|run|route)\b.*\b(?:in|into|through)\b", re.IGNORECASE)


_KINDS = {"verb": "reverb", "plate": "reverb", "hall": "reverb", "room": "reverb", "spring": "reverb", "echo": "delay",
          "slapback": "delay"}  # fmt: skip


def as_sent(text: str) -> str:
    """The request as "send WHAT to the NAME bus", which makes the bus; as it is where nothing goes there."""
    found = _new_bus(text)
    if not found:
        return text
    name, effect, sent = found
    if not effect and _THROUGH.search(sent[0]):
        return f'route {sent["what"]} through a bus "{name}"'
    bus = name if _IS_BUS.search(name) else f"{name} bus"
    return f"send {sent['what']} to the {bus}{re.sub(r'^ *at ', ' at ', sent['rest'].lstrip(' ,.;'))}"


def effect_of_new_bus(text: str) -> tuple[str, str]:
    """The name of a new bus and the effect that has to be put on it; ("", "") where its name says the effect."""
    found = _new_bus(text)
    if not found or not found[1] or not re.search(rf"\b{_NAME}", plain(text), re.IGNORECASE):
        return "", ""
    kind = found[1].lower().split()[-1]
    return found[0], _KINDS.get(kind, kind)


def _new_bus(text: str) -> tuple[str, str, re.Match[str]] | None:
    """Name and effect of the bus, and what is said to go there."""
    simple = plain(text)
    for form in _FORMS if '"' not in simple else ():
        match = form.match(simple)
        sent = _SENT.match(simple, match.end()) if match else None
        if match and sent:
            said = match.groupdict()
            effect = said.get("effect") or said.get("too") or ""
            name = (said.get("name") or effect).strip()
            return (name, effect, sent) if name else None
    return None
