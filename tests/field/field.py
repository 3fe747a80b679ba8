#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What people bring, made again in small: files that are imported (FILES), conversations that are rendered (CHATS), and, where
../shared/data/templates lies beside the checkout, the real public templates there.

A file: name, content, flags; then what must be in it afterwards. A chat: template, messages and tools; then the text, with what is
trained between two marks: a«b» trains b."""
import bz2
import gzip
import io
import json
import lzma
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
from harness import BIN, SOURCE, Home, check, finish  # noqa: E402

PAIRS = "".join(f'{{"prompt": "Say {i}", "completion": "{i}"}}\n' for i in range(5))
CALL = {"id": "c1", "type": "function", "function": {"name": "tide", "arguments": {"port": "Hull"}}}
TOOLS = [{"type": "function", "function": {"name": "tide", "description": "High water", "parameters": {"type": "object", "properties": {}}}}]


def chat(*messages, **more):
    return json.dumps({"messages": list(messages), **more}) + "\n"


def user(text, **more):
    return {"role": "user", "content": text, **more}


def answer(text, **more):
    return {"role": "assistant", "content": text, **more}


def tool(text, **more):
    return {"role": "tool", "content": text, **more}


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def bomb():
    """Rows of 1.1 GiB that pack to a thousandth."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as packed:
        piece = b'{"prompt": "' + b"a" * (1 << 20) + b'", "completion": "b"}\n'
        for _ in range(1030):
            packed.write(piece)
    return out.getvalue()


# name, content, flags, expected: rows (accepted), rejected (count), first (members of the first stored row), warns (words of a warning),
# refused (words of the error)
FILES = [
    # compressed
    ("a.jsonl.gz", gzip.compress(PAIRS.encode()), [], {"rows": 5}),
    ("b.jsonl.bz2", bz2.compress(PAIRS.encode()), [], {"rows": 5}),
    ("c.jsonl.xz", lzma.compress(PAIRS.encode()), [], {"rows": 5}),
    ("d.zip", zipped({"rows.jsonl": PAIRS}), [], {"rows": 5}),
    ("two.zip", zipped({"a.jsonl": PAIRS, "b.jsonl": PAIRS}), [], {"refused": "holds 2 files (a.jsonl, b.jsonl)"}),
    ("none.zip", zipped({}), [], {"refused": "holds no file"}),
    ("cut.jsonl.gz", gzip.compress((PAIRS * 4000).encode())[:-400], [], {"refused": "unpacking failed"}),
    ("gz.csv.gz", gzip.compress(b"question,answer\nq,a\nr,b\n"), [], {"rows": 2}),
    ("bomb.jsonl.gz", bomb(), [], {"refused": "unpacks to more than 400 times its size"}),
    # tables of text
    ("sep.csv", "\ufeffsep=;\r\nQuestion;Answer\r\nWhat, then?;1,50\r\n", [], {"rows": 1, "user": "What, then?"}),
    ("quotes.tsv", 'source\ttarget\n"Stop" he said\tArrêtez\n"Never again\tPlus jamais\nGo on\tContinuez\nYes"\tOui\n', [],
     {"rows": 4, "user": '"Stop" he said', "warns": "ordinary letters"}),
    ("lines.tsv", 'source\ttarget\n"one\ntwo"\tx\nthree\ty\n', [], {"rows": 2, "user": "one\ntwo"}),
    ("backslash.csv", 'prompt,completion\n' + ''.join(f'"Who said \\"hi, {i}\\"?","Ann \\"A\\" did"\n' for i in range(4)), [],
     {"rows": 4, "user": 'Who said "hi, 0"?', "warns": "backslash"}),
    ("usual.csv", 'prompt,completion\n"a ""b"", c",d\n', [], {"rows": 1, "user": 'a "b", c'}),
    ("title.csv", "Exported 2024,,\n,,\nquestion,answer,\nq1,a1,\nq2,a2,\n", [], {"rows": 2, "warns": "2 rows above the header"}),
    ("title.csv", "Exported 2024,,\n,,\nquestion,answer,\nq1,a1,\n", ["--skip-rows", "2"], {"rows": 1}),
    ("stray.csv", "prompt,completion\n" + "".join(f"q{i},a{i}\n" for i in range(30)) + '"q,b\nq,c\nq,d\nx",e\n', [], {"rows": 31, "warns": "several lines"}),
    ("pipe.txt", "question|answer\nq|a\nr|b\n", ["--separator", "|"], {"rows": 2}),
    ("excel.txt", "question\tanswer\nq\ta\nr\tb\n".encode("utf-16"), [], {"rows": 2, "user": "q"}),
    # JSON
    ("pretty.json", json.dumps({"prompt": "a", "completion": "b"}, indent=2) + "\n" + json.dumps({"prompt": "c", "completion": "d"}, indent=2), [],
     {"rows": 2}),
    ("columns.json", json.dumps({"prompt": {"0": "a", "1": "c"}, "completion": {"0": "b", "1": "d"}}), [], {"rows": 2, "user": "a"}),
    ("by_id.json", json.dumps({"x": {"prompt": "a", "completion": "b"}, "y": {"prompt": "c", "completion": "d"}}), [], {"rows": 2}),
    ("split.json", json.dumps({"columns": ["prompt", "completion"], "index": [0], "data": [["a", "b"]]}), [], {"rows": 1}),
    ("sides.json", json.dumps({"train": [{"prompt": "a", "completion": "b"}], "test": [{"prompt": "c", "completion": "d"}]}), [],
     {"rows": 2, "heldout": 1, "warns": "held out"}),
    ("chats.json", json.dumps([[user("q"), answer("a")]]), [], {"rows": 1, "user": "q"}),
    ("cells.json", json.dumps([["q", "a"], ["r", "b"]]), ["--map", "prompt=column 1", "--map", "completion=column 2"], {"rows": 2, "user": "q"}),
    ("nan.jsonl", '{"prompt": "NaN is a word", "completion": "b", "score": NaN}\n', [], {"rows": 1, "user": "NaN is a word"}),
    # columns
    ("dolly.jsonl", '{"instruction": "Sum up", "context": "A cat.", "response": "Cat", "category": "x"}\n', [],
     {"rows": 1, "user": "Sum up\nA cat.", "warns": "not used: category", "first": {"extra": {"category": "x"}}}),
    ("system.csv", "system_prompt,question,response\nBe brief.,q,a\n", [], {"rows": 1, "system": "Be brief."}),
    ("reason.jsonl", '{"question": "1+1", "reasoning": "add", "answer": "2"}\n', [], {"rows": 1, "answer": {"reasoning_content": "add"}}),
    ("label.jsonl", '{"text": "cold soup", "label": 0}\n', [], {"rows": 1, "answer": {"content": "0"}}),
    ("unknown.jsonl", '{"instruction": "a", "response": "b"}\n', ["--map", "contxt=instruction"], {"refused": "have no field 'contxt'"}),
    ("text.csv", 'id,messages\n0,"[{""role"": ""user"", ""content"": ""q""}, {""role"": ""assistant"", ""content"": ""a""}]"\n', [], {"rows": 1, "user": "q"}),
    ("share.jsonl", '{"conversations": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}\n', [], {"rows": 1, "user": "q"}),
    ("model.jsonl", chat(user("q"), {"role": "model", "content": "a"}), [], {"rows": 1}),
    ("narrator.jsonl", chat(user("q"), {"role": "narrator", "content": "a"}), [], {"refused": "--role narrator=assistant"}),
    ("narrator.jsonl", chat(user("q"), {"role": "narrator", "content": "a"}), ["--role", "narrator=assistant"], {"rows": 1}),
    # calls, results, marks
    ("calls.jsonl", chat(user("q"), answer("I look.", tool_calls=[CALL]), tool("ok", tool_call_id="c1"), answer("Done."), tools=TOOLS), [],
     {"rows": 1, "first": {"tools": TOOLS}, "message 1": {"tool_calls": [CALL]}}),
    ("empty.jsonl", chat(user("q"), answer("", tool_calls=[CALL]), tool("ok"), tool("ok 2"), answer("Done.")), [], {"rows": 1}),
    ("text_args.jsonl", chat(user("q"), answer(None, tool_calls=[{"function": {"name": "tide", "arguments": '{"port": "Hull"}'}}])), [],
     {"rows": 1, "message 1": {"content": None, "tool_calls": [{"type": "function", "function": {"name": "tide", "arguments": {"port": "Hull"}}}]}}),
    ("old.jsonl", chat(user("q"), answer(None, function_call={"name": "tide", "arguments": "{}"}), {"role": "function", "name": "tide", "content": "1"}, answer("x")), [],
     {"rows": 1, "message 1": {"tool_calls": [{"type": "function", "function": {"name": "tide", "arguments": {}}}]}, "message 2": {"role": "tool", "name": "tide"}}),
    ("share_calls.jsonl", json.dumps({"conversations": [{"from": "human", "value": "q"}, {"from": "function_call", "value": '{"name": "f", "arguments": {"a": 1}}'},
                                                        {"from": "observation", "value": "r"}, {"from": "gpt", "value": "x"}], "tools": "[]"}) + "\n", [],
     {"rows": 1, "message 1": {"tool_calls": [{"type": "function", "function": {"name": "f", "arguments": {"a": 1}}}]}}),
    ("hermes.jsonl", json.dumps({"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": 'Sure.\n<tool_call>\n{"name": "f", "arguments": {"a": 1}}\n</tool_call>'},
                                                   {"from": "tool", "value": "<tool_response>\n{\"r\": 1}\n</tool_response>"}, {"from": "gpt", "value": "x"}]}) + "\n", [],
     {"rows": 1, "warns": "1 tool call was read", "message 1": {"content": "Sure.", "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": {"a": 1}}}]},
      "message 2": {"content": '{"r": 1}'}}),
    ("null.jsonl", chat(user("q", tool_calls=None, name=None), answer(None, tool_calls=None)), [], {"refused": "the answer is empty"}),
    ("marks.jsonl", chat(user("q"), answer("a", train=False), user("r"), answer("b", name="bot")), [], {"rows": 1, "message 1": {"train": False}, "message 3": {"name": "bot"}}),
    ("formatted.jsonl", json.dumps({"text": "<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\na<|im_end|>\n"}) + "\n", [],
     {"rows": 1, "warns": "formatted already", "first": {"control_tokens": True, "end_token": True}}),
    ("formatted.jsonl", json.dumps({"text": "<s>[INST] q [/INST] a </s>"}) + "\n", ["--control-tokens", "text", "--no-end-token"],
     {"rows": 1, "warns": "control-token text", "absent": ["control_tokens", "end_token"]}),
]

CHATML = ("{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>' + '\\n' }}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")
LLAMA2 = ("{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% set sys = messages[0]['content'] %}{% else %}"
          "{% set loop_messages = messages %}{% set sys = false %}{% endif %}{% for m in loop_messages %}"
          "{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{% endif %}"
          "{% if loop.index0 == 0 and sys %}{% set content = '<<SYS>>' + sys + '<</SYS>>' + m['content'] %}{% else %}{% set content = m['content'] %}{% endif %}"
          "{% if m['role'] == 'user' %}{{ '[INST] ' + content.strip() + ' [/INST]' }}{% else %}{{ ' ' + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}")
LAST_USER = ("{% if messages[0].role == 'system' %}{% set sys = messages[0].content %}{% set rest = messages[1:] %}{% else %}{% set rest = messages %}{% endif %}"
             "{% for m in rest %}{% if m.role == 'user' %}{% if loop.last and sys is defined %}{{ '[INST] ' + sys + '\\n\\n' + m.content + '[/INST]' }}"
             "{% else %}{{ '[INST] ' + m.content + '[/INST]' }}{% endif %}{% else %}{{ ' ' + m.content + eos_token }}{% endif %}{% endfor %}")
THINK = ("{% set ns = namespace(last=-1) %}{% for m in messages %}{% if m.role == 'user' %}{% set ns.last = loop.index0 %}{% endif %}{% endfor %}"
         "{% for m in messages %}{% set content = m.content or '' %}{% if m.role == 'assistant' %}{% set reason = m.reasoning_content or '' %}"
         "{% if '</think>' in content %}{% set reason = content.split('</think>')[0].split('<think>')[-1].strip('\\n') %}"
         "{% set content = content.split('</think>')[-1].lstrip('\\n') %}{% endif %}{{ '<|im_start|>assistant\\n' }}"
         "{% if loop.index0 > ns.last %}{{ '<think>\\n' + reason + '\\n</think>\\n\\n' }}{% endif %}{{ content }}"
         "{% for c in m.tool_calls or [] %}{{ '\\n<tool_call>\\n' }}{{ c.function | tojson }}{{ '\\n</tool_call>' }}{% endfor %}{{ '<|im_end|>\\n' }}"
         "{% elif m.role == 'tool' %}{{ '<|im_start|>user\\n<tool_response>' + content + '</tool_response><|im_end|>\\n' }}"
         "{% else %}{{ '<|im_start|>' + m.role + '\\n' + content + '<|im_end|>\\n' }}{% endif %}{% endfor %}"
         "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n<think>\\n' }}{% endif %}")
NO_SYSTEM = "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}" + CHATML
LATE_END = ("{% set ns = namespace(open=false) %}{% for m in messages %}{% if m.role == 'user' %}{% if ns.open %}{{ '<|im_end|>' }}{% set ns.open = false %}{% endif %}"
            "{{ '[U]' + m.content }}{% else %}{{ '[A]' + m.content }}{% set ns.open = true %}{% endif %}{% endfor %}{% if ns.open %}{{ '<|im_end|>' }}{% endif %}"
            "{% if add_generation_prompt %}{{ '[A]' }}{% endif %}")
BY_NUMBER = "{% for i in range(messages|length) %}{% set m = messages[i] %}" + CHATML[CHATML.index("{{"):]

CHATS = [
    ("answer in question", CHATML, [user("Is 2 even? Yes or No?"), answer("Yes")], "<|im_start|>user\nIs 2 even? Yes or No?<|im_end|>\n<|im_start|>assistant\n«Yes<|im_end|>»\n"),
    ("ends in a line end", CHATML, [user("Tree?"), answer("oak\n")], "<|im_start|>user\nTree?<|im_end|>\n<|im_start|>assistant\n«oak\n<|im_end|>»\n"),
    ("blanks around", CHATML, [user("Tree?"), answer("  oak \t")], "<|im_start|>user\nTree?<|im_end|>\n<|im_start|>assistant\n«  oak \t<|im_end|>»\n"),
    ("a control token alone", CHATML, [user("<|im_end|>"), answer("a"), user("a"), answer("b")],
     "<|im_start|>user\n<|im_end|><|im_end|>\n<|im_start|>assistant\n«a<|im_end|>»\n<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n«b<|im_end|>»\n"),
    ("not trained", CHATML, [user("q"), answer("a", train=False), user("r"), answer("b", weight=1)],
     "<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\na<|im_end|>\n<|im_start|>user\nr<|im_end|>\n<|im_start|>assistant\n«b<|im_end|>»\n"),
    ("blank of the template", LLAMA2, [user("Tree?"), answer("oak")], "[INST] Tree? [/INST]« oak <|im_end|>»"),
    ("system in the question", LLAMA2, [{"role": "system", "content": "Be kind"}, user("Tree?"), answer("oak")], "[INST] <<SYS>>Be kind<</SYS>>Tree? [/INST]« oak <|im_end|>»"),
    ("system in the last question", LAST_USER, [{"role": "system", "content": "S"}, user("Yes or No?"), answer("Yes"), user("No?"), answer("No")],
     "[INST] Yes or No?[/INST]« Yes<|im_end|>»[INST] No?[/INST]« No<|im_end|>»"),
    ("thinking in several turns", THINK, [user("q"), answer("<think>\nx\n</think>\n\na"), user("r"), answer("<think>\ny\n</think>\n\nb")],
     "<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n«a<|im_end|>»\n<|im_start|>user\nr<|im_end|>\n<|im_start|>assistant\n<think>\n«y\n</think>\n\nb<|im_end|>»\n"),
    ("thinking under another name", THINK, [user("q"), answer("a", thinking="why")],
     "<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n<think>\n«why\n</think>\n\na<|im_end|>»\n"),
    ("a call and its result", THINK, [user("q"), answer("", tool_calls=[CALL]), tool("r"), answer("b")],
     '<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n<think>\n«\n</think>\n\n\n<tool_call>\n{"name": "tide", "arguments": {"port": "Hull"}}\n</tool_call><|im_end|>»\n'
     "<|im_start|>user\n<tool_response>r</tool_response><|im_end|>\n<|im_start|>assistant\n<think>\n«\n</think>\n\nb<|im_end|>»\n"),
    ("the end in the next turn", LATE_END, [user("q"), answer("a"), user("r"), answer("b")], "[U]q[A]«a<|im_end|>»[U]r[A]«b<|im_end|>»"),
    ("messages by number", BY_NUMBER, [user("q"), answer("a")], "<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n«a<|im_end|>»\n"),
    ("calls that are not written", CHATML, [user("q"), answer("x", tool_calls=[CALL])], None),
    ("no system", NO_SYSTEM, [{"role": "system", "content": "S"}, user("q"), answer("a")], None),
]


def with_template(home, source, name):
    folder = home.path / "models" / name
    shutil.copytree(SOURCE / "tests/data/golden/tiny/qwen2_tied", folder, ignore=shutil.ignore_patterns("golden.json", "init", "final", "nf4.json"))
    (folder / "chat_template.jinja").write_text(source)
    return folder


def marked(row):
    data, out = row["text"].encode(), b""
    for span in row["spans"]:
        piece = data[span["start"]:span["end"]]
        out += "«".encode() + piece + "»".encode() if span["trained"] else piece
    return out.decode().replace("»«", "")


def try_files(home):
    for number, (name, content, flags, want) in enumerate(FILES):
        file = home.path / f"{number}-{name}"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = home.graft("import", file, "--name", f"f{number}", "--holdout", "0", *flags, "--json")
        if "refused" in want:
            check(done.returncode == 3 or done.returncode == 2, f"{name}: exit {done.returncode}")
            check(want["refused"] in done.stderr, f"{name}: says {done.stderr.strip()}")
            continue
        if done.returncode != 0:
            check(False, f"{name}: {done.stderr.strip()}")
            continue
        got = json.loads(done.stdout)
        check(got["rows_ok"] == want["rows"], f"{name}: {got['rows_ok']} rows, wanted {want['rows']}; {got['rejected'][:2]}")
        check(got["heldout"] == want.get("heldout", 0), f"{name}: {got['heldout']} held out")
        if "warns" in want:
            check(any(want["warns"] in w for w in got["warnings"]), f"{name}: warns {got['warnings']}")
        row = home.json("data", "show", f"f{number}", "--rows", 1)["rows"][0]
        for key, value in want.get("first", {}).items():
            check(row.get(key) == value, f"{name}: {key} is {row.get(key)}")
        for key in want.get("absent", []):
            check(key not in row, f"{name}: {key} is there")
        messages = row.get("messages", [])
        by_role = {m["role"]: m for m in reversed(messages)}
        for key, role in (("user", "user"), ("system", "system")):
            if key in want:
                check(by_role[role]["content"] == want[key], f"{name}: {role} says {by_role[role]['content']!r}")
        for key, value in want.items():
            at = messages[-1] if key == "answer" else messages[int(key.split()[1])] if key.startswith("message ") else None
            for member, wanted in value.items() if at is not None else ():
                check(at.get(member) == wanted, f"{name}: {key}: {member} is {at.get(member)!r}")


def try_chats(home):
    for number, (name, template, messages, want) in enumerate(CHATS):
        model = with_template(home, template, f"m{number}")
        file = home.write(f"chat{number}.jsonl", chat(*messages) + chat(user("ok?"), answer("ok")))
        home.json("import", file, "--name", f"c{number}", "--holdout", "0")
        shown = home.json("inspect", "data", f"c{number}", "--model", model)["rows"]
        if want is None:
            check("refused" in shown[0] and "text" in shown[1], f"{name}: {shown[0]}")
            packed = home.json("inspect", "pack", f"c{number}", "--model", model)
            check(packed["refused_rows"] == 1 and packed["rows"] == 1, f"{name}: {packed}")
        else:
            check("text" in shown[0] and marked(shown[0]) == want, f"{name}: {marked(shown[0]) if 'text' in shown[0] else shown[0]}")
        # One function makes the tokens that are shown and those that are trained.
        packed = home.json("inspect", "pack", f"c{number}", "--model", model, "--max-length", 4096)
        tokens, trained = 0, 0
        for row in range(2):
            if "text" not in shown[row]:
                continue
            seen = home.json("inspect", "tokens", f"c{number}", "--row", row, "--model", model)["tokens"]
            tokens += len(seen)
            trained += sum(t["trained"] for t in seen[1:])
        check(packed["tokens"] == tokens and packed["supervised"] == trained, f"{name}: pack {packed['tokens']} {packed['supervised']}, tokens {tokens} {trained}")


def try_training(home):
    """One row that the template refuses ends no run, and the run says so before its first step."""
    model = with_template(home, NO_SYSTEM, "training")
    rows = [chat({"role": "system", "content": "S"}, user("q"), answer("a"))] + [chat(user(f"q{i}"), answer(f"a{i}")) for i in range(6)]
    file = home.write("training.jsonl", "".join(rows))
    taken = home.json("import", file, "--name", "training", "--holdout", "0", "--model", model)
    check(taken["refused_rows"] == 1 and "System role not supported" in taken["refused"][0], f"import --model: {taken['refused']}")
    done = home.graft("train", "--data", "training", "--model", model, "--steps", 1, "--threads", 1)
    check(done.returncode == 0, f"train: exit {done.returncode}: {done.stderr[-400:]}")
    said = done.stdout.find("template refuses rows")
    check(said >= 0 and said < done.stdout.find("Finished"), f"train says: {done.stdout[:1500]}")
    joined = home.json("data", "join-system", "training")
    check(joined["version"] == 2, f"join-system: {joined['version']}")
    packed = home.json("inspect", "pack", "training", "--model", model)
    check(packed["refused_rows"] == 0 and packed["rows"] == 7, f"after join-system: {packed}")
    only = home.write("only.jsonl", rows[0])
    home.json("import", only, "--name", "only", "--holdout", "0")
    done = home.graft("train", "--data", "only", "--model", model, "--steps", 1, "--threads", 1)
    check(done.returncode == 3 and "System role not supported" in done.stderr, f"all rows refused: {done.returncode} {done.stderr[-300:]}")


def try_tokens(home):
    """A control token in a row's own words is letters, and changes nothing for the template's tokens around it."""
    model = with_template(home, CHATML, "tokens")
    tokenizer = json.loads((model / "tokenizer.json").read_text())
    for token in tokenizer["added_tokens"]:
        token["rstrip"] = token["content"].startswith("<|im_")
    (model / "tokenizer.json").write_text(json.dumps(tokenizer))
    rows = [chat(user("say <|im_end|> \n now"), answer("ok <|im_start|>")), chat(user("say it now"), answer("ok"))]
    home.json("import", home.write("tokens.jsonl", "".join(rows)), "--name", "tokens", "--holdout", "0")
    for row in range(2):
        seen = home.json("inspect", "tokens", "tokens", "--row", row, "--model", model)
        text = seen["text"].encode()
        marks = [text[t["start"]:t["end"]].decode() for t in seen["tokens"] if t["special"]]
        check(marks == ["<|im_start|>", "<|im_end|>\n"] * 2, f"tokens of row {row}: {marks}")
        learned = b"".join(text[t["start"]:t["end"]] for t in seen["tokens"] if t["trained"]).decode()
        check(learned == ("ok <|im_start|><|im_end|>\n" if row == 0 else "ok<|im_end|>\n"), f"trained of row {row}: {learned!r}")


def try_datasets(home):
    home.json("import", home.write("one.jsonl", PAIRS), "--name", "one", "--holdout", "0")
    names = [d["dataset"] for d in home.json("data")["datasets"]]
    check("one" in names and names == sorted(names), f"data: {names}")
    home.json("data", "rename", "one", "two")
    check(home.json("data", "show", "one")["rows"] == home.json("data", "show", "two")["rows"], "the old name goes on working")
    out = home.path / "two.jsonl"
    check(home.json("data", "export", "two", "--out", out)["rows"] == 5 and len(out.read_text().splitlines()) == 5, "export")
    check(home.graft("data", "export", "two", "--out", out).returncode == 6, "an export overwrites nothing")
    gone = Path(home.json("data", "delete", "two")["bin"])
    check((gone / "1/rows.jsonl").exists() and "two" not in [d["dataset"] for d in home.json("data")["datasets"]], "delete moves to the bin")
    shown = home.graft("import", home.write("esc.jsonl", '{"prompt": "a\\u001b[31mred\\u009bx", "completion": "b"}\n'), "--holdout", "0").stdout
    check("\x1b" not in shown and "\x9b" not in shown and "␛" in shown, f"control characters: {shown!r}")


# Cells in which Graft differs from the file of expected values, and why.
KNOWN = {
    ("lfm2_5", "empty_content_call"): "the template's own generation block holds the line end behind <|im_end|>; Graft follows the block in every row",
}


def try_templates(home):
    pack = Path(os.environ.get("GRAFT_TEST_DATA", SOURCE.parent / "shared/data")) / "templates"
    if not pack.exists():
        check(os.environ.get("CI") != "true", "the public templates are missing on CI")
        print("the public templates are not beside this checkout")
        return
    report = home.path / "report.json"
    done = subprocess.run([sys.executable, pack / "run.py", BIN / "graft", pack, "--json", report], capture_output=True, text=True, timeout=900)
    cells = json.loads(report.read_text())["cells"]
    right = total = 0
    for template, kinds in cells.items():
        for kind, (verdict, note, row) in kinds.items():
            total += 1
            is_known = (template, kind) in KNOWN
            right += verdict == "right"
            check((verdict == "right") != is_known, f"{template} {kind}: {verdict} (row {row}): {note}")
    print(f"public templates: {right} of {total} cells right, {len(KNOWN)} listed; {done.stdout.strip().splitlines()[-1]}")
    check(total > 800, f"{total} cells")


home = Home()
try_files(home)
try_chats(home)
try_training(home)
try_tokens(home)
try_datasets(home)
try_templates(home)
finish()
