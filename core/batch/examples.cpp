// SPDX-License-Identifier: Apache-2.0
#include "core/batch/examples.hpp"

namespace graft {
namespace {

bool isMeant(const Json& example) { return get<bool>(example, "control_tokens", false); }

RenderedChat textOf(const Json& example, const Tokenizer& tokenizer) {
  RenderedChat out;
  out.text = get<std::string>(example, "text", "");
  const size_t own = out.text.size();
  out.spans.push_back({{0, own}, "text", true, Part::Content});
  if (!isMeant(example)) out.literals.push_back({0, own});
  const std::string& end = tokenizer.endText();
  const bool hasEnd = isMeant(example) && out.text.ends_with(end);
  if (get<bool>(example, "end_token", false) && !end.empty() && !hasEnd) {
    out.text += end;
    out.spans.push_back({{own, out.text.size()}, "template", true, Part::Template});
  }
  return out;
}

/// Ids and labels of a pre-tokenised row, with the text of each token.
Result<TokenSeq> tokensOf(const Json& example, const Tokenizer& tokenizer) {
  const auto ids = example["input_ids"].get<std::vector<uint32_t>>();
  const auto labels = example.value("labels", Json::array()).get<std::vector<int64_t>>();
  if (labels.size() != ids.size())
    return Error{Code::BadInput, msg("input_ids and labels differ in length"), {}, {}, msg("Import the data again.")};
  TokenSeq out;
  for (size_t i = 0; i < ids.size(); ++i) {
    const auto piece = tokenizer.decode({ids[i]}, false);
    const size_t begin = out.text.size();
    if (piece.ok()) out.text += *piece;  // ids beyond the vocabulary are rejected when rows are prepared
    out.tokens.push_back({ids[i], {begin, out.text.size()}, false});
    out.trained.push_back(labels[i] != kIgnored);
  }
  return out;
}

}  // namespace

Result<RenderedChat> renderExample(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer) {
  if (example.contains("text")) return textOf(example, tokenizer);
  if (example.contains("input_ids")) {
    GRAFT_TRY(auto seq, tokensOf(example, tokenizer));
    RenderedChat out;
    for (size_t i = 0; i < seq.tokens.size(); ++i) out.spans.push_back({seq.tokens[i].bytes, "tokens", seq.trained[i], Part::Content});
    out.text = std::move(seq.text);
    return out;
  }
  if (!renderer)
    return Error{Code::BadInput,
                 msg("the rows are conversations and the model has no chat template"),
                 {},
                 {},
                 msg("Use an instruct version of this model.")};
  return renderer->render(example);
}

Result<TokenSeq> tokenizeExample(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                                 std::vector<Message>* notWritten) {
  if (example.contains("input_ids")) return tokensOf(example, tokenizer);
  GRAFT_TRY(auto chat, renderExample(example, renderer, tokenizer));
  if (notWritten) *notWritten = std::move(chat.leftOut);
  const bool isText = example.contains("text");
  // Pre-formatted text starts with the token that the tokenizer would prepend.
  const bool hasBegin = isMeant(example) && !tokenizer.beginText().empty() && chat.text.starts_with(tokenizer.beginText());
  GRAFT_TRY(auto tokens, tokenizer.encode(chat.text, chat.literals, isText && !hasBegin ? SpecialTokens::Add : SpecialTokens::Leave));
  // Some tokenizers append an end token to each text.
  const size_t n = tokens.size();
  if (isText && n > 1 && tokens[n - 1].id == tokens[n - 2].id && tokens[n - 1].bytes.begin == tokens[n - 1].bytes.end) tokens.pop_back();
  auto out = withMask(std::move(chat.text), std::move(tokens), chat.spans);
  // Tokens added by the tokenizer cover no bytes. An end token among them is trained with the text.
  if (isText && !out.tokens.empty() && out.tokens.back().bytes.begin == out.tokens.back().bytes.end && out.tokens.back().special)
    out.trained.back() = get<bool>(example, "end_token", false);
  return out;
}

}  // namespace graft
