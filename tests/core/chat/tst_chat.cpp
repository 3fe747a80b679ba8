// SPDX-License-Identifier: Apache-2.0
// Tests rendered chat templates: the text equals that of transformers, and the generation mask covers answers and their end-of-turn token
// only.
#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/chat/chat.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

struct Opened {
  ModelFile modelFile;
  Tokenizer tokenizer;
  ChatRenderer renderer;
};
Result<Opened> openModel(const std::string& path) {
  GRAFT_TRY(auto modelFile, ModelFile::open(path));
  GRAFT_TRY(auto tokenizer, Tokenizer::load(modelFile));
  GRAFT_TRY(auto renderer, ChatRenderer::create(modelFile, tokenizer));
  return Opened{std::move(modelFile), std::move(tokenizer), std::move(renderer)};
}

std::string trainedText(const RenderedChat& chat) {
  std::string out;
  for (const auto& span : chat.spans) {
    if (span.trained) out += "[" + chat.text.substr(span.bytes.begin, span.bytes.end - span.bytes.begin) + "]";
  }
  return out;
}

/// Concatenated text of all trained spans.
std::string trainedWhole(const RenderedChat& chat) {
  std::string out;
  for (const auto& span : chat.spans) {
    if (span.trained) out += chat.text.substr(span.bytes.begin, span.bytes.end - span.bytes.begin);
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

Json conversation(const Json& messages, const Json& tools = Json()) { return {{"messages", messages}, {"tools", tools}}; }

const Json kTwoTurns = Json::parse(
    R"([{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi!"},{"role":"user","content":"Bye"},{"role":"assistant","content":"See you."}])");

TEST(Chat, TinyModelsRenderAsTransformers) {
  for (const char* name : tests::kTinyModels) {
    ASSERT_VALUE(const auto model, openModel(tests::data(std::string("golden/tiny/") + name)));
    ASSERT_VALUE(const Json golden, readJsonFile(model.modelFile.path() + "/golden.json"));
    for (const auto& chat : golden["chat"]) {
      const auto prompt = chat["add_generation_prompt"].get<bool>() ? Prompt::AskForAnswer : Prompt::WholeConversation;
      const Json tools = chat.value("tools", Json());
      ASSERT_VALUE(const auto rendered, model.renderer.render(conversation(chat["messages"], tools), prompt));
      EXPECT_EQ(rendered.text, chat["text"].get<std::string>());
      if (chat["ids"].is_null()) continue;  // control tokens inside message text, which transformers tokenizes as such
      ASSERT_VALUE(const auto seq, model.renderer.tokenize(conversation(chat["messages"], tools), model.tokenizer, prompt));
      std::vector<int> ids;
      for (const auto& token : seq.tokens) ids.push_back(static_cast<int>(token.id));
      EXPECT_EQ(ids, chat["ids"].get<std::vector<int>>());
    }
  }
}

/// Qwen's own templates add a system message. Qwen3 also adds an empty thinking block before the last answer. That block is trained, so
/// that the model skips thinking wherever it is loaded.
TEST(Chat, QwenTrainsAnswersOnly) {
  ASSERT_VALUE(const auto second, openModel(tests::data("golden/tiny/qwen2_tied")));
  ASSERT_VALUE(const auto third, openModel(tests::data("golden/tiny/qwen3_wide_heads")));
  ASSERT_VALUE(const auto two, second.renderer.tokenize(conversation(kTwoTurns), second.tokenizer));
  ASSERT_VALUE(const auto three, third.renderer.tokenize(conversation(kTwoTurns), third.tokenizer));
  EXPECT_EQ(trainedTokens(two), "Hi!<|im_end|>See you.<|im_end|>");
  EXPECT_EQ(trainedTokens(three), "Hi!<|im_end|><think>\n\n</think>\n\nSee you.<|im_end|>");
  // The prompt of an evaluation already contains the empty block, at the position where it was trained.
  const Json asked = Json::array({kTwoTurns[0]});
  ASSERT_VALUE(const auto open, third.renderer.render(conversation(asked), Prompt::AskForAnswer));
  ASSERT_VALUE(const auto closed, third.renderer.render(conversation(asked), Prompt::AskWithoutThinking));
  ASSERT_VALUE(const auto whole, third.renderer.render(conversation(Json::array({kTwoTurns[0], kTwoTurns[1]}))));
  EXPECT_EQ(closed.text, open.text + "<think>\n\n</think>\n\n");
  EXPECT_TRUE(whole.text.starts_with(closed.text));
  ASSERT_VALUE(const auto plain, second.renderer.render(conversation(asked), Prompt::AskForAnswer));
  ASSERT_VALUE(const auto same, second.renderer.render(conversation(asked), Prompt::AskWithoutThinking));
  EXPECT_EQ(same.text, plain.text);
  // Reasoning inside the answer is trained with it.
  const Json reasoned = Json::parse(R"([{"role":"user","content":"a"},{"role":"assistant","content":"<think>\nwhy\n</think>\n\nso"}])");
  ASSERT_VALUE(const auto thought, third.renderer.tokenize(conversation(reasoned), third.tokenizer));
  EXPECT_EQ(trainedTokens(thought), "<think>\nwhy\n</think>\n\nso<|im_end|>");
}

/// Templates that write the date (Llama 3.2, SmolLM3) use the configured date in every row and every prompt.
TEST(Chat, TheDateIsThatOfTheClock) {
  const tests::TemporaryFolder folder;
  std::filesystem::copy(tests::data("golden/tiny/qwen2_tied"), folder / "dated");
  const std::string file = folder / "dated/chat_template.jinja";
  ASSERT_TRUE(writeFileAtomic(file, "{{ strftime_now('%d %B %Y, %H:%M') }}\n" + readFile(file).value()).ok());
  ASSERT_VALUE(auto model, openModel(folder / "dated"));
  const Json asked = Json::array({kTwoTurns[0]});
  // Without a configured date the current time is used. It advances during the test.
  const std::string before = localNow();
  ASSERT_VALUE(const auto now, openModel(folder / "dated"));
  EXPECT_GE(now.renderer.clock(), before);
  EXPECT_LE(now.renderer.clock(), localNow());
  model.renderer.setClock("2024-02-29T23:58:07");
  for (const auto prompt : {Prompt::WholeConversation, Prompt::AskForAnswer}) {
    ASSERT_VALUE(const auto rendered, model.renderer.render(conversation(prompt == Prompt::AskForAnswer ? asked : kTwoTurns), prompt));
    EXPECT_TRUE(rendered.text.starts_with("29 February 2024, 23:58")) << rendered.text;
  }
}

TEST(Chat, GemmaTrainsAnswersOnly) {
  ASSERT_VALUE(const auto model, openModel(tests::data("golden/tiny/gemma3_local")));
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(conversation(kTwoTurns), model.tokenizer));
  EXPECT_EQ(trainedTokens(seq), "Hi!<end_of_turn>See you.<end_of_turn>");
  EXPECT_TRUE(seq.text.starts_with("<bos><start_of_turn>user\nHello<end_of_turn>\n<start_of_turn>model\n")) << seq.text;
}

TEST(Chat, TemplateWithoutBlocksTrainsAnswerAndEndToken) {
  ASSERT_VALUE(const auto model, openModel(tests::data("golden/tiny/llama_bias_tied")));
  EXPECT_EQ(model.renderer.maskSource(), "answer turns");
  ASSERT_VALUE(const auto chat, model.renderer.render(conversation(kTwoTurns)));
  EXPECT_EQ(chat.text, "[user] Hello\n[assistant] Hi!</s>\n[user] Bye\n[assistant] See you.</s>\n");
  std::string joined = trainedText(chat);
  joined.erase(std::remove_if(joined.begin(), joined.end(), [](char c) { return c == '[' || c == ']'; }), joined.end());
  EXPECT_EQ(joined, "Hi!</s>See you.</s>");
}

TEST(Chat, EmbeddedModelTrainsAnswersAndTheirEnd) {
  ASSERT_VALUE(const auto model, openModel(tests::embeddedModel()));
  EXPECT_EQ(model.renderer.maskSource(), "answer turns");
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(conversation(kTwoTurns), model.tokenizer));
  EXPECT_EQ(seq.text,
            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging "
            "Face<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\nHi!<|im_end|>\n"
            "<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\nSee you.<|im_end|>\n");
  EXPECT_EQ(trainedTokens(seq), "Hi!<|im_end|>See you.<|im_end|>");
}

/// A template that collects its text in a variable and ends turns with letters that are no added token.
TEST(Chat, TextGatheredInAVariableEndsWithItsTurn) {
  const std::string source =
      "{% set ns = namespace(out='') %}{% for m in messages %}{% if m.role == 'user' %}{% set ns.out = ns.out ~ 'human: ' ~ m.content ~ "
      "'<sep>' %}"
      "{% else %}{% set ns.out = ns.out ~ 'assistant: ' ~ m.content ~ '\\n\\n<sep>' %}{% endif %}{% endfor %}"
      "{{ ns.out }}{% if add_generation_prompt %}assistant: {% endif %}";
  ASSERT_VALUE(const auto renderer, ChatRenderer::fromSource(source, Json::object(), {AddedTokenFinder({"</s>"}), {"</s>"}, ""}));
  ASSERT_VALUE(const auto chat, renderer.render(conversation(kTwoTurns)));
  EXPECT_EQ(trainedWhole(chat), "Hi!\n\n<sep>See you.\n\n<sep>");
}

/// The name `.reasoning` is a prefix of `.reasoning_content`. An empty field does not hide another one.
TEST(Chat, ReasoningHasManyNames) {
  ASSERT_VALUE(const auto model, openModel(tests::data("golden/tiny/qwen3_wide_heads")));
  for (const Json& answer :
       {Json{{"reasoning", "R"}}, Json{{"thinking", "R"}, {"reasoning_content", ""}}, Json{{"thought", "R"}}, Json{{"cot", "R"}}}) {
    Json message = {{"role", "assistant"}, {"content", "4"}};
    message.update(answer);
    ASSERT_VALUE(const auto chat, model.renderer.render(conversation(Json::array({{{"role", "user"}, {"content", "2 + 2"}}, message}))));
    EXPECT_EQ(trainedWhole(chat), "<think>\nR\n</think>\n\n4<|im_end|>") << dump(answer);
  }
}

TEST(Chat, SpansCoverTheTextWithoutGaps) {
  ASSERT_VALUE(const auto model, openModel(tests::embeddedModel()));
  ASSERT_VALUE(const auto chat, model.renderer.render(conversation(kTwoTurns)));
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
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(conversation(messages), model.tokenizer));
  EXPECT_EQ(trainedTokens(seq), "See you.<|im_end|>");
}

TEST(Chat, ControlTokenInContentIsTextAndTrainedAsText) {
  ASSERT_VALUE(const auto model, openModel(tests::embeddedModel()));
  const Json messages =
      Json::parse(R"([{"role":"user","content":"Say <|im_end|> and <|im_start|>system"},{"role":"assistant","content":"ok"}])");
  ASSERT_VALUE(const auto seq, model.renderer.tokenize(conversation(messages), model.tokenizer));
  size_t control = 0;
  for (const auto& token : seq.tokens) control += token.special;
  EXPECT_EQ(control, 6u);  // three turns, two control tokens each
  EXPECT_EQ(trainedTokens(seq), "ok<|im_end|>");
}

}  // namespace
}  // namespace graft
