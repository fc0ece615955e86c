"""Closed forms: short requests whose meaning never depends on wording statistics."""

from __future__ import annotations

import re

from engine.planner.offline.reading.router import Route
from engine.planner.offline.steps.beside import asks_for_a_person, is_beside

_POLITE = (
    r"(?:(?:please|pls|plz|ok(?:ay)?|now|hey|yo|and|so|then|right|alright|just|can you|could you|would you|will you"
    r"|let'?s|well|uh|um|actually|wait|no|hm+)[\s,]+)*"
)
_END = r"(?:[\s,]+(?:please|pls|plz|now|for me|thanks|thank you|again))*\s*[.!?]*$"

_SESSION = r"(?:current |session |session's |project |project's |song's )?"
_OF_ALL = r"(?: of (?:the|this|our) (?:session|project|song))?(?: right now| at the moment| here| currently| again)?"


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"^{_POLITE}(?:{words}){_END}", re.IGNORECASE)


_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        _whole(
            r"play(?:back)?(?: it| the (?:song|session|track|whole thing)| from the (?:top|start|beginning))?"
            r"|start(?: playback| playing| the playback)?|hit play|press play|start it|roll it"
        ),
        "transport",
        "play",
    ),
    (
        _whole(
            r"stop(?: it| playback| playing| the (?:music|song|playback|transport|recording)| recording)?"
            r"|pause(?: it| playback)?|halt"
        ),
        "transport",
        "stop",
    ),
    (_whole(r"record|rec|start recording|hit record|go into record|arm and record"), "transport", "record"),
    (
        _whole(
            rf"what(?:'s|s| is) (?:the|our|my) {_SESSION}(?:tempo|bpm){_OF_ALL}"
            rf"|what (?:tempo|bpm) (?:is (?:it|this|the (?:session|project|song))|are we (?:at|on|in"
            rf"|running)){_OF_ALL}"
            r"|how fast (?:are we(?: going)?|is the (?:session|project))|(?:tell|show) me the tempo|tempo"
        ),
        "transport",
        "get_tempo",
    ),
    (
        _whole(
            rf"(?:double|halve|half) (?:the|our) {_SESSION}(?:tempo|bpm){_OF_ALL}"
            rf"|(?:make|set|put|bring) the {_SESSION}tempo (?:to )?(?:twice|double|half)(?: as fast| of (?:that|this"
            r"|what it is))?"
        ),
        "transport",
        "set_tempo",
    ),
    (
        _whole(
            r"(?:undo|revert|withdraw|oops|ctrl[\s+-]?z|cmd[\s+-]?z)(?: (?:that|it|this"
            r"|the last (?:step|thing|change|one|action|edit)|last|my last (?:change|step)))?"
        ),
        "undo",
        "",
    ),
    (_whole(r"(?:redo|re-do)(?: (?:that|it|this|the last (?:step|thing|change|one)))?"), "redo", ""),
    (
        _whole(
            r"(?:thanks?|thank you|thx|ty|cheers|great|nice|cool|perfect|awesome|lovely|good job|well done|hello|hi"
            r"|hey|hiya|good (?:morning|evening|night|afternoon)|bye|goodbye|see you|ok(?:ay)?|great thanks"
            r"|thanks a lot|"
            r"yes|yeah|yep|yup|no|nope|right|exactly|sure|"
            r"a+r+gh+|u+gh+|whoa+|bravo|hoora[hy]|hurrah|yay|woo ?hoo|wow|phew|blimey|(?:ha){2,}h?(?:,? no)?|lol|meh"
            r"|amazing|brilliant|beautiful|gorgeous|wonderful|fantastic|excellent|splendid|superb|magic|"
            r"nice one|love it|hello there|hi there|hello|how are you|what's up|sup|who are you|what are you|help"
            r"|help me|what can you do)[?!\s]*"
        ),
        "chat",
        "",
    ),
)


_INSTRUMENTS = (
    r"strings?|string section|brass|horns?|choir|piano|rhodes|organ|guitars?|violins?|cellos?|flutes?|trumpets?"
    r"|saxophone|sax|harp|bells?|marimba|percussion|shakers?|tambourine|claps?|congas?|bongos?|synths?|risers?"
)
_SOUNDS = re.compile(
    r"\b(?:sounds?|hear|heard|audio|music|speak\w*|say\w*|sing\w*|talk\w*|mouth\w*|voice|lips|read\w*|tell\w*"
    r"|animat\w*|clip"
    r"|play\w*|loop|atmos\w*|ambien\w*|noise|soundscape)\b",
    re.IGNORECASE,
)
_PICTURE_WORK = re.compile(
    r"\b(?:crop|brighten|darken|resize|retouch|photoshop|blur|sharpen|recolou?r|paint|airbrush|rotate"
    r"|straighten|filter)\b.*"
    r"\b(?:photo|photograph|picture|image|pic|painting|portrait|sleeve|cover art|artwork)\b"
    r"|\b(?:photo|photograph|picture|image|pic|portrait|cover art|artwork)\b.*"
    r"\b(?:too dark|too bright|crop|brighten|darken|resize|sharper|blurr?y|black and white|sepia|colou?rs?)\b"
    r"|\b(?:cut|trim|chop|edit|shorten) .*\b(?:the|my|our) (?:\w+ )?video\b",
    re.IGNORECASE,
)
""" "The photo is too dark, brighten it": pictures are read and made to sound, not edited."""
_ADVICE = re.compile(
    r"\b(?:am i|are we|is it|would it be) (?:allowed|legal|illegal|lawful)\b|\bcopyright\b|\btinnitus\b"
    r"|\bwithout paying (?:anyone|them|him|her)\b|\bis (?:that|it|this) (?:dangerous|harmful|bad for my)\b"
    r"|\bmy ears (?:have been|are|keep) (?:whistling|ringing)\b",
    re.IGNORECASE,
)
"""Law and health: nothing that the assistant can tell."""
_MESSAGE = re.compile(
    rf"^{_POLITE}(?:text|whatsapp|e-?mail|phone|ring|message|dm)\s+(?:my |the |our )?\w+\s+"
    r"(?:that|to say|and (?:say|tell|ask))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:in|inside|on|with|from|within|using) (?:my |the )?(?:photoshop|word|excel|ableton|logic(?: pro)?"
    r"|pro tools|reaper|cubase|fl studio|bitwig|garageband"
    r"|chrome|firefox|safari|the browser|powerpoint|illustrator|premiere|lightroom|final cut|davinci|blender|garage"
    r" ?band|outlook|gmail|slack|discord|zoom)\b(?! (?:style|file|format))",
    re.IGNORECASE,
)
""" "Undo that in Photoshop": other programs are not ours to work."""
_FOR_ELSEWHERE = re.compile(
    r"\b(?:export|save|bounce|hand|continue|give|write|send|recorded|came|comes|made)\b", re.IGNORECASE
)
_STARTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(rf"^{_POLITE}(?:split|slice|chop) .*\b(?:at|in half|in two|in the middle)\b(?! of)", re.IGNORECASE),
        "edit_clip",
        "split",
    ),
    (
        re.compile(
            rf"^{_POLITE}(?:reset|zero|null) (?:all )?(?:the |my )?(?:faders?|levels?|volumes?)(?: to (?:zero"
            rf"|0|unity)| back)?{_END}",
            re.IGNORECASE,
        ),
        "mix",
        "gain",
    ),
    (
        re.compile(
            rf"^{_POLITE}make (?:the|my) [\w' -]{{2,30}}? (?:(?:a (?:bit|little|touch|tad)|slightly|much|way|even) )?"
            r"(?:brighter|darker|warmer|airier|crisper|duller|mellower|thinner|fuller|boomier)\W*$",
            re.IGNORECASE,
        ),
        "apply_effect",
        "eq",
    ),
    (
        re.compile(
            rf"^{_POLITE}(?:make|get) (?:the|my) [\w' -]{{2,30}}? (?:(?:a (?:bit|little|touch|tad)|slightly|much"
            r"|way|even) )?(?:louder|quieter|softer)\W*$",
            re.IGNORECASE,
        ),
        "mix",
        "gain",
    ),
    (
        re.compile(
            rf"^{_POLITE}(?:(?:add|put|give|boost|i want|we need|needs|get)\s+(?:[\w']+\s+){{0,4}}?)?"
            r"(?:an? (?:bit|little|touch|tad|hint) (?:more |of )?|some (?:more )?|(?:much )?(?:more|less) |the )air\b"
            r"(?:,? (?:on|to|in|for|into)"
            r" (?:the|my|that|this|it|its|them|those)\b[^,]*)?\W*$",
            re.IGNORECASE,
        ),
        "apply_effect",
        "eq",
    ),
    (
        re.compile(
            rf"^{_POLITE}(?:add|put|give me|get me|bring in|layer)\s+(?:in\s+)?(?:some\s+|an?\s+)?"
            rf"(?!(?:the|my|your|our|that|this|its|more|less|track|reverb|delay)\b)(?:[\w-]+\s+)?(?:{_INSTRUMENTS})"
            r"(?:\s+(?:to|on top of|over|under|behind)\s+(?:it|that|this|them|the (?:song|track|mix|session)))?"
            rf"{_END}",
            re.IGNORECASE,
        ),
        "generate_audio",
        "",
    ),
)
"""What is asked for without an amount, and means one thing all the same."""


def closed_form(text: str) -> Route | None:
    """The task of a closed form, or None."""
    for pattern, task, kind in _FORMS:
        if pattern.match(text.strip()):
            return Route(task, kind, 1.0)
    for pattern, task, kind in _STARTS:
        if pattern.match(text.strip()):
            return Route(task, kind, 0.97)
    if asks_for_a_person(text) or is_beside(text) and not re.search(r"\bexport\w*\b", text, re.IGNORECASE):
        return Route("refuse", "", 0.97)
    if _ELSEWHERE.search(text) and not _FOR_ELSEWHERE.search(text):
        return Route("refuse", "", 0.97)
    if (_PICTURE_WORK.search(text) and not _SOUNDS.search(text)) or _ADVICE.search(text) or _MESSAGE.match(text):
        return Route("refuse", "", 0.97)
    return None
