"""A language as people name it, found in the table of what a model knows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from engine.errors import UserError
from models.speech.whisper_languages import WHISPER_LANGUAGES

_SAME = {
    "mandarin": "chinese", "mandarin chinese": "chinese", "farsi": "persian", "burmese": "myanmar",
    "castilian": "spanish", "flemish": "dutch", "brazilian": "portuguese", "bokmal": "norwegian",
    "norwegian bokmal": "norwegian", "filipino": "tagalog", "haitian": "haitian creole", "sinhalese": "sinhala",
    "valencian": "catalan", "modern greek": "greek", "deutsch": "german", "kiswahili": "swahili",
}

_BY_CODE = {code: name for name, code in WHISPER_LANGUAGES.items()}
"""Names by ISO 639-1 code, for models with codes of their own."""
_LISTED = 12


def language_code(name: str, codes: Mapping[str, str]) -> str:
    """The code of a language by its English name, with an accent or without, by the code itself, or by ISO 639-1's.

    UserError with the nearest names, or as many as can be read, when it is not among them.
    """
    wanted = " ".join(name.lower().replace("_", "-").split())
    short = wanted.split("-")[0]
    for candidate in (wanted, _SAME.get(wanted, ""), short, wanted.rpartition(" ")[2], _BY_CODE.get(short, "")):
        if candidate in codes:
            return codes[candidate]
        if candidate and candidate in codes.values():
            return candidate
    near = [one.title() for one in difflib.get_close_matches(wanted, codes, 2)]
    listed = ", ".join(sorted(codes)[:_LISTED]).title()
    more = f" and {len(codes) - _LISTED} more" if len(codes) > _LISTED else ""
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {listed}{more}."
    raise UserError(f"No language '{name}' is known here; {hint}")
