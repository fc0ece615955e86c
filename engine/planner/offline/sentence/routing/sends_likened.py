"""Sends by more and less: "send more of it to the plate", "the trumpet into the plate too, less than the voice"."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Named, Said, is_bus
from engine.planner.offline.sentence.effects.knob_ways import LARGE, SMALL
from engine.planner.offline.sentence.routing.sends_told import SendSet, sends_of
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MORE = frozenset("more up raise louder higher increase deeper wetter".split())
_LESS = frozenset("less down lower quieter softer reduce".split())
_BESIDE = frozenset(
    "send sends sent feed put give gives get let have push turn go goes into in to through of on some same too also as"
    " well but only just the bus return a by has gets does is it there with should level amount than even db turned"
    " still rather one".split()
)
_THAN = regex(r"\b(?:less|more|lower|higher|quieter|louder|softer)(?: of it)? than (?:the |my |our )?$")
_INTO = regex(r"\b(?:to|into|in|through|thru|of|on)\b")
_STEP_DB = 3.0


def send_likened(said: Said) -> list[Step] | None:
    """The sends; None where none is told by more or less, or not all of it is known."""
    buses = [one for one in said.things if is_bus(one, said)]
    who = [one for one in said.things if one not in buses]
    if len(buses) == 1 and len(who) > 1 and (alike := _alike(said, who, buses[0].tracks[0])):
        return alike
    if len(buses) != 1 or not who or said.places or len(said.amounts) > 1 or any(one.how for one in said.things):
        return None
    if any(one.unit not in ("", "dB") for one in said.amounts) or not _INTO.search(said.text):
        return None
    if said.bag - _MORE - _LESS - _BESIDE - SMALL - LARGE:
        return None
    to, size = buses[0].tracks[0], _size(said)
    if _THAN.search(said.text[: who[-1].start]) and len(who) > 1:
        return _beside(who[:-1], who[-1], to, size if said.bag & _MORE else -size, said)
    if bool(said.bag & _MORE) == bool(said.bag & _LESS):
        return None
    return _turned(who, to, size if said.bag & _MORE else -size, said)


_SAME_AS = regex(
    r"\bsame\b[^,;]* (?:as|like) (?:the |my |our )?$|\b(?P<share>half |twice )?as much as (?:the |my |our )?$"
)
_ALIKE = _BESIDE | frozenset("needs wants need want as much half twice like amount send level plate reverb".split())
NOT_SENT = "“{}” is not sent to “{}”; at how many dB should it be?"
_SHARES_DB = {"half": -6.0, "twice": 6.0}


def _alike(said: Said, who: list[Named], to: str) -> list[Step] | None:
    """ "The sax needs the same plate as the lead", "horns to plate, half as much as the vocal"."""
    match = _SAME_AS.search(said.text[: who[-1].start])
    if match is None or said.places or any(one.how for one in who) or said.bag - _ALIKE:
        return None
    if any(said.text[one.start : one.end] not in _SHARES_DB for one in said.amounts):
        return None
    if len(who[-1].tracks) == 1 and _sent(who[-1].tracks[0], to, said) is None:
        return [Step("ask", {"text": NOT_SENT.format(who[-1].tracks[0], to)})]
    return _beside(who[:-1], who[-1], to, _SHARES_DB.get((match["share"] or "").strip(), 0.0), said)


def _size(said: Said) -> float:
    if said.amounts:
        return abs(said.amounts[0].value)
    return _STEP_DB * (0.5 if said.bag & SMALL else 2.0 if said.bag & LARGE else 1.0)


def _sent(track: str, to: str, said: Said) -> SendSet | None:
    return next((one for one in sends_of(track, said.scene) if one.to == to), None)


def _beside(who: list[Named], like: Named, to: str, by_db: float, said: Said) -> list[Step] | None:
    """As much as another has, more or less by so much."""
    other = _sent(like.tracks[0], to, said) if len(like.tracks) == 1 else None
    if other is None:
        return None
    level = number(round(other.level_db + by_db, 1))
    tracks = [track for one in who for track in one.tracks if track not in (to, like.tracks[0])]
    return [Step("route", {"action": "send", "track": one, "to": to, "value_db": level}) for one in tracks] or None


def _turned(who: list[Named], to: str, by_db: float, said: Said) -> list[Step] | None:
    """What is sent there already, turned."""
    tracks = list(dict.fromkeys(track for one in who for track in one.tracks))
    made: list[Step] = []
    for track in tracks:
        was = _sent(track, to, said)
        if was is None:
            return None
        level = number(round(was.level_db + by_db, 1))
        step = Step("route", {"action": "send", "track": track, "to": to, "value_db": level})
        made.append(told_as(step, "fix", was.call) if was.call else step)
    return made or None

