"""Trains the tables of what a turn wants of earlier acts (engine/planner/data/acts.npz).

    python -m bench.planner.train_acts                 corpus/acts → engine/planner/data/acts.npz
    python -m bench.planner.train_acts --leave-out     prints how each writer is understood by what the others taught
    python -m bench.planner.train_acts --held FILE     the same for a file that is not taught

corpus/acts holds what people say behind deeds, by kind ("turn half", then one form a line; {x} is what something was
done to, {y} {z} other things, {n} the figure, {m} another one). Turns of corpus/frames that stand alone teach what is
about no earlier act. Needs scikit-learn; half a minute.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.planner.frames import FRAMES, turns_of
from bench.planner.rows import CORPUS, read_rows
from bench.planner.sessions import made_session
from bench.planner_talks.talks import Deed, read_talks
from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo, context_from_row
from engine.planner.languages.request import in_words
from engine.planner.offline.conversation.act_sense import (
    BUCKETS,
    PATH,
    WANTS,
    Tables,
    TurnSense,
    acts_of,
    chances,
    features,
    features_of_thing,
    meant_chance,
    numbered,
    spoken,
)
from engine.planner.offline.conversation.act_wanted import OTHERWISE
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.reading.dialogue_state import DialogueState

SAID = CORPUS / "acts"
NAMES = (
    *("Guitar", "Rhodes", "Vocal", "Bass", "Organ", "Cello", "Lead Vox", "Pad", "Upright", "Kick", "Strings High"),
    *("Choir", "Trumpet", "Piano", "Synth Lead", "Shaker", "Violins", "Marimba", "Tape Loop", "Clap"),
)
COPIES = 4
SEVERAL = 250
GRADED = ("quieter", "louder", "left", "higher")
FIGURED = (*GRADED, "velocity", "move", "fade")
SECOND = ("mute", "colour", "louder", "reverse", "move", "left")


@dataclass(frozen=True)
class Kind:
    """A kind of turn: what it wants, after what, and for which things."""

    want: str
    deeds: tuple[str, ...] = ()
    """Empty = any."""
    before: str = "x"
    """x: one thing; xy: two at once; x,y: two requests; undo: taken back."""
    meant: str = ""
    """The letters that it is wanted for; the others are only spoken of."""


KINDS = {
    "half": Kind("half", GRADED, meant="x"),
    "double": Kind("double", GRADED, meant="x"),
    "other_figure": Kind("figure", FIGURED, meant="x"),
    "other_way": Kind("opposite", GRADED, meant="x"),
    "not_this_one": Kind("instead", meant="y"),
    "this_too": Kind("also", meant="y"),
    "these_too": Kind("also", meant="yz"),
    "this_too_but": Kind("also but", GRADED, meant="y"),
    "mirrored": Kind("mirrored", ("left",), meant="y"),
    "undone": Kind("back", meant="x"),
    "one_of_two_undone": Kind("back", before="x,y", meant="x"),
    "last_of_two_undone": Kind("back", before="x,y", meant="y"),
    "half_of_a_pair_undone": Kind("back", before="xy", meant="x"),
    "pair_undone": Kind("back", before="xy", meant="xy"),
    "pair_other_figure": Kind("figure", GRADED, "xy", "xy"),
    "one_of_pair_other_figure": Kind("figure", GRADED, "xy", "x"),
    "third_like_first": Kind("like", before="x,y", meant="z"),
    "first_other_figure": Kind("figure", FIGURED, "x,y", "x"),
    "again_after_undo": Kind("redo", before="undo", meant="x"),
    "words_only": Kind("words"),
    "not_that_way": Kind("words"),
    "new_request": Kind("none"),
    "further": Kind("further", GRADED),
}


@dataclass(frozen=True)
class Example:
    """One turn as it is read, with what it wants and for which of its things."""

    said: TurnSense
    want: str
    meant: tuple[tuple[int, bool], ...] = ()
    text: str = ""


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--held", type=Path)
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    writers = {path.stem: list(examples(path)) for path in sorted(SAID.glob("*.txt"))}
    others = [*alone(), *requests(3000)]
    writers["other languages"] = list(elsewhere())
    print({name: len(found) for name, found in writers.items()}, "standing alone:", len(others))
    if options.leave_out:
        chance = random.Random(5)
        chance.shuffle(others)
        for name, held in writers.items():
            rest = [one for other, found in writers.items() if other != name for one in found]
            report(name, trained([*rest, *others[len(others) // 4 :]]), held, others[: len(others) // 4])
        return
    made = trained([one for found in writers.values() for one in found] + others)
    if options.held:
        report(options.held.stem, made, list(examples(options.held)), [])
        return
    write(made, options.out)


def examples(path: Path, copies: int = COPIES) -> Iterator[Example]:
    """The forms of a writer, each behind some deeds; with something else to do behind them they are several things."""
    chance = random.Random(path.stem)
    deeds, _ = read_talks()
    said: list[tuple[str, str]] = []
    kind = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("turn "):
            kind = line[5:].strip(" :")
        elif line.strip() and kind in KINDS:
            said.append((kind, line.strip()))
    for kind, form in said:
        for _ in range(copies):
            yield _example(form, KINDS[kind], kind, deeds, chance)
    more = [form for kind, form in said if kind == "new_request"]
    for kind, form in chance.sample(said, SEVERAL if more else 0):
        joint = chance.choice((" and ", ", and ", " then ", ", then "))
        both = f"{form.rstrip(' .?!')}{joint}{chance.choice(more)}"
        yield replace(_example(both, KINDS[kind], kind, deeds, chance), want="none", meant=())


def elsewhere() -> Iterator[Example]:
    """The forms of bench planner_talks in other languages, in the English words that they are read in."""
    chance = random.Random(9)
    deeds, kinds = read_talks()
    for kind in kinds:
        own = KINDS.get(kind.name)
        for language, forms in kind.said.items() if own else ():
            for form in forms if own and language != "en" and "{B:it}" not in "".join(forms) else ():
                for _ in range(COPIES):
                    yield _example(form, own, kind.name, deeds, chance, language)


def _example(
    form: str, kind: Kind, name: str, deeds: dict[str, Deed], chance: random.Random, language: str = "en"
) -> Example:
    deed = deeds[chance.choice(kind.deeds or tuple(deeds))]
    if ("{n}" in form or "{m}" in form) and deed.figure is None:
        deed = deeds[chance.choice(FIGURED)]
    second = deeds[chance.choice([one for one in SECOND if one != deed.name])]
    things = dict(zip("xyz", chance.sample(NAMES, 3), strict=True))
    other = f"{{{'xy'[chance.random() < 0.5]}}}"
    before = kind.before
    if kind.want in ("words", "none") or name in ("this_too", "undone", "half", "other_figure", "not_this_one"):
        before = chance.choice((before, before, "z,x", *(("undo",) if kind.want in ("words", "none") else ())))
    context = _context(before, deed, second, things)
    text = form.replace("{xy}", other)
    for letter, thing in things.items():
        told = chance.choice((f"the {thing.lower()}",) * 4 + (thing.lower(), thing, f"the {thing}"))
        told = thing if language != "en" else told
        text = text.replace(f"{{{letter}}}", told)
    for letter, figure in (("n", deed.figure), ("m", deed.other_figure)):
        if figure is not None:
            text = text.replace(f"{{{letter}}}", deed.amount(language, figure))
    if language != "en":
        text = in_words(text, language, NAMES)
    state = State.of(DialogueState.of(context))
    said = spoken(Things(text, state), acts_of(state) or _undone_acts(state), state)
    ids = {letter: {f"track:{thing}", f"c{NAMES.index(thing) + 1}"} for letter, thing in things.items()}
    meant = tuple(_meant(said, kind, before, ids))
    is_named = bool(said.things)
    is_first = name in ("one_of_two_undone", "first_other_figure") and not is_named
    is_first = is_first or name in ("half_of_a_pair_undone", "one_of_pair_other_figure") and not is_named
    want = {"back": "back, the first", "figure": "figure of the first"}[kind.want] if is_first else kind.want
    return Example(said, want, meant if kind.meant else (), text)


def _meant(said: TurnSense, kind: Kind, before: str, ids: dict[str, set[str]]) -> Iterator[tuple[int, bool]]:
    """Which of the things and acts that are named it is wanted for."""
    for place, one in said.things:
        if isinstance(one, str):
            letters = before.replace(",", "")
            if len(letters) == 2:
                yield place, letters["FS".index(one)] in kind.meant
        elif any(set(one.ids) & found for found in ids.values()):
            yield place, any(set(one.ids) & ids[letter] for letter in kind.meant)


def _undone_acts(state: State) -> list[Frame]:
    return list(state.frames)  # of what was taken back it is spoken, too


def _context(before: str, deed: Deed, second: Deed, things: dict[str, str]) -> Context:
    clips = tuple(
        ClipInfo(f"c{n}", name, name, "midi" if n % 2 else "audio", 0, 30, bars=(1.0, 17.0))
        for n, name in enumerate(NAMES, 1)
    )
    turns: list[tuple[str, list[dict[str, Any]]]] = []
    parts = {"xy": ["xy"], "undo": ["x", "undo"]}.get(before, before.split(","))
    for number, part in enumerate(parts):
        own = second if before == "x,y" and number or before == "z,x" and not number else deed
        if part == "undo":
            turns.append(("undo", [{"tool": "undo", "args": {}}]))
            continue
        named = [things[letter] for letter in part]
        said = own.words("en", " and ".join(f"the {one.lower()}" for one in named))
        turns.append((said, [_call(own, one) for one in named]))
    dialogue = tuple(
        Exchange(
            said,
            tuple(calls),
            tuple(CallResult(place, True) for place in range(len(calls))),
            undone=before == "undo" and number == 1,
            number=number,
        )
        for number, (said, calls) in enumerate(turns, 1)
    )
    views = tuple(map(TrackInfo, NAMES))
    return Context(clips=clips, tracks=NAMES, track_views=views, dialogue=dialogue)


def _call(deed: Deed, thing: str) -> dict[str, Any]:
    task, *told = deed.call.split()
    args: dict[str, Any] = {}
    for one in told:
        name, _, value = one.partition("=")
        if value == "{x}":
            args[name] = f"c{NAMES.index(thing) + 1}" if name == "clip" else thing
        else:
            args[name] = deed.figure if value == "{v}" else value
    return {"tool": task, "args": args}


def alone() -> Iterator[Example]:
    """Turns of written out conversations that are about no earlier act."""
    for path in sorted(FRAMES.glob("*.txt")):
        for turn in turns_of(path):
            if not turn.row["dialogue"] or any(call["op"] != "fresh" for call in turn.gold):
                continue
            state = State.of(DialogueState.of(context_from_row(turn.row)))
            if acts := acts_of(state):
                yield Example(spoken(Things(turn.text, state), acts, state), "none", text=turn.text)


def requests(count: int) -> Iterator[Example]:
    """Requests of the corpus, each behind something that was done to one of its clips."""
    chance = random.Random(3)
    deeds, _ = read_talks()
    found = [row for row in read_rows() if "ask" not in row.tasks]
    for row in chance.sample(found, min(count, len(found))):
        session = made_session(row)
        if session is None or not session[0]["clips"]:
            continue
        context = context_from_row({"context": session[0]})
        clip = chance.choice(context.clips)
        deed = deeds[chance.choice(tuple(deeds))]
        call = _call(deed, NAMES[0])
        told: dict[str, Any] = dict(call["args"])
        target = {"track": clip.track} if clip.track and "track" in told else {"clip": clip.id}
        args = {name: value for name, value in told.items() if name not in ("clip", "track")}
        made = {"tool": call["tool"], "args": {**target, **args}}
        turn = Exchange("do it", (made,), (CallResult(0, True),), undone=False, number=1)
        state = State.of(DialogueState.of(replace(context, dialogue=(turn,))))
        if acts := acts_of(state):
            yield Example(spoken(Things(row.text, state), acts, state), "none", text=row.text)


def trained(found: Sequence[Example]) -> Tables:
    """Learn both tables."""
    wants = LogisticRegression(C=60.0, max_iter=400)
    wants.fit(_matrix([features(one.said) for one in found]), [WANTS.index(one.want) for one in found])
    table = np.zeros((BUCKETS, len(WANTS)), np.float32)
    bias = np.full(len(WANTS), -20.0, np.float32)
    for row, label in enumerate(wants.classes_):
        table[:, label], bias[label] = wants.coef_[row], wants.intercept_[row]
    named = [(one, place, is_meant) for one in found for place, is_meant in one.meant]
    meant = LogisticRegression(C=30.0, max_iter=400)
    meant.fit(
        _matrix([features_of_thing(one.said, place, one.want) for one, place, _ in named]),
        [is_meant for _, _, is_meant in named],
    )
    return Tables(table, bias, meant.coef_[0].astype(np.float32), float(meant.intercept_[0]))


def _matrix(rows: Sequence[Iterator[str]]) -> csr_matrix:
    places, sizes, ends = [], [], [0]
    for row in rows:
        found, counted = numbered(row)
        places.append(found)
        sizes.append(counted)
        ends.append(ends[-1] + len(found))
    return csr_matrix((np.concatenate(sizes), np.concatenate(places), ends), (len(ends) - 1, BUCKETS))


def report(name: str, model: Tables, held: Sequence[Example], others: Sequence[Example]) -> None:
    """Print how held-out turns are understood, by how sure the tables are."""
    judged = []
    for one in (*held, *others):
        shares = chances(one.said, model)
        best = int(shares.argmax())
        things = all(
            (meant_chance(one.said, place, WANTS[best], model) > 0.5) == is_meant for place, is_meant in one.meant
        )
        judged.append((float(shares[best]), WANTS[best], one, things))
    print(f"\n{name}: {len(held)} turns and {len(others)} that stand alone")
    for least in (0.0, 0.5, 0.7, 0.8, 0.9):
        acted = [row for row in judged if row[0] >= least and row[1] not in OTHERWISE]
        right = sum(row[1] == row[2].want and row[3] for row in acted)
        due = sum(one.want not in OTHERWISE for one in held)
        false = sum(row[2].want in OTHERWISE for row in acted)
        print(
            f"  from {least}: {len(acted)} acts, right {right} of {due} due,"
            f" wrong {len(acted) - right}, unasked {false}"
        )
    wrong = Counter((row[2].want, row[1]) for row in judged if row[1] != row[2].want)
    print("  taken for another:", ", ".join(f"{a}→{b} {n}" for (a, b), n in wrong.most_common(12)))


def write(model: Tables, path: Path) -> None:
    """Store the rows that say something, with half the digits."""
    scale = float(np.abs(model.wants).max()) / 127
    small = np.round(model.wants / scale).astype(np.int8)
    rows = np.flatnonzero(np.abs(small).max(axis=1) > 0)
    meant_rows = np.flatnonzero(np.abs(model.meant) > 1e-3)
    np.savez_compressed(
        path, rows=rows.astype(np.uint16), wants=small[rows], scale=np.float32(scale), wants_bias=model.wants_bias,
        meant_rows=meant_rows.astype(np.uint16), meant=model.meant[meant_rows].astype(np.float16),
        meant_bias=np.float32(model.meant_bias),
    )  # fmt: skip
    print(f"{path}: {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
