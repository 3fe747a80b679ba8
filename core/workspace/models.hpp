// SPDX-License-Identifier: Apache-2.0
// Base models on this machine: the embedded one, those added to the home, and those of other programs. Reads folders and file headers only;
// changes nothing. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/workspace/training_memory.hpp"

namespace graft::workspace {

/// Location of a model. `name` is accepted by --model.
struct ModelPlace {
  std::string name;
  std::string program;  ///< owning program: Hugging Face, Ollama, LM Studio, llama.cpp, GPT4All; empty: Graft
  std::string path;     ///< a GGUF file or a Hugging Face folder; empty: the embedded model
};

/// The embedded model first, then the models in HOME/models, by name.
std::vector<ModelPlace> modelsOfHome(const std::string& home);
/// Models in the folders of other programs, by name, without those linked from HOME/models. Trainability is not checked.
///   Hugging Face  HF_HUB_CACHE, HF_HOME/hub, else ~/.cache/huggingface/hub: models--ORG--NAME/snapshots/COMMIT
///                 (huggingface_hub, "Understand caching")
///   Ollama        OLLAMA_MODELS, else ~/.ollama/models and that of its service: manifests name the model's blob (docs/import.md)
///   LM Studio     ~/.lmstudio/models, ~/.cache/lm-studio/models: ORG/NAME/FILE.gguf
///   llama.cpp     LLAMA_CACHE, else ~/.cache/llama.cpp
///   GPT4All       ~/.local/share/nomic.ai/GPT4All
std::vector<ModelPlace> modelsOfOtherPrograms(const std::string& home);

/// Properties of a model, or the reason why it is unusable.
struct ModelFacts {
  ModelPlace place;
  std::string name;
  int64_t parameters = 0, context = 0, layers = 0, width = 0, bytes = 0;
  std::string architecture, license;  ///< model_type of config.json; license may be empty
  MemoryNeed need;                    ///< of training, on this machine's processor
  bool isLink = false;                ///< HOME/models holds a link to it, not the model itself
  std::string mask;                   ///< ChatRenderer::maskSource; empty without a template, and if not requested
  std::optional<Error> problem;
};
enum class Look { Weights, Text };
/// Opens the model. Look::Text also loads tokenizer and template, which takes longer.
ModelFacts factsOf(const ModelPlace& place, const std::string& home, Look look);

/// Links HOME/models/NAME to the model, which stays in place. Fails with Refused if another model has the name.
Status addModel(const ModelPlace& place, const std::string& home);
/// Removes the link HOME/models/NAME and returns where it led, so that `addModel` can make it again. Files of models are never touched:
/// fails with Refused for a model that lies in HOME/models itself.
Result<std::string> removeModel(const std::string& name, const std::string& home);

}  // namespace graft::workspace
