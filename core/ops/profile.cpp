// SPDX-License-Identifier: Apache-2.0
#include "core/ops/profile.hpp"

#include "core/ops/card.hpp"

namespace graft::ops {

bool Profile::s_on = false;
std::array<double, kOps> Profile::s_seconds{};

const char* opName(Op op) {
  switch (op) {
    case Op::BaseForward: return "base products, forward";
    case Op::BaseBackward: return "base products, backward";
    case Op::LoraForward: return "LoRA, forward";
    case Op::LoraBackward: return "LoRA, backward";
    case Op::AttentionForward: return "attention, forward";
    case Op::AttentionBackward: return "attention, backward";
    case Op::Norm: return "RMS norm";
    case Op::Rotary: return "rotary";
    case Op::Swiglu: return "SwiGLU";
    case Op::Dropout: return "dropout";
    case Op::Head: return "head products";
    case Op::CrossEntropy: return "cross entropy";
    case Op::Optimizer: return "AdamW and norm";
  }
  return "";
}

Timed::~Timed() {
  if (!Profile::s_on) return;
  if (kernels::Card* const used = card()) (void)used->wait();  // the next settle reports a failure
  Profile::s_seconds[static_cast<size_t>(m_op)] += monotonicSeconds() - m_began;
}

void Profile::start() {
  s_seconds = {};
  s_on = true;
}
void Profile::stop() { s_on = false; }
const std::array<double, kOps>& Profile::seconds() { return s_seconds; }

}  // namespace graft::ops
