"""Arguments of exports: what, in which format, of what, how loud, from where to where."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.slots.bars import bar_range
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.slots.things import Thing, clips_said, things
from engine.planner.offline.text.words import compiled

_FORMATS = (
    (
        "dawproject",
        r"\bdaw-?\s?project\b|\b(?:for|in|into|to) (?:another daw|cubase|bitwig|studio one|logic"
        r"|pro tools)\b|\banother program\b",
    ),
    (
        "mp3",
        r"\bmp-?\s?3s?\b|\bsmall (?:kind of )?file\b"
        r"|\bphones?\b",
    ),
    ("flac", r"\bflacs?\b|\blossless\b"),
    ("aac", r"\baac\b|\bm4a\b"),
    ("mid", r"\bmidi?\b"),
    ("vtt", r"\bvtt\b"),
    ("srt", r"\bsrt\b|\bsubtitles?\b"),
    ("lrc", r"\blrc\b"),
    ("txt", r"\btxt\b|\btext(?: file| document)?\b|\bplain\b|\bon (?:paper|a page)\b|\btyped\b"),
    ("wav", r"\bwavs?\b|\bwaves?\b"),
)
_WHAT = (
    ("lyrics", r"\blyrics?\b|\bsung words\b|\bwords\b.*\b(?:sang|sing|sung)\b|\blrc\b"),
    (
        "transcript",
        r"\btranscri\w+|\bsubtitles?\b|\bsrt\b|\bvtt\b|\bwhat \w+ said\b|\bwritten out\b|\bspoken words\b"
        r"|\bwords of\b",
    ),
    (
        "session",
        r"\b(?:whole|entire|full|complete) (?:session|project)\b|\bdaw-?\s?project\b|\b(?:session|project)"
        r" (?:as|for|to)\b|\banother (?:daw|program)\b",
    ),
    ("notes", r"\bnotes\b|\bmidi?\b"),
    ("stems", r"\bstems\b"),
    (
        "tracks",
        r"\b(?:all|every|each|single|separate|individual)\b[\w ]*\b(?:tracks?|lanes?|channels?)\b"
        r"|\bmulti-?tracks?\b|\btracks (?:as|separately)\b|\bone file (?:for|per) (?:every|each)?\b",
    ),
    ("selection", r"\bselect(?:ed|ion)\b"),
)
_MIX = re.compile(
    r"\b(?:mix(?:down)?|song|whole thing|everything|all of it|session|it all|piece|tune|demo b4|the lot|master)\b"
)


_BOTH = re.compile(
    r"\b(?:stems|tracks)\b.*\b(?:and|plus|as well as|with)\b[^.;]*\b(?:mix(?:down)?|master|song)\b|\b(?:mix(?:down)?"
    r"|master)\b.*\b(?:and|plus)\b[^.;]*\bstems\b"
)
"""The parts and the whole."""


_BARS = re.compile(r"\bbars (?P<first>\d+) ?(?P<to>to|-|–|through|thru) ?(?P<last>\d+)\b")


_ONE_BAR = re.compile(r"(?<!from )(?<!at )(?<!after )\bbar \d+\b(?! (?:on|onwards?|to)\b)")
""" "Export bar 5": that one; "from bar 5" goes on."""


NOT_THAT = re.compile(r"[,;]?\s*\b(?:no|not|instead of)(?: an?)? (?:mp-?3|wav|wave|flac|m4a|aac)\b", re.IGNORECASE)
""" "As wav, not mp3": the format that it is not."""


def _with_the_last(low: str, where: Args) -> Args:
    """ "Bars 1 to 6" are six bars; "bars 9 to 25" is said of what begins and ends with a phrase: up to bar 25."""
    said = _BARS.search(low)
    if not said or where.get("start_bar") != int(said["first"]) or where.get("end_bar") != int(said["last"]):
        return where
    is_of_phrases = (int(said["last"]) - int(said["first"])) % 4 == 0 and not said["to"].startswith("thr")
    return where if is_of_phrases else {**where, "end_bar": number(float(where["end_bar"]) + 1)}


MADE = (
    "generate_audio",
    "generate_midi",
    "speak",
    "sing",
    "harmonize",
    "image_to_audio",
    "render_midi",
    "extract_sound",
)
""" "Export it" behind one of these is about what it made; behind another, about the song."""


def export(clause: Clause) -> Args:
    """what, format, clip, tracks, loudness_lufs, start_bar, end_bar."""
    low = clause.low
    wanted = NOT_THAT.sub("", low)
    format_ = next((name for name, pattern in _FORMATS if compiled(pattern).search(wanted)), "")
    what = next((name for name, pattern in _WHAT if compiled(pattern).search(low)), "")
    if what == "notes" and format_ and format_ != "mid":
        what = "lyrics" if re.search(r"\bwords\b", low) else what
    if format_ in ("srt", "vtt", "txt") and not what:
        what = "transcript"
    both = _BOTH.search(low)
    args: Args = {}
    loud = clause.of("LUFS") or [
        one for one in clause.amounts if one.signed and -40 <= one.value <= -5 and one.unit in ("", "dB")
    ]
    if loud:
        args["loudness_lufs"] = number(-abs(loud[0].value))
    places = [one for one in clause.amounts if one.unit in ("bar", "bars")] or [
        replace(one, unit="bar") for one in clause.amounts if (one.low or one.high) and not one.unit and one not in loud
    ]
    args |= _with_the_last(clause.low, bar_range(clause, places))
    if "start_bar" in args and "end_bar" not in args and _ONE_BAR.search(clause.low):
        args["end_bar"] = number(args["start_bar"] + 1)
    named = things(clause.text, clause.scene)
    if not {"start_bar", "end_bar"} & set(args) and (part := _part_of_song(clause.low, clause)):
        args |= {"start_bar": number(part[0]), "end_bar": number(part[1])}
    if not what and not _MIX.search(low) and "start_bar" in args and any(thing.tracks for thing in named):
        what = "tracks"  # some bars of a clip are those of its track
    if not what and _are_tracks(clause, named):
        what = "mix" if _AS_ONE.search(low) else "tracks"
    if what in ("transcript", "lyrics", "notes"):
        args |= _clips(clause, ("midi",) if what == "notes" else ("audio",))
    elif not what and not _MIX.search(low) and "start_bar" not in args and "end_bar" not in args:
        found = (
            _clips(clause, ())
            if named
            or clause.scene.steps
            or (clause.scene.context.selected_clips or _was_made(clause))
            and clause.has(r"\b(?:it|this|that)\b")
            or clause.has(r"\b(?:this|that) (?:one|clip|track|part)\b")
            else {}
        )
        if found:
            what = "clip"
            args |= found
    elif what in ("tracks", "stems", "mix") and named:
        tracks = list(dict.fromkeys(track for thing in named for track in thing.tracks))
        if tracks:
            args |= {"tracks": tracks} if len(tracks) > 1 else {"track": tracks[0]}
    if "clips" in args:
        args["clip"] = args.pop("clips")
    made: Args = {"what": [what, "mix"] if both and what in ("stems", "tracks") else what or "mix"}
    if not format_ and what == "notes":
        format_ = "mid"
    if not format_ and what == "session":
        format_ = "dawproject"
    return made | ({"format": format_} if format_ else {}) | args


def _part_of_song(low: str, clause: Clause) -> tuple[float, float] | None:
    """ "Wav of the drop": from its marker to the next."""
    parts = sections(clause.scene)
    said = [name for name in parts if compiled(rf"\b(?:of|only|just|for) (?:the )?{re.escape(name)}\b").search(low)]
    return parts[said[0]] if len(said) == 1 and not things(said[0], clause.scene) else None


_TO_FILES = re.compile(r"\b(?:separate|individual|single|own|each|apart)\b|\b(?:wavs|mp3s|flacs|files)\b")


def _are_tracks(clause: Clause, named: list[Thing]) -> bool:
    """ "The host and the guest as separate wavs": files that begin together, not one clip of each."""
    tracks = {track for thing in named for track in thing.tracks}
    says_so = _TO_FILES.search(clause.low) or _AS_ONE.search(clause.low)
    return len(tracks) > 1 and says_so is not None and not clause.has(r"\b(?:clips?|regions?)\b")


_AS_ONE = re.compile(
    r"\b(?:one|a single|the same) (?:file|wav|mp3|flac)\b(?! (?:each|per|apiece|for each))"
    r"|\b(?:mixed |bounced )?together\b"
)


def _was_made(clause: Clause) -> bool:
    """Did the last turn make a clip that "it" is?"""
    return any(one.out and one.tool in MADE for one in clause.scene.last_turn())


def _clips(clause: Clause, kinds: tuple[str, ...]) -> Args:
    found = clips_said(clause, kinds)
    return {"clip": found if len(found) > 1 else found[0]} if found else {}
