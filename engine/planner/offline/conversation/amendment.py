"""Amendment: a turn that only says how the call before it should have been: "too much", "no, up", "no, the shaker".

Every word of such a turn is known (`bare_words`), so what it changes follows from the call alone and is not weighed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.planner.offline.conversation.acts import ONLY_TELLS, aimed, done_last, things_of
from engine.planner.offline.conversation.bare_words import BareWords, bare_words
from engine.planner.offline.conversation.become import scaled
from engine.planner.offline.conversation.dials import Dial, dial_of, limited, value_of
from engine.planner.offline.conversation.figures import number_changes
from engine.planner.offline.conversation.level_over_bars import level_over_bars
from engine.planner.offline.conversation.named_undo import taken_back
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Mention, Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.previous_call import merged
from engine.planner.offline.steps.one_more import one_more
from engine.planner.offline.steps.reply import NOT_FOLLOWED
from engine.planner.offline.text.intervals import INTERVAL, semitones_of
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.wording import without_what_stays
from engine.planner.offline.text.words import COMMANDS, plain
from engine.tasks.plan import Step

_ADDS = re.compile(
    r"\b(?:do )?(?:the )?same (?:thing )?(?:for|on|to|with|goes for)?\b|\b(?:as well|also|likewise|ditto)\b"
    r"|\b(?:in )?there(?= too\b| as well\b)|\btoo(?=\W*(?:$|please\b|pls\b|at [-−\d]|but\b))"
    rf"|\btoo(?=,? (?:but |only |and )*(?:at )?(?:minus |[-\u2212+])?(?:\d+|(?:{NUMBER_WORDS})\b)\s*"
    r"(?:$|[^\sa-z]|less\b|more\b|d ?b|decib|(?:one|two|three|four|five|six|seven|eight|nine)\b))"
)
_NOT_ADDED = re.compile(r"\b(?:another|again|once more)\b")
_COUNTS = re.compile(r"\b(?:other|others|rest|both|all|first|second|third|last|two|three|four|ones?)\b")
_STILL = re.compile(r"\bstill\b")
_COMPLAINED = re.compile(r"\btoo\b|\benough\b|\bstill\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s*$")
_THAN = re.compile(r"\bthan (?:that|this|it|before)\b")
_AFTER_FIGURE = re.compile(
    r"\s*(?:db |percent |% ?|bpm )?"
    r"(?:more|less|up|down|higher|lower|louder|quieter|softer|harder|faster|slower)\b"
)
_LEVEL_STEP_DB = 3.0
WHICH_WAY = "Louder or quieter, and by how many dB?"


_AND_ANOTHER = re.compile(
    r"^\W*(?:and|then) (?:the |my |our )?(?!(?:its?|out|in|up|down|that|this|then|also|again|an?|one|more|less"
    r"|now)\b)[^,;.?!]+\W*$"
)
""" "And the keys at 130": the same as before, for that."""


def amended(text: str, state: State) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    things = Things(without_what_stays(text), state)
    if not state.frames or _NOT_ADDED.search(things.low):
        return None
    last = done_last(state)
    if steps := _on_a_track(text, last, state):
        return steps
    if _ADDS.search(things.low):
        also = _also(last, _ADDS.sub(lambda match: " " * len(match[0]), things.text.lower()), state)
        return also or _also_otherwise(last, things.text, state)
    if _AND_ANOTHER.match(things.low):
        alike = _also(last, things.low, state) or _also_otherwise(last, f"{things.text} too", state)
        if alike:
            return alike
    if steps := _on_another_grid(last, things):
        return steps
    if steps := _not_that(last, things, state) or _swapped(last, things):
        return steps
    if _OTHER_WAY.match(things.low):
        return scaled(last, -1.0) or [Step("ask", {"text": NOT_FOLLOWED})]
    done = [one for one in state.frames if one.state == "done" and one.tool not in ONLY_TELLS]
    said = bare_words(things, _figures(things, last), {word for one in done for word in treatments(one.tool, one.args)})
    if said is None:
        told = _REASON.match(text)
        return amended(told["said"], state) if told and not _COMMANDS & set(told["why"].lower().split()) else None
    meant, not_meant = _ids(said.meant), _ids(said.not_meant)
    frames = _spoken_of(said, done, last, meant, state)
    if not frames:
        return None
    if not said.is_about_size:
        if _STILL.search(things.low) and not meant and _COMPLAINED.search(state.context.dialogue[-1].user):
            return [told_as(Step(one.tool, dict(one.args)), "again", one) for one in frames]
        if said.is_ordered and not meant:
            meant = _by_order(frames, things)
        return _of_another(frames, meant, not_meant, state) if said.corrects else None
    if _is_either_way(said, frames):
        return [Step("ask", {"text": WHICH_WAY})]
    about = [one for one in frames if not meant or meant <= things_of(one, state)]
    if not about or not_meant or said.is_ordered:
        return None
    turned = [_turned(one, said, things, state) for one in about]
    found = [step for step in turned if step]
    is_clear = len({(one.tool, one.kind) for one in about}) == 1 or said.axis not in ("", "amount", "any")
    return found if found and (is_clear or len(found) == 1) else None


_REASON = re.compile(
    r"^(?P<said>[^,.;:!?]{2,30})[,.;:!]\s*(?P<why>(?:because|cause|cuz|since|(?:it|that|this)(?:'s| is)?"
    r"|(?:sounds?|feels?|seems?|looks?) |(?:i|we|you) (?:can|hear|sound|sing|feel|think)|there(?:'s| is)|too )"
    r"[^?]{3,})$",
    re.IGNORECASE,
)
""" "Less, it sounds like a church": what is wanted, and why."""
_COMMANDS = COMMANDS - frozenset("sound make like turn put get hear feel have keep sing".split())
_ON_A_TRACK = re.compile(
    r"[\s,]+(?:(?:and )?(?:put|place) (?:it|that|them) )?(?:up)?on(?:to)? (?:a|an|its|their|another) "
    r"(?:(?:new|own|separate|different|extra|eigene[nr]?) )?track(?: of (?:its|their) own)?"
    r"(?:,? (?:called|named)? ?(?P<name>\"[^\"]+\"|(?<=called )[\w' -]+|(?<=named )[\w' -]+))?[\s.!]*$",
    re.IGNORECASE,
)


def _on_a_track(text: str, last: Sequence[Frame], state: State) -> list[Step] | None:
    """ "The same with the alto, on a track of its own called Alto": made again for it, and put there."""
    found = _ON_A_TRACK.search(text)
    if not found or not _ADDS.search(text.lower()) or len(last) != 1 or last[0].tool not in _MADE_OF_A_CLIP:
        return None
    also = _also(last, _ADDS.sub(lambda match: " " * len(match[0]), text[: found.start()].lower()), state)
    if not also or len(also) != 1 or not found["name"]:
        return also
    return [*also, Step("arrange", {"action": "place", "clip": "$1", "track": found["name"].strip(' \"')})]


_MADE_OF_A_CLIP = ("sing", "harmonize", "render_midi", "generate_midi", "audio_to_midi", "style_transfer")
_NOTE_VALUE = re.compile(
    r"(?P<not>\bnot )?\b(?:1/(?P<part>2|4|8|16|32)|(?P<word>half|quarter|eighth|sixteenth|thirty-second)s?|"
    r"(?P<nth>4|8|16|32)(?:th|nd)s?)(?P<triplet>\s?-?t\b|[ -]triplets?)?(?: notes?)?(?P<grid>(?: grid)?)(?!\w)"
)
_PARTS = {"half": 2, "quarter": 4, "eighth": 8, "sixteenth": 16, "thirty-second": 32}


def _on_another_grid(last: Sequence[Frame], things: Things) -> list[Step] | None:
    """ "No wait, sixteenths, not eighths" after something was put on a grid."""
    values = list(_NOTE_VALUE.finditer(things.low)) if len(last) == 1 and "grid" in last[0].args else []
    meant = [one for one in values if not one["not"]]
    rest = Things(_NOTE_VALUE.sub(" ", things.low), things.state)
    said = bare_words(rest, [], ()) if len(meant) == 1 else None
    if said is None or said.is_about_size or said.meant or said.not_meant:
        return None
    part = int(meant[0]["part"] or meant[0]["nth"] or _PARTS[meant[0]["word"]])
    grid = f"1/{part}{'T' if meant[0]['triplet'] else ''}"
    return [told_as(Step(last[0].tool, {**last[0].args, "grid": grid}), "fix", last[0])]


_UNSOLO = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|enough|now|and|please|al?right|right|then|good|thanks|no|so|that's)\W+)*"
    r"(?:un-?solo|solo off)(?:\W+(?:please|now|again|them|all|everything|both))*\W*$",
    re.IGNORECASE,
)


def all_heard(text: str, state: State) -> list[Step] | None:
    """ "Ok, unsolo" after several were soloed: all of them."""
    soloed = [view.name for view in state.context.track_views if view.solo]
    if not soloed or not _UNSOLO.match(text):
        return None
    return [Step("mix", {"action": "unsolo", **({"tracks": soloed} if len(soloed) > 1 else {"track": soloed[0]})})]


def _figures(things: Things, last: Sequence[Frame]) -> list[Quantity]:
    """The quantities of a turn that are no part of a name, no pronoun; intervals where something was transposed."""
    found = [one for one in quantities(things.text) if not _is_name(things, one.start, one.end)]
    found = [one for one in found if one.unit or things.low[one.start : one.end] != "one"]
    if not found and any(one.tool == "change_tempo_key" for one in last) and (size := semitones_of(things.low)):
        match = INTERVAL.search(things.low)
        assert match is not None
        return [Quantity(float(size), "semitones", match.start(), match.end())]
    return found


def _spoken_of(
    said: BareWords, done: Sequence[Frame], last: Sequence[Frame], meant: set[str], state: State
) -> list[Frame]:
    """The calls of the last turn; of an earlier one where the words name what was done then."""
    if not said.treatment:
        return list(last)
    named = [one for one in done if said.treatment <= treatments(one.tool, one.args)]
    named = [one for one in named if not meant or meant <= things_of(one, state)]
    return [one for one in last if one in named] or named[-1:]


def _by_order(frames: Sequence[Frame], things: Things) -> set[str]:
    targets = things.targets(frames[-1]) if len(frames) == 1 else []
    found = [one for one in targets if one.why in ("nth", "other") and len(one.ids) == 1]
    return set(found[0].ids) if found else set()


def _also(last: Sequence[Frame], rest: str, state: State) -> list[Step] | None:
    """ "The bass too", "same for the keys", "the choir in there too, 3 less": all that was just done, for what is
    named, with another figure where one is said."""
    if not last:
        return None
    figure = _OTHER_FIGURE.search(rest) if all("value_db" in one.args for one in last) else None
    if figure:
        rest = f"{rest[: figure.start()]}{rest[figure.end() :]}"
    things = Things(rest, state)
    said = None if _COUNTS.search(rest) else bare_words(things, _figures(things, ()), ())
    if said is None or said.is_about_size or said.corrects or said.not_meant or not said.meant:
        return None
    found: list[Step] = []
    for one in last:
        for mention in said.meant:
            args = aimed(one, set(mention.ids), state)
            if args is None or set(mention.ids) & things_of(one, state):
                return None
            step = told_as(Step(one.tool, _at_figure(args, figure)), "again", one)
            is_new = not any((step.task, step.args) == (other.task, other.args) for other in found)
            found += [step] if is_new else []  # "belt vox": two words for one thing
    return found


_OTHER_FIGURE = re.compile(
    r"(?:,\s*|\b(?:but|only|and)\s+)*+(?P<at>\bat )?(?P<sign>minus |[-\u2212+])?"
    rf"(?P<figure>\d+(?:\.\d+)?|(?:{NUMBER_WORDS})\b(?: (?:{NUMBER_WORDS})\b)?)(?: ?(?:d ?bs?|decibels?)\b)?"
    r"(?: (?P<way>less|more|lower|higher|quieter|louder))?(?=\W*$)"
)


def _at_figure(args: dict[str, Any], figure: re.Match[str] | None) -> dict[str, Any]:
    """The arguments at a level that is said, or so much above or below the one before."""
    if figure is None:
        return args
    said, way = figure["figure"], figure["way"]
    amount = float(said) if said[0].isdigit() else float(spoken_number(said))
    if way:
        return {**args, "value_db": args["value_db"] + (amount if way in ("more", "higher", "louder") else -amount)}
    return {**args, "value_db": -amount if figure["sign"] in ("minus ", "-", "\u2212") else amount}


_PART_OF = re.compile(r"\b(?:first|last) (?:beat|bar)\b")


def _also_otherwise(last: Sequence[Frame], text: str, state: State) -> list[Step] | None:
    """ "The keys also, but only 2": the same for that, with another figure."""
    alike = len({(one.tool, one.kind) for one in last}) == 1
    done = [Step(last[-1].tool, dict(last[-1].args))] if last and alike else []
    is_other = quantities(text) or _PART_OF.search(text.lower())
    found = one_more(text, done, DialogueState.of(state.context)) if done and is_other else []
    return [told_as(step, "again", last[-1]) for step in found] or None


_SWAP = re.compile(
    r"^\W*(?:(?:no|nope|nah|ok|hm+|sorry|oops|wait|actually|and|please|now|can you|the)\W+)*"
    r"(?:swap|switch|reverse|exchange)(?: (?:the two|those two|these two|those|these|them|both)(?: two)?)?"
    r"(?: (?:around|round|over|please|sides))*\W*$"
    r"|^\W*(?:(?:no|nope|sorry|oops|wait)\W+)*the other way (?:round|around)\W*$"
)


_OTHER_WAY = re.compile(
    r"^\W*(?:(?:no|nope|nah|ok|hm+|sorry|oops|wait|actually|please|the|it'?s|in|that'?s|was)\W+)*"
    r"(?:other (?:way|direction)|opposite(?: (?:way|direction))?|wrong (?:way|direction))(?: (?:round|around|please"
    r"|i meant?))*\W*$"
)


def _swapped(last: Sequence[Frame], things: Things) -> list[Step] | None:
    """ "Swap those two" after two things were set alike: each as the other."""
    if len(last) != 2 or not _SWAP.match(things.low):
        return None
    one, other = last
    dial, same = dial_of(one, ""), (one.tool, one.kind) == (other.tool, other.kind)
    if dial is None or not same or dial.name not in one.args or dial.name not in other.args:
        return None
    pairs = ((one, other), (other, one))
    return [told_as(Step(a.tool, {**a.args, dial.name: b.args[dial.name]}), "fix", a) for a, b in pairs]


_NOT_THAT = re.compile(
    r"^\W*(?:(?:no|nope|nah|hm+|oh|wait|sorry|oops|actually|ok|but|well)\W+)*not (?:on |for |to |with |in )?"
    r"(?:the |my |our )?"
    r"(?P<what>[\w' -]{3,30}?)(?: (?:actually|though|tho|please|then|of course|after all))*\W*$"
)


def _not_that(last: Sequence[Frame], things: Things, state: State) -> list[Step] | None:
    """ "No, not on the backing vocals", in the words of the request before: that is taken back."""
    match = _NOT_THAT.match(things.low)
    before = plain(state.context.dialogue[-1].user).lower()
    if not match or len(last) != 1 or last[0].turn != len(state.context.dialogue) or last[0].args.get("tracks"):
        return None
    is_name = re.search(rf"\b(?:the|my|our|for|on) {re.escape(match['what'])}\b", before) is not None
    return [Step("undo", {})] if is_name else None


def _is_either_way(said: BareWords, frames: Sequence[Frame]) -> bool:
    """ "Less" after a level went down: less of the level, or less of the cut?"""
    is_down = all(isinstance(one.args.get("value_db"), int | float) and one.args["value_db"] < 0 for one in frames)
    is_bare = not (said.figure or said.share or said.is_too or said.is_opposite or said.corrects)
    return is_bare and said.axis == "amount" and said.way < 0 and is_down and frames[0].kind == "gain"


def either_way(state: State) -> tuple[tuple[Step, ...], ...]:
    """What "less" may mean then: a bit quieter still, or half of the way back."""
    steps = [one for one in done_last(state) if one.args.get("value_db")]
    quieter = tuple(Step(one.tool, {**one.args, "value_db": round(one.args["value_db"] / 2, 1)}) for one in steps)
    louder = tuple(Step(one.tool, {**one.args, "value_db": round(-one.args["value_db"] / 2, 1)}) for one in steps)
    return (quieter, louder) if steps else ()


def _is_name(things: Things, start: int, end: int) -> bool:
    spots = [one for i, one in enumerate(things.words) if i in things.named_places]
    return any(word.start <= start < word.end and not word.text.isdigit() for word in spots)


def _ids(mentions: Sequence[Mention]) -> set[str]:
    return {one for mention in mentions for one in mention.ids}


# --- how much, which way ---


def _turned(frame: Frame, said: BareWords, things: Things, state: State) -> Step | None:
    if stretch := level_over_bars(frame, state):
        step = _turned(stretch.move, said, things, state)
        return stretch.with_move(step) if step else None
    if said.figure:
        return _with_figure(frame, said, things)
    dial = dial_of(frame, said.axis)
    value = value_of(dial, frame.args) if dial else None
    if dial is None or value is None:
        return _of_its_level(frame, said)
    new = _new_value(dial, value, _corrected_value(frame, dial, state), said)
    if new is None or (new := limited(frame, dial.name, new)) == value:
        return None
    return told_as(Step(frame.tool, {**frame.args, dial.name: new}), "fix", frame)


def _new_value(dial: Dial, value: float, before: float | None, said: BareWords) -> float | None:
    other = dial.neutral if before is None else before
    can_turn_round = dial.neutral == 0.0 and not dial.is_inverse and value != 0
    if said.is_opposite:
        return -value if can_turn_round and (dial.scale == "steps" or "side" in dial.axes) else None
    if said.share:
        return value * said.share
    if said.is_too and said.axis == "side" and said.way * value > 0:
        return round(value / 2, 3)  # "not that far, just a touch to the right"
    away = 1 if dial.is_inverse or dial.neutral is None or value >= dial.neutral else -1
    way = said.way * (away if said.axis in ("amount", "width") else 1)
    if said.is_too and not way:
        if other is None or value == other:
            return None
        way = -1 if value > other else 1
        way = -way if dial.is_inverse else way
    turns_round = said.corrects and not said.is_too and dial.scale == "steps"
    turns_round = turns_round or said.axis == "side" and said.degree == 1.0 and not said.is_too
    if can_turn_round and turns_round and way * value < 0 and said.axis not in ("amount", "width"):
        return -value
    return dial.further(value, other, way, said.degree)


def _corrected_value(frame: Frame, dial: Dial, state: State) -> float | None:
    """What the number was in the call that this one corrected."""
    older = state.frame(frame.corrects) if frame.corrects else None
    if older is None or (older.tool, older.kind) != (frame.tool, frame.kind):
        return None
    return value_of(dial, older.args)


def _of_its_level(frame: Frame, said: BareWords) -> Step | None:
    """ "Too loud" of what was just made: its fader."""
    row = row_of(frame.tool)
    if row is None or row.on_session != "adds" or said.axis != "level" or len(frame.out) != 1:
        return None
    return Step("mix", {"clip": frame.out[0], "action": "gain", "value_db": said.way * _LEVEL_STEP_DB * said.degree})


def _with_figure(frame: Frame, said: BareWords, things: Things) -> Step | None:
    """ "No, 5", "softer, 60", "sorry, bar 7", "2 less"."""
    row, figure = row_of(frame.tool), said.figure
    if said.axis not in ("", "amount", "any", "place") and dial_of(frame, said.axis) is None:
        return None
    if row is None or figure is None or said.share or said.is_opposite or frame.kind == "place":
        return None
    dial = dial_of(frame, "")
    is_than = _THAN.search(things.low) is not None
    if said.axis == "amount" and said.way and not (said.is_too or is_than) and dial and dial.scale == "steps":
        return _one_more_step(frame, dial, said.way * figure.value)
    changes = list(number_changes(things.low, things.words, [figure], row, frame.args))
    known = {*frame.args, *([dial.name] if dial else [])}
    changes = [one for one in changes if {name for name, _ in one.args} <= known]
    by_why = {one.why: one for one in reversed(changes)}
    is_step = dial is not None and dial.scale == "steps"
    behind = _AFTER_FIGURE.match(things.low, figure.end)
    is_by = bool(behind) or _BY.search(things.low[: figure.start]) is not None
    if said.axis == "place" and figure.unit in ("bars", "beats"):
        wanted = ["later" if said.way > 0 else "earlier"]
    elif said.way and not said.is_too and is_step:
        wanted = ["turned", "said"]
    elif said.way and is_by and not said.is_too:
        wanted = ["up" if said.way > 0 else "down"]
    elif said.axis == "side":
        wanted = ["side", "said"]
    else:
        wanted = ["signed", "said"]
    wanted = ["further"] if is_than else wanted
    change = next((by_why[why] for why in wanted if why in by_why), None)
    if change is None or _is_same(frame, dict(change.args)):
        return None
    if figure.unit == "bars" and "bar" in dict(change.args) and said.axis != "place":
        return None  # a length, not a place
    op = "again" if is_step and said.way and not (said.corrects or said.is_too or is_than) else "fix"
    return told_as(Step(frame.tool, merged(dict(frame.args), dict(change.args))), op, frame)


def _one_more_step(frame: Frame, dial: Dial, size: float) -> Step | None:
    """ "2 more": on in the direction that the call took."""
    value = value_of(dial, frame.args)
    if not value:
        return None
    new = limited(frame, dial.name, size if value > 0 else -size)
    return told_as(Step(frame.tool, {**frame.args, dial.name: new}), "again", frame)


def _is_same(frame: Frame, new: Mapping[str, Any]) -> bool:
    return all(frame.args.get(name) == value for name, value in new.items())


# --- another thing ---


def _of_another(frames: list[Frame], meant: set[str], not_meant: set[str], state: State) -> list[Step] | None:
    """ "No, the shaker", "not the tambourine, the shaker": the same for that instead; "not the bass": not for that."""
    wrong = [one for one in frames if not not_meant or not_meant & things_of(one, state)]
    if not meant and not_meant and wrong and len(wrong) < len(frames):
        return taken_back(wrong, [one for one in state.frames if one.state == "done"])
    if not meant and not_meant:
        return _without(frames, wrong, not_meant, state)
    if len(wrong) != 1 or not meant or meant & things_of(wrong[0], state):
        return None
    args = aimed(wrong[0], meant, state)
    return [told_as(Step(wrong[0].tool, args), "fix", wrong[0])] if args else None


def _without(frames: list[Frame], wrong: list[Frame], not_meant: set[str], state: State) -> list[Step] | None:
    if len(wrong) != 1:
        return None
    if len(frames) == 1 and not_meant >= things_of(wrong[0], state) & {*state.cards, *not_meant}:
        return [Step("undo", {})]
    tracks = [str(one) for one in wrong[0].args.get("tracks") or ()]
    rest = [one for one in tracks if not _is_one_of(one, not_meant, state)]
    if tracks and rest and len(rest) < len(tracks):
        return [told_as(Step(wrong[0].tool, {**wrong[0].args, "tracks": rest}), "fix", wrong[0])]
    return None


def _is_one_of(track: str, ids: set[str], state: State) -> bool:
    return any(one == f"track:{track}" or (card := state.cards.get(one)) and card.view.track == track for one in ids)
