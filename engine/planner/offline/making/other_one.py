"""Another one of it: "another arp over the same chords, in place of this one", of what was made before."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.making.last import made_before, made_last
from engine.planner.offline.making.nouns import noun_in
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OLD = r"(?:it|(?:this|that|the (?:old|first|last|current|previous|other))(?: (?:one|arp|line|part))?)"
_SAME = regex(
    r"[, ]*\b(?:(?:but|and|just) )?(?:(?:over|with|on|using|for|from|to|keep(?:ing)?) |w/ ?)?(?:the |those |these "
    r"|its )?"
    r"(?:very |exact |exactly the )?same (?:chords?(?: progression)?|progression|changes|harmony|key)\b"
    r"|[, ]*\bw/ ?(?:the )?same (?:chords?|progression|changes)\b"
)
_IN_PLACE = regex(
    rf"[,; ]*\b(?:(?:and|so|but) )?(?:in (?:the )?place of {_OLD}|in (?:its|that one's) (?:place|stead)"
    rf"|instead(?: of {_OLD})?|(?:to )?replac(?:e|es|ing) {_OLD}"
    r"|(?:this|that|the old|the first) one (?:can |should |may |has to )?(?:go(?:es)?|disappear)"
    rf"|(?:delete|drop|lose|bin|scrap|throw (?:out|away)) {_OLD})(?=\W|$)"
)
_BESIDE = regex(r"[, ]*\b(?:(?:on|onto) (?:an?|its) (?:(?:new|own|second|separate) )+track|as well|too|on top)\b")
_ANOTHER = regex(
    r"(?:(?:ok|now|and|then|please|can you|could you|let's|lets)[, ]+)*(?:(?:make|write|give|roll|cook up|do"
    r"|generate|create"
    r"|compose|spin|try|have|need|want|i want|i need|i'd like|get|gimme|knock out|come up with)(?: me| us)? )?"
    r"(?:an?other|one more|(?:an? )?(?:new|different|fresh|second|alternative)|some other)"
    r" (?P<noun>[a-z][a-z -]{1,20}?)"
    r"(?P<of> of (?:it|(?:that|this|the|your)(?: (?:last|new))? (?P<what>[a-z][a-z -]{1,20}?)))?"
    r"(?:,? (?:please|pls))?[ .!]*"
)
_ANY = ("one", "version", "take", "variation", "variant", "try", "go")
_MAKERS = ("generate_midi", "generate_audio")


def other_one(said: Said) -> list[Step] | None:
    """It anew, in its place where that is told, else beside it; None for anything else."""
    if not said.is_later or '"' in said.typed or said.typed.rstrip().endswith("?"):
        return None
    text = said.text.strip(" .!")
    bare = _SAME.sub("", text)
    is_same, text = bare != text, bare
    bare = _IN_PLACE.sub("", text)
    is_in_place, text = bare != text, bare
    bare = _BESIDE.sub("", text)
    is_beside, text = bare != text, bare
    match = _ANOTHER.fullmatch(text.strip(" ,;"))
    is_version = match is not None and bool(match["of"]) and match["noun"] in _ANY
    is_in_place = is_in_place or is_version and not is_beside  # "another version of that melody"
    if match is None or not (is_same or is_in_place) or is_in_place and is_beside:
        return None
    noun = match["what"] or match["noun"] if is_version else match["noun"]
    if noun in _ANY:
        frame = made_last(said.state) or made_before(said.state)
    else:
        made = [one for one in said.state.frames if one.is_live and one.tool in _MAKERS and one.out]
        frame = next((one for one in reversed(made) if _is_of_its_kind(noun, one)), None)
    if frame is None or frame.tool not in _MAKERS:
        return None
    return [told_as(Step(frame.tool, dict(frame.args)), "fix" if is_in_place else "again", frame)]


def _is_of_its_kind(noun: str, frame: Frame) -> bool:
    """Is an arp asked for behind an arp?"""
    found = noun_in(noun)
    if found is None or found[1] > 0 or found[2] < len(noun):
        return False
    if frame.tool == "generate_midi":
        return found[0].task == "generate_midi" and found[0].kind == frame.args.get("kind")
    return noun in str(frame.args.get("prompt", "")).lower()
