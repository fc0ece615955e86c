"""What is heard: mutes and solos, of tracks or over bars, and what is heard in spite of them."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Named, Said, without
from engine.planner.offline.sentence.mixer.silent_there import without_heard
from engine.planner.offline.sentence.scope.where import bars_told, is_silent, mix, mixed, over
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BESIDE = frozenset(
    "track tracks take have turn let hear listen by itself themselves its own on in that it's too check again"
    " only just off whole"
    " completely fully all sec moment while bit at of both and go back put hit press click".split()
)
_MUTES = frozenset("mute muted silence silenced kill".split())
_OUT = frozenset("out no without lose".split())
_UNMUTES = frozenset("unmute unmuted un-mute".split())
_TURNS = frozenset("turn switch turned switched shut".split())
_TAKES = frozenset("take drop leave pull".split())
_NOT = frozenset("don't dont not never".split())
_PLAYS = frozenset("as well also drop leave pull instead play plays should shouldn't".split())
_SOLOS = frozenset("solo soloed isolate".split())
NO_SOLO_SAFE = "There is no solo safe here; solo the tracks that are to be heard together with it instead."
_UNSOLOS = frozenset("unsolo unsoloed".split())


_COMES_IN = frozenset("in heard audible activate reactivate enable activated enabled play plays".split())
""" "Bring in the alt", "the alt should be heard": of what is muted."""
_BUT_THOSE = regex(r"[,;.]\s.*\b(?:only|just)\b")


def heard(said: Said) -> list[Step] | None:
    """The steps; None where it is neither, or not all of it is known."""
    if said.is_in_a_thing or _TO_HEAR.search(said.text):
        return None
    if unmuted := _plays_again(said):
        return unmuted
    if said.places and said.bag & _OUT:
        said = without_heard(said)
    if said.is_later and said.bag & {"too", "again"} and not said.bag & (_MUTES | _SOLOS | _UNMUTES | _UNSOLOS):
        return None
    if (back := _back(said)) is not None:
        return back or None
    if said.amounts or not said.things or said.is_open and not said.tracks:
        return None
    bag = said.bag
    if bag & _MUTES and bag & {"hear", "listen", "own", "itself", "themselves"} and len(said.things) > 1:
        return None  # "mute the lead and listen to the drums by itself"
    but = _BUT_THOSE.search(said.text) if len(said.things) > 1 and not bag & _SOLOS else None
    if but and any(one.start >= but.end() for one in said.things):
        return None  # "… off in the verse, the verse should be only bass and Sarah"
    if {"solo", "safe"} <= bag and not bag - _BESIDE - {"solo", "safe", "make", "set"}:
        return [Step("refuse", {"text": NO_SOLO_SAFE})]
    tracks = list(said.tracks)
    if any(one.is_clip and (not one.is_pronoun or _is_copied(one, said)) for one in said.things) and not said.places:
        return _clips_silent(said)
    spans = bars_told(said, tracks)
    if not tracks or spans is None or any(one.how == "to" for one in said.places):
        return None  # "no congas until verse 2" come in there
    if spans and all(is_silent(track, bars, said) for track in tracks for bars in spans):
        return None  # "take the hole out of the ukulele"
    views = {view.name: view for view in said.scene.context.track_views}
    buses = [one for one in said.things if any(views[track].kind == "bus" for track in one.tracks if track in views)]
    if buses and len(buses) < len(said.things):
        return None  # "the vox out of the verb" is its send
    if bag & _UNMUTES and not bag - _UNMUTES - _BESIDE:
        if not spans and len(tracks) == 1 and len(said.things) == 1 and _THEM.search(said.text):
            run = [one for act in _run(said) if act.kind == "mute" for one in tracks_of(act)]
            silent = [one for one in dict.fromkeys(run) if one in views and views[one].mute]
            return [mix(silent, "unmute")] if len(silent) > 1 else mixed(said.things, "unmute")
        return None if spans else mixed(said.things, "unmute")
    if not spans and bag & _COMES_IN and not bag - _COMES_IN - _BESIDE - {"should", "be", "bring", "use", "come"}:
        told = [track for one in said.things if not one.is_pronoun for track in one.tracks]
        if told == tracks and all(one in views and views[one].mute for one in tracks) and not bag & _NOT:
            return mixed(said.things, "unmute")
    if bag & _UNSOLOS and not bag - _UNSOLOS - _BESIDE:
        soloed = [one for one in tracks if one in views and views[one].solo]
        return None if spans else [mix(soloed or tracks, "unsolo")]
    if bag & _SOLOS and not bag - _SOLOS - _BESIDE - {"solos"}:
        if bag & {"off", "out", "back"} or spans or said.form == "T solo":
            return None  # "guitar solo" is played
        return mixed(said.things, "solo")
    if "back" in bag:
        return None
    if bag & _MUTES and not bag - _MUTES - _BESIDE - {"out"}:
        if said.form.startswith("T") and "off" in bag:
            return None
        return _silent(said, spans)
    if "hear" in bag and bag & _NOT and not bag - _NOT - {"hear", "any", "more", "anymore", "at", "all"}:
        return _silent(said, spans)  # "I don't want to hear the drums"
    is_named = not all(one.is_pronoun for one in said.things)
    if is_named and not spans and said.form in ("T off", "T T off") and not any(one.how for one in said.things):
        return _silent(said, spans)
    if is_named and bag & _TURNS and bag & {"off", "on"} and not bag - _TURNS - _BESIDE:
        muted = all(one in views and views[one].mute for one in tracks)
        return _silent(said, spans) if "off" in bag else mixed(said.things, "unmute") if muted and not spans else None
    if said.things and said.things[0].how == "all but" and len(said.things) == 1 and not spans:
        spared = list(said.things[0].clips)
        if bag & {"hear", "listen"} and not bag - _BESIDE - {"to"}:
            playing = [one for one in spared if one in views and views[one].kind not in ("bus",)]
            top = [one for one in playing if views[one].group not in playing]
            return [mix(top, "mute")] if top else None
        return None
    if is_named and not spans and bag and bag <= {"lose", "drop"} and not any(one.how for one in said.things):
        return _silent(said, spans)
    is_out = bag & _OUT or "drop" in bag
    if (
        is_out
        and spans
        and not bag - _OUT - _BESIDE - _PLAYS
    ):
        return _silent(said, spans)
    if is_named and not spans and "out" in bag and not bag - _TAKES - {"out", "both", "all", "the", "again"}:
        is_of_another = " out of " in said.text and (len(said.things) > 1 or bag & {"leave", "pull"})
        return None if is_of_another else _silent(said, spans)  # "take oohs out", "the bongos out"
    if bag & {"hear", "listen"} and not spans and not bag - _BESIDE - {"alone", "to", "nothing", "but"}:
        return _alone(said)
    if bag >= {"own"} and bag <= _BESIDE | {"on"} and not spans and not _OWN_TRACK.search(said.text):
        return mixed(said.things, "solo")
    return None


def _is_copied(thing: Named, said: Said) -> bool:
    """Is it a clip that was just copied onto a track where others lie?"""
    made = {out for one in said.last() if (one.tool, one.kind) == ("arrange", "duplicate") for out in one.out}
    return bool(thing.clips) and made.issuperset(thing.clips)


def _clips_silent(said: Said) -> list[Step] | None:
    """Clips that are muted, over their bars: the rest of the track is heard."""
    views = [said.scene.clip(clip) for one in said.things for clip in one.clips if one.is_clip]
    is_told = said.bag & _MUTES and not said.bag - _MUTES - _BESIDE - {"clip", "clips"}
    if not is_told or any(not one.is_clip for one in said.things):
        return None
    return [over(str(one.track), "mute", 1, one.bars) for one in views if one and one.bars] or None


_TO_HEAR = regex(r"\b(?:just|only) to (?:hear|listen|check|see|compare)\b")
""" "Take it off, just to hear it" solos nothing."""
_OWN_TRACK = regex(r"\b(?:its|their|his|her) own (?:track|lane|channel)\b|\btracks? of (?:its|their) own\b")
""" "On its own track" is where it lies."""
_ALONE = regex(r"\b(?:only|just|itself|themselves|own|alone|nothing but)\b")
_ASKED = regex(
    r"^(?:i (?:want|need|have|would like)|i'd like|(?:can|could|may) (?:i|we)|let(?: me|'s| us)?|gimme|to)\b"
)


def _alone(said: Said) -> list[Step] | None:
    """ "Let me hear just X"; what is muted is heard with the others, unless it is to be alone."""
    is_alone = _ALONE.search(said.text) is not None
    if not is_alone and (not _ASKED.match(said.text) or said.bag & {"nothing", "but", "too"}):
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    muted = [one for one in said.tracks if one in views and views[one].mute]
    if muted and not is_alone:
        return [mix(muted, "unmute")] if len(muted) == len(said.tracks) else None
    return [*([mix(muted, "unmute")] if muted else []), *mixed(said.things, "solo")]


_BACK = frozenset("back in on bring put again let come comes go all can turn to normal hear everything have it".split())


def _back(said: Said) -> list[Step] | None:
    """ "All drums back in", "rain back on": what of it is muted is heard again."""
    if said.amounts or said.places or not said.bag & {"back", "in", "on"} or said.bag - _BACK or not said.things:
        return None
    views = {view.name: view for view in said.scene.context.track_views}
    meant = [one for one in said.things if one.how == ""]
    inside = with_members([track for one in meant for track in one.tracks], said.scene)
    muted = [one for one in inside if one in views and views[one].mute]
    if len(meant) < len(said.things) or not muted:
        return None
    return [mix(muted, "unmute")]


_THEM = regex(r"\b(?:them|those|these|they)\b")
_IT = regex(r"\b(?:it|that|this)\b")
_AGAIN = frozenset("again on in back play plays can may come comes heard be should now let".split())


def _plays_again(said: Said) -> list[Step] | None:
    """ "The organ on again", "the organ can play again", where it is muted."""
    views = {view.name: view for view in said.scene.context.track_views}
    named = [track for one in said.things if not one.is_pronoun for track in one.tracks]
    if "again" not in said.bag or said.bag - _AGAIN or said.amounts or said.places or not named:
        return None
    told = {track for act in _run(said) if act.kind == "mute" for track in tracks_of(act)}
    is_told = said.bag & {"on", "in", "play", "plays", "heard"} or set(named) <= told
    if not is_told or any(one not in views or not views[one].mute for one in named):
        return None
    return mixed([one for one in said.things if not one.is_pronoun], "unmute")


def _run(said: Said) -> list[Frame]:
    """The mutes and solos that were done last, one after the other, the newest first."""
    run: list[Frame] = []
    for act in said.focus.acts:
        if act.tool != "mix" or act.kind not in ("mute", "solo", "unmute", "unsolo"):
            break
        run.append(act)
    return run


_NORMAL = frozenset(
    "normal back again all in it was as before everything put bring to that on them how like let hear whole come"
    " comes go goes full mix of tracks track have can thing no solo solos any more".split()
)


def _as_before(said: Said) -> list[Step] | None:
    """ "Normal again", "bring it all back": what the last mutes and solos did, and no others."""
    spoken = [one for one in said.things if not one.is_pointed and one.how != "all"]
    is_all = any(one.how == "all" for one in said.things) or "all" in said.bag or {"full", "mix"} <= said.bag
    is_back = said.bag & {"normal", "back"} or is_all and "again" in said.bag
    if spoken or said.amounts or said.places or not is_back or said.bag - _NORMAL:
        return None
    run = _run(said)
    if len(run) > 1 and not is_all and "normal" not in said.bag and _IT.search(said.text):
        return None  # "bring it back" is what was muted last
    views = {view.name: view for view in said.scene.context.track_views}
    told = [(act.kind, one) for act in run for one in tracks_of(act) if one in views]
    muted = list(dict.fromkeys(one for kind, one in told if kind == "mute" and views[one].mute))
    soloed = list(dict.fromkeys(one for kind, one in told if kind == "solo" and views[one].solo))
    if len(run) < 2 and "normal" not in said.bag and not is_all:
        return None  # one act is taken back by an undo
    return [*([mix(muted, "unmute")] if muted else []), *([mix(soloed, "unsolo")] if soloed else [])] or None


def _silent(said: Said, spans: list[tuple[float, float]]) -> list[Step]:
    views = {view.name: view for view in said.scene.context.track_views}
    sounding = [
        replace(one, tracks=tuple(track for track in one.tracks if track not in views or not views[track].mute))
        if one.how
        else one
        for one in said.things
    ]
    if not spans:
        return mixed(sounding, "mute")
    return [over(one, "mute", 1, bars) for one in said.tracks for bars in spans]


def heard_otherwise(said: Said) -> list[Step] | None:
    """Behind a mute or a solo: "add the organ", "without the bass", "leave the OH on", "the lead can stay"."""
    last = said.last()
    if not last or said.amounts or said.places or any(one.tool != "mix" for one in last):
        return None
    if re.fullmatch(r"not T ,? ?(?:but )?T", said.form):
        return None  # "not the horn, the flute" was meant instead
    kinds = {one.kind for one in last}
    bag = said.bag
    if normal := _as_before(said):
        return normal
    said = without(said, _ROUND if {"other", "way"} <= said.bag else ())
    bag = said.bag
    if "the other way" in said.text and not said.things and not bag and kinds in ({"solo"}, {"mute"}):
        return _swapped(said)
    views = {view.name: view for view in said.scene.context.track_views}
    tracks = said.tracks
    if kinds <= {"solo", "unsolo"} and len(said.things) == 1 and said.things[0].how == "all but":
        return _all_but_these(said) if not bag - _BESIDE else None
    if kinds == {"mute"} and len(said.things) == 1 and said.things[0].how == "all but" and not bag - _BESIDE - {"but"}:
        return _silent(said, [])
    if kinds <= {"solo", "unsolo"} and tracks and any(view.solo for view in views.values()):
        soloed = [one for one in tracks if one in views and views[one].solo]
        adds = said.typed.startswith("+") or bag & {"add", "plus", "too", "also", "well", "along", "hear", "in", "with"}
        if adds and not bag - _ADDS:
            return [mix([one for one in tracks if one not in soloed], "solo")] if len(soloed) < len(tracks) else None
        if (
            bag & {"without", "minus", "not", "out", "off", "lose", "drop", "remove"}
            and not bag - _LOSES
            and len(soloed) == len(tracks)
        ):
            return [mix(tracks, "unsolo")]
        return None
    if (
        kinds == {"mute"}
        and tracks
        and bag & {"leave", "keep", "stay", "stays", "in", "on", "not", "except", "back", "hear"}
        and not bag - _STAYS
    ):
        return _but_these(tracks, said)
    return None


_ROUND = frozenset("other way round around".split())


def _swapped(said: Said) -> list[Step] | None:
    """ "The other way round": what was heard alone is silent, what was silent is heard alone."""
    views = [one for one in said.scene.context.track_views if one.kind != "bus"]
    soloed, muted = [one.name for one in views if one.solo], [one.name for one in views if one.mute]
    told = {one for act in said.last() for one in tracks_of(act)}
    if said.last()[0].kind == "solo":
        return [mix(soloed, "unsolo"), mix(soloed, "mute")] if soloed else None
    silent = [one for one in muted if one in told]
    return [mix(silent, "unmute"), mix(silent, "solo")] if silent else None


def _all_but_these(said: Said) -> list[Step] | None:
    """ "Everything but the loop", behind a solo: all is heard again but this."""
    views = {view.name: view for view in said.scene.context.track_views}
    spared = [one for one in said.things[0].clips if one in views and views[one].kind != "bus" and not views[one].mute]
    top = [one for one in spared if views[one].group not in spared]
    soloed = [view.name for view in views.values() if view.solo]
    return [*([mix(soloed, "unsolo")] if soloed else []), mix(top, "mute")] if top else None


_ADDS = frozenset("add plus too also as well along with to that them it in bring hear let together on go".split())
_LOSES = frozenset("without minus not the out off lose drop remove take from of it that again".split())
_STAYS = frozenset("leave keep can stay stays in on not except should back that it hear but still alone bring".split())


def _but_these(tracks: list[str], said: Said) -> list[Step] | None:
    """Of what was muted these are heard; of a muted group its other members are muted instead."""
    views = {view.name: view for view in said.scene.context.track_views}
    steps: list[Step] = []
    for track in tracks:
        view = views.get(track)
        if view is None:
            return None
        if view.group in views and views[view.group].mute:
            others = [
                one.name
                for one in views.values()
                if one.group == view.group and one.name not in tracks and not one.mute
            ]
            if not any(step.args.get("track") == view.group for step in steps):
                steps += [mix([view.group], "unmute"), *([mix(others, "mute")] if others else [])]
        if view.mute:
            steps.append(mix([track], "unmute"))
    return steps or None
