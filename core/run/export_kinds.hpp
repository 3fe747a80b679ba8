// SPDX-License-Identifier: Apache-2.0
// Export formats.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

enum class ExportKind {
  Peft,        ///< folder for PEFT: adapter_config.json, adapter_model.safetensors, README.md
  GgufLora,    ///< single .gguf file that llama.cpp loads together with its base
  Merged,      ///< folder for transformers: whole model in 16 bit, tokenizer, template
  MergedGguf,  ///< single .gguf file: whole model, tokenizer, template
  Ollama,      ///< folder with a Modelfile and a whole model, or only the adapter if the base's name in Ollama is given
};

const char* exportKindName(ExportKind kind);
Result<ExportKind> exportKindFromName(const std::string& name);
/// Number formats of a kind, the default first.
const std::vector<std::string>& exportTypes(ExportKind kind);
/// Parses a format (any letter case, "" for the default). BadUsage lists the available ones.
Result<std::string> exportTypeFromName(ExportKind kind, const std::string& name);
bool isSingleFile(ExportKind kind);

}  // namespace graft
