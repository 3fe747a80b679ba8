// SPDX-License-Identifier: Apache-2.0
#include "core/chat/chat.hpp"

#include <algorithm>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"

namespace graft {
namespace {

bool overlaps(const Span& a, const Span& b) { return a.begin < b.end && b.begin < a.end; }

const Json& listOf(const Json& conversation, const char* key) {
  static const Json kNone;
  const auto it = conversation.find(key);
  return it != conversation.end() && it->is_array() && !it->empty() ? *it : kNone;
}

std::string roleOf(const Rendering::Stretch& stretch, const Json& messages) {
  switch (stretch.part) {
    case Part::Template: return "template";
    case Part::Tools: return "tools";
    case Part::Documents: return "documents";
    default: break;
  }
  return stretch.message < messages.size() ? get<std::string>(messages[stretch.message], "role", "user") : "user";
}

/// A span for each run of equal role, part and mask.
std::vector<RoleSpan> cover(const Rendering& rendering, const Json& messages, const std::vector<Span>& trained) {
  std::vector<RoleSpan> spans;
  const auto push = [&](size_t begin, size_t end, const Rendering::Stretch& stretch, bool isTrained) {
    if (begin == end) return;
    RoleSpan span{{begin, end}, roleOf(stretch, messages), isTrained, stretch.part};
    if (!spans.empty() && spans.back().role == span.role && spans.back().trained == isTrained && spans.back().part == span.part)
      spans.back().bytes.end = end;
    else
      spans.push_back(std::move(span));
  };
  size_t next = 0;
  for (size_t i = 0; i < rendering.stretches.size(); ++i) {
    const auto& stretch = rendering.stretches[i];
    size_t at = rendering.beginOf(i);
    while (at < stretch.end) {
      while (next < trained.size() && trained[next].end <= at) ++next;
      const bool isTrained = next < trained.size() && trained[next].begin <= at;
      const size_t border = next == trained.size() ? stretch.end : isTrained ? trained[next].end : trained[next].begin;
      const size_t end = std::min(stretch.end, border);
      push(at, end, stretch, isTrained);
      at = end;
    }
  }
  return spans;
}

std::vector<Span> literalsOf(const Rendering& rendering) {
  std::vector<Span> out;
  for (size_t i = 0; i < rendering.stretches.size(); ++i) {
    if (!rendering.stretches[i].isData()) continue;
    const Span bytes{rendering.beginOf(i), rendering.stretches[i].end};
    if (!out.empty() && out.back().end == bytes.begin)
      out.back().end = bytes.end;
    else
      out.push_back(bytes);
  }
  return out;
}

/// Other names of reasoning in programs and datasets.
constexpr const char* kReasoningNames[] = {"thinking",  "reasoning", "thought",          "thoughts",      "think",
                                           "rationale", "cot",       "chain_of_thought", "reasoning_text"};

/// Names the parts of the conversation that are missing in the text.
std::vector<Message> leftOut(const Rendering& rendering, const Json& conversation, const Json& messages) {
  std::vector<bool> isWritten(messages.size(), false);
  bool hasTools = false, hasDocuments = false, hasReasoning = false;
  for (const auto& stretch : rendering.stretches) {
    if (stretch.part == Part::Tools) hasTools = true;
    if (stretch.part == Part::Documents) hasDocuments = true;
    if (stretch.part == Part::Reasoning) hasReasoning = true;
    if (stretch.part == Part::Content && stretch.message < messages.size()) isWritten[stretch.message] = true;
  }
  std::vector<Message> out;
  const auto add = [&](const Message& name) {
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  };
  if (!hasTools && !listOf(conversation, "tools").is_null()) add(msg("the tools"));
  if (!hasDocuments && !listOf(conversation, "documents").is_null()) add(msg("the documents"));
  for (size_t i = 0; i < messages.size(); ++i) {
    const std::string role = get<std::string>(messages[i], "role", "");
    const std::string content = get<std::string>(messages[i], "content", "");
    if (!isWritten[i] && content.find_first_not_of(" \t\r\n") != std::string::npos && role != "assistant") {
      add(role == "user"     ? msg("a question")
          : role == "tool"   ? msg("a tool's result")
          : role == "system" ? msg("the system message")
                             : msg("the %1 message", role));
    }
    const auto holds = [&](const char* field) { return !get<std::string>(messages[i], field, "").empty(); };
    if (!hasReasoning && (holds("reasoning_content") || std::any_of(std::begin(kReasoningNames), std::end(kReasoningNames), holds)))
      add(msg("the reasoning"));
  }
  return out;
}

/// Variables of tokenizer_config.json that hold special tokens.
Json tokenVariables(const ModelFile& modelFile, const Tokenizer& tokenizer) {
  Json out = Json::object();
  const auto textOf = [](const Json& value) { return value.is_object() ? value.value("content", Json()) : value; };
  const auto take = [&](const Json& config) {
    for (const auto& [key, value] : config.items()) {
      const Json text = textOf(value);
      if (key.ends_with("_token") && text.is_string()) out[key] = text;
      if (key == "extra_special_tokens" && value.is_object()) {
        for (const auto& [name, token] : value.items()) {
          if (textOf(token).is_string()) out[name] = textOf(token);
        }
      }
      if (key != "additional_special_tokens" || !value.is_array()) continue;
      Json list = Json::array();
      for (const auto& token : value) {
        if (textOf(token).is_string()) list.push_back(textOf(token));
      }
      out[key] = list;
    }
  };
  take(modelFile.tokenizerConfig());
  if (!tokenizer.beginText().empty()) out["bos_token"] = tokenizer.beginText();
  if (!tokenizer.endText().empty()) out["eos_token"] = tokenizer.endText();
  return out;
}

TurnTokens turnTokens(const ModelFile& modelFile, const Tokenizer& tokenizer, const Json& variables) {
  TurnTokens out{AddedTokenFinder(tokenizer), {}, get<std::string>(variables, "bos_token", "")};
  if (const auto eos = get<std::string>(variables, "eos_token", ""); !eos.empty()) out.stops.push_back(eos);
  for (const int64_t id : modelFile.config().eosIds) {
    for (const auto* tokens : {&tokenizer.specials(), &tokenizer.addedTokens()}) {
      for (const auto& [text, known] : *tokens) {
        if (static_cast<int64_t>(known) == id) out.stops.push_back(text);
      }
    }
  }
  return out;
}

/// Renames reasoning to the key that most templates read, if it has another name.
void nameReasoning(const ChatTemplate& chat, Json& messages) {
  if (!chat.reads("reasoning_content")) return;
  for (const char* name : kReasoningNames) {
    if (chat.reads(name)) continue;
    for (Json& message : messages) {
      const auto found = message.find(name);
      const bool hasWords = found != message.end() && found->is_string() && !found->get_ref<const std::string&>().empty();
      if (hasWords && get<std::string>(message, "reasoning_content", "").empty()) message["reasoning_content"] = *found;
    }
  }
}

/// True if the template prints a message without content as Python's None.
bool printsNone(const Rendering& rendering, const Json& messages) {
  for (size_t i = 0; i < rendering.stretches.size(); ++i) {
    const auto& stretch = rendering.stretches[i];
    if (stretch.isData() || stretch.turn >= messages.size()) continue;
    const auto content = messages[stretch.turn].find("content");
    if (content != messages[stretch.turn].end() && !content->is_null()) continue;
    const size_t begin = rendering.beginOf(i);
    if (std::string_view(rendering.text).substr(begin, stretch.end - begin).find("None") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

size_t TokenSeq::trainedCount() const { return static_cast<size_t>(std::count(trained.begin(), trained.end(), true)); }

TokenSeq withMask(std::string text, std::vector<Token> tokens, const std::vector<RoleSpan>& spans) {
  TokenSeq out{std::move(text), std::move(tokens), {}};
  out.trained.reserve(out.tokens.size());
  size_t first = 0;
  for (const auto& token : out.tokens) {
    while (first < spans.size() && spans[first].bytes.end <= token.bytes.begin) ++first;
    bool trained = false;
    for (size_t i = first; i < spans.size() && spans[i].bytes.begin < token.bytes.end; ++i)
      trained = trained || (spans[i].trained && overlaps(spans[i].bytes, token.bytes));
    out.trained.push_back(trained);
  }
  return out;
}

Result<ChatRenderer> ChatRenderer::fromSource(const std::string& source, const Json& tokens, TurnTokens turns) {
  ChatRenderer renderer;
  GRAFT_TRY(renderer.m_default, ChatTemplate::compile(source));
  renderer.m_tokens = tokens;
  renderer.m_turns = std::move(turns);
  renderer.m_hash = sha256(source);
  renderer.m_clock = localNow();
  return renderer;
}

Result<ChatRenderer> ChatRenderer::create(const ModelFile& modelFile, const Tokenizer& tokenizer) {
  const std::string& source = modelFile.chatTemplate();
  if (source.empty())
    return Error{Code::BadInput,
                 msg("the model has no chat template"),
                 modelFile.path(),
                 {},
                 msg("Use an instruct version of this model, or rows of the shape 'text'.")};
  const Json variables = tokenVariables(modelFile, tokenizer);
  auto renderer = fromSource(source, variables, turnTokens(modelFile, tokenizer, variables));
  if (!renderer.ok()) return renderer.error().at("chat template of " + modelFile.name());
  if (const std::string& toolUse = modelFile.toolTemplate(); !toolUse.empty()) {
    auto compiled = ChatTemplate::compile(toolUse);
    if (!compiled.ok()) return compiled.error().at("chat template tool_use of " + modelFile.name());
    renderer->m_toolUse = std::move(compiled).value();
    renderer->m_hash = sha256(source + '\0' + toolUse);
  }
  return renderer;
}

const ChatTemplate& ChatRenderer::templateFor(const Json& conversation) const {
  return m_toolUse && !listOf(conversation, "tools").is_null() ? *m_toolUse : *m_default;
}

Result<Rendering> ChatRenderer::renderMessages(const Json& conversation, const Json& messages, Prompt prompt) const {
  Json context = {{"messages", messages},
                  {"tools", listOf(conversation, "tools")},
                  {"documents", listOf(conversation, "documents")},
                  {"add_generation_prompt", prompt != Prompt::WholeConversation},
                  {"graft_clock", m_clock}};
  context.update(m_tokens);
  if (prompt == Prompt::AskWithoutThinking) context["enable_thinking"] = false;
  auto out = templateFor(conversation).render(context);
  if (!out.ok()) {
    Error error = out.error().at("chat template");
    error.hint = msg("Change the row as the template wants it, or leave it out.");
    return error;
  }
  return out;
}

/// Replaces missing content by an empty text if the template would print it as None.
Result<Rendering> ChatRenderer::renderWithoutNull(const Json& conversation, Json& messages, Prompt prompt) const {
  auto rendering = renderMessages(conversation, messages, prompt);
  if (rendering.ok() && !printsNone(*rendering, messages)) return rendering;
  bool changed = false;
  for (Json& message : messages) {
    const auto content = message.find("content");
    if (content != message.end() && !content->is_null()) continue;
    message["content"] = "";
    changed = true;
  }
  if (!changed) return rendering;
  return renderMessages(conversation, messages, prompt);
}

Result<RenderedChat> ChatRenderer::render(const Json& conversation, Prompt prompt) const {
  const auto it = conversation.find("messages");
  if (it == conversation.end() || !it->is_array())
    return Error{Code::BadInput, msg("the row has no list of messages"), {}, {}, msg("Import the data again.")};
  Json messages = *it;
  nameReasoning(templateFor(conversation), messages);
  GRAFT_TRY(Rendering rendering, renderWithoutNull(conversation, messages, prompt));
  std::vector<Span> trained;
  if (prompt == Prompt::WholeConversation) {
    const auto renderPrompt = [&](size_t count, bool opensAnswer) {
      Json first = Json::array();
      for (size_t i = 0; i < count; ++i) first.push_back(messages[i]);
      return renderMessages(conversation, first, opensAnswer ? Prompt::AskForAnswer : Prompt::WholeConversation);
    };
    GRAFT_TRY(trained, findTrained(rendering, messages, templateFor(conversation).hasGenerationBlocks(), m_turns, renderPrompt));
  }
  RenderedChat out;
  out.spans = cover(rendering, messages, trained);
  out.literals = literalsOf(rendering);
  out.leftOut = leftOut(rendering, conversation, messages);
  out.text = std::move(rendering.text);
  return out;
}

Result<TokenSeq> ChatRenderer::tokenize(const Json& conversation, const Tokenizer& tokenizer, Prompt prompt) const {
  GRAFT_TRY(auto chat, render(conversation, prompt));
  GRAFT_TRY(auto tokens, tokenizer.encode(chat.text, chat.literals));
  return withMask(std::move(chat.text), std::move(tokens), chat.spans);
}

}  // namespace graft
