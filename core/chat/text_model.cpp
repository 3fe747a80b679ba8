// SPDX-License-Identifier: Apache-2.0
#include "core/chat/text_model.hpp"

namespace graft {

Result<TextModel> openTextModel(const std::string& path) {
  GRAFT_TRY(auto modelFile, ModelFile::open(path));
  GRAFT_TRY(auto tokenizer, Tokenizer::load(modelFile));
  TextModel out{std::move(modelFile), std::move(tokenizer), {}};
  if (!out.modelFile.chatTemplate().empty()) {
    GRAFT_TRY(out.renderer, ChatRenderer::create(out.modelFile, out.tokenizer));
  }
  return out;
}

Result<std::vector<int64_t>> promptIds(const std::string& prompt, const TextModel& model) {
  std::vector<Token> tokens;
  if (model.chat()) {
    const Json conversation = {{"messages", Json::array({{{"role", "user"}, {"content", prompt}}})}};
    GRAFT_TRY(auto seq, model.chat()->tokenize(conversation, model.tokenizer, Prompt::AskForAnswer));
    tokens = std::move(seq.tokens);
  } else {
    GRAFT_TRY(tokens, model.tokenizer.encode(prompt, {}, SpecialTokens::Add));
  }
  if (tokens.empty()) return Error{Code::BadUsage, msg("the prompt is empty"), {}, {}, msg("Write what is asked.")};
  std::vector<int64_t> ids;
  for (const auto& token : tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace graft
