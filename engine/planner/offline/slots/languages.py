"""Languages: their names in several languages, and what is spoken where."""

from __future__ import annotations

import re

from engine.planner.offline.text.names import SLIP, likeness

_OTHER_NAMES = {
    "english": "english englisch inglés ingles inglês anglais",
    "spanish": "spanish español espanol castilian spanisch espanhol",
    "french": "french français francais französisch francés",
    "german": "german deutsch alemán aleman alemão allemand",
    "italian": "italian italiano italienisch italien",
    "portuguese": "portuguese português portugues portugiesisch brazilian brazil",
    "dutch": "dutch nederlands flemish",
    "norwegian": "norwegian norsk",
    "slovenian": "slovenian slovene",
    "irish": "irish gaeilge",
    "scottish gaelic": "gaelic",
    "indonesian": "indonesian bahasa",
    "persian": "persian farsi",
    "maori": "maori māori",
    "haitian creole": "haitian creole kreyol",
}
_ONE_NAME = (
    "afrikaans akan albanian amharic arabic armenian assamese asturian aymara azerbaijani balinese basque "
    "belarusian bengali bhojpuri bosnian breton bulgarian burmese cantonese catalan cebuano cherokee "
    "chichewa chinese cornish corsican croatian czech danish dari esperanto estonian ewe faroese fijian "
    "filipino finnish frisian fula galician georgian greek guarani gujarati hausa hawaiian hebrew hindi hmong "
    "hungarian icelandic igbo ilocano inuktitut japanese javanese kannada kashmiri kazakh khmer kinyarwanda "
    "kirundi konkani korean kurdish kyrgyz lao latin latvian lingala lithuanian luganda luxembourgish "
    "macedonian malagasy malay malayalam maltese mandarin manx marathi mongolian montenegrin nahuatl navajo "
    "nepali occitan odia oromo papiamento pashto polish punjabi quechua romani romanian russian sami samoan "
    "sanskrit sardinian serbian sesotho shona sicilian sindhi sinhala slovak somali sundanese swahili "
    "swedish tagalog tajik tamil tatar telugu thai tibetan tigrinya tongan tswana turkish turkmen twi "
    "ukrainian urdu uyghur uzbek vietnamese welsh wolof xhosa yiddish yoruba zulu "
)
LANGUAGES = {**_OTHER_NAMES, **{name: name for name in _ONE_NAME.split()}}
"""Each language in lower-case English → the words for it."""
_COUNTRIES = {
    "english": "england britain america australia ireland",
    "spanish": "spain mexico argentina colombia chile peru cuba",
    "french": "france belgium quebec",
    "german": "germany austria",
    "portuguese": "portugal",
    "dutch": "netherlands holland",
    "italian": "italy",
    "greek": "greece",
    "turkish": "turkey",
    "polish": "poland",
    "czech": "czechia",
    "danish": "denmark",
    "swedish": "sweden",
    "norwegian": "norway",
    "finnish": "finland",
    "icelandic": "iceland",
    "welsh": "wales",
    "hungarian": "hungary",
    "romanian": "romania",
    "bulgarian": "bulgaria",
    "ukrainian": "ukraine",
    "russian": "russia",
    "japanese": "japan",
    "korean": "korea",
    "chinese": "china",
    "thai": "thailand",
    "vietnamese": "vietnam",
    "indonesian": "indonesia",
    "hebrew": "israel",
    "arabic": "egypt",
    "persian": "iran",
}
"""Each language → countries whose people understand it."""


def _pattern(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b", re.IGNORECASE)


_LANGUAGE_OF = {word: name for name, words in LANGUAGES.items() for word in words.split()}
_LANGUAGE = _pattern(_LANGUAGE_OF)
_SPOKEN_IN = {word: name for name, words in _COUNTRIES.items() for word in words.split()}
_COUNTRY = _pattern(_SPOKEN_IN)
_LONG_NAMES = tuple(name for name in _LANGUAGE_OF if len(name) >= 5)


def languages(text: str) -> list[tuple[str, int]]:
    """Language names in lower-case English, and where they stand."""
    found = [(_LANGUAGE_OF[match[1].lower()], match.start()) for match in _LANGUAGE.finditer(text)]
    return found or _misspelt(text)


def language_of_country(text: str) -> str:
    """What the people of a country that is named understand, or ""."""
    match = _COUNTRY.search(text)
    return _SPOKEN_IN[match[1].lower()] if match else ""


_WORDS_LIKE_THEM = ("finish", "ditch")
"""Words of their own, one letter from a language."""


def _misspelt(text: str) -> list[tuple[str, int]]:
    """ "frnech", "duthc": a word of its own that is one slip away from the name of a language."""
    return [
        (_LANGUAGE_OF[name], match.start())
        for match in re.finditer(r"\b[a-z]{5,}\b", text.lower())
        for name in _LONG_NAMES
        if name[0] == match[0][0] and match[0] not in _WORDS_LIKE_THEM and likeness(match[0], name) == SLIP
    ][:1]
