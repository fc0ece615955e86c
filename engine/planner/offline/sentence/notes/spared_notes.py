"""Spared notes: "the sax up an octave, but keep the last note", "not the first one": all others."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_ways import note_way
from engine.planner.offline.sentence.notes.note_words import first_stay, held_note, spared_note
from engine.planner.offline.sentence.notes.notes import left_over, note_edit
from engine.planner.offline.sentence.notes.notes_in_hand import others
from engine.planner.offline.sentence.notes.notes_same import notes_same
from engine.planner.offline.sentence.notes.pitches import pitch
from engine.planner.offline.sentence.notes.which_notes import NoteFilter, which_notes
from engine.planner.offline.text.counts import counted
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
    if (beside := first_stay(said.raw)) and (steps := _beside_edge(*beside, said)):
        return steps
    held = held_note(said.raw)
    spared = spared_note(said.raw) or held
    if spared is None:
        return _but_those(said)
    words, place, bar = spared[0], spared[1], held[2] if held and spared is held else None
    rest = taken_apart(words, said.scene, focus=said.focus if said.is_later else None, before=said.before)
    steps = note_edit(rest) or pitch(rest) or note_way(rest) or notes_same(rest)
    if not steps:  # "the stabs half as long, but the last one stays": each of their notes
        steps = note_edit(taken_apart(f"all notes {words}", said.scene, focus=rest.focus, before=said.before))
    if steps and bar is not None and all(float(one.args.get("end_bar", 1e9)) <= bar for one in steps):
        return steps  # it lies behind them
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


_BUT_THOSE = regex(
    r"[\s,;.]+(?:but |and |only |just )*(?:except(?: for)?|apart from|other than|but not|not|leaving out|sparing)"
    r" (?:(?:on|for|in|at) )?(?P<what>(?:the |its |their |any |every |each )?[\w' #]+)\W*$"
)


def _but_those(said: Said) -> list[Step] | None:
    """ "Velocities down by a quarter, except on the first chord of every bar": what is done, to all others."""
    match = _BUT_THOSE.search(said.raw.lower())
    spared = which_notes(match["what"]) if match else None
    chosen = others(spared.args) if spared else None
    focus = said.focus if said.is_later else None
    if match is None or spared is None or chosen is None or left_over(taken_apart(spared.rest, said.scene), _BESIDE):
        return None
    rest = taken_apart(said.raw[: match.start()], said.scene, focus=focus, before=said.before)
    steps = note_edit(rest) or note_way(rest)
    if not steps or any(one.task != "edit_notes" or {"note", "only"} & set(one.args) for one in steps):
        return None
    return [replace(one, args={**one.args, **chosen}) for one in steps]


_AS_WRITTEN = regex(
    r"[,;.]+ (?:it|that(?: one)?|this(?: one)?|they) (?:should|must|can|may|has to|have to|needs to) (?:stop|stay|end"
    r"|remain|be|ring|sound)\b"
    r"[^.;,]*$"
)
""" "Not the last one, it should stop where it is written"."""


def _beside_edge(words: str, edge: str, count: str, said: Said) -> list[Step] | None:
    """ "Halve every note in the last 4 bars, the first 4 stay long": these are none of them."""
    rest = taken_apart(words, said.scene, focus=said.focus if said.is_later else None, before=said.before)
    steps = note_edit(rest) or pitch(rest) or note_way(rest)
    size = counted(count)
    for one in steps or ():
        view = said.scene.clip(str(one.args.get("clip")))
        if view is None or view.bars is None or "start_bar" not in one.args:
            return None
        a, b = one.args["start_bar"], one.args["end_bar"]
        is_met = a < view.bars[0] + size if edge == "first" else b > view.bars[1] - size
        if is_met:
            return None
    return steps


def _rest_only(said: Said) -> list[Step] | None:
    """ "Not the first note of each bar", behind an edit of all notes: all others."""
    text = _AS_WRITTEN.sub("", said.text).strip(" .!")
    match, last = _NOT_THESE.fullmatch(text), said.last()
    stays = held_note(f"it, {said.text}") if match is None else None
    spared = which_notes(match["what"]) if match else None
    if stays and stays[0] == "it" and stays[2] is None:
        spared = NoteFilter({"note": stays[1]}, "")
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
