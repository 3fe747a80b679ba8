#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Saves the tiny model as transformers + bitsandbytes save it in NF4. usage: make_nf4_checkpoint.py TINY_FOLDER OUT DOUBLE(0|1)"""
import shutil
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, BitsAndBytesConfig

source, out, double = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "1"
config = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=double, bnb_4bit_compute_dtype=torch.float32)
model = AutoModelForCausalLM.from_pretrained(source, quantization_config=config, dtype=torch.float32, device_map="cpu")
model.save_pretrained(out)
for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
    shutil.copy(source / name, out / name)
