# SPDX-License-Identifier: Apache-2.0
"""The starter experiment as a user runs it: held-out exact match rises from under 10 % to over 80 %, under 2 GB."""
import json

from harness import Home, check, finish

home = Home()
result = home.json("starter", timeout=850)
before, after = result["heldout_before"], result["heldout_after"]
print({k: result[k] for k in ("state", "steps", "seconds", "tokens_per_second", "peak_rss_mib", "loss_first", "loss_last")}, before, after)
check(result["state"] == "finished", "the run finished")
check(before["exact_match"] < 0.10, f"exact match before: {before['exact_match']}")
check(after["exact_match"] > 0.80, f"exact match after: {after['exact_match']}")
check(after["loss"] < before["loss"] / 10, "held-out loss fell")
check(before["rows"] == after["rows"] >= 120, "the same rows before and after")
check(result["warnings"] == [], f"a good run is quiet: {result['warnings']}")
check(abs(result["forecast"]["peak_mib"] / result["peak_rss_mib"] - 1) < 0.1, f"memory said beforehand: {result['forecast']['peak_mib']}")
check(result["peak_rss_mib"] < 2048, f"peak memory: {result['peak_rss_mib']} MiB")

# What the run left behind says the same.
run = home.path / "home/runs" / result["run"]
record = json.loads((run / "run.json").read_text())
check(record["state"] == "finished" and record["result"]["heldout_after"] == after, "run.json holds the result")
check(all(len(record["hashes"][k]) == 64 for k in ("model", "tokenizer", "template", "data", "adapter")), "all hashes are there")
lines = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
steps = [line for line in lines if "loss" in line]
check([s["step"] for s in steps] == list(range(1, result["steps"] + 1)), "one line a step")
check(all({"step", "loss", "lr", "grad_norm", "tokens", "supervised_tokens", "seconds", "rows"} <= s.keys() for s in steps), "fields of a step")
check(sum("heldout_loss" in line for line in lines) >= 2, "evaluations before and after")
check(home.json("runs")["runs"][0]["run"] == result["run"], "the run is listed")

# The adapter answers through the other commands, and the comparison sees that it is better.
answer = home.json("generate", "--adapter", result["run"], "--prompt", "I want to change my PIN code", "--max-new", 24)
check(answer["stopped"] and answer["text"].strip() == "change_pin", f"generate: {answer['text']!r}")
compared = home.json("compare", "--data", "starter", "--adapter", result["run"], "--rows", 24, "--max-new", 24)
check(compared["verdict"] == "Better", f"verdict: {compared['verdict']}")
check(compared["proof"][0]["mean_kl"] > 0 and compared["proof"][0]["hash"] == record["hashes"]["adapter"], "proof")
finish()
