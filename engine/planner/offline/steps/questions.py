"""Questions about the session: what they are about, and that a question changes nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.safety import is_deletion
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_LEAD = (
    r"^\W*(?:(?:and|so|ok(?:ay)?|hey|hi|um|wait|but|then|(?:can you |could you )?tell me|remind me|please|do you know"
    r"|i wonder|quick question)\b\W*)*"
)
_QUESTION = regex(
    rf"{_LEAD}(?:who(?:'s|se)?|which|what(?:'s| is| are)?|whats|where(?:'?s)?|when|why|how (?:much|many|loud|long|far"
    r"|fast|high|low|come|hot|big|does|did|is|are|was|were)"
    r"|is|are|isn't|aren't|was|were|does|do (?:i|we|they|any|the|both|all)|did|has"
    r"|have (?:i|we|you|they|the)|am i|any(?:thing|one|body)?)\b"
    r"(?! (?:about|if)\b| you (?:able|up)\b| (?:there|it) (?:any |a )?(?:way|possib\w+|chance)\b"
    r"| i (?:want|need|mean)\b)",
    re.IGNORECASE,
)
_COMMAND_BEHIND = regex(r"[?!.;]\s*\w|,\s*(?:please|then|and|can|could|if)\b", re.IGNORECASE)
"""What follows the question, or asks for something after it."""
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
    rf"{_LEAD}(?!.*\b(?:keys?|chords?|scale|values)\b)"
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
        rf"{_LEAD}{_NO_WISH}(?!(?:what|how)(?:'s| is| are| does| do)? (?:an? )?{_EFFECT}\b)"
        r"(?:(?:is|are|isn't|aren't|has|have|does|do|any|which)\b|(?=.*\?\W*$).*\b(?:is|are|has|got|there's)\b).*\b"
        rf"{_EFFECT}\b(?!.*\b(?:in|on) the (?:recording|sound|take)\b| between\b)[^?]*\W*$",
    ),
    (
        "session_info",
        "plugins",
        rf"{_LEAD}(?:is|are|isn't|aren't)\b(?!.*\b(?:too|enough|over)\b).*\b(?:compressed|gated|limited|equali[sz]ed"
        r"|eq'?e?d|filtered|distorted|side-?chained|de-?essed)\b[^?]*\W*$",
    ),
    (
        "session_info",
        "plugins",
        rf"{_LEAD}(?:does|do|is|are)\b{_NO_WISH}.*\b(?:go(?:es|ing)?|sent|routed|feed(?:s|ing)?|sending)\b.*\b(?:bus"
        rf"|return"
        r"|aux|send)\b[^?]*\W*$",
    ),
    ("session_info", "tempo", rf"{_LEAD}(?:are we|is (?:it|this|everything|{_WHOLE})) in \d+/\d+\W*$"),
    ("session_info", "tracks", rf"{_LEAD}(?:is|are)\b.*\b(?:midi or audio|audio or midi|midi or sound|a bus)\W*$"),
    (
        "session_info",
        "tempo",
        rf"{_LEAD}(?:(?:what|which)\b.*\b(?:tempo|bpm|speed)|how fast)\b.*\b(?:at|in|from|on)"
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
        rf"{_LEAD}(?:what|which)(?:'s| is)? (?:the )?key (?:are we|am i|is (?:it|everything)|is {_WHOLE}|do we have"
        rf"|of {_WHOLE})\b",
    ),
    ("session_info", "tempo", r"\b(?:what|which) (?:metre|meter|time signature)\b"),
    (
        "session_info",
        "tracks",
        r"\bwhat(?:'s|s| is| are| was| were) (?:that|this|the|it|its|those|these)(?: [\w'-]+){0,2} (?:called|named)\b",
    ),
    (
        "session_info",
        "takes",
        rf"{_LEAD}(?:how many (?:takes|versions|tries)\b|(?:which|what) (?:takes|versions|tries) (?:does|do|has|have"
        r"|are there (?:of|on|for))\b)|\bwhich takes are there\W*$",
    ),
    (
        "session_info",
        "tracks",
        rf"{_LEAD}how many (?!takes?\b|versions?\b|times\b|bars?\b|beats?\b|seconds?\b|notes?\b|db\b"
        r"|people\b|speakers?\b|voices are (?:talk|speak)|semitones?\b)[\w' -]{3,30}? "
        r"(?:are (?:there|we)|is there|do (?:i|we) have|have (?:i|we)(?: got)?|(?:i|we) have|are in|is"
        r" in)\b(?!.*\b(?:clip|recording|take)\b)",
    ),
    (
        "session_info",
        "overview",
        rf"{_LEAD}how many (?:bars|measures|beats) (?:long )?(?:is|are|does|do|has|have)(?: there| we)?(?: have| got)?"
        rf"(?: in)? (?:in )?{_WHOLE}\b",
    ),
    (
        "session_info",
        "overview",
        rf"{_LEAD}how (?:long|many seconds|many minutes)(?:'s| is| are| does| has)?(?: (?:the|this|our|my))?"
        r"(?: whole| entire)? (?:thing|session|project|arrangement|timeline)\b",
    ),
    ("session_info", "overview", rf"{_LEAD}how many bars (?:are there|do (?:we|i) have|have (?:we|i) got)\W*$"),
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
        rf"{_LEAD}(?:(?:for )?how many (?:bars|measures|beats|seconds|minutes) (?:long )?(?:is|are|does|do|has|of)\b"
        rf"(?! there\b| (?:we|i)\b)|how long (?:is|are|does|do|did)\b(?! (?:it|that|this) take)(?! {_WHOLE}\b)"
        r"(?!.*\b(?:reverb|delay|tail|decay|fade|attack|release|silence|pause|take to)\b))",
    ),
    (
        "session_info",
        "tracks",
        rf"{_LEAD}(?:who|which|what|is|are|anything|do (?:i|we) have)\b.*\b(?:un)?(?:muted|soloed|solo'?d|armed)\b",
    ),
    (
        "session_info",
        "loudness",
        rf"{_LEAD}(?:who|which|what|is|are|does|do)\b.*\b(?:loud|quiet|hott?)(?:er|est)\b(?! (?:part|bit|moment|bar"
        r"|section|spot|place))",
    ),
    (
        "session_info",
        "tracks",
        rf"{_LEAD}(?:how|where|what|at what)(?:'s|\s+is|\s+are)?\b.*\b(?:panned|panning|fader|routed"
        rf"|pan (?:of|on|for))\b|{_LEAD}(?:is|are)\b.*\bpanned\b"
        rf"|{_LEAD}(?:which|what) bars? (?:is|are|does|do)\b.*\b(?:play(?:ing|s)?"
        rf"|in|on)\W*$",
    ),
    (
        "session_info",
        "tracks",
        rf"{_LEAD}(?:who|what|which|whats|anything)(?:'s|\s+is|\s+are|\s+does|\s+do|\s+(?:all )?(?:the )?(?:tracks?"
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
        rf"{_LEAD}(?:is|are) (?:that|it|this|they|those) (?:also )?on (?!(?:the |a )?(?:beat|grid|one|off|time|purpose"
        r"|loop|repeat)\b)[\w ]+\?\W*$"
        rf"|{_LEAD}how many (?:effects?|plug-?ins?|inserts?|fx|sends?|devices?)\b[^?]*\W*$"
        rf"|{_LEAD}(?:what|which) sends\b|{_LEAD}where (?:is|are|does|do)\b.*\b(?:sent|sending|send) to\b",
    ),
    (
        "session_info",
        "masking",
        rf"{_LEAD}(?:who|which|what|is|are|do|does|anything)\b.*\b(?:mask(?:s|ing|ed)?|clash(?:es|ing)?|fight(?:s|ing)?"
        r"|drown(?:s|ing)?|in (?:the|each other'?s|one another'?s|its|her|his) way|cover(?:s|ing)? up)\b",
    ),
    (
        "session_info",
        "overview",
        rf"{_LEAD}what(?:'s| is| all is| else is| do (?:i|we) have| have (?:i|we)(?: got)?|'ve (?:i|we) got)(?: all"
        rf"| there| everything| so far)* {_HERE}(?: so far| right now| now| already| then)*\W*$",
    ),
    (
        "session_info",
        "tracks",
        rf"{_LEAD}(?:which|what) (?:of (?:the|my) )?(?:tracks?|lanes?|channels?|instruments?|parts?)"
        r" (?:has|have|is|are|got|play|plays)\b",
    ),
)
"""(task, kind, pattern): what a question is about whose words say it."""
_TOPICS = [(task, kind, regex(words, re.IGNORECASE)) for task, kind, words in _TOLD]
_LAST = regex(r"[.:;!]\s*([^.:;!?]+\?\W*)$")
"""The question behind a remark."""
_LOOKS = (
    "history",
    "session_info",
    "describe_music",
    "caption_audio",
    "detect_sounds",
    "detect_target_sound",
    "transcribe",
)
_LOOKING = ("list", "get_tempo", "compare")
_WAS_DONE = regex(
    r"\b(?:did|done|do(?:ing)? (?:last|before|first)|was|were|been|have|has|had|'ve|chang\w*|edit\w*|histor\w*|undo\w*"
    r"|undone|redo\w*|last|before|earlier|ago|previous\w*|since|yet|so far|already|again|made|came|came from|from"
    r"|recipe|requests?|steps?|happen\w*|prompt|generated?|seed|model|when|why|how did)\b",
    re.IGNORECASE,
)
ONLY_ASKED = "You asked a question, so nothing is changed. Say what to do if you want it done."


def asked(text: str) -> Route | None:
    """The task that answers a question about the session, None for anything else."""
    if value := _asked_value(text):
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
    rf"{_LEAD}(?:where(?:'?s)?|(?:at|on|in|from|by)? ?(?:which|what) bar)\b.*\b(?:is|are|does|do|starts?|begins?"
    rf"|comes?)\b"
    rf"|{_LEAD}where'?s\b",
    re.IGNORECASE,
)


_VALUES = {"bpm": "tempo", "tempo": "tempo", "key": "overview", "lufs": "loudness"}
_ASKS_FOR_SURE = regex(
    rf"{_LEAD}(?:which (?:of )?(?:the |my )?\w+|how (?:many|much|loud|long|far|fast|come|does|did|would|is|are"
    rf"|was|were)"
    r"|what (?:can|could|might|should) (?!you do\b)"
    r"|(?:what|when)(?:'s|s| is| are| was| were| does| do| did| would| will| happens?| happened)"
    r"|who(?:'s|se)?|where(?:'s| is| are| does| do| did| was| were)|what if|why (?!don'?t|do not|not\b)"
    r"|(?:do|have|am|should|shall) (?:i|we|they)|(?:do|did|have) you (?!mind|think you|have time)"
    r"|should (?:it|the|my|our|this|that)|would (?!you\b|be (?:nice|good|great|cool|better)|love|like|prefer)"
    r"|(?:is|are|was|were|does|did|has|hasn'?t|isn'?t|aren'?t|doesn'?t|didn'?t|wasn'?t|shouldn'?t"
    r"|whether) (?:the|my|our|it"
    r"|that|this|there"
    r"|they|he|she"
    r"|everything|anything|anyone|anybody|any|all|some|these|those|\d+)"
    r"|(?:in|on|at|to|from|for|through|by) (?:which|what) \w+(?: \w+)? (?:is|are|does|do|did|was|were|has|have)"
    r"|do (?:the|my|our|both|any|all) [\w ]+? (?:ever|play|clash|sound|overlap|go|have|need)"
    r"|(?:is|are) any(?:thing|one|body)?|anything (?:else |still )?(?:muted|soloed|playing|clipping|on|in)"
    r"|i(?:'m| am| was)? wonder(?:ing)? (?:if|whether) (?:the|my|our|it|that|this|we should)"
    r"|(?:i(?:'m| am| was)? )?(?:just )?(?:wonder(?:ing)?|curious)\b|any (?:ideas?|suggestions?|thoughts|tips"
    r"|advice|clue)\b"
    r"|you know (?:what|how|where|why|who)\b|tell me (?:if|whether|what|why|how|when|where|which|who)\b"
    r"|guess (?:what|which))\b"
    r"(?! (?:about|if)\b)(?! (?:it|there) (?:be )?(?:any |a )?(?:way|possib\w+|chance|ok(?:ay)?|alright)\b)",
    re.IGNORECASE,
)
""" "Which tracks have nothing on them": a question with or without its mark."""


_ASKS_A_VALUE = regex(
    r"^(?!.*\b(?:its|their|his|her|that)\b)\W*(?:(?:and|so|ok(?:ay)?)\W+)*(?:the |my )?[\w' -]{0,24}?\b"
    r"(?P<what>fader|level|pan|volume|gain|bpm|tempo|key|lufs)"
    r"(?: (?:now|again|currently|atm|at the moment|right now))?\s*\?\W*$",
    re.IGNORECASE,
)
""" "Drum fader now?" asks where it stands."""


def _asked_value(text: str) -> re.Match[str] | None:
    match = _ASKS_A_VALUE.match(text)
    said = set(re.findall(r"[a-z]+", text.lower()))
    return None if match is None or said & (COMMANDS | _MODAL) else match


_MODAL = frozenset("can could would will shall should may might please double halve half".split())


_SHORT = regex(r"^(\W*(?:(?:and|so|but|ok) )?(?:why|when|how|where|who|what))'?s(?= )", re.IGNORECASE)


_SAID_OF = (
    r"^\W*(?:(?:hm+|wait|so|and|but|ok(?:ay)?|then|now)\W+)*(?!.*\b(?:too|enough|should|needs?|wants?|can|could|would|please"
    r"|pls|maybe|better)\b)"
)
_IS = (
    r"(?:(?:is|are|was|were|isn'?t|aren'?t|stays?|remains?|keeps?|goes|go|comes?|has|have|does|plays?|runs?|starts?|ends?"
    r"|stops?|sits?|lies|gets?|sounds?|still|only|all|both|will|won'?t)\b)"
)
_OF_IT = regex(
    rf"{_SAID_OF}(?:(?:its|it's|that's|thats|they're|theyre|there's|theres|he's|she's)\b|(?:it|that|this|they|those|these"
    rf"|there|he|she|everything|nothing) {_IS})[^?!.;]*\?+\W*$",
    re.IGNORECASE,
)
""" "It stays open after that?" """
_TAGGED = regex(
    rf"{_SAID_OF}(?:(?:the |my |our )?[\w-]+(?: [\w-]+){{0,3}}?(?:'s| {_IS})|(?:its|thats|theyre|theres)\b)[^?!.;]*"
    r"[\s,]+(?:yeah|yea|ye|yes|yep|right|no|innit|correct|huh|eh|hey"
    r"|(?:is|are|was|were|does|do|did|has|have)(?:n'?t)? (?:it|they|he|she|that|there))\s*\?+",
    re.IGNORECASE,
)
""" "And its back to 165 at the solo yeah?", whatever is said behind it."""


def is_question(text: str) -> bool:
    """Do the words only ask? "Could you …?" and a question with a request behind it do not."""
    simple = _SHORT.sub(r"\1 is", plain(text).strip())
    if _asked_value(simple) or _is_stated(simple):
        return True
    if _ASKS_FOR_SURE.match(simple) and not _COMMAND_BEHIND.search(simple.rstrip(" .!?")):
        return True
    return bool(_QUESTION.match(simple)) and simple.endswith("?") and not _COMMAND_BEHIND.search(simple[:-1])


_STATED = regex(
    r"^\W*(?:(?:hm+|wait|so|and|but|ok(?:ay)?)\W+)*(?!(?:it|this|that|there|what|how|which|who|where|when|why)\b)"
    r"(?P<who>(?:the |my |our )?[\w-]+(?: [\w-]+){0,2}?)(?P<verb>'s| is| are| was| were)"
    r"(?!.*\b(?:too|enough|should|needs?|wants?|can|could|would|please|maybe|better|at|to|now|up|down|\w+er)\b)"
    r" (?P<what>[a-z][^.!;,?\d]*)\?+\W*$",
    re.IGNORECASE,
)
""" "The kick's gated by someone?": what is so, in the order of a statement."""
_WHY = regex(
    r"(?<=[?])\s*(?:(?:so )?(?:i|we)(?: (?:want|need|have|would like)|'d like) to [^.!?]*"
    r"|(?:it |that )?(?:sounds?|seems?|feels?|looks?) [^.!?,\d]*)[.!]?\s*$",
    re.IGNORECASE,
)
""" "What key is it in? I want to play over it": why it is asked."""


def question_beside(text: str) -> str:
    """ "I hate that clip. Is there another take of it?": the question behind a remark or before its reason, else ""."""
    simple = plain(text).strip()
    *remarks, last = re.split(r"(?<=[.!?])\s+", _WHY.sub("", simple))
    orders = {token.low for one in remarks for token in tokens(one)} & COMMANDS
    if orders or len(simple) != len(text.strip()) or any(char.isdigit() for one in remarks for char in one):
        return ""
    if not is_question(last) and (stated := _STATED.match(last)):
        verb = stated["verb"].strip().replace("'s", "is")
        return f"{verb} {stated['who']} {stated['what']}?"
    return last if last != simple and is_question(last) else ""


def _is_stated(simple: str) -> bool:
    """Is it asked whether something is so, in the order of a statement?"""
    words = [token.low for token in tokens(simple)]
    first = next((one for one in words if one not in _BEGINS), "")
    if first in COMMANDS or not (_OF_IT.match(simple) or _TAGGED.match(simple)):
        return False
    return not COMMANDS & set(words[words.index(first) :][-1:])


_BEGINS = frozenset("hm hmm wait so and but ok okay then now".split())


_WORDS_ONLY = regex(
    r"\b(?:just|only) (?:asking|curious|wondering|a question)\b|\bopinion only\b|\bonly (?:your|an) opinion\b"
    r"|\bnothing (?:touched|changed)\b|\b(?:don'?t|do not|without) (?:touch|chang)(?:e|ing)? (?:anything|a thing)\b",
    re.IGNORECASE,
)
"""Who says so wants nothing done."""


_GOES_ON = regex(
    r"^\W*(?:(?:ok(?:ay)?|right|so|hm+|cool|thanks)\W+)*(?:and|or|what about|how about)\b(?P<rest>[^?]*)\?+\W*$",
    re.IGNORECASE,
)
_ASKED = ("session_info", "history", "describe_music", "transcribe")


def goes_on_asking(text: str, scene: DialogueState) -> bool:
    """ "And the tenor in the same bar?", behind a question: is that another one, as no order is in it?"""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    match = _GOES_ON.match(plain(text))
    if last is None or match is None or not last.calls:
        return False
    asked = all(call.get("tool") in _ASKED for call in last.calls) or last.user.rstrip().endswith("?") and all(
        call.get("tool") in ("ask", "chat", "refuse") for call in last.calls
    )
    words = set(re.findall(r"[a-z]+", match["rest"].lower()))
    return asked and not words & (COMMANDS | _MODAL)


def answered_only(steps: Sequence[Step], text: str, is_asked: bool = False) -> list[Step]:
    """The same steps; where words only ask, and a step would change something, a reply that changes nothing.

    What is now is answered from the session; only what was done, from the history. `is_asked`: the user's own language
    says that it is a question.
    """
    if is_question(text) and [step.task for step in steps] == ["history"] and not _WAS_DONE.search(text):
        return [Step("session_info", {"aspect": "overview"})]
    is_asked = is_asked or is_question(text) or "?" in text and _WORDS_ONLY.search(text) is not None
    if not is_asked or all(only_looks(step) for step in steps):
        return list(steps)
    return [Step("ask", {"text": ONLY_ASKED})]


def asked_about(before: Sequence[Step], steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    """What a question would do, offered beside the reply that nothing is changed: "what would a flute sound like?"."""
    was_asked = [step.args.get("text") for step in steps] == [ONLY_ASKED]
    return (tuple(before),) if was_asked and not any(is_deletion(step.task, step.args) for step in before) else ()


def only_looks(step: Step) -> bool:
    """Does a step change nothing?"""
    return (
        step.task in (*REPLIES, *_LOOKS)
        or step.args.get("action") in _LOOKING
        or find_task(step.task).on_session == "measures"
    )
