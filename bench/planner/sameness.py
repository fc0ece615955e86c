"""Sameness: what an order means does not hang on what stands around it.

    python -m bench.planner.sameness [--file sameness|sameness_more|sameness_verbs|sameness_verbs_2] [--session NAME …]
        [--only WORDING …] [--seed 1] [--share 1.0] [--pairs 12] [--show] [--alone]

Plans orders over the whole task table (`corpus/sameness.txt`) in sessions of eight kinds alone, in other wordings
(courtesies, reasons, figures in words, a word put right …) and joined in twos and threes, and compares. There is no
judge: of two plans that differ one is wrong. One that is no act alone must be named beside another, or all be asked
about. Prints how many differ by wording and joint, and those with `--show`; `--alone` prints what each order means by
itself.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.planner.rows import CORPUS
from bench.planner.sameness_sessions import SESSIONS
from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.tasks.plan import Plan

Means = list[tuple[str, dict[str, Any]]]
Wording = Callable[[str, Context], str | None]

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_QUESTION = re.compile(r"\?$|^(?:which|how|what)\b")
_OWN = re.compile(r"\b(?:Verb Bus|MIDI \d|Audio \d|Violin \d|BV \d|(?:Hook|Verse) \d|scratch \d|808)\b", re.IGNORECASE)


def _in_words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    rest = number % 100
    return f"{_ONES[number // 100]} hundred" + (f" and {_in_words(rest)}" if rest else "")


def _worded(text: str, context: Context) -> str | None:
    """The figures in words, those in names left."""
    names = [found.span() for found in _OWN.finditer(text)]

    def word(found: re.Match[str]) -> str:
        if any(first <= found.start() < last for first, last in names) or int(found[2]) > 999:
            return found[0]
        return ("minus " if found[1] else "") + _in_words(int(found[2]))

    told = re.sub(r"(?<![\w/.])(-)?(\d+)(?![\w/.])(?!\.\d)", word, text)
    return told if told != text else None


def _named(text: str, context: Context) -> list[re.Match[str]]:
    """The tracks that it names, as they stand there."""
    names = sorted((view.name for view in context.track_views if view.kind != "master"), key=len, reverse=True)
    pattern = "|".join(map(re.escape, names))
    return list(re.finditer(rf"(?<!called )(?<!to )\b({pattern})\b(?! (?:in a|as)\b)", text, re.IGNORECASE))


def _my(text: str, context: Context) -> str | None:
    told = re.sub(r"\bthe (?=" + "|".join(re.escape(one[0]) for one in _named(text, context)) + r"\b)", "my ", text)
    return told if _named(text, context) and told != text else None


def _bare(text: str, context: Context) -> str | None:
    told = re.sub(r"\bthe (?=" + "|".join(re.escape(one[0]) for one in _named(text, context)) + r"\b)", "", text)
    return told if _named(text, context) and told != text else None


def _track(text: str, context: Context) -> str | None:
    """ "The pad track": where it is about the track and nothing on it."""
    found = _named(text, context)
    if not found or not re.match(r"(?:mute|unmute|solo|turn|set|pan|color|rename|arm|send|lower|freeze)\b", text):
        return None
    group = {view.group for view in context.track_views}
    if found[0][0].lower() in {name.lower() for name in group}:
        return None
    return text[: found[0].end()] + " track" + text[found[0].end() :]


_WHOLE = re.compile(r"(?:^\w+|\b(?:the|from|on|to|of|in|and)) $")


def _put_right(text: str, context: Context) -> str | None:
    """Another track first, then the one that is meant."""
    found = _named(text, context)
    if len(found) != 1 or found[0].end() != len(text) or not _WHOLE.search(text[: found[0].start()]):
        return None
    other = next(
        (one for one in context.tracks if one.lower() != found[0][0].lower() and one.lower() not in text.lower()), None
    )
    if other is None or re.match(rf"{re.escape(found[0][0])} \d", text[found[0].start() :]):
        return None
    the = "the " if text[: found[0].start()].endswith("the ") else ""
    return f"{text[: found[0].start()]}{other}, sorry, {the}{found[0][0]}" if other else None


def _figure_put_right(text: str, context: Context) -> str | None:
    """Another figure first, then the one that is meant."""
    found = re.search(r"(?<![\d.])(-?\d+)( dB| bpm| percent| Hz| LUFS)$", text)
    if found is None:
        return None
    return f"{text[: found.start()]}{int(found[1]) * 2}{found[2]}, no, make that {found[0]}"


def _begun_anew(text: str, context: Context) -> str | None:
    other = next((one for one in context.tracks if one.lower() not in text.lower()), None)
    is_other = _QUESTION.search(text) or re.search(r"^undo\b|\bit\b|\bfollows\b", text)
    return f"mute {other}, no wait, {text}" if other and not is_other else None


def _around(form: str) -> Wording:
    return lambda text, context: form.format(text.rstrip("?"))


def _db(unit: str) -> Wording:
    return lambda text, context: text.replace(" dB", unit) if " dB" in text else None


_FORMS = (
    *("can you {} please", "could you {}", "would you please {}", "ok now {}", "I'd like you to {}", "please {}"),
    *("{}, thanks", "let's {}", "go ahead and {}", "I want you to {}", "now {} please", "{} for me", "{} now"),
    *("I want to {}", "we need to {}", "you should {}", "first of all, {}", "next, {}", "hey, {}", "hi there! {}"),
    *("alright, {}", "{} when you get a chance", "{} real quick", "just {}", "{}, please and thank you", "{}!"),
    *("it sounds better that way, so {}", "{} because it sounds better", "the mix is too busy, so {}"),
    *("that sounds great. {}", "love it so far, {}", "nice work! {}", "I think we should {}", "why don't you {}"),
    *("good morning, {}", "{}. thanks so much", "actually, {}", "{}, I think that would help", "try this: {}"),
    *("do me a favor and {}", "be so kind as to {}", "{}, if you don't mind", "I was wondering if you could {}"),
    *("the choruses feel a bit flat, and my singer agrees. {}", "I love how this is going but {}"),
    *("we listened in the car yesterday. {}", "the label wants it by Friday so {}", "everything is so loud. {}"),
    *("before I forget, {}", "{} so we can move on", "my drummer says hello. {}", "you know what, {}"),
)
WORDINGS: dict[str, Wording] = {
    **{form: _around(form) for form in _FORMS},
    "lower case": lambda text, context: None if re.search("called|rename", text) else text.lower(),
    "capital": lambda text, context: text[0].upper() + text[1:] + ".",
    "figures in words": _worded,
    "my": _my,
    "bare noun": _bare,
    "track": _track,
    "decibels": _db(" decibels"),
    "db": _db("db"),
    "name put right": _put_right,
    "figure put right": _figure_put_right,
    "begun anew": _begun_anew,
}
JOINTS = (" and ", ", then ", ". ", ", and ", " and then ", "; ", ". also, ", ", after that ", "\n")


@dataclass(frozen=True)
class Case:
    """A text, what kind of wording it is, and what it has to mean."""

    kind: str
    session: str
    text: str
    wanted: Means
    unread: tuple[str, ...] = ()
    """Orders in it that are no act alone: the answer says that they are not done, or asks."""


def orders(name: str = "sameness") -> dict[str, list[str]]:
    """The orders of a file, by session."""
    found: dict[str, list[str]] = {}
    for line in (CORPUS / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            its = found.setdefault(line[2:], [])
        elif line:
            its.append(line)
    return found


def means(planner: OfflinePlanner, text: str, context: Context) -> Means:
    """What it is planned as: of a reply only that it is one; what an edit left in its place is the clip."""
    return _meant(planner.plan(text, context))


def _meant(plan: Plan) -> Means:
    made: Means = []
    for one in plan.steps:
        args = {} if one.task in REPLIES else {name: _in_place(value, made) for name, value in one.args.items()}
        made.append((one.task, args))
    return made


_EDITS = ("apply_effect", "change_tempo_key", "denoise", "edit_clip", "edit_notes", "enhance_speech", "style_transfer")


def _in_place(value: Any, made: Means) -> Any:
    if not isinstance(value, str) or not (found := re.fullmatch(r"\$(\d+)", value)) or int(found[1]) > len(made):
        return value
    task, args = made[int(found[1]) - 1]
    return args.get("clip", value) if task in _EDITS else value


def is_act(meant: Means) -> bool:
    """Is it more than a reply?"""
    return not any(task in REPLIES for task, _ in meant)


def joined(parts: Sequence[Means]) -> Means:
    """What several mean, one behind the other."""
    made: Means = []
    for part in parts:
        made += [(task, {name: _shifted(value, len(made)) for name, value in args.items()}) for task, args in part]
    return made


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, list):
        return [_shifted(one, by) for one in value]
    if isinstance(value, str) and (found := re.fullmatch(r"\$(\d+)(.*)", value)):
        return f"${int(found[1]) + by}{found[2]}"
    return value


def worded(alone: dict[str, dict[str, Means]], only: Sequence[str] = ()) -> Iterator[Case]:
    """Each order in each wording."""
    for session, its in alone.items():
        for text, wanted in its.items():
            for kind, wording in WORDINGS.items():
                if only and kind not in only or _QUESTION.search(text) and "{}" in kind and kind not in _OF_QUESTIONS:
                    continue
                if (told := wording(text, SESSIONS[session])) and told != text:
                    yield Case(kind, session, told, wanted)


_OF_QUESTIONS = ("{}, thanks", "hey, {}", "hi there! {}", "alright, {}", "that sounds great. {}", "ok now {}")


def together(alone: dict[str, dict[str, Means]], rng: random.Random, pairs: int) -> Iterator[Case]:
    """Two and three orders of a session in one message; none of them changes what the next one speaks of."""
    for session, its in alone.items():
        acts = [text for text, meant in its.items() if is_act(meant) and not _QUESTION.search(text)]
        acts = [text for text in acts if not _LEANS.search(text)]
        for joint in JOINTS:
            for number in range(pairs):
                some = rng.sample(acts, min(len(acts), 3 if number % 4 == 3 else 2))
                if len(some) < 2 or not _apart([its[one] for one in some], SESSIONS[session]):
                    continue
                kind = f"{len(some)} by {joint!r}"
                yield Case(kind, session, joint.join(some), joined([its[one] for one in some]))


def beside_unread(alone: dict[str, dict[str, Means]], rng: random.Random, pairs: int) -> Iterator[Case]:
    """An order and one that is no act alone, in one message: it is done and the other named, or all is asked."""
    for session, its in alone.items():
        told = [text for text in its if not _QUESTION.search(text) and not _LEANS.search(text)]
        unread = [text for text in told if its[text][0][0] in ("ask", "refuse")]
        acts = [text for text in told if is_act(its[text])]
        for joint in JOINTS:
            for _ in range(pairs if unread and acts else 0):
                lost, done = rng.choice(unread), rng.choice(acts)
                some = [done, lost] if rng.random() < 0.5 else [lost, done]
                yield Case(f"beside one unread by {joint!r}", session, joint.join(some), its[done], (lost,))


def is_as_wanted(case: Case, plan: Plan) -> bool:
    """Is it what each of its orders means alone, and nothing lost without a word?"""
    if not case.unread:
        return _meant(plan) == case.wanted
    is_told = plan.choices or all(one in plan.note for one in case.unread)
    return not is_act(_meant(plan)) or _meant(plan) == case.wanted and bool(is_told)


_LEANS = re.compile(
    r"\bit\b|\bfollows\b|\btempo\b|\bbpm\b|\btime signature\b|\bwaltz\b|^undo\b|^rename\b|^play\b|^export\b|^master\b"
)


def _apart(some: Sequence[Means], context: Context) -> bool:
    """Is each done to things of its own?"""
    tracks = {clip.id: clip.track for clip in context.clips}
    reached: list[set[str]] = []
    for meant in some:
        said = [args.get(name) for _, args in meant for name in ("clip", "track", "clips", "tracks")]
        named = [one for value in said if value for one in (value if isinstance(value, list) else [value])]
        reached.append({str(tracks.get(one, one)) for one in named if not one.startswith("$")})
    return sum(map(len, reached)) == len(set[str]().union(*reached)) or len(context.tracks) == 1


def main() -> None:
    """Plan, compare and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--file", default="sameness")
    parser.add_argument("--session", nargs="*", default=())
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_args()
    planner, rng = OfflinePlanner(), random.Random(options.seed)
    alone: dict[str, dict[str, Means]] = {}
    for session, its in orders(options.file).items():
        if not options.session or session in options.session:
            alone[session] = {text: means(planner, text, SESSIONS[session]) for text in its}
    if options.alone:
        for session, plans in alone.items():
            for text, meant in plans.items():
                print(f"{session}: {text}\n      {meant}")
        return
    cases = [*worded(alone, options.only)]
    if not options.only:
        cases += [*together(alone, rng, options.pairs), *beside_unread(alone, rng, options.pairs // 4)]
    tried: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for case in cases:
        if rng.random() >= options.share:
            continue
        tried[case.kind] += 1
        plan = planner.plan(case.text, SESSIONS[case.session])
        if is_as_wanted(case, plan):
            continue
        got = _meant(plan)
        differ[case.kind] += 1
        asked[case.kind] += not is_act(got)
        if options.show:
            print(f"[{case.kind}] {case.session}: {case.text!r}")
            print(f"    got    {got} {plan.note}\n    wanted {case.wanted}")
    for kind, number in tried.items():
        print(f"{differ[kind]:4} of {number:4} differ, {asked[kind]:3} of them asked: {kind}")
    acts = sum(differ.values()) - sum(asked.values())
    print(f"{sum(differ.values())} of {sum(tried.values())} differ, {acts} of them other acts")


if __name__ == "__main__":
    main()
