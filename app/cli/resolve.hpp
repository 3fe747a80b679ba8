// SPDX-License-Identifier: Apache-2.0
// Names on the command line to files: the embedded model, runs and adapters; and jobs for the worker.
#pragma once

#include "app/cli/commands.hpp"
#include "core/chat/chat.hpp"
#include "core/protocol/launcher.hpp"
#include "core/store/store.hpp"
#include "core/tokenize/tokenizer.hpp"

namespace graft::cli {

/// Folder of files that come with Graft (resources), beside an installed or a built program.
std::string resourceFolder();
/// MODEL: empty for the embedded one, else a path or the name of a folder or file in HOME/models.
Result<std::string> findModel(const std::string& name, const std::string& home);
/// ADAPTER: a run's name, or a PEFT folder.
Result<std::string> findAdapter(const std::string& name, const std::string& home);
Result<std::string> findRun(const std::string& name, const std::string& home);

/// Model, tokenizer and template for commands that need no engine.
struct TextModel {
  Checkpoint checkpoint;
  Tokenizer tokenizer;
  std::optional<ChatRenderer> renderer;
};
Result<TextModel> openTextModel(const std::string& model, const std::string& home);

/// The store of the home, caught up with its folders; what it has to say is shown as warnings.
Result<store::Store> openStore(Context& context);

/// Runs a worker job whose files live in a temporary folder of the home.
Result<Json> runJob(Json spec, Context& context, const std::function<void(const Frame&)>& onFrame);

}  // namespace graft::cli
