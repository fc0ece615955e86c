"""Where Tonmeister keeps its files, and the user's settings."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from engine.errors import UserError
from engine.strict_json import read_json


def data_folder() -> Path:
    """The user's data folder (`TONMEISTER_HOME` overrides it)."""
    override = os.environ.get("TONMEISTER_HOME")
    return Path(override) if override else Path(platformdirs.user_data_dir("Tonmeister", False))


def is_offline() -> bool:
    """True when model hubs and LLM endpoints must not be contacted."""
    return os.environ.get("TONMEISTER_OFFLINE", "") not in ("", "0")


@dataclass(frozen=True)
class Settings:
    """What the user can set; stored as settings.json in the data folder."""

    prefer: str = "best"
    """Which model to pick among the ready ones: fast, best or commercial-safe."""
    sample_rate_hz: int = 48000
    """Rate of new audio when no DAW project says otherwise."""
    daw: str = ""
    """The DAW to use when several are connected; empty = whichever answers."""
    folder_daw: str = ""
    """The watched folder of the `folder` DAW; empty = `Tonmeister Clips` in the data folder."""
    live_library: str = ""
    """The User Library of a Live that keeps it where it is not found; empty = it is looked for."""
    bitwig_folder: str = ""
    """The same for Bitwig: the folder in which its `Controller Scripts` lies."""
    reaper_folder: str = ""
    """The folder of a portable REAPER, besides the usual one."""
    clock: str = "daw"
    """What tells where bars begin while the DAW does not: link = Ableton Link, midi = MIDI clock, daw = nothing."""
    midi_clock_port: str = ""
    """Part of the name of the MIDI input with the clock; empty = a port of our own."""
    planner: str = "auto"
    """Who plans: offline; auto = offline, and where that is not sure a language model, when an endpoint is set up; llm
    = the language model each time; hosted = as auto, with a model on this computer's graphics card."""
    llm_host: str = "Qwen/Qwen3-4B-Instruct-2507"
    """Repository of the language model to host."""
    llm_base_url: str = ""
    """Address of an OpenAI-compatible server, e.g. http://127.0.0.1:11434/v1; empty = OPENAI_BASE_URL."""
    llm_model: str = ""
    """Name of the language model; empty = OPENAI_MODEL, else the only one of the server."""
    llm_short_list: str = "auto"
    """Offer it only a few tools that fit the request: yes, no, or auto = by the size in its name."""
    llm_context_tokens: int = 0
    """How much it can read at once; 0 = found out."""
    llm_patience_s: float = 60.0
    """How long a plan of a language model is waited for before the offline planner plans."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value, wanted = getattr(self, field.name), _TYPES[str(field.type)]
            if isinstance(value, bool) or not isinstance(value, wanted):
                raise UserError(f"The setting {field.name} must be {_CALLED[str(field.type)]}, not {value!r:.60}.")
            if isinstance(value, str) and any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in value):
                raise UserError(f"The setting {field.name} has a control character in it; write it again.")
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise UserError(f"The setting {name} cannot be {getattr(self, name)!r}; it is {', '.join(choices)}.")
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise UserError(f"The setting {name} must be a number from {low:g} to {high:g}, not {value!r}.")
        if self.llm_base_url and not self.llm_base_url.startswith(("http://", "https://")):
            raise UserError(
                f"The setting llm_base_url must begin with http:// or https://; {self.llm_base_url!r} does not."
            )


_TYPES: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float)}
_CALLED = {"str": "a text", "int": "a whole number", "float": "a number"}
_CHOICES = {
    "prefer": ("fast", "best", "commercial-safe"),
    "clock": ("daw", "link", "midi"),
    "planner": ("auto", "offline", "llm", "hosted"),
    "llm_short_list": ("auto", "yes", "no"),
}
_RANGES = {"sample_rate_hz": (4000, 384_000), "llm_context_tokens": (0, 10_000_000), "llm_patience_s": (1, 3600)}


def changed_settings(settings: Settings, values: Mapping[str, object]) -> Settings:
    """The settings with some of them changed; UserError for one that there is not, or a value that it cannot have."""
    names = [field.name for field in fields(Settings)]
    if unknown := [name for name in values if name not in names]:
        raise UserError(f"There is no setting {unknown[0][:60] or 'without a name'}; there are {', '.join(names)}.")
    return replace(settings, **values)  # type: ignore[arg-type]


def save_settings(settings: Settings) -> None:
    """Write settings.json, whole or not at all; what is as it comes is left out, entries we do not know stay."""
    path = data_folder() / "settings.json"
    known = {field.name for field in fields(Settings)}
    stored = _stored(path)
    kept = {name: value for name, value in stored.items() if name not in known}
    plain = asdict(Settings())
    kept |= {name: value for name, value in asdict(settings).items() if value != plain[name]}
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(kept, indent=2, ensure_ascii=False), "utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(f"{path} cannot be written ({error.strerror}); check the disk and who owns it.") from error


def load_settings() -> Settings:
    """Read settings.json; unknown entries are ignored, a broken file is an error."""
    path = data_folder() / "settings.json"
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in _stored(path).items() if name in known})


def _stored(path: Path) -> dict[str, Any]:
    """What a file of settings holds; UserError where it is none."""
    if not path.exists():
        return {}
    try:
        stored = read_json(path)
        why = "" if isinstance(stored, dict) else "it holds no settings"
    except (ValueError, RecursionError) as error:
        why = str(error)
    except OSError as error:
        why = error.strerror or "it is no file"
    if why:
        raise UserError(f"The settings in {path} cannot be read ({why}); correct or delete the file.")
    return dict(stored)
