"""Ducking: "duck the pad and the organ under the voice", and behind it "half of that", "strings too but only 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import SAME, Named, Said, regrouped
from engine.planner.offline.sentence.effects.ducked_by import SAYS_DUCK, parted, who_goes
from engine.planner.offline.sentence.effects.ducking_depth import depth_of, depth_told
from engine.planner.offline.sentence.effects.effects_there import as_of_effects
from engine.planner.offline.sentence.scope.over_bars import bars_left
from engine.planner.offline.sentence.scope.where import fader_of, level_there
from engine.planner.offline.sentence.undo.taken_back import taken_back, with_corrections
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BESIDE = frozenset(
    "but only just bit little touch slightly do does for to by make duck ducks dip dips ducked it that them under with"
    " thing still even"
    " on of and let go down like around about db not so much less more there again has have him her".split()
)
_OFF = frozenset(
    "no off remove lose without take stop ducking duck ducks sidechain pumping pump it that there any more from on"
    " should shouldn't not longer don't doesn't".split()
)
_TAKES_OFF = frozenset("off no remove lose without stop shouldn't not don't".split())
_DUCKING = frozenset("ducking duck ducks sidechain pumping pump".split())
_DEPTH = frozenset(
    "deep deeper harder more less gentler softer like about around make it to only just at least most say go be down"
    " enough plenty fine do by rather db that should dip roughly or further stronger try will".split()
)
_FACTORS = {"half": 0.5, "double": 2.0, "twice": 2.0}
_LESS, _MORE = frozenset("less gentler softer lighter".split()), frozenset("more deeper harder stronger".split())
_LESS_BY, _MORE_BY = 0.5, 1.5
"""How deep the same is "but less", "but deeper"."""

_BY = regex(
    r"\b(?:under|underneath|beneath|below|behind|against|from|to|with|by|for|off|of"
    r"|when(?:ever)?|every time|each time|as soon as)\b"
)
_FIRST = frozenset(
    "duck ducks ducked ducking pumping pumped breathing dip dips dipped sidechain sidechained side-chain side chain"
    " pump pumps pumping get go"
    " goes out of the way under underneath beneath below behind against from to with by for off when whenever every"
    " each time as soon down make let put have"
    " while hit hits play plays playing come comes in kicks sound sounds speak speaks sing sings talk talks strikes"
    " he she they it db around about like a bit little both all always volume compressor compression whole track pull"
    " turn bring take use trigger triggers triggered key keyed keys drive drives push pushes press make makes room"
    " space way for lets should must some more rhythmically level effect style classic there singing speaking talking"
    " playing breathe breathes compress clear clears off somewhat in on control controls of ducking"
    " lower quieter softer keep tuck auto into ducker".split()
)


def duck(said: Said) -> list[Step] | None:
    """Who goes down under whom; None where it is not told, or not all of the words are known."""
    if told := _told_under_whom(said):
        return told
    whole = _with_kit(as_of_effects(said))
    said = _with_talk(whole)
    talks = said is not whole and bool(said.bag & _LOWER)
    named = [one for one in said.things if one.tracks]
    if not named or not talks and not SAYS_DUCK.search(_without_names(said.text, named)):
        return _or_lower(said, named)
    if said.places or said.corrects or len(said.amounts) > 1:
        return None
    if any(one.unit not in ("", "dB") or not 0.5 <= abs(one.value) <= 40 for one in said.amounts):
        return None
    parts = parted(named, said.text)
    if len(parts) == 1:
        return _under_whom(said, named, said.bag - _FIRST)
    goes = who_goes(parts[0], parts[1], said.text) if len(parts) == 2 else None
    if goes is None or said.bag - _FIRST:
        return None
    down, under = (
        list(dict.fromkeys(track for one in part for track in one.tracks)) for part in (parts[goes], parts[1 - goes])
    )
    if any(one.how for one in parts[goes]):
        down = [one for one in down if one not in under]  # "everything under the kick"
    if not down or not under or {*down} & {*under}:
        return None
    under = _as_group(under, said) if len(under) > 1 else under
    if len(under) > 1:
        names = " or ".join(f"“{one}”" for one in under)
        return [Step("ask", {"text": _ONE_TRIGGER.format(names)})]
    depth = {"value_db": number(-abs(said.amounts[0].value))} if said.amounts else {}
    who = {"track": down[0]} if len(down) == 1 else {"tracks": down}
    return [Step("route", {"action": "sidechain", **who, "to": under[0], **depth})]


DUCK_OR_LOWER = "Should {} duck whenever {} plays, or be lower as a whole, by how many dB?"
_LOWER = frozenset("lower quieter softer down less under".split())
_BELOW = regex(r"(?:keep|tuck|hold) T (?:sit |stay |a bit )*(?:under|underneath|beneath|below|behind) T")


def _or_lower(said: Said, named: Sequence[Named]) -> list[Step] | None:
    """ "Keep the music under the voices" may duck it or turn it down."""
    is_bare = not (said.amounts or said.places or said.corrects or any(one.is_pronoun or one.how for one in named))
    if not is_bare or len(named) != 2 or not _BELOW.fullmatch(said.form):
        return None
    down, under = (" and ".join(f"“{track}”" for track in one.tracks) for one in named)
    return [Step("ask", {"text": DUCK_OR_LOWER.format(down, under)})]


def _without_names(text: str, named: Sequence[Named]) -> str:
    """A track that is called "Keys" or "Pump" says nothing of ducking."""
    for one in named:
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return text


_DRUM = regex(r"\b(?:with|to|off|from|by|under|on|of|when(?:ever)?|every time|each time) (?:the |my |every |each"
    r" )?(?P<drum>kick|kick drum|snare|beat|bd)\b")
_KIT = regex(r"\b(?:drums?|kit|beats?|drum ?kit|drum ?loop|drum ?bus|percussion)\b", re.IGNORECASE)


def _with_kit(said: Said) -> Said:
    """ "Pump the synths off the kick", where no track is called so: it is in the one that has the drums."""
    match = _DRUM.search(said.text)
    if match is None or any(one.start <= match.start("drum") < one.end for one in said.things):
        return said
    views = [view for view in said.scene.context.track_views if _KIT.search(view.name) and view.kind != "bus"]
    inside = {view.name for view in views if view.group in {one.name for one in views}}
    kits = [view.name for view in views if view.name not in inside and not view.mute]
    if len(kits) != 1:
        return said
    things = sorted([*said.things, Named(*match.span("drum"), (kits[0],))], key=lambda one: one.start)
    return regrouped(said, things, said.places, said.amounts)


_TALK = regex(
    r"\b(?:(?P<when>when(?:ever)?|while|as soon as|every time|each time) (?:some|any|every)(?:one|body)(?: is|'s)?"
    r"|(?P<people>when(?:ever)?|while) (?:people|they|there is|there's)(?: are)?)"
    r" (?:talk(?:s|ing)?|speak(?:s|ing)?|sing(?:s|ing)?|voices?|speech|a voice|vocals?)\b"
    r"|\b(?:under|beneath|below|behind|from|by|with|to|against) (?:the |all (?:the )?)?"
    r"(?:talk(?:ing)?|speech|speaking|dialogue?|spoken word|singing|voices|speakers)\b"
)
_VOICES = regex(
    r"\b(?:voices?|vox|vocals?|dialog(?:ue)?|speech|talk(?:ers)?|speakers?|hosts?|singers?|dx|vo)\b", re.IGNORECASE
)


def _with_talk(said: Said) -> Said:
    """ "When someone talks", "under the talking": the one group or track of the voices."""
    match = _TALK.search(said.text)
    named = [one for one in said.things if one.tracks and not one.is_pronoun]
    others = [one for one in named if match and not _is_talk(one, match)]
    if match is None or len({one.start < match.start() for one in others}) != 1:
        return said
    views = [view for view in said.scene.context.track_views if _VOICES.search(view.name) and view.kind != "bus"]
    groups = [view.name for view in views if view.kind == "group"]
    found = groups or [view.name for view in views if not view.mute]
    if len(found) != 1 or any(found[0] in one.tracks for one in others):
        return said
    by = match[0].split()[0]
    word = "when " if match["when"] or match["people"] else f"{by} "
    text = said.text[: match.start()] + word.ljust(match.end() - match.start()) + said.text[match.end() :]
    voices = Named(match.start() + len(word), match.end(), (found[0],))
    things = sorted([*(one for one in others), voices], key=lambda one: one.start)
    return regrouped(replace(said, text=text), things, said.places, said.amounts)


def _is_talk(one: Named, match: re.Match[str]) -> bool:
    return match.start() <= one.start < match.end()


_ANYBODY = regex(r"\b(?:some|any|every)(?:one|body)\b|\b(?:talk|speak|sing|voice|speech)\w*")
""" "Under the talking": who that is, is looked for by others."""
_WHOM = "Under which track should"


def _told_under_whom(said: Said) -> list[Step] | None:
    """ "The voice", behind that question."""
    before = said.scene.context.dialogue[-1].calls if said.scene.context.dialogue else ()
    asked = str((before[0].get("args") or {}).get("text", "")) if before else ""
    down, under = re.findall("“(.*?)”", asked), said.tracks
    if not asked.startswith(_WHOM) or len(under) != 1 or said.bag - {"under"} or said.amounts or said.places:
        return None
    who = {"track": down[0]} if len(down) == 1 else {"tracks": down}
    return [Step("route", {"action": "sidechain", **who, "to": under[0]})] if not {*down} & {*under} else None


def _under_whom(said: Said, named: Sequence[Named], left: frozenset[str]) -> list[Step] | None:
    """ "Duck the choir under the lead", where nothing is called so."""
    verb = re.match(r"(?:duck|sidechain|side-?chain)\b", said.text)
    is_bare = said.form == "duck T"  # under whom, is left open
    by = _BY.search(said.text, named[0].end) if len(named) == 1 else None
    if verb is None or len(named) != 1 or len(left) > 2 or by is None and not is_bare:
        return None
    if by is not None and not said.text[by.end() :].strip() or named[0].is_pointed or _ANYBODY.search(said.text):
        return None
    who = " and ".join(f"“{one}”" for one in named[0].tracks)
    return [Step("ask", {"text": f"{_WHOM} {who} go down?"})]


def _as_group(tracks: list[str], said: Said) -> list[str]:
    """The group whose members these are, all of them."""
    views = said.scene.context.track_views
    for group in {view.group for view in views if view.name in tracks if view.group}:
        if {view.name for view in views if view.group == group} == {*tracks}:
            return [group]
    return tracks


def duck_again(said: Said) -> list[Step] | None:
    """What was ducked last, otherwise; None where nothing was, or not all of the words are known."""
    last = said.last()
    if not last or any(one.tool != "route" or one.kind != "sidechain" for one in last):
        return None
    if said.text.strip(" .!") == "stop":
        return None  # what plays
    said = as_of_effects(said)
    if said.places:
        return _there(said, last)
    if other := _by_another(said, last):
        return other
    if _NO_MORE.search(said.text) and not said.bag - _OFF - {"more"} and not said.amounts and not said.tracks:
        return _gone(last, said)
    who = [track for one in _without_trigger(said, last) if not one.is_pointed for track in one.tracks]
    if who and (asked := _another_trigger(said, last)):
        return asked
    if who:
        return _off_them(said, who) or _others(said, who, last)
    words = said.text[said.amounts[0].start :].split() if len(said.amounts) == 1 else []
    if words and words[0] in _FACTORS and not said.bag - {"of", "that", "it", "as", "much", "about", "the", "make"}:
        return [_deeper(one, depth_of(one) * _FACTORS[words[0]]) for one in last]
    if len(said.amounts) == 1 and not said.bag - _DEPTH:
        return _to_depth(said, last)
    depths = [depth_told(said, depth_of(one)) for one in last]
    if not any(depth is None or depth == depth_of(one) for depth, one in zip(depths, last, strict=True)):
        return [_deeper(one, depth or 0.0) for depth, one in zip(depths, last, strict=True)]
    if said.bag & _TAKES_OFF and not said.bag - _OFF and not said.amounts:
        live = [one for one in said.state.frames if one.is_live and (one.tool, one.kind) == ("route", "sidechain")]
        return _gone(live if said.bag & {"more", "any"} else last, said)
    return None


_NO_MORE = regex(r"\bno (?:more|longer)\b")
_KEYED = frozenset(
    "key keyed trigger triggered use from with by instead of not off as it to for side chain sidechain sidechained duck"
    " ducked ducking on under rather drive take make let".split()
)


def _by_another(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "From the amen instead", "not the kick, the amen", "key it from the amen": who makes it go down."""
    named = [one for one in said.things if not one.is_pointed]
    old = {str(one.args.get("to")) for one in last}
    if not named or said.bag - _KEYED or said.amounts or any(len(one.tracks) != 1 for one in named):
        return None
    new = [one for one in named if one.tracks[0] not in old]
    is_against = len(named) > len(new) and (said.corrects or bool(said.bag & {"instead", "not"}))
    before = said.text[: new[0].start] if len(new) == 1 else ""
    is_keyed = bool(said.bag & {"key", "keyed", "trigger", "triggered"})
    is_from = bool(_FROM.search(before)) and bool(said.bag & {"instead"} or said.corrects)
    if len(new) != 1 or not (is_against or is_keyed or is_from):
        return None
    to = new[0].tracks[0]
    if any(to in tracks_of(one) for one in last):
        return None
    return [told_as(Step("route", {**one.args, "to": to}), "fix", one) for one in last]


_FROM = regex(r"\b(?:from|with|by|off|under|to)(?: the| my| our)? $")


def _without_trigger(said: Said, last: Sequence[Frame]) -> list[Named]:
    """ "The pluck with the kick too": the kick is who makes it go down."""
    to = {str(one.args.get("to")) for one in last}
    named = [one for one in said.things if not one.is_pointed]
    kept = [one for one in named if not (set(one.tracks) <= to and _FROM.search(said.text[: one.start]))]
    return kept if kept and len(kept) < len(named) else list(said.things)


def _another_trigger(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Under the guest too": one track ducks under one other."""
    (one, *more) = [thing for thing in said.things if not thing.is_pointed]
    if more or not re.match(r"(?:(?:and|also) )?(?:under|beneath|below|behind|for|from) ", said.text):
        return None
    names = " or ".join(f"“{name}”" for name in (last[-1].args.get("to"), *one.tracks))
    return (
        [Step("ask", {"text": _ONE_TRIGGER.format(names)})] if not said.bag - SAME - _BESIDE - {"from", "for"} else None
    )


_ONE_TRIGGER = "A track ducks under one other here, or under a group of them: {}?"


def _gone(acts: Sequence[Frame], said: Said) -> list[Step] | None:
    live = [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS]
    chain = [each for one in acts for each in with_corrections(one, live)]
    return taken_back([one for one in live if one in chain], live) if all(one.request for one in chain) else None


def _off_them(said: Said, who: Sequence[str]) -> list[Step] | None:
    """ "Take the ducking off the harp"."""
    if not said.bag & _TAKES_OFF or not said.bag & _DUCKING or said.bag - _OFF or said.amounts:
        return None
    live = [one for one in said.state.frames if one.is_live and (one.tool, one.kind) == ("route", "sidechain")]
    acts = [one for one in live if set(tracks_of(one)) & set(who)]
    newest = [one for one in acts if not any(other.corrects == one.name for other in acts)]
    return _gone(newest, said) if newest and all(set(tracks_of(one)) <= set(who) for one in acts) else None


def _there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "No ducking in the drop", "only in the drop": where the volume ducks, it stays at its place there."""
    if any(one.is_open or one.how not in ("in", "bare") for one in said.places) or said.amounts:
        return None
    is_told = re.search(r"\b(?:only|just)\b", said.text) is not None  # "only in the verses" is a place as a whole
    is_only = is_told and not said.bag - {"only", "just", "there", "duck", "ducking", "it"}
    is_off = bool(said.bag & (_TAKES_OFF | {"not"})) and not said.bag - _OFF - {"not"}
    if is_only == is_off or any(not one.is_pointed for one in said.things):
        return None
    if "sidechain" in said.scene.context.capabilities:
        return [Step("refuse", {"text": "A sidechain holds for the whole song; it cannot go off in some bars only."})]
    steps: list[Step] = []
    for track in dict.fromkeys(track for one in last for track in tracks_of(one)):
        lying = [one.bars for one in said.scene.clips if one.track == track and one.bars]
        if not lying:
            return None
        whole = min(one[0] for one in lying), max(one[1] for one in lying)
        spans = bars_left(whole, said.spans) if is_only else said.spans
        steps += [level_there(track, fader_of(track, said.scene), bars) for bars in spans]
    return steps or None


def _to_depth(said: Said, last: list[Frame]) -> list[Step] | None:
    """ "Deeper, like 8 db", "at least 6", "2 db more"."""
    one = said.amounts[0]
    if one.unit not in ("", "dB") or not 0.5 <= abs(one.value) <= 40:
        return None
    behind = said.text[one.end :].split()[:2]
    way = 1 if {"more", "deeper"} & set(behind) else -1 if {"less"} & set(behind) else 0
    return [_deeper(act, max(0.5, depth_of(act) + way * abs(one.value)) if way else abs(one.value)) for act in last]


def _others(said: Said, who: list[str], last: list[Frame]) -> list[Step] | None:
    """Others under the same one, as far down or by a figure of their own: "and the sax", "the harp too, a bit less"."""
    if said.bag - SAME - _BESIDE - _LESS - _MORE or len(said.amounts) > 1:
        return None
    if any(one.unit not in ("", "dB") or not 0.5 <= abs(one.value) <= 40 for one in said.amounts):
        return None
    if not said.bag & SAME and (said.bag & {"down"} or any(one.signed for one in said.amounts)):
        return None  # "the harp down 2" is its fader
    to = {str(one.args.get("to")) for one in last}
    if len(to) != 1 or to & set(who):
        return None
    depth = abs(said.amounts[0].value) if said.amounts else last[-1].args.get("value_db")
    if not said.amounts and said.bag & (_LESS | _MORE):
        depth = depth_of(last[-1]) * (_LESS_BY if said.bag & _LESS else _MORE_BY)
    values = {} if depth is None else {"value_db": number(-abs(round(float(depth), 1)))}
    args = {"action": "sidechain", "to": to.pop(), **values}
    return [told_as(Step("route", {**args, "track": one}), "again", last[-1]) for one in who]


def _deeper(act: Frame, depth_db: float) -> Step:
    return told_as(Step("route", {**act.args, "value_db": number(-round(depth_db, 1))}), "fix", act)
