// SPDX-License-Identifier: Apache-2.0
// Compares the template engine with Jinja2 as configured by transformers (tests/data/field/jinja.json, made by
// tests/reference/make_jinja.py). Also tests the limits for hostile templates.
#include <map>

#include "core/base/file.hpp"
#include "core/chat/rendering.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

Result<Rendering> renderWhole(const std::string& source, const Json& context) {
  GRAFT_TRY(const auto compiled, ChatTemplate::compile(source));
  return compiled.render(context);
}
Result<std::string> renderSource(const std::string& source, const Json& context) {
  GRAFT_TRY(auto rendering, renderWhole(source, context));
  return std::move(rendering.text);
}

/// Cases in which Graft differs on purpose, with the reason.
const std::map<std::string, const char*> kDifferent = {
    {"print/range", "a range is a list of numbers here, so its repr names the last of them"},
    {"strings/case", "digraphs have no title case here"},
    {"strings/format with a private attribute", "refused instead of printing nothing"},
    {"strings/method of a number", "numbers have no attributes here"},
    {"strings/named escape", "characters by name are refused"},
    {"strings/surrogates as escapes", "half a character is no text here: refused"},
    {"globals/other names are undefined", "'self' and 'lipsum' are undefined here"},
    {"for/name that is set only after the loop", "the variable that the caller gave is read before the template's own is set"},
    {"for/global read in a loop and set after it", "as above"},
    {"macros/reads a name of the context that is set after the call", "as above"},
    {"for/assignment to loop", "taken here"},
    {"generation/break inside", "taken here"},
};

TEST(Jinja, PrintsAsInTransformers) {
  ASSERT_VALUE(const Json cases, readJsonFile(tests::data("field/jinja.json")));
  size_t tried = 0, different = 0;
  for (const auto& one : cases) {
    const auto name = one["name"].get<std::string>();
    const auto outcome = renderSource(one["template"].get<std::string>(), one["context"]);
    const bool isRight = one.contains("text") ? outcome.ok() && *outcome == one["text"].get<std::string>() : !outcome.ok();
    ++tried;
    if (kDifferent.contains(name)) {
      ++different;
      EXPECT_FALSE(isRight) << name << " is right now: take it off the list";
      continue;
    }
    EXPECT_TRUE(isRight) << name << "\n  " << one["template"] << "\n  wanted " << one.value("text", one.value("error", "")) << "\n  got    "
                         << (outcome.ok() ? *outcome : outcome.error().what.text());
  }
  EXPECT_GE(tried, 500u);
  EXPECT_EQ(different, kDifferent.size());
}

/// Each output byte records whether it comes from the conversation, and in which loop turn it was written.
TEST(Jinja, EachByteKnowsWhereItComesFrom) {
  const Json context = Json::parse(
      R"({"messages":[{"role":"user","content":" Hi <b> "},{"role":"assistant","content":"yes","tool_calls":[{"name":"f","arguments":{"a":"x\"y"}}]}]})");
  ASSERT_VALUE(
      const auto out,
      renderWhole("{% for m in messages %}<{{ m.role }}>{{ m.content|trim|upper }}{% for c in m.tool_calls %}{{ c|tojson }}{% endfor "
                  "%}</s>{% endfor %}!",
                  context));
  EXPECT_EQ(out.text, "<user>HI <B></s><assistant>YES{\"name\": \"f\", \"arguments\": {\"a\": \"x\\\"y\"}}</s>!");
  std::string shown;
  for (size_t i = 0; i < out.stretches.size(); ++i) {
    const auto& s = out.stretches[i];
    if (s.isData())
      shown += std::string(partName(s.part)) + std::to_string(s.message) + "@" + std::to_string(s.turn) + ":" +
               out.text.substr(out.beginOf(i), s.end - out.beginOf(i)) + "|";
  }
  EXPECT_EQ(shown,
            "content0@0:HI <B>|content1@1:YES|call1@1:\"name\"|call1@1:\"f\"|call1@1:\"arguments\"|call1@1:\"a\"|call1@1:\"x\\\"y\"|");
  EXPECT_EQ(out.stretches.back().turn, Rendering::kNone);
}

TEST(Jinja, TojsonPrintsAsTransformers) {
  const Json context = Json::parse(R"({"x":{"b":[1,2.5,"é<>&'\"",true,null],"a":{}}})");
  // Expected: json.dumps(x, ensure_ascii=False), and with indent=2, from Python 3.11.
  ASSERT_VALUE(const auto flat, renderSource("{{ x | tojson }}", context));
  EXPECT_EQ(flat, R"({"b": [1, 2.5, "é<>&'\"", true, null], "a": {}})");
  ASSERT_VALUE(const auto deep, renderSource("{{ x | tojson(indent=2) }}", context));
  EXPECT_EQ(deep, "{\n  \"b\": [\n    1,\n    2.5,\n    \"é<>&'\\\"\",\n    true,\n    null\n  ],\n  \"a\": {}\n}");
}

TEST(Jinja, PythonStringMethodsWork) {
  ASSERT_VALUE(const auto text, renderSource("{{ ' a,b '.strip().split(',')[1].upper() }}{{ 'x'.startswith('x') }}", Json::object()));
  EXPECT_EQ(text, "BTrue");
}

TEST(Jinja, RaiseExceptionIsAnErrorWithItsText) {
  const auto outcome = renderSource("{{ raise_exception('only users may speak') }}", Json::object());
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(outcome.error().what.text().find("only users may speak"), std::string::npos);
}

TEST(Jinja, HostileTemplatesEnd) {
  const struct {
    const char* source;
    const char* says;
  } cases[] = {{"{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "does not end"},
               {"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself more than 64 times"},
               {"{% include '/etc/passwd' %}", "unknown tag 'include'"}};
  for (const auto& one : cases) {
    const auto outcome = renderSource(one.source, Json::object());
    ASSERT_FALSE(outcome.ok()) << one.source;
    EXPECT_NE(outcome.error().what.text().find(one.says), std::string::npos) << outcome.error().what.text();
  }
  EXPECT_FALSE(renderSource(std::string(5000, '(') + "{{" + std::string(5000, '('), Json::object()).ok());
  EXPECT_FALSE(renderSource("{% for a in range(10000) %}{{ 'x' * 100000 }}{% endfor %}", Json::object()).ok());
}

std::string repeated(const std::string& unit, size_t bytes) {
  std::string out;
  while (out.size() + unit.size() <= bytes) out += unit;
  return out;
}

/// A template that exceeds its memory, stack or time limit fails alone. The next template renders normally.
TEST(Jinja, WhatAsksForTooMuchIsGivenUp) {
  const std::string doubled = "{% set ns = namespace(x='a') %}{% for a in range(64) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
  const std::string nested =
      "{% set ns = namespace(x=1) %}{% for a in range(90000) %}{% for b in range(90) %}{% set ns.x = [ns.x] %}{% endfor %}{% endfor %}";
  const std::string large = "{% set ns = namespace(x='a') %}{% for a in range(23) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
  const std::string joined = large + "{% for a in range(90000) %}{% if (ns.x ~ 'b') in ns.x %}{% endif %}{% endfor %}";
  const std::string slow = large + "{% for a in range(90000) %}{% if 'ab' in ns.x %}{% endif %}{% endfor %}";
  for (const auto& [source, says] : {std::pair<std::string, const char*>{doubled, "more than 256 MiB of memory"},
                                     {nested, "more than 256 MiB of memory"},
                                     {"{{ range(100000)|join('a' * 100000) }}", "a text that is too long"},
                                     {joined, "does not end: stopped after 20000000 steps"},
                                     {slow, "does not end: stopped after 5 seconds"}}) {
    const auto outcome = renderSource(source, Json::object());
    ASSERT_FALSE(outcome.ok()) << source;
    EXPECT_NE(outcome.error().what.text().find(says), std::string::npos) << outcome.error().what.text();
    // Work without an end would repeat for each row, so the template is refused as a whole. A text that is too long is the row's fault.
    EXPECT_EQ(outcome.error().code, std::string(says).starts_with("a text") ? Code::BadInput : Code::Refused) << says;
    ASSERT_VALUE(const auto after, renderSource("{{ x }}", {{"x", "goes on"}}));
    EXPECT_EQ(after, "goes on");
  }
  // A namespace that contains itself is printed once.
  ASSERT_VALUE(const auto cycle, renderSource("{% set ns = namespace(x=1) %}{% set ns.x = ns %}{{ ns }}", Json::object()));
  EXPECT_NE(cycle.find("..."), std::string::npos);
  // Expressions nested beyond the limit are refused, whatever nests them.
  constexpr size_t kMost = 127u << 10;
  for (const char* unit : {"-", "not ", "1 + ", "1 if 1 else ", "(", "[", "a and ", "a.", "1 ~ ", "a|"}) {
    for (const size_t bytes : {size_t{300}, size_t{3000}, kMost})
      (void)renderSource("{{ " + repeated(unit, bytes) + "1 }}", Json::object());
    if (std::string_view(unit) != "1 ~ ") EXPECT_FALSE(renderSource("{{ " + repeated(unit, kMost) + "1 }}", Json::object()).ok()) << unit;
  }
  EXPECT_TRUE(renderSource("{{ " + repeated("1 + ", 4000) + "1 }}", Json::object()).ok());
  (void)renderSource("{% if 0 %}" + repeated("{% elif 0 %}", kMost) + "{% endif %}", Json::object());
  EXPECT_FALSE(renderSource(repeated("{% if 1 %}", kMost), Json::object()).ok());
  EXPECT_FALSE(renderSource(repeated(" ", 129u << 10), Json::object()).ok());
  // A row of the maximum length renders without hitting a limit.
  ASSERT_VALUE(const auto whole,
               renderSource("{% set y = x.strip() %}{{ y.replace('b', 'c').strip() }}", {{"x", repeated("a long row ", 60u << 20)}}));
  EXPECT_GT(whole.size(), 59u << 20);
}

}  // namespace
}  // namespace graft
