// SPDX-License-Identifier: Apache-2.0
// What a model of the Llama class (or one that differs from it in little: Qwen2, Qwen3, Gemma 3, SmolLM3, Granite) is made of: sizes,
// rotary variant, and the table of every tensor with its shape.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/weights/gguf.hpp"

namespace graft {

/// Rotation for texts that are `factor` times as long as those of the first training (Peng et al. 2023, "YaRN"): slow pairs are stretched,
/// fast ones are not, and cosines and sines are multiplied by `attention`.
struct Yarn {
  double factor = 1, original = 0;     ///< tokens of the first training
  double betaFast = 32, betaSlow = 1;  ///< turns within them: pairs with more are kept, with fewer are stretched
  double attention = 1;
  /// What `attention` is where nobody says.
  static double attentionOf(double factor);
};

/// Llama 2/3.x, Mistral, SmolLM2, TinyLlama; Qwen2 and 2.5; Qwen3 without experts; Gemma 3's text models; SmolLM3; Granite 3 without
/// experts. Sizes in elements.
struct ModelConfig {
  std::string modelType = "llama";  ///< as config.json has it: llama, mistral, qwen2, qwen3, gemma3_text, smollm3, granite
  /// Where transformers has the modules of the text model: in models that see pictures too they lie deeper (kTextModuleBesidePictures).
  std::string textModule = "model";
  int64_t hidden = 0, intermediate = 0, layers = 0, heads = 0, kvHeads = 0, headDim = 0, vocab = 0, context = 0;
  double normEps = 1e-6;
  bool tied = false, mlpBias = false;
  bool attentionBias = false, outputBias = false;  ///< of q, k, v; of o
  bool headNorm = false;                           ///< each head of q and k is normed before it is rotated (Qwen3)
  // What Gemma does otherwise.
  bool outputNorms = false;   ///< what attention and MLP give is normed before it is added to the stream
  bool normLessOne = false;   ///< a Hugging Face folder holds the weights of norms less one (a GGUF file does not)
  bool gelu = false;          ///< the gate is GELU (tanh), not SiLU
  double embeddingScale = 1;  ///< of an embedded token
  double queryScalar = 0;     ///< scores are divided by its root; 0: the head size
  int64_t seesBack = 0;       ///< a sliding window of all layers that is shorter than the context, and is not computed; 0: none
  int64_t window = 0;         ///< local layers see so many tokens back, a token itself among them; 0: all
  std::vector<bool> local;    ///< by layer; empty: none
  double localTheta = 1e4;
  std::vector<float> localInverseFrequencies;  ///< theirs
  std::vector<bool> unrotated;                 ///< by layer, where positions are not rotated in (SmolLM3); empty: everywhere they are
  // What Granite multiplies, beside embedded tokens.
  double residualScale = 1;   ///< what attention and MLP give, before it is added to the stream
  double attentionScale = 0;  ///< scores; 0: see queryScalar
  double logitDivisor = 1;    ///< logits are divided by it
  int64_t bosId = -1;
  std::vector<int64_t> eosIds;
  double ropeTheta = 10000;
  /// Angle per position of each rotary pair, [headDim / 2]; holds theta and every scaling.
  std::vector<float> inverseFrequencies;
  std::optional<Yarn> yarn;
  double rotaryScale() const { return yarn ? yarn->attention : 1; }

  /// A token that ends an answer, if it is not known as one yet.
  void addEnd(int64_t id);
  int64_t parameters() const;
  /// What llama.cpp calls it: general.architecture, and what its keys begin with.
  std::string ggufArchitecture() const;
  /// Whether a GGUF file's keys can say which layers are local or not rotated, how local ones rotate and how scores are scaled: readers
  /// take these for granted.
  bool isPlainInGguf() const;
  /// Whether the elements of a rotary pair are neighbours in a GGUF file, so that rows of q and k lie in another order there.
  bool hasNeighboursInGguf() const;
  bool isLocal(size_t layer) const { return layer < local.size() && local[layer]; }
  bool isRotated(size_t layer) const { return layer >= unrotated.size() || !unrotated[layer]; }
  /// How many tokens a layer sees; 0: all.
  int64_t windowOf(size_t layer) const { return isLocal(layer) ? window : 0; }
  double scoreScale() const;
  /// What each frequency is divided by beside theta, [headDim / 2]; empty when nothing is scaled.
  std::vector<float> frequencyDivisors() const;
};

struct TensorSpec {
  std::string name;  ///< Hugging Face name
  std::vector<int64_t> shape;
};
/// Every tensor that the model must have. The only source of sizes.
std::vector<TensorSpec> tensorTable(const ModelConfig& config);

constexpr char kTextModuleBesidePictures[] = "model.language_model";

/// From config.json of transformers 4 or 5; of a model that sees pictures too (gemma3) the part that reads and writes.
Result<ModelConfig> configFromHuggingFace(const Json& config);
/// From GGUF keys; `vocab` and biases are read off the tensors.
Result<ModelConfig> configFromGguf(const GgufFile& file);

/// One of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj with its (out, in) sizes and its block's name.
struct LinearSpec {
  std::string name, parent;
  int64_t out, in;
};
std::vector<LinearSpec> linearLayers(const ModelConfig& config);

/// Layer and place in linearLayers() of the weight that a Hugging Face tensor name means; nothing for other tensors.
struct LinearPlace {
  int64_t layer = 0;
  size_t kind = 0;
};
std::optional<LinearPlace> linearPlace(const std::string& tensorName, const ModelConfig& config);

}  // namespace graft
