"""dsconfig.yaml and vocoder.yaml: every key that matters, with its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.voices.voice_describe import load_yaml
from engine.voices.voice_terms import decoded

CURVES = ("energy", "breathiness", "voicing", "tension")
"""The curves a bank may predict and be driven by, in the order of the `retake` tensor."""


@dataclass(frozen=True)
class MelFormat:
    """What the acoustic model writes and the vocoder reads; all but the base must agree."""

    sample_rate: int = 44100
    hop_size: int = 512
    win_size: int = 2048
    fft_size: int = 2048
    num_mel_bins: int = 128
    mel_fmin: float = 40.0
    mel_fmax: float = 16000.0
    mel_base: str = "10"
    """10 or e: base of the logarithm."""
    mel_scale: str = "slaney"

    @property
    def frame_s(self) -> float:
        """Seconds from one frame to the next."""
        return self.hop_size / self.sample_rate


@dataclass(frozen=True)
class BankConfig:
    """One dsconfig.yaml."""

    path: Path
    mel: MelFormat = MelFormat()
    phonemes: str = "phonemes.txt"
    languages: str = ""
    acoustic: str = ""
    vocoder: str = ""
    dur: str = ""
    linguistic: str = ""
    pitch: str = ""
    variance: str = ""
    speakers: tuple[str, ...] = ()
    hidden_size: int = 256
    use_lang_id: bool = False
    use_key_shift_embed: bool = False
    use_speed_embed: bool = False
    used_curves: tuple[str, ...] = ()
    """Curves that drive the acoustic model (use_energy_embed …)."""
    predicted_curves: tuple[str, ...] = ()
    """Curves that the variance model predicts (predict_energy …)."""
    predict_dur: bool = True
    use_expr: bool = False
    use_note_rest: bool = False
    use_continuous_acceleration: bool = False
    use_variable_depth: bool = False
    max_depth: float = 1.0
    """0–1; how much of the way from noise the acoustic model was trained for."""
    key_shift_semitones: tuple[float, float] = (-12.0, 12.0)
    """Range of the pitch shifts it was trained with: what gender −1 … 1 means."""


@dataclass(frozen=True)
class VocoderConfig:
    """One vocoder.yaml."""

    path: Path
    mel: MelFormat = MelFormat()
    name: str = "vocoder"
    model: str = "model.onnx"
    pitch_controllable: bool = False
    force_on_cpu: bool = False


def read_config(path: Path) -> BankConfig:
    """Read a dsconfig.yaml; UserError that names the file and the key when something is wrong."""
    found = _Reader(path)
    is_continuous = found.flag("use_continuous_acceleration", False)
    has_depth = found.flag("use_variable_depth", found.flag("use_shallow_diffusion", False))
    depth = found.number("max_depth", 1.0 if is_continuous else 1000.0)
    return BankConfig(
        path=path, mel=_mel(found), phonemes=found.text("phonemes", "phonemes.txt"),
        languages=found.text("languages", ""), acoustic=found.text("acoustic", ""), vocoder=found.text("vocoder", ""),
        dur=found.text("dur", ""), linguistic=found.text("linguistic", ""), pitch=found.text("pitch", ""),
        variance=found.text("variance", ""), speakers=found.texts("speakers"),
        hidden_size=found.whole("hidden_size", 256), use_lang_id=found.flag("use_lang_id", False),
        use_key_shift_embed=found.flag("use_key_shift_embed", False),
        use_speed_embed=found.flag("use_speed_embed", False),
        used_curves=tuple(name for name in CURVES if found.flag(f"use_{name}_embed", False)),
        predicted_curves=tuple(name for name in CURVES if found.flag(f"predict_{name}", name in CURVES[:2])),
        predict_dur=found.flag("predict_dur", True), use_expr=found.flag("use_expr", False),
        use_note_rest=found.flag("use_note_rest", False), use_continuous_acceleration=is_continuous,
        use_variable_depth=has_depth,
        max_depth=found.depth(depth if is_continuous else depth / 1000) if has_depth else 1.0,
        key_shift_semitones=found.key_shift(),
    )


def read_vocoder_config(path: Path) -> VocoderConfig:
    """Read a vocoder.yaml; UserError as for `read_config`."""
    found = _Reader(path)
    return VocoderConfig(path, _mel(found), found.text("name", "vocoder"), found.text("model", "model.onnx"),
                         found.flag("pitch_controllable", False), found.flag("force_on_cpu", False))


def file_in(root: Path, folder: Path, name: str, what: str) -> Path:
    """A file that a config in `folder` names (`../dsmain/x.onnx`); UserError when missing or outside the bank."""
    path = folder / name.replace("\\", "/")
    if not path.resolve().is_relative_to(root.resolve()):
        raise UserError(f"The voice's {what} '{name}' lies outside its own folder; get the voice again.")
    if name and not path.is_file() and path.parent.is_dir():  # archives of Windows users are careless about case
        path = next((one for one in path.parent.iterdir() if one.name.casefold() == path.name.casefold()), path)
    if not name or not path.is_file():
        raise UserError(f"The voice lacks its {what} {folder.name}/{name or '?'}; get the voice again.")
    return path


def _mel(found: _Reader) -> MelFormat:
    mel = MelFormat(
        found.whole("sample_rate", 44100), found.whole("hop_size", 512), found.whole("win_size", 2048),
        found.whole("fft_size", 2048), found.whole("num_mel_bins", 128), found.number("mel_fmin", 40.0),
        found.number("mel_fmax", 16000.0), found.text("mel_base", "10").lower(),
        found.text("mel_scale", "slaney").lower(),
    )
    if mel.mel_base not in ("10", "e") or mel.mel_scale not in ("slaney", "htk"):
        raise found.wrong(f"mel_base must be 10 or e and mel_scale slaney or htk, not {mel.mel_base}, {mel.mel_scale}")
    if not 8000 <= mel.sample_rate <= 192_000 or not 16 <= mel.hop_size <= 8192:
        raise found.wrong(f"{mel.sample_rate} Hz with a hop of {mel.hop_size} samples is no usable frame")
    return mel


class _Reader:
    """Takes values of the right type out of a YAML file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.where = f"{path.parent.name}/{path.name}"
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UserError(f"The voice lacks {self.where}; get the voice again.") from error
        self._values: Mapping[str, Any] = load_yaml(decoded(raw), self.where)

    def wrong(self, what: str) -> UserError:
        """The error to raise for a value that cannot be used."""
        return UserError(f"{self.where}: {what}; get the voice again, or correct the file.")

    def text(self, key: str, default: str) -> str:
        """A name or path."""
        value = self._values.get(key)
        if value is None:
            return default
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).strip()
        raise self.wrong(f"'{key}' must be a text, not {_shown(value)}")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of names."""
        value = self._values.get(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
            return tuple(str(one) for one in value)
        raise self.wrong(f"'{key}' must be a list of names, not {_shown(value)}")

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._values.get(key)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        raise self.wrong(f"'{key}' must be true or false, not {_shown(value)}")

    def number(self, key: str, default: float) -> float:
        """A number."""
        value = self._values.get(key)
        if value is None:
            return default
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        raise self.wrong(f"'{key}' must be a number, not {_shown(value)}")

    def whole(self, key: str, default: int) -> int:
        """A whole number of 1 or more."""
        value = self.number(key, default)
        if value != int(value) or not 1 <= value <= 1 << 20:
            raise self.wrong(f"'{key}' must be a whole number, not {_shown(value)}")
        return int(value)

    def depth(self, value: float) -> float:
        """A depth of 0–1."""
        if not 0 < value <= 1:
            raise self.wrong(f"'max_depth' is {_shown(self._values.get('max_depth'))}, which is not in its range")
        return value

    def key_shift(self) -> tuple[float, float]:
        """The range of semitones under augmentation_args.random_pitch_shifting."""
        inner = self._values.get("augmentation_args")
        inner = inner.get("random_pitch_shifting") if isinstance(inner, dict) else None
        found = inner.get("range") if isinstance(inner, dict) else None
        if found is None:
            return (-12.0, 12.0)
        is_pair = isinstance(found, list) and len(found) == 2 and all(isinstance(one, int | float) for one in found)
        if not is_pair or found[0] > 0 or found[1] < 0:
            raise self.wrong("'random_pitch_shifting.range' must be two numbers around 0")
        return float(found[0]), float(found[1])


def _shown(value: Any) -> str:
    text = str(value)
    return f"'{text[:40]}'" if not isinstance(value, list | dict) else f"a {type(value).__name__}"
