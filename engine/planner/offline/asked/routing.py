"""Questions of where tracks go: "which tracks go into the hall now", "which tracks are in the drum bus", "is the choir
in it too?", "how much of the harp goes in there?"."""

from __future__ import annotations

from engine.planner.offline.asked.forms import Match, each_track, forms, info, of_all
from engine.planner.offline.asked.meant import in_focus, kind_of, last_room, meant, one_track
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_GO = (
    r"(?:(?:go(?:es|ing)?|sent|send(?:s|ing)?|routed|rout(?:es|ing)|run(?:s|ning)?) (?:in(?:to)?|to|through|thru|on"
    r" to)?"
    r"|feed(?:s|ing)?(?: (?:in)?to)?|us(?:es|e|ing)|(?:with )?(?:a )?send (?:to|into))"
)
_IN = (
    r"(?:in(?:side)?(?: of)?|(?:a )?part of|belong(?:s|ing)? (?:to|in|under)|mak(?:es?|ing) up|(?:lie|sit)s? (?:in"
    r"|under)"
    r"|grouped (?:in|under)|under|within|(?:a )?members? of)"
)
_HOW_HOT = (
    r"(?: (?:rn|right now|now|currently))?(?:,? (?:and|n|&|plus) (?:at |by |on |with )?(?:how (?:much|hot|loud"
    r"|high|far)"
    r"|(?:what|which) (?:levels?|db|amounts?|sends?))(?: (?:is|are|of|does|do|goes|go|has|have))?"
    r"(?: (?:each|every|they|it|those|that|them|one|of them|of those|both|all))*"
    r"(?: (?:sent|at|on|going|go|in|set|to|turned up))*)?"
)
""" "What feeds the verb, and how hot is each": the levels are told with them."""
_KINDS = ("bus", "group")


def _room(words: str, scene: DialogueState) -> tuple[str, str]:
    """The bus or group that is meant, with its kind; "it" is the one that was spoken of or sent to last."""
    found = meant(words, scene)
    name = found.tracks[0] if found and len(found.tracks) == 1 and not found.is_clip else ""
    if (kind := kind_of(name, scene)) in _KINDS:
        return name, kind
    name = last_room(scene) if found and found.is_it else ""
    return name, kind_of(name, scene)


def _who_goes(match: Match, scene: DialogueState) -> list[Step] | None:
    name, kind = _room(match["t"], scene)
    return [info("sends" if kind == "bus" else "inside", track=name)] if name else None


def _who_is_in(match: Match, scene: DialogueState) -> list[Step] | None:
    name, _ = _room(match["t"], scene)
    return [info("inside", track=name)] if name else None


def _does_it_go(match: Match, scene: DialogueState) -> list[Step] | None:
    """Is the one sent to the other, or does it lie in it?"""
    (name, kind), track = _room(match["b"], scene), meant(match["a"], scene)
    if not name or track is None or not 0 < len(track.tracks) <= 4:
        return None
    return [info("sends" if kind == "bus" else "inside", track=one, to=name) for one in track.tracks if one != name]


def _its_send(match: Match, scene: DialogueState) -> list[Step] | None:
    """How much of a track goes to a bus; where none is named, to the one that was spoken of, else to all of its own."""
    track = one_track(match["a"], scene)
    said = match.groupdict().get("b")
    name, kind = _room(said, scene) if said else (last := last_room(scene), kind_of(last, scene))
    if not track or said and kind != "bus":
        return None
    return [info("sends", track=track, to=name if kind == "bus" and name != track else None)]


def _where_sent(match: Match, scene: DialogueState) -> list[Step] | None:
    found = meant(match["t"], scene)
    is_bus = found is not None and any(kind_of(one, scene) in _KINDS for one in found.tracks)
    return None if is_bus else each_track("sends", found)


def _its_group(match: Match, scene: DialogueState) -> list[Step] | None:
    found = meant(match["t"], scene) if match.groupdict().get("t") else in_focus(scene)
    return each_track("inside", found)


ROUTING = (
    *forms(
        of_all("sends"),
        r"(?:are there|do (?:i|we) have|have (?:i|we) got|is there) (?:any )?sends?(?: (?:anywhere|at all|set up|in"
        r" use))*",
        r"(?:what|which) sends (?:are there|do (?:i|we) have|have (?:i|we)(?: got)?)",
    ),
    *forms(
        of_all("inside"),
        r"(?:which|what|who)(?: tracks| ones)? (?:are not|aren'?t|isn'?t|is not) (?:in|part of) (?:a|any)"
        r" (?:group|folder)",
        r"(?:what|which) (?:groups|folders) (?:are there|do (?:i|we) have|have (?:i|we)(?: got)?)",
    ),
    *forms(
        _who_goes,
        r"(?:(?:is|are) )?(?:there )?(?:anything|anyone|anybody)(?: else)? (?:going |sent |running )?(?:to|into|in"
        r"|through|thru)"
        r" {t}",
        r"does (?:anything|anyone|any track)(?: else)? (?:go to|go into|feed|use) {t}",
    ),
    *forms(_who_goes, rf"{{who}}(?: (?:is|are|being|have|has|got))* {_GO} ?{{t}}(?: by what| for)?{_HOW_HOT}"),
    *forms(
        _who_is_in,
        rf"{{who}}(?: (?:is|are))? {_IN} {{t}}",
        r"what (?:does|do) {t} (?:consist of|contain|hold|include|have in it)",
        r"what(?:'s| is|s) {t} made (?:up )?of",
        r"who(?:'s| is|s)? (?:all )?in {t}",
    ),
    *forms(
        _does_it_go,
        rf"(?:is|are|does|do) {{a}} (?:also |already |still |being |all )*(?:{_GO}|{_IN}|have a send to|in) ?{{b}}",
    ),
    *forms(
        _its_send,
        r"how much (?:of )?{a} (?:goes|is going|is sent|gets sent|do (?:i|we) send|are we sending|is)"
        r" (?:in|(?:in)?to|through) {b}",
        r"how much (?:of )?{a} (?:goes|is going|is sent|gets sent) (?:in|there|in there)",
        r"how much {a} (?:is|are) (?:there )?in {b}",
        r"{what} {a}(?:'s)? send(?: level)? to {b}(?: (?:at|set to))?",
        r"{what} (?:the )?send(?: level)? (?:of|from|on) {a}(?: to {b})?(?: (?:at|on|set to))?",
        r"{what} {a}(?:'s)? send(?: level)?(?: (?:at|set to))?",
        r"(?:at |on )?(?:what|which) level (?:is|does) {a} (?:go|sent|going|feed) (?:in)?to {b}",
    ),
    *forms(
        _where_sent,
        r"where (?:is|are|does|do) {t} (?:being )?(?:sent|send|go|going|routed|feeding|feed)(?: (?:to|into))?",
        r"(?:what|which) (?:bus(?:es)?|sends?|returns?) (?:does|do|is|are|has|have) {t} (?:have|go(?:ing)? (?:in)?to"
        r"|use|using|sent to|feed(?:ing)?(?: into)?|got|on)",
        r"(?:what|which) sends (?:are|sit) on {t}",
        r"what is the (?:amount|level) (?:of|on) (?P<t>that|this|the) send",
        r"(?:does|do|has|have) {t} (?:have |got )?(?:any |a )?sends?",
        r"what (?:is|are|does|do) {t} (?:sent|send|feed|routed) (?:to|into)",
    ),
    *forms(
        _its_group,
        r"(?:in |to |under )?(?:what|which) (?:group|bus|folder) (?:is|are|does|do) {t}"
        r"(?: (?:in|lie in|go (?:in)?to|belong to|part of|routed to|under|sit in|live in))?",
    ),
)
