"""What may stand around any request and says nothing: patterns of its beginning and its end."""

POLITE = (
    r"(?:(?:please|pls|plz|ok(?:ay)?|now|hey|yo|and|so|then|right|alright|just|can you|could you|would you|will you"
    r"|let'?s|well|uh|um|actually|wait|no|hm+)[\s,]+)*"
)
END = r"(?:[\s,]+(?:please|pls|plz|now|for me|thanks|thank you|again))*\s*[.!?]*$"
