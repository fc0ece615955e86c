"""Made again: what is said of what was just made, clause by clause: "busier, and 8 bars", "in the choruses", "another
take". What changes its sound makes it anew in its place; where it goes moves it; how loud it is, is a fader's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.making.kit import kit_said
from engine.planner.offline.making.last import failed_last, made_before, made_last, put_last
from engine.planner.offline.making.lengths import as_long, bars_a_chord, sized
from engine.planner.offline.making.notes_by_name import NOTES_BY_NAME
from engine.planner.offline.making.nouns import noun_in
from engine.planner.offline.making.telling import Telling
from engine.planner.offline.making.wish_told import EARLIEST_BPM
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import ORDINALS, Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.lying import bar_s, meant_last
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.singing.clauses import is_statement, is_talk, take_of_voice
from engine.planner.offline.singing.knob_meant import turns_a_knob
from engine.planner.offline.singing.last import VOICES, voiced_below, voiced_last, voices_beside
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.texts import chord_list, keys
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_CLAUSE = regex(
    r"\s*[,.;!]+\s*(?:and |but |then )*|\s+(?:and|but|n|&)\s+(?!\d+\s*$)|(?<!more)\s+(?=(?:more )?like )"
)
_LEAD = regex(
    r"^(?:(?:no+(?=\s*[,.!]|$)|nope|nah|bof|hm+|ok(?:ay)?|sorry|please|rather|actually|maybe|well|and|but|now|then"
    r"|something|(?:make|have|try|do|play|sing|say|let) (?:it|that|him|her|them)|i want it|(?:it|that) should"
    r" be|should be|can it be|(?:can|could|would) (?:you|u)"
    r"|try|do it|it's|that's|its|(?:that|it|this) is|just|a bit(?= too\b))\b[\s,.!-]*)+"
)
_TAIL = regex(
    r"(?:[\s,]+(?:please|pls|actually|rather|instead|though|tho|now|maybe|i think|this time|then|in it|on it"
    r"|in there))*[\s.!?]*$"
)
_REMARK = regex(
    r"(?:it |that |this )?(?:sounds?|feels?|seems?) (?!better|good|great|nice|fine)[\w' -]+|(?:so |really )?boring"
    r"|(?:really |very )?(?:nice|good|great|cool|lovely|perfect|better|not bad|close|almost)(?: one)?|(?:i"
    r" )?(?:love|like) it"
    r"|same(?: (?:thing|one|again))?|not quite|(?:i )?(?:don't|dont) (?:like|love) (?:it|that|this)(?: one)?"
    r"|not that(?: one)?|(?:way |far |a bit |bit )?too much going on"
)
_AGAIN = regex(
    r"(?:(?:give|do|make|gimme|have|try|let's (?:have|try|hear)|let me (?:have|hear)|can (?:i|we) (?:have|hear))"
    r"(?: me| us)? )?(?:an?other|one more|a new|a different|a fresh|some other)"
    r" (?:take|try|go|version|attempt|variation|idea)(?: (?:of|at|on) (?:it|that|this))?"
    r"|(?:try |do (?:it|that) |once |one time )?(?:again|once more|one more time)|have another (?:go|try)(?: at it)?"
    r"|(?:redo|regenerate|reroll|remake) (?:it|that|this)|retry|something (?:else|different)|a different one"
)
_AGAIN_ALONE = regex(r"(?:(?:and|do (?:it|that|this)|once|one time)\s+)*(?:again|once more|one more time)")
""" "Turn it down 3", "again"."""
_MORE_OF_LEVEL = regex(
    r"(?:a (?:bit|little|touch) |much |way |still )?(?:more|less|further|louder|quieter|softer)(?: \w+)?"
)
_KEPT = regex(
    r"[\s,]*\b(?:and |but )?keep (?:that|it|this|the (?:old|first|other))(?: one| take| version)?"
    r"(?: (?:too|as well))?(?: and| but)?(?=[\s,.!;]|$)"
)
""" "Another take, but keep this one": the takes of a place are all kept."""
_BESIDE = regex(
    r"[\s,]*\b(?:(?:and |but )?keep both(?: of them)?(?: and| but)?"
    r"|on top(?: of (?:it|that|this))?"
    r"|as an? (?:double|second(?: one| voice| layer)?|extra(?: one)?)|in addition(?: to (?:it|that))?|as well)"
    r"(?=[\s,.!;]|$)"
)
""" "Keep that one and add another take on top as a double": both are heard."""
_ADD = regex(r"\badd (?=(?:an?other|one more|a new|a second|a different)\b)")
_ONE_AS_WELL = regex(r"\b(?:another|one more)(?: one)?(?=\s*(?:[,.;!]|$))")
_SIZE = regex(
    rf"(?:for |only |about |over |lasting |more like )*(?P<count>{COUNT})[ -](?P<unit>bars?|beats?|seconds?|secs?|s)"
    r"(?P<each> each)?(?: long)?"
)
_SO_MANY = rf"(?:{COUNT})(?:[ -](?:bars?|beats?|seconds?|secs?))?"
_NOT_SO_MANY = regex(
    rf"^(?:it's |its )?not {_SO_MANY}[,;]? (?:but |it's )?(?=(?:{COUNT})[ -](?:bars?|beats?|secs?|seconds?)\b)"
    rf"|(?<=bars|eats|onds|secs)[,;]? (?:and )?(?:not|instead of|rather than) {_SO_MANY}(?=[\s,.!]*$)"
)
""" "8 bars, not 4"."""
_BY_BARS = regex(rf"(?P<count>{COUNT}) bars? (?P<way>longer|shorter|more|less)")
_CHORD = r"[a-g](?:#|b|♯|♭)?(?:maj|min|m|dim|aug|sus)?\d?(?:sus\d|/[a-g][#b]?)?"
_CHORDS = regex(rf"(?:(?:chords?|it's|play|do) )*{_CHORD}(?:(?:\s*[-,–]\s*|\s+){_CHORD}){{1,15}}", re.IGNORECASE)
_A_CHORD = regex(rf"(?P<count>{COUNT}) bars? (?:a|per|for each|each) chord")
_TIMES = (
    (regex(r"(?:a (?:bit|little) |much |way )?longer|too short|twice as long|double the (?:length|bars|duration)|"
                r"double (?:it|the length)"), 2.0),
    (regex(r"(?:a (?:bit|little) |much |way )?shorter|too long|half as long|half the (?:length|bars|duration)|"
                r"halve (?:it|the length)"), 0.5),
)  # fmt: skip
_KEY = regex(r"(?:in|into|to) (?P<key>[a-g](?: ?sharp| ?flat|#|b|♯|♭)?(?:[ -]?(?:major|minor|maj|min|m))?)")
_BPM = regex(r"(?:at |to |about )*(?P<bpm>\d{2,3}) ?bpm|at (?P<at>\d{2,3})")
_PACE = {
    "faster": 1.15, "quicker": 1.15, "slower": 0.85, "twice as fast": 2.0, "half as fast": 0.5, "half the tempo": 0.5,
    "double the tempo": 2.0,
}  # fmt: skip
_OTHER = regex(
    r"(?:turn|change)? ?(?:it |that )?(?:in)?(?:to )?(?P<what>an? (?:[\w&'-]+ ){1,4}(?:beat|groove|loop|drums?"
    r"|pad|drone"
    r"|riff|sound|ambience|track))"
)
_OWN_TRACK = regex(
    r"(?:(?:put|move|have|get) )?(?:it |that |this )?on(?:to)? (?:its|an?) (?:(?:own|new|separate) )+(?:track"
    r"|lane|channel)"
    r"(?:,? (?:called|named) (?P<name>[\w' -]+))?"
)
_ON_TRACK = regex(
    r"(?:(?:put|move|have) )?(?:T )?(?:on|onto|to) T(?: track)?|(?:let|have|get) T (?:to )?play T|give T to T"
)
_OCTAVE = regex(r"(?:(?:up|down) (?:an|one) octave|(?:an |one )?octave (?:up|down|higher|lower))")
_HANDED_OVER = regex(
    rf"(?P<octave>{_OCTAVE.pattern})(?:,? and|,|\.) (?:let|have|get) (?P<who>[\w' ]+?) (?:to )?play (?:it|that|this)"
)
_TOO_LOUD = regex(r"(?:(?:it'?s|that'?s|its|thats|way|far|much|still|a bit|bit|so) )*too (?:loud|quiet|soft)\b")
_HALF = regex(r"(?:like |about |just |only )*(?:a )?half(?: of (?:that|it)| that)?")
_MOST_BARS = 64
_LIKE_SO_MANY = regex(rf"(?:more like|make that|say) (?P<count>{COUNT})")
_MANNER = regex(
    r"(?:just |only )*(?P<manner>long (?:roots|root notes|notes|chords)|root notes|whole notes|quarter notes"
    r"|eighth notes|sixteenth notes|eighths|sixteenths|8ths|16ths|one note (?:a|per) (?:bar|chord)"
    r"|one chord (?:a|per) bar)"
)
_WITH = regex(r"(?:T )?(?:starts?|begins?|comes? in|enters?) (?:together )?with T")
_PLACED = frozenset(
    "need want i put have use want place play leave keep move start starts begin begins starting only just in at for on"
    " over it that"
    " this there again too also as well instead and one another copy make shift slide drag bring stick pull"
    " push".split()
)
_GOES = frozenset("move put shift slide drag bring stick pull push copy".split())
""" "Move it to bar 5" begins there; a riser that is wanted "to bar 5" ends there."""
_ADDS = frozenset("too also well again another".split())
_A_COPY = regex(r"\b(?:copy (?:it|this|that|them)|a copy)\b")
_ONE_MORE = regex(
    r"(?:one more|another(?: one)?|one|again|(?:the )?same(?: thing| one)?|copy it)"
    r" (?=(?:on|at|in|into|before|where|over|for|from"
    r"|bar|\d)\b)"
)
_ONE_MORE_ON = regex(r"(?:(?:on|at|in) )?(?:bar )?(?P<bar>\d{1,3})(?P<too> (?:too|as well|also|again))?")
_ONLY_ONE = regex(rf"(?:only|just|keep) (?:only )?(?:the )?(?P<which>{'|'.join(ORDINALS)})(?: one)?")
_PITCH = regex(r"(?:a (?:bit|little) |much |way )?(?P<way>lower|higher|deeper)")
WHICH_WAY = "{} in pitch, or {}?"
_PITCHES = regex(r"(?<![\w#])[A-Ga-g][#b]?[1-8](?![\w#])")

IS_SO = "It is so already; nothing is changed."
OWN_TRACK = "It lies on a track of its own already: '{}'."
_LONGEST = 24


def made_again(said: Said) -> list[Step] | None:
    """The steps; None where anything else is said, or nothing was made."""
    return _made_again(said) or _with_its_voices(said)


def _with_its_voices(said: Said) -> list[Step] | None:
    """ "Make it aahs", behind a harmony: the line is sung so, and what is beside it follows."""
    beside = voices_beside(said.state) if said.is_later else []
    below = voiced_below(said.state) if beside else None
    steps = _made_again(said, below) if below else None
    if below is None or not steps or [one.task for one in steps] != [below.tool]:
        return None
    is_line = {name for name, value in steps[0].args.items() if below.args.get(name) != value} <= {"lyrics", "voice"}
    if not is_line or steps[0].op != "fix":
        return None
    follow = [told_as(Step(one.tool, {**one.args, "clip": "$1"}), "fix", one) for one in beside if one.is_live]
    return [*steps, *follow]


_NOT_AFTER_ALL = regex(
    r"(?:(?:ok|actually|hm+|no)\W+)*(?:no|skip|drop|forget|scrap|lose) (?:the |that |any |my )?[\w' -]{2,30}"
    r" after all\W*"
)
_ONLY_TILL = regex(r"\b(?:only|just|stops?|ends?|out)\b")


def _only_till(said: Said, frame: Frame) -> list[Step] | None:
    """ "Only till bar 36", of what goes on behind it: it ends there, and begins where it did."""
    if len(said.places) != 1 or said.places[0].how != "to" or said.amounts or not _ONLY_TILL.search(said.text):
        return None
    if said.bag - {"only", "stop", "stops", "end", "ends", "out", "should", "it"} or len(frame.out) != 1:
        return None
    clip, point = said.scene.clip(frame.out[0]), said.places[0].point
    if clip is None or clip.bars is None or not clip.bars[0] < point < clip.bars[1] - 1e-3:
        return None
    return trimmed(clip, (clip.bars[0], point), said)


_A_FILE = regex(r"\b(?:mp3|wav|wave|flac|m4a|aac|srt|vtt|lrc)s?\b")
""" "Mp3 with only the alto on it" is no line for her."""


def _made_again(said: Said, below: Frame | None = None) -> list[Step] | None:
    if not said.is_later or '"' in said.typed or len(said.text.split()) > _LONGEST:
        return None
    is_large = any(not one.unit and one.value > _MOST_BARS for one in said.amounts)
    if is_large or _TOO_LOUD.match(said.text) or _HALF.fullmatch(said.text):
        return None  # "way too loud, like half", "try 136"
    failed = failed_last(said.state)
    frame = below or made_last(said.state) or failed or voiced_last(said.state)
    frame, is_older = (frame, frame.turn < said.state.last_turn) if frame else (made_before(said.state), True)
    if frame and frame.tool in VOICES and (turns_a_knob(said.text, said.state) or _A_FILE.search(said.text)):
        return None
    if frame is None or is_older and _AGAIN_ALONE.fullmatch(said.text):
        return None
    if _NOT_AFTER_ALL.fullmatch(said.typed.lower()) and frame.request and not is_older and frame.tool not in VOICES:
        return [Step("undo", {"target": f"#{frame.request}"})]
    if shorter := _only_till(said, frame):
        return shorter
    if frame.tool == "generate_midi" and len(_PITCHES.findall(said.raw)) > 2:
        return [Step("ask", {"text": NOTES_BY_NAME})]
    telling = Telling(is_older=is_older and frame.tool not in VOICES)
    text = _ONE_AS_WELL.sub("another take", _ADD.sub("", _KEPT.sub(" ", _BESIDE.sub(" ", said.text))))
    is_another = _AGAIN.search(text) is not None
    is_beside = is_another and _is_beside(said.text)
    text = text if is_another else said.text
    text, kit = _kit_instead(_NOT_SO_MANY.sub(" ", text).strip(), frame)
    for clause in filter(None, (one.strip() for one in _CLAUSE.split(text))):
        telling.adds = said.adds
        if not _known(clause, frame, said, telling):
            return None
    if reply := telling.reply or telling.of_voice.reply:
        return [Step("ask", {"text": reply})]
    if kit and telling.puts:
        return None  # "kick only in the second half" is no move
    change = {**telling.args, **(telling.qualities.told(frame, beside=bool(telling.args)) or {})}
    if "style" in telling.args and telling.qualities.said:  # "lighter and less vibrato"
        change["style"] = ", ".join(filter(None, (telling.args["style"], *telling.qualities.said)))
    if kit:
        change["style"] = _with_kit(str(change.get("style") or frame.args.get("style") or ""), kit)
    told = [*telling.of_voice.edits, *telling.of_voice.beside]
    if telling.qualities.soft and not change:
        return None
    if not (change or telling.is_again or telling.puts or telling.semitones or told):
        return None
    is_anew = telling.is_again or any(frame.args.get(name) != value for name, value in change.items())
    made = Step(frame.tool, _changed(frame.args, change))
    if failed is not None:
        is_all = is_anew and not telling.puts and not telling.semitones
        return [made, *put_last(said.state)] if is_all else None
    if is_beside and failed is None:
        return [told_as(made, "again", frame)] if not telling.puts else None
    steps = [told_as(made, "fix", frame)] if is_anew else []
    if not telling.puts and (start := _before_its_end(frame, change, said)):
        telling.puts.append({"action": "move", "bar": number(start)})
    clip = "$1" if steps else frame.out[0] if frame.out else ""
    if telling.semitones and clip:
        steps.append(Step("change_tempo_key", {"clip": clip, "semitones": telling.semitones}))
        clip = f"${len(steps)}"
    steps += [replace(one, args={**one.args, "clip": clip}) for one in telling.of_voice.edits]
    steps += telling.of_voice.beside
    steps += [Step("arrange", {"clip": clip, **one}) for one in telling.puts]
    if not steps and change and not is_older:
        return [Step("chat", {"text": IS_SO})]
    return steps if clip else None


def _known(clause: str, frame: Frame, said: Said, telling: Telling) -> bool:
    """Keep what a clause says, or leave it away where it asks for nothing; False where it is not known."""
    bare = _bare(clause)
    if not bare or _REMARK.fullmatch(bare):
        return True
    if frame.tool in VOICES and frame.state != "failed":
        if is_talk(clause) or is_talk(bare):
            return True
        if take_of_voice(clause, bare, frame, said, telling.args, telling.of_voice):
            return True
    if _take(bare, frame, said, telling):
        return True
    return frame.tool in VOICES and is_statement(clause)


def _is_beside(text: str) -> bool:
    """Is the other take wanted beside the one that is there, and not in its place?"""
    return _BESIDE.search(text) is not None or _KEPT.search(text) is not None and _ONE_AS_WELL.search(text) is not None


def made_beside(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Keep both, but another take": what lies beside what was made last; None for anything else."""
    steps = made_again(taken_apart(text, scene)) if scene.done else None
    return steps if steps and all(one.op == "again" for one in steps) else None


_VOICE = regex(
    r"(?:as|with|in|by|for|using|from|like) (?:an? |another |some )?(?P<voice>(?:[\w-]+ ){0,2}"
    r"(?:voice|man|woman|men|women|girl|boy|child|kid|kids|lady|choir|tenor|soprano|alto|baritone|singer"
    r"|narrator|robot))"
)


def handed_over(said: Said) -> list[Step] | None:
    """ "An octave down, and let the keys play it", of what was just made; None for anything else."""
    match = _HANDED_OVER.fullmatch(said.text) if said.is_later else None
    clips = meant_last(said) if match else []
    if match is None or len(clips) != 1 or clips[0].kind != "midi":
        return None
    who = taken_apart(match["who"], said.scene, focus=said.focus)
    if len(who.tracks) != 1 or who.bag or who.places or who.amounts or who.tracks[0] == clips[0].track:
        return None
    semitones = 12.0 if re.search(r"\b(?:up|higher)\b", match["octave"]) else -12.0
    lower = Step("change_tempo_key", {"clip": clips[0].id, "semitones": semitones})
    return [lower, Step("arrange", {"clip": "$1", "action": "move", "track": who.tracks[0]})]


def _kit_instead(text: str, frame: Frame) -> tuple[str, str]:
    """ "Kick and rim only", of drums that are written: the text without it, and what is told of them."""
    if frame.tool != "generate_midi" or frame.args.get("kind") != "drums":
        return text, ""
    rest, kit = kit_said(text)
    return (re.sub(r"\s+", " ", rest).strip(), kit.style) if kit.style else (text, "")


def _with_kit(style: str, kit: str) -> str:
    """Drums that are named alone take the place of those that were."""
    kept = [one for one in re.split(r"\s*,\s*", style) if one and not (one.startswith("only") and "only" in kit)]
    return ", ".join((*kept, kit))


def _bare(clause: str) -> str:
    if _AGAIN.fullmatch(clause.strip()):
        return clause.strip()
    return _TAIL.sub("", _LEAD.sub("", clause.strip())).strip()


def _changed(args: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A length in bars is none in seconds any more, and the other way round."""
    gone = {"bars": "duration", "duration": "bars"}
    kept = {name: value for name, value in args.items() if not any(gone.get(one) == name for one in change)}
    return {**kept, **change}


def _take(clause: str, frame: Frame, said: Said, telling: Telling) -> bool:
    """Keep what a clause says; False where it is not known."""
    known = {arg.name for arg in find_task(frame.tool).args}
    if _AGAIN.fullmatch(clause):
        if clause.startswith("redo") and any(one.state == "undone" for one in said.state.frames):
            return False
        telling.is_again = True
    elif (octave := _OCTAVE.fullmatch(clause)) and frame.tool == "generate_midi":
        telling.semitones = 12.0 if re.search(r"\b(?:up|higher)\b", octave[0]) else -12.0
    elif (so_many := _LIKE_SO_MANY.fullmatch(clause)) and "bars" in known and "bars" in frame.args:
        telling.args["bars"] = counted(so_many["count"])
    elif (manner := _MANNER.fullmatch(clause)) and frame.tool == "generate_midi":
        telling.qualities.said.append(manner["manner"])
    elif (by := _BY_BARS.fullmatch(clause)) and isinstance(frame.args.get("bars"), int):
        change = counted(by["count"]) * (-1 if by["way"] in ("shorter", "less") else 1)
        telling.args["bars"] = frame.args["bars"] + change
        return telling.args["bars"] > 0
    elif frame.tool == "generate_midi" and frame.args.get("kind") in ("chords", "pad") and _CHORDS.fullmatch(clause):
        telling.args["chords"] = chord_list(clause)
        return len(telling.args["chords"]) > 1
    elif a_chord := _A_CHORD.fullmatch(clause):
        return bars_a_chord(counted(a_chord["count"]), frame, telling)
    elif size := _SIZE.fullmatch(clause):
        return sized(size, frame, known, telling)
    elif factor := next((factor for pattern, factor in _TIMES if pattern.fullmatch(clause)), 0.0):
        return as_long(factor, frame, said, known, telling, vague=re.search(r"longer|shorter|too", clause) is not None)
    elif (key := _KEY.fullmatch(clause)) and "key" in known:
        named = keys(f"in {key['key'][0].upper()}{key['key'][1:]}", loose=True)
        telling.args |= {"key": named[0]} if named else {}
        return bool(named)
    elif (bpm := _BPM.fullmatch(clause)) and "bpm" in known and float(bpm["bpm"] or bpm["at"]) >= EARLIEST_BPM:
        telling.args["bpm"] = number(float(bpm["bpm"] or bpm["at"]))
    elif clause in _PACE and "bpm" in known and isinstance(frame.args.get("bpm"), int | float):
        telling.args["bpm"] = round(frame.args["bpm"] * _PACE[clause])
    elif (voice := _VOICE.fullmatch(clause)) and "voice" in known:
        telling.args["voice"] = re.sub(r" voice$", "", voice["voice"]) if " " in voice["voice"] else voice["voice"]
    elif (other := _OTHER.fullmatch(clause)) and frame.tool == "generate_audio":
        telling.args["prompt"] = re.sub(r"^an? ", "", other["what"])
    elif telling.is_older and (_PITCH.fullmatch(clause) or _MORE_OF_LEVEL.fullmatch(clause)):
        return False
    elif (pitch := _PITCH.fullmatch(clause)) and frame.tool in ("generate_midi", "sing"):
        is_up = pitch["way"] == "higher"
        telling.reply = WHICH_WAY.format(pitch["way"].capitalize(), "louder" if is_up else "quieter")
    else:
        is_put = not telling.is_older and _put(clause, frame, said, telling)
        return is_put or telling.qualities.take(clause, frame)
    return True


def _before_its_end(frame: Frame, change: Mapping[str, Any], said: Said) -> float:
    """Where what leads into a bar begins when it lasts longer; 0 where nothing moves."""
    view = said.scene.clip(frame.out[0]) if frame.out else None
    found = noun_in(str(frame.args.get("prompt") or "").lower())
    if not found or not found[0].bars or "bars" not in change or view is None or view.bars is None:
        return 0.0
    if frame.args.get("bars") is None or not found[0].is_event:
        return 0.0
    return max(1.0, view.bars[1] - float(change["bars"]))


def _put(clause: str, frame: Frame, said: Said, telling: Telling) -> bool:
    """Where it goes: on which track, in which bars."""
    view = said.scene.clip(frame.out[0]) if frame.out else None
    if view is None or not view.track:
        return False
    if own := _OWN_TRACK.fullmatch(clause):
        shares = [one for one in said.scene.clips if one.track == view.track and one.id != view.id]
        name = (own["name"] or "").strip()
        if not name and not shares:
            telling.reply = OWN_TRACK.format(view.track)
            return True
        telling.puts.append({"action": "move", "track": name.capitalize() if name else view.name})
        return True
    if only := _ONLY_ONE.fullmatch(clause):
        alike = sorted(
            (one.start, one.id) for one in said.scene.clips if (one.track, one.name) == (view.track, view.name)
        )
        which = ORDINALS[only["which"]]
        if not -len(alike) <= which < len(alike) or len(alike) < 2:
            return False
        telling.puts += [{"action": "delete", "clip": one} for _, one in alike if one != alike[which][1]]
        return True
    other = _ONE_MORE.match(clause)
    clause = clause[other.end() :] if other else clause
    more = _ONE_MORE_ON.fullmatch(clause)
    if more and (other or more["too"] or telling.adds) and 1 <= float(more["bar"]) <= song_end(said) + 1:
        telling.puts.append({"action": "duplicate", "bar": number(float(more["bar"]))})
        return True
    apart = taken_apart(clause, said.scene, focus=said.focus)
    named = [one for one in apart.things if not one.is_pointed]
    if len({one.tracks for one in named}) == 1:  # "let the keys play it"
        named = named[:1]
    if len(named) == 1 and len(named[0].tracks) == 1 and not apart.places and not apart.amounts:
        is_there = not re.search(r"\b(?:an?|some)\b", clause)  # "on a rhodes" is no track
        if is_there and _ON_TRACK.fullmatch(apart.form) and named[0].tracks[0] != view.track:
            telling.puts.append({"action": "move", "track": named[0].tracks[0]})
            return True
        lying = [one.bars[0] for one in said.scene.clips if one.track == named[0].tracks[0] and one.bars]
        if _WITH.fullmatch(apart.form) and lying:
            telling.puts.append({"action": "move", "bar": number(min(lying))})
            return True
    if named or apart.amounts or not apart.places or apart.bag - _PLACED:
        return False
    if any(one.is_open or one.how in ("before", "but") for one in apart.places):
        return False
    goes = bool(apart.bag & _GOES)
    bars = [
        one.point if goes and one.how == "to" else _begins(one, start, view.length / bar_s(view, said))
        for one in apart.places
        for start, _ in one.spans
    ]
    if any(bar < 1 for bar in bars):
        return False
    is_more = other is not None or bool(apart.bag & _ADDS) or apart.adds or _A_COPY.search(clause) is not None
    is_more = is_more or any("bar" in one for one in telling.puts)
    first, rest = ([], bars) if is_more else (bars[:1], bars[1:])
    telling.puts += [{"action": "move", "bar": number(bar)} for bar in first]
    telling.puts += [{"action": "duplicate", "bar": number(bar)} for bar in rest]
    return True


def _begins(place: Place, start: float, length: float) -> float:
    return place.point - length if place.how == "to" else start
