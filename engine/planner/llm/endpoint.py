"""Where a language model answers: address, key, name and patience, and what is said when it does not."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from engine.config import Settings
from engine.planner.llm.key import stored_key

OPENAI = "https://api.openai.com/v1"
KEY_VARIABLE = "OPENAI_API_KEY"
LOCAL_KEY = "local"
"""Local servers want some key, any key."""


class NoPlan(Exception):
    """The model cannot plan this; the text goes on after "The language model at … "."""


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible server and how long it is waited for."""

    base_url: str
    model: str = ""
    """Empty: the only one that the server has."""
    api_key: str = LOCAL_KEY
    connect_s: float = 2.0
    silent_s: float = 60.0
    """The longest silence inside a reply."""
    total_s: float = 120.0
    """For a whole plan, all repairs together."""

    @property
    def place(self) -> str:
        """Host and port, without anything secret that the address may hold."""
        return place_of(self.base_url)

    def masked(self, text: str) -> str:
        """The same without the key, which a server may repeat."""
        return text.replace(self.api_key, "***") if len(self.api_key) > len(LOCAL_KEY) else text

    @property
    def is_local(self) -> bool:
        """True when it is this computer."""
        try:
            host = urlsplit(self.base_url).hostname or ""
            if host == "localhost" or host.endswith(".localhost"):
                return True
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def place_of(base_url: str) -> str:
    """Host and port of an address, without anything secret that it may hold."""
    try:
        parts = urlsplit(base_url)
        return f"{parts.hostname or base_url[:60]}{f':{parts.port}' if parts.port else ''}"
    except ValueError:
        return base_url.rpartition("@")[2][:60]


def endpoint_of(
    settings: Settings, environment: Mapping[str, str] | None = None, typed_key: str = ""
) -> Endpoint | None:
    """The server that the settings name, else the one of OPENAI_BASE_URL, or OpenAI's with a key; None without any.

    OPENAI_API_KEY comes before `typed_key`, and that before the key that is kept for this server.
    """
    env = os.environ if environment is None else environment
    base_url = settings.llm_base_url or env.get("OPENAI_BASE_URL", "").strip()
    own_key = env.get(KEY_VARIABLE, "").strip()
    key = own_key or typed_key or stored_key(place_of(base_url or OPENAI))
    if not base_url and not key:
        return None
    return Endpoint(
        base_url or OPENAI,
        settings.llm_model or env.get("OPENAI_MODEL", "").strip(),
        key or LOCAL_KEY,
        total_s=settings.llm_patience_s,
        silent_s=min(60.0, settings.llm_patience_s),
    )
