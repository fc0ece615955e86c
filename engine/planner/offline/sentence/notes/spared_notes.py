"""Spared notes: "the sax up an octave, but keep the last note", "not the first one": all others."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_words import spared_note
from engine.planner.offline.sentence.notes.notes import note_edit
from engine.planner.offline.sentence.notes.pitches import pitch
from engine.tasks.plan import Step


def spared_notes(said: Said) -> list[Step] | None:
    """The edit of all notes but one of each clip; None where none is spared, or not all of it is known."""
    spared = spared_note(said.raw)
    if spared is None:
        return None
    words, place = spared
    rest = taken_apart(words, said.scene, focus=said.focus if said.is_later else None, before=said.before)
    steps = note_edit(rest) or pitch(rest)
    if not steps or any({"note", "only"} & set(one.args) for one in steps):
        return None
    made: list[Step] = []
    for one in steps:
        args = dict(one.args)
        if one.task == "change_tempo_key" and set(args) <= {"clip", "clips", "semitones", "start_bar", "end_bar"}:
            args = {"action": "pitch", "change": args.pop("semitones"), **args}
            ids = args.get("clips") or [args.get("clip")]
            if any((view := said.scene.clip(each)) is None or view.kind != "midi" for each in ids):
                return None
        elif one.task != "edit_notes":
            return None
        made.append(replace(one, task="edit_notes", args={**args, "only": f"not note {place}"}))
    return made
