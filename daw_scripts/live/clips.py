"""Clips in the arrangement. Live moves, trims and splits none for a script: they are copied, and the old ones go."""

from . import make
from .room import must_be_free
from .shown import set_clip_gain_db
from .steps import NotPossible


def place_audio(project, args):
    """A file as a clip that is not warped."""
    track = player(project, args["track"], "audio")
    beats = args["seconds"] * project.song.tempo / 60
    must_be_free(project, track, args["beat"], args["beat"] + beats)
    clip = yield from _of_file(project, track, args, args["beat"])
    clip.name = args["name"]
    return {"made": project.made_clip(clip, track)}


def place_midi(project, args):
    """Notes as a clip."""
    track = player(project, args["track"], "midi")
    must_be_free(project, track, args["beat"], args["beat"] + args["beats"])
    clip = make.midi(project, track, args["beat"], args["beats"], args["notes"])
    clip.name = args["name"]
    return {"made": project.made_clip(clip, track)}


def replace_content(project, args):
    """Another file, or other notes, in the place of a clip; the id stays."""
    clip, track = project.clip(args["region"])
    start = clip.start_time if args.get("beat") is None else args["beat"]
    if args.get("notes") is not None:
        _want(clip, "midi")
        length = clip.end_time - clip.start_time
        is_same_place = abs(start - clip.start_time) < 1e-6 and abs(length - args["beats"]) < 1e-6
        if is_same_place and not clip.looping:
            make.set_notes(project, clip, args["notes"])
            return
        end = start + args["beats"]
        must_be_free(project, track, start, end, but=(clip._live_ptr,))
        fresh = make.midi(project, track, None, args["beats"], args["notes"])
    else:
        _want(clip, "audio")
        end = start + args["seconds"] * project.song.tempo / 60
        must_be_free(project, track, start, end, but=(clip._live_ptr,))
        fresh = yield from _of_file(project, track, args, None)
    make.look_like(fresh, clip)
    make.swap(project, track, clip, args["region"], [(fresh, start, args["region"])])


def set_notes(project, args):
    """Other notes in a clip."""
    clip, _ = project.clip(args["region"])
    _want(clip, "midi")
    make.set_notes(project, clip, args["notes"])


def move(project, args):
    """To another beat on its track."""
    clip, track = project.clip(args["region"])
    beat, length = args["beat"], clip.end_time - clip.start_time
    must_be_free(project, track, beat, beat + length, but=(clip._live_ptr,))
    copy = make.copy(project, track, clip)
    make.swap(project, track, clip, args["region"], [(copy, beat, args["region"])])


def duplicate(project, args):
    """A copy at another beat of its track."""
    clip, track = project.clip(args["region"])
    beat = args["beat"]
    must_be_free(project, track, beat, beat + clip.end_time - clip.start_time)
    return {"made": project.made_clip(make.copy_to(project, track, clip, beat), track)}


def trim(project, args):
    """From one beat to another, its content where it is."""
    clip, track = project.clip(args["region"])
    start, end = args["start"], args["end"]
    must_be_free(project, track, start, end, but=(clip._live_ptr,))
    part = make.part(project, track, clip, start, end)
    make.swap(project, track, clip, args["region"], [(part, start, args["region"])])


def split(project, args):
    """In two at a beat."""
    clip, track = project.clip(args["region"])
    start, end, at = clip.start_time, clip.end_time, args["beat"]
    if not start < at < end:
        raise NotPossible("The clip is not there at that place.")
    first = make.part(project, track, clip, start, at)
    try:
        second = make.part(project, track, clip, at, end)
    except Exception:
        track.delete_clip(first)
        raise
    made = make.swap(project, track, clip, args["region"], [(first, start, args["region"]), (second, at, None)])
    return {"made": made}


def rename_region(project, args):
    clip, track = project.clip(args["region"])
    clip.name = args["name"]


def remove_region(project, args):
    clip, track = project.clip(args["region"])
    track.delete_clip(clip)
    project.gone_clip(args["region"])


def mute_region(project, args):
    clip, _ = project.clip(args["region"])
    clip.muted = bool(args["on"])


def region_gain(project, args):
    clip, _ = project.clip(args["region"])
    _want(clip, "audio")
    set_clip_gain_db(clip, args["gain_db"])


def _of_file(project, track, args, beat):
    """A clip of a file, or of a part of it."""
    if not args.get("is_part"):
        return (yield from make.audio(project, track, args["path"], beat))
    first = args["first"]
    return make.sound(project, track, args["path"], beat, first, first + args["seconds"])


def player(project, id_, kind):
    """A track that takes such clips."""
    track = project.track(id_)
    takes = not track.is_foldable and (track.has_midi_input if kind == "midi" else track.has_audio_input)
    if not takes or not track.can_be_armed:
        raise NotPossible("'%s' takes no %s clips." % (track.name, "MIDI" if kind == "midi" else "audio"))
    if track.is_frozen:
        raise NotPossible("'%s' is frozen; unfreeze it in Live first." % track.name)
    return track


def _want(clip, kind):
    if clip.is_midi_clip != (kind == "midi"):
        holds = "notes" if clip.is_midi_clip else "sound"
        raise NotPossible("'%s' holds %s, so that cannot be done to it." % (clip.name, holds))


CHANGES = {
    "place_audio": place_audio,
    "place_midi": place_midi,
    "replace_content": replace_content,
    "set_notes": set_notes,
    "move": move,
    "duplicate": duplicate,
    "trim": trim,
    "split": split,
    "rename_region": rename_region,
    "remove_region": remove_region,
    "mute_region": mute_region,
    "region_gain": region_gain,
}
