// SPDX-License-Identifier: Apache-2.0
// What every kernel says of itself: types, shapes to be tried, how exact it is, what it costs, and how to call it on plain buffers.
// One harness goes over the rows (tests/kernels compares, differentiates and breaks; `graft bench ops` measures).
#pragma once

#include <string>
#include <vector>

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

/// Dense values of one type. `shift` bytes lie before the first, so that tests can take alignment away.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Element type, const std::vector<double>& values, int shift = 0);
  Element type() const { return m_type; }
  size_t size() const { return m_size; }
  void* data() { return m_bytes.data() + m_offset; }
  const void* data() const { return m_bytes.data() + m_offset; }
  std::vector<double> values() const;

 private:
  Element m_type = Element::F32;
  size_t m_size = 0, m_offset = 0;
  std::vector<unsigned char> m_bytes;
};

using Shape = std::vector<int64_t>;
/// Plain: of the type that is tried. Wide: of Wide<E>, as statistics and adapters are.
enum class Held { Plain, Wide };
struct Operand {
  const char* name;
  size_t size;
  Held held = Held::Plain;
  double low = -1, high = 1;  ///< range that values are drawn from
};

/// One call: `inputs` are read (in-place kernels get a copy), `outputs` are made by the row.
struct Call {
  Element type;
  const Shape& shape;
  const std::vector<Buffer>& inputs;
  const Runner& runner;
  int shift = 0;
  Buffer make(size_t size, Held held = Held::Plain) const;  ///< zeros
  static Element heldAs(Element type, Held held);
};

struct OpRow {
  const char* name;
  const char* shapeNames;  ///< for example "rows width"
  std::vector<Element> types;
  std::vector<Shape> shapes;  ///< with 0, 1, odd lengths, rows cut by packing
  Shape typical;              ///< a pass of SmolLM2-135M, for measuring
  std::vector<Operand> (*operands)(const Shape&);
  std::vector<Buffer> (*forward)(const Call&);
  /// Gradients of the first `differentiable` inputs for gradients `upstream` of the first output; null when there is none.
  std::vector<Buffer> (*backward)(const Call&, const std::vector<Buffer>& outputs, const Buffer& upstream);
  size_t differentiable;
  double (*flops)(const Shape&);     ///< of the forward pass
  double (*elements)(const Shape&);  ///< elements read and written by the forward pass
  double f32Error, bf16Error;        ///< largest error allowed, relative to the largest value of the output
  Isa widestBf16 = Isa::Avx512;      ///< has a version of its own up to this one: Avx512Bf16 rounds by an instruction or multiplies pairs
  Isa narrowest = Isa::Sse2;         ///< below it there is the plain reference alone
};

/// All rows, in a fixed order.
const std::vector<const OpRow*>& opRows();

/// Inputs of a row: a function of the shape and the seed.
std::vector<Buffer> drawInputs(const OpRow& row, Element type, const Shape& shape, uint64_t seed, int shift = 0);

}  // namespace graft::kernels
