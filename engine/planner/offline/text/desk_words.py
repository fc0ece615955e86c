"""Desk words: signs and turns of speech at the mixing desk, said in the words that all readers know.

"snare @ -6"                        → "snare at -6"
"vox > plate -15"                   → "vox to plate -15"
"let the organ sit out in verse 2"  → "mute the organ in verse 2"
"let me hear it without the tamb"   → "mute the tamb"
"take the mute off the pad"         → "unmute the pad"
"put the vocal in solo"             → "solo the vocal"
"…, then high-pass the keys at 90 hz" → "…, then put a high-pass on the keys at 90 hz"
"""

from __future__ import annotations

import re

from engine.planner.offline.text.newer_figure import newer_figure, without_old_figure
from engine.planner.regex import regex

_TOPS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "nine": 9, "twelve": 12,
}  # fmt: skip
_LOWS = {"two": 2, "four": 4, "eight": 8, "sixteen": 16}
_METER_SAID = regex(
    rf"(?:(?P<is>\b(?:in|into|to|are|is|be|a|as) )(?P<top2>{'|'.join(_TOPS)})-(?P<low2>{'|'.join(_LOWS)})"
    r"(?= (?:time|meter|metre|bars?|feel|again)\b|[\s,;.]*$|[,;.] )"
    rf"|\b(?P<top>{'|'.join(_TOPS)})[- ](?P<low>{'|'.join(_LOWS)})(?= (?:time|meter|metre)\b))",
    re.IGNORECASE,
)
_NAMED_METER = regex(r"\b(?P<name>common|cut|waltz) time\b", re.IGNORECASE)
_METERS = {"common": "4/4", "cut": "2/2", "waltz": "3/4"}
""" "Three-four bars, then common time again"."""
_AT = regex(r"(?<=[\w)]) ?@ ?(?=[-+]?\.?\d)")
_ARROW = regex(r"(?<=[\w\"')]) ?(?:-+>|=+>|→|(?<= )>(?= )) ?(?=[-+]?\w)")
_FIGURE = regex(r"(?:->|>|→) ?[^>]*\d|\d ?(?:->|>|→)")
""" "Vox > plate -15"; what stands behind "organ ->" alone is a new name."""
_LEAD = (
    r"^(?P<lead>\W*(?:(?:ok(?:ay)?|and|but|then|so|now|please|pls|maybe|hm+|yeah|yes|also|just|first|no|nah)\b[\s,]+)*"
    r"(?:(?:can|could|would) (?:you|we|u)(?: please| just)? )?)"
)
_WHO = (
    r"(?P<who>(?:the |my |our |that |those )?(?!(?:it|that|this|them|me|us|him|her)\b)[\w'&/-]+"
    r"(?: (?!in\b|during\b|for\b|and let\b)[\w'&/-]+){0,3}?)"
)
_PLAYER = r"(?: player| players| guy)?"
_PART = (
    r"(?:the )?(?:(?:first|second|third|last|next|whole) )*(?:verse|chorus|bridge|intro|outro|break|solo|hook|drop|pre)"
)
_WHERE = (
    rf"(?P<where>,? (?:(?:in|during|throughout|for|over|until|till|from|between|at|after|before)\b|{_PART}\b|bars? \d)"
    r" ?(?:(?! and then\b)[^,;.!?])*|(?: for now| now)?)"
)
_END = r"(?P<end>\W*)$"
_A_REST = r"(?:break|rest|breather|breath|pause)"
_RESTS = (
    rf"(?:sits? (?:it |this one )?out|lays? out|(?:takes?|has|have) (?:a|the|a bar'?s) {_A_REST}|rests?|pauses?"
    r"|holds? (?:its|his|her|their) breath|keeps? (?:quiet|silent|mum|shut)|shuts? up|goes? silent|stops? playing"
    r"|not play|stays? (?:silent|quiet|out)|(?:skips?|misses?|drops? out of)(?= (?:bars? \d|the )))"
)
_THEN_ON = (
    r"(?P<end>(?:(?:, (?:and )?then|,? and then|[,;.] (?:and )?after(?:wards| that)"
    r"|, and (?=[^,;.!?]* (?:too|as well|also)\b))\b[^,;.!?]*)?\W*)$"
)
""" "…, then it comes in again", "…, and the bells too"."""
_SHALL = r"(?:(?:should|shall|must|can|could|has to|have to|needs to|need to|ought to|may) )?"
_TRIED = (
    r"(?:(?:let me|let's|lets|let us|can i|can we|could i|could we|may i|i(?:'d| would) like to|i want to|we could"
    r"|we should) )?(?:try|hear|listen to|check|play|have)"
    r"(?: (?:it|this|that|everything|all|the (?:song|mix|track|rest|whole thing)))?"
    r"(?: once| quickly| for (?:a )?(?:sec|second|moment|bit))?"
)
_SOUNDS_LIKE = r"(?:what (?:does|would|'s|is) (?:it|this|that)(?: all)? (?:sound )?like|how does it sound)"
_A_MOMENT = r"(?P<moment>(?:,? (?:for (?:a |one )?(?:sec|second|moment|minute|bit|now)|once|quickly|please|pls))*)"
_FORMS = (
    (
        regex(rf"{_LEAD}(?:let|have|make) {_WHO}{_PLAYER} {_RESTS}{_WHERE}{_THEN_ON}", re.I),
        "{lead}mute {who}{where}{end}",
    ),
    (
        regex(
            rf"{_LEAD}{_WHO}{_PLAYER} (?:should|shall|must|may|can|could|has to|have to"
            rf"|needs? to) pause{_WHERE}{_THEN_ON}",
            re.I,
        ),
        "{lead}mute {who}{where}{end}",
    ),
    (regex(rf"{_LEAD}shut {_WHO}{_PLAYER} up{_WHERE}{_END}", re.I), "{lead}mute {who}{where}{end}"),
    (regex(rf"{_LEAD}shut up {_WHO}{_PLAYER}{_WHERE}{_END}", re.I), "{lead}mute {who}{where}{end}"),
    (
        regex(
            rf"{_LEAD}{_WHO}{_PLAYER} {_SHALL}(?:is |be )?(?:tacet|sits? (?:this one |it )?out|lays? out"
            rf"|takes? a {_A_REST}|holds? (?:its|his|her|their) breath|pauses(?= (?:in|for|during)\b)"
            rf"|not play|shouldn'?t play|doesn'?t play|does not play)"
            rf"(?: there)?{_WHERE}{_THEN_ON}",
            re.I,
        ),
        "{lead}mute {who}{where}{end}",
    ),
    (
        regex(
            rf"{_LEAD}{_WHO}{_PLAYER} (?:(?:has to|have to|must|needs to) go|should (?:be out|be gone|come out))"
            r"(?P<where> (?:in|during|for|throughout) (?!bars?\b|beat)[^,;.!?]+)" + _END,
            re.I,
        ),
        "{lead}mute {who}{where}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:lose|ditch|drop|get rid of|remove|cut|take out|dump) {_WHO}"
            rf" for (?:now|a (?:sec|second|moment|bit)){_END}",
            re.I,
        ),
        "{lead}mute {who}{end}",
    ),
    (
        regex(rf"{_LEAD}(?:take|get|turn) (?:the )?mute off (?:of )?{_WHO}{_END}", re.I),
        "{lead}unmute {who}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:bus|(?:put|stick|throw|run|get) (?=[^.;]*\bon(?:to)? (?:a|one) (?:new )?bus\b)) ?"
            r"(?P<who>(?!an? |some |to\b|up\b|down\b|at\b|by\b|is\b)[\w'& -]+?(?:, ?[\w'& -]+?)*(?:,| and|,? &)"
            r" (?!pan\b|put\b|send\b)"
            rf"[\w' -]+?)(?: together| up)*(?: on(?:to)? (?:a|one) (?:new )?bus)?{_END}",
            re.I,
        ),
        "{lead}make a bus for {who}{end}",
    ),
    (
        regex(rf"{_LEAD}(?:put|set|switch|stick) {_WHO} (?:in|on|into|to) solo{_END}", re.I),
        "{lead}solo {who}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:(?:hit|press|push|put|click|engage) )?(?:the |an? )?(?P<what>mute|solo|s|m)(?: button)? on "
            rf"{_WHO}{_END}",
            re.I,
        ),
        "{lead}{what} {who}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:{_TRIED}|{_SOUNDS_LIKE}) (?:without|minus|w/o|with no) {_WHO}{_A_MOMENT}(?P<end>[\s.!?]*)$",
            re.I,
        ),
        "{lead}turn {who} off for a moment",
    ),
)
_NAMES = r"[\"'“]?(?P<name>[\w&'-]+(?: (?!for\b|with\b|and\b)[\w&'-]+){0,2}?)[\"'”]?"
_MANY = r"(?P<who>[\w'&+,/ -]+?)"
_A_NEW = (
    r"(?:(?:make|create|add|set up|open|i want|i need|we need|give me) (?:me )?(?:an? |one )?(?:new )?|an? (?:new )?"
    r"|new )"
)
_NEW = r"(?:(?:make|create|add|set up|open|i want|i need|we need|give me) )?(?:me )?(?:an? |one )?(?:new )?"
_ROOMS = (
    (
        regex(
            rf"{_LEAD}(?:bundle|bunch|lump|combine|collect|gather) {_MANY}(?: together)? (?:as|into|in) "
            rf"(?:(?:an? |one )?(?:group|folder),? (?:called |named )?)?{_NAMES}{_END}",
            re.I,
        ),
        "{lead}group {who} as {name}{end}",
    ),
    (
        regex(
            rf"{_LEAD}{_NEW}(?:group|folder)(?: track)? (?:for|of|with|from) {_MANY}(?:,? (?:called|named)|,? (?:and )?"
            rf"(?:call|name) (?:it|that)) {_NAMES}{_END}",
            re.I,
        ),
        "{lead}group {who} as {name}{end}",
    ),
    (
        regex(
            rf"{_LEAD}{_A_NEW}(?:group|folder)(?: track)? (?:called |named )?{_NAMES} (?:for|with|of|from) {_MANY}"
            rf"{_END}",
            re.I,
        ),
        "{lead}group {who} as {name}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:make|create|add|set up) an? {_NAMES} (?:group|folder)(?: track)?(?:,| and|, and|, then| then) "
            rf"(?:put|move|stick|throw) {_MANY} (?:in|into|inside)(?: it| there)?{_END}",
            re.I,
        ),
        "{lead}group {who} as {name}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:(?:make|create) (?:an? )?)?(?:sub-?mix|sub-?group|bus) (?:of |for )?(?!for\b|called\b)"
            rf"{_MANY}(?:,? (?:called|named|as)"
            rf"|,? (?:and )?(?:call|name) (?:it|that)) {_NAMES}{_END}",
            re.I,
        ),
        "{lead}route {who} through a bus called {name}{end}",
    ),
    (
        regex(
            rf"{_LEAD}{_NEW}bus,? (?:called |named )?{_NAMES}(?:,| and|, and) (?:(?:put|route|send|run) )?{_MANY} "
            rf"(?:(?:go(?:es)?|runs?|comes?) )?(?:through|into|in) (?:it|there){_END}",
            re.I,
        ),
        "{lead}route {who} through a bus called {name}{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:sum {_MANY}(?: out)?|send (?P<who2>[\w'&+,/ -]+?) out) (?:on|onto|to|into|through) "
            rf"(?:an? |one |their own )(?:new )?(?:bus(?:,? (?:called|named|and call it|call it)) {_NAMES}"
            rf"|(?P<name2>(?-i:[A-Z])[\w&'-]*) bus){_END}",
            re.I,
        ),
        "{lead}route {who} through a bus called {name}{end}",
    ),
)
_ELSE = (
    r"(?:(?:everything|everyone|everybody|all) else|the (?:rest|others)(?: of (?:it|them|the (?:band|mix|tracks)))?)"
)
_STILL = r"(?:alone|untouched|as (?:it|they)(?:'s| is| are)|where (?:it|they)(?:'s| is| are)|as is|there|in place)"
_THE_REST = (
    (
        regex(
            rf"{_LEAD}(?:leave|keep) {_MANY} {_STILL}(?:,? (?:and|but)|,)(?: then)? "
            rf"(?P<verb>(?:[a-z]+ ){{0,2}}?){_ELSE}"
            r"(?P<rest>(?: [^,;.!?]+)?)[\s.!]*$",
            re.I,
        ),
        "{lead}{verb}everything but {who}{rest}",
    ),
    (
        regex(
            rf"{_LEAD}(?!only\b|just\b){_MANY} (?:stays?|remains?|can stay)(?: {_STILL})?(?:,? (?:and|but)|,) {_ELSE}"
            r"(?P<rest> [^,;.!?]+?)[\s.!]*$",
            re.I,
        ),
        "{lead}everything but {who}{rest}",
    ),
    (
        regex(
            rf"{_LEAD}{_MANY} (?:is|are|sits?|feels?|sounds?|'s)? ?(?:way |a bit |much |a little |slightly |still )*"
            r"too far "
            r"(?:out |over )?(?:to the |on the )?(?:left|right)[,;.]+ (?:so |please )*(?:bring|pull|move|get|put|take) "
            r"(?:it|them|him|her) (?:back )?(?:in|back)(?P<bit> a (?:bit|little|touch))?[\s.!]*$",
            re.I,
        ),
        "{lead}move {who}{bit} closer to the middle",
    ),
    (
        regex(
            rf"{_LEAD}(?:i(?:'d| would) (?:love|like|prefer)|i want|i need|make|get|have|want) {_MANY} (?:to be )?"
            rf"(?:barely|hardly|just about|only just) (?:there|audible|noticeable|heard){_END}",
            re.I,
        ),
        "{lead}turn {who} down a lot{end}",
    ),
    (
        regex(
            rf"{_LEAD}(?:can|could) {_MANY} be (?P<how>(?:(?:a (?:bit|little|touch|tad)|much|even|slightly) )?"
            r"(?!other|over|under|after|never|ever)(?:[a-z]{3,}er|(?:more|less) [a-z]+))(?: than .*?)?[\s.!?]*$",
            re.I,
        ),
        "{lead}make {who} {how}",
    ),
)
_THAN_NOW = regex(
    r"(?<=er) than (?:it|they|he|she|that|those)(?:'s| is| are|'re)(?: now| right now)?(?=[\s.!]*$)", re.I
)
_ALL_OF_THEM = regex(r"(?<=s), (?:all|both) of (?:them|'em|those)(?=[\s.!]*$)", re.I)
_LEFT_RIGHT = regex(r"\bleft ?/ ?right\b", re.I)
_BELOW = r"(?:-|−|minus )(?:\d+(?:\.\d+)?|half an?|one|two|three|six)"
_CEILING = regex(
    rf"(?:with )?(?:an? )?(?:(?P<first>{_BELOW}) ?(?:d ?b(?:tp|fs)?|decibels?)? ceiling|ceiling (?:at |of |to )?"
    rf"(?P<last>{_BELOW})(?: ?(?:d ?b(?:tp|fs)?|decibels?))?)",
    re.I,
)
_DEREVERB = (
    regex(
        rf"{_LEAD}(?:get|take|remove|strip) (?:the |some of the |all the )?(?:room(?:iness| sound| echo| reverb)?|echo)"
        rf" (?:off|out of|from) {_MANY}(?:'s? (?:recordings?|mic|voice|track|lines?))?{_END}",
        re.I,
    ),
    regex(rf"{_LEAD}de-?reverb(?:erate)? {_MANY}{_END}", re.I),
)
_VOCAL_TRACKS = regex(
    r"\b(?:the |all |our |my )*(?:(?:two|three|four|five|six|\d) )?(?:vocal|vox|voice) (?:tracks|channels)\b", re.I
)
_ONE = r"(?P<who>(?:the |my |our )?[\w'&-]+(?: [\w'&-]+){0,2}?)"
_NAMED = r"[\"'“]?(?P<name>[\w&'-]+(?: [\w&'-]+){0,2})[\"'”]?[\s.!]*$"
_RENAMES = tuple(
    regex(form, re.I)
    for form in (
        rf"{_LEAD}give {_ONE} (?:the|a|another)(?: new)? name:? (?!of\b){_NAMED}",
        rf"{_LEAD}{_ONE}(?: track)? (?:gets|should get|needs) (?:the|a|another)(?: new)? name:? {_NAMED}",
        rf"{_LEAD}{_ONE}(?: track)?(?:'s)? (?:new )?name ?[:=] ?{_NAMED}",
        rf"{_LEAD}{_ONE} is (?:actually |really )?an? (?P<name>[\w'&-]+(?: [\w'&-]+)?),? (?:so )?"
        r"(?:please )?re-?name it(?: (?:that|so|accordingly))?[\s.!]*$",
    )
)
_LATER = regex(
    r"\b(?P<verb>start|begin|end|stop|finish)(?: it)?(?: a (?:bit|little))? (?:later|earlier|sooner),? "
    r"(?:at |on |from |in )?(?=bar \d)",
    re.I,
)
_EDGE_OF = regex(r"\b(?P<edge>end|start|beginning|top) of (?P<bar>\d{1,3})\b(?! ?(?:bars?|beats?|d ?b|%|seconds?"
    r"|s\b|ms))", re.I)
""" "Till the end of 16"."""
_INSTEAD_OF = regex(
    r"^(?P<lead>\W*(?:(?:no|nah|nope|sorry|actually|make it|rather|better|ok|please|hm+)\b[\s,]*)*)"
    r"(?P<new>(?:(?:from|to|at|by) )?[-+]?\d+(?:\.\d+)? ?(?P<unit>d ?b|%|hz|k|khz|ms|bars?|beats?|s|sec|seconds?)?)"
    r"(?: ?,? (?:instead of|rather than|and not|not)|, ?not) [-+]?\d+(?:\.\d+)?"
    r" ?(?:d ?b|%|hz|k|khz|ms|bars?|beats?|s|sec|seconds?)?\W*$",
    re.I,
)
""" "4 instead of 2": the new figure."""
_PART_ALONE = regex(
    rf"{_LEAD}(?:leave|keep) (?P<part>(?:the )?(?:first|last|opening|final) (?:\w+ )?bars?)(?: of (?P<who>(?:the "
    rf"|my )?[\w' -]+?))?"
    rf" {_STILL}(?:,? (?:but|and)|[,;]) (?P<verb>[a-z]+) (?:the (?:rest|others)|everything else)(?: of (?:it|them"
    rf"|the [\w' -]+?))?"
    r"(?P<rest>(?: [^.!?]+)?)[\s.!]*$",
    re.I,
)
""" "Leave the first four bars of the viola alone but quantise the rest of it"."""
_UNDO_AND = regex(r"(?:^|(?<=[.!,;] )|(?<=\bok ))undo,? (?:and|then|n)(?: then)? (?=[a-z])", re.I)
""" "Undo and even out the hits instead"."""
_FADES_IN = regex(
    r"\b(?P<fades>fad(?:e|es|ing)(?: (?!in\b|out\b|up\b|down\b|to\b)[\w'-]+){0,3}?) in "
    r"(?=bars? \d|the (?:first|opening) (?:\d+|two|three|four|eight|couple of) bars\b)(?!.*\bout\b)",
    re.I,
)
""" "Pad fades in bars 5-8": the "in" is said once for both."""
_BARS_LAST = regex(
    r"^(?P<what>(?:(?!\b(?:bars?|loop|cycle|between|select|from)\b)[^,;])*\w),"
    r" (?P<bars>bars? \d+ ?(?:-|–|to|and|through|till) ?\d+)"
    r"(?P<end>[\s.!]*)$",
    re.I,
)
""" "Mute the hats, bars 5 to 8": there."""
_OTHER_FIGURE = regex(
    r"(?<![\d.])(?P<old>[-+]?\d+(?:\.\d+)?)(?P<unit> ?(?:%|percent|d ?b))?"
    r"(?P<way> (?:to the )?(?:left|right|up|down|louder|quieter|lower|higher|off))"
    r"[\s,.;:–-]+(?:(?:oh|ah|hm+|e+h+m*|er+m?|uh+m?|no|nah|nope|sorry|wait|actually|i mean|or rather|rather"
    r"|make (?:it|that)"
    r"|say|better)[\s,.]+)+(?P<new>\d+(?:\.\d+)?)(?P<unit2> ?(?:%|percent|d ?b))?(?=\W*$|[,;.] )",
    re.I,
)
""" "20 left, no make that 30": the way is said once."""
_WHERE_IT_WAS = regex(
    rf"{_LEAD}(?:bring|pull|turn|take|get|push|move|nudge|put|set) {_WHO} (?:back )?(?:up|down|over|in"
    rf"|out)? ?(?:back )?to"
    r" (?:where|what|how) (?:it|he|she|they) (?:was|were|sat|stood|had been)(?P<when> [^,;.]*)?[\s.!]*$",
    re.I,
)
""" "Bring the bass down to where it was" asks for no level of its own."""
_BUS_CALLED = regex(
    r"(?P<lead>^\W*|\b)(?P<verb>(?:put|route|run|throw|stick|bundle|sum|get) )?(?P<who>(?:the |my )?[\w'&/ ,-]+?)"
    r"(?: together)? (?:on|onto|to|into|through|thru|in) (?:one|a|an?other|a new|the same|their own|its own) (?:new )?"
    r"(?P<room>bus|group),? (?:and )?(?:called|named|(?:call|name) (?:it|that)) (?P<name>[\"'“]?[\w&'-]+[\"'”]?)",
    re.I,
)
""" "Kick snare and hat on one bus, call it DRUMS, and pull that whole bus down 2"."""
_ALL_OF_IT = regex(r"\b(?:that|this|the) whole (?P<what>bus|group|lot)\b|\bthe lot (?=down|up)", re.I)
_SAID_SHORT = (
    (regex(r"\bright (?=out to the (?:sides|edges)\b)", re.I), ""),
    (
        regex(r"\b(?P<verb>put|place|lay) the same (?P<who>[\w' ]{2,25}?) (?=on(?:to)? an? (?:new|separate"
            r"|second)\b)", re.I),
        r"\g<verb> a copy of the \g<who> ",
    ),
    (
        regex(
            r"(?P<front>(?:[,;.]|\band\b|\bthen\b)\s+(?:and\s+)?(?:then\s+)?)(?P<pass>(?:high|low|band)-?pass|hpf|lpf)"
            r"\s+(?P<who>(?:the|my|our) [\w' -]{1,30}?)(?=\s+(?:at|from|below|above|around)\b|\s*(?:$|[,.;]))",
            re.I,
        ),
        r"\g<front>put a \g<pass> on \g<who>",
    ),
    (regex(r"(?<= out) (?:altogether|completely|entirely|totally)\b", re.I), ""),
    (regex(r"\bother way (?:about|a?round)\b", re.I), "other way round"),
    (regex(r"\bsplit the diff\b", re.I), "split the difference"),
    (regex(r"\b(?:panned )?(?:to |in )?(?:the )?(?:mid|ctr)(?=\W*$|, )(?<!the mids)", re.I), "in the middle"),
)
_IN_FROM = regex(
    r"^(?P<out>.*\b(?:out|muted?|mutes|silent|tacet)\b.*\b(?:for|in|during|through)\b[^,;]*),? (?:and |then )*"
    r"(?:(?:it )?(?:comes |come )?)?(?:back )?in (?:again )?(?:from|at|with) (?:the "
    r"|bar )?[\w ]{1,20}?(?: on(?:wards)?)?[\s.!]*$",
    re.I,
)
""" "Out for the verse, in from the chorus": as it is then anyway."""
_BUTTONS = {"m": "mute", "s": "solo"}


def _meter(match: re.Match[str]) -> str:
    top, low = match["top"] or match["top2"], match["low"] or match["low2"]
    return f"{match['is'] or ''}{_TOPS[top.lower()]}/{_LOWS[low.lower()]}"


def _named_meter(match: re.Match[str]) -> str:
    return f"{_METERS[match['name'].lower()]}"


def at_the_desk(text: str) -> str:
    """The text with such words in their place; the same text for anything else."""
    text = _VOCAL_TRACKS.sub("the vocals", text)
    text = _FADES_IN.sub(r"\g<fades> in over ", _BARS_LAST.sub(r"\g<what> in \g<bars>\g<end>", text))
    text = _LEFT_RIGHT.sub("left and right", _ALL_OF_THEM.sub("", _THAN_NOW.sub("", text)))
    text = without_old_figure(_NAMED_METER.sub(_named_meter, _METER_SAID.sub(_meter, text)))
    if part := _PART_ALONE.search(text):
        return f"{part['lead']}{part['verb']} {part['who'] or 'it'}{part['rest']}, but not {part['part']}"
    for form, words in (*_ROOMS, *_THE_REST):
        if match := form.search(text):
            told = {name: word or "" for name, word in match.groupdict().items()}
            told = {**told, **{name[:-1]: word for name, word in told.items() if name in ("name2", "who2") and word}}
            return words.format(**told)
    if re.search(r"\blimit", text, re.I):
        text = _CEILING.sub(lambda match: f"threshold {match['first'] or match['last']} dB", text)
    for form, words in _SAID_SHORT:
        text = form.sub(words, text)
    if (bus := _BUS_CALLED.search(text)) and not re.search(r"\"|\bsend\b", text):
        room = f"{bus['room']} called" if bus["room"].lower() == "bus" else "group called"
        rest = _ALL_OF_IT.sub(f"that {bus['room']}", text[bus.end() :])
        verb = "route" if bus["room"].lower() == "bus" else "put"
        way = "through a" if verb == "route" else "into a"
        text = f"{text[: bus.start()]}{verb} {bus['who'].strip()} {way} {room} {bus['name']}{rest}"
    for form in _DEREVERB:
        if match := form.search(text):
            return f"{match['lead']}enhance the speech of {match['who']}"
    for form in _RENAMES:
        if match := form.search(text):
            return f"{match['lead']}rename {match['who']} to {match['name']}"
    if '"' in text:
        return text
    text = _UNDO_AND.sub("undo that and ", text)
    text = _IN_FROM.sub(r"\g<out>", text)
    if was := _WHERE_IT_WAS.search(text):
        return f"{was['lead']}put {was['who']} back how it was{was['when'] or ''}"
    text = _OTHER_FIGURE.sub(lambda one: f"{one['new']}{one['unit2'] or one['unit'] or ''}{one['way']}", text)
    text = _EDGE_OF.sub(r"\g<edge> of bar \g<bar>", _LATER.sub(r"\g<verb> at ", text))
    text = _AT.sub(" at ", text)
    text = _ARROW.sub(" to ", text) if _FIGURE.search(text) else text
    text = newer_figure(_INSTEAD_OF.sub(r"\g<lead>\g<new>", text))
    for form, words in _FORMS:
        if match := form.search(text):
            said = {name: told or "" for name, told in match.groupdict().items()}
            if said.get("what"):
                said["what"] = _BUTTONS.get(said["what"].lower(), said["what"])
            return words.format(**said)
    return text
