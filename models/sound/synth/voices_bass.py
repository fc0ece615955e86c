"""The basses among the instruments, as data."""

from models.sound.synth.voice import Layer, SynthVoice, unison

BASSES: dict[str, SynthVoice] = {
    "finger_bass": SynthVoice(
        (
            Layer("string", 0.9, cutoff_hz=220, follows=3, decay_s=1.2, attack_s=0.004),
            Layer("string", 0.4, cutoff_hz=1300, decay_s=0.14, hardness=0.4),
            Layer("sine", 0.5, decay_s=1.5),
        ),
        0.07,
        drive=0.6,
    ),
    "pick_bass": SynthVoice(
        (
            Layer("string", 0.9, cutoff_hz=500, follows=4, decay_s=0.9),
            Layer("saw", 0.35, cutoff_hz=2400, decay_s=0.12, hardness=0.3),
            Layer("sine", 0.4, decay_s=1.0),
            Layer("noise", 0.03, decay_s=0.005),
        ),
        0.06,
        drive=1.2,
    ),
    "slap_bass": SynthVoice(
        (
            Layer("string", 0.8, cutoff_hz=300, follows=4, decay_s=0.7),
            Layer("saw", 0.5, cutoff_hz=4200, decay_s=0.05, hardness=0.4),
            Layer("sine", 0.6, decay_s=0.8),
            Layer("noise", 0.04, decay_s=0.004),
        ),
        0.05,
        drive=0.8,
    ),
    "upright_bass": SynthVoice(
        (
            Layer("string", 1.0, cutoff_hz=180, follows=2.5, decay_s=0.65, attack_s=0.006),
            Layer("sine", 0.6, decay_s=0.9),
            Layer("noise", 0.012, decay_s=0.02),
        ),
        0.09,
        drive=0.3,
    ),
    "saw_bass": SynthVoice(
        (
            Layer("saw", 0.5, cutoff_hz=2400, decay_s=0.07, sustain=0.1),
            Layer("saw", 0.5, cents=4, cutoff_hz=420, decay_s=0.5, sustain=0.6),
            Layer("square", 0.25, cents=-4, cutoff_hz=700, decay_s=0.3, sustain=0.5),
            Layer("sine", 0.5),
        ),
        0.05,
        drive=0.5,
    ),
    "acid_bass": SynthVoice(
        (
            Layer("saw", 0.5, cutoff_hz=2300, slope=3, q=5, decay_s=0.06),
            Layer("saw", 0.5, cutoff_hz=500, slope=3, q=3, decay_s=0.12, sustain=0.3),
            Layer("sine", 0.3),
        ),
        0.04,
        drive=1.6,
    ),
    "reese": SynthVoice(
        (
            *unison("saw", (-16, 14), 0.5, cutoff_hz=750, q=1.5),
            Layer("saw", 0.3, cents=4, cutoff_hz=450),
            Layer("sine", 0.8),
        ),
        0.05,
        drive=0.8,
        lowest=28,
    ),
    "bass_808": SynthVoice(
        (Layer("sine", 1.0, decay_s=0.8), Layer("triangle", 0.15, decay_s=0.2)),
        0.06,
        drive=1.6,
        sweep=1.1,
        rings_s=0.1,
        lowest=28,
    ),
    "sub_bass": SynthVoice(
        (
            Layer("sine", 0.9, attack_s=0.012),
            Layer("sine", 0.22, 2.0, attack_s=0.012, decay_s=1.2, sustain=0.5),
            Layer("triangle", 0.12, 3.0, decay_s=0.4, sustain=0.3),
        ),
        0.10,
        drive=0.4,
    ),
}
