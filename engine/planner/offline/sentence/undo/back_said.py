"""Back said otherwise: ways of taking back that are put into plain words: "un-reverse it", "its old name back"."""

from __future__ import annotations

from engine.planner.offline.sentence.undo.deeds import DEVICE, HOLES
from engine.planner.regex import regex

_DEEDS = (
    r"(?P<deed>reverse|quanti[sz]e|transpose|loop|pan|split|fade|duck|rename|swing|humani[sz]e|trim|crop|move|copy"
    r"|repeat|stretch|nudge|pitch|bounce)"
)
_HOLE = rf"(?:{HOLES}|dips?)"
_PUT_ON = rf"(?:{_HOLE}|{DEVICE})"
""" "The hole", "the telephone": no name of an effect, which may be taken off as well."""
_AS_PLAYED = (
    r"(?:how|as|like|the way) (?:i|we|he|she|they) (?:had |first |originally )*(?:played|wrote|recorded|sang)"
    r" (?:it|them|that)(?: in)?"
)
_LEAD = r"(?:(?:no|ok|oh|hm+|and|but|so|please|can|could|you|i|we|get|have|let's|lets)[\s,]+)*"
_SAID = (
    (regex(r"\bgimme\b"), "give me"),
    (regex(r"^(?P<what>.+?),? (?:i|we)(?:'d| would)? (?:like|want|need|rather have) (?:it |that "
        r"|them )?back\b"), r"bring back \g<what>"),
    (regex(r"\bn(?:v|ever)m(?:ind)?\b"), "never mind"),
    (
        regex(
            rf"\b(?:fill|close|plug|patch|mend)(?: up| in)? (?=(?:the|that) {_HOLE}\b.*\b(?:again|after all)\b)"
        ),
        "undo ",
    ),
    (regex(r"\b(?:fill|close|plug|patch|mend) (?:it|that|them)(?: up| in)? again\b"), "undo it"),
    (
        regex(
            rf"\btake (?:the|that) (?P<what>{_PUT_ON}) (?:back )?(?:out of|off) (?P<who>[^,.;]+?)"
            r"(?= (?:again|after all)\b|$)"
        ),
        r"undo the \g<what> in \g<who>",
    ),
    (
        regex(
            rf"^{_LEAD}(?P<who>[^,.;]+?) without (?:the|that) (?P<what>{_PUT_ON})(?= (?:again|after all|please)\b"
            r"|$)"
        ),
        r"undo the \g<what> in \g<who>",
    ),
    (
        regex(
            rf"\b(?:(?:put|bring|get) (?:(?:all )?(?:its|his|her|their) notes|the notes of (?P<who>[^,.;]+?)) back"
            rf"|^(?!(?:give|put|bring|get|want|have|let|i|we|you|can|could"
            rf"|please)\b)(?P<who2>[^,.;]{{2,30}}?)(?:'s)? notes back)(?: {_AS_PLAYED}| as (?:it|they) (?:was|were))?"
        ),
        r"put \g<who>\g<who2> back how it was",
    ),
    (regex(rf"\b{_AS_PLAYED}"), "how it was"),
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
