"""Named undo: which requests go when something that was done is called by its name, and what has to stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS, is_about, things_of
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.steps.unasked_undo import NOTHING_CALLED
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_UNDO = r"(?:un-?do|undoing|take back|roll back|revert|scrap|scratch|forget(?: about)?|cancel|nix|withdraw)"
_OFF = (
    r"(?:lose|loose|drop|kill|ditch|bin|remove|delete|get rid of|take (?:off|away|out)|strip(?: off)?|clear|no more"
    r"|without)"
)
_ASKS = re.compile(
    rf"\b(?:{_UNDO}|{_OFF})\b|\b(?:take|get|have|want)\b.{{1,40}}?\b(?:off|away|out|back out)\b"
    r"|\b(?:away|off|out|gone) again\b"
    r"|\b(?:old|original|former|previous|earlier) (?:\w+ )?(?:back|again)\b|\bback to (?:the|its|their|his|her|my)"
    r" (?:old|original|former|previous)\b"
    r"|^\W*(?:(?:ok|no|and|actually)\W+)*(?:the )?(?:old|original|former|previous) \w+(?: please| pls)?\W*$",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(
    r"\b(?:last|previous) (?:two|three|four|five|six|\d+)\b|\beverything|\bsince\b|\bbefore\b|\ball of it\b|\bit all\b"
)
_ALL_BUT = re.compile(
    r"\b(?:everything|all(?: of it| that)?|the (?:whole )?lot)\b[^.;]*?\b(?:but|except(?: for)?|apart from|other"
    r" than|besides"
    r"|save(?: for)?|up to)\s+(?P<but>(?!(?:the )?(?:first|last)\b|bars?\b|keep\b|leave\b|not\b)[^,.;]+)"
)
_STAYS = re.compile(
    r"(?:^|[,.;]|\b(?:but|and|while|only)\b)[\s,]*(?:(?:but|and|please|just|only|so)\s+)*+(?P<first>"
    r"(?:keep|leave|not|don'?t touch|don'?t undo|don'?t take|except(?: for)?|apart from|without touching)\b[^,.;]*"
    r"|[^,.;]{1,40}?\b(?:stays?|can stay|should stay|remains?|as (?:it|they) (?:is|are)|untouched)\b[^,.;]*)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:both|all|those|them|changes|moves|settings|tweaks|things|two|three|levels|velocities|edits)\b"
)
_KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"levels?|volumes?|faders?|gains?|loudness", "mix", ("gain",)),
    (r"levels?|volumes?|gains?", "edit_clip", ("gain", "normalize")),
    (r"pans?|panning|panorama", "mix", ("pan",)),
    (r"mut(?:e|es|ing)", "mix", ("mute",)),
    (r"solos?|soloing", "mix", ("solo",)),
    (r"velocit(?:y|ies)", "edit_notes", ("velocity",)),
    (r"quanti[sz](?:e|ing|ation)", "edit_notes", ("quantize",)),
    (r"swing", "edit_notes", ("swing",)),
    (r"humani[sz](?:e|ing|ation)", "edit_notes", ("humanize",)),
    (r"transpos\w+|pitch(?: change| shift)?|octaves?", "change_tempo_key", ("",)),
    (r"tempo(?: change)?", "transport", ("set_tempo",)),
    (r"meter|metre|time signature", "transport", ("set_meter",)),
    (r"markers?", "marker", ("add", "move", "rename")),
    (r"fades?|fade-?(?:in|out)s?", "edit_clip", ("fade_in", "fade_out")),
    (r"automation|ramps?|rides?|dips?", "automate", ("", "write")),
    (r"splits?|cuts?", "edit_clip", ("split", "cut", "trim")),
    (r"reverse|reversing", "edit_clip", ("reverse",)),
    (r"colou?rs?|colou?ring", "set_track", ("",)),
    (r"names?|renam(?:e|ing)", "arrange", ("rename",)),
    (r"cop(?:y|ies)|duplicates?", "arrange", ("duplicate",)),
    (r"sends?", "route", ("send",)),
    (r"group|folder", "route", ("group",)),
    (r"duck(?:s|ing)?|side-?chain(?:s|ing)?", "route", ("sidechain",)),
    (r"harmon(?:y|ies)", "harmonize", ("",)),
)
"""Words for what was done, and the calls that do it; the names of effects are known as treatments."""
_EFFECTS = re.compile(
    r"\b(?:reverbs?|verb|plates?|halls?|rooms?|springs?|slap(?:back)?|saturation|fuzz|overdrive|delays?|echo(?:es)?|chorus|phaser|flanger|tremolo|distortion|drive|bitcrush\w*"
    r"|compress(?:or|ion)"
    r"|comp|gate|limiter|eq|high-?pass|low-?pass|low ?cut|high ?cut|filter|de-?esser|autotune|widening|sidechain)\b"
)
_AS_IT_WAS = re.compile(
    r"\bback (?:to )?(?:where|how|the way|as|like) (?:it|they|he|she|that) (?:was|were|had been|stood)\b"
    r"|\b(?:was|were|sounded|sat) (?:just |really |quite |much |perfectly |already )?(?:fine|good|better|ok(?:ay)?"
    r"|right|great"
    r"|nicer|perfect) (?:before|as (?:it|they) (?:was|were)|the way (?:it|they) (?:was|were)|how (?:it|they) (?:was"
    r"|were)"
    r"|originally|earlier)\b"
)
""" "Bass back where it was", "the bass was better before": the last that was done to it goes."""
_KNOBS = r"(?:faders?|levels?|volumes?|gains|pans?|panning|mutes|solos|colou?rs)"
_KNOBS_BACK = re.compile(
    rf"\b{_KNOBS}(?: again| all)* back\b(?! (?:up|down|by|to [+-]?\d|to (?:zero|unity)))"
    rf"|\bback (?:up |down )?(?:all )?(?:the |my |our )?{_KNOBS}\b(?! (?:up|down|by|to [+-]?\d|to (?:zero|unity)))"
    rf"|\b{_KNOBS} (?:again )?(?:like|as|the way|how|where) (?:(?:it|they) )?(?:was|were|had been)\b"
)
""" "Put the faders back where they were": the request that moved them last goes."""
_TO_THE_START = re.compile(
    r"\b(?:everything|it all|all of it|the (?:whole )?(?:song|session|project|thing)|us|all)\b.{0,12}\bback\b.*"
    r"\b(?:start\w*|beginning|began|first place|originally|opened)\b"
    r"|\bback to (?:how|where|the way) .*\b(?:start\w*|began|opened|beginning)\b"
    r"|\b(?:back|over|again|afresh|return)\b.*\bwhen (?:i|we|you) (?:came|opened|started|began|loaded|sat|got|walked)\b"
)
_TAKEN_OFF = re.compile(
    rf"\b(?:{_UNDO}|{_OFF}) (?:the|that|my|his|her|their|all the) (?P<what>[\w-]+)(?: (?:on|from|of|off|again)\b|\W*$)"
    r"|\b(?:take|get|have|want) (?:the|that|my|his|her|their|all the) (?P<off>[\w-]+) (?:off|away|out|back out)\b"
)
_BARS = re.compile(r"\bbars?\b|\bplay|\bgo to\b|\brewind\b")
_IT = re.compile(r"\b(?:it|that|them|those)\b")
LONGEST = 30


def named_undo(text: str, state: State) -> list[Step] | None:
    """An undo of just the requests that are called by what they did; None where nothing is called so."""
    low = plain(text).lower()
    asked = _ASKS.search(low) or _TO_THE_START.search(low) or _AS_IT_WAS.search(low) or _KNOBS_BACK.search(low)
    if asked is None or '"' in low or len(low.split()) > LONGEST or not all(one.request for one in state.frames):
        return None
    if _TO_THE_START.search(low) and not _BARS.search(low):
        return [Step("undo", {"target": "everything"})]
    if _KNOBS_BACK.search(low) and (back := _knobs_back(low, state)):
        return back
    if _AS_IT_WAS.search(low) and not _ASKS.search(low):
        return _as_it_was(_STAYS.sub(" ", low), state)
    stays = " ".join(match["first"] for match in _STAYS.finditer(low))
    said = _STAYS.sub(" ", low)
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    if _ASKS.search(said) and re.search(r"\beverything\b|\bit all\b|\ball of it\b|\ball\b", said):
        but = None if stays else _ALL_BUT.search(said)
        stays = but["but"] if but else stays
        kept = [one for one in live if stays and (_is_called(one, stays) or _is_about(one, stays, state))]
        if kept:
            return taken_back([one for one in live if one not in kept], live)
        if but and live:
            return [Step("ask", {"text": NOTHING_CALLED.format(but["but"].strip())})]
    if not _ASKS.search(said) or _BY_NUMBER.search(said):
        return None
    found = [one for one in live if _is_called(one, said)]
    if not found and live and stays and _IT.search(said):  # "take it off the vox, but leave it on the keys"
        found = [one for one in live if (one.tool, one.kind) == (live[-1].tool, live[-1].kind)]
        found = found if _named(said, state) else []
    if not found:
        return None
    found = _of_things(found, said, state)
    found = [one for one in found if not (stays and (_is_called(one, stays) or _is_about(one, stays, state)))]
    if not found:
        return None
    if not _SEVERAL.search(said) and len(_named(said, state)) < 2:
        last = found[-1]
        alike = [one for one in found if one.request == last.request and (one.tool, one.kind) == (last.tool, last.kind)]
        found = [each for one in alike for each in with_corrections(one, live)]
    return taken_back(found, live)


def effect_taken_off(text: str, state: State) -> list[Step] | None:
    """ "Take the plate off" behind one that was put on: that goes, and none is put on."""
    match = _TAKEN_OFF.search(plain(text).lower())
    what = match["what"] or match["off"] if match else ""
    return named_undo(text, state) if what and _EFFECTS.fullmatch(what) else None


def named_but_not_done(text: str, state: State) -> str:
    """ "Take the compression off again" where nothing was compressed: what is called so; else ""."""
    match = _TAKEN_OFF.search(plain(text).lower())
    what = match["what"] or match["off"] if match else ""
    is_known = _EFFECTS.search(what) or any(re.fullmatch(pattern, what) for pattern, _, _ in _KINDS)
    if not what or not is_known:
        return ""
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    return "" if any(_is_called(one, what) for one in live) else what


def _as_it_was(low: str, state: State) -> list[Step] | None:
    named = _named(low, state)
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    about = [one for one in live if len(named) == 1 and named[0] & things_of(one, state)]
    if not about:
        return None
    done = [one for one in with_corrections(about[-1], live) if not is_making(one)]
    return taken_back(done, live) if done else None


def is_making(frame: Frame) -> bool:
    """Did a call put something new into the session, and correct nothing? Nothing is "as it was" without it."""
    row = row_of(frame.tool)
    return row is not None and row.on_session == "adds" and not frame.corrects


def _knobs_back(low: str, state: State) -> list[Step]:
    """The undo of what the last request did to such knobs, or to those of what is named."""
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    moved = [one for one in live if one.tool in ("mix", "set_track") and _is_called(one, low)]
    named = _named(low, state)
    moved = [one for one in moved if not named or any(ids & things_of(one, state) for ids in named)]
    last = [one for one in moved if one.request == moved[-1].request]
    return taken_back(last, live) if last else []


def _is_called(frame: Frame, words: str) -> bool:
    """Do the words name what the call did?"""
    for pattern, tool, kinds in _KINDS:
        if frame.tool == tool and frame.kind in kinds and re.search(rf"\b(?:{pattern})\b", words):
            return True
    if frame.tool != "apply_effect":
        return False
    named = {re.sub(r"\W", "", match[0]).removesuffix("s") for match in _EFFECTS.finditer(words)}
    return bool(named & {one.removesuffix("s") for one in treatments(frame.tool, frame.args)})


def _named(words: str, state: State) -> list[set[str]]:
    """What the words name: clips and tracks, those of one name together."""
    return [set(one.ids) for one in Things(words, state).mentions]


def _is_about(frame: Frame, words: str, state: State) -> bool:
    return any(is_about(frame, ids, state) for ids in _named(words, state))


def _of_things(found: Sequence[Frame], said: str, state: State) -> list[Frame]:
    """Those on the things that are named; all where none is."""
    named = _named(said, state)
    there = [one for one in found if any(ids & things_of(one, state) for ids in named)]
    return there if named and (there or any(not _is_treatment(ids, found, state) for ids in named)) else list(found)


def _is_treatment(ids: set[str], found: Sequence[Frame], state: State) -> bool:
    """Is what seems to be named only the word for what was done (a clip called "delay")?"""
    return any(ids & {*one.out} for one in found)


def with_corrections(frame: Frame, live: Sequence[Frame]) -> list[Frame]:
    """A call with those that it corrected, and those that corrected it."""
    chain = [frame]
    while older := next((one for one in live if one.name == chain[0].corrects), None):
        chain.insert(0, older)
    return chain


def taken_back(found: Sequence[Frame], live: Sequence[Frame]) -> list[Step]:
    """An undo of calls, the newest first: whole requests, or single steps of one that did other things as well."""
    found = list(found)
    for one in live:  # what was done to a result goes with it
        before = [other for other in found if other.request == one.request and other.number < one.number]
        made = {out for other in before for out in other.out}
        if one not in found and made & set(one.clips()) - {clip for other in found for clip in other.clips()}:
            found.append(one)
    named = []
    for number in sorted({one.request for one in found}, reverse=True):
        steps = sorted(one.number for one in found if one.request == number)
        is_whole = all(one in found for one in live if one.request == number)
        named += [f"#{number}"] if is_whole else [f"#{number}.{step}" for step in steps]
    return [Step("undo", {"target": ", ".join(named)})]
