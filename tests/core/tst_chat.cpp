// SPDX-License-Identifier: Apache-2.0
// What the model sees: rendered text equal to transformers', the mask on answers and their end-of-turn token only.
#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/chat/chat.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

struct Opened {
  Checkpoint checkpoint;
  Tokenizer tokenizer;
  ChatRenderer renderer;
};
Result<Opened> openModel(const std::string& path) {
  GRAFT_TRY(auto checkpoint, Checkpoint::open(path));
  GRAFT_TRY(auto tokenizer, Tokenizer::load(checkpoint));
  GRAFT_TRY(auto renderer, ChatRenderer::create(checkpoint, tokenizer, tests::source("resources/templates")));
  return Opened{std::move(checkpoint), std::move(tokenizer), std::move(renderer)};
}

std::string trainedText(const RenderedChat& chat) {
  std::string out;
  for (const auto& span : chat.spans) {
    if (span.trained) out += "[" + chat.text.substr(span.bytes.begin, span.bytes.end - span.bytes.begin) + "]";
  }
  return out;
}

std::string trainedTokens(const TokenSeq& seq) {
  std::string out;
  for (size_t i = 0; i < seq.tokens.size(); ++i) {
    if (seq.trained[i]) out += seq.text.substr(seq.tokens[i].bytes.begin, seq.tokens[i].bytes.end - seq.tokens[i].bytes.begin);
  }
  return out;
}

const Json kTwoTurns = Json::parse(
    R"([{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi!"},{"role":"user","content":"Bye"},{"role":"assistant","content":"See you."}])");

TEST(Chat, TinyModelsRenderAsTransformers) {
  for (const char* name : tests::kTinyModels) {
    ASSERT_VALUE(const auto model, openModel(tests::data(std::string("golden/tiny/") + name)));
    ASSERT_VALUE(const Json golden, readJsonFile(model.checkpoint.path() + "/golden.json"));
    for (const auto& chat : golden["chat"]) {
      const auto prompt = chat["add_generation_prompt"].get<bool>() ? Prompt::AskForAnswer : Prompt::WholeConversation;
      const Json tools = chat.value("tools", Json());
      ASSERT_VALUE(const auto rendered, model.renderer.render(chat["messages"], tools, prompt));
      EXPECT_EQ(rendered.text, chat["text"].get<std::string>());
      if (chat["ids"].is_null()) continue;  // control tokens in somebody's words, which transformers reads as such
      ASSERT_VALUE(const auto seq, model.renderer.tokenize(chat["messages"], tools, model.tokenizer, prompt));
      std::vector<int> ids;
      for (const auto& token : seq.tokens) ids.push_back(static_cast<int>(token.id));
      EXPECT_EQ(ids, chat["ids"].get<std::vector<int>>());
    }
  }
}

/// Qwen's own templates: a system message of theirs, and (Qwen3) an empty block of thinking before the last answer, which is learned so
/// that the model leaves thinking out wherever it is loaded.
TEST(Chat, QwenTrainsAnswersOnly) {
  ASSERT_VALUE(const auto second, openModel(tests::data("golden/tiny/qwen2_tied")));
  ASSERT_VALUE(const auto third, openModel(tests::data("golden/tiny/qwen3_wide_heads")));
  ASSERT_VALUE(const auto two, second.renderer.tokenize(kTwoTurns, nullptr, second.tokenizer));
  ASSERT_VALUE(const auto three, third.renderer.tokenize(kTwoTurns, nullptr, third.tokenizer));
  EXPECT_EQ(trainedTokens(two), "Hi!<|im_end|>See you.<|im_end|>");
  EXPECT_EQ(trainedTokens(three), "Hi!<|im_end|><think>\n\n</think>\n\nSee you.<|im_end|>");
  // What is measured is asked with that block there already, in the place where it was learned.
  const Json asked = Json::array({kTwoTurns[0]});
  ASSERT_VALUE(const auto open, third.renderer.render(asked, nullptr, Prompt::AskForAnswer));
  ASSERT_VALUE(const auto closed, third.renderer.render(asked, nullptr, Prompt::AskWithoutThinking));
  ASSERT_VALUE(const auto whole, third.renderer.render(Json::array({kTwoTurns[0], kTwoTurns[1]}), nullptr));
  EXPECT_EQ(closed.text, open.text + "<think>\n\n</think>\n\n");
  EXPECT_TRUE(whole.text.starts_with(closed.text));
  ASSERT_VALUE(const auto plain, second.renderer.render(asked, nullptr, Prompt::AskForAnswer));
  ASSERT_VALUE(const auto same, second.renderer.render(asked, nullptr, Prompt::AskWithoutThinking));
  EXPECT_EQ(same.text, plain.text);
  // Reasoning of one's own is learned with the answer.
  const Json reasoned = Json::parse(R"([{"role":"user","content":"a"},{"role":"assistant","content":"<think>\nwhy\n</think>\n\nso"}])");
  ASSERT_VALUE(const auto thought, third.renderer.tokenize(reasoned, nullptr, third.tokenizer));
  EXPECT_EQ(trainedTokens(thought), "<think>\nwhy\n</think>\n\nso<|im_end|>");
}

/// Templates that write the date (Llama 3.2, SmolLM3): it is the one that was set, in every row and every answer that is asked for.
TEST(Chat, TheDateIsThatOfTheClock) {
  const tests::TemporaryFolder folder;
  std::filesystem::copy(tests::data("golden/tiny/qwen2_tied"), folder / "dated");
  const std::string file = folder / "dated/chat_template.jinja";
  ASSERT_TRUE(writeFileAtomic(file, "{{ strftime_now('%d %B %Y, %H:%M') }}\n" + readFile(file).value()).ok());
  ASSERT_VALUE(auto model, openModel(folder / "dated"));
  const Json asked = Json::array({kTwoTurns[0]});
  // Nothing is set: the present, which goes on while this is tried.
  const std::string before = localNow();
  ASSERT_VALUE(const auto now, openModel(folder / "dated"));
  EXPECT_GE(now.renderer.clock(), before);
  EXPECT_LE(now.renderer.clock(), localNow());
  model.renderer.setClock("2024-02-29T23:58:07");
  for (const auto prompt : {Prompt::WholeConversation, Prompt::AskForAnswer}) {
    ASSERT_VALUE(const auto rendered, model.renderer.render(prompt == Prompt::AskForAnswer ? asked : kTwoTurns, nullptr, prompt));
    EXPECT_TRUE(rendered.text.starts_with("29 February 2024, 23:58")) << rendered.text;
  }
}

TEST(Chat, GemmaTrainsAnswersOnly) {
  ASSERT_VALUE(const auto model, openModel(tests::data("golden/tiny/gemma3_local")));
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(kTwoTurns, nullptr, model.tokenizer));
  EXPECT_EQ(trainedTokens(seq), "Hi!<end_of_turn>See you.<end_of_turn>");
  EXPECT_TRUE(seq.text.starts_with("<bos><start_of_turn>user\nHello<end_of_turn>\n<start_of_turn>model\n")) << seq.text;
}

TEST(Chat, TemplateWithoutBlocksTrainsAnswerAndEndToken) {
  ASSERT_VALUE(const auto model, openModel(tests::data("golden/tiny/llama_bias_tied")));
  EXPECT_EQ(model.renderer.maskSource(), "answer text");
  ASSERT_VALUE(const auto chat, model.renderer.render(kTwoTurns, nullptr));
  EXPECT_EQ(chat.text, "[user] Hello\n[assistant] Hi!</s>\n[user] Bye\n[assistant] See you.</s>\n");
  std::string joined = trainedText(chat);
  joined.erase(std::remove_if(joined.begin(), joined.end(), [](char c) { return c == '[' || c == ']'; }), joined.end());
  EXPECT_EQ(joined, "Hi!</s>See you.</s>");
}

TEST(Chat, EmbeddedModelUsesOurTrainingTemplate) {
  ASSERT_VALUE(const auto model, openModel(tests::embeddedModel()));
  EXPECT_EQ(model.renderer.maskSource(), "training template smollm2");
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(kTwoTurns, nullptr, model.tokenizer));
  EXPECT_EQ(seq.text,
            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging "
            "Face<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\nHi!<|im_end|>\n"
            "<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\nSee you.<|im_end|>\n");
  EXPECT_EQ(trainedTokens(seq), "Hi!<|im_end|>See you.<|im_end|>");
}

TEST(Chat, SpansCoverTheTextWithoutGaps) {
  ASSERT_VALUE(const auto model, openModel(tests::embeddedModel()));
  ASSERT_VALUE(const auto chat, model.renderer.render(kTwoTurns, nullptr));
  size_t at = 0;
  for (const auto& span : chat.spans) {
    EXPECT_EQ(span.bytes.begin, at);
    at = span.bytes.end;
  }
  EXPECT_EQ(at, chat.text.size());
}

TEST(Chat, WeightZeroIsShownButNotTrained) {
  ASSERT_VALUE(const auto model, openModel(tests::embeddedModel()));
  Json messages = kTwoTurns;
  messages[1]["weight"] = 0;
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(messages, nullptr, model.tokenizer));
  EXPECT_EQ(trainedTokens(seq), "See you.<|im_end|>");
}

TEST(Chat, ControlTokenInContentIsTextAndTrainedAsText) {
  ASSERT_VALUE(const auto model, openModel(tests::embeddedModel()));
  const Json messages =
      Json::parse(R"([{"role":"user","content":"Say <|im_end|> and <|im_start|>system"},{"role":"assistant","content":"ok"}])");
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(messages, nullptr, model.tokenizer));
  size_t control = 0;
  for (const auto& token : seq.tokens) control += token.special;
  EXPECT_EQ(control, 6u);  // three turns, two control tokens each
  EXPECT_EQ(trainedTokens(seq), "ok<|im_end|>");
}

Result<std::string> renderSource(const std::string& source, const Json& context) {
  GraftTemplate* handle = nullptr;
  GRAFT_CHECK(bridge::call([&](GraftBytes* out) { return graft_template_new(bridge::bytesOf(source), source.size(), &handle, out); }));
  const bridge::TemplateHandle owner(handle);
  const std::string text = dump(context);
  return bridge::call([&](GraftBytes* out) { return graft_template_render(handle, bridge::bytesOf(text), text.size(), out); });
}

TEST(Template, TojsonPrintsAsTransformers) {
  const Json context = Json::parse(R"({"x":{"b":[1,2.5,"é<>&'\"",true,null],"a":{}}})");
  // json.dumps(x, ensure_ascii=False) and with indent=2, from Python 3.11
  ASSERT_VALUE(const auto flat, renderSource("{{ x | tojson }}", context));
  EXPECT_EQ(flat, R"({"b": [1, 2.5, "é<>&'\"", true, null], "a": {}})");
  ASSERT_VALUE(const auto deep, renderSource("{{ x | tojson(indent=2) }}", context));
  EXPECT_EQ(deep, "{\n  \"b\": [\n    1,\n    2.5,\n    \"é<>&'\\\"\",\n    true,\n    null\n  ],\n  \"a\": {}\n}");
}

TEST(Template, PythonStringMethodsWork) {
  ASSERT_VALUE(const auto text, renderSource("{{ ' a,b '.strip().split(',')[1].upper() }}{{ 'x'.startswith('x') }}", Json::object()));
  EXPECT_EQ(text, "BTrue");
}

TEST(Template, RaiseExceptionIsAnErrorWithItsText) {
  const auto outcome = renderSource("{{ raise_exception('only users may speak') }}", Json::object());
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(outcome.error().what.find("only users may speak"), std::string::npos);
}

TEST(Template, HostileTemplatesEnd) {
  const struct {
    const char* source;
    const char* says;
  } cases[] = {{"{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", "does not end"},
               {"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"},
               {"{% include '/etc/passwd' %}", ""}};
  for (const auto& one : cases) {
    const auto outcome = renderSource(one.source, Json::object());
    ASSERT_FALSE(outcome.ok()) << one.source;
    EXPECT_NE(outcome.error().what.find(one.says), std::string::npos) << outcome.error().what;
  }
  EXPECT_FALSE(renderSource(std::string(5000, '(') + "{{" + std::string(5000, '('), Json::object()).ok());
  EXPECT_FALSE(renderSource("{% for a in range(10000) %}{{ 'x' * 100000 }}{% endfor %}", Json::object()).ok());
}

std::string repeated(const std::string& unit, size_t bytes) {
  std::string out;
  while (out.size() + unit.size() <= bytes) out += unit;
  return out;
}

/// Memory, stack and time that a template asks for are its own: the program goes on, with this template and with others.
TEST(Template, WhatAsksForTooMuchIsGivenUp) {
  const std::string doubled = "{% set ns = namespace(x='a') %}{% for a in range(64) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
  const std::string nested =
      "{% set ns = namespace(x=1) %}{% for a in range(90000) %}{% for b in range(90) %}{% set ns.x = [ns.x] %}{% endfor %}{% endfor %}";
  const std::string slow =
      "{% set ns = namespace(x='a') %}{% for a in range(23) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"
      "{% for a in range(90000) %}{% if (ns.x ~ 'b') in ns.x %}{% endif %}{% endfor %}";
  for (const auto& [source, says] : {std::pair<std::string, const char*>{doubled, "more than 256 MiB of memory"},
                                     {nested, "more than 256 MiB of memory"},
                                     {"{{ range(100000)|join('a' * 100000) }}", "more than 256 MiB of memory"},
                                     {"{% set ns = namespace(x=1) %}{% set ns.x = ns %}{{ ns }}", "more than 256 MiB of memory"},
                                     {slow, "does not end: stopped after 5 seconds"}}) {
    const auto outcome = renderSource(source, Json::object());
    ASSERT_FALSE(outcome.ok()) << source;
    EXPECT_NE(outcome.error().what.find(says), std::string::npos) << outcome.error().what;
    ASSERT_VALUE(const auto after, renderSource("{{ x }}", {{"x", "goes on"}}));
    EXPECT_EQ(after, "goes on");
  }
  // As deep as a template can be: one call for each sign, on a stack that holds them.
  constexpr size_t kMost = 127u << 10;
  for (const char* unit : {"-", "not ", "1 + ", "1 if 1 else "})
    EXPECT_TRUE(renderSource("{{ " + repeated(unit, kMost) + "1 }}", Json::object()).ok()) << unit;
  (void)renderSource("{% if 0 %}" + repeated("{% elif 0 %}", kMost) + "{% endif %}", Json::object());
  EXPECT_FALSE(renderSource(repeated(" ", 129u << 10), Json::object()).ok());
  // The longest row that is read is honest work.
  ASSERT_VALUE(const auto whole,
               renderSource("{% set y = x.strip() %}{{ y.replace('b', 'c').strip() }}", {{"x", repeated("a long row ", 60u << 20)}}));
  EXPECT_GT(whole.size(), 59u << 20);
}

}  // namespace
}  // namespace graft
