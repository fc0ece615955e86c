"""Goes along: "the uke has to go along of course", "strings follow suit" are "the uke too", behind something done."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_MUST = r"(?:has to|have to|needs? to|should|must|can|may|ought to|has got to|gotta|will have to|is to|are to)"
_ALONG = regex(
    rf"(?P<who>\b[\w'&, ]+?) (?:(?:obviously|obvs|of course|clearly|then|also) )*(?:"
    rf"{_MUST} (?:go|come|move|be moved|be taken|tag) along(?: (?:with (?:it|that|them)|then))?"
    rf"|(?:goes|go|comes|come|moves|move|tags|tag) along(?: with (?:it|that|them))?(?: too)?"
    rf"|(?:{_MUST} )?(?:go|goes|come|comes|move|moves) with (?:it|that|them)"
    rf"|(?:{_MUST} )?follows?(?: suit| (?:it|that|them|along))?"
    rf"|(?:needs?|wants?|gets?|has to get|have to get|should get) (?:(?:exactly )?the same|that|it)(?: too| as well|"
    rf" done)?"
    rf"|{_MUST} (?:do|have) (?:it|that|the same)(?: too| as well)?)"
    r"(?:[\s,]+(?:of course|obviously|obvs|naturally|clearly|then|too|as well|please))*[\s.!]*$",
    re.IGNORECASE,
)
_ACTS = regex(
    r"\b(?:mute|solo|delete|copy|cut|send|put|make|turn|bring|take|move|double|if|when|what|how|why|not|no)\b",
    re.IGNORECASE,
)


_CARRIED = regex(
    r"^(?P<lead>\W*(?:(?:ok(?:ay)?|and|now|then|also|please|can you|could you)\b[\s,]+)*)"
    r"(?:copy|put|apply|use|add|do|stick|throw|slap|paste|give|have|set) "
    r"(?:it|that|this|the (?:same|thing)(?: thing| effect| treatment| automation| ride| move| settings?)?"
    r"|(?:the |that |this )(?P<what>eq|comp(?:ressor|ression)?|reverb|verb|delay|echo|limiter|gate|chorus|distortion"
    r"|saturation|filter|high ?pass|low ?pass|automation|ride|move|ducking|sidechain|effect|settings?))"
    r" (?:to|on|onto|for|over to|across to) (?P<who>[\w'&, -]+?)(?P<too>(?:,? (?:as well|too|also))*)[\s.!]*$",
    re.IGNORECASE,
)
_SAME_RIDE = regex(
    r"^(?P<lead>\W*(?:(?:ok(?:ay)?|and|now|then|also|please)\b[\s,]+)*)(?:(?:do )?(?:the )?same (?:ride|automation|move"
    r"|curve|swell|fade|rise|ramp|envelope|volume (?:ride|automation)) (?:on|for|with|to) (?P<who>[\w'& -]+?)"
    r"|(?P<who2>[\w'& -]+?),? (?:the )?same (?:ride|automation|move|curve|swell|fade|rise|ramp|envelope))"
    r"(?: too| as well| please)*[\s.!]*$",
    re.IGNORECASE,
)


def carried_over(text: str, tools: frozenset[str]) -> str:
    """ "Put it on the kick as well", "copy that automation to pad 2" behind what was done with these tools: "… too"."""
    if match := _CARRIED.match(text):
        are_alike = bool(tools) and tools <= _CARRYING and not _CLIPS.search(match["who"])
        if are_alike and (match["too"] or match["what"] or not text.lower().lstrip().startswith(("put", "set", "add"))):
            return f"{match['lead']}{match['who']} too"
    elif tools and tools <= {"automate", "edit_clip"} and (match := _SAME_RIDE.match(text)):
        return f"{match['lead']}{match['who'] or match['who2']} too"
    return text


_DRIED = regex(
    r"^\W*(?:(?:ok(?:ay)?|and|now|but|please|can you|could you|actually|no)\b[\s,]+)*"
    r"(?:(?P<little>dry (?:it|that|him|her|them) (?:up|out)(?P<size> (?:a (?:bit|little|touch|tad)|slightly|some))?)"
    r"|(?P<gone>(?:(?:go|make it|put it|take it|leave it|have it) )?(?:back to (?:being )?dry"
    r"|(?:completely|totally|fully|all|bone|quite) dry(?: again)?|dry (?:again|after all|as before))))"
    r"(?: please| pls| again| instead)*[\s.!]*$",
    re.IGNORECASE,
)


def dried_out(text: str, kinds: frozenset[str]) -> str:
    """ "Dry it up a bit", "back to dry" behind a reverb, a delay or a send: less of it, none of it."""
    match = _DRIED.match(text) if kinds and kinds <= {"reverb", "delay", "send"} else None
    if match is None:
        return text
    return "take it off again" if match["gone"] else "a bit less of it" if match["size"] else "less of it"


_FLAT = regex(
    r"^\W*(?:(?:ok(?:ay)?|and|now|but|please|no|actually)\b[\s,]+)*(?:clear (?:it|that)|(?:make it |keep it |back to )?"
    r"(?:flat|straight|level|static)(?: again| please)*)[\s.!]*$",
    re.IGNORECASE,
)


def flattened(text: str, tools: frozenset[str]) -> str:
    """ "Flat again" behind automation takes it off."""
    return "take it off again" if tools == {"automate"} and _FLAT.match(text) else text


_CARRYING = frozenset(("apply_effect", "automate", "plugin", "route", "mix"))
_CLIPS = regex(
    r"\b(?:bars?|beats?|it|them|verse|chorus|bridge|intro|outro|new|end|start|track)\b|^\W*\d+\W*$", re.IGNORECASE
)


def going_along(text: str) -> str:
    """The sentence as "… too"; itself where it says nothing of that kind."""
    match = _ALONG.fullmatch(text.strip())
    if match is None or _ACTS.search(match["who"]):
        return text
    return f"{match['who']} too"
