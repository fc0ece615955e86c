"""How clips come to be: directly where there is room, else far behind the set, from where a copy goes to its place.

Live's own limits are behind each step: a file's clip has no length that a script could choose, and may be warped
first, so it could reach over its neighbour; a clip that is copied onto another one ends Live; before 12.2 a file's
clip is not answered and a clip for notes is made in a slot only.
"""

from .room import NEAR, far_away, has_room_behind, must_be_free
from .steps import TRIES, NotPossible, until

LOOK = ("name", "color", "muted")
SOUND = ("gain", "pitch_coarse", "pitch_fine")


def audio(project, track, path, beat):
    """A clip of a whole file, not warped, at a beat; far away when the beat is None."""
    is_direct = beat is not None and has_room_behind(project, track, beat)
    at = float(beat) if is_direct else far_away(project, track)
    before = {clip._live_ptr for clip in track.arrangement_clips}
    made = track.create_audio_clip(path, at)
    if made is None:

        def found():
            return [
                clip
                for clip in track.arrangement_clips
                if clip._live_ptr not in before and abs(clip.start_time - at) < NEAR
            ]

        yield from until(found)
        if not found():
            raise NotPossible("Live did not make a clip of the file.")
        made = found()[0]
    project.laid(made, track)
    if made.warping:
        made.warping = False
    if is_direct or beat is None:
        return made
    try:
        must_be_free(project, track, beat, beat + made.end_time - made.start_time, but=(made._live_ptr,))
        return copy_to(project, track, made, beat)
    finally:
        project.drop(made, track)


def sound(project, track, path, beat, first, last):
    """A clip of a part of a file, from and to seconds of it, at a beat that is free; far away when the beat is None.

    Only in a slot can a script say which part of its file a clip plays.
    """
    at = far_away(project, track) if beat is None else beat
    slot, scene = _free_slot(project, track)
    try:
        piece = slot.create_audio_clip(path)
        piece.warping = False
        reaches = first > -1e-4 and last < piece.loop_end + 1e-4
        if reaches:
            piece.loop_end = last
            piece.loop_start = max(0.0, first)
            made = copy_to(project, track, piece, at)
    finally:
        give_back(project, slot, scene)
    if not reaches:
        raise NotPossible("The file does not reach that far.")
    return made


def midi(project, track, beat, beats, notes):
    """A clip with notes at a beat; far away when the beat is None."""
    at = far_away(project, track) if beat is None else float(beat)
    if hasattr(track, "create_midi_clip"):
        clip = project.laid(track.create_midi_clip(at, float(beats)), track)
        _add(project, clip, notes, 0.0)
        return clip
    slot, scene = _free_slot(project, track)
    try:
        clip = slot.create_clip(float(beats))
        clip.looping = False
        _add(project, clip, notes, 0.0)
        made = copy_to(project, track, clip, at)
    finally:
        give_back(project, slot, scene)
    return made


def set_notes(project, clip, notes):
    """Other notes where the clip is heard; what is hidden before and after stays."""
    offset, length = clip.start_marker, clip.end_time - clip.start_time
    clip.remove_notes_extended(0, 128, offset, length)
    _add(project, clip, notes, offset)


def add_notes(project, clip, notes):
    """Notes into a clip that is new."""
    _add(project, clip, notes, 0.0)


def copy(project, track, clip):
    """The same clip, far away."""
    return copy_to(project, track, clip, far_away(project, track))


def copy_to(project, track, clip, beat):
    """The same clip at a beat that is known to be free."""
    return project.laid(track.duplicate_clip_to_arrangement(clip, float(beat)), track)


def part(project, track, clip, start, end):
    """What a clip plays, or would play, between two beats of the set: a clip far away."""
    if clip.looping:
        raise NotPossible("'%s' is looped; Live lets no script cut such a clip, cut it in Live." % clip.name)
    if clip.has_envelopes:
        raise NotPossible("'%s' holds automation, which a script cannot cut; cut it in Live." % clip.name)
    if clip.is_midi_clip:
        offset = clip.start_marker + start - clip.start_time
        rows = [
            [note.start_time - offset, note.duration, note.pitch, note.velocity]
            for note in clip.get_all_notes_extended()
            if not note.mute
        ]
        made = midi(project, track, None, end - start, rows)
    else:
        made = _part_of_sound(project, track, clip, start, end)
    look_like(made, clip)
    if abs(made.end_time - made.start_time - (end - start)) > NEAR:
        track.delete_clip(made)
        raise NotPossible("'%s' does not reach that far." % clip.name)
    return made


def look_like(clip, other):
    """Name, colour and mute of another clip; of sound its gain and pitch too."""
    for name in LOOK if clip.is_midi_clip else LOOK + SOUND:
        setattr(clip, name, getattr(other, name))


def swap(project, track, old, id_, parts):
    """Put clips from far away into place of an old one: (clip, beat, id or None for a new one); their ids.

    When something goes wrong, the old one is there again.
    """
    was = old.start_time
    try:
        # A tempo may have made clips reach into each other: then not even the old one could come back to its place.
        own = [old._live_ptr] + [clip._live_ptr for clip, _, _ in parts]
        must_be_free(project, track, was, old.end_time, but=own)
        for clip, beat, _ in parts:
            must_be_free(project, track, beat, beat + clip.end_time - clip.start_time, but=own)
    except NotPossible:
        for clip, _, _ in parts:
            track.delete_clip(clip)
        raise
    held = copy(project, track, old)
    track.delete_clip(old)
    project.gone_clip(id_)
    ids, count = [], project.laid_count()
    try:
        for clip, beat, known in parts:
            ids.append(project.made_clip(copy_to(project, track, clip, beat), track, known))
    except Exception:
        project.drop_since(count)
        _put_back(project, track, held, was, id_)
        raise
    finally:
        for clip in [held] + [one for one, _, _ in parts]:
            if not project.is_meant(clip):
                project.drop(clip, track)
    return ids


def _put_back(project, track, held, beat, id_):
    """The old clip where it was; when Live does not let it go there, what was kept of it stays where it is."""
    for _ in range(TRIES):
        if project.has_left:  # it may lie there
            break
        count = project.laid_count()
        try:
            project.made_clip(copy_to(project, track, held, beat), track, id_)
            return
        except Exception:
            project.drop_since(count)
    project.made_clip(held, track, id_)
    project.leaves()


def _part_of_sound(project, track, clip, start, end):
    if clip.warping:
        raise NotPossible("'%s' is warped; Live lets no script cut such a clip, cut it in Live." % clip.name)
    per_beat = 60.0 / project.song.tempo
    first = clip.loop_start + (start - clip.start_time) * per_beat
    last = clip.loop_start + (end - clip.start_time) * per_beat
    return sound(project, track, clip.file_path, None, first, last)


def _add(project, clip, notes, offset):
    make = project.live.Clip.MidiNoteSpecification
    if notes:
        clip.add_new_notes(
            tuple(
                make(pitch=int(pitch), start_time=start + offset, duration=length, velocity=float(velocity))
                for start, length, pitch, velocity in notes
            )
        )


def _free_slot(project, track):
    """An empty slot of a track, and the place of the scene that was made for it; None when none was."""
    slot = next((one for one in track.clip_slots if not one.has_clip), None)
    if slot is not None:
        return slot, None
    project.song.create_scene(-1)
    return track.clip_slots[-1], len(project.song.scenes) - 1


def give_back(project, slot, scene):
    """The slot is empty again, and the scene that was made for it goes; if not at once, at another try."""
    for _ in range(TRIES):
        try:
            if slot.has_clip:
                slot.delete_clip()
            if scene is not None:
                project.song.delete_scene(scene)
            return
        except Exception:
            continue
    project.leaves()
