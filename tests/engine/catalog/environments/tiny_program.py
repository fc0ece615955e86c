"""A program for a real environment: does as its argument `do` says, good or bad."""

import os
import subprocess
import sys
import threading
import time

_calls = []


def get(tell):
    tell(0, 1, "downloading")
    if os.environ.get("HF_HUB_OFFLINE"):
        raise OSError("the hub may not be asked")
    with open(os.path.join(os.environ["TONMEISTER_WEIGHTS"], "weights.bin"), "wb") as file:
        file.write(b"weights")


def run(task, args, inputs, folder, tell):
    _calls.append(task)
    return _DOINGS[args.get("do", "halve")](args, inputs, folder, tell)


def _halve(args, inputs, folder, tell):
    import tiny_sound

    print("loading …")
    os.write(1, b'{"id": 1, "done": {"audio": "/etc/passwd"}}\n')
    subprocess.run([sys.executable, "-c", "print('from a child')"], check=True)
    tell(1, 2, "halving")
    tell.warn("It is  only\nhalf as loud.")
    made = os.path.join(folder, "half.wav")
    tiny_sound.halve(inputs["clip"], made)
    if args.get("seconds"):
        import wave

        with wave.open(made, "w") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(bytes(2 * int(8000 * args["seconds"])))
    return {"half": made, "again": made}


def _sleep(args, inputs, folder, tell):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with open(args["path"], "w") as file:
        file.write(f"{os.getpid()} {child.pid}")
    tell(1, 4, "sleeping")
    time.sleep(60)


def _say(args, inputs, folder, tell):
    tell._speaks.write(args["line"].encode() * args.get("times", 1) + b"\n")
    tell._speaks.flush()
    time.sleep(60)


def _fail(args, inputs, folder, tell):
    print("the reason in detail", file=sys.stderr)
    raise ValueError("no voice\nin it")


def _count(args, inputs, folder, tell):
    return {"calls": len(_calls), "pid": os.getpid(), "token": os.environ.get("HF_TOKEN", "")}


def _crash(args, inputs, folder, tell):
    print("out of graphics memory", file=sys.stderr, flush=True)
    os._exit(3)


def _chatter(args, inputs, folder, tell):
    threads = [threading.Thread(target=tell, args=(n, 40, "x" * 500)) for n in range(40)]
    for thread in threads:
        thread.start()
    print("noise\n" * 5000, file=sys.stderr)
    for thread in threads:
        thread.join()
    return {"text": "done"}


_DOINGS = {
    "halve": _halve,
    "sleep": _sleep,
    "say": _say,
    "fail": _fail,
    "count": _count,
    "crash": _crash,
    "chatter": _chatter,
    "name": lambda args, inputs, folder, tell: {"half": args["name"], "again": args["name"]},
    "quit": lambda args, inputs, folder, tell: sys.exit("no licence"),
    "nonsense": lambda args, inputs, folder, tell: {"half": object()},
}
