"""Arguments of markers: what to do, the name, the place, the new name."""

from __future__ import annotations

import re

from engine.planner.offline.slots.bars import bar_of_playhead, one_bar
from engine.planner.offline.slots.clause import Args, Clause, number, tidy
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.polite import LEAD
from engine.planner.regex import regex

_WORD = r"(?:markers?|marks?|flags?|cues?|hot cues?|locators?|labels?|chapters?(?: marks?)?|memory points?|sections?)"
_DELETE = regex(
    r"\b(?:delete|remove|erase|clear|get rid of|take (?:\w+ ){0,3}(?:away|off|out)|scrap|drop the|lose|kill"
    r"|bin|can go)\b"
)
_RENAME = regex(
    rf"\b(?:rename|relabel|retitle)\b|\bchange the name\b|\b{_WORD}\b.*\bshould (?:say|read|be (?:called"
    rf"|named))\b|\b(?:from now on|instead)\b|^\W*call (?:the |letter )"
)
_RENAMED = regex(
    r"\b(?:call(?:s|ed)?|names?|named|labell?ed|titled)\b(?: (?:it|that|this|them)\b)?"
    r"(?: (?:actually|really|now|just|simply)\b)*\s+(?P<name>[^,.;!?]+)",
    re.IGNORECASE,
)
""" "The chorus marker, we call it the Refrain": what stands behind a known name is its new one."""
_MOVE = regex(
    r"\b(?:move|shift|drag|slide|push|nudge|pull|earlier|later)\b|\b(?:belongs|should be|moves?|lands?|is now)"
    r" (?:at|on|in|to)\b|\bto the (?:left|right)\b"
)
_SAYS_MOVE = regex(
    rf"{LEAD}(?:(?:move|shift|drag|slide|push|nudge|pull) (?:the |that |my )?(?:{_WORD}|\S+ {_WORD})\b"
    rf"|the {_WORD} (?:the )?\S+ (?:move|delete|rename)\b)"
)
NO_MARKER = "There is no marker “{}”; there are {}."
_LIST = regex(r"^\W*(?:which|what|where|wheres|list|show|read (?:me )?out|tell me)\b")
_CALLED = regex(
    r"\b(?:call(?:ed|ing)?(?: it| this| that)?|name[d]?(?: it| this)?|labell?ed|titled|that (?:says|reads)"
    r"|saying|reading|says|reads|text"
    r"|label(?:led)?(?: it)?)\s+(?P<name>.+?)(?=\s+(?:at|on|in|to|from|by|here|please|pls|and|where|with)\b"
    r"|[,.;!?]|$)",
    re.IGNORECASE,
)
_AS = regex(r"\bas\s+(?:the\s+|an?\s+)?(?P<name>.+?)(?=\s+(?:at|on|in|please|pls|and)\b|[,.;!?]|$)", re.IGNORECASE)
_STARTS = regex(
    r"\b(?:the|our)\s+(?P<name>[\w' -]{2,30}?)\s+(?:starts?|begins?|comes?|is)\s+(?:at|on|in|from)\b", re.IGNORECASE
)
_FOR = regex(
    rf"\b{_WORD}\s+(?:for|of)\s+(?:the\s+)?(?P<name>[\w' -]+?)(?=\s+(?:at|on|in|here|please)\b|[,.;!?]|$)",
    re.IGNORECASE,
)
_AFTER = regex(
    rf"\b{_WORD}\s*(?:at|on|in)?\s*(?:bar\s*)?(?:\d+"
    rf"|here)?\s*[:,]?\s+(?P<name>[A-Z][\w'-]*(?:\s+[\w'-]+)?)(?=\s+(?:at|on|in)\b|[,.;!?]|$)"
)
_BAR_NAME = regex(
    r"\b(?:bar|measure)\s+\d+\s*[:=,]?\s+(?:as\s+|is\s+)?(?:the\s+)?(?P<name>[A-Za-z][\w' -]*?)(?=\s+(?:please"
    r"|and)\b|[,.;!?]|$)",
    re.IGNORECASE,
)
_LETTER = regex(r"\bletter\s+(?P<name>[A-Z])\b", re.IGNORECASE)
_PAIR = regex(
    r"\b(?P<name>[A-Za-z][\w']*(?:\s\d)?)\s+(?:at|on|=)\s+(?:bar\s+)?(?P<bar>\d+|the (?:start|top|beginning))\b",
    re.IGNORECASE,
)
_TO = regex(
    r"\b(?:to|into|as|in|=|->|should (?:say|read|be called|be named|be)|(?:is )?now|(?:called"
    r"|named))\s+(?P<name>[^,.;!?]+?)(?=\s+(?:please|pls|instead|from now on|now)\b|[,.;!?]|$)",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_COUNTED = regex(rf"\b({'|'.join(_ORDINALS)}|last|final) (?:{_WORD}\b|one\b)")
_IN_BAR = regex(r"\b(?:at|in|on|from) (?:bar|measure) (\d+)\b")
_AT = regex(rf"\b(?:the|that) (?:{_WORD}|one) (?:at|on|in|from) (?:bar|measure)\b")
_NO_NAME = frozenset(
    "bar a an the here there this that it me us at on marker mark flag cue new spot place where we are is and"
    " one section please".split()
)
_WHICH = frozenset(
    "only first second third last other one same next previous existing single old current final".split()
)
_NAMED = regex(
    rf"(?i:\bthe {_WORD}) (?P<after>[A-Z][\w'-]*)"
    r"|(?i:\bthe) (?P<before>[\w'-]+) (?i:markers?|locators?|flags?)\b(?! at\b)"
)
_FOLLOWS = regex(
    rf"\b(?:new |another )?{_WORD}\s+(?:at|on|in|here|from)?\s*(?:the\s+)?(?P<name>(?!(?:at|on|in|here|from"
    rf"|called|named|that|for|to|bar|where|by)\b)[\w'-]+(?:\s+(?!(?:at|on|in|here|from"
    rf"|to)\b)[\w'-]+)?)(?=\s*(?:at|on|in|here|from|[,.;!?]|$))",
    re.IGNORECASE,
)
_BEFORE = regex(
    rf"(?:^|\b(?:a|an|the|new|put|add|set|drop|place|stick|another)\s+)(?P<name>(?!(?:a|an|the|new|put|add|set"
    rf"|drop|place|stick|another|little|small)\b)[\w'-]+(?:\s[\w'-]+)?)\s+{_WORD}\b",
    re.IGNORECASE,
)


def marker(clause: Clause) -> Args:
    """action, name, bar or at, new_name; a list of bars and names where several are set."""
    action = _action(clause)
    if action == "list":
        return {"action": "list"}
    if action == "add":
        return _added(clause)
    known = _known(clause)
    if action == "delete" and clause.has(r"\b(?:all|every|each)\b") and not known:
        names = [name for name, _ in clause.scene.context.markers]
        return {"action": "delete", "name": names if len(names) > 1 else (names or [""])[0]}
    other = "" if known else _another_name(clause)
    if not known and not other and len(clause.scene.context.markers) == 1:
        known = clause.scene.context.markers[0][0]
    said = known or (clause.quotes() or [""])[0] or other or _unknown_name(clause)
    if not said:
        clause.need("Which marker do you mean?")
        return {"action": action}
    names = [name for name, _ in clause.scene.context.markers]
    if names and said.lower() not in (name.lower() for name in names):
        clause.need(NO_MARKER.format(said, ", ".join(names[:8])), is_last=True)
    if action == "rename":
        new = _new_name(clause, said)
        if not new:
            clause.need("What should the marker be called?")
        return {"action": "rename"} | _each_renamed(clause, said, new) | _which_of_that_name(clause, said)
    args: Args = {"action": action, "name": said}
    if action == "delete":
        args |= _which_of_that_name(clause, said)
    if action == "move":
        where = _moved(clause, said)
        if not where:
            clause.need("To which bar should the marker move?")
        args |= where
    return args


def _which_of_that_name(clause: Clause, said: str) -> Args:
    """bar, where several markers have the name: "the second Chorus", "the Chorus at bar 17"."""
    bars = sorted(bar for name, bar in clause.scene.context.markers if name.lower() == said.lower())
    if len(bars) < 2:
        return {}
    if match := _IN_BAR.search(clause.low):
        return {"bar": number(float(match[1]))}
    words = re.findall(rf"\b(?:{'|'.join(_ORDINALS)}|last|final)\b", clause.low)
    at = -1 if words and words[0] in ("last", "final") else _ORDINALS.index(words[0]) if words else len(bars)
    return {"bar": number(float(bars[at]))} if at < len(bars) else {}


def _action(clause: Clause) -> str:
    low = clause.low
    if _DELETE.search(low) and not re.search(r"\b(?:put|add|set|drop a)\b.*\bmarker", low):
        return "delete"
    if clause.kind in ("rename", "move", "list", "delete") and not re.search(
        r"^\W*(?:put|add|set a|drop|place|mark)\b", low
    ):
        return _sure_of(clause, clause.kind)
    if (known := _known(clause)) and re.match(r"\W*(?:please )?mark (?:the )?\S+(?: \S+)? as\b", low):
        return "rename"
    if known and (_RENAME.search(low) or _renamed(clause, known) and one_bar(clause) is None):
        return "rename"
    if _LIST.match(low):
        return "list"
    if _MOVE.search(low) and (_known(clause) or _another_name(clause)):
        return "move"
    return "add"


def _renamed(clause: Clause, known: str) -> re.Match[str] | None:
    """The words behind a known name that call it otherwise."""
    at = clause.low.find(known.lower())
    return _RENAMED.search(clause.text, at + len(known)) if at >= 0 else None


def _sure_of(clause: Clause, kind: str) -> str:
    if kind == "list" or _known(clause) or not clause.scene.context.markers or _SAYS_MOVE.match(clause.low):
        return kind
    return "add" if one_bar(clause) is not None and kind != "delete" else kind


def _added(clause: Clause) -> Args:
    name = _name(clause) or next(iter(clause.scene.places.entries.values()), "")
    several = _PAIR.findall(re.sub(r'"', "", clause.text))
    several = [
        (one, int(bar) if bar.isdigit() else 1)
        for one, bar in several
        if (one.split()[0].lower() not in _NO_NAME or re.fullmatch(r"[A-Z]", one))
        and not re.fullmatch(rf"(?i){_WORD}", one)
    ]
    if len(several) > 1:
        return {"action": "add", "name": [one for one, _ in several], "bar": [bar for _, bar in several]}
    bar = one_bar(clause)
    args: Args = {"action": "add"} | ({"name": name} if name else {})
    timed = clause.of("s")
    plain_number = [one for one in clause.of("") if one.value >= 1 and not one.signed]
    if bar is None and timed:
        args["at"] = number(timed[0].value)
    elif bar is None and plain_number and re.search(r"\b(?:at|on|to)\s*$", clause.before(plain_number[0])):
        args["bar"] = number(plain_number[0].value)
    else:
        args["bar"] = bar if bar is not None else bar_of_playhead(clause)
    if not name:
        clause.need("What should the marker be called?")
    return args


def _name(clause: Clause) -> str:
    """What a new marker is called."""
    quoted = clause.quotes()
    if quoted:
        return tidy(quoted[0])
    for pattern in (_LETTER, _CALLED, _AS, _STARTS, _FOR, _AFTER, _BAR_NAME, _FOLLOWS, _BEFORE, _PAIR):
        match = pattern.search(clause.text)
        name = tidy(match["name"]) if match else ""
        words = name.lower().split()
        if (
            name
            and not all(word in _NO_NAME or word.isdigit() for word in words)
            and not re.fullmatch(rf"(?i)(?:new |a )?{_WORD}", name)
            and not re.match(r"(?i)(?:bar|measure) \d|(?:every|each) ", name)
        ):
            return re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
    return ""


def _known(clause: Clause) -> str:
    """The marker of the session that the clause names, counts or tells by its bar."""
    markers = clause.scene.context.markers
    said = f" {' '.join(name_words(clause.text))} "
    fitting = [name for name, _ in markers if f" {' '.join(name_words(name))} " in said]
    if fitting or not markers:
        return max(fitting, key=len, default="")
    if counted := _COUNTED.search(clause.low):
        place = -1 if counted[1] in ("last", "final") else _ORDINALS.index(counted[1])
        return markers[place][0] if place < len(markers) else ""
    at = next((one.value for one in clause.of("bar")), 0.0) if _AT.search(clause.low) else 0.0
    return next((name for name, bar in markers if bar == at), "")


def _another_name(clause: Clause) -> str:
    """A marker called by a name that none has: it is not the one that there is."""
    found = _NAMED.search(clause.text)
    name = (found["after"] or found["before"]) if found else ""
    return "" if name.lower() in _NO_NAME | _WHICH else name


def _unknown_name(clause: Clause) -> str:
    match = re.search(
        rf"\b(?:the\s+)?(?P<name>[\w'-]+)\s+{_WORD}\b|\b{_WORD}\s+(?P<after>[\w'-]+)", clause.text, re.IGNORECASE
    )
    name = (match["name"] or match["after"] or "") if match else ""
    return "" if name.lower() in _NO_NAME | {"of", "that", "to", "by"} else name


def _new_name(clause: Clause, old: str) -> str:
    quoted = [one for one in clause.quotes() if one.lower() != old.lower()]
    if quoted:
        return tidy(quoted[-1])
    if said := _renamed(clause, old):
        return _bare_name(said["name"])
    counted = _COUNTED.search(clause.low)
    at = clause.low.find(old.lower())
    rest = clause.text[at + len(old) :] if at >= 0 else clause.text[counted.end() :] if counted else clause.text
    match = _TO.search(rest)
    if match:
        return _bare_name(match["name"])
    words = re.sub(rf"^\W*(?:{_WORD})?\W*", "", rest, flags=re.IGNORECASE)
    return _bare_name(words)


def _bare_name(words: str) -> str:
    """A name without the little words around it."""
    words = re.sub(r"\s+(?:instead|please|pls|thanks|from now on|now)\W*$", "", words, flags=re.IGNORECASE)
    return tidy(re.sub(r"^(?:the|be|called|named)\s+", "", words, flags=re.IGNORECASE))


def _each_renamed(clause: Clause, old: str, new: str) -> Args:
    """name and new_name, as lists where a known marker follows: "Verse 1 to Dawn and Bridge to Dusk"."""
    known = "|".join(re.escape(name) for name, _ in clause.scene.context.markers)
    told = re.split(rf"(?:,\s*|\s+)(?:and\s+)?(?:the\s+)?({known})\s+(?:to|as|into)\s+", new, flags=re.IGNORECASE)
    if not known or len(told) < 3:
        return {"name": old} | ({"new_name": new} if new else {})
    return {"name": [old, *told[1::2]], "new_name": [tidy(one) for one in told[::2]]}


def _moved(clause: Clause, name: str) -> Args:
    lengths = clause.of("bars")
    bar = next((bar for known, bar in clause.scene.context.markers if known == name), None)
    places = clause.of("bar")
    if places:
        return {"bar": number(places[-1].value)}
    if lengths and bar is not None:
        back = clause.has(r"\b(?:earlier|earleir|back|sooner|forward in time|left|before|ahead)\b")
        return {"bar": number(max(1, bar - lengths[0].value if back else bar + lengths[0].value))}
    if clause.has(r"\b(?:here|playhead|cursor)\b"):
        return {"bar": bar_of_playhead(clause)}
    bare = [one for one in clause.of("") if one.value >= 1]
    return {"bar": number(bare[-1].value)} if bare else {}
