"""Markers: "lose the one called turn", "its a bar later, sorry", "call it Solo B", "one halfway between A and B"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.focus import repeated
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.from_there import bar_from_there
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import is_a_name
from engine.planner.offline.steps.reply import WHICH
from engine.planner.offline.text.counts import COUNT
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DELETES = (
    r"(?:delete|remove|lose|kill|bin|drop|ditch|erase|scrap|get rid of|throw (?:out|away)|take (?:out|away)"
    r"|chuck(?: out)?)"
)
_NAMED = r"[\"']?(?P<new>[^\"'?!;,]+?)[\"']?(?: from now on)?"
_A_REASON = regex(r"\. (?:so|because|cause|that|thats|it|its|i|we|the|for)\b", re.I)
""" "Call it birthday. so i remember where the line goes"."""
_GONE = (
    regex(
        rf"{_DELETES} (?:the |that )?(?P<kind>one|marker)(?: that's| that is)? (?:called|named|for|at) (?:the"
        rf" )?(?P<name>[^,;]+)"
    ),
    regex(rf"{_DELETES} (?:the |that )?(?P<name>[^,;]+?) (?P<kind>marker)"),
    regex(rf"{_DELETES} (?:the |that )?(?P<kind>marker) (?P<name>[^,;]+)"),
)
_GONE_SEVERAL = regex(
    rf"{_DELETES} (?:the |both |all (?:of )?the )?"
    r"(?:markers (?P<names>[^;]+)|(?P<names2>[^;]+?(?:,|and) [^;]+?) markers)"
)
_ALL_GONE = regex(rf"{_DELETES} (?:all(?: of)?(?: the| my| our)? markers|every marker|the markers)")
_GONE_LAST = regex(rf"{_DELETES} (?:it|that|this|(?:that |the )?marker|that one)(?: again)?")
_RENAMED = (
    regex(
        r"(?:rename|relabel|re-name|label) (?:the )?(?:marker )?(?P<name>[^,;]+?)(?: marker)?"
        rf" (?:to|as|into) {_NAMED}$",
        re.I,
    ),
    regex(
        rf"(?:the )?(?:marker )?(?P<name>[^,;]+?)(?: marker)? (?:should be|is|must be|has to be|will be) (?:really"
        rf" |actually )?(?:called|named) {_NAMED}$",
        re.I,
    ),
    regex(
        rf"(?:call|rename|name|label) (?:the )?marker (?:at|on|in) (?P<name>(?:the )?(?:very )?end|(?:bar )?\d+)"
        rf"(?: to| as)? {_NAMED}$",
        re.I,
    ),
    regex(rf"call (?:the )?(?:marker (?P<name>[^,;]+?)|(?P<name2>[^,;]+?) marker) {_NAMED}$", re.I),
)
_RENAMED_LAST = regex(
    r"(?:call|name|rename|re-name|label) (?:it|that|this|that marker|the marker|that one)"
    rf"(?: to| as| rather| just| simply)? {_NAMED}$",
    re.I,
)
_SHIFTED = regex(
    rf"(?:(?:(?:move|shift|nudge|push|pull|put|bring) )?(?:the )?(?P<name>[^,;]+?) marker )?"
    rf"(?:(?:it's|its|it is|that's|thats|is|should (?:be|sit|go|come)|make"
    rf" (?:it|that)|(?:move|shift|nudge|push|pull|put) (?:it|that|the marker|that marker)) )*"
    rf"(?:too (?:early|late) )?(?P<n>\d+|an?|half a|{NUMBER_WORDS}) (?P<unit>bars?|beats?) (?P<way>later|earlier"
    rf"|sooner|further|on)(?: really| actually| then)*"
)
_SHIFTED_BY = regex(
    r"(?:move|shift|nudge|push|pull|put|bring|slide) (?:the )?(?:marker (?P<name>[^,;]+?)|(?P<name2>[^,;]+?) marker)"
    rf" (?P<to>back(?:wards?)?|forwards?|ahead|on|up|down|later|earlier)?(?: ?by)? ?"
    rf"(?P<n>\d+|an?|half a|{NUMBER_WORDS}) (?P<unit>bars?|beats?)"
    r"(?: (?P<way>back(?:wards?)?|forwards?|ahead|later|earlier|sooner|further|on))?"
)
_EARLIER = frozenset("back backward backwards earlier sooner".split())
_MOVED = (
    regex(
        r"(?:the |my |our )?(?P<name>[^,;]+?) marker(?:'s| is| sits| stands| comes| lies)? (?:(?:a bit|quite|just"
        r"|all) )*"
        r"(?:early|late|wrong|off|misplaced|in the wrong (?:place|spot|bar))[,;.]+ (?:and |so )?"
        r"(?:it|that) (?:belongs|goes|should (?:be|sit|go|come|stand)|must be|has to be|is meant to be) (?:to|at|on|in)"
        r" (?P<where>[^,;]+)"
    ),
    regex(
        r"(?:the |my |our )?(?P<name>[^,;]+?) marker(?:'s| is| sits| comes| lies)? (?:(?:too|a bit|a little|a touch"
        r"|way|one bar"
        r"|a bar|two bars) )*(?:early|late|wrong|off|in the wrong (?:place|spot|bar))[,;.]+ (?:so |please |can you "
        r"|just )*"
        r"(?:move|put|shift|set|drag|push|pull|slide|nudge|bring) (?:it|that) (?:back |over |up |on )?(?:to|at|on)"
        r" (?P<where>[^,;]+)"
    ),
    regex(
        r"(?:move|put|shift|set|drag|push|pull|slide|bring) (?:the )?(?:marker (?P<name>[^,;]+?)"
        r"|(?P<name2>[^,;]+?) marker)"
        r" (?:to|at|on) (?P<where>[^,;]+)"
    ),
    regex(
        r"(?:the )?(?:marker (?P<name>[^,;]+?)|(?P<name2>[^,;]+?) marker) (?:should|must|has to|needs to|belongs"
        r"|is)(?: be| sit| go| come| start)?(?: really| actually)? (?:to|at|on|in) (?P<where>[^,;]+?)"
    ),
    regex(
        r"(?:the )?(?P<name>[^,;]+?) (?:starts|begins|is|comes|should be|should start) (?:really |actually )?(?:at"
        r"|on|in) (?P<where>[^,;]+?)(?: actually| really)?[,;] (?:so )?(?:please )?(?:move|shift|put|set|fix"
        r"|drag) (?:the|its|that) marker(?: there| over| please)*"
    ),
)
_MOVED_LAST = regex(
    r"(?:move|put|shift|set|make|drag|slide|bring|push|pull) (?:it|that|this|the marker|that marker) (?:back |over "
    r"|up |on )?"
    r"(?:to|at|on) (?P<where>[^,;]+)"
)
_HALFWAY = regex(
    rf"(?:(?:put|add|drop|set|place|make|create|need|want|give me|stick) )?(?:a |an |one )?(?:new )?marker,?"
    rf" ?(?:called |named )?(?P<first>[^,;]*?)"
    rf" ?(?:half ?way|in the middle|midway|right|exactly)(?: in)? ?(?:half ?way )?between (?P<a>.+?) and"
    rf" (?P<b>.+?)(?:,? (?:called|named|and call it) {_NAMED})?$",
    re.I,
)


_ADDED = regex(
    r"(?:(?:put|add|drop|set|place|make|create|need|want|give me|stick|leave)(?: in)? )?(?:a |the |one |another"
    r" )?(?:new"
    r" )?marker,? (?:(?:called|named|for|saying) )?(?P<rest>.+)$",
    re.I,
)
_WHERE = regex(
    r"(?:(?:put|add|drop|set|place|make|create|stick|leave|give me|whack|chuck|pop|mark)(?: in)? )?(?:an? |the |one "
    r"|another )?"
    r"(?:new )?(?P<marker>marker,? )?(?:called |named |for |saying )?[\"']?(?P<new>[^\"'?!;,]+?)[\"']? (?:(?:at|on) )?"
    r"(?P<where>(?:right |just |exactly |the (?:bar|point|place|spot) )*(?:where|when) .+)$",
    re.I,
)
_WHERE_FIRST = regex(
    r"(?:put|add|drop|set|place|make|create|stick|leave|give me|whack|chuck|pop)(?: in)? (?:an? |another |one )?(?:new"
    r" )?marker"
    r" (?P<where>(?:right |just |exactly |(?:at|on) the (?:bar|point|place|spot) )*(?:where|when) [^,;:]+?)"
    rf"(?:[,;:] ?(?:and )?(?:call(?:ed)? it |called |named |name it )?| and call it | called | named ){_NAMED}$",
    re.I,
)
_GOES_ON = regex(r"[,;]|\b(?:and|then)\b")
NOT_KNOWN_WHERE = "At which bar should “{}” be? I do not know “{}”."
_FROM = (
    rf"(?:{COUNT}|half a|an?) (?:bars?|beats?) (?:before|ahead of|in front of|earlier|sooner|after|behind|past|later)\b"
    r"[^,;:]*?|(?:right |just )?there"
)
_ADDED_ON = regex(
    r"(?:(?:put|add|drop|set|place|make|create|stick|leave|give me|whack|chuck|mark)(?: in)? )?"
    r"(?:a |another |one )?(?:new )?marker"
    rf" (?:(?:on|at|for|by|over|in) (?P<place>[^,;:]+?)|(?P<where>{_FROM}))"
    rf"(?:[,;:] ?(?:and )?(?:call(?:ed)? it |called |named )?"
    rf"| and call it | called | named | saying ){_NAMED}$",
    re.I,
)
_MARKED = regex(
    r"mark (?P<place>(?!(?:it|this|that|them)\b)[^,;:]+?)(?:[,;:] ?(?:and )?(?:call(?:ed)? it |called |named )?"
    rf"| and call it | called | named | as | with ){_NAMED}$",
    re.I,
)
_ANOTHER = regex(
    r"(?:(?:and|put|add|drop|set) )*(?:another(?: one| marker)?|one more|the same(?: one)?|(?:and )?(?:one|a marker))"
    rf" (?:(?:at|on|in) (?P<place>[^,;:]+?)|(?P<where>{_FROM}))"
    r"(?:,? (?:called|named) (?P<new>[^,;]+)|, (?P<new2>[^,;]+))?"
)
_THE_REPEAT = regex(r"(?:the |that )(?:repeat|copy|repeated (?:part|bit|section)|new (?:part|bit|section|one))")
_BEGINS_PLACE = regex(
    r"(?:at|on|in|right where|just where|exactly where|where|when|half ?way) "
    r"|(?:\d+|an?|one|two|three|four|six|eight|half a)"
    r" (?:bars?|beats?) (?:into|before|after|behind|ahead|past|earlier|later)\b"
    r"|(?:right |just )?there$"
)


_AND_NAMED = regex(
    r"(?:[,;.]\s*(?:and |so )?|\s+and )(?:then )?(?:(?:it|that|this) (?:should|must|shall|has to|needs to|ought to|can)"
    r" (?:now )?be (?:called|named|labelled)|(?:call|name|label) (?:it|that)|rename (?:it|that)(?: to| as)?)"
    r" (?P<new>[\w'& -]+?)[\s.!]*$",
    re.IGNORECASE,
)
""" "The Scene 2 mark belongs at bar 5, and it should be called Cellar"."""


def _moved_and_named(said: Said) -> list[Step] | None:
    match = _AND_NAMED.search(said.raw)
    moved = _moved(taken_apart(said.raw[: match.start()], said.scene, focus=said.focus)) if match else None
    if match is None or not moved or len(moved) != 1 or moved[0].args.get("action") != "move":
        return None
    named = _called(str(moved[0].args["name"]), match["new"])
    return [*moved, *named] if named else None


def mark(said: Said) -> list[Step] | None:
    """The step; None where it is about no marker, or not all of it is known."""
    if both := _moved_and_named(said):
        return both
    if _EVERY_ONE.fullmatch(said.text.strip(" .!")) and said.scene.context.markers:
        return [Step("marker", {"action": "delete", "name": name}) for name, _ in said.scene.context.markers]
    if of_them := _of_several(said):
        return of_them
    steps = _gone(said) or _renamed(said) or _moved(said) or _halfway(said) or _unnamed(said) or _added(said)
    named = [str(one.args.get(name) or "") for one in steps or () for name in ("name", "new_name")]
    return None if any(_A_REASON.search(one) for one in named) else steps


_ONE_OF_THEM = regex(
    rf"(?:{_DELETES}|move|shift|put|push|pull|rename|call|name|label) (?:it|that|this)(?: one)?"
    r"(?: (?:(?:again|back|over|to|at) ?)*(?:(?:bar )?\d+)?| (?:to |as )?[\w ]+)?"
)
_ALL_OF_THEM = regex(rf"{_DELETES} (?:them|those|these)(?: all| both| again| markers)*|{_DELETES} all of (?:them"
    rf"|those)")


_EVERY_ONE = regex(rf"{_DELETES} (?:all|every|each)(?: of)?(?: the| my| our| these| those)? (?:markers?|marks)(?:"
    rf" again| please)*")


def _of_several(said: Said) -> list[Step] | None:
    """ "Delete it", behind four markers: which of them?"""
    last = said.last()
    if len(last) < 2 or any((one.tool, one.kind) != ("marker", "add") for one in last):
        return None
    text = said.text.strip(" .!")
    if _ALL_OF_THEM.fullmatch(text):
        named = [str(one.args.get("name") or (_known(f"{one.args.get('bar'):g}", said) or ("",))[0]) for one in last]
        return [Step("marker", {"action": "delete", "name": one}) for one in named] if all(named) else None
    is_one = _ONE_OF_THEM.fullmatch(text) and all(one.is_pronoun for one in said.things)
    return [Step("ask", {"text": WHICH})] if is_one else None


def _markers(said: Said) -> dict[str, tuple[str, float]]:
    """By their names in lower case; what two are called names none."""
    found: dict[str, tuple[str, float]] = {}
    doubled = set()
    for name, bar in said.scene.context.markers:
        doubled |= {name.lower()} if name.lower() in found else set()
        found[name.lower()] = (name, bar)
    return {low: one for low, one in found.items() if low not in doubled}


def _known(words: str | None, said: Said) -> tuple[str, float] | None:
    low = re.sub(r"^(?:the|our|my) ", "", (words or "").strip().lower())
    markers = _markers(said)
    if low in markers:
        return markers[low]
    if match := re.fullmatch(r"(?:bar )?(\d+)", low):
        there = [one for one in markers.values() if one[1] == float(match[1])]
        return there[0] if len(there) == 1 else None
    if low in ("end", "last", "very last", "marker at the end"):
        return max(markers.values(), key=lambda one: one[1], default=None)
    there = [one for one in markers.values() if low and one[1] == bar_at(low, said)]
    return there[0] if len(there) == 1 else None


def _last(said: Said) -> tuple[str, float] | None:
    """The marker that was added, named or moved last."""
    last = said.last()
    if len(last) != 1 or last[0].tool != "marker" or last[0].kind not in ("add", "rename", "move"):
        return None
    return _known(str(last[0].args.get("new_name") or last[0].args.get("name") or ""), said)


def _gone(said: Said) -> list[Step] | None:
    text = said.text.strip()
    if _GONE_LAST.fullmatch(text):
        last = _last(said)
        return [Step("marker", {"action": "delete", "name": last[0]})] if last else None
    if _ALL_GONE.fullmatch(text):
        return [Step("marker", {"action": "delete", "name": name}) for name, _ in said.scene.context.markers] or None
    if match := _GONE_SEVERAL.fullmatch(text):
        names = re.split(r"\s*(?:,|\band\b|&)\s*(?:and )?", (match["names"] or match["names2"]).strip())
        found = [_known(one, said) for one in names if one]
        return [Step("marker", {"action": "delete", "name": one[0]}) for one in found if one] if all(found) else None
    for form in _GONE:
        if match := form.fullmatch(text):
            one = _known(match["name"], said)
            is_bar = re.fullmatch(r"(?:bar )?\d+", match["name"].strip()) is not None and _last(said) is None
            if one is None or match["kind"] == "one" and (is_bar or is_a_name(match["name"], said.scene)):
                return None
            return [Step("marker", {"action": "delete", "name": one[0]})]
    return None


_BEHIND_A_NAME = regex(
    r"(?:[\s,]+(?:instead|rather|actually|please|then|though|tho|for now|(?:because|'?cause|since it|so that)\b.*))+$",
    re.IGNORECASE,
)


def _renamed(said: Said) -> list[Step] | None:
    raw = said.raw.strip()
    for form in _RENAMED:
        match = form.match(raw)
        if match is None:
            continue
        words = match["name"] or match.groupdict().get("name2")
        one = _known(words, said)
        if one and (not is_a_name(str(words), said.scene) or "marker" in raw.lower().split()):
            return _called(one[0], match["new"])
    if (match := _RENAMED_LAST.match(raw)) and (one := _last(said)):
        return _called(one[0], match["new"])
    return None


def _called(name: str, new: str) -> list[Step] | None:
    new = _BEHIND_A_NAME.sub("", new.strip(" .,"))
    further = re.search(r"\b(?:and|then) (?P<verb>\w+) \w", new)
    if re.search(r"\b(?:and|then) .+ (?:to|as)\b", new) or further and further["verb"].lower() in COMMANDS:
        return None  # another one is renamed, too, or something else is asked for
    return [Step("marker", {"action": "rename", "name": name, "new_name": new})] if 0 < len(new.split()) <= 5 else None


def _moved(said: Said) -> list[Step] | None:
    text = said.text.strip()
    for form in _MOVED:
        if match := form.fullmatch(text):
            one = _known(match["name"] or match.groupdict().get("name2"), said)
            return _to(one, match["where"], said) if one else None
    if (match := _MOVED_LAST.fullmatch(text)) and (one := _last(said)):
        return _to(one, match["where"], said)
    by = _SHIFTED_BY.fullmatch(text)
    if by and not (by["to"] or by["way"]):
        return None
    if match := by or _SHIFTED.fullmatch(text):
        name = match["name"] or match.groupdict().get("name2")
        one = _known(name, said) if name else _last(said)
        word = match["n"]
        count = (
            float(word)
            if word.isdigit()
            else 0.5
            if word == "half a"
            else 1.0
            if word in ("a", "an")
            else float(spoken_number(word) or 0)
        )
        top, low = (int(each) for each in said.scene.context.time_signature.split("/"))
        count /= top * 4 / low if match["unit"].startswith("beat") else 1.0
        ways = {match["way"], match.groupdict().get("to")}
        to = one[1] + (-count if ways & _EARLIER else count) if one else 0.0
        if one and count and to >= 1:
            return [Step("marker", {"action": "move", "name": one[0], "bar": number(to)})]
    return None


def _to(one: tuple[str, float], where: str, said: Said) -> list[Step] | None:
    bar = bar_at(where, said)
    return [Step("marker", {"action": "move", "name": one[0], "bar": number(bar)})] if bar is not None else None


_IS_A_PLACE = regex(r"^\S+ (?:a )?(?:bars?|beats?) (?:into|before) |^(?:right |just |exactly )?(?:where|when) ")


def bar_at(words: str, said: Said) -> float | None:
    """The bar that some words tell."""
    text = words.strip() if _IS_A_PLACE.search(words.strip()) else f"at {words.strip()}"
    found = Places(text, said.scene, said.focus.bars).told()
    whole = len(found) == 1 and found[0].start == 0 and found[0].end >= len(text) and not found[0].is_open
    return found[0].point if whole else bar_from_there(words, said)


_UNNAMED = regex(
    r"(?:put|add|set|drop|place|make|create|insert)(?: in)? (?:an? |another |new )*markers? (?:at|on|in) (?P<where>.+)"
)
_BARS = regex(r"(?:bars? )?(?P<bars>\d+(?:(?:, | and |, and )(?:bar )?\d+)*)")


def _unnamed(said: Said) -> list[Step] | None:
    """ "Put a marker at bar 9", "markers at bars 9 and 17": named by the session."""
    match = _UNNAMED.fullmatch(said.text.strip()) if said.scene.context.has_session else None
    told = _BARS.fullmatch(match["where"]) if match else None
    bars = [float(one) for one in re.findall(r"\d+", told["bars"])] if told else []
    if match and not bars and (bar := bar_at(match["where"], said)):
        bars = [bar]
    return [Step("marker", {"action": "add", "bar": number(one)}) for one in bars] or None


_THERE = regex(r"(?P<name>[\w'&-]+(?: [\w'&-]+){0,3}?) (?:right |just )?there$", re.IGNORECASE)


def _added(said: Said) -> list[Step] | None:
    """ "A marker called Turn 4 bars into the market": the name ends where its place begins."""
    if match := _ADDED_ON.match(said.raw.strip()) or _MARKED.match(said.raw.strip()):
        where = str(match["place"] or match["where"]).lower()
        copies = [one for act in said.focus.acts if (one := repeated(act))]
        bar = copies[0][0] if copies and _THE_REPEAT.fullmatch(where) else bar_at(where, said)
        name = _BEHIND_A_NAME.sub("", match["new"].strip())
        if match.re == _MARKED and _GOES_ON.search(name):
            return None  # "mark bar 5 as Hook and from there …"
        if bar is not None and bar_at(name.lower(), said) != bar:
            return [Step("marker", {"action": "add", "name": name, "bar": number(bar)})]
        return None
    if more := _ANOTHER.fullmatch(said.text):
        last = [one for one in said.last() if (one.tool, one.kind) == ("marker", "add")]
        is_marker = len(last) == 1 and len(said.last()) == 1 or "marker" in said.text.split()
        bar = bar_at(more["place"] or more["where"], said) if is_marker else None
        new = next((said.raw[slice(*more.span(one))] for one in ("new", "new2") if more[one]), "")
        if bar is None or not new and not last:
            return None
        name = new or _next_name(str(last[0].args.get("name")), said)
        return [Step("marker", {"action": "add", "name": name, "bar": number(bar)})]
    if (steps := _added_where(said)) is not None:
        return steps
    match = _ADDED.match(said.raw.strip())
    if match and said.there and (there := _THERE.match(match["rest"].strip(" .!"))):
        return [Step("marker", {"action": "add", "name": there["name"], "bar": number(said.there[0][0])})]
    words = match["rest"].split() if match else []
    for count in range(1, min(5, len(words))):
        name, where = " ".join(words[:count]), " ".join(words[count:]).lower()
        if not _BEGINS_PLACE.match(where):
            continue
        bar = bar_at(re.sub(r"^(?:at|on|in) ", "", where), said)
        if bar is not None:
            return [Step("marker", {"action": "add", "name": name.strip("\"',"), "bar": number(bar)})]
    return None


def _next_name(name: str, said: Said) -> str:
    """ "Drop 2", behind a "Drop"; two markers of one name are told apart by nobody."""
    bare, number_of = re.sub(r" \d+$", "", name), 2
    taken = {one.lower() for one, _ in said.scene.context.markers}
    while f"{bare} {number_of}".lower() in taken:
        number_of += 1
    return f"{bare} {number_of}"


def _added_where(said: Said) -> list[Step] | None:
    """ "A marker Outro where the host says thanks": asked for its bar where that is not known."""
    raw = said.typed[max(0, said.typed.find(said.raw)) :].strip(" .!")
    match = _WHERE_FIRST.match(raw) or _WHERE.match(raw)
    if match is None:
        return None
    if not (match.re == _WHERE_FIRST or match["marker"] or _is_named_like_a_marker(match["new"], said)):
        return None
    where, name = match["where"].lower(), _BEHIND_A_NAME.sub("", match["new"].strip())
    if not 0 < len(name.split()) <= 4 or is_a_name(name, said.scene) and not match.groupdict().get("marker"):
        return None
    bar = bar_at(where, said) or spoken_at(where, said)
    if bar is None and _GOES_ON.search(where):
        return None  # "where the brass comes in, and make the brass orange"
    if bar is None:
        return [Step("ask", {"text": NOT_KNOWN_WHERE.format(name, where)})]
    return [Step("marker", {"action": "add", "name": name, "bar": number(bar)})]


def _is_named_like_a_marker(name: str, said: Said) -> bool:
    """ "Put a Drop 2 where …", beside a marker Drop 1, or behind one that was named so."""
    kind = re.sub(r"\W*\d+$", "", name.strip().lower())
    known = [one for one, _ in said.scene.context.markers]
    return kind != name.strip().lower() and any(re.sub(r"\W*\d+$", "", one.lower()) == kind for one in known)


_SPOKEN = regex(
    r"(?:where|when) (?:the |my |our )?(?P<who>[\w' ]+?) (?:says|sings|said|talks about|mentions) (?P<words>.+)"
)


def spoken_at(where: str, said: Said) -> float | None:
    """ "Where the host says thanks", once the words of the clips are known: where one of them begins that says it."""
    match = _SPOKEN.fullmatch(where.strip(" \"'.!"))
    told = re.findall(r"[a-z]+", match["words"]) if match else []
    stems = [one.rstrip("s") for one in told]
    lists = [(one, one.text.lower()) for one in said.state.frames if one.tool == "transcribe" and len(one.clips()) == 1]
    found = {one.clips()[0] for one, text in lists if stems and all(stem in text for stem in stems)}
    views = [view for one in found if (view := said.scene.clip(one)) and view.bars]
    return float(int(views[0].bars[0])) if len(views) == 1 and views[0].bars else None


def _halfway(said: Said) -> list[Step] | None:
    match = _HALFWAY.match(said.raw.strip())
    name = ((match["first"] or "").strip() or (match["new"] or "").strip()) if match else ""
    if match is None or not name or len(name.split()) > 4:
        return None
    start, end = bar_at(match["a"].lower(), said), bar_at(match["b"].lower(), said)
    if start is None or end is None or end <= start:
        return None
    return [Step("marker", {"action": "add", "name": name, "bar": number((start + end) / 2)})]
