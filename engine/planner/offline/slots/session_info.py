"""Arguments of questions that the session answers: what about, and of which track or clip."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.meant import clips_said, tracks_meant
from engine.planner.offline.slots.part_said import PART, edge, numbered
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.knob_words import kind_said
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_ASPECTS = (
    ("takes", r"\btakes?\b|\bversions?\b|\bhow many (?:times )?did it keep\b"),
    (
        "masking",
        r"\bmask\w*|\bfight\w*|\bclash\w*|\bcover(?:s|ing)\b|\bdrown\w*|\beat(?:s|ing)\b|\bin (?:its"
        r"|each other'?s|the) way\b|\bmud\b|\bget in\b",
    ),
    (
        "clipping",
        r"\bclip(?:s|ping|ped)?\b(?! (?:is|are|do|does|did) )|\bpeak\w*|\bred\w*\b|\boverload\w*"
        r"|\bovers?\b(?! minus)|\bdistort\w*|\btoo hot\b|\bcrackle|\bbroken\b",
    ),
    (
        "plugins",
        r"\bplug-?\s?ins?\b|\beffects?\b|\binserts?\b|\bfx\b|\bwhat(?:'s|s| is| sits)?(?: there)? on\b"
        r"|\bsends?\b|\bsent\b|\bis there an?\b|\baltering\b|\bgo(?:es)? through\b",
    ),
    ("loudness", r"\bloud\w*|\blufs\b|\bminus \d+|-\d\d\b|\bquiet\b|\bspotify\b|\bacx\b|\bintegrated\b"),
    ("selection", r"\bselect\w*"),
    ("files", r"\bfiles?\b|\bon disk\b|\bfolder\b|\bwhere have\b|\brecordings? gone\b"),
    ("tempo", r"\btempo\b|\bbpm\b|\bmeter\b|\bmetre\b|\btime signature\b|\b\d/\d\b|\bhow fast\b"),
    ("tracks", r"\btracks?\b|\blanes?\b|\bchannels?\b|\bmuted\b|\bsoloed\b|\barmed\b"),
)

_ON = regex(
    r"\bon (?:the |my |our |your )?(?!it\b|this\b|that\b|them\b|there\b|these\b|those\b|here\b|all\b|any\b|every\w*"
    r"|each\b|both\b|selected\b|current\b|tracks?\b|bus(?:es)?\b|now\b|anything\b|mix\b|session\b|song\b)"
    r"([a-z][\w '-]*?)(?: right now| now| already| please)?\W*$"
)
"""A track by a name that the session does not have."""

_ALL_OF_THEM = regex(r"(?:all |each |every |all of )?(?:the |my |our )?(?:tracks?|channels?|song|session|project)")


def session_info(clause: Clause) -> Args:
    """aspect, and the track or clip that is named."""
    told = [name for name, pattern in _ASPECTS if compiled(pattern).search(clause.low)]
    if clause.kind == "notes":
        return _of_notes(clause)
    if _FEEDS.search(clause.low) and (fed := _bus_named(clause) or _bus_of_kind(clause)):
        return {"aspect": "tracks", "track": fed}
    aspect = clause.kind if clause.kind and (clause.kind in told or not told) else told[0] if told else "overview"
    args: Args = {"aspect": aspect}
    asked, mark, _ = clause.text.partition("?")  # what is said behind the question is no part of it
    named = things(asked if mark else clause.text, clause.scene)
    if aspect == "tracks" and (bus := _bus_named(clause)):
        return {**args, "track": bus}
    if aspect in ("plugins", "masking", "tracks"):
        tracks = [track for thing in named for track in thing.tracks]
        if not tracks and aspect == "plugins":
            strange = _ON.search(clause.low)
            if strange and _ALL_OF_THEM.fullmatch(strange[1]):
                return {"aspect": "tracks"}
            tracks = [strange[1]] if strange else tracks_meant(clause)[:1]
        if tracks and (aspect != "tracks" or len(set(tracks)) == 1):
            args["track"] = tracks[0]
    elif aspect in ("takes", "clipping", "loudness", "files"):
        clips = [clip for thing in named for clip in thing.clips]
        tracks = [track for thing in named for track in thing.tracks]
        is_compared = aspect == "loudness" and compiled(r"\b(?:loud|quiet|hott?)(?:er|est)\b").search(clause.low)
        if is_compared:
            return args
        if clips:
            args["clip"] = clips[0]
        elif tracks:
            args["track"] = tracks[0]
    return args


_ASKS_WHO = regex(r"\bwho\b|\b(?:which|what) (?:part|track|instrument|voice|clip|player)\b", re.IGNORECASE)
""" "Who has the highest note?" is asked of all."""


def _of_notes(clause: Clause) -> Args:
    """Which clip's notes, and of which bars."""
    asked, mark, _ = clause.text.partition("?")
    bars = PART.search(asked)
    words = f"{asked[: bars.start()]} {asked[bars.end() :]}" if bars else asked
    named = things(words, clause.scene)
    clips = [clip for one in named for clip in one.clips]
    args: Args = {"aspect": "notes"}
    if len(clips) == 1:
        args["clip"] = clips[0]
    elif named and named[0].tracks:
        args["track"] = named[0].tracks[0]
    elif not named and not _ASKS_WHO.search(asked) and (meant := clips_said(clause, ("midi",))):
        args["clip"] = meant[0]
    where = (numbered(bars) if bars["a"] else edge(bars, clips, clause.scene)) if bars else None
    return {**args, "start_bar": number(where[0]), "end_bar": number(where[1])} if where else args


_FEEDS = regex(
    r"\b(?:go(?:es|ing)?|sent|send(?:s|ing)?|rout(?:ed|ing)|run(?:s|ning)?) (?:\w+ )?(?:in)?to\b|\bfeed(?:s|ing)?\b"
    r"|\bus(?:es|ing|e) (?:the|that)\b|\bthrough\b"
)
""" "What else is going to that reverb?": who is sent to it."""


def _bus_of_kind(clause: Clause) -> str:
    """The one bus with such an effect; ""."""
    kind = kind_said(clause.low)
    views = [view for view in clause.scene.context.track_views if view.kind == "bus"]
    found = [view.name for view in views if kind and any(kind_said(name.lower()) == kind for name in view.plugins)]
    return found[0] if len(found) == 1 else ""


def _bus_named(clause: Clause) -> str:
    """The bus or group that a question names, as what lies in it or is sent to it; ""."""
    said = f" {' '.join(name_words(clause.text))} "
    found = [view.name for view in clause.scene.context.track_views if view.kind in ("bus", "group")]
    return next((name for name in found if f" {' '.join(name_words(name))} " in said), "")
