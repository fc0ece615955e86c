"""The table of effects: what each one takes, from where to where, and how it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import UserError
from engine.media.note import TempoMap
from models.edit.processor import Blend, Board, Processor
from models.edit.shaping import BitCrusher, DeEsser, Ducker, Filter, Tremolo, Widener, pass_sections


@dataclass(frozen=True)
class Setting:
    """One argument of an effect: its default (None = decided by the effect) and its bounds."""

    default: float | None
    low: float
    high: float


@dataclass(frozen=True)
class EffectContext:
    """What an effect is told of the sound it works on."""

    sample_rate_hz: int
    channels: int
    tempo_map: TempoMap
    start_s: float
    """Where the first sample it gets lies in the session."""
    start_beats: float
    """The same in beats."""
    key: str | None = None

    @property
    def top_hz(self) -> float:
        """The highest frequency a filter can be set to at this rate."""
        return 0.49 * self.sample_rate_hz


Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Effect:
    """One row: the arguments with their defaults, and the function that builds it."""

    settings: Mapping[str, Setting]
    build: Callable[[Settings, EffectContext], Processor]
    rings: bool = False
    """True when it sounds on after the clip has ended."""
    takes_key: bool = False

    @property
    def takes(self) -> tuple[str, ...]:
        """Names of its arguments."""
        return (*self.settings, "key") if self.takes_key else tuple(self.settings)


def board(place: EffectContext, make: Callable[[], Any]) -> Board:
    """A pedalboard plugin for every pair of channels."""
    from pedalboard import Pedalboard

    return Board([Pedalboard([make()]) for _ in range((place.channels + 1) // 2)], place.sample_rate_hz)


def _mixed(effect: Processor, wet: float) -> Processor:
    return effect if wet >= 1 else Blend(effect, wet)


def _reverb(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import Chain, Delay, Mix, Reverb

    # pedalboard's dry level counts double; its wet level is set so that at 1 it is as loud as the dry sound
    def rooms(wet: float, dry: float) -> Reverb:
        return Reverb(room_size=s["size"], damping=0.4, wet_level=0.6 * wet, dry_level=0.5 * dry)

    if not s["delay_s"]:
        return board(place, lambda: rooms(s["wet"], 1 - s["wet"]))
    return board(place, lambda: Mix([rooms(0, 1 - s["wet"]), Chain([Delay(s["delay_s"], 0, 1), rooms(s["wet"], 0)])]))


def _delay(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import Delay

    delay_s = s["delay_s"] or 0.75 * 60 / place.tempo_map.bpm_at(place.start_beats)
    return board(place, lambda: Delay(delay_s, s["feedback"], s["wet"]))


def _chorus(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import Chorus

    return board(place, lambda: Chorus(s["rate_hz"], s["depth"], s["delay_s"] * 1e3, s["feedback"], s["wet"]))


def _phaser(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import Phaser

    centre_hz = min(s["freq_hz"], 0.8 * place.top_hz)
    return board(place, lambda: Phaser(s["rate_hz"], s["depth"], centre_hz, s["feedback"], s["wet"]))


def _distortion(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import Distortion, Gain, Pedalboard

    # half the drive is taken off again, so that more drive is more grit rather than more level
    pairs = [Pedalboard([Distortion(s["drive_db"]), Gain(s["gain_db"] - s["drive_db"] / 2)])
             for _ in range((place.channels + 1) // 2)]
    return _mixed(Board(pairs, place.sample_rate_hz), s["wet"])


def _compressor(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import Compressor, Gain, Pedalboard

    pairs = [Pedalboard([Compressor(*_dynamics(s)), Gain(s["gain_db"])]) for _ in range((place.channels + 1) // 2)]
    return _mixed(Board(pairs, place.sample_rate_hz), s["wet"])


def _dynamics(s: Settings) -> tuple[float, float, float, float]:
    return s["threshold_db"], s["ratio"], s["attack_ms"], s["release_ms"]


def _gate(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import NoiseGate

    return board(place, lambda: NoiseGate(*_dynamics(s)))


def _limiter(s: Settings, place: EffectContext) -> Processor:
    from models.edit.limiter import Limiter

    return Limiter(place.sample_rate_hz, ceiling_db=s["threshold_db"], release_ms=s["release_ms"])


def _eq(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import HighShelfFilter, LowShelfFilter, PeakFilter

    if s["cutoff_hz"] is None:
        hz = min(s["freq_hz"], place.top_hz)
        return board(place, lambda: PeakFilter(hz, s["gain_db"], s["q"]))
    shelf = LowShelfFilter if s["cutoff_hz"] < 500 else HighShelfFilter
    return board(place, lambda: shelf(min(s["cutoff_hz"], place.top_hz), s["gain_db"], s["q"]))


def _pass(kind: str) -> Callable[[Settings, EffectContext], Processor]:
    def build(s: Settings, place: EffectContext) -> Processor:
        sections = pass_sections(kind, s["cutoff_hz"], s["q"], place.sample_rate_hz)
        return _mixed(Filter(sections, place.channels), s["wet"])
    return build


def _deesser(s: Settings, place: EffectContext) -> Processor:
    from pedalboard import Compressor

    return DeEsser(s["freq_hz"], board(place, lambda: Compressor(*_dynamics(s))), place.sample_rate_hz)


def _autotune(s: Settings, place: EffectContext) -> Processor:
    from models.edit.autotune import PitchCorrector

    corrector = PitchCorrector(place.sample_rate_hz, key=place.key, strength=s["depth"], retune_ms=s["attack_ms"])
    return _mixed(corrector, s["wet"])


def _widen(s: Settings, place: EffectContext) -> Processor:
    return Widener(s["depth"], place.sample_rate_hz, place.channels)


def _sidechain(s: Settings, place: EffectContext) -> Processor:
    return Ducker(place.tempo_map, place.start_s, place.sample_rate_hz, depth=s["depth"], attack_ms=s["attack_ms"],
                  release_ms=s["release_ms"], rate_hz=s["rate_hz"])


def _wet(share: float) -> Setting:
    return Setting(share, 0, 1)


_ATTACK, _RELEASE = Setting(5, 0.01, 2000), Setting(120, 1, 10000)
EFFECTS: dict[str, Effect] = {
    "reverb": Effect({"wet": _wet(0.25), "size": Setting(0.5, 0, 1), "delay_s": Setting(0, 0, 0.5)}, _reverb,
                     rings=True),
    "delay": Effect({"wet": _wet(0.3), "delay_s": Setting(None, 0.0001, 10), "feedback": Setting(0.35, 0, 0.99)},
                    _delay, rings=True),
    "chorus": Effect({"wet": _wet(0.5), "rate_hz": Setting(1, 0.01, 50), "depth": Setting(0.25, 0, 1),
                      "delay_s": Setting(0.007, 0.001, 0.1), "feedback": Setting(0, 0, 0.99)}, _chorus),
    "phaser": Effect({"wet": _wet(0.5), "rate_hz": Setting(0.5, 0.01, 50), "depth": Setting(0.6, 0, 1),
                      "freq_hz": Setting(1300, 50, 18000), "feedback": Setting(0.3, 0, 0.99)}, _phaser),
    "flanger": Effect({"wet": _wet(0.5), "rate_hz": Setting(0.2, 0.01, 50), "depth": Setting(0.3, 0, 1),
                       "delay_s": Setting(0.002, 0.001, 0.02), "feedback": Setting(0.6, 0, 0.99)}, _chorus),
    "tremolo": Effect({"rate_hz": Setting(5, 0.01, 100), "depth": Setting(0.6, 0, 1)},
                      lambda s, place: Tremolo(s["rate_hz"], s["depth"], place.sample_rate_hz)),
    "distortion": Effect({"wet": _wet(1), "drive_db": Setting(20, 0, 60), "gain_db": Setting(0, -60, 60)}, _distortion),
    "bitcrush": Effect({"wet": _wet(1), "bits": Setting(8, 1, 32), "rate_hz": Setting(None, 100, 96000)},
                       lambda s, place: _mixed(BitCrusher(s["bits"], s["rate_hz"], place.sample_rate_hz), s["wet"])),
    "compressor": Effect({"wet": _wet(1), "threshold_db": Setting(-18, -100, 0), "ratio": Setting(4, 1, 100),
                          "attack_ms": Setting(10, 0.01, 2000), "release_ms": _RELEASE, "gain_db": Setting(0, -60, 60)},
                         _compressor),
    "gate": Effect({"threshold_db": Setting(-45, -100, 0), "ratio": Setting(10, 1, 100),
                    "attack_ms": Setting(1, 0.01, 2000), "release_ms": _RELEASE}, _gate),
    "limiter": Effect({"threshold_db": Setting(-1, -100, 0), "release_ms": _RELEASE}, _limiter),
    "eq": Effect({"freq_hz": Setting(3000, 10, 22000), "cutoff_hz": Setting(None, 10, 22000),
                  "gain_db": Setting(3, -60, 60), "q": Setting(0.7071, 0.05, 50)}, _eq),
    "highpass": Effect({"wet": _wet(1), "cutoff_hz": Setting(80, 10, 22000), "q": Setting(0.7071, 0.05, 50)},
                       _pass("highpass")),
    "lowpass": Effect({"wet": _wet(1), "cutoff_hz": Setting(8000, 10, 22000), "q": Setting(0.7071, 0.05, 50)},
                      _pass("lowpass")),
    "deesser": Effect({"freq_hz": Setting(6000, 1000, 16000), "threshold_db": Setting(-30, -100, 0),
                       "ratio": Setting(4, 1, 100), "attack_ms": Setting(1, 0.01, 2000),
                       "release_ms": Setting(60, 1, 10000)}, _deesser),
    "autotune": Effect({"wet": _wet(1), "depth": Setting(1, 0, 1), "attack_ms": Setting(20, 0.01, 2000)}, _autotune,
                       takes_key=True),
    "widen": Effect({"depth": Setting(1.5, 0, 2)}, _widen),
    "sidechain": Effect({"depth": Setting(0.8, 0, 1), "attack_ms": _ATTACK, "release_ms": Setting(None, 1, 10000),
                         "rate_hz": Setting(None, 0.1, 50)}, _sidechain),
}
_SAME = {"highpass": {"freq_hz": "cutoff_hz"}, "lowpass": {"freq_hz": "cutoff_hz"}, "deesser": {"cutoff_hz": "freq_hz"},
         "sidechain": {"wet": "depth"}, "tremolo": {"wet": "depth"}}
"""Arguments that mean the same on some effects."""
_NOT_SETTINGS = {"clip", "track", "effect", "model", "start_s", "end_s", "start_bar", "end_bar"}


def settings_of(name: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of one call, with defaults; UserError names what the effect takes, and the bounds."""
    effect = EFFECTS[name]
    settings: dict[str, Any] = {key: setting.default for key, setting in effect.settings.items()}
    for given, value in args.items():
        if given in _NOT_SETTINGS or value is None or (given == "key" and effect.takes_key):
            continue
        key = given if given in settings else _SAME.get(name, {}).get(given, given)
        if key not in settings:
            raise UserError(f"The {name} has no {given}; it takes {', '.join(effect.takes)}.")
        setting = effect.settings[key]
        if not setting.low <= value <= setting.high:
            bounds = f"{setting.low:g} to {setting.high:g}"
            raise UserError(f"{given} of the {name} goes from {bounds}; {value:g} is outside.")
        settings[key] = value
    return settings
