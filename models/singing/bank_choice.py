"""Which installed voice bank is meant by a few words, and whether it may be used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.catalog.model import Report, Voice
from engine.errors import ModelError, UserError
from engine.tasks.voice_words import KIND_OF
from engine.voices.voice_bank import VoiceBank
from models.singing.style import unknown_style_words

_PLAIN_WORDS = frozenset("""a an the with voice singer vocal vocals sing sung singing and very in of by like good nice
    human deep high low young old older younger deeper light natural real best diffsinger utau neural bank voicebank
    lead main""".split())


def as_voice(bank: VoiceBank) -> Voice:
    """A bank as an entry of the list of voices."""
    return Voice(bank.id, bank.name, bank.gender, bank.languages, bank.low, bank.high, bank.licence, bank.commercial,
                 bank.sounds)


def choose_bank(words: str, banks: Sequence[VoiceBank], *, language: str, policy: str) -> tuple[VoiceBank, bool]:
    """(bank, whether it was asked for by name).

    Raises UserError when a named bank may not be used, ModelError (another singer may do it) when nobody asked
    for one of these voices and none fits.
    """
    named = [bank for bank in banks if as_voice(bank).is_named_in(words)]
    named = named or [bank for bank in banks if _names_speaker(bank, words)]
    if named:
        bank = max(named, key=lambda one: len(one.id))
        if policy == "commercial-safe" and bank.commercial is not True:
            raise UserError(f"The voice '{bank.name}' is not for commercial-safe work: {bank.licence} "
                            f"({bank.may_be_sold}). Choose another voice, or allow any licence.")
        return bank, True
    if strange := _strange(words, language):
        raise ModelError(f"No installed voice bank is called '{strange}'.")
    fitting = [bank for bank in banks if policy != "commercial-safe" or bank.commercial is True]
    if not fitting:
        raise ModelError("No installed voice bank is known to allow commercial use.")
    fitting = [bank for bank in fitting if not language or not bank.languages or language in bank.languages]
    if not fitting:
        raise ModelError(f"No installed voice bank sings {language.capitalize()}.")
    gender = next((KIND_OF[word] for word in re.findall(r"[a-z]+", words.lower()) if word in KIND_OF), "")
    of_gender = [bank for bank in fitting if not gender or bank.gender in ("", gender)]
    if not of_gender:
        raise ModelError(f"No installed voice bank is a {gender} voice.")
    return max(of_gender, key=lambda one: (bool(gender) and one.gender == gender, language in one.languages)), False


def _names_speaker(bank: VoiceBank, words: str) -> bool:
    """True when a text names one of its colours that is not just a style."""
    said = " " + " ".join(re.findall(r"[^\W_]+", words.lower())) + " "
    return any(f" {one} " in said and bool(unknown_style_words(one)) for one in bank.speakers)


def without_name(voice: str, bank: VoiceBank) -> str:
    """The voice words without the bank's own name."""
    for name in (bank.name, bank.id):
        at = voice.lower().find(name.lower())
        if at >= 0:
            return f"{voice[:at]} {voice[at + len(name):]}"
    return voice


def style_words(args: Mapping[str, Any], bank: VoiceBank) -> str:
    """What is said of the style; the names of the bank and of its colours are no style words."""
    voice = without_name(str(args.get("voice") or ""), bank)
    for speaker in bank.speakers:
        voice = re.sub(rf"\b{re.escape(speaker)}\b", " ", voice, flags=re.IGNORECASE)
    return f"{args.get('style') or ''} {voice}"


def say_licence(bank: VoiceBank, report: Report) -> None:
    """Warn of a voice whose results may not be sold, or may not be for all its texts say."""
    if bank.commercial is False:
        report.warn(f"The voice '{bank.name}' is for non-commercial use only ({bank.licence}); do not sell or release "
                    "this vocal.")
    elif bank.commercial is None:
        report.warn(f"The texts of the voice '{bank.name}' do not say whether its vocals may be sold; ask its author "
                    "before you release this one.")


def _strange(words: str, language: str) -> str:
    """Words that mean nothing here: probably the name of somebody else's voice."""
    left = unknown_style_words(words).lower()
    known = _PLAIN_WORDS | set(KIND_OF) | {language}
    return " ".join(word for word in re.findall(r"[^\W_]+", left) if word not in known)
