"""Engines, vehicles, sirens, telephones, hums."""

from __future__ import annotations

import numpy as np

from models.sound.sources.building import hiss, in_room, in_room_once, struck, total
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import (
    band_pass,
    both,
    high_pass,
    low_pass,
    noise,
    pink,
    place,
    shaped,
    wander,
    whole_cycles,
)
from models.sound.synth.wavetable import glide

_CYLINDERS = np.array([1, 0.82, 0.93, 0.76])
_KEYPAD = {
    key: (low, high)
    for low, row in zip((697, 770, 852, 941), ("123", "456", "789", "*0#"), strict=True)
    for high, key in zip((1209, 1336, 1477), row, strict=True)
}
_SPEED_OF_SOUND = 343.0


def engine(scene: SourceContext) -> np.ndarray:
    """Four cylinders firing unevenly into an exhaust."""
    return _engine(scene.count, scene.random, scene.rate, 900 + 3200 * scene.intensity, scene.brightness)


def _engine(count: int, random: np.random.Generator, rate: int, rpm: float, brightness: float) -> np.ndarray:
    firing = whole_cycles(rpm / 60 * 2 / 4, count, rate) * 4
    turn = firing * np.arange(count) / rate
    pulse = np.exp(-(turn % 1) * 5) * _CYLINDERS[np.floor(turn).astype(int) % 4]
    rough = pulse - pulse.mean() + 0.25 * noise(count, random, rate, low_pass(2500, 1)) * pulse
    return np.tanh(
        2
        * total(
            level * shaped(rough, band_pass(hz, q), rate)
            for hz, q, level in ((90, 1.2, 1.0), (210, 2, 0.7), (620, 1.5, 0.35 * (0.5 + brightness)))
        )
    )


def passing_car(scene: SourceContext) -> np.ndarray:
    """Heard at its retarded time: Doppler, 1/r, air and direction in one."""
    rate, time = scene.rate, scene.time
    speed, nearest = 14 + 16 * scene.intensity, 6.0
    along = (time - time[-1] / 2) * speed
    distance = np.sqrt(along**2 + nearest**2)
    delay = (distance - distance.min()) / _SPEED_OF_SOUND
    count = scene.count + int(delay.max() * rate) + 16
    car = np.resize(_engine(4 * rate, scene.random, rate, 3300, scene.brightness), count)
    car = car + 0.3 * noise(count, scene.random, rate, band_pass(900, 0.7))
    heard = np.interp((time + delay.max() - delay) * rate, np.arange(count), car)
    low = shaped(heard, low_pass(1200), rate)
    near = nearest / distance
    heard = (low + (heard - low) * near) * near
    angle = (np.clip(along / distance, -0.9, 0.9) + 1) * np.pi / 4
    return np.stack([heard * np.cos(angle), heard * np.sin(angle)])


def helicopter(scene: SourceContext) -> np.ndarray:
    """Noise chopped eleven times a second."""
    blade = (scene.time * whole_cycles(11, scene.count, scene.rate)) % 1
    rotor = hiss(scene, both(high_pass(30), low_pass(400 + 500 * scene.brightness, 1))) * (np.exp(-blade * 7) + 0.15)
    return rotor + 0.1 * hiss(scene, band_pass(2200, 2)) * (0.5 + 0.5 * np.exp(-blade * 4))


def train(scene: SourceContext) -> np.ndarray:
    """Rolling, and the joints of the rails in pairs."""
    sound = 0.35 * hiss(scene, both(pink(1.4), low_pass(900, 1)), 2)
    rounds = max(1, round(scene.seconds / (1.6 - 0.7 * scene.intensity)))
    for number in range(rounds):
        for delay_s in (0, 0.16, 0.52, 0.68):
            joint = struck(scene, (110, 240, 610, 1650), (0.05, 0.04, 0.03, 0.015), (1, 0.7, 0.5, 0.3), 0.2)
            place(sound, joint, int(number * scene.count / rounds + delay_s * scene.rate), 0.9)
    return sound


def plane(scene: SourceContext) -> np.ndarray:
    """A cabin: air, and the whine of the turbine."""
    whine = np.sin(2 * np.pi * whole_cycles(2350, scene.count, scene.rate) * scene.time)
    return 0.8 * hiss(scene, both(pink(1.2), low_pass(3000, 1)), 2) + 0.12 * whine


def siren(scene: SourceContext) -> np.ndarray:
    """A wail from 650 to 1400 Hz and back in 3.2 s."""
    turns = max(1, round(scene.seconds / (3.8 - 1.2 * scene.intensity)))
    turn = (np.arange(scene.count) * turns / scene.count) % 1
    curve = 650 + 750 * (0.5 - 0.5 * np.cos(2 * np.pi * turn))
    curve *= round(curve.sum() / scene.rate) / (curve.sum() / scene.rate)
    return in_room(
        scene, shaped(np.tanh(3 * glide(curve, scene.rate)), both(high_pass(500), low_pass(3800)), scene.rate), 1.0, 0.1
    )


def horn(scene: SourceContext) -> np.ndarray:
    """A car's two-tone horn."""
    time = scene.time
    tones = total(np.tanh(4 * np.sin(2 * np.pi * hz * time)) for hz in (405, 510))
    shape = np.minimum(1, time / 0.012) * np.clip((scene.seconds * 0.8 - time) / 0.04, 0, 1)
    return in_room_once(scene, shaped(tones * shape, both(high_pass(300), low_pass(3000)), scene.rate), 1.0, 0.12)


def alarm(scene: SourceContext) -> np.ndarray:
    """2 kHz, twice a second."""
    turn = (np.arange(scene.count) * max(1, round(scene.seconds * 2)) / scene.count) % 1
    tone = np.sin(2 * np.pi * whole_cycles(2000, scene.count, scene.rate) * scene.time)
    gate = np.clip(np.minimum(turn, 0.5 - turn) * 400, 0, 1)
    return 0.5 * np.tanh(4 * tone) * gate


def phone(scene: SourceContext) -> np.ndarray:
    """A clapper at 20 Hz between two bells, two seconds on, one off."""
    sound = scene.silence()
    for number in range(int(scene.seconds * 20)):
        if (number / 20) % 3 < 2:
            hz = 1190 if number % 2 else 1420
            ring = struck(scene, (hz, hz * 2.3, hz * 3.6), (0.12, 0.06, 0.03), (1, 0.5, 0.3), 0.3)
            start = int(number / 20 * scene.rate)
            place(sound, ring[: scene.count - start], start, 0.4)
    return sound


def dial_tone(scene: SourceContext) -> np.ndarray:
    """350 and 440 Hz."""
    return 0.4 * total(np.sin(2 * np.pi * whole_cycles(hz, scene.count, scene.rate) * scene.time) for hz in (350, 440))


def dialling(scene: SourceContext) -> np.ndarray:
    """Seven digits in the standard tone pairs (ITU-T Q.23)."""
    sound, time = scene.silence(), scene.span(0.12)
    digits = scene.random.integers(0, 10, 7)
    gap_s = min(0.2, scene.seconds / 7)
    for number, digit in enumerate(digits):
        start = int(number * gap_s * scene.rate)
        tone = total(np.sin(2 * np.pi * hz * time) for hz in _KEYPAD[str(digit)])
        tone = tone * np.clip(np.minimum(time, time[-1] - time) / 0.004, 0, 1)
        place(sound, tone[: scene.count - start], start, 0.4)
    return sound


def sonar(scene: SourceContext) -> np.ndarray:
    """A ping of 1.5 kHz and its echoes."""
    time = scene.time
    ping = np.sin(2 * np.pi * 1500 * time) * np.exp(-time / 0.35) * np.minimum(1, time / 0.01)
    return in_room_once(scene, ping, 4.0, 0.5)


def hum(scene: SourceContext) -> np.ndarray:
    """Harmonics of the mains."""
    mains = whole_cycles(50, scene.count, scene.rate)
    levels = ((1, 0.5), (2, 1), (3, 0.4), (4, 0.5), (6, 0.3), (8, 0.18), (10, 0.1 + 0.1 * scene.brightness))
    return total(
        level * np.sin(2 * np.pi * mains * number * scene.time + scene.random.random() * 6) for number, level in levels
    )


def fan(scene: SourceContext) -> np.ndarray:
    """Air and the blades' tone."""
    blades = np.sin(2 * np.pi * whole_cycles(95, scene.count, scene.rate) * scene.time)
    return hiss(scene, both(pink(1.0), high_pass(60), low_pass(2500 + 2000 * scene.brightness, 1)), 2) + 0.3 * blades


def steam(scene: SourceContext) -> np.ndarray:
    """High noise under pressure."""
    return hiss(scene, both(high_pass(2200, 1), band_pass(5200, 0.8)), 2) * wander(
        scene.count, scene.random, scene.rate, 6, 0.8
    )


def drill(scene: SourceContext) -> np.ndarray:
    """An electric motor's whine with its teeth, loaded and unloaded."""
    load = wander(scene.count, scene.random, scene.rate, 0.8, 0.8, 1.0)
    curve = 180 * load
    curve *= round(curve.sum() / scene.rate) / (curve.sum() / scene.rate)
    whine = total(glide(curve * number, scene.rate) / number**0.7 for number in (1, 2, 3, 7, 14))
    return np.tanh(whine) + 0.3 * hiss(scene, band_pass(4200, 1.5)) * load**3


SOURCES = (
    Source(
        "engine",
        "engine hum, engine noise, motor, motorcycle, motorbike, truck, idling, tractor, car, car engine, engine "
        "idling, lawn mower, "
        "generator, harbour, harbor",
        engine,
        True,
        8.0,
    ),
    Source(
        "car passing by",
        "car passing, passing car, car pass, drive by, driving past, doppler, cars passing, car driving "
        "past, passing by",
        passing_car,
        False,
        7.0,
    ),
    Source("helicopter", "chopper, rotor, helicopters", helicopter, True, 8.0),
    Source("train", "railway, subway, steam train, train passing, rails", train, True, 10.0),
    Source(
        "airplane cabin",
        "airplane cabin hum, cabin hum, plane, airplane, jet, aircraft, aeroplane, flight cabin",
        plane,
        True,
        10.0,
    ),
    Source(
        "siren",
        "police, ambulance, fire engine, fire truck, police siren, sirens, police car, fire truck siren",
        siren,
        True,
        9.6,
    ),
    Source("car horn", "airhorn, air horn, honk, honking, car honk, hooter, beep beep", horn, False, 1.2),
    Source("alarm", "alarm clock, buzzer, beeping, beep, beeps, smoke alarm, fire alarm", alarm, True, 4.0),
    Source("telephone", "phone, ringtone, ringing, telephone ringing, phone ringing, old telephone", phone, False, 5.0),
    Source("dial tone", "line tone", dial_tone, True, 4.0),
    Source("phone dialling", "dialing, dialling, phone dialing, keypad, dtmf", dialling, False, 1.6),
    Source("sonar", "ping, submarine, sonar ping", sonar, False, 3.0),
    Source(
        "mains hum",
        "fridge, refrigerator, fridge hum, neon, neon hum, hum, electrical, buzz, transformer, electrical hum, "
        "humming, ground loop, power line",
        hum,
        True,
        8.0,
    ),
    Source(
        "fan",
        "ventilation, air conditioner, air conditioning, room tone, room noise, office room tone, ventilator, "
        "hair dryer, vacuum cleaner",
        fan,
        True,
        8.0,
    ),
    Source(
        "steam",
        "coffee machine, espresso machine, hissing, gas leak, steam hiss, pressure cooker, kettle",
        steam,
        True,
        6.0,
    ),
    Source("drill", "power drill, drilling, chainsaw, power tool", drill, True, 6.0),
)
