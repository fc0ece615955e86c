"""Tempo over a part: "ritardando in the last four bars" without a figure, "the same in verse 2", "no slow bit"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.song_parts import InSong, in_song, song_end
from engine.planner.offline.sentence.song.tempo import names_something, tempo, tempo_at
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.counts import counted
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SLOWS = regex(
    r"\b(?:rit|ritard|ritardando|ritenuto|rall|rallentando|allargando|(?:gradually|slowly|gently) slow(?:er|s|ing)?"
    r"(?: down)?|slow(?:s|ing)?(?: (?:it|us|things|everything|the (?:song|tempo)))? down)\b"
)
_SPEEDS = regex(
    r"\b(?:accel|accelerando|stringendo|(?:gradually|slowly|gently) (?:faster|quicker)"
    r"|speed(?:s|ing)?(?: (?:it|us|things|everything|the (?:song|tempo)))? up)\b"
)
_BESIDE = frozenset(
    "a an the some little bit nice gentle natural touch of put add do make have let want need it we with there's please"
    " us song down up over in into across through during towards toward at and then gradually slowly gently just"
    " slightly end ending ease try want should could for on tempo speed that".split()
)
_LITTLE = frozenset("little bit touch slightly gentle gently".split())
_USUAL, _SMALL = 0.2, 0.1
"""Of the tempo, which a ritardando without a figure loses."""
_RIDE = (
    r"(?:(?:slow|fast|quick) (?:bits?|parts?|end|ending|one)|slow(?:ing)?[ -]?downs?|slowing|speed(?:ing)?[ -]?ups?"
    r"|rit\b|ritard|ritardando|rall|rallentando|accel|accelerando|tempo (?:changes?|ramp|ride|thing)"
    r"|slower (?:bits?|parts?|end|ending)|faster (?:bits?|parts?))"
)
_LEAD = r"\W*(?:(?:no|nah|ok|okay|sorry|hm+|oh|actually|so|and|just|well|then|please)\W+)*"
_AFTER_ALL = r"(?:\W+(?:after all|again|then|please|thanks?|though|anymore|any more|either|here|there))*"
_NO_RIDE = regex(
    rf"{_LEAD}(?:no|without|skip|forget|drop|scrap|lose|ditch|cut|kill|take out|get rid of|remove|delete|undo|not)"
    rf" (?:the |that |any |my |a )?{_RIDE}(?: out(?: again)?)?{_AFTER_ALL}"
    r"(?:[,;.]? (?P<rest>.*))?\W*"
)
_STRAIGHT = regex(
    rf"{_LEAD}(?:(?:keep|play|leave|have|let|take|make|put) )?(?:it|that|this|us|the (?:tempo|speed|ending|end))? ?"
    r"(?:(?:go|run|be|back) )?(?:straight|steady|constant|the same (?:tempo|speed)|even)(?: through)?"
    r"(?: (?:to|till|until|right to|all the way to) the (?:very )?end(?: of the song)?| throughout| all the way)?"
    rf"{_AFTER_ALL}\W*"
)
_OUT = regex(
    rf"{_LEAD}(?:take|leave|pull) (?:the |that )?{_RIDE} (?:back )?out{_AFTER_ALL}\W*",
)
_SAME = regex(
    rf"{_LEAD}(?:(?:do )?the same|same(?: tempo| speed| thing)?|also|too|that|it)?(?: again)?"
    r"\W*(?:in|for|over|with|at)?\W*(?:too|as well|also|the same)?\W*"
)


def tempo_over(said: Said) -> list[Step] | None:
    """The steps; None for anything else."""
    last = said.last()
    is_tempo = bool(last) and all((one.tool, one.kind) == ("transport", "set_tempo") for one in last)
    if is_tempo and (gone := _without(said, last)):
        return gone
    if is_tempo and (glides := _gradually(said, last) or _otherwise(said, last)):
        return glides
    if (told := _of_one_bar(said)) is not None:
        return tempo(told)
    if names_something(said) or said.amounts:
        return None
    place = in_song(said)
    if place is None:
        return None
    if is_tempo and (there := _there_too(said, last, place)):
        return there
    return _glide(said, place)


def _without(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "No slow bit", "keep it straight to the end": what was done to the tempo last is taken back."""
    for clause in (said.text, *said.text.split(", ")):
        match = _NO_RIDE.fullmatch(clause)
        is_ride = any("to_bpm" in one.args or one.args.get("bar") for one in last)
        if match and not match["rest"] or _OUT.fullmatch(clause) or is_ride and _STRAIGHT.fullmatch(clause):
            return taken_back(last, [one for one in said.state.frames if one.is_live])
    return None


_GRADUALLY = regex(
    r"(?:(?:but|and|no|can (?:it|we)|let (?:it|us|the tempo)|make (?:it|that|the tempo)|have (?:it|the tempo)|do"
    r" (?:it|that)"
    r"|it should|should) ?)*(?:(?:get|gets|go|goes|come|move|glide|slide|ease|drift|ramp|build|slow down|speed up)"
    r"(?: (?:it|up|down))?(?: (?:in)?to (?:it|that)| into it)? ?)?(?:there ?)?"
    r"(?:more )?(?P<how>gradual(?:ly)?|slowly|smooth(?:ly)?|gently|bit by bit|little by little|over)?(?: change)?,?"
    r"(?: ?(?:over|across|in|during|for|through)?(?: the)?(?: (?P<side>last|previous|next|first))? N"
    r"(?P<before> before(?: (?:it|that|then))?)?)?(?: (?:instead|rather|please|not (?:all )?(?:at once|suddenly|so"
    r" sudden)))*"
)
_SUDDEN = regex(r"(?:(?:it|that|this)(?:'s| is)? )?(?:(?:too|so|very|not|that|less|bit) )+(?:sudden|abrupt)(?:ly)?,? ?")


def _gradually(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Get there gradually, over 4 bars", behind a tempo from a bar on: it is reached at that bar."""
    act, bar = last[0], last[0].args.get("bar")
    whole = said.form.replace(" ,", ",")
    form = _SUDDEN.sub("", whole, count=1).strip()
    match = _GRADUALLY.fullmatch(form)
    if len(last) != 1 or not bar or "to_bpm" in act.args or match is None or said.things or said.places:
        return None
    is_long = [one for one in said.amounts if one.unit in ("bars", "bar")]
    is_told = match["how"] not in (None, "over") or form != whole
    if len(said.amounts) > 1 or len(is_long) != len(said.amounts) or not (is_told or is_long and match["how"]):
        return None
    size = is_long[0].value if is_long else _USUAL_BARS
    start, end = (float(bar) - size, float(bar)) if match["side"] != "next" else (float(bar), float(bar) + size)
    if start < 1 or start % 1 or end % 1:
        start, end = float(bar), float(bar) + size
    was = tempo_at(min(start + 0.01, float(bar)), said)
    args = {"action": "set_tempo", "bpm": number(was), "to_bpm": act.args["bpm"]}
    return [told_as(Step("transport", {**args, "start_bar": int(start), "end_bar": int(end)}), "fix", act)]


_USUAL_BARS = 4.0
_N = r"(?P<bpm>\d{2,3}(?:\.\d+)?)(?: ?bpm| beats per minute)?"
_AFTER = r"(?:[\s,]+(?:instead|rather|please|then|though|will do|is (?:enough|plenty|fine)|at the (?:very )?end))*"
_ENDS_AT = regex(
    r"(?:(?:no|but|and|so|please|let|make|have|it|that|the (?:tempo|rit\w*|slowing|slowdown|end)|should|must|only|just"
    r"|not so"
    r" (?:much|far|slow|fast),?)\s+)*"
    r"(?:(?:come|comes|go|goes|slow|get|gets|end|ends|finish|finishes|rest|rests|stop|stops|land|lands|settle|settles|arrive"
    r"|arrives|drop|drops|fall|falls|speed|ending|down|up|to rest|to a rest|to a stop|out|only|just)\s+)+"
    rf"(?:at|on|to|with|by)\s+(?:about |around )?{_N}{_AFTER}",
    re.IGNORECASE,
)
""" "Let it come to rest at 84", behind a ritardando."""
_STARTS_AT = regex(
    rf"(?:(?:no|but|and|so|please|let|make|have|it|that|should|must|only|just)\s+)*(?:start|starts|begin|begins|starting|from)"
    rf"\s+(?:at |from |on |with )?{_N}{_AFTER}",
    re.IGNORECASE,
)
_SO_LONG = regex(
    r"(?:(?:no|but|and|so|please|let|make|have|it|that|should|must|only|just|take|last|be|over|for)\s+)+"
    r"(?P<count>\d+|one|two|three|four|six|eight) bars?(?: long| instead| rather| please)*"
)
_EDGE_MOVED = regex(
    r"(?:(?:no|but|and|so|please|let|make|have|should|must)\s+)*(?P<edge>start|begin|starting|end|finish|stop)s?"
    r"(?: (?:it|that|the (?:rit\w*|slowing(?: down)?|slowdown|rall\w*|accel\w*|tempo change)))?"
    r" (?P<count>a|one|two|three|four|\d)(?: whole| full)? bars? (?P<way>later|earlier|sooner)"
    r"(?: please| instead| though)*"
    r"|(?P<count2>a|one|two|three|four|\d) bars? (?P<way2>later|earlier|sooner) (?:it |that )?(?:should |must "
    r"|has to )?"
    r"(?P<edge2>start|begin|end|finish|stop)s?"
)
_ONE_BAR = regex(r"\b(?P<bar>bar \d+) (?P<to>to|until) (?P<bpm>\d{2,3})\b(?! ?(?:bars?|and)\b)")


def _otherwise(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Let it come to rest at 84", "start at 90", "make it 4 bars", behind a tempo that glides."""
    if len(last) != 1 or "to_bpm" not in last[0].args or any(not one.is_pronoun for one in said.things):
        return None
    act = last[0]
    text = said.text.strip(" .!")
    for form, name in ((_STARTS_AT, "bpm"), (_ENDS_AT, "to_bpm")):
        if (match := form.fullmatch(text)) and 30 <= float(match["bpm"]) <= 300:
            return [told_as(Step("transport", {**act.args, name: number(float(match["bpm"]))}), "fix", act)]
    if (match := _EDGE_MOVED.fullmatch(text)) and "start_bar" in act.args:
        count, way, edge = (match[one] or match[f"{one}2"] for one in ("count", "way", "edge"))
        by = (1 if count == "a" else counted(count)) * (1 if way == "later" else -1)
        name = "end_bar" if edge.startswith(("end", "finish", "stop")) else "start_bar"
        args = {**act.args, name: int(float(act.args[name]) + by)}
        is_stretch = 1 <= args["start_bar"] < args["end_bar"]
        return [told_as(Step("transport", args), "fix", act)] if is_stretch else None
    if (match := _SO_LONG.fullmatch(text)) and "end_bar" in act.args:
        start = float(act.args["end_bar"]) - counted(match["count"])
        return [told_as(Step("transport", {**act.args, "start_bar": int(start)}), "fix", act)] if start >= 1 else None
    return None


def _of_one_bar(said: Said) -> Said | None:
    """ "A rit in bar 8 to 60", in a song of 16 bars: to the tempo of 60, and not to bar 60."""
    match = _ONE_BAR.search(said.text)
    if match is None or not (_SLOWS.search(said.text) or _SPEEDS.search(said.text)):
        return None
    if float(match["bpm"]) <= song_end(said):
        return None
    text = f"{said.text[: match.start('to')]}, to {match['bpm']} bpm{said.text[match.end() :]}"
    return taken_apart(text, said.scene)


def _there_too(said: Said, last: Sequence[Frame], place: InSong) -> list[Step] | None:
    """ "The same in verse 2", behind a tempo for a part of the song."""
    if len(last) > 2 or any("to_bpm" in one.args for one in last) or not last[0].args.get("bar"):
        return None
    start, end = place.bars
    text = said.text
    for one in sorted(said.places, key=lambda one: -one.start):
        text = f"{text[: one.start]} {text[one.end :]}"
    is_told = any(word in said.text.split() for word in ("same", "too", "also", "well"))
    if not is_told or place.how not in ("in", "bare") or not _SAME.fullmatch(" ".join(text.split())):
        return None
    after = tempo_at(end, said)
    made = [_set(float(last[0].args["bpm"]), start)]
    is_last = end >= song_end(said) - 1e-3
    return made if is_last or after == last[0].args["bpm"] else [*made, _set(after, end)]


def _set(bpm: float, bar: float) -> Step:
    return Step("transport", {"action": "set_tempo", "bpm": number(bpm), "bar": number(bar)})


def _glide(said: Said, place: InSong) -> list[Step] | None:
    """ "Slow down over the ending": by a fifth, with no figure told."""
    slows, speeds = _SLOWS.search(said.text), _SPEEDS.search(said.text)
    match = slows or speeds
    if match is None or slows and speeds or place.how not in ("in", "bare", "edge"):
        return None
    words = place.words - frozenset(match[0].split())
    if words - _BESIDE:
        return None
    start, end = place.bars
    if start != int(start) or end != int(end):
        return None
    now = tempo_at(start, said)
    share = _SMALL if words & _LITTLE or "gently" in match[0] else _USUAL
    bpm = round(now * (1 - share if slows else 1 + share))
    args = {"action": "set_tempo", "bpm": number(now), "to_bpm": number(float(bpm))}
    return [Step("transport", {**args, "start_bar": int(start), "end_bar": int(end)})]
