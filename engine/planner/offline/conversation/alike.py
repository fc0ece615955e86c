"""Alike: what was just done, asked for another thing: "the bass too", "same for the keys, but 2", "and the choir"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.planner.offline.conversation.acts import aimed, things_of
from engine.planner.offline.conversation.bare_words import bare_words, figures_in
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Mention, Things
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.one_more import one_more
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.quantity import quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ADDS = regex(
    r"\b(?:do )?(?:the )?same (?:thing )?(?:for|on|to|with|goes for)?\b|\b(?:as well|also|likewise|ditto)\b"
    r"|\b(?:in )?there(?= too\b| as well\b)|\btoo(?=\W*(?:$|please\b|pls\b|at [-−\d]|but\b))"
    rf"|\btoo(?=,? (?:but |only |and )*(?:at )?(?:minus |[-\u2212+])?(?:\d+|(?:{NUMBER_WORDS})\b)\s*"
    r"(?:$|[^\sa-z]|less\b|more\b|d ?b|decib|(?:one|two|three|four|five|six|seven|eight|nine)\b))"
)
_COUNTS = regex(r"\b(?:other|others|rest|both|all|first|second|third|last|two|three|four|ones?)\b")
_AND_ANOTHER = regex(
    r"^\W*(?:and|then) (?:the |my |our )?(?!(?:its?|out|in|up|down|that|this|then|also|again|an?|one|more|less"
    r"|now)\b)[^,;.?!]+\W*$"
)
""" "And the keys at 130": the same as before, for that."""


def says_alike(things: Things) -> bool:
    """Does a turn ask for the same for something else in so many words?"""
    return _ADDS.search(things.low) is not None


def alike_for_another(text: str, things: Things, last: Sequence[Frame]) -> list[Step] | None:
    """The calls that came last for what a turn names; None where nothing alike is clear."""
    state = things.state
    if steps := _on_a_track(text, last, state):
        return steps
    if says_alike(things):
        alike = _also(last, _ADDS.sub(lambda match: " " * len(match[0]), things.text.lower()), state)
        return alike or _also_otherwise(last, things.text, state)
    if _AND_ANOTHER.match(things.low):
        return _also(last, things.low, state) or _also_otherwise(last, f"{things.text} too", state)
    return None


_ON_A_TRACK = regex(
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
    return [*also, Step("arrange", {"action": "place", "clip": "$1", "track": found["name"].strip(' "')})]


_MADE_OF_A_CLIP = ("sing", "harmonize", "render_midi", "generate_midi", "audio_to_midi", "style_transfer")


def _also(last: Sequence[Frame], rest: str, state: State) -> list[Step] | None:
    """ "The bass too", "same for the keys", "the choir in there too, 3 less": all that was just done, for what is
    named, with another figure where one is said."""
    if not last:
        return None
    figure = _OTHER_FIGURE.search(rest) if all("value_db" in one.args for one in last) else None
    if figure:
        rest = f"{rest[: figure.start()]}{rest[figure.end() :]}"
    things = Things(rest, state)
    said = None if _COUNTS.search(rest) else bare_words(things, figures_in(things, ()), ())
    if said is None or said.is_about_size or said.corrects or said.not_meant or not said.meant:
        return None
    found: list[Step] = []
    for one in last:
        if one.kind == "group" and (joined := _joined(one, said.meant, state)):
            return [joined]
        for mention in said.meant:
            args = aimed(one, set(mention.ids), state)
            if args is None or set(mention.ids) & things_of(one, state):
                return None
            step = told_as(Step(one.tool, _at_figure(args, figure)), "again", one)
            is_new = not any((step.task, step.args) == (other.task, other.args) for other in found)
            found += [step] if is_new else []  # "belt vox": two words for one thing
    return found


def _joined(group: Frame, meant: Sequence[Mention], state: State) -> Step | None:
    """ "And the drums too" after a group was made: they come into it, and no group of their own."""
    inside = [str(one) for one in group.args.get("tracks") or ()]
    named = [one[6:] for mention in meant for one in mention.ids if one.startswith("track:")]
    named += [str(state.cards[one].view.track) for mention in meant for one in mention.ids if one in state.cards]
    new = [one for one in dict.fromkeys(named) if one not in inside]
    if not inside or not new:
        return None
    return told_as(Step(group.tool, {**group.args, "tracks": [*inside, *new]}), "fix", group)


_OTHER_FIGURE = regex(
    r"(?:,\s*|\b(?:but|only|and)\s+)*+(?P<at>\bat )?(?P<sign>minus |[-\u2212+])?"
    rf"(?<!\w)(?P<figure>\d+(?:\.\d+)?|(?:{NUMBER_WORDS})\b(?: (?:{NUMBER_WORDS})\b)?)(?: ?(?:d ?bs?|decibels?)\b)?"
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


_PART_OF = regex(r"\b(?:first|last) (?:beat|bar)\b")


def _also_otherwise(last: Sequence[Frame], text: str, state: State) -> list[Step] | None:
    """ "The keys also, but only 2": the same for that, with another figure."""
    alike = len({(one.tool, one.kind) for one in last}) == 1
    done = [Step(last[-1].tool, dict(last[-1].args))] if last and alike else []
    is_other = quantities(text) or _PART_OF.search(text.lower())
    found = one_more(text, done, DialogueState.of(state.context)) if done and is_other else []
    return [told_as(step, "again", last[-1]) for step in found] or None
