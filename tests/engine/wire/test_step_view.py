"""A call of a plan as people read it."""

from engine.wire.wire import StepView


def test_a_call_names_clips_and_files_as_people_do() -> None:
    step = StepView(
        "apply_effect",
        "Apply reverb",
        {"clips": ["f1", "region:340"], "effect": "reverb"},
        names={"f1": "song.wav", "region:340": "Melody"},
    )
    assert step.called == "apply_effect(clips=[song.wav, Melody], effect=reverb)"
