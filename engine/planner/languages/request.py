"""Request: what was asked in another language, for a planner that reads English, and the user's words put back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.planner.context import Context
from engine.planner.languages.detect import languages_of
from engine.planner.languages.enclitics import with_german_apart, with_spanish_apart
from engine.planner.languages.gloss import Gloss, gloss
from engine.planner.languages.lexicon import lexicon
from engine.tasks.plan import Plan, Step

MAX_CHARACTERS = 4000
"""Of a request; what is longer was pasted by mistake, and the rules would read it for minutes."""
MASTER = "master"
"""The track that every session has, however it is said."""
_NAMES = ("name", "new_name", "track", "to")
"""Arguments that are names: little words behind them are no part of them."""
_FREE = ("text", "lyrics", "name", "new_name", "query")
"""Arguments that are given on in the user's own words."""
_EDGES = " \t\n\"'«»„“”‚‘’「」『』《》,.;:，。；："


@dataclass(frozen=True)
class Request:
    """A request as the planner reads it."""

    language: str
    """en, de, fr, es, pt or zh."""
    text: str
    """In English words."""
    context: Context
    gloss: Gloss | None = None
    """None for an English request."""

    def restored(self, plan: Plan) -> Plan:
        """The plan with free texts and new names as the user wrote them."""
        if self.gloss is None:
            return plan
        choices = tuple(tuple(self._restored(step) for step in steps) for steps in plan.choices)
        return replace(plan, steps=tuple(self._restored(step) for step in plan.steps), choices=choices)

    def _restored(self, step: Step) -> Step:
        if step.row.kind == "reply" or step.task == "edit_notes":
            return step  # it holds names of notes, never of things
        args = {name: self._own_words(name, value) for name, value in step.args.items()}
        return step if args == step.args else replace(step, args=args)

    def _own_words(self, name: str, value: Any) -> Any:
        is_new_track = name in ("track", "to") and value not in self.context.tracks
        if not isinstance(value, str) or self.gloss is None or not (name in _FREE or is_new_track):
            return value
        if name in ("track", "to") and value.lower() == MASTER:
            return value
        words = r"[\W_]+".join(map(re.escape, re.findall(r"\w+", value)))
        said = list(re.finditer(rf"(?<!\w){words}(?!\w)", self.gloss.text, re.IGNORECASE)) if words else []
        if not said:
            return value
        found = said[-1 if name == "new_name" else 0]  # "renomme Outro en Coda": what is new stands last
        own = self.gloss.words_of if name not in _NAMES else self.gloss.source_of  # "in Hammond um": no part of a name
        return own(*found.span()).strip(_EDGES) or value


def in_english(text: str, context: Context) -> Request:
    """A request and the conversation before it in English words; an English one as it is."""
    names = names_of(context)
    text = with_german_apart(text)
    said = [with_spanish_apart(with_german_apart(turn.user)) for turn in context.dialogue]
    *languages, language = languages_of([*said, with_spanish_apart(text)], names)
    if any(one != "en" for one in languages):
        turns = zip(context.dialogue, languages, strict=True)
        dialogue = tuple(replace(turn, user=in_words(turn.user, one, names)) for turn, one in turns)
        context = replace(context, dialogue=dialogue)
    if language == "en":
        return Request(language, text, context)
    made = gloss(text, lexicon(language), names)
    return Request(language, made.text, context, made)


def in_words(text: str, language: str, names: Sequence[str]) -> str:
    """English words for a text of one of the languages, as far as a request is read."""
    text = text[:MAX_CHARACTERS]
    return text if language == "en" else gloss(text, lexicon(language), names).text


def names_of(context: Context) -> list[str]:
    """The names that the session has: they are never translated."""
    names = [clip.name for clip in context.clips] + list(context.tracks) + [view.name for view in context.files]
    names += [track.name for track in context.track_views] + [name for name, _ in context.markers]
    return [name for name in dict.fromkeys(names) if name]
