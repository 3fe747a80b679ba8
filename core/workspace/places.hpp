// SPDX-License-Identifier: Apache-2.0
// Resolves user-given names to files: the embedded model, runs, adapters, and Graft's resources. Any thread.
#pragma once

#include <string>

#include "core/chat/text_model.hpp"

namespace graft::workspace {

/// Folder of Graft's resource files, next to an installed or built program.
std::string resourceFolder();
/// Folder of the licences of Graft and of the libraries that it ships, next to an installed or built program; empty if there is none.
std::string licenseFolder();
/// Returns an absolute path with links followed and without a trailing separator. The last components need not exist.
std::string canonicalOf(const std::string& path);
/// MODEL: empty for the embedded one, else a path, the name of a folder or file in HOME/models, or a name from another program
/// (modelsOfOtherPrograms).
Result<std::string> findModel(const std::string& name, const std::string& home);
/// ADAPTER: a run's name, a task of the registry (its champion, else its newest), TASK@VERSION or TASK@ALIAS, a PEFT folder, or a GGUF
/// adapter. Refused with the candidates if the name is ambiguous.
Result<std::string> findAdapter(const std::string& name, const std::string& home);
/// Run that made an adapter (its own folder, or one added to the registry), if it still exists; else empty.
std::string runOfAdapter(const std::string& adapter, const std::string& home);
/// Base for an adapter: `wanted`, else that of its run, else the embedded model.
Result<std::string> findBase(const std::string& adapter, const std::string& wanted, const std::string& home);
/// Public name of the embedded model.
inline constexpr const char* kEmbeddedModelName = "HuggingFaceTB/SmolLM2-135M-Instruct";
/// RUN: a name, a unique prefix of a name (Refused with the candidates if ambiguous), or a folder.
Result<std::string> findRun(const std::string& name, const std::string& home);

/// MODEL as in `findModel`, opened for uses without the engine.
Result<TextModel> openTextModel(const std::string& model, const std::string& home);

}  // namespace graft::workspace
