"""The apertium translator, where it is installed: its language pairs, and text through one of them."""

from __future__ import annotations

import functools
import shutil
import subprocess

from engine.errors import ModelError

_TIMEOUT_S = 60
_CODES = {
    "eng": "english", "en": "english", "spa": "spanish", "es": "spanish", "cat": "catalan", "ca": "catalan",
    "fra": "french", "fr": "french", "por": "portuguese", "pt": "portuguese", "ita": "italian", "it": "italian",
    "glg": "galician", "gl": "galician", "epo": "esperanto", "eo": "esperanto", "deu": "german", "de": "german",
    "nld": "dutch", "nl": "dutch", "ron": "romanian", "ro": "romanian", "swe": "swedish", "sv": "swedish",
    "dan": "danish", "da": "danish", "nob": "norwegian", "nno": "nynorsk", "nb": "norwegian", "nn": "nynorsk",
    "cym": "welsh", "cy": "welsh", "eus": "basque", "eu": "basque", "hin": "hindi", "urd": "urdu", "afr": "afrikaans",
    "hbs": "serbian", "hbs_HR": "croatian", "mkd": "macedonian", "bul": "bulgarian", "rus": "russian",
    "ukr": "ukrainian", "pol": "polish", "ces": "czech", "isl": "icelandic", "is": "icelandic", "oci": "occitan",
    "arg": "aragonese", "ast": "asturian", "kaz": "kazakh", "tat": "tatar", "mlt": "maltese", "ara": "arabic",
    "sme": "northern sami", "srd": "sardinian", "bel": "belarusian", "slv": "slovenian", "kmr": "kurdish",
}


@functools.cache
def installed_pairs() -> dict[tuple[str, str], str]:
    """(from, into) in lower-case English names → the mode's name; empty without the program."""
    if shutil.which("apertium") is None:
        return {}
    try:
        listed = subprocess.run(["apertium", "-l"], capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
    except (OSError, subprocess.SubprocessError):
        return {}
    pairs: dict[tuple[str, str], str] = {}
    for mode in listed.stdout.split():
        source, _, target = mode.partition("-")
        if source in _CODES and target in _CODES:
            pairs.setdefault((_CODES[source], _CODES[target]), mode)
    return pairs


def route(source: str, target: str) -> list[str] | None:
    """The modes that lead from one language to another, through at most one between; None when there is no way."""
    pairs = installed_pairs()
    if (source, target) in pairs:
        return [pairs[source, target]]
    for start, between in pairs:
        if start == source and (between, target) in pairs:
            return [pairs[source, between], pairs[between, target]]
    return None


def translated(text: str, modes: list[str]) -> str:
    """Translate through these modes; words that are not known stay as they are. ModelError when it fails."""
    for mode in modes:
        try:
            done = subprocess.run(["apertium", "-u", mode], input=text, capture_output=True, text=True,
                                  timeout=_TIMEOUT_S, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise ModelError(f"apertium failed to translate with {mode} ({type(error).__name__}).") from error
        text = done.stdout.strip()
    return text
