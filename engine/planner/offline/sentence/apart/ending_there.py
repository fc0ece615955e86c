"""Ending there: "so that it stops exactly where …": words before the place at which what is put there is to end."""

from __future__ import annotations

_WHO = r"(?:it|they|this|that|its end|the end)"
_STOPS = (
    r"(?:ends?|stops?|finish(?:es)?|runs? out|meets?|dies (?:away|out)|(?:is|are|'s|'re) (?:over|done|finished"
    r"|through))"
)
ENDS_THERE = (
    rf"(?:so (?:that )?{_WHO} (?:should |can |will )?(?:just )?|ending |with its end (?=right|just|exactly|at|on"
    rf"|where))"
    rf"(?:{_STOPS} ?)?(?:(?:right|just|exactly|precisely|dead|bang) )*"
)
""" "So that it stops exactly", "so its end meets"."""
