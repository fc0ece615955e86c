"""A file for each section: "one wav per section, no dialogue" is an export of each stretch between two markers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

NO_SECTIONS = "There are no markers that tell where sections begin; set them first, or name the bars."
_FORMAT = r"(?P<{}>wavs?|waves?|mp-?3s?|flacs?|m4as?|aacs?|files?|bounces?|mixes|mix)"
_SECTION = r"(?:song )?(?:sections?|parts? of the song|markers?|chapters?|segments?|cues?)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:(?:one|an?|its own|single) )?{_FORMAT.format('file')} (?:per|for (?:each|every)|of (?:each|every)"
        rf"|for all(?: the| our)?) {_SECTION}\b",
        rf"\b(?:each|every|all(?: the| our)?) {_SECTION} as (?:an?|its own|their own|single|separate|one)?(?: own)? ?"
        rf"{_FORMAT.format('file')}\b",
        rf"\b(?:the )?{_SECTION} as (?:separate|single|individual) {_FORMAT.format('file')}\b",
    )
)


def file_each_section(
    text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """An export for each; None for any other request."""
    simple = plain(text)
    match = next((found for form in _FORMS if (found := form.search(simple))), None)
    if match is None or '"' in simple or "?" in simple or len(simple) != len(text):
        return None
    form = match["file"].lower().rstrip("s")
    form = "mix" if form in ("file", "bounce", "mixe") else form
    what = "a wav of the mix" if form == "mix" else f"a {form} of the mix"
    steps = read(f"{text[: match.start()]}{what}{text[match.end() :]}", DialogueState.of(scene.context))
    if not steps or any(
        one.task != "export" or one.args.get("what") not in ("mix", "tracks", "stems") for one in steps
    ):
        return None
    spans = sections(scene)
    if not spans:
        return [Step("ask", {"text": NO_SECTIONS})]
    return [
        replace(one, args={**one.args, "start_bar": number(start), "end_bar": number(end)})
        for one in steps
        for start, end in spans.values()
    ]
