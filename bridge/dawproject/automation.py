"""Automation lanes of a DAWproject, in the units that a musician uses."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from bridge.dawproject.device import device_on, knob_of, name_of_knob, scale_of
from bridge.dawproject.document import Document, channel_of, parameter
from bridge.dawproject.xml import Element, add, elements, number, put, remove
from engine.daw.daw import Lane, SetAutomation
from engine.errors import DawError

Convert = Callable[[float], float]
SILENT_DB = -120.0


@dataclass(frozen=True)
class _Target:
    """A parameter's element, and how its values are told and written."""

    element: Element
    told: Convert
    written: Convert
    unit: str | None
    is_switch: bool = False


def lanes_of(document: Document) -> dict[str, list[Lane]]:
    """Track id → its lanes."""
    names = _names(document)
    found: dict[str, list[Lane]] = {}
    for points, unit in _all_points(document):
        target = points.find("Target")
        known = names.get(target.get("parameter", "")) if target is not None else None
        if known is None:
            continue
        track, name, told_in = known
        told = told_in(points.get("unit"))
        rows = sorted(
            (document.beats(number(one, "time"), unit), round(told(_value(one)), 6))
            for one in elements(points)
            if one.get("value") is not None and one.get("time") is not None
        )
        if rows:
            found.setdefault(track, []).append(Lane(name, tuple(rows)))
    return found


def set_automation(document: Document, change: SetAutomation) -> None:
    """Write points; what lies between the two beats is replaced."""
    target = _target(document, change.track, change.parameter)
    end = math.inf if change.end_beats is None else change.end_beats
    points, unit = _lane(document, change.track, target)
    for one in list(elements(points)):
        if one.tag == "Target":
            continue
        at = document.beats(number(one, "time"), unit)
        if change.start_beats - 1e-6 <= at <= end + 1e-6:
            remove(one)
    for beat, value in change.points:
        _add_point(points, document.in_unit(float(beat), unit), target.written(float(value)), target.is_switch)
    rows = sorted((one for one in elements(points) if one.tag != "Target"), key=lambda one: number(one, "time"))
    for one in rows:  # in order of time
        points.append(one)
    if not rows:
        remove(points)


def to_db(value: float) -> float:
    """A factor as decibels; silence is −120."""
    return max(SILENT_DB, 20 * math.log10(value)) if value > 1e-6 else SILENT_DB


def from_db(gain_db: float) -> float:
    """Decibels as a factor; −120 and less is 0."""
    return 0.0 if gain_db <= SILENT_DB else 10 ** (gain_db / 20)


def pan_told(value: float, unit: str | None) -> float:
    """A panner's place from −1 to 1."""
    told = value * 2 - 1 if unit == "normalized" else value / 100 if unit == "percent" else value
    return max(-1.0, min(1.0, told))


def pan_written(pan: float, unit: str | None) -> float:
    """The same as the file has it."""
    return (pan + 1) / 2 if unit == "normalized" else pan * 100 if unit == "percent" else pan


def gain_told(value: float, unit: str | None) -> float:
    """A level in dB."""
    return max(SILENT_DB, value) if unit == "decibel" else to_db(value)


def gain_written(gain_db: float, unit: str | None) -> float:
    """The same as the file has it."""
    return max(SILENT_DB, gain_db) if unit == "decibel" else from_db(gain_db)


def _names(document: Document) -> dict[str, tuple[str, str, Callable[[str | None], Convert]]]:
    """Id of a parameter → track, our name for it, and how its values are told in a unit."""
    found: dict[str, tuple[str, str, Callable[[str | None], Convert]]] = {}
    for track in document.tracks():
        channel, own = channel_of(track), str(track.get("id"))
        if channel is None:
            continue
        for element in elements(channel):
            if element.tag in ("Volume", "Pan", "Mute") and element.get("id"):
                found[str(element.get("id"))] = (own, str(element.tag).lower(), _telling(element))
        for send in channel.iterfind("Sends/Send"):
            level = send.find("Volume")
            if level is not None and level.get("id"):
                to = document.owner_of(send.get("destination"))
                found[str(level.get("id"))] = (own, f"send {to}", _telling(level))
        for device in elements(channel.find("Devices")):
            for element in device.iter():
                if isinstance(element.tag, str) and element is not device and element.get("id"):
                    name, scale = name_of_knob(device, element)
                    found[str(element.get("id"))] = (own, f"plugin {device.get('id')} {name}", _scaled(scale))
    return found


def _scaled(scale: float) -> Callable[[str | None], Convert]:
    return lambda unit: lambda value: value / scale


def _telling(element: Element) -> Callable[[str | None], Convert]:
    own = element.get("unit")
    if element.tag == "Volume":
        return lambda unit: lambda value: gain_told(value, unit or own)
    if element.tag == "Pan":
        return lambda unit: lambda value: pan_told(value, unit or own)
    return lambda unit: lambda value: value


def _target(document: Document, track: str, name: str) -> _Target:
    channel = document.channel(track)
    if name in ("volume", "pan", "mute"):
        element = parameter(channel, name.capitalize(), document)
        unit = element.get("unit")
        return _of(element, name, unit)
    kind, _, rest = name.partition(" ")
    if kind == "send":
        for send in channel.iterfind("Sends/Send"):
            if document.owner_of(send.get("destination")) == rest:
                level = send.find("Volume")
                if level is not None:
                    document.id_of(level, "volume")
                    return _of(level, "volume", level.get("unit"))
        raise DawError("The track has no such send.")
    if kind == "plugin":
        plugin, _, knob = rest.partition(" ")
        device = device_on(channel, plugin)
        element, scale = knob_of(device, document, knob), scale_of(device, knob)
        return _Target(element, lambda value: value / scale, lambda value: value * scale, element.get("unit"),
                       element.tag == "BoolParameter")  # fmt: skip
    raise DawError(f"A track has no parameter '{name}' that can be automated.")


def _of(element: Element, name: str, unit: str | None) -> _Target:
    if name == "volume":
        return _Target(element, lambda v: gain_told(v, unit), lambda v: gain_written(v, unit), unit)
    if name == "pan":
        return _Target(element, lambda v: pan_told(v, unit), lambda v: pan_written(v, unit), unit)
    return _Target(element, lambda v: v, lambda v: v, None, is_switch=True)


def _all_points(document: Document) -> list[tuple[Element, str]]:
    """All automation of the arrangement, each with the unit of its times."""
    found: list[tuple[Element, str]] = []

    def walk(lane: Element, unit: str) -> None:
        unit = lane.get("timeUnit", unit)
        for child in elements(lane):
            if child.tag == "Lanes":
                walk(child, unit)
            elif child.tag == "Points":
                found.append((child, child.get("timeUnit", unit)))

    for child in elements(document.root.find("Arrangement")):
        if child.tag == "Lanes":
            walk(child, "beats")
    return found


def _lane(document: Document, track: str, target: _Target) -> tuple[Element, str]:
    """The points of a parameter, made when there are none; one in another unit than the parameter is converted."""
    wanted = str(target.element.get("id"))
    for points, unit in _all_points(document):
        at = points.find("Target")
        if at is not None and at.get("parameter") == wanted:
            if points.get("unit") and points.get("unit") != target.unit:
                told = _telling(target.element)(points.get("unit"))
                for one in elements(points):
                    if one.tag == "RealPoint":
                        put(one, value=float(target.written(told(_value(one)))))
                put(points, unit=target.unit)
            return points, unit
    lane, unit = document.lane(track)
    points = add(lane, "Points", unit=target.unit)
    document.id_of(points, "points")
    add(points, "Target", parameter=wanted)
    return points, unit


def _add_point(points: Element, time: float, value: float, is_switch: bool) -> None:
    if is_switch:
        put(add(points, "BoolPoint"), time=time, value=value >= 0.5)
    else:
        put(add(points, "RealPoint"), time=time, value=value, interpolation="linear")


def _value(point: Element) -> float:
    text = point.get("value", "")
    return float(text == "true") if text in ("true", "false") else number(point, "value")
