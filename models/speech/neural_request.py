"""A request to say something, as a downloaded voice understands it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.catalog.model import Model, Voice
from engine.errors import ModelError, UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.speech.english_text import as_spoken
from models.speech.language_names import language_code
from models.speech.number_words import numbers_in_words
from models.speech.request import text_to_say
from models.speech.script import language_by_script
from models.speech.speaking_voice import choose_voice

_KINDS = (
    (r"\b(female|wom[ae]n|lady|girl|feminine)\b", "female"),
    (r"\b(male|m[ae]n|guy|masculine|boy)\b", "male"),
    (r"\b(child|kid|boy|girl)\b", "child"),
)
_ONLY_ELSEWHERE = re.compile(r"\b(robot\w*|machine|computer|android|demon\w*|monster|whisper\w*|grandma|grandpa)\b")
_REFERENCE_S = 3.0, 60.0


@dataclass(frozen=True)
class NeuralRequest:
    """What is to be said, and how."""

    text: str
    """As it was written."""
    said: str
    """As it is read aloud: English numbers and abbreviations written out."""
    language: str
    """Lower-case English name."""
    voice: Voice | None
    """None = the model has only one, or takes that of the reference."""
    rate: float
    """1 = normal."""
    semitones: float
    pauses: float
    """1 = normal."""
    reference: Clip | None
    """Somebody who is to be imitated, with their consent."""

    @property
    def clip_name(self) -> str:
        """The first words."""
        return " ".join(self.text.split()[:5])[:40]


def neural_request(
    args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], model: Model, *, imitates: bool
) -> NeuralRequest:
    """Read the arguments of `speak`.

    UserError for what nobody could say, and for imitation without consent; ModelError for a language or voice that
    this model lacks, so that another one is tried.
    """
    text = text_to_say(args)
    language = _language(str(args.get("language") or ""), text, model)
    words = f"{args.get('voice') or ''} {args.get('style') or ''}".strip().lower()
    reference = _reference(args, inputs, model, imitates=imitates)
    voice = None if reference else _voice(words, model)
    manner = _manner(words, voice, model)
    return NeuralRequest(
        text,
        numbers_in_words(as_spoken(text)) if language == "english" else text,
        language,
        voice,
        manner.rate * float(args.get("rate") or 1.0),
        manner.semitones + float(args.get("pitch") or 0.0),
        manner.pauses * float(1.0 if args.get("pauses") is None else args["pauses"]),
        reference,
    )


def needs_consent(args: Mapping[str, Any]) -> None:
    """UserError unless the request says who was recorded and agreed to be imitated."""
    if not str(args.get("consent") or "").strip():
        raise UserError('Imitating a voice needs a note of consent, e.g. consent "my own voice, Ann": say who was '
                        "recorded and agreed to it.")


def _language(named: str, text: str, model: Model) -> str:
    known = {language: language for language in model.languages}
    if named.strip():
        try:
            return language_code(named, known)
        except UserError as error:
            raise ModelError(f"{model.name} does not speak {named.strip().title()}.") from error
    script = language_by_script(text) or "english"
    if script not in known:
        spoken = " and ".join(one.title() for one in model.languages)
        raise ModelError(f"{model.name} speaks {spoken}; name the language if the text is in it.")
    return script


def _reference(
    args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], model: Model, *, imitates: bool
) -> Clip | None:
    clip = inputs.get("reference")
    if not isinstance(clip, Clip):
        return None
    if not imitates:
        raise ModelError(f"{model.name} cannot imitate a recording.")
    needs_consent(args)
    shortest_s, longest_s = _REFERENCE_S
    if not shortest_s <= sound_info(clip).seconds <= longest_s:
        raise UserError(f"'{clip.name}' is {clip.seconds:.1f} s long; a voice to imitate is recorded for "
                        f"{shortest_s:.0f} to {longest_s:.0f} s.")
    return clip


def _voice(words: str, model: Model) -> Voice | None:
    """The voice that is named or described; the first when none is. ModelError when this model has no such voice."""
    voices = model.voices()
    named = next((voice for voice in voices if voice.is_named_in(words)), None)
    if named:
        return named
    wanted = [kind for pattern, kind in _KINDS if re.search(pattern, words)]
    if wanted or _ONLY_ELSEWHERE.search(words):
        fitting = next((voice for voice in voices if voice.kind in wanted), None)
        if fitting is None:
            raise ModelError(_no_voice(words, model))
        return fitting
    return voices[0] if voices else None


def _manner(words: str, voice: Voice | None, model: Model) -> Any:
    """Rate, pitch and pauses of words such as calm and deep; ModelError for words that mean nothing here."""
    if voice:
        for name in (voice.id, voice.name):
            words = re.sub(rf"\b{re.escape(name.lower())}\b", " ", words)
    try:
        return choose_voice(words, "")[0]
    except UserError as error:
        raise ModelError(_no_voice(words.strip(), model)) from error


def _no_voice(words: str, model: Model) -> str:
    """That the model has no voice for these words, and which it has."""
    if not model.voices():
        return f"{model.name} has no voice for '{words}'; it has one voice only."
    return f"{model.name} has no voice for '{words}'; there is {', '.join(voice.id for voice in model.voices())}."
