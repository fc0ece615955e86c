"""Transport said: does a turn speak of playing, looping or going somewhere?

"Let me hear the bridge", "loop it", "back to bar 9", "from the top" do. "In the chorus one octave up", "start that a
bar later", "let it run on through the break" tell where or when something is done, and move no playhead.
"""

from __future__ import annotations

import re

from engine.planner.regex import regex

_VERB = regex(
    r"\b(?:(?<!make it )(?<!make them )(?<!let it )play(?:back|head|ing|s|ed)?|replay|hear|listen|audition|sound"
    r"|loop\w*|cycl\w+|repeat\w*|over and over|round and round|circles?|locat\w+|cursor|transport|rewind"
    r"|wind (?:back|forward|on)|fast forward|stop|pause|halt|resume|jump\w*|skip|seek|leap|hop|scrub|go(?:ing)?|goto"
    r"|once more|(?:take|bring|get|lead|beam|carry|move|put|drop|set) (?:me|us)|head (?:back )?(?:to|for)"
    r"|back to (?:the )?(?:bar|beginning|start|top)|(?:take|read) (?:(?:it|that|this) )?from|(?:the|from|very) top"
    r"|punch (?:in|out)|count\w* ?-?in|record\w*|roll (?:it|tape|from|on)|let'?s have|where are we)\b"
    r"|^\W*(?:\w+\W+)?roll\W*$",
    re.IGNORECASE,
)
_STARTS = regex(r"\bstart(?:ing)?\b(?! (?:with|of)\b)", re.IGNORECASE)
_OF_A_THING = regex(
    r"\b(?:later|earlier|sooner|already|higher|lower|louder|quieter|softer|slower|faster|before|early|late)\b",
    re.IGNORECASE,
)
""" "Start it two bars earlier", "start higher": what is made or moved starts there."""


def says_transport(text: str, *, has_bars: bool = False) -> bool:
    """Whether a word of the text moves the playhead or the loop; has_bars: what was done last starts at a bar."""
    if _VERB.search(text):
        return True
    return not has_bars and _STARTS.search(text) is not None and _OF_A_THING.search(text) is None
