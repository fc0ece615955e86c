"""Which language a text is in, as far as its script tells."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = {
    "japanese": "぀-ヿ", "chinese": "一-鿿㐀-䶿", "korean": "가-힯ᄀ-ᇿ", "russian": "Ѐ-ӿ", "greek": "Ͱ-Ͽ", "hebrew": "֐-׿",
    "arabic": "؀-ۿ", "hindi": "ऀ-ॿ", "bengali": "ঀ-৿", "punjabi": "਀-੿", "gujarati": "઀-૿", "tamil": "஀-௿",
    "telugu": "ఀ-౿", "kannada": "ಀ-೿", "malayalam": "ഀ-ൿ", "thai": "฀-๿", "georgian": "Ⴀ-ჿ", "armenian": "԰-֏",
    "amharic": "ሀ-፿", "burmese": "က-႟",
}


def language_by_script(text: str) -> str:
    """Lower-case English name of the language most of the letters belong to; "" for Latin letters."""
    found = Counter({language: len(re.findall(f"[{signs}]", text)) for language, signs in _SCRIPTS.items()})
    if found["japanese"]:
        found["chinese"] = 0
    language, count = found.most_common(1)[0]
    return language if count > len(re.findall(r"[A-Za-zÀ-ɏ]", text)) / 2 else ""
