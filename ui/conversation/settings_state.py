"""Settings state: the engine's settings, what a change would do, and what came of trying something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ui.wording import sentence

PLANNERS = (("Built in, and a language model for the rest", "auto"), ("Only the built-in planner", "offline"),
            ("Always the language model", "llm"), ("A model hosted on this graphics card", "hosted"))
PREFERENCES = (("Fast", "fast"), ("Best", "best"), ("Commercial-safe", "commercial-safe"))
CLOCKS = (("The DAW's own clock", "daw"), ("Ableton Link", "link"), ("MIDI clock", "midi"))
CLOCKS_SAID = {
    "daw": "Ardour, REAPER, Live and Bitwig tell it; beside another DAW a sound begins at once.",
    "link": "Turn Link and its Start Stop Sync on in the DAW. Others in the local network see Tonmeister as a silent "
            "member.",
    "midi": "Let the DAW send MIDI clock to the port Tonmeister clock, or to the one named here.",
}
LOOKS = (("As the system", "system"), ("Dark", "dark"), ("Light", "light"), ("High contrast", "contrast"))
LONGEST_KEY = 4000
TEXT_SCALES = (1.0, 1.1, 1.25, 1.5, 2.0)


@dataclass(frozen=True)
class DawLine:
    """A DAW that is known here."""

    id: str
    name: str
    said: str
    is_open: bool
    has_script: bool
    asks_folder: bool = False
    """Its own folder is not found by itself, or one was chosen."""
    folder: str = ""
    """The one that was chosen."""


@dataclass(frozen=True)
class ModelServer:
    """A language model server that answers on this computer."""

    name: str
    base_url: str
    models: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """What came of trying something: of what, and a sentence each."""

    what: str
    """llm, or `daw ` with its id."""
    ok: bool
    said: tuple[str, ...]


@dataclass(frozen=True)
class SettingsState:
    """The page."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """As they are saved."""
    edited: Mapping[str, Any] = field(default_factory=dict)
    """What was changed on the page and is not saved yet."""
    key: str | None = field(default=None, repr=False)
    """A key of the language model's server that is not saved yet; "" = the one that is kept is to be forgotten."""
    waiting: tuple[str, ...] = ()
    """Settings that count from the next start of the engine."""
    llm: Mapping[str, Any] = field(default_factory=dict)
    clock: Mapping[str, Any] = field(default_factory=dict)
    daws: tuple[DawLine, ...] = ()
    servers: tuple[ModelServer, ...] = ()
    """Of language models, on this computer."""
    folder: str = ""
    is_offline: bool = False
    trying: str = ""
    """What is being tried now."""
    tried: Tried | None = None
    why_not: str = ""

    def value(self, name: str) -> Any:
        """A setting as it stands on the page."""
        return self.edited.get(name, self.values.get(name, ""))

    @property
    def can_save(self) -> bool:
        """True while something on the page is not saved yet."""
        return bool(self.edited) or self.key is not None

    @property
    def is_key_fixed(self) -> bool:
        """True where the environment has a key, which goes before one of the page."""
        return self.llm.get("key_from") == "environment"

    @property
    def key_is_kept(self) -> bool:
        """True where there is a key to forget."""
        return self.llm.get("key_from") in ("keyring", "file")

    @property
    def key_said(self) -> str:
        """Whether there is a key, and where it is kept."""
        ending, place, file = (str(self.llm.get(name) or "") for name in ("key_ending", "key_place", "key_file"))
        if self.is_key_fixed:
            return f"The key in OPENAI_API_KEY is used ({ending}); it goes before one that is written here."
        if self.llm.get("key_from") == "keyring":
            return f"The key of {place} ({ending}) is kept in the keyring of your system; no other server gets it."
        if self.llm.get("key_from") == "file":
            return f"The key of {place} ({ending}) is kept in {file}, which only you can read; no other server gets it."
        return ("No key is kept; a server on this computer needs none. One that you write here is kept in the keyring "
                "of your system, or where there is none in a file that only you can read.")

    @property
    def sent_said(self) -> str:
        """What goes where with a request."""
        place, sent = str(self.llm.get("place") or ""), str(self.llm.get("sent") or "")
        if not place:
            return "Nothing leaves this computer: the built-in planner reads your requests."
        if self.is_offline and not self.llm.get("is_local"):
            return "Tonmeister was started offline: nothing leaves this computer."
        return f"{sent} {place} is this computer." if self.llm.get("is_local") else sent

    @property
    def found(self) -> tuple[ModelServer, ...]:
        """Servers on this computer that are not the one which is set."""
        place = str(self.llm.get("place") or "") if self.llm.get("is_local") else ""
        return tuple(one for one in self.servers if _port_of(one.base_url) != _port_of(f"//{place}"))

    @property
    def lacks_model(self) -> bool:
        """True where a language model would plan, and none is set up."""
        return self.values.get("planner") == "auto" and self.llm.get("place") == ""

    @property
    def llm_waits(self) -> bool:
        """True where something about the language model counts from the next start of the engine."""
        return any(name == "planner" or name.startswith("llm_") for name in self.waiting)

    @property
    def clock_fails(self) -> bool:
        """True where the clock that is chosen cannot be heard."""
        return bool(self.clock.get("why_not")) and self.clock.get("kind") == self.value("clock")

    @property
    def clock_said(self) -> str:
        """What the DAW has to do so that it is heard, or why it is not."""
        if self.clock_fails:
            return str(self.clock["why_not"])
        return CLOCKS_SAID.get(str(self.value("clock") or "daw"), "")

    @property
    def waiting_said(self) -> str:
        """What counts from the next start on."""
        return "What you have changed counts from the next start of the engine." if self.waiting else ""


def daw_lines(rows: Sequence[Mapping[str, Any]]) -> tuple[DawLine, ...]:
    """The rows of `GET /daws`, what is open first."""
    return tuple(sorted(map(daw_line, rows), key=lambda line: not line.is_open))


def daw_line(row: Mapping[str, Any]) -> DawLine:
    """A row of `GET /daws`."""
    projects = [str(one) for one in row.get("projects") or ()]
    why_not = str(row.get("why_not") or "")
    said = f"Open: {', '.join(projects[:3])}" if projects else sentence(why_not) or "No project is open."
    return DawLine(str(row.get("id")), str(row.get("name")), said, bool(projects), bool(row.get("has_script")),
                   bool(row.get("asks_folder")), str(row.get("folder") or ""))


def servers_from(values: Any) -> tuple[ModelServer, ...]:
    """From the answer of `GET /settings/local`; without those that have no model."""
    rows = values.get("servers") if isinstance(values, Mapping) else None
    told = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    servers = (ModelServer(str(row.get("name")), str(row.get("base_url")), tuple(map(str, row.get("models") or ())))
               for row in told)
    return tuple(one for one in servers if one.models)


def _port_of(address: str) -> int | None:
    try:
        return urlsplit(address).port
    except ValueError:
        return None


def tried_from(what: str, values: Any) -> Tried:
    """From the answer to a probe, a test or an installation."""
    if not isinstance(values, Mapping):
        return Tried(what, False, ("The engine's answer is not understood.",))
    if "checks" in values:
        checks = [one for one in values["checks"] if isinstance(one, Mapping)]
        said = tuple(f"{one.get('what')}: {one.get('detail') or ('works' if one.get('ok') else 'does not work')}"
                     for one in checks)
        return Tried(what, bool(values.get("works")), said or ("There was nothing to test.",))
    said_of = values.get("said", "")
    sentences = tuple(map(str, said_of)) if isinstance(said_of, list) else (str(said_of),)
    return Tried(what, bool(values.get("ok", True)), sentences)
