// SPDX-License-Identifier: Apache-2.0
// What an adapter can leave the house as.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

enum class ExportKind {
  Peft,        ///< folder that PEFT loads: adapter_config.json, adapter_model.safetensors, README.md
  GgufLora,    ///< one .gguf file that llama.cpp loads beside its base
  Merged,      ///< folder that transformers loads: whole model in 16 bit, tokenizer, template
  MergedGguf,  ///< one .gguf file: whole model, tokenizer, template
  Ollama,      ///< folder with a Modelfile and a whole model, or the adapter when the base's name there is given
};

const char* exportKindName(ExportKind kind);
Result<ExportKind> exportKindFromName(const std::string& name);
/// Number formats of a kind by name, the default first.
const std::vector<std::string>& exportTypes(ExportKind kind);
/// The format asked for (any letter case, "" for the default). BadUsage with those that there are.
Result<std::string> exportTypeFromName(ExportKind kind, const std::string& name);
bool isSingleFile(ExportKind kind);

}  // namespace graft
