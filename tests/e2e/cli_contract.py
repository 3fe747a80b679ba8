# SPDX-License-Identifier: Apache-2.0
"""The command line as a contract: exit codes, one JSON object, errors that say what, where and what to do."""
import json
import os
import stat
import subprocess

from harness import BIN, SOURCE, Home, check, finish

home = Home()
tiny = SOURCE / "tests/data/golden/tiny/llama_bias_tied"
good = home.write("good.csv", "text,label\n" + "".join(f"question {i},answer {i}\n" for i in range(20)))


def fails(code, says, *args, **kw):
    done = home.graft(*args, "--json", **kw)
    name = "graft " + " ".join(map(str, args))
    check(done.returncode == code, f"{name}: exit {done.returncode}, expected {code}\n{done.stdout}\n{done.stderr}")
    try:
        error = json.loads(done.stdout)["error"]
    except (ValueError, KeyError):
        return check(False, f"{name}: no error object: {done.stdout!r}")
    check({"code", "what", "where", "kept", "hint"} <= error.keys(), f"{name}: fields {error.keys()}")
    text = done.stderr
    check(says in text, f"{name}: says {text!r}, expected {says!r}")
    check(text.count("\n") == 1, f"{name}: one paragraph on standard error: {text!r}")


# Usage
fails(2, "graft --help", "fly")
fails(2, "--rank", "train", "--data", good, "--rank", "0")
fails(2, "whole number", "train", "--data", good, "--rank", "1.5")
fails(2, "int3", "train", "--data", good, "--dtype", "int3")
fails(2, "head", "train", "--data", good, "--targets", "head")
fails(2, "--holdout", "import", good, "--holdout", "1.5")
fails(2, "no column", "import", good, "--map", "prompt=nothing", "--map", "completion=label")
fails(2, "field=column", "import", good, "--map", "prompt")
fails(2, "vocabulary", "logits", "--model", tiny, "--ids", "1,999999")
check(not (home.path / "home/runs").exists() or not any((home.path / "home/runs").iterdir()), "refused runs leave no folder")

# Input
fails(3, "nothing.csv", "import", home.path / "nothing.csv")
fails(3, "no such model", "inspect", "model", home.path / "nothing.gguf")
fails(3, "not a GGUF", "inspect", "model", good)
fails(3, "no dataset", "train", "--data", "nothing-like-this")
fails(3, "no adapter", "generate", "--prompt", "x", "--adapter", "nothing")
empty = home.write("empty_answers.jsonl", '{"prompt":"p","completion":""}\n' * 3)
fails(3, "answer is empty", "train", "--data", empty)
fails(3, "folder", "import", home.path)

# A template that never ends, and data whose answers are all cut away
endless = home.path / "endless"
endless.mkdir()
for file in tiny.iterdir():
    if file.is_file():
        (endless / file.name).write_bytes(file.read_bytes())
(endless / "chat_template.jinja").write_text("{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}")
fails(3, "template", "inspect", "data", good, "--model", endless)
longer = home.write("long.jsonl", "".join(json.dumps({"prompt": "word " * 200, "completion": f"answer {i}"}) + "\n" for i in range(10)))
fails(3, "--max-length", "train", "--data", longer, "--model", tiny, "--max-length", "16", "--dtype", "fp32")

# No permission, full disk
locked = home.path / "locked"
locked.mkdir()
locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
if os.geteuid() != 0:
    fails(3, "permission", "import", good, "--home", locked / "home")
fails(3, "folder", "import", good, "--home", good / "home")

# The disk is full (28), or the file system read-only (30), from the n-th file call on: the documented code, a message that
# says so, and what was there before is untouched. Calls of a small import are fewer than 40.
def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


home.json("import", good, "--name", "kept")
datasets = home.path / "home/datasets"
before = contents(datasets)
other = home.write("other.jsonl", '{"prompt": "something else", "completion": "x"}\n')
refusals = 0
for n in range(1, 41):
    done = home.graft("import", other, "--name", "kept", "--json", env={"GRAFT_FILE_FAULT": f"fail:{n}+:28"})
    if done.returncode == 0:
        break
    refusals += 1
    error = json.loads(done.stdout)["error"]
    check(done.returncode == 4 and "No space" in error["what"] and error["where"] and error["hint"], f"full disk at call {n}: {done.returncode} {done.stdout}")
    check(contents(datasets) == before, f"full disk at call {n}: what was there is untouched")
check(refusals >= 8, f"full disk: {refusals} places were tried")
done = home.graft("import", other, "--name", "kept", env={"GRAFT_FILE_FAULT": "fail:1+:30"})
check(done.returncode == 3 and "Read-only" in done.stderr, f"read-only: {done.returncode} {done.stderr}")
done = home.graft("train", "--data", good, "--model", tiny, "--steps", 3, "--dtype", "fp32", "--home", home.path / "elsewhere", env={"GRAFT_FILE_FAULT": "fail:1+:28"})
check(done.returncode == 4, f"train on a full disk: {done.returncode} {done.stderr}")

# Wrong base for an adapter is a mismatch, not bad input
fails(6, "another base", "generate", "--prompt", "x", "--model", tiny, "--adapter", SOURCE / "tests/data/golden/init", "--dtype", "fp32")

# What must be there
manifest = home.json("import", good)
wanted = {"dataset", "version", "hash", "shape", "rows_ok", "rows_rejected", "rejected", "exact_duplicates", "near_duplicates", "train", "heldout", "warnings", "encoding", "format"}
check(wanted <= manifest.keys(), f"import: {wanted - manifest.keys()}")
rows = home.json("inspect", "data", "good", "--rows", 2)["rows"]
check(len(rows) == 2 and all({"start", "end", "role", "trained"} <= s.keys() for s in rows[0]["spans"]), "inspect data")
tokens = home.json("inspect", "tokens", "--text", "Hello, world!")["tokens"]
check([t["id"] for t in tokens] == [19556, 28, 905, 17] and tokens[2]["start"] == 6, "inspect tokens")
model = home.json("inspect", "model")
check({"architecture", "parameters", "tensors", "tokenizer", "hash"} <= model.keys() and model["parameters"] == 134515008 and model["tensors"] == 272, f"inspect model: {model}")
pack = home.json("inspect", "pack", "good", "--max-length", 256)
check({"packs", "tokens", "padding", "supervised", "cut_rows"} <= pack.keys(), "inspect pack")
home.json("import", good, "--name", "train")
check(home.json("inspect", "data", "train", "--rows", 1)["dataset"] == "train", "a dataset may be called like a verb")
golden = json.loads((SOURCE / "tests/data/golden/logits.json").read_text())[0]
logits = home.json("logits", "--ids", ",".join(map(str, golden["ids"])), "--dtype", "fp32")
check(abs(logits["logsumexp"] - golden["logsumexp"]) < 5e-4 and [t["id"] for t in logits["top"]] == golden["top_ids"], "logits equal the recorded ones")
run = home.json("train", "--data", "good", "--model", tiny, "--steps", 3, "--dtype", "fp32", "--samples", 1)
wanted = {"run", "state", "steps", "tokens", "supervised_tokens", "seconds", "tokens_per_second", "peak_rss_mib", "loss_first", "loss_last", "heldout_before", "heldout_after", "adapter", "warnings"}
check(wanted <= run.keys(), f"train: {wanted - run.keys()}")
check({"run", "state", "metrics"} <= home.json("runs", run["run"]).keys(), "runs RUN")
bench = home.json("bench", "train", "--model", tiny, "--data", "good", "--steps", 2, "--dtype", "fp32")
check({"tokens_per_second", "step_seconds", "peak_rss_mib", "load_seconds", "loss", "grad_norm", "dtype", "threads", "tokens"} <= bench.keys(), "bench train")
check(all({"name", "ok"} <= c.keys() for c in home.json("doctor")["checks"]), "doctor")
for verb in (["--help"], ["train", "--help"], ["import", "--help"], ["inspect", "tokens", "--help"]):
    done = home.graft(*verb)
    check(done.returncode == 0 and len(done.stdout) > 200, f"help: {verb}")
check("Example:" in home.graft("train", "--help").stdout, "help shows an example")
# The command line starts without LibTorch; the engine is a process of its own.
linked = subprocess.run(["ldd", str(BIN / "graft")], capture_output=True, text=True).stdout
check("libtorch" not in linked and "libc10" not in linked and "libcrypto" in linked, "graft links no LibTorch")
check("libtorch_cpu" in subprocess.run(["ldd", str(BIN / "graft-worker")], capture_output=True, text=True).stdout, "graft-worker links LibTorch")
# A locale with comma decimals changes nothing.
check(home.json("logits", "--ids", "1,2", "--dtype", "fp32", env={"LC_ALL": "de_DE.UTF-8"})["logsumexp"] == home.json("logits", "--ids", "1,2", "--dtype", "fp32")["logsumexp"], "locale")
finish()
