"""The other takes off: "i like take 2 best, shut the other two off", of tracks that only a number tells apart."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.scope.the_rest import REST_OF_WHAT
from engine.planner.offline.sentence.scope.where import mix
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OFF = (
    r"(?:(?:mute|shut|turn|switch|silence|kill|take|lose) (?:off |up )?(?P<o>the )?(?:other|others|rest)(?: (?P<n>two"
    r"|three|four|\d))?"
    r"(?: (?:ones?|takes?|tracks?|versions?|tries))?(?: (?:off|out|up|down))?"
    r"|(?:the )?(?:other|others)(?: (?P<m>two|three|four|\d))?(?: (?:ones?|takes?|tracks?))? (?:off|out|muted|can be"
    r" muted|silent))"
)
_KEEPS = (
    r"(?:(?:i|we) (?:like|prefer|love|want|take|choose|pick|go with)|(?:go|stay|stick) with|keep|use|play|choose|pick"
    r"|leave)"
    r" (?:the )?T(?: (?:best|most|more|on|in|please|then))*|T (?:is|was|sounds?) (?:the )?(?:best|nicest|better|nicer"
    r"|good|it|great|the one)"
)
_FORM = regex(rf"(?:(?:let'?s|we|i|i'd|i'll) )*(?:{_KEEPS})[ ,;.:]*(?:(?:so|and|but|please) )*{_OFF}")
_OFF_ALONE = regex(_OFF)
_COUNTS = {"two": 2, "three": 3, "four": 4}
_NUMBERED = regex(r"^(?P<base>.*?)\W*\d+$")


def other_takes_off(said: Said) -> list[Step] | None:
    """The one is heard, the others are silent; None where no track differs from it by a number alone."""
    if said.places or said.unclear:
        return None
    form = _form(said)
    match = _FORM.fullmatch(form)
    named = [one for one in said.things if not one.is_pointed and not _is_the_others(one, said)]
    if match and len(named) == 1 and len(named[0].tracks) == 1:
        return _steps(named[0].tracks[0], match["n"] or match["m"] or "", said)
    if named or not _OFF_ALONE.fullmatch(form) or not re.search(r"\b(?:takes?|tries|versions?)\b", form):
        return None
    spoken = [track for act in said.last() for track in said.focus.tracks_about(act)]
    if len(set(spoken)) == 1:
        return _steps(spoken[0], "", said)
    return [Step("ask", {"text": REST_OF_WHAT})]


def _is_the_others(one: Named, said: Said) -> bool:
    """ "The other two" are told by what they are not."""
    return re.match(r"(?:the )?(?:others?|rest)\b", said.text[one.start : one.end]) is not None


def _form(said: Said) -> str:
    text = said.text
    for one in sorted(said.things, key=lambda each: -each.start):
        text = text if one.is_pronoun or _is_the_others(one, said) else f"{text[: one.start]}T{text[one.end :]}"
    return " ".join(text.split()).strip(" .!")


def _steps(kept: str, count: str, said: Said) -> list[Step] | None:
    match = _NUMBERED.match(kept)
    base = match["base"].lower() if match else ""
    alike = [(one, _NUMBERED.match(one)) for one in said.scene.context.tracks if one != kept]
    others = [one for one, other in alike if base and other and other["base"].lower() == base]
    told = _COUNTS.get(count) or (int(count) if count.isdigit() else len(others))
    if not others or told != len(others):
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    heard = [mix([kept], "unmute")] if kept in views and views[kept].mute else []
    return [*heard, mix(others, "mute")]
