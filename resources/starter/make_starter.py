#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes train.csv and heldout.csv of the starter experiment from banking77's train.csv and test.csv.

usage: make_starter.py BANKING77_FOLDER OUT_FOLDER

Twelve intents that a reader understands without explanation; 50 rows each from the training file and 10 each from the
test file, the first ones in file order (no random choice), line breaks made blanks.
"""
import csv
import sys
from pathlib import Path

INTENTS = ["activate_my_card", "age_limit", "apple_pay_or_google_pay", "atm_support", "card_arrival", "change_pin", "country_support",
           "exchange_rate", "lost_or_stolen_card", "request_refund", "terminate_account", "verify_my_identity"]


def subset(source: Path, target: Path, each: int) -> None:
    left = {intent: each for intent in INTENTS}
    with source.open(newline="", encoding="utf-8") as f, target.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["text", "category"])
        for row in csv.DictReader(f):
            if left.get(row["category"], 0) > 0:
                left[row["category"]] -= 1
                writer.writerow([" ".join(row["text"].split()), row["category"]])
    missing = {k: v for k, v in left.items() if v}
    if missing:
        sys.exit(f"{source}: not enough rows: {missing}")


data, out = Path(sys.argv[1]), Path(sys.argv[2])
subset(data / "train.csv", out / "train.csv", 50)
subset(data / "test.csv", out / "heldout.csv", 10)
