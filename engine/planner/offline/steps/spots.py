"""Spots: places that a request tells by markers, as bars; and the bars of a step as its task counts them."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.last_bars import in_numbered_bars
from engine.planner.offline.text.entries import entered
from engine.planner.offline.text.loops import as_loop_until
from engine.planner.offline.text.markers import placed
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_IT = regex(r"(?i)(?:it|this|that)$")
EXCLUSIVE = frozenset("edit_notes change_tempo_key automate export arrange".split())
"""Tasks whose end_bar is where the bar behind begins; for the others it is the last bar."""


_SOME_BEATS = regex(
    r"(?:\b(?:in|over|for|during|across|through(?:out)?|on|of)\s+)"
    r"(?:just |only )?(?:the |its )?(?:very )?(?:(?P<edge>last|final)\s+)?(?:(?P<count>\d+|an?|one|two|three|four"
    r"|half an?)\s+)?"
    r"(?P<unit>beats?|bars?)\s+(?:right |just )?(?P<how>before|ahead of|leading (?:in)?to|of)\s+(?:the\s+)?"
    r"(?P<where>bar \d+|(?-i:NAMES))(?=\W|$)",
    re.IGNORECASE,
)
_ALL_SILENT = regex(
    r"\b(?:stop|pause|halt|silence|kill|cut(?: out)?|drop(?: out)?|mute)\s+(?P<all>everything|everyone|it all|the"
    r" (?:whole )?(?:band|song"
    r"|music|lot|mix)|all(?: (?:of )?the)?(?: tracks| instruments)?)(?:\s+out)?\b|\b(?P<they>everything|everyone"
    r"|the (?:whole )?(?:band"
    r"|music|lot)|all(?: the)? tracks)\s+(?:stops?|pauses?|drops? out|cuts? out|goes (?:silent|quiet)|is silent"
    r"|rests?)\b"
    r"|^\W*(?:(?:an?|the|total|full|complete)\s+)*(?:stop|silence|pause|break|rest)(?=\s+from bar)",
    re.IGNORECASE,
)
_STRETCH = regex(r"\bfrom bar [\d.]+ to bar [\d.]+", re.IGNORECASE)


def _some_beats(text: str, scene: DialogueState) -> str:
    """ "For the last beat before the chorus" by bars and parts of them; what is silent there is muted there."""
    markers = scene.context.markers
    names = "|".join(re.escape(name) for name, _ in markers) or "(?!)"
    pattern = compiled(_SOME_BEATS.pattern.replace("(?-i:NAMES)", names), re.IGNORECASE)
    match = None if '"' in plain(text) else pattern.search(plain(text))
    if match:
        said, is_part = (match["count"] or "one").lower(), match["how"].lower() == "of"
        if is_part and not match["edge"]:
            return text
        beats, unit = (int(one) for one in scene.context.time_signature.split("/"))
        count = float(said) if said.isdigit() else 0.5 if said.startswith("half") else float(spoken_number(said) or 1)
        length = count / (beats * 4 / unit) if match["unit"].lower().startswith("beat") else count
        where = match["where"].lower()
        bar = (
            float(where[4:]) if where.startswith("bar ") else next(at for name, at in markers if name.lower() == where)
        )
        if is_part:
            later = [at for _, at in markers if at > bar]
            is_bar = where.startswith("bar ")
            bar = bar + 1 if is_bar else min(later, default=float(last_bar(Clause(text, "", "", scene))))
        if bar - length >= 1:
            scene.places.ends.add(bar)
            text = f"{text[: match.start()]}from bar {round(bar - length, 4):g} to bar {bar:g}{text[match.end() :]}"
    if '"' not in plain(text) and _STRETCH.search(text):
        text = _ALL_SILENT.sub("mute everything", text)
    return text


_QUOTED_PLACE = regex(r'(?<=\b(?:at|to|by|on|in) )(?:the )?"([^"]+)"|(?<=\bfrom )"([^"]+)"', re.IGNORECASE)


def _without_quotes(text: str, scene: DialogueState) -> str:
    """The text with the names of markers that are places out of their quotation marks: at "Door opens"."""
    known = {name.lower() for name, _ in scene.context.markers}
    simple = plain(text)
    if len(simple) != len(text):
        return text
    for match in reversed(list(_QUOTED_PLACE.finditer(simple))):
        name = match[1] or match[2]
        if name.lower() in known:
            text = f"{text[: match.start()]}{name}{text[match.end() :]}"
    return text


_END_OF = regex(
    r"\b(?:to|until|till|through(?: to)?|up to) (?:the )?(?:very )?end of (?:bar|measure) (\d+)\b", re.IGNORECASE
)


def _to_the_end(text: str, scene: DialogueState) -> str:
    """ "To the end of bar 8" is to where bar 9 begins."""
    match = None if '"' in plain(text) else _END_OF.search(text)
    if match is None:
        return text
    behind = int(match[1]) + 1
    scene.places.ends.add(float(behind))
    return f"{text[: match.start()]}to bar {behind}{text[match.end() :]}"


def in_bars(text: str, scene: DialogueState) -> str:
    """The request with bars for the places that it tells by markers."""
    asked = (text, scene.pointed)
    if asked not in scene.barred:
        scene.barred[asked] = _in_bars(text, scene)
    return scene.barred[asked]


def _in_bars(text: str, scene: DialogueState) -> str:
    text = _without_quotes(text, scene)
    bar_s = Clause(text, "", "", scene).bar_s
    text = _to_the_end(_some_beats(text, scene), scene)
    text = as_loop_until(in_numbered_bars(text, scene), lambda name: _bars_of(name, scene, bar_s))
    beats_per_bar = bar_s * scene.context.tempo / 60
    text = entered(text, lambda name: _bars_of(name, scene, bar_s), scene.places.entries, bar_s, beats_per_bar)
    last = float(last_bar(Clause(text, "", "", scene)))
    text = _TO_THE_LAST.sub(rf"\g<head> bar {last:g}", text)
    if markers := scene.context.markers:
        text = placed(text, markers, last, scene.places)
    return text


_TO_THE_LAST = regex(
    r"(?P<head>^\W*loop (?!bars?\b)[\w' -]{1,40}? until) the (?:very )?end(?: of the (?:song|track|piece"
    r"|session|tune))?(?=\W*$)",
    re.IGNORECASE,
)


def _bars_of(name: str, scene: DialogueState, bar_s: float) -> tuple[float, float] | None:
    """The bar in which a named clip, or the first clip of a named track, begins, and the one behind it."""
    found = things(name, scene)
    meant = found[0].clips if found else (scene.focus(("audio", "midi")),) if _IT.match(name.strip()) else ()
    lying = [clip for clip in scene.clips if clip.id in meant]
    if not lying:
        return None
    first = min(lying, key=lambda clip: clip.start)
    if first.bars:
        return first.bars
    starts, ends = (round(at / bar_s + 1, 4) for at in (first.start, first.start + first.length))
    return starts, ends


def as_counted(task: str, args: Args, scene: DialogueState) -> Args:
    """A part that ends where a marker stands ends with the bar before it, for tasks that count so."""
    end = args.get("end_bar")
    is_ramp = task == "transport" and "to_bpm" in args
    if task in EXCLUSIVE or is_ramp or not isinstance(end, int | float) or float(end) not in scene.places.ends:
        return args
    return {**args, "end_bar": number(max(float(end) - 1, float(args.get("start_bar") or 1)))}
