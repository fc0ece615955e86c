"""Levels: "bass is a bit shy, up 2 db", "snare to -6", "gtr L down 3 db in verse 1", "all but the vox down 2"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Named, Said, without
from engine.planner.offline.sentence.scope.where import bars_told, fader_of, level_there, mixed
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

UP = frozenset(
    "up louder raise raised higher hotter boost boosted lift lifted increase push pushed crank add bump forward".split()
)
DOWN = frozenset(
    "down quieter softer lower lowered drop dropped reduce reduced decrease cut dip dipped less pull pulled off knock"
    " shave tuck back turned".split()
)
_SURELY_DOWN = DOWN - {"off", "back", "cut", "pull", "pulled", "turned", "tuck"}
_SURELY_UP = UP - {"add", "push", "pushed", "forward", "crank"}
TOO_LOUD = frozenset("loud hot strong big dominant overpowering boomy proud aggressive".split())
TOO_QUIET = frozenset("quiet soft low shy weak buried timid lost thin faint small hidden".split())
_VERBS = frozenset(
    "turn bring take set make give put come go goes comes sit sits want by at it's its level volume fader"
    " gain db louder"
    " a bit little touch tad hair notch smidge slightly too way far much lot only just there that's thats again"
    " on still pretty kind kinda sort bit more in feels feel sounds sound seems getting got has gets nudge ride play"
    " plays overall whole clip clips track tracks faders all both each needs need wants ease dial trim could can use"
    " should would like man another further let have".split()
)
_HOLDS = frozenset("hold holds keep keeps stay stays remain remains held kept".split())
""" "Keep the score 9 dB lower in bars 6 to 8"."""
_GIVES = frozenset("more needs need give".split())
""" "The lead needs 2 dB": more of them."""
LEVEL_WORDS = UP | DOWN | TOO_LOUD | TOO_QUIET | _VERBS
_COMPARES = frozenset("louder quieter softer up down raise lower lift boost drop reduce".split())
_TINY = frozenset("touch tad notch hair smidge".split())
_SMALL = frozenset("bit little slightly".split())
_MUCH = frozenset("lot much way loads".split())
_SIZES = {"tiny": 1.0, "small": 1.5, "plain": 3.0, "much": 6.0}


@dataclass(frozen=True)
class LevelChange:
    """A level by so much, or to a value."""

    by_db: float = 0.0
    to_db: float | None = None


def level(said: Said) -> list[Step] | None:
    """The steps; None where it is no level, or not all of it is known."""
    if "off" in said.bag and said.amounts and not _FIGURE_OFF.search(said.form):
        return None  # "guitar off and drums 6 more"
    if not said.places and _THERE.search(said.text):
        return None  # nobody knows where
    if said.is_in_a_thing or _A_FIGURE.search(said.form) or _goes_there(said) or _A_TAKE.search(said.text):
        return None
    if not said.things or any(one.how == "" and not one.tracks for one in said.things):
        return None
    if (
        said.is_later
        and not said.amounts
        and said.bag & {"too", "again", "more"}
        and not said.bag & (TOO_LOUD | TOO_QUIET)
    ):
        return None
    if said.bag & {"clip", "clips"} and not any(one.is_clip for one in said.things):
        return None
    if said.spans and said.amounts:
        said = without(said, _HOLDS)
    if "faders" in said.bag:
        said = replace(said, things=[_members(one, said) for one in said.things])
    if len(said.amounts) > 1 and (each := _each(said) or _each_at(said)):
        return each
    if "all" in said.bag and not any(_ALL_OF.search(said.text[: one.start]) for one in said.things):
        return None  # "all 2 dB less the vocals" spares them
    if said.amounts and _BACK_UP.search(said.text):
        said = replace(said, words=[one for one in said.words if one != "back"])
    change = _given_back(said) or _brought_back(said) or _more_on(said) or _ducked(said) or change_told(said)
    if change is None or not said.amounts and not _may_be_vague(said):
        return None
    if not said.amounts and len(said.places) > 1:
        return None  # "quieter in the refrain, and as it was from the outro on"
    if not said.amounts and said.places and (_TURNS_SO.search(said.text) or _ASKS.match(said.text)):
        return None  # "gets quieter over bars 5 to 8" is on its way; "should it be louder there?" is asked
    return moved(said, change)


_GETS = frozenset("needs need use give gets".split())


def _each(said: Said) -> list[Step] | None:
    """ "Hats 2, shaker 3 louder", "down: kick 1, snare 2": each by its own figure, all the same way."""
    letters = "".join(one for one in said.form.split() if one in ("T", "N"))
    needs = {"more"} if "more" in said.bag and said.bag & _GETS else set()
    ways = [said.bag & UP | needs, said.bag & DOWN]
    if letters not in ("TN" * len(said.things), "NT" * len(said.things)) or bool(ways[0]) == bool(ways[1]):
        return None
    if said.places or said.bag - UP - DOWN - (_VERBS - {"to", "at"}) or "back" in said.bag:
        return None
    if any(one.signed or one.unit not in ("", "dB") or _is_share(one, said) for one in said.amounts):
        return None
    way = 1 if ways[0] else -1
    steps = [
        mixed([one], "gain", value_db=number(way * abs(by.value)))
        for one, by in zip(said.things, said.amounts, strict=True)
    ]
    return [step for one in steps for step in one]


_SETS = frozenset("to at on set put bring get levels level fader faders".split())


def _each_at(said: Said) -> list[Step] | None:
    """ "Drums at -7, bass at -8": each fader at its own figure."""
    letters = "".join(one for one in said.form.split() if one in ("T", "N"))
    if letters != "TN" * len(said.things) or said.places or said.bag - _SETS:
        return None
    if any(not one.signed or one.unit not in ("", "dB") for one in said.amounts) or len(said.things) < 2:
        return None
    if not all(_says_to(said, one) for one in said.amounts) or any(one.is_clip or one.how for one in said.things):
        return None
    pairs = zip(said.things, said.amounts, strict=True)
    return [step for one, at in pairs for step in mixed([one], "gain", set_db=number(at.value))]


def _members(named: Named, said: Said) -> Named:
    """ "All choir faders" are those of its voices, not of the group."""
    groups = {view.name for view in said.scene.context.track_views if view.kind == "group"}
    inside = tuple(one for one in with_members(named.tracks, said.scene) if one not in groups)
    return replace(named, tracks=inside) if inside and groups & {*named.tracks} else named


def _given_back(said: Said) -> LevelChange | None:
    """ "The harp can have 1 back" behind what went down goes up."""
    last = said.last()
    by = [one.args.get("value_db") for one in last if (one.tool, one.kind) == ("mix", "gain")]
    if not by or len(by) < len(last) or len(said.amounts) != 1 or said.bag != {"back"}:
        return None
    one, ways = said.amounts[0], {isinstance(each, int | float) and each < 0 for each in by}
    if one.signed or one.unit not in ("", "dB") or len(ways) != 1 or not _HAS.search(said.text):
        return None
    return LevelChange(by_db=abs(one.value) if ways == {True} else -abs(one.value))


_BRINGS_BACK = frozenset(
    "bring ease take dial come comes go back by a bit level volume fader gain db db's put set more further"
    " farther".split()
)


def _brought_back(said: Said) -> LevelChange | None:
    """ "It is up too high, bring it back 2 dB": down, but behind what went down itself."""
    one = said.amounts[0] if len(said.amounts) == 1 else None
    if one is None or one.signed or one.unit not in ("", "dB") or _is_share(one, said) or said.bag - _BRINGS_BACK:
        return None
    if _HAS.search(said.text):
        return None  # "it can have 2 back" of what never was louder
    if "back" in said.bag and said.bag & {"more", "further", "farther"} and not _says_to(said, one):
        return LevelChange(by_db=-abs(one.value))  # "put him 3 dB more back"
    is_bare = said.bag <= {"back", "by", "about"} and not any(one.is_pronoun for one in said.things)
    if "back" not in said.bag or not (is_bare or said.bag & {"bring", "ease", "take", "dial"}) or _says_to(said, one):
        return None
    went = [act.args.get("value_db") for act in said.focus.acts if set(tracks_of(act)) & set(said.tracks)]
    was_lowered = bool(went) and isinstance(went[0], int | float) and went[0] < 0
    if is_bare and was_lowered:
        return None
    return LevelChange(by_db=abs(one.value) if was_lowered else -abs(one.value))


_FIGURE_OFF = regex(r"N (?:more )?off\b|\boff by N|\b(?:ease|back|bring|take) (?:T )?off N\b")
_MORE_ON = regex(r"(?:(?:give|have|get|add|with) )?N (?P<way>more|less) on (?P<who>T(?: T)*)")
_TURNED = ("apply_effect", "plugin", "route")


def _more_on(said: Said) -> LevelChange | None:
    """ "2 dB more on the horn", and nothing before it that has a figure of its own."""
    match = _MORE_ON.fullmatch(said.form)
    if match is None or any(one.tool in _TURNED for one in said.last()):
        return None
    one = said.amounts[0]
    if one.signed or one.unit not in ("", "dB") or _is_share(one, said) or abs(one.value) > _MOST_DB:
        return None
    return LevelChange(by_db=abs(one.value) * (1 if match["way"] == "more" else -1))


def _ducked(said: Said) -> LevelChange | None:
    """ "Duck the sub 6 dB": no other track is told that it goes under."""
    one = said.amounts[0] if len(said.amounts) == 1 else None
    if one is None or one.signed or one.unit not in ("", "dB") or said.bag - {"by"} != {"duck"}:
        return None
    return None if _is_share(one, said) else LevelChange(by_db=-abs(one.value))


_MOST_DB = 24
_A_TAKE = regex(r"(?<!^)\btake \d+\b(?! ?(?:db\b|off\b|out\b|from\b))")
""" "Add take 2 to it" adds no 2 dB."""
_A_FIGURE = regex(r"(?:give|make|want|need) N T$")
""" "Give me a -14 master" is one so loud."""
_BACK_UP = regex(r"\bback (?:up|down)(?: by)? \d")
_TURNS_SO = regex(r"\b(?:gets?|getting|grows?|becomes?|go(?:es)?) (?:\w+ )?(?:louder|quieter|softer)\b|\bover\b")
_ASKS = regex(r"(?:should|must|can|could|would) (?!you\b)")
_THERE = regex(r"(?<!up )(?<!down )(?<!in )(?<!out )\bthere$")
_TO_IT = regex(r"(?:and |also )*(?:in)?to (?:the |my |our )?$")
_ALL_OF = regex(r"\ball (?:of )?(?:the |my |our )?$")
_HAS = regex(r"\b(?:have|has|give|gets?|given)\b")


def _goes_there(said: Said) -> bool:
    """ "The choir to the hall at -9" is a send, whether or not it is read as one."""
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    first = said.things[0] if said.things else None
    if first and kinds.get((*first.tracks, "")[0]) == "bus" and _TO_IT.match(said.text[: first.start]):
        return True  # "and to the chamber -24"
    return any(
        len(goal.tracks) == 1
        and kinds.get(goal.tracks[0]) == "bus"
        and bool({"to", "into", "in", "through"} & {*said.text[one.end : goal.start].split()})
        for one, goal in pairwise(said.things)
    )


def _may_be_vague(said: Said) -> bool:
    """ "Turn it down" behind an effect is the effect; "quieter" behind a cut is the level."""
    if not all(one.is_pointed for one in said.things):
        return True
    makers = _MAKERS | _CUTS if said.bag & _LOUDNESS else _MAKERS
    return all(act.tool in makers for act in said.last())


_LOUDNESS = frozenset("louder quieter softer".split())
_CUTS = frozenset("edit_clip edit_notes automate marker transport set_track".split())
_MAKERS = frozenset("mix arrange generate_midi generate_audio harmonize sing speak".split())


def moved(said: Said, change: LevelChange) -> list[Step] | None:
    """The change for the things and bars that are told."""
    tracks = said.tracks
    spans = bars_told(said, tracks)
    if spans is None:
        return None
    if spans:
        return [
            level_there(
                track, (fader_of(track, said.scene) + change.by_db) if change.to_db is None else change.to_db, one
            )
            for track in tracks
            for one in spans
        ]
    clips = [one for one in said.things if one.is_clip and not _is_all_of_track(one, said)]
    if clips and len(clips) == len(said.things) and change.to_db is None:
        ids = [clip for one in clips for clip in one.clips]
        kinds = {view.kind for one in ids if (view := said.scene.clip(one))}
        if kinds == {"audio"}:
            return [Step("edit_clip", {"clip": one, "action": "gain", "value_db": number(change.by_db)}) for one in ids]
        bars = [(said.scene.track_of(one), view.bars) for one in ids if (view := said.scene.clip(one))]
        if all(track and reach for track, reach in bars):
            return [
                level_there(str(track), fader_of(str(track), said.scene) + change.by_db, reach)
                for track, reach in bars
                if reach
            ]
        return None
    if change.to_db is not None:
        return mixed(said.things, "gain", set_db=number(change.to_db))
    return mixed(said.things, "gain", value_db=number(change.by_db))


def _is_all_of_track(one: Named, said: Said) -> bool:
    """Is what a pronoun means all that lies on its track?"""
    lying = {clip.id for clip in said.scene.clips if clip.track in one.tracks}
    return one.is_pointed and lying <= set(one.clips)


def change_told(said: Said) -> LevelChange | None:
    """How the level changes; None where that is not told by words of levels alone."""
    bag = said.bag - ({"move"} if "fader" in said.bag else set())
    if "back" in bag and not bag & {"pull", "pulled", "off", "set", "tuck", "knock", "dial"}:
        return None  # "bring it back at -18"
    if bag - UP - DOWN - _VERBS - TOO_LOUD - TOO_QUIET:
        return None
    if len(said.amounts) == 1 and _is_share(said.amounts[0], said) and bag & TOO_LOUD and "too" in bag:
        return LevelChange(by_db=-6.0) if said.text[: said.amounts[0].end].endswith("half") else None
    told = [one for one in said.amounts if one.unit == "dB"] or [one for one in said.amounts if not one.unit]
    if len(told) > 1 or len(said.amounts) > len(told) or any(_is_share(one, said) for one in told):
        return None
    way = _way(bag)
    if way is None:
        return None
    if not told:
        return _vague(bag, way)
    one = told[0]
    if abs(one.value) > 60:
        return None
    if _says_to(said, one) or one.value == 0:
        return LevelChange(to_db=one.value) if one.signed or one.value == 0 else None
    if one.signed and way == 0 and bag & {"set", "put"}:
        return LevelChange(to_db=one.value)
    if one.signed and way == 0:
        return LevelChange(by_db=one.value) if one.unit == "dB" or said.text[one.start] in "+-" else None
    if way == 0 and one.unit == "dB" and bag & _GIVES:
        return LevelChange(by_db=abs(one.value))
    if way == 0 or one.signed and (one.value < 0) != (way < 0):
        return None
    if not one.unit and abs(one.value) > _MOST_DB:
        return None  # "softer, around 50" is no decibel
    if not one.unit and not bag & (UP | DOWN) and not ("too" in bag and "by" in said.words):
        return None
    return LevelChange(by_db=way * abs(one.value))


def _way(bag: frozenset[str]) -> int | None:
    """1 up, −1 down, 0 not told; None where both are."""
    up, down = bool(bag & _SURELY_UP), bool(bag & _SURELY_DOWN)
    if up and down:
        return None
    if up or down:
        return 1 if up else -1
    too_loud, too_quiet = bool(bag & TOO_LOUD), bool(bag & TOO_QUIET)
    if (too_loud or too_quiet) and bag & {"make", "get", "play"}:
        return None  # "make it 3 dB soft"
    if too_loud != too_quiet and "more" in bag and "too" not in bag:
        return 1 if too_loud else -1  # "4 dB more loud"
    if too_loud != too_quiet:
        return -1 if too_loud else 1
    soft_up, soft_down = bool(bag & UP), bool(bag & DOWN)
    return 0 if soft_up == soft_down else 1 if soft_up else -1


def _vague(bag: frozenset[str], way: int) -> LevelChange | None:
    """ "A bit louder"; what only says that something is too loud asks for nothing yet."""
    is_comparison = bag & _COMPARES
    if not bag - {"drop", "the"}:
        return None  # "drop the organ" may be silence as well
    is_opinion = bag & (TOO_LOUD | TOO_QUIET | {"too", "get", "gets", "got", "getting"})
    if not way or not is_comparison or is_opinion:
        return None
    size = "tiny" if bag & _TINY else "small" if bag & _SMALL else "much" if bag & _MUCH else "plain"
    return LevelChange(by_db=way * _SIZES[size])


def _is_share(one: Quantity, said: Said) -> bool:
    """ "Cut it in half"; "half a dB" is a figure."""
    if one.unit == "dB":
        return False
    return said.text[one.start : one.end].startswith(("half", "a half", "a quarter", "a third", "twice", "double"))


def _says_to(said: Said, one: Quantity) -> bool:
    before = said.text[: one.start].rstrip()
    return before.endswith((" to", " at", " on", "=")) or before in ("to", "at", "on")
