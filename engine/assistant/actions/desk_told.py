"""How a track stands on the desk, told in a line: its fader, pan, mute, solo, colour, and whether it is heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import track_named, visible
from engine.daw.daw import Track
from engine.daw.words import color_word, decibels

_MOST = 16
_CENTRE = 0.005


def desk_told(aspect: str, args: Mapping[str, Any], access: SessionAccess) -> str:
    """The line on the track that is named; on all of them where none is."""
    if args.get("track") is None:
        return _OF_ALL[aspect](access)
    track = track_named(access, str(args["track"]))
    if aspect == "level" and args.get("to"):
        return _against(track, track_named(access, str(args["to"])))
    return _OF_ONE[aspect](track, access)


def pan_words(pan: float) -> str:
    """ "80% left", "in the centre"."""
    return "in the centre" if abs(pan) < _CENTRE else f"{abs(pan):.0%} {'left' if pan < 0 else 'right'}"


def _level(track: Track, access: SessionAccess) -> str:
    more = "; its volume is automated" if _is_automated(track, "volume") else ""
    return f"The fader of '{track.name}' is at {decibels(track.gain_db)} dB{', muted' if track.mute else ''}{more}."


def _pan(track: Track, access: SessionAccess) -> str:
    more = " Its pan is automated." if _is_automated(track, "pan") else ""
    if abs(track.pan) < _CENTRE:
        return f"'{track.name}' is in the centre.{more}"
    return f"'{track.name}' is panned {pan_words(track.pan)}.{more}"


def _mute(track: Track, access: SessionAccess) -> str:
    if track.mute:
        return f"Yes, '{track.name}' is muted."
    return " ".join(filter(None, (f"No, '{track.name}' is not muted.", _why(track, access))))


def _solo(track: Track, access: SessionAccess) -> str:
    return f"Yes, '{track.name}' is soloed." if track.solo else f"No, '{track.name}' is not soloed."


def _heard(track: Track, access: SessionAccess) -> str:
    if track.mute:
        return f"No, '{track.name}' is muted."
    why = _why(track, access)
    return f"No, '{track.name}' is not heard. {why}" if why else f"Yes, '{track.name}' is on."


def _why(track: Track, access: SessionAccess) -> str:
    """What else keeps a track silent that is not muted itself."""
    group = access.snapshot.track(track.group)
    if group and group.mute:
        return f"Its group '{group.name}' is muted."
    others = [one for one in visible(access) if one.solo]
    return f"Soloed: {_names(others)}." if _is_hidden(track, others) else ""


def _is_hidden(track: Track, soloed: Sequence[Track]) -> bool:
    return bool(soloed) and not track.solo and track.kind != "bus" and track.group not in {one.id for one in soloed}


def _color(track: Track, access: SessionAccess) -> str:
    own = f"is {color_word(track.color)}" if track.color else "has no colour of its own"
    return f"'{track.name}' {own}."


def _against(one: Track, other: Track) -> str:
    both = f"by the faders ({decibels(one.gain_db)} and {decibels(other.gain_db)} dB)"
    by_db = one.gain_db - other.gain_db
    if abs(by_db) < 0.05:
        return f"'{one.name}' and '{other.name}' are equally loud {both}."
    return f"'{one.name}' is {abs(by_db):.1f} dB {'louder' if by_db > 0 else 'quieter'} than '{other.name}' {both}."


def _levels(access: SessionAccess) -> str:
    ranked = sorted((one for one in visible(access)), key=lambda one: -one.gain_db)
    told = ", ".join(f"{one.name} {decibels(one.gain_db)}" for one in ranked[:_MOST])
    return f"The faders from the highest: {told}{' …' if len(ranked) > _MOST else ''} (dB)." if told else _NONE


def _pans(access: SessionAccess) -> str:
    off = [f"{one.name} {pan_words(one.pan)}" for one in visible(access) if abs(one.pan) >= _CENTRE]
    return f"Panned: {', '.join(off[:_MOST])}; the others are in the centre." if off else "All are in the centre."


def _muted(access: SessionAccess) -> str:
    found = [one for one in visible(access) if one.mute]
    clips = [f"'{one.name}'" for one in access.snapshot.regions if one.mute]
    told = f"Muted: {_names(found)}." if found else "No track is muted."
    return f"{told} Muted clips: {', '.join(clips[:_MOST])}." if clips else told


def _soloed(access: SessionAccess) -> str:
    found = [one for one in visible(access) if one.solo]
    return f"Soloed: {_names(found)}." if found else "No track is soloed."


def _all_heard(access: SessionAccess) -> str:
    tracks = [one for one in visible(access) if one.kind in ("audio", "midi")]
    found = [one for one in tracks if _heard(one, access).startswith("Yes")]
    silent = [one for one in tracks if one not in found]
    more = f" Silent: {_names(silent)}." if silent else ""
    return f"Heard: {_names(found) if found else 'nothing'}.{more}"


def _colors(access: SessionAccess) -> str:
    told = [f"{one.name} {color_word(one.color)}" for one in visible(access) if one.color]
    return f"Colours: {', '.join(told[:_MOST])}." if told else "No track has a colour of its own."


def _is_automated(track: Track, parameter: str) -> bool:
    return any(lane.points and lane.parameter == parameter for lane in track.automation)


def _names(tracks: Sequence[Track]) -> str:
    more = f" and {len(tracks) - _MOST} more" if len(tracks) > _MOST else ""
    return f"{', '.join(one.name for one in tracks[:_MOST])}{more}"


_NONE = "There are no tracks yet."
_OF_ONE: Mapping[str, Callable[[Track, SessionAccess], str]] = {
    "level": _level,
    "pan": _pan,
    "mute": _mute,
    "solo": _solo,
    "heard": _heard,
    "color": _color,
}
_OF_ALL: Mapping[str, Callable[[SessionAccess], str]] = {
    "level": _levels,
    "pan": _pans,
    "mute": _muted,
    "solo": _soloed,
    "heard": _all_heard,
    "color": _colors,
}
