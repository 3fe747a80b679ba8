# SPDX-License-Identifier: Apache-2.0
"""The memory that is said before a run is within 3 % of the measured peak (three lengths, two ranks, the starter model); a run
that does not fit is refused with a change with which it does."""
import json
import random
import re

from harness import SOURCE, Home, check, finish

home = Home()
rng = random.Random(1)
for length in (128, 384, 768):
    rows = []
    for _ in range(6):
        ids = [rng.randrange(100, 40000) for _ in range(length)]
        rows.append(json.dumps({"input_ids": ids, "labels": ids}))
    data = home.write(f"rows{length}.jsonl", "\n".join(rows) + "\n")
    for rank in (8, 32):
        run = home.json("train", "--data", data, "--holdout", 0, "--steps", 3, "--rows-per-step", 2, "--micro-tokens", length, "--rank", rank,
                        "--dtype", "fp32", "--checkpoint-every", 1, "--name", f"r{length}-{rank}")
        said, peak = run["forecast"]["peak_mib"], run["peak_rss_mib"]
        print(f"length {length}, rank {rank}: said {said:.0f} MiB, measured {peak:.0f} MiB, {100 * (said / peak - 1):+.1f} %")
        check(abs(said / peak - 1) < 0.03, f"length {length}, rank {rank}: said {said:.0f}, measured {peak:.0f} MiB")

# In bf16 a run meets many shapes, for each of which oneDNN keeps a compiled product: the rehearsal must have met as many. The bound is
# wider, because how much it keeps depends on the processor's instructions.
run = home.json("train", "--data", SOURCE / "resources/starter/train.csv", "--holdout", 0, "--steps", 16, "--rows-per-step", 8, "--rank", 16,
                "--samples", 0, "--dtype", "bf16", "--name", "shapes")
said, peak = run["forecast"]["peak_mib"], run["peak_rss_mib"]
print(f"bf16, rows of all lengths: said {said:.0f} MiB, measured {peak:.0f} MiB, {100 * (said / peak - 1):+.1f} %")
check(abs(said / peak - 1) < 0.10, f"bf16: said {said:.0f}, measured {peak:.0f} MiB")

# Refused before it begins, with a change that is enough.
flags = ["train", "--data", SOURCE / "resources/starter/train.csv", "--steps", 2, "--samples", 0, "--dtype", "fp32", "--holdout", 0]
before = {p.name for p in (home.path / "home/runs").iterdir()}
tight = home.graft(*flags, "--memory-limit", 1050, "--json")
error = json.loads(tight.stdout)["error"]
check(tight.returncode == 4 and "--micro-tokens" in error["hint"], f"too little memory: {tight.returncode} {error}")
micro = re.search(r"--micro-tokens (\d+)", error["hint"])
check(micro and home.json(*flags, "--memory-limit", 1050, "--micro-tokens", micro.group(1))["peak_rss_mib"] <= 1050, f"with {error['hint']} it fits")
hopeless = home.graft(*flags, "--memory-limit", 200, "--json")
check(hopeless.returncode == 4 and "smaller model" in json.loads(hopeless.stdout)["error"]["hint"], "nothing fits into 200 MiB, and that is said")
check({p.name for p in (home.path / "home/runs").iterdir()} == before | {"train-1"}, "refused runs leave no folder behind")
finish()
