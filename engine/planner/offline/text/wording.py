"""Wording: turns of speech that say the same as a plain request, and words that take something out of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.text.bars_from import bars_from
from engine.planner.offline.text.called import A_NEW, called, grouped_as, name_is, renamed
from engine.planner.offline.text.loops import as_loop
from engine.planner.offline.text.new_bus import as_sent
from engine.planner.offline.text.place_last import place_last
from engine.planner.offline.text.there import from_there, half_gone
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex

_NO_WAIT = regex(
    r"^\W*(?:(?:no|nope|oh|ah|wait|actually|sorry|oops|hm+|hang on|hold on)\b[\s,.!-]+)+"
    r"(?=(?:undo|revert|take (?:that|it) back)\b)",
    re.IGNORECASE,
)
_ENDS_AT = regex(
    r"\s*,?\s*\b(?:that|which)?\s*(?:ends?|ending|finish(?:es|ing)?)\s+(?:at|on|by)\s+(?:bar|measure)\s+(\d+)\b", re.I
)
_LENGTH = regex(r"\b(\d+)[\s-]?bars?\b", re.IGNORECASE)
_ONE = regex(
    r"\b(other|first|second|third|last|old|new) one(?= (?:half|quarter|\d|two|three|four|five|six))", re.IGNORECASE
)
_NUMBERED = regex(r"(?:^|[\s,;])\(?(\d{1,2})[).]\s+(?=[^\W\d])")
_SO_DOES = regex(
    r",?\s*\band so (?:does|do|did|should|must|will|can|is|are) ((?:the |my )?[^,;.!?]+)", re.IGNORECASE
)
USUAL_BARS = 4
"""How long a build-up is that only says where it ends."""


def reworded(text: str) -> str:
    """The same request in words that the planner reads more surely."""
    simple = plain(text)
    if len(simple) != len(text):
        return text
    for change in _CHANGES:
        text = change(text)
    return text


_ANOTHER = regex(
    r"\banother (?=\d[\d.,]*(?: ?(?:dB|bpm|semi\w*))? (?:up|down|louder|quieter|higher|lower|faster|slower)\b)"
    r"|(?<=\bup )another (?=\d)|(?<=\bdown )another (?=\d)",
    re.IGNORECASE,
)


def without_another(text: str) -> str:
    """ "Another 1 down" is 1 down, on top of what was done."""
    return _ANOTHER.sub("", text)


def _without_no_wait(text: str) -> str:
    return _NO_WAIT.sub("", text)


def _with_a_start(text: str) -> str:
    """ "a riser that ends at bar 9" is four bars from bar 5."""
    match = _ENDS_AT.search(plain(text))
    if not match or '"' in plain(text) or not A_NEW.search(plain(text[: match.start()])):
        return text
    said = _LENGTH.search(plain(text[: match.start()]))
    end = int(match[1])
    bars = int(said[1]) if said else min(USUAL_BARS, end - 1)
    if not 0 < bars < end:
        return text
    rest = f"{text[: match.start()]} at bar {end - bars}{text[match.end() :]}"
    return rest if said else re.sub(r"\b(an?|the|some)\s+", rf"a {bars}-bar ", rest, count=1, flags=re.IGNORECASE)


def _without_one_before_a_number(text: str) -> str:
    """ "the other one half a second" is no one and a half."""
    return _ONE.sub(r"\1 one,", text)


def _as_a_list(text: str) -> str:
    """ "1) pan it left 2) play" is two steps."""
    numbers = [int(one[1]) for one in _NUMBERED.finditer(text)]
    if '"' in plain(text) or numbers != list(range(1, len(numbers) + 1)) or len(numbers) < 2:
        return text
    return _NUMBERED.sub("; ", text).strip("; ")


def _so_does(text: str) -> str:
    """ "The vocal gets a phaser and so does the guitar": the same for the guitar."""
    return text if '"' in plain(text) else _SO_DOES.sub(r"; the same on \1", text)


_HOW = regex(
    r"^\W*(?:(?:hey|hi|so|ok|and|um)\W+)*how (?:do|can|could|would|should) (?:i|we|you)\b[^?!.;]*[?!.;]\s*(?=[a-z]+"
    r" \w)",
    re.IGNORECASE,
)


def _without_how(text: str) -> str:
    """ "How do I get this to my mother? Make it an mp3": the second sentence says what to do."""
    match = _HOW.match(plain(text))
    rest = text[match.end() :] if match else ""
    return rest if tokens(rest)[:1] and tokens(rest)[0].low in COMMANDS else text


_NEW_RETURN = regex(
    r"^(?P<lead>\W*(?:(?:please|now|ok|can you|could you|and)\W+)*)(?:(?:make|create|add|set up|give me|get me|put"
    r" in|i need|i want)\s+)?"
    r"(?:an?\s+|one\s+)?(?:new\s+)?(?P<name>(?!new\b)[\w-]+(?: [\w-]+)?)\s+(?:aux|bus|return|fx (?:track|channel"
    r"|return|bus))\b[\s,;.:]*"
    r"(?:(?:and|then|with|plus)\s+)*(?P<send>send\b.+?)\s+(?:there|to it|into it|onto it|in there|to"
    r" that)\b(?P<rest>.*)$",
    re.IGNORECASE,
)


def _with_its_return(text: str) -> str:
    """ "New reverb aux, send the lead there at -12": a send makes its return where there is none."""
    match = _NEW_RETURN.match(plain(text))
    if not match or '"' in plain(text):
        return text
    return f"{match['lead']}{match['send']} to the {match['name']} bus{match['rest']}"


_NOT_THAT = regex(
    r"(?<=\d)(?P<unit>\s*(?:d\s?b|bpm|%))?\s*,?\s+(?:rather than|instead of|(?:and )?not)\s+(?:(?:at|in|on|by|to)\s+)?"
    r"(?:(?:bars?|beats?)\s+)?[-−–]?\d+(?:\.\d+)?(?:\s*(?:d\s?b|bpm|%))?(?=\s*(?:$|[,.;!?]|\band\b))",
    re.IGNORECASE,
)


def _without_the_other_figure(text: str) -> str:
    """ "At bar 3 rather than at bar 5", "-20 dB, not -15": the first figure is what counts."""
    return text if '"' in plain(text) else _NOT_THAT.sub(lambda match: match["unit"] or "", text)


_THERE = regex(
    r"^\W*(?:(?:from|in|at)\s+)?(?P<place>(?:the\s+)?bars?\s+\d+(?:\s*(?:and|to|-|–|through"
    r"|until)\s*\d+)?)\s+(?:is|are|will be"
    r"|has|have)\s+[^,;.]+[,;.]\s*(?:and\s+)?(?:so\s+)?(?P<rest>.+?)\s+(?:in\s+)?there\s*[.!]*$",
    re.IGNORECASE,
)


def _told_there(text: str) -> str:
    """ "Bars 5 and 6 are a break, so piano out there": piano out in bars 5 and 6."""
    match = None if '"' in plain(text) else _THERE.match(plain(text))
    return f"{match['rest']} in {match['place']}" if match else text


_TO_THE_OTHER = regex(
    r"^(?P<lead>\W*(?:please\s+)?)turn (?P<way>up|down)(?P<amount> [^,;.]+?)? to (?P<what>the [\w'"
    r" -]+?)\s*(?P<rest>[.!]*)$",
    re.IGNORECASE,
)


def _with_its_object(text: str) -> str:
    """ "Turn up a bit to the bass", as other languages say it: turn the bass up a bit."""
    match = _TO_THE_OTHER.match(plain(text))
    return f"{match['lead']}turn {match['what']} {match['way']}{match['amount'] or ''}" if match else text


_SECOND_VOICE = regex(
    r"\b(?:add|put in|give (?:me|us)|make|write|i(?:'d like| want| need)|we need)\s+(?:an?|another|one more)\s+"
    r"(?:(?:second|third|2nd|other)\s+)(?P<who>(?!voice|harmony|line|part|layer|one|take|version)[\w']+)"
    r"(?:\s+(?:as well|too|on top|line|voice|part|track))*\s*,?\s+(?P<interval>(?:an?|one)\s+(?:\w+ )?"
    r"(?:third|fourth|fifth|sixth|octave|second)s?\s+(?:above|below|higher|lower|up|down|over|under\w*))(?:\s+(?:it"
    r"|that|them))?\b",
    re.IGNORECASE,
)


_SAME_WORDS = regex(
    r"\s*,?\s*(?:(?:with|to|singing|using|and) )?(?:the |exactly the )?same (?:words|lyrics|text)(?=\s*(?:,|;|\.|$"
    r"|and\b|on\b|but\b))",
    re.IGNORECASE,
)
_HARMONY = regex(
    r"\b(?:harmon\w+|second voice|(?:a |one )?(?:third|fourth|fifth|sixth|octave)s? (?:above|below|higher|lower"
    r"|over|under))\b",
    re.IGNORECASE,
)


def _without_same_words(text: str) -> str:
    """A harmony has the words of its lead anyway."""
    return _SAME_WORDS.sub("", text) if '"' not in plain(text) and _HARMONY.search(plain(text)) else text


def _as_second_voice(text: str) -> str:
    """ "Add a second alto, a fourth below it" is a harmony of the alto."""
    return text if '"' in plain(text) else _SECOND_VOICE.sub(r"harmonize the \g<who> \g<interval>", text)


_UP_BUT = regex(
    r"\b(?P<all>everything|everyone|all(?: of)?(?: the)?(?: other)?(?: tracks)?|every (?:other )?track)\s+"
    r"(?P<way>(?:(?:a (?:little |tiny )?(?:bit|little|touch|tad)|slightly|\d+(?:[.,]\d+)? ?db)\s+)?"
    r"(?:up|down|louder|quieter|softer|left|right)(?:\s+(?:by\s+)?\d+(?:[.,]\d+)? ?db)?)\s+"
    r"(?P<but>(?:but|except(?: for)?|apart from|other than|besides|save(?: for)?)\s+"
    r"(?:the |my )?[\w' -]+?(?:\s*(?:,|\band\b)\s*(?:the |my )?[\w' -]+?)*)(?=\s+by\b|\s*[;.!?]|\s*,?\s*please\b|\s*$)",
    re.IGNORECASE,
)


def _all_but_first(text: str) -> str:
    """ "Turn everything down but the vocal" is "turn everything but the vocal down"."""
    return text if '"' in plain(text) else _UP_BUT.sub(r"\g<all> \g<but> \g<way>", text)


_DRIER = regex(
    r"\b(?:make|get|keep)\s+(?P<thing>(?!sure\b)(?:[\w'-]+\s+){1,4}?)(?:(?:a (?:little |tiny )?(?:bit|little|touch|tad)"
    r"|much|way|slightly|somewhat)\s+)?(?:dry|drier|dryer|less wet)\b(?!\s+\w*(?:run|signal|wall))",
    re.IGNORECASE,
)
_MORE = regex(
    r"\bmore (loud|quiet|soft|dark|bright|warm|wide|narrow|short|long|fast|slow|high|low|clear|full|thin|deep|tight"
    r"|dull|dry|wet|crisp)\b",
    re.IGNORECASE,
)
_COMPARED = {"wide": "wider", "thin": "thinner", "dry": "drier", "wet": "wetter"}


def _in_one_word(text: str) -> str:
    """ "A bit more dark" is a bit darker."""
    return _MORE.sub(lambda said: _COMPARED.get(said[1].lower(), f"{said[1]}er"), text)


def _drier(text: str) -> str:
    """ "Make the vocal drier" is less of the reverb on it."""
    return text if '"' in plain(text) else _DRIER.sub(r"less reverb on \g<thing>", text)


_SAYS = regex(
    r"^\W*(?:(?:please|so|and|ok(?:ay)?|then|now|can|could|would|will|you|kindly|thank you|thanks)\W+)*"
    r"(?:tell|show|give) me(?: (?:exactly|precisely|just|word for word|again))* what (?P<who>[\w' -]{1,30}?)"
    r"(?: exactly| actually)? (?:says?|is saying|said|was saying)\b(?P<more>[^,.;]*?)(?:,? please)?\W*$",
    re.IGNORECASE,
)


def _what_is_said(text: str) -> str:
    """ "Could you tell me exactly what he says" asks what he is saying."""
    match = _SAYS.match(text)
    return f"what is {match['who']} saying{match['more']}?" if match else text


_I_MEAN = regex(
    r"^(?P<head>[^.;!?]*\b)(?P<it>it|them|that|those)(?P<rest>\b[^.;!?]*)[.,;!?]+\s*(?:i mean(?:t)? )?"
    r"(?P<what>(?:the|my|our) [\w ]{2,30}?)"
    r"(?P<mean>,? i mean(?:t)?)?(?:,? not [\w ]+)?\W*$",
    re.IGNORECASE,
)


def _with_what_is_meant(text: str) -> str:
    """ "Pop them up an octave. The strings, I mean": the strings."""
    match = _I_MEAN.match(text) if re.search(r"\bi mean(?:t)?\b", text, re.IGNORECASE) else None
    if match is None or not (match["mean"] or "i mean" in text[match.end("rest") : match.start("what")].lower()):
        return text
    return f"{match['head']}{match['what']}{match['rest']}"


_AND_THE_BAR = regex(r"(?<=\bbar )(?P<first>\d+) (?P<joint>and|to|until) the (?P<last>\d+)(?=\W*$|\W+[a-z])", re.I)


def _without_the_at_bars(text: str) -> str:
    """ "Between bar 25 and the 29", as other languages say it: between bar 25 and 29."""
    return text if '"' in plain(text) else _AND_THE_BAR.sub(r"\g<first> \g<joint> \g<last>", text)


_FROM_NOW = regex(r",?\s+(?:from now on|going forward|from today)(?=\s*[.!,]?\s*$)", re.IGNORECASE)


def _without_from_now_on(text: str) -> str:
    """ "Call the section Hook from now on": it is called Hook."""
    return text if '"' in plain(text) else _FROM_NOW.sub("", text)


_DOUBLE_LEVEL = regex(
    r"\b(?P<verb>double|halve|half)\s+(?:(?:the|my|our)\s+)?"
    r"(?:(?P<who>[\w -]{1,30}?)(?:'s|s')\s+(?:volume|level|loudness|gain)"
    r"|(?:volume|level|loudness|gain)\s+of\s+(?P<of>(?:the |my |our )?[\w -]{1,30}?))"
    r"(?=\W*$|\s+(?:in|at|from|over|and)\b)",
    re.IGNORECASE,
)


def _doubled_level(text: str) -> str:
    """ "Double the oboe's volume" is 6 dB more of it."""
    if '"' in plain(text):
        return text
    return _DOUBLE_LEVEL.sub(_with_decibels, text)


_PRINTED = regex(
    r"^(?P<lead>\W*(?:(?:please|ok(?:ay)?|now|and|then|can you|could you|let'?s)\W+)*)(?:print|commit|render)\s+"
    r"(?P<what>(?:the |my |our )?[\w' -]{1,30}?)(?:[\s,]+(?:in place|to audio|as audio"
    r"|with (?:its|the|all its) (?:plug-?ins|effects|fx)"
    r"|so\b.*\b(?:plug-?ins?|effects?|fx|cpu)\b.*|(?:to save|for)\b.*\bcpu\b.*))\W*$",
    re.IGNORECASE,
)


def _printed(text: str) -> str:
    """ "Print the guitar so I don't need its plugins": bounced in place."""
    match = None if '"' in plain(text) else _PRINTED.match(plain(text))
    return f"{match['lead']}bounce {match['what']} in place" if match else text


def _with_decibels(match: re.Match[str]) -> str:
    who = f"the {match['who']}" if match["who"] else match["of"]
    return f"turn {who} {'up' if match['verb'].lower() == 'double' else 'down'} 6 dB"


_SAME_BARS = regex(r"(?:\b(?:in|over|for|during)\s+)?(?:\b(?:the|those|these)\s+)?\bsame bars\b", re.IGNORECASE)
_BARS_SAID = regex(r"\bbars?\s+\d+(?:\s*(?:to|-|–|and|until|through)\s*\d+)?\b", re.IGNORECASE)


def _in_the_same_bars(text: str) -> str:
    """ "Bass bars 9-12 down an octave, drums same bars 2 dB up": the bars that were said before."""
    same, bars = _SAME_BARS.search(text), _BARS_SAID.search(text)
    if same is None or bars is None or bars.start() > same.start() or '"' in text:
        return text
    return f"{text[: same.start()]}in {bars[0]}{text[same.end() :]}"


_CHANGES: tuple[Callable[[str], str], ...] = (
    _doubled_level,
    _in_the_same_bars,
    _printed,
    _without_from_now_on,
    _without_the_at_bars,
    _what_is_said,
    _with_what_is_meant,
    bars_from,
    place_last,
    as_sent,
    half_gone,
    from_there,
    _without_how,
    as_loop,
    _without_same_words,
    _as_second_voice,
    renamed,
    grouped_as,
    name_is,
    called,
    _told_there,
    _without_the_other_figure,
    _with_its_object,
    _with_its_return,
    _without_no_wait,
    _with_a_start,
    _without_one_before_a_number,
    _as_a_list,
    _so_does,
    _all_but_first,
    _in_one_word,
    _drier,
)
