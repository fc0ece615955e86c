"""How it was before, told from what the requests would take back: "where were they before?", "what was it first?"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.assistant.actions.desk_told import desk_told, pan_words
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import track_named
from engine.daw import daw
from engine.daw.changes.value import SetValue
from engine.daw.daw import Change, Region, Snapshot
from engine.daw.words import bars_told, color_word, decibels, where
from engine.library.turn import Turn
from engine.media.note import Note, pitch_name

_MOST = 8
_KINDS: Mapping[str, type[Change]] = {
    "level": daw.SetGain,
    "pan": daw.SetPan,
    "mute": daw.SetMute,
    "solo": daw.SetSolo,
    "color": daw.SetColor,
}
_NOTHING = "Nothing of that has been changed yet."
_NOT_KEPT = "How that was before cannot be told in words; it can be taken back."


def before_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """What the last request that changed the session, or the track, found there; with `when` first, what was there
    before any of them."""
    track = track_named(access, str(args["track"])).id if args.get("track") else ""
    kind = _KINDS.get(str(args.get("knob") or ""))

    def olds_of(turn: Turn) -> list[Change]:
        return [old for old in _olds(turn, track, access) if kind is None or isinstance(old, kind)]

    turns = [turn for turn in access.library.turns() if not turn.undone and olds_of(turn)]
    if not turns:
        return desk_told(str(args["knob"]), args, access) if kind and track else _NOTHING
    olds = {_about(old, access): old for old in reversed(olds_of(turns[-1]))}
    if args.get("when") == "first":
        for turn in reversed(turns[:-1]):
            olds |= {about: old for old in olds_of(turn) if (about := _about(old, access)) in olds}
    told = [line for old in reversed(olds.values()) if (line := _told(old, access))]
    lines = list(dict.fromkeys(f"{line[:1].upper()}{line[1:]}." for line in told))
    return "\n".join(lines[:_MOST]) or _NOT_KEPT


def touched_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """Whether the last request that changed something changed this track, or anything on it; without one which tracks
    were changed so far, and which were not."""
    if not args.get("track"):
        return _all_touched(access)
    track = track_named(access, str(args["track"]))
    turns = [turn for turn in access.library.turns() if not turn.undone and any(one.is_own for one in turn.applied)]
    if not turns:
        return _NOTHING
    last = turns[-1]
    ids = {track.id, *(one.id for one in access.snapshot.regions_on(track.id))}
    changed = {access.library.current(one) for one in _ids(last)}
    if ids & changed:
        return f"Yes, “{last.text}” changed '{track.name}'."
    return f"No, “{last.text}” left '{track.name}' as it was."


def _all_touched(access: SessionAccess) -> str:
    done = {access.library.current(one) for turn in access.library.turns() if not turn.undone for one in _ids(turn)}
    tracks = [one for one in access.snapshot.tracks if one.kind != "master"]
    own = {one.id: {one.id, *(region.id for region in access.snapshot.regions_on(one.id))} for one in tracks}
    changed = [f"'{one.name}'" for one in tracks if own[one.id] & done]
    others = [f"'{one.name}'" for one in tracks if not own[one.id] & done]
    if not changed:
        return _NOTHING
    return f"Changed so far: {', '.join(changed)}.\n" + (
        f"Not touched: {', '.join(others)}." if others else "There is no track that was not touched."
    )


def _ids(turn: Turn) -> Iterator[str]:
    for applied in turn.applied:
        if applied.is_own:
            yield from (one for name in ("track", "region") if (one := getattr(applied.change, name, None)))
            yield from (made for _, made in applied.outcome.made)


def _olds(turn: Turn, track: str, access: SessionAccess) -> list[Change]:
    """What would take a request back, of all or of one track."""
    own = [old for applied in turn.applied if applied.is_own for old in applied.inverse]
    return [old for old in own if not track or _track_of(old, access) == track]


def _track_of(change: Change, access: SessionAccess) -> str:
    region = access.snapshot.region(access.library.current(getattr(change, "region", "") or ""))
    return region.track if region else access.library.current(getattr(change, "track", "") or "")


def _about(change: Change, access: SessionAccess) -> tuple[str, ...]:
    """What is set: of several of one thing the oldest is wanted."""
    names = (getattr(change, name, "") for name in ("track", "region", "plugin", "marker"))
    to = getattr(change, "to", "") if isinstance(change, daw.SetSend) else ""
    kind = "tempo" if isinstance(change, daw.SetTempo | daw.SetTempoMap) else type(change).__name__
    return kind, to, *(access.library.current(str(one)) if one else "" for one in names)


def _told(old: Change, access: SessionAccess) -> str:
    """How it was, as a clause; "" for what no few words tell."""
    snapshot = access.snapshot
    track = snapshot.track(access.library.current(getattr(old, "track", "") or ""))
    region = snapshot.region(access.library.current(getattr(old, "region", "") or ""))
    marker = snapshot.marker(access.library.current(getattr(old, "marker", "") or ""))
    thing = track or region or marker
    name = f"'{thing.name}'" if thing else "it"
    match old:
        case daw.SetGain(gain_db=gain_db):
            return f"the fader of {name} was at {decibels(gain_db)} dB"
        case daw.SetPan(pan=pan):
            return f"{name} was {'' if abs(pan) < 0.005 else 'panned '}{pan_words(pan)}"
        case daw.SetMute(on=on):
            return f"{name} was {'' if on else 'not '}muted"
        case daw.SetSolo(on=on):
            return f"{name} was {'' if on else 'not '}soloed"
        case daw.SetColor(color=color):
            return f"{name} was {color_word(color)}" if color else f"{name} had no colour of its own"
        case daw.RenameTrack(name=old_name) | daw.RenameRegion(name=old_name):
            return f"{name} was called '{old_name}'"
        case daw.SetSend(gain_db=gain_db, to=to):
            bus = snapshot.track(access.library.current(to))
            at = f"at {decibels(gain_db)} dB" if gain_db is not None else ""
            return f"{name} was {'' if at else 'not '}sent to '{bus.name if bus else '?'}' {at}".rstrip()
        case daw.SetTempo(bpm=bpm):
            return f"the tempo was {bpm:g} bpm"
        case daw.SetTempoMap(tempo_map=tempo_map, start_beats=start):
            return f"the tempo was {tempo_map.bpm_at(start):g} bpm"
        case daw.Move(start_beats=start):
            return f"{name} began at {where(start, snapshot)}"
        case daw.Trim(start_beats=start, end_beats=end):
            return f"{name} lay in {bars_told(start, end - 1e-3, snapshot.tempo_map)}"
        case daw.SetPlugin(parameters=parameters) if parameters:
            return f"on {name} was {', '.join(f'{knob} {value:g}' for knob, value in parameters)}"
        case daw.SetNotes(notes=notes) if region:
            return _notes(notes, region, snapshot)
        case daw.ReplaceContent(notes=notes) if region and notes is not None:
            return _notes(notes, region, snapshot)
        case daw.RemovePlugin():
            return f"that effect was not on {name}"
        case SetValue():
            return old.told_before(name, snapshot)
    return ""


def _notes(old: Sequence[Note], region: Region, snapshot: Snapshot) -> str:
    """The notes that are otherwise now, as they were; "" where they are many."""
    now = {(one.pitch, round(one.start_beats, 3), round(one.length_beats, 3)) for one in region.notes}
    gone = [one for one in old if (one.pitch, round(one.start_beats, 3), round(one.length_beats, 3)) not in now]
    told = [
        f"{pitch_name(one.pitch)}, {one.length_beats:g} beats long,"
        f" at {where(region.start_beats + one.start_beats, snapshot)}"
        for one in gone
    ]
    return f"in '{region.name}' was {'; '.join(told)}" if 0 < len(told) <= _MOST else ""
