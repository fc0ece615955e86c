"""Arguments of undo, redo and history."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, tidy
from engine.planner.offline.slots.reference import it, reference
from engine.planner.offline.slots.texts import span_text

_COUNTED = re.compile(
    r"\b(?:(?:last|previous|past|first)\s+)?(?<!track )(?<!clip )(?<!take )(?<!bar )"
    r"(two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?!\s*(?:db|bars?|seconds?|%|hz))"
)


_ALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


_GENERIC = re.compile(
    r"^(?:(?:please|that|it|this|the|last|latest|previous|step|steps|thing|change|one|move|action|edit|what|you|i|we"
    r"|did|just|done|my|back|again|all|of|to|was|before|things|changes|take|undo|redo|two|three|four|five|six|\d+"
    r"|once|twice|"
    r"time|times|actions|moves|edits|mistake|request|ops|operation|so|now|ok|okay|no|hm+|wait|actually|oh|pls|for me"
    r"|go|stuff|everything|how|way|state)[\s,.!]*)+$"
)


_UNDO_OBJECT = re.compile(
    r"\b(?:undo|revert|take back|roll back|scrap|forget|remove|lose|drop|kill|unwind|reverse|redo|reapply|bring back"
    r"|restore|put back)\s+(.+?)(?:\s+(?:please|back|again|pls|for me))?[.!]?$",
    re.IGNORECASE,
)


_EVERYTHING = re.compile(
    r"\b(?:undo|revert|take back|roll back|scrap)\s+(?:it all|everything|all|all of (?:it|that|this)|absolutely"
    r" everything"
    r"|all (?:the |my |our )?(?:changes|edits|steps)|absolutely all(?: of it)?)"
    r"(?:\s+(?:please|again|you did|we did|so far))*\W*$"
    r"|^\W*(?:(?:please|now|ok|no|then|can you|could you)\W+)*(?:put|take|set|bring|get|reset|restore)\s+(?:it all"
    r"|everything|all of (?:it|that|this))(?:\s+back)?(?:\s+(?:please|again|now|to (?:how|the way) it was"
    r"|(?:how|the way|like) it was(?: before)?|to (?:the )?(?:start|beginning|normal)))*\W*$"
    r"|\b(?:everything|all)\s+(?:(?:of it|again|please|back|make|now)\s+)*(?:undo|undone|revert|reverted|taken? back)\b"
)
_SINCE = re.compile(
    r"\b(?:everything|all|anything|whatever|what|the lot|changes|edits|steps|things)\s+(?:of it\s+)?"
    r"(?:(?:that|which|we|you|i|has|was|been|have|did|done|came|made|happened|\w+ed)\s+)*"
    r"(?:since|after)\s+(?P<what>.+?)(?:\s+(?:please|pls|again))?\W*$"
)
_AS_BEFORE = re.compile(
    r"\b(?:to|like|as|how|way|where|what)\s+(?:(?:it|we|things|they|was|were|is|the|way|how|state|session|just|right)"
    r"\s+)*before\s+(?P<what>.+?)(?:\s+(?:please|pls|again))?\W*$"
)
""" "Back to how it was before the break": that, and all that came after it."""
_UNDONE = re.compile(r"^(?:what|whatever|(?:the )?(?:last )?things?) .*\b(?:undid|undone|took back|reverted)$")


_WHERE = re.compile(r"\s+(?:on|from|of|to)\s+(?:the\s+|my\s+)?[\w'-]+(?:\s+(?:track|clip|vocal|take))?", re.IGNORECASE)


_GIVEN_BACK = re.compile(
    r"\b(?:put|bring|get|give me|have|want) (?:back )?the ([\w -]+?) (?:back|again|undone)\b"
    r"|\bbefore the ([\w -]+?)\W*$|\b(?:redo|reverse) the ([\w -]+?)(?=\s+(?:on|for|of|to)\b|\W*$|[.,?])"
)
""" "Put the fade back", "to before the tempo change": what is undone or redone."""
_BLAMED = re.compile(r"\b(?:the|that) ([\w -]+?) (?:was|is) (?:a mistake|wrong|bad|no good|awful|too much)\b")


def _told_target(clause: Clause) -> str:
    """What is undone, with the clip it was done to: "reverb on the guitar"."""
    span = clause.said("target")
    where = _WHERE.match(clause.text[span.end :]) if span else None
    return span_text(clause, "target") + (where[0].rstrip() if where else "")


def undo(clause: Clause) -> Args:
    """steps or target."""
    if clause.task == "undo" and _EVERYTHING.search(clause.low):
        return {"target": "everything"}
    if clause.task == "undo" and (since := _SINCE.search(clause.low)):
        return {"target": f"everything since {since['what']}"}
    if clause.task == "undo" and (then := _AS_BEFORE.search(clause.low)):
        return {"target": f"before {then['what']}"}
    args: Args = {}
    if times := re.search(r"(?:\bx\s?|×)(\d{1,2})\b|\b(\d{1,2})\s?x\b", clause.low):
        return {"steps": int(times[1] or times[2])}
    counts = clause.tagged("steps")
    match = _COUNTED.search(clause.low)
    if counts and counts[0].value >= 1:
        args["steps"] = int(counts[0].value)
    elif match and (
        not clause.said("target")
        or re.match(r"\s*(?:changes|steps|things|actions|edits|moves|times|ops|operations)", clause.low[match.end() :])
    ):
        args["steps"] = _ALL.get(match[1]) or max(1, min(1000, int(match[1]) if match[1].isdigit() else 1))
    elif clause.has(r"\btwice\b|\bboth\b"):
        args["steps"] = 2
    elif said := re.search(r"\b(one|once|a single|1) ?(?:step|time|move|edit|change|action)?\b", clause.low):
        args["steps"] = (
            1
            if not re.search(
                r"\bthe (?:one|first one|last one|other one)|\bone (?:where|with|that)\b|\bthat one\b|\bthis one\b",
                clause.low,
            )
            and said
            else None
        )
    target = _told_target(clause)
    if not target and "steps" not in args:
        found = _UNDO_OBJECT.search(clause.text)
        target = found[1] if found else ""
    target = re.sub(r"^(?:the|that|those|my|this)\s+", "", tidy(target), flags=re.IGNORECASE)
    if not target and "steps" not in args and (given := _GIVEN_BACK.search(clause.low)):
        target = next(group for group in given.groups() if group)
    if not target and "steps" not in args and (blamed := _BLAMED.search(clause.low)):
        target = blamed[1]
    if target and not _GENERIC.match(target.lower()) and not _UNDONE.match(target.lower()):
        args["target"] = target
    return args


_ALL_OF_IT = re.compile(
    r"(?:(?:what|did|have|has|you|we|i|do|done|made|make|happened|been|so|far|the|full|whole|entire|all|history|log|list"
    r"|of|everything|show|tell|me|changed|since|start(?:ed)?|beg[ai]n|opened|things?|changes|edits|steps|our|until|till|up|to|now|today|here|in|this|session|project)\W*)+"
)
""" "What have you done so far", "the whole history": nothing that is looked for."""


def history(clause: Clause) -> Args:
    """clip, query."""
    span = clause.said("clip")
    args: Args = {}
    found = reference(clause, span.text) if span else None
    if found is None and clause.has(r"\b(?:to|on|of|with|did|happened to|for)\b"):
        whole = clause.scene.matches(clause.text)
        found = whole[0][1] if whole and whole[0][0] >= 2.0 else None
    if found is None and clause.has(r"\b(?:mak\w+|made|to|on|with) (?:it|that|this)\b"):
        found = it(clause)
    if isinstance(found, str):
        args["clip"] = found
    query = span_text(clause, "query")
    if query and not _ALL_OF_IT.fullmatch(query.lower().strip(" ?!.")):
        args["query"] = query
    return args
