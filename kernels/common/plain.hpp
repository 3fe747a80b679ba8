// SPDX-License-Identifier: Apache-2.0
// Helpers of the plain references: element types from names, tasks from lambdas.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

template <class E>
const E* at(const void* base, int64_t index) {
  return static_cast<const E*>(base) + index;
}
template <class E>
E* at(void* base, int64_t index) {
  return static_cast<E*>(base) + index;
}

/// Calls body with a value of the element's type.
template <class Body>
void withElement(Element type, Body&& body) {
  switch (type) {
    case Element::F32: return body(float{});
    case Element::BF16: return body(Bf16{});
    case Element::F64: return body(double{});
  }
}

template <class Body>
void inPlainTasks(const Runner& runner, int64_t tasks, Body&& body) {
  auto* context = &body;
  runner.run(tasks, [](void* p, int64_t task) { (*static_cast<decltype(context)>(p))(task); }, context);
}

/// The instruction set for rows of `width` elements.
inline Isa isaFor(Element type, const Runner& runner, int64_t width) {
  return type == Element::F64 ? Isa::Plain : fitting(runner.isa(), width);
}

/// Instruction set for a pair version, whose rows must be whole steps of 32; otherwise at most Avx512.
inline Isa pairsFor(Element type, const Runner& runner, int64_t width) {
  const Isa isa = isaFor(type, runner, width);
  return isa > Isa::Avx512 && (type != Element::BF16 || width % 32 != 0) ? Isa::Avx512 : isa;
}

}  // namespace graft::kernels
