// SPDX-License-Identifier: Apache-2.0
#include "core/ops/product.hpp"

#include <string_view>

#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"
#include "core/ops/out_of_memory.hpp"
#include "kernels/product/product.hpp"

// Called by at::mm for bfloat16 products: result = beta result + alpha mat1 mat2 by oneDNN. LibTorch 2.11 (packaging/wheels.lock) exports
// it without a header, so its signature must be looked up again for another version.
static_assert(std::string_view(GRAFT_TORCH_VERSION).starts_with("2.11."), "look at aten/src/ATen/native/mkldnn/Matmul.h of this version");
namespace at::native {
void mkldnn_matmul(const Tensor& mat1, const Tensor& mat2, const Tensor& result, float beta, float alpha);
}

namespace graft::ops {
namespace {

bool isIntel() {
#if defined(__x86_64__)
  return __builtin_cpu_is("intel");
#else
  return false;
#endif
}

/// Library or kernel for float products. MKL uses AVX-512 only on Intel processors, and has a slow path for small products elsewhere.
/// oneDNN uses it everywhere: 400 to 480 against 190 to 210 GFLOP/s with the shapes of SmolLM2-135M on an AMD EPYC (Zen 5, two threads).
/// The rules depend on processor and build alone, not on a measurement, so a run gives the same bits each time.
enum class Floats { Mkl, OneDnn, Own };
Floats floatsBy() {
  static const Floats kBy = [] {
    if (isIntel()) return Floats::Mkl;
    if (kernels::bestIsa() >= kernels::Isa::Avx512) return isOneDnnUsable() ? Floats::OneDnn : Floats::Mkl;
    return kernels::multipliesInFloats(kernels::bestIsa()) ? Floats::Own : Floats::Mkl;
  }();
  return kBy;
}

/// Tile of y computed by a library call in a task. The weight's part is packed once per tile, so a tile has all rows of a typical
/// micro-batch and few columns.
constexpr int64_t kTileRows = 512, kTileColumns = 128;

void libraryProduct(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& y, Accumulate into) {
  at::Tensor out = y;
  if (x.scalar_type() == at::kFloat && floatsBy() == Floats::OneDnn) {
    at::native::mkldnn_matmul(x, weight, out, into == Accumulate::Yes ? 1 : 0, 1);
  } else if (into == Accumulate::Yes) {
    out.addmm_(x, weight);
  } else {
    at::mm_out(out, x, weight);
  }
}

}  // namespace

bool isOneDnnUsable() {
  const auto numbers = [](int64_t rows, int64_t columns) {
    return at::remainder(at::arange(rows * columns, at::kFloat) * 7, 31).sub_(15).view({rows, columns});  // small integers: exact products
  };
  const at::Tensor x = numbers(17, 33), w = numbers(33, 20), y = at::ones({17, 20}, at::kFloat);
  try {
    at::Tensor out = y.clone();
    at::native::mkldnn_matmul(x, w, out, 0, 1);
    at::native::mkldnn_matmul(x, w, out, 1, 1);
    return at::equal(out, at::mm(x, w).mul_(2));
  } catch (const std::exception& e) {
    if (isOutOfMemory(e)) throw;
    return false;
  }
}

bool areProductsCompiled(at::ScalarType type) {
  if (type == at::kBFloat16) return !kernels::multipliesInFloats(kernels::bestIsa());
  return type == at::kFloat && floatsBy() == Floats::OneDnn;
}

void product(const at::Tensor& x, const at::Tensor& w, Transpose side, const at::Tensor& y, Accumulate into) {
  const kernels::Product asked{elementOf(x.scalar_type()), x.size(0),    x.size(1),          y.size(1),
                               x.const_data_ptr(),         x.stride(0),  w.const_data_ptr(), w.stride(0),
                               side == Transpose::Yes,     y.data_ptr(), y.stride(0),        into == Accumulate::Yes};
  if (kernels::Card* where = card(); where && x.scalar_type() != at::kDouble) return where->start(asked);
  settle();
  if (kernels::hasProduct(asked, processorRunner().isa()) || (x.scalar_type() == at::kFloat && floatsBy() == Floats::Own))
    return kernels::product(asked, processorRunner());
  const at::Tensor weight = side == Transpose::Yes ? w.t() : w;
  const int64_t across = (asked.out + kTileColumns - 1) / kTileColumns, down = (asked.rows + kTileRows - 1) / kTileRows;
  inTasks(across * down, [&](int64_t task) {
    const int64_t row = task / across * kTileRows, column = task % across * kTileColumns;
    const int64_t rows = std::min(kTileRows, asked.rows - row), columns = std::min(kTileColumns, asked.out - column);
    libraryProduct(x.narrow(0, row, rows), weight.narrow(1, column, columns), y.narrow(0, row, rows).narrow(1, column, columns), into);
  });
}

}  // namespace graft::ops
