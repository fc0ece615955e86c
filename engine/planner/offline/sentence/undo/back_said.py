"""Back said otherwise: ways of taking back that are put into plain words: "un-reverse it", "its old name back"."""

from __future__ import annotations

from engine.planner.regex import regex

_DEEDS = (
    r"(?P<deed>reverse|quanti[sz]e|transpose|loop|pan|split|fade|duck|rename|swing|humani[sz]e|trim|crop|move|copy"
    r"|repeat|stretch|nudge|pitch|bounce)"
)
_LEAD = r"(?:(?:no|ok|oh|hm+|and|but|so|please|can|could|you|i|we|get|have|let's|lets)[\s,]+)*"
_SAID = (
    (regex(r"\bgimme\b"), "give me"),
    (regex(r"^(?P<what>.+?),? (?:i|we)(?:'d| would)? (?:like|want|need|rather have) (?:it |that "
        r"|them )?back\b"), r"bring back \g<what>"),
    (regex(r"\bn(?:v|ever)m(?:ind)?\b"), "never mind"),
    (regex(rf"\bun-?{_DEEDS} (?=\w)"), r"undo the \g<deed> of "),
    (regex(rf"\bun-?{_DEEDS}\b"), r"undo the \g<deed>"),
    (regex(r"\bback to (?:the|my|our) (?:version|one|mix|state|sound) (?:without|before)\b"), "undo"),
    (
        regex(r"\b(?:at|to|on) (?:its|the|his|her|their|my) (?:old|former|previous) (?P<what>level"
            r"|volume|place|position|spot|pitch|length|speed|side|fader)\b"),
        "where it was",
    ),
    (regex(r"^what (?:we|i|you) had before (?P<what>[^,.;]+?) (?:was|is) (?:better|nicer|right"
        r"|cooler)$"), r"undo \g<what>"),
    (
        regex(
            rf"^{_LEAD}(?P<who>[^,.;]+?) (?:should (?:have|get)|can have|gets?|needs?|wants?|has to have) "
            r"(?:its|his|her|their|the) (?:old|original|former|first|previous) name(?: back)?(?: again)?(?: please)?$"
        ),
        r"undo the name of \g<who>",
    ),
    (
        regex(rf"^{_LEAD}(?:give )?(?P<who>[^,.;]+?) (?:its|his|her|their) (?:old|original|former|first) name back$"),
        r"undo the name of \g<who>",
    ),
)


def said_of_back(low: str) -> str:
    """The sentence, in small letters, in words that the readers of taking back know."""
    for form, words in _SAID:
        low = form.sub(words, low)
    return low
