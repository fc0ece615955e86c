"""Arguments of routing: sends, buses, groups and sidechains."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number, tidy
from engine.planner.offline.slots.meant import tracks_meant, tracks_said
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.polite import LEAD
from engine.planner.regex import regex

_SIDECHAIN = regex(
    r"\bside-?\s?chain\w*|\bduck\w*|\bpump\w*|\bout of the way\b|\bsteps? back\b|\b(?:dips?|breathes?|goes"
    r" down|vanish\w*|push\w*)\b.*\b(?:when|every time|whenever|with|under|down)\b|\bkey .* from\b"
)
_UNGROUP = regex(
    r"\bun-?g\w*r\w*p\w*\b|\bdegroup\b|\bout of (?:its|the|their|that|any|every|all) (?:\w+ )?(?:group"
    r"|folder)s?\b|\b(?:dissolve|break up"
    r"|split up|undo) the (?:\w+ )*group\b"
)
_GROUP = regex(
    r"\bgroup\w*|\bfolder\b|\bvca\b|\blump\b|\bunder (?:one|the|a)\b|\bheading\b|\btogether (?:under|as|in)\b"
    r"|\blink\b|\btie\b"
)
_BUS = regex(
    r"\b(?:to|on|onto|through|into|in|make|create|set up|one|a) (?:an? |the |one |new |own )*(?:\w+"
    r" )?(?:sub-?)?bus(?:s?es)?\b|\bbus\b"
)
_SEND = regex(r"\bsend\w*|\bsned\b|\bfeed\w*")
_NAMED = regex(
    r"\b(?:called|named|titled)\s+(?:the\s+)?(?P<own>[^,.;!?]+?)(?=\s+(?:please|pls|and|at|with|for me|too)\b"
    r"|[,.;!?]|$)"
    r"|\b(?:bus|group|folder|vca|heading|track)?\s*(?:as|=|under|into one group,?|in one bus|to"
    r" one bus|on one bus)\s+(?:the\s+)?(?P<name>[^,.;!?]+?)(?=\s+(?:bus|group|heading|please|pls|at|with|and"
    r"|too)\b|[,.;!?]|$)",
    re.IGNORECASE,
)
_BUS_NAME = regex(
    r"\b(?:bus|group|folder|vca)\b\s*[,:]?\s*(?P<after>(?!(?:at|on|in|for|from|with|and|of|to|called|named"
    r"|please|them|out)\b)[A-Za-z][\w /-]*?)(?=\s*(?:[,.;!?]|$|\s(?:at|please|with|minus)\b))"
    r"|\b(?:to|on|onto|into|through|make|create|in)\s+(?:an?|the|one|its"
    r" own)?\s*(?:new\s+)?(?P<before>(?!new\b|own\b|one\b|a\b|the\b)[\w-]+(?:\s[\w-]+)?)\s+(?:bus|group)\b",
    re.IGNORECASE,
)
_TO = regex(
    r"\b(?:to|into|inna|in|through|feed(?:s)?|on)\s+(?:an?\s+|the\s+|my\s+)?(?:bus\s+called\s+|bus\s+named\s+"
    r"|track\s+)?(?P<name>[\w' -]+?)(?=\s*(?:[,.;!?]|$|\bat\b|\bby\b|\bto\s+[-\d]|\bminus\b|-\d|\b-?\d|\bplease\b"
    r"|\bwith\b|\bas\b|\bfor\b))",
    re.IGNORECASE,
)
_WHEN = regex(
    r"\b(?:when(?:ever)?|every time|each time|with|to|from|by|under|off|>|while|if)\s+(?P<who>.+)$", re.IGNORECASE
)
PUSHES = regex(
    r"(?:\b(?:let|make|have|want|need)\s+(?P<who>.+?)\s+(?:to\s+)?|^\W*(?P<it>(?:\w+\s+){1,4}?)"
    r"(?:should|must|shall|has to|needs to|can)\s+)(?:push|press|duck|pump)\s+(?P<what>(?!when).+?)(?:\s+down)?\W*$",
    re.IGNORECASE,
)
_TALKS = regex(
    r"\b(?:i|i'm|me|we|he|she|they|someone|anyone)\b.*\b(?:talk|speak|sing|sings|talks|speaks)\w*", re.IGNORECASE
)

_POINTS = regex(r"(?:it|that|this|there|them|those)(?: (?:too|as well|instead|also|again|one))*", re.IGNORECASE)
_ALSO = regex(r"(?:\s+(?:instead|too|as well|also|again|now|then))+$", re.IGNORECASE)
_TO_GROUP = regex(rf"{LEAD}group\W+(?:(?:the|my|our)\W+)?", re.IGNORECASE)


def route(clause: Clause) -> Args:
    """action, track or tracks, to, value_db."""
    action = _action(clause)
    if action == "sidechain":
        return _sidechain(clause)
    if action == "ungroup":
        return {"action": "ungroup"} | _one_or_more(clause, tracks_said(clause))
    if action == "send":
        return _send(clause)
    name, place = _name(clause)
    hidden = [place] if place else []
    tracks = tracks_said(clause, hidden)
    is_grouped = place is not None and _TO_GROUP.fullmatch(clause.low[: place[0]]) is not None
    if (is_grouped or not tracks) and hidden and len(said := tracks_said(clause)) > len(tracks):
        name, tracks = "", said  # "group the drums with the bass": what is grouped, and no name
    args = {"action": action} | _one_or_more(clause, [one for one in tracks if one.lower() != name.lower()])
    if name:
        args["to"] = name
    elif not clause.carries and action == "bus":
        clause.need("What should the bus be called?")
    return args


def _action(clause: Clause) -> str:
    called = _NAMED.search(clause.low)
    at, to = called.span("own") if called and called["own"] else (0, 0)
    low = clause.low[:at] + " " * (to - at) + clause.low[to:]  # "a folder called Drum Bus" is a folder
    if _UNGROUP.search(low):
        return "ungroup"
    if _SIDECHAIN.search(low):
        return "sidechain"
    if (
        clause.kind in ("send", "bus", "group", "sidechain")
        and not _SEND.search(low)
        and not _GROUP.search(low)
        and not _BUS.search(low)
    ):
        return clause.kind
    has_level = clause.of("dB") or any(one.signed for one in clause.of(""))
    if _SEND.search(low) and (has_level or not re.search(r"\bbus\b", low) or clause.kind == "send"):
        return "send"
    if _GROUP.search(low) and not re.search(r"\bbus\b", low):
        return "group"
    return "send" if clause.of("dB") or clause.kind == "send" else "bus"


def _name(clause: Clause) -> tuple[str, tuple[int, int] | None]:
    quoted = re.search(r'"([^"]+)"', clause.text)
    if quoted:
        return tidy(quoted[1]), quoted.span()
    for pattern in (_NAMED, _BUS_NAME):
        for match in pattern.finditer(clause.text):
            group = next((key for key in match.groupdict() if match[key]), "")
            name = tidy(match[group]) if group else ""
            name = re.sub(r"^(?:the|a|an|one|new)\s+", "", name, flags=re.IGNORECASE)
            if name and name.lower() not in (
                "bus",
                "group",
                "one",
                "it",
                "them",
                "together",
                "one heading",
                "a",
                "the",
            ):
                return name, match.span(group)
    last = re.search(
        r"[,:]\s*(?P<name>[A-Z][\w /-]{1,24})\W*$|\b(?:bus|folder|group)\s+(?P<own>[\w-]+)\W*$", clause.text
    )
    if last:
        group = "name" if last["name"] else "own"
        return tidy(last[group]), last.span(group)
    ends = re.search(r"\b(?:into|in|to|on)\s+(?P<name>[A-Z][\w-]*)\W*$", clause.text)
    return (tidy(ends["name"]), ends.span("name")) if ends else ("", None)


def _send(clause: Clause) -> Args:
    levels = (
        clause.of("dB")
        + [one for one in clause.of("") if one.signed or re.search(r"\b(?:at|by|to)\s*$", clause.before(one))]
        + clause.of("")
    )
    levels = [one for one in levels if abs(one.value) <= 120]
    value = levels[0] if levels else None
    found = things(clause.text, clause.scene)
    targets = [match for match in _TO.finditer(clause.text) if tidy(match["name"])]
    to, place = "", (0, 0)
    for match in targets[::-1]:
        if _POINTS.fullmatch(tidy(match["name"])):
            to, place = _bus_of_before(clause), match.span("name")
            break
        name = re.sub(r"\s+(?:bus|aux|return|track)$", "", _ALSO.sub("", tidy(match["name"])), flags=re.IGNORECASE)
        full = _ALSO.sub("", tidy(match["name"]))
        buses = [view.name for view in clause.scene.context.track_views if view.kind == "bus"]
        known = next(
            (
                track
                for track in (*clause.scene.context.tracks, *buses)
                if name_words(track) in (name_words(full), name_words(name))
            ),
            "",
        )
        near = [one for one in found if match.start("name") <= one.start < match.end("name") and one.tracks]
        to = (
            known or (near[0].tracks[0] if near and len(name.split()) <= 2 and clause.scene.track(name) else "") or full
        )
        place = match.span("name")
        if known or near:
            break
    if not to and len(found) >= 2 and found[-1].tracks:
        to, place = found[-1].tracks[0], (found[-1].start, found[-1].end)
    sources = list(
        dict.fromkeys(
            track for thing in found for track in thing.tracks if not place[0] <= thing.start < place[1] and track != to
        )
    )
    if not sources:
        sources = [one for one in (tracks_said(clause, [place]) if to else tracks_meant(clause)) if one != to]
    args: Args = {"action": "send"} | _one_or_more(clause, sources)
    if to:
        args["to"] = to
    elif not clause.carries:
        clause.need("A send to which bus or track?")
    if value is not None:
        less = value.value > 0 and not value.signed and clause.has(r"\b(?:down|less|lower|under|below)\b")
        args["value_db"] = number(-value.value if less else value.value)
    return args


def _bus_of_before(clause: Clause) -> str:
    """The bus that the conversation spoke of last, where "it" cannot be a track."""
    buses = {view.name for view in clause.scene.context.track_views if view.kind == "bus"}
    spoken = [one.args.get(name) for one in reversed(clause.scene.done) for name in ("to", "track")]
    return next((str(one) for one in spoken if one in buses), "")


_GIVES_WAY = regex(
    r"\b(?:ducks?|dips?|pumps?|goes? down|moves? over|makes? (?:room|way|space)|steps? back)"
    r" (?:for|under(?:neath)?|behind|with|by|off|from)\b",
    re.IGNORECASE,
)
""" "The rumble must duck for the kick": the rumble goes down."""


def _sidechain(clause: Clause) -> Args:
    """track: the one that ducks; to: what triggers it."""
    pushes = PUSHES.search(clause.text)
    ducked: list[str] = []
    trigger: list[str] = []
    if gives_way := _GIVES_WAY.search(clause.text):
        ducked = [one for thing in things(clause.text[: gives_way.start()], clause.scene) for one in thing.tracks]
        trigger = [one for thing in things(clause.text[gives_way.end() :], clause.scene) for one in thing.tracks]
    if (not ducked or not trigger) and pushes and not re.search(r"\b(?:when|every time|with|under|off)\b", clause.low):
        trigger = [one for thing in things(pushes["who"] or pushes["it"], clause.scene) for one in thing.tracks]
        ducked = [one for thing in things(pushes["what"], clause.scene) for one in thing.tracks]
        ducked = ducked or ([] if things(pushes["what"], clause.scene) else tracks_meant(clause))
    if not ducked or not trigger:
        when = _WHEN.search(clause.text)
        at = when.start() if when else len(clause.text)
        found = things(clause.text, clause.scene)
        ducked = [one for thing in found if thing.start < at for one in thing.tracks]
        trigger = [one for thing in found if thing.start >= at for one in thing.tracks]
        if not trigger and len(found) >= 2 and found[-1].tracks:
            trigger = list(found[-1].tracks)
            ducked = [one for thing in found[:-1] for one in thing.tracks]
        if when and not ducked and trigger and at < 4 and len(found) >= 2:
            trigger, ducked = list(found[0].tracks), [one for thing in found[1:] for one in thing.tracks]
    if not trigger and _TALKS.search(clause.text):
        voices = [
            track
            for clip in clause.scene.clips
            if set(clip.tags) & {"speech", "vocals", "voice", "vocal"} and (track := clip.track) and track not in ducked
        ]
        several = len(voices) > 1 and clause.has(r"\b(?:two|both|they|them|those|these|everyone|people)\b")
        trigger = [] if several else voices[:1]
    if not trigger and clause.has(r"\bpump\w*|\bduck\w*|\bside-?chain"):
        trigger = [track for track in clause.scene.context.tracks if "kick" in track.lower() and track not in ducked][
            :1
        ]
    ducked = [one for one in dict.fromkeys(ducked) if one not in trigger] or [
        one for one in tracks_meant(clause) if one not in trigger
    ]
    args: Args = {"action": "sidechain"} | _one_or_more(clause, ducked)
    if len(depths := clause.of("dB")) == 1:
        args["value_db"] = number(-abs(depths[0].value))
    if trigger:
        args["to"] = trigger[0]
    elif not clause.carries:
        clause.need("Which track should trigger it?")
    return args


def _one_or_more(clause: Clause, tracks: list[str]) -> Args:
    tracks = list(dict.fromkeys(tracks))
    if not tracks:
        if not clause.carries:
            clause.need("Which track do you mean?")
        return {}
    return {"tracks": tracks} if len(tracks) > 1 else {"track": tracks[0]}
