"""A take by its number: "use take 2 of the guitar", "the third take again", also behind an effect whose knobs could
be meant by a figure."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.tracks.other_takes import takes_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_FORM = regex(
    r"(?:(?:ok|okay|no|hm+|actually|please|then|and|now|let'?s|i'?d like|i want|can you|could you|can we)[\s,]+)*"
    r"(?:(?:use|play|put on|hear|switch (?:back )?to|(?:go )?back to|go (?:back )?to|choose|pick|activate|try"
    r"|give me)\s+)?"
    rf"(?:the )?(?:take (?:number |no\.? ?|#)?(?P<n>\d+|{'|'.join(_NUMBERS)})|(?P<nth>{'|'.join(_NTH)}|last|latest"
    r"|newest) take)"
    r"(?: (?:of|for|on) (?P<of>[^,]+?))?(?:[\s,]+(?:again|instead|please|then|now|back))*[\s.!]*"
)


def take_numbered(said: Said) -> list[Step] | None:
    """The take that is played; None where no number tells it, or it is not known of which clip."""
    match = _FORM.fullmatch(said.text.strip())
    if match is None or any("take" in name.lower().split() for name in said.scene.context.tracks):
        return None
    named = [one for one in said.things if not one.is_pointed]
    of = (match["of"] or "").strip()
    if len(named) > 1 or of and not said.things or said.places:
        return None
    number = match["n"] or match["nth"]
    told = str(_NUMBERS.get(number) or _NTH.get(number) or ("last" if match["nth"] else number))
    if named and any(takes_of(track, told, said.scene) for track in named[0].tracks):
        return None  # a track of its own is called so
    clip = _clip(said, list(named[0].clips)) if named else said.scene.focus(("audio", "midi"))
    return [Step("take", {"action": "use", "clip": clip, "number": told})] if clip else None


def _clip(said: Said, clips: list[str]) -> str | None:
    """The one that is meant of a track's: where it has several, the one that was worked on last."""
    if len(clips) == 1:
        return clips[0]
    done = [one for frame in reversed(said.state.frames) for one in (*frame.out, *frame.clips())]
    return next((one for one in done if one in clips), None)
