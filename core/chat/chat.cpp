// SPDX-License-Identifier: Apache-2.0
#include "core/chat/chat.hpp"

#include <algorithm>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/system.hpp"

namespace graft {
namespace {

// What core/bridge prints where a generation block begins and ends (U+F5A0A, U+F5A0B).
constexpr std::string_view kGenerationBegin = "\xF3\xB5\xA8\x8A", kGenerationEnd = "\xF3\xB5\xA8\x8B";

const Json& contentOf(const Json& message) {
  static const Json kNone;
  const auto it = message.find("content");
  return it == message.end() ? kNone : *it;
}

std::string_view trimmed(std::string_view text) {
  const char* kBlank = " \t\r\n\v\f";
  const size_t begin = text.find_first_not_of(kBlank);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// Takes the marks out; the stretches between them are `generated`.
Result<std::string> unmark(const std::string& marked, std::vector<Span>& generated) {
  std::string text;
  size_t at = 0, open = std::string::npos;
  while (true) {
    const size_t mark = std::min(marked.find(kGenerationBegin, at), marked.find(kGenerationEnd, at));
    text.append(marked, at, mark == std::string::npos ? mark : mark - at);
    if (mark == std::string::npos) break;
    const bool begins = marked.compare(mark, kGenerationBegin.size(), kGenerationBegin) == 0;
    if (begins != (open == std::string::npos))
      return Error{Code::BadInput,
                   "the template's generation blocks are nested or unbalanced",
                   {},
                   {},
                   "Correct the template, or use the model's own."};
    if (begins) {
      open = text.size();
    } else {
      generated.push_back({open, text.size()});
      open = std::string::npos;
    }
    at = mark + kGenerationBegin.size();
  }
  return text;
}

/// Where each message's own text stands in `text`, searched forward; a template may trim it. Role and index kept.
struct Found {
  Span bytes;
  size_t message;
};
std::vector<Found> findContents(const std::string& text, const Json& messages) {
  std::vector<Found> found;
  size_t from = 0;
  for (size_t i = 0; i < messages.size(); ++i) {
    const Json& content = contentOf(messages[i]);
    if (!content.is_string()) continue;
    std::string_view words = content.get_ref<const std::string&>();
    size_t at = text.find(words, from);
    if (at == std::string::npos) {
      words = trimmed(words);
      at = text.find(words, from);
    }
    if (at == std::string::npos || words.empty()) continue;
    found.push_back({{at, at + words.size()}, i});
    from = at + words.size();
  }
  return found;
}

bool overlaps(const Span& a, const Span& b) { return a.begin < b.end && b.begin < a.end; }

/// Cuts the text at every border of a content or trained stretch; each piece gets its role and whether it is trained.
std::vector<RoleSpan> cover(const std::string& text, const Json& messages, const std::vector<Found>& contents,
                            const std::vector<Span>& trained) {
  std::vector<size_t> borders = {0, text.size()};
  for (const auto& c : contents) borders.insert(borders.end(), {c.bytes.begin, c.bytes.end});
  for (const auto& t : trained) borders.insert(borders.end(), {t.begin, t.end});
  std::sort(borders.begin(), borders.end());
  borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
  std::vector<RoleSpan> spans;
  for (size_t i = 0; i + 1 < borders.size(); ++i) {
    RoleSpan span{{borders[i], borders[i + 1]}, "template", false};
    for (const auto& c : contents) {
      if (overlaps(span.bytes, c.bytes)) span.role = get<std::string>(messages[c.message], "role", "user");
    }
    for (const auto& t : trained) span.trained = span.trained || overlaps(span.bytes, t);
    spans.push_back(span);
  }
  return spans;
}

RenderedChat assemble(std::string text, const Json& messages, const std::vector<Span>& trained) {
  RenderedChat out;
  const auto contents = findContents(text, messages);
  out.spans = cover(text, messages, contents, trained);
  for (const auto& c : contents) out.literals.push_back(c.bytes);
  out.text = std::move(text);
  return out;
}

bool isAnswer(const Json& message) { return get<std::string>(message, "role", "") == "assistant"; }
/// OpenAI's weight 0 on an answer: shown to the model, not trained.
bool isTrainedAnswer(const Json& message) { return isAnswer(message) && get<double>(message, "weight", 1) != 0; }

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

static Result<std::shared_ptr<GraftTemplate>> compile(const std::string& source) {
  GraftTemplate* handle = nullptr;
  GRAFT_CHECK(bridge::call([&](GraftBytes* out) { return graft_template_new(bridge::bytesOf(source), source.size(), &handle, out); }));
  return std::shared_ptr<GraftTemplate>(handle, bridge::Free());
}

Result<ChatRenderer> ChatRenderer::create(const Checkpoint& checkpoint, const Tokenizer& tokenizer, const std::string& trainingTemplates) {
  ChatRenderer renderer;
  const std::string& source = checkpoint.chatTemplate();
  if (source.empty())
    return Error{Code::BadInput,
                 "the model has no chat template",
                 checkpoint.path(),
                 {},
                 "Use an instruct version of this model, or rows of the shape 'text'."};
  const auto tokenText = [&](const char* key, int64_t id) -> std::string {
    const Json& config = checkpoint.tokenizerConfig();
    if (const auto it = config.find(key); it != config.end()) {
      if (it->is_string()) return it->get<std::string>();
      if (it->is_object()) return get<std::string>(*it, "content", "");
    }
    for (const auto& [text, special] : tokenizer.specials()) {
      if (static_cast<int64_t>(special) == id) return text;
    }
    return {};
  };
  const auto& eos = checkpoint.config().eosIds;
  renderer.m_bos = tokenText("bos_token", checkpoint.config().bosId);
  renderer.m_eos = tokenText("eos_token", eos.empty() ? -1 : eos[0]);
  for (const auto& [text, id] : tokenizer.specials()) renderer.m_endTokens.push_back(text);
  if (!renderer.m_eos.empty()) renderer.m_endTokens.push_back(renderer.m_eos);
  auto own = compile(source);
  if (!own.ok()) return own.error().at("chat template of " + checkpoint.name());
  renderer.m_own = *own;
  renderer.m_hash = sha256(source);
  renderer.m_clock = localNow();
  renderer.m_maskSource = "answer text";
  if (source.find("endgeneration") != std::string::npos) {
    renderer.m_marked = renderer.m_own;
    renderer.m_maskSource = "generation blocks";
    return renderer;
  }
  // A training template of ours is used only where it writes, byte for byte, what the model's own template writes.
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(trainingTemplates, error)) {
    if (entry.path().extension() == ".jinja") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    GRAFT_TRY(const auto text, readFile(file.string(), 1 << 20));
    auto candidate = compile(text);
    if (!candidate.ok()) return candidate.error().at(file.string());
    if (renderer.sameTextOnProbes(**candidate)) {
      renderer.m_marked = *candidate;
      renderer.m_maskSource = "training template " + file.stem().string();
      break;
    }
  }
  return renderer;
}

Result<std::string> ChatRenderer::renderText(const GraftTemplate& chat, const Json& messages, const Json& tools, Prompt prompt) const {
  Json context = {{"messages", messages},
                  {"add_generation_prompt", prompt != Prompt::WholeConversation},
                  {"bos_token", m_bos},
                  {"eos_token", m_eos},
                  {"graft_clock", m_clock}};
  if (prompt == Prompt::AskWithoutThinking) context["enable_thinking"] = false;
  if (tools.is_array() && !tools.empty()) context["tools"] = tools;
  const std::string text = dump(context);
  if (text.find(kGenerationBegin) != std::string::npos || text.find(kGenerationEnd) != std::string::npos) {
    return Error{Code::BadInput,
                 "the row holds the private characters U+F5A0A or U+F5A0B, which Graft uses itself",
                 {},
                 {},
                 "Remove them from the row."};
  }
  auto out = bridge::call([&](GraftBytes* bytes) { return graft_template_render(&chat, bridge::bytesOf(text), text.size(), bytes); });
  if (!out.ok()) return out.error().at("chat template");
  return out;
}

bool ChatRenderer::sameTextOnProbes(const GraftTemplate& other) const {
  const auto message = [](const char* role, const char* content) { return Json{{"role", role}, {"content", content}}; };
  const Json probes[] = {Json::array({message("user", " Where is it? "), message("assistant", "Here.\n"), message("user", "And now?"),
                                      message("assistant", "There.")}),
                         Json::array({message("system", "Be brief."), message("user", "Hello"), message("assistant", "Hi")})};
  for (const auto& probe : probes) {
    for (const Prompt prompt : {Prompt::WholeConversation, Prompt::AskForAnswer}) {
      const auto mine = renderText(*m_own, probe, nullptr, prompt), theirs = renderText(other, probe, nullptr, prompt);
      std::vector<Span> generated;
      if (!mine.ok() || !theirs.ok()) return false;
      const auto plain = unmark(*theirs, generated);
      if (!plain.ok() || *plain != *mine || generated.empty()) return false;
    }
  }
  return true;
}

Result<RenderedChat> ChatRenderer::render(const Json& messages, const Json& tools, Prompt prompt) const {
  if (!m_marked) return renderByPrefixes(messages, tools, prompt);
  GRAFT_TRY(const auto marked, renderText(*m_marked, messages, tools, prompt));
  std::vector<Span> generated;
  GRAFT_TRY(auto text, unmark(marked, generated));
  // One block an answer, in order: those of answers with weight 0 are not trained.
  std::vector<Span> trained;
  size_t answer = 0;
  const auto answers = static_cast<size_t>(std::count_if(messages.begin(), messages.end(), isAnswer));
  for (const auto& message : messages) {
    if (!isAnswer(message) || answer >= generated.size()) continue;
    if (generated.size() != answers || isTrainedAnswer(message)) trained.push_back(generated[answer]);
    ++answer;
  }
  return assemble(std::move(text), messages, trained);
}

/// For templates without generation blocks: answer k is what rendering it adds after "messages before it + the opening
/// of an answer"; of what follows its words only the end-of-turn token is trained.
Result<RenderedChat> ChatRenderer::renderByPrefixes(const Json& messages, const Json& tools, Prompt prompt) const {
  GRAFT_TRY(auto text, renderText(*m_own, messages, tools, prompt));
  std::vector<Span> trained;
  for (size_t k = 0; k < messages.size(); ++k) {
    if (!isTrainedAnswer(messages[k])) continue;
    Json before = Json::array();
    for (size_t i = 0; i < k; ++i) before.push_back(messages[i]);
    size_t begin = std::string::npos;
    if (const auto opening = renderText(*m_own, before, tools, Prompt::AskForAnswer); opening.ok() && text.rfind(*opening, 0) == 0)
      begin = opening->size();
    const Json& content = contentOf(messages[k]);
    const std::string_view words = content.is_string() ? trimmed(content.get_ref<const std::string&>()) : std::string_view();
    const size_t at = words.empty() ? begin : text.find(words, begin == std::string::npos ? 0 : begin);
    if (at == std::string::npos) {
      return Error{Code::BadInput,
                   "the template changes the answer of message " + std::to_string(k + 1) + " or leaves it out, so it cannot be trained",
                   "chat template",
                   {},
                   "Use a model whose template writes answers as they are."};
    }
    Span answer{std::min(begin, at), at + words.size()};
    for (const auto& end : m_endTokens) {
      if (!end.empty() && text.compare(answer.end, end.size(), end) == 0) {
        answer.end += end.size();
        break;
      }
    }
    trained.push_back(answer);
  }
  return assemble(std::move(text), messages, trained);
}

Result<TokenSeq> ChatRenderer::tokenize(const Json& messages, const Json& tools, const Tokenizer& tokenizer, Prompt prompt) const {
  GRAFT_TRY(auto chat, render(messages, tools, prompt));
  GRAFT_TRY(auto tokens, tokenizer.encode(chat.text, chat.literals));
  return withMask(std::move(chat.text), std::move(tokens), chat.spans);
}

}  // namespace graft
