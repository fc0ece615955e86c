"""Settings state: the engine's settings, what a change would do, and what came of trying something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PLANNERS = (("A language model where one is set up", "auto"), ("Only the built-in planner", "offline"),
            ("Always the language model", "llm"), ("A model hosted on this graphics card", "hosted"))
PREFERENCES = (("Fast", "fast"), ("Best", "best"), ("Commercial-safe", "commercial-safe"))
LOOKS = (("As the system", "system"), ("Dark", "dark"), ("Light", "light"), ("High contrast", "contrast"))
TEXT_SCALES = (1.0, 1.1, 1.25, 1.5, 2.0)


@dataclass(frozen=True)
class DawLine:
    """A DAW that is known here."""

    id: str
    name: str
    said: str
    is_open: bool
    has_script: bool


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
    waiting: tuple[str, ...] = ()
    """Settings that count from the next start of the engine."""
    llm: Mapping[str, Any] = field(default_factory=dict)
    daws: tuple[DawLine, ...] = ()
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
    def key_said(self) -> str:
        """Whether there is a key, and where it comes from."""
        if self.llm.get("has_key"):
            return "The key in OPENAI_API_KEY is used; it is never stored or shown."
        return "No key is set; a server on this computer needs none, others read it from OPENAI_API_KEY."

    @property
    def sent_said(self) -> str:
        """What goes where with a request."""
        place, sent = str(self.llm.get("place") or ""), str(self.llm.get("sent") or "")
        if not place:
            return "Nothing leaves this computer: the built-in planner reads your requests."
        if self.is_offline and not self.llm.get("is_local"):
            return "TONMEISTER_OFFLINE is set: nothing leaves this computer."
        return f"{sent} {place} is this computer." if self.llm.get("is_local") else sent

    @property
    def waiting_said(self) -> str:
        """What counts from the next start on."""
        return "What you have changed counts from the next start of the engine." if self.waiting else ""


def daw_line(row: Mapping[str, Any]) -> DawLine:
    """A row of `GET /daws`."""
    projects = [str(one) for one in row.get("projects") or ()]
    why_not = str(row.get("why_not") or "")
    said = f"Open: {', '.join(projects[:3])}" if projects else why_not or "No project is open."
    return DawLine(str(row.get("id")), str(row.get("name")), said, bool(projects), bool(row.get("has_script")))


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
