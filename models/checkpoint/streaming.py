"""Words as a language model says them: each token is progress, and a moment at which a cancel is heard."""

from __future__ import annotations

from typing import Any

from engine.catalog.model import Report

_SHOWN_LETTERS = 100


def spoken_tokens(tokenizer: Any, report: Report, of_tokens: int, name: str) -> Any:
    """For `generate(streamer=…)` of transformers; `sentence()` gives what was said, `look()` hears a cancel."""
    from transformers.generation.streamers import BaseStreamer

    class Speaking(BaseStreamer):
        """Keeps the tokens after the prompt."""

        def __init__(self) -> None:
            self._tokens: list[int] = []
            self._has_prompt = False

        def put(self, value: Any) -> None:
            """Take a token, or first the whole prompt; what the report raises ends the generation."""
            if self._has_prompt:
                self._tokens.extend(value.flatten().tolist())
            self._has_prompt = True
            self.look()

        def end(self) -> None:
            """The model has nothing more to say."""

        def look(self) -> None:
            """Tell the words so far."""
            shown = self.sentence()[-_SHOWN_LETTERS:] or "listening"
            report(min(len(self._tokens), of_tokens), of_tokens, f"{name}: {shown}")

        def sentence(self) -> str:
            """What was said, in one line."""
            return " ".join(tokenizer.decode(self._tokens, skip_special_tokens=True).split())

    return Speaking()
