"""Clips of the session view: a track's slot in a scene, known by both, because they are where they are."""

from . import make
from .clips import player
from .steps import NotPossible


def place_in_slot(project, args):
    """A file, or notes, into a slot that is free."""
    kind = "midi" if args.get("notes") is not None else "audio"
    track = player(project, args["track"], kind)
    scene = _scene(project, track, args.get("scene"))
    slot = track.clip_slots[scene]
    try:
        if kind == "midi":
            clip = slot.create_clip(float(args["beats"]))
            make.add_notes(project, clip, args["notes"])
        else:
            clip = slot.create_audio_clip(args["path"])
            clip.warping = False
        clip.name = args["name"]
    except Exception:
        make.give_back(project, slot, None)
        raise
    return {"made": slot_id(args["track"], scene)}


def empty_slot(project, args):
    """The slot is free again."""
    for track, kind in project.all_tracks():
        if kind in ("audio", "midi") and args["slot"].startswith(project.tracks.of(track._live_ptr) + "/"):
            scene = int(args["slot"].rpartition(" ")[2])
            if scene < len(track.clip_slots) and track.clip_slots[scene].has_clip:
                track.clip_slots[scene].delete_clip()
                return
    raise NotPossible("That clip is not there any more.")


def slot_id(track, scene):
    """What a clip in a slot is called."""
    return "%s/scene %d" % (track, scene)


def lying(track):
    """(scene, clip) of a track, from the top."""
    return [(scene, slot.clip) for scene, slot in enumerate(track.clip_slots) if slot.has_clip]


def _scene(project, track, wanted):
    slots = list(track.clip_slots)
    if wanted is None:
        free = [scene for scene, slot in enumerate(slots) if not slot.has_clip]
        if free:
            return free[0]
        project.song.create_scene(-1)
        return len(track.clip_slots) - 1
    if wanted >= len(slots):
        raise NotPossible("There is no scene %d; the set has %d." % (wanted + 1, len(slots)))
    if slots[wanted].has_clip:
        raise NotPossible(
            "'%s' lies there on '%s'; a slot holds one clip, so choose another scene or another track."
            % (slots[wanted].clip.name or "a clip", track.name)
        )
    return wanted


CHANGES = {"place_in_slot": place_in_slot, "empty_slot": empty_slot}
