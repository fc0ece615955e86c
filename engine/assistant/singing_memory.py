"""Singing memory: the words, voice and seed of the last time, and the notes of a vocal that is to be harmonized."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.assistant.job import Inputs
from engine.assistant.resolve import Resolver
from engine.catalog.model import Brief, Facts, Result
from engine.library.library import Library
from engine.library.sung_words import Spot, SungWords, WordStore, spots_of, syllables_of
from engine.library.turn import Turn
from engine.media.clip import Clip
from engine.tasks.plan import Step

_ANOTHER = re.compile(r"\b(another|new|different|fresh|second|third)\s+(take|version|try|one)\b", re.IGNORECASE)
_KEPT_ARGS = ("voice", "style")
_SUNG_ARGS = ("lyrics", "voice", "style")


class SingingMemory:
    """What a project remembers of what was sung on which notes, for the steps of one turn."""

    def __init__(self, turn: Turn, library: Library, resolver: Resolver) -> None:
        self._turn = turn
        self._library = library
        self._resolver = resolver

    def completed(self, step: Step, inputs: Inputs) -> tuple[Step, Inputs]:
        """`sing` gets its words back, `harmonize` the notes and words of a sung clip."""
        notes = inputs.get("midi")
        if step.task == "sing" and isinstance(notes, Clip) and notes.kind == "midi":
            return self._with_words(step, notes), inputs
        sung = inputs.get("clip")
        if step.task == "harmonize" and isinstance(sung, Clip) and notes is None:
            return self._with_notes(step, sung, inputs)
        return step, inputs

    def seed(self, step: Step, inputs: Inputs) -> int | None:
        """The seed of the last time, so that what has not changed is sung as it was; None when nothing was sung."""
        notes = inputs.get("midi")
        if step.task != "sing" or not isinstance(notes, Clip) or notes.kind != "midi" or self._is_another_take(step):
            return None
        found, _ = self._remembered(step, notes)
        return found.seed if found else None

    def remember(self, step: Step, inputs: Inputs, brief: Brief, outputs: Mapping[str, Result]) -> None:
        """Keep which words were sung on which notes."""
        notes, table = inputs.get("midi"), outputs.get("table")
        if step.task != "sing" or not isinstance(notes, Clip) or "audio" not in outputs:
            return
        found, spots = self._remembered(step, notes)
        if found and step.op == "again":
            return  # a second voice; what was sung first is what is remembered
        lyrics = str(step.args.get("lyrics") or "")
        if found and found.lyrics and lyrics == found.lyrics_for(spots):
            lyrics = found.lyrics
        told = {name: str(step.args.get(name) or "") for name in _KEPT_ARGS}
        rows = syllables_of(table.values.get("rows", ())) if isinstance(table, Facts) else ()
        words = SungWords(self._source(step, notes), lyrics, **told, seed=brief.seed, notes=spots, syllables=rows,
                          turn=self._turn.number)
        WordStore(self._library).remember(words)

    def _with_words(self, step: Step, notes: Clip) -> Step:
        found, spots = self._remembered(step, notes)
        if found is None:
            return step
        args: dict[str, Any] = {name: value for name in _KEPT_ARGS if (value := getattr(found, name))}
        args |= dict(step.args)
        said = " ".join(str(step.args.get("lyrics") or "").split())
        has_own = any(note.lyric and note.lyric.strip() for note in notes.midi().notes)
        if said == " ".join(found.lyrics.split()) if said else not has_own:
            args["lyrics"] = found.lyrics_for(spots)
        return replace(step, args=args)

    def _with_notes(self, step: Step, sung: Clip, inputs: Inputs) -> tuple[Step, Inputs]:
        recipe = sung.recipe
        notes = self._library.clip(recipe.parents[0]) if recipe and recipe.task == "sing" and recipe.parents else None
        if recipe is None or notes is None or notes.kind != "midi":
            return step, inputs
        args = {name: recipe.args[name] for name in _SUNG_ARGS if recipe.args.get(name)} | dict(step.args)
        return replace(step, args=args), {**inputs, "midi": replace(notes, start_beats=sung.start_beats)}

    def _remembered(self, step: Step, notes: Clip) -> tuple[SungWords | None, tuple[Spot, ...]]:
        spots = spots_of(notes.midi().notes, notes.start_beats)
        found = WordStore(self._library).find(self._source(step, notes), spots)
        return (self._as_heard(found, str(step.args.get("midi") or "")) if found else None), spots

    def _as_heard(self, found: SungWords, midi: str) -> SungWords:
        """What is remembered; where that was taken back since, the words and manner of what is heard again."""
        last = self._library.turn(found.turn)
        if last is None or not last.undone:
            return found
        for turn in sorted(self._library.turns(), key=lambda one: -one.number):
            if turn.undone or turn.number >= found.turn:
                continue
            for step in reversed(turn.plan.steps):
                if step.task == "sing" and step.op != "again" and step.args.get("midi") == midi:
                    told: dict[str, Any] = {name: str(step.args.get(name) or "") for name in _KEPT_ARGS}
                    lyrics = str(step.args.get("lyrics") or "") or found.lyrics
                    is_same = " ".join(lyrics.split()) == " ".join(found.lyrics.split())
                    return replace(found, lyrics=lyrics, **told, syllables=found.syllables if is_same else ())
        return found

    def _source(self, step: Step, notes: Clip) -> str:
        """Id of the region the notes lie in, else of their clip; notes in a range are their own name."""
        reference = str(step.args.get("midi") or "")
        region = None if reference.startswith("$") or not reference else self._resolver.region(reference)
        if region:
            return region.id
        return f"notes {notes.sha256}" if reference == "selection" else notes.id

    def _is_another_take(self, step: Step) -> bool:
        return step.op == "again" or bool(self._turn.again_of) or bool(_ANOTHER.search(self._turn.text))
