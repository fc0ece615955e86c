"""Tempi of several places: "126 from the build, back to 120 at the logo", "126 there, the opening stays at 120"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.song.tempo import names_something, tempo, tempo_at
from engine.planner.offline.sentence.undo.taken_back import taken_back, with_corrections
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_STAYS_AT = regex(
    r"[,;.]?\s*(?:(?:and|but|while|with) )?(?:the )?(?:opening|beginning|start|intro|rest|others?|everything(?:"
    r" else| before(?: (?:it"
    r"|that|then))?)?|it all|[\w']+(?: [\w']+)?) (?:stays?|remains?|keeps?(?: (?:going|running))?|(?:can |should "
    r"|must )?stay|is left"
    r"|left|staying|remaining) (?:at |on |in )?(?:the )?(?P<bpm>\d{2,3})(?: ?bpm)?(?: (?:it has|there))?(?=\W*$|[,;.])"
)
_KEPT = regex(
    r"[,;.]\s*(?:and )?(?:everything|all|the (?:clips|notes|parts)|nothing) (?:keeps?|stays?|remains?|moves)\b[^,;.]*$"
    r"|[,;.]?\s*\bwith (?:the |that )?(?:change|tempo|return|rest|way)[^,;.]* (?:as (?:it|that) (?:was|is)|unchanged"
    r"|left alone|untouched)\W*$"
)
""" "Everything keeps its place in bars", as a tempo leaves it anyway."""
_BESIDE = frozenset(
    "it that song track whole tune tempo bpm speed at to on in from of up down back go goes run runs play plays"
    " move moves jump"
    " jumps change changes come comes kick kicks push drop drops fall falls pick picks return returns again there"
    " little bit"
    " touch more faster slower quicker by onwards set make take put let have then until stay stays everything"
    " at'".split()
)
_GLIDES = regex(r"\bfrom (?:about |around )?\d{2,3}\b(?! on\b)|\b(?:gradually|slowly|ramp|glide|over)\b")
""" "From 96 at bar 5 to 72 at bar 9" goes bit by bit."""
_LOWEST_SHARE, _HIGHEST_SHARE = 0.6, 1.7


_THROUGHOUT = regex(
    r"\b(?:all the way(?: through)?|the whole way(?: through)?|from (?:the )?(?:start|beginning|top) to (?:the )?"
    r"(?:finish|end)|throughout|everywhere|start to finish|(?:for|through) the whole (?:song|thing|piece|spot))\b"
)
_AS_IT_WAS = frozenset(
    "change changes comes come out again off table gone goes like was as before so original old back the that"
    " other".split()
)


def _throughout(said: Said) -> list[Step] | None:
    """ "120 all the way through, like it was": what was set otherwise of it is taken back."""
    match = _THROUGHOUT.search(said.text)
    figures = [one for one in said.amounts if one.unit in ("", "bpm") and not one.signed]
    live = [one for one in said.state.frames if one.is_live and one.request]
    tempi = [one for one in live if (one.tool, one.kind) == ("transport", "set_tempo")]
    if match is None or len(figures) != 1 or len(said.amounts) > 1 or not tempi:
        return None
    rest = taken_apart(f"{said.text[: match.start()]} {said.text[match.end() :]}", said.scene)
    if rest.places or rest.bag - _BESIDE - _AS_IT_WAS:
        return None
    first = next((one for one in tempi if float(one.args.get("bar") or one.args.get("start_bar") or 1) <= 1), None)
    chain = [each.name for one in tempi for each in with_corrections(one, live)]
    back = taken_back([one for one in live if one.name in chain], live)
    if first is None and figures[0].value == said.scene.context.tempo:
        return back
    return [*back, Step("transport", {"action": "set_tempo", "bpm": number(figures[0].value)})]


def tempo_points(said: Said) -> list[Step] | None:
    """A tempo at each place that is told; None where there is one place only, or not all is known."""
    if names_something(said):
        return None
    if (throughout := _throughout(said)) is not None:
        return throughout
    text = said.text
    kept = _STAYS_AT.search(text)
    is_kept = kept is not None and float(kept["bpm"]) == tempo_at(1.0, said)
    if kept and is_kept:
        text = f"{text[: kept.start()]} {text[kept.end() :]}"
    text = _KEPT.sub("", text)
    apart = taken_apart(text, said.scene) if text != said.text else said
    bare = re.sub(r"\bthere\b", " ", text)
    apart = taken_apart(bare, said.scene) if len(apart.amounts) > 1 and bare != text else apart
    if len(apart.amounts) < 2:
        return tempo(apart) if is_kept or apart is not said else None
    letters = "".join(one for one in apart.form.split() if one in ("N", "P"))
    if _GLIDES.search(text):
        return None
    if letters not in ("NP" * len(apart.amounts), "PN" * len(apart.amounts), "PNNP") or apart.bag - _BESIDE:
        return None
    if any(one.how not in ("at", "from") or len(one.spans) > 1 or one.is_open for one in apart.places):
        return None
    now = said.scene.context.tempo
    figures = [one for one in apart.amounts if one.unit in ("", "bpm") and not one.signed]
    is_tempo = all(one.unit == "bpm" or _LOWEST_SHARE <= one.value / now <= _HIGHEST_SHARE for one in figures)
    points = [one.point for one in apart.places]
    if len(figures) != len(apart.amounts) or not is_tempo or points != sorted(set(points)):
        return None
    return [
        Step("transport", {"action": "set_tempo", "bpm": number(one.value), "bar": number(bar)})
        for one, bar in zip(figures, points, strict=True)
    ]
