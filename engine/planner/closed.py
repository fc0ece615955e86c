"""Closed forms: short requests whose meaning never depends on wording statistics."""

from __future__ import annotations

import re

from engine.planner.router import Route
from engine.planner.split import COMMANDS

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
            rf"|what (?:tempo|bpm) (?:is (?:it|this|the (?:session|project|song))|are we (?:at|on|in|running)){_OF_ALL}"
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
            r"(?:undo|revert|oops|ctrl[\s+-]?z|cmd[\s+-]?z)(?: (?:that|it|this|the last (?:step|thing|change|one"
            r"|action|edit)|last|my last (?:change|step)))?"
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
            r"nice one|love it|hello there|hi there|hello|how are you|what's up|sup|who are you|what are you|help"
            r"|help me|what can you do)[?!\s]*"
        ),
        "chat",
        "",
    ),
)
_STARTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(rf"^{_POLITE}un-?\s?mute\b", re.IGNORECASE), "mix", "unmute"),
    (re.compile(rf"^{_POLITE}un-?\s?solo\b", re.IGNORECASE), "mix", "unsolo"),
    (re.compile(rf"^{_POLITE}mute\s+\S", re.IGNORECASE), "mix", "mute"),
    (re.compile(rf"^{_POLITE}solo\s+\S", re.IGNORECASE), "mix", "solo"),
    (re.compile(rf"^{_POLITE}pan\s+\S", re.IGNORECASE), "mix", "pan"),
    (re.compile(rf"^{_POLITE}(?:undo|un-do)\s+\S", re.IGNORECASE), "undo", ""),
    (re.compile(rf"^{_POLITE}redo\s+(?:the|that|my|last|\d|two|three)\b", re.IGNORECASE), "redo", ""),
    (re.compile(rf"^{_POLITE}(?:set (?:the )?)?tempo (?:to|at|=)?\s*\d", re.IGNORECASE), "transport", "set_tempo"),
    (re.compile(rf"^{_POLITE}(?:double|halve) the (?:tempo|speed|bpm) of\s+\S", re.IGNORECASE), "change_tempo_key", ""),
    (re.compile(rf"^{_POLITE}(?:go|jump|skip|locate) to bar\b", re.IGNORECASE), "transport", "locate"),
    (
        re.compile(
            rf"^{_POLITE}(?:loop|cycle|repeat) (?:from )?bars? \S+ (?:to|-|through|thru|until|till)\b", re.IGNORECASE
        ),
        "transport",
        "loop",
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
            rf"^{_POLITE}(?!(?:the|my|this|that|it)\b)(?P<what>[a-z]+)"
            rf"(?: (?:in|on|of|at|with|through|under) [\w' ]{{2,30}}?)?"
            r",? (?:for )\d+ ?(?:s|secs?|seconds?)\b(?:[\s,]+(?:please|pls|quietly|softly|loudly|gently))*\W*$",
            re.IGNORECASE,
        ),
        "generate_audio",
        "",
    ),
    (
        re.compile(
            rf"^{_POLITE}(?:put|drop|stick|insert|lay) an? (?:(?!(?:on|the|to|onto|in|of|my)\b)[\w-]+ ){{0,3}}"
            r"(?:fill|riser|loop|beat|groove|drone|impact"
            r"|crash|sweep|stinger|whoosh|downlifter|uplifter|texture|ambience)(?: (?:at|on|from) bar \d+"
            r"| (?:on|to|onto) an? (?:new )?track\b.*)?\W*$",
            re.IGNORECASE,
        ),
        "generate_audio",
        "",
    ),
    (
        re.compile(rf"^{_POLITE}sing\s+(?:['\"]|(?:the|these|this|my|what|it|that|on|over)\b.*['\":])", re.IGNORECASE),
        "sing",
        "",
    ),
    (
        re.compile(
            rf"^{_POLITE}say\s+(?!(?:it|that|this|the|something|anything|again|what|so|in|my|these|those|a|an)\b)\S",
            re.IGNORECASE,
        ),
        "speak",
        "",
    ),
    (re.compile(rf"^{_POLITE}rename\s+\S", re.IGNORECASE), "arrange", "rename"),
    (
        re.compile(rf"^{_POLITE}transcribe\s+(?!.*\b(?:notes?|midi|chords?|melody)\b)\S", re.IGNORECASE),
        "transcribe",
        "",
    ),
    (re.compile(rf"^{_POLITE}(?:de-?noise|de-?hiss|de-?hum)\b", re.IGNORECASE), "denoise", ""),
    (re.compile(rf"^{_POLITE}harmoni[sz]e\b", re.IGNORECASE), "harmonize", ""),
    (re.compile(rf"^{_POLITE}(?:fade)\b[^,]{{0,30}}\bout\b", re.IGNORECASE), "edit_clip", "fade_out"),
    (re.compile(rf"^{_POLITE}(?:fade)\b[^,]{{0,30}}\bin\b(?!\s+(?:the|bar))", re.IGNORECASE), "edit_clip", "fade_in"),
)


def closed_form(text: str) -> Route | None:
    """The task of a closed form, or None."""
    for pattern, task, kind in _FORMS:
        if pattern.match(text.strip()):
            return Route(task, kind, 1.0)
    for pattern, task, kind in _STARTS:
        match = pattern.match(text.strip())
        if match and match.groupdict().get("what", "").lower() not in COMMANDS:
            return Route(task, kind, 0.97)
    return None
