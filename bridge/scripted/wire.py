"""What most wire tables need: checked names, colours, places, tempo, transport; and how a change becomes plain data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bridge.scripted.translation_context import TranslationContext, Wire
from bridge.scripted.units import gain_of
from engine.daw.changes.change import TARGETS
from engine.daw.daw import Change, SetArm, SetAutomation, SetMeter, SetMonitor, SetTempo, Split, Transport
from engine.errors import UserError

Table = Mapping[type[Change], Callable[[Any, Any], Wire]]


def wired(change: Change, desk: TranslationContext, table: Table, missing: Mapping[str, str]) -> Wire:
    """One change by its row of the table, with its kind, its ref and ids. UserError when it cannot be done as asked."""
    if type(change) not in table:
        raise UserError(missing.get(change.capability, f"{desk.daw or 'This DAW'} cannot do that."))
    wire = table[type(change)](change, desk)
    wire.setdefault("change", change.capability)
    ref = getattr(change, "ref", "")
    if ref:
        wire["ref"] = ref
        desk.refs.add(ref)
        if isinstance(change, Split):
            desk.refs.add(f"{ref}.1")
    for name in TARGETS[:-1]:
        value = getattr(change, name, None)
        if isinstance(value, str):
            wire[name] = desk.known(value) if value else value
    return wire


def named(name: str) -> str:
    """A name without space around it; UserError when nothing else is in it."""
    if not name.strip():
        raise UserError("A name must not be empty.")
    return name.strip()


def color(wanted: str, daw: str) -> str:
    """A colour as #rrggbb; UserError when it is none."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", wanted):
        raise UserError(f"'{wanted}' is no colour that {daw} takes; say one like #3a7bd5.")
    return wanted.lower()


def gain(change: Any, desk: TranslationContext) -> Wire:
    """A gain in dB as a factor."""
    return {"gain": gain_of(change.gain_db)}


def trim(change: Any, desk: TranslationContext) -> Wire:
    """Where a region shall begin and end."""
    if change.end_beats <= change.start_beats:
        raise UserError("A region must end after it begins.")
    return desk.place(change.start_beats, "start_") | desk.place(change.end_beats, "end_")


def tempo(change: SetTempo, desk: TranslationContext, *, at: Callable[[float, Any], int], fastest: float = 999) -> Wire:
    """A tempo, or a glide from one to another; `at` gives the ticks of a beat. From 4 bpm on."""
    for bpm in (change.bpm, change.bpm if change.to_bpm is None else change.to_bpm):
        if not 4 <= bpm <= fastest:
            raise UserError(f"A tempo of {bpm:g} bpm is out of reach for {desk.daw}; 4 to {fastest:g} is possible.")
    wire: Wire = {"bpm": float(change.bpm), "ticks": at(change.at_beats, desk)}
    if change.to_bpm is None:
        return wire
    if change.end_beats is None or change.end_beats <= change.at_beats:
        raise UserError("Say where the tempo has arrived.")
    return wire | {"to_bpm": float(change.to_bpm), "end_ticks": at(change.end_beats, desk)}


def meter(change: SetMeter, desk: TranslationContext) -> Wire:
    """A meter, at the start of a bar."""
    _, into = desk.tempo_map.bar_at(change.at_beats)
    if into > 1e-6:
        raise UserError("A meter can change at the start of a bar only.")
    return {
        "numerator": change.numerator,
        "denominator": change.denominator,
        "ticks": desk.place(change.at_beats)["ticks"],
    }


def monitor(change: SetMonitor, desk: TranslationContext) -> Wire:
    """Monitoring: auto, on or off."""
    if change.monitor not in ("auto", "on", "off"):
        raise UserError("Monitoring is auto, on or off.")
    return {"monitor": change.monitor}


def arm(change: SetArm, desk: TranslationContext) -> Wire:
    """A record button; the rest of the list may count on it."""
    if change.on:
        desk.armed.add(change.track)
    return {"on": change.on}


def automation(change: SetAutomation, desk: TranslationContext, to_raw: Mapping[str, Callable[[float], float]]) -> Wire:
    """The points of a parameter; `to_raw` says what the DAW calls a value of each kind of parameter."""
    kind, _, rest = change.parameter.partition(" ")
    convert = to_raw.get(kind, float)
    wire: Wire = {
        "parameter": kind,
        **_owner(kind, rest, desk),
        "points": [[desk.place(beat)["ticks"], convert(value)] for beat, value in change.points],
        "from_ticks": desk.place(change.start_beats)["ticks"],
    }
    return wire if change.end_beats is None else wire | {"to_ticks": desk.place(change.end_beats)["ticks"]}


def _owner(kind: str, rest: str, desk: TranslationContext) -> Wire:
    """Whose parameter it is: of a send by its bus, of a plugin by its id; a `ref` may hold spaces."""
    if kind == "send":
        return {"to": desk.known(rest)}
    if kind != "plugin":
        return {}
    known = [name for name in (*desk.refs, *desk.made) if rest.startswith(f"{name} ")]
    plugin = max(known, key=len, default=rest.partition(" ")[0])
    return {"plugin": desk.known(plugin), "label": rest[len(plugin) + 1 :]}


def transport(change: Transport, desk: TranslationContext) -> Wire:
    """Play, stop, record, locate, loop, metronome."""
    wire: Wire = {"action": change.action, "on": change.on}
    if change.at_beats is not None:
        wire |= {"sample": desk.place(change.at_beats)["sample"]}
    if change.end_beats is not None:
        wire |= {"end_sample": desk.place(change.end_beats)["sample"]}
    if change.action == "locate" and change.at_beats is None:
        raise UserError("Say where to go to.")
    if change.action == "loop" and change.on and (change.at_beats is None) != (change.end_beats is None):
        raise UserError("A loop needs a start and an end.")
    if change.action == "record" and change.on:
        if not desk.armed and not any(track.arm for track in desk.snapshot.tracks):
            raise UserError("No track is armed, so nothing would be recorded; arm one first.")
        if change.count_in_bars:
            wire["count_in"] = True
    return wire
