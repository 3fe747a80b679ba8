# SPDX-License-Identifier: Apache-2.0
"""A card that works is used for the whole of a run, and what it makes equals the processor's; one that does not is left alone in one
sentence; one that fails in the middle ends the worker, not the run's checkpoints. The card is emulated: no machine here has one."""
import json
import math
import os

from harness import BIN, SOURCE, Home, check, finish

home = Home()
tiny = SOURCE / "tests/data/golden/tiny/llama_bias_tied"
data = SOURCE / "tests/data/gauntlet/openai_chat.jsonl"
work = ["--data", data, "--model", tiny, "--steps", 3, "--rows-per-step", 2, "--holdout", 0.2, "--samples", 1, "--answer-tokens", 3, "--max-length", 96, "--threads", 1]
emulated = os.environ["GRAFT_CARD_LIBRARY"]


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
check(done.returncode == 0 and record["plan"]["device"] == "emulated", f"card: {done.stderr} {record.get('plan')}")
close(lines, alone, 1e-4, "a card")
_, quantised, _ = train("processor-nf4", "none", "--dtype", "fp32", "--base", "nf4")
_, lines, record = train("card-nf4", emulated, "--dtype", "fp32", "--base", "nf4")
check(record["plan"]["device"] == "emulated", "QLoRA on a card")
close(lines, quantised, 1e-4, "QLoRA on a card")
_, lines, record = train("card-auto", emulated)
check(record["plan"]["dtype"] == "bf16" and record["plan"]["device"] == "emulated", f"a card computes in bf16: {record['plan']}")
close(lines, alone, 0.15, "bf16 on a card")
_, stored, _ = train("processor-stored", "none", "--base", "stored", "--dtype", "fp32")
_, lines, record = train("card-stored", emulated, "--base", "stored", "--dtype", "fp32")
check(record["plan"]["device"] == "emulated", "weights in their file's format on a card")
close(lines, stored, 1e-4, "weights in their file's format")

# Questions go through the card too.
ids = "1,20,33,46,7"
said = [home.json("logits", "--model", tiny, "--ids", ids, "--dtype", "fp32", env={"GRAFT_CARD": where}) for where in (emulated, "none")]
check(math.isclose(said[0]["logsumexp"], said[1]["logsumexp"], rel_tol=1e-5), f"logits: {said}")

# One that does not work is left alone, in one sentence.
for kind, reason in (("none", "no CUDA-capable device"), ("wrong", "computes something else"), ("other build", "another build")):
    done, lines, record = train(f"not-{kind.replace(' ', '-')}", emulated, "--dtype", "fp32", kind=kind)
    said = [w for w in record["warnings"] if "the card is not used" in w]
    check(done.returncode == 0 and record["plan"]["device"] == "cpu" and len(said) == 1 and reason in said[0], f"{kind}: {record['warnings']} {done.stderr}")
    close(lines, alone, 1e-9, f"a card that is {kind}")
broken = home.write("libbroken.so", "this is no library")
done, lines, record = train("no-library", broken, "--dtype", "fp32")
check(done.returncode == 0 and any("the card is not used" in w for w in record["warnings"]), f"not a library: {record['warnings']}")

# One that fails in the middle ends the worker with what it says; the run can go on on the processor.
done = home.graft("train", *work, "--name", "failing", "--json", "--dtype", "fp32", env={"GRAFT_CARD": emulated, "GRAFT_EMULATED_CARD": "fails"})
check(done.returncode == 7 and "illegal memory access" in done.stderr and "GRAFT_CARD=none" in done.stderr, f"failing: {done.returncode} {done.stderr}")

# doctor says what there is.
for card, kind, says in ((emulated, "works", "emulated"), (emulated, "none", "no CUDA-capable device"), ("none", "works", "processor")):
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
