# SPDX-License-Identifier: Apache-2.0
"""A card that works is used for the whole of a run, and what it makes equals the processor's; one that does not is left alone in one
sentence; one that fails in the middle ends the worker, not the run's checkpoints. The card is emulated, or that of GRAFT_CARD_LIBRARY: then what
only the emulated one can be asked for (to fail, to be small) is left out. The emulated card is slow: what tst_engine compares too, and
`carry`, run with GRAFT_ALL=1 (./tests/run --all) or on a card."""
import json
import math
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from harness import BIN, SOURCE, Home, check, finish

home = Home()
tiny = SOURCE / "tests/data/golden/tiny/llama_bias_tied"
data = SOURCE / "tests/data/gauntlet/openai_chat.jsonl"
work = ["--data", data, "--model", tiny, "--steps", 3, "--rows-per-step", 2, "--holdout", 0.2, "--samples", 1, "--answer-tokens", 3, "--max-length", 96, "--threads", 1]
emulated = os.environ["GRAFT_CARD_LIBRARY"]
isEmulated = "emulated" in Path(emulated).name
ALL = os.environ.get("GRAFT_ALL") == "1" or not isEmulated


def train(name, card, *more, kind="works"):
    done = home.graft("train", *work, "--name", name, "--json", *more, env={"GRAFT_CARD": card, "GRAFT_EMULATED_CARD": kind})
    lines = (home.path / "home/runs" / f"{name}-1" / "metrics.jsonl").read_text().splitlines()
    record = json.loads((home.path / "home/runs" / f"{name}-1" / "run.json").read_text())
    return done, [json.loads(line) for line in lines], record


def close(got, expected, tolerance, what):
    check(len(got) == len(expected) and len(got) > 3, f"{what}: {len(got)} and {len(expected)} lines")
    for a, b in zip(got, expected):
        for key in ("loss", "grad_norm", "heldout_loss"):
            if key in b:
                check(math.isclose(a[key], b[key], rel_tol=tolerance), f"{what}, step {b['step']}: {key} {a[key]} and {b[key]}")


# The processor, without a word of cards.
done, alone, record = train("processor", "none", "--dtype", "fp32")
check(done.returncode == 0 and record["plan"]["device"] == "cpu" and "the card" not in done.stderr, f"processor: {done.stderr}")

# A card that works: fp32 as the processor's, with every way to keep the base; bf16 where nothing is said.
done, lines, record = train("card", emulated, "--dtype", "fp32")
name = record["plan"]["device"]
check(done.returncode == 0 and (name == "emulated" if isEmulated else name != "cpu"), f"card: {done.stderr} {record.get('plan')}")
close(lines, alone, 1e-4, "a card")
_, quantised, _ = train("processor-nf4", "none", "--dtype", "fp32", "--base", "nf4")
_, lines, record = train("card-nf4", emulated, "--dtype", "fp32", "--base", "nf4")
check(record["plan"]["device"] == name, "QLoRA on a card")
close(lines, quantised, 1e-4, "QLoRA on a card")
_, lines, record = train("card-auto", emulated)
check(record["plan"]["dtype"] == "bf16" and record["plan"]["device"] == name, f"a card computes in bf16: {record['plan']}")
close(lines, alone, 0.15, "bf16 on a card")
_, stored, _ = train("processor-stored", "none", "--base", "stored", "--dtype", "fp32")
_, lines, record = train("card-stored", emulated, "--base", "stored", "--dtype", "fp32")
check(record["plan"]["device"] == name, "weights in their file's format on a card")
close(lines, stored, 1e-4, "weights in their file's format")

# A card that is small for the run: layers are made again, the adapter is the same, and it is said.
if isEmulated:
    os.environ["GRAFT_EMULATED_MIB"] = "64"
    _, lines, record = train("card-small", emulated, "--dtype", "fp32")
    del os.environ["GRAFT_EMULATED_MIB"]
    check(record["plan"]["recompute"] == "layer" and any("of 64 MiB free" in w for w in record["warnings"]), f"a small card: {record['plan']} {record['warnings']}")
    close(lines, alone, 1e-4, "a small card")

# What is said about it: stay on the processor; it must be a card. Where the table of embeddings lies makes no difference to the numbers.
_, lines, record = train("not-wanted", emulated, "--dtype", "fp32", "--device", "cpu")
check(record["plan"]["device"] == "cpu" and not any("card" in w for w in record["warnings"]), f"--device cpu: {record['plan']} {record['warnings']}")
close(lines, alone, 1e-9, "--device cpu")
for where, kind, says in (("none", "works", "GRAFT_CARD=none"), (emulated, "none", "no CUDA-capable device"))[: 2 if isEmulated else 1]:
    done = home.graft("train", *work, "--name", "must", "--device", "card", env={"GRAFT_CARD": where, "GRAFT_EMULATED_CARD": kind})
    check(done.returncode == 6 and says in done.stderr and "--device auto" in done.stderr, f"--device card: {done.returncode} {done.stderr}")
check(home.graft("train", *work, "--device", "gpu").returncode == 2, "a device that is not known")
# What was begun on a card goes on where it can: the processor, when the card is gone.
env = {**os.environ, "GRAFT_HOME": str(home.path / "home"), "GRAFT_CARD": emulated}
longer = work.copy()
longer[longer.index("--steps") + 1] = 200
begun = subprocess.Popen([str(BIN / "graft"), "train", *map(str, longer), "--dtype", "fp32", "--device", "card", "--name", "begun"],
                         env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
metrics = home.path / "home/runs/begun-1/metrics.jsonl"
while begun.poll() is None and not (metrics.exists() and metrics.read_text().count("\n") >= 2):
    time.sleep(0.05)
begun.send_signal(signal.SIGINT)
check(begun.wait(300) == 5, f"stopped on the card: {begun.returncode}")
done = home.graft("resume", "begun-1", env={"GRAFT_CARD": "none"})
record = json.loads((home.path / "home/runs/begun-1/run.json").read_text())
check(done.returncode == 0 and record["plan"]["device"] == "cpu" and record["bit_comparable"] is False, f"begun on a card: {done.stderr} {record['plan']}")
untied = work.copy()
untied[untied.index(tiny)] = SOURCE / "tests/data/golden/tiny/llama_untied_sharded"
if ALL:
    adapters = []
    for where in ("weights", "host"):
        done = home.graft("train", *untied, "--name", f"table-{where}", "--dtype", "fp32", "--device", "card", "--embeddings", where, env={"GRAFT_CARD": emulated})
        check(done.returncode == 0, f"--embeddings {where}: {done.stderr}")
        adapters.append((home.path / f"home/runs/table-{where}-1/adapter/adapter_model.safetensors").read_bytes())
    check(adapters[0] == adapters[1], "the table of embeddings in the processor's memory changes the adapter")
plans = [next(p for p in home.json("plan", "--model", untied[untied.index("--model") + 1], "--card", 1, "--embeddings", where)["plans"]) for where in ("weights", "host")]
check(plans[1]["weights_mib"] < plans[0]["weights_mib"] - 0.01 and plans[1]["total_mib"] < plans[0]["total_mib"], f"a plan without the table: {plans}")

# Everything else that asks a model goes through the card too, and says the same.
def numbers(value, path=""):
    """All numbers of an answer but times and sizes, by their place."""
    if isinstance(value, dict):
        return {p: n for key, v in value.items() if not any(w in key for w in ("second", "mib", "rate", "threads", "made", "id")) for p, n in numbers(v, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {p: n for i, v in enumerate(value) for p, n in numbers(v, f"{path}[{i}]").items()}
    return {path: value} if isinstance(value, float) else {}


copy = home.path / "copy"
shutil.copytree(tiny, copy)
asked = ("--dtype", "fp32", "--threads", 1)
for words in (
    ("logits", "--model", tiny, "--ids", "1,20,33,46,7", "--adapter", "card-1", *asked),
    ("evaluate", "--data", "openai_chat", "--model", tiny, "--adapter", "card-1", "--max-new", 3, *asked),
    ("compare", "--prompt", "hello there", "--model", tiny, "--adapter", "card-1", "--max-new", 4, *asked),
    *([("carry", "card-1", "--to", copy, "--threads", 1)] if ALL else []),
):
    card, plain = (numbers(home.json(*words, env={"GRAFT_CARD": where})) for where in (emulated, "none"))
    check(card.keys() == plain.keys() and len(plain) > 0, f"{words[0]}: other answers {card.keys() ^ plain.keys()}")
    for place, value in plain.items():
        check(math.isclose(card[place], value, rel_tol=2e-2, abs_tol=2e-3), f"{words[0]} {place}: {card[place]} on the card, {value}")
done = home.graft("generate", "--model", tiny, "--adapter", "card-1", "--prompt", "hello", "--max-new", 3, "--json", *asked, env={"GRAFT_CARD": emulated})
check(done.returncode == 0, f"generate: {done.stderr}")

# Runs that share their passes, and one that goes on, on the card.
together = home.json("sweep", *work, "--dtype", "fp32", "--name", "company", "--rank", "2,4", "--together", env={"GRAFT_CARD": emulated})
check(len(together["runs"]) == 2, f"together: {together}")

# One that does not work is left alone, in one sentence.
for kind, reason in (("none", "no CUDA-capable device"), ("wrong", "computes something else"), ("other build", "another build")) if isEmulated else ():
    done, lines, record = train(f"not-{kind.replace(' ', '-')}", emulated, "--dtype", "fp32", kind=kind)
    said = [w for w in record["warnings"] if "the card is not used" in w]
    check(done.returncode == 0 and record["plan"]["device"] == "cpu" and len(said) == 1 and reason in said[0], f"{kind}: {record['warnings']} {done.stderr}")
    close(lines, alone, 1e-9, f"a card that is {kind}")
broken = home.write("libbroken.so", "this is no library")
done, lines, record = train("no-library", broken, "--dtype", "fp32")
check(done.returncode == 0 and any("the card is not used" in w for w in record["warnings"]), f"not a library: {record['warnings']}")

# One that fails in the middle ends the worker with what it says; the run can go on on the processor.
if isEmulated:
    done = home.graft("train", *work, "--name", "failing", "--json", "--dtype", "fp32", env={"GRAFT_CARD": emulated, "GRAFT_EMULATED_CARD": "fails"})
    check(done.returncode == 7 and "illegal memory access" in done.stderr and "GRAFT_CARD=none" in done.stderr, f"failing: {done.returncode} {done.stderr}")

# doctor says what there is.
for card, kind, says in ((emulated, "works", name), ("none", "works", "processor"), (emulated, "none", "no CUDA-capable device"))[: 3 if isEmulated else 2]:
    report = home.json("doctor", env={"GRAFT_CARD": card, "GRAFT_EMULATED_CARD": kind})
    detail = next(c["detail"] for c in report["checks"] if c["name"] == "device")
    check(says in detail, f"doctor: {detail}")

# The real library, where it was built: on a machine without a card it says so.
real = BIN / "libgraft_card.so"
if real.exists():
    report = home.json("doctor", env={"GRAFT_CARD": real})
    detail = next(c["detail"] for c in report["checks"] if c["name"] == "device")
    print(f"libgraft_card.so: {detail}")
    check("not used" in detail or "NVIDIA" in detail, f"the library for cards: {detail}")
    if "no NVIDIA driver" in detail:
        done, lines, record = train("no-driver", real, "--dtype", "fp32")
        check(done.returncode == 0 and not any("card" in w for w in record["warnings"]), f"most machines have no card, and no word of it in each run: {record['warnings']}")
finish()
