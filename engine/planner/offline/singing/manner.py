"""Manner: the words that tell how a line is sung, added to and taken from those it is sung with already."""

from __future__ import annotations

from engine.planner.regex import regex

_GROUPS: tuple[tuple[str, str], ...] = (
    ("soft", "soft softly softer gentle gentler gently quiet quietly tender intimate smooth delicate"),
    ("strong", "loud strong stronger powerful belt belting belted shout shouting shouted harsh forceful"),
    ("breathy", "breathy breathier breath air airy airier husky huskier"),
    ("clear", "clear clearer crisp crisper articulate"),
    ("bright", "bright brighter brilliant"),
    ("dark", "dark darker"),
    ("warm", "warm warmer mellow mellower"),
    ("whisper", "whisper whispered whispering whispery"),
    ("expressive", "expressive dramatic dynamic"),
    ("even", "even steady"),
    ("straight", "straight"),
    ("robot", "robotic robot mechanical autotuned"),
)
_GROUP_OF = {word: name for name, words in _GROUPS for word in words.split()}
_OPPOSITE = {
    "soft": "strong", "strong": "soft", "breathy": "clear", "bright": "dark", "dark": "bright", "warm": "bright",
    "whisper": "clear", "clear": "breathy", "expressive": "even", "even": "expressive", "robot": "expressive",
}  # fmt: skip
_GONE_BY = {"strong": ("soft", "whisper"), "soft": ("strong",), "clear": ("whisper",), "bright": ("dark", "warm"),
            "dark": ("bright",), "warm": ("bright",), "even": ("expressive",), "expressive": ("even",)}  # fmt: skip
_HOW = (
    r"(?:(?:an? |some |a little |a whole |a lot )?(?:bit|lot|touch|tad|way|much|far|even|still|slightly|lots|very|quite"
    r"|so|really|kinda|kind of|sort of|sorta|pretty|rather|nearly|almost|super|just)\s+(?:of an? |of |an? )?)*"
)
_SUCH = regex(
    rf"(?:(?:more|with|sing(?: it)?|sung|make it|in an?|as an?)\s+)*(?:an?\s+)?{_HOW}"
    r"(?P<less>less |not (?:so|as|that|too|quite so) |too |without |no )?(?:so |as |an? |more |any )*"
    r"(?P<such>[a-z]+)(?:ly)?(?: (?:voice|tone|sound|singing|delivery))?"
    r"(?: for (?:me|her|him|us|this|that|it|my taste))?"
)
_VIBRATO = regex(
    rf"{_HOW}(?:with )?(?P<much>more|less|no|without|a bit of|some|lots of|too much)\s+(?:of )?(?:the )?vibrato"
)
_TOO_LITTLE = regex(r"not (?P<such>[a-z]+) enough")


def manner_in(phrase: str) -> tuple[str, bool] | None:
    """("breathy", True) of "kinda breathy", ("breathy", False) of "too breathy"; None where it tells none."""
    words = phrase.strip().lower()
    if vibrato := _VIBRATO.fullmatch(words):
        much = vibrato["much"]
        told = "no" if much in ("no", "without") else "less" if much in ("less", "too much") else "more"
        return f"{told} vibrato", True
    little = _TOO_LITTLE.fullmatch(words)
    match = little or _SUCH.fullmatch(words)
    group = _group(match["such"]) if match else ""
    if match is None or not group:
        return None
    return group, little is not None or not match["less"]


def _group(word: str) -> str:
    return _GROUP_OF.get(word) or _GROUP_OF.get(word.removesuffix("ly"), "")


def with_manner(style: str, name: str, *, is_more: bool) -> str:
    """A style with a manner more or less."""
    parts = [one.strip() for one in style.split(",") if one.strip()]
    if name.endswith(" vibrato"):
        return ", ".join([*(one for one in parts if not one.endswith(" vibrato")), name])
    if is_more:
        gone = {name, *_GONE_BY.get(name, ())}
        return ", ".join([*_without(parts, gone), name])
    kept = _without(parts, {name, *(("soft",) if name == "breathy" and not _holds(parts, name) else ())})
    return ", ".join(kept if kept != parts else [*kept, _OPPOSITE.get(name, "")]).strip(", ")


def _holds(parts: list[str], name: str) -> bool:
    return any(_group(word) == name for part in parts for word in part.split())


def _without(parts: list[str], gone: set[str]) -> list[str]:
    """The parts without the words of these groups; where nothing else is left of a part, without it."""
    made = []
    for part in parts:
        words = part.split()
        left = [one for one in words if _group(one) not in gone or part.endswith(" vibrato")]
        if len(left) == len(words):
            made.append(part)
        elif any(_group(one) for one in left):
            made.append(" ".join(left))
    return made
