"""Tones: "make the pad darker", "less treble on the vox", "lows down 3 on the drums": small moves of an equaliser."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said, regrouped
from engine.planner.offline.sentence.effects.bands import bands_said
from engine.planner.offline.sentence.effects.effect_steps import just_worked_on, steps_for, targets_of, words_left
from engine.planner.offline.sentence.effects.effects_there import effects_there, just_put
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.planner.tone_wish import tone_move, tone_words
from engine.tasks.plan import Step

_BESIDE = frozenset(
    "make get have let give gives turn bring put set take pull push cut lift raise boost dip lower reduce tame soften"
    " drop scoop lose add need needs want wants try be should sound sounds sounding feel feels seem seems little"
    " bit touch tad hair slightly smidge much way lot far quite pretty rather very really kinda kind sort"
    " more less fewer too not so enough even still some somewhat any again up down off out by of on in from to"
    " with at it that this them they these those its there now overall track plugin eq there's got"
    " comes across few many lacks lacking missing bring shave carve take takes clean tidy".split()
)
_ALONE_NOT = frozenset("clear full cut lift present thick smooth drop".split())
""" "Clear it" and "full" are said of other things as well."""
_BAND_OF = regex(r"(?:bass|low[ -]?end|highs?|lows?|mids?|treble|top)")
_HAS_DB = regex(rf"{_BAND_OF.pattern}|air|presence|body|warmth|sparkle|brightness|mud|boom|sub")
""" "2 db of air"."""
_OF_THE = regex(r"\s+(?:in|on|from|of|out of)\s+(?:the |my |this |that |it\b)?")
_GIVEN = regex(r"\b(?:give|lend)(?: (?:the|my|our|that|this))? $|^\W*(?:(?:the|my|our|that|this) )?$")
_SO_MUCH = regex(
    r" (?:(?:needs?|wants?|lacks?|could use|should have|has to have) )?(?:(?:a (?:little )?(?:bit|touch|lot)|much"
    r"|some|far|slightly) )?(?:more|less|some|of) "
)
_MADE = frozenset("generate_audio generate_midi sing speak style_transfer render_midi text_to_speech".split())
"""What was made last takes such a word into what it is made of."""
_MOST_DB = 12.0
_LEAST_HZ, _MOST_HZ = 60.0, 16000.0
_AT = regex(r"(?:\b(?:at|around|about|round|near|of)|,) ?\S?$")
_ABOUT = regex(r"(?:round|around|about|roughly)\b")
_LOWS_HZ, _HIGHS_HZ = 400.0, 3500.0


def tone(said: Said) -> list[Step] | None:
    """The equaliser; None where nothing is said of a tone, or not all is known."""
    said = _with_bands(said)
    if bands_said(said.text, said.amounts):
        return None  # "roll off the lows" is a filter's work
    if any(one.kind in ("lowpass", "highpass", "distortion") for one in just_put(said)) and not said.things:
        return None  # their knobs have such words of their own
    if said.corrects and not said.things or any(one.how == "all" for one in said.things):
        return None
    said, at_hz = _with_its_hertz(said)
    if len(said.amounts) > 1 or any(one.unit not in ("dB", "") or abs(one.value) > _MOST_DB for one in said.amounts):
        return None
    free = _without_names(said)
    spans = tone_words(free)
    words = {free[start:end] for start, end in spans}
    if not words or words <= _ALONE_NOT and not set(said.words) & {"more", "less", "too"}:
        return None
    if said.amounts and "," in free[min(spans[0][1], said.amounts[0].start) : max(spans[0][0], said.amounts[0].start)]:
        return None  # "this is still muddy, turn the lead down 3 dB": a level
    if any(not one.is_pointed and "," in free[spans[-1][1] : one.start] for one in said.things):
        return None  # "this is still muddy, guitar off"
    if words == {"bass"} and not any(not one.is_pointed for one in said.things):
        return None  # "more bass": the fader of the bass
    left = words_left(said, spans)
    if "thin" in words and "out" in left or len(spans) > 1 and any(one.start > spans[0][1] for one in said.things):
        return None  # "they are boomy, thin them out"
    if not left and not said.amounts and not any(word.endswith("er") for word in words):
        return None  # "like Air"
    if set(left) - _BESIDE or said.amounts and not any(_HAS_DB.match(word) for word in words):
        return None
    targets = [one for one in targets_of(said) if one.tracks or one.clips]
    targets = targets or just_worked_on(said, set())
    if not targets or _was_made(said) or any(spans[0][1] <= one.start < spans[-1][0] for one in said.things):
        return None
    made: list[Step] = []
    for move in _moves(free, [end for _, end in spans[:-1]])[: 1 if at_hz else None]:
        if at_hz:
            move = {name: value for name, value in move.items() if name != "cutoff_hz"}
            move["freq_hz"] = at_hz
        if said.amounts:
            move = {**move, "gain_db": math.copysign(abs(said.amounts[0].value), move["gain_db"])}
        made += steps_for(said, "eq", dict(move), targets) or []
    return [_further(step, said) for step in made] or None


def _with_its_hertz(said: Said) -> tuple[Said, float]:
    """ "Carve some mud out, around 300": where in the spectrum that is, 0 where it is not told."""
    told = [one for one in said.amounts if one.unit in ("Hz", "") and not one.signed and one.value >= _LEAST_HZ]
    if len(told) != 1 or not _LEAST_HZ <= told[0].value <= _MOST_HZ or not (
        _AT.search(said.text[: told[0].start + 1]) or _ABOUT.match(said.text, told[0].start)
    ):
        return said, 0.0
    kept = [one for one in said.amounts if one is not told[0]]
    words = [one for one in said.words if one not in ("around", "round", "hz")]
    return replace(said, amounts=kept, words=words), told[0].value


def _moves(free: str, ends: Sequence[int]) -> list[dict[str, float]]:
    """ "Warmer and a bit brighter": one for each."""
    cuts = [0, *ends, len(free)]
    found = [tone_move(" ".join(free[a:b].split())) for a, b in itertools.pairwise(cuts)]
    moves = {_sense(one): one for one in found if one}  # "a bit dull, brighten it" is one wish
    return list(moves.values())


def _sense(move: dict[str, float]) -> tuple[bool, int]:
    """Up or down, and whether of the lows, the mids or the highs."""
    at_hz = move.get("cutoff_hz") or move.get("freq_hz") or 0.0
    return move["gain_db"] > 0, 0 if at_hz < _LOWS_HZ else 1 if at_hz < _HIGHS_HZ else 2


def _with_bands(said: Said) -> Said:
    """ "Less bass in the vocal", "give the piano more bass": the bass of it and no track that is called so."""
    kept = [
        one
        for at, one in enumerate(said.things)
        if not (
            _BAND_OF.fullmatch(said.text[one.start : one.end])
            and (
                at + 1 < len(said.things)
                and _OF_THE.fullmatch(said.text[one.end : said.things[at + 1].start])
                or at
                and _GIVEN.search(said.text[: said.things[at - 1].start])
                and _SO_MUCH.fullmatch(said.text[said.things[at - 1].end : one.start])
            )
        )
    ]
    return said if len(kept) == len(said.things) else regrouped(said, kept, said.places, said.amounts)


def _without_names(said: Said) -> str:
    taken = [(one.start, one.end) for one in said.things]
    taken += [(one.start, one.end) for one in said.places] + [(one.start, one.end) for one in said.amounts]
    return "".join(" " if any(a <= at < b for a, b in taken) else char for at, char in enumerate(said.text))


def _was_made(said: Said) -> bool:
    named = [one for one in said.things if not one.is_pointed]
    is_none_left = bool(said.scene.context.dialogue) and not said.focus.acts
    return not named and (is_none_left or any(one.tool in _MADE or one.kind == "delete" for one in said.last()))


def _further(step: Step, said: Said) -> Step:
    """ "Even darker", "a bit too dark": the same band of the same thing is turned on, and no second one put there."""
    act = next((one for one in _alike(step, effects_there(said))), None)
    if act is None or not act.request:
        return step
    old, by = float(act.args.get("gain_db", 0.0)), float(step.args["gain_db"])
    new = old + by
    if old * by < 0 and new * old <= 0:
        new = old / 2  # "not so dark" is no brighter
    args = {**act.args, "gain_db": number(round(max(-15.0, min(15.0, new)), 1))}
    return told_as(replace(step, args=args), "fix", act)


def _alike(step: Step, there: Sequence[Frame]) -> list[Frame]:
    names = ("clip", "track", "effect", "freq_hz", "cutoff_hz", "start_bar", "end_bar")
    return [one for one in there if one.kind == "eq" and all(one.args.get(n) == step.args.get(n) for n in names)]
