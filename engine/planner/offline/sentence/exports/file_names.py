"""Names of files: "wav, demo_03", "as \"Rough Mix\"", "same again but _NOPERC on the end"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.state import Frame
from engine.planner.regex import regex

_SNAKE = r"(?<![\w/.])(?=\w*[a-z\d])[A-Za-z\d]+(?:[_-][A-Za-z\d]+)*_[A-Za-z\d]+(?:[_-][A-Za-z\d]+)*(?![\w/])"
_QUOTED = r"[\"“](?P<quoted>[^\"”]{1,60})[\"”]"
_LEAD = (
    r"(?:(?:and |to be )?(?:called|named|titled)|(?:and |then )?(?:call|name|label) (?:it|that|them|the file)"
    r"|file ?names?:?|under the name(?: of)?)"
)
_PLAIN = r"(?P<plain>[A-Za-z\d][\w .-]{0,58}?)(?=\s*(?:[,;!?]|$|\band\b|\bplease\b))"
_NAMED = regex(
    rf",?\s*(?:\b(?:{_LEAD}|as|to)\s+{_QUOTED}|\b{_LEAD}\s+(?P<snake>{_SNAKE}|{_PLAIN})"
    rf"|(?:\b(?:as|to)\s+)?(?P<bare>{_SNAKE}))",
    re.IGNORECASE,
)
_BEHIND = regex(
    r",?\s*(?:\b(?:with|plus|and|but|only|just)\s+)?(?:\b(?:the )?same name\b[\s,]*(?:but |with |plus |and |only )*)?"
    r"(?:\ba |\ban )?[\"“]?(?P<end>_[A-Za-z\d][\w-]*|-[A-Za-z][\w-]*)[\"”]?"
    r"(?:\s+(?:on|at|to|behind|after|added|as)\b(?: (?:on|to|at|an?))?(?: (?:the )?(?:end|back|name|suffix|it))*"
    r"(?: of (?:it|the name))?)?"
)
_FORM = regex(r"\.(?:wav|flac|mp3|aac|m4a|mid|txt|srt|vtt|lrc|dawproject)$", re.IGNORECASE)
_NO_NAME = frozenset("it that this them mp3 wav flac stems mix".split())


@dataclass(frozen=True)
class FileName:
    """What a sentence calls its file: the name, or what goes behind the name of before."""

    name: str
    is_ending: bool
    rest: str
    """The sentence without it."""

    def of(self, earlier: Sequence[Frame]) -> str:
        """The whole name, behind that of the newest file that was given one; the ending alone where none was."""
        named = [str(one.args["name"]) for one in earlier if one.tool == "export" and one.args.get("name")]
        return f"{named[-1] if named else ''}{self.name}" if self.is_ending else self.name


def file_name(typed: str) -> FileName | None:
    """The name that a sentence gives a file; None where it gives none."""
    if (match := _BEHIND.search(typed)) and typed[max(match.start("end") - 1, 0)] in ' ,"“':
        return FileName(match["end"], True, _without(typed, match))
    match = _NAMED.search(typed)
    name = (match["quoted"] or match["snake"] or match["bare"] or "").strip() if match else ""
    name = _FORM.sub("", name)
    if match is None or not name or name.lower() in _NO_NAME:
        return None
    return FileName(name, False, _without(typed, match))


def _without(typed: str, match: re.Match[str]) -> str:
    return f"{typed[: match.start()]} {typed[match.end() :]}".strip()
