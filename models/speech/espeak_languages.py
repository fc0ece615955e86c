"""The languages espeak-ng speaks, by their English names, and how a name is understood."""

from __future__ import annotations

import difflib

from engine.errors import UserError

LANGUAGES: dict[str, str] = {
    "afrikaans": "gmw/af", "albanian": "ine/sq", "american english": "gmw/en-US", "amharic": "sem/am",
    "ancient greek": "grk/grc", "arabic": "sem/ar", "aragonese": "roa/an", "armenian": "ine/hy", "assamese": "inc/as",
    "azerbaijani": "trk/az", "balearic catalan": "roa/ca-ba", "bashkir": "trk/ba", "basque": "eu",
    "belarusian": "zle/be", "belgian french": "roa/fr-BE", "bengali": "inc/bn", "bishnupriya manipuri": "inc/bpy",
    "bokmal": "gmq/nb", "bosnian": "zls/bs", "brazilian": "roa/pt-BR", "brazilian portuguese": "roa/pt-BR",
    "british english": "gmw/en", "bulgarian": "zls/bg", "burmese": "sit/my", "cantonese": "sit/yue",
    "caribbean english": "gmw/en-029", "castilian": "roa/es", "catalan": "roa/ca",
    "central vietnamese": "aav/vi-VN-x-central", "chinese": "sit/cmn", "chuvash": "trk/cv", "croatian": "zls/hr",
    "czech": "zlw/cs", "danish": "gmq/da", "dutch": "gmw/nl", "eastern armenian": "ine/hy", "english": "gmw/en-US",
    "esperanto": "art/eo", "estonian": "urj/et", "farsi": "ira/fa", "finnish": "urj/fi", "flemish": "gmw/nl",
    "french": "roa/fr", "gaelic": "cel/gd", "georgian": "ccs/ka", "german": "gmw/de", "greek": "grk/el",
    "greenlandic": "esx/kl", "guarani": "sai/gn", "gujarati": "inc/gu", "haitian": "roa/ht",
    "haitian creole": "roa/ht", "hakka": "sit/hak", "hawaiian": "map/haw", "hebrew": "sem/he", "hindi": "inc/hi",
    "hungarian": "urj/hu", "icelandic": "gmq/is", "ido": "art/io", "indonesian": "poz/id", "interlingua": "art/ia",
    "irish": "cel/ga", "irish gaelic": "cel/ga", "italian": "roa/it", "japanese": "jpx/ja", "kalaallisut": "esx/kl",
    "kannada": "dra/kn", "kazakh": "trk/kk", "kiche": "myn/quc", "kiswahili": "bnt/sw", "klingon": "art/piqd",
    "konkani": "inc/kok", "korean": "ko", "kurdish": "ira/ku", "kyrgyz": "trk/ky",
    "lancashire english": "gmw/en-GB-x-gbclan", "lang belta": "art/qdb", "latgalian": "bat/ltg", "latin": "itc/la",
    "latin american spanish": "roa/es-419", "latvian": "bat/lv", "lingua franca nova": "art/lfn",
    "lithuanian": "bat/lt", "lojban": "art/jbo", "lule sami": "urj/smj", "luxembourgish": "gmw/lb",
    "macedonian": "zls/mk", "malay": "poz/ms", "malayalam": "dra/ml", "maltese": "sem/mt", "mandarin": "sit/cmn",
    "maori": "poz/mi", "marathi": "inc/mr", "mexican spanish": "roa/es-419", "mixe": "miz/mto", "myanmar": "sit/my",
    "nahuatl": "azc/nci", "nepali": "inc/ne", "new york english": "gmw/en-US-nyc", "nogai": "trk/nog",
    "north-western catalan": "roa/ca-nw", "northern vietnamese": "aav/vi", "norwegian": "gmq/nb",
    "norwegian bokmal": "gmq/nb", "odia": "inc/or", "oriya": "inc/or", "oromo": "cus/om", "papiamento": "roa/pap",
    "persian": "ira/fa", "polish": "zlw/pl", "portuguese": "roa/pt", "punjabi": "inc/pa", "quechua": "qu",
    "quenya": "art/qya", "received pronunciation": "gmw/en-GB-x-rp", "romanian": "roa/ro", "russian": "zle/ru",
    "sami": "urj/smj", "scottish english": "gmw/en-GB-scotland", "scottish gaelic": "cel/gd", "serbian": "zls/sr",
    "setswana": "bnt/tn", "shan": "tai/shn", "sindarin": "art/sjn", "sindhi": "inc/sd", "sinhala": "inc/si",
    "sinhalese": "inc/si", "slovak": "zlw/sk", "slovenian": "zls/sl", "southern vietnamese": "aav/vi-VN-x-south",
    "spanish": "roa/es", "swahili": "bnt/sw", "swedish": "gmq/sv", "swiss french": "roa/fr-CH", "tamil": "dra/ta",
    "tatar": "trk/tt", "telugu": "dra/te", "thai": "tai/th", "tigrinya": "sem/ti", "tswana": "bnt/tn",
    "turkish": "trk/tr", "turkmen": "trk/tk", "uighur": "trk/ug", "ukrainian": "zle/uk", "urdu": "inc/ur",
    "uyghur": "trk/ug", "uzbek": "trk/uz", "valencian": "roa/ca-va", "vietnamese": "aav/vi", "welsh": "cel/cy",
    "west midlands english": "gmw/en-GB-x-gbcwmd", "western armenian": "ine/hyw",
}
"""Lower-case English name → voice identifier of the library."""

_OTHER_NAMES = {
    "en": "english", "us english": "american english", "en-us": "american english", "uk english": "british english",
    "en-gb": "british english", "de": "german", "deutsch": "german", "fr": "french", "es": "spanish",
    "it": "italian", "pt": "portuguese", "pt-br": "brazilian portuguese", "nl": "dutch", "ru": "russian",
    "ja": "japanese", "zh": "chinese", "ko": "korean", "pl": "polish", "sv": "swedish", "tr": "turkish",
    "ar": "arabic", "hi": "hindi", "el": "greek", "cs": "czech", "da": "danish", "fi": "finnish", "no": "norwegian",
    "uk": "ukrainian", "simplified chinese": "chinese", "traditional chinese": "chinese", "modern greek": "greek",
    "mandarin chinese": "chinese", "european portuguese": "portuguese", "european spanish": "spanish",
}


def find_language(name: str) -> str:
    """The name as the table has it; UserError with the nearest one when it is not spoken."""
    wanted = " ".join(name.lower().replace("_", "-").split())
    wanted = _OTHER_NAMES.get(wanted, wanted)
    if wanted in LANGUAGES:
        return wanted
    near = difflib.get_close_matches(wanted, [*LANGUAGES, *_OTHER_NAMES], 1)
    hint = f"did you mean '{near[0].title()}'?" if near else "say its English name, such as 'German' or 'Japanese'."
    raise UserError(f"No voice here speaks '{name}'; {hint}")
