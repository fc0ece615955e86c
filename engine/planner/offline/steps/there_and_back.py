"""There and back: "one bar of 5/4 at bar 20", "tempo 84 from 33 to 41, then back up" are two steps.

A tempo or meter holds from its bar on; told for a part of the song, it needs a second step where that part ends.
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import bar_range, last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.meter import meters_in, without_meters
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BAR = r"(?:bar )?(?P<{}>\d{{1,3}}(?:\.\d+)?)(?![\d/:]| ?(?:bpm|db|%))"
_BACK = regex(
    r"[\s,;.:–—-]*\b(?:(?:and|but) )?(?:then|after that|afterwards|later)\b"
    r"|[\s,;.:–—-]*\b(?:(?:and|but|straight|right|goes?|going|switch(?:es)?|jumps?|comes?|drops?|falls?|set|put)\W+)*"
    r"(?:back|returns?|returning|retour|normal again)\b"
    rf"|[,;.] (?:and )?(?:at|from) {_BAR.format('bar')}(?: on)?,? (?=[^,;.]*\bagain\b)"
)
"""What comes after the part."""
_ENDS = regex(r"\b(?:back|returns?|returning|retour|again|normal|before|\d+/\d+|\d{2,3})\b")
_AT = regex(rf"\b(?:at|from|on|in|by|with|of) (?:the )?(?:start of )?{_BAR.format('bar')}")
_TEMPO = regex(r"(?<![\w./])(?P<bpm>\d{2,3}(?:\.\d+)?)(?: ?bpm)?(?![\d/:%]| ?(?:bars?|beats?|db|seconds?)\b)")
_WAS = regex(r"\b(?:from )?\d{2,3}(?: ?bpm)? ?(?:->|→) ?")
_IS_TEMPO = regex(r"\b(?:tempo|bpm)\b")
_GLIDES = regex(
    r"\b(?:rit\w*|rall\w*|accel\w*|gradual\w*|slowly|ramp\w*|slows?|slowing|speeds?|speeding|over|across|glide\w*|into"
    r"|smooth\w*|faster and faster|slower and slower)\b"
)
_ONE_BAR = regex(
    r"\b(?:an?|one|single)(?: \w+)? bar (?:(?:of|in|to) )?(?=\d+/)|\b(?:an?|one|single) \d+/\d+ bar\b"
    r"|\bbar \d+ (?:is |goes |should be |must be |becomes? |change )?(?:only )?(?:(?:as|als|in|to|into) )?"
    r"(?:an? )?(?=\d+/)"
    r"|\b(?:just|only) (?:for |in |on )?(?:that |one |bar \d+)"
)
_AT_TEMPO = regex(r"\bat (?=\d{2,3}\b)")
_BARS = regex(r"\b(?:for|of|over) (\d+|two|three|four|six|eight) bars\b")
_BESIDE = frozenset(
    "a an the please pls let make it it's us song tempo bpm meter metre time signature piece everything whole do add"
    " put insert i want would like need some and then with of that this should have could you can we go goes going get"
    " is be in to at on for from during through until till bar bars one single only just there here now ok so change"
    " switch set give me back up down again normal before as straight right after old original usual same speed drop"
    " come comes returns return returning retour measure but first must becomes section part where if half fast slow"
    " well hm als far later two three four six eight".split()
)


def there_and_back(text: str, scene: DialogueState) -> list[Step] | None:
    """The two steps of such a request; None for any other."""
    if '"' in plain(text) or "?" in text[:-1]:
        return None
    said = _WAS.sub("", in_bars(plain(text).strip(), DialogueState.of(scene.context)).lower())
    is_bare = _BACK.search(said, 3) is not None and not meters_in(said) and not things(said, scene)
    is_tempo = _IS_TEMPO.search(said) is not None or is_bare
    if not is_tempo and not meters_in(said) or _GLIDES.search(said):
        return None
    back = _BACK.search(said, 3)
    head, tail = (said[: back.start()], said[back.start() :]) if back else (said, "")
    is_meter = not is_tempo
    if is_bare and _marked(head, scene):
        head = _AT_TEMPO.sub("to ", head)
    there, after = _value(head, is_meter=is_meter), _value(tail, is_meter=is_meter)
    start, end = _stretch(head, scene)
    if back and not _ENDS.search(tail):
        return None
    if told := _AT.search(tail):
        end = float(told["bar"])
    now: str | float = scene.context.time_signature if is_meter else scene.context.tempo
    if there is None or start is None or end is None or end <= start or not _is_all(head, tail, scene):
        return None
    if not back and (end >= last_bar(Clause("", "", "", scene)) or there == now):
        return None
    name, action = ("meter", "set_meter") if is_meter else ("bpm", "set_tempo")
    values = ((there, start), (after if after is not None else now, end))
    return [Step("transport", {"action": action, name: value, "bar": number(bar)}) for value, bar in values]


def _value(words: str, *, is_meter: bool) -> str | float | None:
    """The one meter or tempo that the words tell."""
    if is_meter:
        found = meters_in(words)
        return found[0] if len(found) == 1 else None
    bare = _PLACE.sub(" ", words)
    tempi = [float(one["bpm"]) for one in _TEMPO.finditer(bare)]
    return number(tempi[0]) if len(tempi) == 1 and 20 <= tempi[0] <= 400 else None


_FROM_TO = regex(rf"\b(?:from|between) {_BAR.format('a')} ?(?:to|-|until|till|and) ?{_BAR.format('b')}")


_PLACE = regex(rf"{_FROM_TO.pattern}|\bbars \d+ ?(?:-|to|until|till|and) ?\d+|{_AT.pattern}|\bbar \d+(?:\.\d+)?")


def _stretch(head: str, scene: DialogueState) -> tuple[float | None, float | None]:
    """From which bar to before which the first value holds, as far as that is said."""
    if span := _FROM_TO.search(head):
        return float(span["a"]), float(span["b"])
    where = bar_range(Clause(without_meters(head), "transport", "", scene))
    start, end = where.get("start_bar"), where.get("end_bar")
    if start is None and (at := _AT.search(head)):
        start = float(at["bar"])
    named = _marked(head, scene)
    start = named[0] if start is None and len(named) == 1 else start
    if start is not None and end is None and (count := _BARS.search(head)):
        end = float(start) + (int(count[1]) if count[1].isdigit() else spoken_number(count[1]))
    if start is not None and end is None and _ONE_BAR.search(head):
        end = float(start) + 1
    return start, end


def _marked(words: str, scene: DialogueState) -> list[float]:
    """Where the parts of the song begin that are named."""
    return [bar for name, bar in scene.context.markers if re.search(rf"\b{re.escape(name.lower())}\b", words)]


def _is_all(head: str, tail: str, scene: DialogueState) -> bool:
    """Is every word known?"""
    words = [one.low.strip(".'") for one in tokens(f"{head} {tail}")]
    known = {word for name, _ in scene.context.markers for word in name_words(name)}
    return all(word in _BESIDE or word in known or not word[0].isalpha() or meters_in(word) for word in words if word)
