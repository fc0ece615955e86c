"""Spared notes: "the sax up an octave, but keep the last note", "not the first one": all others."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_words import spared_note
from engine.planner.offline.sentence.notes.notes import left_over, note_edit
from engine.planner.offline.sentence.notes.notes_in_hand import others
from engine.planner.offline.sentence.notes.pitches import pitch
from engine.planner.offline.sentence.notes.which_notes import which_notes
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOT_THESE = regex(
    r"(?:but |just |only |and )*(?:not|except(?: for)?|leave(?: out)?|spare|without|apart from) (?P<what>[\w' ,#]+)"
)


def spared_notes(said: Said) -> list[Step] | None:
    """The edit of all notes but one of each clip; None where none is spared, or not all of it is known."""
    if said.is_later and (kept := _kept_only(said)):
        return kept
    if said.is_later and (others_of_it := _rest_only(said)):
        return others_of_it
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


def _rest_only(said: Said) -> list[Step] | None:
    """ "Not the first note of each bar", behind an edit of all notes: all others."""
    match, last = _NOT_THESE.fullmatch(said.text.strip(" .!")), said.last()
    spared = which_notes(match["what"]) if match else None
    if spared is None or not spared.args or not last:
        return None
    if left_over(taken_apart(spared.rest, said.scene, focus=said.focus), _BESIDE):
        return None
    chosen = others(spared.args)
    if chosen is None or any({"note", "only"} & set(one.args) for one in last):
        return None
    if all(one.tool == "edit_notes" for one in last):
        return [told_as(Step("edit_notes", {**one.args, **chosen}), "fix", one) for one in last]
    midi = {one.id for one in said.scene.clips if one.kind == "midi"}
    if any(one.tool != "change_tempo_key" or "semitones" not in one.args or not {*one.clips()} <= midi for one in last):
        return None
    made = []
    for one in last:
        args = {name: value for name, value in one.args.items() if name in ("clip", "clips", "start_bar", "end_bar")}
        args = {"action": "pitch", "change": one.args["semitones"], **args, **chosen}
        made.append(told_as(Step("edit_notes", args), "fix", one))
    return made


_BESIDE = frozenset("alone be as it is they are though tho of in the there".split())


_KEEPS = regex(r"(?:only|just|keep(?: only| just)?) (?P<what>(?:the )?[\w ]+)")


def _kept_only(said: Said) -> list[Step] | None:
    """ "Only the first two hits", behind notes that were copied or made: the others go."""
    match, last = _KEEPS.fullmatch(said.text.strip(" .!")), said.last()
    kept = which_notes(match["what"]) if match else None
    if kept is None or not kept.args or len(last) != 1 or len(last[0].out) != 1:
        return None
    made = said.scene.clip(last[0].out[0])
    is_made = (last[0].tool, last[0].kind) == ("arrange", "duplicate") or last[0].tool == "generate_midi"
    chosen = others(kept.args)
    if not is_made or made is None or made.kind != "midi" or chosen is None:
        return None
    if left_over(taken_apart(kept.rest, said.scene, focus=said.focus), _BESIDE | {"of", "it"}):
        return None
    return [Step("edit_notes", {"clip": made.id, "action": "delete", **chosen})]
