"""Kana and romaji: which mora is written how, and where a Japanese word divides into morae."""

from __future__ import annotations

import functools
import re

_HEPBURN = """
    ti てぃ  tu とぅ  di でぃ  du どぅ  a あ  i い  u う  e え  o お  ka か  ki き  ku く  ke け  ko こ  sa さ
    su す  se せ  so そ  ta た  te て  to と  na な  ni に  nu ぬ  ne ね  no の  ha は  hi ひ  he へ  ho ほ  ma ま
    mi み  mu む  me め  mo も  ya や  yu ゆ  yo よ  ra ら  ri り  ru る  re れ  ro ろ  wa わ  wo を  ga が  gi ぎ
    gu ぐ  ge げ  go ご  za ざ  zu ず  ze ぜ  zo ぞ  da だ  de で  do ど  ba ば  bi び  bu ぶ  be べ  bo ぼ  pa ぱ
    pi ぴ  pu ぷ  pe ぺ  po ぽ  kya きゃ  kyu きゅ  kyo きょ  nya にゃ  nyu にゅ  nyo にょ  hya ひゃ  hyu ひゅ
    hyo ひょ  mya みゃ  myu みゅ  myo みょ  rya りゃ  ryu りゅ  ryo りょ  gya ぎゃ  gyu ぎゅ  gyo ぎょ  bya びゃ
    byu びゅ  byo びょ  pya ぴゃ  pyu ぴゅ  pyo ぴょ  sha しゃ  shu しゅ  sho しょ  cha ちゃ  chu ちゅ  cho ちょ
    ja じゃ  ju じゅ  jo じょ  shi し  chi ち  tsu つ  fu ふ  ji じ  n ん  vu ゔ  wi うぃ  we うぇ  she しぇ  che ちぇ
    je じぇ  ye いぇ  fa ふぁ  fi ふぃ  fe ふぇ  fo ふぉ  va ゔぁ  vi ゔぃ  ve ゔぇ  vo ゔぉ  tsa つぁ  tsi つぃ
    tse つぇ  tso つぉ  dzu づ
"""
_OTHERWISE = """
    si し  hu ふ  zi じ  n' ん  m' ん  sya しゃ  syu しゅ  syo しょ  tya ちゃ  tyu ちゅ  tyo ちょ  zya じゃ
    zyu じゅ  zyo じょ  jya じゃ  jyu じゅ  jyo じょ  la ら  li り  lu る  le れ  lo ろ
"""
"""Other spellings of the same morae."""
_VOWELS = "aiueo"
_KATAKANA = {chr(code + 0x60): chr(code) for code in range(0x3041, 0x3097)}


@functools.cache
def kana_of_romaji() -> dict[str, str]:
    """Every romaji mora and the kana it means."""
    return _pairs(_OTHERWISE) | _pairs(_HEPBURN)


@functools.cache
def romaji_of_kana() -> dict[str, str]:
    """Every kana mora and its romaji."""
    return {sign: text for text, sign in _pairs(_HEPBURN).items()} | {"ぢ": "ji", "づ": "zu", "を": "o"}


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def hiragana(text: str) -> str:
    """Katakana as hiragana; everything else stays."""
    return "".join(_KATAKANA.get(sign, sign) for sign in text)


def romaji(mora: str) -> str:
    """か → ka; what is no kana stays as it is."""
    plain = hiragana(mora)
    return romaji_of_kana().get(plain, plain)


def morae(word: str) -> tuple[str, ...]:
    """さくら, サクラ or sakura → さ く ら; () when it is not Japanese."""
    plain = re.sub(r"[っッ]", "", hiragana(word.lower()))
    if re.fullmatch(r"[ぁ-ゖー]+", plain):
        return tuple(_lengthened(re.findall(r"[ぁ-ゖ][ゃゅょぁぃぅぇぉ]*ー*", plain)))
    found: list[str] = []
    plain = re.sub(r"([bcdfghjkpqrstwz])\1", r"\1", plain.replace("tch", "ch"))
    table = kana_of_romaji()
    place = 0
    while place < len(plain):
        for length in (4, 3, 2, 1):
            piece = plain[place:place + length]
            if len(piece) == length and piece in table:
                if piece == "n" and plain[place + 1:place + 2] == "'":
                    length += 1
                found.append(table[piece])
                place += length
                break
        else:
            return ()
    return tuple(found)


def vowel_of(mora: str) -> str:
    """か → あ; ん and what is no kana stay."""
    text = romaji(mora)
    return dict(zip(_VOWELS, "あいうえお", strict=True)).get(text[-1:], mora)


def _lengthened(parts: list[str]) -> list[str]:
    """らー → ら あ."""
    out: list[str] = []
    for part in parts:
        out.append(part.rstrip("ー"))
        out += [vowel_of(out[-1])] * part.count("ー")
    return out
