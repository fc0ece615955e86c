"""Reads the set as plain data, a little in each tick when it is large."""

import hashlib
import json

from .project import look
from .shown import clip_gain_db, fader_db, shown
from .slots import lying, slot_id
from .steps import NEXT_TICK, SOON

MONITOR = ("on", "auto", "off")
TRIES = 3


def read(project, known=(), have=""):
    """All that Tonmeister wants to know of the set; the notes whose keys are not known yet.

    The state is left out when it is the one of the revision that the asker has.

    When the user takes something away in the middle of it, it is read from the start.
    """
    for _ in range(TRIES):
        try:
            return (yield from _read(project, known, have))
        except RuntimeError:
            yield NEXT_TICK
    return (yield from _read(project, known, have))


def _read(project, known, have):
    song = project.song
    players = project.all_tracks()
    ids = project.settle_tracks(players)
    busses = [ids[track._live_ptr] for track in song.return_tracks]
    tracks, lie, notes, launcher = [], {}, {}, []
    for place, (track, kind) in enumerate(players):
        row = _track(project, track, kind, place, ids, busses)
        tracks.append(row)
        if kind in ("audio", "midi"):
            lie[row["id"]] = [_clip(clip, row["id"]) for clip in track.arrangement_clips]
            launcher.extend(_slot(project, row["id"], scene, clip, known, notes) for scene, clip in lying(track))
        yield SOON
    rows = [one for track in lie.values() for one in track]
    clip_ids = project.clips.settle((ptr, seen) for ptr, seen, _, _ in rows)
    clips = [row for _, _, row, _ in rows]
    for one in rows:
        if _know_clip(project, one, clip_ids, known, notes):
            yield SOON
    project.lie = lie
    there = [ptr for ptr, _, _, clip in rows if clip is not None]
    project.notes.only(there + [ptr for ptr, _ in launcher])
    cue_ids = project.settle_cues()
    state = {
        "tempo": round(song.tempo, 6),
        "numerator": song.signature_numerator,
        "denominator": song.signature_denominator,
        "tempo_moves": song.master_track.mixer_device.song_tempo.automation_state != 0,
        "tracks": tracks,
        "clips": clips,
        "slots": [row for _, row in launcher],
        "cues": [
            [cue_ids[cue._live_ptr], cue.name, round(cue.time, 6)]
            for cue in sorted(song.cue_points, key=lambda cue: cue.time)
        ],
    }
    return _told(project, state, notes, _selection(project, song, ids, clip_ids), have)


def read_again(project, before, wanted, known):
    """What `read` gave a moment ago, with these tracks and their clips as they are; None when a track came or went."""
    players, song = project.all_tracks(), project.song
    ids = project.settle_tracks(players)
    busses = [ids[track._live_ptr] for track in song.return_tracks]
    tracks, lie, fresh = list(before["state"]["tracks"]), dict(project.lie), []
    if [row["id"] for row in tracks] != [ids[track._live_ptr] for track, _ in players]:
        return None
    for place, (track, kind) in enumerate(players):
        id_ = tracks[place]["id"]
        if id_ in wanted:
            tracks[place] = _track(project, track, kind, place, ids, busses)
            if kind in ("audio", "midi"):
                lie[id_] = [_clip(clip, id_) for clip in track.arrangement_clips]
                fresh.extend(lie[id_])
    rows = [one for row in tracks for one in lie.get(row["id"], ())]
    clip_ids = project.clips.settle((ptr, seen) for ptr, seen, _, _ in rows)
    notes = {key: rows for key, rows in before["notes"].items() if key not in known}
    for one in fresh:
        _know_clip(project, one, clip_ids, known, notes)
    state = dict(before["state"], tracks=tracks, clips=[row for _, _, row, _ in rows])
    return _told(project, state, notes, _selection(project, song, ids, clip_ids), "")


def _know_clip(project, one, clip_ids, known, notes):
    """The id of a clip and the key of its notes go into its row; whether notes were read now."""
    ptr, _, row, clip = one
    row["id"] = clip_ids[ptr]
    if clip is None:
        return False
    row["notes"], found, was_read = project.notes.of(clip, ptr)
    if row["notes"] not in known:
        notes[row["notes"]] = found
    return was_read


def _told(project, state, notes, selection, have):
    text = json.dumps(state, sort_keys=True)
    revision = hashlib.sha1(text.encode("utf-8", "replace")).hexdigest()[:20]
    found = {} if revision == have else {"state": state, "notes": notes}
    song = project.song
    rest = {
        "revision": revision,
        "transport": transport(song),
        "selection": selection,
        "project": project.id(),
        "path": song.file_path,
    }
    found.update(rest)
    return found


def transport(song):
    """What the transport does."""
    return {
        "rolling": song.is_playing,
        "beat": song.current_song_time,
        "record": song.record_mode,
        "click": song.metronome,
        "looping": song.loop,
        "loop": [song.loop_start, song.loop_start + song.loop_length],
    }


def _track(project, track, kind, place, ids, busses):
    mixer = track.mixer_device
    is_player = kind in ("audio", "midi")
    looks = project.settle_devices(track)
    devices = project.devices.settle((device._live_ptr, look) for device, look in looks)
    return {
        "id": ids[track._live_ptr],
        "name": track.name,
        "kind": kind,
        "position": place,
        "gain_db": round(fader_db(mixer.volume), 3),
        "pan": round(mixer.panning.value, 4),
        "mute": False if kind == "master" else track.mute,
        "solo": False if kind == "master" else track.solo,
        "arm": track.arm if track.can_be_armed else False,
        "monitor": MONITOR[track.current_monitoring_state] if is_player else "auto",
        "color": "#%06x" % (track.color & 0xFFFFFF),
        "frozen": track.is_frozen,
        "group": ids.get(track.group_track._live_ptr, "") if track.is_grouped else "",
        "sends": [[bus, round(fader_db(send), 3)] for bus, send in zip(busses, mixer.sends) if send.value > send.min],
        "devices": [_device(project, device, devices[device._live_ptr]) for device in track.devices],
    }


def _device(project, device, id_):
    parameters = list(device.parameters)
    return {
        "id": id_,
        "name": device.name,
        "class": device.class_display_name,
        "on": parameters[0].value > 0 if parameters else True,
        "knobs": [_knob(project, parameter, id_, place) for place, parameter in enumerate(parameters[1:])],
    }


def _knob(project, parameter, device, place):
    name = parameter.name
    low, high = project.ends_of(parameter, (device, place, name))
    return [name, round(shown(parameter, parameter.value), 6), low, high]


def _clip(clip, track):
    """(number, look, row, the clip when it holds notes)."""
    is_midi = clip.is_midi_clip
    start, offset, name = clip.start_time, clip.start_marker, clip.name
    length = clip.end_time - start
    row = {
        "track": track,
        "name": name,
        "kind": "midi" if is_midi else "audio",
        "start": round(start, 9),
        "length": round(length, 9),
        "offset": round(offset, 9),
        "mute": clip.muted,
        "looped": clip.looping,
    }
    content = clip.length
    if not is_midi:
        row["file"] = clip.file_path
        row["warped"] = clip.warping
        row["gain_db"] = round(clip_gain_db(clip), 3)
        row["seconds"] = None if row["warped"] else round(content, 9)
    return clip._live_ptr, look(row["kind"], track, start, content, name), row, clip if is_midi else None


def _slot(project, track, scene, clip, known, notes):
    """(number, row) of a clip of the session view."""
    row = {
        "id": slot_id(track, scene),
        "track": track,
        "scene": scene,
        "name": clip.name,
        "kind": "midi" if clip.is_midi_clip else "audio",
        "length": round(clip.length, 9),
    }
    if clip.is_midi_clip:
        row["notes"], found, _ = project.notes.of(clip, clip._live_ptr)
        if row["notes"] not in known:
            notes[row["notes"]] = found
    else:
        row["file"] = clip.file_path
        row["seconds"] = not clip.warping
    return clip._live_ptr, row


def _selection(project, song, ids, clip_ids):
    clip = song.view.detail_clip
    found = {"tracks": [ids.get(song.view.selected_track._live_ptr, "")], "clips": [], "notes": []}
    if clip is not None and clip.is_arrangement_clip and clip._live_ptr in clip_ids:
        found["clips"] = [clip_ids[clip._live_ptr]]
        if clip.is_midi_clip:
            found["notes"] = sorted([note.start_time, note.pitch] for note in clip.get_selected_notes_extended())
    return found
