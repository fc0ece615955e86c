"""What may stand around any request and says nothing: patterns of its beginning and its end."""

POLITE = (
    r"(?:(?:please|pls|plz|ok(?:ay)?|now|hey|yo|and|so|then|right|alright|just|can you|could you|would you|will you"
    r"|let'?s|well|uh|um|actually|wait|no|hm+)[\s,]+)*"
)
END = r"(?:[\s,]+(?:please|pls|plz|now|for me|thanks|thank you|again))*\s*[.!?]*$"


LEAD = (
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|also|just|so|but|hmm+|well|actually|maybe|yeah"
    r"|(?:can|could|would|will) you|let'?s|i(?:'d| would)? (?:want|need|like)(?: you)? to"
    r"|we (?:should|need to)|you (?:can|could|should))\b\W*)*"
)
"""How a request may begin before it says anything (a pattern)."""
