"""Requests that stand alone: what they say is all they mean, whatever was said before."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.text.names import content_words, name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEANS = regex(
    r"\b(?:it|its|that|this|those|these|them|they|their|him|her|his|she|he|again|same|too|also|as well|another|more"
    r"|less|instead|rather|actually|nah?|nope|no|not|back|ones?|other|others|rest|both|previous|before|after|earlier|last"
    r"|first|second|third|takes?|still|even|like|than|else|undo\w*|redo\w*|now|there|such|likewise|keep|make|sorry|oops|wait"
    r"|meant|mean|original|version|try|result|which|what|where|why|who|how)\b|\b\w+er\b"
)
"""Words by which a turn leans on the turns before."""
_CORRECTS = regex(
    r"\b(?:no|nah?|nope|not|again|same|instead|rather|actually|sorry|oops|wait|back|undo\w*|meant|mean|too|also)\b"
)
_ALL = regex(r"\b(?:everything|everybody|everyone|all (?:the )?tracks)\b")
_FEWEST_WORDS = 3
_OF_THE_SESSION = ("transport", "marker", "export", "session_info")
"""What is about no clip and no track has nothing that "it" could mean."""
_DONE_TO_IT = regex(
    r"\b(?:loop|repeat|extend|export|bounce|render) (?:it|that|this|them|those)\b(?! all\b)|\b(?:it|that|this) export\b"
    r"|\b(?:it|that|this|they) (?:must|should|has to|have to|needs? to|can) (?:repeat|loop)\b"
)
_NAMES = ("clip", "clips", "midi", "track", "tracks")


def leans(text: str) -> bool:
    """True for words that cannot stand alone, whatever they ask for."""
    return _CORRECTS.search(plain(text).lower()) is not None


_POINTS = regex(
    r"\b(?:it|its|this|those|these|them|they|him|her|his|she|he|again|same|too|also|as well|another|instead|rather"
    r"|actually|nah?|nope|no|not|ones?|others?|rest|both|previous|earlier|else|undo\w*|redo\w*|such|likewise|sorry|oops|wait"
    r"|meant|mean|original|version|try|result)\b|\bthat\b(?! (?:it|they|he|she|i|we|you)\b)"
)
"""Words that point to something said before; "more", "last", "before" may be about the song."""


def points_back(text: str) -> bool:
    """True for words of which one at least may point to something said before."""
    return _POINTS.search(plain(text).lower()) is not None


def names_all(text: str, steps: Sequence[Step], scene: DialogueState, *, own: bool = False) -> bool:
    """True for steps that lack nothing, on things that are named, in a text that points to nothing said before.

    `own`: its pointing words are known to be about itself.
    """
    low = plain(text).lower()
    if not own and _POINTS.search(low) or any(step.task in (*REPLIES, "undo", "redo", "history") for step in steps):
        return False
    said = {form for word in name_words(low) for form in (word, word.removesuffix("s"))}
    things = [str(value) for step in steps for value in _things(step)]
    return bool(things) and all(_is_named(one, said, scene) for one in things)


def stands_alone(text: str, steps: Sequence[Step], scene: DialogueState, *, is_closed: bool = False) -> bool:
    """True for steps that lack nothing, whose clips and tracks are all named in a text that points nowhere.

    `is_closed`: the text is of a closed form, which says what it means; then only corrections lean.
    """
    low = plain(text).lower()
    if len(low.split()) < _FEWEST_WORDS:
        return False
    is_of_the_session = all(step.task in _OF_THE_SESSION and not _things(step) for step in steps)
    if is_of_the_session and _DONE_TO_IT.search(low):
        return False  # a clip may be meant, although the transport loops and the song is exported as well
    if (_CORRECTS if is_of_the_session or is_closed else _LEANS).search(low):
        return False
    if any(step.task in (*REPLIES, "undo", "redo", "history") for step in steps):
        return False
    if _ALL.search(low):
        return True
    said = {form for word in name_words(low) for form in (word, word.removesuffix("s"))}
    return all(_is_named(str(value), said, scene) for step in steps for value in _things(step))


def is_about_nothing_here(text: str, scene: DialogueState) -> bool:
    """True for words that point to nothing said before and name nothing of the session: "empty the trash"."""
    low = plain(text).lower()
    if _POINTS.search(low) or len(low.split()) < _FEWEST_WORDS:
        return False
    said = {form for word in name_words(low) for form in (word, word.removesuffix("s"))}
    return not any(_is_named(one, said, scene) for one in (*(clip.id for clip in scene.clips), *scene.context.tracks))


def _things(step: Step) -> list[object]:
    found: list[object] = []
    for name in _NAMES:
        value = step.args.get(name)
        found += list(value) if isinstance(value, list | tuple) else [value] if value is not None else []
    return found


def _is_named(thing: str, said: set[str], scene: DialogueState) -> bool:
    """Does the text say a word of its name? All tracks together need none."""
    if thing.startswith("$"):
        return True
    clip = scene.clip(thing)
    names = (clip.name, clip.track or "", *clip.tags) if clip else (thing,)
    return any(word in said for name in names for word in content_words(name.lower()) or name_words(name))
