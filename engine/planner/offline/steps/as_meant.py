"""Another task for a clause, where its arguments or the session call for it."""

from __future__ import annotations

import re

from engine.planner.offline.slots.automate import automate, fader_db
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.route import PUSHES, route
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.as_stems import as_stems
from engine.planner.offline.text.intervals import semitones_of
from engine.planner.offline.text.polite import LEAD
from engine.planner.regex import regex
from engine.planner.tone_wish import tone_move

_IT = regex(r"\b(?:it|that|this)\b")
_TAKES = "(?:cut|chop|take|drop|pull|delete|remove|erase|kill|lose|wipe|clear|strip|get rid of|silence)"
_CUT_OUT = regex(
    rf"\b{_TAKES}(?: out)?(?: both| all)?(?: of)? (?:(?:the |my |our )?(?!bars?\b|from\b|out\b)[\w' -]+?)"
    r"(?: out)?,? (?:completely |entirely )?(?:in|for|during|from|over|through) (?:the )?bars?\b"
    rf"|^\W*(?:in|for|during|from|over) (?:the )?bars? [\w ]+?[,:]? ?(?:please )?{_TAKES}(?: out)?(?: both| all)?"
    r"(?: of)? (?:(?:the |my |our )?(?!bars?\b|from\b|out\b)[\w' -]+)"
)
_FOLDER = regex(r"\b(?:in|into|to|under) (?:an?|one|the same)(?: new)? (?:group|folder)\b")
_UNTIL = regex(r"\b(?:until|till|til|up to|to|through to|all the way to)\s+(?:the\s+)?(?:bar|measure)\b")
_SPOKEN = regex(r"\b(?:speech|spoken|speak\w*|voices?|dialog\w*|talk\w*|narrat\w*|podcast|interview|host|guest)\b")
_IN_ONE = regex(
    r"\b(?:in|during|for|over|on|of|throughout)\s+(?:the\s+)?(?:bar|measure)\s+\S+"
    r"|^(?!.*\b(?:from|at|to|by|until|till|into|before|after|starting|since)\s+(?:the\s+)?bar\b).*\bbar\s+\d+(?! on)"
)


def as_meant(clause: Clause, args: Args) -> tuple[str, Args]:
    """The task that a clause and its arguments call for."""
    others = (
        _given_back,
        _held_level,
        _swept,
        _faded,
        _levelled,
        _looped,
        _toned,
        _into_group,
        _cut_out,
        as_stems,
        _ducked,
        _new_voice,
        _canon,
        _notes_as_file,
    )
    for other in (*others, _moved_by_interval):
        task, meant = other(clause, args)
        if (task, meant) != (clause.task, args):
            return task, meant
    return clause.task, args


def _given_back(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Put the guitar back" lets it sound again where it is muted; else what took it away is undone."""
    if (clause.task, args.get("action")) != ("mix", "unmute") or clause.has(r"mute|\bhear|\baudib|\bsound"):
        return clause.task, args
    view = next((one for one in clause.scene.context.track_views if one.name == args.get("track")), None)
    if view is None or view.mute or not clause.has(r"\b(?:put|bring|get|give|want|have)\b.*\bback\b"):
        return clause.task, args
    return "undo", {"target": str(args["track"])}


def _notes_as_file(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Get me the midi of the piano", where its clip is of notes already: those as a file."""
    clips = args.get("clip")
    views = [clause.scene.clip(one) for one in (clips if isinstance(clips, list) else [clips])]
    is_notes = all(view is not None and view.kind == "midi" for view in views)
    if clause.task != "audio_to_midi" or not is_notes or not clause.has(r"\bmidi?\b") or clause.has(_INTO_NOTES):
        return clause.task, args
    return "export", {"what": "notes", "format": "mid", "clip": clips}


_INTO_NOTES = r"\b(?:into|convert|transcri\w+|turn|write down)\b"


def _into_group(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Put the organ in the Keys folder": its track goes there; clips lie on no group."""
    groups = [view.name for view in clause.scene.context.track_views if view.kind == "group"]
    to, clips = args.get("track"), args.get("clip")
    is_group = to in groups or to not in clause.scene.context.tracks and _FOLDER.search(clause.low) is not None
    if clause.task != "arrange" or args.get("action") not in ("place", "move") or not to or not is_group:
        return clause.task, args
    found = [clause.scene.clip(one) for one in (clips if isinstance(clips, list) else [clips])]
    tracks = list(dict.fromkeys(clip.track for clip in found if clip and clip.track))
    if not tracks or len(found) > sum(clip is not None and bool(clip.track) for clip in found):
        return clause.task, args
    return "route", {"action": "group", **({"track": tracks[0]} if len(tracks) == 1 else {"tracks": tracks}), "to": to}


def _cut_out(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Cut the guitars out in bar 9" leaves a hole there; to cut bar 9 out of a clip closes the gap."""
    is_cut = clause.task == "edit_clip" and args.get("action") in ("cut", "split", "mute")
    is_cut = is_cut or (clause.task, args.get("action")) == ("arrange", "delete")
    if not is_cut or not clause.of("bar") or not _CUT_OUT.search(clause.low):
        return clause.task, args
    tracks = _tracks_of(clause, args)
    told = automate(Clause(clause.text, "automate", "", clause.scene, first=clause.first), tracks[0]) if tracks else {}
    if "start_bar" not in told:
        return clause.task, args
    if len(clause.of("bar")) == 1 and _IN_ONE.search(clause.low):
        told["end_bar"] = told["start_bar"] + 1
    track = tracks[0] if len(tracks) == 1 else tracks
    return "automate", {**told, "track": track, "parameter": "mute", "from": 1, "to": 1}


def _held_level(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Organ volume to -6" names no bars and no change on the way: the fader is set."""
    is_flat = args.get("parameter") == "volume" and "from" in args and args.get("from") == args.get("to")
    if clause.task != "automate" or not is_flat or "start_bar" in args or clause.has(r"\bautomat"):
        return clause.task, args
    tracks = args.get("track")
    target = {"tracks": tracks} if isinstance(tracks, list) else {"track": tracks} if tracks else {}
    return "mix", {**target, "action": "gain", "set_db": args["to"]}


_FROM_TO = regex(
    r"\bfrom (?:about )?\d[\d.,]*\s?(?:k|k?hz|%|per ?cent|db)? to (?:about )?\d[\d.,]*\s?(?:k|k?hz|%|per ?cent|db)?"
    r"(?=\W|$)"
)


def _swept(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Open a lowpass from 300 to 8000 Hz over the intro" moves on the way: an effect on a clip stands still."""
    tracks = _tracks_of(clause, args)
    if clause.task != "apply_effect" or len(tracks) != 1 or not clause.of("bar") or not _FROM_TO.search(clause.low):
        return clause.task, args
    told = automate(Clause(clause.text, "automate", "", clause.scene, first=clause.first), tracks[0])
    moves = {"from", "to", "start_bar", "end_bar"} <= set(told) and told["from"] != told["to"]
    return (
        ("automate", told) if moves and told.get("parameter") not in ("volume", "pan", "mute") else (clause.task, args)
    )


def _faded(clause: Clause, args: Args) -> tuple[str, Args]:
    """A fade over bars of the session is the level of its track: a region can fade at its ends only."""
    is_fade = clause.task == "edit_clip" and args.get("action") in ("fade_in", "fade_out")
    tracks = _tracks_of(clause, args)
    if not is_fade or not tracks or "duration" in args or not clause.of("bar"):
        return clause.task, args
    fades = [automate(Clause(clause.text, "automate", "", clause.scene, first=clause.first), one) for one in tracks]
    if not {"start_bar", "end_bar", "from", "to"} <= set(fades[0]):
        return clause.task, args
    if len(fades) == 1:
        return "automate", fades[0]
    return "automate", {**fades[0], **{name: [one[name] for one in fades] for name in ("track", "from", "to")}}


def _levelled(clause: Clause, args: Args) -> tuple[str, Args]:
    """A level or a mute for some bars is written as automation: the mixer knows no bars."""
    action, track = args.get("action"), _track_of(clause, args)
    if clause.task not in ("mix", "edit_clip") or action not in ("gain", "mute") or not track or not clause.of("bar"):
        return clause.task, args
    told = automate(Clause(clause.text, "automate", "", clause.scene, first=clause.first), track)
    if "start_bar" not in told:
        return clause.task, args
    if len(clause.of("bar")) == 1 and _IN_ONE.search(clause.low):
        told["end_bar"] = told["start_bar"] + 1
    if action == "mute":
        told |= {"parameter": "mute", "from": 1, "to": 1}
    elif "value_db" in args or "set_db" in args:
        level = args["set_db"] if "set_db" in args else fader_db(clause, track) + args["value_db"]
        told |= {"parameter": "volume", "from": number(level), "to": number(level)}
    else:
        return clause.task, args
    return "automate", told


def _track_of(clause: Clause, args: Args) -> str:
    """Name of the one track that is meant, or on which the clip lies that is meant; "" for none or several."""
    track = args.get("track")
    clip = clause.scene.clip(args.get("clip")) if track is None else None
    return track if isinstance(track, str) else (clip.track or "") if clip else ""


def _tracks_of(clause: Clause, args: Args) -> list[str]:
    """The tracks that are meant, or on which the clips lie that are meant."""
    named = args.get("tracks") or args.get("track") or ()
    clips = args.get("clips") or args.get("clip") or ()
    found = [clause.scene.clip(one) for one in (clips if isinstance(clips, list) else [clips])]
    tracks = [*(named if isinstance(named, list) else [named])] if named else [one.track for one in found if one]
    return list(dict.fromkeys(str(one) for one in tracks if one))


def _looped(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Loop the shaker until bar 17" repeats the clip up to there; the transport loops between two bars."""
    bars = clause.of("bar")
    clips = [clip for thing in things(clause.text, clause.scene) for clip in thing.clips]
    clips = clips or [one for one in [clause.scene.focus(("audio", "midi"))] if one and _IT.search(clause.low)]
    is_loop = clause.task in ("transport", "edit_clip") and args.get("action") == "loop"
    if is_loop and clause.task == "transport" and len(bars) == 1 and not clips and _UNTIL.search(clause.low):
        clause.need("From which bar to which should it loop?")
    if not is_loop or {"count", "duration"} & set(args) or len(bars) != 1 or len(set(clips)) != 1:
        return clause.task, args
    clip = clause.scene.clip(clips[0])
    length_s = (bars[0].value - 1) * clause.bar_s - clip.start if clip and _UNTIL.search(clause.low) else 0.0
    if clip and 0 < length_s <= clip.length:
        clause.need(f"“{clip.name}” goes on until then already; how long should it be?")
    if clip is None or length_s <= clip.length:
        return clause.task, args
    return "edit_clip", {"clip": clip.id, "action": "loop", "duration": number(length_s)}


def _toned(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "The guitar is boxy" is about its tone; cleaning is for speech."""
    clip = clause.scene.clip(args.get("clip")) if clause.task == "enhance_speech" else None
    if clip is None or "speech" in clip.tags or _SPOKEN.search(clause.low) or tone_move(clause.low) is None:
        return clause.task, args
    return "apply_effect", {"clip": clip.id, "effect": "eq"}


def _ducked(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Let the piano duck the pad" names what makes room and for whom: that is routing; an effect has no trigger."""
    named = {track for thing in things(clause.text, clause.scene) for track in thing.tracks}
    says_who = PUSHES.search(clause.text) or _WHILE_THEY.search(clause.low)
    is_told = len(named) > 1 or bool(named) and says_who is not None
    if (clause.task, args.get("effect")) != ("apply_effect", "sidechain") or not is_told:
        return clause.task, args
    told = Clause(clause.text, "route", "sidechain", clause.scene, first=clause.first)
    meant = route(told)
    clause.missing += told.missing
    clause.is_settled = True
    return "route", meant


_WHILE_THEY = regex(r"\b(?:while|when(?:ever)?|as long as)\b.*\b(?:speak|talk|sing|play|say)(?:s|ing)?\b")
_NEW_INSTRUMENT = regex(
    r"\b(?:an?|some)\s+(?:\w+ )?(?P<what>808s?|sub(?:-?bass)?|bass(?: ?line)?|kick|beat|drums?|pads?|strings?|piano"
    r"|organ|guitar|brass|synth|shaker|percussion)\b"
)


def _new_voice(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "An 808 under the vocal" is another instrument, no second voice of it."""
    new = _NEW_INSTRUMENT.search(clause.low) if clause.task == "harmonize" else None
    if new is None or clause.has(r"\bharmon\w*|\bvoices?\b|\bin thirds\b"):
        return clause.task, args
    if re.match(r"808|sub|bass", new["what"]):
        return "generate_midi", {"kind": "bass", **({"clip": args["clip"]} if "clip" in args else {})}
    return "generate_audio", {"prompt": new["what"]}


_IN_CANON = regex(
    r"\b(?:canon|(?:a|as a|in a) round(?=\s*(?:[:,.!]|$|(?:of|with)\b))|the same (?:tune|line|melody|part"
    r"|thing)|again(?=.*\blater\b))\b"
)
_SHIFTS = regex(r"\b(?:move|shift|nudge|push|slide|drag|delay)\b")
_OWN_TRACK = regex(r"\b(?:second|another|new|separate|different|own|other) track\b")
HOW_MUCH_LATER = "How many bars or beats later should the second voice come in?"


def _is_canon(low: str) -> bool:
    return _IN_CANON.search(low) is not None and not _SHIFTS.search(low)


def _canon(clause: Clause, args: Args) -> tuple[str, Args]:
    """A canon is a copy that comes in later, beside what it copies."""
    lying = [one for thing in things(clause.text, clause.scene) for one in thing.clips]
    view = clause.scene.clip(lying[0]) if len(lying) == 1 and _is_canon(clause.low) else None
    if view is None or clause.task in ("generate_midi", "generate_audio", "export"):
        return clause.task, args
    late = [one for one in clause.amounts if one.unit in ("bars", "beats")]
    if not late:
        clause.missing[:] = [HOW_MUCH_LATER]
        clause.is_settled = True
        return clause.task, args
    beats = late[0].value * (clause.bar_s * clause.scene.context.tempo / 60 if late[0].unit == "bars" else 1)
    own = {"track": f"{view.track or view.name} 2"} if _OWN_TRACK.search(clause.low) else {}
    return "arrange", {"action": "duplicate", "clip": view.id, "offset_beats": number(beats), **own}


_MOVES_IT = regex(
    rf"{LEAD}(?:set|put|make|have|bring|drop|take|move|shift|lower|raise|play|get|pitch)\b", re.IGNORECASE
)
_BESIDE_IT = regex(
    r"\b(?:add|with|doubl\w*|harmon\w*|voices?|layer\w*|another|as well|too|also|cop(?:y|ies)|second)\b"
)


def _moved_by_interval(clause: Clause, args: Args) -> tuple[str, Args]:
    """ "Set the vocal an octave lower" moves it; a second voice is one that is added to it."""
    size = semitones_of(clause.low) if clause.task == "harmonize" and isinstance(args.get("clip"), str) else None
    if not size or not _MOVES_IT.match(clause.low) or _BESIDE_IT.search(clause.low):
        return clause.task, args
    return "change_tempo_key", {"clip": args["clip"], "semitones": size}
