"""Idioms: "tone it down", "rein the delay in" is less of it and no tone lower, "back to back" is nothing taken back."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_NO_PITCH = r"(?!\s*\d)(?! (?:a |an |one |two |half )*(?:semi)?tones?\b)"
_TONED = regex(
    r"(?<!\ba )(?<!\bone )(?<!\bhalf )(?<!\bwhole )(?<!\d )\b(?:tone|rein|reel)"
    r" (?:(?P<what>(?:the |my |that |this |those )?[\w' ]+?) )?"
    rf"(?P<way>down|in|back)\b{_NO_PITCH}(?P<size> a (?:bit|little|touch|tad|lot))?",
    re.IGNORECASE,
)
_BEGINS = regex(
    r"(?:^|[^\w\s'’]\s*|\b(?:and|then|but|or|so|ok|okay|please|to|you|we|i|just|let'?s|can|could|would|should|must"
    r"|maybe"
    r"|now|gotta|better|also|really)\s+)$",
    re.IGNORECASE,
)
"""Where a verb may stand."""
_IT = frozenset("it that this them things those these everything".split())
_VERBS = {"tone": "down", "rein": "in", "reel": "in"}


_BACKED_OFF = regex(
    r"\bback (?:off (?P<behind>(?:the |my |that |this )[\w' ]+?|it|that)"
    r"|(?P<what>it|that|this|them|(?:the |my )[\w']+) off)"
    r"\b(?P<size> (?:a (?:bit|little|touch|tad|lot)|some|slightly))?(?=\W*$|[,.;!]| (?:please|pls|then|again|there)\b)",
    re.IGNORECASE,
)
""" "Back it off a bit" is less of it."""
_IN_A_ROW = regex(r"\bback[ -]to[ -]back\b", re.IGNORECASE)


_ROOM_NAMED = regex(
    r"\b(?P<room>(?:one|a|the same|new) (?:folder|group|bus))(?: (?:please|pls|plz))?,\s+"
    r"(?P<name>[A-Z][\w&-]*(?: [A-Z][\w&-]*)?)"
    r"(?=\W*$)"
)
""" "In one folder please, HORNS"."""
_DO_ALIKE = regex(
    r"^(?P<lead>\W*(?:(?:and|now|ok|then|also)\b[\s,]*)*)do "
    r"(?P<what>(?:the |my |our )?(?!same\b|it\b|that\b)[\w' ]{2,40}?)"
    r" the same(?: way| thing)?(?=\W*$)",
    re.IGNORECASE,
)
""" "Do the second chorus the same way"."""
_AS_PLAYED = regex(
    r"\b(?:where|(?<=back )(?:the way|how|as|like)) (?:(?:he|she|they|i|we|you) (?:played|sang|(?<!\bi )(?<!\bwe )had"
    r"|recorded|put|left|cut|did)"
    r" (?:it|that|them)|it started out|(?:he|she) (?:was|sat)|(?:i|we|you) had (?:him|her))\b",
    re.IGNORECASE,
)
_SMOOTHLY_OUT = regex(
    r"\b(?:take|pull|bring|ease) (?P<what>[\w' ]{2,30}?) out (?:very |nice and )?(?:smoothly|slowly|gradually"
    r"|gently|softly|bit by"
    r" bit)(?= (?:over|in|during|across|from|until|till|before)\b|\W*$)",
    re.IGNORECASE,
)
""" "Take it out smoothly over four bars" is a fade."""
_HALF_DONE = regex(r"\bhalf[- ]?(?:ass(?:ed)?|arsed|baked|hearted(?:ly)?|cocked)\b", re.IGNORECASE)
""" "Panned half assed" is no half."""
_TOO_SOON = regex(
    r"\b(?:comes? in|enters?|starts?|begins?|is|sits|lies|lands|plays) (?:far |much |way )?too (?:(?P<soon>early"
    r"|soon)|late) by"
    r" (?:about |around )?(?P<much>(?:\d+(?:\.\d+)?|an?|one|two|three|four|half an?) ?(?:bars?|beats?|seconds?|ms"
    r"|milliseconds?))\b",
    re.IGNORECASE,
)
""" "The pad enters too early by a bar": it is to come a bar later."""
_BOUNCED_WITHOUT = regex(
    r"^(?P<lead>\W*(?:(?:and|ok|now|then|please|can you|can u|pls)\s+)*)(?:bounce|render|print|export)(?: it| this"
    r"| that| all"
    r"| everything| the (?:whole )?(?:song|track|thing))? (?=(?:without|minus)\b)",
    re.IGNORECASE,
)
""" "Bounce without the vox" is a mix of the others."""
_MEET = regex(
    r"\bmeet (?:me |us |you |each other )?(?:in the middle|half ?way)(?: between [^.;!?]*)?"
    r"|\b(?:go|be|lie|land|settle) (?:somewhere )?(?:half ?way |in the middle )?between how (?:it|he|she|they)"
    r" (?:was|were) and how"
    r" (?:it|he|she|they) (?:is|are)(?: now)?",
    re.IGNORECASE,
)
""" "Could we meet in the middle between how it was and how it is now"."""
_GOES_DOWN = regex(
    r"\bgoes (?=(?:about |around |by )?\d+(?:\.\d+)? ?d(?:b|ecibels?) (?:down|up|quieter|louder|softer|lower)\b)",
    re.IGNORECASE,
)
""" "In bar 9 the score goes 6 dB down" is ordered."""
_UNTIL_NOTHING = regex(
    r"\b(?:until|till|'til|down to) (?:there(?:'s| is) )?nothing\b(?:(?: is)? left| remains)?(?: any"
    r" ?more)?", re.IGNORECASE
)
_WHAT_I_MEANT = regex(
    r"^(?P<lead>\W*(?:(?:sorry|no|nah|oh|oops|wait|hm+|actually|well|i mean)\b[\s,.!]*)*)"
    r"(?P<what>(?:the|my|our|that|this) [\w' -]{2,40}?) (?:is|was|'s) (?:what|who|the one|the one that|that which)"
    r" (?:i|we) (?:meant|mean|was talking about|am talking about|had in mind)(?=\W*$)",
    re.IGNORECASE,
)
""" "Sorry, the ad lib is what I meant"."""
_THAN_NOW = regex(
    r"(?P<more>\b(?:later|earlier|sooner)) than (?:that|this|it is(?: now)?|now)(?=\W*$|\s*[,.;!])", re.IGNORECASE
)
""" "A bar later than that" is a bar later."""
_HALF_SO = regex(
    r"\bhalf so (?P<so>much|loud|quiet|long|fast|strong|wet|far|hard)\b|\bhalf as much (?:of (?:the|that) )?"
    r"(?:[a-z]+ness|swing|humani[sz]\w+|randomness|movement|variation|wobble|slop|groove)\b",
    re.IGNORECASE,
)
""" "Half as much looseness" behind what made it loose."""
_SO_MUCH_UNDER = regex(
    r"(?P<much>\b\d+(?:\.\d+)? ?d(?:b|ecibels?)) (?:under|below|beneath)(?=\W*$|[,;.]| (?:in|during|over|through"
    r"|throughout|for|from|while|when|until|till|at bars?|then|and)\b)",
    re.IGNORECASE,
)
""" "The score goes 6 dB under in bars 3 and 4": so much down."""
_UNDER_WHERE = regex(
    r"(?P<much>\d+(?:\.\d+)? ?db|a (?:bit|little|touch|tad)) (?:(?P<less>under|below|less than|quieter than"
    r"|lower than)|over|above"
    r"|more than|louder than) (?:where|what) (?:it|he|she|they|that) (?:was|were|had been)(?: before)?\b",
    re.IGNORECASE,
)
""" "Back in, 6 dB under where it was"."""
_ON_MINUS = regex(r"\bon (?=[-−]\d)", re.IGNORECASE)
""" "Send it to the Verb bus on -14"."""
_PUT_THAT_RIGHT = regex(r"\b(?:put|set) (?:that|this) right\b(?=\W*$)", re.IGNORECASE)
""" "Would you put that right?" turns nothing to a side."""
_TAKE_OFF = regex(
    r"(?P<only>\b(?:just|only) )?\btake off (?P<much>\d+(?:\.\d+)?(?: ?db)?)(?=\W*$| instead\b| of\b)", re.IGNORECASE
)
""" "Only take off 3 instead"."""
_FOR_IT_INSTEAD = regex(
    r"^\W*(?:lose|drop|scrap|kill|forget|ditch|bin|skip) (?:the |that |this )?[\w' ]{2,20}?(?:[,.;]+| and"
    r"| but)\s+(?:(?:and|but) )?"
    r"(?:give me|gimme|do|make it|add|use|try|put in|i(?:'d| would) (?:like|rather have)"
    r"|let'?s have) (?P<what>(?!it\b|that\b)[\w' ]{3,40}?)"
    r" instead(?=\W*$)",
    re.IGNORECASE,
)
""" "Lose the harmony. Give me the octave below instead"."""
_FROM_WHAT_IT_WAS = regex(
    r"(?<=\b(?:down)) from (?:what (?:he|she|they|it|i) (?:played|sang|was|had)|the original)(?: instead)?\b"
    r"|(?<=\bup) from (?:what (?:he|she|they|it|i) (?:played|sang|was|had)|the original)(?: instead)?\b",
    re.IGNORECASE,
)
""" "A fourth down from what he played instead", behind an octave."""
_STARTS_FADING = regex(
    r"\b(?P<start>start|begin) (?:to fade|fading|fadin'?|the fade)(?: (?:in|out))?(?= .*\b(?:sooner|earlier|later)\b)",
    re.IGNORECASE,
)
_CHANGES = regex(
    r"\b(?P<which>which|what) changes (?=(?:is|are|does|do) (?:the |my |our |this |that )?[\w' -]{1,30}? (?:blow"
    r"|play|comp)"
    r"(?:ing)?\b|(?:is|are) (?:these|those|they|we playing|this)\W*$)",
    re.IGNORECASE,
)
""" "What changes are the horns blowing?": their chords."""
_ONE_THAT = regex(
    r"\b(?P<who>(?:the )?[\w' -]{2,30}?) is the (?:one|track|clip|take)(?: (?:that|which|who))?"
    r" (?P<goes>can go|may go|has to go|must go|goes|should go|(?:i|we) (?:don'?t|do not) (?:need|want))\b",
    re.IGNORECASE,
)
""" "Nylon Right is the one that can go"."""
_PLAYED_SO = regex(
    r"(?P<joint>,? and |, )(?:play|have|let|make)(?: (?:her|him|it|them))?(?: play(?:ed)?)?"
    r" (?:(?:very|quite|rather|a bit|more) )?(?:gently|softly|hard|strongly|lightly|quietly|loudly|evenly|tenderly),"
    r" (?=(?:all |everything |every note )?(?:of (?:it|them) )?(?:around |about |at |with )*velocit)",
    re.IGNORECASE,
)
""" "… and play her gently, all around velocity 60"."""
_UNTIL_BAR = regex(
    r"(?<!from )(?<!between )(?<!of )(?<!in )\bbar (?P<a>\d+) (?:until|till|up to) (?:bar )?(?P<b>\d+)\b", re.IGNORECASE
)
""" "Bar 1 until bar 9"."""
_AROUND_VELOCITY = regex(
    r"\b(?:all|everything|every note) (?:of it )?(?:around|about|at) (?:a )?velocity (?:of"
    r" )?(?P<figure>\d+)", re.IGNORECASE
)
""" "All around velocity 60"."""
_MAKE_THAT = regex(
    r"^(?P<lead>\W*(?:(?:please|and|ok|now)\W+)*)(?:make(?: it so)?|see to it|arrange it(?: so)?|take care) that"
    r" (?=(?:the|my|our|all|both) )",
    re.IGNORECASE,
)
""" "Please make that the beat is coming in …"."""
_NAMELY = regex(
    r"\b(?:the )?(?:last|first|final|opening) (?:two|three|four|\d+) bars,? \(?(?:so |namely |that is )?(?:bars?"
    r" )?(?P<a>\d+)"
    r" (?P<to>and|to|-|through) (?P<b>\d+)\)?,?(?= )",
    re.IGNORECASE,
)
""" "The last two bars, 7 and 8,"."""
_OVER_THAT_BAR = regex(
    r"\b(?:write|pencil|put|note|stick) (?P<name>[A-Z][\w'-]*(?: [A-Z0-9][\w'-]*)*) (?:over|above|at|on) (?:that"
    r"|this|the same) bar\b"
)
""" "Write Coda over that bar"."""
_CONTINUE_IN = regex(
    r"^(?P<lead>\W*(?:(?:and|then|now)\W+)*)from bar (?P<bar>\d+)(?: on)?,? (?:we|it|the song|everything)"
    r" (?:continues?|goes? on"
    r"|carry on|carries on|is|are|runs?|plays?|move|moves) (?:on )?in (?P<meter>\d{1,2}/\d{1,2})",
    re.IGNORECASE,
)
""" "From bar 11 we continue in 2/4"."""
_GOES_WITH = regex(r"\bthat (?:goes|go|fits|works|matches|plays)(?: well| along)? (?:with|over|to)"
    r" (?=[A-G][#b]?[a-z0-9]* )")
""" "A bassline that goes with Fm Db Ab Eb"."""
_LIKE_STACCATO = regex(
    r"\b(?:short|tight|clipped|snappy|crisp)(?: and (?:short|tight|clipped|snappy|crisp|plucky|dry|punchy))?,?"
    r" (?:like|almost|sort of|kind of|as) (?:a )?staccato\b",
    re.IGNORECASE,
)
""" "Short and plucky, like staccato"."""
_NAME_TOLD = regex(
    r"^(?P<lead>\W*(?:(?:nice|lovely|great|ok(?:ay)?|and|oh|by the way|btw|perfect|good)\b[\s,.!]*)*)"
    r"(?:(?:(?:the|my|our) )?(?:her|his|their|its|[\w-]+(?:'s)?(?: [\w-]+)?'s) name(?:'s| is| shall be| should be)"
    r"|(?:she|he|(?:the|my|our) [\w-]+)(?:'s| is) called)"
    r" (?P<name>[A-Z][\w'-]*(?: [A-Z0-9][\w'-]*)*)[\s,.;!]+(?:(?:and|so|please)\s+)*"
    r"(?:(?:write|put|note|use|set|stick|add|enter) (?:that|it|this)(?: down)? (?:on|onto|as|for|in|into)"
    r"|(?:call|name|label|rename)(?=.*\b(?:that|so|after (?:her|him|it)|accordingly|like that)\W*$))"
    r" (?P<whose>the|her|his|its|that|this)(?: [\w-]+)?? (?:track|channel|lane)(?:'s)?(?: name| label)?"
    r"(?: (?:that|so|after (?:her|him|it)|accordingly|like that))?(?=[\s.!]*(?:please)?[\s.!]*$)",
    re.IGNORECASE,
)
""" "Her name is Marit, write that on the track"."""


_NOT_SO = regex(
    r"\b(?:not|isn'?t) (?:quite |nearly |half )?(?:so|as|that|too) (?P<how>loud|quiet|soft)\b(?! (?:as|that)\b)"
    r"|\bless loud\b(?! than\b)",
    re.IGNORECASE,
)
""" "The giggle not so loud"."""


_FORGET_WHAT = regex(
    r"\b(?:forget|scrap|scratch)(?: about)? (?P<what>everything|all|what|whatever)(?: of what)?(?: that)?"
    r" (?P<who>i|we|you)(?:'ve| have)? (?P<did>did|done|made|changed)\b",
    re.IGNORECASE,
)
""" "Forget what we did to the singer"."""


_LENGTH_OF = regex(
    r"\b(?P<how>double|halve|half|triple|quadruple) (?:the )?(?:length|duration) (?:of|for) (?P<who>[\w' -]{2,30}?)"
    r"(?=\W*$|[,.;!] |,? and )|^(?P<lead>\W*(?:(?:please|and|ok|now)\W+)*)(?:lengthen|extend|elongate|prolong)"
    r" (?P<whom>(?!(?:the )?(?:notes?|release|tail|decay|fade|loop)\b)(?:(?!(?:to|by|until|till|from|into|with|for|over"
    r"|at|in|on|of|a) )[\w'-]+ ?){1,4})(?=\W*$)",
    re.IGNORECASE,
)
""" "Double the length of the pad"."""
_TIMES_AS_LONG = {"double": "twice", "triple": "three times", "quadruple": "four times"}


def _as_long(match: re.Match[str]) -> str:
    if match["whom"]:
        return f"{match['lead']}make {match['whom'].strip()} longer"
    return f"make {match['who']} {_TIMES_AS_LONG.get(match['how'].lower(), 'half')} as long"


def said_straight(text: str) -> str:
    """The text with what such words mean in their place."""
    text = _LENGTH_OF.sub(_as_long, text)
    text = _NOT_SO.sub(lambda one: f"a bit {'louder' if one['how'] in ('quiet', 'soft') else 'quieter'}", text)
    text = _PLAYED_SO.sub(r"\g<joint> ", _ONE_THAT.sub(r"\g<who> \g<goes>", text))
    text = _NAMELY.sub(r"bars \g<a> \g<to> \g<b>", _OVER_THAT_BAR.sub(r"a marker \g<name> there", text))
    text = _CONTINUE_IN.sub(r"\g<lead>\g<meter> from bar \g<bar>", text)
    text = _LIKE_STACCATO.sub("staccato", _GOES_WITH.sub("over ", text))
    text = _MAKE_THAT.sub(r"\g<lead>", _FORGET_WHAT.sub(r"undo \g<what> \g<who> \g<did>", text))
    text = _UNTIL_BAR.sub(r"from bar \g<a> to bar \g<b>", _AROUND_VELOCITY.sub(r"velocity \g<figure>", text))
    text = _CHANGES.sub(r"\g<which> chords ", text)
    text = _IN_A_ROW.sub("in a row", _BACKED_OFF.sub(_fewer, _TONED.sub(_less, text)))
    text = _ROOM_NAMED.sub(r"\g<room> called \g<name>", text)
    text = _DO_ALIKE.sub(r"\g<lead>same for \g<what>", text)
    text = _AS_PLAYED.sub("where it was", _FROM_WHAT_IT_WAS.sub(" instead", text))
    text = _PUT_THAT_RIGHT.sub("correct that", _ON_MINUS.sub("at ", text))
    text = _WHAT_I_MEANT.sub(r"\g<lead>i meant \g<what>", text)
    text = _THAN_NOW.sub(r"\g<more>", text)
    text = _HALF_SO.sub(lambda one: f"half as {one['so'] or 'much'}", text)
    text = _SMOOTHLY_OUT.sub(r"fade \g<what> out", text)
    text = _HALF_DONE.sub("wrong", text)
    text = _TOO_SOON.sub(lambda one: f"should come in {one['much']} {'later' if one['soon'] else 'earlier'}", text)
    text = _BOUNCED_WITHOUT.sub(r"\g<lead>export the mix ", text)
    text = _MEET.sub("split the difference", text)
    text = _UNTIL_NOTHING.sub("to nothing", text)
    text = _GOES_DOWN.sub("should be ", _SO_MUCH_UNDER.sub(r"\g<much> down", text))
    text = _UNDER_WHERE.sub(lambda one: f"{one['much']} {'quieter' if one['less'] else 'louder'}", text)
    text = _FOR_IT_INSTEAD.sub(r"\g<what> instead", _TAKE_OFF.sub(_only_off, text))
    return _NAME_TOLD.sub(r"\g<lead>call the track \g<name>", _STARTS_FADING.sub(r"\g<start>", text))


def _only_off(match: re.Match[str]) -> str:
    return f"only {match['much']}" if match["only"] else f"take {match['much']} off"


def _fewer(match: re.Match[str]) -> str:
    if not _BEGINS.search(match.string[: match.start()]):
        return match[0]
    what, size = (match["behind"] or match["what"]).strip(), (match["size"] or "").strip()
    size = "a bit" if size in ("some", "slightly") else size
    return f"{size} less{'' if what.lower() in _IT else f' {what}'}".strip()


def _less(match: re.Match[str]) -> str:
    verb, what = match[0].split()[0].lower(), (match["what"] or "it").strip()
    if not _BEGINS.search(match.string[: match.start()]):
        return match[0]  # "the room tone back" is a thing that comes back
    if match["way"].lower() not in (_VERBS[verb], "back") or len(what.split()) > 4:
        return match[0]
    size = (match["size"] or "").strip()
    return f"{size} less".strip() if what.lower() in _IT else f"{size} less {what}".strip()
