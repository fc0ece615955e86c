"""Amendment: a turn that only says how the call before it should have been: "too much", "no, up", "no, the shaker".

Every word of such a turn is known (`bare_words`), so what it changes follows from the call alone and is not weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS, aimed, done_last, things_of
from engine.planner.offline.conversation.alike import alike_for_another, says_alike
from engine.planner.offline.conversation.bare_words import BareWords, bare_words, figures_in
from engine.planner.offline.conversation.become import scaled
from engine.planner.offline.conversation.dials import dial_of
from engine.planner.offline.conversation.how_much import turned
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Mention, Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.steps.reply import NOT_FOLLOWED, WHICH
from engine.planner.offline.steps.same_again import WHAT_DIFFERENT
from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOT_ADDED = regex(r"\b(?:another|again|once more)\b")
_THAN = regex(r"\bless than (?:that|this|it)\b")
_STILL = regex(r"\bstill\b")
_COMPLAINED = regex(r"\btoo\b|\benough\b|\bstill\b", re.IGNORECASE)
WHICH_ONE = "Which one do you mean: {}?"
_MOST_NAMES = 6
WHICH_WAY = "Louder or quieter, and by how many dB?"

_ON_A_FADER = regex(r"\b(?:up|down|louder|quieter|softer)\b")


_NO_OTHER = regex(r"\W*(?:(?:no|nope|nah|not that(?: one)?|sorry|oops|wait|i meant?|ah|oh)\W+)+the other (?:one"
    r"|track)\W*")


def amended(text: str, state: State) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    steps = _amended(text, state)
    if steps is None and done_last(state) and _NO_OTHER.fullmatch(plain(text).lower()):
        return [Step("ask", {"text": WHICH})]
    return steps


def _amended(text: str, state: State) -> list[Step] | None:
    things = Things(text, state)
    if not state.frames or _NOT_ADDED.search(things.low):
        return None
    last = done_last(state)
    alike = alike_for_another(text, things, last)
    if alike or says_alike(things):
        return alike
    if steps := _on_another_grid(last, things):
        return steps
    if steps := _not_that(last, things, state) or _swapped(last, things):
        return steps
    if _OTHER_WAY.match(things.low):
        return scaled(last, -1.0) or [Step("ask", {"text": NOT_FOLLOWED})]
    done = [one for one in state.frames if one.state == "done" and one.tool not in ONLY_TELLS]
    treated = {word for one in done for word in treatments(one.tool, one.args)}
    said = bare_words(things, figures_in(things, last), treated)
    if said is None:
        told = _REASON.match(text)
        return _amended(told["said"], state) if told and not _COMMANDS & set(told["why"].lower().split()) else None
    meant, not_meant = _ids(said.meant), _ids(said.not_meant)
    frames = _spoken_of(said, done, last, meant, state)
    if not frames:
        return None
    if not said.is_about_size:
        if _STILL.search(things.low) and not meant and _COMPLAINED.search(state.context.dialogue[-1].user):
            return [told_as(Step(one.tool, dict(one.args)), "again", one) for one in frames]
        if said.is_ordered and not meant:
            meant = _by_order(frames, things)
            if not meant and (names := _the_others(frames, things)):
                return [Step("ask", {"text": WHICH_ONE.format(names)})]
        return _of_another(frames, meant, not_meant, state) if said.corrects else None
    if _is_either_way(said, frames) and not _THAN.search(things.low):
        return [Step("ask", {"text": WHICH_WAY})]
    about = [one for one in frames if not meant or meant <= things_of(one, state)]
    is_of_a_send = any((one.tool, one.kind) == ("route", "send") for one in about)
    if meant and not said.treatment and is_of_a_send and _ON_A_FADER.search(things.low):
        return None  # "the BVs up 3" behind their send is their fader
    if not about or not_meant or said.is_ordered:
        return None
    found = [step for one in about if (step := turned(one, said, things, state))]
    if said.share and not found and not meant:
        return [Step("ask", {"text": WHAT_DIFFERENT})]  # of what has no number there is no half
    is_clear = len({(one.tool, one.kind) for one in about}) == 1 or said.axis not in ("", "amount", "any")
    return found if found and (is_clear or len(found) == 1) else None


_REASON = regex(
    r"^(?P<said>[^,.;:!?]{2,30})[,.;:!]\s*(?P<why>(?:because|cause|cuz|since|(?:it|that|this)(?:'s| is)?"
    r"|(?:sounds?|feels?|seems?|looks?) |(?:i|we|you) (?:can|hear|sound|sing|feel|think)|there(?:'s| is)|too )"
    r"[^?]{3,})$",
    re.IGNORECASE,
)
""" "Less, it sounds like a church": what is wanted, and why."""
_COMMANDS = COMMANDS - frozenset("sound make like turn put get hear feel have keep sing".split())
_NOTE_VALUE = regex(
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
    found = [one for one in targets if one.why in ("nth", "other") and len(one.ids) == 1 and one.score >= 1]
    return set(found[0].ids) if found else set()


def _the_others(frames: Sequence[Frame], things: Things) -> str:
    """The names of what "the other one" may be, where it is one of several."""
    targets = things.targets(frames[-1]) if len(frames) == 1 else []
    rest = next((one.ids for one in targets if one.why == "rest" and len(one.ids) <= _MOST_NAMES), ())
    tracks = [str(card.view.track) for one in rest if (card := things.state.cards.get(one)) and card.view.track]
    names = [f"“{name}”" for name in dict.fromkeys(tracks)]
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else ""


_SWAP = regex(
    r"^\W*(?:(?:no|nope|nah|ok|hm+|sorry|oops|wait|actually|and|please|now|can you|the)\W+)*"
    r"(?:swap|switch|reverse|exchange)(?: (?:the two|those two|these two|those|these|them|both)(?: two)?)?"
    r"(?: (?:around|round|over|please|sides))*\W*$"
    r"|^\W*(?:(?:no|nope|sorry|oops|wait)\W+)*the other way (?:round|around)\W*$"
)


_OTHER_WAY = regex(
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


_NOT_THAT = regex(
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


def _ids(mentions: Sequence[Mention]) -> set[str]:
    return {one for mention in mentions for one in mention.ids}


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
