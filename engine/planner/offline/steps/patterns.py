"""Closed forms: short requests whose meaning never depends on wording statistics."""

from __future__ import annotations

import functools
import re

from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.by_row import task_said
from engine.planner.offline.slots.set_track import COLOR
from engine.planner.offline.steps.beside import asks_for_a_person, is_beside
from engine.planner.offline.steps.questions import asked
from engine.planner.offline.text.polite import END as _END
from engine.planner.offline.text.polite import POLITE as _POLITE
from engine.planner.regex import regex

_SESSION = r"(?:current |session |session's |project |project's |song's )?"
_OF_ALL = r"(?: of (?:the|this|our) (?:session|project|song))?(?: right now| at the moment| here| currently| again)?"


def _whole(words: str) -> re.Pattern[str]:
    return regex(rf"^{_POLITE}(?:{words}){_END}", re.IGNORECASE)


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
    (
        _whole(
            rf"(?:make|turn|paint|colou?r|tint) (?:it|them|that|this|those|both|(?:the|that|this) (?:track|one))"
            rf"(?: to be| in)? {COLOR.pattern}"
        ),
        "set_track",
        "",
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
_SOUNDS = regex(
    r"\b(?:sounds?|hear|heard|audio|music|speak\w*|say\w*|sing\w*|talk\w*|mouth\w*|voice|lips|read\w*|tell\w*"
    r"|animat\w*|clip"
    r"|play\w*|loop|atmos\w*|ambien\w*|noise|soundscape)\b",
    re.IGNORECASE,
)
_PICTURE_WORK = regex(
    r"\b(?:crop|brighten|darken|resize|retouch|photoshop|blur|sharpen|recolou?r|paint|airbrush|rotate"
    r"|straighten|filter)\b.*"
    r"\b(?:photo|photograph|picture|image|pic|painting|portrait|sleeve|cover art|artwork)\b"
    r"|\b(?:photo|photograph|picture|image|pic|portrait|cover art|artwork)\b.*"
    r"\b(?:too dark|too bright|crop|brighten|darken|resize|sharper|blurr?y|black and white|sepia|colou?rs?)\b"
    r"|\b(?:cut|trim|chop|edit|shorten) .*\b(?:the|my|our) (?:\w+ )?video\b",
    re.IGNORECASE,
)
""" "The photo is too dark, brighten it": pictures are read and made to sound, not edited."""
_ADVICE = regex(
    r"\b(?:am i|are we|is it|would it be) (?:allowed|legal|illegal|lawful)\b|\bcopyright\b|\btinnitus\b"
    r"|\bwithout paying (?:anyone|them|him|her)\b|\bis (?:that|it|this) (?:dangerous|harmful|bad for my)\b"
    r"|\bmy ears (?:have been|are|keep) (?:whistling|ringing)\b",
    re.IGNORECASE,
)
"""Law and health: nothing that the assistant can tell."""
_MESSAGE = regex(
    rf"^{_POLITE}(?:text|whatsapp|e-?mail|phone|ring|message|dm)\s+(?:my |the |our )?\w+\s+"
    r"(?:that|to say|and (?:say|tell|ask))\b",
    re.IGNORECASE,
)
_ELSEWHERE = regex(
    r"\b(?:in|inside|on|with|from|within|using) (?:my |the )?(?:photoshop|word|excel|ableton|logic(?: pro)?"
    r"|pro tools|reaper|cubase|fl studio|bitwig|garageband"
    r"|chrome|firefox|safari|the browser|powerpoint|illustrator|premiere|lightroom|final cut|davinci|blender|garage"
    r" ?band|outlook|gmail|slack|discord|zoom)\b(?! (?:style|file|format))",
    re.IGNORECASE,
)
""" "Undo that in Photoshop": other programs are not ours to work."""
_FOR_ELSEWHERE = regex(
    r"\b(?:export|save|bounce|hand|continue|give|write|send|recorded|came|comes|made)\b", re.IGNORECASE
)
_HOW_FAR = (
    r"(?:an? (?:little |tiny )?(?:bit|little|touch|tad|hair)|slightly|further|farther|more|hard|far|all the way|fully"
    r"|half(?:way)?|just|\d+ ?(?:%|percent|per cent)?)"
)
_STARTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        regex(
            rf"^{_POLITE}(?:pan|move|put|place|shift|bring|nudge|push|pull|shove|set|send) (?!.*\b(?:pan(?:ning)?|over"
            rf"|across|from|until|slowly|gradually|bars?|beats?)\b)(?:[\w'-]+ ){{1,5}}?(?:{_HOW_FAR} )*"
            rf"(?:(?:to|on|towards?) the (?:{_HOW_FAR} )?(?:left|right)(?: (?:side|channel|speaker))?"
            r"|(?:hard|full|half) (?:left|right))"
            rf"(?: (?:by |about )?{_HOW_FAR})*{_END}",
            re.IGNORECASE,
        ),
        "mix",
        "pan",
    ),
    (
        regex(
            rf"^{_POLITE}(?:put|route|run|collect|bring|move)\b[^.;]*\b(?:in|into|to|through|on)\s+(?:an?|one|its own"
            r"|their own|the same)(?: new| common| shared)?(?: [\w-]+)? bus\b",
            re.IGNORECASE,
        ),
        "route",
        "bus",
    ),
    (
        regex(
            rf"^{_POLITE}(?:(?:put|route|run|send|feed)\b[^.;]*\b(?:in|into|to|through)\s+(?:an?|the|one)(?: [\w-]+)?"
            r" (?:return|aux)\b|send\b[^.;]*\b(?:to|into)\s+(?:an?|the|one)(?: [\w-]+)? (?:plate|hall|room|chamber"
            r"|spring|reverb|delay|echo)\b)",
            re.IGNORECASE,
        ),
        "route",
        "send",
    ),
    (
        regex(
            rf"^{_POLITE}(?:bounce|render|print|write|save) (?!everything|all\b|the (?:song|mix|session))"
            rf"[^,.;]{{2,40}}? (?:to|as|into) (?:an? |its own )?(?:file|(?:wav|mp3|flac|aiff)(?: file)?){_END}",
            re.IGNORECASE,
        ),
        "export",
        "",
    ),
    (
        regex(rf"^{_POLITE}(?:split|slice|chop) .*\b(?:at|in half|in two|in the middle)\b(?! of)", re.IGNORECASE),
        "edit_clip",
        "split",
    ),
    (
        regex(
            rf"^{_POLITE}(?:gimme|give me|get me|hand me|i(?:'d like| would like| want| need)|can (?:i|we) (?:have"
            rf"|get)|let me have|make me)\s+"
            rf"(?:the |an? |my |our )?(?:final |finished |whole |new )?(?:mp3|wav|flac|m4a|aac)(?: file|"
            rf" version)?(?: of .{{1,40}})?{_END}",
            re.IGNORECASE,
        ),
        "export",
        "",
    ),
    (
        regex(
            rf"^{_POLITE}(?:put|move|pack|throw|gather|collect|stick|bundle|drop|place)\b[^;]*\b(?:in|into|inside"
            rf"|under) (?:an?|one|the|their own|its own) (?:new )?(?:\w+ )?(?:folder|group)\b",
            re.IGNORECASE,
        ),
        "route",
        "group",
    ),
    (
        regex(
            rf"^{_POLITE}(?:use|switch to|go (?:back )?to|choose|pick|select|play) (?:the )?(?:take \d+"
            r"|(?:first|second|third|fourth|fifth|last|previous|other|earlier|\d(?:st|nd|rd|th)) (?:take|version))\b",
            re.IGNORECASE,
        ),
        "take",
        "use",
    ),
    (
        regex(
            rf"^{_POLITE}master (?:it|this|that|everything|(?:the|this|my) (?:whole )?(?:thing|song|track|mix"
            r"|lot|tune))(?: (?:at|to|for))? ?[-\u2212]? ?\d+(?:\.\d+)?(?: ?lufs)?(?! ?d ?b\b)\b",
            re.IGNORECASE,
        ),
        "master",
        "",
    ),
    (
        regex(
            rf"^{_POLITE}(?:create|make|add|generate|set up|open) (?:me |us )?an? (?:(?:new|empty|blank|fresh|audio"
            rf"|midi|{COLOR.pattern}) ){{0,3}}track (?:called|named|with the name)\b",
            re.IGNORECASE,
        ),
        "arrange",
        "new_track",
    ),
    (
        regex(
            rf"^{_POLITE}(?:(?:get|make|have|set|let) .{{2,40}}? (?:ready|prepared?)(?: (?:to|for)(?: be)?)?"
            r"|(?:prepare|prep) .{2,40}? (?:to|for)(?: be)?"
            r"|.{2,40}? (?:should|must|needs to) be ready (?:to|for)(?: be)?)"
            rf" record(?:ed|ing)?{_END}",
            re.IGNORECASE,
        ),
        "set_track",
        "arm",
    ),
    (regex(rf'^{_POLITE}sing (?:me |us )?"[^"]+"', re.IGNORECASE), "sing", ""),
    (
        regex(
            rf"^{_POLITE}(?:which|what) (?:take|version|one|try|recording)(?: of (?:the |my |our )?[\w'"
            rf" -]{{2,30}}?)? (?:is|are|do i|am i|was) (?:\w+ )?"
            rf"(?:playing|on|active|used|heard|hearing|sounding|current|in use|live|selected)\b.{{0,20}}$"
            rf"|^{_POLITE}(?:which|what) (?:take|version|try|recording)(?: number)? (?:is|was) (?:this|that"
            rf"|it)\b.{{0,20}}$"
            rf"|^{_POLITE}(?:am i|are we|is (?:it|this|that)) (?:hearing |listening to |playing |on )?(?:the"
            rf" )?(?:\w+ ){{0,4}}"
            rf"(?:take|version)s?(?: (?:of|on) (?:the |my |our )?[\w' -]{{2,30}}?)?(?: now| playing)?\W*$",
            re.IGNORECASE,
        ),
        "take",
        "list",
    ),
    (
        regex(
            rf"^{_POLITE}(?:delete|remove|erase|get rid of|clear(?: out)?|throw (?:out|away)"
            rf"|bin)\b.{{0,20}}\b(?:everything|anything|all|whatever|what|the (?:stuff|things|rest))\b"
            r".{0,12}\b(?:i|we|nobody|no one)(?: \w+)? (?:do not|don'?t|doesn'?t|didn'?t|needs?|uses?|wants?|likes?)\b",
            re.IGNORECASE,
        ),
        "ask",
        "",
    ),
    (
        regex(
            rf"^{_POLITE}what(?:'s| is| all is| else is| have (?:i|we)(?: got)?| do (?:i|we) have|'ve (?:i|we) got)"
            rf"(?: there| sitting| running| loaded)? on (?:the|my|our) (?!list|screen|timeline|agenda|mind)[\w'"
            rf" -]{{2,30}}?(?: now| right now| already| track| channel| bus)*{_END}",
            re.IGNORECASE,
        ),
        "session_info",
        "plugins",
    ),
    (
        regex(
            rf"^{_POLITE}(?:trim|crop|shorten|cut|chop|end|stop)\b[^,;]*\b(?:so (?:that )?it |to )?(?:ends?|stops?"
            rf"|finish(?:es)?|over) (?:at|on|before|after|by) bar \d+",
            re.IGNORECASE,
        ),
        "edit_clip",
        "trim",
    ),
    (
        regex(
            rf"^{_POLITE}(?:chop|cut|trim|crop|end|stop) [\w' -]{{2,40}}? (?:off )?after bar \d+", re.IGNORECASE
        ),
        "edit_clip",
        "trim",
    ),
    (
        regex(
            rf"^{_POLITE}(?:cut|chop|end|stop) (?:the|my|our) [\w' -]{{2,30}}? (?:off )?(?:at|on|from) bar"
            rf" \d+\b.*\b(?:fade|click|silen\w+|onwards?|on$)",
            re.IGNORECASE,
        ),
        "edit_clip",
        "trim",
    ),
    (
        regex(
            rf"^{_POLITE}(?:(?:drop|take|kill|mute|leave|lose|silence|no) )?(?:the |my |our )?[\w' -]{{2,30}}?"
            rf" (?:out|off|silent|muted|gone|quiet|away) "
            r"(?:in|for|during|between|over|through(?:out)?|from) (?:the )?bars? \d+"
            rf"|^{_POLITE}(?:kill|mute|silence|no) (?:the |my |our )?[\w' -]{{2,30}}? (?:in|for|during|between|over"
            r"|through(?:out)?|from) (?:the )?(?:bars? \d+|(?:\d+|an?|one|two|three|four) bars? (?:at|from|in|on)"
            r" bar \d+)"
            rf"|^{_POLITE}(?:drop|lose|cut) (?:the |my |our )?[\w' -]{{2,30}}? for (?:\d+|an?|one|two|three|four)"
            rf" bars? "
            r"(?:at|from|in|on) bar \d+"
            rf"|^{_POLITE}(?:let|have) (?:the |my |our )?[\w' -]{{2,30}}? (?:rest|pause|be silent|stay silent"
            rf"|tacet)s?\b.*\bbars? \d+",
            re.IGNORECASE,
        ),
        "automate",
        "write",
    ),
    (
        regex(
            rf"^{_POLITE}(?:the|our|that) (?:(?:first|last|second|final) )?(?:chorus|verse|bridge|drop|hook|ending"
            rf"|intro|outro|refrain|middle eight)\b[^,;]*\b"
            r"(?:lift|bigger|more energy|more power|explode|hit harder|(?:is|feels?|sounds?) (?:\w+ ){0,2}(?:small"
            r"|flat|weak|empty|lame|boring))\b",
            re.IGNORECASE,
        ),
        "ask",
        "",
    ),
    (
        regex(
            rf"^{_POLITE}(?:reset|zero|null) (?:all )?(?:the |my )?(?:faders?|levels?|volumes?)(?: to (?:zero"
            rf"|0|unity)| back)?{_END}",
            re.IGNORECASE,
        ),
        "mix",
        "gain",
    ),
    (
        regex(
            rf"^{_POLITE}make (?:the|my) [\w' -]{{2,30}}? (?:(?:a (?:bit|little|touch|tad)|slightly|much|way|even) )?"
            r"(?:brighter|darker|warmer|airier|crisper|duller|mellower|thinner|fuller|boomier)\W*$",
            re.IGNORECASE,
        ),
        "apply_effect",
        "eq",
    ),
    (
        regex(
            rf"^{_POLITE}(?:make|get) (?:the|my) [\w' -]{{2,30}}? (?:(?:a (?:bit|little|touch|tad)|slightly|much"
            r"|way|even) )?(?:louder|quieter|softer)\W*$",
            re.IGNORECASE,
        ),
        "mix",
        "gain",
    ),
    (
        regex(
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
        regex(
            rf"^{_POLITE}(?:add|put|give me|get me|bring in|layer)\s+(?:in\s+)?(?:some\s+|an?\s+)?"
            rf"(?!(?:the|my|your|our|that|this|its|more|less|track|reverb|delay)\b)(?:[\w-]+\s+)?(?:{_INSTRUMENTS})"
            r"(?:\s+(?:to|on top of|over|under|behind)\s+(?:it|that|this|them|the (?:song|track|mix|session)))?"
            rf"{_END}",
            re.IGNORECASE,
        ),
        "generate_audio",
        "",
    ),
    (
        _whole(
            r"(?:cut|reduce|remove|tame|lose|kill|get rid of|take out|take off|dial back|notch out|scoop|clean up"
            r"|control|less)(?: some of| a bit of)? (?:the |that |its |this )?"
            r"(?:mud|muddiness|boxiness|harshness|shrillness"
            r"|nasality|honk|boom|boominess|brittleness)(?: (?:out|down|back|a bit|a little|a touch|in there))*"
            r"(?: (?:on|in|of|from) (?:the |my )?[\w' -]{2,24})?"
        ),
        "apply_effect",
        "eq",
    ),
)
"""What is asked for without an amount, and means one thing all the same."""


_WHOLE = (
    r"(?:it|this|that|everything|we|it all|(?:the|this|our|my) (?:whole |entire )?"
    r"(?:song|piece|thing|track|tune|session|project|music|arrangement))"
)
_RUNS = regex(
    rf"\b{_WHOLE}(?:'s|'ll)? (?:\w+ ){{0,3}}?(?:run|go(?:es)?|be|play|move|tick|continue)s? (?:on )?(?:at|in|to|with) "
    r"(?P<bpm>\d{2,3}(?:\.\d+)?)(?: ?bpm)?(?=\s*(?:[,.;!?]|$|from\b|at\b|on\b|until\b))"
    r"|\b(?:run|go|play|continue)s? (?:on )?(?:at|to|in) (?P<too>\d{2,3}(?:\.\d+)?) ?bpm\b"
    rf"|\b{_WHOLE}\b[^.;!?]*\b(?:slower|faster|quicker)\b[^.;!?]*?(?P<plain>\d{{2,3}}(?:\.\d+)?)(?:"
    rf" ?bpm)?\s*(?:[,.;!?]|$)",
    re.IGNORECASE,
)
""" "From bar 9 it should run at 120", "everything a little slower, 66": the song's tempo."""
_TEMPI = 30, 300
_RAMP = regex(
    r"\b(?:rit(?:ard(?:ando)?)?|rall(?:entando)?|accel(?:erando)?)\b\.?.*?\b(?:\d{2,3}|tempo)\b", re.IGNORECASE
)
_OF_A_NAME = regex(r"\b(?:markers?|cues?|locators?|called|named)\b", re.IGNORECASE)
_METER_SAID = regex(
    r"\b(?:we|it|everything|the (?:song|piece|meter|metre|time signature))\b[^.;!?]*\b(?:in|into|to|at)\s+(?:an? )?"
    r"(?!1/)\d{1,2}/(?:2|4|8|16)\b(?!\s*(?:notes?|triplets?|of))",
    re.IGNORECASE,
)
_GRID = regex(r"\b(?:quanti[sz]\w*|grid|swing|delay|repeats?|notes?|snap)\b", re.IGNORECASE)


def _of_the_session(text: str) -> Route | None:
    """Questions about the whole session, and its tempo or metre said in a sentence."""
    runs = _RUNS.search(text)
    bpm = next((float(said) for said in runs.groups() if said), 0.0) if runs else 0.0
    if _TEMPI[0] <= bpm <= _TEMPI[1]:
        return Route("transport", "set_tempo", 0.97)
    if _RAMP.search(text) and not _OF_A_NAME.search(text):
        return Route("transport", "set_tempo", 0.97)
    if _METER_SAID.search(text) and not _GRID.search(text):
        return Route("transport", "set_meter", 0.97)
    return asked(text)


_OUTSIDE = regex(
    rf"^{_POLITE}(?:(?:(?:tele)?phone|ring up|e-?mail|hire|rent|photocopy) (?=(?:to )?(?:the|my|our|a|him|her|them)\b)"
    r"|print out\b|reserve\b|book (?!mark))(?!(?:the |a |my )?(?:sound|ring(?:ing)?|noise|voice|effect|call)\b)",
    re.IGNORECASE,
)
""" "Phone the drummer": what is done outside the session, whoever of it is named."""


@functools.lru_cache(maxsize=256)
def closed_form(text: str) -> Route | None:
    """The task of a closed form, or None."""
    if task := task_said(text):
        return Route(task, "", 1.0)
    for pattern, task, kind in _FORMS:
        if pattern.match(text.strip()):
            return Route(task, kind, 1.0)
    for pattern, task, kind in _STARTS:
        if pattern.match(text.strip()):
            return Route(task, kind, 0.97)
    if of_session := _of_the_session(text.strip()):
        return of_session
    if _OUTSIDE.match(text.strip()) or asks_for_a_person(text):
        return Route("refuse", "", 0.97)
    if is_beside(text) and not re.search(r"\bexport\w*\b", text, re.IGNORECASE):
        return Route("refuse", "", 0.97)
    if _ELSEWHERE.search(text) and not _FOR_ELSEWHERE.search(text):
        return Route("refuse", "", 0.97)
    if (_PICTURE_WORK.search(text) and not _SOUNDS.search(text)) or _ADVICE.search(text) or _MESSAGE.match(text):
        return Route("refuse", "", 0.97)
    return None
