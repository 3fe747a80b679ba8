// SPDX-License-Identifier: Apache-2.0
// Where kernels and LibTorch meet: both compute on one pool of threads, big products in tiles that its library multiplies. Gradients are
// scheduled by hand (core/model/pass), so nothing here records anything. Shape letters: T tokens of a packed sequence, C hidden size, R
// rank. All functions may throw c10::Error (caught where a job is run). How work is divided depends on shapes alone, so results are the
// same to the bit for any number of threads.
#pragma once

#include <optional>
#include <vector>

#include "core/base/thread_pool.hpp"
#include "core/ops/frozen_matrix.hpp"
#include "core/ops/torch.hpp"
#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::ops {

/// Keeps LibTorch to the thread that calls it; its own threads would wait for each other beside those of the pool.
void keepLibraryToCaller();
/// body(i) for each i below `tasks`, on the pool. Tensors made in it record no gradients.
template <class Body>
void inTasks(int64_t tasks, const Body& body) {
  pool().run(tasks, [&](int64_t task) {
    at::internal::lazy_init_num_threads();  // so that the library keeps to this thread too
    const c10::InferenceMode noGradients;
    body(task);
  });
}
/// body(begin, end) for `count` things, `most` of them a task.
template <class Body>
void inChunks(int64_t count, int64_t most, const Body& body) {
  inTasks((count + most - 1) / most, [&](int64_t i) { body(i * most, std::min(count, (i + 1) * most)); });
}

/// Log-probabilities of rows of logits [n, V], in `type`.
at::Tensor logProbabilities(const at::Tensor& logits, at::ScalarType type);
/// Sum over rows of KL(p || q) in nats, of log-probabilities [n, V].
double klSum(const at::Tensor& p, const at::Tensor& q);
/// `from` as `type`; itself where it is that.
at::Tensor converted(const at::Tensor& from, at::ScalarType type);
/// to = from, of another type; rows of one shape.
void convertInto(const at::Tensor& from, const at::Tensor& to);

/// Kernels on the pool.
const kernels::Runner& runner();
/// The same on the processor, wherever passes are computed.
const kernels::Runner& processorRunner();
kernels::Element elementOf(at::ScalarType type);
/// Type of statistics and adapters beside a compute type: double for double, else float.
inline at::ScalarType wideOf(at::ScalarType type) { return type == at::kDouble ? at::kDouble : at::kFloat; }

/// One adapter on a linear layer. A is (R, in), B is (out, R), masters of the wide type; gradients of the same shapes are added
/// to where they are defined.
struct LoraPair {
  at::Tensor a, b;
  double scale = 1;
  double dropout = 0;
  at::Tensor gradientA, gradientB;
};

/// The seven linear layers of a block, in the order of graft::linearLayers.
enum class LinearKind { Q, K, V, O, Gate, Up, Down };
inline constexpr size_t kLinearKinds = 7;

/// What an adapter answers when the model reaches one of its linear layers: the pair for it, or null. It keeps the
/// model free of adapters: both know only this.
class LoraLookup {
 public:
  virtual ~LoraLookup() = default;
  virtual const LoraPair* find(int64_t layer, LinearKind kind) const = 0;
};
/// Whose the rows of a pass are: equal shares, one after the other. Empty: the base alone. Several share the products with the base.
using Adapters = std::vector<const LoraLookup*>;

/// Linear layers that share their input, as one frozen matrix: their outputs lie side by side in a row.
struct LinearGroup {
  FrozenMatrix weight;  ///< (sum of out, in)
  at::Tensor bias;      ///< (sum of out), or undefined
  struct Part {
    LinearKind kind;
    int64_t first, size;  ///< columns of the output
  };
  std::vector<Part> parts;
};

/// Scratch that linear layers need; null where there is no adapter or no dropout.
struct LinearScratch {
  void* lora = nullptr;     ///< kernels::loraScratch of the largest layer
  void* dropped = nullptr;  ///< [T, in]
  void* slope = nullptr;    ///< [T, in]
  void* weight = nullptr;   ///< FrozenMatrix::scratchBytes of the largest weight
};

/// One group at one layer with its adapters, each on its share of the rows: y = x W^T + bias + sum of scale * dropout(x) A^T B^T.
struct LinearCall {
  const LinearGroup& group;
  int64_t layer;
  const Adapters& adapters;
  std::optional<uint64_t> noise;  ///< dropout is a pure function of it; none where nothing is trained
  LinearScratch scratch;
};
/// x [T, in], y [T, out]; `downs` gets x A^T of each adapter and part, one after the other, [its rows, R] of the wide type.
void linearForward(const LinearCall& call, const at::Tensor& x, const at::Tensor& y, void* downs);
/// Gradients of the adapter's pairs are added to; dx [T, in] is written when it is defined.
void linearBackward(const LinearCall& call, const at::Tensor& x, const at::Tensor& dy, const at::Tensor& dx, const void* downs);
/// Bytes of `downs` for T rows.
int64_t downBytes(const LinearCall& call, int64_t rows);
/// Bytes of LinearScratch::lora for T rows.
int64_t loraScratchBytes(const LinearCall& call, int64_t rows);

/// Rows of the head that are decoded at a time where it is not kept in the compute type.
inline constexpr int64_t kHeadSlice = 4096;
/// logits = hidden [n, C] times the head's transpose [C, V], of the compute type.
void headLogits(const at::Tensor& hidden, const FrozenMatrix& head, const at::Tensor& logits, void* scratch);
/// Cross entropy (nats) of hidden [T, C] at each of `places` against `targets`, under the head [V, C]. `gradient` [T, C], where it is
/// defined, becomes factor times the gradient of their sum (zero elsewhere). Logits exist for `kHeadChunk` rows at a time, in
/// `logits` [kHeadChunk, V] of the compute type; `scratch` for kHeadSlice rows of the head. [places] of double, to be read after `settle`:
/// the processor goes on to start the backward pass.
inline constexpr int64_t kHeadChunk = 256;
at::Tensor headLoss(const at::Tensor& hidden, const FrozenMatrix& head, const std::vector<int64_t>& places,
                    const std::vector<int64_t>& targets, const at::Tensor& logits, double factor, const at::Tensor& gradient,
                    void* scratch);

}  // namespace graft::ops
