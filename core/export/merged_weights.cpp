// SPDX-License-Identifier: Apache-2.0
#include "core/export/merged_weights.hpp"

#include <atomic>

#include "core/ops/compute.hpp"

namespace graft {
namespace {

const ops::LoraPair* pairOf(const LoraAdapter* adapter, const std::string& name, const ModelConfig& config) {
  const auto place = adapter ? linearPlace(name, config) : std::nullopt;
  return place ? adapter->find(place->layer, static_cast<ops::LinearKind>(place->kind)) : nullptr;
}

}  // namespace

bool MergedWeights::isChanged(const std::string& name) const {
  const auto* pair = pairOf(m_adapter, name, m_base.config());
  return pair && pair->b.any().item<bool>();
}

Status MergedWeights::addDelta(const std::string& name, int64_t begin, at::Tensor& rows) const {
  const auto* pair = pairOf(m_adapter, name, m_base.config());
  if (!pair) return Done{};
  // Computes in float32, like PEFT on the CPU: W + scale * (B A).
  std::atomic<bool> isFinite = true;
  ops::inChunks(rows.size(0), 64, [&](int64_t from, int64_t end) {
    at::Tensor some = rows.narrow(0, from, end - from);
    some.add_(at::mm(pair->b.narrow(0, begin + from, end - from), pair->a).mul_(pair->scale));
    if (!at::isfinite(some).all().item<bool>()) isFinite = false;
  });
  if (!isFinite)
    return Error{Code::Engine,
                 msg("tensor %1 is not finite after merging", name),
                 {},
                 msg("Nothing was exported."),
                 msg("Use a smaller %1.", flag("--strength"))};
  return Done{};
}

Status MergedWeights::forEachPiece(const std::string& name, RowOrder order,
                                   const std::function<Status(const float*, int64_t, int64_t)>& take) const {
  constexpr int64_t kPieceElements = 4 << 20;
  const c10::InferenceMode noGradients;
  const TensorView* stored = m_base.stored(name);
  if (!stored) return Error{Code::Internal, msg("no tensor %1", name), m_base.path(), {}, {}};
  if (stored->shape.empty() || stored->elements() == 0)
    return Error{Code::BadInput, msg("tensor %1 has no rows", name), m_base.path(), msg("Nothing was exported."),
                 msg("Get the complete model again.")};
  const int64_t all = stored->shape[0], width = stored->elements() / all, headDim = m_base.config().headDim;
  const bool reordered = order == RowOrder::Gguf && reorderedHeads(name, m_base.config()) > 0;
  const int64_t unit = reordered ? headDim : 1, step = std::max<int64_t>(kPieceElements / width / unit, 1) * unit;
  for (int64_t begin = 0; begin < all; begin += step) {
    const int64_t count = std::min(step, all - begin);
    at::Tensor rows = at::empty({count, width}, at::kFloat);
    GRAFT_CHECK(m_base.readRows(name, begin, count, rows.data_ptr<float>()));
    GRAFT_CHECK(addDelta(name, begin, rows));
    if (reordered) rows = inGgufOrder(rows, headDim);
    if (order == RowOrder::Gguf && isNormLessOne(name, m_base.config())) rows.add_(1);
    GRAFT_CHECK(take(rows.data_ptr<float>(), count, width));
  }
  m_base.forget(name);
  return Done{};
}

Status MergedWeights::encode(const std::string& name, RowOrder order, kernels::StoredType type,
                             const std::function<Status(std::string_view)>& take) const {
  const auto* format = kernels::storedFormat(static_cast<int>(type));
  return forEachPiece(name, order, [&](const float* rows, int64_t count, int64_t width) -> Status {
    // A vector is a single row of blocks. A matrix has whole blocks in each row.
    const int64_t rowsHere = width == 1 ? 1 : count, rowLength = width == 1 ? count : width;
    const auto rowBytes = static_cast<size_t>(rowLength / format->blockElements * format->blockBytes);
    std::string bytes(rowBytes * static_cast<size_t>(rowsHere), '\0');
    std::atomic<bool> fits = true;
    ops::inChunks(rowsHere, 64, [&](int64_t begin, int64_t end) {
      if (!ops::encode(type, rows + begin * rowLength, bytes.data() + static_cast<size_t>(begin) * rowBytes,
                       static_cast<size_t>((end - begin) * rowLength)))
        fits = false;
    });
    if (!fits) return Error{Code::Internal, msg("tensor %1 does not divide into %2 blocks", name, format->name), {}, {}, {}};
    if (type == kernels::StoredType::F16) {
      const at::Tensor values = at::from_blob(bytes.data(), {static_cast<int64_t>(bytes.size() / 2)}, at::kHalf);
      if (!at::isfinite(values).all().item<bool>())
        return Error{Code::Refused,
                     msg("tensor %1 holds a value over 65,504, which F16 cannot hold", name),
                     {},
                     msg("Nothing was exported."),
                     msg("Use %1 BF16.", flag("--type"))};
    }
    return take(bytes);
  });
}

}  // namespace graft
