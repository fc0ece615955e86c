"""Named undo: which requests go when something that was done is called by its name, and what has to stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS, is_about, things_of
from engine.planner.offline.conversation.deed_names import is_called, is_deed
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
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
    r"|\b(?:away|off|out|gone) again\b|\bagain (?:away|off|out|take out)\b"
    r"|\b(?:old|original|former|previous|earlier) (?:\w+ )?(?:back|again)\b|\bback to (?:the|its|their|his|her|my)"
    r" (?:old|original|former|previous)\b"
    r"|^\W*(?:(?:ok|no|and|actually)\W+)*(?:the )?(?:old|original|former|previous) \w+(?: please| pls)?\W*$",
    re.IGNORECASE,
)
_BAD = r"(?:mistake|error|nonsense|wrong|stupid|silly|idiotic|(?:\w+ )?(?:idea|call|move|choice|thought))"
_SORRY = re.compile(
    rf"\b(?:was|is|were|are)(?: just| really| such| quite| probably)? (?:an? )?(?:\w+ )?{_BAD}\b"
    r"|\b(?:do|did|does|will|wo)(?: not|n'?t) (?:really )?(?:like|want|need|fancy|dig|love)\b|\bhates?\b|\bregret\b"
    r"|\bchanged (?:my|our|his|her|their) minds? (?:about|on)\b|\b(?:can|may|should|must|has to) go\b"
    r"|^\W*(?:(?:ok|and|actually|hm+|oh)\W+)*(?:no|not the|without the) [\w-]+ after all\b"
    r"|\bbetter without\b|\bwithout (?:the|that) [\w-]+ it was better\b",
    re.IGNORECASE,
)
""" "The swing was a mistake", "I don't like the fade after all": the deed is not wanted."""
_WISHES = re.compile(
    r"\d|\?|\b(?:make|give|put|should|instead|rather|meant?|try|more|less|longer|shorter|set|use|turn|but|only)\b"
)
""" "The fade was wrong, make it longer": it is to be otherwise."""
_PLACE = re.compile(r"\b(?:at|on|in|from|over) (?:the )?(?:bars? )?(?P<bar>\d+)(?: ?(?:to|-|and) ?\d+)?\b")
_WHO = re.compile(r"(?:^|[.;]\s*)[^,.;]*?\b(?=(?:hates?|does(?: not|n'?t) (?:really )?(?:like|want|need|fancy))\b)")
""" "The singer hates it": who says so is not what it was done to."""
_JOINT = re.compile(r"[,;.:]\s|\b(?:and|then|plus|but)\b", re.IGNORECASE)
_THAT_FIRST = re.compile(
    rf"^\W*(?:(?:no|nah|nope|ok|oh|please|hm+)\W+)*{_UNDO} (?:that|it|this)(?: one| again)?\W+(?:and|also|then)\b"
)
""" "Scratch that, and take the pumping off too": the last request goes, and another one."""
_BY_NUMBER = re.compile(
    r"\b(?:last|previous) (?:two|three|four|five|six|\d+)\b|\beverything|\bsince\b|\bbefore\b|\ball of it\b|\bit all\b"
)
_ALL_BUT = re.compile(
    r"\b(?:everything|all(?: of it| that)?|the (?:whole )?lot)\b[^.;]*?\b(?:but|except(?: for)?|apart from|other"
    r" than|besides"
    r"|save(?: for)?|up to)\s+(?P<but>(?!(?:the )?(?:first|last)\b|bars?\b|keep\b|leave\b|not\b)[^,.;]+)"
)
STAYS = re.compile(
    r"(?:^|[,.;]|\b(?:but|and|while|only)\b)[\s,]*(?:(?:but|and|please|just|only|so)\s+)*+(?P<first>"
    rf"(?:keep|leave|not|don'?t touch|don'?t undo|don'?t take|except(?: for)?|apart from|without touching)\b"
    rf"(?:(?!\b(?:but|and) (?:{_UNDO}|{_OFF})\b)[^,.;])*"
    r"|[^,.;]{1,40}?\b(?:stays?|can stay|should stay|remains?|as (?:it|they) (?:is|are)|untouched)\b[^,.;]*"
    r"|[^,.;]{1,40}?\b(?:is|are) (?:fine|good|ok(?:ay)?|great|perfect|right|cool|nice)\b(?! before)[^,.;]*)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:both|all|those|them|changes|moves|settings|tweaks|things|two|three|levels|velocities|edits)\b"
)
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
_LOWERS = re.compile(
    r"\bdrop (?:the |its |his |her |their )?(?:levels?|volumes?|gain|loudness|tempo|pitch|velocit\w+|key|bpm|speed"
    r"|faders?)\b"
    r"(?! (?:change|ride|move|automation)| again)"
)
""" "Drop the level": it is to be lower."""
_BARS = re.compile(r"\bbars?\b|\bplay|\bgo to\b|\brewind\b")
_IT = re.compile(r"\b(?:it|that|them|those)\b")
LONGEST = 30


def named_undo(text: str, state: State) -> list[Step] | None:
    """An undo of just the requests that are called by what they did; None where nothing is called so."""
    low = plain(text).lower()
    asked = any(form.search(low) for form in (_ASKS, _SORRY, _TO_THE_START, _KNOBS_BACK))
    if not asked or _LOWERS.search(low) or '"' in low or len(low.split()) > LONGEST:
        return None
    if not all(one.request for one in state.frames):
        return None
    if _TO_THE_START.search(low) and not _BARS.search(low):
        return [Step("undo", {"target": "everything"})]
    if _KNOBS_BACK.search(low) and (back := _knobs_back(low, state)):
        return back
    stays = " ".join(match["first"] for match in STAYS.finditer(low))
    said = _WHO.sub(" ", STAYS.sub(" ", low))
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    if _ASKS.search(said) and re.search(r"\beverything\b|\bit all\b|\ball of it\b|\ball\b", said):
        but = None if stays else _ALL_BUT.search(said)
        stays = but["but"] if but else stays
        is_undo = re.search(rf"\b(?:{_UNDO}|back|off)\b", said) is not None  # "lose everything but the drums" is none
        by_name = [one for one in live if stays and is_called(one, stays)]
        kept = [one for one in live if one in by_name or is_undo and stays and _is_about(one, stays, state)]
        if kept:
            return taken_back([one for one in live if one not in kept], live)
        if but and live and is_undo:
            return [Step("ask", {"text": NOTHING_CALLED.format(but["but"].strip())})]
    if not (_ASKS.search(said) or _is_sorry(said)) or _BY_NUMBER.search(said):
        return None
    found = [one for one in live if is_called(one, said) and not is_of_another_marker(one, low, state)]
    if not found and live and stays and _IT.search(said):  # "take it off the vox, but leave it on the keys"
        found = [one for one in live if (one.tool, one.kind) == (live[-1].tool, live[-1].kind)]
        found = found if _named(said, state) else []
    if not found:
        return None
    found = _of_things(found, said, state)
    found = [one for one in found if not (stays and (is_called(one, stays) or _is_about(one, stays, state)))]
    found = _at_its_bar(found, said)
    if not found:
        return None
    if not _SEVERAL.search(said) and len(_named(said, state)) < 2:
        last = found[-1]
        deed = (last.tool, last.kind)
        alike = [
            one for one in found if one.request == last.request and ((one.tool, one.kind) == deed or _is_alone(one))
        ]
        found = [each for one in alike for each in with_corrections(one, live)]
    if _THAT_FIRST.search(said):
        found = [one for one in live if one in found or one.request == live[-1].request]
    if not stays and not _named(said, state):  # all that a request did which asked for one thing
        found = [one for one in live if one in found or _is_alone(one) and one.request in {f.request for f in found}]
    return taken_back(found, live)


def is_of_another_marker(frame: Frame, said: str, state: State) -> bool:
    """ "Delete the marker Outro" takes back nothing that was done to another one."""
    own = {str(frame.args.get(name) or "").lower() for name in ("name", "new_name")}
    others = [name.lower() for name, _ in state.context.markers if name.lower() not in own]
    if frame.tool != "marker" or any(name and re.search(rf"\b{re.escape(name)}\b", said) for name in own):
        return False
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in others)


def is_of_two(text: str, state: State) -> bool:
    """ "Scratch that. And take the pumping off too": the last request goes, and one that is named."""
    first = _THAT_FIRST.search(plain(text).lower())
    return first is not None and named_undo(text[first.end() :], state) is not None


def _is_sorry(said: str) -> bool:
    return bool(_SORRY.search(said)) and not _WISHES.search(_PLACE.sub(" ", said))


def _is_alone(frame: Frame) -> bool:
    """Did its request ask for one thing?"""
    return _JOINT.search(frame.said) is None


def _at_its_bar(found: list[Frame], said: str) -> list[Frame]:
    """ "The copy at 9": those that were put there, if any."""
    bars = {float(one["bar"]) for one in _PLACE.finditer(said)}
    return [one for one in found if bars & {one.args.get("bar"), one.args.get("start_bar")}] or found




def named_but_not_done(text: str, state: State) -> str:
    """ "Take the compression off again" where nothing was compressed: what is called so; else ""."""
    match = _TAKEN_OFF.search(plain(text).lower())
    what = match["what"] or match["off"] if match else ""
    if not what or not is_deed(what):
        return ""
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    return "" if any(is_called(one, what) for one in live) else what


def is_making(frame: Frame) -> bool:
    """Did a call put something new into the session, and correct nothing? Nothing is "as it was" without it."""
    row = row_of(frame.tool)
    return row is not None and row.on_session == "adds" and not frame.corrects


def _knobs_back(low: str, state: State) -> list[Step]:
    """The undo of what the last request did to such knobs, or to those of what is named."""
    live = [one for one in state.frames if one.is_live and one.tool not in ONLY_TELLS]
    moved = [one for one in live if one.tool in ("mix", "set_track") and is_called(one, low)]
    named = _named(low, state)
    moved = [one for one in moved if not named or any(ids & things_of(one, state) for ids in named)]
    last = [one for one in moved if one.request == moved[-1].request]
    return taken_back(last, live) if last else []


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
