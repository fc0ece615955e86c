"""Key name: a musical key in the words of a language: C minor → c-Moll, Do mineur, C小调."""

from __future__ import annotations

import re

_KEY = re.compile(r"([A-G])([#b♯♭]?) (major|minor|dorian|phrygian|lydian|mixolydian|locrian)")
_SOLFEGE = {
    "fr": ("Do Ré Mi Fa Sol La Si", " dièse", " bémol"),
    "es": ("Do Re Mi Fa Sol La Si", " sostenido", " bemol"),
    "pt": ("Dó Ré Mi Fá Sol Lá Si", " sustenido", " bemol"),
}
_MODES = {
    "de": "Dur Moll Dorisch Phrygisch Lydisch Mixolydisch Lokrisch",
    "fr": "majeur mineur dorien phrygien lydien mixolydien locrien",
    "es": "mayor menor dórico frigio lidio mixolidio locrio",
    "pt": "maior menor dórico frígio lídio mixolídio lócrio",
    "zh": "大调 小调 多利亚调式 弗里几亚调式 利底亚调式 混合利底亚调式 洛克里亚调式",
}
_ENGLISH = "major minor dorian phrygian lydian mixolydian locrian".split()


def key_in(language: str, text: str) -> str:
    """The key as musicians of the language call it; empty when the text is no key or the language is not known."""
    found = _KEY.fullmatch(text)
    if not found or language not in _MODES:
        return ""
    letter, sign, mode = found[1], found[2].replace("♯", "#").replace("♭", "b"), found[3]
    said = _MODES[language].split()[_ENGLISH.index(mode)]
    if language == "de":
        tonic = _german(letter, sign)
        return f"{tonic.lower() if mode == 'minor' else tonic}-{said}"
    if language == "zh":
        return {"#": "升", "b": "降"}.get(sign, "") + letter + said
    names, sharp, flat = _SOLFEGE[language]
    tonic = names.split()["CDEFGAB".index(letter)]
    return f"{tonic}{({'#': sharp, 'b': flat}).get(sign, '')} {said}"


def _german(letter: str, sign: str) -> str:
    if letter == "B":
        return {"": "H", "b": "B", "#": "His"}[sign]
    if sign == "b":
        return f"{letter}s" if letter in "AE" else f"{letter}es"
    return f"{letter}is" if sign else letter
