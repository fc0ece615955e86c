"""Effect said: an effect that no word of a request speaks of was guessed, and is asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.planner.offline.conversation.state import State
from engine.planner.offline.slots.effects import EFFECTS
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex
from engine.planner.tone_wish import tone_move
from engine.tasks.plan import Step

WHICH_EFFECT = "Which effect?"
_SPOKEN: Mapping[str, str] = {
    "autotune": "tun* pitch* flat sharp note*_of snap* off_key in_key out_of_tune intonat* correct* robot* t-pain "
    "cher major minor",
    "bitcrush": "crunch* crush* bit bits nintendo console game_boy gameboy 8-bit digital lo-fi lofi degrad* retro "
    "arcade",
    "compressor": "squash* sqaush* squeez* even* iron* compres* punch* tight* glu* level* dynamic* control* tam* "
    "smash* steady consistent* jump* peak* pump* to_1 :1 map shop thick* fat*",
    "limiter": "limit* peak* clip* ceiling brick* over*",
    "delay": "delay* echo* ehco* answer* behind repeat* slap* throw* dub* bounc* ping* tap*",
    "reverb": "verb* rev space spac* room* hall* stair* wet* dry drier church cathedral cave far* distan* "
    "wardrobe tile* bathroom tunnel depth ambien* big* live air* plate spring canyon cavern* wash* "
    "float* behind back size tail echo* alive lush* dream* garage kitchen cellar basement chapel "
    "stadium chamber",
    "distortion": "grit* crunch* filth* furr* wreck* amp* blown dirt* fuzz* driv* satur* distort* warm* tape tube "
    "heat* rough* edge* angr* aggress* broken scream* growl* nasty bite harmonic* break* burn* fry "
    "fried heav* metal* clip* speaker radio megaphone telephone phone grunge* snarl*",
    "gate": "gat* spill* bleed* shut* below quiet* silen* between noise hum ring* tight* choppy mute*",
    "highpass": "under below rumble* thump* lows low* boom* bass* bottom sub* thin* hertz hz telephone phone "
    "radio wind plosive* pop* filter* cut* handling mud* roll* weight",
    "lowpass": "above north muffl* next_door wall dull* dark* underwater under_water hertz hz top* high* treble "
    "over filter* distan* behind roll* cut* club soft* smooth* mellow* warm* blanket pillow open* "
    "clos*",
    "tremolo": "trem* throb* shiver* puls* wobbl* flutter* shak* chop* quiver* stutter* waver* hz hertz",
    "deesser": "ss* s ess* sibil* hiss* lisp* sharp* harsh* spit* slic*",
    "sidechain": "duck* side* pump* out_of_the_way make_room breath* kick under dip* whenever every_time when",
    "chorus": "chorus* thick* doubl* shimmer* wide* lush* ensemble detun* fat* eighties 80s swim* rich*",
    "phaser": "phas* swirl* swoosh* sweep* space* psychedelic trippy move* swirly seventies 70s hz hertz",
    "flanger": "flang* jet* swoosh* sweep* metallic comb whoosh* plane hz hertz",
    "widen": "wid* spread* stereo narrow* mono big* side* open* broad* huge fuller large* larger space*",
    "eq": "eq* equal* hz hertz khz k shelf bell notch band boost* dip* freq* curve tone cut* bring_out low* "
    "mid* high* treble bass* air* body presence sound* honk* box* nasal* mud* sparkl* telephone phone "
    "radio resonan* ring* scoop* tilt* bite edge sheen shine* sizzl* thump* punch* weight",
}
"""What is said of a sound when an effect is meant that is not named: words that people use, by effect.

A star stands for any ending, a line below for a blank.
"""
_NAMES = dict(EFFECTS)
_COLOURS = {
    effect: compiled(
        r"\b(?:"
        + "|".join(re.escape(word).replace(r"\*", r"\w*").replace("_", " ") for word in words.split())
        + r")(?!\w)"
    )
    for effect, words in _SPOKEN.items()
}


_MAKES_ROOM = regex(r"\b(?:mak\w+|leav\w+|more|some) (?:room|space) for\b")
""" "To make room for the vocal" asks for no hall."""


def effects_said(steps: list[Step], text: str, state: State) -> list[Step]:
    """The same steps; where one is an effect of which nothing speaks: the question which one is meant."""
    if all(_is_said(step, text, state) for step in steps):
        return steps
    return [Step("ask", {"text": WHICH_EFFECT})]


def _is_said(step: Step, text: str, state: State) -> bool:
    effect = str(step.args.get("effect", ""))
    if step.task != "apply_effect" or effect not in _COLOURS:
        return True
    if any(frame.args.get("effect") == effect for frame in state.frames):
        return True
    asked = state.context.dialogue[-1].user if state.asked else ""
    said = plain(f"{asked} {text}").lower()
    if effect == "reverb":
        said = _MAKES_ROOM.sub(" ", said)
    if re.search(_NAMES.get(effect, r"(?!)"), said) or _COLOURS[effect].search(said):
        return True
    return effect in ("eq", "lowpass", "highpass", "distortion") and tone_move(said) is not None
