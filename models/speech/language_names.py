"""A language as people name it, found in the table of what a model knows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from engine.errors import UserError

_SAME = {
    "mandarin": "chinese", "mandarin chinese": "chinese", "farsi": "persian", "burmese": "myanmar",
    "castilian": "spanish", "flemish": "dutch", "brazilian": "portuguese", "bokmal": "norwegian",
    "norwegian bokmal": "norwegian", "filipino": "tagalog", "haitian": "haitian creole", "sinhalese": "sinhala",
    "valencian": "catalan", "modern greek": "greek", "deutsch": "german", "kiswahili": "swahili",
}

_LISTED = 12


def language_code(name: str, codes: Mapping[str, str]) -> str:
    """The code of a language by its English name, with an accent or without, or by the code itself.

    UserError with the nearest names, or as many as can be read, when it is not among them.
    """
    wanted = " ".join(name.lower().replace("_", "-").split())
    for candidate in (wanted, _SAME.get(wanted, ""), wanted.split("-")[0], wanted.rpartition(" ")[2]):
        if candidate in codes:
            return codes[candidate]
        if candidate and candidate in codes.values():
            return candidate
    near = difflib.get_close_matches(wanted, codes, 2)
    more = f" and {len(codes) - _LISTED} more" if len(codes) > _LISTED else ""
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(sorted(codes)[:_LISTED])}{more}."
    raise UserError(f"No language '{name}' is known here; {hint}")
