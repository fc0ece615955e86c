"""freeze: a track or clip printed as sound, by the DAW where it can, else in place through our own mixdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.assistant.actions.bounced_group import bounced_group
from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import NEW, SessionAccess, free_name
from engine.assistant.actions.targets import can, must, on_track, region_of, tracks_of
from engine.assistant.content import content_changes
from engine.assistant.mixdown.mixdown import mixdown_file
from engine.assistant.plugin_kind import kind_of
from engine.assistant.undo.back import way_back
from engine.assistant.undo.ledger import Ledger
from engine.daw import daw
from engine.daw.daw import Change, Plugin, Region, Track
from engine.errors import UserError
from engine.library.turn import Applied, Turn
from engine.media.clip import Clip, Recipe, new_id, sha256_of

_RINGS_S = {"reverb": 3.0, "delay": 3.0}
"""How long the last sound of a clip rings on through such an effect, where there is room behind it."""


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `freeze` of the task table."""
    regions = [region_of(str(one), access) for one in args.get("clips") or ([args["clip"]] if args.get("clip") else [])]
    tracks = (
        list({t.id: t for t in (on_track(r, access) for r in regions)}.values()) if regions else tracks_of(args, access)
    )
    if args["action"] == "unfreeze":
        return _unfrozen(tracks, access)
    if args["action"] == "freeze" and not regions and can(access, "freeze"):
        said = [f"'{track.name}' is frozen already." for track in tracks if track.is_frozen]
        frozen: list[Change] = [daw.SetFrozen(track.id, True) for track in tracks if not track.is_frozen]
        return Deed(frozen, said) if frozen else " ".join(said)
    deeds = [_bounced(track, [region for region in regions if region.track == track.id], access) for track in tracks]
    changes = [change for deed in deeds for change in deed.changes]
    said = [line for deed in deeds for line in deed.said]
    return Deed(changes, said) if changes else " ".join(said)


def _bounced(track: Track, chosen: Sequence[Region], access: SessionAccess) -> Deed:
    regions = list(chosen) or [region for region in access.snapshot.regions_on(track.id) if not region.mute]
    if track.kind == "group":
        deed, missed = bounced_group(track, access)
        return Deed(deed.changes, [*deed.said, *_missing(missed)])
    if track.kind not in ("audio", "midi"):
        return Deed((), [f"'{track.name}' is a {track.kind}; bounce the tracks that go through it."])
    if not regions:
        return Deed((), [f"There is nothing on '{track.name}' to bounce."])
    if track.kind == "midi" or any(region.kind == "midi" for region in regions):
        if not chosen and track.mute and _way_back(track, access):
            return Deed((), [f"'{track.name}' is frozen already."])
        return _notes_printed(track, regions, access, is_whole=not chosen)
    return _effects_printed(track, regions, access, is_whole=not chosen)


def _notes_printed(track: Track, regions: Sequence[Region], access: SessionAccess, *, is_whole: bool) -> Deed:
    """Notes as sound on a track of its own with the same fader; the notes stay, silent."""
    must(access, "new_track", "place_audio", "set_mute" if is_whole else "mute_region")
    name = free_name(access.snapshot, f"{track.name} audio")
    ref = NEW + name
    changes: list[Change] = [daw.NewTrack(name, "audio", ref, color=track.color, group=track.group)]
    missed: list[str] = []
    for region in regions:
        clip = _printed(track, track.plugins, region, access, missed)
        changes.append(
            daw.PlaceAudio(ref, access.published(clip, region.start_beats), region.start_beats, clip.name, clip.id)
        )
    wanted: list[tuple[str, Change]] = [
        ("set_gain", daw.SetGain(ref, track.gain_db)),
        ("set_pan", daw.SetPan(ref, track.pan)),
    ]
    wanted += [("send", daw.SetSend(ref, send.to, send.gain_db)) for send in track.sends]
    changes += [change for capability, change in wanted if can(access, capability)]
    changes += [daw.SetMute(track.id, True)] if is_whole else [daw.SetRegionMute(one.id, True) for one in regions]
    played = "" if not track.plugins or kind_of(track.plugins[0].name) else f", not {track.plugins[0].name},"
    said = [f"Our own instrument{played} plays the notes of '{track.name}' there; the notes are kept, muted."]
    return Deed(changes, [*said, *_missing(missed)])


def _effects_printed(track: Track, regions: Sequence[Region], access: SessionAccess, *, is_whole: bool) -> Deed:
    """The plugins' sound as the content of the regions, in place; the plugins are bypassed."""
    active = [plugin for plugin in track.plugins if plugin.on]
    ours = [plugin for plugin in active if kind_of(plugin.name)]
    if not active:
        return Deed((), [f"'{track.name}' is sound without plugins already; there is nothing to print."])
    if not ours:
        names = ", ".join(plugin.name for plugin in active)
        raise UserError(f"Only your DAW can play {names}; freeze '{track.name}' there.")
    others = [region for region in access.snapshot.regions_on(track.id) if region not in regions and not region.mute]
    if others and not is_whole:
        raise UserError(
            f"'{track.name}' has {len(others)} more clips that go through its plugins; bounce the whole track."
        )
    must(access, "set_plugin")
    changes: list[Change] = []
    missed: list[str] = []
    for region in regions:
        clip = _printed(track, ours, replace(region, gain_db=0.0, fade_in_s=0.0, fade_out_s=0.0), access, missed)
        changes += content_changes(clip, region, access, None)
    changes += [daw.SetPlugin(track.id, plugin.id, on=False) for plugin in ours]
    left = [f"{plugin.name} on '{track.name}'" for plugin in active if plugin not in ours]
    return Deed(
        changes, [f"{', '.join(p.name for p in ours)} on '{track.name}' is printed and bypassed.", *_missing(left)]
    )


def _printed(track: Track, plugins: Sequence[Plugin], region: Region, access: SessionAccess, missed: list[str]) -> Clip:
    """A region's sound through plugins, before the fader."""
    snapshot, tempo_map = access.snapshot, access.snapshot.tempo_map
    bare = Track(track.id, track.name, track.kind, plugins=tuple(plugins))
    alone = replace(snapshot, tracks=(bare,), regions=(replace(region, mute=False),))
    following = [r.start_beats for r in snapshot.regions_on(track.id) if r.start_beats >= region.end_beats - 1e-6]
    rings_s = max((_RINGS_S.get(kind_of(plugin.name), 0.0) for plugin in plugins if plugin.on), default=0.0)
    end = tempo_map.beats_at(tempo_map.seconds_at(region.end_beats) + rings_s)
    end = min([end, *following]) if rings_s else region.end_beats
    scratch = access.library.folder / ".scratch"
    made = mixdown_file(alone, scratch, start_beats=region.start_beats, end_beats=end, players=access.outboard)
    missed += made.missed
    if any(one.startswith("the notes of") for one in made.missed):
        raise UserError(f"Nothing here can play the notes of '{region.name}'; bounce it in your DAW.")
    path = made.sound.path
    clip = Clip(
        new_id(), "audio", region.name, path, sha256_of(path), made.sound.seconds, start_beats=region.start_beats,
        track=track.name,
    )  # fmt: skip
    parent = access.clip(f"region:{region.id}")
    kept = access.library.adopt(clip, recipe=Recipe("freeze", args={"action": "bounce"}, parents=(parent.id,)))
    clip.path.unlink(missing_ok=True)
    return kept


def _unfrozen(tracks: Sequence[Track], access: SessionAccess) -> Deed | str:
    changes: list[Change] = []
    said: list[str] = []
    for track in tracks:
        if track.is_frozen and can(access, "freeze"):
            changes.append(daw.SetFrozen(track.id, False))
        elif back := _way_back(track, access):
            changes += back
        else:
            said.append(f"'{track.name}' is not frozen.")
    return Deed(changes, said) if changes else " ".join(said)


def _way_back(track: Track, access: SessionAccess) -> list[Change]:
    """The changes that take back the last freeze of a track, if it was not taken back since."""
    for turn in reversed(access.library.turns()):
        actions = {n: step.args.get("action") for n, step in enumerate(turn.plan.steps, 1) if step.task == "freeze"}
        if turn.undone or turn.state not in ("done", "partly") or not actions:
            continue
        touched = _touching(turn, track, access)
        if touched:
            is_back = all(actions.get(one.step) == "unfreeze" for one in touched)
            entries = Ledger.of(access.library).entries(turn.number)
            standing = [one for one in entries if one.stands and turn.applied[one.index] in touched]
            return [] if is_back else way_back(standing, access.snapshot)
    return []


def _touching(turn: Turn, track: Track, access: SessionAccess) -> list[Applied]:
    """What the freezing steps of a turn did to a track, its regions, and the track that was made for it."""
    steps = {number for number, step in enumerate(turn.plan.steps, 1) if step.task == "freeze"}
    ids = {track.id, *(region.id for region in access.snapshot.regions_on(track.id))}
    done = [one for one in turn.applied if one.outcome.is_done and one.step in steps]
    made = {ref: access.library.current(new) for one in done for ref, new in one.outcome.made}

    def about(one: Applied) -> set[str]:
        named = {str(getattr(one.change, name, "")) for name in ("track", "region")}
        return {made.get(name, access.library.current(name)) for name in named if name}

    hits = [one for one in done if about(one) & ids]
    if not hits:
        return []
    if len(steps) == 1 and len({name for one in done for name in about(one)} - set(made.values()) - ids) == 0:
        return done
    fresh = [
        one
        for one in done
        if isinstance(one.change, daw.NewTrack) and one.change.name.startswith(f"{track.name} audio")
    ]
    refs = {one.change.ref for one in fresh if isinstance(one.change, daw.NewTrack)}
    return [one for one in done if one in hits or one in fresh or getattr(one.change, "track", "") in refs]


def _missing(missed: Sequence[str]) -> list[str]:
    names = list(dict.fromkeys(missed))
    return [f"Not printed, because only your DAW can play it: {', '.join(names)}."] if names else []
