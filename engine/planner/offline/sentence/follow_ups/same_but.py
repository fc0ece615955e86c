"""The same, but for a part of it: "same for the bass, but that stays in the middle", "the bass too, just the level"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.follow_ups.again import again
from engine.planner.offline.sentence.follow_ups.same_as import same_as
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ITS = r"(?:it|that|that one|this one|she|he|they|them|her|him|those)"
_NO_PAN = regex(
    r"[\s,.;-]+(?:(?:but|and|though|only|just|please|tho)[\s,]+)*(?:"
    rf"(?:leave|keep) {_ITS} (?:panned )?(?:in the (?:middle|cent(?:er|re))|where {_ITS}(?:'s| is| are)(?: panned)?)"
    rf"|{_ITS} (?:stays?|remains?|can stay|should stay)(?: panned)? (?:in the (?:middle|cent(?:er|re))"
    rf"|where {_ITS}(?:'s| is| are))"
    r"|in the (?:middle|cent(?:er|re))|(?:only |just )?the (?:level|fader|volume)(?: only)?|level only"
    r"|(?:leave|keep) (?:the|its|their) pan(?:ning)?(?: (?:alone|as (?:it )?is|there|where it is))?"
    r"|(?:the|its) pan(?:ning)? (?:stays|can stay)(?: [\w ]+)?|not the pan(?:ning)?|without the pan(?:ning)?"
    r"|no pan(?:ning)?"
    r")(?:[\s,]+(?:tho|though|please|pls|again))*\W*$"
)
_NO_LEVEL = regex(
    r"[\s,.;-]+(?:(?:but|and|though|only|just|please|tho)[\s,]+)*(?:(?:only |just )?the pan(?:ning)?(?: only)?|pan only"
    r"|not the (?:level|fader|volume)|(?:the|its) (?:level|fader|volume) (?:stays|can stay)(?: [\w ]+)?"
    r"|(?:leave|keep) (?:the|its) (?:level|fader|volume)(?: (?:alone|as (?:it )?is|there|where it is))?)\W*$"
)


def same_but(said: Said) -> list[Step] | None:
    """What of the last act is done to the others; None for anything else."""
    for tail, kind in ((_NO_PAN, "pan"), (_NO_LEVEL, "gain")):
        match = tail.search(said.text) if said.is_later else None
        if match is None or not said.last():
            continue
        rest = taken_apart(said.text[: match.start()], said.scene)
        rest.adds |= said.adds
        steps = same_as(rest) or again(rest)
        kept = [one for one in steps or () if one.args.get("action") != kind]
        return kept or None
    return None
