"""Strange: what nobody here knows ("mach das Licht aus") is not the last clip, in a language that is not English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.planner.languages.detect import known_words, without_names
from engine.planner.languages.enclitics import with_spanish_apart
from engine.planner.languages.lexicon import lowered
from engine.planner.languages.request import Request, names_of
from engine.planner.offline.text.names import content_words, name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WORD = regex(r"[^\W\d_]{3,}")
_IDEOGRAPH = regex(r"[\u4e00-\u9fff]")
_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner dein deine deinen unser"
    " unsere unseren sein seine seinen ihr ihre ihren kein keine keinen"
    " le la les un une des mon ma mes ton ta tes son sa ses notre votre nos vos du au aux"
    " el los las una unos unas mi mis tu tus su sus nuestro nuestra del al"
    " o a os as um uma uns umas meu minha meus minhas seu sua seus suas do da dos das no na nos nas ao aos".split()
)
"""Behind these, and behind a word that describes it, stands what a thing is called."""
_TARGETS = ("clip", "clips", "midi", "track", "tracks")


def strange_object(request: Request, steps: Sequence[Step]) -> str:
    """The word that nobody here knows, where a request acts on something that it does not name; else ""."""
    if request.gloss is None or any(step.row.kind == "reply" or step.row.on_session == "measures" for step in steps):
        return ""
    if any(step.task in ("undo", "redo", "history", "transport", "export", "session_info") for step in steps):
        return ""
    things = [str(one) for step in steps for name in _TARGETS for one in _several(step.args.get(name))]
    if not things or any(_is_named(one, request) for one in things):
        return ""
    said = lowered(without_names(request.gloss.source, names_of(request.context)))
    if all(step.op in ("fix", "again") for step in steps):
        said = re.split(r"[,.;:]", said)[0]  # what is wanted otherwise; why is told behind it
    if request.language == "zh" and not _IDEOGRAPH.search(request.text):
        return ""
    words = _WORD.findall(with_spanish_apart(said))
    left = set(words if request.language == "zh" else _WORD.findall(lowered(request.text)))
    unknown = [word for word in words if word in left and word not in known_words()]  # in English they are as they were
    if request.language != "zh":
        unknown = [word for word in unknown if _may_be_name(word, request.gloss.source)]
    at = lowered(request.gloss.source).find(unknown[-1]) if unknown else -1
    return request.gloss.source[at : at + len(unknown[-1])] if at >= 0 else ""


def _may_be_name(word: str, text: str) -> bool:
    """Does a word stand where a name does (behind an article, with a capital), or tell as the first what to do?"""
    said = re.findall(r"[^\W_]+", text)
    low = [lowered(one) for one in said]
    places = [at for at, one in enumerate(low) if one.startswith(word)]
    return not places or any(
        set(low[max(0, at - 2) : at]) & _ARTICLES or at == 0 or said[at][0].isupper() for at in places
    )


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [] if value is None else [value]


def _is_named(thing: str, request: Request) -> bool:
    if thing.startswith("$"):
        return True
    clip = next((one for one in request.context.clips if one.id == thing), None)
    names = (clip.name, clip.track or "", *clip.tags) if clip else (thing,)
    said = {form for word in name_words(request.text.lower()) for form in (word, word.removesuffix("s"))}
    return any(word in said for name in names for word in content_words(name.lower()) or name_words(name))
