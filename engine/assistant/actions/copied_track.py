"""A copy of a whole track, right below it: what lies on it, its mixer, and the plugins that are ours."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess, free_name
from engine.assistant.actions.targets import must
from engine.assistant.plugin_kind import kind_of
from engine.daw import daw
from engine.daw.copy import mixer_of, region_made
from engine.daw.daw import Change, Track
from engine.errors import UserError


def copied_track(track: Track, name: str | None, access: SessionAccess) -> Deed:
    """The changes that make it; what they leave out is said."""
    if track.kind not in ("audio", "midi"):
        why = f"'{track.name}' holds neither sound nor notes of its own; only a track that does can be copied."
        raise UserError(why)
    kind: Literal["audio", "midi"] = "midi" if track.kind == "midi" else "audio"
    must(access, "new_track", "place_midi" if kind == "midi" else "place_audio")
    ref, left = f"copy of {track.id}", list[str]()
    fresh = free_name(access.snapshot, name or track.name)
    changes: list[Change] = [daw.NewTrack(fresh, kind, ref, color=track.color, group=track.group)]
    for region in access.snapshot.regions_on(track.id):
        changes += region_made(replace(region, id=f"copy of {region.id}", track=ref), left)
    for plugin in track.plugins[1 if kind == "midi" else 0 :]:
        if effect := kind_of(plugin.name):
            own = f"copy of {plugin.id}"
            changes.append(daw.AddPlugin(ref, effect, ref=own))
            changes.append(daw.SetPlugin(ref, own, plugin.parameters, plugin.on))
        else:
            left.append(plugin.name)
    changes += mixer_of(replace(track, id=ref))
    changes.append(daw.SetPosition(ref, track.position + 1))
    can = access.snapshot.capabilities
    made = [change for change in changes if not can or change.capability in can]
    return Deed(made, [f"Not copied: {', '.join(left)}."] if left else [])
