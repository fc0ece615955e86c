from engine.catalog.model import Report


def test_a_part_tells_its_share_of_the_whole_and_passes_warnings_on() -> None:
    told: list[tuple[float, str]] = []
    warned: list[str] = []
    report = Report(lambda done, of, what: told.append((done / of, what)), warned.append)
    half = report.part(0.5, 1.0)
    half(0, 4, "a")
    half(4, 4, "b")
    half.part(0.5, 0.75)(1, 2, "c")
    half(0, 0, "nothing to do")
    half.warn("so it is")
    assert told == [(0.5, "a"), (1.0, "b"), (0.8125, "c"), (0.5, "nothing to do")]
    assert warned == ["so it is"]
