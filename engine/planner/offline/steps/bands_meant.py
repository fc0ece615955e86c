"""Bands meant: a part of the spectrum turned up or down, as the EQ that it is.

    "lows down 3 on the drums"             → "cut 90 hz by 3 dB on the drums"
    "take 2 dB out of the vox at 250"      → "cut 250 hz by 2 dB on the vox"
    "cut the vox between 200 and 400 by 3" → "cut 283 hz by 3 dB on the vox"

Its figure would be a move of the fader.
"""

from __future__ import annotations

import math
import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.amount_form import (
    LEAD,
    LOWER,
    MOVE,
    RAISE,
    REST,
    WAY,
    X,
    decibels,
    form_of,
    forms,
    is_named,
    sign_of,
)
from engine.planner.offline.text.share_said import PART, share_of

_BANDS = (
    (300, r"low[ -]?mids?|lower mids?"),
    (3500, r"(?:high|upper)[ -]?mids?|presence"),
    (1000, r"mids?|mid[ -]?range|middle"),
    (90, r"lows?|low end|bottom(?: end)?|bass end|sub(?:s|[ -]?bass)?"),
    (12000, r"air"),
    (8000, r"highs?|high end|treble|top(?: end)?|tops"),
)
_BAND = rf"(?P<band>{'|'.join(words for _, words in _BANDS)})"
_BAND_SAID = re.compile(rf"\b{_BAND}\b", re.IGNORECASE)
_DB = r"(?P<db>[-+]?\d+(?:[.,]\d+)?)(?: ?d ?bs?)?"
_OF = r"(?:of|on|in|for|from) (?:the |my )?"
_BAND_MOVES = forms(
    rf"{X}(?:'s)? {_BAND} {WAY}(?: by)? (?:{_DB}|{PART})",
    rf"(?:{MOVE} )?(?:the )?{_BAND} {WAY}(?: by)? (?:{_DB}|{PART}) {_OF}{X}",
    rf"{MOVE} (?:the )?{_BAND} {_OF}{X} {WAY}(?: by)? (?:{_DB}|{PART})",
    rf"(?P<verb>{LOWER}|{RAISE}|dip|lift) (?:the )?{_BAND} {_OF}{X}(?: by)? (?:{_DB}|{PART})",
    rf"(?P<verb>{LOWER}|{RAISE}|dip|lift) {X}(?:'s)? {_BAND}(?: by)? (?:{_DB}|{PART})",
)
_HZ = r"(?:at|around|near|about) (?P<hz>\d+(?:[.,]\d+)?) ?(?P<k>k)?(?: ?hz)?"
_AT_HZ = forms(
    rf"(?P<verb>take|pull|scoop|cut|dip|drop|knock|shave) {_DB} (?:out of|from|off|off of|in|on) {X} {_HZ}",
    rf"(?:give {{X}} )?{_DB} (?P<way>more|less|up|down) {_HZ} {_OF}{X}".replace("{X}", X.replace("what", "who")),
    rf"(?P<verb>give|add) {X} {_DB} {_HZ}",
    rf"(?P<verb>add) {_DB} {_HZ} (?:to|{_OF.strip()}) ?{X}",
)
_ONE = r"[-+]\d+(?:\.\d+)?(?: ?db)? at \d+(?:\.\d+)? ?k?(?: ?hz)?"
_SEVERAL_HZ = re.compile(
    rf"{LEAD}{X}[:,]? (?P<list>{_ONE}(?:,? (?:and )?{_ONE})*){REST}",
    re.IGNORECASE,
)
_ONE_HZ = re.compile(r"(?P<db>[-+]\d+(?:\.\d+)?)(?: ?db)? at (?P<hz>\d+(?:\.\d+)?) ?(?P<k>k)?", re.IGNORECASE)
_BETWEEN_HZ = forms(
    rf"(?P<verb>cut|boost|dip|scoop|lift) {X} between (?P<a>\d+) ?(?:hz)? and (?P<b>\d+) ?(?:hz)? by {_DB}",
    r"(?P<verb>cut|boost|dip|scoop|lift) (?:between )?(?P<a>\d+) ?(?:hz)? (?:to|and) (?P<b>\d+) ?(?:hz)?"
    rf" by {_DB} {_OF}{X}",
)
_NOTCHED = forms(rf"notch (?:out )?{X} {_HZ}", rf"notch (?:out )?(?P<hz>\d+) ?(?P<k>k)?(?: ?hz)? {_OF}{X}")
_NOTCH_DB = 12


def band_meant(text: str, scene: DialogueState) -> str:
    """The cut or boost of the band that is named, plainly; "" where there is none."""
    match = form_of(_BAND_MOVES, text, scene) if _BAND_SAID.search(text) else None
    if match is None:
        return ""
    said = match.groupdict()
    low = said["band"].lower()
    hz = next(hz for hz, words in _BANDS if re.fullmatch(words, low))
    sign = sign_of(said.get("way") or said.get("verb") or "")
    if said["db"]:
        db = abs(float(said["db"].replace(",", ".")))
    else:
        db = abs(decibels(1 + sign * share_of(said["part"].lower())))
    return _eq(sign * db, hz, said["what"], said["where"])


def _eq(db: float, hz: float, what: str, where: str) -> str:
    return f"{'cut' if db < 0 else 'boost'} {hz:g} hz by {abs(db):.1f} dB on {what}{where}".replace(".0 dB", " dB")


def hertz_meant(text: str, scene: DialogueState) -> str:
    """The cut or boost at these hertz, plainly; "" where there is none."""
    if match := form_of(_AT_HZ, text, scene):
        said = match.groupdict()
        word = (said.get("way") or said.get("verb") or "").lower()
        sign = 1 if word in ("more", "up", "give", "add") else -1
        db = float(said["db"].replace(",", "."))
        return _eq(db if db < 0 else sign * db, _hz(said), said["what"], said["where"])
    if (several := _SEVERAL_HZ.match(text)) and is_named(several["what"], scene):
        found = _ONE_HZ.finditer(several["list"])
        told = [_eq(float(one["db"]), _hz(one.groupdict()), several["what"], "") for one in found]
        return " and ".join(told)
    if match := form_of(_BETWEEN_HZ, text, scene):
        hz = round(math.sqrt(float(match["a"]) * float(match["b"])))
        sign = 1 if match["verb"].lower() in ("boost", "lift") else -1
        return _eq(sign * abs(float(match["db"].replace(",", "."))), hz, match["what"], match["where"])
    if match := form_of(_NOTCHED, text, scene):
        return _eq(-_NOTCH_DB, _hz(match.groupdict()), match["what"], match["where"])
    return ""


def _hz(said: dict[str, str]) -> float:
    return float(said["hz"].replace(",", ".")) * (1000 if said.get("k") else 1)
