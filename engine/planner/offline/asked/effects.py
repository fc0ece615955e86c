"""Questions of effects: "what's on the lead vox", "what are the settings on it now", "what ratio did we have", "is
there a limiter anywhere?"."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, each_track, forms, info
from engine.planner.offline.asked.meant import MeantThings, in_focus, meant
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.text.knob_words import KNOBS
from engine.tasks.plan import Step

_OWN = (
    r"(?:wetness|" + "|".join(dict.fromkeys(words for knobs in KNOBS.values() for words in knobs.values())) + r"|wet)"
)
_KNOB = rf"(?P<k>{_OWN}|(?:predelay|depth|room))"
_CALLED = {"wetness": "wet", "mix": "wet", "amount": "wet"}
_HAVE = r"(?:has|have|does|do|is|are)"
_SOME = r"(?:any|an?|some|another)"
_WHAT_EFFECT = r"(?P<e>(?:other )?(?:{effect}|{any}))"
_EFFECTS = ("apply_effect", "plugin", "denoise", "enhance_speech")

_PLACE = r"(?: (?:on|in|of|for) {t})?"
_AT = r"(?: (?:at|set to|set|now))?"


def _on_it(match: Match, scene: DialogueState) -> list[Step] | None:
    """The effects of a track."""
    said = match.groupdict().get("t")
    return each_track("plugins", meant(said, scene) if said else _last_effect(scene))


def _all_of_them(match: Match, scene: DialogueState) -> list[Step] | None:
    """All effects of the session."""
    return [info("plugins")]


def _of_kind(match: Match, scene: DialogueState) -> list[Step] | None:
    """Is there such an effect on the track; where none is named, anywhere?"""
    groups = match.groupdict()
    kind = _kind(match["e"]) or "effect"
    if not groups.get("t"):
        return [info("plugins", knob=kind)]
    found = meant(groups["t"], scene)
    if found is None or not 0 < len(found.tracks) <= 4:
        return None
    return [info("plugins", track=track, knob=kind) for track in found.tracks]


def _settings(match: Match, scene: DialogueState) -> list[Step] | None:
    """All knobs of an effect; of the one that was just put or turned where none is named."""
    groups = match.groupdict()
    said, effect = groups.get("t"), groups.get("e")
    found = meant(said, scene) if said else _last_effect(scene)
    if found is None or found.is_it and _last_effect(scene) is None:
        return None
    return [info("plugins", track=track, knob=_kind(effect)) for track in found.tracks[:4]] or None


def _one_knob(match: Match, scene: DialogueState) -> list[Step] | None:
    """One knob of an effect: of the last one where none is named."""
    groups = match.groupdict()
    last = _last_effect(scene)
    found = meant(groups["t"], scene) if groups.get("t") else last
    if found is None or not found.tracks or not groups.get("e") and last is None:
        return None
    knob = match["k"].lower().replace("reverb ", "")
    return [info("plugins", track=found.tracks[0], knob=_CALLED.get(knob, knob))]


def _last_effect(scene: DialogueState) -> MeantThings | None:
    """What an effect was put on, or turned on, last; None where something else was done or spoken of since."""
    for exchange in reversed(scene.context.dialogue[-4:]):
        calls = [call for call in exchange.calls if call.get("tool") not in REPLIES]
        if not calls:
            continue
        is_asked = all((call.get("args") or {}).get("aspect") == "plugins" for call in calls)
        if is_asked or any(call.get("tool") in _EFFECTS for call in calls):
            return in_focus(scene)
        return None
    return None


def _kind(effect: str | None) -> str | None:
    """The word for an effect; None where any is meant."""
    said = (effect or "").lower().removeprefix("other ").strip()
    return None if not said or said.startswith(("effect", "plug", "fx", "insert", "process", "device")) else said


ITS_SETTINGS = forms(
    _settings, r"what(?:'s|s| is| are|'re) (?:it|that|those|they) (?:currently )?set(?: (?:to|at|on|now))*"
)
""" "What's it set to?", behind an effect."""
_READ_OUT = r"(?:(?:list|name|show|give|tell|read|print)(?: me| us)?(?: out)?(?: all)?(?: of)? )?"
_LOADED = (
    r"(?: (?:that )?(?:are |is )?(?:there|loaded|inserted|running|active|in use|used|in here|(?:i|we)(?: have"
    r"|'ve got| got| use| used)?)"
    r"|,? (?:on|in|of|from|for) (?:(?:all|each|every)(?: of)? )?(?:(?:the|this|my|our|these) )?(?:song|session|project"
    r"|mix|tracks?))*"
)
_THERE_ARE = r"(?: (?:are (?:there|loaded|running|in use|used|we using)|do (?:i|we) have|have (?:i|we)(?: got)?))"
EFFECTS = (
    *forms(
        _all_of_them,
        rf"(?:list|name|read|print)(?: me| us)?(?: out)?(?: all)?(?: of)?(?: (?:the|my|our|your))? {{any}}{_LOADED}",
        rf"(?:which|what)(?: all)? {{any}}{_THERE_ARE}{_LOADED}",
        r"what (?:are )?all (?:the|my|our) {any}",
    ),
    *forms(_all_of_them, rf"{_READ_OUT}(?:all )?(?:the |my |our |your )?{{any}}{_LOADED}", needs_mark=True),
    *forms(
        _on_it,
        r"(?:list|name|read|print)(?: me| us)?(?: out)?(?: all)?(?: of)?(?: the| my| our)? {any} (?:on|of|in|for) {t}",
    ),
    *forms(_on_it, r"(?:the |my |our )?{any} (?:on|of|in|for) {t}", needs_mark=True),
    *forms(
        _one_knob,
        rf"(?:what|which)(?:'s|s| is| are)? (?:the |its |your |that )?(?:current )?{_KNOB}(?: is)?"
        rf"(?: (?:of|on|in) (?:the |that )?(?P<e>{{effect}}))?{_PLACE}{_AT}",
        rf"(?:what|which) {_KNOB} (?:did|do|have|are|is) (?:we|i|you|it|that|the (?P<e>{{effect}}))"
        r"(?: (?:have|got|set|use|used|pick|on|at|using|running))*(?: (?:on|there|on there|for {t}))?",
        rf"where(?:'s|s| is)? (?:the |its |that )?{_KNOB}(?: (?:of|on) (?:the )?(?P<e>{{effect}}))?{_PLACE}{_AT}",
        rf"how (?:long|short|fast|slow|high|low|big|much|strong|wide) (?:is|are) (?:the |its )?{_KNOB}"
        rf"(?: (?:of|on) (?:the )?(?P<e>{{effect}}))?{_PLACE}{_AT}",
        rf"(?:what|which) {_KNOB} (?:does|do|has|have) (?:it|that|the (?P<e>{{effect}}))(?: (?:have|got|use))?",
        r"how (?P<k>wet) (?:is|are) (?:it|that|the (?P<e>{effect}))" + _PLACE,
        r"how (?P<k>wet) (?:is|are) {t}(?: now)?",
    ),
    *forms(
        _settings,
        r"(?:what(?:'s|s| is| are)|which) (?:all )?(?:the |its |those |your )?(?:current )?(?:exact )?"
        r"(?:settings?|parameters?|values|knobs?)(?: (?:are|do (?:i|we) have))?(?: (?:on|of|for|in) (?:the )?"
        r"(?P<e>{effect}))?(?: (?:on|of|for|in) {t})?(?: (?:at|set to))?",
        r"how (?:is|are|did you|have you|have we) (?:set )?(?:the |that )?(?P<e>{effect})(?: (?:on|of) {t})?"
        r" ?(?:set(?: up)?|dialled in|configured)?",
        r"how (?:is|are) {t} (?:set|set up|configured|dialled in)",
    ),
    *forms(
        _of_kind,
        rf"(?:does|do|has|have) {{t}} (?:have |got |use )?{_SOME} {_WHAT_EFFECT}(?: on (?:it|them|there))?",
        rf"(?:is|are) there (?:{_SOME} |already |still |no )*{_WHAT_EFFECT} (?:on|in) {{t}}",
        rf"(?:does|do) {{t}} go through {_SOME} {_WHAT_EFFECT}",
        rf"(?:which|what)(?: (?:of (?:the |my )?)?(?:tracks?|ones?|channels?|clips?|parts?|things?))?"
        rf" (?:has|have|uses?|go(?:es)? through|got)(?: got)?(?: (?:{_SOME}|already|still))*"
        rf" {_WHAT_EFFECT}(?: on (?:it|them|there))?",
        rf"who(?:'s|s| has| is| have)?(?: got| has| using)?(?: {_SOME})? {_WHAT_EFFECT}(?: on(?: (?:it|them|there))?)?",
        rf"(?:which|what) (?:tracks?|channels?|clips?) (?:is|are)(?: there)?(?: still)?(?: {_SOME})? {_WHAT_EFFECT} on",
        rf"where (?:is|are|'s|have (?:i|we|you) (?:got|put)|did (?:i|we|you) put|do (?:i|we) have)"
        rf"(?: (?:there|{_SOME}|still|the))* {_WHAT_EFFECT}(?: on)?",
        rf"(?:do (?:i|we)(?: already)? have|have (?:i|we)(?: already)?(?: got)?|is there|are there)"
        rf"(?: (?:{_SOME}|already|still|no))* {_WHAT_EFFECT}(?: (?:anywhere|on (?:any|anything|any (?:of the )?tracks?"
        r"|a track|the tracks)|in (?:here|this|use)))*",
    ),
    *forms(
        _on_it,
        r"{what} (?:all |else |sitting )*(?:there )?on {t}",
        r"(?:which|what)(?: other)? {any}(?: chain)? (?:is|are|does|do|has|have|sits?|did (?:i|we|you) put"
        r"|have (?:i|we|you) (?:got|put)|do (?:i|we) have) (?:there )?(?:on |in )?{t}(?: (?:have|got|has|use|on it))?",
        r"(?:is|are) there anything (?:else )?(?:on|inserted on) {t}",
        rf"{_HAVE} {{t}} (?:got |have )?anything (?:else )?on (?:it|them)",
        r"how many {any} (?:are|is|sit) (?:there )?on {t}",
        r"how many {any} (?:does|do|has|have) {t}(?: (?:have|got))?",
    ),
)
