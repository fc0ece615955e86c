"""session_info: questions about the session, answered from the session in a few plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from engine.assistant.actions import session_sound
from engine.assistant.actions.before_told import before_told, touched_told
from engine.assistant.actions.desk_told import desk_told
from engine.assistant.actions.effects_told import everywhere_told, on_track_told
from engine.assistant.actions.notes_told import notes_told
from engine.assistant.actions.places_told import places_told
from engine.assistant.actions.playing_told import clips_told, length_told, playing_told
from engine.assistant.actions.routing_told import inside_told, sends_told
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.take import in_library, listed
from engine.assistant.actions.targets import bar_beats, on_track, region_of, track_named, visible
from engine.assistant.song_key import song_key
from engine.daw.changes.unusual import unusual
from engine.daw.daw import (
    SetArm,
    SetColor,
    SetFrozen,
    SetGain,
    SetMute,
    SetPan,
    SetPosition,
    SetSolo,
    Track,
)
from engine.daw.words import where
from engine.errors import UserError
from engine.library.takes import Takes

SHOWN = 16
"""How many names one line holds."""
_SHOWN_EMPTY = 4
_TOLD_OTHERWISE = (SetGain, SetPan, SetMute, SetSolo, SetArm, SetFrozen, SetColor, SetPosition)
"""Values of a track that are in the line of its mixer, or only told when they are asked for."""
_KINDS = {"audio": "sound", "midi": "notes", "bus": "bus", "group": "group"}


def act(args: Mapping[str, Any], access: SessionAccess) -> str:
    """See the row `session_info` of the task table."""
    if args.get("aspect") == "takes" and args.get("clip") and (alone := in_library(str(args["clip"]), access)):
        return alone
    if not access.snapshot.revision:
        raise UserError("No DAW is connected, so there is no session to look at; start one, or use --daw folder.")
    aspect = args.get("aspect") or ("tracks" if args.get("track") or args.get("clip") else "overview")
    if aspect in ("clipping", "masking", "loudness"):
        return session_sound.told(aspect, args, access)
    if aspect == "takes":
        return _takes(args, access)
    return _ASPECTS[aspect](args, access)


def _overview(args: Mapping[str, Any], access: SessionAccess) -> str:
    snapshot = access.snapshot
    ends = max((region.end_beats for region in snapshot.regions), default=0.0)
    key = song_key(access.library, snapshot)
    lines = [f"{_counted(visible(access))}, {_tempo_line(access)}{f', {key}' if key else ''}."]
    if ends:
        seconds = snapshot.tempo_map.seconds_at(ends)
        bars = snapshot.tempo_map.bar_at(max(0.0, ends - 1e-6))[0]
        lines.append(f"It is {int(seconds // 60)}:{int(seconds % 60):02d} long ({_some(bars, 'bar')}).")
    if snapshot.markers:
        lines.append(_markers(access))
    return "\n".join([*lines, *_states(access)])


def _tracks(args: Mapping[str, Any], access: SessionAccess) -> str:
    if args.get("track") or args.get("clip"):
        named = args.get("track")
        track = (
            track_named(access, str(named))
            if named
            else access.snapshot.track(region_of(str(args["clip"]), access).track)
        )
        assert track is not None
        return _one_track(track, access)
    tracks = visible(access)
    if not tracks:
        return "There are no tracks yet."
    playing = {region.track for region in access.snapshot.regions}
    silent = [track for track in tracks if track.kind in ("audio", "midi") and track.id not in playing]
    empty = [f"Empty: {_names(silent, _SHOWN_EMPTY)}."] if silent else []
    return "\n".join([f"{_counted(tracks)}: {_names(tracks)}.", *_states(access), *empty])


def _one_track(track: Track, access: SessionAccess) -> str:
    snapshot = access.snapshot
    regions = snapshot.regions_on(track.id)
    level = f"fader {_signed(track.gain_db)} dB"
    pan = "" if abs(track.pan) < 0.005 else f", {abs(track.pan):.0%} {'left' if track.pan < 0 else 'right'}"
    flags = [
        word
        for word, on in (
            ("muted", track.mute),
            ("soloed", track.solo),
            ("armed", track.arm),
            ("frozen", track.is_frozen),
        )
        if on
    ]
    lines = [
        f"'{track.name}' ({_KINDS.get(track.kind, track.kind)}): {level}{pan}{''.join(f', {one}' for one in flags)}."
    ]
    if regions:
        first, last = where(regions[0].start_beats, snapshot), where(max(r.end_beats for r in regions), snapshot)
        names = ", ".join(
            dict.fromkeys(f"'{region.name}'{' (muted)' if region.mute else ''}" for region in regions[:8])
        )
        lines.append(
            f"{_some(len(regions), 'clip')} from {first} to {last}: {names}{' …' if len(regions) > 8 else ''}."
        )
    told = (one.told(snapshot) for one in unusual(track, but=_TOLD_OTHERWISE))
    lines += [f"{clause[:1].upper()}{clause[1:]}." for clause in told]
    lines += [*_inside(track, access), on_track_told(track, "", access), *_sends(track, access)]
    if automated := ", ".join(lane.parameter.split(" ", 2)[-1] for lane in track.automation if lane.points):
        lines.append(f"Automated: {automated}.")
    return "\n".join(lines)


def _plugins(args: Mapping[str, Any], access: SessionAccess) -> str:
    """Effects with their settings, on a track with where it is sent; everywhere where none is named."""
    knob = str(args.get("knob") or "")
    if args.get("track"):
        track = track_named(access, str(args["track"]))
    elif args.get("clip"):
        track = on_track(region_of(str(args["clip"]), access), access)
    else:
        return everywhere_told(knob, access)
    return "\n".join([on_track_told(track, knob, access), *([] if knob else _sends(track, access))])


def _sends(track: Track, access: SessionAccess) -> list[str]:
    buses = [(access.snapshot.track(send.to), send.gain_db) for send in track.sends]
    told = ", ".join(f"'{bus.name}' at {_signed(level_db)} dB" for bus, level_db in buses if bus)
    return [f"Sent to {told}."] if told else []


def _inside(track: Track, access: SessionAccess) -> list[str]:
    """Which tracks lie in a group or go through a bus, and what is sent to a track."""
    tracks = [one for one in visible(access) if one.id != track.id]
    held = [one for one in tracks if one.group == track.id or track.kind == "bus" and one.output == track.id]
    sent = {one.id: send.gain_db for one in tracks for send in one.sends if send.to == track.id}
    fed = [f"'{one.name}' at {_signed(sent[one.id])} dB" for one in tracks if one.id in sent]
    lines = [f"In it: {_names(held)}."] if held else []
    return [*lines, *([f"Fed by {', '.join(fed)}."] if fed else [])]


def _takes(args: Mapping[str, Any], access: SessionAccess) -> str:
    """The takes of a clip or track, as the task `take` lists them; without one, the places that have several."""
    takes = Takes(access.library)
    regions = access.snapshot.regions
    if args.get("clip"):
        regions = (region_of(str(args["clip"]), access),)
    elif args.get("track"):
        regions = access.snapshot.regions_on(track_named(access, str(args["track"])).id)
    places = [(region, takes.at(region.id)) for region in regions]
    several = [place for _, place in places if place and len(place.takes) > 1]
    if len(several) == 1 and (args.get("clip") or args.get("track")):
        return listed(several[0], access)
    lines = []
    for region, place in places:
        if place and len(place.takes) > 1:
            lines.append(f"'{region.name}' plays take {place.number} of {len(place.takes)}.")
        elif args.get("clip"):
            lines.append(f"'{region.name}' has only one take.")
    return "\n".join(lines[:SHOWN]) or "Nothing there has more than one take."


def _count(args: Mapping[str, Any], access: SessionAccess) -> str:
    kind = str(args.get("knob") or "")
    if not kind:
        return f"{_counted(visible(access))}."
    found = [track for track in visible(access) if track.kind == kind]
    what = {"audio": "track with sound", "midi": "track with notes"}.get(kind, kind)
    some = f"{len(found)} buses" if kind == "bus" and len(found) != 1 else _with_s(len(found), what)
    return f"{some}{f': {_names(found)}' if found else ''}."


def _with_s(count: int, what: str) -> str:
    """ "2 tracks with notes"."""
    first, _, rest = what.partition(" ")
    return f"{_some(count, first)}{f' {rest}' if rest else ''}"


def _key(args: Mapping[str, Any], access: SessionAccess) -> str:
    key = song_key(access.library, access.snapshot)
    return f"The key is {key}." if key else "Nothing tells the key yet; say it, or ask for that of a clip."


def _tempo(args: Mapping[str, Any], access: SessionAccess) -> str:
    tempo_map = access.snapshot.tempo_map
    if args.get("start_bar") is not None:
        at = bar_beats(args["start_bar"], access)
        meter = tempo_map.meter_at(at)
        here = f"{tempo_map.bpm_at(at):g} bpm in {meter.numerator}/{meter.denominator}"
        return f"At {where(at, access.snapshot)} it is {here}."
    lines = [f"{_tempo_line(access)[:1].upper()}{_tempo_line(access)[1:]}."]
    if len(tempo_map.tempos) > 1:
        told = [
            f"gliding from {one.bpm:g} bpm at {where(one.beat, access.snapshot)}"
            if one.glides
            else f"{one.bpm:g} bpm from {where(one.beat, access.snapshot)}"
            for one in tempo_map.tempos[:SHOWN]
        ]
        lines.append(f"Tempo: {', '.join(told)}{' …' if len(tempo_map.tempos) > SHOWN else ''}.")
    if len(tempo_map.meters) > 1:
        told = [
            f"{m.numerator}/{m.denominator} from {where(m.beat, access.snapshot)}" for m in tempo_map.meters[:SHOWN]
        ]
        lines.append(f"Meter: {', '.join(told)}.")
    if key := song_key(access.library, access.snapshot):
        lines.append(f"Key: {key}.")
    return "\n".join(lines)


def _files(args: Mapping[str, Any], access: SessionAccess) -> str:
    project = access.snapshot.project
    place = str(project.folder) if project.folder else "not saved yet"
    found = [file.stat() for file in access.library.folder.rglob("*") if file.is_file()]
    size = sum({one.st_ino: one.st_size for one in found}.values())
    lines = [f"The project lies in {place}.", f"What Tonmeister made lies in {access.library.folder} ({_size(size)})."]
    exports = access.library.folder / "Exports"
    if exports.is_dir():
        lines.append(f"Exports: {exports} ({_some(sum(1 for file in exports.rglob('*') if file.is_file()), 'file')}).")
    regions = access.snapshot.regions
    if args.get("track"):
        regions = access.snapshot.regions_on(track_named(access, str(args["track"])).id)
    if args.get("clip"):
        regions = (region_of(str(args["clip"]), access),)
    sources = {source: region.name for region in regions for source in region.sources}
    if args.get("track") or args.get("clip"):
        lines += [f"'{name}' plays {source}." for source, name in list(sources.items())[:8]]
    missing = [name for source, name in sources.items() if not source.exists()]
    if missing:
        lines.append(f"The sound of {', '.join(map(repr, missing[:8]))} is missing on disk.")
    return "\n".join(lines)


def _selection(args: Mapping[str, Any], access: SessionAccess) -> str:
    snapshot, selection = access.snapshot, access.snapshot.selection
    told = []
    if regions := [region for one in selection.regions if (region := snapshot.region(one))]:
        told.append(_some(len(regions), "clip") + ": " + ", ".join(f"'{region.name}'" for region in regions[:SHOWN]))
    if selection.notes:
        told.append(_some(len(selection.notes), "note"))
    if tracks := [track for one in selection.tracks if (track := snapshot.track(one))]:
        told.append(f"on {_names(tracks)}" if told else _some(len(tracks), "track") + f": {_names(tracks)}")
    if selection.start_beats is not None and selection.end_beats is not None:
        told.append(f"from {where(selection.start_beats, snapshot)} to {where(selection.end_beats, snapshot)}")
    return (
        f"Selected: {', '.join(told)}."
        if told
        else f"Nothing is selected; the playhead is at {where(snapshot.playhead_beats, snapshot)}."
    )


_ASPECTS: Mapping[str, Callable[[Mapping[str, Any], SessionAccess], str]] = {
    "overview": _overview,
    "tracks": _tracks,
    "plugins": _plugins,
    "tempo": _tempo,
    "files": _files,
    "selection": _selection,
    "notes": notes_told,
    "places": places_told,
    **{aspect: partial(desk_told, aspect) for aspect in ("level", "pan", "mute", "solo", "heard", "color")},
    "sends": sends_told,
    "inside": inside_told,
    "playing": playing_told,
    "clips": clips_told,
    "length": length_told,
    "count": _count,
    "key": _key,
    "before": before_told,
    "touched": touched_told,
}


def _counted(tracks: Sequence[Track]) -> str:
    real = [track for track in tracks if track.kind in ("audio", "midi")]
    others = Counter(_KINDS[track.kind] for track in tracks if track.kind in ("bus", "group"))
    kinds = Counter(track.kind for track in real)
    inside = f" ({kinds['audio']} with sound, {kinds['midi']} with notes)" if len(kinds) > 1 else ""
    plural = {"bus": "buses", "group": "groups"}
    more = "".join(f" and {count} {kind if count == 1 else plural[kind]}" for kind, count in others.items())
    return f"{_some(len(real), 'track')}{inside}{more}"


def _states(access: SessionAccess) -> list[str]:
    lines = []
    for word, states in (
        ("Muted", [t for t in visible(access) if t.mute]),
        ("Soloed", [t for t in visible(access) if t.solo]),
        ("Armed", [t for t in visible(access) if t.arm]),
    ):
        if states:
            lines.append(f"{word}: {_names(states)}.")
    return lines


def _names(tracks: Sequence[Track], most: int = SHOWN) -> str:
    shown = ", ".join(track.name for track in tracks[:most])
    return f"{shown} and {len(tracks) - most} more" if len(tracks) > most else shown


def _markers(access: SessionAccess) -> str:
    markers = sorted(access.snapshot.markers, key=lambda marker: marker.at_beats)
    told = ", ".join(f"{one.name} ({where(one.at_beats, access.snapshot)})" for one in markers[:SHOWN])
    return f"Markers: {told}{' …' if len(markers) > SHOWN else ''}."


def _tempo_line(access: SessionAccess) -> str:
    tempo_map, at = access.snapshot.tempo_map, access.snapshot.playhead_beats
    meter = tempo_map.meter_at(at)
    here = f" at {where(at, access.snapshot)}" if len(tempo_map.tempos) + len(tempo_map.meters) > 2 else ""
    return f"{tempo_map.bpm_at(at):g} bpm in {meter.numerator}/{meter.denominator}{here}"


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _signed(level_db: float) -> str:
    return f"{'−' if level_db < -0.05 else '+' if level_db > 0.05 else ''}{abs(level_db):.1f}"


def _size(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{max(1, size // 1000)} kB"
