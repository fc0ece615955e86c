"""Back words: how it is said that something is taken back, and which words beside it name what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.deeds import deed_spans
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

_FILLERS = (
    "can could would will you we i id im ive ill please pls plz just only really actually honestly maybe think guess"
    " it its that this them they those these him her he she the a an my our your any is isnt was wasnt were are arent"
    " be been do does did have has had to so then now though tho ok okay oh ah hm hmm hmmm um uh well and but or as"
    " thanks thx for me us here there still yes yeah yep right lets let hey mate instead too much very quite far sorry"
    " oops wait hang hold on second thought thoughts you know what one ones at all if than rather better also got"
    " what whatever which how where way like of with in into up no nope nah not nay never way such again all both"
    " happened happen everything loud quiet happy enough ever whole lot about why thats own afterwards neither pair"
    " when whoops woops whoopsie ooops argh ugh damn dang crap yikes eek eh"
)
_UNDO = (
    "undo undid undone undoing un-do revert reverted reverting rollback scrap scratch forget cancel nix withdraw unwind"
    " rewind rescind reinstate restore reset retract ctrl crtl cmd control command z"
)
_BACK = "back take took taken taking put puts bring get set turn go going move roll rolled change switch make give want"
_BACK += " return need needs wanted leave keep come down"
_GONE = (
    "nevermind ignore lose loose drop ditch bin kill get rid remove delete strip clear chuck throw pull trash"
    " skip off out away without"
    " dont doesnt didnt do not no more longer anymore any need needed want like love fancy dig must should can may go"
    " goes gone has to stop"
)
_JUDGED = (
    "mistake idea ideas bad silly stupid terrible poor awful dumb wrong hate hates hated regret changed change mind"
    " minds unnecessary pointless error nonsense move choice call thought worse working work works miss missed meant"
    " mean rubbish crap garbage trash pants lame horrible nasty weird odd ugly naff dodgy overkill wack"
)
_STOOD = (
    "was were before old original originally previous previously former earlier used be state setting settings value"
    " values place position normal better fine nicer best good great cooler right perfect nice cleaner prefer preferred"
    " liked loved sounded sounds stood first beginning start usual same untouched alone after finally made added add"
    " started began opened sat"
    " put asked wanted"
)
_LAST = (
    "last latest newest previous step steps thing things time times turn turns edit edits request requests action"
    " actions changes moves once twice couple two three four five six seven eight nine ten"
)
_COUNTS = frozenset(_LAST.split()) | {"past", "x", "undo", "redo", "do"}
AROUND = frozenset(" ".join((_FILLERS, _UNDO, _BACK, _GONE, _JUDGED, _STOOD, _LAST)).split())
""" Words that say how something goes back, and never what."""
_INNER = frozenset(
    "the a an of on in at from for over under to with and my our that this those your both all its his her"
    " their".split()
)
_DEEDS = frozenset("change changes thing things edit edits move moves".split())
_ARTICLE = frozenset("the that this my our your his her their any those these no a".split())

UNDOES = regex(
    r"\b(?:ctrl|crtl|cmd|control|command)[\s+-]*z\b"
    r"|\b(?:never ?mind (?:the|that|my|your) last|un-?do\w*|undid|revert\w*|rollback|scrap|scratch"
    r"|forget(?: about)?|cancel|nix|withdraw"
    r"|unwind|rewind|rescind"
    r"|retract|restore|reset|return)\b|\b(?:take|took|taking|taken|put|bring|get|set|turn|go|move|rolle?d?|change"
    r"|switch|give|want|need|have|like|make|come)\b.*\bback\b"
    r"|^\W*(?:all |both |everything )?back\b|\bback (?:to|again)\b"
)
UNMISTAKABLE = regex(
    r"\b(?:un-?do\w*|undid|revert\w*|rollback|rescind|withdraw|cancel|z)\b|\b(?:take|roll|took) .*\bback\b"
)
STOOD = regex(
    r"\b(?:how|where|the way|as|like|what|than) (?:it|they|he|she|that|this|i|we|…)?(?: all)?(?: had)?\b ?"
    r"(?:was|were|been|used to be|sounded|stood|sat|had it)\b|\b(?:before|previously|originally|at first|in the first"
    r" place|used to|to normal|untouched)\b|\b(?:old|original|former|previous|earlier|usual)\b"
    r"|\bleave … alone\b"
)
GONE = regex(
    r"\b(?:without|no|lose|loose|(?<!\bthe )(?<!\bour )(?<!\bthis )drop"
    r"|skip|ditch|bin|kill|remove|delete|strip|clear|chuck|throw|trash|pull|rid|off|out"
    r"|away|needed|mistake|wrong|error|nonsense|idea|hates?|hated|regret|rather not|minds?|unnecessary|pointless"
    r"|worse)\b|\b(?:can|must|should|may|has to|have to|needs to) go\b|\bgo again\b|\bgone(?= (?:again|please|now)|$)"
    r"|\b(?:dont|doesnt|didnt|do not|did not|does not|no longer|not) (?:\w+ )?(?:need|want|like|love|fancy|dig|work)"
    r"|\b(?:isnt|not|wasnt) (?:\w+ )?(?:working|needed)\b|\bdont\b.*\bafter all\b"
)
NO_MORE = regex(
    r"\b(?:again|after all|any ?more|mistake|idea|regret|rather not|minds?|need|needed|want|made|added|put in|back"
    r"|better|finally|unnecessary|pointless|longer|without|error|nonsense)\b"
)
""" "Bin the shaker" is a deletion; "we don't need that shaker", "bin it again" is the way back."""
STAYS = regex(
    r"(?:^|[,.;]|\b(?:but|and|while|only)\b)[\s,]*(?:(?:but|and|please|just|only|so)\s+)*+(?P<first>"
    r"(?:keep|leave|not|(?:don'?t|do not|without) (?:touch|undo|take|lose|losing|change|mess with|throw)|except(?:"
    r" for)?|apart from|without touching)\b"
    r"(?:(?!\b(?:but|and) (?:undo|take|revert|scrap|forget|cancel|lose|drop|remove|delete|get rid)\b)[^,.;])*"
    r"|[^,.;]{1,40}?\b(?:stays?|can stay|should stay|remains?|as (?:it|they) (?:is|are)|untouched)\b[^,.;]*"
    r"|[^,.;]{1,40}?\b(?:i|we)(?:'ll|'d| will| want to)? (?:like to )?(?:keep|leave)\b(?! (?:that|it|this|them"
    r"|the)\b)[^,.;]*"
    r"|[^,.;]{1,40}?\b(?:is|are) (?:fine|good|ok(?:ay)?|great|perfect|right|cool|nice)\b(?! before)[^,.;]*"
    r"|[^,.;]{1,40}?\b(?:i|we) (?:really |do |still )?(?:love|adore|like|dig)(?=[,.;]|$)"
    r"|happy with[^,.;]*?(?= but\b|[,.;]|$))"
)
""" "… but keep the pan"."""


_SENTENCE_ENDS = regex(r"[.!?;](?=\s)")


@dataclass(frozen=True)
class Parted:
    """A sentence of taking back: what is named, and the words around it."""

    what: str
    around: str
    """With "…" where it is named."""


def parted(low: str, scene: DialogueState) -> Parted | None:
    """None where what is named stands in several places."""
    named = [(one.start, one.end) for one in things(low, scene)]
    deeds = deed_spans(low)
    tokens = list(re.finditer(r"[a-z0-9#]+(?:['’.-][a-z0-9]+)*", low))
    words = [one[0].replace("'", "").replace("’", "") for one in tokens]
    what = []
    for place, one in enumerate(tokens):
        is_named = any(a <= one.start() < b and (b - a > len(one[0]) or words[place] not in AROUND) for a, b in named)
        before = words[place - 1] if place else ""
        is_deed = before in _ARTICLE and any(a <= one.start() < b for a, b in deeds)
        if is_named or is_deed or words[place] not in AROUND and not _is_count(words, place):
            what.append(place)
    if not what:
        return Parted("", " ".join(words))
    first, last = what[0], what[-1]
    if any(words[at] not in _INNER | _DEEDS and at not in what for at in range(first, last)):
        return None
    if _SENTENCE_ENDS.search(low[tokens[first].start() : tokens[last].end()]):
        return None
    around = " ".join([*words[:first], "…", *words[last + 1 :]])
    return Parted(low[tokens[first].start() : tokens[last].end()], around)


def _is_count(words: list[str], place: int) -> bool:
    """ "Last 2", "3 steps"."""
    beside = words[max(0, place - 1) : place] + words[place + 1 : place + 2]
    return words[place].isdigit() and not _COUNTS.isdisjoint(beside)


def kept_name(stays: str) -> str:
    """What a clause of what stays names."""
    words = r"keep|leave|not|don'?t|do|touch|undo|take|lose|losing|change|mess|throw|except|for|apart|from|without"
    words += r"|touching|happy|with|stays?|can|should"
    words += r"|remains?|as|it|they|is|are|untouched|fine|good|ok(?:ay)?|great|perfect|right|cool|nice|alone|in|there"
    words += r"|on|i|we|i'll|we'll|want|to|will|all of|may|love|adore|like|dig|really|still|them|that|those|the stuff"
    return re.sub(rf"^(?:(?:{words})\b\s*)+|(?:\s*\b(?:{words}))+$", "", stays.strip()).strip()
