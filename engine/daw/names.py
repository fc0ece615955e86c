"""Names that any session can hold: one control character in a name makes a saved session that cannot be opened."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

from engine.daw.change import Change

LONGEST = 200
"""Letters; what is longer is nobody's name and breaks lists and files."""
RESERVATION = "Its name was written without characters that no session can hold."
NAMELESS = "It was given no name that can be seen, so it is called 'Untitled'."
SHORTENED = f"Its name was shortened to {LONGEST} letters."


def written(name: str) -> str:
    """A name without control characters, lone surrogates and non-characters; "" when nothing else can be seen in it."""
    kept = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in name if _is_written(letter))
    is_seen = any(unicodedata.category(letter) not in ("Cf", "Mn", "Zs") for letter in kept)
    return " ".join(kept.split()) if is_seen else ""


def visible(value: Any) -> Any:
    """An argument as it can be shown: its texts without what a screen or a terminal would obey; lines stay lines."""
    if isinstance(value, list | tuple):
        return [visible(one) for one in value]
    if not isinstance(value, str):
        return value
    return "".join(
        letter for letter in value if letter in "\n\t" or (unicodedata.category(letter) != "Cc" and _is_written(letter))
    )


def clean_name(name: str) -> str:
    """A name without control characters, lone surrogates and non-characters, and not longer than 200 letters."""
    return written(name)[:LONGEST].strip() or "Untitled"


def with_clean_name(change: Change) -> tuple[Change, str]:
    """A change with a name that any session can hold, and what there is to say of it; "" when it had one."""
    name = getattr(change, "name", None)
    if not isinstance(name, str):
        return change, ""
    clean = clean_name(name)
    if clean == name:
        return change, ""
    whole = written(name)
    if not whole:
        said = NAMELESS
    elif whole != " ".join(name.split()):
        said = RESERVATION
    else:
        said = SHORTENED if len(whole) > LONGEST else ""
    return replace(change, name=clean), said  # type: ignore[call-arg]


def _is_written(letter: str) -> bool:
    is_noncharacter = ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF
    return unicodedata.category(letter) != "Cs" and not is_noncharacter
