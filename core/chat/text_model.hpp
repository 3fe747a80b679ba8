// SPDX-License-Identifier: Apache-2.0
// Model file with its tokenizer and chat template: all that text needs, without the engine.
#pragma once

#include <optional>

#include "core/chat/chat.hpp"

namespace graft {

struct TextModel {
  ModelFile modelFile;
  Tokenizer tokenizer;
  std::optional<ChatRenderer> renderer;  ///< empty if the model has no chat template
  /// Returns null if the model has no chat template.
  const ChatRenderer* chat() const { return renderer ? &*renderer : nullptr; }
};
/// Opens a GGUF file or a Hugging Face folder.
Result<TextModel> openTextModel(const std::string& path);
/// Tokenizes a question as the model gets it: through its template up to the opening of the answer; plain text without a template.
Result<std::vector<int64_t>> promptIds(const std::string& prompt, const TextModel& model);

}  // namespace graft
