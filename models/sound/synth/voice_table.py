"""The instruments, as data."""

from models.sound.synth.voice import Layer, SynthVoice, unison
from models.sound.synth.voices_bass import BASSES

VOICES: dict[str, SynthVoice] = {
    # keys
    "rhodes": SynthVoice(
        (
            Layer("sine", 0.9, decay_s=2.2),
            Layer("sine", 0.22, 2.0, cents=2, decay_s=1.1, pan=0.3, hardness=0.4),
            Layer("sine", 0.12, 3.0, decay_s=0.6, hardness=0.7),
            Layer("sine", 0.16, 7.0, decay_s=0.12, pan=-0.3, hardness=0.6),
            Layer("triangle", 0.25, cents=-3, decay_s=1.6, pan=-0.3, cutoff_hz=1800),
        ),
        0.18,
        pitch_decay=0.4,
        drive=0.4,
        gain=0.8,
    ),
    "piano": SynthVoice(
        (
            Layer("string", 1.0, cutoff_hz=900, follows=3, decay_s=1.9, pan=-0.15),
            Layer("string", 0.6, cents=1.5, cutoff_hz=3500, follows=4, decay_s=0.45, pan=0.15, hardness=0.4),
            Layer("string", 0.35, cents=-2, cutoff_hz=9000, follows=2, decay_s=0.12, hardness=0.7),
            Layer("noise", 0.012, decay_s=0.012),
        ),
        0.16,
        pitch_decay=0.6,
        gain=1.0,
    ),
    "organ": SynthVoice(
        (
            Layer("organ", 0.5, attack_s=0.006, pan=-0.3),
            Layer("organ", 0.4, cents=5, attack_s=0.006, pan=0.3),
            Layer("sine", 0.12, 3.0, decay_s=0.12),
        ),
        0.05,
        gain=0.6,
    ),
    "vibes": SynthVoice(
        (
            Layer("sine", 1.0, decay_s=1.8),
            Layer("sine", 0.28, 4.0, decay_s=0.5, hardness=0.4, pan=0.25),
            Layer("sine", 0.10, 10.0, decay_s=0.08, hardness=0.7, pan=-0.25),
        ),
        0.5,
        rings_s=0.35,
        pitch_decay=0.3,
    ),
    "bell": SynthVoice(
        (
            Layer("sine", 0.7, decay_s=1.2),
            Layer("sine", 0.35, 2.76, decay_s=0.6, pan=0.3),
            Layer("sine", 0.2, 5.4, decay_s=0.25, pan=-0.3, hardness=0.5),
            Layer("sine", 0.3, 2.0, decay_s=0.7),
        ),
        0.6,
        rings_s=0.4,
        pitch_decay=0.3,
    ),
    "crystal": SynthVoice(
        (
            Layer("triangle", 0.7, attack_s=0.03, decay_s=2.5, cutoff_hz=4000),
            Layer("sine", 0.3, 2.0, cents=6, attack_s=0.05, decay_s=3.0, pan=0.5),
            Layer("sine", 0.18, 3.0, cents=-6, attack_s=0.01, decay_s=1.2, pan=-0.5),
            Layer("sine", 0.1, 6.0, decay_s=0.4),
        ),
        1.2,
        rings_s=0.8,
    ),
    # strings plucked and bowed
    "nylon_guitar": SynthVoice(
        (
            Layer("string", 1.0, cutoff_hz=700, follows=3, decay_s=1.1),
            Layer("string", 0.7, cents=1, cutoff_hz=3800, follows=2, decay_s=0.16, hardness=0.3),
            Layer("noise", 0.015, decay_s=0.006),
        ),
        0.12,
        pitch_decay=0.5,
    ),
    "steel_guitar": SynthVoice(
        (
            Layer("string", 0.9, cutoff_hz=1600, follows=4, decay_s=1.3, pan=-0.1),
            Layer("string", 0.6, cents=2, cutoff_hz=7500, follows=3, decay_s=0.3, hardness=0.4, pan=0.1),
            Layer("noise", 0.03, decay_s=0.005),
        ),
        0.14,
        pitch_decay=0.5,
    ),
    "muted_guitar": SynthVoice(
        (
            Layer("string", 1.0, cutoff_hz=1500, follows=3, decay_s=0.10),
            Layer("string", 0.8, cents=2, cutoff_hz=6500, follows=2, decay_s=0.035, hardness=0.4),
            Layer("noise", 0.03, decay_s=0.004),
        ),
        0.04,
    ),
    "power_guitar": SynthVoice(
        (
            Layer("saw", 0.5, cents=-6, cutoff_hz=3200, pan=-0.7, decay_s=2.5, sustain=0.5),
            Layer("saw", 0.5, cents=6, cutoff_hz=3200, pan=0.7, decay_s=2.5, sustain=0.5),
            Layer("square", 0.2, cutoff_hz=2400, decay_s=0.2),
        ),
        0.06,
        drive=3.0,
        top_hz=4500,
        gain=0.7,
    ),
    "lead_guitar": SynthVoice(
        (
            Layer("saw", 0.6, cutoff_hz=3000, follows=2, decay_s=2.0, sustain=0.6),
            Layer("square", 0.3, cents=4, cutoff_hz=2600, follows=1, decay_s=1.0, sustain=0.5),
        ),
        0.12,
        vibrato_cents=18,
        drive=3.0,
        top_hz=4800,
        gain=0.6,
    ),
    "strings": SynthVoice(
        (*unison("saw", (-9, -4, 3, 8), 0.55, cutoff_hz=1700, follows=2.5, slope=1.5, attack_s=0.14),),
        0.45,
        vibrato_cents=5,
        gain=0.9,
    ),
    "low_strings": SynthVoice(
        (
            *unison("saw", (-6, 5), 0.5, cutoff_hz=500, follows=4, slope=1.5, attack_s=0.10),
            Layer("sine", 0.4, attack_s=0.08),
        ),
        0.35,
        gain=0.9,
    ),
    # pads and synths
    "pad": SynthVoice(
        unison("saw", (-11, -5, 6, 12), 0.5, cutoff_hz=900, follows=1.5, attack_s=0.09, decay_s=1.5, sustain=0.8), 0.7
    ),
    "warm_pad": SynthVoice(
        (
            *unison("saw", (-10, -4, 5, 11), 0.45, cutoff_hz=500, follows=1.3, attack_s=0.5),
            Layer("noise", 0.004, attack_s=0.6),
        ),
        1.6,
    ),
    "dark_pad": SynthVoice(
        (*unison("saw", (-8, 7), 0.45, cutoff_hz=550, follows=1.2, attack_s=0.06), Layer("oo", 0.35, attack_s=0.12)),
        0.6,
    ),
    "stab": SynthVoice(
        (
            *unison("saw", (-7, 7), 0.6, cutoff_hz=4200, decay_s=0.10, sustain=0.05),
            *unison("saw", (-5, 6), 0.4, cutoff_hz=900, decay_s=0.3, sustain=0.3),
            Layer("saw", 0.2, 2.0, cutoff_hz=3000, decay_s=0.08),
        ),
        0.16,
    ),
    "pluck": SynthVoice(
        (
            Layer("saw", 0.6, cutoff_hz=5200, decay_s=0.06),
            Layer("saw", 0.4, cents=8, cutoff_hz=5000, decay_s=0.05, pan=0.4),
            Layer("saw", 0.5, cents=-4, cutoff_hz=1400, decay_s=0.24, pan=-0.2),
        ),
        0.1,
        rings_s=0.2,
    ),
    "lead": SynthVoice(
        (
            *unison("saw", (-6, 7), 0.6, cutoff_hz=3000, follows=1, attack_s=0.008, decay_s=0.6, sustain=0.7),
            Layer("pulse", 0.2, cutoff_hz=2500),
        ),
        0.18,
        vibrato_cents=9,
    ),
    "soft_lead": SynthVoice(
        (
            Layer("triangle", 0.9, cutoff_hz=2500, follows=1, attack_s=0.015),
            Layer("pulse", 0.18, cents=5, cutoff_hz=1500, follows=1, attack_s=0.02, pan=0.2),
        ),
        0.16,
        vibrato_cents=10,
    ),
    # wind
    "flute": SynthVoice(
        (
            Layer("sine", 0.9, attack_s=0.05),
            Layer("triangle", 0.3, 2.0, attack_s=0.07),
            Layer("noise", 0.02, attack_s=0.03, decay_s=0.2, sustain=0.4),
        ),
        0.12,
        vibrato_cents=14,
    ),
    "sax": SynthVoice(
        (
            Layer("reed", 0.45, cutoff_hz=900, follows=1.8, attack_s=0.035),
            Layer(
                "reed", 0.3, cents=3, cutoff_hz=2600, follows=1, attack_s=0.05, decay_s=0.4, sustain=0.5, hardness=0.4
            ),
            Layer("noise", 0.012, attack_s=0.02),
        ),
        0.11,
        vibrato_cents=15,
        highest=81,
    ),
    "trumpet": SynthVoice(
        (
            Layer("saw", 0.45, cutoff_hz=1200, follows=1.8, attack_s=0.025),
            Layer("saw", 0.35, cutoff_hz=4000, follows=1, attack_s=0.06, decay_s=0.5, sustain=0.6, hardness=0.5),
        ),
        0.09,
        vibrato_cents=10,
    ),
    "brass": SynthVoice(
        (
            *unison("saw", (-7, 0, 6), 0.5, cutoff_hz=1100, follows=1.5, attack_s=0.03),
            *unison("saw", (-4, 5), 0.35, cutoff_hz=4200, attack_s=0.07, decay_s=0.3, sustain=0.5, hardness=0.5),
        ),
        0.10,
    ),
    "horn": SynthVoice(
        (
            Layer("saw", 0.6, cutoff_hz=450, follows=1.8, attack_s=0.07),
            Layer("saw", 0.25, cents=4, cutoff_hz=1400, follows=1.2, attack_s=0.14, hardness=0.5, pan=0.2),
        ),
        0.25,
        vibrato_cents=6,
    ),
    "choir": SynthVoice(
        (*unison("ah", (-9, -3, 4, 9), 1.2, attack_s=0.18), Layer("noise", 0.004, attack_s=0.2)), 0.5, vibrato_cents=9
    ),
    **BASSES,
}
