#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random chat templates and conversations: is the text that of Jinja2, and is trained what must be trained?

usage: properties.py [--cases 10000] [--seed 1] PROGRAM [ARGUMENT ...]
       properties.py --self-test [--cases 1500] [--seed 1]    (a stand-in program that is right, then seven planted faults)

Needs Python 3.9 and Jinja2 3.1. PROGRAM reads one JSON object a line and answers each with one line.
request: {"template", "bos_token", "eos_token", "control_tokens", "stop_tokens", "messages", "tools", "documents", "add_generation_prompt"}
answer:  {"text", "trained": [[begin, end], ...], "own": [[begin, end], ...]} in bytes of the text, or {"refused": message}

Text: Jinja2 set up as transformers sets it up. Mask: from the end of the prompt for an answer to the token that ends the turn.
The prompt is the rendering of the messages before with add_generation_prompt; where that is no prefix of the text, what prompt and
text have in common after the data of the message before. The words of a message are found by a second and a third rendering in which
each letter of the message is another one. What the template writes for a message ends where the text goes on otherwise than when the
conversation ends there. Flags: 1 must be trained, 0 must not, 2 either (see `Reference`). Where the renderings disagree a case is
undecided: only its text is compared. Where a template leaves an answer's text or calls out, a refusal is right too; where an answer
has no text (null), the word None as Jinja2 writes it, an empty text and a refusal are right.
"""
import argparse
import json
import random
import re
import subprocess
import sys
import threading
import time
from datetime import datetime

import jinja2
import jinja2.ext
import jinja2.nodes
import jinja2.sandbox

GEN, ENDGEN = "\ue000", "\ue001"    # stand around what a generation block writes
BEGIN, END = "\ue002", "\ue003"     # stand in a template's twin around what the answer's branch trains
MARKS = re.compile("[\ue000-\ue003]")


# ---------------------------------------------------------------------------------------------------------------- Jinja2

def environment(marked):
    """The environment of transformers' _compile_jinja_template; marked: generation blocks leave marks."""

    class Generation(jinja2.ext.Extension):
        tags = {"generation"}

        def parse(self, parser):
            line = next(parser.stream).lineno
            body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
            return jinja2.nodes.CallBlock(self.call_method("_support"), [], [], body).set_lineno(line)

        def _support(self, caller):
            return GEN + caller() + ENDGEN if marked else caller()

    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    env = jinja2.sandbox.ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = lambda form: datetime.now().strftime(form)
    return env


PLAIN, MARKED = environment(False), environment(True)


class Model:
    """A random template with its tokens and what its maker knows of it."""

    def __init__(self, twin, bos, eos, control, stops, openers=(), kind=""):
        self.twin, self.template = twin, MARKS.sub("", twin)
        self.bos, self.eos, self.openers, self.kind = bos, eos, set(openers), kind
        self.control = list(dict.fromkeys(t for t in [bos, eos, *control, *stops] if t))
        self.stops = list(dict.fromkeys(stops))
        self.generation = bool(re.search(r"\{%-?\s*generation", self.template))
        self.tokens = re.compile("|".join(re.escape(t) for t in sorted(self.control, key=len, reverse=True)))
        self.stop = re.compile(r"(\s*)(" + "|".join(re.escape(t) for t in sorted(self.stops, key=len, reverse=True)) + ")") if stops else None
        self.compiled = {}

    def render(self, request, messages, prompt, how="plain"):
        if how not in self.compiled:
            self.compiled[how] = (MARKED if how == "marked" else PLAIN).from_string(self.twin if how == "twin" else self.template)
        return self.compiled[how].render(messages=messages, tools=request["tools"], documents=request["documents"], add_generation_prompt=prompt,
                                         bos_token=request["bos_token"], eos_token=request["eos_token"])


# ------------------------------------------------------------------------------------------------------------- templates

def L(s): return ("literal", s)
def X(s): return ("expression", s)
B, E = L(BEGIN), L(END)


def join(pieces):
    """Neighbouring literals as one."""
    out = []
    for kind, s in pieces:
        if kind == "literal" and not s: continue
        if out and kind == "literal" == out[-1][0]: out[-1] = (kind, out[-1][1] + s)
        else: out.append((kind, s))
    return out


class Source:
    """Writes nodes as Jinja source in one manner: line, minus, both or lines (as Zephyr's)."""

    def __init__(self, r, manner):
        self.r, self.manner, self.plus, self.raw = r, manner, r.choice(["+", "+", "~"]), manner == "line" and r.random() < 0.3

    def quoted(self, s):
        q = self.r.choice("'\"") if "'" not in s and '"' not in s else "'" if s.count("'") < s.count('"') else '"'
        s = s.replace("\\", "\\\\").replace(q, "\\" + q)
        return q + (s if self.r.random() < 0.15 else s.replace("\n", "\\n")) + q

    def statement(self, s, depth):
        pad = "    " * depth
        return {"line": "{% " + s + " %}", "minus": pad + "{%- " + s + " %}\n", "both": pad + "{%- " + s + " -%}\n", "lines": pad + "{% " + s + " %}\n"}[self.manner]

    def output(self, pieces, depth):
        pieces = join(pieces)
        if not pieces: return ""
        if self.raw: return "".join(s if kind == "literal" else "{{ " + s + " }}" for kind, s in pieces)
        values = [self.quoted(s) if kind == "literal" else s for kind, s in pieces]
        one = f" {self.plus} ".join(values)
        if self.manner == "lines": return "{{ " + one + " }}\n"
        groups = [one] if self.r.random() < 0.7 else values
        pad = "    " * depth
        return "".join({"line": "{{ " + g + " }}", "minus": pad + "{{- " + g + " }}\n", "both": pad + "{{- " + g + " -}}\n"}[self.manner] for g in groups)

    def write(self, nodes, depth=0):
        out = ""
        for node in nodes:
            kind = node[0]
            if kind == "out": out += self.output(node[1], depth)
            elif kind == "say": out += self.statement(node[1], depth)
            elif kind == "if":
                for n, (condition, body) in enumerate(node[1]):
                    out += self.statement(("if " if n == 0 else "elif ") + condition if condition else "else", depth) + self.write(body, depth + 1)
                out += self.statement("endif", depth)
            else:   # for, macro, generation
                out += self.statement((kind + " " + node[1]).strip(), depth) + self.write(node[2], depth + 1) + self.statement("end" + kind, depth)
        return out


ROLES = ("system", "user", "assistant", "tool")
# name, header, separator, end of turn, line end, names of roles, are headers control tokens
FAMILIES = [
    ("chatml", "<|im_start|>{}", "\n", "<|im_end|>", "\n", {}, True),
    ("header", "<|start_header_id|>{}<|end_header_id|>", "\n\n", "<|eot_id|>", "", {"tool": "ipython"}, True),
    ("role", "<|start_of_role|>{}<|end_of_role|>", "", "<|end_of_text|>", "\n", {"tool": "tool_response"}, True),
    ("turn", "<start_of_turn>{}", "\n", "<end_of_turn>", "\n", {"assistant": "model"}, True),
    ("phi", "<|{}|>", "\n", "<|end|>", "\n", {}, True),
    ("zephyr", "<|{}|>", "\n", "</s>", "\n", {}, False),
    ("deepseek", "<｜{}｜>", "", "<｜end▁of▁sentence｜>", "", {"user": "User", "assistant": "Assistant", "system": "System", "tool": "Tool"}, True),
    ("openchat", "GPT4 Correct {}: ", "", "<|end_of_turn|>", "", {"user": "User", "assistant": "Assistant", "system": "System", "tool": "Tool"}, False),
    ("exaone", "[|{}|]", "", "[|endofturn|]", "\n", {}, True),
    ("coder", "### {}:", "\n", "<|EOT|>", "\n", {"user": "Instruction", "assistant": "Response", "system": "System", "tool": "Result"}, False),
    ("solar", "### {}:", "\n", "", "\n\n", {"user": "User", "assistant": "Assistant", "system": "System", "tool": "Tool"}, False),
    ("minimax", "]~b]{}", "\n", "[e~[", "\n", {"assistant": "ai"}, True),
    ("kimi", "<|im_{}|>{}<|im_middle|>", "", "<|im_end|>", "", {}, True),
    ("command", "<|START_OF_TURN_TOKEN|><|{}_TOKEN|>", "", "<|END_OF_TURN_TOKEN|>", "", {"user": "USER", "assistant": "CHATBOT", "system": "SYSTEM", "tool": "TOOL"}, True),
    ("glm", "<|{}|>", "\n", "", "", {"tool": "observation"}, True),
    ("apertus", "<|{}_start|>", "", "<|{}_end|>", "", {}, True),
    ("made up", "", "", "", "", {}, True),
]
TOKEN = re.compile(r"<[^<>\s]+>|\[\|[^\[\]\s]+\|\]|\]~b\]|\[e~\[")
WORDS = "amber birch cedar delta ember frost grove heron inlet jade kelp larch maple north olive pearl quartz river stone tulip umber vale wharf yarrow".split()


class Maker:
    """Composes one template from the constructs of public ones."""

    def __init__(self, r):
        self.r = r
        family = r.choice(FAMILIES)
        self.name, head, self.sep, end, self.nl, self.names, special = family
        if self.name == "made up":
            w = r.sample(WORDS, 3)
            head, self.sep, end, self.nl = r.choice([f"<{w[0]}:{{}}>", f"<|{w[0]}|>{{}}<|{w[1]}|>", f"[|{w[0]}-{{}}|]"]), r.choice(["", "\n", " ", ": "]), r.choice([f"<{w[2]}>", f"<|{w[2]}|>", ""]), r.choice(["", "\n", "\n\n", " "])
        self.heads = {role: head.replace("{}", self.names.get(role, role)) for role in ROLES}
        self.ends = {role: end.replace("{}", role) for role in ROLES}
        self.generic = head.count("{}") == 1 and not self.names and self.name not in ("apertus", "phi", "glm") and r.random() < 0.4
        self.bos = r.choice(["<s>", "<|begin_of_text|>", "<bos>"])
        self.eos = end.replace("{}", "assistant") if end and r.random() < 0.6 else "</s>"
        self.control = [t for s in [*self.heads.values(), *self.ends.values()] for t in TOKEN.findall(s)] if special else TOKEN.findall(self.ends["assistant"])
        self.control += r.sample(["<|pad|>", "<unk>", "<|endoftext|>"], r.randint(0, 2))
        self.tool_tokens = r.random() < 0.5
        self.stops = [t for t in dict.fromkeys([self.ends["assistant"], self.eos]) if t]
        self.openers = []
        if self.name == "glm":
            self.openers = [self.heads["user"], self.heads["tool"]]
            self.stops += self.openers
        if not end and self.name != "glm" and r.random() < 0.4: self.eos = "</s>"
        self.source = Source(r, r.choice(["line", "minus", "minus", "both", "line", "lines"]))
        self.flat = self.source.manner == "lines"
        self.dot = r.choice([lambda o, f: f"{o}.{f}", lambda o, f: f"{o}['{f}']", lambda o, f: f'{o}["{f}"]'])
        self.loop_var = r.choice(["message", "message", "m", "msg"])
        self.before, self.after = [], []

    def of(self, field): return self.dot(self.loop_var, field)

    def has(self, field):
        o, f = self.loop_var, field
        return self.r.choice([f"{self.of(f)}", f"({self.of(f)} is defined and {self.of(f)})", f"('{f}' in {o} and {self.of(f)})", f"{o}.get('{f}')"])

    def role_is(self, role): return f"{self.of('role')} == '{role}'"

    def words(self, role):
        """Expression for the content of a message."""
        c = self.of("content")
        how = self.trim if role == "assistant" else self.trim_other
        if self.none == "guard": c = f"({c} if {c} is string else '')"
        elif self.none == "or": c = f"({c} or '')"
        return {"": c, "trim": f"{c} | trim", "strip": f"{c}.strip()", "lstrip": f"{c}.lstrip('\\n')", "rstrip": f"{c}.rstrip()"}[how]

    def make(self):
        r = self.r
        self.trim = r.choice(["", "", "", "", "trim", "strip", "lstrip", "rstrip"])
        self.trim_other = r.choice(["", "", "", self.trim])
        self.none = r.choice(["", "guard", "or"])
        if r.random() < 0.17: return self.instruct()
        return self.turns()

    # The parts that turn and instruct styles share.

    def alternation(self, of="messages"):
        r, m = self.r, self.loop_var
        if r.random() < 0.5 and not self.flat:
            calls = f"({self.dot(m, 'tool_calls')} is defined and {self.dot(m, 'tool_calls')} is not none)"
            return [("say", "set ns_turn = namespace(index=0)"),
                    ("for", f"{m} in {of}", [("if", [(f"not ({self.role_is('tool')} or {self.role_is('system')} or {calls})", [
                        ("if", [(f"({self.role_is('user')}) != (ns_turn.index % 2 == 0)", [("out", [X("raise_exception('Conversation roles must alternate user/assistant/user/assistant/...')")])])]),
                        ("say", "set ns_turn.index = ns_turn.index + 1")])])])]
        return []

    def tool_list(self):
        """Pieces that write the tools, or nodes."""
        r = self.r
        kind = r.choice(["json", "each", "indent", "named"])
        if kind == "json": return [("out", [X("tools | tojson" + r.choice(["", "(indent=2)", "(ensure_ascii=False)"]))])]
        if kind == "named":
            return [("for", "tool in tools", [
                ("say", "set function = tool.function if tool.function is defined else tool"),
                ("out", [L("\n## "), X(self.dot("function", "name")), L("\n"), X("(function.description | default('none', true))")]),
                ("if", [("function.parameters is defined and function.parameters.properties is mapping",
                         [("for", "name, field in function.parameters.properties" + r.choice([".items()", " | items", " | dictsort"]),
                           [("out", [L("\n- "), X("name"), L(": "), X("(field.type | default('any'))"), X("('' if name in (function.parameters.required or []) else '?')")])])])])])]
        return [("for", "tool in tools", [("out", [L(r.choice(["\n", ""])), X("tool | tojson" + ("(indent=4)" if kind == "indent" else ""))]),
                                          ("if", [("not loop.last", [("out", [L(r.choice([", ", "\n"]))])])])])]

    def arguments(self, value):
        if self.r.random() < 0.5: return f"({value} if {value} is string else {value} | tojson)"
        return f"{value} | tojson"

    def call_nodes(self):
        """Nodes that write message.tool_calls."""
        r = self.r
        opener, closer = ("<tool_call>", "</tool_call>") if r.random() < 0.6 else ("<|tool_call_start|>", "<|tool_call_end|>")
        if self.tool_tokens: self.control += [opener, closer]
        kind = r.choice(["json", "json", "xml", "macro", "list", "dump", "python", "single"])
        self.call_kind = kind
        each = f"tool_call in {self.of('tool_calls')}"
        unwrap = r.choice([[("say", "set call = tool_call.function")], [("if", [("tool_call.function", [("say", "set tool_call = tool_call.function")])]), ("say", "set call = tool_call")]])
        name, args = self.dot("call", "name"), self.dot("call", "arguments")
        between = r.choice([[], [("if", [("not loop.first", [("out", [L("\n")])])])]])
        if kind == "json":
            return [("for", each, [*unwrap, *between, ("out", [L(opener + '\n{"name": "'), X(name), L('", "arguments": '), X(self.arguments(args)), L("}\n" + closer)])])]
        if kind == "macro":
            self.before.insert(0, ("macro", "render_call(call, extra='')", [("out", [L(opener), X(name), L("("), X(self.arguments(args)), L(")"), X("extra"), L(closer)])]))
            return [("for", each, [*unwrap, *between, ("out", [X(r.choice(["render_call(call)", "render_call(call, extra='')"]))])])]
        if kind == "xml":
            return [("for", each, [*unwrap, ("out", [L(f"\n{opener}\n<function="), X(name), L(">\n")]),
                                   ("for", "key, value in " + r.choice([f"{args}.items()", f"{args} | items"]),
                                    [("out", [L("<parameter="), X("key"), L(">\n"), X("(value if value is string else value | tojson)"), L("\n</parameter>\n")])]),
                                   ("out", [L(f"</function>\n{closer}")])])]
        if kind == "list":
            return [("out", [L("[TOOL_CALLS] [")]), ("for", each, [
                ("say", "set out = tool_call.function | tojson"), ("out", [X("out[:-1]")]),
                ("if", [("not tool_call.id is defined or tool_call.id | length != 9", [("out", [X("raise_exception('Tool call IDs should be alphanumeric strings with length 9!')")])])]),
                ("out", [L(', "id": "'), X("tool_call.id"), L('"}')]), ("if", [("not loop.last", [("out", [L(", ")])]), ("", [("out", [L("]")])])])])]
        if kind == "dump": return [("out", [L("\n" + opener + "\n"), X(self.of("tool_calls") + " | tojson(indent=2)"), L("\n" + closer)])]
        if kind == "single":
            return [("if", [(f"{self.of('tool_calls')} | length != 1", [("out", [X("raise_exception('This model only supports single tool-calls at once!')")])])]),
                    ("say", f"set call = {self.of('tool_calls')}[0].function"),
                    ("out", [L('{"name": "'), X(name), L('", "parameters": '), X(args + " | tojson"), L("}")])]
        return [("out", [L(opener + "[")]), ("for", each, [*unwrap, ("say", "set ns_args = namespace(list=[])"),
                                                          ("for", f"key, value in {args}.items()", [("say", "set ns_args.list = ns_args.list + [key ~ '=' ~ (value | tojson if value is not string else \"'\" ~ value ~ \"'\")]")]),
                                                          ("out", [X(name), L("("), X("(ns_args.list | join(', '))"), L(")"), X("(', ' if not loop.last else '')")])]), ("out", [L("]" + closer)])]

    def thinking(self):
        """How answers' thinking is written: (nodes that set text and thought, nodes that write it, opener in the prompt)."""
        r = self.r
        set_text = ("say", f"set text = {self.words('assistant')}")
        mode = r.choice(["none"] * 4 + ["plain", "query", "query", "keep", "cut", "empty"]) if not self.flat else r.choice(["none", "none", "cut"])
        self.think_mode = mode
        if mode == "none": return [], [], ""
        if mode == "cut":
            cut = ("if", [("'</think>' in text", [("say", "set text = text.split('</think>')[-1]" + r.choice(["", ".lstrip('\\n')", " | trim"]))])])
            return [set_text, cut], [], r.choice(["", "<think>\n"])
        opener = r.choice(["", "", "<think>\n", "<think>", "<think>\n\n</think>\n\n"])
        if r.random() < 0.5: self.control += ["<think>", "</think>"]
        get = [set_text, ("say", "set thought = ''"),
               ("if", [(f"{self.of('reasoning_content')} is string", [("say", f"set thought = {self.of('reasoning_content')}")]),
                       ("'</think>' in text", [("say", "set thought = text.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n')"),
                                               ("say", "set text = text.split('</think>')[-1].lstrip('\\n')")])])]
        written = ("out", [L("<think>\n"), X("thought.strip('\\n')"), L("\n</think>\n\n")])
        if mode == "plain": return get, [("if", [("thought", [written])])], opener
        if mode == "keep":
            return get, [("if", [("thought", [("out", [L("<think>"), X("thought"), L("</think>")])])])], r.choice(["", "<think>"])
        self.before += [("say", "set ns_query = namespace(last=-1)"),
                        r.choice([("for", f"{self.loop_var} in {self.list}", [("if", [(self.role_is("user"), [("say", "set ns_query.last = loop.index0")])])]),
                                  ("for", f"{self.loop_var} in {self.list}[::-1]", [("if", [(f"ns_query.last == -1 and {self.role_is('user')}", [("say", f"set ns_query.last = ({self.list} | length - 1) - loop.index0")])])])])]
        after = "loop.index0 > ns_query.last"
        if mode == "query":
            extra = r.choice(["", " and thought", " and (loop.last or thought)"])
            return get, [("if", [(after + extra, [written])])], opener
        return get, [("if", [(after + " and thought", [("out", [L("<think>"), X("thought.strip()"), L("</think>\n")])]), ("", [("out", [L("<think></think>\n")])])])], ""

    def model(self, nodes, think, kind):
        r = self.r
        head = []
        if r.random() < 0.25 and not self.flat: head.append(("say", "set unused = 'x'"))
        twin = self.source.write(head + self.before + nodes + self.after)
        if r.random() < 0.15: twin = "{# a template #}\n" + twin if not self.source.raw else "{# a template #}" + twin
        twin = twin.rstrip("\n") + r.choice(["", "\n"])
        if think: self.control += [t for t in ("<think>", "</think>") if r.random() < 0.3 and t in think]
        return Model(twin, self.bos, self.eos, self.control, self.stops, self.openers, kind)

    # Styles.

    def turns(self):
        r = self.r
        m = self.loop_var
        defer = self.name == "apertus" and not self.flat
        self.list = "messages"
        system = r.choice(["turn"] * 6 + ["first", "first", "default", "default", "front", "front", "refuse"]) if not self.flat else r.choice(["turn"] * 6 + ["refuse"])
        tools = r.choice(["", "system", "own", "question"]) if not self.flat else ""
        if system in ("first", "default") or tools == "system" or tools == "question" and r.random() < 0.5: self.list = r.choice(["loop_messages", "messages", "rest"])
        extracted = self.list != "messages" or system in ("first", "default")
        get, write_thought, think = self.thinking()
        pre_end = r.choice([""] * 7 + [" ", "\n"]) if self.ends["assistant"] else ""
        end = self.ends["assistant"]
        if end and r.random() < 0.06 and self.eos != end: end += self.eos
        inner = ("<|START_RESPONSE|>", "<|END_RESPONSE|>") if self.name == "command" and r.random() < 0.7 else ("", "")
        if inner[0]: self.control += inner
        use_variable = end == self.eos and r.random() < 0.6
        end_pieces = [L(pre_end + inner[1]), X("eos_token") if use_variable else L(end), E, L(self.nl)]
        last_nl = bool(end) and not self.flat and self.nl and r.random() < 0.12
        opener_with_user = not defer and r.random() < 0.15
        prompt = "none" if opener_with_user and r.random() < 0.8 else r.choice(["after"] * 6 + ["loop", "loop", "none"])
        if self.flat and not (self.sep + think).endswith("\n"): prompt = "none"
        if opener_with_user: prompt = "none"
        if prompt == "none" and not opener_with_user: think = ""
        head = self.heads["assistant"] + (inner[0] if inner[0] and (r.random() < 0.6 or opener_with_user) else "")
        rest_of_head = inner[0] if inner[0] and not head.endswith(inner[0]) else ""
        head_pieces = [L(head + self.sep)] if self.name != "glm" else [L(head)]
        body_sep = self.sep if self.name == "glm" else ""
        if self.generic and not opener_with_user and not inner[0] and self.name != "glm":
            open_part, close_part = self.heads["assistant"].split("assistant") if self.heads["assistant"].count("assistant") == 1 else (None, None)
            if open_part is not None: head_pieces = [L(open_part), X(self.of("role")), L(close_part + self.sep)]
        start = [B] if opener_with_user else [B, *head_pieces] if prompt == "none" else [*head_pieces, B]
        text = "text" if get else self.words("assistant")

        # The assistant's branch.
        calls = [] if self.flat or r.random() < 0.35 else self.call_nodes()
        self.state = look = False
        if calls and not defer and not opener_with_user and prompt == "after":
            self.state = r.random() < (0.5 if self.name == "deepseek" else 0.08)
            look = not self.state and not last_nl and r.random() < 0.22
        results = [] if look else self.results(defer, opener_with_user, head + self.sep + think)
        if self.flat:
            answer = [*get, ("out", [*start, L(rest_of_head + body_sep), X(text), *end_pieces])]
        else:
            finish = [("out", end_pieces)]
            if last_nl: finish = [("out", end_pieces[:-1]), ("if", [("not loop.last", [("out", [L(self.nl)])])])]
            if defer: finish = [("out", [E])]
            begin = [("out", [*start, L(rest_of_head + body_sep)])]
            if defer:
                begin = [("if", [("not ns_open.value", [("out", [L(self.heads["assistant"] + self.sep)]), ("say", "set ns_open.value = true")])]), ("out", [B])]
            content = r.choice([[("out", [X(text)])], [("if", [(text if get else self.of("content"), [("out", [X(text)])])])]])
            if calls and r.random() < 0.8:
                before_call = r.choice([[("if", [(self.has("content") if not get else "text", [("out", [L("\n")])])])], [], [("out", [L("\n")])]])
                if self.call_kind == "single" or r.random() < 0.15:   # the text beside a call is left out
                    middle = [("if", [(self.has("tool_calls"), calls), ("", write_thought + content)])]
                else: middle = write_thought + content + [("if", [(self.has("tool_calls"), before_call + calls)])]
            elif calls: middle = [("if", [(self.has("tool_calls"), content + calls), ("", write_thought + content)])]
            else: middle = write_thought + content
            if self.state:
                begin = [("if", [("ns_tool.value", [("out", [L("<outputs_end>"), B]), ("say", "set ns_tool.value = false")]), ("", begin)])]
            if look:
                # Results are written with the calls before them, the next answer goes on in the same turn.
                begin = [("if", [(f"loop.index0 > 0 and {self.list}[loop.index0 - 1].role == 'tool'", [("out", [B])]), ("", begin)])]
                walk = f"follow in {self.list}[loop.index0 + 1:]" if r.random() < 0.5 else f"k in range(loop.index0 + 1, {self.list} | length)"
                fetch = [] if walk.startswith("follow") else [("say", f"set follow = {self.list}[k]")]
                stop = [("if", [("follow.role != 'tool'", [("say", "break")])])] if r.random() < 0.5 else []
                wrote = [("out", [L("<result>"), X("follow.content"), L("</result>")]), ("say", "set ns_look.found = true")]
                one = [*fetch, *stop, *(wrote if stop else [("if", [("follow.role != 'tool'", [("say", "set ns_look.stop = true")]), ("not ns_look.stop", wrote)])])]
                finish = [("say", "set ns_look = namespace(found=false, stop=false)"),
                          ("if", [(self.has("tool_calls"), [("out", [E]), ("for", walk, one)])]),
                          ("if", [("not ns_look.found", [("if", [(f"not {self.of('tool_calls')}", finish), ("", [("out", [L(self.ends["assistant"] + self.nl)])])])])])]
            answer = [*get, *begin, *middle, *finish]
            if not defer and not last_nl and not look and not self.state and r.random() < 0.12:
                # A generation block, around the whole turn or around what is trained.
                answer = [*get, ("generation", "", [*begin, *middle, *finish])] if r.random() < 0.4 else [*get, *begin, ("generation", "", [*middle, ("out", end_pieces[:-1])]), ("out", [L(self.nl)])]

        # The other roles.
        other_end = self.ends["user"] if self.name not in ("deepseek", "exaone", "coder") else r.choice(["", "\n"])
        user_end = [L(other_end + (self.nl if other_end.strip() or self.name in ("solar", "phi") else ""))]
        if r.random() < 0.1: user_end = [L("\n")]
        if opener_with_user: user_end += [L(head + self.sep + think)]
        close = [("if", [("ns_open.value", [("out", [L(self.ends["assistant"]), ]), ("say", "set ns_open.value = false")])])] if defer else []
        user_head = [L(self.heads["user"] + self.sep)]
        question = [*user_head, X(self.words("user")), *user_end]
        user = [*close, ("out", question)]
        if tools == "question":
            which = r.choice(["loop.index0 == ns_ask.last", "loop.index0 == ns_ask.first"])
            if tools and r.random() < 0.6:
                self.before += [("say", "set ns_ask = namespace(first=-1, last=-1)"), ("for", f"{m} in {self.list}", [("if", [(self.role_is("user"), [
                    ("say", "set ns_ask.last = loop.index0"), ("if", [("ns_ask.first == -1", [("say", "set ns_ask.first = loop.index0")])])])])])]
            else:
                self.before += [("say", f"set users = {self.list} | selectattr('role', 'equalto', 'user') | list")]
                which = f"{m} == users[{r.choice(['-1', '0'])}]"
            user = [*close, ("if", [(f"tools and {which}", [("out", [L("Tools: ")]), *self.tool_list(), ("out", [L("\n\n")])])]), ("out", question)]
        system_turn = [*close, ("out", [L(self.heads["system"] + self.sep), X(self.words("system")), L(self.ends["system"] + self.nl)])]
        if self.name == "deepseek": system_turn = [("out", [X(self.words("system"))])]
        refuse = lambda words: [("out", [X(f"raise_exception('{words}')")])]

        branches = [(self.role_is("user"), user), (self.role_is("assistant"), answer)]
        if r.random() < 0.3: branches.reverse()
        tool_branch = [(self.role_is("tool"), results)] if results is not None else []
        if system == "turn": branches.insert(r.randint(0, 2), (self.role_is("system"), system_turn))
        elif system == "refuse": branches.append((self.role_is("system"), refuse("System role not supported")))
        elif not extracted and system == "front": branches.append((self.role_is("system"), []))
        branches += tool_branch
        if r.random() < 0.2: branches.append(("", refuse("Only user, system and assistant roles are supported!")))
        branches = [(c, b) for c, b in branches if b or not self.flat]

        # Before the loop.
        nodes = [("out", [X("bos_token")])] if r.random() < 0.5 and not self.flat else []
        first = r.choice(["messages[0]['role'] == 'system'", "messages and messages[0].role == 'system'"])
        sys_words = "messages[0]['content']" + r.choice(["", " | trim"])
        sys_head, sys_end = L(self.heads["system"] + self.sep), L(self.ends["system"] + self.nl)
        if self.list != "messages" or system in ("first", "default"):
            take = [("say", f"set {self.list} = messages[1:]")]
            self.before.insert(0, ("if", [(first, [("say", f"set system_message = {sys_words}"), *take]), *([("", [("say", f"set {self.list} = messages")])] if self.list != "messages" or r.random() < 0.3 else [])]))
            spoken = "system_message is defined"
            tool_nodes = [("if", [("tools", [("out", [L("\n\n# Tools\n")]), *self.tool_list()])])] if tools == "system" else []
            if system == "default":
                nodes += [("out", [sys_head, X("(system_message if system_message is defined else 'You are a helpful assistant.')")]), *tool_nodes, ("out", [sys_end])]
            else:
                nodes += [("if", [(spoken + (" or tools" if tool_nodes else ""), [("out", [sys_head, X("(system_message | default(''))")]), *tool_nodes, ("out", [sys_end])])])]
        elif system == "front":
            nodes = [("say", "set ns_front = namespace(text='', first=true)"),
                     ("for", f"{m} in messages", [("if", [(self.role_is("system"), [("if", [("ns_front.first", [("say", f"set ns_front.text = ns_front.text + {self.of('content')}"), ("say", "set ns_front.first = false")]),
                                                                                       ("", [("say", f"set ns_front.text = ns_front.text + '\\n\\n' + {self.of('content')}")])])])])]), *nodes, ("out", [X("ns_front.text")])]
        if tools == "own": nodes += [("if", [(r.choice(["tools", "tools is not none and tools"]), [("out", [sys_head, L("Available: ")]), *self.tool_list(), ("out", [sys_end])])])]
        if r.random() < 0.08 and not self.flat:
            nodes += [("if", [("documents", [("for", "document in documents", [("out", [sys_head, X("document['title'] | upper"), L(": "), X("document['text']"), sys_end])])])])]
        if r.random() < 0.05 and not self.flat: nodes += [("out", [L("Date: "), X("strftime_now('%d %B %Y')"), L("\n")])]
        if r.random() < 0.15: nodes = self.alternation(self.list) + nodes
        if defer: nodes = [("say", "set ns_open = namespace(value=false, tool=false)")] + nodes

        # The loop and the opener.
        opening = self.heads["assistant"] + (inner[0] if head.endswith(inner[0]) else "") + (self.sep if self.name != "glm" else "") + think
        if self.flat and opening.endswith("\n"): opening = opening[:-1]    # the output's own line end stands for it
        opener = [("out", [L(opening)])]
        body = [("if", branches)]
        if prompt == "loop": body.append(("if", [("loop.last and add_generation_prompt", opener)]))
        nodes.append(("for", f"{m} in {self.list}", body))
        if defer and r.random() < 0.4: nodes.append(("if", [("ns_open.value" + r.choice(["", " and not ns_open.tool"]), [("out", [L(self.ends["assistant"])])])]))
        if prompt == "after":
            condition = "add_generation_prompt"
            if self.state:
                nodes.append(("if", [("ns_tool.value", [("out", [L("<outputs_end>")])])]))
                condition += " and not ns_tool.value"
            if look: condition += f" and ({self.list}[-1].role | default('')) != 'tool'"
            if r.random() < 0.12 and not defer and not self.flat and self.eos: nodes.append(("if", [(condition, opener), ("", [("out", [X("eos_token")])])]))
            else: nodes.append(("if", [(condition, opener)]))
        if self.state: nodes = [("say", "set ns_tool = namespace(value=false, first=true)")] + nodes
        return self.model(nodes, think if prompt != "none" or opener_with_user else "", self.name)

    def results(self, defer, opener_with_user, opener):
        """Nodes for a tool's result; None: no branch for it."""
        r = self.r
        words = self.of("content")
        if self.state:
            return [("say", "set ns_tool.value = true"), ("if", [("ns_tool.first", [("out", [L("<outputs_begin>")]), ("say", "set ns_tool.first = false")])]), ("out", [L("<output>"), X(words), L("</output>")])]
        if self.flat or r.random() < 0.12: return None
        if defer:
            return [("out", [L(r.choice(["\n[", "["])), X(words), L("]")])]
        kind = r.choice(["turn", "turn", "user", "merged", "merged", "json"])
        end = [L(self.ends["tool"] + self.nl)] + ([L(opener)] if opener_with_user else [])
        if kind == "turn": return [("out", [L(self.heads["tool"] + self.sep), X(f"({words} if {words} is string else {words} | tojson)"), *end])]
        if kind == "json": return [("out", [L(self.heads["tool"] + self.sep + '{"content": '), X(f"{words} | tojson"), L(', "call_id": "'), X(self.of("tool_call_id")), L('"}'), *end])]
        if kind == "user": return [("out", [L(self.heads["user"] + self.sep + "<tool_response>\n"), X(words), L("\n</tool_response>"), *end])]
        if r.random() < 0.5: first, last = f"loop.first or ({self.list}[loop.index0 - 1].role != 'tool')", f"loop.last or ({self.list}[loop.index0 + 1].role != 'tool')"
        else: first, last = "loop.previtem is not defined or loop.previtem.role != 'tool'", "loop.nextitem is not defined or loop.nextitem.role != 'tool'"
        return [("if", [(first, [("out", [L(self.heads["user"])])])]), ("out", [L("\n<tool_response>\n"), X(words), L("\n</tool_response>")]), ("if", [(last, [("out", end)])])]

    def instruct(self):
        """Llama 2's and Mistral's style: no opener, the system text in a question, tools before one."""
        r = self.r
        m = self.loop_var
        self.name, self.flat, self.list = "instruct", False, "loop_messages"
        self.source.manner = r.choice(["line", "minus"])
        self.source.raw = False
        self.bos, self.eos = "<s>", "</s>"
        special = r.random() < 0.6
        self.control = ["[INST]", "[/INST]", "[TOOL_CALLS]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]"] if special else []
        self.stops, self.openers = ["</s>"], []
        each, where = r.random() < 0.4, r.choice(["first", "last", "last", "token"])
        blank, after, gap = r.choice(["", " "]), r.choice(["", " "]), r.choice(["", " "])
        before_end = r.choice(["", "", " ", "\n"])
        get, write_thought, _ = self.thinking() if r.random() < 0.2 else ([], [], "")
        text = "text" if get else self.words("assistant")
        self.before.insert(0, ("if", [("messages[0]['role'] == 'system'", [("say", "set system_message = messages[0]['content']"), ("say", "set loop_messages = messages[1:]")]), ("", [("say", "set loop_messages = messages")])]))
        self.before += self.alternation("loop_messages")
        wrap = r.choice([("<<SYS>>\n", "\n<</SYS>>\n\n"), ("", "\n\n")])
        condition = {"first": "loop.first and system_message is defined", "last": "loop.last and system_message is defined", "token": ""}[where]
        if where == "last" and r.random() < 0.5: condition = f"{m} == users[-1] and system_message is defined"
        nodes = []
        if not each: nodes.append(("out", [X("bos_token")]))
        if where == "token": nodes.append(("if", [("system_message is defined", [("out", [L("[SYSTEM_PROMPT]"), X("system_message"), L("[/SYSTEM_PROMPT]")])])]))
        ask = [X("bos_token")] if each else []
        opening, closing = [*ask, L("[INST]" + blank)], [L(after + "[/INST]")]
        words = self.words("user")
        plain = [("out", [*opening, X(words), *closing])]
        user = [("if", [(condition, [("out", [*opening, L(wrap[0]), X("system_message"), L(wrap[1]), X(words), *closing])]), ("", plain)])] if condition else plain
        if "users" in condition or r.random() < 0.5:
            self.before.append(("say", "set users = loop_messages | selectattr('role', 'equalto', 'user') | list"))
            if r.random() < 0.7: user = [("if", [(f"tools is not none and tools and ({m} == users[{r.choice(['-1', '-1', '0'])}])", [("out", [L("[AVAILABLE_TOOLS]" + blank)]), *self.tool_list(), ("out", [L("[/AVAILABLE_TOOLS]")])])]), *user]
        finish = ("out", [L(before_end), X("eos_token"), E])
        says = [*get, ("out", [B, L(gap)]), *write_thought, ("out", [X(text)]), finish]
        calls = self.call_nodes() if r.random() < 0.8 else []
        branches = [(self.role_is("user"), user)]
        if calls: branches.append((f"{self.role_is('assistant')} and {self.has('tool_calls')}", [("out", [B, L(gap)]), *calls, finish]))
        branches.append((self.role_is("assistant"), says))
        if r.random() < 0.85: branches.append((self.role_is("tool"), [("out", [L("[TOOL_RESULTS]" + blank + '{"content": '), X(f"{self.of('content')} | string"), L(', "call_id": "'), X(self.of("tool_call_id")), L('"}[/TOOL_RESULTS]')])]))
        if r.random() < 0.5: branches.append(("", [("out", [X("raise_exception('Only user and assistant roles are supported!')")])]))
        nodes.append(("for", f"{m} in loop_messages", [("if", branches)]))
        return self.model(nodes, "", "instruct")


# --------------------------------------------------------------------------------------------------------- conversations

QUESTIONS = ["Which river runs through Vienna?", "Is 2 even? Yes or No?", "Compare Zürich and Oslo.", "Wie spät ist es?", "これは何ですか？", "Что это?", "Write a loop.", "say A or B", "ok",
             "  blanks around  ", "ends in a line end\n", "two\nlines", "the assistant said: assistant", "what is <b>bold</b> & \"quoted\"?", "It's {{ 1 + 1 }} and {% if %}", "مرحبا", "a", "7"]
ANSWERS = ["The Danube.", "Yes", "No", "A", "B", "oak", "7", "Die Donau.", "東京です。", "Это дом.", "```python\nprint(1)\n```\n", "assistant", "I am the assistant.", "a \"quoted\" word", "two\n\nlines", "{\"high\": 21}",
           "x < 1 && y > 2", "ok 👍", "नमस्ते", "Ünïcödé", "</div>", "a,b;c", "user", "None", "The end\\n"]
FIELDS = ["city", "days", "unit", "notes", "from", "items", "name", "values"]
TOOLS = [{"type": "function", "function": {"name": name, "description": text, "parameters": {"type": "object", "properties": fields, "required": [next(iter(fields))]}}} for name, text, fields in [
    ("get_weather", "Weather of a city", {"city": {"type": "string", "description": "Name, as in \"Zürich\""}, "days": {"type": "integer", "default": 1}}),
    ("convert", "Convert it's <amount>", {"amount": {"type": "number"}, "unit": {"type": "string", "enum": ["km", "mi"]}, "items": {"type": "array", "items": {"type": "string"}}}),
    ("now", "The time", {"zone": {"type": ["string", "null"], "description": "Zone\nin two lines"}})]]


class Talker:
    """Makes conversations for a model."""

    def __init__(self, r, model): self.r, self.model = r, model

    def value(self, depth=0):
        r = self.r
        kind = r.randint(0, 9 if depth < 2 else 6)
        if kind <= 2: return r.choice(["Zürich", "Oslo", "km", "a \"b\"", "<c>", "x\ny", "it's", "東京", "", "true", *self.model.control[:2]])
        if kind <= 4: return r.choice([0, 1, 21, -3, 2026, 10000000000000000])
        if kind == 5: return r.choice([1.5, 0.25, 1e-7, 1e20, 100000.0, -2.5])
        if kind == 6: return r.choice([True, False, None])
        if kind == 7: return [self.value(depth + 1) for _ in range(r.randint(0, 3))]
        return {r.choice(FIELDS): self.value(depth + 1) for _ in range(r.randint(0, 2))}

    def call(self):
        r = self.r
        arguments = {r.choice(FIELDS): self.value() for _ in range(r.choice([0, 1, 1, 2, 2, 3]))}
        if r.random() < 0.08: arguments = json.dumps(arguments, ensure_ascii=r.random() < 0.3)
        made = {"id": "".join(r.choice("abcdefXYZ123456") for _ in range(9)), "type": "function", "function": {"name": r.choice(["get_weather", "convert", "now"]), "arguments": arguments}}
        if r.random() < 0.03: del made["id"]
        return made

    def said(self, question=""):
        r = self.r
        chance = r.random()
        if chance < 0.08 and len(question.split()) > 1: text = r.choice([w for w in question.split() if changeable(w)])
        elif chance < 0.12 and self.model.control: text = r.choice(self.model.control)
        elif chance < 0.16 and self.model.control: text = f"the mark {r.choice(self.model.control)} is {r.choice(self.model.control)}"
        else: text = r.choice(ANSWERS)
        if r.random() < 0.15: text = r.choice([" ", "  ", "\n", "\n\n", "\t", ""]) + text + r.choice([" ", "  ", "\n", "\n\n", " \n", ""])
        return text

    def asked(self):
        r = self.r
        if r.random() < 0.06 and self.model.control: return r.choice(self.model.control)
        if r.random() < 0.06 and self.model.control: return f"{r.choice(QUESTIONS)} {r.choice(self.model.control)}"
        return r.choice(QUESTIONS)

    def answer(self, question, thinks):
        r = self.r
        text = self.said(question)
        if r.random() < 0.01: text = r.choice(["", " ", "\n", "!", "..."])
        message = {"role": "assistant", "content": text}
        if thinks and r.random() < 0.7: message["reasoning_content"] = r.choice(["The question names the city.", "so I look it up", "\nlines\n", "Hm", ""])
        elif r.random() < 0.06: message["content"] = "<think>\n" + r.choice(["Look it up.", "x"]) + "\n</think>\n\n" + text
        return message

    def make(self):
        r = self.r
        messages = []
        supports = "tool_calls" in self.model.template
        calls, thinks = r.random() < (0.5 if supports else 0.06), r.random() < (0.6 if "reasoning_content" in self.model.template else 0.08)
        if r.random() < 0.4: messages.append({"role": "system", "content": r.choice(["You answer in one short sentence.", "Be brief.\n", " Sei kurz.", "", "assistant"])})
        if r.random() < 0.01: messages.append(self.answer("", False))
        for _ in range(r.choice([1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 8])):
            question = self.asked()
            messages.append({"role": "user", "content": question})
            for _ in range(r.choice([1, 1, 2]) if calls and r.random() < 0.7 else 0):
                made = [self.call() for _ in range(r.choice([1, 1, 1, 2, 3]))]
                message = {"role": "assistant", "content": r.choice(["", "", None, self.said(question)]), "tool_calls": made}
                if r.random() < 0.05: del message["content"]
                if thinks and r.random() < 0.5: message["reasoning_content"] = "I need the tool"
                messages.append(message)
                for call in made:
                    result = {"role": "tool", "content": r.choice(["{\"high\": 21}", "0.93 mi", "error: <none>", "", "assistant", "Zürich is warmer."])}
                    if "id" in call: result["tool_call_id"] = call["id"]
                    if r.random() < 0.7: result["name"] = call["function"]["name"]
                    messages.append(result)
            messages.append(self.answer(question, thinks))
        if r.random() < 0.05: messages.append({"role": "user", "content": self.asked()})
        if r.random() < 0.03 and messages[-1]["role"] == "user" and len(messages) > 2: messages.append({"role": "assistant", "content": None, "tool_calls": [self.call()]})
        answers = [m for m in messages if m["role"] == "assistant"]
        if r.random() < 0.15:
            for m in answers:
                how = r.choice([{"weight": 0}, {"train": False}, {"weight": 1}, {"train": True}, {}, {}])
                m.update(how)
            if not any(trains(m) for m in answers):
                for key in ("weight", "train"): answers[-1].pop(key, None)
        documents = [{"title": "Rivers", "text": "The Danube.", "doc_id": 1}] if r.random() < (0.5 if "documents" in self.model.template else 0.02) else None
        m = self.model
        return {"template": m.template, "bos_token": m.bos, "eos_token": m.eos, "control_tokens": m.control, "stop_tokens": m.stops, "messages": messages,
                "tools": r.sample(TOOLS, r.randint(1, 3)) if calls and r.random() < 0.85 or r.random() < 0.06 else None, "documents": documents, "add_generation_prompt": r.random() < 0.06}


def trains(message): return message["role"] == "assistant" and message.get("weight", 1) != 0 and message.get("train", True) is not False


# ------------------------------------------------------------------------------------------------------------- reference

class Undecided(Exception):
    """The renderings do not tell."""


# What templates look for inside a message stays as it is.
KEPT = re.compile(r"(</?think>|</?tool_response>)")
THINK = re.compile(r"(<think>\s*(</think>\s*)?)?\Z")    # the opener of thinking at the end of a prompt
SWAPPED = {}


def swapped(c, k):
    """Another character of the same kind, or the same where there is none."""
    if (c, k) in SWAPPED: return SWAPPED[c, k]
    out = c
    if "a" <= c <= "z": out = chr((ord(c) - 97 + k) % 26 + 97)
    elif "A" <= c <= "Z": out = chr((ord(c) - 65 + k) % 26 + 65)
    elif "0" <= c <= "9": out = chr((ord(c) - 48 + (3 if k == 7 else 6)) % 10 + 48)
    elif ord(c) > 127 and not c.isspace():
        kind = lambda x: (x.isalpha(), x.islower(), x.isupper(), x.isprintable(), len(x.encode()), len(x.upper()), len(x.lower()))
        near = [chr(ord(c) + step) for step in (1, 2, -1, -2, 3, 4, -3, -4) if kind(chr(ord(c) + step)) == kind(c)]
        if len(near) > 1: out = near[0 if k == 7 else 1]
    SWAPPED[c, k] = out
    return out


def swap_text(s, k): return "".join(part if n % 2 else "".join(swapped(c, k) for c in part) for n, part in enumerate(KEPT.split(s)))


def swap(value, k):
    if isinstance(value, str): return swap_text(value, k)
    if isinstance(value, list): return [swap(v, k) for v in value]
    if isinstance(value, dict): return {key: swap(v, k) for key, v in value.items()}
    if isinstance(value, bool) or value is None: return value
    text = str(value)
    if "e" in text: return value
    other = type(value)("".join(swapped(c, k) if c.isdigit() and not (n == 0 or text[n - 1] in "-.") else "123456789"[(int(c) + (1 if k == 7 else 4)) % 9] if c.isdigit() else c for n, c in enumerate(text)))
    return other if len(str(other)) == len(text) else value


def changeable(value): return swap(value, 7) != value


def groups(message):
    """Names of the parts of a message that have letters to change."""
    out = []
    if changeable(message.get("content") or ""): out.append("content")
    if changeable(message.get("reasoning_content") or ""): out.append("thinking")
    return out + [n for n, _ in enumerate(message.get("tool_calls") or [])]


def with_swapped(message, which, k):
    message = dict(message)
    for part in which:
        if part == "content": message["content"] = swap(message["content"], k)
        elif part == "thinking": message["reasoning_content"] = swap(message["reasoning_content"], k)
        else:
            calls = list(message["tool_calls"])
            # The name may come again with the result, so it is changed only where the arguments have no letters.
            function = calls[part]["function"]
            key = "arguments" if changeable(function["arguments"]) else "name"
            calls[part] = {**calls[part], "function": {**function, key: swap(function[key], k)}}
            message["tool_calls"] = calls
    return message


def common(a, b):
    """Length of the common beginning."""
    lo, hi = 0, min(len(a), len(b))
    if a[:hi] == b[:hi]: return hi
    while lo < hi:
        mid = (lo + hi + 1) // 2
        if a[lo:mid] == b[lo:mid]: lo = mid
        else: hi = mid - 1
    return lo


def common_end(a, b):
    lo, hi = 0, min(len(a), len(b))
    while lo < hi:
        mid = (lo + hi + 1) // 2
        if a[len(a) - mid:] == b[len(b) - mid:]: lo = mid
        else: hi = mid - 1
    return lo


class Reference:
    """Text and flags of one request.

    refused: Jinja2's message, or None. text, flags: one flag a character. undecided: why there are no flags, or "".
    may_refuse: an answer's text or call is left out, so that a refusal is right too.
    own, foreign: places that must, and must not, be told as the conversation's own words.
    """

    def __init__(self, model, request):
        self.model, self.request, self.messages, self.cache = model, request, request["messages"], {}
        self.refused, self.text, self.flags, self.undecided, self.may_refuse, self.own, self.foreign = None, "", bytearray(), "", False, [], []
        try: self.text = self.render(self.messages, request["add_generation_prompt"])
        except Exception as e:
            self.refused = f"{type(e).__name__}: {e}"
            return
        self.flags = bytearray(len(self.text))
        self.zones = []
        try:
            if request["add_generation_prompt"] and not self.text.startswith(self.start(len(self.messages), False)): raise Undecided("the opener changes the text before it")
            for i, message in enumerate(self.messages):
                if message["role"] == "assistant": self.answer(i)
                elif model.tokens.search(message.get("content") or ""): self.find_own(i, self.text, self.messages)
            if model.generation: self.blocks()
        except Undecided as e: self.undecided = str(e)

    def render(self, messages, prompt): return self.model.render(self.request, messages, prompt)

    def start(self, n, prompt):
        """The rendering of the first n messages."""
        if (n, prompt) not in self.cache:
            try: self.cache[n, prompt] = self.render(self.messages[:n], prompt)
            except Exception as e: self.cache[n, prompt] = e
        if isinstance(self.cache[n, prompt], Exception): raise Undecided("the template refuses a beginning of the conversation")
        return self.cache[n, prompt]

    def changed(self, text, messages, i, which, k, prompt):
        """Begin and end of what differs when parts of message i have other letters; None: nothing."""
        try: other = self.render([*messages[:i], with_swapped(messages[i], which, k), *messages[i + 1:]], prompt)
        except Exception: raise Undecided("the template refuses other letters")
        if len(other) != len(text): raise Undecided("other letters change the length")
        begin = common(text, other)
        return None if begin == len(text) else (begin, len(text) - common_end(text, other))

    def place(self, text, messages, i, which, prompt):
        """Begin and end of parts of message i in the text; None: not written."""
        first = self.changed(text, messages, i, which, 7, prompt)
        if first != self.changed(text, messages, i, which, 13, prompt): raise Undecided("other letters are written elsewhere")
        return first

    def edge(self, text, messages, i, at, prompt, end):
        """How many characters before its first, or behind its last letter the content of message i goes on in the text."""
        content = messages[i]["content"]
        other = swap(content, 7)
        part = content[len(content) - common_end(content, other):] if end else content[:common(content, other)]
        solid = part.rstrip() if end else part.lstrip()
        here = text[at:at + len(solid)] if end else text[max(0, at - len(solid)):at]
        if here != solid and end and part != solid: raise Undecided("blanks behind something that is written otherwise")
        if here != solid: return 0 if KEPT.search(content) else common(text[at:], solid) if end else common_end(text[:at], solid)
        blanks = len(part) - len(solid)
        if not blanks: return len(solid)
        try: bare = self.render([*messages[:i], {**messages[i], "content": content.rstrip() if end else content.lstrip()}, *messages[i + 1:]], prompt)
        except Exception: raise Undecided("the template refuses an answer without its blanks")
        written = len(text) - len(bare)
        if not 0 <= written <= blanks: raise Undecided("blanks change more than themselves")
        return len(solid) + written

    def find_own(self, i, text, messages):
        """Remembers where the content of message i stands, when it stands there as it is."""
        content = messages[i]["content"]
        if not changeable(content) or KEPT.search(content): return    # what a template takes apart it may write again itself
        found = self.place(text, messages, i, ["content"], self.request["add_generation_prompt"])
        if not found: return
        bare = content.strip()
        lead = common(bare, swap(bare, 7))
        begin = found[0] - lead
        if begin >= 0 and text[begin:begin + len(bare)] == bare: self.own.append((begin, begin + len(bare)))

    def cut(self, a, b, n):
        """A common beginning that splits no control token of either."""
        for s in (a, b):
            for m in self.model.tokens.finditer(s):
                if m.start() < n < m.end(): n = m.start()
        return n

    def begin(self, i, first):
        """Where the prompt for answer i ends: (begin of what may be trained, begin of what must be)."""
        text = self.text
        prompt = self.start(i, True)
        if prompt == self.start(i, False) and "add_generation_prompt" in self.model.template and all(m["role"] == "system" for m in self.messages[:i]):
            raise Undecided("no prompt for a first answer")
        if text.startswith(prompt):
            return THINK.search(prompt).start(), len(prompt)
        at = at_prompt = 0
        for j in range(i - 1, -1, -1):
            which = groups(self.messages[j])
            if not which and self.messages[j].get("content"): raise Undecided("the message before has no letters")
            if not which: continue
            there = self.place(prompt, self.messages[:i], j, which, True)
            here = self.place(text, self.messages, j, which, self.request["add_generation_prompt"])
            if not there and not here: continue
            if not there or not here: raise Undecided("a message is written in the prompt only")
            at, at_prompt = here[1], there[1]
            if at > first: raise Undecided("the message before stands behind the answer")
            break
        q, g = prompt[at_prompt:], text[at:first]
        n = self.cut(q, g, common(q, g))
        o = THINK.search(q).start()
        if n < o and q[n:o].strip() and g[n:].lstrip().startswith(q[n:o].lstrip()):
            # Only blanks differ before the opener.
            at += len(g) - n - len(g[n:].lstrip()) - (o - n - len(q[n:o].lstrip()))
            n = o
        if n < o and q[n:o].strip() and g[n:].strip() and not self.model.tokens.match(q, n): raise Undecided("the prompt's header is another one")
        b = at + n
        if n == o and "</think>" in q[o:]:
            # The closing mark that the prompt's opener holds too.
            m = re.match(r"</think>\s*", text[b:])
            if m: b += m.end()
        return at + min(o, n), b

    def answer(self, i):
        model, text, message = self.model, self.text, self.messages[i]
        prompt = self.request["add_generation_prompt"]
        places, last = {}, None
        which = groups(message)
        for part in which:
            places[part] = self.place(text, self.messages, i, [part], prompt)
            if places[part] and (last is None or places[part][1] > places[last][1]): last = part
        written = [p for p in places.values() if p]
        left_out = any(part != "thinking" and not places[part] for part in which)
        self.may_refuse |= left_out
        if places.get("content") and any(places[part] and places[part][1] <= places["content"][0] for part in which if isinstance(part, int)):
            raise Undecided("the text stands behind the calls")
        if not trains(message): return
        # The begin. A prompt may reach into words that are its own opener.
        first = min(p[0] for p in written) if written else len(text)
        o, b = self.begin(i, first)
        if places.get("content") and places["content"][0] == first: o = min(o, first - self.edge(text, self.messages, i, first, prompt, False))
        if last is None and left_out:
            # A template that leaves all of the answer out: whether the rest is trained does not matter.
            stop = len(text)
            for j in range(i + 1, len(self.messages)):
                behind = groups(self.messages[j]) and self.place(text, self.messages, j, groups(self.messages[j]), prompt)
                if behind:
                    stop = behind[0]
                    break
            for at in range(o, stop): self.flags[at] = 2
            return
        # The end of the message's words.
        end = places[last][1] if last is not None else b
        if last == "content": end += self.edge(text, self.messages, i, end, prompt, True)
        # What the template writes for the message behind them.
        n = len(self.messages)
        other, beginning, other_prompt = (self.start(n, not prompt), self.messages, not prompt) if i == n - 1 else (self.start(i + 1, False), self.messages[:i + 1], False)
        if other[:end] == text[:end]: there = end
        elif last is None: raise Undecided("nothing of the answer has letters")
        else:
            found = self.place(other, beginning, i, [last], other_prompt)
            if not found: raise Undecided("the answer is written only when it is not the last")
            there = found[1] + end - places[last][1]
            if other[found[1]:there] != text[places[last][1]:end]: raise Undecided("the answer's blanks are written only when it is not the last")
        a, c, vague = text[end:], other[there:], 0
        tail = a[:self.cut(a, c, common(a, c))]
        if len(tail) < min(len(a), len(c)):
            # Both go on: where no token begins, a part of a word or header may be common by chance.
            at = max([m.end() for m in model.tokens.finditer(tail)] + [tail.rfind("\n") + 1])
            if tail[at:].strip() and not model.tokens.match(a, len(tail)) and not model.tokens.match(c, len(tail)): vague, tail = end + len(tail), tail[:at]
        words = (message.get("content") or "").strip()
        if last is None and ("thinking" in which or not tail and a and c or words not in tail): raise Undecided("nothing of the answer has letters")
        tokens = list(model.tokens.finditer(tail))
        flags = []  # (begin, end, flag)
        if tokens:
            # The first stop token ends the turn: one more is either, and so is the opener of the next turn.
            stop = end + tokens[-1].end()
            ended = next((end + t.end() for t in tokens if t[0] in model.stops), stop)
            if tokens[-1][0] in model.openers: ended = min(ended, end + len(tail[:tokens[-1].start()].rstrip()))
            flags = [(b, ended, 1), (ended, stop, 2)]
            rest = tail[tokens[-1].end():].rstrip()
            if rest: flags.append((stop, stop + len(rest), 2))
            stop += len(rest)
            if not any(t[0] in model.stops for t in tokens):
                m = model.stop and model.stop.match(text, stop)
                if m:
                    flags.append((stop, m.end(), 2))
                    stop = m.end()
        else:
            stop = end + len(tail.rstrip())
            flags = [(b, stop, 1)]
            m = model.stop and model.stop.match(text, stop)
            if m:
                flags.append((stop, m.end(), 2 if m[1] or m[2] in model.openers else 1))
                stop = m.end()
        if i == n - 1 and not prompt:
            # One more token at the very end.
            m = re.match(rf"(\s*({model.tokens.pattern}))+(?=\s*$)", text[stop:])
            if m:
                flags.append((stop, stop + m.end(), 2))
                stop += m.end()
        if last is not None: self.foreign += [(end + t.start(), end + t.end()) for t in tokens if not KEPT.fullmatch(t[0])]
        if places.get("content") and model.tokens.search(message["content"]): self.find_own(i, text, self.messages)
        if "content" not in which and words and (KEPT.search(words) or words not in text[b:stop]): left_out = self.may_refuse = True
        if not words and not message.get("tool_calls") and ("add_generation_prompt" not in model.template or not tokens and not message.get("reasoning_content")):
            left_out = self.may_refuse = True    # an empty answer of which the template writes nothing certain
        if message.get("content") and "content" not in which: flags.append((stop, max(stop, end + len(tail)), 2))    # its own blanks
        if o < b: flags.append((o, b, 2))
        if vague > stop: flags.append((stop, vague, 2))
        if last is None: flags.append((stop, end + len(tail), 2))
        for begin, finish, flag in flags:
            for at in range(begin, finish): self.flags[at] = 2 if left_out else flag
        self.zones.append((o, stop))

    def blocks(self):
        """Where a template's generation blocks and the rule differ, both are good."""
        marked = self.model.render(self.request, self.messages, self.request["add_generation_prompt"], "marked")
        spans, at = [], 0
        for c in marked:
            if c == GEN: begin = at
            elif c == ENDGEN: spans.append((begin, at))
            else: at += 1
        if MARKS.sub("", marked) != self.text: raise Undecided("marks change the text")
        block = bytearray(len(self.text))
        for begin, end in spans:
            for at in range(begin, end): block[at] = 1
            if any(begin < z[1] and z[0] < end for z in self.zones):
                for at in range(begin, end):
                    if not self.flags[at]: self.flags[at] = 2
        for at, flag in enumerate(self.flags):
            if flag == 1 and not block[at]: self.flags[at] = 2


# --------------------------------------------------------------------------------------------------------------- program

class Program:
    """Asks a program line by line; one that dies is started again."""

    def __init__(self, command, patience=120):
        self.command, self.patience, self.process = command, patience, None

    def ask(self, requests):
        answers = []
        while len(answers) < len(requests):
            if not self.process:
                self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            process, rest = self.process, requests[len(answers):]

            def write():
                try:
                    for request in rest: process.stdin.write(json.dumps(request).encode() + b"\n")
                    process.stdin.flush()
                except OSError: pass    # it died, the reader finds out

            writer = threading.Thread(target=write, daemon=True)
            guard = threading.Timer(self.patience, process.kill)
            writer.start()
            guard.start()
            for _ in rest:
                line = process.stdout.readline()
                if not line.endswith(b"\n"):
                    process.kill()
                    process.wait()
                    self.process = None
                    answers.append({"crash": f"no answer, exit code {process.returncode}"})
                    break
                try: answer = json.loads(line)
                except ValueError: answer = None
                answers.append(answer if isinstance(answer, dict) else {"crash": "not a JSON object: " + line[:80].decode("utf-8", "replace")})
            guard.cancel()
            writer.join(10)
            if writer.is_alive() and self.process:    # it answers without reading
                process.kill()
                process.wait()
                self.process = None
        return answers

    def close(self):
        if not self.process: return
        self.process.stdin.close()
        try: self.process.wait(10)
        except subprocess.TimeoutExpired: self.process.kill()


def byte_flags(reference):
    """One flag a byte of the text."""
    if reference.text.isascii(): return bytes(reference.flags)
    return b"".join(bytes([flag]) * len(c.encode("utf-8", "surrogatepass")) for c, flag in zip(reference.text, reference.flags))


def covered(ranges, n):
    out = bytearray(n)
    for begin, end in ranges: out[max(0, begin):min(n, end)] = b"\1" * max(0, min(n, end) - max(0, begin))
    return out


def shown(data, mask, at):
    """The text around a byte with brackets around what is trained."""
    lo, hi = max(0, at - 60), min(len(data), at + 60)
    out, on = b"", 0
    for i in range(lo, hi):
        if mask[i] != on: out += (("⟧" if on else "") + ("", "⟦", "⟦?")[mask[i]]).encode()
        on = mask[i]
        out += data[i:i + 1]
    return (out + ("⟧" if on else "").encode()).decode("utf-8", "replace")


def judge(reference, answer):
    """What is wrong with an answer: (kind, note); None: nothing."""
    if "crash" in answer: return "crash", answer["crash"]
    if "refused" in answer:
        if not isinstance(answer["refused"], str): return "crash", "refused is no text"
        return None if reference.refused or reference.may_refuse or reference.undecided else ("refused wrongly", answer["refused"][:300])
    if reference.refused: return "not refused", reference.refused
    try:
        text, trained, own = answer["text"], [(int(a), int(b)) for a, b in answer["trained"]], answer.get("own")
        own = None if own is None else [(int(a), int(b)) for a, b in own]
    except (KeyError, TypeError, ValueError): return "crash", "not an answer: " + json.dumps(answer)[:200]
    if text != reference.text:
        at = common(text, reference.text)
        return "text", f"at {at}: wanted {reference.text[max(0, at - 30):at + 30]!r}, got {text[max(0, at - 30):at + 30]!r}"
    data = text.encode("utf-8", "surrogatepass")
    n = len(data)
    if any(not 0 <= a < b <= n for a, b in trained) or any(b >= a for (_, b), (a, _) in zip(trained, trained[1:])): return "mask", f"ranges are not merged, in order and inside the text of {n} bytes: {trained[:8]}"
    if reference.undecided: return None
    want, got = byte_flags(reference), covered(trained, n)
    bad = next((i for i in range(n) if want[i] != 2 and want[i] != got[i]), None)
    if bad is not None: return "mask", f"at byte {bad}: wanted {shown(data, want, bad)!r}, got {shown(data, got, bad)!r}"
    if own is not None:
        mine = covered(own, n)
        at = lambda place: (len(text[:place[0]].encode("utf-8", "surrogatepass")), len(text[:place[1]].encode("utf-8", "surrogatepass")))
        for place in reference.own:
            a, b = at(place)
            if not all(mine[a:b]): return "own", f"{text[place[0]:place[1]]!r} at byte {a} is the conversation's own"
        for place in reference.foreign:
            a, b = at(place)
            if any(mine[a:b]): return "own", f"{text[place[0]:place[1]]!r} at byte {a} is the template's"
    return None


def without_null(request):
    """The request with an empty text where an answer has none; None: each has one."""
    if all(m["role"] != "assistant" or m.get("content") is not None for m in request["messages"]): return None
    return {**request, "messages": [{**m, "content": ""} if m["role"] == "assistant" and m.get("content") is None else m for m in request["messages"]]}


def verdict(model, request, reference, answer):
    """What is wrong with an answer. Missing text may be the word None as in Jinja2, an empty text or refused."""
    found = judge(reference, answer)
    filled = without_null(request) if found and found[0] != "crash" else None
    if not filled: return found
    other = Reference(model, filled)
    if "refused" in answer: return found if other.text == reference.text else None
    return None if not judge(other, answer) else found


def smaller(request):
    """Requests with a little less."""
    for key, value in (("tools", None), ("documents", None), ("add_generation_prompt", False)):
        if request[key] != value: yield {**request, key: value}
    messages = request["messages"]
    for n in (4, 2, 1):
        for i in range(0, len(messages) - n + 1):
            if len(messages) > n: yield {**request, "messages": messages[:i] + messages[i + n:]}
    for i, message in enumerate(messages):
        put = lambda changed: {**request, "messages": [*messages[:i], changed, *messages[i + 1:]]}
        for key in ("reasoning_content", "weight", "train", "tool_calls", "name"):
            if key in message: yield put({k: v for k, v in message.items() if k != key})
        if len(message.get("tool_calls") or []) > 1: yield put({**message, "tool_calls": message["tool_calls"][:1]})
        for n, call in enumerate(message.get("tool_calls") or []):
            if call["function"]["arguments"] not in ({}, "{}"): yield put({**message, "tool_calls": [*message["tool_calls"][:n], {**call, "function": {**call["function"], "arguments": {}}}, *message["tool_calls"][n + 1:]]})
        if isinstance(message.get("content"), str) and len(message["content"]) > 1: yield put({**message, "content": "a"})


def shrink(model, request, kind, ask, limit=300):
    """The smallest request found that is wrong in the same way."""
    for _ in range(limit):
        for candidate in smaller(request):
            limit -= 1
            if limit < 0: return request
            found = verdict(model, candidate, Reference(model, candidate), ask([candidate])[0])
            if found and found[0] == kind:
                request = candidate
                break
        else: break
    return request


def models(seed, count):
    """Random templates, each with its own source of chance."""
    for n in range(count):
        r = random.Random(f"{seed}/{n}")
        yield r, Maker(r).make()


BATCH = 25    # conversations for each template


def check(ask, cases, seed, out=print, show=20, truth=False):
    """Asks for all cases and prints what is wrong: (wrong, undecided, refused alike)."""
    wrong = undecided = refused = done = doubts = 0
    kinds = {}
    for r, model in models(seed, -(-cases // BATCH)):
        talker = Talker(r, model)
        requests = [talker.make() for _ in range(min(BATCH, cases - done))]
        done += len(requests)
        for request, answer in zip(requests, ask(requests)):
            reference = Reference(model, request)
            undecided += bool(reference.undecided)
            if truth and not agrees(model, request, reference): doubts += 1
            found = verdict(model, request, reference, answer)
            refused += bool(reference.refused and "refused" in answer)
            if not found: continue
            wrong += 1
            kinds[found[0]] = kinds.get(found[0], 0) + 1
            if wrong <= show:
                small = shrink(model, request, found[0], ask)
                again = verdict(model, small, Reference(model, small), ask([small])[0]) or found
                out(f"{again[0]} ({model.kind}): {again[1]}")
                out(json.dumps(small, ensure_ascii=False))
            elif wrong == show + 1: out(f"more than {show} wrong, the others are only counted")
    if kinds: out("wrong: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
    if truth: out(f"reference: {doubts} of {cases} cases trained otherwise than the answer's branch of the template writes")
    out(f"properties: {cases} cases, {undecided} undecided, {refused} refused alike, {wrong} wrong")
    return wrong, undecided, refused, doubts


# ------------------------------------------------------------------------------------------------------------- self-test

def agrees(model, request, reference):
    """Does the reference train what stands between the marks that the template's maker set in the answer's branch?"""
    if reference.refused or reference.undecided or model.kind in ("apertus",): return True
    marked = model.render(request, request["messages"], request["add_generation_prompt"], "twin")
    answers = [m for m in request["messages"] if m["role"] == "assistant"]
    if MARKS.sub("", marked) != reference.text or marked.count(BEGIN) != len(answers): return True
    want, at, n, on = bytearray(len(reference.text)), 0, -1, False
    for c in marked:
        if c == BEGIN: n, on = n + 1, True
        elif c == END: on = False
        else:
            want[at] = on and trains(answers[n])
            at += 1
    return all(f == 2 or f == w for f, w in zip(reference.flags, want))


FAULTS = {
    "text": "letters outside Latin are written as escapes",
    "end": "an end of turn behind a blank or line end is not trained",
    "weight": "weight and train are not looked at",
    "search": "an answer is trained where its words stand first",
    "accept": "a template's refusal is answered with an empty text",
    "letters": "places are counted in characters",
    "own": "the words of messages are the template's",
}


def stand_in(fault):
    """Answers on standard output what the reference says, but for a fault."""
    cache = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = request["template"]
        if key not in cache: cache[key] = Model(key, request["bos_token"], request["eos_token"], request["control_tokens"], request["stop_tokens"])
        model, messages = cache[key], request["messages"]
        if fault == "weight": request = {**request, "messages": [{k: v for k, v in m.items() if k not in ("weight", "train")} for m in messages]}
        reference = Reference(model, request)
        if reference.refused and fault != "accept":
            print(json.dumps({"refused": reference.refused}), flush=True)
            continue
        text, flags = reference.text, bytearray(reference.flags)
        if fault == "text": text = re.sub("[^\x00-\xff]", lambda m: "\\u%04x" % ord(m[0]), text)
        if fault == "end":
            for m in model.tokens.finditer(text):
                if m.start() and text[m.start() - 1].isspace(): flags[m.start():m.end()] = bytes(len(m[0]))
        if fault == "search":
            flags = bytearray(len(text))
            for message in messages:
                words = (message.get("content") or "").strip() if trains(message) else ""
                at = text.find(words) if words else -1
                if at >= 0: flags[at:at + len(words)] = b"\1" * len(words)
        spans, byte, on = [], 0, False
        for c, flag in zip(text, flags):
            if flag == 1 and not on: spans.append([byte, byte])
            on = flag == 1
            byte += 1 if fault == "letters" else len(c.encode("utf-8", "surrogatepass"))
            if on: spans[-1][1] = byte
        place = lambda at: len(text[:at].encode("utf-8", "surrogatepass"))
        own = [] if fault == "own" else [[place(a), place(b)] for a, b in reference.own]
        print(json.dumps({"text": text, "trained": spans, "own": own}), flush=True)


def self_test(cases, seed):
    """The stand-in must be right, and each planted fault must be found."""
    ok = True
    for fault in [None, *FAULTS]:
        started = time.monotonic()
        lines = []
        program = Program([sys.executable, __file__, "--stand-in", fault or "none"])
        count = cases if fault is None else max(BATCH, cases // 5)
        wrong, undecided, refused, doubts = check(program.ask, count, seed, lines.append, 1, truth=fault is None)
        program.close()
        good = (wrong == 0 and undecided < 0.03 * cases and doubts <= 0.01 * cases) if fault is None else wrong > 0
        ok &= good
        print(f"{'ok' if good else 'WRONG'}: {'no fault' if fault is None else 'fault: ' + FAULTS[fault]} ({time.monotonic() - started:.0f} s)")
        for line in lines if fault is None or not good else lines[-2:]: print("    " + line[:2000])
    print("self-test: " + ("passed" if ok else "failed"))
    return ok


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS)
    p.add_argument("--cases", type=int)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--show", type=int, default=20, help="how many wrong cases are printed")
    p.add_argument("--self-test", action="store_true")
    p.add_argument("--stand-in", help=argparse.SUPPRESS)
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    if a.stand_in: stand_in(a.stand_in)
    elif a.self_test: return 0 if self_test(a.cases or 1500, a.seed) else 1
    elif not a.command: p.error("a program is wanted")
    else:
        program = Program(a.command)
        wrong = check(program.ask, a.cases or 10000, a.seed, show=a.show)[0]
        program.close()
        return 1 if wrong else 0


if __name__ == "__main__": sys.exit(main())
