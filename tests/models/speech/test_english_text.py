"""What is written for the eye is said as people say it."""

import pytest

from models.speech.english_text import as_spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("paid $3.50 at 10:30", "paid 3 dollars and 50 cents at ten thirty"),
        ("$1 and $1.01", "1 dollar and 1 dollar and 1 cent"),
        ("$0.99, £20", "99 cents, 20 pounds"),
        ("$2.50 million", "2.50 million dollars"),
        ("£1.50", "1 pound and 50 pence"),
        ("at 10:05, 12:00 or 5:00 pm", "at ten oh five, twelve o'clock or five pm"),
        ("score 30:99", "score 30:99"),
        ("in 1999", "in nineteen ninety-nine"),
        ("since May 2024.", "since May twenty twenty-four."),
        ("in 2005", "in two thousand five"),
        ("in 1066", "in 1066"),
        ("1500 Hz", "1500 hertz"),
        ("1200 people", "1200 people"),
        ("It was 1985!", "It was nineteen eighty-five!"),
        ("3/4 time", "3 4 time"),
        ("1/2 cup", "one half cup"),
        ("2½ bars", "2 and a half bars"),
        ("10-20 people", "10 to 20 people"),
        ("call 555-1234", "call 5 5 5, 1 2 3 4"),
        ("well-known", "well-known"),
        ("120 bpm, -18 dB, 44.1 kHz, 5°C", "120 beats per minute, -18 decibels, 44.1 kilohertz, 5 degrees Celsius"),
        ("1 kg and 2 kg", "1 kilogram and 2 kilograms"),
        ("No. 5 and #1", "number 5 and number 1"),
        ("F#m, Bb, C# minor", "F sharp minor, B flat, C sharp minor"),
        ("A flat Bob", "A flat Bob"),
        ("St. Paul, 12 Baker St.", "Saint Paul, 12 Baker Street"),
        ("Prof. Lee vs. Jr.", "Professor Lee versus Junior."),
        ("nothing to change here", "nothing to change here"),
        ("", ""),
    ],
)
def test_as_spoken(written: str, spoken: str) -> None:
    assert as_spoken(written) == spoken
