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
/// Absolute, links followed, without a separator at its end; what is not there yet may be its last parts.
std::string canonicalOf(const std::string& path);
/// MODEL: empty for the embedded one, else a path, the name of a folder or file in HOME/models, or one that another program keeps
/// (modelsOfOtherPrograms).
Result<std::string> findModel(const std::string& name, const std::string& home);
/// ADAPTER: a run's name, a task of the registry (its champion, else its newest), TASK@VERSION or TASK@ALIAS, a PEFT folder, or a GGUF
/// adapter. Refused with the candidates when the name fits several.
Result<std::string> findAdapter(const std::string& name, const std::string& home);
/// The run that made an adapter (its own folder, or one that the registry took in) while the run is still there; else empty.
std::string runOfAdapter(const std::string& adapter, const std::string& home);
/// The base for an adapter: `wanted`, else the one of its run, else the embedded one.
Result<std::string> findBase(const std::string& adapter, const std::string& wanted, const std::string& home);
/// The embedded model's name at the place where others know it.
inline constexpr const char* kEmbeddedModelName = "HuggingFaceTB/SmolLM2-135M-Instruct";
/// A name, its beginning when that fits one run alone (Refused with the candidates when it fits several), or a folder.
Result<std::string> findRun(const std::string& name, const std::string& home);

/// Model, tokenizer and template for what needs no engine.
struct TextModel {
  Checkpoint checkpoint;
  Tokenizer tokenizer;
  std::optional<ChatRenderer> renderer;
  const ChatRenderer* chat() const { return renderer ? &*renderer : nullptr; }
};
Result<TextModel> openTextModel(const std::string& model, const std::string& home);

}  // namespace graft::workspace
