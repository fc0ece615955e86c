"""What comes with Live: a few of its devices with some of their knobs, and what every track has."""

from __future__ import annotations

from collections.abc import Callable

from bridge.hosts.fake_live.model import Mixer, SetDevice, SetParameter, SetSlot

Number = Callable[[], int]
Knob = tuple[str, str, float]
"""Name, how it is shown, value."""

DEVICES: dict[str, tuple[str, int, tuple[Knob, ...]]] = {
    "Compressor": (
        "Compressor2",
        2,
        (
            ("Threshold", "decibels", 0.9),
            ("Ratio", "ratio", 0.75),
            ("Attack", "milliseconds", 0.4),
            ("Release", "milliseconds", 0.7),
            ("Output Gain", "decibels", 0.921),
            ("Dry/Wet", "percent", 1.0),
        ),
    ),
    "EQ Eight": (
        "Eq8",
        2,
        (
            ("1 Filter On A", "switch", 1.0),
            ("1 Filter Type A", "choice", 3.0),
            ("1 Frequency A", "hertz", 0.4),
            ("1 Gain A", "decibels", 0.921),
            ("1 Resonance A", "resonance", 0.38),
        ),
    ),
    "Auto Filter": ("AutoFilter", 2, (("Frequency", "hertz", 0.8), ("Resonance", "percent", 0.2))),
    "Reverb": ("Reverb", 2, (("Decay Time", "milliseconds", 0.98), ("Dry/Wet", "percent", 0.55))),
    "Delay": (
        "Delay",
        2,
        (
            ("L Sync", "switch", 1.0),
            ("L Time", "milliseconds", 0.8),
            ("Feedback", "percent", 0.5),
            ("Dry/Wet", "percent", 0.5),
        ),
    ),
    "Limiter": ("Limiter", 2, (("Ceiling", "decibels", 0.9), ("Gain", "decibels", 0.921))),
    "Gate": (
        "Gate",
        2,
        (("Threshold", "decibels", 0.5), ("Attack", "milliseconds", 0.3), ("Release", "milliseconds", 0.6)),
    ),
    "Drift": ("Drift", 1, (("Volume", "decibels", 0.9),)),
}
"""Name → class, kind (1 = instrument, 2 = effect), knobs."""


def new_device(number: Number, name: str) -> SetDevice:
    """A device as it comes from the browser."""
    class_name, kind, knobs = DEVICES[name]
    switch = SetParameter(number(), "Device On", 1.0, curve="switch", is_quantized=True)
    rest = [_knob(number(), knob, curve, value) for knob, curve, value in knobs]
    return SetDevice(number(), name, class_name, [switch, *rest], kind)


def _knob(number: int, name: str, curve: str, value: float) -> SetParameter:
    is_quantized = curve in ("switch", "choice")
    return SetParameter(number, name, value, 0.0, 7.0 if curve == "choice" else 1.0, curve, is_quantized)


def new_mixer(number: Number, sends: int) -> Mixer:
    """What every track has."""
    return Mixer(
        number(),
        SetParameter(number(), "Track Volume", 0.85, curve="fader"),
        SetParameter(number(), "Track Panning", 0.0, -1.0, 1.0, "pan"),
        SetParameter(number(), "Song Tempo", 120.0, 20.0, 999.0),
        [new_send(number, index) for index in range(sends)],
    )


def new_send(number: Number, index: int) -> SetParameter:
    """A send that is closed."""
    return SetParameter(number(), f"Send {chr(65 + index)}", 0.0, curve="fader")


def new_clip_slot(number: Number) -> SetSlot:
    """An empty slot."""
    return SetSlot(number())
