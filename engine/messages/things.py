"""Things in sentences: names in quotes, amounts, plugins, and several of them, with what stands between them."""

from __future__ import annotations

import re

from engine.messages.catalogue import catalogue

PLAIN = re.compile(
    r"'.*'|“.*”|/.*|#\w+|[A-Z]:\\.*"
    r"|[+−-]?[\d.,:/∞–-]+(?: ?(?:dB|dBTP|LUFS|LU|%|s|ms|Hz|kHz|bpm|MB|kB))?"
    r"|(?:wav|flac|mp3|aac|mid|srt|vtt|lrc|txt|dawproject)"
    r"|[A-Z]\w+(?:Error|Expired)"
)
"""Names in quotes, paths, colours, amounts, a library's errors: the same in every language."""
_NAME = re.compile(r"[^\s'“”,;]+(?: [^\s'“”(,;]+){0,3}(?: \([^()]*\))?")
_NO_NAME = frozenset("the a is are was has have had it its no not cannot to because been".split())
"""Words that no plugin is called by."""
CROSSES = re.compile(r"'[\s,.;:].*\s'|”.*“")
"""What is no name, but the end of one in quotes and the start of another."""
_LISTED = re.compile(r"(, | and | or |; )")
_OPENS, _CLOSES = "(“", ")”"


def plain(value: str, language: str) -> str:
    """A name or request in the quotes of the language, a path, an amount; empty when it is none of these."""
    if not PLAIN.fullmatch(value) or CROSSES.search(value[1:-1]):
        return ""
    for key, opens, closes in (("quoted", "'", "'"), ("quoted_request", "“", "”")):
        if value.startswith(opens) and value.endswith(closes):
            return catalogue(language)[key].replace("{_name}", value[1:-1])
    return value


def is_name(value: str) -> bool:
    """Could a plugin or one of its parameters be called so?"""
    return bool(_NAME.fullmatch(value)) and _NO_NAME.isdisjoint(value.lower().split())


def joint(sign: str, language: str) -> str:
    """What stands between two things, in a language."""
    known = {", ": "list_comma", " and ": "list_and", " or ": "list_or", "; ": "list_semicolon"}.get(sign)
    return catalogue(language).get(known or "", sign).replace("_", " ")


def apart(value: str) -> list[str]:
    """Things and what stands between them, by turns; nothing in quotes or brackets is cut."""
    parts, start = [], 0
    for match in _LISTED.finditer(value):
        before = value[start : match.start()]
        if before.count("'") % 2 or any(
            before.count(o) > before.count(c) for o, c in zip(_OPENS, _CLOSES, strict=True)
        ):
            continue
        parts += [before, match[0]]
        start = match.end()
    return [*parts, value[start:]]
