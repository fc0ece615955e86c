"""How it is spoken: the words for a manner of speaking, and how fast, as the voices know them."""

from __future__ import annotations

from engine.planner.regex import regex

_GROUPS: tuple[tuple[str, str], ...] = (
    ("calm", "calm calmly calmer relaxed chilled chill laid-back laidback conversational casual natural soothing"),
    ("soft", "soft softly softer gentle gently gentler tender intimate quietly hushed"),
    ("warm", "warm warmly warmer cosy cozy"),
    ("friendly", "friendly friendlier kind kinder welcoming inviting"),
    ("excited", "excited excitedly enthusiastic energetic lively livelier upbeat hyped energy punchy punchier salesy"),
    ("happy", "happy happier happily cheerful cheerfully cheerier joyful smiling smiley brighter chirpy"),
    ("sad", "sad sadder sadly melancholic gloomy"),
    ("tired", "tired sleepy sleepier drowsy weary"),
    ("angry", "angry angrier angrily furious stern cross"),
    ("serious", "serious seriously solemn formal grave deadpan"),
    ("whisper", "whisper whispered whispering whispery whispers"),
    ("shouting", "shouting shouted shouty shout yelling"),
    ("monotone", "monotone flat bored dull"),
    ("dramatic", "dramatic dramatically theatrical epic cinematic"),
    ("announcer", "announcer radio promo movie trailer"),
    ("robotic", "robotic robot mechanical"),
    ("clear", "clear clearly clearer crisp crisper neutral"),
    ("slow", "slow slowly"),
    ("fast", "fast quick quickly"),
    ("deep", "deep deeper low lower"),
    ("breathy", "breathy breathier husky airy"),
)
_GROUP_OF = {word: name for name, words in _GROUPS for word in words.split()}
_LESS = {
    "excited": "calm", "shouting": "calm", "angry": "calm", "dramatic": "calm", "announcer": "calm", "serious": "happy",
    "sad": "happy", "tired": "excited", "monotone": "expressive", "robotic": "expressive", "calm": "excited",
    "whisper": "clear", "breathy": "clear", "soft": "clear", "warm": "serious", "happy": "serious",
}  # fmt: skip
""" "Less salesy"."""
_HOW = (
    r"(?:(?:an? |some |a little |a whole |a lot )?(?:bit|lot|touch|tad|way|much|far|even|still|slightly|lots|very|quite"
    r"|so|really|kinda|kind of|sort of|sorta|pretty|rather|nearly|almost|super|just)\s+(?:of an? |of |an? )?)*"
)
_SUCH = regex(
    r"(?:(?:say|read|speak|do|make|have|sound|sounds|sounding|be|with|more|in an?|as an?)\s+"
    rf"(?:(?:it|that|her|him)\s+)?)*{_HOW}"
    r"(?P<less>less |not (?:so|as|that|too|quite so) |too |without |no )?(?:so |as |an? |more |any )*"
    r"(?P<such>[a-z-]+)(?: (?:voice|tone|sounding|delivery|about it))?"
)
_PACE = {"slower": 0.85, "faster": 1.15, "quicker": 1.15}
_RUSHED = regex(rf"{_HOW}(?:too |less |not so )(?P<what>fast|quick|rushed|hurried|slow|hectic)")


def speaking_in(word: str) -> str:
    """ "calm" of "relaxed"; "" of a word for no manner of speaking."""
    return _GROUP_OF.get(word, "")


def spoken_manner(phrase: str) -> tuple[str, bool] | None:
    """("happy", True) of "a bit happier", ("excited", False) of "way less salesy"; None where it tells none."""
    match = _SUCH.fullmatch(phrase.strip().lower())
    group = _GROUP_OF.get(match["such"], "") if match else ""
    return (group, not match["less"]) if match and group else None


def with_spoken(style: str, name: str, *, is_more: bool) -> str:
    """A style with a manner more or less; what is its opposite goes."""
    parts = [one.strip() for one in style.split(",") if one.strip()]
    other = _LESS.get(name, "")
    wanted, gone = (name, other) if is_more else (other, name)
    kept = [one for one in parts if _GROUP_OF.get(one, one) not in (gone, wanted)]
    return ", ".join([*kept, wanted] if wanted else kept)


def pace_in(phrase: str) -> float:
    """How much faster: 0.85 of "a bit slower"; 0 where no pace is told."""
    words = phrase.strip().lower()
    if rushed := _RUSHED.fullmatch(words):
        return _PACE["faster" if rushed["what"] == "slow" else "slower"]
    match = regex(rf"{_HOW}(?P<pace>slower|faster|quicker)").fullmatch(words)
    return _PACE[match["pace"]] if match else 0.0
