"""What the planner is trained on: requests, the same with other names, chains of single ones, turns."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from bench.planner_rows import Mark, Row, clauses, cut_points, read_dialogues, read_rows

MASKS = {"clip": "xclip", "midi": "xclip", "track": "xclip", "image": "ximage"}


def renamed(row: Row, name_of: Callable[[Mark, str], str]) -> Row:
    """The request with other words for its marks."""
    text, marks, at = "", [], 0
    for mark in sorted(row.marks, key=lambda one: (one.start, one.end)):
        if mark.start < at:
            return row
        text += row.text[at : mark.start]
        surface = name_of(mark, row.text[mark.start : mark.end])
        marks.append(replace(mark, start=len(text), end=len(text) + len(surface)))
        text, at = text + surface, mark.end
    return Row(row.writer, row.tasks, text + row.text[at:], tuple(marks))


def masked(row: Row) -> Row:
    """With a placeholder for every clip, track and picture that is named."""
    return renamed(
        row, lambda mark, said: MASKS[mark.name] if mark.value == "ref" and mark.name in MASKS and said else said
    )


def other_names(rows: Sequence[Row], rng: random.Random) -> Callable[[Mark, str], str]:
    """Names of clips, tracks and pictures of other requests, so that a name says nothing about the task."""
    pool: dict[str, list[str]] = {}
    for row in rows:
        for mark in row.marks:
            if mark.value == "ref" and mark.end > mark.start and mark.name in MASKS:
                pool.setdefault(mark.name, []).append(row.text[mark.start : mark.end])
    return lambda mark, said: (
        rng.choice(pool[mark.name]) if mark.value == "ref" and mark.name in pool and said else said
    )


def joined(rows: Sequence[Row], rng: random.Random, count: int) -> list[Row]:
    """Chains made of two or three single requests, the later ones about "it"."""
    single = [
        row
        for row in rows
        if len(row.tasks) == 1 and row.tasks[0] not in ("chat", "ask", "refuse") and len(row.text) < 90
    ]
    made = []
    for _ in range(count):
        parts = [rng.choice(single) for _ in range(rng.choice((2, 2, 3)))]
        parts[1:] = [
            renamed(
                part,
                lambda mark, said: (
                    rng.choice(("it", "that", "the result", "it", said))
                    if mark.value == "ref" and mark.name in ("clip", "midi") and said
                    else said
                ),
            )
            for part in parts[1:]
        ]
        text, marks = "", []
        for step, part in enumerate(parts, 1):
            link = (
                ""
                if step == 1
                else rng.choice(
                    (
                        ", ",
                        ", ",
                        ", then ",
                        " then ",
                        " and then ",
                        " and ",
                        " and ",
                        ", and ",
                        ". ",
                        "; ",
                        ". then ",
                        ", after that ",
                        " plus ",
                    )
                )
            )
            body = part.text.rstrip(".!? ") if step < len(parts) else part.text
            shift = len(text) + len(link)
            marks += [
                replace(mark, step=step, start=mark.start + shift, end=min(mark.end, len(body)) + shift)
                for mark in part.marks
            ]
            marks.append(Mark(step, "edge", "", shift, shift))
            text += link + body
        made.append(Row("joined", tuple(part.tasks[0] for part in parts), text, tuple(marks)))
    return made


def known_cuts(row: Row) -> list[int] | None:
    """Where the steps of a row begin."""
    edges = [mark.start for mark in row.marks if mark.name == "edge"]
    return sorted(edges)[1:] if edges else cut_points(row)


def turns_said(leave_out: str) -> list[tuple[Row, str]]:
    """Turns of one task after the first, each with what `ngrams` calls before."""
    found = []
    for _, turns in read_dialogues()[:: 2 if leave_out == "dialogues" else 1]:
        before, asked = "", False
        for turn in turns:
            tasks = turn.row.tasks
            if (before or asked) and len(tasks) == 1:
                found.append((turn.row, ("ask " if asked else "") + (before or "none")))
            real = [task for task in tasks if task not in ("chat", "ask", "refuse", "undo", "redo", "history")]
            before, asked = (real[-1] if real else before), tasks == ("ask",)
    return found


def training_rows(leave_out: str = "") -> tuple[list[Row], list[Row], list[Row]]:
    """(whole requests, single clauses, clauses of conversations) without one writer's.

    Of the chains and the conversations, which one writer made, half are left out.
    """
    whole = [
        row
        for row in read_rows()
        if row.writer != leave_out or (leave_out == "chains" and row.number % 2)
    ]
    single = [part for row in whole for part in clauses(row)]
    talk = [
        part
        for _, turns in read_dialogues()[:: 2 if leave_out == "dialogues" else 1]
        for turn in turns
        for part in clauses(turn.row)
    ]
    return whole, single, talk
