"""Tracks themselves: names, colours, their order, and a second one like it."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.media.color_names import is_color_name
from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import PRONOUNS, Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.where import listed
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NAMED = r"[\"']?(?P<name>[^\"'?!;]+?)[\"']?"
_RENAMES = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"^(?:re-?name|re-?label|title) (?P<who>.+?) (?:to|as|into) {_NAMED}$",
        rf"^(?:re-?name|label|name|call|title) (?P<who>(?:that|this|the)(?: (?:new|first|second))?(?:"
        rf" (?-i:[a-z][a-z-]+))?"
        rf" (?:track|clip|group|bus|one|copy|duplicate)|it|that|this|them)"
        rf" (?!to\b){_NAMED}$",
        rf"^(?P<who>.+?) (?:is|are|should be) (?:actually|really|rather|called) {_NAMED}$",
        rf"^change the name of (?P<who>.+?) (?:to|into) {_NAMED}$",
        rf"^(?P<who>.+?) ?(?:->|=>|→) ?{_NAMED}$",
        rf"^(?:the )?(?:name|new name)(?: of (?P<who>.+?))? (?:should be|is now|is) {_NAMED}$",
    )
)
_ARROW = regex(r"->|=>|→")
_CALL = regex(r"^(?:call|name|re-?name|label) (?P<rest>.+)$", re.IGNORECASE)
_WHY = regex(r"\s+(?:since|because|cos|coz) .*$", re.IGNORECASE)
_NO_NAME = regex(r"\b(?:to|into)\b|^(?:in|on|at|of|from|and|or|marker|clip|track) |^(?:and|or)$", re.IGNORECASE)
""" "Rename the chorus marker to refrain", "rename the cello and the keys to Foo": other words of what is named."""
_COLOURS = frozenset(
    "make colour color paint turn set tint put in give should only just track tracks lane colored coloured all"
    " whole same too also well".split()
)
_SHADES = frozenset("light dark darker lighter bright pale deep".split())
_ORDER = regex(
    r"^(?P<verb>move|put|drag|place|bring|shift|take)? ?(?P<who>.+?) (?:(?:all the way |up |down |over"
    r" )*)(?P<close>(?:right|directly|just|straight) )?"
    r"(?P<way>below|above|under|underneath|beneath|after|before|next to|to the (?:very )?(?P<edge>top|bottom"
    r"|end)|at the (?:very )?(?P<edge2>top|bottom|end)|first|last)"
    r"(?: (?P<by>.+?))?(?: in the (?:list|order|session|track list))?$"
)


def track(said: Said) -> list[Step] | None:
    """The steps; None where it is about none of these, or not all of it is known."""
    if _LIKE_SOMETHING.search(said.raw):
        return None  # "name the tracks after their instruments": by what is to be looked up
    if clip_named := _clip_named(said):
        return clip_named
    return (
        _named_each(said) or _renamed(said) or _coloured(said) or _between(said) or _ordered(said) or _doubled(said)
        or _armed(said) or _deleted(said)
    )  # fmt: skip


_CLIP_ON = regex(
    r"^(?:re-?name|name|call|label) the (?:clip|region) (?:on|of) (?:the (?:track )?)?(?P<rest>.+?)[\s.!]*$",
    re.IGNORECASE,
)


def _clip_named(said: Said) -> list[Step] | None:
    """ "Name the clip on Voice Take 1": the clip, where the track has one, and not the track."""
    match = _CLIP_ON.match(said.raw)
    rest = match["rest"] if match else ""
    tracks = [one for one in said.scene.context.tracks if rest.lower().startswith(f"{one.lower()} ")]
    track = max(tracks, key=len, default="")
    name = re.sub(r"^(?:to|as) ", "", rest[len(track) :].strip())
    lying = [one for one in said.scene.clips if track and one.track == track]
    if not name or not lying or len(name.split()) > 4 or not name[0].isupper():
        return None
    if len(lying) > 1:
        listed = [f"“{one.name}” at bar {int(one.bars[0]) if one.bars else '?'}" for one in lying]
        return [Step("ask", {"text": f"Which clip do you mean: {', '.join(listed)}?"})]
    return [Step("arrange", {"action": "rename", "clip": lying[0].id, "name": name})]


_LIKE_SOMETHING = regex(r"\b(?:name|rename|call|label)\b.+ after (?:the|their|its|what) ", re.IGNORECASE)
_EACH_NAME = r"[A-Z][\w&'-]*(?: (?:[A-Z][\w&'-]*|\d+))*"
_NAMES_EACH = regex(
    rf"^(?:[Rr]e-?name|[Nn]ame|[Cc]all|[Ll]abel) (?P<who>(?:(?:the|both|two|my|our) )*[a-z][\w' ]+?) (?:to |as )?"
    rf"(?P<a>{_EACH_NAME}) (?:and|&) (?P<b>{_EACH_NAME})$"
)


def _named_each(said: Said) -> list[Step] | None:
    """ "Name the pads Pad A and Pad B": two that are told by one word."""
    match = _NAMES_EACH.match(said.raw.strip(" .!"))
    who = taken_apart(match["who"], said.scene, focus=said.focus) if match else None
    if match is None or who is None or len(who.things) != 1 or who.bag - {"tracks"}:
        return None
    groups = {view.name for view in said.scene.context.track_views if view.kind == "group"}
    tracks = [one for one in with_members(who.tracks, said.scene) if one not in groups]
    if len(tracks) != 2:
        return None
    names = zip(tracks, (match["a"], match["b"]), strict=True)
    return [Step("arrange", {"action": "rename", "name": name, "track": track}) for track, name in names]


_ONE_THERE = regex(
    r"(?P<who>(?:the |that |our |my )?[\w'-]+(?: [\w'-]+)?)(?: one| track| clip| bus| group) (?:to |as"
    r" )?(?P<name>.+)$", re.I)
""" "Call the dbl one vox double"."""


def _renamed(said: Said) -> list[Step] | None:
    for form in _RENAMES:
        if match := form.match(said.raw):
            if _ARROW.search(said.raw) and match["name"].lower() in {one.lower() for one in said.scene.context.tracks}:
                return None  # "gtr l -> gtr r" is another thing
            who = taken_apart(match["who"] or "it", said.scene, focus=said.focus)
            if len(said.things) == 1 and all(one.is_pronoun for one in who.things):
                who.things = list(said.things)  # what a remark was about
            return _with_name(who, match["name"])
    if match := _CALL.match(said.raw):
        if one := _ONE_THERE.match(match["rest"]):
            who = taken_apart(one["who"], said.scene, focus=said.focus)
            if len(who.things) == 1 and not who.bag - {"that", "track", "clip", "group", "bus"}:
                return _with_name(who, one["name"])
        words = match["rest"].split(" ")
        capital = next((at for at, one in enumerate(words) if at and one[:1].isupper() and words[0].islower()), 0)
        for length in (*([capital] if capital else []), *range(len(words) - 1, 0, -1)):
            who = taken_apart(" ".join(words[:length]), said.scene, focus=said.focus)
            if len(said.things) == 1 and who.things and all(one.is_pronoun for one in who.things):
                who.things = list(said.things)
            if len(who.things) == 1 and who.form in ("T", "T track", "T clip", "T group", "T bus", "track T"):
                name = re.sub(r"^(?:to|as) ", "", " ".join(words[length:]))
                return None if _NO_NAME.search(name) else _with_name(who, name)
    return _renamed_next(said)


_NEXT_NAME = regex(r"^(?:the |my |our )?(?P<who>.+?) (?:to|as|into) (?P<name>[^,;]+)$", re.IGNORECASE)


def _renamed_next(said: Said) -> list[Step] | None:
    """ "And the strings to Pad", behind a track that got another name."""
    last = said.last()
    match = _NEXT_NAME.match(said.raw.strip(" .!"))
    if not last or match is None or any((one.tool, one.kind) != ("arrange", "rename") for one in last):
        return None
    if match["name"].lower().removeprefix("the ") in {one.lower() for one in said.scene.context.tracks}:
        return None  # a track is where something goes
    return _with_name(taken_apart(match["who"], said.scene, focus=said.focus), match["name"])


_TWO_WORDS = regex(r"[A-Z][\w']*(?: [A-Z][\w']*)? (?:and|n|&) [A-Z][\w']*(?: [A-Z][\w']*)?")
""" "Cold and Wet": one name, as it is typed."""


_TWO_LOW = regex(r"[a-z']+ and (?P<second>[a-z']+(?<!er))")
_NO_SECOND = COMMANDS | frozenset(
    "up down left right off on centre center muted soloed loud quiet it that them".split()
)


def _is_of_two_words(name: str) -> bool:
    low = _TWO_LOW.fullmatch(name)
    is_name = low is not None and low["second"] not in _NO_SECOND and not is_color_name(low["second"])
    return is_name or _TWO_WORDS.fullmatch(name) is not None


def _with_name(who: Said, name: str) -> list[Step] | None:
    if who.unclear:
        return None
    name = _WHY.sub("", name).strip(" .,")
    is_told_on = re.search(r"[,;]|\b(?:and|then|but)\b", name) and not _is_of_two_words(name)
    if is_told_on or name.lower() in ("track", "clip", "group", "bus", "it", "that"):
        return None
    if who.text in {marker.lower() for marker, _ in who.scene.context.markers}:
        return None
    if (
        len(who.things) != 1
        or who.bag - {"track", "clip", "group", "bus", "tracks"}
        or not name
        or len(name.split()) > 5
    ):
        return None
    one = who.things[0]
    if "clip" in who.bag and not one.is_clip:
        lying = [clip.id for clip in who.scene.clips if clip.track in one.tracks]
        one = replace(one, clips=tuple(lying), is_clip=True)
    if one.is_clip and len(one.clips) == 1:
        return [Step("arrange", {"action": "rename", "name": name, "clip": one.clips[0]})]
    if len(one.tracks) != 1 or one.is_clip:
        return None
    return [Step("arrange", {"action": "rename", "name": name, "track": one.tracks[0]})]


def _coloured(said: Said) -> list[Step] | None:
    shades = said.bag & _SHADES
    if len(shades) > 1 or said.places or not said.things or said.amounts and not _are_counted(said):
        return None
    hues = [one for one in said.words if one not in _COLOURS | _SHADES and is_color_name(one)]
    if len(hues) != 1:
        return None
    others = {"other"} if not {track for act in said.last() for track in tracks_of(act)} & {*said.tracks} else set()
    if said.bag - _COLOURS - _SHADES - set(hues) - (others if said.last() else set()):
        return None
    clips = [clip for one in said.things if one.is_clip for clip in one.clips]
    if clips:
        return None
    shade = next(iter(shades), "").replace("darker", "dark").replace("lighter", "light")
    meant = [one.tracks if one.is_pointed else with_members(one.tracks, said.scene) for one in said.things]
    tracks = list(dict.fromkeys(track for those in meant for track in those))
    tracks = tracks[1:] if said.amounts else tracks
    return [Step("set_track", {**listed(tracks), "color": f"{shade} {hues[0]}".strip()})]


def _are_counted(said: Said) -> bool:
    """ "All three drum tracks": those that lie in the one group."""
    one = said.amounts[0]
    is_before = not said.text[one.end : said.things[0].start].replace("the", "").replace("of", "").strip()
    inside = with_members(said.things[0].tracks, said.scene)[1:]
    is_group = len(said.things) == 1 and len(said.things[0].tracks) == 1
    return len(said.amounts) == 1 and not one.unit and is_before and is_group and len(inside) == one.value


def _ordered(said: Said) -> list[Step] | None:
    match = _ORDER.match(_SO_IT_IS.sub(" ", said.text))
    if match is None:
        return None
    who = taken_apart(match["who"], said.scene, focus=said.focus)
    if (
        len(who.things) != 1
        or who.things[0].is_clip
        and not (match["close"] and who.things[0].is_pronoun)
        or len(who.tracks) != 1
        or who.bag - {"track", "tracks"}
        or who.amounts
        or who.places
    ):
        return None
    tracks = list(said.scene.context.tracks)
    (one,) = who.tracks
    moving = [name for name in with_members([one], said.scene) if name in tracks]
    rest = [name for name in tracks if name not in moving]
    edge = match["edge"] or match["edge2"] or {"first": "top", "last": "bottom"}.get(match["way"], "")
    if edge:
        if match["by"] and match["by"] not in ("of the list", "of the session", "of the track list", "of everything"):
            return None
        if edge == "end" or match["way"] in ("first", "last") and not re.search(r"\btracks?\b", said.text):
            return None
        return [Step("set_track", {"track": one, "position": 1 if edge == "top" else -1})]
    by = taken_apart(match["by"] or "", said.scene, focus=said.focus)
    moved = [act for act in said.last() if act.tool == "set_track" and "position" in act.args]
    if (not match["by"] or by.bag <= PRONOUNS and all(one.is_pronoun for one in by.things)) and len(moved) == 1:
        by.things = [Named(0, 0, tuple(tracks_of(moved[0])))]
        by.words = []
    if len(by.tracks) != 1 or by.bag - {"track", "tracks"} or by.amounts or by.places or by.tracks[0] not in rest:
        return None
    is_order = (
        match["verb"] in ("move", "drag")
        or moved
        or match["close"]
        and match["verb"]
        or who.things[0].is_pronoun
        and any(act.kind == "new_track" for act in said.last())
        or match["way"] in ("above", "below", "underneath", "next to")
        or "track" in said.text
    )
    if (
        not is_order
        or match["way"] in ("after", "before")
        and any(view.bars for view in said.scene.clips if view.track == one)
        and "track" not in said.text
    ):
        return None
    goal = by.tracks[0]
    behind = [name for name in with_members([goal], said.scene) if name in rest]
    at = rest.index(goal) if match["way"] in ("above", "before") else max(rest.index(name) for name in behind) + 1
    return [Step("set_track", {"track": one, "position": at + 1})]


_SO_IT_IS = regex(
    r" so (?:that )?(?:it|they|he|she)(?:'s|'re)?(?: (?:is|are|sits?|comes?|goes|go|lies?|stands?))?"
    r" (?=right|directly|just|under|below|above|beneath)"
)
""" "Move the strings up so they sit right under the keys"."""
_BETWEEN = regex(
    r"^(?:move|put|drag|place|bring|shift|take) (?P<who>.+?) (?:in )?between (?P<a>.+?) and (?P<b>.+?)"
    r"(?: in the (?:list|order|session|track list))?$"
)


def _between(said: Said) -> list[Step] | None:
    """ "Put the harp between the viola and the cello": they stand side by side."""
    match = _BETWEEN.match(said.text)
    if match is None:
        return None
    order = list(said.scene.context.tracks)
    told = [taken_apart(match[name], said.scene, focus=said.focus) for name in ("who", "a", "b")]
    if any(len(one.tracks) != 1 or one.bag - {"track"} or one.amounts or one.places for one in told):
        return None
    if any(one.tracks[0] not in order for one in told):
        return None
    (who,), (one,), (other,) = (each.tracks for each in told)
    rest = [name for name in order if name not in with_members([who], said.scene)]
    if who in (one, other) or not {one, other} <= {*rest} or abs(rest.index(one) - rest.index(other)) != 1:
        return None
    return [Step("set_track", {"track": who, "position": max(rest.index(one), rest.index(other)) + 1})]


_ARMS = frozenset("arm armed arming".split())
_DISARMS = frozenset("disarm disarmed unarm unarmed dis-arm un-arm".split())
_ENABLED = regex(r"^rec(?:ord)?(?: |-)enabled? T$|^T (?:on|to|in) rec(?:ord)?(?: enabled?)?$|^T rec(?:ord)? enabled?$")
_BESIDE_ARM = frozenset("track tracks record recording rec for ready on both all only".split())


def _armed(said: Said) -> list[Step] | None:
    """ "Arm Ben", "disarm both"."""
    bag = (said.bag | {"arm"}) - {"enable", "enabled"} if _ENABLED.search(said.form) else said.bag
    if said.amounts or said.places or not said.tracks or bag - _ARMS - _DISARMS - _BESIDE_ARM:
        return None
    if bool(bag & _ARMS) == bool(bag & _DISARMS) or any(one.how for one in said.things):
        return None
    if re.search(r"\bT\b.*\b(?:dis-?|un-?)?arm(?:ed|ing)?\b.*\bT\b", said.form):
        return None  # "Anna too, disarm Ben"
    return [Step("set_track", {**listed(said.tracks), "arm": bool(bag & _ARMS)})]


_DELETES = frozenset("delete remove bin scrap trash erase get rid track tracks of whole entire completely".split())


_EMPTY = regex(
    r"(?:delete|remove|get rid of|bin|clear (?:out|away)) (?:all (?:of )?)?(?:the |my |any |every )?(?:empty|unused)"
    r" (?:audio |midi )?track(?P<many>s)?(?: again| now)?"
)
""" "Delete the empty tracks": those with no clip."""
_THE_TRACK = regex(r"(?:the|that|this) (?:whole |entire |new )*track")


def _deleted(said: Said) -> list[Step] | None:
    """ "Delete narrator alt" is the track that is called exactly so, and nothing else is."""
    if empty := _EMPTY.fullmatch(said.text.strip(" .!")):
        lying = {one.track for one in said.scene.clips}
        others = {view.name for view in said.scene.context.track_views if view.kind not in ("audio", "midi")}
        found = [one for one in said.scene.context.tracks if one not in lying | others]
        is_clear = found and (len(found) == 1 or empty["many"] is not None)
        return [Step("arrange", {"action": "delete", "track": one}) for one in found] if is_clear else None
    if said.amounts or said.places or said.bag - _DELETES - {"again", "that", "it", "this", "one"}:
        return None
    if not said.bag & (_DELETES - {"get", "of", "whole", "entire"}):
        return None
    if all(one.is_pointed for one in said.things) and (made := _just_made(said)):
        return taken_back(made, [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS])
    if "again" in said.bag:
        return None
    if len(said.things) == 1 and _THE_TRACK.fullmatch(said.text[said.things[0].start : said.things[0].end]):
        return [Step("arrange", {"action": "delete", "track": one}) for one in said.tracks[:1]] or None
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    clips = {" ".join(name_words(one.name)) for one in said.scene.clips}
    for one in said.things:
        words = name_words(said.text[one.start : one.end])
        if one.is_pointed or len(one.tracks) != 1 or words != name_words(one.tracks[0]) or " ".join(words) in clips:
            return None
        if (
            kinds.get(one.tracks[0], "audio") not in ("audio", "midi")
            or len(words) < 2
            and not said.bag & {"track", "tracks"}
        ):
            return None
    return [Step("arrange", {"action": "delete", "track": one}) for one in said.tracks] or None


def _just_made(said: Said) -> list[Frame]:
    """The acts of the last request, where it made a track and what belongs to it."""
    last = said.last()
    made = {str(one.args.get("name")) for one in last if (one.tool, one.kind) == ("arrange", "new_track")}
    is_all = all(one.kind == "new_track" or made & {*tracks_of(one), str(one.args.get("to"))} for one in last)
    return list(last) if len(made) == 1 and is_all else []


_COPY_CALLED = regex(
    r",? (?:(?:and )?(?:call|name|label) (?:it|that|the copy)|called|named) [\"']?(?P<name>[^\"'?!;,]+?)[\"']?$",
    re.IGNORECASE,
)
_DOUBLES = frozenset("duplicate copy double clone another track whole make second of a".split())


def _doubled(said: Said) -> list[Step] | None:
    """ "Duplicate gtr L": a second track like it."""
    called = _COPY_CALLED.search(said.raw)
    if called:
        whole = taken_apart(said.raw[: called.start()], said.scene, focus=said.focus)
        steps = _doubled(whole) if whole.text and "track" in whole.bag else None
        return [replace(step, args={**step.args, "name": called["name"]}) for step in steps] if steps else None
    if said.amounts or said.places or len(said.things) != 1 or said.bag - _DOUBLES:
        return None
    one = said.things[0]
    if (
        one.is_clip
        or one.is_pointed
        or len(one.tracks) != 1
        or not said.bag & {"duplicate", "clone"}
        and not {"copy", "track"} <= said.bag
    ):
        return None
    clips = [clip for clip in said.scene.clips if clip.track == one.tracks[0]]
    if len(clips) < 2 and "track" not in said.bag:
        return None
    if (
        len(clips) == 1
        and "track" not in said.bag
        and said.text.find(clips[0].name.lower()) >= 0
        and clips[0].name.lower() != one.tracks[0].lower()
    ):
        return None
    return [Step("arrange", {"action": "duplicate", "track": one.tracks[0]})]
