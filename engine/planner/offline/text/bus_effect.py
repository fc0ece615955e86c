"""The effect of a bus: "put the Church reverb on the choir", where a bus is called Church, is to send the choir"
" there."""

from __future__ import annotations

import re

from engine.planner.context import Context
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_NOUN = r"(?:reverb|verb|delay|echo|chorus|room|hall|plate)"
_AS_A_WHOLE = regex(
    r",? (?:please,? )?(?:on|to|of) the (?:whole )?(?:group|folder|bus)(?: as a whole)?(?:,? (?:and )?not (?:on"
    r" )?(?:each )?"
    r"[\w-]+ (?:by|for) [\w-]+)?(?=\W*$)",
    re.IGNORECASE,
)


def with_bus_effect(text: str, context: Context) -> str:
    """The request as a send; as it was where no bus is called so, or a track has all of that name."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return text
    names = {name.lower() for name in context.tracks}
    for bus in (view.name for view in context.track_views if view.kind == "bus"):
        form = re.compile(
            rf"\b(?:put|use|add|apply|give)\s+(?:(?:some|a bit|a little|more) (?:of )?)?(?:the |my |our )?"
            rf"(?P<said>{re.escape(bus)} (?P<noun>{_NOUN}))(?: bus)? (?:on(?:to)?|for|to|over) (?P<who>[^.;!?]+)",
            re.IGNORECASE,
        )
        match = form.search(simple)
        if match is None or match["said"].lower() in names or match["noun"].lower() in bus.lower().split():
            continue
        who = _AS_A_WHOLE.sub("", text[match.start("who") : match.end("who")])
        return f"{text[: match.start()]}send {who} to {bus}{text[match.end() :]}"
    return text
