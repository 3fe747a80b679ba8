// SPDX-License-Identifier: Apache-2.0
// Descriptions of the kernels: types, test shapes, accuracy, cost, and calls on plain buffers. One harness goes over the rows
// (tests/kernels compares, differentiates and breaks; `graft bench ops` measures).
#pragma once

#include <string>
#include <vector>

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

/// Dense values of one type. `shift` bytes precede the first value, so that tests can break the alignment.
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
/// Plain: the tested type. AccumType: AccumType<E>, as for statistics and adapters.
enum class Held { Plain, AccumType };
struct Operand {
  const char* name;
  size_t size;
  Held held = Held::Plain;
  double low = -1, high = 1;  ///< range that values are drawn from
};

/// Arguments of a call. `inputs` are read (in-place kernels get a copy); the row makes the outputs.
struct Call {
  Element type;
  const Shape& shape;
  const std::vector<Buffer>& inputs;
  const Runner& runner;
  int shift = 0;
  Buffer make(size_t size, Held held = Held::Plain) const;  ///< zeros
  static Element heldAs(Element type, Held held);
};

struct OpSpec {
  const char* name;
  const char* shapeNames;  ///< for example "rows width"
  std::vector<Element> types;
  std::vector<Shape> shapes;  ///< includes 0, 1, odd lengths, rows cut by packing
  Shape typical;              ///< a pass of SmolLM2-135M, for benchmarks
  std::vector<Operand> (*operands)(const Shape&);
  std::vector<Buffer> (*forward)(const Call&);
  /// Gradients of the first `differentiable` inputs, from the gradients `upstream` of the first output; null without a backward pass.
  std::vector<Buffer> (*backward)(const Call&, const std::vector<Buffer>& outputs, const Buffer& upstream);
  size_t differentiable;
  double (*flops)(const Shape&);     ///< forward pass only
  double (*elements)(const Shape&);  ///< elements read and written by the forward pass
  double f32Error, bf16Error;        ///< largest error allowed, relative to the largest value of the output
  Isa widestBf16 = Isa::Avx512;      ///< widest version for bfloat16; Avx512Bf16 rounds by an instruction or multiplies pairs
  Isa narrowest = Isa::Sse2;         ///< narrowest vectorised version; below it there is only the plain reference
};

/// All rows, in a fixed order.
const std::vector<const OpSpec*>& opRegistry();

/// Inputs of a row: a function of the shape and the seed.
std::vector<Buffer> drawInputs(const OpSpec& row, Element type, const Shape& shape, uint64_t seed, int shift = 0);

}  // namespace graft::kernels
