// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/questions.hpp"

namespace graft::jobs {

Result<CertificateQuestions> questionsFor(const std::string& folder, const TextModel& base) {
  constexpr size_t kLossRows = 100, kLongestPrompt = 512;
  CertificateQuestions out;
  const auto& config = base.modelFile.config();
  if (!folder.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(folder));
    const auto limit = std::min(static_cast<size_t>(config.context), kLongestPrompt);
    if (base.renderer) {
      GRAFT_TRY(auto asked, makeQuestions(dataset, Split::HeldOut, *base.renderer, base.tokenizer, limit, kCertificatePrompts));
      for (auto& question : asked) out.prompts.push_back(std::move(question.prompt));
    }
    out.fromData = out.prompts.size();
    GRAFT_TRY(auto rows, prepareRows(dataset, Split::HeldOut, base.chat(), base.tokenizer, config.vocab,
                                     static_cast<size_t>(config.context), kLossRows));
    out.heldOut = std::move(rows.rows);
  }
  for (size_t i = 0; out.prompts.size() < static_cast<size_t>(kCertificatePrompts); ++i) {
    GRAFT_TRY(auto ids, promptIds(generalPrompts()[i], base));
    out.prompts.push_back(std::move(ids));
  }
  return out;
}

Result<bool> hasSameText(const TextModel& base, const TextModel& other) {
  if (base.modelFile.chatTemplate() != other.modelFile.chatTemplate()) return false;
  if (base.modelFile.config().eosIds.empty() != other.modelFile.config().eosIds.empty()) return false;
  for (const auto& prompt : generalPrompts()) {
    for (const std::string& text : {prompt, "  " + prompt + " 1234 \n\n\tÄ\u00e9\u4f60\U0001F600"}) {
      GRAFT_TRY(const auto one, promptIds(text, base));
      GRAFT_TRY(const auto two, promptIds(text, other));
      if (one != two) return false;
    }
  }
  return true;
}

}  // namespace graft::jobs
