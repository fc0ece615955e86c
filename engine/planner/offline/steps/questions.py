"""What a question about the session is about."""

from __future__ import annotations

import functools
import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.is_question import LEAD, asked_value
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_WHOLE = (
    r"(?:it|this|that|everything|we|it all|(?:the|this|our|my) (?:whole |entire )?"
    r"(?:song|piece|thing|track|tune|session|project|music|arrangement))"
)
_HERE = (
    r"(?:here|in (?:here|there|it|(?:this|the|our|my) (?:session|project|song|file)|this)"
    r"|on the (?:timeline|tracks?|desk))"
)
_EFFECT = (
    r"(?:reverbs?|delays?|echo(?:es)?|eqs?|equali[sz]ers?|compressors?|compression|limiters?|(?:noise )?gates?"
    r"|chorus (?:effect|on)|flangers?|phasers?|distortion|overdrive|saturation|saturator|de-?essers?|tremolo"
    r"|(?:high|low|band)-?\s?pass|filters?|plug-?\s?ins?|effects?|inserts?|fx|amps?|bit-?crushers?|vocoders?)"
)
_NO_WISH = (
    r"(?!.*\b(?:can|could|would|should|shall|needs?|want|put|add|adding|apply|give|make|made|try|place|set|way"
    r"|possib\w+"
    r"|good|best|right|better|recommend\w*|think|did|i|we|you|it was|was|were|been)\b)"
)
_NOTES_OF = (
    rf"{LEAD}(?!.*\b(?:keys?|chords?|scale|values)\b)"
    r"(?:(?:what|which|who(?:'s|se)?|is|are)\b.*\b(?:highest|lowest|top|bottom|first|last) (?:note|pitch|tone)s?\b"
    r"|how many notes\b|.{0,40}\b(?:highest|lowest) note (?:what|which) is\b|.{0,40}\bhow many notes\W*$"
    r"|how (?:high|low) does go\b"
    r"|how (?:high|low) (?:does|do|is|are) (?!it\b|this\b|that\b)(?:[\w'-]+ ){1,3}(?:go(?:es)?|get|reach|sing|play)\b"
    r"|what(?:'s| is)?\b.*\b(?:pitch range|vocal range|ambitus|compass|tessitura|range (?:of|does|do|has)\b)"
    r"|(?:what|which) (?:notes|pitches)\b)"
)
_TOLD: tuple[tuple[str, str, str], ...] = (
    ("session_info", "notes", _NOTES_OF),
    (
        "session_info",
        "plugins",
        rf"{LEAD}{_NO_WISH}(?!(?:what|how)(?:'s| is| are| does| do)? (?:an? )?{_EFFECT}\b)"
        r"(?:(?:is|are|isn't|aren't|has|have|does|do|any|which)\b|(?=.*\?\W*$).*\b(?:is|are|has|got|there's)\b).*\b"
        rf"{_EFFECT}\b(?!.*\b(?:in|on) the (?:recording|sound|take)\b| between\b)[^?]*\W*$",
    ),
    (
        "session_info",
        "plugins",
        rf"{LEAD}(?:is|are|isn't|aren't)\b(?!.*\b(?:too|enough|over)\b).*\b(?:compressed|gated|limited|equali[sz]ed"
        r"|eq'?e?d|filtered|distorted|side-?chained|de-?essed)\b[^?]*\W*$",
    ),
    (
        "session_info",
        "plugins",
        rf"{LEAD}(?:does|do|is|are)\b{_NO_WISH}.*\b(?:go(?:es|ing)?|sent|routed|feed(?:s|ing)?|sending)\b.*\b(?:bus"
        rf"|return"
        r"|aux|send)\b[^?]*\W*$",
    ),
    ("session_info", "tempo", rf"{LEAD}(?:are we|is (?:it|this|everything|{_WHOLE})) in \d+/\d+\W*$"),
    ("session_info", "tracks", rf"{LEAD}(?:is|are)\b.*\b(?:midi or audio|audio or midi|midi or sound|a bus)\W*$"),
    (
        "session_info",
        "tempo",
        rf"{LEAD}(?:(?:what|which)\b.*\b(?:tempo|bpm|speed)|how fast)\b.*\b(?:at|in|from|on)"
        r" (?:the )?(?:bar|marker)\b",
    ),
    (
        "transport",
        "get_tempo",
        rf"\b(?:how fast (?:is|are|does) {_WHOLE}|(?:what|which)(?:'s| is| are)? (?:the |our |my )?(?:tempo|bpm"
        r"|speed)\b"
        rf"(?: (?:is|has|does|do|are|of|for) {_WHOLE})?(?: (?:have|has|got|going at|in|at|now))*)"
        r"(?: (?:going|now|right now|running|currently|at the moment))*\W*$",
    ),
    (
        "session_info",
        "overview",
        rf"{LEAD}(?:what|which)(?:'s| is)? (?:the )?key (?:are we|am i|is (?:it|everything)|is {_WHOLE}|do we have"
        rf"|of {_WHOLE})\b",
    ),
    ("session_info", "tempo", r"\b(?:what|which)(?:'s| is)? (?:the |our )?(?:metre|meter|time signature)\b"),
    (
        "session_info",
        "tracks",
        r"\bwhat(?:'s|s| is| are| was| were) (?:that|this|the|it|its|those|these)(?: [\w'-]+){0,2} (?:called|named)\b",
    ),
    (
        "session_info",
        "takes",
        rf"{LEAD}(?:how many (?:takes|versions|tries)\b|(?:which|what) (?:takes|versions|tries) (?:does|do|has|have"
        r"|are there (?:of|on|for))\b)|\bwhich takes are there\W*$",
    ),
    (
        "session_info",
        "tracks",
        rf"{LEAD}how many (?!takes?\b|versions?\b|times\b|bars?\b|beats?\b|seconds?\b|notes?\b|db\b"
        r"|people\b|speakers?\b|voices are (?:talk|speak)|semitones?\b)[\w' -]{3,30}? "
        r"(?:are (?:there|we)|is there|do (?:i|we) have|have (?:i|we)(?: got)?|(?:i|we) have|are in|is"
        r" in)\b(?!.*\b(?:clip|recording|take)\b)",
    ),
    (
        "session_info",
        "overview",
        rf"{LEAD}how many (?:bars|measures|beats) (?:long )?(?:is|are|does|do|has|have)(?: there| we)?(?: have| got)?"
        rf"(?: in)? (?:in )?{_WHOLE}\b",
    ),
    (
        "session_info",
        "overview",
        rf"{LEAD}how (?:long|many seconds|many minutes)(?:'s| is| are| does| has)?(?: (?:the|this|our|my))?"
        r"(?: whole| entire)? (?:thing|session|project|arrangement|timeline)\b",
    ),
    ("session_info", "overview", rf"{LEAD}how many bars (?:are there|do (?:we|i) have|have (?:we|i) got)\W*$"),
    (
        "transcribe",
        "",
        r"\bwhat(?:'s|s| is| are| does| do| did| was) (?:she|he|they|it|(?:the |my )?[\w'-]+(?: [\w'-]+)?)"
        r"(?: (?:actually|really|even|just))? (?:say(?:ing)?|said|singing|sing|talking about)"
        r"(?: (?:there|here|exactly|now|in (?:there|it|that|this)))*\s*(?:[?.,!]|$)",
    ),
    (
        "describe_music",
        "duration",
        rf"{LEAD}(?:(?:for )?how many (?:bars|measures|beats|seconds|minutes) (?:long )?(?:is|are|does|do|has|of)\b"
        rf"(?! there\b| (?:we|i)\b)|how long (?:is|are|does|do|did)\b(?! (?:it|that|this) take)(?! {_WHOLE}\b)"
        r"(?!.*\b(?:reverb|delay|tail|decay|fade|attack|release|silence|pause|take to)\b))",
    ),
    (
        "session_info",
        "tracks",
        rf"{LEAD}(?:who|which|what|is|are|anything|do (?:i|we) have)\b.*\b(?:un)?(?:muted|soloed|solo'?d|armed)\b",
    ),
    (
        "session_info",
        "loudness",
        rf"{LEAD}(?:who|which|what|is|are|does|do)\b.*\b(?:loud|quiet|hott?)(?:er|est)\b(?! (?:part|bit|moment|bar"
        r"|section|spot|place))",
    ),
    (
        "session_info",
        "tracks",
        rf"{LEAD}(?:how|where|what|at what)(?:'s|\s+is|\s+are)?\b.*\b(?:panned|panning|fader|routed"
        rf"|pan (?:of|on|for))\b|{LEAD}(?:is|are)\b.*\bpanned\b"
        rf"|{LEAD}(?:which|what) bars? (?:is|are|does|do)\b.*\b(?:play(?:ing|s)?"
        rf"|in|on)\W*$",
    ),
    (
        "session_info",
        "tracks",
        rf"{LEAD}(?:who|what|which|whats|anything)(?:'s|\s+is|\s+are|\s+does|\s+do|\s+(?:all )?(?:the )?(?:tracks?"
        rf"|parts?"
        rf"|channels?|ones?|instruments?)(?:\s+(?:is|are|do|does))?)?\s+(?:all\s+)?(?:feed(?:s|ing?|in')?"
        rf"|going\s+(?:in)?to"
        rf"|goes?\s+(?:in)?to|being\s+sent\s+to|sent\s+(?:in)?to|routed\s+(?:in)?to|run(?:s|ning)?\s+(?:in)?to|inside"
        rf"|(?:going|running|routed)\s+through|in)\s+(?:of\s+)?(?!(?:it|there|here|them|this|what|which|time|tune"
        rf"|key|the way"
        rf"|(?:the |this |our |my )?(?:song|session|project|key|mix|bar|verse|chorus|left|right|middle))\b)",
    ),
    (
        "session_info",
        "plugins",
        rf"{LEAD}(?:is|are) (?:that|it|this|they|those) (?:also )?on (?!(?:the |a )?(?:beat|grid|one|off|time|purpose"
        r"|loop|repeat)\b)[\w ]+\?\W*$"
        rf"|{LEAD}how many (?:effects?|plug-?ins?|inserts?|fx|sends?|devices?)\b[^?]*\W*$"
        rf"|{LEAD}(?:what|which) sends\b|{LEAD}where (?:is|are|does|do)\b.*\b(?:sent|sending|send) to\b",
    ),
    (
        "session_info",
        "masking",
        rf"{LEAD}(?:who|which|what|is|are|do|does|anything)\b.*\b(?:mask(?:s|ing|ed)?|clash(?:es|ing)?|fight(?:s|ing)?"
        r"|drown(?:s|ing)?|in (?:the|each other'?s|one another'?s|its|her|his) way|cover(?:s|ing)? up)\b",
    ),
    (
        "session_info",
        "overview",
        rf"{LEAD}what(?:'s| is| all is| else is| do (?:i|we) have| have (?:i|we)(?: got)?|'ve (?:i|we) got)(?: all"
        rf"| there| everything| so far)* {_HERE}(?: so far| right now| now| already| then)*\W*$",
    ),
    (
        "session_info",
        "tracks",
        rf"{LEAD}(?:which|what) (?:of (?:the|my) )?(?:tracks?|lanes?|channels?|instruments?|parts?)"
        r" (?:has|have|is|are|got|play|plays)\b",
    ),
)
"""(task, kind, pattern): what a question is about whose words say it."""
_TOPICS = [(task, kind, regex(words, re.IGNORECASE)) for task, kind, words in _TOLD]
_LAST = regex(r"[.:;!]\s*([^.:;!?]+\?\W*)$")
"""The question behind a remark."""


@functools.lru_cache(maxsize=256)
def asked(text: str) -> Route | None:
    """The task that answers a question about the session, None for anything else."""
    if value := asked_value(text):
        kind = _VALUES.get(value["what"].lower(), "tracks")
        return Route("transport", "get_tempo", 0.97) if kind == "tempo" else Route("session_info", kind, 0.97)
    told = _LAST.search(text)
    parts = (text, told[1]) if told else (text,)
    return next((Route(task, kind, 0.97) for task, kind, said in _TOPICS for one in parts if said.search(one)), None)


def asked_place(text: str, scene: DialogueState) -> Route | None:
    """ "At which bar is the chorus?", where a marker of that name stands; "where is the pad?", where a track does."""
    if not _ASKS_PLACE.match(text):
        return None
    words = f" {' '.join(name_words(text))} "
    known = any(f" {' '.join(name_words(name))} " in words for name, _ in scene.context.markers)
    if known:
        return Route("marker", "list", 0.95)
    named = things(text, scene)
    is_all = len(named) == 1 and _NOTHING_BEHIND.fullmatch(plain(text[named[0].end :]).lower()) is not None
    return Route("session_info", "tracks", 0.95) if is_all and named[0].tracks else None


_NOTHING_BEHIND = regex(r"\W*(?:(?:now|at|again|exactly|right now|in the (?:song|session)|placed|lying)\W*)*")
_ASKS_PLACE = regex(
    rf"{LEAD}(?:where(?:'?s)?|(?:at|on|in|from|by)? ?(?:which|what) bar)\b.*\b(?:is|are|does|do|starts?|begins?"
    rf"|comes?)\b"
    rf"|{LEAD}where'?s\b",
    re.IGNORECASE,
)
_VALUES = {"bpm": "tempo", "tempo": "tempo", "key": "overview", "lufs": "loudness"}
