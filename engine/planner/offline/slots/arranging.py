"""Arguments of arranging: clips on tracks."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number, tidy
from engine.planner.offline.slots.naming import new_name, renamed
from engine.planner.offline.slots.places import bar_or_time
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.tracks import fill_track
from engine.planner.regex import regex

_TRACK = regex(
    r"\b(?:on|to|onto|into|in)\s+(?:(?:a|the|its|their|my)\s+)?(?P<new>new\s+|own\s+new\s+|own\s+|fresh\s+"
    r"|separate\s+)*(?P<name>[\w &+#'/-]+?)?\s*(?:track|lane|channel)\b",
    re.IGNORECASE,
)


_SECTION = regex(
    r"\b(?:on|in|into|at|under|over|to)\s+the\s+(?:first |second |third |last |final )?((?:pre-?)?chorus|verse|bridge"
    r"|intro|outro|hook|drop|breakdown|refrain|middle eight)\W*$"
)
_OF_NOTES = regex(r"\b(?:midi|instrument|synth|software instrument) (?:track|lane|channel)\b")
_SAME = regex(r"\bthe same (?:track|lane|channel)\b", re.IGNORECASE)


_ONE_TRACK = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:the|my|that)\s+([\w &+#'/-]+?)\s+(?:track|lane|channel)\b",
        r"\b(?:the|my|that)\s+(?:track|lane|channel)\s+([\w &+#'/-]+?)(?=\s+(?:can|could|may|please|now)\b|[,.;!?]|$)",
    )
)
""" "the Lo track", "the track Lo"."""


_ON_IT = regex(r"\b(?:(?:on|in)(?:to)? (?:it|that)|there)\b")


def arrange(clause: Clause) -> Args:
    """action, clip, track, bar/at, count, offset, name."""
    action = _arrange_action(clause)
    if not action:
        clause.need("Where should it go?")
        return {}
    args: Args = {"action": action}
    name = new_name(clause)
    if action == "new_track":
        kind: Args = {"kind": "midi"} if _OF_NOTES.search(clause.low) else {}
        return args | ({"name": name} if name else {}) | kind
    if action == "rename":
        return args | renamed(clause, name)
    track = _deleted_track(clause) if action == "delete" else None
    if track:
        return args | {"track": track}
    if action in ("place", "move") and (section := _section(clause)):
        clause.need(f"At which bar does the {section} start?")
        return args
    if action in ("delete", "duplicate") and _is_about_a_track(clause):
        args |= fill_track(clause)
    else:
        target = fill_clip(clause)
        args |= {"clip": target["clips"][0]} if target.get("clips") else target
    if action in ("place", "move", "duplicate"):
        args |= _destination(clause, name)
    if action in ("move", "duplicate"):
        args |= _offset(clause)
    if action == "duplicate" and len(places := _bars_listed(clause)) > 1:
        args["bar"] = places
    if action == "duplicate":
        counts = [one for one in clause.tagged("count") + clause.of("x") if one.unit in ("", "x") and one.value >= 1]
        if counts:
            args["count"] = int(counts[0].value)
    if action in ("place", "move") and not {"bar", "at", "track", "offset", "offset_beats"} & set(args):
        args |= _from_before(clause)
    elif action in ("place", "move") and "track" not in args and _ON_IT.search(clause.low):
        args |= {name: value for name, value in _from_before(clause).items() if name == "track"}
    if action == "move" and not clause.carries and not {"bar", "at", "offset", "offset_beats", "track"} & set(args):
        clause.need("To which bar or track should I move it?")
    if (
        action == "place"
        and not clause.carries
        and not {"bar", "at", "track"} & set(args)
        and not clause.has(r"\btrack|\blane|\btimeline|\bsession|\bchannel|\bplayhead|\bhere\b")
    ):
        clause.need("On which track, or at which bar?")
    return args


def _from_before(clause: Clause) -> Args:
    """The track that the step before made, or the place where it went: "a track called Throws, the echoes onto it"."""
    if not clause.scene.steps or clause.carries:
        return {}
    task, args = clause.scene.steps[-1]
    if task == "arrange" and args.get("action") == "new_track" and args.get("name"):
        return {"track": args["name"]}
    if task == "arrange" and args.get("action") in ("place", "move") and args.get("track"):
        return {"track": args["track"]}
    if task == "transport" and args.get("action") == "locate":
        return {name: args[name] for name in ("bar", "at") if name in args}
    return {}


def _bars_listed(clause: Clause) -> list[int]:
    """ "to bar 9 and bar 13", "at bars 5, 9 and 13"."""
    match = re.search(
        r"\b(?:to|at|on)\s+bars?\s+(\d+(?:\s*(?:,|and|&)(?:\s*and)?\s*(?:(?:to|at|on)\s+)?(?:bar\s+)?\d+)+)", clause.low
    )
    return [int(one) for one in re.findall(r"\d+", match[1])] if match else []


def _deleted_track(clause: Clause) -> str | None:
    """ "delete the Lo track" means the track, also when a clip on it has the same name."""
    for pattern in _ONE_TRACK:
        match = pattern.search(clause.text)
        if match and (track := clause.scene.track(match[1])):
            return track
    return None


def _section(clause: Clause) -> str:
    """A part of the song that something is put on; nobody has said where it is."""
    match = _SECTION.search(clause.low)
    if not match or clause.of("bar") or clause.scene.track(match[1]) or clause.scene.find(match[1]):
        return ""
    return match[1]


def _is_about_a_track(clause: Clause) -> bool:
    """A name that a clip and its track share means the clip, unless the track is spoken of."""
    phrase = clause.said("track")
    if phrase is None or clause.said("clip"):
        return False
    is_said = clause.has(r"\b(?:tracks?|lanes?|channels?|bus|strip)\b")
    return is_said or not isinstance(reference(clause, phrase.text), str)


def _arrange_action(clause: Clause) -> str:
    if clause.kind == "place" and clause.has(r"^\W*(?:\w+\W+){0,3}?(?:move|drag|shift|slide)\b"):
        return "move"
    return clause.kind or ("place" if clause.of("bar") or clause.has(r"\btrack\b") else "")


def _destination(clause: Clause, name: str) -> Args:
    args = bar_or_time(clause)
    if args == {"bar": 1} and not clause.tagged("bar") and not clause.has(r"\bbars?\b"):
        args = {"at": 0}
    if _SAME.search(clause.text) and (track := _track_used_last(clause)):
        return args | {"track": track}
    span = clause.said("track")
    new = clause.has(r"\b(?:new|fresh|own|separate)\b(?:\s+\w+){0,3}\s*(?:track|lane|channel)\b")
    match = _TRACK.search(clause.text)
    if name and (clause.has(r"\b(?:called|named|call|name|titled)\b") or new):
        args["track"] = _known(clause, name) or name
    elif span:
        phrase = re.sub(
            r"^(?:a |the |its own |own |my )?(?:new |fresh |own )*(?:track|lane|channel)s?\s*(?:called|named|,)?\s*"
            r"|\b(?:track|lane|channel)s?$",
            "",
            tidy(span.text),
            flags=re.IGNORECASE,
        ).strip(" ,")
        phrase = re.sub(r"^(?:a|the|its|their|my)\s+(?:new\s+|fresh\s+|own\s+)*", "", phrase, flags=re.IGNORECASE)
        known = clause.scene.track(span.text) or clause.scene.track(phrase)
        if known and not new:
            args["track"] = known
        elif phrase and phrase.lower() not in (
            "new",
            "own",
            "fresh",
            "a",
            "the",
            "that",
            "another",
            "it",
            "separate",
            "one",
            "there",
            "here",
        ):
            args["track"] = phrase
        elif known:
            args["track"] = known
    elif (
        match
        and match["name"]
        and match["name"].lower() not in ("a", "the", "new", "own", "its", "another", "that", "this", "same")
    ):
        args["track"] = _known(clause, match["name"]) or match["name"].strip()
    else:
        args |= _plain_track(clause)
    return args


def _track_used_last(clause: Clause) -> str | None:
    """The track of the last step or call that had one."""
    scene = clause.scene
    calls = [*(one.args for one in scene.done), *(args for _, args in scene.steps)]
    return next((str(args["track"]) for args in reversed(calls) if args.get("track")), None)


def _known(clause: Clause, name: str) -> str | None:
    """The track of that name; a track that is only now given a name is known by exactly this name."""
    exact = next((track for track in clause.scene.context.tracks if track.lower() == name.lower()), None)
    if clause.has(r"\b(?:new|own|fresh)\b"):
        return exact if not clause.has(r"\bnew\b") else None
    return exact or (None if clause.has(r"\b(?:called|named|titled)\b") else clause.scene.track(name))


def _plain_track(clause: Clause) -> Args:
    for name in clause.scene.context.tracks:
        if clause.has(rf"\b(?:on|to|onto|into|in)\s+(?:the\s+)?{re.escape(name.lower())}(?!\w)"):
            return {"track": name}
    return {}


_COMPLAINT = regex(
    r"(?:\b(?:comes?(?: in)?|feels?|sounds?|is|are|lands?|sits?)|'s)\s+(?:[\w']+\s+){0,4}?(?:too\s+)?(early|late)\b"
    r"|\btoo (early|late)\b|\b(rush)(?:es)?\b"
)
"""What is wrong now: the move goes the other way."""


def _is_earlier(text: str) -> bool:
    """Does a move by an amount go towards the beginning?"""
    wrong = _COMPLAINT.search(text)
    wish = text[: wrong.start()] + text[wrong.end() :] if wrong else text
    if re.search(r"\b(?:later|late)\b|\bto the (?:back|right)\b|\bhold\b.*\bback\b", wish):
        return False
    if re.search(r"\b(?:earlier|early|back|sooner|forward|left|before|ahead)\b", wish):
        return True
    return wrong is not None and "late" in (wrong[1], wrong[2])


def _offset(clause: Clause) -> Args:
    early = _is_earlier(clause.low)
    for one in clause.tagged("offset", "offset_beats") + [
        one
        for one in clause.amounts
        if re.match(
            r"\s*(?:\w+\s)?(?:later|earlier|early|late|sooner|back|forward|ahead|apart|to the)", clause.after(one)
        )
    ]:
        value = -abs(one.value) if early else one.value
        if one.unit == "beats":
            return {"offset_beats": number(value)}
        if one.unit == "bars":
            return {"offset_beats": number(value * clause.bar_s * clause.scene.context.tempo / 60)}
        if one.unit in ("s", "ms", ""):
            return {"offset": number(value / 1000 if one.unit == "ms" else value)}
    if clause.has(r"\b(?:sixteenth|16th)\b"):
        return {"offset_beats": -0.25 if early else 0.25}
    if clause.has(r"\b(?:eighth|8th)\b"):
        return {"offset_beats": -0.5 if early else 0.5}
    return {}
