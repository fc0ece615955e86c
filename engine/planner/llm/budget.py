"""What asking a language model takes: tokens, time and money."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.planner.regex import regex

BYTES_A_TOKEN = 3.4
"""Of English, JSON and ids alike, on the safe side; tokenisers differ by a fifth."""
LOCAL_TOKENS, REMOTE_TOKENS = 8192, 32768
"""Length of context that is taken for granted until a server says otherwise."""
FOR_THE_REPLY = 1500
ENOUGH_TOKENS = 24_000
"""So much holds all tools, a large session and the reply."""
_LIMIT = regex(
    r"(?:context (?:length|window|size)|n_ctx|max(?:imum)?[ _](?:model[ _]len|seq\w*|tokens?))\D{0,40}?(\d{3,7})",
    re.IGNORECASE,
)
_IS_TOO_LONG = regex(r"context|too (?:long|many tokens|large)|n_ctx|max_model_len|exceed", re.IGNORECASE)
PRICES = "prices.json"


@dataclass(frozen=True)
class Usage:
    """What one plan took. None is unknown, which is never the same as nothing."""

    model: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    ms: float = 0.0
    cost: float | None = None
    currency: str = ""
    requests: int = 0
    repairs: int = 0
    """How often the model had to mend a call."""

    def __str__(self) -> str:
        """What is known of it, for people."""
        ways = ((self.tokens_in, "in"), (self.tokens_out, "out"))
        tokens = " and ".join(f"{count} tokens {way}" for count, way in ways if count is not None)
        cost = "" if self.cost is None else f"{self.cost:.4f} {self.currency}".strip()
        return f"{self.model or 'the model'}: {', '.join(filter(None, (tokens, f'{self.ms / 1000:.1f} s', cost)))}"


def tokens_of(value: Any) -> int:
    """About how many tokens a text or a JSON value takes."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(len(text.encode("utf-8", "replace")) / BYTES_A_TOKEN) + 1


def says_too_long(error: str) -> bool:
    """Does an error speak of a request that is longer than the context?"""
    return _IS_TOO_LONG.search(error) is not None


def limit_in(error: str) -> int | None:
    """The length of context that an error names, in tokens."""
    found = _LIMIT.search(error)
    return int(found[1]) if found else None


def added(one: int | None, other: int | None) -> int | None:
    """The sum, unknown when a part of it is."""
    return None if one is None or other is None else one + other


def price_of(model: str, tokens_in: int | None, tokens_out: int | None, folder: Path) -> tuple[float | None, str]:
    """(cost, currency) by the user's own table `prices.json`; (None, "") when it does not name the model.

    `{"date": "2026-11-20", "currency": "USD", "models": {"NAME": {"in_per_million": 1, "out_per_million": 2}}}`
    """
    try:
        table = json.loads((folder / PRICES).read_text("utf-8"))
        row = table["models"][model]
        rates = float(row["in_per_million"]), float(row["out_per_million"])
        currency = str(table.get("currency", ""))[:8]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None, ""
    is_sane = isinstance(row, Mapping) and all(0 <= rate < 1e6 for rate in rates)
    if not is_sane or tokens_in is None or tokens_out is None:
        return None, ""
    return (tokens_in * rates[0] + tokens_out * rates[1]) / 1e6, currency
