// SPDX-License-Identifier: Apache-2.0
#include "core/chat/mask.hpp"

#include <algorithm>

namespace graft {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";
constexpr size_t kNone = Rendering::kNone;

bool isBlank(std::string_view text) { return text.find_first_not_of(kBlanks) == std::string_view::npos; }

Error refuse(const Message& what, const Message& hint) { return {Code::BadInput, what, "chat template", {}, hint}; }

bool isAnswer(const Json& message) { return get<std::string>(message, "role", "") == "assistant"; }

bool hasText(const Json& message, const char* field) {
  const auto it = message.find(field);
  return it != message.end() && it->is_string() && !isBlank(it->get_ref<const std::string&>());
}
bool hasCalls(const Json& message) {
  const auto it = message.find("tool_calls");
  return it != message.end() && it->is_array() && !it->empty();
}

/// End of the last byte before `limit` that comes from the conversation; 0 if there is none.
size_t endOfData(const Rendering& rendering, size_t limit) {
  size_t end = 0;
  for (size_t i = 0; i < rendering.stretches.size() && rendering.beginOf(i) < limit; ++i) {
    if (rendering.stretches[i].isData()) end = std::min(limit, rendering.stretches[i].end);
  }
  return end;
}

size_t commonPrefix(std::string_view a, std::string_view b) {
  return static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

/// Turn of one answer in the whole text.
struct Turn {
  std::vector<Span> pieces;            ///< pieces written while the loop was at this message
  size_t firstData = 0, lastData = 0;  ///< bytes of this message inside the pieces: begin of the first, end of the last
  bool hasContent = false, hasCall = false, hasData = false;
};

std::vector<Turn> turnsOf(const Rendering& whole, size_t messages) {
  std::vector<Turn> turns(messages);
  for (size_t i = 0; i < whole.stretches.size(); ++i) {
    const auto& s = whole.stretches[i];
    const Span bytes{whole.beginOf(i), s.end};
    if (s.turn == kNone || s.turn >= messages) continue;
    Turn& turn = turns[s.turn];
    if (!turn.pieces.empty() && turn.pieces.back().end == bytes.begin)
      turn.pieces.back().end = bytes.end;
    else
      turn.pieces.push_back(bytes);
    if (!s.isData() || s.message != s.turn) continue;
    if (!turn.hasData) turn.firstData = bytes.begin;
    turn.lastData = bytes.end;
    turn.hasData = true;
    turn.hasContent |= s.part == Part::Content;
    turn.hasCall |= s.part == Part::Call;
  }
  return turns;
}

/// Text after the conversation's last bytes in a prompt: the end of the last turn and the opening of the answer. It depends on the kind of
/// the last messages. In a long conversation it is rendered only for the first few prompts of each kind.
class PromptTails {
 public:
  PromptTails(const Json& messages, const RenderPrompt& render) : m_messages(messages), m_render(render) {}
  /// Known tail for prompts of this kind; empty if unknown.
  std::string expected(size_t answer) const {
    constexpr size_t kTried = 3;
    const auto found = m_known.find(kindBefore(answer));
    if (found == m_known.end() || found->second.size() < kTried) return {};
    const auto& known = found->second;
    const bool agree = std::all_of(known.begin(), known.end(), [&](const auto& tail) { return tail == known[0]; });
    return agree ? known[0] : std::string();
  }
  /// True if a prompt may be rendered again although its tail is known. The limit keeps the cost of a long conversation linear.
  bool mayLookAgain() const { return m_rendered < kMostRendered; }
  Result<std::string> rendered(size_t answer) {
    ++m_rendered;
    auto& known = m_known[kindBefore(answer)];
    auto prompt = m_render(answer, true);
    // Some templates cannot render an empty conversation. The opening of an answer is identical after the last message.
    if (!prompt.ok() && answer == 0) prompt = m_render(m_messages.size(), true);
    if (!prompt.ok()) return prompt.error();
    known.push_back(prompt->text.substr(endOfData(*prompt, prompt->text.size())));
    return known.back();
  }

 private:
  std::string kindBefore(size_t answer) const {
    std::string kind = answer <= 1 ? "first " : "";
    for (size_t back = 1; back <= 2 && back <= answer; ++back) {
      const Json& message = m_messages[answer - back];
      kind +=
          get<std::string>(message, "role", "") + (hasText(message, "content") ? " text" : "") + (hasCalls(message) ? " calls; " : "; ");
    }
    return kind;
  }
  const Json& m_messages;
  const RenderPrompt& m_render;
  static constexpr size_t kMostRendered = 64;
  size_t m_rendered = 0;
  std::map<std::string, std::vector<std::string>> m_known;
};

/// Moves a cut inside a special token of the template back to its beginning, but not before `from`.
size_t outsideOfToken(std::string_view text, size_t cut, size_t from, const AddedTokenFinder& added) {
  constexpr size_t kLongest = 64;
  for (size_t at = std::max(from, cut > kLongest ? cut - kLongest : 0); at < cut; ++at) {
    if (const size_t length = added.lengthAt(text, at); length > 0) {
      if (at + length > cut) return at;
      at += length - 1;
    }
  }
  return cut;
}

/// Finds the end of an answer's prompt in the whole text: the end of the common prefix of the prompt's tail and the text. The comparison
/// starts after the last conversation bytes before the answer.
Result<size_t> endOfPrompt(const Rendering& whole, const Turn& turn, size_t answer, const std::string& tail, const TurnTokens& tokens) {
  const size_t start = turn.pieces.front().begin, limit = turn.hasData ? turn.firstData : turn.pieces.front().end;
  const std::string_view text = whole.text;
  const size_t words = endOfData(whole, start);
  size_t shared = commonPrefix(tail, text.substr(words, limit - words));
  if (shared < tail.size()) shared = outsideOfToken(tail, shared, 0, tokens.added);
  const size_t common = words + shared;
  size_t end = kNone;
  if (common >= start) {
    end = common;
  } else {
    // The previous turn is written differently in the whole text, so only the opening of the answer is compared.
    const std::string_view opening = text.substr(start, limit - start);
    for (size_t length = std::min(opening.size(), tail.size()); end == kNone && length > 0; --length) {
      if (std::string_view(tail).ends_with(opening.substr(0, length))) end = start + length;
    }
    if (end == kNone && (opening.empty() || isBlank(opening))) end = start;
  }
  if (end == kNone)
    return refuse(msg("it cannot be told where the prompt ends before the answer of message %1", answer + 1),
                  msg("Use another model, or its own instruct version."));
  return outsideOfToken(text, end, start, tokens.added);
}

/// Finds the end of an answer's turn: after its end token, or after the answer's last bytes if the template writes no end token.
size_t endOfTurn(const Rendering& whole, const Turn& turn, size_t from, const TurnTokens& tokens) {
  const std::string_view text = whole.text;
  const auto stopAt = [&](size_t at, size_t limit) {
    const size_t length = tokens.added.lengthAt(text, at);
    const bool isStop = std::find(tokens.stops.begin(), tokens.stops.end(), text.substr(at, length)) != tokens.stops.end();
    return isStop && length > 0 && at + length <= limit ? length : 0;
  };
  size_t last = kNone, behind = from;
  for (const Span& piece : turn.pieces) {
    for (size_t at = std::max(piece.begin, from); at < piece.end;) {
      const size_t length = tokens.added.lengthAt(text, at);
      if (length == 0 || at + length > piece.end) {
        if (kBlanks.find(text[at]) == std::string_view::npos) behind = at + 1;
        ++at;
        continue;
      }
      if (stopAt(at, piece.end) > 0) {  // some templates write two end tokens
        while (const size_t stop = stopAt(at, piece.end)) at += stop;
        return at;
      }
      const auto token = text.substr(at, length);
      at += length;
      behind = at;
      if (token != tokens.bos) last = at;
    }
  }
  if (last != kNone) return last;
  // A template may write the end token with the next turn.
  const size_t end = turn.pieces.back().end;
  if (const size_t stop = stopAt(end, text.size()); stop > 0 && isBlank(text.substr(behind, end - behind))) return end + stop;
  return behind;
}

Status checkIsWritten(const Json& message, const Turn& turn, size_t answer) {
  const Message kHint = msg("Use a model whose template writes it, or leave the row out.");
  if (hasText(message, "content") && !turn.hasContent)
    return refuse(msg("the template leaves out the text of message %1", answer + 1), kHint);
  if (hasCalls(message) && !turn.hasCall)
    return refuse(msg("the template does not write the tool calls of message %1", answer + 1),
                  msg("Use a model that was trained to call tools, or leave the row out."));
  return Done{};
}

void addSpan(std::vector<Span>& spans, Span span) {
  if (span.begin >= span.end) return;
  if (!spans.empty() && spans.back().end >= span.begin)
    spans.back().end = std::max(spans.back().end, span.end);
  else
    spans.push_back(span);
}

std::vector<Span> generatedSpans(const Rendering& whole, const Json& messages) {
  std::vector<Span> out;
  for (size_t i = 0; i < whole.stretches.size(); ++i) {
    const auto& s = whole.stretches[i];
    const bool isWanted = s.turn == kNone || s.turn >= messages.size() || isTrainedAnswer(messages[s.turn]);
    if (s.generated && isWanted) addSpan(out, {whole.beginOf(i), s.end});
  }
  return out;
}

/// Turn of an answer for a template whose loop does not iterate over the messages: the text that the answer adds to its prompt.
Result<Turn> turnByPrompt(const Rendering& whole, const Json& message, size_t answer, const RenderPrompt& renderPrompt) {
  GRAFT_TRY(const Rendering prompt, renderPrompt(answer, true));
  Turn turn;
  for (size_t i = 0; i < whole.stretches.size(); ++i) {
    const auto& s = whole.stretches[i];
    if (!s.isData() || s.message != answer) continue;
    if (!turn.hasData) turn.firstData = whole.beginOf(i);
    turn.lastData = s.end;
    turn.hasData = true;
    turn.hasContent |= s.part == Part::Content;
    turn.hasCall |= s.part == Part::Call;
  }
  GRAFT_CHECK(checkIsWritten(message, turn, answer));
  const bool isPrefix = whole.text.starts_with(prompt.text);
  if (!isPrefix || !turn.hasData || turn.firstData < prompt.text.size())
    return refuse(msg("it cannot be told which part of the text is the answer of message %1", answer + 1),
                  msg("Use another model, or its own instruct version."));
  size_t end = whole.text.size();
  for (size_t i = 0; i < whole.stretches.size(); ++i) {
    const auto& s = whole.stretches[i];
    if (s.isData() && s.message != kNone && s.message > answer && whole.beginOf(i) >= turn.lastData) end = std::min(end, whole.beginOf(i));
  }
  // Excludes the opening of the next turn: the conversation rendered up to this answer ends before it.
  if (const auto before = renderPrompt(answer + 1, false);
      before.ok() && whole.text.starts_with(before->text) && before->text.size() >= turn.lastData)
    end = std::min(end, before->text.size());
  turn.pieces.push_back({prompt.text.size(), end});
  return turn;
}

}  // namespace

AddedTokenFinder::AddedTokenFinder(const Tokenizer& tokenizer) {
  for (const auto* tokens : {&tokenizer.specials(), &tokenizer.addedTokens()}) {
    for (const auto& [text, id] : *tokens) add(text);
  }
}

AddedTokenFinder::AddedTokenFinder(const std::vector<std::string>& tokens) {
  for (const auto& token : tokens) add(token);
}

void AddedTokenFinder::add(const std::string& token) {
  if (isBlank(token)) return;
  auto& list = m_byFirst[token[0]];
  const auto longer = [&](const std::string& other) { return other.size() < token.size(); };
  list.insert(std::find_if(list.begin(), list.end(), longer), token);
}

size_t AddedTokenFinder::lengthAt(std::string_view text, size_t at) const {
  if (at >= text.size()) return 0;
  const auto it = m_byFirst.find(text[at]);
  if (it == m_byFirst.end()) return 0;
  for (const auto& token : it->second) {
    if (text.compare(at, token.size(), token) == 0) return token.size();
  }
  return 0;
}

bool isTrainedAnswer(const Json& message) {
  if (!isAnswer(message)) return false;
  for (const char* mark : {"weight", "train", "loss", "training"}) {
    const auto it = message.find(mark);
    if (it == message.end()) continue;
    if ((it->is_boolean() && !it->get<bool>()) || (it->is_number() && it->get<double>() == 0)) return false;
  }
  return true;
}

Result<std::vector<Span>> findTrained(const Rendering& whole, const Json& messages, bool hasGenerationBlocks, const TurnTokens& tokens,
                                      const RenderPrompt& renderPrompt) {
  auto turns = turnsOf(whole, messages.size());
  std::vector<Span> generated;
  if (hasGenerationBlocks) generated = generatedSpans(whole, messages);
  std::vector<Span> out;
  PromptTails tails(messages, renderPrompt);
  for (size_t k = 0; k < messages.size(); ++k) {
    if (!isTrainedAnswer(messages[k])) continue;
    if (!generated.empty()) {
      if (!turns[k].pieces.empty()) GRAFT_CHECK(checkIsWritten(messages[k], turns[k], k));
      continue;
    }
    size_t begin = 0;
    if (turns[k].pieces.empty()) {
      GRAFT_TRY(turns[k], turnByPrompt(whole, messages[k], k, renderPrompt));
      begin = turns[k].pieces.front().begin;
    } else {
      GRAFT_CHECK(checkIsWritten(messages[k], turns[k], k));
      std::string tail = tails.expected(k);
      const size_t words = endOfData(whole, turns[k].pieces.front().begin);
      const bool fits = !tail.empty() && std::string_view(whole.text).substr(words).starts_with(tail);
      if (tail.empty() || (!fits && tails.mayLookAgain())) {
        GRAFT_TRY(tail, tails.rendered(k));
      }
      auto end = endOfPrompt(whole, turns[k], k, tail, tokens);
      if (!end.ok()) {  // a prompt of a known kind may have a different tail
        GRAFT_TRY(tail, tails.rendered(k));
        end = endOfPrompt(whole, turns[k], k, tail, tokens);
      }
      if (!end.ok()) return end.error();
      begin = *end;
    }
    const Turn& turn = turns[k];
    const size_t end = endOfTurn(whole, turn, turn.hasData ? std::max(begin, turn.lastData) : begin, tokens);
    for (const Span& piece : turn.pieces) addSpan(out, {std::max(begin, piece.begin), std::min(end, piece.end)});
    if (end > turn.pieces.back().end) addSpan(out, {turn.pieces.back().end, end});
  }
  return generated.empty() ? out : generated;
}

}  // namespace graft
