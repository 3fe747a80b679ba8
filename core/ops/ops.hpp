// SPDX-License-Identifier: Apache-2.0
// Combines own kernels and LibTorch. Both compute on one thread pool; large products run as tiles multiplied by the library. Gradients are
// scheduled explicitly (core/model/pass), so nothing records autograd. Shape letters: T tokens of a packed sequence, C hidden size, R rank.
// All functions may throw c10::Error (caught where a job runs). Work is divided by shape alone, so results are bitwise equal for any number
// of threads.
#pragma once

#include <optional>
#include <vector>

#include "core/base/thread_pool.hpp"
#include "core/ops/frozen_matrix.hpp"
#include "core/ops/torch.hpp"
#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::ops {

/// Limits LibTorch to the calling thread. Its own threads would compete with those of the pool.
void keepLibraryToCaller();
/// Calls body(i) for each i below `tasks` on the pool. Tensors created inside record no gradients.
template <class Body>
void inTasks(int64_t tasks, const Body& body) {
  pool().run(tasks, [&](int64_t task) {
    at::internal::lazy_init_num_threads();  // limits the library to this thread too
    const c10::InferenceMode noGradients;
    body(task);
  });
}
/// Calls body(begin, end) for `count` items, at most `most` per task.
template <class Body>
void inChunks(int64_t count, int64_t most, const Body& body) {
  inTasks((count + most - 1) / most, [&](int64_t i) { body(i * most, std::min(count, (i + 1) * most)); });
}

/// Log-probabilities of rows of logits [n, V], in `type`.
at::Tensor logProbabilities(const at::Tensor& logits, at::ScalarType type);
/// Sum over rows of KL(p || q) in nats, from log-probabilities [n, V].
double klSum(const at::Tensor& p, const at::Tensor& q);
/// Converts `from` to `type`; returns it unchanged if it has that type.
at::Tensor converted(const at::Tensor& from, at::ScalarType type);
/// Converts `from` into `to`. The rows have equal shape.
void convertInto(const at::Tensor& from, const at::Tensor& to);

/// Runs kernels on the pool.
const kernels::Runner& runner();
/// Runs kernels on the CPU, whatever the execution device.
const kernels::Runner& processorRunner();
kernels::Element elementOf(at::ScalarType type);
/// Type of statistics and adapters for a compute type: double for double, else float.
inline at::ScalarType accumType(at::ScalarType type) { return type == at::kDouble ? at::kDouble : at::kFloat; }

/// Factors of one adapter for a linear layer. A is (R, in), B is (out, R), in the wide type. Gradients have these shapes and are
/// accumulated if defined.
struct LoraPair {
  at::Tensor a, b;
  double scale = 1;
  double dropout = 0;
  at::Tensor gradientA, gradientB;
};

/// The seven linear layers of a block, in the order of graft::linearLayers.
enum class LinearKind { Q, K, V, O, Gate, Up, Down };
inline constexpr size_t kLinearKinds = 7;

/// Returns an adapter's pair for a linear layer, or null. This interface keeps model and adapters independent of each other.
class LoraLookup {
 public:
  virtual ~LoraLookup() = default;
  virtual const LoraPair* find(int64_t layer, LinearKind kind) const = 0;
};
/// Adapter i owns the i-th equal slice of the batch's rows; empty means the base model. Several adapters share the products with the base.
using Adapters = std::vector<const LoraLookup*>;

/// Linear layers with a common input, stored as one frozen matrix. Their outputs are adjacent in a row.
struct LinearGroup {
  FrozenMatrix weight;  ///< (sum of out, in)
  at::Tensor bias;      ///< (sum of out), or undefined
  struct Part {
    LinearKind kind;
    int64_t first, size;  ///< columns of the output
  };
  std::vector<Part> parts;
};

/// Scratch of linear layers. Null without an adapter or without dropout.
struct LinearScratch {
  void* lora = nullptr;     ///< kernels::loraScratch of the largest layer
  void* dropped = nullptr;  ///< [T, in]
  void* slope = nullptr;    ///< [T, in]
  void* weight = nullptr;   ///< FrozenMatrix::scratchBytes of the largest weight
};

/// Call of a group at one layer, with an adapter for each share of the rows. y = x W^T + bias + sum of scale * dropout(x) A^T B^T.
struct LinearCall {
  const LinearGroup& group;
  int64_t layer;
  const Adapters& adapters;
  std::optional<uint64_t> noise;  ///< seed of dropout, which is a pure function of it; none outside training
  LinearScratch scratch;
};
/// x [T, in], y [T, out]. `downs` receives x A^T of each adapter and part consecutively, [its rows, R] of the wide type.
void linearForward(const LinearCall& call, const at::Tensor& x, const at::Tensor& y, void* downs);
/// Accumulates the gradients of the adapters' pairs. Writes dx [T, in] if it is defined.
void linearBackward(const LinearCall& call, const at::Tensor& x, const at::Tensor& dy, const at::Tensor& dx, const void* downs);
/// Bytes of `downs` for T rows.
int64_t downBytes(const LinearCall& call, int64_t rows);
/// Bytes of LinearScratch::lora for T rows.
int64_t loraScratchBytes(const LinearCall& call, int64_t rows);

/// Head rows decoded at a time if the head is not stored in the compute type.
inline constexpr int64_t kHeadSlice = 4096;
/// logits = hidden [n, C] times the head's transpose [C, V], in the compute type.
void headLogits(const at::Tensor& hidden, const FrozenMatrix& head, const at::Tensor& logits, void* scratch);
/// Cross entropy (nats) of hidden [T, C] at each of `places` against `targets`, under the head [V, C]. If defined, `gradient` [T, C] is set
/// to `factor` times the gradient of their sum (zero elsewhere). Logits exist for `kHeadChunk` rows at a time, in `logits` [kHeadChunk, V]
/// of the compute type. `scratch` holds kHeadSlice rows of the head. Returns [places] of double, valid after `settle`; the CPU meanwhile
/// starts the backward.
inline constexpr int64_t kHeadChunk = 256;
at::Tensor headLoss(const at::Tensor& hidden, const FrozenMatrix& head, const std::vector<int64_t>& places,
                    const std::vector<int64_t>& targets, const at::Tensor& logits, double factor, const at::Tensor& gradient,
                    void* scratch);

}  // namespace graft::ops
