"""Names of files as the system gives them."""

from __future__ import annotations


def is_text(word: str) -> bool:
    """False for a name that came as bytes which are no UTF-8: no request, library or session can hold it."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True
