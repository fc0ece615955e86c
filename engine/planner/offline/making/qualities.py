"""Qualities: what a fragment says of the content of what was just made: "too busy", "darker", "no metal".

"More like strings", "without the rumble", "slower and friendlier", "whispery", "a woman's voice". How loud, how long,
how high and where it is are acts on the clip and said elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.wording import STYLE_OF, STYLES
from engine.planner.offline.text.comparative import is_comparative
from engine.planner.regex import regex

_LIKE = regex(
    r"(?:much |a bit |a little |rather )?(?:more )?"
    r"(?P<like>like (?!(?:it|that|they|i|we|before|earlier)\b)(?:[\w'-]+ ?){1,7})"
)
_WITHOUT = regex(
    r"(?:without|no|minus|drop|lose|leave out|take out) (?:the |any |that |those )?(?P<what>[a-z-]+(?: [a-z-]+)?)"
    r"(?: out| in it| out of it| from it| there)*"
)
_SUCH = regex(
    r"(?P<how>(?:(?:a |a little |little )?bit |much |way |far |even |still |slightly |a lot |lots |very |quite |so )*"
    r"(?:more |less |not so |not as |not that |not quite so |too |a )*)(?P<such>[a-z]+(?:-[a-z]+)?)"
    r"(?: (?:voice|tone|sound))?"
)
_VOICE = regex(
    r"(?:with |by |in |as )?(?:an? |the )?(?P<voice>(?:(?:young|old|older|deep|low|high|calm|warm) )*"
    r"(?:wom[ae]n|m[ae]n|girl|boy|child|kid|lady|female|male))(?:'?s)?(?: voice)?"
)
_ONE = regex(
    r"(?:just|only) (?:one|two|three|four|five|six|eight|\d|an?) (?!bar|beat|time|octave|take|clip|track|half"
    r"|bit)[a-z-]+"
)
_MORE = regex(
    r"(?:with |add )?(?:a bit |a little |much |way |some |a lot )?(?:more|less|fewer) (?!reverb|delay|echo"
    r"|compression|bass"
    r"|treble|volume|gain|low end|highs?|mids|takes?|bars?|time)[a-z-]+(?: [a-z-]+)?"
)
_GROWS = regex(r"(?:it should |to )?(?:get|gets|getting|grow|grows|growing) (?P<how>louder|quieter|softer|faster)")
_OF_SOUND = ("generate_audio", "generate_midi")
_TIME = regex(r"(?:in )?(?:double|half)[- ]time")
_TOO = {"busy": "sparser", "dense": "sparser", "full": "sparser", "sparse": "busier", "empty": "busier",
        "simple": "more elaborate", "complicated": "simpler"}  # fmt: skip
_NOT_CONTENT = frozenset(
    "louder loud quieter quiet longer long shorter short higher high lower low wider wide narrower narrow wetter wet"
    " drier dry dryer left right center centre further closer nearer earlier early later late bigger smaller up down"
    " bar bars beat beats octave much many more less far often again here there over under after before other better"
    " number never ever together water worse same one two first second last good bad fine nice great cool ok okay it"
    " that this them him her reverb delay echo chorus compression distortion eq bass treble air swing time times takes"
    " take velocity volume level pan gain width depth tempo key pitch notes note cutoff feedback softer soft faster"
    " slower fast slow off on out in voice singer tune melody song line word words part".split()
)
_PAIRS = (
    ("darker", "brighter"),
    ("warmer", "colder"),
    ("softer", "harder"),
    ("sparser", "busier"),
    ("cleaner", "dirtier"),
)
_OPPOSITE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_SOFT = ("softer", "soft", "smaller", "bigger")
_PACE = {"slower": 0.85, "slow": 0.85, "faster": 1.15, "quicker": 1.15, "fast": 1.15}


@dataclass
class Qualities:
    """What is said of the content of what was made."""

    said: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    soft: list[str] = field(default_factory=list)
    """Alone they are said of its level."""
    change: dict[str, Any] = field(default_factory=dict)

    def take(self, clause: str, frame: Frame) -> bool:
        """Keep what a clause says of its content; False where it says anything else."""
        voice, such = _VOICE.fullmatch(clause), _SUCH.fullmatch(clause)
        if voice and frame.tool in ("sing", "speak"):
            self.change["voice"] = voice["voice"]
        elif frame.tool == "speak" and such and such["such"] in _PACE and "too" not in such["how"]:
            self.change["rate"] = _rate(frame, _PACE[such["such"]])
        elif without := _WITHOUT.fullmatch(clause):
            is_all = str(frame.args.get("prompt") or "").lower().strip(" .!") == without["what"]
            if frame.tool not in _OF_SOUND or is_all or set(without["what"].split()) & _NOT_CONTENT:
                return False
            self.gone.append(without["what"])
        elif frame.tool == "generate_audio" and (grows := _GROWS.fullmatch(clause)):
            self.said.append(f"getting {grows['how']}")
        elif frame.tool in _OF_SOUND and (match := _LIKE.fullmatch(clause)):
            self.said.append(match["like"].strip())
        elif _MORE.fullmatch(clause) or frame.tool in _OF_SOUND and _ONE.fullmatch(clause) or _TIME.fullmatch(clause):
            self.said.append(clause.removeprefix("with ").removeprefix("add "))
        elif such and such["such"] in _SOFT:
            self.soft.append(such["such"])
        elif such and (quality := _quality(such, frame)):
            self.said.append(quality)
        else:
            return False
        return True

    def told(self, frame: Frame, *, beside: bool = False) -> dict[str, Any] | None:
        """The arguments that they change; None where there are none."""
        if not (self.said or self.gone or self.change or beside and self.soft):
            return None
        return _told(frame, [*self.soft, *self.said], self.gone, self.change)


def _quality(match: re.Match[str], frame: Frame) -> str:
    """ "darker", "less busy", "sparser" for "too busy"; "" for a word that is no quality of a content."""
    such, how = match["such"], match["how"]
    if such in _NOT_CONTENT:
        return ""
    if "too " in how:
        return _TOO.get(such, f"less {such}")
    if "less " in how or "not " in how:
        return _TOO.get(such, f"less {such}")
    is_more = bool(re.search(r"\bmore ", how))
    if not (is_more or is_comparative(such) or such in STYLES or such in STYLE_OF):
        return ""
    if frame.tool in ("sing", "speak"):
        return _style(such)
    return f"more {such}" if is_more else such


def _style(such: str) -> str:
    stem = such.removesuffix("er")
    known = (one for one in STYLES if such in (one, f"{one}er", f"{one}y") or stem in (one, one.removesuffix("e")))
    return STYLE_OF.get(such) or next(known, f"{stem[:-1]}y" if stem.endswith("i") and such != stem else such)


def _told(frame: Frame, qualities: list[str], gone: list[str], change: dict[str, Any]) -> dict[str, Any] | None:
    if frame.tool != "generate_audio":
        style = str(frame.args.get("style") or "")
        said = [*qualities, *(f"without {one}" for one in gone)]
        return {**change, "style": ", ".join(filter(None, (style, *said)))} if said else change
    prompt = str(frame.args.get("prompt") or "")
    if not prompt:
        return None
    for what in list(gone):
        without = re.sub(rf"[\s,]*\b(?:with|and|plus) (?:an? |the |some )?(?:\w+ )?{re.escape(what)}\b", "", prompt)
        if without.strip() and without != prompt:
            prompt, gone = without, [one for one in gone if one != what]
    parts = [one for one in re.split(r"\s*,\s*", prompt) if not any(re.search(rf"\b{word}\b", one) for word in gone)]
    kept = ", ".join([one for one in parts if one] or [prompt])
    front = [one for one in qualities if one.endswith("er") and " " not in one]
    for one in front:
        kept = re.sub(rf"\b(?:{one}|{_OPPOSITE.get(one, one)}) ", "", kept)
    behind = [one for one in qualities if one not in front] + [f"without {one}" for one in gone]
    return {"prompt": ", ".join((" ".join((*front, kept)), *behind))}


def _rate(frame: Frame, factor: float) -> float:
    rate = frame.args.get("rate")
    return round(min(3.0, max(0.3, (rate if isinstance(rate, int | float) else 1.0) * factor)), 2)
