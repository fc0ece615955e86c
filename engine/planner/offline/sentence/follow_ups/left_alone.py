"""Left alone: what nothing is to be done to: "not the kick though", "the bass can stay", "hands off the keys".

What the last turn did to it is taken back; where it did nothing to it, it is said that it stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.acts import done_last, is_about
from engine.planner.offline.conversation.become import put_back
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import PRONOUNS, Named, Said
from engine.planner.offline.sentence.follow_ups.taken_off import ids_of
from engine.planner.offline.sentence.scope.where import fader_of, plays
from engine.planner.offline.slots.automate import SILENT_DB
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

LEFT_ALONE = "“{}” is left alone."
_BEFORE_IT = regex(
    r"\b(?:hands off|not|except(?:ing)?|apart from|all but|everything but|leave|spare|keep|(?:don'?t|do not|never)"
    r" (?:touch|change|do)|without touching)\b"
)
_BEHIND_IT = regex(
    r"^ be\W*$|\b(?:(?:can|should|may|must|has to|have to) stay|stays?"
    r"|(?:doesn'?t|don'?t|does not|do not) (?:need|want)"
    r"|(?:shouldn'?t|should not) (?:get|have|be touched)"
    r"|(?:is|are|sounds?|seems?) (?:just |already )?(?:fine|good|great|perfect|right|ok|okay)\W+(?:so |just |please )?"
    r"(?:leave|keep|don'?t touch|don'?t change) (?:it|them|that|those))\b"
)
_NOT_BUT = regex(r"^(?:no )?not (?:T|on T|in T) [,;.]?(?: but)? ?T$")
_FORBIDS = regex(r"\b(?:don'?t|do not|never)\b")
_BESIDE = frozenset(
    "no not but and or nor except excepting apart from for all everything leave spare keep don't dont do never touch"
    " change without touching can should may must has have to stay stays doesn't doesnt does shouldn't shouldnt need"
    " get want be touched it this that any them with on hands off let they of course alone as was were anyway still"
    " wait there however obviously either nah nope fine good great perfect right sound sounds seem seems already those"
    " line going running up in".split()
)


def left_alone(said: Said) -> list[Step] | None:
    """The steps; None where something is to be done, or not all of it is known."""
    pronouns = [one for one in said.things if said.text[one.start : one.end] in PRONOUNS]
    found = [one for one in said.things if one not in pronouns]
    if not found or said.amounts or said.places or any(one.how or one.is_pointed for one in found):
        return None
    if any(one.start < found[-1].start for one in pronouns) or said.bag - _BESIDE:
        return None  # "not that, the horns": those instead
    if _NOT_BUT.match(said.form):
        return None  # "not the drums, the bass": those instead
    before, behind = said.text[: found[0].start], said.text[found[-1].end :]
    if _FORBIDS.search(before) and not said.is_later:
        return None  # nothing was done at all
    if not (_BEFORE_IT.search(before) or _BEHIND_IT.search(behind)):
        return None
    acts = acts_of(said.state) if "after all" in said.typed.lower() else done_last(said.state)
    if not any(is_about(act, ids_of(one), said.state) for act in acts for one in found) and (
        apart := _of_their_group(found, acts, said)
    ):
        return apart
    touched = [ids for one in found if any(is_about(act, ids := ids_of(one), said.state) for act in acts)]
    if touched:
        return put_back(touched, acts, said.state)
    return [Step("chat", {"text": LEFT_ALONE.format(said.raw[found[0].start : found[0].end])})]


def _of_their_group(found: Sequence[Named], acts: Sequence[Frame], said: Said) -> list[Step] | None:
    """What was done to the group in which they lie is done to its other members instead; None where nothing was."""
    views = {view.name: view for view in said.scene.context.track_views}
    spared = {track for one in found for track in one.tracks}
    groups = {views[one].group for one in spared if one in views and views[one].group in views}
    done = [one for one in acts if {*tracks_of(one)} & groups]
    if not done or any({*tracks_of(one)} - groups for one in done):
        return None
    steps = put_back([{f"track:{one}"} for one in groups], acts, said.state)
    for act in done:
        others = [one.name for one in views.values() if one.group in tracks_of(act) and one.name not in spared]
        is_ride = act.tool == "automate" and act.args.get("parameter") == "volume"
        is_move = (act.tool, act.kind) == ("mix", "gain") and "value_db" in act.args
        if not steps or not others or not (is_ride or is_move):
            return None
        bars = act.args.get("start_bar"), act.args.get("end_bar")
        for one in others:
            if is_move:
                steps.append(Step("mix", {"track": one, "action": "gain", "value_db": act.args["value_db"]}))
            elif None in bars or plays(one, (float(str(bars[0])), float(str(bars[1]))), said.scene):
                steps.append(Step("automate", {**act.args, "track": one, **_ends(act, one, said)}))
    return steps


def _ends(act: Frame, track: str, said: Said) -> dict[str, float]:
    """From and to of a ride of the group, as those of a member: its own fader in place of the group's."""
    by = fader_of(track, said.scene) - fader_of(tracks_of(act)[0], said.scene)
    levels = {name: float(act.args[name]) for name in ("from", "to") if name in act.args}
    return {name: number(one if one <= SILENT_DB else round(one + by, 4)) for name, one in levels.items()}
