# SPDX-License-Identifier: Apache-2.0
"""A large JSONL file in bounded memory: peak memory of importing 400 MB stays within 300 MiB of that for a tiny file."""
import os
import resource
import subprocess
import time

from harness import BIN, Home, check, finish

home = Home()
small, large = home.path / "small.jsonl", home.path / "large.jsonl"
row = '{"instruction": "Classify the message number %d about a parcel that did not arrive in time and ask for the number of the order", "input": "", "output": "parcel-%d"}\n'
small.write_text(row % (1, 1))
with large.open("w") as f:
    size = 0
    i = 0
    while size < 400e6:
        block = "".join(row % (i + k, (i + k) % 97) for k in range(1000))
        i += 1000
        size += len(block)
        f.write(block)


def import_peak(path):
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.environ["GRAFT_HOME"] = str(home.path / "home")
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(str(BIN / "graft"), ["graft", "import", str(path), "--json"])
    _, status, usage = os.wait4(pid, 0)
    check(os.waitstatus_to_exitcode(status) == 0, f"importing {path.name}")
    return usage.ru_maxrss / 1024, time.monotonic() - began


idle, _ = import_peak(small)
peak, seconds = import_peak(large)
print(f"idle {idle:.0f} MiB, {size / 1e6:.0f} MB at {peak:.0f} MiB in {seconds:.1f} s: {size / 1e6 / seconds:.0f} MB/s")
check(peak - idle < 300, f"memory grew by {peak - idle:.0f} MiB")
finish()
