"""Only there: a fader or mute button that is asked for in one place is automated there, and left alone elsewhere.

"vinyl is annoying in the hook, mute it there" → automate mute over the hook
"lead up 2, just the verses"                   → automate volume over each of them
"street down 6 while the narrator talks"       → automate volume where his clips lie
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.automate import fader_db
from engine.planner.offline.slots.bars import bar_of_playhead, bar_range, last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.spots import EXCLUSIVE, in_bars
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

WHICH_BARS = "From which bar to which? I can do that to a stretch of bars, or to the whole of it."
_NUMBER = regex(r"[\s_-]*(?:\d+|[a-d]|i{1,3}|iv)$", re.IGNORECASE)
_WHILE = regex(
    r"\b(?:while|when(?:ever)?|where(?:ver)?|as long as|wenn|während|quand|quando|enquanto|mientras)"
    r" (?P<who>(?:the |my |our )?[\w'-]+(?: [\w'-]+){0,2}?)"
    r" (?:plays?|talks?|speaks?|spoken|says?|sings?|reads?|raps?|(?:is|are) (?:play|talk|speak|sing|read)ing)\b",
    re.IGNORECASE,
)
_THEY = regex(r"(?:it|they|he|she|that|those)\Z", re.IGNORECASE)
_ITSELF = regex(r"(?:it|he|she)\Z", re.IGNORECASE)
""" "Turn him down while he talks": the one that is turned down."""
_THERE = regex(r"\b(?:there|in (?:that|this) (?:place|spot|section|part|bit)|for those bars)\b", re.IGNORECASE)
_FROM_HERE = regex(r"\bfrom (?:here|this point|now)(?: on(?:wards?)?)?\b", re.IGNORECASE)
_FROM = regex(r"\bfrom (?:the )?(?:start of )?bar (?P<bar>\d+(?:\.\d+)?)\b", re.IGNORECASE)
_PAIR = regex(
    r"\bfrom (?P<a>\d+) (?:to|till|until|-) (?P<b>\d+)\b(?!\s*(?:d\s?b|k?hz|%|s\b|sec|bpm))", re.IGNORECASE
)
_ENTERS = r"(?:hits|comes?(?: in)?|starts?|begins?|kicks? in|drops?)"
_ALL_OUT = regex(
    r"^(?P<lead>\W*(?:(?:please|ok|now|and|then|also)\W+)*)(?P<first>(?:in|during|over|for|from) (?:the )?[\w' ]+?,? )?"
    r"(?P<what>(?:everything|everyone|everybody|all)(?: else)?)(?: goes| drops| must go| should go)? out"
    r"(?P<but> (?:except|but|apart from)(?: for)? .+?)?(?P<last> (?:in|during|over|for|from) .+)?(?P<end>\W*)$",
    re.IGNORECASE,
)
_STOPS = ("transport", "stop")
Bars = tuple[float, float]


def all_out(text: str) -> str:
    """ "In the break everything out except the pad" mutes it there; it is neither cut nor moved."""
    match = None if '"' in plain(text) else _ALL_OUT.match(plain(text))
    place = match and (match["first"] or match["last"])
    if not match or not place:
        return text
    return f"{match['lead']}mute everything{match['but'] or ''} {place.strip(' ,')}{match['end']}"


_ONLY_THEY = regex(
    r"^(?P<lead>\W*(?:(?:please|ok|now|and|then|also)\W+)*)(?P<wish>(?:i want|i'd like|let's have|have|let|leave) )?"
    r"(?:only|just) (?P<who>[\w' ,&+-]+?)(?P<play> (?:to )?(?:play|playing|sing|singing|left))?"
    r" (?P<place>(?:in|during|over|for|throughout) [^,;.]+?)(?P<end>\W*)$",
    re.IGNORECASE,
)
_BARS_ONLY = regex(
    r"(?:from|in|over|during|for) bars? \d+(?:\.\d+)?(?: ?(?:to|-) ?(?:bar )?\d+(?:\.\d+)?)?", re.IGNORECASE
)


def only_they(text: str, scene: DialogueState) -> str:
    """ "Only kick and bass in the verse" mutes everything else there; nothing is cut."""
    match = None if '"' in plain(text) else _ONLY_THEY.match(plain(text))
    if match is None or scene.done and not (match["wish"] or match["play"]):
        return text
    named = things(match["who"], scene)
    left = match["who"]
    for thing in reversed(named):
        left = f"{left[: thing.start]} {left[thing.end :]}"
    is_all = bool(named) and not set(re.findall(r"\w+", left.lower())) - {"the", "my", "our", "and"}
    told = in_bars(match["place"], DialogueState.of(scene.context))
    if not is_all or not _BARS_ONLY.fullmatch(told.strip()):
        return text
    return f"{match['lead']}mute everything except {match['who']} {match['place']}{match['end']}"


def only_there(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps, with moves of the mixer that are meant for some bars as automation of these."""
    steps = _as_level(steps, text)
    moves = [step for step in steps if step.task == "mix"]
    others = [step for step in steps if step.task != "mix" and (step.task, step.args.get("action")) != _STOPS]
    if not moves or others or len({step.args.get("action") for step in moves}) > 1 or '"' in plain(text):
        return list(steps)
    if any(step.op == "fix" or not _automated(step, scene) for step in moves):
        return list(steps)
    bars = stretches(text, scene, _sizes(moves))
    if not bars and (match := _WHILE.search(plain(text))) and not _ITSELF.match(match["who"]):
        return [Step("ask", {"text": WHICH_BARS})]
    players = _players(text, scene)
    if players and all(track in players for step in moves for track in _tracks(step)):
        beside = _beside(moves[0], text, scene, bars)
        return list(steps) if beside is None else beside
    made = [step for step in steps if step.task == "transport"]
    for step in moves if bars else ():
        for track in dict.fromkeys(one for one in _tracks(step) if one not in players):
            for start, end in bars:
                where = {"start_bar": start, "end_bar": end}
                made.append(Step("automate", {"track": track, **_values(step, track, scene), **where}))
    return made if bars else list(steps)


_DB_DOWN = regex(
    r"\bdown(?: by)? (?P<a>\d+(?:\.\d+)?) ?db\b|\b(?P<b>\d+(?:\.\d+)?) ?db (?:down|lower|quieter|less)\b", re.IGNORECASE
)


def _as_level(steps: Sequence[Step], text: str) -> Sequence[Step]:
    """ "4 dB down while the guest talks" is a level in those bars; only without a figure it is left to a compressor."""
    told = _DB_DOWN.search(plain(text))
    if len(steps) != 1 or steps[0].op != "fresh" or told is None or not _WHILE.search(plain(text)):
        return steps
    args = steps[0].args
    if steps[0].task != "route" or args.get("action") != "sidechain" or "track" not in args:
        return steps
    return [Step("mix", {"track": args["track"], "action": "gain", "value_db": -float(told["a"] or told["b"])})]


def _beside(step: Step, text: str, scene: DialogueState, bars: Sequence[Bars]) -> list[Step] | None:
    """ "Market out while the harp plays": what is named beside the one that plays, else a question; None for itself."""
    simple = plain(text)
    rest = _WHILE.sub(" ", simple)
    named = list(dict.fromkeys(track for thing in things(rest, scene) for track in thing.tracks))
    if not named:
        return [Step("ask", {"text": WHICH_BARS})]
    if {*named} <= _players(text, scene):
        return None  # "him down while he talks"
    told = [(track, *one) for track in named for one in bars]
    return [
        Step("automate", {"track": track, **_values(step, track, scene), "start_bar": start, "end_bar": end})
        for track, start, end in told
    ]


def _sizes(moves: Sequence[Step]) -> set[float]:
    return {abs(float(step.args[name])) for step in moves for name in ("value_db", "set_db") if name in step.args}


def _players(text: str, scene: DialogueState) -> set[str]:
    """ "While the narrator talks" names him as what is followed."""
    match = _WHILE.search(plain(text))
    return {track for thing in things(match["who"], scene) for track in thing.tracks} if match else set()


def _tracks(step: Step) -> list[str]:
    return [str(one) for one in (step.args.get("track"), *(step.args.get("tracks") or ())) if one]


def _automated(step: Step, scene: DialogueState) -> bool:
    action, args = step.args.get("action"), step.args
    known = action == "mute" or action == "gain" and ("value_db" in args or "set_db" in args)
    return known and bool(_tracks(step)) and all(track in scene.context.tracks for track in _tracks(step))


def _values(step: Step, track: str, scene: DialogueState) -> dict[str, object]:
    if step.args.get("action") == "mute":
        return {"parameter": "mute", "from": 1, "to": 1}
    moved = float(step.args.get("value_db") or 0) + fader_db(Clause("", "mix", "", scene), track)
    level = step.args.get("set_db", round(moved, 2))
    return {"parameter": "volume", "from": level, "to": level}


def stretches(text: str, scene: DialogueState, sizes: Collection[float] = ()) -> list[Bars]:
    """The bars that the words tell, from each first to before each last; none where they tell no place.

    `sizes` are figures that tell something else.
    """
    simple = plain(text)
    clause = Clause(simple, "automate", "", scene)
    if several := _sections(simple, scene):
        return several
    told = in_bars(simple, scene)
    found = bar_range(Clause(told, "automate", "", scene)) if re.search(r"\bbars? \d", told) else {}
    if "start_bar" in found and "end_bar" in found:
        return [(float(found["start_bar"]), float(found["end_bar"]))]
    if pair := _PAIR.search(simple):
        start, end = float(pair["a"]), float(pair["b"])
        return [(start, end)] if start < end <= last_bar(clause) and not {start, end} & {*sizes} else []
    if match := _FROM.search(told):
        return [(float(match["bar"]), float(last_bar(clause)))]
    if _FROM_HERE.search(simple):
        return [(bar_of_playhead(clause), float(last_bar(clause)))]
    if match := _WHILE.search(simple):
        return _of_clips(_meant(match["who"], scene))
    return _of_last_turn(scene) if _THERE.search(simple) and scene.context.dialogue else []


def _sections(text: str, scene: DialogueState) -> list[Bars]:
    """ "In the verses": each marker of that name, whatever its number."""
    markers = sorted(scene.context.markers, key=lambda one: one[1])
    ends = [bar for _, bar in markers[1:]] + [float(last_bar(Clause(text, "automate", "", scene)))]
    bases = [_NUMBER.sub("", name.lower()) for name, _ in markers]
    for base in {*bases} - {""}:
        own = re.escape(base)
        prep = r"(?:in|during|over|through|for|just|only) (?:(?:all|both) )?(?:of )?(?:the )?"
        plural = "es" if base.endswith("s") else "e?s"
        said = rf"\b(?:{prep}{own}{plural}|(?:every|each) {own}|(?:when|where|once) the {own} {_ENTERS}.*\bthere)\b"
        if compiled(said, re.IGNORECASE).search(text):
            found = [(marker[1], end) for marker, end, one in zip(markers, ends, bases, strict=True) if one == base]
            return found
    return []


def _meant(who: str, scene: DialogueState) -> list[ClipInfo]:
    """The clips of those who play: by name, else what the last turn was about."""
    named = {clip for thing in things(who, scene) for clip in thing.clips}
    if not named and _THEY.match(who):
        named = _touched(scene)
    return [one for one in scene.clips if one.id in named]


def _touched(scene: DialogueState) -> set[str]:
    found: set[str] = set()
    for one in scene.last_turn() if scene.context.dialogue else ():
        found |= {str(one.args.get(name)) for name in ("clip", "midi")} | {*one.out}
        found |= {str(clip) for clip in one.args.get("clips") or ()}
        tracks = {str(name) for name in (one.args.get("track"), *(one.args.get("tracks") or ())) if name}
        found |= {clip.id for clip in scene.clips if clip.track in tracks}
    return found


def _of_clips(clips: Sequence[ClipInfo]) -> list[Bars]:
    """Where clips lie, with no gap between those that touch."""
    made: list[Bars] = []
    for start, end in sorted((_bar(one.bars[0]), _bar(one.bars[1])) for one in clips if one.bars):
        if made and start <= made[-1][1]:
            made[-1] = made[-1][0], max(made[-1][1], end)
        else:
            made.append((start, end))
    return made


def _bar(bar: float) -> float:
    return float(round(bar)) if abs(bar - round(bar)) < 0.1 else bar


def _of_last_turn(scene: DialogueState) -> list[Bars]:
    """Where the last turn did something: the bars that it was told, else those of the one clip it made or changed."""
    last = scene.last_turn()
    told = {
        (float(one.args["start_bar"]), float(one.args["end_bar"]) + (one.tool not in EXCLUSIVE))
        for one in last
        if {"start_bar", "end_bar"} <= {*one.args}
    }
    if told:
        return sorted(told)
    found = _of_clips([one for one in scene.clips if one.id in _touched(scene)])
    return found if len(found) == 1 else []
