"""Takes of a clip: which have a button, which is in use, what each is compared with."""

from dataclasses import replace

from engine.wire.wire import ClipView
from ui.conversation.takes_state import MOST_SHOWN, of_same_place, rival_of, sides_of, strip_of


def clip(shown: int, count: int, active: int, source: str = "src") -> ClipView:
    ids = tuple(f"t{number}" for number in range(1, count + 1))
    return ClipView(f"t{shown}", "Lead", "audio", takes=ids, take_number=shown, active_take=f"t{active}", source=source)


def test_the_one_in_use_is_marked_and_only_another_can_be_used() -> None:
    used = strip_of(clip(3, 4, 3))
    assert used is not None and used.said == "Take 3 of 4, in use" and not used.can_use
    assert [take.label for take in used.takes] == ["Original", "2", "3", "4"]
    assert [take.is_active for take in used.takes] == [False, False, True, False]
    other = strip_of(clip(1, 4, 3))
    assert other is not None and other.said == "Take 1 of 4; take 3 is in use" and other.can_use
    assert strip_of(clip(1, 1, 1)) is None and strip_of(replace(clip(1, 4, 3), id="foreign")) is None


def test_of_many_the_original_the_newest_and_the_shown_have_a_button() -> None:
    strip = strip_of(clip(4, 30, 30))
    assert strip is not None
    numbers = [take.number for take in strip.takes]
    assert len(numbers) == MOST_SHOWN and numbers[0] == 1 and numbers[1] == 4 and numbers[-1] == 30


def test_a_take_is_compared_with_the_one_in_use_else_with_what_it_was_made_from() -> None:
    assert rival_of(clip(1, 3, 3)) == "t3" and sides_of(clip(1, 3, 3)) == ("Take 3", "Original")
    assert rival_of(clip(3, 3, 3, "t2")) == "t2" and sides_of(clip(3, 3, 3, "t2")) == ("Take 2", "Take 3")
    assert rival_of(clip(3, 3, 3)) == "src" and sides_of(clip(3, 3, 3)) == ("Source", "Result")
    assert rival_of(clip(3, 3, 3, "")) == "t2" and rival_of(clip(1, 3, 1, "")) == ""


def test_what_was_sung_is_compared_with_the_take_before_it_and_never_with_notes() -> None:
    sung = replace(clip(3, 3, 3), task="sing")
    assert rival_of(sung) == "t2" and sides_of(sung) == ("Take 2", "Take 3")
    for task in ("sing", "render_midi", "image_to_audio"):
        assert rival_of(ClipView("one", "Vocal", "audio", source="notes", task=task)) == ""


def test_what_was_asked_for_earlier_takes_the_place_as_it_is_now() -> None:
    fresh = of_same_place(clip(2, 2, 2), clip(3, 3, 3))
    assert fresh.id == "t2" and len(fresh.takes) == 3 and fresh.active_take == "t3" and fresh.take_number == 2
