"""Questions of the desk: "how loud is that track set", "where is the cello panned", "is anything soloed", "what colour
is the harp", "is the bass louder than the kick?"."""

from __future__ import annotations

import re

from engine.planner.offline.asked.forms import Match, each_track, forms, info, of_all, of_thing
from engine.planner.offline.asked.meant import MeantThings, in_focus, meant, one_track
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.tracks.other_takes import takes_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FADER = r"(?:fader(?: level| position)?|level|volume|gain)"
_SET = r"(?: (?:at|on|set(?: (?:to|at))?|turned(?: (?:up|down))?(?: to)?|sitting(?: at)?|standing(?: at)?))?"
_LOUD = r"(?:loud|high|hot|quiet|low|far (?:up|down))"
_ANY = (
    r"(?:(?:what|who|anything|anyone|anybody|which|nothing)(?: else)?(?:'s|s| is| are)?"
    r"|(?:which|what|any)(?: of (?:the|my))?(?: other)? (?:tracks?|channels?|ones?|parts?|instruments?|faders?)"
    r"(?: (?:is|are|do i have|have i(?: got)?|have we(?: got)?|do we have))?"
    r"|(?:what|who|which(?: tracks?| ones?)?) (?:have|did|do) (?:you|i|we)(?: (?:have|got|just))*"
    r"|(?:is|are) (?:there )?(?:still )?(?:anything|anyone|anybody|nothing|something|any(?: of the)?(?: other)?"
    r" (?:tracks?|channels?|ones?|parts?))(?: else)?(?: (?:that's|that is))?"
    r"|(?:do|have) (?:i|we)(?: (?:have|got))* (?:anything|any (?:tracks?|channels?))(?: else)?)"
    r"(?: (?:still|currently|left|now|there|all|being|on))*"
)
_MUTED, _SOLOED = r"(?:muted|mute|on mute|silenced|switched off)", r"(?:soloed|solo'?d|solo|on solo|in solo)"
_SIDE = (
    r"(?:panned(?: (?:at all|anywhere))?|(?:panned )?(?:to the |on the |hard |far |fully )?(?:left|right)"
    r"(?: or (?:to the |on the )?(?:left|right))?|(?:panned )?(?:in the (?:middle|cent(?:er|re))|cent(?:red|ered))"
    r"|left,? right or (?:in the )?(?:middle|cent(?:er|re)))"
)
_EVERY = (
    r"(?:(?:each|every|every single|all|all of|each of)(?: (?:of )?(?:the|my|our|these|those))?(?: single)?"
    r" (?:fader|track|channel|one|instrument|strip|voice|part|of them)s?|everything|everybody|everyone)"
)
_MINE = r"(?:(?:all|every|each|the|my|our|of|current|individual|single|own|track|channel)\b ?)*"
_OF_EVERY = rf"(?: (?:of|on|for|in|across) (?:{_EVERY}|(?:the )?(?:whole )?(?:mix|desk|mixer|session|song)))?"
_FADER_OF = rf"(?:the )?{_FADER}(?:s| settings?| values?)? (?:of|on|for) {_EVERY}"
_FADERS = (
    rf"(?:{_MINE}(?:faders|fader (?:levels|positions|settings|values)|levels|volumes|gains){_OF_EVERY}|{_FADER_OF}"
    rf"|{_EVERY}'?s? {_FADER})"
)
_PANS = rf"(?:{_MINE}(?:pans|pan (?:positions|settings|pots)){_OF_EVERY}|(?:the )?pan(?:ning)? (?:of|on|for) {_EVERY})"
_SIT = r"(?: (?:all|each|currently|sit|sits|sitting|stand|stands|standing|set|at|on|to|be|is|are|now|turned|up)\b)*"
_FIGURE = r"(?:(?:at |on |to )?(?:what|which|how (?:many|much))(?: (?:level|volume|value|figure|db|decibels?|fader))?)"
_LIST = (
    r"(?:(?:list|print|read|run|go|take|walk|show|give|tell|write)(?: (?:me|us))?(?: (?:out|down|through|thru|over))* "
    r"(?:an? (?:list|rundown|summary|overview|table|readout) (?:of|with) )?"
    r"|(?:an? )?(?:list|rundown|summary|overview|table|readout) (?:of|with) )"
)
_WHOLE = regex(
    r"(?:all of (?:it|this|that)|(?:the|this|my|our) (?:whole |entire |full |final )?(?:mix|song|session|project|thing)"
    r"|(?:the )?master(?: bus)?)",
    re.IGNORECASE,
)
""" "The mix" is all that sounds, also beside a track of that name."""
_POINTS = ("it", "this", "that")
_AGAINST = r"(?:against|versus|vs|relative to|next to|(?:when )?compared (?:to|with))"
_BY_FADER = r"(?: (?:on|by|at|in|going by) (?:the |its |their )?(?:faders?|levels?|volumes?|mixer|desk))?(?: now)?"
_AND_HOW_MUCH = (
    r"(?:,? and (?:by )?how (?:much|many db|far)(?: (?:louder|quieter|by|is it))?|,? by how (?:much|many db))?"
)
_MORE, _LESS = r"(?:louder|hotter|higher|up more)", r"(?:quieter|softer|lower|down more)"


def _level(match: Match, scene: DialogueState) -> list[Step] | None:
    """The fader; of "it", when it was just panned, the pan."""
    found = meant(match["t"], scene)
    return None if found and found.is_clip and not found.is_it else each_track("level", found)


def _loud(match: Match, scene: DialogueState) -> list[Step] | None:
    """How loud something is: the song as it is measured, a track as it sounds; "it" by what was done to it last."""
    said = match["t"]
    found = meant(said, scene)
    if _WHOLE.fullmatch(said) or found is None and said.lower() in _POINTS and scene.context.tracks:
        return [info("loudness")]
    if found is None or not found.is_it:
        return None if found and found.is_clip else each_track("loudness", found)
    last = done_last(State.of(scene)) if scene.context.dialogue else []
    if any(one.tool in ("mix", "automate") for one in last):
        return each_track("level", found)
    is_song = any(one.tool == "export" and one.args.get("what") in ("mix", "stems", "session") for one in last)
    return [info("loudness")] if is_song else each_track("loudness", found)


def _stands(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "What's it at": what was turned last."""
    found = meant(match["t"], scene) if match.groupdict().get("t") else in_focus(scene)
    last = done_last(State.of(scene)) if found and found.is_it and scene.context.dialogue else []
    actions = {str(one.args.get("action")) for one in last if one.tool == "mix"}
    if found and found.is_clip:
        return None
    return each_track("pan" if actions == {"pan"} else "level", found)


def _louder(match: Match, scene: DialogueState) -> list[Step] | None:
    return _both(match["a"], match["b"], scene)


def _quieter(match: Match, scene: DialogueState) -> list[Step] | None:
    return _both(match["b"], match["a"], scene)


def _both(one: str, other: str, scene: DialogueState) -> list[Step] | None:
    first, second = one_track(one, scene), one_track(other, scene)
    return [info("level", track=first, to=second)] if first and second and first != second else None


def _of_two(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Which of the guitars is louder, and by how much?": the two beside each other."""
    found = meant(match["t"], scene)
    if found is None or len(found.tracks) != 2:
        return None
    return [info("level", track=found.tracks[0], to=found.tracks[1])]


def _apart(match: Match, scene: DialogueState) -> list[Step] | None:
    found = [meant(match["t"], scene)] if match.groupdict().get("t") else [meant(match[one], scene) for one in "ab"]
    tracks = [track for one in found if one for track in one.tracks]
    return [info("level", track=tracks[0], to=tracks[1])] if len(tracks) == 2 else None


def _sounds(match: Match, scene: DialogueState) -> list[Step] | None:
    """ "Does the bass sound louder than the kick?": both as they are measured."""
    found = [one_track(match[name], scene) for name in ("a", "b")]
    return [info("loudness", track=track) for track in found] if all(found) and found[0] != found[1] else None


def _its_takes(match: Match, scene: DialogueState) -> list[Step] | None:
    """The takes of a track, and what lies on tracks that are takes of it."""
    found = meant(match["t"], scene)
    if found is None or len(found.tracks) != 1:
        return None
    (track,) = found.tracks
    return [info("takes", track=track), *(info("clips", track=one) for one in takes_of(track, "", scene))]


def _not_heard(match: Match, scene: DialogueState) -> list[Step] | None:
    """Why a track is not heard: how it is switched, and where it plays."""
    found: MeantThings | None = meant(match["t"], scene)
    if found is None or len(found.tracks) != 1:
        return None
    return [info("heard", track=found.tracks[0]), info("playing", track=found.tracks[0])]


def _only_heard(match: Match, scene: DialogueState) -> list[Step] | None:
    """Why nothing else is heard: what is soloed, and what is muted."""
    return [info("solo"), info("mute")] if meant(match["t"], scene) else None


DESK = (
    *forms(
        of_thing("clipping"),
        r"(?:does|do|did|will|would) {t} (?:clip|distort|overload|go over|peak)(?: anywhere| at all| now)?",
    ),
    *forms(
        _louder,
        rf"{{is}} {{a}} {_MORE} than {{b}}",
        rf"how much {_MORE} {{is}} {{a}} than {{b}}",
        rf"(?:how loud|how|where) {{is}} {{a}}(?: set| level)? {_AGAINST} {{b}}",
        rf"(?:what|which|who)(?:'s|s| one is| track is| is)?(?: the)? (?:{_MORE}|{_LESS})(?: one)?(?: in (?:level"
        rf"|volume))?[:,]? {{a}},? or {{b}}",
        rf"{{is}} {{a}} or {{b}} (?:{_MORE}|{_LESS})",
    ),
    *forms(
        _of_two,
        rf"(?:which|what|who)(?: one)?(?: of| out of| among)? (?:the |my |our )?(?:two |both )?{{t}} (?:is|are|sits?)"
        rf" (?:the )?(?:{_MORE}|{_LESS})(?: one)?{_BY_FADER}{_AND_HOW_MUCH}",
        rf"(?:which|what) (?:is|are) the (?:{_MORE}|{_LESS}) (?:one )?(?:of )?{{t}}{_BY_FADER}{_AND_HOW_MUCH}",
    ),
    *forms(
        _louder,
        rf"{{is}} {{a}} {_MORE} than {{b}}{_BY_FADER}{_AND_HOW_MUCH}",
        rf"(?:what|which|who)(?:'s|s| one is| track is| is)?(?: the)? (?:{_MORE}|{_LESS})(?: one)?{_BY_FADER}[:,]?"
        rf" {{a}},? or {{b}}{_AND_HOW_MUCH}",
        r"how (?:loud|high|far up) {is} {a} (?:compared|in comparison|next|relative) (?:to|with) {b}",
    ),
    *forms(
        _apart,
        rf"how (?:far|much) (?:apart|different|of a difference) (?:is|are) {{t}}{_BY_FADER}",
        rf"{{what}} the (?:level |volume |fader |loudness )?(?:difference|gap)(?: in (?:level|volume|loudness))?"
        rf" between {{a}} and {{b}}{_BY_FADER}",
        rf"{{what}} the (?:level |volume |fader )?(?:difference|gap)(?: in (?:level|volume))? between {{t}}{_BY_FADER}",
    ),
    *forms(
        _its_takes,
        r"(?:which|what|how many)(?: other)? takes(?: (?:are there|do (?:i|we) have|have (?:i|we)(?: got)?))?"
        r" (?:of|for|on|with) {t}(?: (?:are (?:there|here)|do (?:i|we) have|have (?:i|we)(?: got)?|exist))?",
        r"(?:are|is) there (?:any )?(?:other |more |another )?takes? (?:of|for|on) {t}",
    ),
    *forms(_quieter, rf"{{is}} {{a}} {_LESS} than {{b}}", rf"how much {_LESS} {{is}} {{a}} than {{b}}"),
    *forms(_sounds, rf"do(?:es)? {{a}} (?:actually |really )?sound (?:{_MORE}|{_LESS}) than {{b}}"),
    *forms(
        of_all("level"),
        r"(?:what|which|who)(?:'s|s| is| are)? (?:the )?(?:loudest|highest|lowest|quietest|hottest) (?:faders?"
        r"|levels?)",
        r"(?:which|what|whose) (?:fader|level)(?:'s|s| is| sits| stands)? (?:the )?(?:loudest|highest|lowest|quietest)",
        r"(?:which|what) (?:fader|track|channel)(?:'s|s| is)? (?:turned |set )?(?:up|down|the) (?:the )?"
        r"(?:most|furthest|highest|lowest)",
        rf"(?:{{what}}|where(?:'s|s| is| are| do)?|how (?:are|is)) {_FADERS}{_SIT}",
        rf"(?:{_FIGURE}|where|how)(?: (?:is|are|do|does|has|have|stands?|sits?))? {_EVERY}{_SIT}",
        rf"{_LIST}{_FADERS}{_SIT}",
    ),
    *forms(of_all("level"), rf"{_FADERS}", needs_mark=True),
    *forms(
        of_all("pan"),
        rf"(?:{{what}}|where(?:'s|s| is| are| do)?|how (?:are|is)) {_PANS}{_SIT}",
        rf"(?:where|how)(?:'s|s| is| are| do| does) {_EVERY} (?:panned|sitting in the stereo (?:field|picture|image))"
        rf"{_SIT}",
        rf"{_LIST}{_PANS}{_SIT}",
    ),
    *forms(of_all("pan"), rf"{_PANS}", needs_mark=True),
    *forms(_loud, r"how (?:loud|hot) {is} {t}", r"how loud {t} is"),
    *forms(
        _level,
        rf"{{what}} {{t}}(?:'s)? (?:current )?{_FADER}{_SET}",
        rf"{{what}} the (?:current )?{_FADER} (?:of|on|for) {{t}}{_SET}",
        rf"{{where}} {{t}}(?:'s)? {_FADER}{_SET}",
        rf"{{where}} the {_FADER} (?:of|on|for) {{t}}{_SET}",
        rf"where {{t}}(?:'s)? {_FADER} (?:is|stands|sits)(?: (?:at|set))?",
        rf"how {_LOUD} {{is}} {{t}}(?:'s fader)?{_SET}",
        rf"how {_LOUD} (?:have|did|do) (?:i|we|you) (?:got |have |set |turn(?:ed)? |put )*{{t}}{_SET}",
        rf"(?:at |on |to )?(?:what|which|how many|how much) (?:{_FADER}|db|decibels?) (?:{{is}}|do (?:i|we) have"
        rf"|have (?:i|we)(?: got)?|has|have|stands?|sits?|does|do) {{t}}(?:(?: (?:have|stand|sit|got))?(?: on)?"
        rf"|{_SET})",
        r"how much gain (?:is|do (?:i|we) have) on {t}",
        r"{is} {t} (?:(?:set )?to|at|above|below|over|under) [-+]?\d+(?:\.\d+)?(?: ?db)?",
        rf"{{t}}(?:'s| is| are)? (?:at|on|set to|sitting at) (?:what|which) {_FADER}",
    ),
    *forms(_level, rf"{{t}}(?:'s)? {_FADER}", rf"(?:the )?{_FADER} (?:of|on|for) {{t}}(?: is)?", needs_mark=True),
    *forms(
        of_thing("pan"),
        r"{where} {t} (?:panned|placed in the (?:stereo )?(?:field|picture|image|panorama))(?: to)?",
        r"where do(?:es)? {t} (?:sit|lie|stand)(?: in the (?:stereo )?(?:field|picture|image|panorama|mix))?",
        r"{where} {t} (?:sitting )?in the (?:stereo )?(?:field|picture|image|panorama)",
        r"how (?:far|wide|hard|much) (?:to the )?(?:left|right|over|out|off|panned|to the side)(?: or right)? {is} {t}"
        r"(?: panned)?",
        r"how (?:is|are) {t} panned",
        r"{what} {t}(?:'s)? (?:pan|panning|pan position)(?: (?:at|set to))?",
        r"{what} the pan(?:ning)? (?:of|on|for) {t}(?: (?:at|set to))?",
        rf"{{is}} {{t}} {_SIDE}",
        r"{is} {t} on (?:opposite|different|the same|one|both|either) sides?",
        r"(?:on |to )?(?:which|what) side (?:is|are) {t}(?: (?:panned(?: to)?|on|now|at the moment))*",
        r"{t}(?:'s| is| are) panned (?:where|to where|how far|how)",
    ),
    *forms(
        of_all("pan"),
        r"(?:what|who|which (?:tracks?|ones?|parts?))(?: (?:have|do) (?:i|we)(?: (?:got|have))?| is| are)? panned"
        r"(?: (?:to the )?(?:hard )?(?:left|right|off cent(?:re|er)))?",
        r"(?:is|are) (?:anything|any (?:tracks?|of them)) panned(?: .{0,20})?",
        r"(?:what|who|which (?:tracks?|ones?|parts?|channels?|instruments?))(?:'s| is| are|s| sits?| lies?)?(?:n't"
        r"|nt| not)"
        r" (?:sitting |lying |panned )?(?:in|at|to) (?:the )?(?:dead )?(?:middle|cent(?:er|re))",
        r"(?:what|who|which (?:tracks?|ones?|parts?|instruments?))(?: all)?(?: (?:have|do) (?:i|we)(?: (?:got|have))?"
        r"|'s| is| are| sits?| lies?| stands?| goes)?(?: (?:all|everything|sitting|lying|playing))? (?:in|on|over on|to"
        r"|over to|hard|far)? ?(?:the )?(?:hard |far )?(?:left|right|middle|cent(?:er|re))(?:(?: hand)? side| channel"
        r"| ear| speaker)?",
    ),
    *forms(of_thing("pan"), r"{t}(?:'s)? (?:pan|panning)", needs_mark=True),
    *forms(
        of_all("mute"),
        rf"{_ANY} {_MUTED}(?: tracks?)?",
        r"are there (?:any )?muted (?:tracks?|channels?)",
        r"(?:did|have) (?:i|we|you) (?:mute|muted|leave|left) (?:anything|any tracks?|something|a mute)(?: (?:muted"
        r"|on))?",
    ),
    *forms(
        of_all("solo"),
        rf"{_ANY} {_SOLOED}(?: tracks?)?",
        r"are there (?:any )?solos?(?: (?:on|active))?",
        r"(?:did|have) (?:i|we|you) (?:solo|soloed|leave|left) (?:anything|any tracks?|something|a solo)(?:"
        r" (?:soloed|on))?",
    ),
    *forms(of_thing("mute"), rf"{{is}} {{t}} (?:still |really |actually |all )*{_MUTED}"),
    *forms(of_thing("mute"), rf"{{t}}(?:'s)? (?:still )?{_MUTED}", needs_mark=True),
    *forms(of_thing("solo"), rf"{{is}} {{t}} (?:still |really |actually |all )*{_SOLOED}"),
    *forms(of_thing("solo"), rf"{{t}}(?:'s)? (?:still )?{_SOLOED}", needs_mark=True),
    *forms(
        of_all("heard"),
        r"(?:what|who|which (?:tracks?|ones?|parts?))(?:'s| is| are)?(?: (?:still|left))* (?:that )?(?:can )?(?:i|we)"
        r"(?: can)? (?:still )?(?:hear|be hearing)",
        r"(?:what|who|which (?:tracks?|ones?|parts?))(?:'s| is| are) (?:still )?(?:audible|heard|switched on|unmuted)",
    ),
    *forms(
        of_thing("heard"),
        r"can (?:i|we|you) still hear {t}",
        r"{is} {t} (?:on or off|off or on)",
        r"{is} {t} (?:still |actually |even )?(?:on|audible|heard|unmuted|active|turned on|switched on)",
    ),
    *forms(
        _not_heard,
        r"(?:why|how come) (?:can'?t|cannot|can not|don'?t) (?:i|we|you) hear {t}",
        r"(?:why|how come) (?:i|we) (?:can'?t|cannot|don'?t) hear {t}",
        r"why (?:is|are) {t} (?:silent|quiet|not (?:playing|sounding|heard|audible|there))",
        r"why (?:isn'?t|aren'?t) {t} (?:playing|sounding|heard|audible|there)",
        r"(?:why|how come) (?:do|can) (?:i|we) (?:not hear|hear (?:nothing|no sound) (?:from|of|on|in)) {t}",
        r"(?:why|how come) (?:is|do i get) (?:there )?(?:no sound|nothing)(?: to hear)? (?:from|of|on|in) {t}",
        r"(?:why|how come) (?:does|do) {t} not (?:play|sound)",
        r"(?:why|how come) (?:doesn'?t|don'?t) {t} (?:play|sound)(?: at all)?",
    ),
    *forms(
        _only_heard,
        r"(?:why|how come) (?:do|can) (?:i|we) (?:only|just|now only) hear {t}",
        r"(?:why|how come) (?:do|can) (?:i|we) hear nothing (?:but|except(?: for)?|other than|besides|else than) {t}",
        r"(?:why|how come) (?:is|are) (?:only|just) {t} (?:playing|sounding|heard|audible|there)",
        r"(?:why|how come) (?:does|do) (?:only|just) {t} (?:play|sound)",
    ),
    *forms(
        of_all("heard"),
        r"(?:why|how come) (?:do|can) (?:i|we) (?:hear nothing|not hear anything)(?: (?:now|at all|any ?more))*",
        r"(?:why|how come) (?:can'?t|don'?t) (?:i|we) hear anything(?: (?:now|at all|any ?more))*",
        r"(?:why|how come) (?:is|are) (?:everything|it all|all tracks|all of it) (?:silent|quiet|muted)",
        r"(?:why|how come) (?:does nothing|doesn'?t anything) (?:play|sound)",
        r"(?:why|how come) is there no sound(?: (?:now|at all|any ?more))*",
    ),
    *forms(
        of_thing("color"),
        r"(?:what|which) colou?r(?:'s| is| are| has| have| does| do) {t}(?: (?:have|got|been given|in))?",
        r"{what} (?:the )?colou?r of {t}",
        r"(?:what|which) colou?r (?:have|did) (?:we|i|you) (?:given?|gave|made?|painted?|picked? for) {t}",
        r"(?:does|do|has|have) {t} (?:have |got )?a colou?r",
    ),
    *forms(of_thing("color"), r"{t}(?:'s)? colou?r", r"(?:the )?colou?r of {t}", needs_mark=True),
    *forms(
        _stands,
        r"{what} {t} (?:at|set (?:to|at)|sitting (?:at|on)|turned (?:up |down )?to|standing at)",
        r"{where} {t} (?:at|set|sitting|standing)",
        r"{what} (?:its|the|their) (?:current )?(?:level|volume|fader|gain|setting)(?: (?:at|set to))?",
        r"{where} (?:its|the|their) (?:level|volume|fader|gain)(?: (?:at|set|sitting))?",
    ),
)
