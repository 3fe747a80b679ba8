// SPDX-License-Identifier: Apache-2.0
// Configuration of a Llama-class model or a close variant (Qwen2, Qwen3, Gemma 3, SmolLM3, Granite). Holds sizes, rotary variant, and the
// table of all tensors with their shapes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/weights/gguf.hpp"

namespace graft {

/// Rotation for texts `factor` times longer than in the original training (Peng et al. 2023, "YaRN"). Slow pairs are stretched, fast ones
/// are not, and cosines and sines are multiplied by `attention`.
struct Yarn {
  double factor = 1, original = 0;     ///< original: context of the original training in tokens
  double betaFast = 32, betaSlow = 1;  ///< turns within it: pairs with more are kept, pairs with fewer stretched
  double attention = 1;
  /// Default of `attention`.
  static double attentionOf(double factor);
};

/// Supports Llama 2/3.x, Mistral, SmolLM2, TinyLlama; Qwen2 and 2.5; Qwen3 without experts; Gemma 3's text models; SmolLM3; Granite 3
/// without experts. Sizes in elements.
struct ModelConfig {
  std::string modelType = "llama";  ///< as in config.json: llama, mistral, qwen2, qwen3, gemma3_text, smollm3, granite
  /// Path of the text model's modules in transformers. It is deeper in vision models (kTextModuleBesidePictures).
  std::string textModule = "model";
  int64_t hidden = 0, intermediate = 0, layers = 0, heads = 0, kvHeads = 0, headDim = 0, vocab = 0, context = 0;
  double normEps = 1e-6;
  bool tied = false, mlpBias = false;
  bool attentionBias = false, outputBias = false;  ///< biases of q, k, v; bias of o
  bool headNorm = false;                           ///< each head of q and k is normed before rotation (Qwen3)
  // Differences of Gemma.
  bool outputNorms = false;   ///< outputs of attention and MLP are normed before the residual addition
  bool normLessOne = false;   ///< Hugging Face folders store norm weights reduced by one (GGUF files do not)
  bool gelu = false;          ///< the gate is GELU (tanh) instead of SiLU
  double embeddingScale = 1;  ///< factor of embedded tokens
  double queryScalar = 0;     ///< scores are divided by its square root; 0: the head size
  int64_t seesBack = 0;       ///< sliding window of all layers below the model's context; not computed, limits `context`; 0: none
  int64_t window = 0;         ///< tokens seen by local layers, including the token itself; 0: all
  std::vector<bool> local;    ///< by layer; empty: none is local
  double localTheta = 1e4;
  std::vector<float> localInverseFrequencies;  ///< frequencies of local layers
  std::vector<bool> unrotated;                 ///< by layer: no rotation (SmolLM3); empty: all layers are rotated
  // Scale factors of Granite besides that of embedded tokens.
  double residualScale = 1;   ///< factor of the outputs of attention and MLP before the residual addition
  double attentionScale = 0;  ///< factor of the scores; 0: see queryScalar
  double logitDivisor = 1;    ///< divisor of the logits
  int64_t bosId = -1;
  std::vector<int64_t> eosIds;
  double ropeTheta = 10000;
  /// Angle per position of each rotary pair, [headDim / 2], including theta and every scaling.
  std::vector<float> inverseFrequencies;
  std::optional<Yarn> yarn;
  double rotaryScale() const { return yarn ? yarn->attention : 1; }

  /// Adds a token that ends an answer, unless it is present.
  void addEnd(int64_t id);
  int64_t parameters() const;
  /// llama.cpp's architecture: general.architecture, and the prefix of its keys.
  std::string ggufArchitecture() const;
  /// True if the model has the values that GGUF readers assume, because no key can express others. These are the local and unrotated
  /// layers, the rotation of local ones, and the scale of scores.
  bool isRepresentableInGguf() const;
  /// True if the elements of a rotary pair are adjacent in a GGUF file, which reorders the rows of q and k.
  bool ggufInterleavesRope() const;
  bool isLocal(size_t layer) const { return layer < local.size() && local[layer]; }
  bool isRotated(size_t layer) const { return layer >= unrotated.size() || !unrotated[layer]; }
  /// Number of tokens that a layer sees; 0: all.
  int64_t windowOf(size_t layer) const { return isLocal(layer) ? window : 0; }
  double scoreScale() const;
  /// Divisor of each frequency besides theta, [headDim / 2]. Empty without scaling.
  std::vector<float> frequencyDivisors() const;
};

struct TensorSpec {
  std::string name;  ///< Hugging Face name
  std::vector<int64_t> shape;
};
/// Every tensor that the model requires. The only source of sizes.
std::vector<TensorSpec> tensorTable(const ModelConfig& config);

constexpr char kTextModuleBesidePictures[] = "model.language_model";

/// Reads config.json of transformers 4 or 5; for a vision model (gemma3) its text part.
Result<ModelConfig> configFromHuggingFace(const Json& config);
/// Reads GGUF keys. `vocab` and biases are derived from the tensors.
Result<ModelConfig> configFromGguf(const GgufFile& file);

/// Linear layer (q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj) with its (out, in) sizes and its block's name.
struct LinearSpec {
  std::string name, parent;
  int64_t out, in;
};
std::vector<LinearSpec> linearLayers(const ModelConfig& config);

/// Layer and index in linearLayers() of a weight by its Hugging Face name. Nothing for other tensors.
struct LinearId {
  int64_t layer = 0;
  size_t kind = 0;
};
std::optional<LinearId> linearPlace(const std::string& tensorName, const ModelConfig& config);

}  // namespace graft
