"""Plugins of a DAWproject: any plugin as it is, and our effects as the format's own devices where it has them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bridge.dawproject.document import Document
from bridge.dawproject.xml import Element, add, child_of, elements, is_true, number, put, remove
from engine.daw.daw import Plugin
from engine.errors import DawError

_OURS = "tonmeister:"
_SETTINGS = ("RealParameter", "BoolParameter", "IntegerParameter", "EnumParameter")


@dataclass(frozen=True)
class Knob:
    """One of our arguments as a parameter of a built-in device."""

    tag: str
    unit: str
    scale: float = 1.0
    """What the argument is multiplied with."""


_DYNAMICS = {
    "threshold_db": Knob("Threshold", "decibel"),
    "ratio": Knob("Ratio", "linear"),
    "attack_ms": Knob("Attack", "seconds", 1e-3),
    "release_ms": Knob("Release", "seconds", 1e-3),
    "gain_db": Knob("OutputGain", "decibel"),
}
_GATE = {name: _DYNAMICS[name] for name in ("threshold_db", "ratio", "attack_ms", "release_ms")}
_LIMITER = {name: _DYNAMICS[name] for name in ("threshold_db", "attack_ms", "release_ms", "gain_db")}
_BAND = {"freq_hz": Knob("Freq", "hertz"), "gain_db": Knob("Gain", "decibel"), "q": Knob("Q", "linear")}
_DEVICES: Mapping[str, tuple[str, str, Mapping[str, Knob]]] = {
    "compressor": ("Compressor", "Compressor", _DYNAMICS),
    "gate": ("NoiseGate", "Noise Gate", _GATE),
    "limiter": ("Limiter", "Limiter", _LIMITER),
}
_BANDS = {"eq": ("bell", "Equalizer"), "highpass": ("highPass", "High-pass Filter"),
          "lowpass": ("lowPass", "Low-pass Filter"), "bandpass": ("bandPass", "Band-pass Filter")}  # fmt: skip
_NAMES = {"deesser": "De-esser", "bitcrush": "Bit Crusher", "widen": "Stereo Widener", "autotune": "Pitch Correction"}
_ALIASES = {"cutoff_hz": "freq_hz"}
_DEFAULTS = {"eq": {"freq_hz": 1000.0}, "highpass": {"freq_hz": 80.0}, "lowpass": {"freq_hz": 8000.0},
             "bandpass": {"freq_hz": 1000.0}, "compressor": {"threshold_db": -18.0, "ratio": 4.0},
             "limiter": {"threshold_db": -1.0}, "gate": {"threshold_db": -40.0, "ratio": 10.0}}  # fmt: skip


_BEGINS: Mapping[str, Mapping[str, float]] = {
    "reverb": {"wet": 0.25, "size": 0.5, "delay_s": 0.0},
    "delay": {"wet": 0.3, "feedback": 0.35, "delay_s": 0.4},
    "chorus": {"wet": 0.5, "rate_hz": 1.0, "depth": 0.25},
}
"""What effects of ours stand at that the file does not tell of until they are turned."""


def plugin_of(device: Element, track: Element) -> Plugin:
    """A device as a plugin."""
    name = device.get("deviceName") or device.get("name") or str(device.tag)
    return Plugin(str(device.get("id")), name, is_true(device.find("Enabled"), "value", True), _parameters(device))


def effect_of(device: Element) -> str:
    """Which of our effects a device is; empty when it is none."""
    own = device.get("deviceID", "")
    return own.removeprefix(_OURS) if own.startswith(_OURS) else ""


def add_device(
    channel: Element, document: Document, effect: str, parameters: Mapping[str, float], *, name: str = ""
) -> Element:
    """Put one of our effects at the end of a chain."""
    devices = child_of(channel, "Devices")
    label = name or _NAMES.get(effect, effect.replace("_", " ").title())
    values = {**_DEFAULTS.get(effect, {}), **{_ALIASES.get(key, key): value for key, value in parameters.items()}}
    if effect in _BANDS:
        kind, label = _BANDS[effect]
        device = _made(devices, document, "Equalizer", effect, label)
        band = add(device, "Band", type=kind)
        known: Mapping[str, Knob] = _BAND
        _turn(band, document, known, values)
    elif effect in _DEVICES:
        tag, label, known = _DEVICES[effect]
        device = _made(devices, document, tag, effect, label)
        _turn(device, document, known, values)
    else:
        device, known = _made(devices, document, "BuiltinDevice", effect, label), {}
    _set_named(device, document, {key: value for key, value in values.items() if key not in known})
    return device


def add_instrument(channel: Element, document: Document) -> None:
    """An instrument that can be heard, for tracks of notes."""
    devices = child_of(channel, "Devices")
    put(add(devices, "BuiltinDevice"), deviceName="Polysynth", deviceRole="instrument", id=document.new_id("device"))


def set_device(device: Element, document: Document, parameters: Mapping[str, float], on: bool | None) -> None:
    """Turn knobs of a device by the names a Snapshot shows, or switch it. DawError for a knob it lacks."""
    shown = dict(_parameters(device))
    known = _knobs(device)
    for name, value in parameters.items():
        own = _ALIASES.get(name, name) if name not in shown else name
        if own in known:
            holder, knob = known[own]
            _turn(holder, document, {own: knob}, {own: value})
        elif own in shown or effect_of(device):
            _set_named(device, document, {own: value})
        else:
            has = ", ".join(shown) or "none that the file shows"
            raise DawError(f"{device.get('deviceName')} has no parameter '{name}'; it has: {has}.")
    if on is not None:
        enabled = child_of(device, "Enabled")
        put(enabled, value=on)
        document.id_of(enabled, "enabled")


def device_on(channel: Element, plugin: str) -> Element:
    """A device by id; DawError when it is gone."""
    found = next((one for one in elements(channel.find("Devices")) if one.get("id") == plugin), None)
    if found is None:
        raise DawError("The plugin is no longer on the track.")
    return found


def knob_of(device: Element, document: Document, name: str) -> Element:
    """The parameter element of a name that a Snapshot shows; DawError when it has none."""
    known = _knobs(device)
    own = _ALIASES.get(name, name)
    if own in known:
        holder, knob = known[own]
        found = child_of(holder, knob.tag, unit=knob.unit, value=0.0)
    else:
        begins = _BEGINS.get(effect_of(device), {})
        if own in begins:
            _set_named(device, document, {own: dict(_parameters(device))[own]})
        rows = (one for one in elements(device.find("Parameters")) if one.tag in _SETTINGS)
        found = next((one for one in rows if one.get("name") in (name, own)), None)
    if found is None:
        raise DawError(f"{device.get('deviceName')} has no parameter '{name}' that can be automated.")
    document.id_of(found, "parameter")
    return found


def name_of_knob(device: Element, parameter: Element) -> tuple[str, float]:
    """The name that a Snapshot shows for a parameter element, and what its value is divided by."""
    for name, (holder, knob) in _knobs(device).items():
        if holder.find(knob.tag) is parameter:
            return name, knob.scale
    return parameter.get("name") or str(parameter.tag), 1.0


def scale_of(device: Element, name: str) -> float:
    """What a value by our name is multiplied with in the file."""
    known = _knobs(device)
    own = _ALIASES.get(name, name)
    return known[own][1].scale if own in known else 1.0


def remove_device(device: Element) -> None:
    """Take a device off."""
    remove(device)


def _made(devices: Element, document: Document, tag: str, effect: str, label: str) -> Element:
    device = add(devices, tag)
    put(device, deviceID=_OURS + effect, deviceName=label, deviceRole="audioFX", deviceVendor="Tonmeister")
    put(device, id=document.new_id("device"))
    document.id_of(put(add(device, "Enabled"), value=True), "enabled")
    return device


def _turn(holder: Element, document: Document, known: Mapping[str, Knob], values: Mapping[str, float]) -> None:
    for name, knob in known.items():
        if name in values:
            element = child_of(holder, knob.tag, unit=knob.unit)
            if not element.get("unit"):
                put(element, unit=knob.unit)
            put(element, value=float(values[name]) * knob.scale)
            document.id_of(element, "parameter")


def _set_named(device: Element, document: Document, values: Mapping[str, float]) -> None:
    if not values:
        return
    rows = child_of(device, "Parameters")
    for name, value in values.items():
        found = next((one for one in elements(rows) if one.get("name") == name), None)
        if found is None:
            found = put(add(rows, "RealParameter"), name=name, unit="linear")
        whole: Callable[[float], float | int | bool] = float
        if found.tag == "BoolParameter":
            whole = lambda v: bool(v >= 0.5)  # noqa: E731
        elif found.tag in ("IntegerParameter", "EnumParameter"):
            whole = round
        put(found, value=whole(value))
        document.id_of(found, "parameter")


def _knobs(device: Element) -> dict[str, tuple[Element, Knob]]:
    """Our name → the element that holds the knob, and the knob."""
    if device.tag == "Equalizer":
        found: dict[str, tuple[Element, Knob]] = {}
        for index, band in enumerate(device.iterfind("Band")):
            prefix = f"band{index + 1}_" if index else ""
            found |= {prefix + name: (band, knob) for name, knob in _BAND.items()}
        return found
    known = next((row[2] for row in _DEVICES.values() if row[0] == device.tag), {})
    return {name: (device, knob) for name, knob in known.items()}


def _parameters(device: Element) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for name, (holder, knob) in _knobs(device).items():
        element = holder.find(knob.tag)
        if element is not None and element.get("value") is not None:
            found[name] = round(number(element, "value") / knob.scale, 6)
    found |= _BEGINS.get(effect_of(device), {})
    for element in elements(device.find("Parameters")):
        if element.tag in _SETTINGS and element.get("name") and element.get("value") is not None:
            text = element.get("value", "")
            value = float(text == "true") if text in ("true", "false") else number(element, "value")
            if math.isfinite(value) and str(element.get("name")) not in _knobs(device):
                found[str(element.get("name"))] = value
    return tuple(found.items())
