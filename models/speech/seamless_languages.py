"""The languages of SeamlessM4T v2 (https://arxiv.org/abs/2312.05187, appendix), by their English names."""

TEXT_LANGUAGES: dict[str, str] = {
    "afrikaans": "afr", "amharic": "amh", "arabic": "arb", "armenian": "hye", "assamese": "asm",
    "azerbaijani": "azj", "basque": "eus", "belarusian": "bel", "bengali": "ben", "bosnian": "bos",
    "bulgarian": "bul", "cantonese": "yue", "catalan": "cat", "cebuano": "ceb", "chichewa": "nya", "chinese": "cmn",
    "croatian": "hrv", "czech": "ces", "danish": "dan", "dutch": "nld", "egyptian arabic": "arz", "english": "eng",
    "estonian": "est", "finnish": "fin", "french": "fra", "fulah": "fuv", "galician": "glg", "ganda": "lug",
    "georgian": "kat", "german": "deu", "greek": "ell", "gujarati": "guj", "hebrew": "heb", "hindi": "hin",
    "hungarian": "hun", "icelandic": "isl", "igbo": "ibo", "indonesian": "ind", "irish": "gle", "italian": "ita",
    "japanese": "jpn", "javanese": "jav", "kannada": "kan", "kazakh": "kaz", "khmer": "khm", "korean": "kor",
    "kurdish": "ckb", "kyrgyz": "kir", "lao": "lao", "latvian": "lvs", "lithuanian": "lit", "luo": "luo",
    "macedonian": "mkd", "maithili": "mai", "malay": "zlm", "malayalam": "mal", "maltese": "mlt", "manipuri": "mni",
    "marathi": "mar", "mongolian": "khk", "moroccan arabic": "ary", "myanmar": "mya", "nepali": "npi",
    "norwegian": "nob", "nynorsk": "nno", "odia": "ory", "oromo": "gaz", "pashto": "pbt", "persian": "pes",
    "polish": "pol", "portuguese": "por", "punjabi": "pan", "romanian": "ron", "russian": "rus", "santali": "sat",
    "serbian": "srp", "shona": "sna", "sindhi": "snd", "slovak": "slk", "slovenian": "slv", "somali": "som",
    "spanish": "spa", "swahili": "swh", "swedish": "swe", "tagalog": "tgl", "tajik": "tgk", "tamil": "tam",
    "telugu": "tel", "thai": "tha", "traditional chinese": "cmn_Hant", "turkish": "tur", "ukrainian": "ukr",
    "urdu": "urd", "uzbek": "uzn", "vietnamese": "vie", "welsh": "cym", "yoruba": "yor", "zulu": "zul",
}
"""Lower-case English name → the checkpoint's code, of what it writes."""

_SPOKEN = frozenset(
    "arb ben cat ces cmn cym dan deu eng est fin fra hin ind ita jpn kor mlt nld pes pol por ron rus slk spa swe swh "
    "tel tgl tha tur ukr urd uzn vie".split()
)
SPEECH_LANGUAGES: dict[str, str] = {name: code for name, code in TEXT_LANGUAGES.items() if code in _SPOKEN}
"""Those it also speaks."""
