// SPDX-License-Identifier: Apache-2.0
// Base models on this machine: the embedded one, those that were added to the home, and those that other programs keep. Folders and the
// heads of files are read, nothing is changed. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft::workspace {

/// Where a model lies. `name` is what --model takes.
struct ModelPlace {
  std::string name;
  std::string program;  ///< that keeps it: Hugging Face, Ollama, LM Studio, llama.cpp, GPT4All; empty: Graft
  std::string path;     ///< a GGUF file or a Hugging Face folder; empty: the embedded one
};

/// The embedded model first, then what lies in HOME/models, by name.
std::vector<ModelPlace> modelsOfHome(const std::string& home);
/// What other programs keep in their own folders, by name; without those that HOME/models leads to. Whether they can be trained is not
/// looked at.
///   Hugging Face  HF_HUB_CACHE, HF_HOME/hub, else ~/.cache/huggingface/hub: models--ORG--NAME/snapshots/COMMIT (huggingface_hub,
///   "Understand caching") Ollama        OLLAMA_MODELS, else ~/.ollama/models and that of its service: manifests name the blob of the model
///   (docs/import.md) LM Studio     ~/.lmstudio/models, ~/.cache/lm-studio/models: ORG/NAME/FILE.gguf llama.cpp     LLAMA_CACHE, else
///   ~/.cache/llama.cpp;  GPT4All ~/.local/share/nomic.ai/GPT4All
std::vector<ModelPlace> modelsOfOtherPrograms(const std::string& home);

/// What a model says of itself, or why it cannot be used.
struct ModelFacts {
  ModelPlace place;
  std::string name;
  int64_t parameters = 0, context = 0, layers = 0, width = 0, bytes = 0;
  std::string mask;  ///< ChatRenderer::maskSource; empty where there is no template, and where that was not asked
  std::optional<Error> problem;
};
enum class Look { Weights, Text };
/// Opens it. Look::Text: tokenizer and template too, which takes longer.
ModelFacts factsOf(const ModelPlace& place, const std::string& home, Look look);

/// Makes HOME/models/NAME a link to the model, which stays where it is; a name that is taken by another model is refused.
Status addModel(const ModelPlace& place, const std::string& home);

}  // namespace graft::workspace
