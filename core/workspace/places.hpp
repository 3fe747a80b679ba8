// SPDX-License-Identifier: Apache-2.0
// Names that people use to the files they mean: the embedded model, runs, adapters, and what comes with Graft. Any thread.
#pragma once

#include <optional>
#include <string>

#include "core/chat/chat.hpp"
#include "core/tokenize/tokenizer.hpp"

namespace graft::workspace {

/// Folder of files that come with Graft (resources), beside an installed or a built program.
std::string resourceFolder();
/// MODEL: empty for the embedded one, else a path or the name of a folder or file in HOME/models.
Result<std::string> findModel(const std::string& name, const std::string& home);
/// ADAPTER: a run's name, a PEFT folder, or a GGUF adapter.
Result<std::string> findAdapter(const std::string& name, const std::string& home);
/// A name, its beginning when that fits one run alone (Refused with the candidates when it fits several), or a folder.
Result<std::string> findRun(const std::string& name, const std::string& home);

/// Model, tokenizer and template for what needs no engine.
struct TextModel {
  Checkpoint checkpoint;
  Tokenizer tokenizer;
  std::optional<ChatRenderer> renderer;
};
Result<TextModel> openTextModel(const std::string& model, const std::string& home);

}  // namespace graft::workspace
