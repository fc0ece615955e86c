"""Turns of speech that were taken for something else, said plainly: "take 2 dB from the bass", "half as loud"."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LEAD = r"^(?P<lead>\W*(?:(?:please|ok(?:ay)?|and|now|so|then|can you|could you)\b[\s,]+)*)"
_WHO = r"(?P<who>(?:the |my |our )[\w'&-]+(?: (?!track\b|should\b|in\b|from\b|on\b)[\w'&-]+){0,2}?)"
_EFFECT = (
    r"(?P<effect>reverb|delay|echo|chorus|phaser|flanger|tremolo|distortion|compression|compressor|eq|autotune"
    r"|saturation"
    r"|limiter|gate)"
)
_COLORS = r"(?P<color>red|blue|green|yellow|orange|purple|pink|violet|brown|gr[ae]y|white|black|cyan|magenta|turquoise)"
_PLAYS = r"(?:plays?|sings?|talks?|speaks?|hits?|comes? in|is (?:playing|singing|talking|speaking))"
_NAMED = r"\b(?:the|my|our|his|her) [a-z]"
_SOFTLY = r"(?:decrescendo|diminuendo|decresc\.?|dim\.)"
_OVER = r"(?P<over>(?:over|in|during|from|between|through|across) (?:the )?bars? \d.*?)"
_INTERVAL = r"(?P<interval>an? (?:octave|third|fourth|fifth|sixth) (?:down|up|lower|higher|below|above))"
_SONG = r"(?:song|tune|arrangement)"
_BY_INTERVAL = (
    r"(?:(?:up|down|higher|lower)(?: by)? )?(?:an? |one |two |three |four |five |six |seven |half a |\d+(?:\.\d+)? )?"
    r"(?:whole |half |minor |major |perfect )*(?:(?:semi|half[ -]?)?(?:tones?|steps?)|semis?|octaves?|thirds?"
    r"|fourths?|fifths?"
    r"|seconds?)\b"
)
_SAYINGS = (
    (
        regex(
            rf"{_LEAD}(?:transcribe|notate|write down) (?P<what>[\w' &-]{{2,40}}?) (?:in)?to (?:an? )?midi"
            r"(?: (?:notes|clip|track|file))?(?P<end>\W*(?:please)?\W*)$",
            re.I,
        ),
        "{lead}turn {what} into midi{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:make|play|get) (?:the|our|my) (?:whole |entire )?{_SONG} (?P<bit>an? (?:bit|little|touch|tad)"
            r"|slightly) (?P<way>faster|slower|quicker)(?P<end>\W*)$",
            re.I,
        ),
        "{lead}tempo {bit} {way}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:another|one more) (?P<unit>semitone|half[ -]step|tone|octave) (?P<way>down|up)(?P<end>\W*)$",
            re.I,
        ),
        "{lead}a {unit} {way}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?P<change>(?:key change|transpos\w+)[:,]? )?(?P<verb>(?:move|take|bring|put|raise|lower|drop"
            rf"|transpose|pitch|shift) )?(?:(?:the|my|our) )?(?:whole |entire "
            rf"|full )?{_SONG} (?P<by>(?:by )?{_BY_INTERVAL})",
            re.I,
        ),
        "{lead}{verb}the whole song {by}",
    ),
    (
        regex(
            rf"{_LEAD}(?:take|bring|dial|knock|pull|wind|ease|rein) (?:it|that|this) back (?:a|another)"
            r" (?:notch|touch|bit|little|hair|tad|smidge)(?: bit)?(?P<end>\W*)$",
            re.I,
        ),
        "{lead}a bit less{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:delete|bin|erase|ditch|scrap|lose|kill|chuck|get rid of|drop) (?P<what>(?:the )?"
            r"(?:(?:very )?(?:first|last|second|third) )?(?:\w+ )?bars?\b)",
            re.I,
        ),
        "{lead}remove {what}",
    ),
    (
        regex(
            r"(?P<too>\btoo (?:loud|hot|much|quiet|soft)) (?:under(?:neath)?|beneath|behind|against|next to)"
            r" (?:the |her|him|them|my )?"
            r"[\w' ]*?(?P<end>[,;.] )",
            re.I,
        ),
        "{too}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?P<who>(?:the |my |our )?[\w'&-]+(?: [\w'&-]+){{0,2}}): (?:an? )?(?P<what>crescendo"
            rf"|decrescendo|diminuendo|swell) (?P<rest>[^,;]+)",
            re.I,
        ),
        "{lead}{what} on {who} {rest}",
    ),
    (
        regex(
            rf"{_LEAD}(?:add|make|write|give me|i want|we need) an? (?P<name>[\w -]+?)(?::| playing| that plays),?"
            rf" (?:just |exactly )?what"
            rf" {_WHO} (?:plays?|has|have|sings?)(?: now)?,? {_INTERVAL}(?P<end>\W*)$",
            re.I,
        ),
        "{lead}double {who} {interval} on a new track called {name}{end}",
    ),
    (
        regex(
            r",? (?:with|using|and|in) an? (?:s[- ]?|exponential |logarithmic |log |linear |smooth |equal[- ]power )"
            r"(?:curve|shape)\b",
            re.I,
        ),
        "",
    ),
    (
        regex(
            rf"{_LEAD}ride (?P<rest>(?!.*\b(?:to|gradual\w*|slowly|over|across|into|towards?)\b)[^,;]+? (?:up|down)"
            r" (?:by )?(?:about )?[-+]?\d+(?:[.,]\d+)?(?: ?(?:db|decibels?))? (?:just |only )?"
            r"(?:in|during|throughout|for) )",
            re.I,
        ),
        "{lead}turn {rest}",
    ),
    (
        regex(
            r"\bthe (?:very )?(?:last )?bar (?:right |just |directly |immediately )?before\b(?= the | bar"
            r" )",
            re.I,
        ),
        "the one bar before",
    ),
    (
        regex(
            r"^(?P<head>.{3,40}? (?:is|are|sounds?|feels?|plays?|lies?) )(?:a bit|a little|slightly|a touch"
            r"|somewhat|kind of|rather) (?P<fault>\w+[,;.] )"
            r"(?P<verb>(?:so |please |and )*(?:quanti[sz]e|tighten|pull|snap|straighten|put|autotune|tune)\b)",
            re.I,
        ),
        "{head}{fault}{verb}",
    ),
    (
        regex(rf"{_LEAD}(?:an? )?{_SOFTLY} (?:(?:on|in|for|of) )?{_WHO} {_OVER}(?P<end>\W*)$", re.I),
        "{lead}{who} gradually quieter {over}{end}",
    ),
    (
        regex(rf"{_LEAD}(?:an? )?{_SOFTLY} {_OVER} (?:on|in|for|of) {_WHO}(?P<end>\W*)$", re.I),
        "{lead}{who} gradually quieter {over}{end}",
    ),
    (
        regex(
            rf"{_LEAD}{_WHO} gets? (?:gradually |slowly )?(?P<way>quieter|louder|softer)"
            rf" {_OVER}(?P<end>\W*)$",
            re.I,
        ),
        "{lead}{who} gradually {way} {over}{end}",
    ),
    (
        regex(
            rf"\b(?P<verb>remove|strip|lose|kill|get rid of|take) (?:all )?{_EFFECT} (?P<of>from|off|on)"
            rf" ",
            re.I,
        ),
        "{verb} the {effect} {of} ",
    ),
    (regex(r"\btake (?P<db>\d+(?:[.,]\d+)? ?(?:db|decibels?)) from\b", re.I), "take {db} off"),
    (
        regex(
            rf"{_LEAD}{_WHO} track (?:should be|must be|in|to be)"
            rf" {_COLORS}(?P<end>\W*)$",
            re.I,
        ),
        "{lead}color {who} {color}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?P<when>when(?:ever)?|while) (?P<player>[\w' -]+?) (?P<plays>{_PLAYS}),?"
            rf" (?P<rest>[^,;.]+?)(?P<end>\W*)$",
            re.I,
        ),
        "{lead}{rest} {when} {player} {plays}{end}",
    ),
    (regex(r"\ba fade[ -]?(?P<way>out|in) (?:in|on|for|of) (?=the |my )", re.I), "fade {way} "),
    (
        regex(
            rf"{_LEAD}(?P<way>softer|louder|quieter) notes (?:of|on|in|for)"
            rf" (?P<who>[\w' -]+?)(?P<end>\W*)$",
            re.I,
        ),
        "{lead}the notes of {who} {way}{end}",
    ),
)
_HALF = (
    (regex(r"\b(?:only )?half as loud\b|\bat half (?:the )?(?:volume|level|loudness)\b", re.I), "6 dB quieter"),
    (regex(r"\btwice as loud\b|\bat (?:twice|double) (?:the )?(?:volume|level)\b", re.I), "6 dB louder"),
)
""" Of something that is named; of what was just done it is half of that."""


def said_plainly(text: str) -> str:
    """The same request; the same text for anything else."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return text
    for form, words in _SAYINGS:
        if match := form.search(text):
            told = words.format(**{name: said or "" for name, said in match.groupdict().items()})
            text = f"{text[: match.start()]}{told}{text[match.end() :]}"
    if re.search(_NAMED, simple, re.I):
        for form, words in _HALF:
            text = form.sub(words, text)
    return text
