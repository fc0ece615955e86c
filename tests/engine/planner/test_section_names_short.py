"""Parts of a song whose markers are written short: V1, Ch2, Br."""

from engine.planner.offline.text.section_names import kinds_of_sections


def test_short_names_are_of_their_kind() -> None:
    markers = (("Intro", 1.0), ("V1", 5.0), ("Ch1", 13.0), ("V2", 21.0), ("Br", 29.0), ("Ch2", 33.0), ("V", 40.0))
    kinds = kinds_of_sections(markers)
    assert kinds["verse"] == ["V1", "V2"] and kinds["chorus"] == ["Ch1", "Ch2"] and kinds["bridge"] == ["Br"]
