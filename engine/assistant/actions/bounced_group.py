"""A group bounced: what lies in it as one sound on a track of its own; the group is silent."""

from __future__ import annotations

from dataclasses import replace

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import NEW, SessionAccess, free_name
from engine.assistant.actions.targets import can, must
from engine.assistant.mixdown.mixdown import mixdown_file
from engine.daw import daw
from engine.daw.daw import Change, Track
from engine.errors import UserError
from engine.media.clip import Clip, Recipe, new_id, sha256_of


def bounced_group(group: Track, access: SessionAccess) -> tuple[Deed, list[str]]:
    """The changes, and what could not be played; UserError where nothing sounds in the group."""
    inside = _members(group, access)
    playing = [one for one in access.snapshot.regions if one.track in inside and not one.mute]
    if not playing:
        raise UserError(f"There is nothing on '{group.name}' to bounce.")
    must(access, "new_track", "place_audio", "set_mute")
    start = min(one.start_beats for one in playing)
    end = max(one.end_beats for one in playing)
    bare = replace(group, gain_db=0.0, pan=0.0, mute=False, solo=False, group="", output="", sends=(), automation=())
    tracks = tuple(replace(one, solo=False) for one in access.snapshot.tracks if one.id in inside - {group.id})
    alone = replace(access.snapshot, tracks=(*tracks, bare))
    scratch = access.library.folder / ".scratch"
    made = mixdown_file(alone, scratch, start_beats=start, end_beats=end, players=access.outboard)
    name = free_name(access.snapshot, f"{group.name} audio")
    path = made.sound.path
    clip = Clip(new_id(), "audio", name, path, sha256_of(path), made.sound.seconds, start_beats=start, track=name)
    kept = access.library.adopt(clip, recipe=Recipe("freeze", args={"action": "bounce"}))
    clip.path.unlink(missing_ok=True)
    ref = NEW + name
    wanted: list[tuple[str, Change]] = [
        ("set_gain", daw.SetGain(ref, group.gain_db)),
        ("set_pan", daw.SetPan(ref, group.pan)),
        *(("send", daw.SetSend(ref, send.to, send.gain_db)) for send in group.sends),
    ]
    changes: list[Change] = [
        daw.NewTrack(name, "audio", ref, color=group.color, group=group.group),
        daw.PlaceAudio(ref, access.published(kept, start), start, name, kept.id),
        *(change for capability, change in wanted if can(access, capability)),
        daw.SetMute(group.id, True),
    ]
    return Deed(changes, [f"What lies in '{group.name}' is one sound there; the group is kept, muted."]), [*made.missed]


def _members(group: Track, access: SessionAccess) -> set[str]:
    """Ids of a group and of all that lies in it."""
    found = {group.id}
    while more := {one.id for one in access.snapshot.tracks if one.group in found} - found:
        found |= more
    return found
