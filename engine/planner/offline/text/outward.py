"""Outward: "… and put it on our insta" behind an export is for a person to do; the file is still to be written."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_PLACE = (
    r"(?:insta(?:gram)?|youtube|sound ?cloud|spotify|facebook|fb|tik-?tok|bandcamp|dropbox|(?:google )?drive"
    r"|(?:the |our |my )?(?:cloud|server|web ?site|homepage|blog|net|web|internet|channel|page|phone)|twitter"
    r"|whats-?app|discord|telegram"
    r"|we ?chat|weibo|微博|网盘|微信|(?:an? |the )?(?:cds?|dvd|usb(?: stick| drive)?|stick|disc|printer))\b"
)
_IT = r"(?:it|that|this|them|those|the (?:files?|mp3|wav|mix|song|lyrics|result))"
_TO = r"(?:to|on|onto|in|into|up on|up to|at|over to|via|by|as|for)"
_ACT = regex(
    rf"(?P<joint>[,;.]?\s*(?:\b(?:and|then|so (?:that )?(?:i|we|you) can)\b\s*|并\s*)+|[,;.]\s*)(?:(?:also|please|just"
    rf"|directly|then|afterwards|right away|straight)\s+)*"
    rf"(?P<act>(?:(?:upload|publish|e-?mail|mail|tweet|whatsapp|burn|post|share)\b"
    rf"|(?:ring|phone|call) (?:up )?(?:my|our|the|him|her|them)\b"
    rf"|(?:send|text|message|forward)\b(?=.*\b(?:e-?mails?|mail|text|message|post|colega)\b)"
    rf"|print (?={_IT}|out\b)"
    rf"|(?:send|text|message|forward|give|hand) {_IT} (?:on |over |off )?(?:to|over to) (?!the\b|an?\b|track|bus)"
    rf"|(?:\w+ ){{1,3}}?{_IT} (?:up )?{_TO} (?:the |our |my |your |his |her |an? )*(?={_PLACE}))"
    rf"(?P<rest>[^.;!?]*?))(?=\s*(?:[.;!?]|,?\s*\b(?:and|then)\s|$))",
    re.IGNORECASE,
)
_FILE = regex(r"\b(?:mp-?3|wav|flac|m4a|aac|vtt|srt|txt|lrc|export|bounce|mix ?down)s?\b", re.IGNORECASE)
_INSIDE = regex(
    r"\b(?:reverb|delay|echo|bus|aux|return|fx|track|channel|group|folder|master|bars?|markers?|db)\b", re.IGNORECASE
)
"""Where things go in the session itself."""


def without_outward(text: str) -> tuple[str, str]:
    """The request without what is to be done with its file elsewhere, and those words ("" where there are none)."""
    simple = plain(text)
    for match in _ACT.finditer(simple) if '"' not in simple else ():
        rest = f"{simple[: match.start()]}{simple[match.end() :]}"
        if _FILE.search(rest) and not _INSIDE.search(match["act"]):
            return f"{text[: match.start()]}{text[match.end() :]}", match["act"].strip()
    return text, ""
