#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of its quiet speed Graft keeps beside busy programs; prints one table of ratios, medians of the turns.

usage: under_load.py [--graft PATH] [--turns 3] [--busy 0,1,2,4] [--work train-fp32,train-bf16,...] [--steps 2] [--peer] [--pair]
A busy program computes without end on one thread at ordinary priority. --pair: two trainings at once, each compared with its quiet speed.
--peer: transformers + PEFT beside it (needs what peer_train.py needs). A fair share of P processors with B busy programs is
min(1, P / (P + B)), where the work has P threads. Nothing else should be at work on the machine.
"""
import argparse
import concurrent.futures
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ap = argparse.ArgumentParser()
ap.add_argument("--graft", default=str(ROOT / "build/bin/graft"))
ap.add_argument("--turns", type=int, default=3)
ap.add_argument("--busy", default="0,1,2,4")
ap.add_argument("--work", default="train-fp32,train-bf16,train-nf4,train-int8,train-stored,answers,import,export,quantise")
ap.add_argument("--steps", type=int, default=2)
ap.add_argument("--peer", action="store_true")
ap.add_argument("--pair", action="store_true")
args = ap.parse_args()
MODEL = ROOT / "build/deps/models/SmolLM2-135M-Instruct.Q4_1.gguf"
BURN = [sys.executable, "-c", "while True: pass"]


def graft(home, *words):
    env = dict(os.environ, GRAFT_HOME=str(home))
    done = subprocess.run([args.graft, *map(str, words), "--json"], capture_output=True, text=True, env=env)
    if done.returncode:
        sys.exit(f"graft {' '.join(map(str, words))}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def seconds(home, *words):
    began = time.monotonic()
    graft(home, *words)
    return time.monotonic() - began


def train(*flags):
    return lambda home: 1 / graft(home, "bench", "train", "--model", MODEL, "--steps", args.steps, *flags)["step_seconds"]


def timed(*words):
    """Once more for each call: a fresh place to write to."""
    return lambda home: 1 / seconds(home, *[w.replace("NEW", tempfile.mktemp(dir=home)) if isinstance(w, str) else w for w in words])


def peer(home):
    """The column of transformers + PEFT in the table of peer_train.py, which checks that both compute the same."""
    done = subprocess.run([sys.executable, ROOT / "tests/bench/peer_train.py", "--dtype", "fp32", "--steps", str(args.steps)],
                          capture_output=True, text=True)
    found = re.search(r"^tokens_per_second\s+\S+\s+(\S+)", done.stdout, re.MULTILINE)
    return float(found[1]) if found else float("nan")


def works(home, wanted):
    """What is measured, by name; each gives a speed. Files that they need are made first."""
    out = {
        "train-fp32": train("--dtype", "fp32"),
        "train-bf16": train("--dtype", "bf16"),
        "train-nf4": train("--base", "nf4"),
        "train-int8": train("--base", "int8"),
        "train-stored": train("--base", "stored"),
        "answers": timed("generate", "--model", MODEL, "--prompt", "Tell me about the sea.", "--max-new", "64"),
    }
    if "import" in wanted:
        out["import"] = timed("import", rows_file(home), "--name", "rows")
    if {"export", "quantise"} & set(wanted):
        trained = adapter(home)
        out["export"] = timed("export", trained, "--model", MODEL, "--to", "merged", "--out", "NEW")
        out["quantise"] = timed("export", trained, "--model", MODEL, "--to", "merged-gguf", "--type", "Q4_K", "--out", "NEW.gguf")
    out = {name: out[name] for name in wanted}
    if args.peer:
        out["transformers + PEFT, fp32"] = peer
    return out


def rows_file(home):
    path = Path(home) / "rows.jsonl"
    with open(path, "w") as out:
        for i in range(200_000):
            out.write(json.dumps({"prompt": f"Question {i} about order {i * 7919}", "completion": f"Answer {i} for it"}) + "\n")
    return str(path)


def adapter(home):
    return graft(home, "train", "--model", MODEL, "--data", ROOT / "resources/starter/train.csv", "--steps", 1, "--rows-per-step", 2,
                 "--eval-every", 0, "--samples", 0, "--name", "load")["run"]


class Busy:
    def __init__(self, count):
        self.count = count

    def __enter__(self):
        self.programs = [subprocess.Popen(BURN) for _ in range(self.count)]

    def __exit__(self, *_):
        for program in self.programs:
            program.kill()
            program.wait()


def main():
    with tempfile.TemporaryDirectory() as home:
        work = works(home, args.work.split(","))
        counts = [int(n) for n in args.busy.split(",")]
        print(f"{os.cpu_count()} processors; quiet speed, and shares of it beside busy programs; median of {args.turns}")
        print("| work | quiet, a second | " + " | ".join(f"{n} busy" for n in counts if n) + (" | two at once" if args.pair else "") + " |")
        print("|---|---|" + "---|" * (sum(n > 0 for n in counts) + args.pair))
        for name, speed in work.items():
            shares, quiets, pairs = {n: [] for n in counts if n}, [], []
            for _ in range(args.turns):
                quiets.append(quiet := speed(home))
                for n in shares:
                    with Busy(n):
                        shares[n].append(speed(home) / quiet)
                if args.pair and name.startswith("train"):
                    with concurrent.futures.ThreadPoolExecutor(2) as both:
                        speeds = list(both.map(lambda _: speed(home), range(2)))
                    pairs.append(min(speeds) / quiet)
            cells = [f"{statistics.median(quiets):.3g}"] + [f"{statistics.median(s):.2f}" for s in shares.values()]
            if args.pair:
                cells.append(f"{statistics.median(pairs):.2f}" if pairs else "")
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
