"""What the soak bench asks."""

from __future__ import annotations

from bench import soak


def test_sixty_requests_of_ten_kinds() -> None:
    texts = soak.requests()
    assert len(texts) == len(set(texts)) + 5 + 5 + 1 == 60, "only the mutes and the overview are said again"
    assert not any("{" in text for text in texts)
    assert [text for text in texts if text in soak._NEW] == list(soak._NEW)
